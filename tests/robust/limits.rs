//! Depth, size and time: nothing grows with the input but what has to.

use crate::chunks::cases;
use crate::harness::{check, run, run_chunked};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The largest value (see `input::values`).
const MAX_VALUE: usize = 64 << 20;

/// Far more than any of it takes, and far less than a quadratic step would.
const PATIENCE: Duration = Duration::from_secs(5);

/// Documents of so many levels.
fn deep(levels: usize) -> Vec<(&'static str, String)> {
    let open = |text: &str| text.repeat(levels);
    vec![
        ("arrays", open("[")),
        ("arrays closed", open("[") + &open("]")),
        ("objects", open("{\"a\":")),
        ("objects closed", open("{\"a\":") + "1" + &open("}")),
        ("mixed", open("[{\"a\":")),
        ("value lists", open("{\"value\":[")),
        (
            "skipped",
            format!("{{\"status\":\"running\",\"x\":{}", open("[")),
        ),
        (
            "skipped closed",
            format!(
                "{{\"status\":\"running\",\"x\":{}{}}}",
                open("["),
                open("]")
            ),
        ),
        (
            "behind a list",
            format!("{{\"value\":[],\"x\":{}", open("{\"a\":")),
        ),
    ]
}

/// On a stack on which a recursion would end at once.
fn on_a_small_stack(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(512 << 10);
    thread.spawn(work).unwrap().join().unwrap();
}

#[test]
fn any_depth_is_one_line() {
    on_a_small_stack(|| {
        for (name, text) in deep(1_000_000) {
            let begin = Instant::now();
            let run = run("", text.as_bytes());
            check(&run);
            assert_eq!(run.status, 3, "{name}");
            assert_eq!(
                run.stderr.matches("error[").count(),
                1,
                "{name}: {}",
                run.stderr
            );
            assert!(
                run.stderr
                    .contains("error[CO009]: nested more than 128 levels deep"),
                "{name}"
            );
            assert!(begin.elapsed() < PATIENCE, "{name}: {:?}", begin.elapsed());
        }
    });
}

