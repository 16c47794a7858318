//! One source on its way: bytes in, records out to the session.

use super::session::Session;
use super::trouble;
use crate::finding::{Finding, Kind, Severity};
use crate::input::decode::Encoding;
use crate::input::envelope::{self, Around, Unit};
use crate::input::event::{Event, List, Place, Trouble};
use crate::input::head::Head;
use crate::input::skip::MAX_INDENT;
use crate::input::source;
use crate::input::values::{MAX_VALUE, Values};
use crate::judge::{self, Rules};
use crate::operation::Operation;
use crate::ordinary::Lane;
use crate::parallel::Block;
use crate::position::{Cursor, Position, Span};
use crate::report::{Location, Subject};
use crate::safe::{self, Excerpt, Lead};

/// How much is kept in memory before the byte at hand: for source lines in frames, and for the
/// indentation of elements.
const CONTEXT: usize = 4 * MAX_INDENT;

/// See the module's comment.
pub(super) struct Feed<'s> {
    title: &'s str,
    path: &'s str,
    values: Values,
    /// Where the first byte of the window stands.
    base: Position,
    /// Walks over the window for the positions of records.
    cursor: Cursor,
    /// Places in the window whose positions are known.
    marks: Vec<Cursor>,
    wide: bool,
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
}

/// The part of the buffer that is known to be UTF-8, so that it is looked at once and not for
/// every record.
#[derive(Clone, Copy, Default)]
struct Valid<'b> {
    text: &'b str,
    offset: usize,
}

impl<'b> Valid<'b> {
    /// Text that holds the byte at `at`, and the offset that it begins at.
    #[inline]
    fn from(&mut self, bytes: &'b [u8], at: usize) -> (&'b str, usize) {
        if at >= self.offset + self.text.len() {
            let rest = bytes.get(at..).unwrap_or_default();
            self.text = valid_prefix(rest);
            self.offset = at;
        }
        (self.text, self.offset)
    }
}

/// `bytes` up to the first that is no UTF-8.
fn valid_prefix(bytes: &[u8]) -> &str {
    /// For a payload alone that is soonest; see [`simd::has`].
    const SHORT: usize = 4096;
    let end = match bytes.len() < SHORT {
        true => std::str::from_utf8(bytes).map_err(|error| error.valid_up_to()),
        false => simdutf8::compat::from_utf8(bytes).map_err(|error| error.valid_up_to()),
    };
    end.unwrap_or_else(|end| {
        let valid = bytes.get(..end).unwrap_or_default();
        std::str::from_utf8(valid).unwrap_or_default()
    })
}

/// [`Event::Trouble`].
struct Broken {
    trouble: Trouble,
    place: Place,
    resumes: Option<usize>,
    shown: Span,
}

/// A head of HTTP whose body has not come yet.
struct PendingHead {
    line: String,
    status: Option<u16>,
    location: Option<String>,
    position: Position,
}

impl<'s> Feed<'s> {
    /// A feed of plain UTF-8.
    pub(super) fn plain(title: &'s str, path: &'s str) -> Self {
        Self {
            title,
            path,
            values: Values::default(),
            base: Position::START,
            cursor: Cursor::new(0, Position::START),
            marks: Vec::new(),
            wide: false,
            pending: Vec::new(),
            head: None,
            enclosing: Vec::new(),
            around: <(u64, Around)>::default(),
            anything: false,
            lane: Lane::default(),
        }
    }

    /// A feed of text that was stored in `encoding`.
    pub(super) fn new(title: &'s str, path: &'s str, encoding: Encoding, rules: &Rules) -> Self {
        let wide = matches!(encoding, Encoding::Wide { .. });
        let mut feed = Self {
            wide,
            ..Self::plain(title, path)
        };
        if let Some((name, bom)) = encoding.oddity() {
            let kind = Kind::Encoding { name, bom };
            if let Some(severity) = rules.severity(&kind) {
                feed.pending.push(Finding {
                    severity,
                    position: Some(Position::START),
                    ..Finding::of_source(kind)
                });
            }
        }
        feed
    }

    /// A feed for a block of the source, behind so many documents. It is never given up in parts.
    pub(super) fn inside(title: &'s str, path: &'s str, block: &Block<'_>, documents: u64) -> Self {
        let mut feed = Self::plain(title, path);
        feed.values.set_documents(documents);
        feed.go_to(block.start);
        feed.marks = block.marks.to_vec();
        feed
    }

    /// The next byte stands at `position`.
    pub(super) fn go_to(&mut self, position: Position) {
        self.base = position;
        self.cursor = Cursor::new(0, position);
    }

