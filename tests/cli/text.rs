//! The words of the text report: durations, states, what is shown when something is missing.

use crate::support::{Scratch, commsop};

/// The row of an operation that was created and last touched at these times.
fn row(status: &str, created: &str, last: &str) -> String {
    let payload = format!(
        r#"{{"id":"op","status":"{status}","createdDateTime":"{created}","lastActionDateTime":"{last}"}}"#
    );
    let ended = commsop("commsop --ignore CO2,CO3").stdin(payload).run();
    let row = ended.stdout.lines().next().unwrap().to_owned();
    row.split("  ").next().unwrap().trim_end().to_owned()
}

#[test]
fn a_duration_has_its_two_largest_units_cut_off() {
    for (last, expected) in [
        ("2026-01-01T00:00:00Z", "completed in 0.0s"),
        ("2026-01-01T00:00:00.099Z", "completed in 0.0s"),
        ("2026-01-01T00:00:00.4Z", "completed in 0.4s"),
        ("2026-01-01T00:00:00.9999999Z", "completed in 0.9s"),
        ("2026-01-01T00:00:01Z", "completed in 1s"),
        ("2026-01-01T00:00:59.9Z", "completed in 59s"),
        ("2026-01-01T00:01:00Z", "completed in 1m00s"),
        ("2026-01-01T00:04:12Z", "completed in 4m12s"),
        ("2026-01-01T00:59:59Z", "completed in 59m59s"),
        ("2026-01-01T01:02:59Z", "completed in 1h02m"),
        ("2026-01-01T23:59:59Z", "completed in 23h59m"),
        ("2026-01-02T23:00:00Z", "completed in 1d23h"),
        ("2026-12-31T23:59:59Z", "completed in 364d23h"),
        ("2027-01-01T00:00:00Z", "completed in 1y000d"),
        ("2033-07-08T00:00:00Z", "completed in 7y190d"),
        // The clocks disagree: no duration is better than a wrong one.
        ("2025-12-31T23:59:59Z", "completed"),
    ] {
        assert_eq!(
            row("completed", "2026-01-01T00:00:00Z", last),
            expected,
            "{last}"
        );
    }
}

/// What has ended is measured to its last action, what has not to now.
#[test]
fn each_state_has_its_phrase() {
    let (created, last) = ("2026-03-10T09:29:00Z", "2026-03-10T09:29:03Z");
    for (status, expected) in [
        ("notStarted", "notStarted for 1m00s"),
        ("running", "running for 1m00s"),
        ("completed", "completed in 3s"),
        ("failed", "failed after 3s"),
        ("FAILED", "failed after 3s"),
        ("gone", "invalid"),
    ] {
        assert_eq!(row(status, created, last), expected, "{status}");
    }
    let pending = r#"{"id":"op","status":null,"createdDateTime":"2026-03-10T09:29:00Z"}"#;
    let ended = commsop("commsop --ignore CO2").stdin(pending).run();
    assert!(
        ended
            .stdout
            .starts_with("pending for 1m00s      -         op\n"),
        "{ended:#?}"
    );
}

/// Where the service says nothing, the meaning of its numbers stands instead, in parentheses.
#[test]
fn a_failure_says_why() {
    for (result, expected) in [
        (
            r#"{"code":500,"subcode":0,"message":"It broke."}"#,
            "  It broke.\n",
        ),
        (
            r#"{"code":400,"subcode":8508}"#,
            "  (400/8508: the operation was cancelled)\n",
        ),
        (
            r#"{"code":412,"subcode":9999,"message":"DiagCode: 412#10073.@"}"#,
            "  DiagCode: 412#10073.@\n  (DiagCode 412#10073: no PSTN data was found for the sponsor of the dial-out)\n",
        ),
        (
            r#"{"code":400,"subcode":8508,"message":"two\nlines\u001b[0m"}"#,
            "  two\\nlines\\u{1b}[0m\n",
        ),
        (r#"{"code":-1,"subcode":-1}"#, ""),
    ] {
        let failed = format!(r#"{{"id":"op","status":"failed","resultInfo":{result}}}"#);
        let ended = commsop("commsop")
            .stdin(format!("{failed}\n{failed}"))
            .run();
        let rows: Vec<&str> = ended.stdout.split_inclusive('\n').collect();
        let (first, second) = rows.split_at(rows.len() / 2);
        assert_eq!(first, second, "{ended:#?}");
        assert_eq!(first[1..].concat(), expected, "{ended:#?}");
    }
}

/// `-v` gives the details of each, not only of a lone one.
#[test]
fn verbose_details_follow_each_row() {
    let one = r#"{"id":"op","status":"running"}"#;
    let lone = commsop("commsop").stdin(one).run();
    let verbose = commsop("commsop -v").stdin(one).run();
    assert_eq!(lone.stdout, verbose.stdout);
    let two = commsop("commsop -v").stdin(format!("{one}\n{one}")).run();
    assert_eq!(two.stdout, lone.stdout.repeat(2));
}

/// A value of any length costs a bounded part of the report, and a line stays a line.
#[test]
fn long_values_are_cut() {
    let long = "x".repeat(100_000);
    let payload = format!(
        r#"{{"id":"{long}","status":"{long}","clientContext":"{long}","resultInfo":{{"code":5,"message":"{long}"}}}}"#
    );
    let ended = commsop("commsop").stdin(payload).run();
    assert_eq!(ended.status, Some(1));
    assert!(
        ended.stdout.len() + ended.stderr.len() < 4000,
        "{}",
        ended.stdout.len()
    );
    assert!(ended.stdout.lines().next().unwrap().ends_with("xxx..."));
}

/// GitHub's runner takes a line that begins with two colons for a command.
#[cfg(unix)]
#[test]
fn a_heading_is_no_command_to_a_runner() {
    let operation = r#"{"id":"op","status":"running"}"#;
    let here = Scratch::new().with("a.json", operation);
    let here = here
        .with(":error:x.json", operation)
        .with("##[error]x.json", operation);
    let ended = commsop("commsop .").within(here.path()).run();
    let headings = ended.stdout.lines().filter(|line| line.ends_with(".json:"));
    assert_eq!(
        headings.collect::<Vec<_>>(),
        ["./\\u{23}#[error]x.json:", "./:error:x.json:", "./a.json:"]
    );
    let ended = commsop("commsop :error:x.json a.json")
        .within(here.path())
        .run();
    assert!(
        ended.stdout.starts_with("\\u{3a}error:x.json:\n"),
        "{}",
        ended.stdout
    );
}