/// Envelopes in envelopes are opened one inside the other, a frame of the stack for each or two.
#[test]
fn envelopes_are_opened_down_to_the_deepest_level() {
    // One level is the operation itself.
    const AROUND: usize = 128 - 1;
    on_a_small_stack(|| {
        for (open, close, containers) in [
            (r#"{"value":"#, "}", 1),
            (r#"{"status":200,"body":"#, "}", 1),
            (r#"{"responses":[{"body":"#, "}]}", 3),
            (r#"{"value":{"$values":["#, "]}}", 3),
        ] {
            let levels = AROUND / containers;
            let operation = r#"{"id":"1","status":"running"}"#;
            let text = format!("{}{operation}{}", open.repeat(levels), close.repeat(levels));
            let run = run("", text.as_bytes());
            check(&run);
            assert_eq!(run.status, 0, "{open}: {}", run.stderr);
        }
    });
}

#[test]
fn the_limit_of_depth_is_the_same_everywhere() {
    for (levels, status) in [(125, 0), (126, 0), (127, 3), (128, 3)] {
        // The operation and the property stand around it, so that all in all two levels are added.
        let (open, close) = ("[".repeat(levels), "]".repeat(levels));
        let operation =
            format!("{{\"id\":\"1\",\"status\":\"running\",\"x\":{{\"y\":{open}{close}}}}}");
        let alone = run("", operation.as_bytes());
        assert_eq!(alone.status, status, "{levels}: {}", alone.stderr);
        let listed = run(
            "",
            format!("[{}]", operation.replacen('[', "", 1).replacen(']', "", 1)).as_bytes(),
        );
        assert_eq!(
            listed.status, status,
            "{levels} in a list: {}",
            listed.stderr
        );
        let nested = operation.replacen("[[", "", 1).replacen("]]", "", 1);
        let enveloped = run("", format!("{{\"value\":[{nested}]}}").as_bytes());
        assert_eq!(
            enveloped.status, status,
            "{levels} in a collection: {}",
            enveloped.stderr
        );
    }
}

#[test]
fn the_limit_of_size_is_exact() {
    let operation = |length: usize| {
        let (before, after) = (r#"{"id":"1","status":"running","x":""#, "\"}");
        let filling = "x".repeat(length - before.len() - after.len());
        format!("{before}{filling}{after}")
    };
    for (length, status) in [(MAX_VALUE, 0), (MAX_VALUE + 1, 3)] {
        for (before, after) in [("", "\n"), ("[\n", "\n]"), ("{\"value\":[", "]}")] {
            let text = format!("{before}{}{after}", operation(length));
            let run = run("", text.as_bytes());
            assert_eq!(
                run.status, status,
                "{length} {before:?}: {:.300}",
                run.stderr
            );
            assert_eq!(run.stderr.contains("error[CO009]"), status == 3);
        }
    }
    let large = operation(MAX_VALUE + 1);
    let cut = large.strip_suffix('}').unwrap();
    let (good, next) = (operation(100), r#"{"id":"next","status":"running"}"#);
    for text in [
        format!("{large}\n{next}"),
        format!("{good}{large}{next}"),
        format!("[{good},{large},{next}]"),
        format!("{{\"value\":[{good},{large},{next}]}}"),
        format!("[\n  {good},\n  {large},\n  {next}\n]"),
        format!("{good}{cut}\n{next}"),
        format!("[{good},{cut},{next}]"),
        format!("[\n  {good},\n  {cut},\n  {next}\n]"),
    ] {
        let run = run("-f id", text.as_bytes());
        assert!(
            run.stdout.ends_with("\nnext\n"),
            "the stream goes on: {run:?}"
        );
        assert_eq!(run.stderr.matches("error[").count(), 1, "{run:?}");
    }
}

/// A failed operation with this message.
fn failed(message: &str) -> String {
    format!(
        "{{\"id\":\"1\",\"status\":\"failed\",\"resultInfo\":{{\"code\":400,\"message\":\"{message}\"}}}}"
    )
}

/// A broken line with this text in it.
fn long_line(text: &str) -> String {
    format!("{{\"m\":\"{text}\",\"status\":xx\n")
}

/// The worst that each part of the program can be given: a megabyte where there is time.
fn worst() -> Vec<(&'static str, String)> {
    let size = if std::env::var_os("COMMSOP_CASES").is_some() {
        1 << 20
    } else {
        1 << 17
    };
    let many = |text: &str| text.repeat(size / text.len());
    let mut keys = String::from("{\"status\":\"running\"");
    for i in 0..100_000 {
        write!(keys, ",\"k{i}\":{i}").unwrap();
    }
    vec![
        ("keys", keys + "}"),
        (
            "repeated keys",
            format!("{{{}\"id\":1}}", many("\"status\":1,")),
        ),
        (
            "near keys",
            format!("{{\"id\":\"1\",{}\"x\":1}}", many("\"Status\":1,")),
        ),
        ("faults by line", many("{x\n")),
        ("faults in a list", format!("[{}]", many("x,"))),
        ("half strings in a list", format!("[{}]", many("{\"\":\","))),
        (
            "broken elements",
            format!("[{}]", many("{\"a\":\"1\",\"b\":\"2},")),
        ),
        (
            "broken elements that look alike",
            format!("[{}]", many("{\"id\":\"1,\"a\":1},")),
        ),
        (
            "objects in broken objects",
            format!("[{{\"id\":\"1,\"a\":1{}", many(",{\"a\":[1")),
        ),
        (
            "operations in operations",
            format!("[{}", many("{\"status\":1,\"x\":[1,")),
        ),
        (
            "operations in a broken one",
            format!("[{{\"x\":[1{}", many(",{\"status\":1}")),
        ),
        (
            "ends of lists in a broken element",
            format!("[{{\"a\":\"1,\"b\":1{}", many("],")),
        ),
        ("lists cut off by line", many("{\"a\":[\n")),
        (
            "lines in a broken document",
            format!("{{{}\"x\":NaN}}", many("\"a\":\n{},\n")),
        ),
        (
            "lists of an envelope",
            format!("{{{}\"x\":1}}", many("\"value\":[],")),
        ),
        ("commas between records", many("{},")),
        ("marks between records", many("\u{feff}")),
        ("strings cut off", many("{\"a\":\"b\nc\n")),
        ("invalid operations", many("{\"status\":\"x\"}\n")),
        (
            "invalid in a list",
            format!("[{}1]", many("{\"status\":\"x\"},")),
        ),
        (
            "secrets",
            format!("{{{}\"status\":x}}", many("\"token\":1,")),
        ),
        ("secrets by line", many("{\"token\":1,\"status\":x}\n")),
        ("names in a message", failed(&many("token:["))),
        ("parameters in a message", failed(&many("token="))),
        ("one name in a message", failed(&many("tokenx"))),
        (
            "names in an answer",
            format!("{{\"error\":{{\"code\":\"{}\"}}}}", many("token=token:[")),
        ),
        ("names in plain text", many("token:[secret{")),
        (
            "names in broken lines",
            long_line(&"token:[".repeat(8600)).repeat(size / 60_000),
        ),
        (
            "properties in broken lines",
            long_line(&r#"\"token\":[\"x\","#.repeat(3300)).repeat(size / 60_000),
        ),
        ("credentials by line", many("Bearer eyJa.b.c x\n")),
        (
            "secrets that never end",
            many("{\"token\":[\"a\",\"status\":x\n"),
        ),
        (
            "escaped names",
            format!("{{{}\"status\":x}}", many("\"\\u0074oken\":1,")),
        ),
        ("unclosed by line", many("{\"a\":\n")),
        ("envelopes", many("{\"value\":[]}\n")),
        (
            "nested values",
            format!(
                "{}{{\"x\":[{}1]}}{}",
                "{\"value\":".repeat(120),
                many("1,"),
                "}".repeat(120)
            ),
        ),
        ("heads", many("HTTP/1.1 200 OK\n\n")),
        ("one head", format!("HTTP/1.1 200 OK\n{}", many("A: b\n"))),
        ("pages", many("<html>\n")),
        ("text", many("plain text\n{}\n")),
        ("blanks", format!("[{}1]", many(" "))),
        ("separators", many("\u{1e}")),
        ("escapes", format!("{{\"status\":\"{}\"}}", many("\\u00e9"))),
        (
            "digits",
            format!(
                "{{\"status\":\"failed\",\"resultInfo\":{{\"code\":{}}}}}",
                many("9")
            ),
        ),
    ]
}

#[test]
fn the_worst_is_read_in_time() {
    for (name, text) in worst() {
        for flags in ["", "-q", "-v", "-o ndjson"] {
            let begin = Instant::now();
            check(&run(flags, text.as_bytes()));
            assert!(
                begin.elapsed() < PATIENCE,
                "{name} {flags}: {:?}",
                begin.elapsed()
            );
        }
    }
}

/// What a process has taken and said.
#[cfg(target_os = "linux")]
struct Peak {
    /// The most memory it took, in KiB.
    kib: u64,
    status: Option<i32>,
    stderr: String,
}

/// Runs the program, which gets `text` over and over until it has had `total` bytes, or until it
/// has had enough.
#[cfg(target_os = "linux")]
fn peak(flags: &[&str], before: &str, text: &str, total: usize) -> Peak {
    use std::io::Read as _;
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
#[cfg(target_os = "linux")]
fn high_water(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// A stream: its name, its begin, what comes over and over, how much of it, the most memory in MiB,
/// the exit status and a code that is told.
#[cfg(target_os = "linux")]
type Flood = (
    &'static str,
    &'static str,
    &'static str,
    usize,
    u64,
    i32,
    &'static str,
);

#[cfg(target_os = "linux")]
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

#[cfg(target_os = "linux")]
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

/// An operation of 2 kB with everything in it.
fn large_operation() -> String {
    let operation = serde_json::json!({
        "@odata.type": "#microsoft.graph.recordOperation",
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#x",
        "id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5",
        "status": "completed",
        "createdDateTime": "2026-03-10T09:22:01.1234567Z",
        "lastActionDateTime": "2026-03-10T09:22:23+00:00",
        "clientContext": "d45324c1-fcb5-430a-902c-f20af696537c",
        "completionReason": "stopToneDetected",
        "recordingLocation": "https://file.location/17e3b46c-f61d-4f4d-9635-c626ef18e6ad",
        "recordingAccessToken": "eyJ0".repeat(300),
        "resultInfo": {"code": 200, "subcode": 0, "message": "Z\u{fc}rich \u{4f1a}\u{1f4de} \" \\ \n"},
        "participants": [{"identity": {"user": {"id": "1", "displayName": "x"}}}, {"y": [-1.5e3, true, null]}],
    });
    format!("{}\n", serde_json::to_string_pretty(&operation).unwrap())
}

#[test]
fn only_the_whole_of_an_operation_is_valid() {
    let text = large_operation();
    assert!(text.len() > 1900, "{}", text.len());
    let end = text.trim_end().len();
    for cut in 0..=text.len() {
        let run = run("", &text.as_bytes()[..cut]);
        check(&run);
        let status = if cut >= end { 0 } else { 3 };
        assert_eq!(run.status, status, "{cut}: {run:?}");
        let told = ["CO001", "CO005", "CO008"]
            .iter()
            .any(|code| run.stderr.contains(code));
        assert_eq!(told, status == 3, "{cut}: {run:?}");
        assert!(!run.stderr.contains("eyJ0"), "{cut}: {run:?}");
    }
}

proptest! {
    #![proptest_config(cases(800))]

    /// Any operation with anything done to any bytes of it.
    #[test]
    fn a_mutated_operation_is_read_the_same_from_any_chunks(
        edits in prop::collection::vec((0usize..2000, 0usize..40, prop::collection::vec(any::<u8>(), 0..9)), 1..5),
        sizes in prop::collection::vec(1usize..300, 1..4),
        flags in prop::sample::select(vec!["", "-v", "--schema 2018-beta", "-o ndjson", "-o sarif"]),
    ) {
        let mut bytes = large_operation().into_bytes();
        for (at, removed, new) in edits {
            let at = at % bytes.len();
            let until = (at + removed).min(bytes.len());
            bytes.splice(at..until, new);
        }
        let whole = run(flags, &bytes);
        check(&whole);
        prop_assert_eq!(run_chunked(flags, &bytes, &sizes), whole);
    }
}
