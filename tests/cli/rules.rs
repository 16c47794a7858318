//! By which rules an operation is judged: pages, and what is ignored.

use crate::support::commsop;

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
