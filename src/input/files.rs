//! The sources of a run, in order; where they are many, small files are opened and read by all cores.
//!
//! Of the time that a folder of small files takes, two thirds are the system's: looking for the name,
//! opening, reading, closing. That can be done ahead of the judging, and at the same time by others.
//! One thread judges, so everything is told in the order of the sources; while the next batch of them
//! is not there yet, it reads a later one itself. Behind a source that may have to be waited for nothing
//! is looked at before that is over: it may be what writes the others.

use super::decode::read_retrying;
use super::source::{Source, Unavailable};
use crate::threads::{cores, lock, wait};
use std::collections::VecDeque;
use std::fs::File;
use std::ops::Range;
use std::sync::{Condvar, Mutex};
use std::thread::{self, Builder};

/// So many sources come without help: for fewer it does not pay to begin a thread.
const FEW: usize = 64;
/// How many sources one thread takes at a time.
const BATCH: usize = 32;
/// How many batches may be read ahead for each thread.
const AHEAD: usize = 2;
/// As many as keep the one who judges busy, which is a third of the work, and one to spare.
const MAX_HELPERS: usize = 3;
/// Larger files are read as they are judged, so that those read ahead take little memory.
const SMALL: usize = 8 << 10;

/// What is found at a place where a source should be.
pub(crate) type Found = Result<Source, Unavailable>;

/// Hands all that is `found` to `visit`, in order and with what a small file holds if that is known, as
/// long as more is wanted. Works on `cores`; on all, if none is said.
pub(crate) fn each(
    mut found: impl Iterator<Item = Found> + Send,
    cores: Option<usize>,
    mut visit: impl FnMut(&Found, Option<&[u8]>) -> bool,
) {
    if !found.by_ref().take(FEW).all(|found| visit(&found, None)) {
        return;
    }
    let Some(next) = found.next() else {
        return;
    };
    let mut found = std::iter::once(next).chain(found);
    let cores = cores.unwrap_or_else(self::cores);
    let helpers = cores.saturating_sub(1).min(MAX_HELPERS);
    if helpers == 0 {
        found.all(|found| visit(&found, None));
        return;
    }
    let shelf = Shelf::new(found, AHEAD * (helpers + 1));
    thread::scope(|scope| {
        for _ in 0..helpers {
            // Where the system gives no more threads, fewer do it all.
            if Builder::new().spawn_scoped(scope, || shelf.fill()).is_err() {
                break;
            }
        }
        while let Some(batch) = shelf.next()
            && batch.each(&mut visit)
        {}
        shelf.close();
    });
}

/// Batches on their way from those who read them to the one who judges.
struct Shelf<I> {
    state: Mutex<State<I>>,
    moved: Condvar,
    /// How many batches there may be at once.
    room: usize,
}

struct State<I> {
    found: I,
    /// Batches in order; those that are being read are not there yet.
    batches: VecDeque<Option<Batch>>,
    /// How many have been taken away.
    taken: usize,
    /// The last source found may have to be waited for.
    waits: bool,
    /// No more will be found, or is wanted.
    over: bool,
}

impl<I: Iterator<Item = Found>> Shelf<I> {
    fn new(found: I, room: usize) -> Self {
        let state = State {
            found,
            batches: VecDeque::with_capacity(room),
            taken: 0,
            waits: false,
            over: false,
        };
        Self {
            state: Mutex::new(state),
            moved: Condvar::new(),
            room,
        }
    }

    /// The work of a helper: reads batches as long as there are any.
    fn fill(&self) {
        let mut state = lock(&self.state);
        while !state.over {
            if !state.has_room(self.room) {
                state = wait(&self.moved, state);
                continue;
            }
            let Some((place, batch)) = state.begin() else {
                break;
            };
            drop(state);
            let batch = batch.read();
            state = lock(&self.state);
            state.put(place, batch);
            self.moved.notify_all();
        }
        self.moved.notify_all();
    }

