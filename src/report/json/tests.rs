//! Records as JSON, read back.

use super::*;
use crate::report;
use crate::report::sample::{self, GOOD, HOSTILE, TRUNCATED, UNKNOWN_STATUS};
use serde_json::Value;

fn lines(inputs: &[&str]) -> String {
    sample::show(report::Reporter::Json(Box::new(Reporter::lines())), inputs)
}

fn document(inputs: &[&str]) -> String {
    let reporter = Reporter::document(sample::now());
    sample::show(report::Reporter::Json(Box::new(reporter)), inputs)
}

#[test]
fn writes_every_key_of_a_clean_record() {
    let expected = concat!(
        r#"{"source":{"path":"a.json","document":1,"line":1,"column":1,"pointer":""},"#,
        r#""state":"succeeded","valid":true,"type":"playPromptOperation","#,
        r#""id":"0fe0623f-d628-42ed-b4bd-8ac290072cc5","status":"completed","#,
        r#""clientContext":"d45324c1-fcb5-430a-902c-f20af696537c","#,
        r#""createdDateTime":"2026-03-10T09:22:01Z","lastActionDateTime":"2026-03-10T09:22:23Z","#,
        r#""resultInfo":{"code":200,"subcode":0,"message":"Action completed successfully."},"#,
        r#""diagCode":null,"completionReason":null,"#,
        r#""elapsedSeconds":479,"activeSeconds":22,"idleSeconds":457,"findings":[]}"#,
        "\n"
    );
    assert_eq!(lines(&[GOOD]), expected);
}

#[test]
fn absent_is_null_and_findings_are_inside() {
    let expected = concat!(
        r#"{"source":{"path":"a.json","document":1,"line":1,"column":1,"pointer":""},"#,
        r#""state":null,"valid":false,"type":null,"id":"77a1","status":"complete","#,
        r#""clientContext":null,"createdDateTime":null,"lastActionDateTime":null,"#,
        r#""resultInfo":null,"diagCode":null,"completionReason":null,"#,
        r#""elapsedSeconds":null,"activeSeconds":null,"idleSeconds":null,"findings":["#,
        r#"{"code":"CO103","severity":"error","pointer":"/status","line":1,"column":23,"#,
        r#""endColumn":33,"message":"unknown status \"complete\"","#,
        r#""expected":["notStarted","running","completed","failed"],"suggestion":"completed"}]}"#,
        "\n",
        r#"{"source":{"path":"a.json","document":2,"line":2,"column":1,"pointer":""},"#,
        r#""state":null,"valid":false,"type":null,"id":null,"status":null,"#,
        r#""clientContext":null,"createdDateTime":null,"lastActionDateTime":null,"#,
        r#""resultInfo":null,"diagCode":null,"completionReason":null,"#,
        r#""elapsedSeconds":null,"activeSeconds":null,"idleSeconds":null,"findings":["#,
        r#"{"code":"CO010","severity":"error","pointer":"","line":null,"column":null,"#,
        r#""endColumn":null,"message":"this is gzip data, not JSON"}]}"#,
        "\n"
    );
    assert_eq!(lines(&[UNKNOWN_STATUS, TRUNCATED]), expected);
}

#[test]
fn hostile_text_survives_escaped() {
    let shown = lines(&[HOSTILE]);
    assert!(safe::is_plain(shown.trim_end()), "{shown}");
    let value: Value = serde_json::from_str(&shown).expect("JSON");
    assert_eq!(value["id"], "a\"b\\c\t\u{7f}\u{9b}\u{202e}\u{e0041}");
    assert!(shown.contains(r#""id":"a\"b\\c\t\u007f\u009b\u202e\udb40\udc41""#));
    assert_eq!(
        value["resultInfo"]["message"],
        "line\nbreak, \"x\" token=<redacted>"
    );
}

#[test]
fn numbers_keep_their_text() {
    for (sent, shown) in [
        ("200", "200"),
        ("\"200\"", "200"),
        ("-0", "0"),
        ("99999999999999999999", "99999999999999999999"),
        ("2.50", "2.50"),
        ("1e400", "\"1e400\""),
        ("\"99999999999\"", "\"99999999999\""),
        ("\"\\ud800\"", "\"\\\\ud800\""),
        ("null", "null"),
    ] {
        let input = format!(r#"{{"id":"1","status":"completed","resultInfo":{{"code":{sent}}}}}"#);
        let line = lines(&[&input]);
        let expected = format!(r#""resultInfo":{{"code":{shown},"subcode":null"#);
        assert!(line.contains(&expected), "{line}");
        serde_json::from_str::<Value>(&line).expect("JSON");
    }
}

#[test]
fn durations_have_the_digits_of_the_payload() {
    let line = lines(&[concat!(
        r#"{"id":"1","status":"running","createdDateTime":"2026-03-10T09:30:00.250+00:00","#,
        r#""lastActionDateTime":"2026-03-10T09:29:58.1234567Z"}"#
    )]);
    let expected = r#""elapsedSeconds":-0.250,"activeSeconds":-2.1265433,"idleSeconds":1.8765433"#;
    assert!(line.contains(expected), "{line}");
}

#[test]
fn the_document_has_one_shape_for_none_and_for_many() {
    let none = concat!(
        "{\n  \"commsop\": 1,\n  \"now\": \"2026-03-10T09:30:00Z\",\n  \"operations\": [],\n",
        "  \"summary\": {\n",
        "    \"documents\": 0, \"operations\": 0, \"succeeded\": 0, \"pending\": 0, \"failed\": 0,\n",
        "    \"invalid\": 0, \"unreadable\": 0, \"errors\": 0, \"warnings\": 0, \"notes\": 0\n",
        "  }\n}\n"
    );
    assert_eq!(document(&[]), none);
    let many = document(&[GOOD, UNKNOWN_STATUS, TRUNCATED]);
    let value: Value = serde_json::from_str(&many).expect("JSON");
    assert_eq!(value["operations"].as_array().map(Vec::len), Some(3));
    assert_eq!(value["summary"]["succeeded"], 1);
    assert_eq!(value["summary"]["unreadable"], 1);
    assert_eq!(value["summary"]["errors"], 2);
    let rows: Vec<&str> = many
        .lines()
        .filter(|line| line.contains("source"))
        .collect();
    for (row, line) in rows
        .iter()
        .zip(lines(&[GOOD, UNKNOWN_STATUS, TRUNCATED]).lines())
    {
        assert_eq!(row.trim().trim_end_matches(','), line);
    }
}
