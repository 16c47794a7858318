//! `-o ndjson` and `-o json`: one object for each record, always with the same keys.
//!
//! Gigabytes of records pass through here, so a clean one is written straight into the buffer:
//! plain text is copied at once, and nothing is allocated. JSON encoders let DEL, C1, invisible
//! characters and commands to CI runners through; here they leave as `\uXXXX`.

use super::elements::Elements;
use super::{Location, Record, clean, diag_code, findings};
use crate::finding::Finding;
use crate::operation::{Moment, Number, Operation, State, Stated, Text};
use crate::safe;
use crate::simd;
use crate::timestamp::{Elapsed, Timestamp, Zone};
use crate::verdict::Tally;
use std::io::{self, Write};

/// The version of the format: keys are only ever added within one.
const VERSION: u32 = 1;

/// Whether the records stand on lines of their own or in one document.
#[derive(Clone, Debug)]
enum Form {
    Lines,
    Document(Box<Document>),
}

/// What is known of one document.
#[derive(Clone, Debug)]
struct Document {
    now: Timestamp,
    shown: Tally,
    records: Elements,
}

/// Writes records as JSON.
#[derive(Clone, Debug)]
pub struct Reporter(Form);

impl Reporter {
    /// One object per line.
    pub fn lines() -> Self {
        Self(Form::Lines)
    }

    /// One object for everything.
    pub fn document(now: Timestamp) -> Self {
        Self(Form::Document(Box::new(Document {
            now,
            shown: Tally::default(),
            records: Elements::default(),
        })))
    }

    /// A reporter for a piece of the input.
    #[must_use]
    pub fn piece(&self) -> Self {
        Self(match &self.0 {
            Form::Lines => Form::Lines,
            Form::Document(document) => Form::Document(Box::new(Document {
                now: document.now,
                shown: Tally::default(),
                records: Elements::piece(),
            })),
        })
    }

    /// Adds what a reporter for the next piece has counted. What it has written into `out`, in which there
    /// is nothing else, is made to fit behind what came before it.
    pub fn absorb(&mut self, piece: Self, out: &mut Vec<u8>) {
        if let (Form::Document(document), Form::Document(piece)) = (&mut self.0, piece.0) {
            document.records.absorb(&piece.records, out);
            document.shown.merge(&piece.shown);
        }
    }

    /// What stands before the records.
    pub fn begin(&self, out: &mut Vec<u8>) {
        if let Form::Document(document) = &self.0 {
            // Writing into a Vec cannot fail.
            let _ = write!(out, "{{\n  \"commsop\": {VERSION},\n  \"now\": \"");
            document.now.write_in(Zone::Utc, out);
            out.extend_from_slice(b"\",\n  \"operations\": [");
        }
    }

    /// One record.
    pub fn record(&mut self, record: &Record<'_>, out: &mut Vec<u8>) {
        match &mut self.0 {
            Form::Lines => {
                write_record(out, record);
                out.push(b'\n');
            }
            Form::Document(document) => {
                document.records.separate(out);
                out.extend_from_slice(b"\n    ");
                write_record(out, record);
                record.count_in(&mut document.shown);
            }
        }
    }

    /// What stands behind the records. Operations are counted as far as they are shown, so that
    /// the counts and the array agree; documents and findings are those of the whole run.
    pub fn end(&self, tally: &Tally, out: &mut Vec<u8>) {
        let Form::Document(document) = &self.0 else {
            return;
        };
        let shown = &document.shown;
        if document.records.has_begun() {
            out.extend_from_slice(b"\n  ");
        }
        let _ = write!(
            out,
            "],\n  \"summary\": {{\n    \
             \"documents\": {}, \"operations\": {}, \"succeeded\": {}, \"pending\": {}, \"failed\": {},\n    \
             \"invalid\": {}, \"unreadable\": {}, \"errors\": {}, \"warnings\": {}, \"notes\": {}\n  }}\n}}\n",
            tally.documents,
            shown.operations,
            shown.succeeded,
            shown.pending,
            shown.failed,
            shown.invalid,
            shown.unreadable,
            tally.errors,
            tally.warnings,
            tally.notes,
        );
    }
}

