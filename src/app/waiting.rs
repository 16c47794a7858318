//! With `--latest`: the records that wait until the end, as a later one could take their place.

use crate::finding::Finding;
use crate::judge::history::{History, Kept};
use crate::judge::{Places, Rules};
use crate::operation::Operation;
use crate::position::Position;
use crate::report::{Location, Record, Subject};
use crate::timestamp::Timestamp;
use std::sync::Arc;

/// See the module's comment.
#[derive(Default)]
pub(super) struct Waiting {
    history: History<Box<Held>>,
    /// That of the last one.
    origin: Option<Arc<Origin>>,
}

/// What records share as long as they come from one source, at one time.
struct Origin {
    title: String,
    path: String,
    now: Timestamp,
}

/// A record that borrows nothing. There may be very many, so each is as small as can be.
struct Held {
    origin: Arc<Origin>,
    document: u64,
    position: Position,
    pointer: Box<str>,
    subject: HeldSubject,
    findings: Box<[Finding]>,
}

#[allow(
    clippy::large_enum_variant,
    reason = "nearly all are operations, and each record that waits is in a box of its own"
)]
enum HeldSubject {
    Operation(Kept),
    NoOperation,
    Unreadable,
}

impl Waiting {
    /// What the documents that came before say against an operation whose values stand at `places`.
    pub(super) fn compare(
        &self,
        operation: &Operation<'_>,
        places: Places,
        rules: &Rules,
    ) -> Vec<Finding> {
        self.history.compare(operation, places, rules)
    }

    /// Keeps a record, in place of an earlier one with the same id.
    pub(super) fn keep(&mut self, record: &Record<'_>) {
        let known = self.origin.take().filter(|origin| origin.is_of(record));
        let origin = known.unwrap_or_else(|| Arc::new(Origin::of(record)));
        let held = Held {
            origin: Arc::clone(&origin),
            document: record.location.document,
            position: record.location.position,
            pointer: record.location.pointer.into(),
            subject: match record.subject {
                Subject::Operation(operation) => HeldSubject::Operation(Kept::new(operation)),
                Subject::NoOperation => HeldSubject::NoOperation,
                Subject::Unreadable => HeldSubject::Unreadable,
            },
            findings: record.findings.into(),
        };
        self.origin = Some(origin);
        self.history.keep(record.operation(), Box::new(held));
    }

    /// Hands all that is left to `visit`, in order. This is the end of the run: nothing is given back,
    /// as for millions of texts, each by itself, that would take a fifth of it.
    pub(super) fn end(self, mut visit: impl FnMut(&Record<'_>)) {
        for held in self.history.records() {
            held.visit(&mut visit);
        }
        std::mem::forget(self);
    }
}

impl Origin {
    fn of(record: &Record<'_>) -> Self {
        Self {
            title: record.location.title.to_owned(),
            path: record.location.path.to_owned(),
            now: record.now,
        }
    }

    fn is_of(&self, record: &Record<'_>) -> bool {
        self.title == record.location.title
            && self.path == record.location.path
            && self.now == record.now
    }
}

impl Held {
    fn visit(&self, visit: &mut impl FnMut(&Record<'_>)) {
        let operation;
        let subject = match &self.subject {
            HeldSubject::Operation(kept) => {
                operation = kept.operation();
                Subject::Operation(&operation)
            }
            HeldSubject::NoOperation => Subject::NoOperation,
            HeldSubject::Unreadable => Subject::Unreadable,
        };
        let location = Location {
            title: &self.origin.title,
            path: &self.origin.path,
            document: self.document,
            position: self.position,
            pointer: &self.pointer,
        };
        visit(&Record::new(
            &location,
            subject,
            &self.findings,
            self.origin.now,
        ));
    }
}
