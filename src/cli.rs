//! What was typed: every argument and option, and nothing about what it means here.
//!
//! The texts are written once: the help pages (`help.rs`), the manual page and the completion
//! scripts (`generate.rs`) are all laid out from the descriptions in this file. What depends
//! on the terminal, the environment or other options is decided in `config.rs`.

#![allow(clippy::doc_markdown)] // the comments are the help texts

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::sync::LazyLock;

use crate::options::{Field, Only, Page};
use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{ArgAction, Args, Command, CommandFactory, Parser, ValueEnum, ValueHint};

use crate::help::{self, Stop};

/// The pages of Microsoft's documentation that the judge was written from.
const KNOWLEDGE: &str = "Microsoft Graph v1.0 and beta of 2024-11, 2018-09 beta page";

/// The zone where none is asked for.
const UTC: &str = "utc";

/// Inspect and validate Microsoft Graph commsOperation JSON
///
/// Reads one operation or a stream of them, alone or in what Graph wraps them in, as curl prints
/// or a webhook receives them. The report goes to stdout, findings go to stderr, and the exit
/// status is the verdict.
#[derive(Debug, Default, Parser)]
#[command(
    name = "commsop",
    version,
    override_usage = help::USAGE,
    help_template = "{after-help}",
    after_help = help::SHORT,
    after_long_help = help::LONG,
    disable_help_flag = true,
    disable_version_flag = true,
    args_override_self = true
)]
pub struct Cli {
    /// Files or directories; - is stdin [default: stdin]
    ///
    /// A directory is walked in sorted order, taking *.json, *.jsonl and *.ndjson. A file that
    /// is named is read whatever its name.
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub files: Vec<PathBuf>,
    /// What to show.
    #[command(flatten)]
    pub show: Show,
    /// How to judge.
    #[command(flatten)]
    pub judge: Judge,
    /// How to render.
    #[command(flatten)]
    pub render: Render,
    /// What to print instead of a report.
    #[command(flatten)]
    pub instead: Instead,
}

/// What is shown, and how much of it.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Show")]
pub struct Show {
    /// text, json, ndjson, tsv, csv, summary, github, sarif, junit
    #[arg(short, long, value_name = "FORMAT", default_value_t, value_enum)]
    pub output: Format,
    /// Only these fields, tab-separated (status,code,elapsed)
    ///
    /// One line per operation, without a header; an absent field is empty. With -o tsv and -o
    /// csv the fields are the columns, and the header stays.
    #[arg(short, long, value_name = "LIST", value_delimiter = ',', value_parser = FieldName)]
    pub field: Vec<String>,
    /// Only pending, succeeded, failed, invalid, unreadable
    ///
    /// Acts on what is shown and on what --exit-status judges; findings are never hidden.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub only: Vec<Only>,
    /// Only the last document of each operation id
    ///
    /// A capture of notifications holds running and then completed for one id. Documents
    /// without an id are all kept.
    #[arg(long)]
    pub latest: bool,
    /// Details of every operation, and notes
    #[arg(short, long)]
    pub verbose: bool,
    /// No report; findings and exit status only
    #[arg(short, long, conflicts_with_all = ["verbose", "field"])]
    pub quiet: bool,
}

/// What counts as an error, and what the exit status says.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Judge")]
pub struct Judge {
    /// Exit 4 if an operation failed, 5 if one is pending
    #[arg(short, long)]
    pub exit_status: bool,
    /// any, 2018-beta, v1.0: the published page to judge by
    ///
    /// With any, what the service has been seen to send is accepted and a deviation is a
    /// warning; under a named page a deviation from it is an error.
    #[arg(long, value_name = "PAGE", default_value_t, value_enum)]
    pub schema: Page,
    /// Count warnings as errors
    #[arg(long)]
    pub strict: bool,
    /// Drop these findings, by code or prefix (CO201,CO3)
    ///
    /// For a quirk of the service that cannot be fixed. Input errors, CO0xx, stay.
    #[arg(long, value_name = "CODES", value_delimiter = ',', value_hint = ValueHint::Other)]
    pub ignore: Vec<String>,
}

/// Clock, zone and colour of the report.
#[derive(Debug, Args)]
#[command(next_help_heading = "Render")]
pub struct Render {
    /// Clock used for ages [env: COMMSOP_NOW]
    ///
    /// An RFC 3339 time, or @seconds since 1970. Makes every output reproducible.
    #[arg(long, value_name = "TIME", value_hint = ValueHint::Other)]
    pub now: Option<String>,
    /// utc, local or +HH:MM
    ///
    /// Named zones by way of local: TZ=Asia/Shanghai commsop --tz local.
    #[arg(long, value_name = "ZONE", default_value = UTC, value_hint = ValueHint::Other,
        allow_hyphen_values = true)]
    pub tz: String,
    /// auto, always, never
    #[arg(long, value_name = "WHEN", default_value_t, value_enum)]
    pub color: ColorChoice,
}

