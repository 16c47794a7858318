//! A stream that is still being written: shown as far as it has come.

use crate::support::commsop;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::time::Duration;

/// The program as it runs, with both ends of its streams.
fn live(line: &str) -> (Child, ChildStdin, BufReader<ChildStdout>) {
    let mut child = commsop(line)
        .command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let stdin = child.stdin.take().unwrap();
    let stdout = BufReader::new(child.stdout.take().unwrap());
    (child, stdin, stdout)
}

/// A live stream is shown as far as it has come: the next record is sent only when the row of
/// the one before has been read, be there a `flood` of so many records in front of them.
fn shows_each_record_before_the_next(line: &str, end: &str, flood: usize) {
    let (mut child, mut stdin, stdout) = live(line);
    let (rows, shown) = std::sync::mpsc::channel();
    let reader = std::thread::spawn(move || {
        let is_row = |row: &String| !row.starts_with("  ");
        for row in stdout.lines().map(Result::unwrap).filter(is_row) {
            let _ = rows.send(row);
        }
    });
    let next = || {
        shown
            .recv_timeout(Duration::from_secs(20))
            .expect("the row comes at once")
    };
    let record = |id: usize| format!("{{\"id\":\"op-{id}\",\"status\":\"running\"}}{end}");
    stdin.write_all(record(0).repeat(flood).as_bytes()).unwrap();
    for _ in 0..flood {
        assert!(next().ends_with("op-0"));
    }
    for id in 1..=5 {
        stdin.write_all(record(id).as_bytes()).unwrap();
        let row = next();
        assert!(row.ends_with(&format!("op-{id}")), "{row}");
    }
    drop(stdin);
    reader.join().unwrap();
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_slow_pipe_shows_each_record_before_the_next() {
    for (line, end) in [("commsop", "\n"), ("commsop -v", "\n"), ("commsop", "\r\n")] {
        shows_each_record_before_the_next(line, end, 0);
    }
}

#[test]
fn a_pipe_that_was_fast_shows_each_record_before_the_next() {
    shows_each_record_before_the_next("commsop", "\n", 100_000);
}

/// What comes behind a pause is judged by the time at which it comes, not by that of what came before.
#[test]
fn a_slow_pipe_is_judged_by_the_time_at_which_it_comes() {
    let (mut child, mut stdin, mut stdout) = live("COMMSOP_NOW= commsop");
    for pause in [0, 1500] {
        std::thread::sleep(Duration::from_millis(pause));
        let created = chrono::Utc::now().to_rfc3339();
        let record = format!(r#"{{"id":"op-1","status":"running","createdDateTime":"{created}"}}"#);
        writeln!(stdin, "{record}").unwrap();
        let mut row = String::new();
        stdout.read_line(&mut row).unwrap();
        assert!(row.starts_with("running for 0."), "{row}");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

/// The elements of one array, too, are shown one by one.
#[test]
fn a_slow_array_shows_each_element_before_the_next() {
    let (mut child, mut stdin, mut stdout) = live("commsop");
    stdin.write_all(b"{\"value\":[").unwrap();
    for record in 1..=3 {
        write!(stdin, "{{\"id\":\"op-{record}\",\"status\":\"running\"}},").unwrap();
        stdin.flush().unwrap();
        let mut row = String::new();
        stdout.read_line(&mut row).unwrap();
        assert!(row.ends_with(&format!("op-{record}\n")), "{row}");
    }
    drop(stdin);
    assert_eq!(
        child.wait().unwrap().code(),
        Some(3),
        "the array is not closed"
    );
}

/// Nor does a broken one hold back those behind it.
#[test]
fn a_broken_element_of_a_slow_array_holds_nothing_back() {
    let (mut child, mut stdin, mut stdout) = live("commsop");
    write!(stdin, "[{{\"id\":\"a\",\"status\":\"running}},").unwrap();
    for record in 1..=3 {
        write!(stdin, "{{\"id\":\"op-{record}\",\"status\":\"running\"}},").unwrap();
        stdin.flush().unwrap();
        let mut row = String::new();
        if record == 1 {
            stdout.read_line(&mut row).unwrap();
            assert!(row.starts_with("unreadable"), "{row}");
            row.clear();
        }
        stdout.read_line(&mut row).unwrap();
        assert!(row.ends_with(&format!("op-{record}\n")), "{row}");
    }
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(3));
}
