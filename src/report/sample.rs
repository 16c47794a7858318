//! Records for the tests of the formats: payloads judged as the program does, without the input.

use super::{Location, Record, Reporter, Subject};
use crate::finding::{Finding, Kind};
use crate::judge::{self, Rules};
use crate::operation::Operation;
use crate::position::{Position, Span};
use crate::timestamp::Timestamp;
use crate::verdict::Tally;

pub(super) const GOOD: &str = concat!(
    r##"{"@odata.type":"#microsoft.graph.playPromptOperation","##,
    r#""id":"0fe0623f-d628-42ed-b4bd-8ac290072cc5","status":"completed","#,
    r#""clientContext":"d45324c1-fcb5-430a-902c-f20af696537c","#,
    r#""createdDateTime":"2026-03-10T09:22:01Z","lastActionDateTime":"2026-03-10T09:22:23Z","#,
    r#""resultInfo":{"code":200,"subcode":0,"message":"Action completed successfully."}}"#
);
pub(super) const RUNNING: &str =
    r#"{"id":"9d6a","status":"running","createdDateTime":"2026-03-10T09:25:48.5Z"}"#;
pub(super) const FAILED: &str = concat!(
    r#"{"id":"5b1f","status":"failed","resultInfo":{"code":400,"subcode":8508,"#,
    r#""message":"Cancelled. DiagCode: 412#10073.@"},"#,
    r#""createdDateTime":"2026-03-10T09:20:00Z","lastActionDateTime":"2026-03-10T09:20:03Z"}"#
);
pub(super) const UNKNOWN_STATUS: &str = r#"{"id":"77a1","status":"complete"}"#;
pub(super) const SLOPPY: &str = r#"{"id":"77a2","status":"Running"}"#;
pub(super) const HOSTILE: &str = concat!(
    r#"{"id":"a\"b\\c\t\u007f\u009b\u202e\udb40\udc41","status":"running","#,
    r#""clientContext":"<&>,\u0001\ufffe;","#,
    r#""resultInfo":{"code":200,"message":"line\nbreak, \"x\" token=hunter2"}}"#
);
/// Anything that begins with no brace counts as unreadable here.
pub(super) const TRUNCATED: &str = "";

/// One of each.
pub(super) const EACH: [&str; 7] = [
    GOOD,
    RUNNING,
    FAILED,
    UNKNOWN_STATUS,
    SLOPPY,
    HOSTILE,
    TRUNCATED,
];

/// The clock of the examples.
pub(super) fn now() -> Timestamp {
    Timestamp::parse_now("2026-03-10T09:30:00Z").expect("a time")
}

/// What `reporter` writes about `inputs`, a document each, in the file `a.json`.
pub(super) fn show(reporter: Reporter, inputs: &[&str]) -> String {
    let files: Vec<(&str, &str)> = inputs.iter().map(|input| ("a.json", *input)).collect();
    show_files(reporter, &files)
}

/// What `reporter` writes about documents in files, one on each line.
pub(super) fn show_files(reporter: Reporter, inputs: &[(&str, &str)]) -> String {
    show_all(reporter, inputs, false)
}

/// The same, with a piece for each document and an empty one before it.
pub(super) fn show_pieces(reporter: Reporter, inputs: &[(&str, &str)]) -> String {
    show_all(reporter, inputs, true)
}

fn show_all(mut reporter: Reporter, inputs: &[(&str, &str)], in_pieces: bool) -> String {
    let (mut out, mut tally) = (Vec::new(), Tally::default());
    reporter.begin(&mut out);
    let mut document = 0;
    for (i, &(path, input)) in inputs.iter().enumerate() {
        if i == 0 || inputs[i - 1].0 != path {
            document = 0;
            tally.sources += 1;
        }
        document += 1;
        tally.documents += 1;
        if !in_pieces {
            one(&mut reporter, &mut out, &mut tally, path, document, input);
            continue;
        }
        let mut part = Vec::new();
        reporter.absorb(reporter.piece(), &mut part);
        let mut piece = reporter.piece();
        one(&mut piece, &mut part, &mut tally, path, document, input);
        reporter.absorb(piece, &mut part);
        out.append(&mut part);
    }
    reporter.end(&tally, &mut out);
    String::from_utf8(out).expect("UTF-8")
}

fn one(
    reporter: &mut Reporter,
    out: &mut Vec<u8>,
    tally: &mut Tally,
    path: &str,
    document: u64,
    input: &str,
) {
    let rules = Rules::usual(now());
    let verdict;
    let (subject, mut findings) = if input.starts_with('{') {
        verdict = judge::judge(input, Span::new(0, input.len()), [None; 2], &rules);
        let operation: &Operation<'_> = &verdict.operation;
        (Subject::Operation(operation), verdict.findings)
    } else {
        let kind = Kind::Compressed { format: "gzip" };
        (Subject::Unreadable, vec![Finding::of_source(kind)])
    };
    let position = Position {
        line: document,
        column: 1,
    };
    for finding in &mut findings {
        if let Some(span) = finding.span {
            let start = position.after(&input.as_bytes()[..span.start]);
            finding.position = Some(start);
            finding.end_column = Some(start.column + (span.end - span.start) as u64);
        }
    }
    let location = Location {
        title: if path == "-" { "<stdin>" } else { path },
        path,
        document,
        position,
        pointer: "",
    };
    let record = Record::new(&location, subject, &findings, now());
    record.count_in(tally);
    reporter.record(&record, out);
    for finding in &findings {
        tally.add_finding(finding);
        reporter.finding(path, finding, out);
    }
}
