//! A log of records with faults in it: no good record is lost, and nothing stands for another.

use crate::harness::run;

#[test]
fn a_comma_or_a_mark_between_records_costs_none() {
    for text in [
        "{\"id\":\"1\",\"status\":\"running\"},\n{\"id\":\"2\",\"status\":\"running\"}\n",
        "{\"id\":\"1\",\"status\":\"running\"},{\"id\":\"2\",\"status\":\"running\"}",
        "{\"id\":\"1\",\"status\":\"running\"}\n\u{feff}{\"id\":\"2\",\"status\":\"running\"}\n",
    ] {
        let shown = run("-f id --only pending", text.as_bytes()).stdout;
        assert_eq!(shown, "1\n2\n", "{text}");
    }
}

/// Each of the files that were put together may have one.
#[test]
fn a_mark_before_a_record_is_a_warning() {
    let record = "\u{feff}{\"id\":\"1\",\"status\":\"running\"}\n";
    let found = run("-q", record.repeat(2).as_bytes());
    let warning = |line| format!("<stdin>:{line}:1: warning[CO206]: UTF-8 with BOM; skipped");
    let told: Vec<_> = found.stderr.lines().take(2).collect();
    assert_eq!(told, [warning(1), warning(2)]);
    assert_eq!(found.status, 0);
}

#[test]
fn a_value_inside_a_broken_document_is_no_record() {
    let rows: &[(&str, &str, &str)] = &[
        // The fault is where it is, however the lines before it begin.
        (
            "{\"id\":\"a\",\n\"recordingAccessToken\":\n{ \"value\": \"S3CR3T\" },\n\"x\": NaN\n}\n",
            "4:6",
            "",
        ),
        (
            "{\"id\":\"a\",\n\"x\":\n[\n1\n],\n\"y\": tru\n}\n{\"id\":\"b\",\"status\":\"running\"}\n",
            "6:6",
            "b",
        ),
        ("{\"id\":\"a\",\n\"x\":\n{\n\"y\": 1\n", "4:7", ""),
        // A list of one element a line.
        (
            "{\"type\":\"F\",\"features\":[\n{\"type\":\"G\",\"id\":1},\n{\"type\":\"G\",\"id\":2,}\n]}\n",
            "3:19",
            "",
        ),
        (
            "{\"id\":\"b\",\"clientSecret\":\n[{\"id\":\"S3CR3T\",\"status\":\"S3CR3T\"},NaN]}\n",
            "2:36",
            "",
        ),
        // In a log of one record a line each stands for itself.
        (
            "{\"a\":[\n{\"id\":\"b\",\"status\":\"running\"}\n",
            "1:7",
            "b",
        ),
        (
            "{\"a\":[\n{\"id\":\"b\",\"status\":\"running\"}\n{\"id\":\"c\",\"status\":\"running\"}\n",
            "1:7",
            "b c",
        ),
        (
            "{\"a\":\n{\"id\":\"b\",\"status\":\"running\"}\n{\"id\":\"c\",\"status\":\"running\"}\n",
            "1:6",
            "b c",
        ),
    ];
    for (text, place, ids) in rows {
        let run_ids = run("-f id --only pending", text.as_bytes());
        assert_eq!(
            run_ids
                .stdout
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            *ids,
            "{text}"
        );
        let told = run("", text.as_bytes()).stderr;
        assert_eq!(told.matches("error[").count(), 1, "{text}: {told}");
        assert!(
            told.starts_with(&format!("<stdin>:{place}: ")),
            "{text}: {told}"
        );
        assert!(!told.contains("S3CR3T"), "{told}");
    }
}

/// Records of a log that are cut off one behind the other: each is told of, and no line stands for another,
/// though what follows could be the value that is missing.
#[test]
fn records_that_are_cut_off_in_a_row_are_told_apart() {
    const GOOD: &str = "{\"id\":\"z\",\"status\":\"running\"}\n";
    let cut = "{\"id\":\"x\",\"status\":\n";
    for (text, places) in [
        (cut.repeat(2), "1:20 2:20"),
        ("{\"id\":\n".repeat(5), "1:7 2:7 3:7 4:7 5:7"),
        (format!("{cut}{{\"id\":\"y\",}}\n"), "1:20 2:10"),
        (format!("{cut}{{\"id\":\"y\",\"sta\n"), "1:20 2:15"),
        // A value on a line of its own is none.
        ("{\"a\":\n{\"b\":1,\"c\":NaN}\n}\n".to_owned(), "2:12"),
        (
            "{\"a\":\n{\"b\":1,\"c\":NaN},\n\"d\":2}\n".to_owned(),
            "2:12",
        ),
        (
            "{\n\"a\":\n{\n\"b\":1,\n\"c\":NaN\n}\n}\n".to_owned(),
            "5:5",
        ),
    ] {
        for more in ["", GOOD, &GOOD.repeat(2)] {
            let text = format!("{text}{more}");
            let run = run("-f id", text.as_bytes());
            let told: Vec<&str> = (run.stderr.lines())
                .filter_map(|line| line.strip_prefix("<stdin>:")?.split_once(": error"))
                .map(|(place, _)| place)
                .collect();
            assert_eq!(told.join(" "), places, "{text}{}", run.stderr);
            let read = run.stdout.matches('z').count();
            assert_eq!(read, more.lines().count(), "{text}{}", run.stdout);
        }
    }
}
