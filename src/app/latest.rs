//! `--latest`: records that are shown at the end, as a later one could take their place.

use crate::finding::Finding;
use crate::judge::history::{History, Kept};
use crate::judge::{Places, Rules};
use crate::operation::Operation;
use crate::position::Position;
use crate::report::{Location, Record, Subject};
use crate::timestamp::Timestamp;
use std::sync::Arc;

/// The records that wait, at most one for each id.
#[derive(Default)]
pub(super) struct Latest {
    history: History<Box<Held>>,
    /// The names of the source of the last record.
    names: Arc<Names>,
}

/// How the source of a record is called, which its neighbours share.
#[derive(Default)]
struct Names {
    title: String,
    path: String,
}

/// A record that borrows nothing. There may be millions.
struct Held {
    names: Arc<Names>,
    document: u64,
    position: Position,
    pointer: Box<str>,
    subject: HeldSubject,
    findings: Box<[Finding]>,
    now: Timestamp,
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

impl Latest {
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
        let Location { title, path, .. } = *record.location;
        if self.names.title != title || self.names.path != path {
            self.names = Arc::new(Names {
                title: title.to_owned(),
                path: path.to_owned(),
            });
        }
        let held = Held::new(record, Arc::clone(&self.names));
        self.history.keep(record.operation(), Box::new(held));
    }

    /// Hands all that is left to `visit`, in order.
    pub(super) fn drain(self, mut visit: impl FnMut(&Record<'_>)) {
        for held in self.history.into_records() {
            held.show(&mut visit);
        }
    }
}

impl Held {
    fn new(record: &Record<'_>, names: Arc<Names>) -> Self {
        Self {
            names,
            document: record.location.document,
            position: record.location.position,
            pointer: record.location.pointer.into(),
            subject: match record.subject {
                Subject::Operation(operation) => HeldSubject::Operation(Kept::new(operation)),
                Subject::NoOperation => HeldSubject::NoOperation,
                Subject::Unreadable => HeldSubject::Unreadable,
            },
            findings: record.findings.into(),
            now: record.now,
        }
    }

    fn show(&self, visit: &mut impl FnMut(&Record<'_>)) {
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
            title: &self.names.title,
            path: &self.names.path,
            document: self.document,
            position: self.position,
            pointer: &self.pointer,
        };
        visit(&Record::new(&location, subject, &self.findings, self.now));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Kind;
    use crate::operation::Text;

    fn keep(latest: &mut Latest, path: &str, document: u64, subject: Subject<'_>, seconds: i64) {
        let location = Location {
            title: path,
            path,
            document,
            position: Position {
                line: document,
                column: 3,
            },
            pointer: "/value/0",
        };
        let findings = [Finding::of_source(Kind::Empty { piped: false })];
        let now = Timestamp::from_unix(seconds, 0);
        latest.keep(&Record::new(&location, subject, &findings, now));
    }

    #[test]
    fn gives_back_the_last_of_each_id_as_it_was() {
        let operation = |id| Operation {
            id: Some(Text::new(id)),
            ..Operation::default()
        };
        let (one, two) = (operation("1"), operation("2"));
        let mut latest = Latest::default();
        keep(&mut latest, "a", 1, Subject::Operation(&one), 10);
        keep(&mut latest, "a", 2, Subject::Unreadable, 20);
        keep(&mut latest, "b", 1, Subject::Operation(&two), 30);
        keep(&mut latest, "a", 3, Subject::NoOperation, 40);
        keep(&mut latest, "b", 2, Subject::Operation(&one), 50);
        let mut found = Vec::new();
        latest.drain(|record| {
            let id = record.operation().and_then(|it| it.id).map(Text::raw);
            let location = record.location;
            assert_eq!(
                (location.title, location.pointer),
                (location.path, "/value/0")
            );
            assert_eq!(location.position.line, location.document);
            assert!(matches!(
                record.findings,
                [Finding {
                    kind: Kind::Empty { .. },
                    ..
                }]
            ));
            found.push(format!(
                "{} {} {id:?} {:?}",
                location.path, location.document, record.now
            ));
        });
        let at = |seconds| Timestamp::from_unix(seconds, 0);
        let expected = [
            format!("a 2 None {:?}", at(20)),
            format!("b 1 Some(\"2\") {:?}", at(30)),
            format!("a 3 None {:?}", at(40)),
            format!("b 2 Some(\"1\") {:?}", at(50)),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn records_of_one_source_share_its_names_whatever_the_time() {
        let mut latest = Latest::default();
        for seconds in 0..100 {
            keep(&mut latest, "a", 1, Subject::Unreadable, seconds);
        }
        assert_eq!(Arc::strong_count(&latest.names), 101);
    }
}
