//! The exit status: each, and which of two wins.

use crate::support::{Scratch, commsop};

/// One document for each letter: succeeded, pending, failed, null status, invalid, unreadable, a
/// warning, a call that is no operation at all.
fn documents(letters: &str) -> String {
    let document = |letter| match letter {
        's' => r#"{"id":"op","status":"completed"}"#,
        'p' => r#"{"id":"op","status":"running"}"#,
        'n' => r#"{"id":"op","status":null}"#,
        'f' => r#"{"id":"op","status":"failed","resultInfo":{"code":500}}"#,
        'd' => r#"{"id":"op","status":"completed","resultInfo":{"code":500}}"#,
        'i' => r#"{"id":"op","status":"complete"}"#,
        // Invalid, and pending all the same.
        'I' => r#"{"id":5,"status":"running"}"#,
        'u' => "{",
        'g' => r#"{"error":{"code":"x","message":"y"}}"#,
        'w' => r#"{"id":"op","status":"Completed"}"#,
        'c' => {
            r##"{"value":[{"changeType":"updated","resourceUrl":"/x","resourceData":{"@odata.type":"#microsoft.graph.call"}}]}"##
        }
        'e' => r#"{"value":[]}"#,
        other => panic!("{other}"),
    };
    letters
        .chars()
        .map(|letter| document(letter).to_owned() + "\n")
        .collect()
}

#[test]
fn the_table() {
    for (line, letters, status) in [
        // Without -e only what cannot be read or breaks the schema counts.
        ("commsop", "s", 0),
        ("commsop", "p", 0),
        ("commsop", "n", 0),
        ("commsop", "f", 0),
        ("commsop", "d", 0),
        ("commsop", "w", 0),
        ("commsop", "spnfdw", 0),
        ("commsop", "c", 0),
        ("commsop", "e", 0),
        ("commsop", "i", 1),
        ("commsop", "I", 1),
        ("commsop", "si", 1),
        ("commsop", "", 3),
        ("commsop", "u", 3),
        ("commsop", "g", 3),
        ("commsop", "su", 3),
        ("commsop", "ug", 3),
        // 3 wins over 1, in either order.
        ("commsop", "iu", 3),
        ("commsop", "ui", 3),
        ("commsop", "sig", 3),
        // With -e the states count too.
        ("commsop -e", "s", 0),
        ("commsop -e", "ss", 0),
        ("commsop -e", "w", 0),
        ("commsop -e", "p", 5),
        ("commsop -e", "n", 5),
        ("commsop -e", "sp", 5),
        ("commsop -e", "ps", 5),
        ("commsop -e", "f", 4),
        ("commsop -e", "d", 4),
        ("commsop -e", "sf", 4),
        // None at all is like one that is not finished.
        ("commsop -e", "e", 5),
        ("commsop -e", "c", 5),
        ("commsop -e", "cs", 0),
        // 4 wins over 5, 1 over both, 3 over all of them.
        ("commsop -e", "pf", 4),
        ("commsop -e", "fp", 4),
        ("commsop -e", "fi", 1),
        ("commsop -e", "ip", 1),
        ("commsop -e", "I", 1),
        ("commsop -e", "spfi", 1),
        ("commsop -e", "", 3),
        ("commsop -e", "fu", 3),
        ("commsop -e", "pu", 3),
        ("commsop -e", "spfiu", 3),
        // --only narrows what -e judges, not what is invalid.
        ("commsop -e --only succeeded", "sf", 0),
        ("commsop -e --only succeeded", "sp", 0),
        ("commsop -e --only succeeded", "f", 5),
        ("commsop -e --only failed", "sp", 5),
        ("commsop -e --only failed", "sf", 4),
        ("commsop -e --only failed,pending", "spf", 4),
        ("commsop -e --only succeeded", "si", 1),
        ("commsop --only succeeded", "su", 3),
        // --strict makes errors of warnings, --ignore nothing of either.
        ("commsop --strict", "w", 1),
        ("commsop --strict", "s", 0),
        ("commsop --strict", "d", 1),
        ("commsop --strict -e", "d", 1),
        ("commsop --strict --ignore CO201", "w", 0),
        ("commsop --strict --ignore co2,co3", "wd", 0),
        ("commsop --ignore CO103", "i", 0),
        ("commsop -e --ignore CO103", "i", 5),
        ("commsop --schema v1.0", "w", 1),
        ("commsop --schema v1.0 --ignore CO201", "w", 0),
        ("commsop --schema 2018-beta", "s", 1),
        // What is printed changes nothing.
        ("commsop -q", "f", 0),
        ("commsop -qe", "f", 4),
        ("commsop -ve", "p", 5),
        ("commsop -qe", "fiu", 3),
        ("commsop -qe --strict", "w", 1),
    ] {
        let ended = commsop(line).stdin(documents(letters)).run();
        assert_eq!(ended.status, Some(status), "{letters:?} {ended:#?}");
    }
}

/// An ignored error is no error any more; what the status means stays unknown, so the operation
/// counts as not finished.
#[test]
fn an_unknown_status_that_is_ignored_counts_as_pending() {
    let ended = commsop("commsop --ignore CO103")
        .stdin(documents("i"))
        .run();
    ended.is(0, &ended.stdout, "");
    assert!(!ended.stdout.starts_with("invalid "), "{ended:?}");
}

#[test]
fn a_usage_error_wins_over_everything() {
    commsop("commsop -e --bogus")
        .stdin(documents("iu"))
        .run()
        .stderr_begins(2, "error: unexpected argument '--bogus'");
}

#[test]
fn every_file_has_its_say() {
    let here = Scratch::new()
        .with("s.json", documents("s"))
        .with("p.json", documents("p"))
        .with("f.json", documents("f"))
        .with("i.json", documents("i"));
    for (line, status) in [
        ("commsop -qe s.json s.json", 0),
        ("commsop -qe s.json p.json", 5),
        ("commsop -qe p.json f.json", 4),
        ("commsop -qe i.json f.json", 1),
        ("commsop -qe i.json missing.json f.json", 3),
        ("commsop -qe .", 1),
    ] {
        let ended = commsop(line).within(here.path()).run();
        assert_eq!(ended.status, Some(status), "{ended:#?}");
    }
}

/// The loop of the README: it goes on while the status is 5.
#[test]
fn a_shell_can_wait() {
    let answers = ["p", "n", "p", "s"].map(documents);
    let statuses = answers.map(|answer| commsop("commsop -qe").stdin(answer).run().status);
    assert_eq!(statuses, [Some(5), Some(5), Some(5), Some(0)]);
}
