//! Heads of HTTP before a document, or without one.

use super::{Buffer, Feed, Session};
use crate::finding::{Finding, Kind, Severity};
use crate::input::head::Head;
use crate::position::{Position, Span};

/// A head of HTTP whose body has not come yet.
#[derive(Clone)]
pub(super) struct PendingHead {
    line: String,
    status: Option<u16>,
    location: Option<String>,
    position: Position,
    /// It need not have a body.
    stands_alone: bool,
}

impl Feed<'_> {
    pub(super) fn head(&mut self, head: &Head, buffer: Buffer<'_>, session: &mut Session<'_, '_>) {
        self.lonely_head(head.status.is_some(), session);
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
            stands_alone: head.stands_alone(bytes),
        });
    }

    /// A head that is followed by another one, `is_answered`: that of an answer. Interim answers, redirects,
    /// challenges and the answer of a proxy are what curl prints before the answer itself, and what asked for
    /// it may stand there too; another head without a body is told.
    fn lonely_head(&mut self, is_answered: bool, session: &mut Session<'_, '_>) {
        let Some(head) = self.head.take() else {
            return;
        };
        let is_settled = match head.status {
            Some(100..=199 | 300..=399 | 401 | 407) => true,
            Some(_) => head.stands_alone,
            None => head.stands_alone && is_answered,
        };
        if is_settled {
            self.pending
                .retain(|finding| !matches!(finding.kind, Kind::HeadFailed { .. }));
            return;
        }
        self.tell_lonely(head, session);
    }

    pub(super) fn tell_lonely(&mut self, head: PendingHead, session: &mut Session<'_, '_>) {
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
}
