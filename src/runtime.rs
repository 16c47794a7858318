//! What the standard library does before `main`, for a program that starts without it.

use rustix::io::{Errno, fcntl_getfd};
use rustix::stdio::{stderr, stdin, stdout};
use signal_hook::{consts::SIGPIPE, flag};
use std::fs::File;
use std::os::fd::IntoRawFd;
use std::process;
use std::sync::Arc;

/// Makes ready what every Rust program can rely on. To be called before anything else, so that no
/// other thread opens or closes anything meanwhile.
pub fn begin() {
    // In this order: each closed one has the lowest number that is free when its turn comes.
    for stream in [stdin(), stdout(), stderr()] {
        if fcntl_getfd(stream) == Err(Errno::BADF) {
            occupy();
        }
    }
    // Writing for a reader that has gone is an error then, and no end without a word (POSIX, `write`).
    // If that cannot be had, it stays as it was.
    let _ = flag::register(SIGPIPE, Arc::default());
}

/// Opens the null device in place of a standard stream that is closed: a file gets the lowest number
/// that is free (POSIX, `open`), and the next one would be taken for that stream. Where that cannot
/// be done the program ends, as the standard library would end it: nothing could be relied on.
fn occupy() {
    match File::options().read(true).write(true).open("/dev/null") {
        Ok(null) => {
            let _ = null.into_raw_fd();
        }
        Err(_) => process::abort(),
    }
}
