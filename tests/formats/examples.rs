//! The examples of the contract, section 7, word for word.

use super::{DUPLICATE, FAILED, GOOD, RUNNING, TRUNCATED, UNKNOWN, in_folder, piped};

const FIRST: &str = r#"{"source":{"path":"-","document":1,"line":1,"column":1,"pointer":""},"state":"succeeded","valid":true,"type":"playPromptOperation","id":"0fe0623f-d628-42ed-b4bd-8ac290072cc5","status":"completed","clientContext":"d45324c1-fcb5-430a-902c-f20af696537c","createdDateTime":"2026-03-10T09:22:01Z","lastActionDateTime":"2026-03-10T09:22:23Z","resultInfo":{"code":200,"subcode":0,"message":"Action completed successfully."},"diagCode":null,"completionReason":null,"elapsedSeconds":479,"activeSeconds":22,"idleSeconds":457,"findings":[]}"#;
const SECOND: &str = r#"{"source":{"path":"-","document":2,"line":2,"column":1,"pointer":""},"state":null,"valid":false,"type":null,"id":"77a1c0de-11d1-4c3e-b0a4-6a0d6f7f4b21","status":"complete","clientContext":null,"createdDateTime":null,"lastActionDateTime":null,"resultInfo":null,"diagCode":null,"completionReason":null,"elapsedSeconds":null,"activeSeconds":null,"idleSeconds":null,"findings":[{"code":"CO103","severity":"error","pointer":"/status","line":2,"column":63,"endColumn":73,"message":"unknown status \"complete\"","expected":["notStarted","running","completed","failed"],"suggestion":"completed"}]}"#;

fn two() -> String {
    format!("{GOOD}\n{UNKNOWN}\n")
}

#[test]
fn ndjson() {
    let run = piped(&["-o", "ndjson"], &two());
    assert_eq!(run.stdout, format!("{FIRST}\n{SECOND}\n"));
    assert_eq!(run.status, 1);
}

