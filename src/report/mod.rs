//! What was judged, shown: one file a format.
//!
//! A reporter writes into a buffer and never sees JSON text or the command line. Some formats
//! are about records, others about findings; each takes what it needs.

pub mod delimited;
mod elements;
pub mod findings;
pub mod frame;
pub mod github;
pub mod json;
pub mod junit;
pub mod palette;
mod record;
#[cfg(test)]
mod sample;
pub mod sarif;
pub mod summary;
pub mod text;

use crate::finding::Finding;
use crate::judge::codes;
use crate::operation::{ResultInfo, Text};
use crate::options::Layout;
use crate::safe;
use crate::timestamp::{Timestamp, Zone};
use crate::verdict::Tally;
use delimited::Form;
use palette::Palette;
pub use record::{Location, Record, Subject};
use std::borrow::Cow;

/// The name of standard input in data.
const STDIN: &str = "-";

/// A text of the payload without its secrets.
fn clean(text: Text<'_>) -> Cow<'_, str> {
    shown(text, safe::redact)
}

/// A text of the payload for a line of at most `limit` characters.
fn excerpt(text: Text<'_>, limit: usize) -> Cow<'_, str> {
    let raw = text.raw();
    // Such a text has no backslash, so this is the text itself.
    if raw.len() <= limit && safe::is_harmless(raw.as_bytes()) {
        return Cow::Borrowed(raw);
    }
    shown(text, |text| safe::excerpt(text, limit))
}

/// What `show`, which borrows only all of a text that it leaves as it is, makes of a text of the payload.
fn shown(text: Text<'_>, show: impl Fn(&str) -> Cow<'_, str>) -> Cow<'_, str> {
    match text.decoded() {
        Cow::Borrowed(plain) => show(plain),
        Cow::Owned(decoded) => {
            if let Cow::Owned(changed) = show(&decoded) {
                return Cow::Owned(changed);
            }
            Cow::Owned(decoded)
        }
    }
}

/// The pair of the layer below, `412#10073`, if the message has one.
fn diag_code<'a>(info: &ResultInfo<'a>) -> Option<Cow<'a, str>> {
    match info.message?.decoded() {
        Cow::Borrowed(plain) => codes::diag_code(plain).map(|(pair, ..)| Cow::Borrowed(pair)),
        Cow::Owned(decoded) => {
            codes::diag_code(&decoded).map(|(pair, ..)| Cow::Owned(pair.to_owned()))
        }
    }
}

/// How a report is to look.
#[derive(Clone, Copy, Debug)]
pub struct Style<'a> {
    /// The format.
    pub layout: &'a Layout,
    /// In colour.
    pub color: bool,
    /// Columns that a row may take.
    pub width: usize,
    /// The zone that times are shown in.
    pub zone: Zone,
    /// Details of every operation.
    pub verbose: bool,
    /// Each file is named before its rows.
    pub headers: bool,
    /// The clock at the begin of the run.
    pub now: Timestamp,
}

/// The format that was asked for. Each stands behind a pointer: else which one it is would hide in
/// what the largest leaves free, and that is asked for every record.
#[derive(Clone, Debug)]
pub enum Reporter {
    /// No report.
    Nothing,
    /// Rows for people.
    Text(Box<text::Reporter>),
    /// JSON, as a whole or by lines.
    Json(Box<json::Reporter>),
    /// Fields, tsv, csv.
    Delimited(Box<delimited::Reporter>),
    /// Counts and durations of the whole.
    Summary(Box<summary::Reporter>),
    /// GitHub workflow commands.
    Github(Box<github::Reporter>),
    /// SARIF 2.1.0.
    Sarif(Box<sarif::Reporter>),
    /// `JUnit` XML.
    Junit(Box<junit::Reporter>),
}

