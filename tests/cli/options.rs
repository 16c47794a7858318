//! The command line: what is refused and how, and what each option does to the report.

use crate::support::{Scratch, commsop};

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

const TIMED: &str = r#"{"id":"op-1","status":"running","createdDateTime":"2026-03-10T01:00:00.5+08:00","lastActionDateTime":"2026-03-09T17:00:01Z"}"#;

fn times(line: &str) -> String {
    let ended = commsop(line).stdin(TIMED).run();
    assert_eq!(ended.status, Some(0), "{ended:#?}");
    let times = ended
        .stdout
        .lines()
        .filter(|line| line.contains("created ") || line.contains("last "));
    times
        .map(|line| format!("{}\n", line.split("  (").next().unwrap()))
        .collect()
}

#[test]
fn times_are_shown_in_the_zone_asked_for() {
    for (line, expected) in [
        (
            "commsop",
            "  created   2026-03-09T17:00:00.5Z\n  last      2026-03-09T17:00:01Z\n",
        ),
        (
            "commsop --tz utc",
            "  created   2026-03-09T17:00:00.5Z\n  last      2026-03-09T17:00:01Z\n",
        ),
        (
            "commsop --tz +08:00",
            "  created   2026-03-10T01:00:00.5+08:00\n  last      2026-03-10T01:00:01+08:00\n",
        ),
        (
            "commsop --tz -03:30",
            "  created   2026-03-09T13:30:00.5-03:30\n  last      2026-03-09T13:30:01-03:30\n",
        ),
        (
            "TZ=UTC-8 commsop --tz local",
            "  created   2026-03-10T01:00:00.5+08:00\n  last      2026-03-10T01:00:01+08:00\n",
        ),
        // TZ alone changes nothing.
        (
            "TZ=UTC-8 commsop",
            "  created   2026-03-09T17:00:00.5Z\n  last      2026-03-09T17:00:01Z\n",
        ),
    ] {
        if cfg!(not(unix)) && line.contains("local") {
            continue;
        }
        assert_eq!(times(line), expected, "{line}");
    }
}

#[test]
fn the_option_wins_over_the_variable_and_both_over_the_clock() {
    let elapsed = |line: &str| {
        let ended = commsop(line).stdin(TIMED).run();
        let line = ended
            .stdout
            .lines()
            .find(|line| line.starts_with("  elapsed"));
        line.map(ToOwned::to_owned)
    };
    for (line, expected) in [
        (
            "commsop",
            "  elapsed   16h29m since creation, idle for 16h29m",
        ),
        (
            "COMMSOP_NOW=2026-03-09T17:01:00Z commsop",
            "  elapsed   59s since creation, idle for 59s",
        ),
        (
            "COMMSOP_NOW=2026-03-09T17:01:00Z commsop --now 2026-03-09T17:00:30.5Z",
            "  elapsed   30s since creation, idle for 29s",
        ),
        (
            "COMMSOP_NOW=nonsense commsop --now @1773075601",
            "  elapsed   0.5s since creation, idle for 0.0s",
        ),
    ] {
        assert_eq!(elapsed(line).as_deref(), Some(expected), "{line}");
    }
    // An empty variable is none: the clock of the system, some time after this was written.
    let by_clock = elapsed("COMMSOP_NOW= commsop").unwrap();
    assert!(by_clock.contains(" since creation"), "{by_clock}");
    assert!(!by_clock.contains("16h29m"), "{by_clock}");
}

#[test]
fn a_page_judges_by_its_own_law() {
    let v1 = r#"{"id":"op","status":"completed","resultInfo":{"code":200,"subcode":0}}"#;
    let beta = r#"{"id":"op","status":"completed","clientContext":"c","createdDateTime":"2018-09-06T15:58:41Z","lastActionDateTime":"2018-09-06T15:58:41Z","resultInfo":{"code":"200","subCode":"transferring"}}"#;
    let codes = |schema: &str, payload: &str| {
        let ended = commsop(&format!("commsop -q --schema {schema}"))
            .stdin(payload)
            .run();
        let first = ended
            .stderr
            .lines()
            .filter_map(|line| line.split_once(": error[")?.1.get(..5));
        (ended.status.unwrap(), first.collect::<Vec<_>>().join(" "))
    };
    assert_eq!(codes("any", v1), (0, String::new()));
    assert_eq!(codes("any", beta), (0, String::new()));
    assert_eq!(codes("v1.0", v1), (0, String::new()));
    assert_eq!(codes("v1.0", beta), (1, "CO202 CO203 CO202".to_owned()));
    assert_eq!(codes("2018-beta", v1), (1, "CO101 CO101 CO101".to_owned()));
    assert_eq!(codes("2018-beta", beta), (0, String::new()));
    // What a page has no property for, it cannot spell.
    let renamed = |name: &str| format!(r#"{{"id":"op","status":"running","{name}":null}}"#);
    assert_eq!(
        codes("v1.0", &renamed("ClientContext")),
        (1, "CO203".to_owned())
    );
    assert_eq!(
        codes("v1.0", &renamed("CreatedDateTime")),
        (0, String::new())
    );
    // The limit came a year after that page.
    let long = beta.replace("\"c\"", &format!("{:?}", "c".repeat(257)));
    assert_eq!(codes("any", &long), (1, "CO108".to_owned()));
    assert_eq!(codes("2018-beta", &long), (0, String::new()));
}

#[test]
fn what_is_ignored_is_neither_told_nor_counted() {
    let drift = r#"{"ID":"op-1","status":"Failed"}"#;
    let told = |line: &str| {
        let ended = commsop(line).stdin(drift).run();
        let mut codes: Vec<_> = ended
            .stderr
            .lines()
            .filter_map(|line| line.split_once("[CO")?.1.get(..3).map(str::to_owned))
            .collect();
        codes.sort();
        let schema = ended
            .stdout
            .lines()
            .find_map(|line| line.strip_prefix("  schema    "));
        (
            codes.join(" "),
            schema.map(str::to_owned).unwrap_or_default(),
        )
    };
    for (line, codes, schema) in [
        ("commsop", "201 203 304", "ok, 3 warnings"),
        ("commsop --ignore CO201", "203 304", "ok, 2 warnings"),
        ("commsop --ignore co2", "304", "ok, 1 warning"),
        ("commsop --ignore CO2,CO304", "", "ok"),
        ("commsop --ignore CO2 --ignore CO3", "", "ok"),
        ("commsop --strict", "201 203 304", "3 errors"),
        ("commsop --strict --ignore CO2", "304", "1 error"),
    ] {
        assert_eq!(told(line), (codes.to_owned(), schema.to_owned()), "{line}");
    }
}

#[test]
fn what_is_ignored_as_no_operation_is_skipped() {
    let log = "{\"a\":1}\n5\n{\"id\":\"op-1\",\"status\":\"running\"}\n";
    commsop("commsop --ignore CO107 -f id").stdin(log).gives(
        0,
        "op-1\n",
        "commsop: 1 operation: 1 pending; 2 skipped\n",
    );
    let told = commsop("commsop -v --ignore CO107,CO401").stdin(log).run();
    let notes: Vec<_> = told.stderr.lines().collect();
    let expected = [
        "<stdin>:1:1: note[CO402]: skipped: an object without status, resultInfo, clientContext or times",
        "<stdin>:2:1: note[CO402]: skipped: a number",
        "commsop: 1 operation: 1 pending; 2 skipped",
    ];
    assert_eq!(notes, expected);
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
