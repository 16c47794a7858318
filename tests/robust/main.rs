//! What a wire or a disk can deliver, and what must come of it, through the library: any bytes, any
//! chunks, any damage. `tests/faults` does the same from outside for files, pipes and signals.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on must stop"
)]

mod broken;
mod chunks;
mod date_grammar;
mod differential;
mod envelopes;
mod harness;
mod hostile;
mod json_suite;
mod limits;
mod lists;
mod log;
#[cfg(target_os = "linux")]
mod memory;
mod mutated;
mod secrets;
mod shown;
mod streams;
mod times;
mod torn_lists;
mod verdict;
mod words;
mod worst;
