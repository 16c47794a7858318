//! What a run came to, and the one table of exit statuses.
//!
//! The statuses are an interface: scripts branch on them. Everything that mentions one, from
//! `--help` to the manual page, takes it from here. Which of two outcomes wins is the order in
//! which they are declared.

use std::process::ExitCode;

/// How a run ended, from the mildest to the gravest: of two, the greater one is reported.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Outcome {
    /// Every document was read and none has an error.
    #[default]
    Ok,
    /// An operation is not finished, or there is none at all; only with `--exit-status`.
    Pending,
    /// An operation failed; only with `--exit-status`.
    Failed,
    /// A document breaks the schema.
    Invalid,
    /// Something could not be read, or the report could not be written.
    Unreadable,
    /// The command line makes no sense.
    Usage,
}

impl Outcome {
    /// Every outcome, in the order of its exit status.
    pub const ALL: [Self; 6] = [
        Self::Ok,
        Self::Invalid,
        Self::Usage,
        Self::Unreadable,
        Self::Failed,
        Self::Pending,
    ];

    /// The exit status.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Invalid => 1,
            Self::Usage => 2,
            Self::Unreadable => 3,
            Self::Failed => 4,
            Self::Pending => 5,
        }
    }

    /// The name it goes by in help texts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Invalid => "invalid",
            Self::Usage => "usage",
            Self::Unreadable => "unreadable",
            Self::Failed => "failed",
            Self::Pending => "pending",
        }
    }

    /// When it happens, in words.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Ok => "every document was read and none has an error",
            Self::Invalid => "a document breaks the schema; with --strict also on warnings",
            Self::Usage => "unknown option, bad value, nothing to read",
            Self::Unreadable => "empty, not JSON, an error answer, a missing file, an I/O error",
            Self::Failed => "only with -e: an operation failed",
            Self::Pending => "only with -e: an operation is not finished, or there is none",
        }
    }

    /// The one of the two that is reported.
    #[must_use]
    pub fn combine(self, other: Self) -> Self {
        self.max(other)
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(outcome.code())
    }
}

/// What was met during a run, to be turned into an [`Outcome`] at its end.
///
/// An operation is noted once per thing that is true of it: one that breaks the schema and is
/// pending is both invalid and pending.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Outcomes {
    worst: Outcome,
    judged: Outcome,
    succeeded: bool,
}

impl Outcomes {
    /// A document breaks the schema.
    pub fn note_invalid(&mut self) {
        self.worst = self.worst.combine(Outcome::Invalid);
    }

    /// Something could not be read, or the report could not be written.
    pub fn note_unreadable(&mut self) {
        self.worst = self.worst.combine(Outcome::Unreadable);
    }

    /// An operation has failed.
    pub fn note_failed(&mut self) {
        self.judged = self.judged.combine(Outcome::Failed);
    }

    /// An operation is not finished.
    pub fn note_pending(&mut self) {
        self.judged = self.judged.combine(Outcome::Pending);
    }

    /// An operation has succeeded.
    pub fn note_succeeded(&mut self) {
        self.succeeded = true;
    }

    /// Adds what was met elsewhere in the same run.
    pub fn merge(&mut self, other: Self) {
        self.worst = self.worst.combine(other.worst);
        self.judged = self.judged.combine(other.judged);
        self.succeeded |= other.succeeded;
    }

    /// The outcome of the run. With `exit_status`, as `--exit-status` asks, the states of the
    /// operations count too, and that there was none is like one that is not finished.
    #[must_use]
    pub fn outcome(self, exit_status: bool) -> Outcome {
        if !exit_status {
            return self.worst;
        }
        let none = self.judged == Outcome::Ok && !self.succeeded;
        let judged = if none { Outcome::Pending } else { self.judged };
        self.worst.combine(judged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_statuses_are_0_to_5_in_order() {
        let codes: Vec<u8> = Outcome::ALL.iter().map(|outcome| outcome.code()).collect();
        assert_eq!(codes, [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn the_graver_of_two_outcomes_wins_in_either_order() {
        use Outcome::{Failed, Invalid, Ok, Pending, Unreadable, Usage};
        let mildest_first = [Ok, Pending, Failed, Invalid, Unreadable, Usage];
        for (rank, one) in mildest_first.into_iter().enumerate() {
            for (other_rank, other) in mildest_first.into_iter().enumerate() {
                let graver = if rank > other_rank { one } else { other };
                assert_eq!(one.combine(other), graver, "{one:?} and {other:?}");
            }
        }
    }

    /// Every subset of what can be met; the columns are invalid, unreadable, failed, pending,
    /// succeeded, then the exit status without and with `-e`.
    #[test]
    fn every_combination_has_the_exit_status_of_the_table() {
        for bits in 0_u8..32 {
            let met = |bit: u8| bits & (1 << bit) != 0;
            let (invalid, unreadable, failed, pending, succeeded) =
                (met(0), met(1), met(2), met(3), met(4));
            let mut outcomes = Outcomes::default();
            let mut apart = Outcomes::default();
            if invalid {
                outcomes.note_invalid();
            }
            if unreadable {
                apart.note_unreadable();
            }
            if failed {
                outcomes.note_failed();
            }
            if pending {
                apart.note_pending();
            }
            if succeeded {
                apart.note_succeeded();
            }
            outcomes.merge(apart);

            let plain = match (unreadable, invalid) {
                (true, _) => 3,
                (false, true) => 1,
                (false, false) => 0,
            };
            let judged = match (plain, failed, pending, succeeded) {
                (1 | 3, ..) => plain,
                (_, true, ..) => 4,
                (_, false, true, _) | (_, false, false, false) => 5,
                (_, false, false, true) => 0,
            };
            assert_eq!(outcomes.outcome(false).code(), plain, "{outcomes:?}");
            assert_eq!(
                outcomes.outcome(true).code(),
                judged,
                "{outcomes:?} with -e"
            );
        }
    }
}
