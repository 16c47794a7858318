//! One record of a stream is damaged in every way and at every place: all others are shown, in
//! every form in which records come.

use crate::harness::{Run, check, run};

/// How many records a stream has.
const RECORDS: usize = 5;

/// Text and where each record stands in it.
struct Stream {
    name: &'static str,
    bytes: Vec<u8>,
    spans: Vec<(usize, usize)>,
    /// The records stand in a list in an object.
    envelope: bool,
    /// What the text is before it is read; what it cannot hold is left out.
    encode: fn(&[u8]) -> Option<Vec<u8>>,
}

impl Stream {
    /// Nothing but brackets tells that the next record is no part of the one before.
    fn is_told_by_brackets(&self) -> bool {
        self.envelope || self.name.contains("commas")
    }

    /// The same with other line breaks.
    fn with_carriage_returns(&self, name: &'static str) -> Self {
        let wide = |part: &[u8]| part.iter().filter(|b| **b == b'\n').count();
        let moved = |at: usize| at + wide(&self.bytes[..at]);
        let text = String::from_utf8(self.bytes.clone()).unwrap();
        Self {
            name,
            bytes: text.replace('\n', "\r\n").into_bytes(),
            spans: self
                .spans
                .iter()
                .map(|(a, b)| (moved(*a), moved(*b)))
                .collect(),
            ..*self
        }
    }

    /// The same as UTF-16.
    fn in_utf16(self, name: &'static str) -> Self {
        let encode = |text: &[u8]| {
            // With a NUL behind it the byte order mark is that of UTF-32.
            let text = std::str::from_utf8(text)
                .ok()
                .filter(|text| !text.starts_with('\0'))?;
            let units = text.encode_utf16().flat_map(u16::to_le_bytes);
            Some([0xFF, 0xFE].into_iter().chain(units).collect())
        };
        Self {
            name,
            encode,
            ..self
        }
    }
}

/// No two differ by one letter, so that damage to one does not make another of it.
fn id(i: usize) -> &'static str {
    ["alpha", "bravo", "charlie", "delta", "foxtrot"][i]
}

/// An operation with everything in it that can mislead a search for the next one.
fn compact(i: usize) -> String {
    format!(
        concat!(
            r##"{{"@odata.type":"#microsoft.graph.inviteParticipantsOperation","id":"{}","##,
            r#""status":"completed","resultInfo":{{"code":200,"subcode":0,"#,
            r#""message":"a {{b}} [c], \"d\": {{\"e\": 1}}"}},"#,
            r##""participants":[{{"@odata.type":"#microsoft.graph.invitationParticipantInfo","##,
            r#""identity":{{"user":{{"id":"u"}}}}}},{{"id":"p","identity":null}}],"#,
            r#""prompts":{{"value":[{{"mediaInfo":{{"uri":"a"}}}},{{"mediaInfo":{{"uri":"b"}}}}]}},"#,
            r#""list":[1,[-2.5e3,true],null],"clientContext":"\u00e9 \\ x"}}"#
        ),
        id(i)
    )
}

/// One that begins with its id and has lists of objects.
fn plain(i: usize) -> String {
    format!(
        r#"{{"id":"{}","status":"completed","x":[{{"a":1}},{{"b":2}},{{"id":"3"}}],"y":[[],{{}}]}}"#,
        id(i)
    )
}

/// Indented by two blanks a level, and by `base` all in all.
fn pretty(i: usize, base: usize) -> String {
    let value: serde_json::Value = serde_json::from_str(&compact(i)).unwrap();
    let text = serde_json::to_string_pretty(&value).unwrap();
    text.replace('\n', &format!("\n{}", " ".repeat(base)))
}

fn stream(
    name: &'static str,
    before: &str,
    between: &str,
    after: &str,
    record: impl Fn(usize) -> String,
) -> Stream {
    let mut bytes = before.as_bytes().to_vec();
    let mut spans = Vec::new();
    for i in 0..RECORDS {
        if i > 0 {
            bytes.extend(between.as_bytes());
        }
        let start = bytes.len();
        bytes.extend(record(i).as_bytes());
        spans.push((start, bytes.len()));
    }
    bytes.extend(after.as_bytes());
    Stream {
        name,
        bytes,
        spans,
        envelope: before.contains('{'),
        encode: |text| Some(text.to_vec()),
    }
}

