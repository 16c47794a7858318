//! Cuts a stream of bytes into JSON values: one rule for a pretty-printed value, NDJSON,
//! concatenated JSON and RS-separated records (RFC 7464), "a sequence of values".
//!
//! Root arrays and the lists of an envelope (`value`, `$values`, `responses`) are entered, so
//! that their elements come one by one and memory is bounded by the largest element. After a
//! broken value reading goes on at the next record (`skip.rs` says where that is).
//!
//! The reader does no I/O: it looks at a buffer and says "more". That is what makes a result
//! independent of how the bytes arrived.

mod recovery;

use super::head::{self, Head};
use super::kin::Kin;
use super::scanner::{Expected, Fault, Scanner, Stop, Syntax};
use super::skip::{self, MAX_INDENT, PATIENCE, Skip};
use super::text::{self, Foreign};
use crate::position::Span;
use memchr::memchr2;

/// The largest document, or element of a list, that is read: 64 MiB.
pub const MAX_VALUE: usize = 64 << 20;

/// How much behind a fault is waited for, if its line does not end before: so much may be shown,
/// and what is shown must not depend on how the bytes arrived.
pub(crate) const AHEAD: usize = 1024;

/// RFC 7464's record separator.
pub(crate) const RS: u8 = 0x1E;

/// The list that an element stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// The document itself is an array.
    Root,
    /// OData's `value`, of collections and `commsNotifications`.
    Value,
    /// The `$values` that System.Text.Json writes in place of an array.
    Values,
    /// The answers of a JSON batch.
    Responses,
}

impl List {
    /// The property that holds the list; `None` for a root array.
    pub fn key(self) -> Option<&'static str> {
        match self {
            Self::Root => None,
            Self::Value => Some("value"),
            Self::Values => Some("$values"),
            Self::Responses => Some("responses"),
        }
    }

    pub(crate) fn of_key(raw: &[u8]) -> Option<Self> {
        match raw {
            b"\"value\"" => Some(Self::Value),
            b"\"$values\"" => Some(Self::Values),
            b"\"responses\"" => Some(Self::Responses),
            _ => None,
        }
    }

    /// How many containers are open around an element.
    fn depth(self) -> usize {
        if self == Self::Root { 1 } else { 2 }
    }
}

/// Where in its document a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It is the document.
    Document,
    /// It is an element of a list.
    Element(List, u64),
}

impl Place {
    /// How many containers are open around the value.
    pub(crate) fn depth(self) -> usize {
        match self {
            Self::Document => 0,
            Self::Element(list, _) => list.depth(),
        }
    }
}

/// What is wrong with a piece of the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// It breaks RFC 8259.
    Syntax {
        syntax: Syntax,
        span: Span,
        open: Opened,
    },
    /// It is no UTF-8.
    Encoding { span: Span },
    /// It is no JSON at all.
    Foreign { foreign: Foreign, span: Span },
    /// It is larger than [`MAX_VALUE`].
    TooLarge { at: usize },
}

/// The containers that were never closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Opened {
    /// How many of those around the list: its document, and the list itself.
    pub(crate) enclosing: usize,
    /// Those of the broken value: where each began, and whether it is an object.
    pub(crate) own: Vec<(usize, bool)>,
}

/// What the reader has come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Event {
    /// The buffer is used up; call again with more bytes, or with `eof`.
    More,
    /// The stream is over.
    End,
    /// A complete value of well-formed JSON.
    Value { span: Span, place: Place },
    /// A list was entered. Where its document begins, if this is the first one in it, and where the
    /// list itself.
    Enter {
        document: Option<usize>,
        at: usize,
        list: List,
        key: Option<Span>,
    },
    /// Whole properties of a document that stand before, between or behind its lists.
    Around { span: Span },
    /// The document around a list is complete.
    Leave,
    /// A head of HTTP stood before the document.
    Head(Head),
    /// Something could not be read. `resumes`: where reading goes on, if that is known already.
    /// `shown`: what may be shown of it, from the begin of the broken value on.
    Trouble {
        trouble: Trouble,
        place: Place,
        resumes: Option<usize>,
        shown: Span,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Before a document.
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
    /// The end was told.
    Over,
}

/// The list being read.
#[derive(Clone, Copy, Debug)]
struct Open {
    list: List,
    index: u64,
    /// How far the elements are indented, if the first one begins a line.
    indent: Option<usize>,
    /// The second one stands on the line of the first, so a line that begins like an element may be
    /// text of one.
    shares_line: bool,
    /// The number of the document it stands in.
    document: u64,
    /// An element was broken, and this is what it was like: what looks like the end of the list
    /// may be that of a list inside of it.
    doubt: Option<Kin>,
}

