//! What a row is about, and where that came from.

use crate::finding::{Finding, Severity};
use crate::operation::{Operation, State};
use crate::position::Position;
use crate::timestamp::Timestamp;
use crate::verdict::Tally;

/// Where a record came from.
#[derive(Clone, Copy, Debug)]
pub struct Location<'a> {
    /// The name for messages: `<stdin>` or the path.
    pub title: &'a str,
    /// The name for data: `-` or the path.
    pub path: &'a str,
    /// The number of the document in its source, from 1.
    pub document: u64,
    /// Where it begins.
    pub position: Position,
    /// Where in its document, as a JSON pointer.
    pub pointer: &'a str,
}

/// What a record is about.
#[derive(Clone, Copy, Debug)]
pub enum Subject<'a> {
    /// An operation, valid or not.
    Operation(&'a Operation<'a>),
    /// Well-formed JSON without an operation.
    NoOperation,
    /// Something that could not be read.
    Unreadable,
}

/// One row of a report.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    /// Where it came from.
    pub location: &'a Location<'a>,
    /// What it is about.
    pub subject: Subject<'a>,
    /// What was found, in order of position.
    pub findings: &'a [Finding],
    /// Whether nothing found is an error.
    pub valid: bool,
    /// How its operation stands; `None` without one, and if its status is unknown or missing.
    pub state: Option<State>,
    /// The clock.
    pub now: Timestamp,
}

impl<'a> Record<'a> {
    /// A record about `subject`, of which `findings` have been found at the time `now`.
    #[inline]
    pub fn new(
        location: &'a Location<'a>,
        subject: Subject<'a>,
        findings: &'a [Finding],
        now: Timestamp,
    ) -> Self {
        Self {
            location,
            subject,
            findings,
            valid: !findings
                .iter()
                .any(|finding| finding.severity == Severity::Error),
            state: match subject {
                Subject::Operation(operation) => operation.state(),
                Subject::NoOperation | Subject::Unreadable => None,
            },
            now,
        }
    }

    /// The operation, if it is about one.
    pub fn operation(&self) -> Option<&'a Operation<'a>> {
        match self.subject {
            Subject::Operation(operation) => Some(operation),
            Subject::NoOperation | Subject::Unreadable => None,
        }
    }

    /// How many findings are that severe.
    pub fn count(&self, severity: Severity) -> usize {
        let findings = self.findings.iter();
        findings
            .filter(|finding| finding.severity == severity)
            .count()
    }

    /// Counts it by its state.
    #[inline]
    pub(crate) fn count_in(&self, tally: &mut Tally) {
        match self.subject {
            Subject::Operation(_) | Subject::NoOperation => {
                tally.add_operation(self.state, self.valid);
            }
            Subject::Unreadable => tally.unreadable += 1,
        }
    }
}
