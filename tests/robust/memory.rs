//! The memory that a stream takes: no more than its largest value needs.

use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::time::Duration;

/// What a process has taken and said.
struct Peak {
    /// The most memory it took, in KiB.
    kib: u64,
    status: Option<i32>,
    stderr: String,
}

/// Runs the program, which gets `text` over and over until it has had `total` bytes, or until it
/// has had enough.
fn peak(flags: &[&str], before: &str, text: &str, total: usize) -> Peak {
    let program = env!("CARGO_BIN_EXE_commsop");
    let mut child = Command::new(program)
        .args(flags)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut told = child.stderr.take().unwrap();
    let stderr = std::thread::spawn(move || {
        let mut text = Vec::new();
        told.read_to_end(&mut text).unwrap();
        String::from_utf8(text).unwrap()
    });
    let mut stdin = child.stdin.take().unwrap();
    let block = text.repeat((64 << 10) / text.len());
    let mut kib = 0;
    let mut given = stdin.write_all(before.as_bytes());
    for i in 0..total / block.len() {
        given = given.and_then(|()| stdin.write_all(block.as_bytes()));
        if i % 64 == 0 || given.is_err() {
            kib = high_water(child.id()).unwrap_or(kib).max(kib);
        }
        if given.is_err() {
            break;
        }
    }
    // All has been taken, and the process waits for more.
    std::thread::sleep(Duration::from_millis(100));
    kib = high_water(child.id()).unwrap_or(kib).max(kib);
    drop(stdin);
    Peak {
        kib,
        status: child.wait().unwrap().code(),
        stderr: stderr.join().unwrap(),
    }
}

/// The most memory that a process has taken, in KiB; `None` once it has ended.
fn high_water(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// A stream: its name, its begin, what comes over and over, how much of it, the most memory in MiB,
/// the exit status and a code that is told.
type Flood = (
    &'static str,
    &'static str,
    &'static str,
    usize,
    u64,
    i32,
    &'static str,
);

#[test]
fn memory_is_bounded_by_the_largest_value() {
    const OPERATION: &str = "{\"id\":\"1\",\"status\":\"running\"}\n";
    const ELEMENT: &str = ",{\"id\":\"1\",\"status\":\"running\"}";
    const BROKEN: &str = "{\"id\":\"1\",\"status\":x}\n";
    let floods: &[Flood] = &[
        ("records", "", OPERATION, 48, 16, 0, ""),
        ("one array", "[1", ELEMENT, 48, 16, 3, "CO005"),
        (
            "one collection",
            "{\"value\":[1",
            ELEMENT,
            48,
            16,
            3,
            "CO005",
        ),
        ("broken records", "", BROKEN, 16, 16, 3, "CO006"),
        (
            "broken elements",
            "[1",
            ",{\"id\":\"1,\"status\":1}",
            16,
            16,
            3,
            "CO006",
        ),
        ("one line", "", "a", 64, 16, 3, "CO002"),
        ("brackets", "", "[", 64, 16, 3, "CO009"),
        ("blanks", "[1", " ", 64, 16, 3, "CO005"),
        ("zeros", "", "\0", 64, 16, 3, "CO002"),
        ("one string", "\"", "a", 96, 80, 3, "CO009"),
        ("one object", "{\"a\":1", ",\"k\":1", 96, 80, 3, "CO009"),
        ("one element", "[[1", ",1", 96, 80, 3, "CO009"),
    ];
    for (name, before, text, mib, most, status, code) in floods {
        let peak = peak(&["-q"], before, text, mib << 20);
        assert!(peak.kib > 500, "{name}: {} KiB is no measure", peak.kib);
        assert!(peak.kib < most << 10, "{name}: {} KiB", peak.kib);
        assert_eq!(peak.status, Some(*status), "{name}: {:.300}", peak.stderr);
        assert!(peak.stderr.contains(code), "{name}: {:.300}", peak.stderr);
    }
}

#[test]
fn memory_is_bounded_in_every_format_but_junit() {
    let text = "{\"id\":\"1\",\"status\":\"Running\"}\n";
    for format in [
        "text", "json", "ndjson", "tsv", "csv", "summary", "github", "sarif",
    ] {
        let peak = peak(&["-o", format], "", text, 16 << 20);
        assert!(peak.kib > 500, "{format}: {} KiB is no measure", peak.kib);
        assert!(peak.kib < 16 << 10, "{format}: {} KiB", peak.kib);
        assert_eq!(peak.status, Some(0), "{format}: {:.300}", peak.stderr);
    }
}
