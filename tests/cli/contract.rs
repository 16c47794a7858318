//! What the contract shows, byte for byte: each example with the input it is about.

use crate::support::{Scratch, commsop};

/// A lone operation with everything in it, as `curl` brings it.
const PLAYED: &str = r##"{
  "@odata.type": "#microsoft.graph.playPromptOperation",
  "id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5",
  "status": "completed",
  "createdDateTime": "2026-03-10T09:22:01Z",
  "lastActionDateTime": "2026-03-10T09:22:23Z",
  "clientContext": "d45324c1-fcb5-430a-902c-f20af696537c",
  "resultInfo": { "code": 200, "subcode": 0, "message": "Action completed successfully." }
}
"##;

#[test]
fn one_operation_with_its_details() {
    commsop("commsop").stdin(PLAYED).gives(
        0,
        "\
completed in 22s       200/0     0fe0623f-d628-42ed-b4bd-8ac290072cc5
  result    200 success, subcode 0: Action completed successfully.
  created   2026-03-10T09:22:01Z  (7m59s ago)
  last      2026-03-10T09:22:23Z  (22s after creation, 7m37s ago)
  elapsed   7m59s since creation
  context   d45324c1-fcb5-430a-902c-f20af696537c
  type      playPromptOperation
  schema    ok
",
        "",
    );
}