    /// The next batch in order. While it is being read elsewhere, others are read here.
    fn next(&self) -> Option<Batch> {
        let mut state = lock(&self.state);
        if state.batches.is_empty() {
            // All that was found has been judged.
            state.waits = false;
            self.moved.notify_all();
        }
        loop {
            if let Some(batch) = state.take() {
                self.moved.notify_all();
                return Some(batch);
            }
            let begun = match state.has_room(self.room) {
                true => state.begin(),
                false => None,
            };
            match begun {
                Some((place, batch)) => {
                    drop(state);
                    let batch = batch.read();
                    state = lock(&self.state);
                    state.put(place, batch);
                }
                None if state.batches.is_empty() => return None,
                None => state = wait(&self.moved, state),
            }
        }
    }

    /// Nothing more is wanted.
    fn close(&self) {
        lock(&self.state).over = true;
        self.moved.notify_all();
    }
}

impl<I: Iterator<Item = Found>> State<I> {
    /// Whether more may be begun.
    fn has_room(&self, room: usize) -> bool {
        self.batches.len() < room && !self.waits
    }

    /// The next sources, and their place; `None` where there are none. Finding them holds the lock, but
    /// the one who judges could not go on without them.
    fn begin(&mut self) -> Option<(usize, Batch)> {
        let mut found = Vec::with_capacity(BATCH);
        while !self.over && !self.waits && found.len() < BATCH {
            let Some(next) = self.found.next() else {
                break;
            };
            // Some that seem to be regular files have no length, and are waited for.
            self.waits = matches!(
                next,
                Ok(Source::Stdin | Source::File(_) | Source::Plain(_, Some(0)))
            );
            found.push(next);
        }
        if found.is_empty() {
            self.over = true;
            return None;
        }
        self.batches.push_back(None);
        Some((self.taken + self.batches.len() - 1, Batch::new(found)))
    }

    fn put(&mut self, place: usize, batch: Batch) {
        if let Some(slot) = self.batches.get_mut(place - self.taken) {
            *slot = Some(batch);
        }
    }

    /// The first batch, if it is there.
    fn take(&mut self) -> Option<Batch> {
        let batch = self.batches.front_mut()?.take()?;
        self.batches.pop_front();
        self.taken += 1;
        Some(batch)
    }
}

/// Some sources that follow each other.
struct Batch {
    found: Vec<Found>,
    /// What the small files among them hold, and where that of each is.
    bytes: Vec<u8>,
    places: Vec<Option<Range<usize>>>,
}

impl Batch {
    fn new(found: Vec<Found>) -> Self {
        Self {
            places: Vec::with_capacity(found.len()),
            bytes: Vec::new(),
            found,
        }
    }

    /// Reads what is in small files.
    fn read(mut self) -> Self {
        for found in &self.found {
            let begin = self.bytes.len();
            let length = match found {
                Ok(source) => read_small(source, &mut self.bytes),
                Err(_) => None,
            };
            self.bytes.truncate(begin + length.unwrap_or_default());
            self.places.push(length.map(|length| begin..begin + length));
        }
        self
    }

    /// Hands all of them over as long as they are wanted; whether more are.
    fn each(&self, visit: &mut impl FnMut(&Found, Option<&[u8]>) -> bool) -> bool {
        self.found.iter().zip(&self.places).all(|(found, place)| {
            let content = place.clone().and_then(|place| self.bytes.get(place));
            visit(found, content)
        })
    }
}

/// Appends what a small regular file holds to `bytes`, and more; how long it is. `None` where there is
/// anything that speaks against that: then it is opened again, by the one who can tell of it.
fn read_small(source: &Source, bytes: &mut Vec<u8>) -> Option<usize> {
    let Source::Plain(path, known) = source else {
        return None;
    };
    let mut file = File::open(path).ok()?;
    let expected = match known {
        Some(length) => *length,
        None => {
            let metadata = file.metadata().ok()?;
            metadata.is_file().then_some(metadata.len())?
        }
    };
    let expected = usize::try_from(expected).ok()?;
    if expected == 0 || expected > SMALL {
        return None;
    }
    let begin = bytes.len();
    // One more, to see that it has not grown.
    bytes.resize(begin + expected + 1, 0);
    let mut length = 0;
    while length < expected {
        match read_retrying(&mut file, bytes.get_mut(begin + length..)?).ok()? {
            0 => return None,
            n => length += n,
        }
    }
    (length == expected).then_some(length)
}

#[cfg(test)]
mod tests;
