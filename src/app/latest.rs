//! `--latest`: records that are shown at the end, as a later one could take their place.

use crate::finding::Finding;
use crate::judge::history::History;
use crate::judge::{Places, Rules};
use crate::operation::Kept;
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

/// What the source of a record is called; all records of the source share it.
#[derive(Default)]
struct Names {
    title: String,
    path: String,
}

/// A record that borrows nothing. There may be millions.
pub(super) struct Held {
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

    /// Keeps a record, in place of an earlier one with the same id, which is given back.
    pub(super) fn keep(&mut self, record: &Record<'_>) -> Option<Box<Held>> {
        let Location { title, path, .. } = *record.location;
        if self.names.title != title || self.names.path != path {
            self.names = Arc::new(Names {
                title: title.to_owned(),
                path: path.to_owned(),
            });
        }
        let held = Held::new(record, Arc::clone(&self.names));
        self.history.keep(record.operation(), Box::new(held))
    }

    /// Hands all that is left to `visit`, in order.
    pub(super) fn show_all(self, mut visit: impl FnMut(&Record<'_>)) {
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

    /// Whether something was found in it.
    pub(super) fn has_findings(&self) -> bool {
        !self.findings.is_empty()
    }

    /// Hands it to `visit`.
    pub(super) fn show(&self, visit: &mut impl FnMut(&Record<'_>)) {
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

    /// A record of which everything depends on `path` and `number`.
    fn with_record<T>(
        path: &str,
        number: u32,
        subject: Subject<'_>,
        use_it: impl FnOnce(&Record<'_>) -> T,
    ) -> T {
        let location = Location {
            title: &format!("<{path}>"),
            path,
            document: number.into(),
            position: Position {
                line: u64::from(number) + 10,
                column: u64::from(number) + 20,
            },
            pointer: &format!("/value/{number}"),
        };
        let name = format!("name-{number}");
        let findings = [Finding::of_source(Kind::Duplicate { name })];
        let now = Timestamp::from_unix(30, number);
        use_it(&Record::new(&location, subject, &findings, now))
    }

    fn described(record: &Record<'_>) -> String {
        let id = record.operation().and_then(|it| it.id).map(Text::raw);
        let (location, findings) = (record.location, record.findings);
        format!("{location:?} {id:?} {findings:?} {:?}", record.now)
    }

    #[test]
    fn gives_back_the_last_of_each_id_as_it_was() {
        let operation = |id| Operation {
            id: Some(Text::new(id)),
            ..Operation::default()
        };
        let (one, two) = (operation("1"), operation("2"));
        let records = [
            ("a", 1, Subject::Operation(&one)),
            ("a", 2, Subject::Unreadable),
            ("b", 3, Subject::Operation(&two)),
            ("a", 4, Subject::NoOperation),
            ("b", 5, Subject::Operation(&one)),
        ];
        let mut latest = Latest::default();
        for (path, number, subject) in records {
            with_record(path, number, subject, |record| drop(latest.keep(record)));
        }
        let mut found = Vec::new();
        latest.show_all(|record| found.push(described(record)));
        // The first one has been replaced by the last.
        let left = records.into_iter().skip(1);
        let expected =
            left.map(|(path, number, subject)| with_record(path, number, subject, described));
        assert_eq!(found, expected.collect::<Vec<_>>());
    }

    #[test]
    fn records_of_one_source_share_its_names_whatever_the_time() {
        let mut latest = Latest::default();
        for number in 0..100 {
            with_record("a", number, Subject::Unreadable, |record| {
                drop(latest.keep(record));
            });
        }
        assert_eq!(Arc::strong_count(&latest.names), 101);
    }
}
