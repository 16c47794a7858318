//! What a command line comes to in an environment.

use super::environment::tests::piped;
use super::*;
use crate::options::Only;
use std::ffi::OsString;

fn resolve_in(environment: &Environment, line: &str) -> Result<Config, Usage> {
    let cli = Cli::read(line.split(' ').map(OsString::from)).expect(line);
    Config::resolve(cli, environment)
}

/// What a command line means where nothing is a terminal.
pub(crate) fn resolve(line: &str) -> Config {
    resolve_in(&piped(), line).expect(line)
}

pub(super) fn refusal(line: &str) -> String {
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