#[test]
fn json() {
    let head = "{\n  \"commsop\": 1,\n  \"now\": \"2026-03-10T09:30:00Z\",\n  \"operations\": [";
    let run = piped(&["-o", "json"], r#"{"value":[]}"#);
    let counts = "\"succeeded\": 0, \"pending\": 0, \"failed\": 0,";
    let expected = format!(
        "{head}],\n  \"summary\": {{\n    \"documents\": 1, \"operations\": 0, {counts}\n    \
         \"invalid\": 0, \"unreadable\": 0, \"errors\": 0, \"warnings\": 0, \"notes\": 0\n  }}\n}}\n"
    );
    assert_eq!((run.stdout, run.status), (expected, 0));
    let run = piped(&["-o", "json"], &two());
    let counts = "\"succeeded\": 1, \"pending\": 0, \"failed\": 0,";
    let expected = format!(
        "{head}\n    {FIRST},\n    {SECOND}\n  ],\n  \"summary\": {{\n    \
         \"documents\": 2, \"operations\": 2, {counts}\n    \
         \"invalid\": 1, \"unreadable\": 0, \"errors\": 1, \"warnings\": 0, \"notes\": 0\n  }}\n}}\n"
    );
    assert_eq!((run.stdout, run.status), (expected, 1));
}

#[test]
fn fields() {
    assert_eq!(piped(&["-f", "status"], GOOD).stdout, "completed\n");
    let many = [GOOD, RUNNING, FAILED].join("\n");
    assert_eq!(
        piped(&["-f", "id,code,elapsed"], &many).stdout,
        "0fe0623f-d628-42ed-b4bd-8ac290072cc5\t200\t479\n\
         9d6a7d1c-3f0e-4b6e-8a54-2f6f0d1f7a10\t\t252\n\
         5b1f1ad9-2a37-4b5a-93a5-0a5f2b3b6f11\t400\t600\n"
    );
}

#[test]
fn tsv() {
    let columns = "state,status,code,subcode,elapsed,active,idle,id,type";
    assert_eq!(
        piped(&["-o", "tsv", "-f", columns], GOOD).stdout,
        "state\tstatus\tcode\tsubcode\telapsed\tactive\tidle\tid\ttype\n\
         succeeded\tcompleted\t200\t0\t479\t22\t457\t0fe0623f-d628-42ed-b4bd-8ac290072cc5\t\
         playPromptOperation\n"
    );
}

#[test]
fn csv() {
    assert_eq!(
        piped(
            &["-o", "csv", "-f", "state,message,created", "--tz", "+08:00"],
            FAILED
        )
        .stdout,
        "state,message,created\n\
         failed,\"Action failed, the operation was cancelled.\",2026-03-10T17:20:00+08:00\n"
    );
}

/// A completed operation with these seconds of active time.
fn completed(status: &str, active: &str, result: &str) -> String {
    format!(
        "{{\"id\":\"1\",\"status\":\"{status}\",\"createdDateTime\":\"2026-03-10T09:00:00Z\",\
         \"lastActionDateTime\":\"2026-03-10T09:00:{active}Z\",\"resultInfo\":{{{result}}}}}"
    )
}

/// As in the contract, with the code of the unreadable document among the findings.
#[test]
fn summary() {
    let good = r#""code":200,"subcode":0"#;
    let mut a: Vec<String> = ["00.4", "00.5", "01", "02", "03", "04"]
        .map(|active| completed("completed", active, good))
        .into();
    a.push(completed("completed", "22", r#""code":200,"subcode":8515"#));
    let young = r#"{"id":"6","status":"Running","createdDateTime":"2026-03-10T09:29:00Z"}"#;
    let bad = r#""code":400,"subcode":8508,"message":"no""#;
    let b = [
        DUPLICATE.to_owned(),
        completed("Failed", "20", bad),
        completed("Failed", "41", bad),
    ];
    let c = [young, RUNNING, TRUNCATED];
    let run = in_folder(
        "summary",
        &[
            ("captures/a.ndjson", &a.join("\n")),
            ("captures/b.ndjson", &b.join("\n")),
            ("captures/c.ndjson", &c.join("\n")),
        ],
        &["-o", "summary", "captures/"],
    );
    let expected = "\
documents        13  in 3 files
operations       12
  succeeded       8   67%  #############
  pending         2   17%  ###
  failed          2   17%  ###
  (invalid)       1
unreadable        1

active time      min 0.4s  p50 3s  p90 22s  p99 41s  max 41s  (10 finished)
oldest pending   4m12s  9d6a7d1c-3f0e-4b6e-8a54-2f6f0d1f7a10
results          200/0 x7  400/8508 x2  200/8515 x1
findings         CO005 x1  CO106 x1  CO201 x3
";
    assert_eq!(run.stdout, expected);
    assert_eq!(run.status, 3);
}

/// The status stands at 8:13.
const AT_EIGHT: &str = "{\n\n\n\n\n\n\"id\":\"7\",\n  \"status\": \"complete\"}";

#[test]
fn github() {
    let files = [("captures/op3.json", AT_EIGHT)];
    let run = in_folder("github", &files, &["-o", "github", "captures/op3.json"]);
    assert_eq!(
        run.stdout,
        "::error file=captures/op3.json,line=8,col=13,endColumn=23,title=CO103::/status: \
         unknown status \"complete\"; expected notStarted, running, completed or failed\n"
    );
}

#[test]
fn sarif() {
    let files = [("captures/op3.json", AT_EIGHT)];
    let run = in_folder("sarif", &files, &["-o", "sarif", "captures/op3.json"]);
    let (head, results) = run.stdout.split_once('\n').expect("lines");
    assert!(head.starts_with(
        "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\
         \"runs\":[{\"columnKind\":\"unicodeCodePoints\",\"tool\":{\"driver\":{\"name\":\"commsop\","
    ));
    let expected = r#"{"ruleId":"CO103","ruleIndex":12,"level":"error","message":{"text":"unknown status \"complete\"; expected notStarted, running, completed or failed"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"captures/op3.json"},"region":{"startLine":8,"startColumn":13,"endColumn":23}},"logicalLocations":[{"fullyQualifiedName":"/status"}]}],"partialFingerprints":{"commsopFinding/v1":"#;
    let (result, rest) = results.split_at(expected.len());
    assert_eq!(result, expected);
    assert_eq!(&rest[1 + 16 + 1..], "}}\n]}]}\n", "a hash of 16 digits");
}

#[test]
fn junit() {
    let good = GOOD.replace('{', "{\n\n");
    let bad = "\n\n  {\"status\":\"complete\",\"id\":\"77a1c0de-11d1-4c3e-b0a4-6a0d6f7f4b21\"}";
    let text = format!("{good}{bad}");
    let files = [("captures/op3.json", text.as_str())];
    let run = in_folder("junit", &files, &["-o", "junit", "captures/op3.json"]);
    let expected = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="commsop" tests="2" failures="1" errors="0">
  <testsuite name="captures/op3.json" tests="2" failures="1" errors="0">
    <testcase classname="commsOperation" name="0fe0623f-d628-42ed-b4bd-8ac290072cc5"/>
    <testcase classname="commsOperation" name="77a1c0de-11d1-4c3e-b0a4-6a0d6f7f4b21">
      <failure type="CO103" message="/status: unknown status &quot;complete&quot;">captures/op3.json:7:13</failure>
    </testcase>
  </testsuite>
</testsuites>
"#;
    assert_eq!(run.stdout, expected);
}

/// Whatever is in it or becomes of it, and however often it is named.
#[test]
fn junit_has_a_suite_for_each_file() {
    let large = format!("{GOOD}\n").repeat(5000);
    let files = [
        ("none.json", "{\"value\":[]}"),
        ("one.json", GOOD),
        ("large.json", &large),
    ];
    assert!(large.len() > 1 << 20);
    let named = [
        "none.json",
        "one.json",
        "no.json",
        "large.json",
        "none.json",
        "one.json",
    ];
    for options in [
        &["-o", "junit"][..],
        &["-o", "junit", "--only", "failed"],
        &["-o", "junit", "--latest"],
    ] {
        let run = in_folder("suites", &files, &[options, &named[..]].concat());
        let suites: Vec<&str> = (run.stdout.split("<testsuite name=\"").skip(1))
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert_eq!(
            suites,
            ["none.json", "one.json", "no.json", "large.json"],
            "{options:?}"
        );
    }
}
