//! What is found in one value: operations and what else is told of it.

use super::place::{pointer_of, relocate, resolve};
use super::{Buffer, Feed, Session};
use crate::finding::{Finding, Kind};
use crate::input::envelope::{self, Around, Unit};
use crate::input::event::Place;
use crate::judge;
use crate::position::{Cursor, Position, Span};
use crate::report::Subject;
use crate::safe::Excerpt;

/// What the units of one value share.
pub(super) struct Context<'a, 's, 'x, 'c, 'w> {
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

impl Feed<'_> {
    /// A complete value: everything in it.
    pub(super) fn value(
        &mut self,
        span: Span,
        place: Place,
        buffer: Buffer<'_>,
        session: &mut Session<'_, '_>,
    ) {
        let members = self.values.lend_members();
        self.open(span, place, buffer, session, |text, visit| {
            envelope::unwrap(text, place, members.as_deref(), visit);
        });
        self.values.give_back(members);
        if matches!(place, Place::Document) || !self.pending.is_empty() {
            self.flush_pending(session);
        }
    }

    /// What stands around the lists of a document.
    pub(super) fn around(&mut self, span: Span, buffer: Buffer<'_>, session: &mut Session<'_, '_>) {
        let mut around = std::mem::take(self.document_around());
        self.open(span, Place::Document, buffer, session, |text, visit| {
            around.unwrap(text, visit);
        });
        *self.document_around() = around;
    }

    /// What is known of the document being read.
    pub(super) fn document_around(&mut self) -> &mut Around {
        let number = self.values.document();
        if self.around.0 != number {
            self.around = (number, Around::default());
        }
        &mut self.around.1
    }

    /// Hands what `unwrap` finds in the text at `span` to the session.
    pub(super) fn open(
        &mut self,
        span: Span,
        prefix: Place,
        buffer: Buffer<'_>,
        session: &mut Session<'_, '_>,
        unwrap: impl for<'a> FnOnce(&'a str, &mut dyn FnMut(Unit<'a, '_>)),
    ) {
        self.begun();
        let text = buffer.valid.of(buffer.bytes, span);
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
}

impl<'a> Context<'a, '_, '_, '_, '_> {
    pub(super) fn unit(&mut self, unit: Unit<'a, '_>) {
        match unit {
            Unit::Operation {
                span,
                pointer,
                urls,
                members,
            } => {
                let rules = &self.session.rules;
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
                let kind = Kind::NoOperation {
                    found: found.clone(),
                };
                let finding = Finding::new(kind, String::new(), first_byte(span));
                match self.judged(finding) {
                    Some(finding) => {
                        self.record(span, &pointer, Subject::NoOperation, vec![finding]);
                    }
                    // What is to be ignored is skipped.
                    None => self.skip(span, &pointer, found),
                }
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
            Unit::Renamed {
                name,
                beside,
                span,
                pointer,
            } => {
                let kind = Kind::PropertyName {
                    documented: name,
                    old: false,
                    beside,
                };
                let finding = Finding::new(kind, String::new(), span);
                // It belongs to what is found behind it.
                let located = self.judged(finding).map(|it| self.located(it, &pointer));
                self.pending.extend(located);
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
            } => self.skip(span, &pointer, what),
            Unit::NextLink { span, pointer } => self.note(Kind::MorePages, &pointer, span),
        }
    }

    /// Something that is no operation, and need not be one.
    fn skip(&mut self, span: Span, pointer: &str, what: String) {
        // It belongs to no operation that may follow.
        self.tell_pending();
        self.session.tally.skipped += 1;
        self.note(Kind::SkippedResource { what }, pointer, first_byte(span));
    }

    /// Tells by itself what still waits for a record.
    fn tell_pending(&mut self) {
        let findings = std::mem::take(self.pending);
        self.feed.tell_pending(findings, self.session);
    }

    /// The finding with its severity under the rules, or nothing.
    fn judged(&self, finding: Finding) -> Option<Finding> {
        let severity = self.session.rules.severity(&finding.kind)?;
        Some(Finding {
            severity,
            ..finding
        })
    }

    pub(super) fn note(&mut self, kind: Kind, pointer: &str, span: Span) {
        let Some(finding) = self.judged(Finding::new(kind, String::new(), span)) else {
            return;
        };
        let finding = self.located(finding, pointer);
        self.session
            .tell(self.feed.title, self.feed.path, &finding, None);
    }

    /// The finding where it stands in the window and in the document.
    fn located(&self, mut finding: Finding, pointer: &str) -> Finding {
        let mut cursor = *self.cursor;
        self.locate(&mut finding, pointer, &mut cursor);
        finding
    }

    pub(super) fn record(
        &mut self,
        span: Span,
        pointer: &str,
        subject: Subject<'_>,
        mut findings: Vec<Finding>,
    ) {
        if matches!(subject, Subject::NoOperation) && findings.is_empty() {
            return;
        }
        let subject = self.of_failed_request(subject);
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
            // The URL of a notification may stand behind what it is about.
            all.sort_by_key(|finding| finding.position);
            findings = all;
        }
        let location = self.feed.location(position, &full);
        let value = Span::new(self.offset, self.offset + self.text.len());
        let excerpt = Excerpt::new(bytes, value);
        self.session
            .record(&location, subject, &findings, Some(&excerpt));
    }

    /// What the record is about, behind a head that says that the request failed: an operation is read all
    /// the same, and the failure is a record of its own; all else belongs to it.
    fn of_failed_request<'o>(&mut self, subject: Subject<'o>) -> Subject<'o> {
        if !self.pending.iter().any(Finding::is_unreadable) {
            return subject;
        }
        if let Subject::Operation(_) = subject {
            self.tell_pending();
            return subject;
        }
        Subject::Unreadable
    }

    /// From spans and pointers in the value to those in the window and in the document.
    fn locate(&self, finding: &mut Finding, pointer: &str, cursor: &mut Cursor) {
        relocate(finding, self.offset, &pointer_of(self.prefix), pointer);
        let start = finding.span.map_or(0, |span| span.start);
        *cursor = cursor
            .before(start)
            .or(self.cursor.before(start))
            .unwrap_or(self.feed.base);
        resolve(finding, self.buffer.bytes, cursor);
    }
}

pub(super) fn first_byte(span: Span) -> Span {
    Span::byte(span.start)
}
