//! Colour into a pipe: which of the options and variables has its way, for each stream.

use crate::support::commsop;

const INVALID: &str = r#"{"id":"op-1","status":"gone"}"#;

#[test]
fn the_first_with_an_opinion_decides() {
    for (words, expected) in [
        // A pipe is not coloured.
        ("commsop", false),
        ("CLICOLOR=1 TERM=xterm-256color commsop", false),
        // --color beats everything.
        ("commsop --color always", true),
        ("commsop --color=always", true),
        (
            "NO_COLOR=1 CLICOLOR=0 TERM=dumb commsop --color always",
            true,
        ),
        ("CLICOLOR_FORCE=1 commsop --color never", false),
        ("commsop --color auto", false),
        ("commsop --color always --color never", false),
        // CLICOLOR_FORCE, unless it is empty or 0.
        ("CLICOLOR_FORCE=1 commsop", true),
        ("CLICOLOR_FORCE=yes commsop --color auto", true),
        ("CLICOLOR_FORCE=0 commsop", false),
        ("CLICOLOR_FORCE= commsop", false),
        ("CLICOLOR_FORCE=1 CLICOLOR=0 commsop", true),
        ("CLICOLOR_FORCE=1 TERM=dumb commsop", true),
        // NO_COLOR beats it, unless it is empty.
        ("NO_COLOR=1 CLICOLOR_FORCE=1 commsop", false),
        ("NO_COLOR=0 CLICOLOR_FORCE=1 commsop", false),
        ("NO_COLOR= CLICOLOR_FORCE=1 commsop", true),
    ] {
        let ended = commsop(words).stdin(INVALID).run();
        assert_eq!(ended.stdout.contains('\u{1b}'), expected, "{ended:#?}");
        assert_eq!(ended.stderr.contains('\u{1b}'), expected, "{ended:#?}");
        assert_eq!(
            without_color(&ended.stdout),
            commsop("commsop").stdin(INVALID).run().stdout
        );
        assert_eq!(
            without_color(&ended.stderr),
            commsop("commsop").stdin(INVALID).run().stderr
        );
    }
}

#[test]
fn help_and_usage_errors_follow_the_same_rules() {
    for (words, expected) in [
        ("commsop -h", false),
        ("commsop -h --color always", true),
        ("CLICOLOR_FORCE=1 commsop --help", true),
        ("CLICOLOR_FORCE=1 NO_COLOR=1 commsop -h", false),
        ("commsop --bogus", false),
        ("commsop --bogus --color=always", true),
        ("CLICOLOR_FORCE=1 commsop --bogus", true),
        ("CLICOLOR_FORCE=1 commsop --bogus --color never", false),
    ] {
        let ended = commsop(words).run();
        let both = ended.stdout.clone() + &ended.stderr;
        assert_eq!(both.contains('\u{1b}'), expected, "{ended:#?}");
    }
}

#[test]
fn a_finding_is_painted_as_the_palette_says() {
    let ended = commsop("commsop --color always").stdin(INVALID).run();
    let (bold_red, blue, end) = ("\u{1b}[1;31m", "\u{1b}[34m", "\u{1b}[0m");
    let expected = format!(
        "\
<stdin>:1:23: {bold_red}error[CO103]{end} /status: unknown status \"gone\"
  {blue}|{end}
{blue}1 |{end} {INVALID}
  {blue}|{end}                       {bold_red}^^^^^^{end}
  = expected notStarted, running, completed or failed
"
    );
    crate::support::same(&ended.line, &expected, &ended.stderr);
}

/// Colour is all that an escape is used for: nothing of a payload may begin one.
#[test]
fn a_payload_cannot_paint() {
    let hostile =
        "{\"id\":\"\\u001b[31mred\\u009b0m\\u202e\",\"status\":\"\\u001b]0;title\\u0007\"}";
    let ended = commsop("commsop --color always").stdin(hostile).run();
    for stream in [&ended.stdout, &ended.stderr] {
        let plain = without_color(stream);
        let bad = plain
            .chars()
            .find(|c| *c != '\n' && (c.is_control() || *c == '\u{202e}'));
        assert_eq!(bad, None, "{stream:?}");
    }
    assert!(
        ended.stdout.contains("\\u{1b}[31mred\\u{9b}0m\\u{202e}"),
        "{ended:#?}"
    );
    assert!(
        ended
            .stderr
            .contains("unknown status \"\\u{1b}]0;title\\u{7}\""),
        "{ended:#?}"
    );
}

fn without_color(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = parts.map(|part| {
        let (numbers, rest) = part.split_once('m').expect("the end of a colour");
        let numbers = numbers.strip_prefix('[').expect("the begin of a colour");
        assert!(
            numbers.chars().all(|c| c.is_ascii_digit() || c == ';'),
            "{part:?}"
        );
        rest
    });
    first + &rest.collect::<String>()
}
