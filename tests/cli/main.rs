//! The program from outside: whole stdout, whole stderr and the exit status of every line.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    missing_docs,
    reason = "a test that cannot go on must stop"
)]

#[path = "../support/mod.rs"]
mod support;

mod color;
mod content;
mod contract;
mod exit;
mod findings;
mod input;
mod live;
mod options;
mod payloads;
mod refusals;
mod rules;
mod samples;
mod start;
mod streams;
mod text;
mod times;
