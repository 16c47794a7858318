//! What is JSON: the program's scanner against `serde_json`. Shared with the fuzz target `reader`.
//!
//! The differences that are meant, and nothing else:
//!
//! - more than 128 levels: both refuse, `serde_json` one level earlier;
//! - a number beyond a double, like 1e400: JSON to us, "out of range" to `serde_json`;
//! - behind such a number `serde_json` is asked without looking into strings, so half a surrogate
//!   pair there is only seen by us;
//! - a property with the private name by which `serde_json` knows its own `RawValue` (with its feature
//!   `raw_value`): its text has to be JSON again to `serde_json`. Found by fuzzing.

use commsop::input::scanner::{self, Syntax};
use serde::de::IgnoredAny;
use serde_json::Value;

const PRIVATE_NAME: &str = "$serde_json::private::RawValue";

/// What the two disagree on, if they do.
pub(crate) fn disagreement(bytes: &[u8]) -> Option<String> {
    let ours = scanner::scan(bytes);
    if matches!(&ours, Err(fault) if fault.syntax == Syntax::Depth) {
        return None;
    }
    if ours.is_ok() && String::from_utf8_lossy(bytes).contains(PRIVATE_NAME) {
        return None;
    }
    let ours_accepts = ours.is_ok() && std::str::from_utf8(bytes).is_ok();
    let theirs = serde_json::from_slice::<Value>(bytes);
    let theirs_accepts = match &theirs {
        Ok(_) => true,
        Err(error) => match error.to_string() {
            text if text.starts_with("recursion limit") => return None,
            text if text.starts_with("number out of range") => {
                if matches!(&ours, Err(fault) if fault.syntax == Syntax::Surrogate) {
                    return None;
                }
                std::str::from_utf8(bytes).is_ok()
                    && serde_json::from_slice::<IgnoredAny>(bytes).is_ok()
            }
            _ => false,
        },
    };
    (ours_accepts != theirs_accepts).then(|| format!("{ours:?} against {:?}", theirs.err()))
}
