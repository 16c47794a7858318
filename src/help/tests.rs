//! The pages of help: the synopsis to the byte, and nothing forgotten.

use super::*;
use crate::cli::Cli;

/// The synopsis of the contract, byte for byte.
const SYNOPSIS: &str = r#"Inspect and validate Microsoft Graph commsOperation JSON

Usage: commsop [OPTIONS] [FILE]...
       curl -fsS -H "Authorization: Bearer $TOKEN" URL | commsop

Arguments:
  [FILE]...  Files or directories; - is stdin [default: stdin]

Show:
  -o, --output <FORMAT>  text, json, ndjson, tsv, csv, summary, github, sarif,
                         junit [default: text]
  -f, --field <LIST>     Only these fields, tab-separated (status,code,elapsed)
      --only <LIST>      Only pending, succeeded, failed, invalid, unreadable
      --latest           Only the last document of each operation id
  -v, --verbose          Details of every operation, and notes
  -q, --quiet            No report; findings and exit status only

Judge:
  -e, --exit-status      Exit 4 if an operation failed, 5 if one is pending
      --schema <PAGE>    any, 2018-beta, v1.0: the published page to judge by
                         [default: any]
      --strict           Count warnings as errors
      --ignore <CODES>   Drop these findings, by code or prefix (CO201,CO3)

Render:
      --now <TIME>       Clock used for ages [env: COMMSOP_NOW]
      --tz <ZONE>        utc, local or +HH:MM [default: utc]
      --color <WHEN>     auto, always, never [default: auto]

Help:
      --explain [CODE]   Explain a finding (CO103) or a result code (400/8508,
                         8508, 412#10073); without CODE list the findings
      --generate <WHAT>  Print schema, man, bash, zsh, fish, powershell,
                         elvish or nushell
  -h, --help             This text; --help adds examples and formats
  -V, --version          Print version

Exit: 0 ok, 1 invalid, 2 usage, 3 unreadable; with -e: 4 failed, 5 pending
"#;

fn stop(words: &[&str]) -> Stop {
    let words = std::iter::once("commsop").chain(words.iter().copied());
    Cli::read(words.map(OsString::from)).expect_err("a reason to stop")
}

#[test]
fn the_short_help_is_the_synopsis_of_the_contract() {
    assert_eq!(stop(&["-h"]).text(false), SYNOPSIS);
    assert_eq!(stop(&["-q", "-v", "-h", "--bogus"]).text(false), SYNOPSIS);
    assert!(SYNOPSIS.lines().count() <= 40);
    for outcome in Outcome::ALL {
        let status = format!("{} {}", outcome.code(), outcome.name());
        assert!(SYNOPSIS.contains(&status), "{status}");
    }
}

#[test]
fn the_long_help_begins_with_the_short_one() {
    let text = stop(&["--help"]).text(false);
    let more = text.strip_prefix(SYNOPSIS).expect("the synopsis first");
    for heading in [
        "Exit status",
        "Examples",
        "Formats",
        "Fields",
        "Environment",
    ] {
        assert!(
            more.contains(&format!("\n{heading}:\n  ")),
            "{heading}\n{more}"
        );
    }
}

#[test]
fn no_help_line_is_too_long_or_not_ascii() {
    for line in page(true).lines() {
        assert!(
            line.len() <= 80 && line.is_ascii() && line.trim_end() == line,
            "{line}"
        );
    }
}

#[test]
fn every_option_and_every_value_is_in_the_short_help() {
    for arg in cli::command().get_arguments() {
        assert!(SYNOPSIS.contains(&label(arg)), "{arg}");
        let words = arg.get_help().expect("described").to_string();
        if arg.get_id() == "field" || arg.get_id() == "help" || arg.get_id() == "version" {
            continue;
        }
        for value in arg
            .get_value_parser()
            .possible_values()
            .into_iter()
            .flatten()
        {
            let is_flag = !arg.get_action().takes_values();
            assert!(
                is_flag || words.contains(value.get_name()),
                "{arg}: {value:?}"
            );
        }
    }
}

/// Some generators of completion scripts do not escape them.
#[test]
fn no_description_holds_what_a_shell_would_act_on() {
    for (name, words) in described::<Format>().chain(described::<Field>()) {
        assert!(
            !words.is_empty() && !words.contains(['"', '\'', '`', '$', '\\']),
            "{name}"
        );
    }
}

#[test]
fn every_example_is_understood() {
    for (_, line) in EXAMPLES {
        let ours = line.rsplit_once("| commsop").map_or(*line, |_| "commsop");
        let ours = ours.split(" | ").next().unwrap_or_default();
        let words = ours.split(' ').map(OsString::from);
        assert!(Cli::read(words).is_ok(), "{line}");
    }
}

#[test]
fn the_version_is_one_line_or_the_whole_story() {
    assert_eq!(stop(&["-V"]).text(false), "commsop 0.1.0\n");
    let text = stop(&["--version"]).text(false);
    assert!(text.starts_with("commsop 0.1.0\n"), "{text}");
    for part in [
        "\ntarget    ",
        "\ncompiler  Rust ",
        "\nschema    Microsoft Graph v1.0",
    ] {
        assert!(text.contains(part), "{text}");
    }
    assert_eq!(
        text.contains("\ncommit"),
        option_env!("COMMSOP_COMMIT").is_some()
    );
}

#[test]
fn what_was_asked_for_is_no_error() {
    for word in ["-h", "--help", "-V", "--version"] {
        assert_eq!(stop(&[word]).outcome(), Outcome::Ok, "{word}");
    }
    assert_eq!(stop(&["--bogus"]).outcome(), Outcome::Usage);
}

#[test]
fn colour_changes_no_letter() {
    for words in [["-h"], ["--help"], ["--version"], ["--bogus"]] {
        let stop = stop(&words);
        assert!(!stop.text(false).contains('\u{1b}'), "{words:?}");
        assert_eq!(without_sgr(&stop.text(true)), stop.text(false), "{words:?}");
    }
    assert!(stop(&["-h"]).text(true).contains("\u{1b}[4mShow:"));
    assert!(stop(&["--bogus"]).text(true).contains("\u{1b}[31m"));
}

#[test]
fn what_was_typed_cannot_act_on_the_terminal() {
    for word in [
        "--\u{1b}[31mred",
        "--\u{9b}31mred",
        "--a\u{202e}b",
        "--a\rb",
        "--a\u{200b}",
    ] {
        for colored in [false, true] {
            let text = stop(&[word]).text(colored);
            let bad = text
                .chars()
                .find(|letter| *letter != '\n' && is_hostile(*letter));
            assert_eq!(bad, None, "{word:?}: {text:?}");
        }
    }
}

#[test]
fn the_colour_asked_for_is_known_even_when_the_rest_is_wrong() {
    for (words, expected) in [
        (&["--bogus"][..], ColorChoice::Auto),
        (&["--bogus", "--color=never"], ColorChoice::Never),
        (&["--color", "always", "-h"], ColorChoice::Always),
        (
            &["--color", "always", "--color=never", "-h"],
            ColorChoice::Never,
        ),
        (&["--color", "pink"], ColorChoice::Auto),
        (&["-h", "--", "--color=never"], ColorChoice::Auto),
        (&["--bogus", "--color"], ColorChoice::Auto),
    ] {
        assert_eq!(stop(words).color(), expected, "{words:?}");
    }
}

fn without_sgr(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    first
        + &parts
            .filter_map(|part| part.split_once('m'))
            .map(|it| it.1)
            .collect::<String>()
}
