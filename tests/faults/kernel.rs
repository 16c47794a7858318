//! Files that the kernel makes up.

use crate::{Row, check};
use std::path::Path;

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

#[test]
fn what_the_kernel_gives_is_no_trap() {
    if !Path::new("/proc/self/mem").exists() {
        eprintln!("skipped: no /proc here");
        return;
    }
    check("linux", LINUX);
}
