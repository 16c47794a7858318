//! The report for people: a row for each operation, and the details of a lone one.

mod line;
mod messages;
mod row;

use super::palette::{Paint, Palette};
use super::{Record, Subject, excerpt};
use crate::finding::{Finding, Severity};
use crate::judge::codes::{self, Class, Subcode};
use crate::operation::{Moment, Number, Operation, ResultInfo, State, Stated, Status, Text};
use crate::safe;
use crate::timestamp::{Elapsed, Zone};
use crate::verdict::Tally;
use messages::Messages;
use row::{Rows, write_number, write_pair, write_word};
use std::borrow::Cow;
use std::io::Write as _;

/// The longest reason that is shown whole.
const MAX_REASON: usize = 300;
/// The longest message that is shown whole.
const MAX_MESSAGE: usize = 1000;

/// Writes rows and details.
#[derive(Clone, Debug)]
pub struct Reporter {
    palette: Palette,
    rows: Rows,
    zone: Zone,
    verbose: bool,
    headers: bool,
    title: Option<String>,
    lone: Lone,
    messages: Messages,
}

/// The details of the only operation, until a second one comes.
#[derive(Clone, Debug)]
enum Lone {
    None,
    One(Vec<u8>),
    Many,
}

impl Reporter {
    /// `headers`: name each file before its rows.
    pub fn new(palette: Palette, width: usize, zone: Zone, verbose: bool, headers: bool) -> Self {
        Self {
            rows: Rows::new(&palette, width),
            palette,
            zone,
            verbose,
            headers,
            title: None,
            lone: Lone::None,
            messages: Messages::default(),
        }
    }

    /// A row, and below it the message of a failure, or everything with `-v`.
    pub fn record(&mut self, record: &Record<'_>, out: &mut Vec<u8>) {
        match record.subject {
            Subject::Operation(operation) => self.operation(record, operation, out),
            Subject::NoOperation => self.plain_row(out, "invalid", record),
            Subject::Unreadable => self.plain_row(out, "unreadable", record),
        }
    }

    /// The details of a lone operation: the only one that came, not the only one shown.
    pub fn end(&self, tally: &Tally, out: &mut Vec<u8>) {
        match &self.lone {
            Lone::One(details) if tally.records() == 1 => {
                out.extend_from_slice(details);
            }
            _ => {}
        }
    }

    /// Names the file called `title` before its first row.
    #[inline]
    pub fn heading(&mut self, title: &str, out: &mut Vec<u8>) {
        if self.headers {
            self.name(title, out);
        }
    }

    #[inline(never)]
    fn name(&mut self, title: &str, out: &mut Vec<u8>) {
        if self.title.as_deref() != Some(title) {
            out.extend_from_slice(safe::title(title).as_bytes());
            out.extend_from_slice(b":\n");
            self.title = Some(title.to_owned());
        }
    }

    /// A reporter for a piece of the input: it has no headings, and never the only operation. So nothing
    /// in it changes but what it remembers, and it can be used for one piece after another.
    #[must_use]
    pub fn piece(&self) -> Self {
        Self {
            palette: self.palette.clone(),
            rows: self.rows.clone(),
            headers: false,
            title: None,
            lone: Lone::Many,
            messages: Messages::default(),
            ..*self
        }
    }

    fn operation(&mut self, record: &Record<'_>, operation: &Operation<'_>, out: &mut Vec<u8>) {
        self.rows.operation(out, operation, record);
        if self.verbose {
            self.details(out, operation, record);
            return;
        }
        if record.valid && record.state == Some(State::Failed) {
            write_cause(out, operation, &mut self.messages);
        }
        if !matches!(self.lone, Lone::Many) {
            self.lone = self.next_lone(record, operation);
        }
    }

    /// What is kept of the operations so far, `operation` among them.
    #[inline(never)]
    fn next_lone(&self, record: &Record<'_>, operation: &Operation<'_>) -> Lone {
        match self.lone {
            Lone::None => {
                let mut details = Vec::new();
                self.details(&mut details, operation, record);
                Lone::One(details)
            }
            Lone::One(_) | Lone::Many => Lone::Many,
        }
    }

    /// The row of something that is no operation.
    fn plain_row(&mut self, out: &mut Vec<u8>, word: &str, record: &Record<'_>) {
        let position = record.findings.iter().find_map(|finding| finding.position);
        let place = position.map_or("-".to_owned(), |position| format!("line {}", position.line));
        self.rows.plain(out, word, &place);
        self.lone = Lone::Many;
    }