/// Streams in which each record begins a line of its own.
fn streams_by_line() -> Vec<Stream> {
    let ndjson = stream("ndjson", "", "\n", "\n", compact);
    let pretty_array = stream("array pretty", "[\n  ", ",\n  ", "\n]\n", |i| pretty(i, 2));
    vec![
        ndjson.with_carriage_returns("ndjson of Windows"),
        pretty_array.with_carriage_returns("array pretty of Windows"),
        stream("ndjson", "", "\n", "\n", plain).in_utf16("ndjson in UTF-16"),
        ndjson,
        pretty_array,
        stream("pretty", "", "\n", "\n", |i| pretty(i, 0)),
        stream("records", "\u{1e}", "\n\u{1e}", "\n", compact),
        stream("pretty records", "\u{1e}", "\n\u{1e}", "\n", |i| {
            pretty(i, 0)
        }),
        stream("array by line", "[\n", ",\n", "\n]\n", compact),
        stream("array, commas first", "[\n", "\n,", "\n]\n", compact),
        stream("array, commas in a column", "[\n  ", "\n, ", "\n]\n", plain),
        stream(
            "collection pretty",
            "{\n  \"@odata.context\": \"x\",\n  \"value\": [\n    ",
            ",\n    ",
            "\n  ]\n}\n",
            |i| pretty(i, 4),
        ),
    ]
}

/// Streams with all records on one line, or one inside another's line.
fn streams_in_a_line() -> Vec<Stream> {
    let notification = |i| {
        format!(
            r#"{{"changeType":"updated","resourceUrl":"/a/operations/{i}","resourceData":{}}}"#,
            compact(i)
        )
    };
    let answer = |i| {
        let body = compact(i);
        format!(r#"{{"id":"{i}","status":200,"headers":{{"a":"b"}},"body":{body}}}"#)
    };
    vec![
        stream("array", "[", ",", "]", compact),
        stream("plain array", "[", ",", "]", plain),
        stream("array", "[", ", ", "]", plain).in_utf16("array in UTF-16"),
        stream("batch", "{\"responses\":[", ",", "]}", answer),
        stream("array from the bracket", "[", ",\n", "]\n", compact),
        stream(
            "collection",
            "{\"value\":[",
            ",",
            "],\"@odata.nextLink\":\"x\"}",
            compact,
        ),
        stream("notifications", "{\"value\":[", ",", "]}", notification),
        stream("values", "{\"$id\":\"1\",\"$values\":[", ",", "]}", compact),
    ]
}

/// Whether every record but the damaged one is shown, once.
fn lost(run: &Run, damaged: usize) -> Option<usize> {
    let shown = |i: usize| {
        let id = format!(" {}", id(i));
        let row = |line: &&str| line.starts_with("completed ") && line.contains(&id);
        run.stdout.lines().filter(row).count()
    };
    (0..RECORDS).find(|&i| i != damaged && shown(i) != 1)
}

/// Every damage to the record in `span`, with its name, but for those that nobody can tell from
/// another text.
fn damages(stream: &Stream, (start, end): (usize, usize)) -> Vec<(String, Vec<u8>)> {
    let bytes = &stream.bytes;
    let mut all = Vec::new();
    let mut add = |name: String, at: usize, until: usize, new: &[u8]| {
        let damaged = [&bytes[..at], new, &bytes[until..]].concat();
        let cut = until == end && until > at + 1;
        let moves = begins_a_line(stream, &damaged)
            || stream.is_told_by_brackets() && cut && ends_in_an_array(&bytes[start..at]);
        if !moves {
            all.push((name, damaged));
        }
    };
    for (at, byte) in (start..end).zip(&bytes[start..end]) {
        add(format!("cut at {at}"), at, end, b"");
        add(format!("delete {at}"), at, at + 1, b"");
        for bit in 0..8 {
            let flipped = byte ^ 1 << bit;
            add(format!("flip bit {bit} of {at}"), at, at + 1, &[flipped]);
        }
        for new in b"\"{}[],:\\x\0\xFF \n\x1E" {
            add(format!("insert {new:#04x} at {at}"), at, at, &[*new]);
        }
    }
    all
}

/// In a list: a line that did not begins with a bracket, in the first column or where the elements
/// do. So records begin and lists end. RFC 7464's separator may begin another envelope.
fn begins_a_line(stream: &Stream, damaged: &[u8]) -> bool {
    let is_list = !matches!(stream.bytes.first(), Some(0x1E)) && stream.name.contains("array")
        || stream.envelope;
    let indent = stream.bytes[..stream.spans[1].0].iter().rev();
    let indent = indent.take_while(|b| **b == b' ').count();
    let count = |text: &[u8]| {
        let begins = |line: &[u8]| {
            let rest = line.trim_ascii_start();
            let blanks = line.len() - rest.len();
            let opens = matches!(rest.first(), Some(b'{' | b'['));
            opens && (blanks == 0 || blanks == indent) || rest.starts_with(b"]") && blanks <= indent
        };
        text.split(|b| matches!(*b, b'\n' | 0x1E))
            .filter(|line| begins(line))
            .count()
            + text
                .iter()
                .filter(|b| stream.envelope && **b == 0x1E)
                .count()
    };
    is_list && count(damaged) > count(&stream.bytes)
}

/// Whether what is left of a record ends inside an array: the records behind it are good elements
/// of that array, and the end of the document closes what is left open.
fn ends_in_an_array(left: &[u8]) -> bool {
    let count = |b: u8| left.iter().filter(|other| **other == b).count();
    count(b'[') > count(b']')
}

/// The damages after which another record is missing.
fn losses(stream: &Stream, damaged: usize) -> Vec<String> {
    let mut losses = Vec::new();
    for (name, bytes) in damages(stream, stream.spans[damaged]) {
        let Some(encoded) = (stream.encode)(&bytes) else {
            continue;
        };
        let run = run("", &encoded);
        check(&run);
        if let Some(lost) = lost(&run, damaged) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            losses.push(format!("{name}: {} is lost: {text}", id(lost)));
        }
    }
    losses
}

