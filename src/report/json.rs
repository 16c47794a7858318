//! `-o ndjson` and `-o json`: one object for each record, always with the same keys.
//!
//! Gigabytes of records pass through here, so a clean one is written straight into the buffer:
//! plain text is copied at once, and nothing is allocated. JSON encoders let DEL, C1, invisible
//! characters and commands to CI runners through; here they leave as `\uXXXX`.

mod value;

use super::elements::Elements;
use super::{Location, Record, diag_code, findings};
use crate::finding::Finding;
use crate::operation::{Operation, State, Stated};
use crate::safe;
use crate::timestamp::{Timestamp, Zone};
use crate::verdict::Tally;
use std::io::Write as _;
pub(super) use value::Careful;
use value::{
    write_count, write_elapsed, write_moment, write_name, write_number, write_optional,
    write_optional_count, write_str, write_text,
};

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

#[cfg(test)]
mod tests;
