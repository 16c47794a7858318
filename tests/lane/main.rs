//! The fast lane and the threads change nothing but the time: with and without them the streams
//! and the exit status are the same to the byte, whatever is read.
//!
//! `COMMSOP_CASES=10000000 cargo test --release --test lane` tries more than the slice that every
//! run of the tests tries.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on must stop, and a long one says how far it went"
)]

mod borders;
mod documents;
mod harness;
mod names;
mod random;
mod records;
mod threads;
mod values;
mod view;
mod words;

use documents::document;
use harness::{Scratch, cases, compare, must_be_equal};
use random::Random;
use view::{EXACT, LANE, Pieces, VIEWS, View};

/// How many are in a file of their own, on average.
const BATCH: u64 = 40;

#[test]
fn the_lane_changes_nothing() {
    let batches = cases() / BATCH;
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for worker in 0..workers {
            scope.spawn(move || {
                let mine = (worker as u64..batches).step_by(workers);
                try_batches(&format!("lane-{worker}"), mine);
            });
        }
    });
}

/// Tries the batches with these numbers.
fn try_batches(name: &str, batches: impl Iterator<Item = u64>) {
    let scratch = Scratch::new(name);
    let views = View::all(&scratch.0);
    for batch in batches {
        let mut random = Random::new(batch);
        let records = 1 + random.below(2 * BATCH as usize);
        let bytes = document(&mut random, records);
        scratch.write(&bytes);
        for view in View::of(&views, batch) {
            compare(view, &scratch.0, LANE, batch);
        }
        if let Some(view) = views.get(random.below(VIEWS.len())) {
            let how = format!("{:?} in pieces, seed {batch}", view.options);
            let bytes = &bytes;
            let found = view.run_pieces(&scratch.0, Pieces { bytes, random });
            must_be_equal(&found, &view.run(EXACT), &scratch.0, &how);
        }
        if (batch + 1) % (1_000_000 / BATCH) == 0 {
            eprintln!("{} records", (batch + 1) * BATCH);
        }
    }
}
