//! What is told of no record: notes, findings for which no record came, and a source that fails.

use super::Buffer;
use super::Feed;
use crate::app::session::Session;
use crate::finding::{Finding, Kind, Severity};
use crate::input::source;
use crate::judge::Rules;
use crate::position::Position;
use crate::report::Subject;

impl Feed<'_> {
    /// How what follows is encoded, with a mark or without, which is told with the record that comes.
    pub(super) fn tell_encoding(&mut self, bom: bool, position: Position, rules: &Rules) {
        let name = self.encoding.name();
        let kind = Kind::Encoding { name, bom };
        if let Some(severity) = rules.severity(&kind) {
            self.pending.push(Finding {
                severity,
                position: Some(position),
                ..Finding::of_source(kind)
            });
        }
    }

    /// Tells what still waits for a record: as a row of its own if something in it is an error.
    pub(super) fn flush_pending(&mut self, session: &mut Session<'_, '_>) {
        let findings = std::mem::take(&mut self.pending);
        self.tell_pending(findings, session);
    }

    /// The same of findings that have waited.
    pub(super) fn tell_pending(&self, findings: Vec<Finding>, session: &mut Session<'_, '_>) {
        if findings
            .iter()
            .any(|finding| finding.severity == Severity::Error)
        {
            let subject = match findings.iter().any(Finding::is_unreadable) {
                true => Subject::Unreadable,
                false => Subject::NoOperation,
            };
            let place = findings.iter().find_map(|finding| finding.position);
            session.record(
                &self.location(place.unwrap_or(Position::START), ""),
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
