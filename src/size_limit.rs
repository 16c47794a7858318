//! The size that a file may grow to (`ulimit -f`).

#[cfg(unix)]
use std::{fs::File, io, os::fd::AsFd, sync::Arc};

/// Where a file may grow no further, writing fails as on a full disk, instead of a signal that ends
/// the process without a word (POSIX, `write`: `SIGXFSZ`). If that cannot be had, it stays as it
/// was. Only files have such a limit: for any other output it would be time lost at every start.
#[cfg(unix)]
pub fn outlive() {
    if is_file(io::stdout()) || is_file(io::stderr()) {
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
    }
}

/// Elsewhere no signal comes.
#[cfg(not(unix))]
pub fn outlive() {}

#[cfg(unix)]
fn is_file(stream: impl AsFd) -> bool {
    let opened = stream.as_fd().try_clone_to_owned().map(File::from);
    opened.is_ok_and(|file| file.metadata().is_ok_and(|metadata| metadata.is_file()))
}
