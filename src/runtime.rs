//! What the standard library does before `main`, for a program that starts without it.

use rustix::io::{Errno, fcntl_getfd};
use rustix::stdio::{stderr, stdin, stdout};
use signal_hook::{consts::SIGPIPE, flag};
use std::fs::File;
use std::os::fd::IntoRawFd;
use std::sync::Arc;

/// Makes ready what every Rust program can rely on. To be called before anything else.
pub fn begin() {
    for stream in [stdin(), stdout(), stderr()] {
        // Else the next file that is opened would be taken for it. The lowest number that is free is
        // given to that (POSIX, `open`), and the lower ones are taken.
        if fcntl_getfd(stream) == Err(Errno::BADF)
            && let Ok(null) = File::options().read(true).write(true).open("/dev/null")
        {
            let _ = null.into_raw_fd();
        }
    }
    // Writing for a reader that has gone is an error then, and no end without a word (POSIX, `write`). If
    // that cannot be had, it stays as it was.
    let _ = flag::register(SIGPIPE, Arc::default());
}
