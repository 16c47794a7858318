//! `-f`, tsv and csv: a row for each record, whatever the payload holds.
//!
//! A cell of `-f` and TSV never holds a raw control character: a message cannot forge a row, and `cut`,
//! `sort` and `awk` may trust the line. One of CSV, which has quotes for it, holds the line breaks and
//! tabs of a text. Else values are exact, but for their secrets: they are data, and not meant for the
//! log of a CI job. Plain text is copied at once.

use super::{Record, clean, diag_code};
use crate::finding::Severity;
use crate::operation::{Moment, Number, Operation, State, Stated, Text};
use crate::options::Field;
use crate::safe;
use crate::simd;
use crate::timestamp::{Elapsed, Timestamp, Zone};
use memchr::memchr2;
use std::borrow::Cow;

/// How cells are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Tabs, no header: for shells.
    Fields,
    /// Tabs, with a header.
    Tsv,
    /// RFC 4180 with LF, with a header.
    Csv,
}

/// Writes rows.
#[derive(Clone, Debug)]
pub struct Reporter {
    form: Form,
    fields: Vec<Field>,
    zone: Zone,
}

impl Reporter {
    /// `fields` are the columns, in their order; times are shown in `zone`.
    pub fn new(form: Form, fields: &[Field], zone: Zone) -> Self {
        Self {
            form,
            fields: fields.to_vec(),
            zone,
        }
    }

    /// Whether a column tells where a record stands.
    pub fn needs_positions(&self) -> bool {
        let place = |field: &Field| matches!(field, Field::Line | Field::Pointer);
        self.fields.iter().any(place)
    }

    /// The header.
    pub fn begin(&self, out: &mut Vec<u8>) {
        if self.form == Form::Fields {
            return;
        }
        for (i, field) in self.fields.iter().enumerate() {
            self.separate(i, out);
            out.extend_from_slice(field.name().as_bytes());
        }
        out.push(b'\n');
    }

    /// One row.
    pub fn record(&self, record: &Record<'_>, out: &mut Vec<u8>) {
        let begin = out.len();
        let absent = Operation::default();
        let operation = record.operation().unwrap_or(&absent);
        for (i, field) in self.fields.iter().enumerate() {
            self.separate(i, out);
            self.cell(*field, record, operation, out);
        }
        // An empty line is no record to readers of CSV.
        if self.form == Form::Csv && out.len() == begin {
            out.extend_from_slice(b"\"\"");
        }
        out.push(b'\n');
    }

    fn separate(&self, column: usize, out: &mut Vec<u8>) {
        if column > 0 {
            out.push(if self.form == Form::Csv { b',' } else { b'\t' });
        }
    }

    fn cell(
        &self,
        field: Field,
        record: &Record<'_>,
        operation: &Operation<'_>,
        out: &mut Vec<u8>,
    ) {
        // Most columns do not ask for it.
        let info = || operation.result_info.unwrap_or_default();
        let now = record.now;
        match field {
            Field::State => push(out, record.state.map_or("", State::name)),
            Field::Status => self.status(operation, out),
            Field::Code => self.number(info().code, out),
            Field::Subcode => self.number(info().subcode, out),
            Field::Message => self.text(info().message, out),
            Field::Diag => push(out, &diag_code(&info()).unwrap_or_default()),
            Field::Reason => self.text(operation.completion_reason, out),
            Field::Elapsed => seconds(operation.elapsed(now), out),
            Field::Active => seconds(operation.active(), out),
            Field::Idle => seconds(operation.idle(now), out),
            Field::Id => self.text(operation.id, out),
            Field::Type => self.text(operation.kind, out),
            Field::Context => self.text(operation.client_context, out),
            Field::Created => self.moment(operation.created, out),
            Field::Last => self.moment(operation.last_action, out),
            Field::Valid => push(out, if record.valid { "true" } else { "false" }),
            Field::Errors => number(record.count(Severity::Error), out),
            Field::Warnings => number(record.count(Severity::Warning), out),
            Field::Source => self.word(record.location.path, out),
            Field::Line => number(record.location.position.line, out),
            Field::Pointer => self.word(&safe::redact(record.location.pointer), out),
        }
    }

