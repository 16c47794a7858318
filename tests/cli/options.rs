//! The command line: what is refused and how, and what each option does to the report.

use crate::support::{Scratch, commsop};
use crate::times::TIMED;

const THREE: &str = r#"{"id":"op-1","status":"completed"}
{"id":"op-2","status":"running"}
{"id":"op-3","status":"failed","resultInfo":{"code":400,"subcode":8508}}
{"id":"op-4","status":"gone"}
{
"#;

/// Every refusal, whole. None reads anything, so each ends at once.
#[test]
fn a_wrong_command_line_is_refused_in_words() {
    for (line, expected) in [
        (
            "commsop -q -v",
            "\
error: the argument '--quiet' cannot be used with '--verbose'

Usage: commsop [OPTIONS] [FILE]...

For more information, try '--help'.
",
        ),
        (
            "commsop -o jsn",
            "\
error: invalid value 'jsn' for '--output <FORMAT>'
  [possible values: text, json, ndjson, tsv, csv, summary, github, sarif, junit]

  tip: a similar value exists: 'json'

For more information, try '--help'.
",
        ),
        (
            "commsop --only running",
            "\
error: invalid value 'running' for '--only <LIST>'
  [possible values: pending, succeeded, failed, invalid, unreadable]

For more information, try '--help'.
",
        ),
        (
            "commsop --schema v2",
            "\
error: invalid value 'v2' for '--schema <PAGE>'
  [possible values: any, 2018-beta, v1.0]

For more information, try '--help'.
",
        ),
        (
            "commsop --now",
            "\
error: a value is required for '--now <TIME>' but none was supplied

For more information, try '--help'.
",
        ),
        (
            "commsop -x",
            "\
error: unexpected argument '-x' found

  tip: to pass '-x' as a value, use '-- -x'

Usage: commsop [OPTIONS] [FILE]...

For more information, try '--help'.
",
        ),
        (
            "commsop - -",
            "\
commsop: \"-\" is given twice, but stdin can be read only once
  = help: a file named - is read as ./-
",
        ),
        (
            "commsop --now yesterday",
            "\
commsop: --now \"yesterday\": not of the form 2018-09-06T15:58:41Z
  = expected an RFC 3339 time such as 2026-03-10T09:30:00Z, or @seconds
",
        ),
        (
            "COMMSOP_NOW=2026-03-10T09:30Z commsop",
            "\
commsop: COMMSOP_NOW=\"2026-03-10T09:30Z\": no seconds
  = expected an RFC 3339 time such as 2026-03-10T09:30:00Z, or @seconds
",
        ),
        (
            "commsop --tz Mars",
            "\
commsop: --tz \"Mars\": not a zone
  = expected utc, local, or an offset such as +08:00
  = help: for a named zone: TZ=Asia/Shanghai commsop --tz local
",
        ),
        (
            "commsop --tz +24:00",
            "\
commsop: --tz \"+24:00\": offset beyond 23:59
  = expected utc, local, or an offset such as +08:00
  = help: for a named zone: TZ=Asia/Shanghai commsop --tz local
",
        ),
        (
            "commsop --ignore CO001",
            "\
commsop: --ignore \"CO001\": input errors cannot be ignored
  = expected a code such as CO201, or a prefix such as CO3
",
        ),
        (
            "commsop --ignore 201",
            "\
commsop: --ignore \"201\": unknown code
  = expected a code such as CO201, or a prefix such as CO3
  = help: did you mean \"CO201\"?
  = help: `commsop --explain` lists the codes
",
        ),
        (
            "commsop -f stat",
            "\
commsop: unknown field \"stat\"
  = help: did you mean \"state\"?
  = fields: state status code subcode message diag reason elapsed active idle id
            type context created last valid errors warnings source line pointer
",
        ),
        (
            "commsop -f resultInfo.code",
            "\
commsop: unknown field \"resultInfo.code\"
  = help: did you mean \"code\"?
  = fields: state status code subcode message diag reason elapsed active idle id
            type context created last valid errors warnings source line pointer
",
        ),
        (
            "commsop -f id -o json",
            "\
commsop: --field cannot be used with --output json
  = expected text (the default), tsv or csv
  = help: to pick from JSON, pipe -o ndjson into jq
",
        ),
    ] {
        commsop(line).gives(2, "", expected);
    }
}

#[test]
fn only_narrows_the_rows_and_not_the_findings() {
    let everything = commsop("commsop").stdin(THREE).run();
    let row = |line: &str| everything.stdout.lines().any(|row| row == line);
    let (succeeded, pending) = (
        "completed              -         op-1",
        "running                -         op-2",
    );
    let failed = "failed                 400/8508  op-3\n  (400/8508: the operation was cancelled)";
    let (invalid, unreadable) = (
        "invalid                -         op-4",
        "unreadable             -         line 5",
    );
    assert!(row(succeeded) && row(unreadable), "{everything:#?}");
    for (only, rows) in [
        ("succeeded", vec![succeeded]),
        ("pending", vec![pending]),
        ("failed", vec![failed]),
        ("invalid", vec![invalid]),
        ("unreadable", vec![unreadable]),
        ("failed,invalid", vec![failed, invalid]),
        ("unreadable,succeeded", vec![succeeded, unreadable]),
    ] {
        let stdout: String = rows.iter().map(|row| format!("{row}\n")).collect();
        commsop(&format!("commsop --only {only}"))
            .stdin(THREE)
            .gives(3, &stdout, &everything.stderr);
    }
}

/// The details stand below a lone operation, not below the only row that is left.
#[test]
fn one_row_of_many_has_no_details() {
    let two = "{\"id\":\"op-1\",\"status\":\"completed\"} {\"id\":\"op-2\",\"status\":\"running\"}";
    commsop("commsop --only pending").stdin(two).gives(
        0,
        "running                -         op-2\n",
        "commsop: 2 operations: 1 succeeded, 1 pending\n",
    );
}

#[test]
fn two_dashes_end_the_options() {
    let here = Scratch::new().with("-q", TIMED).with("--help", TIMED);
    commsop("commsop -- -q --help").within(here.path()).gives(
        0,
        "\
-q:
running for 16h29m     -         op-1
--help:
running for 16h29m     -         op-1
",
        "commsop: 2 operations: 2 pending\n",
    );
}

#[test]
fn the_version_is_a_line() {
    let version = format!("commsop {}\n", env!("CARGO_PKG_VERSION"));
    commsop("commsop -V").gives(0, &version, "");
    let long = commsop("commsop --version").run();
    long.is(0, &long.stdout, "");
    assert!(long.stdout.starts_with(&version), "{long:?}");
}

#[test]
fn help_goes_to_stdout_and_reads_nothing() {
    let short = commsop("commsop -h").run();
    let long = commsop("commsop --help").run();
    short.is(0, &short.stdout, "");
    long.is(0, &long.stdout, "");
    assert!(long.stdout.starts_with(&short.stdout));
    assert!(short.stdout.lines().count() <= 40 && long.stdout.is_ascii());
}

/// The width is for trailing columns and frames; only a positive number counts.
#[test]
fn columns_decide_about_the_type() {
    let played = r##"{"@odata.type":"#microsoft.graph.playPromptOperation","id":"0fe0623f-d628-42ed-b4bd-8ac290072cc5","status":"running"}"##;
    let has_type = |line: &str| {
        let ended = commsop(line).stdin(played).run();
        ended
            .stdout
            .lines()
            .next()
            .is_some_and(|row| row.ends_with("  playPrompt"))
    };
    for (line, expected) in [
        ("commsop", false),
        ("COLUMNS=80 commsop", false),
        ("COLUMNS=81 commsop", true),
        ("COLUMNS=200 commsop", true),
        ("COLUMNS=20 commsop", false),
        ("COLUMNS=wide commsop", false),
        ("COLUMNS=0 commsop", false),
    ] {
        assert_eq!(has_type(line), expected, "{line}");
    }
}

#[test]
fn a_wrong_word_forges_no_line() {
    let ended = commsop("commsop")
        .arg("--x\n::error::forged\u{1b}[31m")
        .run();
    assert_eq!(ended.status, Some(2));
    assert!(
        ended.stderr.contains("--x\\n::error::forged"),
        "{}",
        ended.stderr
    );
    let forged = |line: &str| line.trim_start().starts_with("::");
    assert!(!ended.stderr.lines().any(forged), "{}", ended.stderr);
    assert!(!ended.stderr.contains('\u{1b}'), "{}", ended.stderr);
}
