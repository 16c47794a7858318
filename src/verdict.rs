//! The count of what was said: operations by state, documents, findings by code.

use crate::finding::{Code, Finding, Severity};
use crate::operation::State;

/// How many of everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Files that were opened, and standard input.
    pub sources: u64,
    /// Top-level values, readable or not.
    pub documents: u64,
    /// Operations, each once: those below and the invalid ones.
    pub operations: u64,
    /// Valid operations by state.
    pub succeeded: u64,
    /// See [`Tally::succeeded`].
    pub pending: u64,
    /// See [`Tally::succeeded`].
    pub failed: u64,
    /// Operations with errors, and documents without one.
    pub invalid: u64,
    /// The invalid ones again, by the state that they have all the same.
    pub invalid_by_state: [u64; 3],
    /// Documents that could not be read.
    pub unreadable: u64,
    /// Resources in envelopes that are no operations.
    pub skipped: u64,
    /// Findings by code.
    pub codes: Codes,
    /// Errors among the findings.
    pub errors: u64,
    /// Warnings among the findings.
    pub warnings: u64,
    /// Notes among the findings.
    pub notes: u64,
}

/// A count for each code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Codes([u64; Code::ALL.len()]);

impl Default for Codes {
    fn default() -> Self {
        Self([0; Code::ALL.len()])
    }
}

impl Codes {
    /// One more of `code`; how many there are now.
    pub fn add(&mut self, code: Code) -> u64 {
        match self.0.get_mut(code as usize) {
            Some(count) => {
                *count += 1;
                *count
            }
            None => 0,
        }
    }

    /// How many there are of `code`.
    pub fn get(&self, code: Code) -> u64 {
        self.0.get(code as usize).copied().unwrap_or_default()
    }

    /// The codes that there are any of, in order, with their counts.
    pub fn iter(&self) -> impl Iterator<Item = (Code, u64)> {
        Code::ALL
            .iter()
            .map(|&code| (code, self.get(code)))
            .filter(|(_, count)| *count > 0)
    }

    /// Adds the counts of `other`.
    pub fn merge(&mut self, other: &Self) {
        for (count, more) in self.0.iter_mut().zip(other.0) {
            *count += more;
        }
    }
}

impl Tally {
    /// Counts an operation, or a document that should be one.
    pub fn add_operation(&mut self, state: Option<State>, valid: bool) {
        self.operations += 1;
        let count = match state {
            _ if !valid => &mut self.invalid,
            Some(State::Succeeded) => &mut self.succeeded,
            Some(State::Pending) | None => &mut self.pending,
            Some(State::Failed) => &mut self.failed,
        };
        *count += 1;
        if let (false, Some(state)) = (valid, state)
            && let Some(count) = self.invalid_by_state.get_mut(state as usize)
        {
            *count += 1;
        }
    }

    /// How many records were counted: operations, and what could not be read.
    pub fn records(&self) -> u64 {
        self.operations + self.unreadable
    }

    /// Counts a finding.
    pub fn add_finding(&mut self, finding: &Finding) {
        self.codes.add(finding.code());
        *match finding.severity {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
            Severity::Note => &mut self.notes,
        } += 1;
    }

    /// How many operations have `state`, the invalid ones among them.
    pub fn of_state(&self, state: State) -> u64 {
        let valid = match state {
            State::Succeeded => self.succeeded,
            State::Pending => self.pending,
            State::Failed => self.failed,
        };
        valid
            + self
                .invalid_by_state
                .get(state as usize)
                .copied()
                .unwrap_or_default()
    }

    /// Adds the counts of `other`.
    pub fn merge(&mut self, other: &Self) {
        self.sources += other.sources;
        self.documents += other.documents;
        self.operations += other.operations;
        self.succeeded += other.succeeded;
        self.pending += other.pending;
        self.failed += other.failed;
        self.invalid += other.invalid;
        for (count, more) in self.invalid_by_state.iter_mut().zip(other.invalid_by_state) {
            *count += more;
        }
        self.unreadable += other.unreadable;
        self.skipped += other.skipped;
        self.codes.merge(&other.codes);
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.notes += other.notes;
    }
}
