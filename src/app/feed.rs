//! One source on its way: bytes in, records out to the session.

mod faults;
mod heads;
mod notes;
mod ordinary;
mod place;
mod units;

use super::session::Session;
use crate::finding::{Finding, Kind};
use crate::input::decode::Encoding;
use crate::input::envelope::Around;
use crate::input::event::{Event, List};
use crate::input::near::CONTEXT;
use crate::input::source;
use crate::input::values::{Patience, Values};
use crate::judge::Rules;
use crate::ordinary::Lane;
use crate::parallel::Block;
use crate::position::{Cursor, Position, Span};
use crate::report::{Location, Subject};
use crate::safe::Excerpt;
use crate::simd;
use faults::Broken;
use heads::PendingHead;
use ordinary::Valid;

/// See the module's comment.
#[derive(Clone)]
pub(super) struct Feed<'s> {
    title: &'s str,
    path: &'s str,
    values: Values,
    /// The first place in the window whose position is known; no other before it is asked for.
    base: Cursor,
    /// Walks over the window for the positions of records.
    cursor: Cursor,
    /// Places in the window whose positions are known.
    marks: Vec<Cursor>,
    encoding: Encoding,
    /// Findings that wait for the record they belong to.
    pending: Vec<Finding>,
    head: Option<PendingHead>,
    /// Where the document and the list being read begin, and whether each is an object.
    enclosing: Vec<(Position, bool)>,
    /// The number of a document that has lists, and what is known of it.
    around: (u64, Around),
    anything: bool,
    lane: Lane,
}

/// What is in memory of the stream.
#[derive(Clone, Copy)]
struct Buffer<'b> {
    bytes: &'b [u8],
    eof: bool,
    valid: Valid<'b>,
}

impl<'s> Feed<'s> {
    /// A feed of text that was stored in `encoding`.
    pub(super) fn new(title: &'s str, path: &'s str, encoding: Encoding, rules: &Rules) -> Self {
        let mut feed = Self {
            title,
            path,
            values: Values::default(),
            base: Cursor::new(0, Position::START),
            cursor: Cursor::new(0, Position::START),
            marks: Vec::new(),
            encoding,
            pending: Vec::new(),
            head: None,
            enclosing: Vec::new(),
            around: <(u64, Around)>::default(),
            anything: false,
            lane: Lane::default(),
        };
        if encoding.is_wide() || encoding.has_mark() {
            feed.tell_encoding(encoding.has_mark(), Position::START, rules);
        }
        feed
    }

    /// A feed like this one for a block of the source, behind so many values. It is never given up in
    /// parts.
    pub(super) fn inside(&self, block: &Block<'_>, number: u64) -> Self {
        let mut feed = self.clone();
        feed.values.set_number(number);
        feed.values.set_patience(Patience::default());
        feed.go_to(block.begin, block.start);
        feed.marks = block.marks.to_vec();
        feed.anything = false;
        feed
    }

    /// Goes on at the byte `at` of another window, which stands at `position`. What is before it has been
    /// read elsewhere.
    pub(super) fn go_to(&mut self, at: usize, position: Position) {
        self.values.rebase(usize::MAX);
        self.values.begin_at(at);
        self.base = Cursor::new(at, position);
        self.cursor = self.base;
    }

