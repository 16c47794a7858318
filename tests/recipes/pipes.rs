//! What runs before the program and behind it.

use crate::desk::{Desk, installed};
use crate::recipe;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// A script of several processes, all gone when dropped.
struct Group(Child);

impl Drop for Group {
    fn drop(&mut self) {
        let kill = format!("kill -TERM -{}", self.0.id());
        let _ = Command::new("sh").args(["-c", &kill]).status();
        let _ = self.0.wait();
    }
}

/// Each line is appended only when the row of the one before has been read.
#[test]
fn tail_shows_each_row_before_the_next_line() {
    if installed("tail").is_none() {
        return eprintln!("skipped: tail is not installed");
    }
    let record = |number: u32| format!("{{\"id\":\"op-{number}\",\"status\":\"running\"}}\n");
    let desk = Desk::new().with("notifications.ndjson", record(1));
    let mut command = desk.command(recipe("tail -F").trim_end());
    command
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .process_group(0);
    let mut group = Group(command.spawn().unwrap());
    let stdout = BufReader::new(group.0.stdout.take().unwrap());
    let (rows, shown) = mpsc::channel();
    std::thread::spawn(move || {
        for row in stdout.lines().map_while(Result::ok) {
            let _ = rows.send(row);
        }
    });
    let log = desk.path().join("notifications.ndjson");
    for number in 1..=3 {
        if number > 1 {
            let mut log = std::fs::File::options().append(true).open(&log).unwrap();
            log.write_all(record(number).as_bytes()).unwrap();
        }
        let row = shown
            .recv_timeout(Duration::from_secs(30))
            .expect("the row comes at once");
        assert!(
            row.starts_with("running ") && row.ends_with(&format!(" op-{number}")),
            "{row}"
        );
    }
}

#[test]
fn jq_goes_on() {
    if installed("jq").is_none() {
        return eprintln!("skipped: jq is not installed");
    }
    let desk = Desk::new().with_payload("log.ndjson", "accept/call.ndjson");
    let ended = desk.run(&recipe("jq -r"));
    let failed =
        "77a1d0de-11d1-4c3e-b0a4-6a0d6f7f4b03\t412\ne81b3f05-2a7c-4d96-b5e8-1c4d7a6f9b05\t\n";
    assert_eq!(
        (ended.status, ended.stdout.as_str()),
        (Some(0), failed),
        "{ended:#?}"
    );
}
