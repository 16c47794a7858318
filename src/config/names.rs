//! The names in lists on the command line: those of fields and of findings.

use super::environment::{Environment, WIDTH};
use super::usage::{Usage, closest};
use crate::finding::Code;
use crate::options::{Field, Ignored};
use clap::ValueEnum;
use std::path::Path;

/// The fields of these names, in that order; nothing if there are none.
pub(super) fn fields(
    names: &[String],
    environment: &Environment,
) -> Result<Option<Vec<Field>>, Usage> {
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

/// The findings that these codes and prefixes name.
pub(super) fn ignored(words: &[String]) -> Result<Ignored, Usage> {
    let prefixes = words.iter().map(|word| ignored_prefix(word));
    prefixes.collect::<Result<_, _>>().map(Ignored::new)
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

#[cfg(test)]
mod tests {
    use crate::config::tests::refusal;

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
}
