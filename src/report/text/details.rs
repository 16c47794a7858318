//! What is told of one operation: a line for each thing that is known of it.

use super::Reporter;
use super::cause::own_meaning;
use super::messages::MAX_MESSAGE;
use super::row::{write_number, write_word};
use crate::finding::{Finding, Severity};
use crate::judge::codes::Class;
use crate::operation::{Moment, Operation, State, Stated, Status, Text};
use crate::report::palette::Paint;
use crate::report::{Record, excerpt};
use crate::timestamp::Elapsed;
use std::io::Write as _;

impl Reporter {
    /// Everything that is known of one operation, a line each.
    pub(super) fn details(
        &self,
        out: &mut Vec<u8>,
        operation: &Operation<'_>,
        record: &Record<'_>,
    ) {
        self.state_line(out, operation, record);
        self.result_line(out, operation, record);
        if let Some(reason) = operation.completion_reason {
            label(out, "reason");
            write_word(out, reason);
            out.push(b'\n');
        }
        self.created_line(out, operation, record);
        self.last_line(out, operation, record);
        elapsed_line(out, operation, record);
        label(out, "context");
        write_optional(out, operation.client_context);
        label(out, "type");
        write_optional(out, operation.kind);
        self.schema_line(out, record);
    }

    /// Only where the row does not say it: the status of an invalid operation, and a state that
    /// is not what the status says.
    fn state_line(&self, out: &mut Vec<u8>, operation: &Operation<'_>, record: &Record<'_>) {
        if let (false, Stated::Known(status)) = (record.valid, operation.status) {
            label(out, "status");
            out.extend_from_slice(status.name().as_bytes());
            out.push(b'\n');
        }
        if record.state != Some(State::Failed)
            || operation.status != Stated::Known(Status::Completed)
        {
            return;
        }
        label(out, "state");
        out.extend_from_slice(b"status completed; judged failed: ");
        match (operation.has_failing_reason(), operation.completion_reason) {
            (true, Some(reason)) => {
                out.extend_from_slice(b"reason ");
                write_word(out, reason);
            }
            _ => {
                out.extend_from_slice(b"result ");
                if let Some(code) = operation.result_info.and_then(|info| info.code) {
                    write_number(out, code);
                }
            }
        }
        out.push(b'\n');
    }

    fn result_line(&self, out: &mut Vec<u8>, operation: &Operation<'_>, record: &Record<'_>) {
        label(out, "result");
        let info = operation.result_info.unwrap_or_default();
        let Some(code) = info.code else {
            let none = match record.state {
                _ if is_doubted(record, "/resultInfo") => UNREADABLE,
                Some(State::Pending) => "none yet",
                _ => "none",
            };
            out.extend_from_slice(none.as_bytes());
            out.push(b'\n');
            return;
        };
        let mut text = Vec::new();
        write_number(&mut text, code);
        let class = code.int().map(Class::of);
        if let Some(class) = class {
            // No `write!`: for most payloads nothing else touches the pages of code for that.
            text.push(b' ');
            text.extend_from_slice(class.words().as_bytes());
        }
        let paint = match record.state {
            Some(State::Failed) => Paint::Code,
            _ if class == Some(Class::Success) => Paint::Succeeded,
            _ => Paint::Code,
        };
        self.palette
            .write(out, paint, &String::from_utf8_lossy(&text));
        if let Some(subcode) = info.subcode {
            out.extend_from_slice(b", subcode ");
            write_number(out, subcode);
        }
        if let Some(message) = info.message.filter(|message| !message.is_empty()) {
            out.extend_from_slice(b": ");
            out.extend_from_slice(excerpt(message, MAX_MESSAGE).as_bytes());
        }
        out.push(b'\n');
        // Without -v it stands below the row already.
        let told = !self.verbose && record.valid && record.state == Some(State::Failed);
        if let Some(meaning) = own_meaning(&info, record.state).filter(|_| !told) {
            label(out, "meaning");
            out.extend_from_slice(&meaning);
            out.push(b'\n');
        }
    }