    /// Everything that is known of one operation, a line each.
    fn details(&self, out: &mut Vec<u8>, operation: &Operation<'_>, record: &Record<'_>) {
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
        if let Some(meaning) = own_meaning(&info).filter(|_| !told) {
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

/// The lines below a failed row: what the service says, and what is known of the codes where it does
/// not say that; where there is neither, the reason why it ended.
fn write_cause(out: &mut Vec<u8>, operation: &Operation<'_>, messages: &mut Messages) {
    const INDENT: &[u8] = b"  ";
    let info = operation.result_info.unwrap_or_default();
    let message = info.message.filter(|message| !message.is_empty());
    if let Some(message) = message {
        out.extend_from_slice(INDENT);
        messages.write(message, out);
        out.push(b'\n');
    }
    let reason = operation
        .completion_reason
        .filter(|_| message.is_none() && operation.has_failing_reason());
    let other = own_meaning(&info).or_else(|| {
        let reason = reason?.decoded();
        let reason = safe::excerpt(&reason, MAX_REASON);
        Some([b"reason ", reason.as_bytes()].concat())
    });
    if let Some(line) = other {
        out.extend_from_slice(INDENT);
        out.extend_from_slice(&line);
        out.push(b'\n');
    }
}

/// What is known of a result whose message does not say it: there is none, or its cause is only
/// in the DiagCode (where the subcode is 9999 or 0). In parentheses, since it is our reading.
fn own_meaning(info: &ResultInfo<'_>) -> Option<Vec<u8>> {
    let code = info.code?.int()?;
    let vague = matches!(info.subcode.map(Number::int), Some(Some(0 | 9999)));
    let begin = info
        .message
        .and_then(|message| message.raw().chars().next());
    if !vague && begin.is_some_and(|letter| letter.is_ascii_alphanumeric() && letter != 'D') {
        return None;
    }
    // A message that is nothing but its DiagCode says no more than a number.
    let message: Cow<'_, str> = info.message.map(Text::decoded).unwrap_or_default();
    let silent = message.is_empty() || message.trim_start().starts_with("DiagCode:");
    if !vague && !silent {
        return None;
    }
    if let Some((text, code, subcode)) = codes::diag_code(&message) {
        let meaning = codes::meaning(code, Subcode::Number(subcode))?;
        let parts = ["(DiagCode ", text, ": ", &meaning.text, ")"];
        return Some(parts.concat().into_bytes());
    }
    if !silent || Class::of(code) == Class::Success {
        return None;
    }
    let word;
    let subcode = match info.subcode {
        Some(Number::Int(n)) => Subcode::Number(n),
        Some(Number::Word(text)) => {
            word = text.decoded();
            Subcode::Word(&word)
        }
        _ => Subcode::Absent,
    };
    let meaning = codes::meaning(code, subcode)?;
    let mut text = Vec::with_capacity(meaning.text.len() + 32);
    text.push(b'(');
    write_pair(&mut text, Number::Int(code), info.subcode);
    text.extend_from_slice(b": ");
    text.extend_from_slice(meaning.text.as_bytes());
    text.push(b')');
    Some(text)
}

/// The last line of a run: how many of each. `verbose`: what was skipped has been named.
pub fn totals(tally: &Tally, dropped: &crate::verdict::Codes, verbose: bool) -> String {
    let mut text = format!(
        "commsop: {} operation{}",
        tally.operations,
        if tally.operations == 1 { "" } else { "s" }
    );
    let mut glue = ": ";
    for (count, word) in [
        (tally.succeeded, "succeeded"),
        (tally.pending, "pending"),
        (tally.failed, "failed"),
        (tally.invalid, "invalid"),
    ] {
        if count > 0 {
            text.push_str(&format!("{glue}{count} {word}"));
            glue = ", ";
        }
    }
    for (count, word) in [(tally.unreadable, "unreadable"), (tally.skipped, "skipped")] {
        if count > 0 {
            text.push_str(&format!("; {count} {word}"));
        }
    }
    if tally.operations == 0 && tally.skipped > 0 && !verbose {
        text.push_str(" (-v says what)");
    }
    let mut glue = "; ";
    for (code, count) in dropped.iter() {
        text.push_str(&format!(
            "{glue}{code} x{}",
            tally.codes.get(code).max(count)
        ));
        glue = ", ";
    }
    text.push('\n');
    text
}
