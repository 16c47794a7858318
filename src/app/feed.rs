//! One source on its way: bytes in, records out to the session.

use super::session::Session;
use super::trouble;
use crate::finding::{Finding, Kind, Severity};
use crate::input::decode::Encoding;
use crate::input::envelope::{self, Unit};
use crate::input::head::Head;
use crate::input::skip::MAX_INDENT;
use crate::input::source;
use crate::input::values::{Event, List, Place, Trouble, Values};
use crate::input::window::Window;
use crate::judge;
use crate::position::{Cursor, Position, Span};
use crate::report::frame::Excerpt;
use crate::report::{Location, Subject};
use std::io::Read;

/// How much is kept in memory before the byte at hand: for source lines in frames, and for the
/// indentation of elements.
const CONTEXT: usize = 4 * MAX_INDENT;

/// See the module's comment.
pub(super) struct Feed<'s, R> {
    title: &'s str,
    path: &'s str,
    window: Window<R>,
    values: Values,
    /// Where the first byte of the window stands.
    base: Position,
    /// Walks over the window for the positions of records.
    cursor: Cursor,
    wide: bool,
    /// Findings that wait for the record they belong to.
    pending: Vec<Finding>,
    head: Option<PendingHead>,
    /// Where the document and the list being read begin, and whether each is an object.
    enclosing: Vec<(Position, bool)>,
    anything: bool,
}

/// A head of HTTP whose body has not come yet.
struct PendingHead {
    line: String,
    status: Option<u16>,
    location: Option<String>,
    position: Position,
}

impl<'s, R: Read> Feed<'s, R> {
    pub(super) fn new(title: &'s str, path: &'s str, reader: R, encoding: Encoding) -> Self {
        let mut feed = Self {
            title,
            path,
            window: Window::new(reader),
            values: Values::default(),
            base: Position::START,
            cursor: Cursor::new(0, Position::START),
            wide: matches!(encoding, Encoding::Wide { .. }),
            pending: Vec::new(),
            head: None,
            enclosing: Vec::new(),
            anything: false,
        };
        if let Some((name, bom)) = encoding.oddity() {
            let kind = Kind::Encoding { name, bom };
            feed.pending.push(Finding {
                position: Some(Position::START),
                ..Finding::of_source(kind)
            });
        }
        feed
    }

    /// Reads everything.
    pub(super) fn read(mut self, session: &mut Session<'_, '_>) {
        self.pending.retain_mut(|finding| {
            let severity = session.rules.severity(&finding.kind);
            finding.severity = severity.unwrap_or(finding.severity);
            severity.is_some()
        });
        loop {
            match self.values.next(self.window.bytes(), self.window.eof()) {
                Event::More => {
                    session.pause();
                    if !session.is_wanted() {
                        break;
                    }
                    if let Err(error) = self.fill() {
                        let kind = Kind::CannotRead {
                            reason: source::reason(&error),
                            near: None,
                        };
                        session.source_trouble(self.title, self.path, kind);
                        self.anything = true;
                        break;
                    }
                }
                Event::End => break,
                event => self.event(event, session),
            }
        }
        self.end(session);
    }

    /// Gives up what is no longer needed and reads once.
    fn fill(&mut self) -> std::io::Result<()> {
        let n = self.values.keep().saturating_sub(CONTEXT);
        let bytes = self.window.bytes();
        self.cursor.advance(bytes, n);
        self.base = Cursor::new(0, self.base).advance(bytes, n);
        self.cursor.rebase(n);
        self.window.discard(n);
        self.values.rebase(n);
        self.window.fill()
    }