    fn created_line(&self, out: &mut Vec<u8>, operation: &Operation<'_>, record: &Record<'_>) {
        let now = record.now;
        label(out, "created");
        let Some(created) = operation.created else {
            let why = match is_doubted(record, "/createdDateTime") {
                true => UNREADABLE,
                false => "-  (not in this payload; the v1.0 service does not send it)",
            };
            out.extend_from_slice(why.as_bytes());
            out.push(b'\n');
            return;
        };
        if self.moment(out, created) {
            out.extend_from_slice(b"  (");
            write_age(out, operation.elapsed(now));
            out.push(b')');
        }
        out.push(b'\n');
    }

    fn last_line(&self, out: &mut Vec<u8>, operation: &Operation<'_>, record: &Record<'_>) {
        let now = record.now;
        label(out, "last");
        let Some(last) = operation.last_action else {
            let doubted = is_doubted(record, "/lastActionDateTime");
            out.extend_from_slice(if doubted { UNREADABLE } else { "-" }.as_bytes());
            out.push(b'\n');
            return;
        };
        if self.moment(out, last) {
            out.extend_from_slice(b"  (");
            if let Some(active) = operation.active() {
                active.write_words(out);
                let order: &[u8] = if active.is_negative() {
                    b" before creation, "
                } else {
                    b" after creation, "
                };
                out.extend_from_slice(order);
            }
            write_age(out, operation.idle(now));
            out.push(b')');
        }
        out.push(b'\n');
    }

    /// The time in the zone that was asked for; whether there is one.
    fn moment(&self, out: &mut Vec<u8>, moment: Moment<'_>) -> bool {
        match moment.at {
            Some(at) => at.write_in(self.zone, out),
            None if moment.unset => {
                out.extend_from_slice(b"not set  (0001-01-01, the unset time of .NET)")
            }
            None => out.extend_from_slice(b"-  (not a time)"),
        }
        moment.at.is_some()
    }

    fn schema_line(&self, out: &mut Vec<u8>, record: &Record<'_>) {
        let count = |severity| {
            record
                .findings
                .iter()
                .filter(|finding| finding.severity == severity)
                .count()
        };
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        label(out, "schema");
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        if errors > 0 {
            let words = format!("{errors} error{}", plural(errors));
            self.palette.write(out, Paint::Failed, &words);
        } else {
            self.palette.write(out, Paint::Succeeded, "ok");
        }
        if warnings > 0 {
            let _ = write!(out, ", {warnings} warning{}", plural(warnings));
        }
        out.push(b'\n');
    }
}

/// What stands for a value that is there and could not be used.
const UNREADABLE: &str = "-  (not readable; see the finding)";

/// Whether an error speaks of this property.
fn is_doubted(record: &Record<'_>, pointer: &str) -> bool {
    let speaks = |finding: &Finding| {
        finding.severity == Severity::Error && finding.pointer.ends_with(pointer)
    };
    record.findings.iter().any(speaks)
}

fn label(out: &mut Vec<u8>, name: &str) {
    out.extend_from_slice(b"  ");
    out.extend_from_slice(name.as_bytes());
    out.extend(std::iter::repeat_n(
        b' ',
        10usize.saturating_sub(name.len()),
    ));
}

fn write_optional(out: &mut Vec<u8>, text: Option<Text<'_>>) {
    match text {
        Some(text) if !text.is_empty() => {
            write_word(out, text);
        }
        _ => out.push(b'-'),
    }
    out.push(b'\n');
}

fn write_age(out: &mut Vec<u8>, age: Option<Elapsed>) {
    let Some(age) = age else {
        return;
    };
    if age.is_negative() {
        out.extend_from_slice(b"in ");
        age.write_words(out);
    } else {
        age.write_words(out);
        out.extend_from_slice(b" ago");
    }
}

fn elapsed_line(out: &mut Vec<u8>, operation: &Operation<'_>, record: &Record<'_>) {
    let now = record.now;
    label(out, "elapsed");
    match operation.elapsed(now) {
        Some(elapsed) if elapsed.is_negative() => {
            out.extend_from_slice(b"created ");
            elapsed.write_words(out);
            out.extend_from_slice(b" in the future");
        }
        Some(elapsed) => {
            elapsed.write_words(out);
            out.extend_from_slice(b" since creation");
        }
        None => out.extend_from_slice(b"unknown"),
    }
    let idle = operation.idle(now).filter(|idle| !idle.is_negative());
    if let (Some(State::Pending), Some(idle)) = (record.state, idle) {
        out.extend_from_slice(b", idle for ");
        idle.write_words(out);
    }
    out.push(b'\n');
}
