//! `-o summary`: counts and durations of the whole run.
//!
//! Memory does not grow with the input: durations are counted by the words they would be shown
//! in, so percentiles are exact in what is printed, and results are counted up to a limit.

mod histogram;
mod pair;
mod results;

use super::palette::{Paint, Palette};
use super::{Record, excerpt};
use crate::operation::{Operation, State};
use crate::timestamp::{Elapsed, Timestamp};
use crate::verdict::Tally;
use histogram::Histogram;
use results::Results;
use std::borrow::Cow;
use std::io::Write as _;

/// Where the values begin.
const LABEL: usize = 17;
/// The longest bar.
const BAR: u64 = 20;
/// So many durations, and so many results, wait to be counted.
const MAX_FRESH: usize = 8 << 10;
/// So many of them are shown.
const SHOWN_RESULTS: usize = 10;
/// The longest id that is shown whole.
const MAX_ID: usize = 300;

/// Gathers what the summary says.
#[derive(Clone, Debug)]
pub struct Reporter {
    palette: Palette,
    now: Timestamp,
    shown: Tally,
    active: Histogram,
    oldest: Option<(Timestamp, String)>,
    results: Results,
}

impl Reporter {
    /// `now`: the clock, until a record brings a later one.
    pub fn new(palette: Palette, now: Timestamp) -> Self {
        Self {
            palette,
            now,
            shown: Tally::default(),
            active: Histogram::default(),
            oldest: None,
            results: Results::of_all(),
        }
    }

    /// A reporter for a piece of the input.
    #[must_use]
    pub fn piece(&self) -> Self {
        Self {
            results: Results::default(),
            ..Self::new(self.palette.clone(), self.now)
        }
    }

    /// Adds what a reporter for the next piece has counted.
    pub fn absorb(&mut self, piece: Self) {
        self.now = piece.now;
        self.shown.merge(&piece.shown);
        self.active.absorb(&piece.active);
        self.results.absorb(piece.results);
        let older =
            |new: &(Timestamp, String)| self.oldest.as_ref().is_none_or(|old| new.0 < old.0);
        if let Some(oldest) = piece.oldest.filter(older) {
            self.oldest = Some(oldest);
        }
    }

    /// Counts one record.
    pub fn record(&mut self, record: &Record<'_>) {
        record.count_in(&mut self.shown);
        self.now = record.now;
        let Some(operation) = record.operation() else {
            return;
        };
        match record.state {
            Some(State::Succeeded | State::Failed) => self.finished(operation),
            Some(State::Pending) => self.pending(operation),
            None => {}
        }
        self.results.add(operation);
    }

    fn finished(&mut self, operation: &Operation<'_>) {
        let active = operation.active().filter(|active| !active.is_negative());
        if let Some(active) = active {
            self.active.add(active);
        }
    }

    fn pending(&mut self, operation: &Operation<'_>) {
        let Some(created) = operation.created.and_then(|created| created.at) else {
            return;
        };
        if self
            .oldest
            .as_ref()
            .is_none_or(|(oldest, _)| created < *oldest)
        {
            let id = operation.id.filter(|id| !id.is_empty());
            let id = id.map_or(Cow::Borrowed("-"), |id| excerpt(id, MAX_ID));
            self.oldest = Some((created, id.into_owned()));
        }
    }

    /// Writes it all. Operations are counted as far as they are shown, documents and findings
    /// are those of the whole run.
    pub fn end(&mut self, tally: &Tally, out: &mut Vec<u8>) {
        self.active.count_fresh();
        self.results.count_fresh();
        self.counts(tally, out);
        let begin = out.len();
        self.active_line(out);
        self.oldest_line(out);
        self.results_line(out);
        findings_line(tally, out);
        if out.len() > begin {
            out.insert(begin, b'\n');
        }
    }

    fn counts(&self, tally: &Tally, out: &mut Vec<u8>) {
        let width = tally.documents.max(self.shown.operations).to_string().len();
        let width = width.max(2);
        // Writing into a Vec cannot fail.
        let _ = write!(out, "{:LABEL$}{:>width$}", "documents", tally.documents);
        if tally.sources > 1 {
            let _ = write!(out, "  in {} files", tally.sources);
        }
        let _ = writeln!(
            out,
            "\n{:LABEL$}{:>width$}",
            "operations", self.shown.operations
        );
        let states = [
            (State::Succeeded, Paint::Succeeded),
            (State::Pending, Paint::Running),
            (State::Failed, Paint::Failed),
        ];
        for (state, paint) in states {
            if self.shown.operations > 0 {
                self.state_line(state, paint, width, out);
            }
        }
        for (label, paint, count) in [
            ("  (invalid)", Some(Paint::Failed), self.shown.invalid),
            ("unreadable", Some(Paint::Failed), self.shown.unreadable),
            ("skipped", None, tally.skipped),
        ] {
            if count > 0 {
                self.label(label, paint, out);
                let _ = writeln!(out, "{count:>width$}");
            }
        }
    }