impl Open {
    /// How far its elements are indented, if each begins a line.
    fn line_indent(&self) -> Option<usize> {
        self.indent.filter(|_| !self.shares_line)
    }
}

/// A list that was given up for a document: it goes on if a comma or its end follows that, or text on
/// its line.
#[derive(Clone, Copy, Debug)]
struct Left {
    open: Open,
    /// The number of that document.
    number: u64,
    /// It was given up inside of an element. Then what stands behind the document on its line is
    /// text of that element, and is not told again.
    in_element: bool,
}

impl Left {
    /// Whether that document has not begun when `documents` have.
    fn is_behind(&self, documents: u64) -> bool {
        self.number > documents
    }
}

/// The reader. See the module's comment.
#[derive(Debug)]
pub(crate) struct Values {
    phase: Phase,
    at: usize,
    /// How many blanks were passed right before `at`, between values.
    blanks: usize,
    start: usize,
    open: Option<Open>,
    /// A list that was given up for the document behind it.
    left: Option<Left>,
    scanner: Scanner,
    outer: Scanner,
    documents: u64,
    /// The document read so far has a property that only an operation has.
    operation: bool,
    /// The list whose name was seen last, and where that stands.
    candidate: Option<(List, Span)>,
    /// There are other properties since the begin of the document, or the list before.
    others: bool,
    /// See [`Skip::patience`].
    patience: usize,
    /// A byte order mark was told right before, and others behind it are no news.
    marked: bool,
    /// The fault of the element whose end is looked for, until it is told.
    held: Option<Fault>,
}

impl Default for Values {
    fn default() -> Self {
        Self {
            phase: Phase::Between,
            at: 0,
            blanks: 0,
            start: 0,
            open: None,
            left: None,
            scanner: Scanner::default(),
            outer: Scanner::default(),
            documents: 0,
            operation: false,
            candidate: None,
            others: false,
            patience: PATIENCE,
            marked: false,
            held: None,
        }
    }
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