fn write_record(out: &mut Vec<u8>, record: &Record<'_>) {
    let absent = Operation::default();
    let operation = record.operation().unwrap_or(&absent);
    write_source(out, record.location);
    out.extend_from_slice(b",\"state\":");
    write_name(out, record.state.map(State::name));
    out.extend_from_slice(if record.valid {
        b",\"valid\":true"
    } else {
        b",\"valid\":false"
    });
    write_operation(out, operation, record.now);
    out.extend_from_slice(b",\"findings\":[");
    for (i, finding) in record.findings.iter().enumerate() {
        if i > 0 {
            out.push(b',');
        }
        write_finding(out, finding);
    }
    out.extend_from_slice(b"]}");
}

fn write_source(out: &mut Vec<u8>, location: &Location<'_>) {
    out.extend_from_slice(b"{\"source\":{\"path\":");
    write_str(out, location.path);
    out.extend_from_slice(b",\"document\":");
    write_count(out, location.document);
    out.extend_from_slice(b",\"line\":");
    write_count(out, location.position.line);
    out.extend_from_slice(b",\"column\":");
    write_count(out, location.position.column);
    out.extend_from_slice(b",\"pointer\":");
    match location.pointer {
        "" => out.extend_from_slice(b"\"\"}"),
        pointer => {
            write_str(out, &safe::redact(pointer));
            out.push(b'}');
        }
    }
}

fn write_operation(out: &mut Vec<u8>, operation: &Operation<'_>, now: Timestamp) {
    out.extend_from_slice(b",\"type\":");
    write_text(out, operation.kind);
    out.extend_from_slice(b",\"id\":");
    write_text(out, operation.id);
    out.extend_from_slice(b",\"status\":");
    match operation.status {
        Stated::Known(status) => write_name(out, Some(status.name())),
        Stated::Unknown(text) => write_text(out, Some(text)),
        Stated::Null | Stated::Missing => write_name(out, None),
    }
    out.extend_from_slice(b",\"clientContext\":");
    write_text(out, operation.client_context);
    out.extend_from_slice(b",\"createdDateTime\":");
    write_moment(out, operation.created);
    out.extend_from_slice(b",\"lastActionDateTime\":");
    write_moment(out, operation.last_action);
    write_result(out, operation);
    out.extend_from_slice(b",\"completionReason\":");
    write_text(out, operation.completion_reason);
    out.extend_from_slice(b",\"elapsedSeconds\":");
    write_elapsed(out, operation.elapsed(now));
    out.extend_from_slice(b",\"activeSeconds\":");
    write_elapsed(out, operation.active());
    out.extend_from_slice(b",\"idleSeconds\":");
    write_elapsed(out, operation.idle(now));
}

/// `resultInfo`, and the pair in its message.
fn write_result(out: &mut Vec<u8>, operation: &Operation<'_>) {
    let Some(info) = operation.result_info else {
        out.extend_from_slice(b",\"resultInfo\":null,\"diagCode\":null");
        return;
    };
    out.extend_from_slice(b",\"resultInfo\":{\"code\":");
    write_number(out, info.code);
    out.extend_from_slice(b",\"subcode\":");
    write_number(out, info.subcode);
    out.extend_from_slice(b",\"message\":");
    write_text(out, info.message);
    out.extend_from_slice(b"},\"diagCode\":");
    write_optional(out, diag_code(&info).as_deref());
}

