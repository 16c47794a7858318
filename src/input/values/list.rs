//! A list and its elements, which come one by one: a root array, or the list of an envelope and what
//! stands around it.

use super::encoding::{invalid_utf8, misencoded};
use super::left::Left;
use super::{Event, List, Phase, Place, RS, Values};
use crate::input::kin::Kin;
use crate::input::scanner::Expected;
use crate::input::skip::{self, Skip};
use crate::name::Name;
use crate::position::Span;
use crate::wire::OWN_SET;

/// The list being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Open {
    pub(super) list: List,
    pub(super) index: u64,
    /// How far the elements are indented, if the first one begins a line.
    pub(super) indent: Option<usize>,
    /// So many elements have told of that.
    pub(super) noted: u8,
    /// The second one stands on the line of the first, so a line that begins like an element may be
    /// text of one.
    pub(super) shares_line: bool,
    /// Before the last one stood a bracket too many, and what closes that is no news.
    pub(super) doubled: bool,
    /// The number of the document it stands in.
    pub(super) document: u64,
    /// An element was broken, and this is what it was like: what looks like the end of the list
    /// may be that of a list inside of it.
    pub(super) doubt: Option<Kin>,
}

impl Open {
    /// How far its elements are indented, if each begins a line.
    pub(super) fn line_indent(&self) -> Option<usize> {
        self.indent.filter(|_| !self.shares_line)
    }

    /// Looks behind `at` for what stands behind the rest of a broken element like `kin`.
    pub(super) fn skip_rest(&self, at: usize, kin: Kin) -> Skip {
        match self.line_indent() {
            // One element alone does not tell where the others stand.
            Some(indent) if self.is_noted() => Skip::elements(at, indent),
            _ => Skip::seek(at, kin),
        }
    }

    /// What the first element told is not to be relied on, where no second one has confirmed it.
    pub(super) fn forget_first(&mut self) {
        if !self.is_noted() {
            self.noted = 0;
        }
    }

    /// Whether it is known where its elements stand, as far as their lines tell.
    pub(super) fn is_noted(&self) -> bool {
        self.noted > 1
    }

    /// The same list, whatever has been read of it.
    pub(super) fn unnumbered(self) -> Self {
        Self { index: 0, ..self }
    }

    /// The same list, where the bracket too many is closed.
    fn closed(self) -> Self {
        Self {
            doubled: false,
            ..self
        }
    }

    /// The same list, of whose elements one is broken of which nothing is known.
    pub(super) fn doubted(self) -> Self {
        Self {
            doubt: self.doubt.or(Some(Kin::in_list(self.list))),
            ..self
        }
    }
}

impl Values {
    /// A property of a document: the name of a list makes it an envelope, unless something before
    /// it has made it an operation already. Behind a list, it is one.
    pub(super) fn key(&mut self, bytes: &[u8], key: Span) -> Option<Event> {
        let written = key.inner().of(bytes);
        let name = Name::of(written);
        if self.open.is_none() && name.is_some_and(|name| OWN_SET.has(name)) {
            self.operation = true;
            // No list will be entered any more.
            self.scanner.ignore_keys();
        }
        let list = name.and_then(List::of_name).filter(|_| !self.operation);
        // Most annotations say nothing to us. A name of a list that was not taken was none.
        let is_idle = written.starts_with(b"@odata.") && name != Some(Name::NextLink);
        self.others |= list.is_none() && !is_idle || self.candidate.is_some();
        self.candidate = list.map(|list| (list, key));
        if list.is_some() {
            self.scanner.stop_at_array();
        }
        None
    }

    /// No name that was met before says anything of what is read from here on.
    pub(super) fn forget_names(&mut self) {
        self.operation = false;
        self.others = false;
        self.candidate = None;
    }

    /// The list of an envelope is entered even when a text before it is no UTF-8.
    pub(super) fn enter_envelope(&mut self, bytes: &[u8], list: List, key: Span) -> Option<Event> {
        self.at = self.scanner.at();
        std::mem::swap(&mut self.scanner, &mut self.outer);
        let is_first = self.phase != Phase::Trailer;
        self.phase = Phase::Enter(list, key);
        let from = self.start + usize::from(is_first);
        self.around(bytes, Span::new(from, key.start))
    }

