//! Files that are not there, or not what their names say.

use crate::{Row, check};

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

#[test]
fn files_go_wrong_one_by_one() {
    check("files", FILES);
}
