//! What the flags mean here: the command line and the environment made into one value.
//!
//! Everything below is told what it needs: only `environment` looks at terminals and variables. What is
//! wrong with the command line beyond its syntax is found here, and said in the words of `usage`.

mod environment;
mod names;
mod usage;

pub use environment::Environment;
pub use usage::Usage;

use std::path::PathBuf;

use clap::ValueEnum;

use crate::cli::{Cli, Format, Show, What};
use crate::help;
use crate::options::{Field, Ignored, Layout, Page, Selection};
use crate::timestamp::{Timestamp, Zone};
use names::{fields, ignored};

/// What is to be done.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Action {
    /// Read, judge and report.
    Run,
    /// Explain a code, or list the findings.
    Explain(Option<String>),
    /// Print something that is made from the program itself.
    Generate(What),
}

/// One input, as named on the command line.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum SourceArg {
    /// The standard input.
    Stdin,
    /// A file or a directory.
    Path(PathBuf),
}

/// Everything the run needs to know.
#[allow(clippy::struct_excessive_bools)] // flags are what it is made of
#[derive(Clone, Debug)]
pub struct Config {
    /// What is to be done.
    pub action: Action,
    /// What is read, in this order.
    pub sources: Vec<SourceArg>,
    /// The form of the report.
    pub layout: Layout,
    /// What is shown and judged.
    pub only: Selection,
    /// Only the last document of each id counts.
    pub latest: bool,
    /// Details and notes are shown.
    pub verbose: bool,
    /// The exit status tells the states of the operations.
    pub exit_status: bool,
    /// The published page to judge by.
    pub page: Page,
    /// Warnings are errors.
    pub strict: bool,
    /// The findings that are dropped.
    pub ignored: Ignored,
    /// The clock; that of the system, if none.
    pub now: Option<Timestamp>,
    /// The zone times are shown in.
    pub zone: Zone,
    /// stdout is coloured.
    pub color_stdout: bool,
    /// stderr is coloured.
    pub color_stderr: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// Both streams go to a terminal, so that their order matters.
    pub interleave: bool,
    /// Long work says how far it has come: somebody looks, and sees no rows.
    pub progress: bool,
    /// Ordinary operations take the fast lane. It changes nothing but the time, which is what a
    /// test without it shows.
    pub lane: bool,
    /// How many cores read large files and many small ones; all of them, if none.
    pub cores: Option<usize>,
}

impl Config {
    /// Decides what was meant.
    ///
    /// # Errors
    ///
    /// [`Usage`] when the command line makes no sense, or there is nothing to read.
    pub fn resolve(cli: Cli, environment: &Environment) -> Result<Self, Usage> {
        let action = match (cli.instead.explain, cli.instead.generate) {
            (Some(code), _) => Action::Explain(code),
            (None, Some(what)) => Action::Generate(what),
            (None, None) => Action::Run,
        };
        let is_run = action == Action::Run;
        let layout = layout(&cli.show, environment)?;
        Ok(Self {
            progress: environment.shows_progress(&layout),
            layout,
            only: Selection::new(&cli.show.only),
            latest: cli.show.latest,
            verbose: cli.show.verbose,
            exit_status: cli.judge.exit_status,
            page: cli.judge.schema,
            strict: cli.judge.strict,
            ignored: ignored(&cli.judge.ignore)?,
            now: if is_run {
                now(cli.render.now.as_deref(), environment)?
            } else {
                None
            },
            zone: zone(&cli.render.tz)?,
            color_stdout: environment.colors_stdout(cli.render.color),
            color_stderr: environment.colors_stderr(cli.render.color),
            width: environment.width(),
            interleave: environment.stdout_is_terminal && environment.stderr_is_terminal,
            lane: true,
            cores: None,
            sources: if is_run {
                sources(cli.files, environment)?
            } else {
                Vec::new()
            },
            action,
        })
    }

    /// Whether there is no report, so that only findings and the exit status speak.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.layout == Layout::Nothing
    }
}

fn sources(files: Vec<PathBuf>, environment: &Environment) -> Result<Vec<SourceArg>, Usage> {
    if files.is_empty() {
        return if environment.stdin_is_terminal {
            Err(nothing_to_read())
        } else {
            Ok(vec![SourceArg::Stdin])
        };
    }
    let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
    if files.iter().filter(|path| is_stdin(path)).count() > 1 {
        return Err(
            Usage::new("\"-\" is given twice, but stdin can be read only once")
                .note("help: a file named - is read as ./-"),
        );
    }
    let source = |path| {
        if is_stdin(&path) {
            SourceArg::Stdin
        } else {
            SourceArg::Path(path)
        }
    };
    Ok(files.into_iter().map(source).collect())
}

fn nothing_to_read() -> Usage {
    Usage(format!(
        "commsop: nothing to read: pipe a payload in, or name a file\n\
         Usage: {}\n       {}          try: commsop --help\n",
        help::PIPED,
        help::USAGE,
    ))
}

fn layout(show: &Show, environment: &Environment) -> Result<Layout, Usage> {
    let fields = fields(&show.field, environment)?;
    let columns = || {
        fields
            .clone()
            .unwrap_or_else(|| Field::value_variants().to_vec())
    };
    Ok(match show.output {
        _ if show.quiet => Layout::Nothing,
        Format::Tsv => Layout::Tsv(columns()),
        Format::Csv => Layout::Csv(columns()),
        Format::Text => fields.map_or(Layout::Text, Layout::Fields),
        format if fields.is_some() => return Err(no_fields_in(format)),
        Format::Json => Layout::Json,
        Format::Ndjson => Layout::Ndjson,
        Format::Summary => Layout::Summary,
        Format::Github => Layout::Github,
        Format::Sarif => Layout::Sarif,
        Format::Junit => Layout::Junit,
    })
}

fn no_fields_in(format: Format) -> Usage {
    let name = format.to_possible_value();
    let name = name
        .as_ref()
        .map_or("this format", |value| value.get_name());
    Usage::new(&format!("--field cannot be used with --output {name}"))
        .note("expected text (the default), tsv or csv")
        .note("help: to pick from JSON, pipe -o ndjson into jq")
}

/// The option wins over the variable; an empty variable is one that is not set.
fn now(typed: Option<&str>, environment: &Environment) -> Result<Option<Timestamp>, Usage> {
    let variable = environment
        .commsop_now
        .as_deref()
        .filter(|value| !value.is_empty());
    match (typed, variable) {
        (Some(text), _) => clock("--now ", text).map(Some),
        (None, Some(value)) => clock("COMMSOP_NOW=", &value.to_string_lossy()).map(Some),
        (None, None) => Ok(None),
    }
}

fn clock(origin: &str, text: &str) -> Result<Timestamp, Usage> {
    Timestamp::parse_now(text).map_err(|error| {
        Usage::new(&format!("{origin}{text:?}: {error}"))
            .note("expected an RFC 3339 time such as 2026-03-10T09:30:00Z, or @seconds")
    })
}

fn zone(text: &str) -> Result<Zone, Usage> {
    Zone::parse(text).map_err(|error| {
        Usage::new(&format!("--tz {text:?}: {error}"))
            .note("expected utc, local, or an offset such as +08:00")
            .note("help: for a named zone: TZ=Asia/Shanghai commsop --tz local")
    })
}

#[cfg(test)]
pub(crate) mod tests;
