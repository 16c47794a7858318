//! Where payloads come from: stdin, files, directories, several of them.

use crate::support::{Scratch, commsop};

fn operation(id: &str) -> String {
    format!("{{\"id\":\"{id}\",\"status\":\"running\"}}\n")
}

fn row(id: &str) -> String {
    format!("running                -         {id}\n")
}

#[test]
fn stdin_may_stand_among_files() {
    let here = Scratch::new()
        .with("a.json", operation("op-a"))
        .with("b.json", operation("op-b"));
    let within = |line| commsop(line).within(here.path()).stdin(operation("op-in"));
    let (a, b, piped) = (row("op-a"), row("op-b"), row("op-in"));
    within("commsop a.json - b.json").gives(
        0,
        &format!("a.json:\n{a}<stdin>:\n{piped}b.json:\n{b}"),
        "commsop: 3 operations: 3 pending\n",
    );
    // Files alone: what is piped is left alone.
    within("commsop a.json b.json").gives(
        0,
        &format!("a.json:\n{a}b.json:\n{b}"),
        "commsop: 2 operations: 2 pending\n",
    );
    let bare = within("commsop").run();
    within("commsop -").gives(0, &bare.stdout, "");
    assert!(bare.stdout.starts_with(&piped), "{bare:?}");
}

#[test]
fn a_directory_is_walked_in_order() {
    let here = Scratch::new()
        .with("captures/b.json", operation("op-b"))
        .with("captures/a/2.ndjson", operation("op-a2"))
        .with("captures/a/1.JSONL", operation("op-a1"))
        .with("captures/a.txt", operation("op-no"))
        .with("captures/README.md", "no JSON at all")
        .with("captures/c/nothing.txt", "");
    let rows = format!(
        "captures/a/1.JSONL:\n{}captures/a/2.ndjson:\n{}captures/b.json:\n{}",
        row("op-a1"),
        row("op-a2"),
        row("op-b")
    );
    let rows = if cfg!(windows) {
        rows.replace("captures/a/", "captures\\a\\")
    } else {
        rows
    };
    let totals = "commsop: 3 operations: 3 pending\n";
    let ended = commsop("commsop captures").within(here.path()).run();
    ended.is(0, &rows, totals);
    // A file that is named is read whatever its name.
    let named = commsop("commsop captures/a.txt").within(here.path()).run();
    assert_eq!(
        (named.status, named.stdout.starts_with(&row("op-no"))),
        (Some(0), true)
    );
    let slash = commsop("commsop captures/").within(here.path()).run();
    assert_eq!((slash.status, slash.stdout.lines().count()), (Some(0), 6));
}

