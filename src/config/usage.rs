//! What is said of a command line that makes no sense, and what was probably meant.

use crate::finding::Code;
use crate::safe;
use std::fmt;

/// How alike two words must be for one to be suggested for the other, of 1.
const ALIKE: f64 = 0.78;

/// A command line that makes no sense: the whole text for stderr, with its last line end.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Usage(pub(super) String);

impl Usage {
    pub(super) fn new(message: &str) -> Self {
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

    pub(super) fn note(mut self, note: &str) -> Self {
        self.0.extend(["  = ", note, "\n"]);
        self
    }

    pub(super) fn suggest(self, suggestion: Option<&str>) -> Self {
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
pub(super) fn closest<'a>(
    word: &str,
    candidates: impl Iterator<Item = &'a str>,
) -> Option<&'a str> {
    let word = word.to_lowercase();
    let rated = candidates.map(|it| (strsim::jaro_winkler(&word, &it.to_lowercase()), it));
    let rated = rated.filter(|(alike, _)| *alike >= ALIKE);
    rated
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::environment::WIDTH;

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
}