#[test]
fn streams_are_read_whole() {
    for stream in streams_by_line().iter().chain(&streams_in_a_line()) {
        let encoded = (stream.encode)(&stream.bytes).unwrap();
        let run = run("", &encoded);
        assert_eq!(lost(&run, RECORDS), None, "{}: {run:?}", stream.name);
        assert_eq!(run.status, 0, "{}: {run:?}", stream.name);
        let is_wide = encoded.starts_with(&[0xFF, 0xFE]);
        assert_eq!(
            run.stderr.contains("CO206"),
            is_wide,
            "{}: {run:?}",
            stream.name
        );
    }
}

#[test]
fn a_damaged_record_costs_only_itself() {
    for stream in streams_by_line().iter().chain(&streams_in_a_line()) {
        for damaged in [0, 2, RECORDS - 1] {
            let losses = losses(stream, damaged);
            let (name, count) = (stream.name, losses.len());
            assert!(
                losses.is_empty(),
                "{name}: {count} losses: {:.3000}",
                losses[0]
            );
        }
    }
}

/// The ids shown of pending operations.
fn ids(text: &str) -> String {
    let run = run("-f id --only pending", text.as_bytes());
    check(&run);
    run.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Of `text` the `wanted` pending operations are shown, and so many faults told.
fn assert_shown(text: &str, wanted: &str, faults: usize) {
    assert_eq!(ids(text), wanted, "{text}");
    let told = run("", text.as_bytes()).stderr;
    assert_eq!(told.matches("error[").count(), faults, "{text}: {told}");
}

/// `{a}` and so on in `text` become operations with that id.
fn operations(text: &str) -> String {
    ["a", "b", "c", "d"]
        .iter()
        .fold(text.to_owned(), |text, id| {
            let operation = format!(r#"{{"id":"{id}","status":"running"}}"#);
            text.replace(&format!("{{{id}}}"), &operation)
        })
}

#[test]
fn a_list_closed_too_early_goes_on() {
    for (text, wanted) in [
        (r#"{"value":[]{a},{b},{c}]}"#, "a b c"),
        (r#"{"value":[{a}],{b},{c}]}"#, "a b c"),
        (r#"{"value":[{a}] {b}, {c}]}"#, "a b c"),
        (r#"{"value":[{a},]{b},{c}]}"#, "a b c"),
        (
            r#"{"value":[{a},]"id":"b","status":"running"},{c}]}"#,
            "a c",
        ),
        // Here it was over.
        (r#"{"value":[{a}]}{"value":[{b}]}"#, "a b"),
        (r#"{"value":[{a}],"@odata.nextLink":"x"}{b}"#, "a b"),
        ("{\"value\":[{a}]\n{b}", "a b"),
        ("{\"value\":[{a}],\n{b}", "a b"),
        (r#"{"value":[{a},]}{b}"#, "a b"),
    ] {
        assert_eq!(ids(&operations(text)), wanted, "{text}");
    }
}

/// A list that is over does not go on, whatever stands behind it.
#[test]
fn a_list_that_is_over_goes_on_behind_nothing() {
    for (text, wanted) in [
        (
            "{\"value\":[\n{a}\n]\n,\n{b}\n,\n{c}\n]\n,\n{d}\n",
            "a b c d",
        ),
        ("{\"value\":[{a}],\n{b},\n{c}]}\n{d}", "a b c d"),
        ("{\"value\":[{a}\n{\"id\":\"x\" x}]{b}\n{c}", "a b c"),
        ("{\"value\":[]\n{\"id\":\"x\" x}]{a}\n{b}", "a b"),
        ("{\"value\":[{a}\n{\"id\":\"x\" x}],\n[{b},{c}]\n", "a b c"),
    ] {
        assert_eq!(ids(&operations(text)), wanted, "{text}");
    }
}

/// A colon in place of the comma behind a broken element hides none of the others.
#[test]
fn a_colon_behind_a_broken_element_hides_no_other() {
    assert_shown("[{\"id\" \"a\"}:{\"x\":1},{\"id\":\"c\"},{\"y\":1}]", "", 3);
    assert_shown(
        &operations("[{\"id\" \"x\"}:{\"y\":1},{a},{\"id\":\"c\"}]"),
        "a",
        2,
    );
}

#[test]
fn a_broken_document_costs_no_other_on_its_line() {
    for (text, wanted) in [
        (r#"{a}{"id":"b" "status":"running"}{c}{d}"#, "a c d"),
        (r#"{"id":"b","x":[NaN],"m":"}{"} {c}[{d}]"#, "c d"),
        (r#"{"id":"b","status":"running",}{c}"#, "c"),
        ("{a};{b}", "a b"),
        ("{a} x {b}", "a b"),
        ("{a}}{b}", "a b"),
        ("{x}{b}\n{y}{\"value\":[{c}]}", "b c"),
        ("{a} x {\"code\":1} {b}\n{c}", "a b c"),
        // What belongs to a broken record is none.
        ("{\"id\":\"a\",\"x\":}{\"code\":1}\n{b}", "b"),
        ("{\"id\":\"a\"},\"x\":{\"status\":\"running\"}\n{b}", "b"),
        ("INFO {a}\n{b}", "b"),
    ] {
        assert_eq!(ids(&operations(text)), wanted, "{text}");
    }
}

#[test]
fn a_run_of_what_does_not_belong_is_told_once() {
    for (run_of, before, after) in [
        (",", "[", "{a},{b}]"),
        (" ,", "[{a}", ",{b}]"),
        (",\n", "{\"value\":[", ",{a},{b}]}"),
        ("\u{feff}", "{a}", "{b}"),
        ("\u{feff} \n", "{a}", "{b}"),
        ("]", "{a}", "\n{b}"),
        ("]\n", "{a}\n", "\n{b}"),
    ] {
        let text = operations(&format!("{before}{}{after}", run_of.repeat(9000)));
        assert_eq!(ids(&text), "a b", "{run_of:?}");
        let told = run("", text.as_bytes()).stderr;
        assert_eq!(told.matches("error[").count(), 1, "{run_of:?}: {told:.900}");
    }
}

#[test]
fn what_stands_between_elements_costs_none() {
    for text in [
        "[{a} garbage {b}]",
        "[{a},garbage,{b}]",
        "[{a};{b}]",
        "[\n ; {a},\n  {b}\n]",
        "[\n;  {a},\n  {b}\n]",
        "[\n,{a}\n,{b}\n]",
        "[\n,\n  {a},\n  {b}\n]",
        "[\n  x,\n  {a},\n  {b}\n]",
        "[\n      x,\n  {a},\n  {b}\n]",
        "[\n  {a},\n; {b}\n]",
        ";[\n  {a},\n  {b}\n]",
        "]{a}\nx{b}\n",
        "0{a}\n\"{b}\n",
        "{{a}\n{\t{b}\n",
        "[\"{a},0{b}]",
        "[{a},{{b}]",
        "[\n  {a},\n{ {b}\n]",
        "HTTP/2 200\nA: b\n  {a}\nHTTP/2 200\nA: b\n \n  {b}",
        "HTTP/2 200\nA: b\n\r{a}\nHTTP/2 200\n{b}",
        r#"{"value":[{a} x {b}]}"#,
    ] {
        assert_eq!(ids(&operations(text)), "a b", "{text}");
    }
}

/// RFC 7464's separator in an element of a list, and garbage in place of the first element or its
/// bracket, are one fault.
#[test]
fn a_fault_in_an_element_is_told_once_and_costs_no_other() {
    for (text, wanted) in [
        (
            "[{a},{\"id\":\"x\",\"status\":\"x\u{1e}x] {y}, z\"},{b},{c}]\n",
            "a b c",
        ),
        (
            "{\"value\":[{a},{\"id\":\"x\",\"m\":\"a\u{1e}], b\",\"n\":1},{b},{c}]}\n",
            "a b c",
        ),
        (
            "{\"value\":[{a},{\"id\":\"x\",\"x\":[1,2\u{1e}],\"n\":1},{b},{c}]}\n",
            "a b c",
        ),
        (
            "[\n{\"id\":\"x\",\"status\":\"running\"\u{1e}\n,{b}\n,{c}\n]\n",
            "b c",
        ),
        (
            "[\n  x\n    \"id\":\"x\",\n    \"status\":\"running\"\n  },\n  {a},\n  {b}\n]\n",
            "a b",
        ),
        (
            "[\n  {\"id\":\"x\",\"status\":nn}\n,\t{a}\n,\t{b}\n]\n",
            "a b",
        ),
        // A list inside of the element has its commas first.
        (
            "[\n  {\"id\":\"x\",\"y\":nn\n  ,\"x\":[{\"status\":\"running\"}\n  ,{\"a\":1}\n  ]},\n  {b}\n]",
            "b",
        ),
        (
            "{\"id\":\"x\",\"y\":nn,\n\"x\":[{\"status\":\"running\"}\n,{\"a\":1}\n]}\n{b}\n",
            "b",
        ),
    ] {
        assert_shown(&operations(text), wanted, 1);
    }
}

/// Where the first element is broken, nothing tells where the others stand.
#[test]
fn a_broken_first_element_costs_no_other() {
    for text in [
        "[\n  {\"id\":\"x\",\"m\":nn},{a},{b}\n]",
        "[\n  {\"id\":\"x\",\"m\":\"n\"n\"},{a},\n  {b}\n]",
        "[\n  {\"id\":\"x\",\"m\":nn}\n  ,{a}\n  ,{b}\n]",
        "[\n  {\"id\":\"x\",\"m\":\"n\"n\"}\n  ,{a}\n  ,{b}\n]",
        "[\n  {\"id\":\"x\",\"m\":nn}\n,{a}\n,{b}\n]",
        "[\n  {\"id\":\"x\",\"m\":\"n\"n\"}\n,{a}\n,{b}\n]",
        "[\n  {\"id\":\"x\",\n   \"m\":[n]]},\n  {a},\n  {b}\n]",
        "[\n\\\"id\":\"x\",\"m\":\"running\"},{a},\n{b}\n]",
        "[\n{ {a},\n  {b}\n]",
        "{\"value\":[\n  {\"id\":\"x\",\"m\":nn}, {a}, {b}\n]}",
        "{\"value\":[\n  {\n    \"id\"}: \"x\",\n    \"m\":1,\n    \"n\":2\n  },\n  {a},\n  {b}\n]}",
        "[\n    ,\n        \"id\": \"x\",\n        \"m\":1\n    },\n    {a},\n    {b}\n]",
        "[ }\n   },\n   \"n\": null\n  }\n  ]\n },\n {a},\n {b}\n]",
        "[{\"id\"}: \"x\",\"m\":1,\"n\":2},{a},{b}]",
    ] {
        assert_shown(&operations(text), "a b", 1);
    }
}

/// A broken element hides no fault behind it.
#[test]
fn faults_behind_a_broken_first_element_are_told() {
    for (text, wanted) in [
        ("[\n  {\"id\":\"x\" 1},\n  {a}\n] # done\n{b}", "a b"),
        ("[\n  {\"id\":\"x\" 1}\n] # done\n{b}", "b"),
        ("[\n  {\"id\":\"x\" 1},\n  {a}\n]]\n{b}", "a b"),
        (
            "{\"value\":[\n  {\"id\":\"x\" 1},\n  {a}\n  ]{b}\n]}",
            "a b",
        ),
        ("[\n  {\"id\":\"x\" 1},{\n  {a},\n  {b}\n]\n", "a b"),
    ] {
        assert_shown(&operations(text), wanted, 2);
    }
}

/// Where the begin of a list is broken or missing, the brackets and commas around its elements are no
/// faults of their own.
#[test]
fn a_list_without_its_begin_costs_no_element() {
    for text in [
        ":\n  {a},\n  {b}\n]",
        "running\"},\n  {a},\n  {b}\n]",
        "S}\n, {a}\n, {b}\n]",
        "INFO it is\n  {a}\n  {b}\n",
        "\"\n  {a},\n  {b}\n]",
        "{\n  \"value : [\n    {a},\n    {b}\n  ]\n}",
        "{\n  \"value\" [\n    {a},\n    {b}\n  ]\n}",
        "{\n  \"@odata.count\": 2 \"value\": [\n    {a}\n,    {b}\n  ]\n}",
        "{\"value:[{a},{b}]}",
        "{\"value\" [{a},{b}],\"@odata.nextLink\":\"x\"}",
        "{\n  \"value\" [\n    {a},\n    {b}\n  ],\n  \"@odata.nextLink\": \"x\"\n}",
        "INFO\n  [\n    {a},\n    {b}\n  ]",
        "{\"value\"[{a},{b}],\"count\":1}",
        "{\"value\":}[{a},{b}]}",
        "{\"a\":},\"value\":[{a},{b}]}",
        "Nov 28 host \"app\":\n  {a}\n  {b}",
        "{\"@odata.context\":\"u\",value\":[{a},{b}]}",
        "{\"@odata.context\":\"u\", [{a},{b}]}",
        "{count: 2, value: [{a},{b}]}",
        "{'@odata.context':'u','value':[{a},{b}]}",
        "{\"value\" [null,{a},{b}]}",
        "{\"value\" [{},{a},{b}]}",
        "{\"@odata.context\":\"u\",,\"value\":[{\"id\":\"z\"},{a},{b}]}",
        "{\n {a}\n}\n{b}",
        "{\"a\":\"x\u{1}y\",\"value\":[{a},{b}]}",
        "{\"a\":\"x\",\0\"value\":[{a},{b}]}",
        "\u{e9}{\"value\":[{a},{b}]}",
        "\u{200b}[{a},{b}]",
        "[\n  {a},\n\u{e9} {b}\n]",
        "{\"responses\" [{\"id\":\"1\",\"status\":200,\"body\":{a}},{\"id\":\"2\",\"status\":200,\"body\":{b}}]}",
        "{\"responses\":[\n{\"id\":\"1\",\"status\":200,\"body\":{a}}\n{\"id\":\"2\",\"status\":200,\"body\":{b}}\n]}",
        "{\"value\":[\n  {a}],\n  {b}\n]}",
        "{\"value\":,{a},{b}]}",
        "{\"value\":,[{a},{b}]}",
        "{\"value\":1{a},{b}]}",
        "{\"value\":({a},{b}]}",
        "{\"@odata.context\":\"u\",\"value\":x{a},{b}]}",
        "{\"value\":{[{a},{b}]}",
        "{\"va\"lue\":[{a},{b}]}",
        "{\"va\\lue\":[{a},{b}]}",
        "{\"value\":{a},{b}]}",
        "{\"value\":{{a},{b}]}",
        "{\"value\":]{a},{b}]}",
        "{\"@odata.context\":\"u\",\"value\" : {\n {a},\n {b}\n],\"@odata.nextLink\":\"x\"}",
        "{\n  \"value\":\n    {a},\n    {b}\n  ]\n}",
        "{\"value\":{a}]}{b}",
        "{\"value\":{a},\n{b}",
        "{value\":[{a},\n{b}]}",
        "{\"@odata.count\":2 \"value\":[{a},{b}]}",
        "{{\"value\":[{a},{b}]}}",
        "[{{a}},{b}]",
    ] {
        assert_shown(&operations(text), "a b", 1);
        assert_shown(&operations(&format!("{text}\n{{c}},{{d}}")), "a b c d", 2);
    }
    // Nor is a broken element more than one.
    assert_shown(
        &operations("S},\n  {a},\n  {\"id\":\"x\",\"m\":nn},\n  {b}\n]"),
        "a b",
        2,
    );
    assert_shown(
        &operations(
            "{\"@odata.context\":\"x\",,\"value\":[{\"id\":\"x\",\"status\" \"x\"},{a},{b}]}",
        ),
        "a b",
        2,
    );
    // A bracket too many excuses one that closes, and no other.
    assert_shown(&operations("[{{a},{b},{c}},{d}]"), "a b c d", 2);
    assert_shown(&operations("{{a}},,]{b}"), "a b", 2);
    // What stands inside of a broken operation is none.
    for text in [
        "{\n  \"status\":\"running\" \"p\":[\n    {a},\n    {b}\n  ]\n}",
        "{\n  \"p\":[nn,\n    {a},\n    {b}\n  ]\n}",
        "{\"id\":\"x\" \"p\":[{a},{b}]}",
        "{\"@odata.type\":\"#microsoft.graph.playPromptOperation\" \"p\":[{a},{b}]}",
        "{\"@odata.type: \"x\",\"id\":\"x\",\"status\":\"running\",\"p\":[{a}]}",
        "{\"callId\":\"1\",,\"p\":[{a}]}",
        "{\"x\":x,\"value\":[],\"p\":[{a}]}",
        "text\n  \"x\": 1, \"p\":\n  {a}\n",
        "{\"p\":[{\"x\":{}}] \"q\":[{a}],\"status\":\"running\"}",
        "{\"p\" [{a}],\"status\":\"running\"}",
        "{\n  \"x\":1,,\n  \"p\":\n    {a},\n  \"status\":\"running\"\n}",
        "text\n  {\n    \"p\":\n    {a},\n    \"id\":\"z\"\n  }\n",
        "[\n  {\n    \"id\":\"x\",\n    {\"status\":\"running\"\n  }\n]\n",
        "{\"id\":\"x\",\"value\":{a},{b}]}",
        "{\"value\":{\"x\":{a},{b}]}}",
        "{\"value\":{\"x\":1},{\"y\":2}]}",
        "{\"value\":{a} {b}]}",
    ] {
        assert_shown(&operations(text), "", 1);
    }
}

/// A list is given up where a line begins like a record, but it goes on if what follows that record
/// shows that it was none: its comma and its bracket are no faults of their own.
#[test]
fn a_list_that_was_given_up_goes_on() {
    for (text, wanted, faults) in [
        (
            "[\n  {a},\n  {\"id\":\"x\",\"status\":\"comp,\n{\n  \"x\":1},\n  {b},\n  {c}\n]\n{d}",
            "a b c d",
            2,
        ),
        (
            "{\"value\":[\n  {a},\n  {\"id\":\"x\",\"m\":\"y,\n{\n  \"x\":1},\n  {b}\n],\"x\":1}\n{d}",
            "a b d",
            2,
        ),
        ("[\n{a}\n{b},\n{c}\n]\n{d}", "a b c d", 1),
        ("[\n{a},\n{\"id\":\"x\n{b}\n]\n{d}", "a b d", 1),
        ("[{a}\n[{b}]\n,{c}]\n{d}", "a b c d", 1),
        // Here it was cut off.
        ("[\n{a},\n{\"id\":\"x\n{b}\n{c}\n{d}", "a b c d", 2),
        ("[\n{a},\n{\"id\":\"x\n{\"value\":[{b}]}\n{c}", "a b c", 2),
        ("[\n{a}\n{b}\n{c},{d}", "a b c d", 2),
    ] {
        let text = operations(text);
        assert_shown(&text, wanted, faults);
        let rows = run("-o ndjson --only pending", text.as_bytes()).stdout;
        let rows = rows.lines().map(|row| serde_json::from_str(row).unwrap());
        let places = rows.map(|row: serde_json::Value| {
            format!("{} {}", row["source"]["document"], row["source"]["pointer"])
        });
        let mut places: Vec<_> = places.collect();
        let all = places.len();
        places.sort();
        places.dedup();
        assert_eq!(places.len(), all, "{text}: {places:?}");
    }
}

/// An element that begins before the others is none of them, and costs no other.
#[test]
fn a_line_before_the_column_of_a_list_costs_only_its_element() {
    let record = |id: &str| {
        format!(
            "    {{\n      \"id\": \"{id}\",\n      \"tags\": [\n        1,\n        {{\n          \"a\": []\n        }}\n      ],\n      \"status\": \"running\"\n    }}"
        )
    };
    let records = ["a", "b", "c", "d"].map(record).join(",\n");
    let whole = format!("{{\n  \"value\": [\n{records}\n  ]\n}}\n");
    let second = whole.find("\"b\"").unwrap();
    let status = second + whole[second..].find("      \"status\"").unwrap();
    for bracket in ["[", "{"] {
        let text = format!("{}{bracket}{}", &whole[..status], &whole[status..]);
        assert_eq!(ids(&text), "a c d", "{text}");
    }
}

/// A raw line break in a string, and behind it what looks like the begin of a record and breaks:
/// the elements behind it on that line are shown.
#[test]
fn a_list_goes_on_behind_a_line_that_was_no_record() {
    let broken = "{\"id\":\"x\",\"status\":\"failed\",\"resultInfo\":{\"message\":\"m\n{y} z\"}}";
    for (before, behind) in [("[", "]"), ("{\"value\":[", "]}")] {
        let text = operations(&format!(
            "{before}{{a}},{broken},{{b}},{{c}}{behind}\n{{d}}"
        ));
        assert_eq!(ids(&text), "a b c d", "{text}");
    }
    // Whatever the text is like, as long as it does not end the list.
    for text in [
        "[x] {y} z",
        "[1,2] {y} z",
        "[x] y, z",
        "[]",
        "{} z",
        "{}",
        "[[{y",
        "[] {} [] z",
        "null},\n{y",
        "},{},\n{x{y}",
        "{}y },\n{[{y}null",
    ] {
        let broken = format!("{{\"id\":\"x\",\"resultInfo\":{{\"message\":\"m\n{text}\"}}}}");
        for (before, behind) in [("[", "]"), ("{\"value\":[", "]}")] {
            let text = format!("{before}{{a}},{broken},{{b}},{{c}}{behind}\n{{d}}");
            assert_eq!(ids(&operations(&text)), "a b c d", "{text}");
        }
    }
    // What looked like a record there was part of a name.
    for text in [
        "[\n  {a}, {b},\n  {\"p\":[{\"x\n{y}:1},2]}, {c},\n  {d}\n]",
        "{\"value\":[{a},{b},{\"p\":[{\"x\n{y}:1},2]},{c},{d}]}",
    ] {
        assert_eq!(ids(&operations(text)), "a b c d", "{text}");
    }
    // Or did not.
    assert_eq!(
        ids(&operations(
            "[\n  {a},\n  {\"x\" 1},\n  \"x\n{y}:1{b},\n  {c}\n]"
        )),
        "a b c"
    );
    // Between elements it is text like any other.
    assert_eq!(ids(&operations("[\n{a}\n{b}x{c}\n{d}\n]")), "a b c d");
    // A list that was cut off between two elements is over: what stands behind the next record is
    // no text of one, and is told.
    for (text, wanted, faults) in [
        ("[{a},{b}\n{c} INFO user\"s {d}\n", "a b c d", 2),
        ("[{a},{b}\n{c} trailing words\n{d}\n", "a b c d", 2),
        ("[{a},{b}\n{c} \"note\" {d}\n", "a b c d", 2),
    ] {
        let text = operations(text);
        assert_shown(&text, wanted, faults);
    }
    // A record separator begins a record, and the list is over.
    let text = operations("\x1e[{a},{b}\n\x1e{c}\n\x1enull\n\x1e{\"id\":\"x\n\x1e{d}\n");
    assert_eq!(ids(&text), "a b c d");
    let rows = run("-o ndjson --only pending", text.as_bytes()).stdout;
    let last = serde_json::from_str::<serde_json::Value>(rows.lines().last().unwrap()).unwrap();
    assert_eq!(
        (&last["source"]["document"], &last["source"]["pointer"]),
        (&5.into(), &"".into())
    );
    // Here it was one, and its brackets say where it ends.
    let record =
        "{\"id\":\"y\",\"status\":no,\"p\":[{\"a\":1},{\"id\":\"z\",\"status\":\"running\"}]}";
    let text = operations(&format!("[{{a}},{{\"id\":\"x\",\"sta\n{record}\n{{b}}\n"));
    assert_eq!(ids(&text), "a b", "{text}");
}