    /// The name for messages.
    pub(super) fn title(&self) -> &'s str {
        self.title
    }

    /// The name for data.
    pub(super) fn path(&self) -> &'s str {
        self.path
    }

    /// How many documents have begun.
    pub(super) fn documents(&self) -> u64 {
        self.values.documents()
    }

    /// So many documents have been read elsewhere.
    pub(super) fn count(&mut self, documents: u64) {
        self.values
            .set_documents(self.values.documents() + documents);
        self.anything |= documents > 0;
    }

    /// Whether `block`, which has been drained, ends between two documents: what follows it can
    /// be read without knowing it, and shown without it.
    pub(super) fn is_clean(&self, block: &Block<'_>) -> bool {
        let next_begins = matches!(block.next, Some(b'{' | b'['));
        // What the reader has not passed yet may mean something else with what follows.
        let is_read = self.values.is_between() && self.values.keep() == block.bytes.len();
        // The next block has to begin a line.
        let is_whole = block.last || block.bytes.ends_with(b"\n");
        let settled = block.last || is_read || self.values.is_skipping() && next_begins;
        let lead = Lead::of(block.bytes, block.bytes.len());
        let (_, end) = block.bytes.split_at(lead.start);
        let names_next = || lead.is_doubtful || safe::may_reach_past(end, block.next);
        let is_apart = block.last || !names_next();
        settled && is_whole && is_apart && self.head.is_none() && self.pending.is_empty()
    }

    /// Reads what is in `bytes`: the stream from where the last call stopped needing it on.
    /// `eof`: nothing will follow.
    pub(super) fn drain(&mut self, bytes: &[u8], eof: bool, session: &mut Session<'_, '_>) {
        let buffer = Buffer { bytes, eof };
        let mut valid = Valid::default();
        loop {
            if session.has_lane() && self.pending.is_empty() {
                self.ordinary(bytes, &mut valid, session);
            }
            match self.values.next(bytes, eof) {
                Event::More | Event::End => return,
                _ if !session.is_wanted() => return,
                event => self.event(event, buffer, session),
            }
        }
    }

    /// Reads perfectly ordinary operations, as long as there is nothing else. What is not
    /// ordinary the reader will come to.
    #[inline]
    fn ordinary<'b>(
        &mut self,
        bytes: &'b [u8],
        valid: &mut Valid<'b>,
        session: &mut Session<'_, '_>,
    ) {
        while session.is_wanted()
            && let Some((at, place)) = self.values.next_object(bytes)
        {
            if matches!(place, Place::Element(List::Responses, _))
                || !self.begin(at, place, bytes, valid, session)
            {
                return;
            }
        }
    }

    /// An object begins. If it is a perfectly ordinary operation it is read here and now.
    #[inline(always)]
    fn begin<'b>(
        &mut self,
        at: usize,
        place: Place,
        bytes: &'b [u8],
        valid: &mut Valid<'b>,
        session: &mut Session<'_, '_>,
    ) -> bool {
        let (text, offset) = valid.from(bytes, at);
        let mut operation = Operation::default();
        let Some(end) = self
            .lane
            .read(
                session.rules.page,
                text,
                at - offset,
                place.depth(),
                &mut operation,
            )
            .filter(|end| offset + end - at <= MAX_VALUE)
        else {
            return false;
        };
        let mut findings = session.contradictions(&operation, self.lane.places());
        let prefix;
        let mut location = Location {
            title: self.title,
            path: self.path,
            document: self.values.document(),
            position: Position::START,
            pointer: "",
        };
        if session.needs_positions() || !session.only_counts(&findings) {
            prefix = pointer_of(place);
            location.pointer = &prefix;
            location.position = self.advance(bytes, at);
            for finding in &mut findings {
                relocate(finding, offset, &prefix, "");
                resolve(finding, bytes, &mut self.cursor.clone());
            }
        }
        let end = offset + end;
        session.record(
            &location,
            Subject::Operation(&operation),
            &findings,
            Some(&Excerpt::new(bytes, Span::new(at, end))),
        );
        self.values.accept(end);
        self.head = None;
        self.anything = true;
        true
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
        let mut cursor = self.cursor.before(n).unwrap_or(Cursor::new(0, self.base));
        self.base = cursor.advance(bytes, n);
        self.cursor = self.cursor.after(n).unwrap_or(cursor);
        self.cursor.rebase(n);
        self.values.rebase(n);
    }

    /// The source fails in the middle.
    pub(super) fn broken(&mut self, error: &std::io::Error, session: &mut Session<'_, '_>) {
        let kind = Kind::CannotRead {
            reason: source::reason(error),
            near: None,
        };
        session.source_trouble(self.title, self.path, kind);
        self.anything = true;
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
        let name = list.key().unwrap_or_default();
        if self.document_around().list(name) {
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

    fn flush_pending(&mut self, session: &mut Session<'_, '_>) {
        let findings = std::mem::take(&mut self.pending);
        if findings
            .iter()
            .any(|finding| finding.severity == Severity::Error)
        {
            let subject = match findings.iter().any(Finding::is_unreadable) {
                true => Subject::Unreadable,
                false => Subject::NoOperation,
            };
            session.record(
                &self.location(Position::START, ""),
                subject,
                &findings,
                None,
            );
            return;
        }
        for finding in findings {
            session.tell(self.title, self.path, &finding, None);
        }
    }

    fn location<'a>(&'a self, position: Position, pointer: &'a str) -> Location<'a> {
        Location {
            title: self.title,
            path: self.path,
            document: self.values.document().max(1),
            position,
            pointer,
        }
    }

    /// A complete value: everything in it.
    fn value(
        &mut self,
        span: Span,
        place: Place,
        buffer: Buffer<'_>,
        session: &mut Session<'_, '_>,
    ) {
        self.open(span, place, buffer, session, |text, visit| {
            envelope::unwrap(text, place, visit);
        });
        if matches!(place, Place::Document) || !self.pending.is_empty() {
            self.flush_pending(session);
        }
    }

    /// What stands around the lists of a document.
    fn around(&mut self, span: Span, buffer: Buffer<'_>, session: &mut Session<'_, '_>) {
        let mut around = std::mem::take(self.document_around());
        self.open(span, Place::Document, buffer, session, |text, visit| {
            around.unwrap(text, visit);
        });
        *self.document_around() = around;
    }

    /// What is known of the document being read.
    fn document_around(&mut self) -> &mut Around {
        let number = self.values.document();
        if self.around.0 != number {
            self.around = (number, Around::default());
        }
        &mut self.around.1
    }

    /// Hands what `unwrap` finds in the text at `span` to the session.
    fn open(
        &mut self,
        span: Span,
        prefix: Place,
        buffer: Buffer<'_>,
        session: &mut Session<'_, '_>,
        unwrap: impl for<'a> FnOnce(&'a str, &mut dyn FnMut(Unit<'a>)),
    ) {
        self.begun();
        // The reader has checked the encoding, so nothing is lost here.
        let text = simdutf8::basic::from_utf8(span.of(buffer.bytes)).unwrap_or_default();
        let mut pending = std::mem::take(&mut self.pending);
        let mut cursor = self.cursor_before(span.start);
        let mut context = Context {
            feed: self,
            buffer,
            text,
            offset: span.start,
            prefix,
            pending: &mut pending,
            cursor: &mut cursor,
            session,
        };
        unwrap(text, &mut |unit| context.unit(unit));
        self.pending = pending;
        self.cursor = cursor;
    }

    fn head(&mut self, head: &Head, buffer: Buffer<'_>, session: &mut Session<'_, '_>) {
        self.lonely_head(session);
        let bytes = buffer.bytes;
        let words = |span: Span| String::from_utf8_lossy(span.of(bytes)).into_owned();
        // HTTP/2 has no phrase behind its status, but curl prints the blank before it.
        let line = words(head.line).trim_end().to_owned();
        let position = self.cursor.advance(bytes, head.line.start);
        let status = head.status;
        let location = head.location.map(words);
        let kind = match status {
            Some(400..) => Kind::HeadFailed { line: line.clone() },
            _ => Kind::HeadSkipped {
                line: line.clone(),
                request: status.is_none(),
            },
        };
        let finding = Finding::new(kind, String::new(), head.line);
        if finding.severity == Severity::Error {
            // Its words hold the line, which may be in memory no more when they are printed.
            let finding = Finding {
                span: None,
                ..self.resolved(finding, buffer)
            };
            self.pending.push(finding);
        } else {
            self.note(finding, buffer, session);
        }
        self.head = Some(PendingHead {
            line,
            status,
            location,
            position,
        });
    }

    /// A head that is followed by another one, or by nothing. Interim answers, redirects and
    /// challenges are what curl prints before the answer itself; an answer without a body is told.
    fn lonely_head(&mut self, session: &mut Session<'_, '_>) {
        let Some(head) = self.head.take() else {
            return;
        };
        if matches!(head.status, Some(100..=199 | 300..=399 | 401 | 407)) {
            self.pending
                .retain(|finding| !matches!(finding.kind, Kind::HeadFailed { .. }));
            return;
        }
        self.tell_lonely(head, session);
    }

    fn tell_lonely(&mut self, head: PendingHead, session: &mut Session<'_, '_>) {
        self.anything = true;
        session.tally.documents += 1;
        if !matches!(head.status, Some(400..)) {
            let kind = Kind::HeadAlone {
                line: head.line,
                location: head.location,
            };
            self.pending.push(Finding {
                position: Some(head.position),
                ..Finding::of_source(kind)
            });
        }
        self.flush_pending(session);
    }

    fn resolved(&mut self, mut finding: Finding, buffer: Buffer<'_>) -> Finding {
        let start = finding.span.map_or(0, |span| span.start);
        let mut cursor = self.cursor_before(start);
        resolve(&mut finding, buffer.bytes, &mut cursor);
        self.cursor = cursor;
        finding
    }

    /// A cursor that can walk to `offset`: the nearest known one.
    fn cursor_before(&self, offset: usize) -> Cursor {
        let base = Cursor::new(0, self.base);
        let cursor = self.cursor.before(offset).unwrap_or(base);
        Cursor::last_before(&self.marks, offset).map_or(cursor, |mark| cursor.farther(mark))
    }

    /// A note that belongs to no record.
    fn note(&mut self, mut finding: Finding, buffer: Buffer<'_>, session: &mut Session<'_, '_>) {
        let Some(severity) = session.rules.severity(&finding.kind) else {
            return;
        };
        finding.severity = severity;
        let finding = self.resolved(finding, buffer);
        session.tell(self.title, self.path, &finding, None);
    }

    /// A record that is nothing but this fault.
    fn fault(
        &mut self,
        finding: Finding,
        excerpt: &Excerpt<'_>,
        subject: Subject<'_>,
        buffer: Buffer<'_>,
        session: &mut Session<'_, '_>,
    ) {
        self.begun();
        // The next record may begin before the fault of this one.
        let start = finding.span.map_or(excerpt.from, |span| span.start);
        self.advance(buffer.bytes, excerpt.from.min(start));
        let mut finding = finding;
        resolve(&mut finding, buffer.bytes, &mut self.cursor.clone());
        let position = finding.position.unwrap_or(Position::START);
        let pointer = finding.pointer.clone();
        let mut findings = std::mem::take(&mut self.pending);
        findings.push(finding);
        session.record(
            &self.location(position, &pointer),
            subject,
            &findings,
            Some(excerpt),
        );
    }

    fn trouble(&mut self, broken: &Broken, buffer: Buffer<'_>, session: &mut Session<'_, '_>) {
        let excerpt = Excerpt::new(buffer.bytes, broken.shown);
        let opened = broken.trouble.first_open().unwrap_or(excerpt.from);
        let seen = trouble::Seen {
            bytes: buffer.bytes,
            cursor: self.cursor_before(opened.min(excerpt.from)),
            enclosing: &self.enclosing,
            excerpt: &excerpt,
            wide: self.wide,
            eof: buffer.eof,
        };
        let (kind, span) = trouble::explain(&broken.trouble, broken.resumes, &seen);
        let pointer = match kind {
            Kind::TooDeep => String::new(),
            _ => pointer_of(broken.place),
        };
        let finding = Finding::new(kind, pointer, span);
        self.fault(finding, &excerpt, Subject::Unreadable, buffer, session);
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

/// What the units of one value share.
struct Context<'a, 's, 'x, 'c, 'w> {
    feed: &'x Feed<'s>,
    buffer: Buffer<'x>,
    text: &'a str,
    /// Where `text` begins in the window.
    offset: usize,
    prefix: Place,
    pending: &'x mut Vec<Finding>,
    cursor: &'x mut Cursor,
    session: &'x mut Session<'c, 'w>,
}

impl<'a> Context<'a, '_, '_, '_, '_> {
    fn unit(&mut self, unit: Unit<'a>) {
        match unit {
            Unit::Operation {
                span,
                pointer,
                urls,
                members,
            } => {
                let rules = &self.session.rules;
                let members = members.as_deref();
                let mut verdict = judge::judge_members(self.text, span, members, urls, rules);
                let reversed = self.session.compare(&verdict.operation, verdict.places);
                verdict.findings.extend(reversed);
                self.record(
                    span,
                    &pointer,
                    Subject::Operation(&verdict.operation),
                    verdict.findings,
                );
            }
            Unit::NoOperation {
                span,
                pointer,
                found,
            } => {
                let finding = self.judged(Finding::new(
                    Kind::NoOperation { found },
                    String::new(),
                    first_byte(span),
                ));
                self.record(
                    span,
                    &pointer,
                    Subject::NoOperation,
                    finding.into_iter().collect(),
                );
            }
            Unit::Error {
                span,
                pointer,
                answer,
            } => {
                let finding =
                    Finding::new(Kind::GraphError(answer), String::new(), first_byte(span));
                self.record(span, &pointer, Subject::Unreadable, vec![finding]);
            }
            Unit::Repeated {
                name,
                first,
                again,
                pointer,
            } => {
                let finding = Finding::new(Kind::Duplicate { name }, String::new(), again);
                let finding = self.judged(Finding {
                    related: first,
                    ..finding
                });
                self.record(
                    again,
                    &pointer,
                    Subject::NoOperation,
                    finding.into_iter().collect(),
                );
            }
            Unit::Skipped {
                span,
                pointer,
                what,
            } => {
                self.session.tally.skipped += 1;
                self.note(Kind::SkippedResource { what }, &pointer, first_byte(span));
            }
            Unit::NextLink { span, pointer } => self.note(Kind::MorePages, &pointer, span),
        }
    }

    /// The finding with its severity under the rules, or nothing.
    fn judged(&self, finding: Finding) -> Option<Finding> {
        let severity = self.session.rules.severity(&finding.kind)?;
        Some(Finding {
            severity,
            ..finding
        })
    }

    fn note(&mut self, kind: Kind, pointer: &str, span: Span) {
        let Some(mut finding) = self.judged(Finding::new(kind, String::new(), span)) else {
            return;
        };
        let mut cursor = *self.cursor;
        self.locate(&mut finding, pointer, &mut cursor);
        self.session
            .tell(self.feed.title, self.feed.path, &finding, None);
    }

    fn record(
        &mut self,
        span: Span,
        pointer: &str,
        subject: Subject<'_>,
        mut findings: Vec<Finding>,
    ) {
        if matches!(subject, Subject::NoOperation) && findings.is_empty() {
            return;
        }
        let bytes = self.buffer.bytes;
        let mut position = Position::START;
        let mut full = String::new();
        if self.session.needs_positions() || !findings.is_empty() {
            position = self.cursor.advance(bytes, self.offset + span.start);
            full = pointer_of(self.prefix) + pointer;
        }
        // Findings come in order of position, so that all of them cost one walk over the value.
        let mut cursor = *self.cursor;
        for finding in &mut findings {
            self.locate(finding, pointer, &mut cursor);
        }
        if !self.pending.is_empty() {
            let mut all = std::mem::take(self.pending);
            all.append(&mut findings);
            findings = all;
        }
        let location = self.feed.location(position, &full);
        let value = Span::new(self.offset, self.offset + self.text.len());
        let excerpt = Excerpt::new(bytes, value);
        self.session
            .record(&location, subject, &findings, Some(&excerpt));
    }

    /// From spans and pointers in the value to those in the window and in the document.
    fn locate(&self, finding: &mut Finding, pointer: &str, cursor: &mut Cursor) {
        relocate(finding, self.offset, &pointer_of(self.prefix), pointer);
        let start = finding.span.map_or(0, |span| span.start);
        *cursor = cursor
            .before(start)
            .or(self.cursor.before(start))
            .unwrap_or(Cursor::new(0, self.feed.base));
        resolve(finding, self.buffer.bytes, cursor);
    }
}

fn first_byte(span: Span) -> Span {
    Span::byte(span.start)
}

/// The pointer to an element of a list; empty for a document.
fn pointer_of(place: Place) -> String {
    match place {
        Place::Document => String::new(),
        Place::Element(List::Root, index) => format!("/{index}"),
        Place::Element(list, index) => format!("/{}/{index}", list.key().unwrap_or_default()),
    }
}

/// From spans and pointers in a value to those in the buffer and in the document.
fn relocate(finding: &mut Finding, offset: usize, prefix: &str, pointer: &str) {
    let moved = |span: Span| Span::new(span.start + offset, span.end + offset);
    finding.span = finding.span.map(moved);
    finding.related = finding.related.map(moved);
    if !(prefix.is_empty() && pointer.is_empty()) {
        finding.pointer = format!("{prefix}{pointer}{}", finding.pointer);
    }
}

/// Works out line and column of a finding.
fn resolve(finding: &mut Finding, bytes: &[u8], cursor: &mut Cursor) {
    let Some(span) = finding.span else {
        return;
    };
    let start = cursor.advance(bytes, span.start);
    let end = start.after(span.of(bytes));
    finding.position = Some(start);
    finding.end_column = (end.line == start.line).then_some(end.column);
}
