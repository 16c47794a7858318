//! One run: what all sources share, from the rules to the counts.

mod sources;

use super::has_headers;
use super::latest::Latest;
use crate::config::Config;
use crate::finding::Finding;
use crate::judge::{self, Places, Rules};
use crate::operation::{Operation, State};
use crate::options::Only;
use crate::outcome::{Outcome, Outcomes};
use crate::progress::Progress;
use crate::report::findings::Printer;
use crate::report::findings::limits::Counts;
use crate::report::palette::Palette;
use crate::report::{Location, Record, Reporter, Style, Subject, text};
use crate::safe::Excerpt;
use crate::streams::{Buffers, Outlet, Streams};
use crate::timestamp::Timestamp;
use crate::verdict::Tally;
use std::time::{SystemTime, UNIX_EPOCH};

/// What a piece leaves that another one can use.
#[derive(Default)]
pub(super) struct Spare {
    pub(super) reporter: Option<Reporter>,
    pub(super) buffers: Buffers,
}

/// See the module's comment.
pub(crate) struct Session<'c, 'w> {
    config: &'c Config,
    pub(crate) rules: Rules,
    reporter: Reporter,
    printer: Printer,
    pub(crate) tally: Tally,
    outcomes: Outcomes,
    streams: Streams<'w>,
    progress: Progress,
    /// With `--latest`: what has been read so far, to be shown at the end.
    latest: Option<Latest>,
}

impl<'c, 'w> Session<'c, 'w> {
    pub(crate) fn new(config: &'c Config, streams: Streams<'w>, progress: Progress) -> Self {
        let rules = rules(config, config.now.unwrap_or_else(system_clock));
        let printer = Printer::new(
            Palette::new(config.color_stderr),
            config.width,
            config.verbose,
        );
        let style = Style {
            layout: &config.layout,
            color: config.color_stdout,
            width: config.width,
            zone: config.zone,
            verbose: config.verbose,
            headers: has_headers(config),
            now: rules.now,
        };
        let mut session = Self {
            config,
            reporter: Reporter::new(&style),
            rules,
            printer,
            tally: Tally::default(),
            outcomes: Outcomes::default(),
            streams,
            progress,
            latest: config.latest.then(Latest::default),
        };
        session.reporter.begin(session.streams.out());
        session
    }

    /// A session for a piece of the input, whose output waits for its turn.
    pub(super) fn piece(
        config: &'c Config,
        reporter: Reporter,
        printer: Printer,
        now: Timestamp,
        buffers: Buffers,
    ) -> Self {
        Self {
            config,
            rules: rules(config, now),
            reporter,
            printer,
            tally: Tally::default(),
            outcomes: Outcomes::default(),
            streams: Streams::gathering(buffers),
            progress: Progress::default(),
            latest: None,
        }
    }

    /// The reporter and the printer for pieces, if the report can be made of pieces: with `--latest` each
    /// record is compared with those before it.
    pub(super) fn split(&self) -> Option<(Reporter, Printer)> {
        let parts = || (self.reporter.piece(), self.printer.clone());
        self.latest.is_none().then(parts)
    }

    pub(super) fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Adds a piece. Gives back what can be used again.
    pub(super) fn absorb(&mut self, mut piece: Session<'_, '_>, title: &str) -> Spare {
        if piece.streams.has_output() {
            self.reporter.heading(title, self.streams.out());
        }
        let reporter = self.reporter.absorb(piece.reporter, piece.streams.out());
        self.printer.absorb(piece.printer, piece.streams.err());
        self.tally.merge(&piece.tally);
        self.outcomes.merge(piece.outcomes);
        let buffers = self.streams.forward(piece.streams);
        Spare { reporter, buffers }
    }

    /// How many findings there have been of those that are shown only so often.
    pub(super) fn counts(&self) -> &Counts {
        self.printer.counts()
    }