    /// A label and the gap behind it.
    fn label(&self, label: &str, paint: Option<Paint>, out: &mut Vec<u8>) {
        let word = label.trim_start();
        let _ = write!(out, "{:1$}", "", label.len() - word.len());
        match paint {
            Some(paint) => self.palette.write(out, paint, word),
            None => out.extend_from_slice(word.as_bytes()),
        }
        let _ = write!(out, "{:1$}", "", LABEL.saturating_sub(label.len()));
    }

    fn state_line(&self, state: State, paint: Paint, width: usize, out: &mut Vec<u8>) {
        let (count, all) = (self.shown.of_state(state), self.shown.operations);
        self.label(&format!("  {}", state.name()), Some(paint), out);
        let _ = write!(out, "{count:>width$}  {:>3}%", share(count, all, 100));
        // A single failure among a million is a failure all the same.
        let length = share(count, all, BAR).max(u64::from(count > 0));
        if length > 0 {
            out.extend_from_slice(b"  ");
            self.palette.write(
                out,
                paint,
                &"#".repeat(usize::try_from(length).unwrap_or(0)),
            );
        }
        out.push(b'\n');
    }

    fn active_line(&self, out: &mut Vec<u8>) {
        let finished = self.shown.of_state(State::Succeeded) + self.shown.of_state(State::Failed);
        if finished == 0 {
            return;
        }
        let _ = write!(out, "{:LABEL$}", "active time");
        let active = &self.active;
        if active.total == 0 {
            let _ = writeln!(out, "unknown  ({finished} finished, none with both times)");
            return;
        }
        for (name, percent) in [
            ("min", 0),
            ("p50", 50),
            ("p90", 90),
            ("p99", 99),
            ("max", 100),
        ] {
            let _ = write!(out, "{name} ");
            Elapsed::write_bucket(active.percentile(percent), out);
            out.extend_from_slice(b"  ");
        }
        let _ = match active.total {
            total if total == finished => writeln!(out, "({finished} finished)"),
            total => writeln!(out, "({total} of {finished} finished)"),
        };
    }

    fn oldest_line(&self, out: &mut Vec<u8>) {
        let Some((created, id)) = &self.oldest else {
            return;
        };
        let age = self.now.since(*created);
        if age.is_negative() {
            return;
        }
        let _ = write!(out, "{:LABEL$}", "oldest pending");
        age.write_words(out);
        let _ = writeln!(out, "  {id}");
    }

    fn results_line(&self, out: &mut Vec<u8>) {
        let Some(counted) = &self.results.counted else {
            return;
        };
        if counted.counts.is_empty() {
            return;
        }
        let _ = write!(out, "{:LABEL$}", "results");
        let shown = counted.most_frequent(SHOWN_RESULTS);
        let mut glue = "";
        for (result, count) in &shown {
            let _ = write!(out, "{glue}{result} x{count}");
            glue = "  ";
        }
        let more = counted.counts.len() - shown.len();
        if more > 0 {
            let _ = write!(out, "  (+{more} more)");
        }
        if counted.others > 0 {
            let _ = write!(out, "  others x{}", counted.others);
        }
        out.push(b'\n');
    }
}

fn findings_line(tally: &Tally, out: &mut Vec<u8>) {
    let mut glue = "";
    for (code, count) in tally.codes.iter() {
        if glue.is_empty() {
            let _ = write!(out, "{:LABEL$}", "findings");
        }
        let _ = write!(out, "{glue}{code} x{count}");
        glue = "  ";
    }
    if !glue.is_empty() {
        out.push(b'\n');
    }
}

/// How much of `whole` parts `count` of `all` is, rounded half up.
fn share(count: u64, all: u64, whole: u64) -> u64 {
    let (count, all, whole) = (u128::from(count), u128::from(all.max(1)), u128::from(whole));
    u64::try_from((2 * whole * count + all) / (2 * all)).unwrap_or(whole as u64)
}

#[cfg(test)]
mod tests;