fn write_finding(out: &mut Vec<u8>, finding: &Finding) {
    out.extend_from_slice(b"{\"code\":\"");
    out.extend_from_slice(finding.code().name().as_bytes());
    out.extend_from_slice(b"\",\"severity\":\"");
    out.extend_from_slice(finding.severity.name().as_bytes());
    out.extend_from_slice(b"\",\"pointer\":");
    write_str(out, &safe::redact(&finding.pointer));
    out.extend_from_slice(b",\"line\":");
    write_optional_count(out, finding.position.map(|position| position.line));
    out.extend_from_slice(b",\"column\":");
    write_optional_count(out, finding.position.map(|position| position.column));
    out.extend_from_slice(b",\"endColumn\":");
    write_optional_count(out, finding.end_column);
    out.extend_from_slice(b",\"message\":");
    write_str(out, &findings::message(finding));
    let expected = finding.kind.expected();
    for (i, word) in expected.iter().enumerate() {
        out.extend_from_slice(if i == 0 { b",\"expected\":[" } else { b"," });
        write_str(out, word);
    }
    if !expected.is_empty() {
        out.push(b']');
    }
    if let Some(suggestion) = finding.kind.suggestion() {
        out.extend_from_slice(b",\"suggestion\":");
        write_str(out, suggestion);
    }
    out.push(b'}');
}

/// Whole numbers as such, other numbers with their very text. A number that is too large for
/// any double, such as 1e400, is one that many readers of JSON refuse: it becomes a string.
fn write_number(out: &mut Vec<u8>, number: Option<Number<'_>>) {
    match number {
        None => out.extend_from_slice(b"null"),
        Some(Number::Int(n)) => {
            out.extend_from_slice(itoa::Buffer::new().format(n).as_bytes());
        }
        Some(Number::Other(text)) if text.parse().is_ok_and(f64::is_finite) => {
            out.extend_from_slice(text.as_bytes());
        }
        Some(Number::Other(text)) => write_str(out, text),
        Some(Number::Word(text)) => write_text(out, Some(text)),
    }
}

#[inline]
fn write_count(out: &mut Vec<u8>, count: u64) {
    out.extend_from_slice(itoa::Buffer::new().format(count).as_bytes());
}

fn write_optional_count(out: &mut Vec<u8>, count: Option<u64>) {
    match count {
        Some(count) => write_count(out, count),
        None => out.extend_from_slice(b"null"),
    }
}

/// A time as it came. What is a time has nothing else in it.
fn write_moment(out: &mut Vec<u8>, moment: Option<Moment<'_>>) {
    match moment {
        Some(moment) if moment.at.is_some() => write_name(out, Some(&moment.text.decoded())),
        moment => write_text(out, moment.map(|moment| moment.text)),
    }
}

fn write_elapsed(out: &mut Vec<u8>, elapsed: Option<Elapsed>) {
    match elapsed {
        Some(elapsed) => elapsed.write_decimal(out),
        None => out.extend_from_slice(b"null"),
    }
}

/// What needs no escapes.
#[inline]
fn write_name(out: &mut Vec<u8>, name: Option<&str>) {
    let Some(name) = name else {
        return out.extend_from_slice(b"null");
    };
    out.push(b'"');
    out.extend_from_slice(name.as_bytes());
    out.push(b'"');
}

/// A text of the payload. One without anything odd is its own JSON.
#[inline]
fn write_text(out: &mut Vec<u8>, text: Option<Text<'_>>) {
    let Some(text) = text else {
        return out.extend_from_slice(b"null");
    };
    let raw = text.raw().as_bytes();
    if safe::is_word(raw) || safe::is_harmless(raw) {
        write_name(out, Some(text.raw()));
    } else {
        write_str(out, &clean(text));
    }
}

fn write_optional(out: &mut Vec<u8>, text: Option<&str>) {
    match text {
        Some(text) => write_str(out, text),
        None => out.extend_from_slice(b"null"),
    }
}

/// A JSON string.
#[inline]
fn write_str(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    write_fragment(out, text);
    out.push(b'"');
}

/// What stands between the quotes of a JSON string.
fn write_fragment(out: &mut Vec<u8>, text: &str) {
    if is_verbatim(text.as_bytes()) {
        return out.extend_from_slice(text.as_bytes());
    }
    let mut rest = text;
    loop {
        let run = rest.bytes().position(|b| is_odd(b) || b == b'#');
        // Such a byte begins a character, so this is no place inside of one.
        let (run, odd) = rest
            .split_at_checked(run.unwrap_or(rest.len()))
            .unwrap_or((rest, ""));
        out.extend_from_slice(run.as_bytes());
        let mut chars = odd.chars();
        let Some(c) = chars.next() else {
            return;
        };
        write_char(out, c, odd);
        rest = chars.as_str();
    }
}