    fn status(&self, operation: &Operation<'_>, out: &mut Vec<u8>) {
        match operation.status {
            Stated::Known(status) => push(out, status.name()),
            Stated::Unknown(text) => self.text(Some(text), out),
            Stated::Null | Stated::Missing => {}
        }
    }

    fn number(&self, value: Option<Number<'_>>, out: &mut Vec<u8>) {
        match value {
            Some(Number::Int(n)) => number(n, out),
            Some(Number::Other(text)) => self.word(text, out),
            Some(Number::Word(text)) => self.text(Some(text), out),
            None => {}
        }
    }

    /// The time in the zone; a text that is no time as it came.
    fn moment(&self, moment: Option<Moment<'_>>, out: &mut Vec<u8>) {
        let at: Option<Timestamp> = moment.and_then(|moment| moment.at);
        match at {
            Some(at) => at.write_in(self.zone, out),
            None => self.text(moment.map(|moment| moment.text), out),
        }
    }

    #[inline]
    fn text(&self, text: Option<Text<'_>>, out: &mut Vec<u8>) {
        let Some(text) = text else {
            return;
        };
        let raw = text.raw().as_bytes();
        if safe::is_word(raw) || is_verbatim(raw) && safe::is_harmless(raw) {
            push(out, text.raw());
        } else {
            self.word(&clean(text), out);
        }
    }

    /// Foreign text, escaped as the form wants it.
    #[inline]
    fn word(&self, text: &str, out: &mut Vec<u8>) {
        if is_verbatim(text.as_bytes()) {
            return push(out, text);
        }
        match self.form {
            Form::Csv => quoted(text, out),
            // With its backslashes doubled, no text can be mistaken for an escape.
            Form::Fields | Form::Tsv => {
                push(out, &safe::escape_controls(&text.replace('\\', "\\\\")))
            }
        }
    }
}

/// Between quotes, if RFC 4180 section 2 demands it.
fn quoted(text: &str, out: &mut Vec<u8>) {
    let text = in_lines(text);
    if !text.contains([',', '"', '\n']) {
        return push(out, &text);
    }
    push(out, "\"");
    push(out, &text.replace('"', "\"\""));
    push(out, "\"");
}

/// A text of CSV, of which no reader takes a backslash for anything but itself: with its line breaks, which
/// are LF, and its tabs. Other control characters are escapes.
fn in_lines(text: &str) -> Cow<'_, str> {
    if memchr2(b'\n', b'\t', text.as_bytes()).is_none() {
        return safe::escape_controls(text);
    }
    let mut lines = String::with_capacity(text.len());
    for piece in text.replace("\r\n", "\n").split_inclusive(['\n', '\t']) {
        let has_end = piece.ends_with(['\n', '\t']);
        let (piece, end) = piece.split_at(piece.len() - usize::from(has_end));
        lines.push_str(&safe::escape_controls(piece));
        lines.push_str(end);
    }
    Cow::Owned(lines)
}

/// Whether these bytes are a cell as they are, in every form.
#[inline]
fn is_verbatim(bytes: &[u8]) -> bool {
    simd::none(bytes, |b| {
        simd::unprintable(b) | simd::equal(b, b'"') | simd::equal(b, b',') | simd::equal(b, b'\\')
    })
}

fn seconds(elapsed: Option<Elapsed>, out: &mut Vec<u8>) {
    if let Some(elapsed) = elapsed {
        elapsed.write_decimal(out);
    }
}

fn number(number: impl itoa::Integer, out: &mut Vec<u8>) {
    push(out, itoa::Buffer::new().format(number));
}