/// What is printed instead of a report.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Help")]
pub struct Instead {
    /// Explain a finding (CO103) or a result code (400/8508, 8508, 412#10073); without CODE
    /// list the findings
    #[arg(long, value_name = "CODE", num_args = 0..=1, value_hint = ValueHint::Other,
        conflicts_with = "generate")]
    pub explain: Option<Option<String>>,
    /// Print schema, man, bash, zsh, fish, powershell, elvish or nushell
    #[arg(long, value_name = "WHAT")]
    pub generate: Option<What>,
    /// This text; --help adds examples and formats
    #[arg(short, long, action = ArgAction::Help)]
    help: Option<bool>,
    /// Print version
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

impl Default for Render {
    fn default() -> Self {
        Self {
            now: None,
            tz: UTC.into(),
            color: ColorChoice::default(),
        }
    }
}

/// The forms a report can take.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, ValueEnum)]
pub enum Format {
    /// for people: a row per operation; details when there is just one
    #[default]
    Text,
    /// one object with all operations and a summary
    Json,
    /// one object per operation and line, as it comes
    Ndjson,
    /// all fields, tab-separated, with a header
    Tsv,
    /// all fields, comma-separated (RFC 4180), with a header
    Csv,
    /// counts, durations and result codes of the whole
    Summary,
    /// annotations for a GitHub workflow
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, for test reports
    Junit,
}

/// When to colour.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, ValueEnum)]
pub enum ColorChoice {
    /// on a terminal, unless the environment says otherwise
    #[default]
    Auto,
    /// also into a file or a pipe
    Always,
    /// not at all
    Never,
}

/// What can be generated.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum What {
    /// The published page as JSON Schema.
    Schema,
    /// The manual page.
    Man,
    /// A completion script.
    Completions(Shell),
}

/// The shells that completion scripts exist for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Shell {
    /// GNU bash.
    Bash,
    /// Z shell.
    Zsh,
    /// fish.
    Fish,
    /// `PowerShell`, of Windows or 7.
    PowerShell,
    /// Elvish.
    Elvish,
    /// Nushell.
    Nushell,
}

impl ValueEnum for What {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self::Schema,
            Self::Man,
            Self::Completions(Shell::Bash),
            Self::Completions(Shell::Zsh),
            Self::Completions(Shell::Fish),
            Self::Completions(Shell::PowerShell),
            Self::Completions(Shell::Elvish),
            Self::Completions(Shell::Nushell),
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::Schema => "schema",
            Self::Man => "man",
            Self::Completions(Shell::Bash) => "bash",
            Self::Completions(Shell::Zsh) => "zsh",
            Self::Completions(Shell::Fish) => "fish",
            Self::Completions(Shell::PowerShell) => "powershell",
            Self::Completions(Shell::Elvish) => "elvish",
            Self::Completions(Shell::Nushell) => "nushell",
        }))
    }
}

/// Takes any text for a field: whether there is such a field is said in `config.rs`, in words
/// that fit somebody who took `-f` for "file". The names are listed for the completions.
#[derive(Clone)]
struct FieldName;

impl TypedValueParser for FieldName {
    type Value = String;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<String, clap::Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let fields = Field::value_variants().iter();
        Some(Box::new(fields.filter_map(Field::to_possible_value)))
    }
}

impl Cli {
    /// Reads the command line, whose first word is the name of the program.
    ///
    /// # Errors
    ///
    /// A [`Stop`] when there is something to print instead of going on: a usage error, or the
    /// help or the version that was asked for.
    pub fn read(args: impl IntoIterator<Item = OsString>) -> Result<Self, Stop> {
        let args: Vec<OsString> = args.into_iter().collect();
        // To lay out all options is a good part of a start.
        Self::without_options(&args).map_or_else(|| Self::parsed(&args), Ok)
    }

    /// What the parser makes of names of inputs alone, and `None` if there is more to parse.
    fn without_options(args: &[OsString]) -> Option<Self> {
        let names = args.get(1..)?;
        let is_input = |name: &OsString| match name.as_encoded_bytes() {
            [first, rest @ ..] => *first != b'-' || rest.is_empty(),
            [] => false,
        };
        names.iter().all(is_input).then(|| Self {
            files: names.iter().map(PathBuf::from).collect(),
            ..Self::default()
        })
    }

    fn parsed(args: &[OsString]) -> Result<Self, Stop> {
        Self::try_parse_from(args).map_err(|error| {
            // The message shows what was typed, which must not begin a line of its own there.
            let shown = args.iter().map(help::shown);
            let error = command().try_get_matches_from(shown).err().unwrap_or(error);
            Stop::new(error, args)
        })
    }
}

/// The parser itself, from which help, manual and completions are made. Where there is nothing to print,
/// the command line is read without the text for `--version`.
#[must_use]
pub fn command() -> Command {
    Cli::command().long_version(long_version())
}

fn long_version() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(|| {
        use std::env::consts::{ARCH, OS};
        let commit = match option_env!("COMMSOP_COMMIT") {
            Some(commit) if !commit.is_empty() => format!("commit    {commit}\n"),
            _ => String::new(),
        };
        format!(
            "{}\n{commit}target    {ARCH}-{OS}\ncompiler  Rust {} or later\nschema    {KNOWLEDGE}",
            env!("CARGO_PKG_VERSION"),
            env!("CARGO_PKG_RUST_VERSION"),
        )
    });
    &TEXT
}

#[cfg(test)]
mod tests;
