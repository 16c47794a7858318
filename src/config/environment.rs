//! What stands around the program: terminals and variables.

use crate::cli::ColorChoice;
use crate::options::Layout;
use std::ffi::{OsStr, OsString};
use std::io::IsTerminal;
use std::path::Path;

/// The width to assume where nothing tells it.
pub(super) const WIDTH: usize = 80;

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

    /// One in which nothing is a terminal, no variable is set, and no file is there to explain an error by:
    /// a command line means the same in it wherever it is resolved.
    #[must_use]
    pub fn bare() -> Self {
        Self {
            stdin_is_terminal: false,
            stdout_is_terminal: false,
            stderr_is_terminal: false,
            commsop_now: None,
            no_color: None,
            clicolor: None,
            clicolor_force: None,
            term: None,
            columns: None,
            exists: |_| false,
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
    pub(super) fn shows_progress(&self, layout: &Layout) -> bool {
        let is_dumb = self.term.as_deref() == Some(OsStr::new("dumb"));
        let has_rows = !matches!(layout, Layout::Nothing | Layout::Summary);
        self.stderr_is_terminal && !is_dumb && !(self.stdout_is_terminal && has_rows)
    }

    pub(super) fn width(&self) -> usize {
        let columns = self.columns.as_deref().and_then(OsStr::to_str);
        let columns = columns.and_then(|text| text.trim().parse().ok());
        columns.filter(|columns| *columns > 0).unwrap_or(WIDTH)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A bare one, but for a file `captures`.
    pub(in crate::config) fn piped() -> Environment {
        Environment {
            exists: |path| path == Path::new("captures"),
            ..Environment::bare()
        }
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
}