    /// The name for messages.
    pub(super) fn title(&self) -> &'s str {
        self.title
    }

    /// How many documents have begun, or elements of the list being read.
    pub(super) fn number(&self) -> u64 {
        self.values.number()
    }

    /// So many of them have been read elsewhere; whether there was anything, be it none of them.
    pub(super) fn count(&mut self, values: u64, anything: bool) {
        self.values.set_number(self.values.number() + values);
        self.anything |= anything;
    }

    /// Whether there has been anything that is told of.
    pub(super) fn has_anything(&self) -> bool {
        self.anything
    }

    /// Where the list begins whose elements are read, if there is one.
    pub(super) fn list_position(&self) -> Option<Position> {
        let (position, _) = self.enclosing.last()?;
        self.values.is_in_list().then_some(*position)
    }

    /// Reads on in `bytes`, of which so many have been seen, up to the last line that begins like a
    /// document. If one begins there: where that is, and its position.
    pub(super) fn read_to_document(
        &mut self,
        bytes: &[u8],
        seen: usize,
        session: &mut Session<'_, '_>,
    ) -> Option<(usize, Position)> {
        // What has been seen is not looked at again, or a large value would be, each time that more of it
        // comes. Two bytes of it are, as a begin is known by the end of the line before it.
        let from = seen.max(self.values.at()).saturating_sub(2);
        let at = from + simd::last_document(bytes.get(from..)?)?;
        self.drain(bytes.get(..at)?, false, session);
        let is_between = self.values.is_between(at) && self.has_told_all();
        is_between.then(|| (at, self.advance(bytes, at)))
    }

    /// Goes back to the begin of the element or the document being read, or to the next one, as if nothing
    /// of it had been seen: where in `bytes` that is, and its position.
    pub(super) fn step_back(&mut self, bytes: &[u8]) -> Option<(usize, Position)> {
        self.values.next_object(bytes);
        let at = self.values.step_back().filter(|_| self.has_told_all())?;
        Some((at, self.advance(bytes, at)))
    }

    /// Whether nothing waits for the next record.
    pub(super) fn has_told_all(&self) -> bool {
        self.head.is_none() && self.pending.is_empty()
    }

    /// Whether what follows `block`, which has been drained, can be read without knowing how this one
    /// was: as from `start` on.
    pub(super) fn is_clean(&self, start: &Self, block: &Block<'_>) -> bool {
        let next_begins = matches!(block.next, Some(b'{' | b'['));
        let end = block.bytes.len();
        let is_settled = || self.values.is_settled(&start.values, end, next_begins);
        let is_apart = match start.list_position() {
            Some(_) => self.enclosing == start.enclosing && is_settled(),
            // The next block has to begin a line, or to be seen to begin with a document.
            None => {
                let is_seen = block.bytes.ends_with(b"\n") || next_begins;
                block.last || is_seen && is_settled()
            }
        };
        is_apart && self.has_told_all()
    }

    /// What is left of the reader's patience.
    pub(super) fn patience(&self) -> Patience {
        self.values.patience()
    }

    /// What is left of that before the first byte.
    pub(super) fn set_patience(&mut self, patience: Patience) {
        self.values.set_patience(patience);
    }

    /// Reads what is in `bytes`: the stream from where the last call stopped needing it on.
    /// `eof`: nothing will follow.
    pub(super) fn drain(&mut self, bytes: &[u8], eof: bool, session: &mut Session<'_, '_>) {
        let mut buffer = Buffer {
            bytes,
            eof,
            valid: Valid::default(),
        };
        loop {
            if session.has_lane() && self.pending.is_empty() {
                self.ordinary(bytes, &mut buffer.valid, session);
            }
            match self.values.next(bytes, eof, buffer.valid.span()) {
                Event::More | Event::End => return,
                _ if !session.is_wanted() => return,
                event => self.event(event, buffer, session),
            }
        }
    }

    /// Whether nothing more is read, even if more comes.
    pub(super) fn is_over(&self) -> bool {
        self.values.is_over()
    }

    /// How many bytes at the front of the buffer are no longer needed.
    pub(super) fn spent(&self) -> usize {
        self.values.keep().saturating_sub(CONTEXT)
    }

    /// Gives up the first `n` bytes.
    pub(super) fn discard(&mut self, bytes: &[u8], n: usize) {
        // The cursor stands at or behind the base, so the way to the cursor is not walked twice.
        let mut cursor = self.cursor.before(n).unwrap_or(self.base);
        cursor.advance(bytes, n);
        self.base = cursor;
        self.cursor = self.cursor.after(n).unwrap_or(cursor);
        self.base.rebase(n);
        self.cursor.rebase(n);
        self.values.rebase(n);
    }

    fn event(&mut self, event: Event, buffer: Buffer<'_>, session: &mut Session<'_, '_>) {
        match event {
            Event::More | Event::End => {}
            Event::Value { span, place } => self.value(span, place, buffer, session),
            Event::Enter {
                document,
                at,
                list,
                key,
            } => {
                self.enter(document, key.map_or(at, |key| key.start), at, buffer);
                if let Some(span) = key {
                    self.list(list, span, buffer, session);
                }
            }
            Event::Around { span } => self.around(span, buffer, session),
            Event::Leave => self.leave(session),
            Event::Head(head) => self.head(&head, buffer, session),
            Event::Mark(span) => {
                let position = self.advance(buffer.bytes, span.start);
                self.tell_encoding(true, position, &session.rules);
            }
            Event::Trouble {
                trouble,
                place,
                resumes,
                shown,
            } => {
                let broken = Broken {
                    trouble,
                    place,
                    resumes,
                    shown,
                };
                self.trouble(&broken, buffer, session);
            }
        }
    }

    /// A document has begun, so a head before it has its body.
    fn begun(&mut self) {
        self.head = None;
        self.anything = true;
    }

    /// A list begins, in a document of its own or behind another one in the same.
    /// `from`: its name, if it has one, of which there may be something to tell.
    fn enter(&mut self, document: Option<usize>, from: usize, list: usize, buffer: Buffer<'_>) {
        self.begun();
        let bytes = buffer.bytes;
        self.enclosing.truncate(usize::from(document.is_none()));
        if let Some(document) = document.filter(|document| *document != list) {
            let position = self.advance(bytes, document);
            self.enclosing.push((position, true));
        }
        self.advance(bytes, from);
        let position = self.cursor.clone().advance(bytes, list);
        self.enclosing.push((position, false));
    }

    /// The position of the byte at `offset`; from there on it is not far to the next one.
    fn advance(&mut self, bytes: &[u8], offset: usize) -> Position {
        let mut cursor = self.cursor_before(offset);
        let position = cursor.advance(bytes, offset);
        self.cursor = cursor;
        position
    }

    /// The name of a list, which may be the second of that name.
    fn list(&mut self, list: List, span: Span, buffer: Buffer<'_>, session: &mut Session<'_, '_>) {
        let Some(name) = list.name() else {
            return;
        };
        if self.document_around().list(name) {
            let name = name.as_str();
            let kind = Kind::Duplicate {
                name: name.to_owned(),
            };
            let finding = Finding::new(kind, format!("/{name}"), span);
            let excerpt = Excerpt::new(buffer.bytes, span);
            self.fault(finding, &excerpt, Subject::NoOperation, buffer, session);
        }
    }

    /// The end of a list. What still waits for a record there was none for is told by itself.
    fn leave(&mut self, session: &mut Session<'_, '_>) {
        self.enclosing.clear();
        self.flush_pending(session);
    }

    /// After the last byte.
    pub(super) fn end(mut self, session: &mut Session<'_, '_>) {
        session.tally.documents += self.values.documents();
        if let Some(head) = self.head.take() {
            self.tell_lonely(head, session);
        }
        if self.anything || !session.is_wanted() {
            return self.flush_pending(session);
        }
        session.tally.documents += 1;
        let mut findings = std::mem::take(&mut self.pending);
        let piped = self.path == "-" && source::stdin_is_pipe();
        findings.push(Finding::of_source(Kind::Empty { piped }));
        let location = Location {
            document: 1,
            ..self.location(Position::START, "")
        };
        session.record(&location, Subject::Unreadable, &findings, None);
    }
}
