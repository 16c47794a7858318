//! Bytes that are no JSON.

use crate::{Row, check};

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

#[test]
fn bytes_that_are_no_json_are_named() {
    check("bytes", BYTES);
}