impl Reporter {
    /// The reporter for the format that was asked for.
    pub fn new(style: &Style<'_>) -> Self {
        let palette = || Palette::new(style.color);
        let delimited = |form, fields| {
            Self::Delimited(Box::new(delimited::Reporter::new(form, fields, style.zone)))
        };
        match style.layout {
            Layout::Nothing => Self::Nothing,
            Layout::Text => Self::Text(Box::new(text::Reporter::new(
                palette(),
                style.width,
                style.zone,
                style.verbose,
                style.headers,
            ))),
            Layout::Json => Self::Json(Box::new(json::Reporter::document(style.now))),
            Layout::Ndjson => Self::Json(Box::new(json::Reporter::lines())),
            Layout::Fields(fields) => delimited(Form::Fields, fields),
            Layout::Tsv(fields) => delimited(Form::Tsv, fields),
            Layout::Csv(fields) => delimited(Form::Csv, fields),
            Layout::Summary => {
                Self::Summary(Box::new(summary::Reporter::new(palette(), style.now)))
            }
            Layout::Github => Self::Github(Box::default()),
            Layout::Sarif => Self::Sarif(Box::default()),
            Layout::Junit => Self::Junit(Box::default()),
        }
    }

    /// Whether the positions of records are needed, not only those of findings.
    pub fn needs_positions(&self) -> bool {
        match self {
            Self::Json(_) | Self::Junit(_) => true,
            Self::Delimited(reporter) => reporter.needs_positions(),
            Self::Nothing | Self::Text(_) | Self::Summary(_) | Self::Github(_) | Self::Sarif(_) => {
                false
            }
        }
    }

    /// Whether it shows where findings stand.
    pub fn shows_findings(&self) -> bool {
        matches!(
            self,
            Self::Json(_) | Self::Github(_) | Self::Sarif(_) | Self::Junit(_)
        )
    }

    /// Names the file called `title`, where the format does so.
    #[inline(always)]
    pub fn heading(&mut self, title: &str, out: &mut Vec<u8>) {
        if let Self::Text(reporter) = self {
            reporter.heading(title, out);
        }
    }

    /// The source called `title` is read from here on.
    pub fn source(&mut self, title: &str) {
        if let Self::Junit(reporter) = self {
            reporter.source(title);
        }
    }

    /// A reporter for a piece of the input.
    #[must_use]
    pub fn piece(&self) -> Self {
        match self {
            Self::Nothing => Self::Nothing,
            Self::Text(reporter) => Self::Text(Box::new(reporter.piece())),
            Self::Json(reporter) => Self::Json(Box::new(reporter.piece())),
            Self::Delimited(reporter) => Self::Delimited(reporter.clone()),
            Self::Summary(reporter) => Self::Summary(Box::new(reporter.piece())),
            Self::Github(_) => Self::Github(Box::default()),
            Self::Sarif(reporter) => Self::Sarif(Box::new(reporter.piece())),
            Self::Junit(_) => Self::Junit(Box::default()),
        }
    }

    /// Adds what a reporter for the next piece has seen, and makes what it has written into `out` fit.
    /// Gives it back if it remembers what helps with another piece.
    pub fn absorb(&mut self, piece: Self, out: &mut Vec<u8>) -> Option<Self> {
        match (self, piece) {
            (_, piece @ Self::Text(_)) => return Some(piece),
            (Self::Json(reporter), Self::Json(piece)) => reporter.absorb(*piece, out),
            (Self::Summary(reporter), Self::Summary(piece)) => reporter.absorb(*piece),
            (Self::Github(reporter), Self::Github(piece)) => reporter.absorb(*piece),
            (Self::Sarif(reporter), Self::Sarif(piece)) => reporter.absorb(*piece, out),
            (Self::Junit(reporter), Self::Junit(piece)) => reporter.absorb(*piece),
            // Each record stands for itself.
            (_, Self::Nothing | Self::Delimited(_)) => {}
            // Never: all pieces are of one format.
            (
                _,
                Self::Json(_)
                | Self::Summary(_)
                | Self::Github(_)
                | Self::Sarif(_)
                | Self::Junit(_),
            ) => {}
        }
        None
    }

