//! The texts that are printed instead of a report: `-h`, `--help`, the version, and what clap
//! says about a wrong command line.
//!
//! clap would align each group of options by itself and print to the stream itself. So the
//! options are laid out here, in one column, and everything comes back as a `String`, that the
//! program can write where it notices a full device.

use std::ffi::OsString;
use std::fmt::Write;

use clap::builder::styling::Style;
use clap::error::ErrorKind;
use clap::{Arg, Command, ValueEnum};

use crate::cli::{self, ColorChoice, Format};
use crate::options::Field;
use crate::outcome::Outcome;

/// The usage line.
pub const USAGE: &str = "commsop [OPTIONS] [FILE]...";
/// The other way to start it, and the more common one.
pub const PIPED: &str = "curl -fsS -H \"Authorization: Bearer $TOKEN\" URL | commsop";
/// What the program does, by way of examples: a comment and its command, in turn.
pub const EXAMPLES: &[(&str, &str)] = &[
    ("How is this operation doing?", PIPED),
    ("Just one word, for a script", "commsop -f status op.json"),
    (
        "Is it finished? 0 yes, 4 it failed, 5 not yet",
        "commsop -qe op.json",
    ),
    (
        "All that failed in a directory of captures",
        "commsop --only failed captures/",
    ),
    (
        "The last word on every id in a log of notifications",
        "commsop --latest log.ndjson",
    ),
    (
        "As records for jq",
        "commsop -o ndjson log.ndjson | jq .resultInfo.code",
    ),
    (
        "Fail a build on anything doubtful",
        "commsop --strict -o github samples/",
    ),
    ("What a code means", "commsop --explain 400/8508"),
];
/// The environment variables that matter, and their effect.
pub const ENVIRONMENT: &[(&str, &str)] = &[
    ("COMMSOP_NOW", "as --now; the option wins"),
    ("NO_COLOR", "not empty: no colour"),
    (
        "CLICOLOR_FORCE",
        "not empty and not 0: colour even when piped",
    ),
    ("CLICOLOR", "0: no colour"),
    ("TERM", "dumb: no colour"),
    ("COLUMNS", "width of the terminal, else 80"),
    ("TZ", "time zone of --tz local"),
];

/// The answers clap gives to `-h` and to `--help`: only which of the two was asked for.
pub(crate) const SHORT: &str = "short";
pub(crate) const LONG: &str = "long";

/// Where the descriptions of the options begin.
const COLUMN: usize = 25;
/// No text goes further to the right than this.
const WIDTH: usize = 79;

/// A reason to stop before anything is read, with the text to print.
#[derive(Debug)]
pub struct Stop {
    error: clap::Error,
    /// What was typed holds control characters, which must not reach a terminal as they are.
    hostile: bool,
    color: ColorChoice,
}

impl Stop {
    pub(crate) fn new(error: clap::Error, args: &[OsString]) -> Self {
        let hostile = args
            .iter()
            .any(|arg| arg.to_string_lossy().chars().any(is_hostile));
        let color = typed_color(args);
        Self {
            error,
            hostile,
            color,
        }
    }

    /// `Ok` when the text was asked for and belongs on stdout; `Usage` when it goes to stderr.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        if self.error.use_stderr() {
            Outcome::Usage
        } else {
            Outcome::Ok
        }
    }

    /// The colour choice among the words that were typed, as far as they can be understood.
    #[must_use]
    pub fn color(&self) -> ColorChoice {
        self.color
    }

    /// The whole text, with its last line end.
    #[must_use]
    pub fn text(&self, colored: bool) -> String {
        let styled = self.error.render();
        match self.error.kind() {
            ErrorKind::DisplayHelp => {
                let page = page(styled.to_string().trim() == LONG);
                if colored { painted(&page) } else { page }
            }
            _ if colored && !self.hostile => styled.ansi().to_string(),
            _ => harmless(&styled.to_string()),
        }
    }
}

/// The help page: the synopsis, and with `long` examples, formats and fields too.
#[must_use]
pub fn page(long: bool) -> String {
    let mut text = synopsis(&cli::command());
    if long {
        let outcomes =
            Outcome::ALL.map(|it| (format!("{} {}", it.code(), it.name()), it.meaning()));
        section(
            &mut text,
            "Exit status",
            outcomes.iter().map(|(key, words)| (key, *words)),
        );
        text.push_str("\nExamples:\n");
        for (comment, line) in EXAMPLES {
            let _ = writeln!(text, "  # {comment}\n  {line}");
        }
        section(&mut text, "Formats", described::<Format>());
        section(&mut text, "Fields", described::<Field>());
        section(&mut text, "Environment", ENVIRONMENT.iter().copied());
    }
    text
}

/// Each value of a closed set with what it stands for.
fn described<T: ValueEnum + 'static>() -> impl Iterator<Item = (String, String)> {
    let values = T::value_variants().iter().filter_map(T::to_possible_value);
    values.map(|value| {
        let words = value.get_help().map(ToString::to_string);
        (value.get_name().to_owned(), words.unwrap_or_default())
    })
}