#[cfg(unix)]
#[test]
fn links_in_a_directory_are_not_followed() {
    use std::os::unix::fs::symlink;
    let here = Scratch::new()
        .with("captures/a.json", operation("op-a"))
        .with("other/b.json", operation("op-b"));
    symlink("..", here.path().join("captures/loop")).unwrap();
    symlink("../other", here.path().join("captures/other")).unwrap();
    let ended = commsop("commsop captures").within(here.path()).run();
    assert!(
        ended.stdout.contains("op-a") && !ended.stdout.contains("op-b"),
        "{ended:#?}"
    );
    // One that is named is.
    symlink("other", here.path().join("named")).unwrap();
    let ended = commsop("commsop named").within(here.path()).run();
    assert!(ended.stdout.contains("op-b"), "{ended:#?}");
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_text_is_read_and_shown_safely() {
    use std::ffi::OsString;
    use std::os::unix::ffi::OsStringExt;
    let here = Scratch::new();
    for (bytes, shown) in [
        (&b"a\xff.json"[..], "a\u{fffd}.json"),
        (b"b\x1b[31m\n.json", "b\\u{1b}[31m\\n.json"),
    ] {
        let name = OsString::from_vec(bytes.to_vec());
        if std::fs::write(
            here.path().join(&name),
            "{\"id\":\"op\",\"status\":\"gone\"}",
        )
        .is_err()
        {
            eprintln!("skipped: this file system takes no such name");
            continue;
        }
        let ended = commsop("commsop -q").within(here.path()).arg(name).run();
        assert_eq!(ended.status, Some(1), "{ended:?}");
        assert!(
            ended
                .stderr
                .starts_with(&format!("{shown}:1:21: error[CO103]")),
            "{ended:?}"
        );
    }
}

/// A pipe with a name, where it can be had.
#[cfg(unix)]
fn fifo(here: &Scratch) -> Option<std::path::PathBuf> {
    let path = here.path().join("fifo");
    let made = std::process::Command::new("mkfifo").arg(&path).status();
    if !made.is_ok_and(|status| status.success()) {
        eprintln!("skipped: mkfifo(1) is not installed");
        return None;
    }
    Some(path)
}

#[cfg(unix)]
#[test]
fn a_pipe_with_a_name_is_a_file() {
    let here = Scratch::new();
    let Some(path) = fifo(&here) else { return };
    let writer = std::thread::spawn(move || std::fs::write(path, operation("op-1")));
    let ended = commsop("commsop fifo").within(here.path()).run();
    writer.join().unwrap().unwrap();
    assert_eq!(
        (ended.status, ended.stdout.starts_with(&row("op-1"))),
        (Some(0), true),
        "{ended:?}"
    );
}

/// A pipe that is waited for and gives nothing to read; behind it a file of many blocks, whose first
/// records are as old as the last.
#[cfg(unix)]
#[test]
fn a_file_behind_a_pipe_is_judged_by_the_time_behind_the_wait() {
    const WAIT: std::time::Duration = std::time::Duration::from_millis(1200);
    let here = Scratch::new();
    let Some(path) = fifo(&here) else { return };
    let created = chrono::Utc::now().to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
    let record = format!(r#"{{"id":"op","status":"running","createdDateTime":"{created}"}}"#);
    std::fs::write(here.path().join("many"), (record + "\n").repeat(20_000)).unwrap();
    let writer = std::thread::spawn(move || {
        std::thread::sleep(WAIT);
        std::fs::write(path, b"\x1f\x8b\x08\0")
    });
    let ended = commsop("COMMSOP_NOW= commsop -f elapsed fifo many")
        .within(here.path())
        .run();
    let ages: Vec<f64> = ended
        .stdout
        .lines()
        .filter_map(|age| age.parse().ok())
        .collect();
    assert_eq!(ages.len(), 20_000, "{}", ended.stderr);
    assert!(
        ages.iter().all(|age| *age >= WAIT.as_secs_f64()),
        "{:?}",
        ages.first()
    );
    writer.join().unwrap().unwrap();
}

/// The forms are one rule, a sequence of values; each gives the same rows.
#[test]
fn every_form_of_a_sequence_gives_the_same_rows() {
    let (one, two) = (operation("op-1"), operation("op-2"));
    let (one, two) = (one.trim_end(), two.trim_end());
    let rows = row("op-1") + &row("op-2");
    for form in [
        format!("{one}\n{two}\n"),
        format!("{one}\n{two}"),
        format!("{one}\r\n\r\n{two}\r\n"),
        format!("{one}{two}"),
        format!(" \t\n{one} {two} \n"),
        format!("\x1e{one}\n\x1e{two}\n"),
        format!("[{one},{two}]"),
        format!("[{one}][{two}]"),
        format!("{{\"value\":[{one},{two}]}}"),
        format!(
            "{{\"@odata.context\":\"x\",\"@odata.count\":2,\"value\":[{one},{two}],\"more\":1}}"
        ),
        format!("{{\"value\":{one}}}{{\"value\":{two}}}"),
        format!("{{\"$id\":\"1\",\"$values\":[{one},{two}]}}"),
        format!(
            "{{\"responses\":[{{\"id\":\"9\",\"status\":200,\"body\":{one}}},{{\"id\":\"8\",\"status\":200,\"body\":{two}}}]}}"
        ),
        format!("HTTP/1.1 200 OK\r\nA: b\r\n\r\n{one}\r\nHTTP/1.1 200 OK\r\n\r\n{two}"),
        format!("HTTP/2 200\n\n[{one},\n{two}]\n"),
        format!(
            "HTTP/1.1 200 Connection established\r\nDate: x\r\n\r\nHTTP/2 200 \r\n\r\n{one}{two}"
        ),
        format!("HTTP/1.0 200 OK\r\nVia: x\r\n\r\nHTTP/2 200 \r\n\r\n{one}{two}"),
        format!("GET https://graph.microsoft.com/v1.0/x\nA: b\n\nHTTP/1.1 200 OK\n\n{one}{two}"),
        format!("{{\"id\":\"9\",\"status\":200,\"headers\":{{}},\"body\":{one}}}{two}"),
        format!(
            "POST /api/calls HTTP/1.1\nHost: bot.contoso.com\n\n{{\"value\":[{{\"changeType\":\"updated\",\"resourceUrl\":\"/communications/calls/17/operations\",\"resourceData\":[{one},{two}]}}]}}"
        ),
        format!("\u{feff}{one}\n{two}"),
    ] {
        let ended = commsop("commsop --ignore CO206").stdin(&form).run();
        assert_eq!(
            ended.transcript(),
            format!(
                "-- stdout --\n{rows}-- stderr --\ncommsop: 2 operations: 2 pending\n-- exit 0 --\n"
            ),
            "{form}"
        );
    }
}

/// The exit status, and the codes of the errors.
fn verdict(text: &[u8]) -> (i32, Vec<String>) {
    let run = commsop("commsop").stdin(text).run();
    let codes = run
        .stderr
        .split("error[")
        .skip(1)
        .map(|rest| rest[..5].to_owned());
    (run.status.unwrap_or(-1), codes.collect())
}

/// Its answer stands behind it.
#[test]
fn a_request_without_a_body_is_one_only_before_an_answer() {
    let (get, post) = ("GET /a HTTP/1.1\nA: b\n\n", "POST /b HTTP/1.1\nA: b\n\n");
    let (answer, good) = ("HTTP/1.1 200 OK\nDate: x\n\n", operation("op-1"));
    for (text, status, codes) in [
        (format!("{get}{answer}{good}"), 0, 0),
        (format!("{get}{good}"), 0, 0),
        (format!("{get}{get}{good}"), 3, 1),
        (format!("{get}{post}{good}"), 3, 1),
        (format!("{post}{answer}{good}"), 3, 1),
        (get.to_owned(), 3, 1),
        (format!("{get}{answer}"), 3, 1),
    ] {
        let (found, told) = verdict(text.as_bytes());
        assert_eq!((found, told.len()), (status, codes), "{text}: {told:?}");
        assert!(told.iter().all(|code| code == "CO003"), "{text}: {told:?}");
    }
}

#[test]
fn what_only_looks_like_something_else_is_not_taken_for_it() {
    let good = operation("op-1");
    for (text, status, codes) in [
        // It has more than an answer of a batch has, or less.
        (
            format!("{{\"status\":200,\"body\":{{\"x\":1}},\"value\":[{good}]}}"),
            1,
            "CO102",
        ),
        (
            format!("{{\"id\":\"1\",\"status\":200,\"resultInfo\":{{}},\"body\":{good}}}"),
            1,
            "CO102",
        ),
        (
            "{\"error\":{\"code\":\"a\",\"message\":\"b\"},\"status\":404,\"body\":{}}".to_owned(),
            3,
            "CO004",
        ),
        (
            "{\"id\":\"1\",\"status\":204,\"body\":null}".to_owned(),
            1,
            "CO102",
        ),
        // An answer of a server that has no body.
        (
            format!("HTTP/1.1 200 OK\r\nDate: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{good}"),
            3,
            "CO003",
        ),
        (
            format!("HTTP/2 200 \r\n\r\nHTTP/2 200 \r\n\r\n{good}"),
            3,
            "CO003",
        ),
        // A number is a value, but not at the begin of a line of a log.
        (format!("5 {good}"), 1, "CO107"),
        (format!("{good} 12 [{good}]"), 1, "CO107"),
        (format!("5 [main] INFO x\n{good}"), 3, "CO002"),
        (format!("2026-01-01 {good}"), 3, "CO002"),
    ] {
        let (found, told) = verdict(text.as_bytes());
        assert_eq!(
            (found, told.first().map(String::as_str)),
            (status, Some(codes)),
            "{text}: {told:?}"
        );
    }
}

#[test]
fn text_that_is_no_utf_8_is_named_as_that() {
    let good = operation("op-1");
    for bad in [&b"caf\xe9"[..], b"\xe2\x82", b"\xe9", b"\xff"] {
        let text = [bad, b"\n", good.as_bytes()].concat();
        assert_eq!(verdict(&text), (3, vec!["CO008".to_owned()]), "{bad:?}");
    }
    // A line that is looked at in part may be cut inside a character.
    for letter in ["\u{e9}", "\u{4e2d}", "\u{1f600}"] {
        for length in 1015..1030 {
            let text = format!("{}{letter}{letter} is text\n", "a".repeat(length));
            assert_eq!(
                verdict(text.as_bytes()),
                (3, vec!["CO002".to_owned()]),
                "{length} {letter}"
            );
        }
    }
}

#[test]
fn sixty_seconds_are_a_slight_skew_and_no_more() {
    for (seconds, severity) in [
        ("00", "note"),
        ("00.000000001", "warning"),
        ("01", "warning"),
    ] {
        let text = format!(
            "{{\"id\":\"1\",\"status\":\"running\",\"createdDateTime\":\"2026-03-10T09:31:{seconds}Z\"}}"
        );
        let run = commsop("commsop -v --now 2026-03-10T09:30:00Z")
            .stdin(&text)
            .run();
        assert!(
            run.stderr.contains(&format!("{severity}[CO302]")),
            "{seconds}: {run:?}"
        );
    }
}

#[test]
fn utf_16_and_utf_32_are_read() {
    let text = operation("op-1");
    let rows = commsop("commsop --ignore CO206").stdin(&text).run().stdout;
    let little = |mark: &str| -> Vec<u8> {
        format!("{mark}{text}")
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect()
    };
    let big = |mark: &str| -> Vec<u8> {
        format!("{mark}{text}")
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect()
    };
    let wide = |mark: &str, bytes: fn(u32) -> [u8; 4]| -> Vec<u8> {
        format!("{mark}{text}")
            .chars()
            .flat_map(|c| bytes(c.into()))
            .collect()
    };
    for bytes in [
        little("\u{feff}"),
        little(""),
        big("\u{feff}"),
        big(""),
        wide("\u{feff}", u32::to_le_bytes),
        wide("", u32::to_le_bytes),
        wide("\u{feff}", u32::to_be_bytes),
        wide("", u32::to_be_bytes),
    ] {
        commsop("commsop --ignore CO206")
            .stdin(&bytes)
            .gives(0, &rows, "");
        let told = commsop("commsop -q").stdin(&bytes).run();
        assert!(
            told.stderr.starts_with("<stdin>:1:1: warning[CO206]: UTF-"),
            "{told:?}"
        );
    }
}

#[test]
fn only_what_is_open_at_the_end_is_said_to_be() {
    let operation = operation("op-1");
    let first = operation.trim_end();
    for (payload, open) in [
        (
            format!("{{\"value\":[{first}],\"count\":"),
            "the object opened at 1:1 is not closed",
        ),
        (
            format!("{{\"value\":[{first}"),
            "the object opened at 1:1 and the array opened at 1:10 are not closed",
        ),
        // The next line begins a record, so the list before it was given up.
        (
            format!("{{\"value\":[{first}\n{operation}{{\"id\":\"op-3"),
            "the object opened at 3:1 is not closed",
        ),
    ] {
        let ended = commsop("commsop -q").stdin(&payload).run();
        let said = ended
            .stderr
            .lines()
            .rfind(|line| line.contains("opened at"));
        assert_eq!(said, Some(format!("  = {open}").as_str()), "{payload}");
    }
}