#[test]
fn one_operation_in_colour() {
    commsop("commsop --color always").stdin(PLAYED).gives(
        0,
        "\
\u{1b}[32mcompleted\u{1b}[0m in 22s       200/0     0fe0623f-d628-42ed-b4bd-8ac290072cc5
  result    \u{1b}[32m200 success\u{1b}[0m, subcode 0: Action completed successfully.
  created   2026-03-10T09:22:01Z  (7m59s ago)
  last      2026-03-10T09:22:23Z  (22s after creation, 7m37s ago)
  elapsed   7m59s since creation
  context   d45324c1-fcb5-430a-902c-f20af696537c
  type      playPromptOperation
  schema    \u{1b}[32mok\u{1b}[0m
",
        "",
    );
}

#[test]
fn one_that_is_still_running() {
    commsop("commsop")
        .stdin(
            r##"{
  "@odata.type": "#microsoft.graph.recordOperation",
  "id": "9d6a7d1c-3f0e-4b6e-8a54-2f6f0d1f7a10",
  "status": "running",
  "createdDateTime": "2026-03-10T09:25:48Z",
  "lastActionDateTime": "2026-03-10T09:26:02Z"
}"##,
        )
        .gives(
            0,
            "\
running for 4m12s      -         9d6a7d1c-3f0e-4b6e-8a54-2f6f0d1f7a10  record
  result    none yet
  created   2026-03-10T09:25:48Z  (4m12s ago)
  last      2026-03-10T09:26:02Z  (14s after creation, 3m58s ago)
  elapsed   4m12s since creation, idle for 3m58s
  context   -
  type      recordOperation
  schema    ok
",
            "",
        );
}

#[test]
fn one_without_times() {
    commsop("commsop")
        .stdin(
            r##"{
  "@odata.type": "#microsoft.graph.playPromptOperation",
  "id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5",
  "status": "running",
  "clientContext": "d45324c1-fcb5-430a-902c-f20af696537c",
  "resultInfo": null
}"##,
        )
        .gives(
            0,
            "\
running                -         0fe0623f-d628-42ed-b4bd-8ac290072cc5
  result    none yet
  created   -  (not in this payload; the v1.0 service does not send it)
  last      -
  elapsed   unknown
  context   d45324c1-fcb5-430a-902c-f20af696537c
  type      playPromptOperation
  schema    ok
",
            "",
        );
}

/// The log of the contract: five operations, of which one is invalid, and a line that is cut off.
const LOG: &str = r##"{"id":"0fe0623f-d628-42ed-b4bd-8ac290072cc5","status":"completed","createdDateTime":"2026-03-10T09:22:01Z","lastActionDateTime":"2026-03-10T09:22:23Z","resultInfo":{"code":200,"subcode":0}}
{"@odata.type":"#microsoft.graph.recordOperation","id":"9d6a7d1c-3f0e-4b6e-8a54-2f6f0d1f7a10","status":"running","createdDateTime":"2026-03-10T09:25:48Z"}
{"id":"5b1f1ad9-2a37-4b5a-93a5-0a5f2b3b6f11","status":"failed","createdDateTime":"2026-03-10T09:20:00Z","lastActionDateTime":"2026-03-10T09:20:03Z","resultInfo":{"code":400,"subcode":8508,"message":"Action failed, the operation was cancelled."}}
{"id":"3c8f0f9e-65e4-4d0b-9f0a-2f5f6f1c7e55","status":"notStarted","createdDateTime":"2026-03-10T09:29:52Z"}
{"@odata.type":"#microsoft.graph.recordOperation","id":"77a1c0de-11d1-4c3e-b0a4-6a0d6f7f4b21","status":"complete","resultInfo":{"code":200,"subcode":0}}
{"id":"c0ffee00-11d1-4c3e-b0a4-6a0d6f7f4b21","status":"comp
"##;

const LOG_FINDINGS: &str = "\
notifications.ndjson:5:104: error[CO103] /status: unknown status \"complete\"
  |
5 | ...1-4c3e-b0a4-6a0d6f7f4b21\",\"status\":\"complete\",\"resultInfo\":{\"code\":200...
  |                                       ^^^^^^^^^^
  = expected notStarted, running, completed or failed
  = help: did you mean \"completed\"?
notifications.ndjson:6:60: error[CO005]: JSON ends inside a string
  |
6 | {\"id\":\"c0ffee00-11d1-4c3e-b0a4-6a0d6f7f4b21\",\"status\":\"comp
  |                                                            ^
  = the object opened at 6:1 is not closed
commsop: 5 operations: 1 succeeded, 2 pending, 1 failed, 1 invalid; 1 unreadable
";

#[test]
fn many_operations_have_a_row_each() {
    let here = Scratch::new().with("notifications.ndjson", LOG);
    commsop("commsop notifications.ndjson")
        .within(here.path())
        .gives(
            3,
            "\
completed in 22s       200/0     0fe0623f-d628-42ed-b4bd-8ac290072cc5
running for 4m12s      -         9d6a7d1c-3f0e-4b6e-8a54-2f6f0d1f7a10  record
failed after 3s        400/8508  5b1f1ad9-2a37-4b5a-93a5-0a5f2b3b6f11
  Action failed, the operation was cancelled.
notStarted for 8s      -         3c8f0f9e-65e4-4d0b-9f0a-2f5f6f1c7e55
invalid                200/0     77a1c0de-11d1-4c3e-b0a4-6a0d6f7f4b21  record
unreadable             -         line 6
",
            LOG_FINDINGS,
        );
}

#[test]
fn many_operations_in_colour() {
    let here = Scratch::new().with("notifications.ndjson", LOG);
    let ended = commsop("CLICOLOR_FORCE=1 commsop notifications.ndjson")
        .within(here.path())
        .run();
    let (green, yellow, cyan) = ("\u{1b}[32m", "\u{1b}[33m", "\u{1b}[36m");
    let (red, bold_red, end) = ("\u{1b}[31m", "\u{1b}[1;31m", "\u{1b}[0m");
    let expected = format!(
        "\
{green}completed{end} in 22s       200/0     0fe0623f-d628-42ed-b4bd-8ac290072cc5
{yellow}running{end} for 4m12s      -         9d6a7d1c-3f0e-4b6e-8a54-2f6f0d1f7a10  record
{bold_red}failed{end} after 3s        {red}400/8508{end}  5b1f1ad9-2a37-4b5a-93a5-0a5f2b3b6f11
  Action failed, the operation was cancelled.
{cyan}notStarted{end} for 8s      -         3c8f0f9e-65e4-4d0b-9f0a-2f5f6f1c7e55
{bold_red}invalid{end}                200/0     77a1c0de-11d1-4c3e-b0a4-6a0d6f7f4b21  record
{bold_red}unreadable{end}             -         line 6
"
    );
    crate::support::same(&ended.line, &expected, &ended.stdout);
}

#[test]
fn fields_for_shells() {
    let here = Scratch::new()
        .with("op.json", PLAYED)
        .with("notifications.ndjson", LOG);
    commsop("commsop -f status op.json")
        .within(here.path())
        .gives(0, "completed\n", "");
    let ended = commsop("commsop -f id,code,elapsed notifications.ndjson")
        .within(here.path())
        .run();
    ended.is(
        3,
        "\
0fe0623f-d628-42ed-b4bd-8ac290072cc5\t200\t479
9d6a7d1c-3f0e-4b6e-8a54-2f6f0d1f7a10\t\t252
5b1f1ad9-2a37-4b5a-93a5-0a5f2b3b6f11\t400\t600
3c8f0f9e-65e4-4d0b-9f0a-2f5f6f1c7e55\t\t8
77a1c0de-11d1-4c3e-b0a4-6a0d6f7f4b21\t200\t
\t\t
",
        LOG_FINDINGS,
    );
}

const UNREADABLE: &str = "unreadable             -         -\n";

fn unreadable(line: u32) -> String {
    format!("unreadable             -         line {line}\n")
}

#[test]
fn nothing_at_all() {
    commsop("commsop").gives(
        3,
        UNREADABLE,
        "\
<stdin>: error[CO001]: the input is empty
  = help: the command before the pipe printed nothing; with curl use -fsS, and
          in bash `set -o pipefail`, so that its failure is not lost
",
    );
}

#[test]
fn a_page_of_html() {
    commsop("commsop")
        .stdin("<!DOCTYPE html>\n<html><head><title>502 Bad Gateway</title></head></html>\n")
        .gives(
            3,
            &unreadable(1),
            "\
<stdin>:1:1: error[CO002]: this is an HTML page, not JSON (\"502 Bad Gateway\")
  |
1 | <!DOCTYPE html>
  | ^^^^^^^^^^^^^^^
  = help: a proxy or sign-in page answered instead of Graph; check the URL and
          the token, and let curl fail on HTTP errors with -fsS
",
        );
}

#[test]
fn a_head_and_its_body() {
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{PLAYED}");
    let ended = commsop("commsop -v").stdin(&answer).run();
    ended.is(
        0,
        &commsop("commsop").stdin(PLAYED).run().stdout,
        "<stdin>:1:1: note[CO003]: skipped the response head (HTTP/1.1 200 OK)\n",
    );
    let quiet = commsop("commsop").stdin(answer).run();
    quiet.is(0, &ended.stdout, "");
}

#[test]
fn a_head_and_no_body() {
    commsop("commsop")
        .stdin(
            "HTTP/1.1 202 Accepted\r\n\
             Location: https://graph.microsoft.com/v1.0/communications/calls/...\r\n\r\n",
        )
        .gives(
            3,
            &unreadable(1),
            "\
<stdin>:1:1: error[CO003]: HTTP/1.1 202 Accepted, and no body
  = help: ask for the operation itself; the response names it:
          Location: https://graph.microsoft.com/v1.0/communications/calls/...
",
        );
}

#[test]
fn an_error_answer_of_graph() {
    commsop("commsop")
        .stdin(
            r#"{ "error": { "code": "InvalidAuthenticationToken",
  "message": "Access token has expired or is not yet valid.",
  "innerError": { "date": "2026-03-10T09:22:01",
    "request-id": "b39dff5e-d0f3-4d53-9ee4-fd81884f2d7e",
    "client-request-id": "b39dff5e-d0f3-4d53-9ee4-fd81884f2d7e" } } }"#,
        )
        .gives(
            3,
            &unreadable(1),
            "\
<stdin>:1:1: error[CO004]: Graph answered with an error, not an operation
  = InvalidAuthenticationToken: Access token has expired or is not yet valid.
  = request-id b39dff5e-d0f3-4d53-9ee4-fd81884f2d7e, 2026-03-10T09:22:01 UTC
  = help: get a new token; quote the request-id when you ask for support
",
        );
}

/// Six lines, so that what matters stands in line 7 as in the contract.
const SIX_LINES: &str = r#"{
  "id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5",
  "status": "completed",
  "createdDateTime": "2026-03-10T09:22:01Z",
  "lastActionDateTime": "2026-03-10T09:22:23Z",
  "clientContext": "d45324c1-fcb5-430a-902c-f20af696537c",
"#;

#[test]
fn a_download_cut_short() {
    commsop("commsop")
        .stdin(format!(
            "{SIX_LINES}  \"resultInfo\": {{ \"code\": 200, \"subcode\":"
        ))
        .gives(
            3,
            &unreadable(7),
            "\
<stdin>:7:42: error[CO005]: JSON ends where a value was expected
  |
7 |   \"resultInfo\": { \"code\": 200, \"subcode\":
  |                                          ^
  = the objects opened at 7:17 and 1:1 are not closed
  = help: the download was cut short; compare with Content-Length
",
        );
}

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
fn a_million_levels() {
    commsop("commsop").stdin("[".repeat(1_000_000)).gives(
        3,
        &unreadable(1),
        "<stdin>:1:129: error[CO009]: nested more than 128 levels deep\n",
    );
}

#[test]
fn files_that_give_nothing() {
    let here = Scratch::new()
        .with("op.json", PLAYED)
        .with("captures/README", "none");
    let within = |line| commsop(line).within(here.path());
    within("commsop -q captures").gives(
        3,
        "",
        "captures: error[CO007]: no *.json, *.jsonl or *.ndjson in this directory\n",
    );
    within("commsop -q op.jsn").gives(
        3,
        "",
        "op.jsn: error[CO007]: no such file\n  = help: did you mean \"op.json\"?\n",
    );
    // The other files are still read.
    within("commsop -q captures op.json op.jsn").gives(
        3,
        "",
        "\
captures: error[CO007]: no *.json, *.jsonl or *.ndjson in this directory
op.jsn: error[CO007]: no such file
  = help: did you mean \"op.json\"?
commsop: 1 operation: 1 succeeded; 2 unreadable
",
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_must_not_be_read() {
    use std::os::unix::fs::PermissionsExt;
    let here = Scratch::new().with("secret.json", PLAYED);
    let secret = here.path().join("secret.json");
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&secret).is_ok() {
        return eprintln!("skipped: this user may read everything");
    }
    let expected = "secret.json: error[CO007]: permission denied\n";
    commsop("commsop -q secret.json")
        .within(here.path())
        .gives(3, "", expected);
}

#[test]
fn compressed_data() {
    commsop("commsop -q")
        .stdin(b"\x1f\x8b\x08\0\0\0\0\0\0\x03")
        .gives(
            3,
            "",
            "\
<stdin>: error[CO010]: this is gzip data, not JSON
  = help: use curl --compressed, or `gunzip -c FILE | commsop`
",
        );
}

#[test]
fn text_of_windows_powershell() {
    let mut bytes = vec![0xFF, 0xFE];
    bytes.extend(PLAYED.encode_utf16().flat_map(u16::to_le_bytes));
    let here = Scratch::new().with("op.json", bytes);
    commsop("commsop -q op.json").within(here.path()).gives(
        0,
        "",
        "\
op.json:1:1: warning[CO206]: UTF-16 (little endian, with BOM); decoded
  = help: Windows PowerShell 5 redirects as UTF-16; PowerShell 7 writes UTF-8
",
    );
}

#[test]
fn a_broken_line_in_a_log() {
    let line = r#"{"id":"0fe0623f-d628-42ed-b4bd-8ac290072cc5","status":"running","createdDateTime":"2026-03-10T09:25:48Z","clientContext":"contoso-helpdesk1""#;
    assert_eq!(line.len(), 140);
    let log = format!("{line}}}\n{line}}}\n{line}\n{line}}}\n");
    let here = Scratch::new().with("ops.ndjson", log);
    commsop("commsop ops.ndjson").within(here.path()).gives(
        3,
        "\
running for 4m12s      -         0fe0623f-d628-42ed-b4bd-8ac290072cc5
running for 4m12s      -         0fe0623f-d628-42ed-b4bd-8ac290072cc5
unreadable             -         line 3
running for 4m12s      -         0fe0623f-d628-42ed-b4bd-8ac290072cc5
",
        "\
ops.ndjson:3:141: error[CO005]: JSON ends inside an object
  = the object opened at 3:1 is not closed; reading goes on at line 4
commsop: 3 operations: 3 pending; 1 unreadable
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

#[test]
fn an_option_misspelt() {
    commsop("commsop --outptu json").gives(
        2,
        "",
        "\
error: unexpected argument '--outptu' found

  tip: a similar argument exists: '--output'

Usage: commsop [OPTIONS] [FILE]...

For more information, try '--help'.
",
    );
}

#[test]
fn a_file_taken_for_a_field() {
    let here = Scratch::new().with("op.json", PLAYED);
    commsop("commsop -f op.json").within(here.path()).gives(
        2,
        "",
        "\
commsop: unknown field \"op.json\"
  = help: -f picks fields; to read the file just name it: commsop op.json
  = fields: state status code subcode message diag reason elapsed active idle id
            type context created last valid errors warnings source line pointer
",
    );
}
