//! The end of a list, or what looks like it: a bracket that is not the list's, a comma before it, none
//! at all, or something else where a comma should stand.

use super::{Event, List, Opened, Phase, RS, Trouble, Values};
use crate::input::kin::Kin;
use crate::input::near::shown_end;
use crate::input::scanner::{Expected, Fault, Syntax};
use crate::input::skip::{self, AfterList, Skip};
use crate::position::Span;

impl Values {
    /// Whether the bracket here ends no more than a list inside an element that was broken, or that
    /// ended too early: then it is indented deeper than the elements are.
    pub(super) fn is_stray(&self, bytes: &[u8], eof: bool) -> Option<bool> {
        let Some(open) = self.open else {
            return Some(false);
        };
        let indent = skip::indent_of(bytes, self.at);
        let columns = open.indent.zip(indent);
        let kin = match (open.doubt, columns) {
            (Some(_), Some((wanted, indent))) if indent < wanted => return Some(false),
            (Some(kin), _) => kin,
            (None, Some((wanted, indent))) if indent > wanted => Kin::of(open.list, bytes, self.at),
            _ => return Some(false),
        };
        kin.ends(bytes, self.at, eof).map(|ends| !ends)
    }

    /// A bracket that ends a list inside the element before: it and the rest of that element are
    /// passed by. Nothing is told if that element has been told of already.
    pub(super) fn stray_end(&mut self, bytes: &[u8], eof: bool) -> Option<Event> {
        let open = self.open.as_mut()?;
        let end = shown_end(bytes, eof, self.at);
        if open.doubt.is_none() && end.is_none() {
            return Some(Event::More);
        }
        let doubt = open.doubt;
        let kin = *open.doubt.get_or_insert(Kin::of(open.list, bytes, self.at));
        // The next element is counted when it is found.
        open.index = open.index.saturating_sub(1);
        let skip = open.skip_rest(self.at + 1, kin);
        let (place, at) = (self.place(), self.at);
        self.phase = Phase::Skipping(skip);
        let end = end.filter(|_| doubt.is_none())?;
        Some(Event::Trouble {
            trouble: Trouble::syntax(Syntax::Unexpected(Expected::CommaOrBracket), Span::byte(at)),
            place,
            resumes: None,
            shown: Span::new(at, end),
        })
    }

    /// The bracket that ends the list, if what stands behind it does not belie that.
    pub(super) fn end_list(&mut self, bytes: &[u8], eof: bool) -> Option<Event> {
        match self.behind_list(bytes, eof) {
            None => Some(Event::More),
            Some(AfterList::Over | AfterList::Text(_)) => self.close_list(),
            Some(AfterList::Element(at)) => Some(self.early_end(at)),
        }
    }

    /// The same behind a comma. A string there is the rest of an element whose brace became the
    /// bracket.
    pub(super) fn end_behind_comma(&mut self, bytes: &[u8], eof: bool) -> Option<Event> {
        match self.behind_list(bytes, eof) {
            None => Some(Event::More),
            Some(AfterList::Over) => Some(self.trailing_comma(bytes, eof)),
            Some(AfterList::Element(at)) => Some(self.early_end(at)),
            Some(AfterList::Text(at)) => Some(self.lost_begin(bytes, eof, at)),
        }
    }

    fn behind_list(&self, bytes: &[u8], eof: bool) -> Option<AfterList> {
        match self.open {
            Some(open) if open.list != List::Root => skip::after_list(bytes, self.at, eof),
            _ => Some(AfterList::Over),
        }
    }

    /// The list was closed before its element at `at`, which is read as if it had not been.
    fn early_end(&mut self, at: usize) -> Event {
        self.pass(at);
        self.phase = Phase::Element { first: false };
        Event::Trouble {
            trouble: Trouble::syntax(Syntax::Unexpected(Expected::CommaOrBrace), Span::byte(at)),
            place: self.place(),
            resumes: Some(at),
            shown: Span::byte(at),
        }
    }

    /// An element lost its first bracket, and its text begins at `at`.
    fn lost_begin(&mut self, bytes: &[u8], eof: bool, at: usize) -> Event {
        let (Some(end), Some(open)) = (shown_end(bytes, eof, at), self.open) else {
            return Event::More;
        };
        let kin = Kin::of(open.list, bytes, at);
        self.phase = Phase::Skipping(Skip::seek(at, kin));
        let place = self.place();
        if let Some(open) = &mut self.open {
            open.doubt = Some(kin);
        }
        self.pass(at);
        Event::Trouble {
            trouble: Trouble::syntax(Syntax::Unexpected(Expected::CommaOrBrace), Span::byte(at)),
            place,
            resumes: None,
            shown: Span::new(at, end),
        }
    }

    /// A comma and then the end of the list: told, and read as if the comma were not there.
    fn trailing_comma(&mut self, bytes: &[u8], eof: bool) -> Event {
        let Some(end) = shown_end(bytes, eof, self.at) else {
            return Event::More;
        };
        self.phase = Phase::Separator;
        Event::Trouble {
            trouble: Trouble::syntax(Syntax::TrailingComma, Span::byte(self.at)),
            place: self.place(),
            resumes: Some(self.at),
            shown: Span::new(self.at, end),
        }
    }

    /// Between two elements stands neither a comma nor the end. An element on a line of its own
    /// in column 1 is the next record of a log, so the list was cut off; any other element is
    /// read as the next of this list.
    pub(super) fn missing_comma(&mut self, bytes: &[u8], eof: bool, b: u8) -> Option<Event> {
        let opens = matches!(b, b'{' | b'[');
        if b == RS || opens && skip::begins_line(bytes, self.at) {
            return Some(self.truncated_list());
        }
        let syntax = Syntax::Unexpected(Expected::CommaOrBracket);
        let start = self.at;
        if !opens {
            let end = start + 1;
            self.start = start;
            self.scanner.start(start, 0, false);
            return self.fault(bytes, eof, Fault { syntax, start, end });
        }
        // The element is read and shown for itself, and need not have come.
        self.phase = Phase::Element { first: false };
        Some(Event::Trouble {
            trouble: Trouble::syntax(syntax, Span::byte(start)),
            place: self.place(),
            resumes: Some(start),
            shown: Span::byte(start),
        })
    }

    /// The list was cut off before the record that begins here.
    pub(super) fn truncated_list(&mut self) -> Event {
        let open = self.open;
        let event = self.ends_in_list(Expected::CommaOrBracket, Some(self.at));
        self.leave_list(open, false);
        self.phase = Phase::Between;
        event
    }

    /// The stream ends inside a list.
    pub(super) fn unclosed(&mut self, expected: Expected) -> Event {
        let event = self.ends_in_list(expected, None);
        self.phase = Phase::Over;
        event
    }

    fn ends_in_list(&mut self, expected: Expected, resumes: Option<usize>) -> Event {
        let end = self.text_end();
        let span = Span::new(end, end);
        let place = self.place();
        let open = Opened {
            enclosing: self.open.take().map_or(0, |open| open.list.depth()),
            own: Vec::new(),
        };
        let syntax = Syntax::Ends(expected);
        Event::Trouble {
            trouble: Trouble::Syntax { syntax, span, open },
            place,
            resumes,
            shown: span,
        }
    }
}
