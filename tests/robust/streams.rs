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
            r#""list":[1,[-2.5e3,true],null],"clientContext":"\u00e9 \\ x"}}"#
        ),
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
    Stream { name, bytes, spans }
}

/// Streams in which each record begins a line of its own.
fn streams_by_line() -> Vec<Stream> {
    vec![
        stream("ndjson", "", "\n", "\n", compact),
        stream("pretty", "", "\n", "\n", |i| pretty(i, 0)),
        stream("records", "\u{1e}", "\n\u{1e}", "\n", compact),
        stream("pretty records", "\u{1e}", "\n\u{1e}", "\n", |i| {
            pretty(i, 0)
        }),
        stream("array pretty", "[\n  ", ",\n  ", "\n]\n", |i| pretty(i, 2)),
        stream("array by line", "[\n", ",\n", "\n]\n", compact),
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
    vec![
        stream("array", "[", ",", "]", compact),
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

/// Every damage to the record in `span`, with its name.
fn damages(bytes: &[u8], (start, end): (usize, usize)) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    let mut add = |name: String, at: usize, until: usize, new: &[u8]| {
        if !hides_the_next(&bytes[start..end], at - start, until - start, new) {
            all.push((name, [&bytes[..at], new, &bytes[until..]].concat()));
        }
    };
    for (at, byte) in (start..end).zip(&bytes[start..end]) {
        add(format!("cut at {at}"), at, end, b"");
        add(format!("delete {at}"), at, at + 1, b"");
        for bit in 0..8 {
            let flipped = byte ^ 1 << bit;
            add(format!("flip bit {bit} of {at}"), at, at + 1, &[flipped]);
        }
        for new in b"\"{}[],:\\x\0\xFF \n" {
            add(format!("insert {new:#04x} at {at}"), at, at, &[*new]);
        }
    }
    all
}

/// The damages that make another text of what follows, so that nobody can tell:
///
/// - a separator of RFC 7464 inside the record, or a line that begins with a bracket and did not:
///   that is how records begin and lists end;
/// - a bracket before the record, which ends the list;
/// - in a list on one line: what is left of the record ends inside an array, and the records
///   behind it are good elements of that array.
fn hides_the_next(record: &[u8], at: usize, until: usize, new: &[u8]) -> bool {
    let damaged = [&record[..at], new, &record[until..]].concat();
    let bracket_lines = |text: &[u8], blanks: usize| {
        let begins = |line: &[u8]| {
            let rest = line.trim_ascii_start();
            line.len() - rest.len() == blanks && matches!(rest.first(), Some(b'{' | b'[' | b']'))
        };
        text.split(|b| *b == b'\n')
            .filter(|line| begins(line))
            .count()
    };
    let new_line = (0..8).any(|n| bracket_lines(&damaged, n) > bracket_lines(record, n));
    let separator = new == [0x1E];
    let ends_list = at == 0 && new == b"]";
    let in_array = until == record.len() && until > at && {
        let open = record[..at].iter().filter(|b| **b == b'[').count();
        let closed = record[..at].iter().filter(|b| **b == b']').count();
        open > closed
    };
    separator || ends_list || in_array || new_line
}

/// The damages after which another record is missing.
fn losses(stream: &Stream, damaged: usize) -> Vec<String> {
    let mut losses = Vec::new();
    for (name, bytes) in damages(&stream.bytes, stream.spans[damaged]) {
        let run = run("", &bytes);
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
        let run = run("", &stream.bytes);
        assert_eq!(lost(&run, RECORDS), None, "{}: {run:?}", stream.name);
        assert_eq!(run.status, 0, "{}: {run:?}", stream.name);
    }
}

#[test]
fn a_damaged_record_costs_only_itself() {
    for stream in streams_by_line().iter().chain(&streams_in_a_line()) {
        for damaged in [0, 2, RECORDS - 1] {
            let losses = losses(stream, damaged);
            let (name, count) = (stream.name, losses.len());
            assert!(losses.is_empty(), "{name}: {count} losses: {}", losses[0]);
        }
    }
}