fn synopsis(command: &Command) -> String {
    let about = command
        .get_about()
        .map(ToString::to_string)
        .unwrap_or_default();
    let mut text = format!("{about}\n\nUsage: {USAGE}\n       {PIPED}\n");
    text.push_str("\nArguments:\n");
    for arg in command.get_positionals() {
        let _ = writeln!(text, "  {}  {}", label(arg), description(arg));
    }
    let mut heading = None;
    for arg in command.get_arguments().filter(|arg| !arg.is_positional()) {
        if arg.get_help_heading() != heading {
            heading = arg.get_help_heading();
            let _ = writeln!(text, "\n{}:", heading.unwrap_or("Options"));
        }
        row(&mut text, &label(arg), COLUMN, &description(arg));
    }
    text.push_str("\nExit: 0 ok, 1 invalid, 2 usage, 3 unreadable; with -e: 4 failed, 5 pending\n");
    text
}

fn label(arg: &Arg) -> String {
    let value = arg.get_value_names().and_then(|names| names.first());
    let value = value.map(ToString::to_string).unwrap_or_default();
    if arg.is_positional() {
        return format!("[{value}]...");
    }
    let short = arg
        .get_short()
        .map_or("    ".to_owned(), |letter| format!("-{letter}, "));
    let long = arg.get_long().unwrap_or_default();
    let optional = arg
        .get_num_args()
        .is_some_and(|range| range.min_values() == 0);
    match (arg.get_action().takes_values(), optional) {
        (false, _) => format!("{short}--{long}"),
        (true, false) => format!("{short}--{long} <{value}>"),
        (true, true) => format!("{short}--{long} [{value}]"),
    }
}

fn description(arg: &Arg) -> String {
    let mut text = arg.get_help().map(ToString::to_string).unwrap_or_default();
    if let [default] = arg.get_default_values()
        && arg.get_action().takes_values()
    {
        let _ = write!(text, " [default:\u{a0}{}]", default.to_string_lossy());
    }
    text
}

fn section<K: AsRef<str>, V: AsRef<str>>(
    text: &mut String,
    heading: &str,
    rows: impl Iterator<Item = (K, V)>,
) {
    let _ = writeln!(text, "\n{heading}:");
    for (key, words) in rows {
        row(text, key.as_ref(), 18, words.as_ref());
    }
}

/// One entry: the label, and its description from `column` on, wrapped, but not within
/// "this or that".
fn row(text: &mut String, label: &str, column: usize, words: &str) {
    let mut line = format!("  {label:<width$}", width = column.saturating_sub(2));
    let mut is_empty = true;
    for word in words.replace(" or ", "\u{a0}or\u{a0}").split(' ') {
        if !is_empty && line.len() + 1 + word.chars().count() > WIDTH {
            let _ = writeln!(text, "{line}");
            line = " ".repeat(column);
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(&word.replace('\u{a0}', " "));
        is_empty = false;
    }
    let _ = writeln!(text, "{}", line.trim_end());
}

/// The same page with its headings as clap paints them.
fn painted(page: &str) -> String {
    let heading = Style::new().bold().underline();
    let mut text = String::with_capacity(page.len() + 256);
    for line in page.split_inclusive('\n') {
        match line.split_once(':') {
            Some((words, rest)) if line.starts_with(|letter: char| letter.is_ascii_uppercase()) => {
                let _ = write!(text, "{heading}{words}:{heading:#}{rest}");
            }
            _ => text.push_str(line),
        }
    }
    text
}

/// A word of the command line as it may be shown in one line.
pub(crate) fn shown(word: &OsString) -> OsString {
    match word.to_str() {
        Some(text) if text.chars().any(is_hostile) => escaped(text, is_hostile).into(),
        _ => word.clone(),
    }
}

/// What would act on a terminal, or mislead its reader, written as an escape.
fn harmless(text: &str) -> String {
    escaped(text, |letter| letter != '\n' && is_hostile(letter))
}

fn escaped(text: &str, is_odd: impl Fn(char) -> bool) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_odd(letter) {
            safe.extend(letter.escape_default());
        } else {
            safe.push(letter);
        }
    }
    safe
}

/// True for a control character and for one that is not visible: `escape_debug` knows both.
fn is_hostile(letter: char) -> bool {
    !matches!(letter, '\'' | '"' | '\\') && letter.escape_debug().len() > 1
}

/// `--color` as typed, for the texts that are printed when the words could not be parsed.
fn typed_color(args: &[OsString]) -> ColorChoice {
    let mut words = args.iter().map(|arg| arg.to_string_lossy());
    let mut choice = ColorChoice::default();
    while let Some(word) = words.next().filter(|word| word != "--") {
        let value = match word.strip_prefix("--color") {
            Some("") => words.next().map(String::from),
            Some(rest) => rest.strip_prefix('=').map(String::from),
            None => None,
        };
        if let Some(typed) = value.and_then(|value| ColorChoice::from_str(&value, false).ok()) {
            choice = typed;
        }
    }
    choice
}

#[cfg(test)]
mod tests;
