//! Where payloads come from: stdin, files, directories, several of them.

use crate::support::{Scratch, commsop};

pub(crate) fn operation(id: &str) -> String {
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