    fn event(&mut self, event: Event, session: &mut Session<'_, '_>) {
        match event {
            Event::More | Event::End | Event::Begin { .. } => {}
            Event::Value { span, place } => self.value(span, place, session),
            Event::Enter { document, list } => self.enter(document, list),
            Event::Leave { .. } => self.leave(session),
            Event::Head(head) => self.head(&head, session),
            Event::NextLink { span } => {
                self.begun();
                let finding = Finding::new(Kind::MorePages, "/@odata.nextLink".to_owned(), span);
                self.note(finding, session);
            }
            Event::Repeated { span, list } => {
                let name = list.key().unwrap_or_default();
                let kind = Kind::Duplicate {
                    name: name.to_owned(),
                };
                self.fault(
                    kind,
                    span,
                    format!("/{name}"),
                    Subject::NoOperation,
                    session,
                );
            }
            Event::Trouble {
                trouble,
                place,
                resumes,
            } => self.trouble(&trouble, place, resumes, session),
        }
    }

    /// A document has begun, so a head before it has its body.
    fn begun(&mut self) {
        self.head = None;
        self.anything = true;
    }

    fn enter(&mut self, document: usize, list: usize) {
        self.begun();
        let bytes = self.window.bytes();
        let mut cursor = Cursor::new(0, self.base);
        self.enclosing.clear();
        if document != list {
            self.enclosing.push((cursor.advance(bytes, document), true));
        }
        self.enclosing.push((cursor.advance(bytes, list), false));
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
            session.tally.documents = session.tally.documents.max(1);
            session.record(
                self.location(Position::START, ""),
                Subject::Unreadable,
                &findings,
                None,
            );
            return;
        }
        for finding in findings {
            session.tell(self.title, &finding, None);
        }
    }

    fn location<'a>(&'a self, position: Position, pointer: &'a str) -> Location<'a> {
        Location {
            title: self.title,
            path: self.path,
            document: self.values.documents(),
            position,
            pointer,
        }
    }

    /// A complete value: everything in it.
    fn value(&mut self, span: Span, place: Place, session: &mut Session<'_, '_>) {
        self.begun();
        let bytes = self.window.bytes();
        // The reader has checked the encoding, so nothing is lost here.
        let text = std::str::from_utf8(span.of(bytes)).unwrap_or_default();
        let mut pending = std::mem::take(&mut self.pending);
        let mut cursor = self.cursor;
        let mut context = Context {
            feed: self,
            text,
            offset: span.start,
            prefix: place,
            pending: &mut pending,
            cursor: &mut cursor,
            session,
        };
        envelope::unwrap(text, place, &mut |unit| context.unit(unit));
        if matches!(place, Place::Document) || !pending.is_empty() {
            self.pending = pending;
            self.cursor = cursor;
            self.flush_pending(session);
        } else {
            self.cursor = cursor;
        }
    }

    fn head(&mut self, head: &Head, session: &mut Session<'_, '_>) {
        self.lonely_head(session);
        let bytes = self.window.bytes();
        let words = |span: Span| String::from_utf8_lossy(span.of(bytes)).into_owned();
        // HTTP/2 has no phrase behind its status, but curl prints the blank before it.
        let line = words(head.line).trim_end().to_owned();
        let position = Cursor::new(0, self.base).advance(bytes, head.line.start);
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
            let finding = self.resolved(finding);
            self.pending.push(finding);
        } else {
            self.note(finding, session);
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

    fn resolved(&self, mut finding: Finding) -> Finding {
        resolve(
            &mut finding,
            self.window.bytes(),
            &mut Cursor::new(0, self.base),
        );
        finding
    }

    /// A note that belongs to no record.
    fn note(&self, mut finding: Finding, session: &mut Session<'_, '_>) {
        let Some(severity) = session.rules.severity(&finding.kind) else {
            return;
        };
        finding.severity = severity;
        let finding = self.resolved(finding);
        session.tell(self.title, &finding, Some(self.excerpt()));
    }

    fn excerpt(&self) -> Excerpt<'_> {
        Excerpt {
            bytes: self.window.bytes(),
            start: self.base,
        }
    }

    /// A record that is nothing but this fault.
    fn fault(
        &mut self,
        kind: Kind,
        span: Span,
        pointer: String,
        subject: Subject<'_>,
        session: &mut Session<'_, '_>,
    ) {
        self.begun();
        let finding = self.resolved(Finding::new(kind, pointer.clone(), span));
        let position = finding.position.unwrap_or(Position::START);
        let mut findings = std::mem::take(&mut self.pending);
        findings.push(finding);
        session.record(
            self.location(position, &pointer),
            subject,
            &findings,
            Some(self.excerpt()),
        );
    }

    fn trouble(
        &mut self,
        trouble: &Trouble,
        place: Place,
        resumes: Option<usize>,
        session: &mut Session<'_, '_>,
    ) {
        let seen = trouble::Seen {
            bytes: self.window.bytes(),
            base: self.base,
            enclosing: &self.enclosing,
            wide: self.wide,
            eof: self.window.eof(),
        };
        let (kind, span) = trouble::explain(trouble, resumes, &seen);
        let pointer = match kind {
            Kind::TooDeep => String::new(),
            _ => pointer_of(place),
        };
        self.fault(kind, span, pointer, Subject::Unreadable, session);
    }

    /// After the last byte.
    fn end(mut self, session: &mut Session<'_, '_>) {
        session.tally.documents += self.values.documents();
        if let Some(head) = self.head.take() {
            self.tell_lonely(head, session);
        }
        if self.anything || !session.is_wanted() {
            return self.flush_pending(session);
        }
        session.tally.documents += 1;
        let mut findings = std::mem::take(&mut self.pending);
        findings.push(Finding::of_source(Kind::Empty));
        let location = Location {
            document: 1,
            ..self.location(Position::START, "")
        };
        session.record(location, Subject::Unreadable, &findings, None);
    }
}

