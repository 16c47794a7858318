//! What a source tells the session: findings with their places, and where a record stands.

use super::place::resolve;
use super::{Buffer, Feed};
use crate::app::session::Session;
use crate::finding::{Finding, Kind, Severity};
use crate::input::source;
use crate::position::{Cursor, Position};
use crate::report::{Location, Subject};

impl Feed<'_> {
    pub(super) fn flush_pending(&mut self, session: &mut Session<'_, '_>) {
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

    pub(super) fn location<'a>(&'a self, position: Position, pointer: &'a str) -> Location<'a> {
        Location {
            title: self.title,
            path: self.path,
            document: self.values.document().max(1),
            position,
            pointer,
        }
    }

    pub(super) fn resolved(&mut self, mut finding: Finding, buffer: Buffer<'_>) -> Finding {
        let start = finding.span.map_or(0, |span| span.start);
        let mut cursor = self.cursor_before(start);
        resolve(&mut finding, buffer.bytes, &mut cursor);
        self.cursor = cursor;
        finding
    }

    /// A cursor that can walk to `offset`: the nearest known one.
    pub(super) fn cursor_before(&self, offset: usize) -> Cursor {
        let cursor = self.cursor.before(offset).unwrap_or(self.base);
        Cursor::last_before(&self.marks, offset).map_or(cursor, |mark| cursor.farther(mark))
    }

    /// A note that belongs to no record.
    pub(super) fn note(
        &mut self,
        mut finding: Finding,
        buffer: Buffer<'_>,
        session: &mut Session<'_, '_>,
    ) {
        let Some(severity) = session.rules.severity(&finding.kind) else {
            return;
        };
        finding.severity = severity;
        let finding = self.resolved(finding, buffer);
        session.tell(self.title, self.path, &finding, None);
    }

    /// The source fails in the middle.
    pub(in crate::app) fn broken(&mut self, error: &std::io::Error, session: &mut Session<'_, '_>) {
        let kind = Kind::CannotRead {
            reason: source::reason(error),
            near: None,
        };
        session.source_trouble(self.title, self.path, kind);
        self.anything = true;
    }
}
