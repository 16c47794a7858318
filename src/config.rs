//! What the flags mean here: the command line and the environment made into one value.
//!
//! This is the only place that looks at terminals and variables; everything below is told.
//! What is wrong with the command line beyond its syntax is said here too.

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::cli::{Cli, ColorChoice, Format, Show, What};
use crate::finding::Code;
use crate::help;
use crate::options::{Field, Ignored, Layout, Page, Selection};
use crate::safe;
use crate::timestamp::{Timestamp, Zone};

/// The width to assume where nothing tells it.
const WIDTH: usize = 80;
/// How alike two words must be for one to be suggested for the other, of 1.
const ALIKE: f64 = 0.78;

/// What the process finds around it.
#[derive(Clone, Debug)]
pub struct Environment {
    /// Somebody types the input.
    pub stdin_is_terminal: bool,
    /// Somebody looks at the report.
    pub stdout_is_terminal: bool,
    /// Somebody looks at the findings.
    pub stderr_is_terminal: bool,
    /// The clock of `--now`.
    pub commsop_now: Option<OsString>,
    /// No colour, if not empty.
    pub no_color: Option<OsString>,
    /// No colour, if 0.
    pub clicolor: Option<OsString>,
    /// Colour everywhere, if neither empty nor 0.
    pub clicolor_force: Option<OsString>,
    /// No colour, if dumb.
    pub term: Option<OsString>,
    /// The width of the terminal.
    pub columns: Option<OsString>,
    /// Whether there is a file of that name; only asked to explain an error.
    pub exists: fn(&Path) -> bool,
}

impl Environment {
    /// Looks around.
    #[must_use]
    pub fn capture() -> Self {
        Self {
            stdin_is_terminal: std::io::stdin().is_terminal(),
            stdout_is_terminal: std::io::stdout().is_terminal(),
            stderr_is_terminal: std::io::stderr().is_terminal(),
            commsop_now: std::env::var_os("COMMSOP_NOW"),
            no_color: std::env::var_os("NO_COLOR"),
            clicolor: std::env::var_os("CLICOLOR"),
            clicolor_force: std::env::var_os("CLICOLOR_FORCE"),
            term: std::env::var_os("TERM"),
            columns: std::env::var_os("COLUMNS"),
            exists: Path::exists,
        }
    }

    /// Whether stdout is coloured.
    #[must_use]
    pub fn colors_stdout(&self, choice: ColorChoice) -> bool {
        self.colors(choice, self.stdout_is_terminal)
    }

    /// Whether stderr is coloured.
    #[must_use]
    pub fn colors_stderr(&self, choice: ColorChoice) -> bool {
        self.colors(choice, self.stderr_is_terminal)
    }

    /// The first that has an opinion decides: the option, then the variables, then the stream.
    fn colors(&self, choice: ColorChoice, is_terminal: bool) -> bool {
        let is =
            |variable: &Option<OsString>, value| variable.as_deref() == Some(OsStr::new(value));
        let is_set = |variable: &Option<OsString>| variable.is_some() && !is(variable, "");
        match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto if is_set(&self.no_color) => false,
            ColorChoice::Auto if is_set(&self.clicolor_force) && !is(&self.clicolor_force, "0") => {
                true
            }
            ColorChoice::Auto if is(&self.clicolor, "0") || is(&self.term, "dumb") => false,
            ColorChoice::Auto => is_terminal,
        }
    }

    /// Whether somebody waits at a terminal that nothing else is written to. A dumb one cannot
    /// take back what it shows.
    fn shows_progress(&self, layout: &Layout) -> bool {
        let is_dumb = self.term.as_deref() == Some(OsStr::new("dumb"));
        let has_rows = !matches!(layout, Layout::Nothing | Layout::Summary);
        self.stderr_is_terminal && !is_dumb && !(self.stdout_is_terminal && has_rows)
    }

    fn width(&self) -> usize {
        let columns = self.columns.as_deref().and_then(OsStr::to_str);
        let columns = columns.and_then(|text| text.trim().parse().ok());
        columns.filter(|columns| *columns > 0).unwrap_or(WIDTH)
    }
}

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

