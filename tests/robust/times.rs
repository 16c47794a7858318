//! Times at the edges: no overflow, the right words, and the text of the payload in data.

use crate::harness::{check, run};

/// `createdDateTime`, `lastActionDateTime`, the clock, what the details say of them, and a finding.
type Row = (
    &'static str,
    &'static str,
    &'static str,
    [&'static str; 3],
    &'static str,
);

#[rustfmt::skip]
const TIMES: &[Row] = &[
    ("0001-01-01T00:00:01Z", "0001-01-01T00:00:02Z", "9999-12-31T23:59:59Z",
        ["created   0001-01-01T00:00:01Z  (10005y", "last      0001-01-01T00:00:02Z  (1s after creation", "elapsed   10005y"], ""),
    ("9999-12-31T23:59:59.999999999999Z", "9999-12-31T23:59:59.999999999999Z", "0001-01-01T00:00:00Z",
        ["created   9999-12-31T23:59:59.999999999999Z  (in 10005y", "last      9999-12-31T23:59:59.999999999999Z  (0.0s after", "elapsed   created 10005y"], "CO302"),
    ("9999-12-31T23:59:59-23:59", "9999-12-31T23:59:59+23:59", "9999-12-31T23:59:59Z",
        ["created   9999-12-31T23:59:59-23:59", "last      9999-12-31T00:00:59Z", "before creation"], "CO301"),
    ("0001-01-01T00:00:01+23:59", "0001-01-01T00:00:01-23:59", "2026-03-10T09:30:00Z",
        ["created   ", "last      0001-01-01T23:59:01Z", "elapsed   2026y"], ""),
    ("0001-01-01T00:00:00Z", "2026-03-10T09:22:23Z", "2026-03-10T09:30:00Z",
        ["created   not set  (0001-01-01", "last      2026-03-10T09:22:23Z", "elapsed   unknown"], "CO209"),
    ("1972-06-30T23:59:60Z", "1972-07-01T00:00:01Z", "2026-03-10T09:30:00Z",
        ["created   1972-07-01T00:00:00Z", "last      1972-07-01T00:00:01Z  (1s after", "elapsed   53y"], ""),
    ("1972-06-30T15:59:60-08:00", "1972-07-01T00:00:01Z", "2026-03-10T09:30:00Z",
        ["created   1972-07-01T00:00:00Z", "(1s after", "elapsed   53y"], ""),
    ("2012-09-03T13:52Z", "2012-09-03T13:53Z", "2012-09-03T13:54:00Z",
        ["created   2012-09-03T13:52:00Z", "(1m00s after creation", "elapsed   2m00s"], "CO205"),
    ("2026-03-10T09:29:59.9", "2026-03-10T09:29:59.99", "2026-03-10T09:30:00Z",
        ["created   2026-03-10T09:29:59.9Z", "(0.0s after creation", "elapsed   0.1s"], "CO205"),
    ("2026-03-10T09:33:20Z", "2026-03-10T09:33:20Z", "2026-03-10T09:30:00Z",
        ["created   2026-03-10T09:33:20Z  (in 3m20s)", "last ", "elapsed   created 3m20s in the future"], "CO302"),
    ("1600-02-29T00:00:00.1234567Z", "2000-02-29T00:00:00Z", "2400-02-29T00:00:00Z",
        ["created   1600-02-29T00:00:00.1234567Z", "last      2000-02-29T00:00:00Z  (400y", "elapsed   800y"], ""),
];

fn operation(created: &str, last: &str) -> String {
    format!(
        r#"{{"id":"1","status":"running","createdDateTime":"{created}","lastActionDateTime":"{last}"}}"#
    )
}

#[test]
fn times_at_the_edges_have_the_right_words() {
    for (created, last, now, words, code) in TIMES {
        let run = run(&format!("--now {now}"), operation(created, last).as_bytes());
        check(&run);
        assert_eq!(run.status, 0, "{created}: {run:?}");
        for words in words {
            assert!(
                run.stdout.contains(words),
                "{created}: {words}\n{}",
                run.stdout
            );
        }
        let told = run.stderr.contains("warning[");
        assert_eq!(told, !code.is_empty(), "{created}: {}", run.stderr);
        assert!(run.stderr.contains(code), "{created}: {}", run.stderr);
    }
}

#[test]
fn the_text_of_the_payload_is_kept_in_data() {
    for (created, last, now, _, _) in TIMES {
        for flags in ["-o ndjson", "-o json"] {
            let run = run(
                &format!("{flags} --now {now}"),
                operation(created, last).as_bytes(),
            );
            for text in [created, last] {
                assert!(
                    run.stdout.contains(&format!("\"{text}\"")),
                    "{flags} {text}: {}",
                    run.stdout
                );
            }
        }
    }
}

#[test]
fn what_is_no_time_is_named_and_breaks_nothing() {
    for text in [
        "0000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "10000-01-01T00:00:00Z",
        "+2026-03-10T09:30:00Z",
        "99999999999999999999-01-01T00:00:00Z",
        "2026-02-29T00:00:00Z",
        "2100-02-29T00:00:00Z",
        "2026-03-10T24:00:00Z",
        "2026-03-10T23:58:60Z",
        "2026-03-10T23:59:60+00:01",
        "2026-03-10T00:00:61Z",
        "2026-03-10T00:00:00+24:00",
        "2026-03-10T00:00:00+23:60",
        "2026-03-10T00:00:00.Z",
        "2026-03-10T00:00:00.1234567890123Z",
        "2026-03-10T00:00:00,5Z",
        "2026-03-10 00:00:00Z",
        "2026-03-10T00:00:00 Z",
        " 2026-03-10T00:00:00Z",
        "2026-03-10T00:00:00Z\\n",
        "2026-03-10",
        "@1",
        "",
        "2026-W11-2T00:00:00Z",
        "20260310T000000Z",
        "\u{662}\u{660}\u{662}\u{666}-03-10T00:00:00Z",
        "INF",
    ] {
        for flags in ["", "-v", "-o ndjson"] {
            let run = run(flags, operation(text, "2026-03-10T09:22:01Z").as_bytes());
            check(&run);
            assert_eq!(run.status, 1, "{text}: {run:?}");
            assert!(
                run.stderr.contains("error[CO104] /createdDateTime"),
                "{text}: {}",
                run.stderr
            );
        }
    }
}
