//! The whole program on any bytes: no panic, nothing hostile in the output, an exit status of the
//! table, and the same output however the bytes arrive.

#![no_main]

#[path = "../../robust/harness.rs"]
mod harness;

use libfuzzer_sys::fuzz_target;

const FLAGS: [&str; 4] = ["", "-v", "-e --strict", "--schema v1.0 --color always"];

// The last three bytes choose flags and chunks, so that a seed is a payload with something behind it.
fuzz_target!(|input: &[u8]| {
    let Some((bytes, &[flags, one, two])) = input.split_last_chunk() else {
        return;
    };
    let flags = FLAGS[usize::from(flags) % FLAGS.len()];
    let whole = harness::run(flags, bytes);
    if !flags.contains("color") {
        harness::check(&whole);
    }
    let sizes = [usize::from(one) + 1, usize::from(two) * 8 + 1];
    let pieces = harness::run_chunked(flags, bytes, &sizes);
    assert_eq!(whole, pieces, "chunks of {sizes:?}");
});
