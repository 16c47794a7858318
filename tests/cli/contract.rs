//! What the contract shows, byte for byte: each example with the input it is about.

use crate::samples::PLAYED;
use crate::support::{Scratch, commsop};

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
