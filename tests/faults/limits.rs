//! What binds everybody but the administrator.

use crate::{Row, check};

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
