//! Cuts a stream of bytes into JSON values: one rule for a pretty-printed value, NDJSON,
//! concatenated JSON and RS-separated records (RFC 7464), "a sequence of values".
//!
//! Root arrays and the lists of an envelope (`value`, `$values`, `responses`) are entered, so
//! that their elements come one by one and memory is bounded by the largest element. After a
//! broken value reading goes on at the next record (`skip.rs` says where that is).
//!
//! The reader does no I/O: it looks at a buffer and says "more". That is what makes a result
//! independent of how the bytes arrived.

mod between;
mod bracket;
mod cut;
mod encoding;
mod left;
mod limited;
mod list;
mod patience;
mod piece;
mod recovery;
mod surplus;
mod torn;

use super::event::{Event, List, Opened, Place, Trouble};
use super::near::MAX_INDENT;
use super::scanner::{Fault, Scanner, Stop};
use super::skip::Skip;
use crate::json::Member;
use crate::position::Span;
use crate::simd::RS;
use encoding::{invalid_utf8, misencoded};
use left::Left;
use limited::Limited;
pub use limited::MAX_VALUE;
use list::Open;
pub(crate) use patience::Patience;
use torn::Torn;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Phase {
    /// Before a document.
    #[default]
    Between,
    /// In a list, before an element or its end. `first`: nothing stood before it.
    Element { first: bool },
    /// In a list, before a comma or its end.
    Separator,
    /// At the first byte of a value.
    Begin,
    /// Inside a value.
    Inside,
    /// At the bracket that opens the list of an envelope, whose name stands in the span.
    Enter(List, Span),
    /// Behind the list of an envelope, before its end.
    Trailer,
    /// Behind an envelope.
    Leave,
    /// Behind something broken.
    Skipping(Skip),
    /// Inside a value that is too large, whose rest is read and dropped.
    Passing,
    /// The end was told.
    Over,
}

/// The reader. See the module's comment.
#[derive(Clone, Debug, Default)]
pub(crate) struct Values {
    phase: Phase,
    at: usize,
    /// How many blanks were passed right before `at`, between values.
    blanks: usize,
    start: usize,
    open: Option<Open>,
    /// A list that was given up for the document behind it.
    left: Option<Left>,
    torn: Torn,
    scanner: Scanner,
    outer: Scanner,
    documents: u64,
    /// The document read so far has a property that only an operation has.
    operation: bool,
    /// The list whose name was seen last, and where that stands.
    candidate: Option<(List, Span)>,
    /// There are other properties since the begin of the document, or the list before.
    others: bool,
    patience: Patience,
    /// A byte order mark was told right before, and others behind it are no news.
    marked: bool,
    /// The fault of the element whose end is looked for, until it is told.
    held: Option<Fault>,
}

impl Values {
    /// How many documents have begun so far.
    pub(crate) fn documents(&self) -> u64 {
        self.documents
    }

    /// The number of the document being read.
    #[inline]
    pub(crate) fn document(&self) -> u64 {
        // A list that was given up may go on.
        match &self.open {
            Some(open) => open.document,
            None => self.documents,
        }
    }

    /// The first byte of the buffer that is still needed.
    pub(crate) fn keep(&self) -> usize {
        match self.phase {
            Phase::Inside | Phase::Begin | Phase::Enter(..) | Phase::Trailer => {
                self.start.min(self.at)
            }
            _ if self.held.is_some() => self.start.min(self.at),
            _ => self.at,
        }
    }

    /// Of the value just told the members, if it is an object that has not very many. They stand where they
    /// do in the text of it. They are lent out, to be given [back](Self::give_back).
    pub(crate) fn lend_members(&mut self) -> Option<Vec<Member>> {
        self.scanner.lend_members()
    }

    /// Takes back what was lent out.
    pub(crate) fn give_back(&mut self, members: Option<Vec<Member>>) {
        self.scanner.give_back(members);
    }

    /// Whether nothing more is read, even if more comes.
    pub(crate) fn is_over(&self) -> bool {
        self.phase == Phase::Over
    }

    /// Takes `n` bytes, none of them needed, off the front of the buffer.
    // Inlined, so that one payload need not touch the page of code where this is alone.
    #[inline]
    pub(crate) fn rebase(&mut self, n: usize) {
        self.at = self.at.saturating_sub(n);
        self.start = self.start.saturating_sub(n);
        self.scanner.rebase(n);
        self.outer.rebase(n);
        let moved =
            |span: Span| Span::new(span.start.saturating_sub(n), span.end.saturating_sub(n));
        self.candidate = self.candidate.map(|(list, key)| (list, moved(key)));
        if let Phase::Enter(_, key) = &mut self.phase {
            *key = moved(*key);
        }
        if let Some(fault) = &mut self.held {
            fault.start = fault.start.saturating_sub(n);
            fault.end = fault.end.saturating_sub(n);
        }
        if let Phase::Skipping(skip) = &mut self.phase {
            skip.rebase(n);
        }
    }

    /// After [`Values::next_object`]: the object has been read elsewhere, and ends before `end`.
    #[inline]
    pub(crate) fn accept(&mut self, end: usize) {
        self.pass(end);
        self.leave_value();
    }

