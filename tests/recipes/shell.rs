//! Questions that a shell asks.

use crate::desk::Desk;
use crate::recipe;
use crate::support::same;

#[test]
fn a_shell_asks_for_the_state_and_the_status() {
    for (payload, shown) in [
        (
            "accept/play-prompt.json",
            "state: succeeded\nit has succeeded\n",
        ),
        (
            "accept/bare-v1-failed.json",
            "state: failed\nit has failed\n",
        ),
        (
            "accept/record-running.json",
            "state: pending\nit is still going on\n",
        ),
        (
            "reject/CO103-unknown-status.json",
            "state: none\nit is not what Microsoft documents\n",
        ),
        (
            "reject/CO002-html.json",
            "state: none\nit is no operation\n",
        ),
    ] {
        let desk = Desk::new().with_payload("op.json", payload);
        let ended = desk.run(&recipe("case $?"));
        same(payload, shown, &ended.stdout);
    }
}

#[test]
fn the_last_word_on_each_operation() {
    let body = |id: &str, status: &str| format!(r#"{{"id":"{id}","status":"{status}"}}"#);
    let desk = Desk::new()
        .with(
            "captures/2026-03-10T09-22-01-1.json",
            body("op-1", "running"),
        )
        .with(
            "captures/2026-03-10T09-22-02-1.json",
            body("op-2", "running"),
        )
        .with(
            "captures/2026-03-10T09-22-09-1.json",
            body("op-1", "completed"),
        );
    let ended = desk.run(&recipe("--latest"));
    assert_eq!(ended.status, Some(0), "{ended:#?}");
    let rows: Vec<_> = ended
        .stdout
        .lines()
        .filter(|row| row.contains(" op-"))
        .collect();
    assert_eq!(rows.len(), 2, "{ended:#?}");
    assert!(
        rows.iter()
            .any(|row| row.starts_with("completed") && row.ends_with("op-1"))
    );
    assert!(
        rows.iter()
            .any(|row| row.starts_with("running") && row.ends_with("op-2"))
    );
}
