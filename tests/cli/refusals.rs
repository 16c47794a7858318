//! What the contract says of what is wrong: byte for byte.

use crate::samples::{PLAYED, SIX_LINES, UNREADABLE, unreadable};
use crate::support::{Scratch, commsop};

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