    /// The short way to the next value, if it is an object and nothing odd stands before it. It is
    /// read by [`Values::next`] unless it is accepted.
    #[inline(always)]
    pub(crate) fn next_object(&mut self, bytes: &[u8]) -> Option<(usize, Place)> {
        if matches!(self.phase, Phase::Separator) && self.peek(bytes) == Some(b',') {
            self.pass(self.at + 1);
            self.phase = Phase::Element { first: false };
        }
        let between = match self.phase {
            Phase::Between if self.left.is_none() => true,
            Phase::Element { .. } => false,
            _ => return None,
        };
        if self.peek(bytes) != Some(b'{') {
            return None;
        }
        if between {
            self.begin_document();
        } else {
            self.note_layout(bytes);
        }
        self.start = self.at;
        self.phase = Phase::Begin;
        Some((self.at, self.place()))
    }

    /// The object that [`Values::next_object`] has found, if it was neither accepted nor read.
    pub(crate) fn begun(&self) -> Option<(usize, Place)> {
        (self.phase == Phase::Begin).then(|| (self.at, self.place()))
    }

    /// Goes on in `bytes`, the buffer from [`Values::keep`] on. `eof`: nothing will follow. `valid`: the
    /// part already known to be UTF-8.
    pub(crate) fn next(&mut self, bytes: &[u8], eof: bool, valid: Span) -> Event {
        loop {
            let event = match self.phase {
                Phase::Between => self.between(bytes, eof),
                Phase::Element { first } => self.element(bytes, eof, first),
                Phase::Separator => self.separator(bytes, eof),
                Phase::Begin => self.begin(bytes, eof, valid),
                Phase::Inside => self.inside(bytes, eof, valid),
                Phase::Enter(list, key) => self.enter(list, self.at, Some(key)),
                Phase::Trailer => self.scan(bytes, eof, valid),
                Phase::Leave => self.leave(),
                Phase::Skipping(skip) => self.skip(bytes, eof, skip),
                Phase::Passing => self.pass_rest(bytes, eof),
                Phase::Over => Some(Event::End),
            };
            if let Some(event) = event {
                return event;
            }
        }
    }

    fn place(&self) -> Place {
        match self.open {
            Some(open) if self.phase != Phase::Trailer => Place::Element(open.list, open.index),
            _ => Place::Document,
        }
    }

    /// Skips white space; the byte there, or `None` at the end of the buffer.
    #[inline]
    fn peek(&mut self, bytes: &[u8]) -> Option<u8> {
        let begin = self.at;
        loop {
            match bytes.get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => {
                    self.blanks += self.at - begin;
                    return other.copied();
                }
            }
        }
    }

    /// Goes on behind something that is no blank.
    #[inline]
    fn pass(&mut self, end: usize) {
        self.at = end;
        self.blanks = 0;
        self.marked = false;
    }

    /// One past the last byte before `at` that is no blank; `at` itself where that is far away,
    /// since it may be in memory no more.
    fn text_end(&self) -> usize {
        let near = self.blanks <= MAX_INDENT;
        if near {
            self.at.saturating_sub(self.blanks)
        } else {
            self.at
        }
    }

    fn begin(&mut self, bytes: &[u8], eof: bool, valid: Span) -> Option<Event> {
        let base = self.open.map_or(0, |open| open.list.depth());
        self.scanner.start(self.start, base, self.open.is_none());
        self.phase = Phase::Inside;
        let limited = Limited::new(bytes, self.start, eof);
        // The elements of a list come one by one, so an envelope is not read in one go.
        let is_read = self
            .scanner
            .reads_object(limited.bytes, |name| List::of_name(name).is_some());
        is_read.then_some(())?;
        self.end(bytes, valid)
    }

    fn inside(&mut self, bytes: &[u8], eof: bool, valid: Span) -> Option<Event> {
        if self.open.is_none()
            && self.scanner.at() == self.start
            && bytes.get(self.start) == Some(&b'[')
        {
            return self.enter(List::Root, self.start, None);
        }
        self.scan(bytes, eof, valid)
    }

    /// Goes on in a value, or in what stands behind the list of an envelope.
    fn scan(&mut self, bytes: &[u8], eof: bool, valid: Span) -> Option<Event> {
        let limited = Limited::new(bytes, self.start, eof);
        match self.scanner.run(limited.bytes, limited.eof) {
            Stop::More => Some(self.more(&limited)),
            Stop::Key { start, end } => self.key(bytes, Span::new(start, end)),
            Stop::Array => match self.candidate.take() {
                Some((list, key)) => self.enter_envelope(bytes, list, key),
                None => None,
            },
            Stop::Fault(fault) => self.fault(bytes, eof, fault),
            Stop::Done => self.end(bytes, valid),
        }
    }

    /// The scanner has come to the end of a value, or of what stands behind the list of an envelope.
    fn end(&mut self, bytes: &[u8], valid: Span) -> Option<Event> {
        self.pass(self.scanner.at());
        match self.phase {
            Phase::Trailer => self.end_envelope(bytes),
            _ => Some(self.done(bytes, valid)),
        }
    }

    fn done(&mut self, bytes: &[u8], valid: Span) -> Event {
        let span = Span::new(self.start, self.at);
        let place = self.place();
        self.leave_value();
        if valid.contains(span) {
            return Event::Value { span, place };
        }
        // Its brackets are right, so it is known where the next value stands.
        match invalid_utf8(bytes, span, span.end) {
            Some(bad) => misencoded(bad, place, span),
            None => Event::Value { span, place },
        }
    }

    #[inline]
    fn leave_value(&mut self) {
        match &mut self.open {
            None => self.phase = Phase::Between,
            Some(open) => {
                open.index += 1;
                self.phase = Phase::Separator;
            }
        }
    }
}
