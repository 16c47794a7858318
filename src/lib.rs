//! `commsop` reads, judges and shows Microsoft Graph commsOperations.
//!
//! The library exists for the program, its tests, benches and fuzz targets. Promised to other
//! crates are reading and judging ([`judge`], [`operation`], [`timestamp`]) and the codes of
//! findings ([`finding`]); the rest may change with any version.
//!
//! The way of the data, one operation at a time and in one direction:
//!
//! ```text
//!   bytes -> input   open, decode, skip heads of HTTP, cut into values, open envelopes
//!         -> wire    one operation, leniently: what is there
//!         -> judge   the only place with opinions: operation + findings
//!         -> report  text, json, ... ; findings for people
//!         -> stdout, stderr; the tally becomes the exit status
//! ```
//!
//! Floors, each importing only from those below it:
//!
//! - assembly: [`app`] (the loop; one source and one run), `parallel` (the same over cores),
//!   `progress`, `streams` (the two outputs), `runtime`, [`size_limit`], [`config`], [`cli`] with
//!   its pages in [`help`] and [`generate`], [`outcome`];
//! - [`report`]: a format each;
//! - `ordinary`: the fast lane, a short way through the two floors below that says nothing they
//!   would not say;
//! - [`judge`];
//! - in: [`input`] and [`wire`];
//! - words: [`operation`], [`timestamp`], [`finding`], [`verdict`], [`position`], [`json`],
//!   [`name`], [`safe`], [`options`], [`sheet`], `short`, `simd`, `threads`.
//!
//! Above it stands the program, `main.rs`, with `linker.rs`, which has names for the linker.

#![forbid(unsafe_code)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        reason = "a test that cannot go on must stop"
    )
)]

pub mod app;
pub mod cli;
pub mod config;
pub mod finding;
pub mod generate;
pub mod help;
pub mod input;
pub mod json;
pub mod judge;
pub mod name;
pub mod operation;
pub mod options;
mod ordinary;
pub mod outcome;
mod parallel;
pub mod position;
mod progress;
pub mod report;
#[cfg(all(target_os = "linux", target_env = "gnu"))]
pub mod runtime;
pub mod safe;
pub mod sheet;
mod short;
mod simd;
pub mod size_limit;
mod streams;
mod threads;
pub mod timestamp;
pub mod verdict;
pub mod wire;