    /// Sets the number of documents that came before this buffer.
    pub(crate) fn set_documents(&mut self, documents: u64) {
        self.documents = documents;
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

    /// Whether the reader stands between two documents: a buffer that ends here could be read by
    /// itself.
    pub(crate) fn is_between(&self) -> bool {
        self.phase == Phase::Between && self.left.is_none()
    }

    /// Whether nothing more is read, even if more comes.
    pub(crate) fn is_over(&self) -> bool {
        self.phase == Phase::Over
    }

    /// Whether the reader looks for the next line that begins a document.
    pub(crate) fn is_skipping(&self) -> bool {
        self.open.is_none() && matches!(self.phase, Phase::Skipping(_))
    }

    /// Takes `n` bytes, none of them needed, off the front of the buffer.
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

    /// Goes on in `bytes`, the buffer from [`Values::keep`] on. `eof`: nothing will follow.
    pub(crate) fn next(&mut self, bytes: &[u8], eof: bool) -> Event {
        loop {
            let event = match self.phase {
                Phase::Between => self.between(bytes, eof),
                Phase::Element { first } => self.element(bytes, eof, first),
                Phase::Separator => self.separator(bytes, eof),
                Phase::Begin => self.begin(),
                Phase::Inside => self.inside(bytes, eof),
                Phase::Enter(list, key) => self.enter(list, self.at, Some(key)),
                Phase::Trailer => self.trailer(bytes, eof),
                Phase::Leave => self.leave(),
                Phase::Skipping(skip) => self.skip(bytes, eof, skip),
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

    #[inline]
    fn between(&mut self, bytes: &[u8], eof: bool) -> Option<Event> {
        match self.peek(bytes) {
            Some(RS) => {
                self.pass(self.at + 1);
                // The next record is one of its own, whatever it is.
                self.left = self.left.filter(|left| left.is_behind(self.documents));
                None
            }
            Some(b) if self.left.is_some() => self.beside_list(bytes, eof, b),
            Some(b) => self.document_or_text(bytes, eof, b),
            None if eof => {
                self.phase = Phase::Over;
                None
            }
            None => Some(Event::More),
        }
    }

    /// What begins with `b` at the place of a document.
    #[inline]
    fn document_or_text(&mut self, bytes: &[u8], eof: bool, b: u8) -> Option<Event> {
        match b {
            b'{' | b'[' | b'"' => self.begin_document(),
            _ => self.foreign(bytes, eof, b),
        }
    }

    #[inline]
    fn begin_document(&mut self) -> Option<Event> {
        self.documents += 1;
        self.operation = false;
        self.others = false;
        self.candidate = None;
        self.start = self.at;
        self.phase = Phase::Begin;
        None
    }

    /// What stands at the place of a document and does not look like one.
    fn foreign(&mut self, bytes: &[u8], eof: bool, b: u8) -> Option<Event> {
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
                    _ => Skip::lines(resume),
                };
                self.phase = Phase::Skipping(skip);
                let span = Span::new(span.start, skip.record_before(bytes, span.end));
                Some(Event::Trouble {
                    trouble: Trouble::Foreign { foreign, span },
                    place: Place::Document,
                    resumes: None,
                    shown: span,
                })
            }
        }
    }

    /// A comma or a byte order mark between two records: told, and read as if it were not there.
    fn glue(&mut self, bytes: &[u8], eof: bool, length: usize) -> Event {
        let start = self.at;
        let Some(end) = shown_end(bytes, eof, start) else {
            return Event::More;
        };
        self.pass(start + length);
        self.marked = length > 1;
        let span = Span::new(start, start + length);
        Event::Trouble {
            trouble: Trouble::syntax(Syntax::Between, span),
            place: Place::Document,
            resumes: Some(self.at),
            shown: Span::new(start, end),
        }
    }

    fn begin(&mut self) -> Option<Event> {
        let base = self.open.map_or(0, |open| open.list.depth());
        self.scanner.start(self.start, base, self.open.is_none());
        self.phase = Phase::Inside;
        None
    }

    fn inside(&mut self, bytes: &[u8], eof: bool) -> Option<Event> {
        if self.open.is_none()
            && self.scanner.at() == self.start
            && bytes.get(self.start) == Some(&b'[')
        {
            return self.enter(List::Root, self.start, None);
        }
        let limited = Limited::new(bytes, self.start, eof);
        match self.scanner.run(limited.bytes, limited.eof) {
            Stop::More => Some(self.more(&limited)),
            Stop::Key { start, end } => self.key(bytes, Span::new(start, end)),
            Stop::Array => match self.candidate.take() {
                Some((list, key)) => self.enter_envelope(bytes, list, key),
                None => None,
            },
            Stop::Fault(fault) => self.fault(bytes, eof, fault),
            Stop::Done => {
                self.pass(self.scanner.at());
                Some(self.done(bytes))
            }
        }
    }

    /// The buffer is used up inside a value, or so much has been read that it is too large.
    fn more(&mut self, limited: &Limited<'_>) -> Event {
        if !limited.is_cut {
            return Event::More;
        }
        let at = self.start;
        let end = limited.bytes.len();
        let trouble = Trouble::TooLarge { at };
        let indent = self.indent(limited.bytes);
        let resumes = indent.and_then(|_| skip::next_record(limited.bytes, at, end, indent));
        self.stumble(limited.bytes, trouble, Span::new(at, at), end, resumes)
    }

    fn done(&mut self, bytes: &[u8]) -> Event {
        let span = Span::new(self.start, self.at);
        let place = self.place();
        self.leave_value();
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

    /// A property of a document: the name of a list makes it an envelope, unless something before
    /// it has made it an operation already. Behind a list, it is one.
    fn key(&mut self, bytes: &[u8], key: Span) -> Option<Event> {
        const OPERATION: [&[u8]; 5] = [
            b"\"status\"",
            b"\"resultInfo\"",
            b"\"clientContext\"",
            b"\"createdDateTime\"",
            b"\"lastActionDateTime\"",
        ];
        let raw = key.of(bytes);
        if self.open.is_none() && OPERATION.contains(&raw) {
            self.operation = true;
            // No list will be entered any more.
            self.scanner.ignore_keys();
        }
        let list = List::of_key(raw).filter(|_| !self.operation);
        // Most annotations say nothing to us. A name of a list that was not taken was none.
        let is_idle = raw.starts_with(b"\"@odata.") && raw != b"\"@odata.nextLink\"";
        self.others |= list.is_none() && !is_idle || self.candidate.is_some();
        self.candidate = list.map(|list| (list, key));
        if list.is_some() {
            self.scanner.stop_at_array();
        }
        None
    }

    /// The list of an envelope is entered even when a text before it is no UTF-8.
    fn enter_envelope(&mut self, bytes: &[u8], list: List, key: Span) -> Option<Event> {
        self.at = self.scanner.at();
        std::mem::swap(&mut self.scanner, &mut self.outer);
        let is_first = self.phase != Phase::Trailer;
        self.phase = Phase::Enter(list, key);
        let from = self.start + usize::from(is_first);
        self.around(bytes, Span::new(from, key.start))
    }

    /// The properties in `span`, from the begin of the document or the list before on.
    fn around(&mut self, bytes: &[u8], span: Span) -> Option<Event> {
        if let Some(bad) = invalid_utf8(bytes, span, span.end) {
            let shown = Span::new(self.start, span.end);
            return Some(misencoded(bad, Place::Document, shown));
        }
        std::mem::take(&mut self.others).then_some(Event::Around { span })
    }

    fn enter(&mut self, list: List, at: usize, key: Option<Span>) -> Option<Event> {
        let document = self.open.is_none().then_some(self.start);
        // Only one envelope is known at a time.
        let is_envelope = |left: &Left| left.open.list != List::Root && list != List::Root;
        self.left = self.left.filter(|left| !is_envelope(left));
        self.open = Some(Open {
            list,
            index: 0,
            indent: None,
            shares_line: false,
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

    fn leave(&mut self) -> Option<Event> {
        self.open = None;
        self.phase = Phase::Between;
        Some(Event::Leave)
    }

    fn element(&mut self, bytes: &[u8], eof: bool, first: bool) -> Option<Event> {
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
                self.note_layout(bytes);
                self.start = self.at;
                self.phase = Phase::Begin;
                None
            }
        }
    }

    fn separator(&mut self, bytes: &[u8], eof: bool) -> Option<Event> {
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
            Some(b) => self.missing_comma(bytes, eof, b),
        }
    }

    /// An element begins. Where the first two stand tells where others do.
    #[inline]
    fn note_layout(&mut self, bytes: &[u8]) {
        if let Some(open) = self.open.as_mut().filter(|open| open.index < 2) {
            let indent = skip::indent_of(bytes, self.at);
            match open.index {
                0 => open.indent = indent,
                _ => open.shares_line = indent.is_none(),
            }
        }
    }

    fn close_list(&mut self) -> Option<Event> {
        let open = self.open?;
        self.pass(self.at + 1);
        if open.list == List::Root {
            return self.leave();
        }
        std::mem::swap(&mut self.scanner, &mut self.outer);
        self.scanner.resume_after_array(self.at);
        self.start = self.at;
        self.others = false;
        self.phase = Phase::Trailer;
        None
    }

    /// The rest of an envelope, behind its list.
    fn trailer(&mut self, bytes: &[u8], eof: bool) -> Option<Event> {
        let limited = Limited::new(bytes, self.start, eof);
        match self.scanner.run(limited.bytes, limited.eof) {
            Stop::More => Some(self.more(&limited)),
            Stop::Key { start, end } => self.key(bytes, Span::new(start, end)),
            Stop::Array => match self.candidate.take() {
                Some((list, key)) => self.enter_envelope(bytes, list, key),
                None => None,
            },
            Stop::Fault(fault) => self.fault(bytes, eof, fault),
            Stop::Done => {
                let end = self.scanner.at();
                self.pass(end);
                self.phase = Phase::Leave;
                self.others |= self.candidate.take().is_some();
                self.around(bytes, Span::new(self.start, end - 1))
            }
        }
    }
}

/// As much of the buffer as one value may have.
struct Limited<'a> {
    bytes: &'a [u8],
    eof: bool,
    /// The buffer has more than that.
    is_cut: bool,
}

impl<'a> Limited<'a> {
    #[inline]
    fn new(bytes: &'a [u8], start: usize, eof: bool) -> Self {
        match bytes.get(..start.saturating_add(MAX_VALUE)) {
            Some(limited) if limited.len() < bytes.len() => Self {
                bytes: limited,
                eof: false,
                is_cut: true,
            },
            _ => Self {
                bytes,
                eof,
                is_cut: false,
            },
        }
    }
}

impl Trouble {
    /// Where the first of the containers begins that were never closed.
    pub(crate) fn first_open(&self) -> Option<usize> {
        match self {
            Self::Syntax { open, .. } => open.own.first().map(|(at, _)| *at),
            _ => None,
        }
    }

