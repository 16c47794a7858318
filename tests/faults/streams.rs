//! Pipes that close, disks that are full.

use crate::{Row, check};
use std::path::Path;

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

#[test]
fn streams_go_wrong_without_a_word_too_many() {
    if !Path::new("/dev/full").exists() {
        eprintln!("skipped: no /dev/full here");
        return;
    }
    check("streams", STREAMS);
}
