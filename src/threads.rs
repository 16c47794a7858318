//! What all that use threads share.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// How many cores there are for this process; one, if that is not known.
pub(crate) fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Takes the lock. A thread that panicked while it held it has said so already; the others can go on.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Gives the lock up until `moved` is told, and takes it again as [`lock`] does.
pub(crate) fn wait<'a, T>(moved: &Condvar, guard: MutexGuard<'a, T>) -> MutexGuard<'a, T> {
    moved.wait(guard).unwrap_or_else(PoisonError::into_inner)
}