    fn syntax(syntax: Syntax, span: Span) -> Self {
        let open = Opened::default();
        Self::Syntax { syntax, span, open }
    }
}

/// A value whose text is no UTF-8 at `bad`.
fn misencoded(bad: Span, place: Place, shown: Span) -> Event {
    Event::Trouble {
        trouble: Trouble::Encoding { span: bad },
        place,
        resumes: None,
        shown,
    }
}

/// The first bytes in `span` that are no UTF-8 and begin before `upto`.
fn invalid_utf8(bytes: &[u8], span: Span, upto: usize) -> Option<Span> {
    let error = simdutf8::compat::from_utf8(span.of(bytes)).err()?;
    let start = span.start + error.valid_up_to();
    (start < upto).then(|| Span::new(start, start + error.error_len().unwrap_or(1)))
}

/// The end of what may be shown around a fault at `at`: of its line, or so much of it as is waited
/// for. `None` if that has not arrived.
fn shown_end(bytes: &[u8], eof: bool, at: usize) -> Option<usize> {
    let rest = bytes.get(at..).unwrap_or_default();
    let ahead = rest.get(..AHEAD).unwrap_or(rest);
    match memchr2(b'\n', RS, ahead) {
        Some(length) => Some(at + length),
        None if eof || ahead.len() == AHEAD => Some(at + ahead.len()),
        None => None,
    }
}
