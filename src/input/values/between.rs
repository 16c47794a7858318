//! What stands between two documents: a separator, a head of HTTP, text that is no JSON.

use super::encoding::invalid_utf8;
use super::{Event, Phase, Place, RS, Torn, Trouble, Values};
use crate::input::head;
use crate::input::near::shown_end;
use crate::input::scanner::Syntax;
use crate::input::skip::{self, Skip};
use crate::input::text::{self, Foreign};
use crate::position::{Span, is_continuation};

impl Values {
    #[inline]
    pub(super) fn between(&mut self, bytes: &[u8], eof: bool) -> Option<Event> {
        match self.peek(bytes) {
            Some(RS) => {
                self.pass_separator();
                None
            }
            Some(b) => self.beside_document(bytes, eof, b),
            None if eof => {
                self.phase = Phase::Over;
                None
            }
            None => Some(Event::More),
        }
    }

    /// Goes behind the separator of records (RFC 7464), if one stands here where nothing is odd.
    pub(crate) fn next_record(&mut self, bytes: &[u8]) -> bool {
        let is_there =
            self.phase == Phase::Between && self.left.is_none() && bytes.get(self.at) == Some(&RS);
        if is_there {
            self.pass_separator();
        }
        is_there
    }

    /// The next record is one of its own.
    fn pass_separator(&mut self) {
        self.pass(self.at + 1);
        self.torn = Torn::No;
        self.left = self.left.filter(|left| left.is_behind(self.documents));
    }

    /// What begins with `b` where a document may begin.
    #[inline]
    fn beside_document(&mut self, bytes: &[u8], eof: bool, b: u8) -> Option<Event> {
        if let Some(torn) = self.torn.pass(b) {
            self.pass(self.at + 1);
            self.torn = torn;
            return None;
        }
        if b == b'"' && self.torn == Torn::Before {
            match skip::is_name(bytes, self.at, eof) {
                None => return Some(Event::More),
                Some(false) => {}
                Some(true) => {
                    // Behind the list stands another property of what was around it.
                    self.torn = Torn::No;
                    self.phase = Phase::Skipping(Skip::garbage(self.at));
                    return None;
                }
            }
        }
        match self.left {
            Some(_) => self.beside_list(bytes, eof, b),
            None => self.document_or_text(bytes, eof, b),
        }
    }

    /// What begins with `b` at the place of a document.
    #[inline]
    pub(super) fn document_or_text(&mut self, bytes: &[u8], eof: bool, b: u8) -> Option<Event> {
        match b {
            b'{' | b'[' => self.begin_document(),
            b'"' => self
                .lone_character(bytes, eof)
                .or_else(|| self.begin_document()),
            _ => self.foreign(bytes, eof, b),
        }
    }

    #[inline]
    pub(super) fn begin_document(&mut self) -> Option<Event> {
        self.documents += 1;
        self.torn = self.torn.begin();
        self.forget_names();
        self.start = self.at;
        self.phase = Phase::Begin;
        None
    }

    /// What stands at the place of a document and does not look like one.
    pub(super) fn foreign(&mut self, bytes: &[u8], eof: bool, b: u8) -> Option<Event> {
        self.torn = Torn::No;
        match skip::glue(bytes, self.at, eof) {
            None => return Some(Event::More),
            Some(0) => {}
            Some(length) if self.marked && b != b',' => {
                self.pass(self.at + length);
                self.marked = true;
                return None;
            }
            Some(length) => return Some(self.glue(bytes, eof, length)),
        }
        if skip::indent_of(bytes, self.at).is_some()
            && let Some(event) = self.lone_character(bytes, eof)
        {
            return Some(event);
        }
        if b.is_ascii_uppercase() {
            match head::read(bytes, self.at, eof) {
                head::Reading::Head(head) => {
                    self.pass(head.end);
                    return Some(Event::Head(head));
                }
                head::Reading::More => return Some(Event::More),
                head::Reading::No => {}
            }
        }
        match text::classify(bytes, self.at, eof, self.documents == 0) {
            text::Reading::Json => self.begin_document(),
            text::Reading::More => Some(Event::More),
            text::Reading::Foreign {
                foreign,
                span,
                resume,
            } => {
                self.documents += 1;
                let skip = match foreign {
                    Foreign::Binary | Foreign::Compressed(_) => Skip::binary(resume),
                    // Text between two records on one line, and not a line of something else.
                    Foreign::Text if skip::indent_of(bytes, self.at).is_none() => {
                        Skip::garbage(self.at)
                    }
                    Foreign::Text => Skip::text(resume),
                    _ => Skip::lines(resume),
                };
                self.phase = Phase::Skipping(skip);
                let span = Span::new(span.start, skip.record_before(bytes, span.end));
                // A long line is cut off, perhaps inside a character.
                let goes_on = bytes.get(span.end).is_some_and(|b| is_continuation(*b));
                let is_whole = !(goes_on && text::is_utf8(span.of(bytes)));
                let bad = invalid_utf8(bytes, span, span.end).filter(|_| is_whole);
                let trouble = match bad {
                    Some(span) if foreign == Foreign::Text => Trouble::Encoding { span },
                    _ => Trouble::Foreign { foreign, span },
                };
                Some(Event::Trouble {
                    trouble,
                    place: Place::Document,
                    resumes: None,
                    shown: span,
                })
            }
        }
    }

    /// A comma or a byte order mark between two records: told, and read as if it were not there. Each file
    /// has a mark that Windows tools have written, and they may stand in one stream.
    fn glue(&mut self, bytes: &[u8], eof: bool, length: usize) -> Event {
        let start = self.at;
        let span = Span::new(start, start + length);
        if length > 1 {
            self.pass(span.end);
            self.marked = true;
            return Event::Mark(span);
        }
        let Some(end) = shown_end(bytes, eof, start) else {
            return Event::More;
        };
        self.pass(span.end);
        Event::Trouble {
            trouble: Trouble::syntax(Syntax::Between, span),
            place: Place::Document,
            resumes: Some(self.at),
            shown: Span::new(start, end),
        }
    }
}