    pub(super) fn config(&self) -> &'c Config {
        self.config
    }

    /// How many rows a report has that leaves nothing out.
    pub(super) fn rows(&self) -> u64 {
        self.tally.records()
    }

    /// Whether anybody still wants the report.
    #[inline]
    pub(crate) fn is_wanted(&self) -> bool {
        self.streams.is_open()
    }

    /// Whether ordinary operations may be read by the fast lane: it tells no notes.
    #[inline]
    pub(crate) fn has_lane(&self) -> bool {
        self.config.lane && !self.rules.notes
    }

    /// Whether the reporter needs the position of every record.
    #[inline]
    pub(crate) fn needs_positions(&self) -> bool {
        self.reporter.needs_positions()
    }

    /// Whether nobody will see where these findings stand.
    pub(crate) fn only_counts(&self, findings: &[Finding]) -> bool {
        !self.reporter.shows_findings()
            && findings
                .iter()
                .all(|finding| self.printer.only_counts(finding))
    }

    /// A long stream is judged by the time at which it came.
    pub(crate) fn look_at_the_clock(&mut self) {
        if self.config.now.is_none() {
            self.rules.now = system_clock();
        }
    }

    /// Shows and counts one record. The positions of its findings are known.
    #[inline(always)]
    pub(crate) fn record(
        &mut self,
        location: &Location<'_>,
        subject: Subject<'_>,
        findings: &[Finding],
        excerpt: Option<&Excerpt<'_>>,
    ) {
        let record = Record::new(location, subject, findings, self.rules.now);
        match self.latest {
            None => self.show(&record),
            Some(_) => self.keep(&record),
        }
        for finding in findings {
            self.tell(location.title, location.path, finding, excerpt);
        }
        self.streams.relieve();
    }

    /// What speaks against an operation whose properties are beyond doubt: mostly nothing. In place, as a
    /// call would take longer (measured).
    #[inline(always)]
    pub(crate) fn contradictions(
        &self,
        operation: &Operation<'_>,
        places: &Places,
    ) -> Vec<Finding> {
        if self.latest.is_none() && judge::has_nothing_to_say(operation, self.rules.now) {
            return Vec::new();
        }
        let mut findings = judge::weigh(operation, *places, &self.rules);
        findings.extend(self.compare(operation, *places));
        findings
    }

    /// What the history says against an operation.
    #[inline]
    pub(crate) fn compare(&self, operation: &Operation<'_>, places: Places) -> Vec<Finding> {
        match &self.latest {
            None => Vec::new(),
            Some(latest) => latest.compare(operation, places, &self.rules),
        }
    }

    /// Counts a record and reports it, if it is selected.
    #[inline(always)]
    fn show(&mut self, record: &Record<'_>) {
        let only = self.count(record);
        if self.config.only.has(only) {
            self.reporter
                .heading(record.location.title, self.streams.out());
            self.reporter.record(record, self.streams.out());
        } else {
            self.reporter.hidden(record);
        }
    }

    /// Keeps a record that a later one could take the place of. Out of the way of records that are shown at
    /// once.
    #[inline(never)]
    fn keep(&mut self, record: &Record<'_>) {
        let before = self.latest.as_mut().and_then(|latest| latest.keep(record));
        if let Some(before) = before.filter(|held| held.has_findings()) {
            before.show(&mut |record| self.reporter.hidden(record));
        }
        if !record.valid && !matches!(record.subject, Subject::Unreadable) {
            self.outcomes.note_invalid();
        }
    }

    /// Shows what has waited for the end.
    fn show_latest(&mut self) {
        if let Some(latest) = self.latest.take() {
            latest.show_all(|record| {
                self.show(record);
                self.streams.relieve();
            });
        }
    }

    /// Counts a record; the answer is the kind that `--only` selects by.
    #[inline(always)]
    fn count(&mut self, record: &Record<'_>) -> Only {
        if record.findings.iter().any(Finding::is_unreadable) {
            self.outcomes.note_unreadable();
        }
        record.count_in(&mut self.tally);
        if matches!(record.subject, Subject::Unreadable) {
            return Only::Unreadable;
        }
        if !record.valid {
            self.outcomes.note_invalid();
            return Only::Invalid;
        }
        let only = match record.state {
            Some(State::Succeeded) => Only::Succeeded,
            Some(State::Failed) => Only::Failed,
            // An unknown status that was to be ignored is at least no sign of an end.
            Some(State::Pending) | None => Only::Pending,
        };
        if self.config.only.has(only) {
            match only {
                Only::Succeeded => self.outcomes.note_succeeded(),
                Only::Failed => self.outcomes.note_failed(),
                _ => self.outcomes.note_pending(),
            }
        }
        only
    }

    /// Counts a finding, reports it and prints it.
    pub(crate) fn tell(
        &mut self,
        title: &str,
        path: &str,
        finding: &Finding,
        excerpt: Option<&Excerpt<'_>>,
    ) {
        self.tally.add_finding(finding);
        self.reporter.finding(path, finding, self.streams.out());
        self.printer
            .write(self.streams.err(), title, finding, excerpt);
    }

    /// Ends the report, and says how the run went.
    pub(crate) fn finish(mut self) -> (Outlet, Outcome) {
        self.progress.clear();
        self.show_latest();
        self.reporter.end(&self.tally, self.streams.out());
        // A reader that has gone wants to know no more; and nothing is cut off by it.
        self.streams.flush();
        let lone = self.tally.records() == 1 && self.printer.dropped().iter().count() == 0;
        if self.streams.is_open() && (!lone || self.tally.skipped > 0) {
            let line = text::totals(&self.tally, self.printer.dropped(), self.config.verbose);
            self.streams.err().extend_from_slice(line.as_bytes());
        }
        let outcome = self.outcomes.outcome(self.config.exit_status);
        (self.streams.finish(), outcome)
    }
}

fn rules(config: &Config, now: Timestamp) -> Rules {
    Rules {
        page: config.page,
        strict: config.strict,
        ignored: config.ignored.clone(),
        notes: config.verbose,
        now,
    }
}

/// The time of the system; before 1970 never.
pub(crate) fn system_clock() -> Timestamp {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp::from_unix(
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        since.subsec_nanos(),
    )
}
