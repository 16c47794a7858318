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
