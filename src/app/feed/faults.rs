//! What the reader stumbled over, as a record of its own.

use super::place::{pointer_of, resolve};
use super::{Buffer, Feed, Session};
use crate::app::trouble;
use crate::finding::{Finding, Kind};
use crate::input::event::{Place, Trouble};
use crate::position::{Position, Span};
use crate::report::Subject;
use crate::safe::Excerpt;

/// [`crate::input::event::Event::Trouble`].
pub(super) struct Broken {
    pub(super) trouble: Trouble,
    pub(super) place: Place,
    pub(super) resumes: Option<usize>,
    pub(super) shown: Span,
}

impl Feed<'_> {
    /// A record that is nothing but this fault.
    pub(super) fn fault(
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

    pub(super) fn trouble(
        &mut self,
        broken: &Broken,
        buffer: Buffer<'_>,
        session: &mut Session<'_, '_>,
    ) {
        let excerpt = Excerpt::new(buffer.bytes, broken.shown);
        let opened = broken.trouble.first_open().unwrap_or(excerpt.from);
        let seen = trouble::Seen {
            bytes: buffer.bytes,
            cursor: self.cursor_before(opened.min(excerpt.from)),
            place: broken.place,
            enclosing: &self.enclosing,
            excerpt: &excerpt,
            wide: self.encoding.is_wide(),
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
}