/// The character that `text` begins with.
fn write_char(out: &mut Vec<u8>, c: char, text: &str) {
    match c {
        '#' if safe::begins_command(text.as_bytes()) => out.extend_from_slice(b"\\u0023"),
        '"' => out.extend_from_slice(b"\\\""),
        '\\' => out.extend_from_slice(b"\\\\"),
        '\n' => out.extend_from_slice(b"\\n"),
        '\r' => out.extend_from_slice(b"\\r"),
        '\t' => out.extend_from_slice(b"\\t"),
        c if safe::is_hostile(c) => {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
        c => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
    }
}

/// Whether a JSON string may hold these bytes as they are. Looks at all of them, without a way
/// out in between, because that is what a compiler can do many bytes at a time.
#[inline]
fn is_verbatim(bytes: &[u8]) -> bool {
    let odd = |b| simd::unprintable(b) | simd::equal(b, b'"') | simd::equal(b, b'\\');
    simd::none(bytes, odd) && !safe::has_command(bytes)
}

#[inline]
fn is_odd(b: u8) -> bool {
    !(0x20..0x7F).contains(&b) | (b == b'"') | (b == b'\\')
}

/// Makes `serde_json` escape what it would let through.
#[derive(Debug)]
pub(super) struct Careful;

impl serde_json::ser::Formatter for Careful {
    fn write_string_fragment<W>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + Write,
    {
        if safe::is_plain(fragment) && !safe::has_command(fragment.as_bytes()) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut out = Vec::with_capacity(fragment.len() + 16);
        write_fragment(&mut out, fragment);
        writer.write_all(&out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report;
    use crate::report::sample::{self, GOOD, HOSTILE, TRUNCATED, UNKNOWN_STATUS};
    use serde_json::Value;

    fn lines(inputs: &[&str]) -> String {
        sample::show(report::Reporter::Json(Box::new(Reporter::lines())), inputs)
    }

    fn document(inputs: &[&str]) -> String {
        let reporter = Reporter::document(sample::now());
        sample::show(report::Reporter::Json(Box::new(reporter)), inputs)
    }

    #[test]
    fn writes_every_key_of_a_clean_record() {
        let expected = concat!(
            r#"{"source":{"path":"a.json","document":1,"line":1,"column":1,"pointer":""},"#,
            r#""state":"succeeded","valid":true,"type":"playPromptOperation","#,
            r#""id":"0fe0623f-d628-42ed-b4bd-8ac290072cc5","status":"completed","#,
            r#""clientContext":"d45324c1-fcb5-430a-902c-f20af696537c","#,
            r#""createdDateTime":"2026-03-10T09:22:01Z","lastActionDateTime":"2026-03-10T09:22:23Z","#,
            r#""resultInfo":{"code":200,"subcode":0,"message":"Action completed successfully."},"#,
            r#""diagCode":null,"completionReason":null,"#,
            r#""elapsedSeconds":479,"activeSeconds":22,"idleSeconds":457,"findings":[]}"#,
            "\n"
        );
        assert_eq!(lines(&[GOOD]), expected);
    }

    #[test]
    fn absent_is_null_and_findings_are_inside() {
        let expected = concat!(
            r#"{"source":{"path":"a.json","document":1,"line":1,"column":1,"pointer":""},"#,
            r#""state":null,"valid":false,"type":null,"id":"77a1","status":"complete","#,
            r#""clientContext":null,"createdDateTime":null,"lastActionDateTime":null,"#,
            r#""resultInfo":null,"diagCode":null,"completionReason":null,"#,
            r#""elapsedSeconds":null,"activeSeconds":null,"idleSeconds":null,"findings":["#,
            r#"{"code":"CO103","severity":"error","pointer":"/status","line":1,"column":23,"#,
            r#""endColumn":33,"message":"unknown status \"complete\"","#,
            r#""expected":["notStarted","running","completed","failed"],"suggestion":"completed"}]}"#,
            "\n",
            r#"{"source":{"path":"a.json","document":2,"line":2,"column":1,"pointer":""},"#,
            r#""state":null,"valid":false,"type":null,"id":null,"status":null,"#,
            r#""clientContext":null,"createdDateTime":null,"lastActionDateTime":null,"#,
            r#""resultInfo":null,"diagCode":null,"completionReason":null,"#,
            r#""elapsedSeconds":null,"activeSeconds":null,"idleSeconds":null,"findings":["#,
            r#"{"code":"CO010","severity":"error","pointer":"","line":null,"column":null,"#,
            r#""endColumn":null,"message":"this is gzip data, not JSON"}]}"#,
            "\n"
        );
        assert_eq!(lines(&[UNKNOWN_STATUS, TRUNCATED]), expected);
    }

    #[test]
    fn hostile_text_survives_escaped() {
        let shown = lines(&[HOSTILE]);
        assert!(safe::is_plain(shown.trim_end()), "{shown}");
        let value: Value = serde_json::from_str(&shown).expect("JSON");
        assert_eq!(value["id"], "a\"b\\c\t\u{7f}\u{9b}\u{202e}\u{e0041}");
        assert!(shown.contains(r#""id":"a\"b\\c\t\u007f\u009b\u202e\udb40\udc41""#));
        assert_eq!(
            value["resultInfo"]["message"],
            "line\nbreak, \"x\" token=<redacted>"
        );
    }

    #[test]
    fn numbers_keep_their_text() {
        for (sent, shown) in [
            ("200", "200"),
            ("\"200\"", "200"),
            ("-0", "0"),
            ("99999999999999999999", "99999999999999999999"),
            ("2.50", "2.50"),
            ("1e400", "\"1e400\""),
            ("\"99999999999\"", "\"99999999999\""),
            ("\"\\ud800\"", "\"\\\\ud800\""),
            ("null", "null"),
        ] {
            let input =
                format!(r#"{{"id":"1","status":"completed","resultInfo":{{"code":{sent}}}}}"#);
            let line = lines(&[&input]);
            let expected = format!(r#""resultInfo":{{"code":{shown},"subcode":null"#);
            assert!(line.contains(&expected), "{line}");
            serde_json::from_str::<Value>(&line).expect("JSON");
        }
    }

    #[test]
    fn durations_have_the_digits_of_the_payload() {
        let line = lines(&[concat!(
            r#"{"id":"1","status":"running","createdDateTime":"2026-03-10T09:30:00.250+00:00","#,
            r#""lastActionDateTime":"2026-03-10T09:29:58.1234567Z"}"#
        )]);
        let expected =
            r#""elapsedSeconds":-0.250,"activeSeconds":-2.1265433,"idleSeconds":1.8765433"#;
        assert!(line.contains(expected), "{line}");
    }

    #[test]
    fn the_document_has_one_shape_for_none_and_for_many() {
        let none = concat!(
            "{\n  \"commsop\": 1,\n  \"now\": \"2026-03-10T09:30:00Z\",\n  \"operations\": [],\n",
            "  \"summary\": {\n",
            "    \"documents\": 0, \"operations\": 0, \"succeeded\": 0, \"pending\": 0, \"failed\": 0,\n",
            "    \"invalid\": 0, \"unreadable\": 0, \"errors\": 0, \"warnings\": 0, \"notes\": 0\n",
            "  }\n}\n"
        );
        assert_eq!(document(&[]), none);
        let many = document(&[GOOD, UNKNOWN_STATUS, TRUNCATED]);
        let value: Value = serde_json::from_str(&many).expect("JSON");
        assert_eq!(value["operations"].as_array().map(Vec::len), Some(3));
        assert_eq!(value["summary"]["succeeded"], 1);
        assert_eq!(value["summary"]["unreadable"], 1);
        assert_eq!(value["summary"]["errors"], 2);
        let rows: Vec<&str> = many
            .lines()
            .filter(|line| line.contains("source"))
            .collect();
        for (row, line) in rows
            .iter()
            .zip(lines(&[GOOD, UNKNOWN_STATUS, TRUNCATED]).lines())
        {
            assert_eq!(row.trim().trim_end_matches(','), line);
        }
    }
}