    /// The properties in `span`, from the begin of the document or the list before on.
    pub(super) fn around(&mut self, bytes: &[u8], span: Span) -> Option<Event> {
        if let Some(bad) = invalid_utf8(bytes, span, span.end) {
            let shown = Span::new(self.start, span.end);
            return Some(misencoded(bad, Place::Document, shown));
        }
        std::mem::take(&mut self.others).then_some(Event::Around { span })
    }

    pub(super) fn enter(&mut self, list: List, at: usize, key: Option<Span>) -> Option<Event> {
        let document = self.open.is_none().then_some(self.start);
        // Only one envelope is known at a time.
        let is_envelope = |left: &Left| left.open.list != List::Root && list != List::Root;
        self.left = self.left.filter(|left| !is_envelope(left));
        self.open = Some(Open {
            list,
            index: 0,
            indent: None,
            noted: 0,
            shares_line: false,
            doubled: false,
            document: self.document(),
            doubt: None,
        });
        self.pass(at + 1);
        self.phase = Phase::Element { first: true };
        Some(Event::Enter {
            document,
            at,
            list,
            key,
        })
    }

    pub(super) fn leave(&mut self) -> Option<Event> {
        self.open = None;
        self.phase = Phase::Between;
        Some(Event::Leave)
    }

    pub(super) fn element(&mut self, bytes: &[u8], eof: bool, first: bool) -> Option<Event> {
        match self.peek(bytes) {
            None if eof => Some(self.unclosed(Expected::ElementOrClose)),
            None => Some(Event::More),
            Some(b']') if first => self.end_list(bytes, eof),
            Some(b']') => match self.is_stray(bytes, eof) {
                None => Some(Event::More),
                Some(true) => self.stray_end(bytes, eof),
                Some(false) => self.end_behind_comma(bytes, eof),
            },
            Some(RS) => Some(self.truncated_list()),
            Some(_) => {
                if let Some(event) = self.lone_character(bytes, eof) {
                    return Some(event);
                }
                self.note_layout(bytes);
                self.start = self.at;
                self.phase = Phase::Begin;
                None
            }
        }
    }

    pub(super) fn separator(&mut self, bytes: &[u8], eof: bool) -> Option<Event> {
        match self.peek(bytes) {
            None if eof => Some(self.unclosed(Expected::CommaOrBracket)),
            None => Some(Event::More),
            Some(b',') => {
                self.pass(self.at + 1);
                self.phase = Phase::Element { first: false };
                None
            }
            Some(b']') => match self.is_stray(bytes, eof) {
                None => Some(Event::More),
                Some(true) => self.stray_end(bytes, eof),
                Some(false) => self.end_list(bytes, eof),
            },
            Some(b'}') if self.open.is_some_and(|open| open.doubled) => {
                self.pass(self.at + 1);
                self.open = self.open.map(Open::closed);
                None
            }
            Some(b) => self.missing_comma(bytes, eof, b),
        }
    }

    /// An element begins. Where the first two stand tells where others do, if they are no garbage.
    #[inline]
    pub(super) fn note_layout(&mut self, bytes: &[u8]) {
        let Some(open) = &mut self.open else {
            return;
        };
        open.doubled = false;
        if !open.is_noted() && matches!(bytes.get(self.at), Some(b'{' | b'[')) {
            let indent = skip::indent_of(bytes, self.at);
            match open.noted {
                0 => open.indent = indent,
                _ => open.shares_line = indent.is_none(),
            }
            open.noted += 1;
            if open.is_noted() && open.line_indent().is_some() {
                // That tells more than the brackets of the first one.
                open.doubt = None;
            }
        }
    }

    pub(super) fn close_list(&mut self) -> Option<Event> {
        let open = self.open?;
        self.pass(self.at + 1);
        if open.list == List::Root {
            return self.leave();
        }
        std::mem::swap(&mut self.scanner, &mut self.outer);
        self.scanner.resume_after_array(self.at);
        self.start = self.at;
        // Documents may have been read since the list began, which was given up for them.
        self.forget_names();
        self.phase = Phase::Trailer;
        None
    }

    /// The bracket of an envelope was passed.
    pub(super) fn end_envelope(&mut self, bytes: &[u8]) -> Option<Event> {
        self.phase = Phase::Leave;
        self.others |= self.candidate.take().is_some();
        self.around(bytes, Span::new(self.start, self.at - 1))
    }
}
