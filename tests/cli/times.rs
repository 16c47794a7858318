//! The clock, and the zone that times are shown in.

use crate::support::commsop;

pub(crate) const TIMED: &str = r#"{"id":"op-1","status":"running","createdDateTime":"2026-03-10T01:00:00.5+08:00","lastActionDateTime":"2026-03-09T17:00:01Z"}"#;

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
fn sixty_seconds_are_a_slight_skew_and_no_more() {
    for (seconds, severity) in [
        ("00", "note"),
        ("00.000000001", "warning"),
        ("01", "warning"),
    ] {
        let text = format!(
            "{{\"id\":\"1\",\"status\":\"running\",\"createdDateTime\":\"2026-03-10T09:31:{seconds}Z\"}}"
        );
        let run = commsop("commsop -v --now 2026-03-10T09:30:00Z")
            .stdin(&text)
            .run();
        assert!(
            run.stderr.contains(&format!("{severity}[CO302]")),
            "{seconds}: {run:?}"
        );
    }
}
