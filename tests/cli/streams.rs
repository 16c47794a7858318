//! What goes to which stream, in which order, and what happens when one cannot be written.

use crate::support::{NOW, Scratch, commsop};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

const DRIFT: &str = r#"{"id":"op-1","status":"Running","clientContext":null,"createdDateTime":null,"lastActionDateTime":null,"resultInfo":null}"#;
const ROW: &str = "running                -         op-1\n";
const DETAILS: &str = "  result    none yet
  created   -  (not in this payload; the v1.0 service does not send it)
  last      -
  elapsed   unknown
  context   -
  type      -
  schema    ok, 1 warning
";
const WARNING: &str =
    "<stdin>:1:23: warning[CO201] /status: \"Running\" is documented as \"running\"\n";
const FRAME: &str = "  |
1 | {\"id\":\"op-1\",\"status\":\"Running\",\"clientContext\":null,\"createdDateTime\"...
  |                       ^^^^^^^^^
";

#[test]
fn the_report_and_the_findings_are_kept_apart() {
    let report = ROW.to_owned() + DETAILS;
    for (line, stdout, stderr) in [
        ("commsop", report.as_str(), WARNING.to_owned()),
        ("commsop -v", &report, WARNING.to_owned() + FRAME),
        ("commsop -q", "", WARNING.to_owned()),
        ("commsop -q --ignore CO201", "", String::new()),
        ("commsop --only failed", "", WARNING.to_owned()),
    ] {
        commsop(line).stdin(DRIFT).gives(0, stdout, &stderr);
    }
}

#[test]
fn quiet_wins_over_every_format() {
    for format in "text json ndjson tsv csv summary github sarif junit".split(' ') {
        commsop(&format!("commsop -q -o {format}"))
            .stdin(DRIFT)
            .gives(0, "", WARNING);
        commsop(&format!("commsop -o {format} -q"))
            .stdin(DRIFT)
            .gives(0, "", WARNING);
    }
}

#[test]
fn totals_come_with_the_second_operation() {
    let two = format!("{DRIFT}\n{DRIFT}");
    let ended = commsop("commsop -q").stdin(two).run();
    ended.is(
        0,
        "",
        &format!(
            "{WARNING}{}commsop: 2 operations: 2 pending\n",
            WARNING.replace(":1:", ":2:")
        ),
    );
}

/// The first three of each code are shown, the others are counted; with -v all are shown.
#[test]
fn warnings_do_not_flood() {
    let many: String = (1..=1000).map(|_| DRIFT.to_owned() + "\n").collect();
    let ended = commsop("commsop -q").stdin(&many).run();
    let expected: String = (1..=3)
        .map(|line| WARNING.replace(":1:23", &format!(":{line}:23")))
        .collect();
    ended.is(
        0,
        "",
        &format!("{expected}commsop: 1000 operations: 1000 pending; CO201 x1000\n"),
    );
    let ended = commsop("commsop -v").stdin(&many).run();
    assert_eq!(ended.stderr.matches("warning[CO201]").count(), 1000);
    assert!(
        ended
            .stderr
            .ends_with("\ncommsop: 1000 operations: 1000 pending\n")
    );
}

/// Errors are never dropped; but after twenty frames their first lines must do.
#[test]
fn errors_are_never_dropped() {
    let many = "{\"id\":\"op\",\"status\":\"gone\"}\n".repeat(100);
    let ended = commsop("commsop -q").stdin(many).run();
    assert_eq!(ended.status, Some(1));
    assert_eq!(ended.stderr.matches("error[CO103]").count(), 100);
    assert_eq!(ended.stderr.matches("^^^^^^").count(), 20);
    assert_eq!(ended.stderr.lines().count(), 20 * 5 + 80 + 1);
}

/// `2>&1`: what has been read is shown before what is said of it.
#[test]
fn both_streams_into_one_pipe_keep_their_order() {
    let (mut reader, writer) = std::io::pipe().unwrap();
    let mut command = commsop("commsop").command;
    command
        .stdin(Stdio::piped())
        .stdout(writer.try_clone().unwrap())
        .stderr(writer);
    let mut child = command.spawn().unwrap();
    // The command holds the other ends of the pipe.
    drop(command);
    child
        .stdin
        .take()
        .unwrap()
        .write_all(DRIFT.as_bytes())
        .unwrap();
    let mut text = String::new();
    reader.read_to_string(&mut text).unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(text, format!("{ROW}{WARNING}{DETAILS}"));
}

#[cfg(unix)]
#[test]
fn a_reader_that_leaves_is_no_error() {
    let mut child = commsop("commsop")
        .command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let endless = std::thread::spawn(move || {
        // Ends when the program does.
        while stdin
            .write_all(
                "{\"id\":\"op-1\",\"status\":\"running\"}\n"
                    .repeat(100)
                    .as_bytes(),
            )
            .is_ok()
        {}
    });
    let mut row = String::new();
    BufReader::new(child.stdout.take().unwrap())
        .read_line(&mut row)
        .unwrap();
    assert_eq!(row, ROW);
    let output = child.wait_with_output().unwrap();
    endless.join().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{stderr}");
    let rest = stderr.trim_end_matches('\n');
    assert!(
        !rest.contains('\n') && (rest.is_empty() || rest.starts_with("commsop: ")),
        "{stderr}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_an_error() {
    for (line, status) in [
        ("commsop", 3),
        ("commsop -h", 3),
        ("commsop --version", 3),
        ("commsop --generate man", 3),
        ("commsop --generate bash", 3),
        // It prints nothing, so nothing is lost.
        ("commsop -q", 0),
        ("commsop -qe", 5),
    ] {
        let full = std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let here = Scratch::new().with("op.json", DRIFT.replace('R', "r"));
        let mut command = commsop(line).command;
        command.stdin(std::fs::File::open(here.path().join("op.json")).unwrap());
        let output = command
            .stdout(full)
            .stderr(Stdio::piped())
            .output()
            .unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(status), "{line}: {stderr}");
        let expected = match status {
            3 => "commsop: cannot write the output: no space left on device\n",
            _ => "",
        };
        assert_eq!(stderr, expected, "{line}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn findings_that_cannot_be_written_change_nothing() {
    for line in ["commsop", "commsop -q", "commsop --bogus"] {
        let full = || {
            std::fs::File::options()
                .write(true)
                .open("/dev/full")
                .unwrap()
        };
        let here = Scratch::new().with("op.json", DRIFT);
        let run = |stderr: Stdio| {
            let mut command = commsop(line).command;
            command.stdin(std::fs::File::open(here.path().join("op.json")).unwrap());
            command
                .stdout(Stdio::piped())
                .stderr(stderr)
                .output()
                .unwrap()
        };
        let (lost, kept) = (run(full().into()), run(Stdio::piped()));
        assert_eq!(lost.status, kept.status, "{line}");
        assert_eq!(lost.stdout, kept.stdout, "{line}");
    }
}

/// On a terminal: colour, no waiting for input that is not piped, and each finding behind its row.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_gets_colour_and_an_answer() {
    let program = env!("CARGO_BIN_EXE_commsop");
    let here = Scratch::new().with("op.json", format!("{DRIFT}\n{DRIFT}"));
    let on_terminal = |words: &str, variables: &[(&str, &str)]| {
        let mut command = Command::new("script");
        command.args(["-qec", &format!("{program} {words}"), "/dev/null"]);
        command
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command
            .env("TERM", "xterm")
            .env("SHELL", "/bin/sh")
            .env("COMMSOP_NOW", NOW);
        command
            .envs(variables.iter().copied())
            .current_dir(here.path());
        let output = command.stdin(Stdio::null()).output().ok()?;
        let text = String::from_utf8(output.stdout)
            .unwrap()
            .replace("\r\n", "\n");
        Some((output.status.code(), text))
    };
    let Some((status, text)) = on_terminal("op.json", &[]) else {
        return eprintln!("skipped: script(1) is not installed");
    };
    let (yellow, bold, end) = ("\u{1b}[33m", "\u{1b}[1;33m", "\u{1b}[0m");
    let row = format!("{yellow}running{end}                -         op-1\n");
    let warning = |line| {
        format!(
            "op.json:{line}:23: {bold}warning[CO201]{end} /status: \"Running\" is documented as \"running\"\n"
        )
    };
    let expected = format!(
        "{row}{}{row}{}commsop: 2 operations: 2 pending\n",
        warning(1),
        warning(2)
    );
    assert_eq!((status, text), (Some(0), expected));
    for variables in [[("NO_COLOR", "1")], [("CLICOLOR", "0")], [("TERM", "dumb")]] {
        let (_, text) = on_terminal("op.json", &variables).unwrap();
        assert!(!text.contains('\u{1b}'), "{variables:?} {text}");
    }
    let (status, text) = on_terminal("2>/dev/null --color never op.json", &[]).unwrap();
    assert_eq!((status, text), (Some(0), ROW.repeat(2)));
    // A finding begins a line there, whatever the report is.
    for format in ["json", "ndjson", "csv", "sarif"] {
        let words = format!("--color never -o {format} op.json");
        let (_, text) = on_terminal(&words, &[]).unwrap();
        let begins = |line: &&str| line.starts_with("op.json:");
        assert_eq!(
            text.matches("op.json:").count(),
            text.lines().filter(begins).count(),
            "{text}"
        );
        assert_eq!(text.lines().filter(begins).count(), 2, "{text}");
    }
}
