//! The report formats from outside: whole outputs of the examples of the contract, and every
//! format over good, bad, unreadable and hostile payloads, read by parsers of other people.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on must stop"
)]

mod examples;
mod parsers;
mod stability;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run gave.
#[derive(Debug, PartialEq, Eq)]
struct Run {
    stdout: String,
    stderr: String,
    status: i32,
}

/// The program at the time of the examples, with no variables but `variables`.
fn run_with(variables: &[(&str, &str)], args: &[&str], folder: &Path, stdin: &str) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_commsop"))
        .env_clear()
        .envs(variables.iter().copied())
        .args(["--now", "2026-03-10T09:30:00Z"])
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut pipe = child.stdin.take().expect("a pipe");
    pipe.write_all(stdin.as_bytes()).expect("it reads");
    drop(pipe);
    let output = child.wait_with_output().expect("it ends");
    Run {
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        status: output.status.code().expect("an exit status"),
    }
}

/// The program over standard input.
fn piped(args: &[&str], stdin: &str) -> Run {
    run_with(&[], args, Path::new(env!("CARGO_TARGET_TMPDIR")), stdin)
}

/// The program in a folder with these files.
fn in_folder(name: &str, files: &[(&str, &str)], args: &[&str]) -> Run {
    run_with(&[], args, &folder(name, files), "")
}

/// A fresh folder with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    for (path, text) in files {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    folder
}

/// The operation of the first example.
const GOOD: &str = concat!(
    r##"{"@odata.type":"#microsoft.graph.playPromptOperation","##,
    r#""id":"0fe0623f-d628-42ed-b4bd-8ac290072cc5","status":"completed","#,
    r#""clientContext":"d45324c1-fcb5-430a-902c-f20af696537c","#,
    r#""createdDateTime":"2026-03-10T09:22:01Z","lastActionDateTime":"2026-03-10T09:22:23Z","#,
    r#""resultInfo":{"code":200,"subcode":0,"message":"Action completed successfully."}}"#
);
const RUNNING: &str = concat!(
    r##"{"@odata.type":"#microsoft.graph.recordOperation","##,
    r#""id":"9d6a7d1c-3f0e-4b6e-8a54-2f6f0d1f7a10","status":"running","#,
    r#""createdDateTime":"2026-03-10T09:25:48Z","lastActionDateTime":"2026-03-10T09:26:02Z"}"#
);
const FAILED: &str = concat!(
    r##"{"@odata.type":"#microsoft.graph.commsOperation","##,
    r#""id":"5b1f1ad9-2a37-4b5a-93a5-0a5f2b3b6f11","status":"failed","#,
    r#""createdDateTime":"2026-03-10T09:20:00Z","lastActionDateTime":"2026-03-10T09:20:03Z","#,
    r#""resultInfo":{"code":400,"subcode":8508,"message":"Action failed, the operation was cancelled."}}"#
);
/// Its status stands at column 63.
const UNKNOWN: &str =
    r#"{        "id":"77a1c0de-11d1-4c3e-b0a4-6a0d6f7f4b21","status":"complete"}"#;
const SLOPPY: &str = r#"{"id":"1","status":"Running","createdDateTime":"2026-03-10T09:29:52"}"#;
const DUPLICATE: &str = concat!(
    r#"{"id":"2","status":"completed","id":"2","createdDateTime":"2026-03-10T09:00:00Z","#,
    r#""lastActionDateTime":"2026-03-10T09:00:03Z","resultInfo":{"code":200,"subcode":0}}"#
);
const NO_OPERATION: &str = r#"{"a":1}"#;
const GRAPH_ERROR: &str = r#"{"error":{"code":"InvalidAuthenticationToken","message":"Access token has expired.","innerError":{"request-id":"b39d","date":"2026-03-10T09:22:01"}}}"#;
const TRUNCATED: &str = r#"{"id":"3","status":"#;
/// Numbers of every kind, an escape in every text, and all that could act on a terminal.
const HOSTILE: &str = concat!(
    r#"{"id":"=1+1,\"<a&b>']]>\\\t\u0000\u001b[2J\u007f\u009b31m\u202e\u200b\ufeff\ud83d\udcde","#,
    r#""status":"done\n::error::forged\r%0A","clientContext":"--> \ufffe","#,
    r#""createdDateTime":"soon\t\u2028","lastActionDateTime":"0001-01-01T00:00:00Z","#,
    r#""resultInfo":{"code":99999999999999999999,"subcode":"trans\u0085ferring","#,
    r#""message":"row\n2\tcell \"accessToken\":\"hunter2\""},"completionReason":"a,b;c|d"}"#
);
const HUGE: &str =
    r#"{"id":"4","status":"failed","resultInfo":{"code":1e400,"subcode":-2.50,"message":null}}"#;
const LONE_SURROGATE: &str = r#"{"id":"\ud800","status":"running"}"#;
const EMPTY_LIST: &str = r#"{"value":[]}"#;
const LIST: &str = r#"{"value":[{"id":"5","status":"running"},{"id":null,"status":null},7]}"#;

/// Payloads by name.
const PAYLOADS: [(&str, &str); 14] = [
    ("good", GOOD),
    ("running", RUNNING),
    ("failed", FAILED),
    ("unknown", UNKNOWN),
    ("sloppy", SLOPPY),
    ("duplicate", DUPLICATE),
    ("no operation", NO_OPERATION),
    ("graph error", GRAPH_ERROR),
    ("truncated", TRUNCATED),
    ("hostile", HOSTILE),
    ("huge", HUGE),
    ("lone surrogate", LONE_SURROGATE),
    ("empty list", EMPTY_LIST),
    ("list", LIST),
];

/// All payloads, one on each line.
fn everything() -> String {
    PAYLOADS.map(|(_, payload)| payload).join("\n")
}

/// Every format, as arguments.
const FORMATS: [&[&str]; 10] = [
    &["-o", "text"],
    &["-o", "json"],
    &["-o", "ndjson"],
    &["-o", "tsv"],
    &["-o", "csv"],
    &["-o", "summary"],
    &["-o", "github"],
    &["-o", "sarif"],
    &["-o", "junit"],
    &["-f", "id,status,message,created,elapsed"],
];
