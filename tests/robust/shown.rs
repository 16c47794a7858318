//! Which operations of a text are shown.

use crate::harness::{check, run};

/// The ids shown of pending operations.
pub(crate) fn ids(text: &str) -> String {
    let run = run("-f id --only pending", text.as_bytes());
    check(&run);
    run.stdout.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Of `text` the `wanted` pending operations are shown, and so many faults told.
pub(crate) fn assert_shown(text: &str, wanted: &str, faults: usize) {
    assert_eq!(ids(text), wanted, "{text}");
    let told = run("", text.as_bytes()).stderr;
    assert_eq!(told.matches("error[").count(), faults, "{text}: {told}");
}

/// `{a}` and so on in `text` become operations with that id.
pub(crate) fn operations(text: &str) -> String {
    ["a", "b", "c", "d"]
        .iter()
        .fold(text.to_owned(), |text, id| {
            let operation = format!(r#"{{"id":"{id}","status":"running"}}"#);
            text.replace(&format!("{{{id}}}"), &operation)
        })
}
