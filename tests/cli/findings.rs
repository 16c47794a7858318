//! What the contract says of an operation that breaks the schema, or disagrees with itself: byte for byte.

use crate::samples::{SIX_LINES, unreadable};
use crate::support::commsop;

#[test]
fn a_missing_property_and_a_wrong_type_in_one_run() {
    let ended = commsop("commsop")
        .stdin(
            r#"{
  "id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5",
  "createdDateTime": "2026-03-10T09:22:01Z",
  "lastActionDateTime": "2026-03-10T09:22:23Z",
  "clientContext": "d45324c1-fcb5-430a-902c-f20af696537c",
  "resultInfo": { "code": "two hundred", "subcode": 0 },
  "tenantId": "contoso"
}"#,
        )
        .run();
    ended.is(
        1,
        &ended.stdout,
        "\
<stdin>:1:1: error[CO101]: required property \"status\" is missing
  |
1 | {
  | ^
  = expected notStarted, running, completed or failed
<stdin>:6:27: error[CO102] /resultInfo/code: expected a number, found a string
  |
6 |   \"resultInfo\": { \"code\": \"two hundred\", \"subcode\": 0 },
  |                           ^^^^^^^^^^^^^
  = expected an integer (Int32), such as 200
",
    );
}

#[test]
fn an_unknown_status() {
    let ended = commsop("commsop")
        .stdin(
            r##"{
  "@odata.type": "#microsoft.graph.playPromptOperation",
  "id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5",
  "createdDateTime": "2026-03-10T09:22:01Z",
  "lastActionDateTime": "2026-03-10T09:22:23Z",
  "clientContext": "d45324c1-fcb5-430a-902c-f20af696537c",
  "status": "complete"
}"##,
        )
        .run();
    ended.is(
        1,
        &ended.stdout,
        "\
<stdin>:7:13: error[CO103] /status: unknown status \"complete\"
  |
7 |   \"status\": \"complete\"
  |             ^^^^^^^^^^
  = expected notStarted, running, completed or failed
  = help: did you mean \"completed\"?
",
    );
}

#[test]
fn a_drift_of_case_and_name() {
    let drift = r#"{"id":"0fe0623f-d628-42ed-b4bd-8ac290072cc5","tenantId":"co","createdDatetime":"2026-03-10T09:22:01Z","status":"Running"}"#;
    commsop("commsop -q").stdin(drift).gives(
        0,
        "",
        "\
<stdin>:1:62: warning[CO203] /createdDatetime: read as \"createdDateTime\"
<stdin>:1:112: warning[CO201] /status: \"Running\" is documented as \"running\"
",
    );
    let strict = commsop("commsop -q --strict").stdin(drift).run();
    assert_eq!(strict.status, Some(1), "{strict:?}");
}

#[test]
fn a_drift_of_names_around_an_operation() {
    let drift = r#"{"ResourceData":{"Status":"running"},"resource_url":"/calls/1/operations/z"}"#;
    commsop("commsop -f id,source,pointer,warnings")
        .stdin(drift)
        .gives(
            0,
            "z\t-\t/ResourceData\t3\n",
            "\
<stdin>:1:2: warning[CO203] /ResourceData: read as \"resourceData\"
<stdin>:1:18: warning[CO203] /ResourceData/Status: read as \"status\"
<stdin>:1:38: warning[CO203] /resource_url: read as \"resourceUrl\"
",
        );
    // Nobody minds those of what is skipped.
    let twice = r#"{"ChangeType":"x","changeType":"deleted"}"#;
    commsop("commsop -q --strict").stdin(twice).gives(
        0,
        "",
        "commsop: 0 operations; 1 skipped (-v says what)\n",
    );
    // That of a list belongs to the operation it stands in.
    let beside = r#"{"id":"z","status":"running","Value":[]}"#;
    let run = commsop("commsop --strict -f id,errors").stdin(beside).run();
    assert_eq!((run.status, &*run.stdout), (Some(1), "z\t1\n"));
    // No page says what stands around one, so that is an error with --strict only.
    for (options, errors) in [("--schema v1.0", 2), ("--strict", 3)] {
        let run = commsop(&format!("commsop -q {options}")).stdin(drift).run();
        assert_eq!(run.stderr.matches("error[").count(), errors, "{run:?}");
        assert_eq!(run.status, Some(1), "{run:?}");
    }
}

#[test]
fn a_key_given_twice() {
    let ended = commsop("commsop")
        .stdin(
            r##"{
  "@odata.type": "#microsoft.graph.playPromptOperation",
  "id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5",
  "createdDateTime": "2026-03-10T09:22:01Z",
  "lastActionDateTime": "2026-03-10T09:22:23Z",
  "clientContext": "d45324c1-fcb5-430a-902c-f20af696537c",
  "resultInfo": null,
  "status": "running",
  "status": "completed"
}"##,
        )
        .run();
    ended.is(
        1,
        &ended.stdout,
        "\
<stdin>:9:3: error[CO106] /status: duplicate key \"status\"
  |
8 |   \"status\": \"running\",
  |   -------- first given here
9 |   \"status\": \"completed\"
  |   ^^^^^^^^
  = most readers take the last one, some the first; the payload says both
",
    );
}

#[test]
fn what_json_has_not_and_int32_has_not() {
    let seventh = |value: &str| {
        format!(
            "{SIX_LINES}  \"resultInfo\": {{ \"code\": {value}, \"subcode\": 0 }},\n  \"x\": 1\n}}"
        )
    };
    commsop("commsop").stdin(seventh("NaN")).gives(
        3,
        &unreadable(7),
        "\
<stdin>:7:27: error[CO006]: NaN is not JSON
  |
7 |   \"resultInfo\": { \"code\": NaN, \"subcode\": 0 },
  |                           ^^^
  = expected a number; JSON has no NaN, Infinity, comments or trailing commas
",
    );
    let ended = commsop("commsop")
        .stdin(seventh("99999999999999999999"))
        .run();
    ended.is(
        1,
        &ended.stdout,
        "\
<stdin>:7:27: error[CO105] /resultInfo/code: 99999999999999999999 is no Int32
  |
7 |   \"resultInfo\": { \"code\": 99999999999999999999, \"subcode\": 0 },
  |                           ^^^^^^^^^^^^^^^^^^^^
  = expected -2147483648 to 2147483647
",
    );
}

#[test]
fn what_no_schema_can_say() {
    let completed = r##"{
  "@odata.type": "#microsoft.graph.playPromptOperation",
  "id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5",
  "createdDateTime": "2026-03-10T09:22:01Z",
  "lastActionDateTime": "2026-03-10T09:22:23Z",
  "clientContext": "d45324c1-fcb5-430a-902c-f20af696537c",
  "resultInfo": { "code": 500, "subcode": 0 },
  "status": "completed"
}"##;
    let warning = "\
<stdin>:8:13: warning[CO303] /status: completed, but the result is 500
  = help: treated as failed; `commsop --explain CO303`
";
    commsop("commsop -q").stdin(completed).gives(0, "", warning);
    commsop("commsop -qe")
        .stdin(completed)
        .gives(4, "", warning);
    let future = r#"{
  "id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5",
  "status": "running",
  "createdDateTime": "2026-03-10T09:33:20Z"
}"#;
    let warning = "\
<stdin>:4:22: warning[CO302] /createdDateTime: created 3m20s in the future
  = help: clocks differ; give the capture time with --now
";
    commsop("commsop -q").stdin(future).gives(0, "", warning);
}
