//! A file in one view of it, shown in several ways; all of them come to the same.

use crate::random::Random;
use commsop::app;
use commsop::cli::Cli;
use commsop::config::{Config, Environment};
use commsop::input::source::Source;
use commsop::outcome::Outcome;
use std::ffi::OsString;
use std::io::{self, Read};
use std::path::Path;

/// What every batch is shown as.
pub(crate) const VIEWS: [&[&str]; 3] = [&["-o", "text"], &["-o", "ndjson"], &["-q", "-e"]];

/// What batches are shown as in turn.
const MORE_VIEWS: [&[&str]; 13] = [
    &["--schema", "v1.0"],
    &["--schema", "2018-beta", "-o", "ndjson"],
    &["--schema", "v1.0", "--strict", "-f", "id,errors,warnings"],
    &["-o", "summary"],
    &["-o", "json"],
    &["--strict", "-o", "csv", "--tz", "+05:30"],
    &["--latest", "-o", "ndjson"],
    &["--only", "failed,invalid", "-e"],
    &["--ignore", "CO3,CO202", "-f", "state,id,line,pointer"],
    &["-o", "sarif"],
    &["-o", "junit"],
    &["-o", "github", "--latest"],
    &["-v"],
];

/// One run: how it ends, and what it writes.
#[derive(PartialEq)]
pub(crate) struct Ended {
    pub(crate) outcome: Outcome,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: Vec<u8>,
}

/// `lane` and `cores` as in [`Config`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Way {
    pub(crate) lane: bool,
    pub(crate) cores: usize,
}

/// Nothing but one thread and the exact reader.
pub(crate) const EXACT: Way = Way {
    lane: false,
    cores: 1,
};

/// The lane, and as many cores as the machines of most jobs have.
pub(crate) const TWO_CORES: Way = Way {
    lane: true,
    cores: 2,
};

/// The lane alone.
pub(crate) const LANE: Way = Way {
    lane: true,
    cores: 1,
};

/// What one line of options means for one file.
pub(crate) struct View {
    pub(crate) options: &'static [&'static str],
    config: Config,
}

impl View {
    pub(crate) fn new(options: &'static [&'static str], path: &Path) -> Self {
        let words = ["commsop", "--now", "2026-03-10T09:30:00Z"];
        let words = words.iter().chain(options).map(OsString::from);
        let cli = Cli::read(words.chain([path.into()])).expect("words");
        let config = Config::resolve(cli, &Environment::bare()).expect("a command line");
        Self { options, config }
    }

    /// The views of batch number `batch`.
    pub(crate) fn of(views: &[Self], batch: u64) -> impl Iterator<Item = &Self> {
        let (always, in_turn) = views.split_at(VIEWS.len());
        always
            .iter()
            .chain([&in_turn[batch as usize % in_turn.len()]])
    }

    pub(crate) fn all(path: &Path) -> Vec<Self> {
        let options = VIEWS.iter().chain(&MORE_VIEWS);
        options.map(|options| Self::new(options, path)).collect()
    }

    fn config(&self, way: Way) -> Config {
        Config {
            lane: way.lane,
            cores: Some(way.cores),
            ..self.config.clone()
        }
    }

    pub(crate) fn run(&self, way: Way) -> Ended {
        let config = self.config(way);
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let outcome = app::run(&config, &mut stdout, &mut stderr);
        Ended {
            outcome,
            stdout,
            stderr,
        }
    }

    /// The same for bytes that come in pieces, with the lane.
    pub(crate) fn run_pieces(&self, path: &Path, pieces: Pieces<'_>) -> Ended {
        let config = self.config(LANE);
        let source = Source::File(path.to_owned());
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let outcome = app::read(&config, &source, pieces, &mut stdout, &mut stderr);
        Ended {
            outcome,
            stdout,
            stderr,
        }
    }
}

/// Bytes that come in pieces of any length, so that records are cut wherever it may be.
pub(crate) struct Pieces<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) random: Random,
}

impl Read for Pieces<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let most = [3, 60, 400, 5000][self.random.below(4)];
        let length = (1 + self.random.below(most)).min(out.len());
        self.bytes.read(&mut out[..length])
    }
}