/// What the units of one value share.
struct Context<'a, 's, 'x, 'c, 'w, R> {
    feed: &'x Feed<'s, R>,
    text: &'a str,
    /// Where `text` begins in the window.
    offset: usize,
    prefix: Place,
    pending: &'x mut Vec<Finding>,
    cursor: &'x mut Cursor,
    session: &'x mut Session<'c, 'w>,
}

impl<'a, R: Read> Context<'a, '_, '_, '_, '_, R> {
    fn unit(&mut self, unit: Unit<'a>) {
        match unit {
            Unit::Operation {
                span,
                pointer,
                urls,
            } => {
                let verdict = judge::judge(self.text, span, urls, &self.session.rules);
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
                    related: Some(first),
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
        self.locate(&mut finding, pointer);
        self.session
            .tell(self.feed.title, &finding, Some(self.feed.excerpt()));
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
        for finding in &mut findings {
            self.locate(finding, pointer);
        }
        if !self.pending.is_empty() {
            let mut all = std::mem::take(self.pending);
            all.append(&mut findings);
            findings = all;
        }
        let bytes = self.feed.window.bytes();
        let needs = self.session.needs_positions();
        let (position, full) = if needs || !findings.is_empty() {
            let position = self.cursor.advance(bytes, self.offset + span.start);
            (position, format!("{}{pointer}", pointer_of(self.prefix)))
        } else {
            (Position::START, String::new())
        };
        let location = self.feed.location(position, &full);
        self.session
            .record(location, subject, &findings, Some(self.feed.excerpt()));
    }

    /// From spans and pointers in the value to those in the window and in the document.
    fn locate(&mut self, finding: &mut Finding, pointer: &str) {
        let moved = |span: Span| Span::new(span.start + self.offset, span.end + self.offset);
        finding.span = finding.span.map(moved);
        finding.related = finding.related.map(moved);
        finding.pointer = format!("{}{pointer}{}", pointer_of(self.prefix), finding.pointer);
        let bytes = self.feed.window.bytes();
        let start = finding.span.map_or(0, |span| span.start);
        let mut cursor = self
            .cursor
            .before(start)
            .unwrap_or(Cursor::new(0, self.feed.base));
        resolve(finding, bytes, &mut cursor);
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