    /// What stands before the first record.
    pub fn begin(&mut self, out: &mut Vec<u8>) {
        match self {
            Self::Json(reporter) => reporter.begin(out),
            Self::Delimited(reporter) => reporter.begin(out),
            Self::Sarif(reporter) => reporter.begin(out),
            Self::Nothing | Self::Text(_) | Self::Summary(_) | Self::Github(_) | Self::Junit(_) => {
            }
        }
    }

    /// One record that is to be shown.
    #[inline(always)]
    pub fn record(&mut self, record: &Record<'_>, out: &mut Vec<u8>) {
        match self {
            Self::Nothing | Self::Github(_) | Self::Sarif(_) => {}
            Self::Text(reporter) => reporter.record(record, out),
            Self::Json(reporter) => reporter.record(record, out),
            Self::Delimited(reporter) => reporter.record(record, out),
            Self::Summary(reporter) => reporter.record(record),
            Self::Junit(reporter) => reporter.record(record),
        }
    }

    /// One record that is not to be shown. Nothing hides findings: where these stand in records, those
    /// that have any are shown all the same, if the format is about findings.
    #[cold]
    pub fn hidden(&mut self, record: &Record<'_>) {
        if let Self::Junit(reporter) = self
            && !record.findings.is_empty()
        {
            reporter.record(record);
        }
    }

    /// One finding of the source called `path`, whether its record is shown or not: nothing hides
    /// findings. Only for formats that are about nothing else.
    pub fn finding(&mut self, path: &str, finding: &Finding, out: &mut Vec<u8>) {
        match self {
            Self::Github(reporter) => reporter.finding(path, finding),
            Self::Sarif(reporter) => reporter.finding(path, finding, out),
            _ => {}
        }
    }

    /// What stands behind the last record.
    pub fn end(&mut self, tally: &Tally, out: &mut Vec<u8>) {
        match self {
            Self::Nothing | Self::Delimited(_) => {}
            Self::Text(reporter) => reporter.end(tally, out),
            Self::Json(reporter) => reporter.end(tally, out),
            Self::Summary(reporter) => reporter.end(tally, out),
            Self::Github(reporter) => reporter.end(out),
            Self::Sarif(reporter) => reporter.end(out),
            Self::Junit(reporter) => reporter.end(out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::sample::{self, EACH};
    use super::*;
    use crate::options::Field;

    fn reporter(layout: &Layout) -> Reporter {
        Reporter::new(&Style {
            layout,
            color: false,
            width: 80,
            zone: Zone::Utc,
            verbose: false,
            headers: false,
            now: sample::now(),
        })
    }

    #[test]
    fn pieces_of_text_are_given_back() {
        for (layout, is_given_back) in [
            (Layout::Text, true),
            (Layout::Nothing, false),
            (Layout::Ndjson, false),
            (Layout::Tsv(Vec::new()), false),
            (Layout::Summary, false),
        ] {
            let mut whole = reporter(&layout);
            let given_back = whole.absorb(whole.piece(), &mut Vec::new());
            assert_eq!(given_back.is_some(), is_given_back, "{layout:?}");
        }
    }

    #[test]
    fn pieces_make_the_same_report() {
        let two_files = ["a.json", "b.json"].map(|path| EACH.map(|record| (path, record)));
        let inputs = two_files.concat().repeat(3);
        let fields = || vec![Field::State, Field::Id, Field::Pointer];
        for layout in [
            Layout::Text,
            Layout::Nothing,
            Layout::Json,
            Layout::Ndjson,
            Layout::Fields(fields()),
            Layout::Tsv(fields()),
            Layout::Csv(fields()),
            Layout::Summary,
            Layout::Github,
            Layout::Sarif,
            Layout::Junit,
        ] {
            for count in [0, 1, 2, inputs.len()] {
                let inputs = &inputs[inputs.len() - count..];
                let whole = sample::show_files(reporter(&layout), inputs);
                let is_lone_text = count == 1 && matches!(layout, Layout::Text);
                if !is_lone_text {
                    assert_eq!(
                        sample::show_pieces(reporter(&layout), inputs),
                        whole,
                        "{layout:?}"
                    );
                }
            }
        }
    }
}