#[inline]
fn push(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report;
    use crate::report::sample::{self, EACH, FAILED, GOOD, HOSTILE, RUNNING};
    use clap::ValueEnum as _;

    fn show(form: Form, fields: &[Field], inputs: &[&str]) -> String {
        let reporter = Reporter::new(form, fields, Zone::Utc);
        sample::show(report::Reporter::Delimited(Box::new(reporter)), inputs)
    }

    #[test]
    fn a_field_is_a_bare_word() {
        assert_eq!(show(Form::Fields, &[Field::Status], &[GOOD]), "completed\n");
        assert_eq!(
            show(
                Form::Fields,
                &[Field::Id, Field::Code, Field::Elapsed],
                &[RUNNING, FAILED]
            ),
            "9d6a\t\t251.5\n5b1f\t400\t600\n"
        );
    }

    #[test]
    fn tsv_has_every_column_and_escapes() {
        let expected = concat!(
            "state\tstatus\tcode\tsubcode\tmessage\tdiag\treason\telapsed\tactive\tidle\tid\ttype\t",
            "context\tcreated\tlast\tvalid\terrors\twarnings\tsource\tline\tpointer\n",
            "succeeded\tcompleted\t200\t0\tAction completed successfully.\t\t\t479\t22\t457\t",
            "0fe0623f-d628-42ed-b4bd-8ac290072cc5\tplayPromptOperation\t",
            "d45324c1-fcb5-430a-902c-f20af696537c\t2026-03-10T09:22:01Z\t2026-03-10T09:22:23Z\t",
            "true\t0\t0\ta.json\t1\t\n",
            "pending\trunning\t\t\t\t\t\t251.5\t\t\t9d6a\t\t\t2026-03-10T09:25:48.5Z\t\t",
            "true\t0\t0\ta.json\t2\t\n",
            "failed\tfailed\t400\t8508\tCancelled. DiagCode: 412#10073.@\t412#10073\t\t600\t3\t597\t",
            "5b1f\t\t\t2026-03-10T09:20:00Z\t2026-03-10T09:20:03Z\ttrue\t0\t0\ta.json\t3\t\n",
            "\tcomplete\t\t\t\t\t\t\t\t\t77a1\t\t\t\t\tfalse\t1\t0\ta.json\t4\t\n",
            "pending\trunning\t\t\t\t\t\t\t\t\t77a2\t\t\t\t\ttrue\t0\t1\ta.json\t5\t\n",
            "pending\trunning\t200\t\tline\\nbreak, \"x\" token=<redacted>\t\t\t\t\t\t",
            "a\"b\\\\c\\t\\u{7f}\\u{9b}\\u{202e}\\u{e0041}\t\t<&>,\\u{1}\u{fffe};\t\t\t",
            "true\t0\t0\ta.json\t6\t\n",
            "\t\t\t\t\t\t\t\t\t\t\t\t\t\t\tfalse\t1\t0\ta.json\t7\t\n",
        );
        assert_eq!(show(Form::Tsv, Field::value_variants(), &EACH), expected);
    }

    #[test]
    fn csv_quotes_where_it_must() {
        let fields = [Field::Id, Field::Context, Field::Message];
        assert_eq!(
            show(Form::Csv, &fields, &[RUNNING, HOSTILE]),
            concat!(
                "id,context,message\n9d6a,,\n",
                "\"a\"\"b\\c\t\\u{7f}\\u{9b}\\u{202e}\\u{e0041}\",\"<&>,\\u{1}\u{fffe};\",",
                "\"line\nbreak, \"\"x\"\" token=<redacted>\"\n"
            )
        );
        assert_eq!(
            show(Form::Csv, &[Field::Reason], &[GOOD]),
            "reason\n\"\"\n",
            "an empty line would be no record"
        );
    }

    #[test]
    fn every_row_has_every_column_for_an_independent_reader() {
        let text = show(Form::Csv, Field::value_variants(), &EACH);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> =
            reader.records().map(|row| row.expect("a row")).collect();
        assert_eq!(rows.len(), EACH.len());
        assert_eq!(rows[5].get(12), Some("<&>,\\u{1}\u{fffe};"));
        let tsv = show(Form::Tsv, Field::value_variants(), &EACH);
        assert!(tsv.lines().all(|line| line.split('\t').count() == 21));
    }

    #[test]
    fn times_stand_in_the_zone() {
        let reporter = Reporter::new(Form::Fields, &[Field::Created], Zone::Fixed(8 * 3600));
        let odd = r#"{"id":"1","status":"running","createdDateTime":"soon"}"#;
        let unset = r#"{"id":"1","status":"running","createdDateTime":"0001-01-01T00:00:00Z"}"#;
        assert_eq!(
            sample::show(
                report::Reporter::Delimited(Box::new(reporter)),
                &[RUNNING, odd, unset]
            ),
            "2026-03-10T17:25:48.5+08:00\nsoon\n0001-01-01T00:00:00Z\n"
        );
    }
}
