//! What disks, pipes and shells can do to the program: one row a fault.
//!
//! Each row is a script for `sh`, run in a folder of its own that holds the files made by
//! [`PREPARE`]; `$B` is the program. Compared are the exit status and the first line of standard
//! error. Rows that need a privilege, or the lack of one, exit with 42 where they cannot be tried,
//! and are skipped.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on must stop, and says what it skips"
)]

use std::io::Write as _;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// The files that every row finds.
const PREPARE: &str = r#"
printf '{"id":"op-1","status":"running"}\n' > op.json
printf '{"id":"op-2","status":"done"}\n' > bad.json
mkdir empty many
tee $(seq -f 'many/%g.json' 100) < op.json >/dev/null
"#;

/// A fault: what happens, the script, its exit status, the first line of standard error.
type Row = (&'static str, &'static str, i32, &'static str);

const FILES: &[Row] = &[
    (
        "a file is missing",
        "$B none.txt",
        3,
        "none.txt: error[CO007]: no such file",
    ),
    (
        "a name is mistyped",
        "$B op.jsno 2>&1 >/dev/null | grep -c 'did you mean \"op.json\"'",
        0,
        "",
    ),
    (
        "the others are read all the same",
        "$B none.txt op.json >out; rc=$?; grep -q op-1 out && exit $rc",
        3,
        "none.txt: error[CO007]: no such file",
    ),
    (
        "a directory holds no payloads",
        "$B empty",
        3,
        "empty: error[CO007]: no *.json, *.jsonl or *.ndjson in this directory",
    ),
    (
        "links go in a circle",
        "ln -s a b; ln -s b a; $B a >/dev/null 2>&1",
        3,
        "",
    ),
    (
        "a directory links to itself",
        "ln -s . many/loop; $B many >out; rc=$?; [ $(grep -c op-1 out) = 100 ] && exit $rc",
        0,
        "commsop: 100 operations: 100 pending",
    ),
    (
        "a name is no UTF-8",
        "cp op.json \"$(printf 'a\\377.json')\"; $B \"$(printf 'a\\377.json')\"",
        0,
        "",
    ),
    (
        "a name has a line break and an escape",
        "cp op.json \"$(printf 'a\\n\\033[31m.json')\"; $B bad.json a*",
        1,
        "bad.json:1:23: error[CO103] /status: unknown status \"done\"",
    ),
    (
        "a name is too long",
        "$B $(head -c 5000 /dev/zero | tr '\\0' a) 2>&1 >/dev/null | grep -c CO007",
        0,
        "",
    ),
    (
        "there are more files than descriptors",
        "ulimit -n 16; $B -q many",
        0,
        "commsop: 100 operations: 100 pending",
    ),
    (
        "a link leads nowhere",
        "ln -s nothing op.jsonl; $B op.jsonl",
        3,
        "op.jsonl: error[CO007]: this link leads nowhere",
    ),
    (
        "a name is off by case",
        "$B OP.json 2>&1 >/dev/null | grep -c 'did you mean \"op.json\"'",
        0,
        "",
    ),
    // The program cannot go on while nobody reads its rows, so it is still reading.
    (
        "the file grows away while it is read",
        "$HELD; : > big; cat <&3 > rows; wait; n=$(cat rows | wc -l); [ $n -gt 0 ] && [ $n -lt 499000 ] && grep '^[03]$' rc",
        0,
        "",
    ),
    (
        "the file is gone while it is read",
        "$HELD; rm big; cat <&3 > rows; wait; [ $(cat rows | wc -l) = 499999 ] && exit $(cat rc)",
        0,
        "",
    ),
    (
        "the file grows while it is read",
        "$HELD; echo '{\"id\":\"z\",\"status\":\"running\"}' >> big; cat <&3 > rows; wait; tail -n 1 rows | grep -qx z && exit $(cat rc)",
        0,
        "",
    ),
];

const STREAMS: &[Row] = &[
    (
        "standard input is empty",
        "$B </dev/null",
        3,
        "<stdin>: error[CO001]: the input is empty",
    ),
    (
        "standard input is closed",
        "$B <&-",
        3,
        "<stdin>: error[CO001]: the input is empty",
    ),
    (
        "standard input is closed, and has a name",
        "$B /dev/stdin <&-",
        3,
        "/dev/stdin: error[CO001]: the input is empty",
    ),
    (
        "standard input is a directory",
        "$B - < empty",
        3,
        "<stdin>: error[CO007]: this is a directory",
    ),
    (
        "standard input has a name",
        "cat op.json | $B /dev/stdin",
        0,
        "",
    ),
    (
        "a FIFO has a slow writer",
        "mkfifo p; (sleep 0.2; printf '{\"id\":\"a\",'; sleep 0.2; printf '\"status\":\"running\"}') > p & $B p",
        0,
        "",
    ),
    (
        "a character comes in two pieces",
        "(printf '{\"id\":\"\\303'; sleep 0.2; printf '\\251\",\"status\":\"running\"}') | $B -f id | grep -qx \"$(printf '\\303\\251')\"",
        0,
        "",
    ),
    (
        "the process is stopped and goes on",
        "mkfifo p; $B -q p & exec 3>p; kill -STOP $!; cat op.json >&3; exec 3>&-; kill -0 $! && kill -CONT $!; wait $!",
        0,
        "",
    ),
    // It has a handler where rows go to a file, which breaks into the read; tests/robust/broken.rs has EINTR itself.
    (
        "a signal comes while it waits",
        "mkfifo p; $B -q p >rows & exec 3>p; sleep 0.2; kill -XFSZ $!; sleep 0.1; cat op.json >&3; exec 3>&-; wait $!",
        0,
        "",
    ),
    ("standard output is closed", "$B op.json >&-", 0, ""),
    (
        "standard output is closed, and has a name",
        "$B /dev/stdout >&-",
        3,
        "/dev/stdout: error[CO001]: the input is empty",
    ),
    (
        "the disk is full",
        "$B op.json >/dev/full",
        3,
        "commsop: cannot write the output: no space left on device",
    ),
    (
        "the disk is full for the help",
        "$B --help >/dev/full",
        3,
        "commsop: cannot write the output: no space left on device",
    ),
    (
        "the disk is full, but nothing is written",
        "$B -q op.json >/dev/full",
        0,
        "",
    ),
    (
        "the disk is full for findings",
        "$B bad.json 2>/dev/full",
        1,
        "",
    ),
    ("standard error is closed", "$B bad.json 2>&-", 1, ""),
    (
        "standard error is closed, and has a name",
        "$B -o ndjson /dev/stderr 2>&- | grep -c '\"code\":\"CO001\"'",
        0,
        "",
    ),
    (
        "a file may grow no further",
        "yes \"$(cat op.json)\" | head -n 20000 > big; ulimit -f 1; $B big > out",
        3,
        "commsop: cannot write the output: file too large",
    ),
    (
        "the reader has gone",
        "mkfifo p; yes \"$(cat op.json)\" 2>/dev/null | head -n 500000 | ($B -f id; echo $? > rc) | head -n 1 > out; grep -qx op-1 out && exit $(cat rc)",
        0,
        "",
    ),
    (
        "the reader of an endless stream has gone",
        "yes \"$(cat op.json)\" 2>/dev/null | ($B -f id; echo $? > rc) | head -n 1 > out; grep -qx op-1 out && exit $(cat rc)",
        0,
        "",
    ),
    (
        "the reader has gone before a failure was shown",
        "(cat bad.json; yes \"$(cat op.json)\" 2>/dev/null) | ($B -f id 2>/dev/null; echo $? > rc) | head -n 1 > out; exit $(cat rc)",
        1,
        "",
    ),
    ("there is no environment", "env -i $B op.json", 0, ""),
    (
        "the terminal is odd",
        "TERM= COLUMNS=0 LC_ALL=xx TZ=:/none $B op.json",
        0,
        "",
    ),
];

const BYTES: &[Row] = &[
    (
        "gzip",
        "gzip -c op.json | $B",
        3,
        "<stdin>: error[CO010]: this is gzip data, not JSON",
    ),
    (
        "zstd",
        "printf '\\050\\265\\057\\375abc' | $B",
        3,
        "<stdin>: error[CO010]: this is zstd data, not JSON",
    ),
    (
        "xz",
        "printf '\\3757zXZ\\0abc' | $B",
        3,
        "<stdin>: error[CO010]: this is xz data, not JSON",
    ),
    (
        "zip",
        "printf 'PK\\3\\4abc' | $B",
        3,
        "<stdin>: error[CO010]: this is zip data, not JSON",
    ),
    (
        "an empty zip",
        "printf 'PK\\5\\6' | $B",
        3,
        "<stdin>: error[CO010]: this is zip data, not JSON",
    ),
    (
        "zeros without end",
        "$B -q /dev/zero",
        3,
        "/dev/zero:1:1: error[CO002]: this is binary data, not JSON",
    ),
    (
        "one line of binary data",
        "(cat op.json; head -c 30000000 /dev/zero; echo; cat op.json) | $B -f id > out; rc=$?; [ $(grep -c op-1 out) = 2 ] && exit $rc",
        3,
        "<stdin>:2:1: error[CO006]: a NUL byte is not JSON",
    ),
    (
        "brackets without end",
        "yes '[' | tr -d '\\n' | head -c 10000000 | $B",
        3,
        "<stdin>:1:129: error[CO009]: nested more than 128 levels deep",
    ),
    (
        "a NUL behind a document",
        "printf '{\"id\":\"a\",\"status\":\"running\"}\\0' | $B -q",
        3,
        "<stdin>:1:30: error[CO006]: a NUL byte is not JSON",
    ),
    (
        "Windows-1252",
        "printf '{\"id\":\"Z\\374rich\",\"status\":\"running\"}' | $B -q",
        3,
        "<stdin>:1:9: error[CO008]: byte 0xFC is not UTF-8 here",
    ),
    (
        "UTF-16 of a Windows shell",
        "(printf '\\377\\376'; iconv -t UTF-16LE op.json) | $B -q",
        0,
        "<stdin>:1:1: warning[CO206]: UTF-16 (little endian, with BOM); decoded",
    ),
];

/// What Linux has that no other system has.
const LINUX: &[Row] = &[
    (
        "reading fails in the middle",
        "$B /proc/self/mem",
        3,
        "/proc/self/mem: error[CO007]: input/output error",
    ),
    (
        "a file of the kernel says that it is empty",
        "$B /proc/self/status",
        3,
        "/proc/self/status:1:1: error[CO002]: this is plain text, not JSON (\"Name:\\tcommsop\")",
    ),
];

/// Half a million records are read, and the program waits for the first rows to be taken: `rows`
/// comes from descriptor 3, the exit status is in `rc`. The first row is gone.
const HELD: &str = r#"eval 'mkfifo p; yes "$(cat op.json)" | head -n 500000 > big; ($B -f id big > p 2>err; echo $? > rc) & exec 3<p; read -r first <&3'"#;

/// The script of a row, with what several share put in.
fn script(row: &Row) -> String {
    let script = row.1.replace("$HELD", HELD);
    script.replace("$NO_THREADS", NO_THREADS)
}

/// Runs one row in a folder of its own.
fn run(row: &Row, number: usize, table: &str) -> Output {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fault-{table}-{number}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    let output = Command::new("sh")
        .args(["-c", &format!("{PREPARE}\n{}", script(row))])
        .current_dir(&folder)
        .env("B", env!("CARGO_BIN_EXE_commsop"))
        .env("COMMSOP_NOW", "2026-03-10T09:30:00Z")
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    output
}

/// No exit status of the program: the row cannot be tried here.
const SKIPPED: i32 = 42;

fn check(table: &str, rows: &[Row]) {
    let mut wrong = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let output = run(row, number, table);
        let may_skip = script(row).contains("exit 42");
        if may_skip && output.status.code() == Some(SKIPPED) {
            eprintln!("skipped: {}", row.0);
            continue;
        }
        let stderr = String::from_utf8(output.stderr).expect("UTF-8 on standard error");
        let first = stderr.lines().next().unwrap_or_default();
        if output.status.code() != Some(row.2) || first != row.3 {
            wrong.push(format!("{}: {:?} {first:?}", row.0, output.status.code()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn files_go_wrong_one_by_one() {
    check("files", FILES);
}

#[test]
fn streams_go_wrong_without_a_word_too_many() {
    if !Path::new("/dev/full").exists() {
        eprintln!("skipped: no /dev/full here");
        return;
    }
    check("streams", STREAMS);
}

#[test]
fn what_the_kernel_gives_is_no_trap() {
    if !Path::new("/proc/self/mem").exists() {
        eprintln!("skipped: no /proc here");
        return;
    }
    check("linux", LINUX);
}

/// The program with these streams.
fn program(stdin: impl Into<Stdio>, stdout: impl Into<Stdio>) -> Child {
    Command::new(env!("CARGO_BIN_EXE_commsop"))
        .args(["--now", "2026-03-10T09:30:00Z", "-f", "id"])
        .stdin(stdin)
        .stdout(stdout)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

const RECORD: &[u8] = b"{\"id\":\"op-1\",\"status\":\"running\"}\n";

#[test]
fn a_socket_is_a_stream_like_any_other() {
    let (mut here, there) = UnixStream::pair().unwrap();
    let child = program(OwnedFd::from(there), Stdio::piped());
    here.write_all(RECORD).unwrap();
    drop(here);
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), &output.stdout[..]),
        (Some(0), &b"op-1\n"[..])
    );
}

/// EAGAIN: another program has made the stream that both share non-blocking.
#[test]
fn a_stream_that_does_not_wait_is_told() {
    let (here, there) = UnixStream::pair().unwrap();
    there.set_nonblocking(true).unwrap();
    let mut child = program(Stdio::piped(), OwnedFd::from(there));
    let mut stdin = child.stdin.take().unwrap();
    // Nobody reads, so at some time there is no more room; then it ends, and so does the pipe.
    while stdin.write_all(&RECORD.repeat(1000)).is_ok() {}
    let output = child.wait_with_output().unwrap();
    drop(here);
    let stderr = String::from_utf8(output.stderr).unwrap();
    let told = "commsop: cannot write the output: resource temporarily unavailable";
    assert!(stderr.contains(told), "{stderr}");
    assert_eq!(output.status.code(), Some(3));

    let (_here, there) = UnixStream::pair().unwrap();
    there.set_nonblocking(true).unwrap();
    let output = program(OwnedFd::from(there), Stdio::piped())
        .wait_with_output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    let told = "<stdin>: error[CO007]: resource temporarily unavailable";
    assert!(stderr.starts_with(told), "{stderr}");
    assert_eq!(output.status.code(), Some(3));
}

/// 130 and 143 to a shell.
#[test]
fn an_interrupt_ends_it_at_once() {
    for (name, number) in [("INT", 2), ("TERM", 15)] {
        for is_busy in [false, true] {
            let mut child = program(Stdio::piped(), Stdio::null());
            let mut stdin = child.stdin.take().unwrap();
            stdin.write_all(RECORD).unwrap();
            let feeder = std::thread::spawn(move || {
                while is_busy && stdin.write_all(&RECORD.repeat(1000)).is_ok() {}
                // An idle one keeps the pipe open.
                std::thread::sleep(Duration::from_millis(if is_busy { 0 } else { 1500 }));
            });
            std::thread::sleep(Duration::from_millis(200));
            let begin = Instant::now();
            let id = child.id().to_string();
            let sent = Command::new("kill")
                .args(["-s", name, &id])
                .status()
                .unwrap();
            assert!(sent.success());
            let status = child.wait().unwrap();
            assert!(
                begin.elapsed() < Duration::from_secs(1),
                "{name}: {:?}",
                begin.elapsed()
            );
            assert_eq!(status.signal(), Some(number), "{name}");
            feeder.join().unwrap();
        }
    }
}

#[test]
fn bytes_that_are_no_json_are_named() {
    check("bytes", BYTES);
}

/// No more processes and threads can be begun from here on.
const NO_THREADS: &str =
    "[ $(id -u) = 0 ] && exit 42; { ulimit -p 1 || ulimit -u 1 || exit 42; } 2>/dev/null";

/// What binds everybody but the administrator.
const LIMITS: &[Row] = &[
    (
        "permission denied",
        "chmod 0 op.json; [ -r op.json ] && exit 42; $B op.json",
        3,
        "op.json: error[CO007]: permission denied",
    ),
    (
        "there are no more threads for a file",
        "yes \"$(cat op.json)\" | head -n 50000 > big; $NO_THREADS; exec $B -q big",
        0,
        "commsop: 50000 operations: 50000 pending",
    ),
    (
        "there are no more threads for a pipe",
        "yes \"$(cat op.json)\" | head -n 500000 > big; cat big | ($NO_THREADS; exec $B -q)",
        0,
        "commsop: 500000 operations: 500000 pending",
    ),
];

#[test]
fn limits_are_kept_and_told() {
    check("limits", LIMITS);
}
