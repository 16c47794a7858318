//! What was judged, shown: one file a format.
//!
//! A reporter writes into a buffer and never sees JSON text or the command line.

pub mod findings;
pub mod frame;
pub mod palette;
pub mod text;

use crate::config::Config;
use crate::finding::Finding;
use crate::operation::Operation;
use crate::options::Layout;
use crate::position::Position;
use crate::timestamp::Timestamp;
use crate::verdict::Tally;
use palette::Palette;

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
    pub location: Location<'a>,
    /// What it is about.
    pub subject: Subject<'a>,
    /// What was found, in order of position.
    pub findings: &'a [Finding],
    /// Whether nothing found is an error.
    pub valid: bool,
    /// The clock.
    pub now: Timestamp,
}

/// The format that was asked for.
#[derive(Debug)]
pub enum Reporter {
    /// No report.
    Nothing,
    /// Rows for people.
    Text(text::Reporter),
}

impl Reporter {
    /// `headers`: name each file before its rows.
    pub fn new(config: &Config, headers: bool, _now: Timestamp) -> Self {
        match &config.layout {
            Layout::Nothing => Self::Nothing,
            _ => {
                let palette = Palette::new(config.color_stdout);
                Self::Text(text::Reporter::new(
                    palette,
                    config.width,
                    config.zone,
                    config.verbose,
                    headers,
                ))
            }
        }
    }

    /// Whether the positions of records are needed, not only those of findings.
    pub fn needs_positions(&self) -> bool {
        match self {
            Self::Nothing | Self::Text(_) => false,
        }
    }

    /// What stands before the first record.
    pub fn begin(&mut self, _out: &mut Vec<u8>) {}

    /// One record.
    pub fn record(&mut self, record: &Record<'_>, out: &mut Vec<u8>) {
        match self {
            Self::Nothing => {}
            Self::Text(reporter) => reporter.record(record, out),
        }
    }

    /// What stands behind the last record.
    pub fn end(&mut self, tally: &Tally, out: &mut Vec<u8>) {
        match self {
            Self::Nothing => {}
            Self::Text(reporter) => reporter.end(tally, out),
        }
    }
}
