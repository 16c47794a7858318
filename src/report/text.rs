//! The report for people: a row for each operation, and the details of a lone one.

mod cause;
mod details;
mod line;
mod messages;
mod row;
mod totals;

pub use totals::totals;

use super::palette::Palette;
use super::{Record, Subject};
use crate::operation::{Operation, State};
use crate::safe;
use crate::timestamp::Zone;
use crate::verdict::Tally;
use cause::write_cause;
use messages::Messages;
use row::Rows;

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
}