fn ignored(words: &[String]) -> Result<Ignored, Usage> {
    let prefixes = words.iter().map(|word| ignored_prefix(word));
    prefixes.collect::<Result<_, _>>().map(Ignored::new)
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

/// A command line that makes no sense: the whole text for stderr, with its last line end.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Usage(String);

impl Usage {
    fn new(message: &str) -> Self {
        Self(format!("commsop: {message}\n"))
    }

    /// `--explain` with something that is neither a finding nor a result code.
    pub(crate) fn unknown_code(asked: &str) -> Self {
        let usage = Self::new(&format!("unknown code \"{}\"", safe::excerpt(asked, 80)));
        match near_code(asked.trim()) {
            Some(code) => usage.suggest(Some(code)),
            None => usage
                .note("expected a finding (CO103) or a result code (400/8508, 8508, 412#10073)")
                .note("help: `commsop --explain` lists the findings"),
        }
    }

    fn note(mut self, note: &str) -> Self {
        self.0.extend(["  = ", note, "\n"]);
        self
    }

    fn suggest(self, suggestion: Option<&str>) -> Self {
        match suggestion {
            Some(word) => self.note(&format!("help: did you mean \"{word}\"?")),
            None => self,
        }
    }
}

impl fmt::Display for Usage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

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

fn fields(names: &[String], environment: &Environment) -> Result<Option<Vec<Field>>, Usage> {
    let field = |name: &String| {
        let known = Field::value_variants()
            .iter()
            .find(|field| field.name() == name.trim());
        known
            .copied()
            .ok_or_else(|| unknown_field(name, environment))
    };
    let fields: Vec<Field> = names.iter().map(field).collect::<Result<_, _>>()?;
    Ok(Some(fields).filter(|fields| !fields.is_empty()))
}

/// `-f` means "file" to many, and Graph's own names are longer than ours.
fn unknown_field(name: &str, environment: &Environment) -> Usage {
    let known = || Field::value_variants().iter().map(|field| field.name());
    let last = name.rsplit('.').next().unwrap_or(name);
    let usage = Usage::new(&format!("unknown field {name:?}"));
    let exists = !name.is_empty() && (environment.exists)(Path::new(name));
    let usage = if !exists && known().any(|field| field.eq_ignore_ascii_case(last)) {
        usage.suggest(closest(last, known()))
    } else if exists || name.contains(['.', '/', std::path::MAIN_SEPARATOR]) {
        let file = name.escape_debug();
        usage.note(&format!(
            "help: -f picks fields; to read the file just name it: commsop {file}"
        ))
    } else {
        usage.suggest(closest(name, known()))
    };
    Usage(usage.0 + &field_list())
}

/// The names of all fields, in lines of at most 80 columns.
fn field_list() -> String {
    let mut text = String::new();
    let mut line = "  = fields:".to_owned();
    for name in Field::value_variants().iter().map(|field| field.name()) {
        if line.len() + 1 + name.len() > WIDTH {
            text = text + &line + "\n";
            line = " ".repeat(11);
        }
        line = line + " " + name;
    }
    text + &line + "\n"
}

fn ignored_prefix(word: &str) -> Result<String, Usage> {
    let prefix = word.trim().to_ascii_uppercase();
    let known = || Code::ALL.iter().map(|code| code.name());
    if prefix.starts_with("CO0") || prefix == "CO" {
        return Err(Usage::new(&format!(
            "--ignore {word:?}: input errors cannot be ignored"
        ))
        .note("expected a code such as CO201, or a prefix such as CO3"));
    }
    if prefix.len() > 2 && known().any(|code| code.starts_with(&prefix)) {
        return Ok(prefix);
    }
    let suggestion = match known().find(|code| code.strip_prefix("CO") == Some(&prefix)) {
        Some(code) => Some(code),
        None => closest(&prefix, known()),
    };
    Err(Usage::new(&format!("--ignore {word:?}: unknown code"))
        .note("expected a code such as CO201, or a prefix such as CO3")
        .suggest(suggestion.filter(|code| !code.starts_with("CO0")))
        .note("help: `commsop --explain` lists the codes"))
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

/// The code of the finding that was probably meant: the one with this title, or the nearest. Few
/// characters tell codes apart, so a distance of more than two says nothing.
fn near_code(word: &str) -> Option<&'static str> {
    let titled = |code: &&Code| code.title().eq_ignore_ascii_case(word);
    let upper = word.to_ascii_uppercase();
    let far = |code: &str| strsim::osa_distance(&upper, code);
    let names = || Code::ALL.iter().map(|code| code.name());
    let nearest = names()
        .min_by_key(|name| (far(name), !name.starts_with(&upper)))
        .filter(|name| upper.len() <= 8 && far(name) <= 2);
    let titled = Code::ALL.iter().find(titled).map(|code| code.name());
    titled.or(nearest)
}

/// The candidate that was probably meant.
fn closest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let rated = candidates.map(|it| (strsim::jaro_winkler(&word, &it.to_lowercase()), it));
    let rated = rated.filter(|(alike, _)| *alike >= ALIKE);
    rated
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::options::Only;

    fn piped() -> Environment {
        Environment {
            stdin_is_terminal: false,
            stdout_is_terminal: false,
            stderr_is_terminal: false,
            commsop_now: None,
            no_color: None,
            clicolor: None,
            clicolor_force: None,
            term: None,
            columns: None,
            exists: |path| path == Path::new("captures"),
        }
    }

    fn resolve_in(environment: &Environment, line: &str) -> Result<Config, Usage> {
        let cli = Cli::read(line.split(' ').map(OsString::from)).expect(line);
        Config::resolve(cli, environment)
    }

    /// What a command line means where nothing is a terminal.
    pub(crate) fn resolve(line: &str) -> Config {
        resolve_in(&piped(), line).expect(line)
    }

    fn refusal(line: &str) -> String {
        resolve_in(&piped(), line).expect_err(line).to_string()
    }

    #[test]
    fn a_bare_command_reads_stdin_and_judges_generously() {
        let config = resolve("commsop");
        assert_eq!(config.action, Action::Run);
        assert_eq!(config.sources, [SourceArg::Stdin]);
        assert_eq!(config.layout, Layout::Text);
        assert_eq!(config.only, Selection::ALL);
        assert_eq!(config.page, Page::Any);
        assert_eq!(config.zone, Zone::Utc);
        assert_eq!(
            (config.now, config.width, config.interleave),
            (None, 80, false)
        );
        assert_eq!(config.ignored, Ignored::default());
    }

    #[test]
    fn nothing_piped_and_no_file_is_said_at_once() {
        let terminal = Environment {
            stdin_is_terminal: true,
            ..piped()
        };
        let expected = "commsop: nothing to read: pipe a payload in, or name a file\n\
            Usage: curl -fsS -H \"Authorization: Bearer $TOKEN\" URL | commsop\n       \
            commsop [OPTIONS] [FILE]...          try: commsop --help\n";
        for line in ["commsop", "commsop -q", "commsop -o json"] {
            let usage = resolve_in(&terminal, line).expect_err(line);
            assert_eq!(usage.to_string(), expected);
        }
        for line in [
            "commsop -",
            "commsop a.json",
            "commsop --explain",
            "commsop --generate man",
        ] {
            assert!(resolve_in(&terminal, line).is_ok(), "{line}");
        }
    }

    #[test]
    fn an_unknown_code_gets_the_nearest_or_the_forms() {
        let suggested = |word| near_code(word);
        assert_eq!(suggested("CO13"), Some("CO103"));
        assert_eq!(suggested("co113"), Some("CO103"));
        assert_eq!(suggested("C0201"), Some("CO201"));
        assert_eq!(suggested("CO3"), Some("CO301"));
        assert_eq!(suggested("unknownstatus"), Some("CO103"));
        for word in ["", "CO", "abc", "400/", "8508x", "CO103-and-more"] {
            assert_eq!(suggested(word), None, "{word}");
        }
        let text = Usage::unknown_code("\u{1b}[31m").to_string();
        assert!(text.starts_with("commsop: unknown code \"\\u{1b}[31m\"\n"));
        assert!(text.lines().all(|line| line.len() <= WIDTH), "{text}");
    }

    #[test]
    fn stdin_may_be_named_once() {
        let sources = resolve("commsop a - b").sources;
        let path = |name: &str| SourceArg::Path(PathBuf::from(name));
        assert_eq!(sources, [path("a"), SourceArg::Stdin, path("b")]);
        assert_eq!(
            resolve("commsop - ./-").sources,
            [SourceArg::Stdin, path("./-")]
        );
        assert!(refusal("commsop - a -").starts_with("commsop: \"-\" is given twice"));
    }

    #[test]
    fn fields_take_the_order_given_and_the_form_of_the_format() {
        use Field::{Code, Id};
        for (line, expected) in [
            ("commsop -f id,code", Layout::Fields(vec![Id, Code])),
            (
                "commsop -f code -f id -o text",
                Layout::Fields(vec![Code, Id]),
            ),
            ("commsop -f id,id", Layout::Fields(vec![Id, Id])),
            ("commsop -f id -o tsv", Layout::Tsv(vec![Id])),
            ("commsop -f id -o csv", Layout::Csv(vec![Id])),
            (
                "commsop -o tsv",
                Layout::Tsv(Field::value_variants().to_vec()),
            ),
            (
                "commsop -o csv",
                Layout::Csv(Field::value_variants().to_vec()),
            ),
            ("commsop -o junit", Layout::Junit),
            ("commsop -q -o json", Layout::Nothing),
        ] {
            assert_eq!(resolve(line).layout, expected, "{line}");
        }
        assert!(resolve("commsop -q").is_quiet());
        for format in ["json", "ndjson", "summary", "github", "sarif", "junit"] {
            let text = refusal(&format!("commsop -f id -o {format}"));
            let expected = format!("commsop: --field cannot be used with --output {format}\n");
            assert!(text.starts_with(&expected), "{text}");
        }
    }

    #[test]
    fn a_file_given_to_f_is_told_from_a_field() {
        let expected = "commsop: unknown field \"op.json\"\n  \
            = help: -f picks fields; to read the file just name it: commsop op.json\n  \
            = fields: state status code subcode message diag reason elapsed active idle id\n            \
            type context created last valid errors warnings source line pointer\n";
        assert_eq!(refusal("commsop -f op.json"), expected);
        for name in ["captures", "a/b", "code.json"] {
            let text = refusal(&format!("commsop -f {name}"));
            assert!(
                text.contains(&format!("just name it: commsop {name}\n")),
                "{text}"
            );
        }
    }

    #[test]
    fn a_misspelt_field_is_suggested() {
        for (name, suggestion) in [
            ("stats", "status"),
            ("Status", "status"),
            ("subCode", "subcode"),
            ("mesage", "message"),
            ("createdDateTime", "created"),
            ("lastActionDateTime", "last"),
            ("diagCode", "diag"),
            ("resultInfo.code", "code"),
            ("warning", "warnings"),
            ("elapsedSeconds", "elapsed"),
        ] {
            let text = refusal(&format!("commsop -f id,{name}"));
            let expected = format!("  = help: did you mean \"{suggestion}\"?\n  = fields: state");
            assert!(text.contains(&expected), "{name}: {text}");
        }
        for name in ["", "foo", "xyzzy"] {
            let text = refusal(&format!("commsop -f id,{name}"));
            assert!(!text.contains("help:"), "{text}");
            assert!(
                text.starts_with(&format!("commsop: unknown field \"{name}\"\n")),
                "{text}"
            );
        }
    }

    #[test]
    fn a_hostile_name_is_shown_escaped() {
        let text = refusal("commsop -f \u{1b}[31m.json\u{202e}\u{9b}");
        assert!(text.is_ascii() && !text.contains('\u{1b}'), "{text}");
    }

    #[test]
    fn only_selects_and_ignore_drops() {
        let only = resolve("commsop --only failed,unreadable").only;
        for kind in Only::value_variants() {
            assert!(Selection::ALL.has(*kind));
            assert_eq!(
                only.has(*kind),
                matches!(kind, Only::Failed | Only::Unreadable)
            );
        }
        let ignored = resolve("commsop --ignore co201,CO3 --ignore CO40").ignored;
        for (code, expected) in [
            ("CO201", true),
            ("CO202", false),
            ("CO305", true),
            ("CO403", true),
            ("CO001", false),
        ] {
            assert_eq!(ignored.covers(code), expected, "{code}");
        }
        assert!(!Ignored::default().covers("CO201"));
    }

    #[test]
    fn what_cannot_be_ignored_is_refused() {
        for word in ["CO0", "co005", "CO0999", "CO", "CO201,CO01"] {
            let text = refusal(&format!("commsop --ignore {word}"));
            assert!(text.contains("input errors cannot be ignored\n"), "{text}");
        }
        for (word, suggestion) in [
            ("201", Some("CO201")),
            ("CO2011", Some("CO201")),
            ("C0103", Some("CO103")),
            ("C103", Some("CO103")),
            ("CO-201", Some("CO201")),
            ("001", None),
            ("", None),
            ("duplicate", None),
        ] {
            let text = refusal(&format!("commsop --ignore={word}"));
            assert!(text.starts_with(&format!("commsop: --ignore \"{word}\": unknown code\n")));
            let found = text
                .split("did you mean \"")
                .nth(1)
                .and_then(|it| it.split('"').next());
            assert_eq!(found, suggestion, "{text}");
        }
    }

    #[test]
    fn the_clock_comes_from_the_option_before_the_variable() {
        let with = |value: &str| Environment {
            commsop_now: Some(value.into()),
            ..piped()
        };
        let now = |environment: &Environment, line| resolve_in(environment, line).map(|it| it.now);
        let at = |text: &str| Ok(Some(Timestamp::parse_now(text).expect("a time")));
        assert_eq!(now(&piped(), "commsop --now @1"), at("@1"));
        assert_eq!(now(&with("@2"), "commsop"), at("@2"));
        assert_eq!(now(&with("@2"), "commsop --now @1"), at("@1"));
        assert_eq!(now(&with("soon"), "commsop --now @1"), at("@1"));
        assert_eq!(now(&with(""), "commsop"), Ok(None));
        assert_eq!(now(&with("soon"), "commsop --explain"), Ok(None));
        let text = now(&with("soon"), "commsop")
            .expect_err("no time")
            .to_string();
        assert!(
            text.starts_with("commsop: COMMSOP_NOW=\"soon\": "),
            "{text}"
        );
        assert!(
            text.contains("\n  = expected an RFC 3339 time such as 2026-"),
            "{text}"
        );
        assert!(refusal("commsop --now soon").starts_with("commsop: --now \"soon\": "));
    }

    #[test]
    fn a_wrong_zone_is_refused_with_what_is_expected() {
        assert_eq!(
            resolve("commsop --tz -08:00").zone,
            Zone::parse("-08:00").expect("a zone")
        );
        let text = refusal("commsop --tz Asia/Shanghai");
        assert!(
            text.starts_with("commsop: --tz \"Asia/Shanghai\": "),
            "{text}"
        );
        assert!(
            text.contains("\n  = expected utc, local, or an offset such as +08:00\n"),
            "{text}"
        );
    }

    /// Columns: `--color`, `NO_COLOR`, `CLICOLOR_FORCE`, `CLICOLOR`, `TERM`; then whether a
    /// pipe and a terminal are coloured.
    #[test]
    fn the_first_with_an_opinion_decides_about_colour() {
        use ColorChoice::{Always, Auto, Never};
        for (choice, no_color, force, clicolor, term, pipe, terminal) in [
            (Auto, None, None, None, None, false, true),
            (Auto, None, None, None, Some("xterm"), false, true),
            (Auto, None, None, Some("1"), None, false, true),
            (Auto, None, None, Some(""), None, false, true),
            (Auto, None, None, Some("0"), None, false, false),
            (Auto, None, None, None, Some("dumb"), false, false),
            (Auto, None, None, Some("1"), Some("dumb"), false, false),
            (Auto, None, Some("1"), None, None, true, true),
            (Auto, None, Some("1"), Some("0"), Some("dumb"), true, true),
            (Auto, None, Some("0"), None, None, false, true),
            (Auto, None, Some(""), None, None, false, true),
            (Auto, None, Some("0"), Some("0"), None, false, false),
            (Auto, Some("1"), None, None, None, false, false),
            (Auto, Some("0"), None, None, None, false, false),
            (Auto, Some(""), None, None, None, false, true),
            (Auto, Some("1"), Some("1"), None, None, false, false),
            (Auto, Some(""), Some("1"), None, None, true, true),
            (Always, Some("1"), None, Some("0"), Some("dumb"), true, true),
            (Never, None, Some("1"), None, None, false, false),
        ] {
            let environment = Environment {
                no_color: no_color.map(OsString::from),
                clicolor_force: force.map(OsString::from),
                clicolor: clicolor.map(OsString::from),
                term: term.map(OsString::from),
                stderr_is_terminal: true,
                ..piped()
            };
            let found = (
                environment.colors_stdout(choice),
                environment.colors_stderr(choice),
            );
            assert_eq!(found, (pipe, terminal), "{choice:?} {environment:?}");
        }
    }

    #[test]
    fn each_stream_is_decided_by_itself() {
        let environment = Environment {
            stdout_is_terminal: true,
            ..piped()
        };
        let config = resolve_in(&environment, "commsop").expect("valid");
        assert!(config.color_stdout && !config.color_stderr && !config.interleave);
        let environment = Environment {
            stderr_is_terminal: true,
            ..environment
        };
        let config = resolve_in(&environment, "commsop --color never").expect("valid");
        assert!(!config.color_stdout && !config.color_stderr && config.interleave);
    }

    #[test]
    fn progress_is_for_a_terminal_without_rows() {
        let shown = |stdout_is_terminal, stderr_is_terminal, term: Option<&str>, line| {
            let environment = Environment {
                stdout_is_terminal,
                stderr_is_terminal,
                term: term.map(OsString::from),
                ..piped()
            };
            resolve_in(&environment, line).expect(line).progress
        };
        for (line, on_terminal) in [
            ("commsop", false),
            ("commsop -o ndjson", false),
            ("commsop -f id", false),
            ("commsop -q", true),
            ("commsop -o summary", true),
        ] {
            assert_eq!(shown(true, true, None, line), on_terminal, "{line}");
            assert!(shown(false, true, Some("xterm"), line), "{line}");
            assert!(!shown(false, true, Some("dumb"), line), "{line}");
            assert!(!shown(true, false, None, line), "{line}");
            assert!(!shown(false, false, None, line), "{line}");
        }
    }

    #[test]
    fn the_width_is_a_positive_number_or_80() {
        for (columns, expected) in [
            (None, 80),
            (Some(""), 80),
            (Some("0"), 80),
            (Some("-3"), 80),
            (Some("wide"), 80),
            (Some("132"), 132),
            (Some("40"), 40),
            (Some("99999999999999999999999"), 80),
        ] {
            let environment = Environment {
                columns: columns.map(OsString::from),
                ..piped()
            };
            let config = resolve_in(&environment, "commsop").expect("valid");
            assert_eq!(config.width, expected, "{columns:?}");
        }
    }
}
