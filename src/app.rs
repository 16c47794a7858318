//! The loop: for each source read, judge, report, count.

mod blocks;
mod feed;
mod latest;
mod session;
mod trouble;
mod turns;

use crate::config::{Action, Config, SourceArg, Usage};
use crate::finding::{Code, explanation};
use crate::generate;
use crate::input::expansion::{self, Expansion};
use crate::input::files;
use crate::input::source::{self, Source};
use crate::judge::codes;
use crate::options::Layout;
use crate::outcome::Outcome;
use crate::progress::Progress;
use crate::streams::{Outlet, Streams};
use session::Session;
use std::io::{self, Read, Write};

/// Does what `config` says. Reports go to `stdout`, findings to `stderr`; the result is the exit
/// status.
pub fn run(
    config: &Config,
    stdout: &mut (dyn Write + Send),
    stderr: &mut (dyn Write + Send),
) -> Outcome {
    match &config.action {
        Action::Run => read_all(config, stdout, stderr),
        Action::Explain(asked) => match explain(asked.as_deref()) {
            Ok(page) => print(page.as_bytes(), stdout, stderr),
            Err(usage) => {
                // Nobody can be told that standard error is broken; the exit status speaks.
                let _ = write!(stderr, "{usage}");
                Outcome::Usage
            }
        },
        Action::Generate(what) => {
            let mut text = Vec::new();
            // Writing into a Vec cannot fail.
            let _ = generate::write(*what, config.page, &mut text);
            print(&text, stdout, stderr)
        }
    }
}

/// The page of a finding or of a result code, or the list of all findings.
fn explain(asked: Option<&str>) -> Result<String, Usage> {
    let Some(asked) = asked else {
        return Ok(explanation::list());
    };
    match Code::parse(asked.trim()) {
        Some(code) => Ok(explanation::explain(code)),
        None => codes::explain(asked).ok_or_else(|| Usage::unknown_code(asked)),
    }
}

/// Writes `text` to `stdout`; a text that cannot be delivered is no success.
pub fn print(
    text: &[u8],
    stdout: &mut (dyn Write + Send),
    stderr: &mut (dyn Write + Send),
) -> Outcome {
    let mut streams = Streams::new(stdout, stderr, false);
    streams.out().extend_from_slice(text);
    let outlet = streams.finish();
    delivered(outlet, Outcome::Ok, stderr)
}

/// Reads one source from any reader, as [`run`] does with files: for tests and fuzz targets, which
/// choose how the bytes arrive.
pub fn read(
    config: &Config,
    source: &Source,
    reader: impl Read,
    stdout: &mut (dyn Write + Send),
    stderr: &mut (dyn Write + Send),
) -> Outcome {
    report(config, stdout, stderr, |session| {
        session.read_from(source, reader);
    })
}

fn read_all(
    config: &Config,
    stdout: &mut (dyn Write + Send),
    stderr: &mut (dyn Write + Send),
) -> Outcome {
    report(config, stdout, stderr, |session| {
        let found = config.sources.iter().flat_map(find);
        files::each(found, config.cores, |found, content| {
            match (found, content) {
                (Ok(source), Some(content)) => session.read_small(source, content),
                (Ok(source), None) => session.read(source),
                (Err(unavailable), _) => session.unavailable(unavailable),
            }
            session.is_wanted()
        });
    })
}

/// What is behind a word of the command line: standard input, a file, what is in a directory.
fn find(argument: &SourceArg) -> Expansion {
    match argument {
        SourceArg::Stdin => expansion::stdin(),
        SourceArg::Path(path) => expansion::expand(path),
    }
}

/// A report from its begin to its end; `work` is what comes between.
fn report(
    config: &Config,
    stdout: &mut (dyn Write + Send),
    stderr: &mut (dyn Write + Send),
    work: impl FnOnce(&mut Session<'_, '_>),
) -> Outcome {
    let progress = Progress::new(config);
    let mut above = progress.above(stderr);
    let streams = Streams::new(stdout, &mut above, config.interleave);
    let mut session = Session::new(config, streams, progress);
    work(&mut session);
    let (outlet, outcome) = session.finish();
    drop(above);
    delivered(outlet, outcome, stderr)
}

/// A full disk is an error; a reader that has gone is none.
fn delivered(outlet: Outlet, outcome: Outcome, stderr: &mut (dyn Write + Send)) -> Outcome {
    let Outlet::Broken(error) = outlet else {
        return outcome;
    };
    // Nobody can be told that standard error is broken; the exit status still speaks.
    let _ = writeln!(
        stderr,
        "commsop: cannot write the output: {}",
        write_reason(&error)
    );
    outcome.combine(Outcome::Unreadable)
}

fn write_reason(error: &io::Error) -> String {
    source::reason(error)
}

/// Whether each file is named before its rows: more than one may come.
fn has_headers(config: &Config) -> bool {
    let directory =
        |argument: &SourceArg| matches!(argument, SourceArg::Path(path) if path.is_dir());
    config.layout == Layout::Text
        && (config.sources.len() > 1 || config.sources.iter().any(directory))
}
