//! The line that counts a whole run.

use crate::verdict::{Codes, Tally};

/// The last line of a run: how many of each. `verbose`: what was skipped has been named.
pub fn totals(tally: &Tally, dropped: &Codes, verbose: bool) -> String {
    let mut text = format!(
        "commsop: {} operation{}",
        tally.operations,
        if tally.operations == 1 { "" } else { "s" }
    );
    let mut glue = ": ";
    for (count, word) in [
        (tally.succeeded, "succeeded"),
        (tally.pending, "pending"),
        (tally.failed, "failed"),
        (tally.invalid, "invalid"),
    ] {
        if count > 0 {
            text.push_str(&format!("{glue}{count} {word}"));
            glue = ", ";
        }
    }
    for (count, word) in [(tally.unreadable, "unreadable"), (tally.skipped, "skipped")] {
        if count > 0 {
            text.push_str(&format!("; {count} {word}"));
        }
    }
    if tally.operations == 0 && tally.skipped > 0 && !verbose {
        text.push_str(" (-v says what)");
    }
    let mut glue = "; ";
    for (code, count) in dropped.iter() {
        text.push_str(&format!(
            "{glue}{code} x{}",
            tally.codes.get(code).max(count)
        ));
        glue = ", ";
    }
    text.push('\n');
    text
}
