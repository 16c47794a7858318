//! Where reading goes on after something broken.
//!
//! A log with one record a line must lose exactly the broken one, so the next record is the
//! first later line that begins with `{` or `[` (RFC 7464's separator counts as one). Inside a
//! list the next element is found by its indentation when each element begins a line, perhaps with
//! the comma before it. Otherwise the brackets of the broken one are counted to its end; and as
//! soon as they contradict the grammar, since a quote or a bracket is what is broken, the next
//! object behind a comma that looks like an element is one (`kin.rs`). A JSON string holds no line
//! break, so a line never begins inside one.

mod balance;
mod envelope;
mod line;
mod modes;
mod seek;
mod strings;

pub(crate) use line::{
    AfterList, after_list, begins_line, follows_element, glue, goes_on_in_line, indent_of,
    line_end, lone_character, next_byte, next_record,
};
pub(crate) use strings::{is_name, string_goes_on};

use super::kin::Kin;
use super::near::MAX_INDENT;
use super::scanner::Scanner;
use super::values::MAX_VALUE;
use balance::Balance;
use envelope::Envelope;
use modes::Mode;
use seek::Seek;

/// So far behind a fault its element has to end for its brackets to be trusted.
pub(crate) const PATIENCE: usize = 8 << 10;
/// Where that was waited for in vain, it is waited for only half as long the next time, down to
/// this: that bounds the work for a list in which every element is broken.
pub(crate) const LEAST_PATIENCE: usize = 256;

/// What [`Skip::run`] found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resume {
    /// Nothing yet; more bytes may hold it.
    More,
    /// Nothing more comes.
    End,
    /// A document begins here.
    Document,
    /// The same, and others may stand behind commas: what was passed may have held the begin of a list.
    Inner,
    /// An element of the open list begins here.
    Element,
    /// The broken element is over: a comma or the end of the list stands here.
    Separator,
}

/// A search for the next record, which can stop after any byte and go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Skip {
    at: usize,
    mode: Mode,
    /// What is passed may be binary data, and no line break need come behind this.
    last: Option<usize>,
}

impl Skip {
    /// Looks for the next document behind `at`.
    pub(crate) fn lines(at: usize) -> Self {
        Self::new(at, Mode::Lines { anywhere: false })
    }

    fn new(at: usize, mode: Mode) -> Self {
        Self {
            at,
            mode,
            last: None,
        }
    }

    /// The same behind a line of text.
    pub(crate) fn text(at: usize) -> Self {
        Self::new(at, Mode::Lines { anywhere: true })
    }

    /// The same behind binary data, which may have no line breaks and no end.
    pub(crate) fn binary(at: usize) -> Self {
        Self::lines(at).over_binary()
    }

    /// The same, where the fault is a byte of binary data.
    pub(crate) fn over_binary(self) -> Self {
        let last = Some(self.at + MAX_VALUE);
        Self { last, ..self }
    }

    /// Looks behind `at` for the next element of a list whose elements are indented by `indent`.
    pub(crate) fn elements(at: usize, indent: usize) -> Self {
        Self::new(at, Mode::Elements { indent, kin: None })
    }

    /// Looks for the end of the element from `start` on in which `scanner` found a fault.
    pub(crate) fn balance(scanner: &Scanner, start: usize, kin: Kin, patience: usize) -> Self {
        // The text before the fault may have swallowed the begin of the next element.
        let balance = Balance::new(scanner, kin, patience);
        Self::new(start, Mode::Balance(balance))
    }

    /// The same where a document began in text that may have been a name in that element.
    pub(crate) fn balance_name(scanner: &Scanner, start: usize, kin: Kin, patience: usize) -> Self {
        let balance = Balance::in_name(scanner, kin, patience);
        Self::new(start, Mode::Balance(balance))
    }

    /// Looks for the end of the document in which `scanner` found a fault, and for another one right
    /// behind it on its line; otherwise for the next line that begins one.
    /// `anywhere`: in any column.
    pub(crate) fn document(scanner: &Scanner, anywhere: bool) -> Self {
        let balance = Balance::new(scanner, Kin::documents(), PATIENCE);
        Self::new(scanner.at(), Mode::Document { balance, anywhere })
    }

    /// Looks for the first element of the list in the envelope in which `scanner` found a fault. The text
    /// before that may have swallowed its begin.
    pub(crate) fn envelope(scanner: &Scanner) -> Self {
        let envelope = Envelope::new(scanner);
        Self::new(envelope.ahead(), Mode::Envelope(envelope))
    }

    /// Looks for a record behind the text at `at`, which is none, on its line or the next ones.
    pub(crate) fn garbage(at: usize) -> Self {
        let mode = Mode::Garbage {
            limit: at + MAX_INDENT,
            last: b' ',
        };
        Self::new(at, mode)
    }

    /// Looks behind `at`, where a list inside a broken element ends, for the next element.
    pub(crate) fn seek(at: usize, kin: Kin) -> Self {
        let seek = Seek::new(kin, at, at, at + PATIENCE);
        Self::new(at, Mode::Seek(seek))
    }

    /// The first byte still needed; after success the byte to go on at.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Whether the end of the element has been waited for in vain.
    pub(crate) fn is_seeking(&self) -> bool {
        matches!(self.mode, Mode::Seek(_))
    }

    /// Whether the search has come to the end of the last line before `end`, and the next one is a
    /// document if it begins like one.
    pub(crate) fn awaits_line(&self, end: usize) -> bool {
        matches!(self.mode, Mode::Lines { .. }) && self.at + 1 == end
    }

    /// Takes `n` bytes off the front of the buffer.
    pub(crate) fn rebase(&mut self, n: usize) {
        self.at = self.at.saturating_sub(n);
        self.last = self.last.map(|last| last.saturating_sub(n));
        self.mode.rebase(n);
    }

    /// Where the next record begins, if that is before `end`, which has come; otherwise `end`.
    pub(crate) fn record_before(mut self, bytes: &[u8], end: usize) -> usize {
        let seen = bytes.get(..end).unwrap_or(bytes);
        match self.run(seen, false) {
            Resume::Document | Resume::Inner => end.min(self.at),
            _ => end,
        }
    }

    /// Goes on in `bytes`.
    pub(crate) fn run(&mut self, bytes: &[u8], eof: bool) -> Resume {
        let found = self.go_on(bytes, eof);
        match found {
            Some(resume) => resume,
            None if eof => Resume::End,
            None => Resume::More,
        }
    }
}
