//! What the reader does where the text breaks the grammar: what is told, up to where it is shown,
//! and where reading goes on.
//!
//! A document that breaks off costs the lines up to the next record; an element of a list costs
//! itself, as far as it can be known where it ends (`skip.rs`, `kin.rs`).

use super::{Event, Left, List, Open, Opened, Phase, RS, Trouble, Values, invalid_utf8, shown_end};
use crate::input::kin::Kin;
use crate::input::scanner::{Expected, Fault, Scanner, Stop, Syntax, trimmed_end};
use crate::input::skip::{self, AfterList, Resume, Skip};
use crate::input::text;
use crate::position::Span;

impl Values {
    /// Whether the bracket here ends no more than a list inside an element that was broken, or that
    /// ended too early: then it is indented deeper than the elements are.
    pub(super) fn is_stray(&self, bytes: &[u8], eof: bool) -> Option<bool> {
        let Some(open) = self.open else {
            return Some(false);
        };
        let is_deep = || {
            let wanted = open.indent?;
            skip::indent_of(bytes, self.at).filter(|indent| *indent > wanted)
        };
        let kin = match open.doubt {
            Some(kin) => kin,
            None if is_deep().is_some() => Kin::of(open.list, bytes, self.at),
            None => return Some(false),
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
        let (place, at) = (self.place(), self.at);
        let skip = match self.open.and_then(|open| open.line_indent()) {
            Some(indent) => Skip::elements(at + 1, indent),
            None => Skip::seek(at + 1, kin),
        };
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
    pub(super) fn trailing_comma(&mut self, bytes: &[u8], eof: bool) -> Event {
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

    /// A value breaks off. When a new record has begun before the fault, the value was cut off
    /// there, and reading goes on at that record; otherwise the fault is where it is.
    pub(super) fn fault(&mut self, bytes: &[u8], eof: bool, fault: Fault) -> Option<Event> {
        let Some(fault) = self.settled(bytes, eof, fault) else {
            return Some(Event::More);
        };
        let indent = self.indent(bytes);
        let in_list = self.open.is_some() && self.phase != Phase::Trailer;
        let cut = match in_list {
            true => skip::next_record(bytes, self.start, fault.start, indent),
            false => self.cut_document(bytes, fault.start),
        };
        let separator = (bytes.get(fault.start) == Some(&RS)).then_some(fault.start);
        if in_list && cut.or(separator).or(indent).is_none() {
            return self.hold(bytes, fault);
        }
        let resumes = cut.or(separator);
        let end = match resumes {
            // What begins there is not shown, and need not have come.
            Some(_) => Some(fault.start),
            None => shown_end(bytes, eof, fault.start),
        };
        let Some(end) = end else {
            return Some(Event::More);
        };
        let upto = resumes.unwrap_or(fault.end);
        // An escape may hold the line break behind which nothing else is shown.
        let shown = Span::new(self.start, end.max(upto));
        if let Some(bad) = invalid_utf8(bytes, shown, upto) {
            let trouble = Trouble::Encoding { span: bad };
            return Some(self.stumble(bytes, trouble, shown, fault.start, resumes));
        }
        if let Some(resume) = resumes {
            return Some(self.truncated(bytes, resume));
        }
        let trouble = self.trouble(fault, eof && end == bytes.len());
        Some(self.stumble(bytes, trouble, shown, fault.start, None))
    }

    /// The fault as it is told, when enough has come to tell it: a line break inside a string is
    /// one only if the string goes on behind it, otherwise the value was cut off there.
    fn settled(&self, bytes: &[u8], eof: bool, fault: Fault) -> Option<Fault> {
        let before = bytes.get(self.start..fault.start).unwrap_or_default();
        if fault.syntax != Syntax::LineBreak || before.contains(&b'\n') {
            return Some(fault);
        }
        Some(match skip::string_goes_on(bytes, fault.start, eof)? {
            true => fault,
            false => Fault {
                syntax: Syntax::Ends(Expected::Quote),
                end: fault.start,
                ..fault
            },
        })
    }

    fn trouble(&self, fault: Fault, end: bool) -> Trouble {
        Trouble::Syntax {
            syntax: fault.syntax,
            span: Span::new(fault.start, fault.end),
            open: self.opened(end),
        }
    }

    /// The first line inside a broken document that begins a record of its own, though it could
    /// stand in that document too: the fault stands right behind it, or is where another record
    /// begins.
    fn cut_document(&self, bytes: &[u8], fault: usize) -> Option<usize> {
        let begins =
            matches!(bytes.get(fault), Some(b'{' | b'[')) && skip::begins_line(bytes, fault);
        let is_log = begins || bytes.get(fault) == Some(&RS);
        let cut = bytes.get(..fault).unwrap_or_default();
        let end = trimmed_end(cut);
        let mut scanner = Scanner::default();
        let mut from = self.start;
        loop {
            let record = skip::next_record(bytes, from, fault, None)?;
            scanner.start(record, 0, false);
            match scanner.run(cut, false) {
                Stop::Done if scanner.at() < end => from = scanner.at(),
                Stop::Done => return Some(record),
                _ if is_log || record == fault => return Some(record),
                _ => from = record,
            }
        }
    }

    /// An element on a line with others is broken: where it ends is looked for before it is told,
    /// so that nothing behind it need have come.
    fn hold(&mut self, bytes: &[u8], fault: Fault) -> Option<Event> {
        let open = self.open.as_mut()?;
        let kin = Kin::of(open.list, bytes, self.start);
        open.doubt = Some(kin);
        self.held = Some(fault);
        let skip = Skip::balance(&self.scanner, self.start, kin, self.patience);
        self.phase = Phase::Skipping(skip);
        None
    }

    /// Tells the fault that was held back, as soon as it is known where its element ends, or its
    /// line, or so much of it has come as is ever shown. What was found is looked for again later.
    fn tell_held(&mut self, bytes: &[u8], eof: bool, fault: Fault, skip: Skip) -> Event {
        let line = shown_end(bytes, eof, fault.start);
        let end = line.unwrap_or(bytes.len());
        let mut ahead = skip;
        let seen = bytes.get(..end).unwrap_or(bytes);
        let end = match ahead.run(seen, eof && end == bytes.len()) {
            Resume::More if line.is_none() => {
                self.phase = Phase::Skipping(ahead);
                self.pass(ahead.at());
                return Event::More;
            }
            Resume::More | Resume::End => end,
            _ => end.min(ahead.at()),
        };
        self.held = None;
        let shown = Span::new(self.start, end.max(fault.end));
        let trouble = match invalid_utf8(bytes, shown, fault.end) {
            Some(span) => Trouble::Encoding { span },
            None => self.trouble(fault, eof && shown.end == bytes.len()),
        };
        Event::Trouble {
            trouble,
            place: self.place(),
            resumes: None,
            shown,
        }
    }

    /// What is open where the scanner stands. A list that goes on behind a broken element will be
    /// closed, so it only counts at the `end` of the stream.
    fn opened(&self, end: bool) -> Opened {
        if self.phase == Phase::Trailer {
            // The first of the scanner's is the document, which began long ago.
            return Opened {
                enclosing: 1,
                own: self.scanner.open().skip(1).collect(),
            };
        }
        let around = self.open.map_or(0, |open| open.list.depth());
        Opened {
            enclosing: if end { around } else { 0 },
            own: self.scanner.open().collect(),
        }
    }

    /// The value from `start` was cut off before the record at `resume`.
    fn truncated(&mut self, bytes: &[u8], resume: usize) -> Event {
        let cut = bytes.get(..resume).unwrap_or_default();
        let place = self.place();
        let (syntax, span) = self.rescan(cut);
        let open = self.opened(false);
        let indent = self.indent(bytes);
        self.pass(resume);
        self.phase = self.phase_at(bytes, resume, indent);
        Event::Trouble {
            trouble: Trouble::Syntax { syntax, span, open },
            place,
            resumes: Some(resume),
            shown: span,
        }
    }

    /// Reads the value again as if the stream ended with `cut`.
    fn rescan(&mut self, cut: &[u8]) -> (Syntax, Span) {
        let end = trimmed_end(cut);
        let ends = |expected| (Syntax::Ends(expected), Span::new(end, end));
        if self.phase == Phase::Trailer {
            return ends(Expected::CommaOrBrace);
        }
        let base = self.open.map_or(0, |open| open.list.depth());
        self.scanner.start(self.start, base, false);
        match self.scanner.run(cut, true) {
            Stop::Fault(fault) => (fault.syntax, Span::new(fault.start, fault.end)),
            _ => ends(Expected::Value),
        }
    }

    /// How far the element being read is indented, if it is the first thing on its line, and others
    /// may be.
    pub(super) fn indent(&self, bytes: &[u8]) -> Option<usize> {
        let is_inside = self.phase == Phase::Inside;
        let open = self.open.filter(|open| is_inside && !open.shares_line)?;
        // What stands before the others is no element.
        let own = skip::indent_of(bytes, self.start)?;
        Some(own.max(open.indent.unwrap_or_default()))
    }

    /// Tells of the trouble. Reading goes on at `resumes`, or at the next record behind `from`.
    pub(super) fn stumble(
        &mut self,
        bytes: &[u8],
        trouble: Trouble,
        mut shown: Span,
        from: usize,
        resumes: Option<usize>,
    ) -> Event {
        let place = self.place();
        let indent = self.indent(bytes);
        if let Some(resume) = resumes {
            self.pass(resume);
            self.phase = self.phase_at(bytes, resume, indent);
        } else {
            let left = self.list_on_line(bytes, from);
            let skip = match (left, indent) {
                (Some(open), _) => {
                    let kin = Kin::in_list(open.list);
                    Skip::balance_name(&self.scanner, self.start, kin, self.patience)
                }
                (None, Some(indent)) => Skip::elements(from, indent),
                _ if bytes.get(from).is_some_and(|b| text::is_binary(*b)) => Skip::binary(from),
                _ if self.ends_in_line(bytes, from) => self.document_end(bytes),
                _ => Skip::lines(from),
            };
            if self.open.is_none() {
                shown.end = skip.record_before(bytes, shown.end);
            }
            if self.phase == Phase::Trailer {
                self.open = None;
            }
            self.open = left.or(self.open);
            self.pass(skip.at());
            self.phase = Phase::Skipping(skip);
        }
        Event::Trouble {
            trouble,
            place,
            resumes,
            shown,
        }
    }

    /// The list that was given up for the document that is broken at `from`, if that goes on on its
    /// line: it was part of a broken element, and others may stand behind it.
    fn list_on_line(&mut self, bytes: &[u8], from: usize) -> Option<Open> {
        let is_in_line = self.phase == Phase::Inside && self.ends_in_line(bytes, from);
        let Left {
            open, in_element, ..
        } = self.left.take_if(|_| is_in_line)?;
        let doubt = in_element.then(|| Kin::in_list(open.list));
        Some(Open {
            doubt: open.doubt.or(doubt),
            ..open
        })
    }

    /// Whether a document is broken at `from`, and the scanner stands in the same line.
    fn ends_in_line(&self, bytes: &[u8], from: usize) -> bool {
        let seen = bytes.get(from..self.scanner.at());
        self.phase == Phase::Inside
            && self.open.is_none()
            && seen.is_some_and(|seen| !seen.contains(&b'\n') && !seen.contains(&RS))
    }

    /// Looks for the end of a broken document, or of what stands behind another one on its line.
    fn document_end(&self, bytes: &[u8]) -> Skip {
        if self.scanner.open().next().is_some() {
            Skip::document(&self.scanner)
        } else if skip::indent_of(bytes, self.start).is_none() {
            Skip::garbage(self.scanner.at())
        } else {
            Skip::lines(self.scanner.at())
        }
    }

    fn phase_at(&mut self, bytes: &[u8], resume: usize, indent: Option<usize>) -> Phase {
        let aligned = indent.is_some() && skip::indent_of(bytes, resume) == indent;
        let in_list = self.open.is_some() && self.phase != Phase::Trailer;
        if in_list
            && bytes.get(resume) != Some(&RS)
            && (aligned || skip::follows_element(bytes, resume))
        {
            self.count_broken();
            return Phase::Element { first: false };
        }
        // Behind a list there is none that could go on.
        self.leave_list(self.open.filter(|_| in_list), true);
        Phase::Between
    }

    /// The list, if there is one, is given up for a document that begins here.
    fn leave_list(&mut self, open: Option<Open>, in_element: bool) {
        self.open = None;
        self.left = open.map(|open| Left {
            open,
            number: self.documents + 1,
            in_element,
        });
    }

    /// What begins with `b` where a document may begin, behind a list that was given up: the document
    /// that it was given up for, or, if that was part of an element of it, what stands behind that.
    pub(super) fn beside_list(&mut self, bytes: &[u8], eof: bool, b: u8) -> Option<Event> {
        if self.left.is_some_and(|left| left.is_behind(self.documents)) {
            return self.document_or_text(bytes, eof, b);
        }
        let left = self.left.take()?;
        let is_text = left.in_element && skip::indent_of(bytes, self.at).is_none();
        match b {
            b',' | b']' => {
                self.return_to_list(left.open, Phase::Separator);
                None
            }
            b'{' | b'[' if is_text => {
                self.left = Some(Left {
                    number: self.documents + 1,
                    ..left
                });
                self.begin_document()
            }
            _ if is_text => {
                self.scanner.start(self.at, left.open.list.depth(), false);
                let kin = Kin::in_list(left.open.list);
                let skip = Skip::balance(&self.scanner, self.at, kin, self.patience);
                self.return_to_list(left.open, Phase::Skipping(skip));
                None
            }
            _ => self.document_or_text(bytes, eof, b),
        }
    }

    /// The document behind the list counts as one of its elements.
    fn return_to_list(&mut self, open: Open, phase: Phase) {
        self.open = Some(Open {
            index: open.index + 1,
            ..open
        });
        self.phase = phase;
    }

    pub(super) fn skip(&mut self, bytes: &[u8], eof: bool, mut skip: Skip) -> Option<Event> {
        if let Some(fault) = self.held {
            return Some(self.tell_held(bytes, eof, fault, skip));
        }
        let resume = skip.run(bytes, eof);
        self.pass(skip.at());
        if resume == Resume::More {
            self.phase = Phase::Skipping(skip);
            return Some(Event::More);
        }
        self.patience = skip.patience(self.patience);
        self.phase = match resume {
            Resume::More | Resume::Document => {
                self.leave_list(self.open, true);
                Phase::Between
            }
            Resume::End => {
                self.open = None;
                Phase::Over
            }
            Resume::Element => {
                self.count_broken();
                Phase::Element { first: false }
            }
            Resume::Separator => {
                self.count_broken();
                Phase::Separator
            }
        };
        None
    }

    /// The broken element keeps its place in the numbering.
    fn count_broken(&mut self) {
        if let Some(open) = &mut self.open {
            open.index += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The events told of `text` when more may come, but for [`Event::More`].
    fn told(text: &str) -> Vec<Event> {
        let mut values = Values::default();
        let next = || values.next(text.as_bytes(), false);
        std::iter::repeat_with(next)
            .take_while(|event| *event != Event::More)
            .collect()
    }

    #[test]
    fn a_record_is_told_before_the_next_one_has_come() {
        for text in [
            "{\"id\":\"3\",\"status\":\n{\"id\":\"4\",\"status\":\"running\"}\n{",
            "[{\"id\":\"3\"} {\"id\":\"4\"},",
            "{\"value\":[]{\"id\":\"4\"},",
        ] {
            let events = told(text);
            let start = text.find("{\"id\":\"4\"").unwrap_or_default();
            let is_fourth =
                |event: &Event| matches!(event, Event::Value { span, .. } if span.start == start);
            assert!(events.iter().any(is_fourth), "{text}: {events:?}");
        }
    }
}
