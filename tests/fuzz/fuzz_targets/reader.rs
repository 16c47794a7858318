//! The scanner alone, against serde_json: what is JSON and what is none.

#![no_main]

#[path = "../../robust/verdict.rs"]
mod verdict;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Some(disagreement) = verdict::disagreement(bytes) {
        panic!("{disagreement}: {:?}", String::from_utf8_lossy(bytes));
    }
});
