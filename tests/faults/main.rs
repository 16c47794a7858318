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

mod bytes;
mod files;
mod kernel;
mod limits;
mod process;
mod streams;

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The files that every row finds.
const PREPARE: &str = r#"
printf '{"id":"op-1","status":"running"}\n' > op.json
printf '{"id":"op-2","status":"done"}\n' > bad.json
mkdir empty many
tee $(seq -f 'many/%g.json' 100) < op.json >/dev/null
"#;

/// A fault: what happens, the script, its exit status, the first line of standard error.
pub(crate) type Row = (&'static str, &'static str, i32, &'static str);

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

pub(crate) fn check(table: &str, rows: &[Row]) {
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

/// No more processes and threads can be begun from here on.
const NO_THREADS: &str =
    "[ $(id -u) = 0 ] && exit 42; { ulimit -p 1 || ulimit -u 1 || exit 42; } 2>/dev/null";
