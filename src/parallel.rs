//! One regular file on all cores: in input order, with bounded memory.
//!
//! Each worker in turn takes a block from the file, reads it by itself, waits for its turn and
//! writes what came of it (leader and follower: no thread only reads or writes, no channel,
//! back-pressure by itself). That is right only if every block begins between two documents, or
//! between two elements of one list: where it is cut so is guessed ([`supply`]). A worker that finds
//! otherwise says so when its turn comes: what was done before stands, and the file is read from that
//! block on in the ordinary way. Each block comes with the bytes before it, since what is shown of a
//! record may depend on them. So the threads change nothing but the time.

mod supply;

use crate::input::near::CONTEXT;
use crate::position::{Cursor, Position};
use crate::threads::{lock, wait};
use std::fs::File;
use std::io;
use std::sync::{Condvar, Mutex};
use std::thread::{self, Builder};
use supply::Supply;

/// The size of a block. Larger ones gain nothing (measured) and cost memory.
pub(crate) const BLOCK: usize = 256 << 10;
/// More workers than this would wait for the file.
const MAX_WORKERS: usize = 16;

/// Where blocks begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// Between documents, which mostly begin a line. Where `counted` is not set, each line is thought to
    /// have one, which is so in most logs and costs nothing to know.
    Documents { counted: bool },
    /// Between documents that begin wherever the last one ends. Where `counted` is not set, that is
    /// guessed where two brackets follow each other.
    Concatenated { counted: bool },
    /// Between elements of the list that reading begins in.
    Elements,
}

/// Where in a file reading starts: before a document or an element.
#[derive(Clone, Debug)]
pub(crate) struct Start {
    /// Some of the bytes before it.
    pub(crate) context: Vec<u8>,
    /// Where its first byte is in the file.
    pub(crate) offset: u64,
    /// The same for a person.
    pub(crate) position: Position,
    pub(crate) cut: Cut,
}

/// A piece of the file.
#[derive(Debug)]
pub(crate) struct Block<'b> {
    /// Its bytes, behind some of those before it: a record is not shown without a look at what
    /// stands before.
    pub(crate) bytes: &'b [u8],
    /// Where it begins in them.
    pub(crate) begin: usize,
    /// Where `bytes` begin in the file.
    pub(crate) offset: u64,
    /// Where the first byte of the block stands.
    pub(crate) start: Position,
    /// How many documents or elements there are between the begin of reading and its own, and how many
    /// in it, as far as can be told without reading them.
    pub(crate) before: u64,
    pub(crate) values: u64,
    /// Where some of its bytes stand, in order.
    pub(crate) marks: &'b [Cursor],
    /// Nothing follows it.
    pub(crate) last: bool,
    /// The first byte behind it, if that is known.
    pub(crate) next: Option<u8>,
}

/// What a worker made of a block.
pub(crate) enum Made<T> {
    /// This; it can be written when its turn comes.
    Done(T),
    /// It does not begin or end between two documents, or two elements of the list.
    Unfit,
}

/// What to do with a block whose turn has come.
pub(crate) enum Next {
    /// Go on with the next one.
    On,
    /// Nobody wants more.
    Stop,
    /// Read the rest in the ordinary way, from this block on.
    Ordinary,
}

/// How the file was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Left {
    /// Everything has been read.
    Complete,
    /// Nobody wanted more.
    Stopped,
    /// The rest has to be read in the ordinary way.
    At {
        /// Where in the file to begin: so many bytes before the rest, for the looks back from it.
        offset: u64,
        /// How many these are.
        begin: usize,
        /// Where the first byte of the rest stands.
        position: Position,
    },
}

/// How many workers a file of this length gets, on so many cores.
pub(crate) fn workers(length: u64, cores: usize) -> usize {
    let blocks = usize::try_from(length / BLOCK as u64).unwrap_or(usize::MAX);
    cores.min(blocks / 2).min(MAX_WORKERS)
}

/// Reads `file`, which stands at `start`, with `workers` threads. `make` reads a block, at the
/// same time as others; `write` writes what was made, in order.
///
/// # Errors
///
/// What reading gives; everything before the fault has been written.
pub(crate) fn read<T>(
    file: &File,
    start: Start,
    workers: usize,
    make: impl Fn(&Block<'_>) -> Made<T> + Sync,
    mut write: impl FnMut(T, &Block<'_>) -> Next + Send,
) -> io::Result<Left> {
    let supply = Mutex::new(Supply::new(file, start));
    let state = State {
        write: &mut write,
        next: 0,
        left: None,
    };
    let line = Line {
        state: Mutex::new(state),
        moved: Condvar::new(),
    };
    thread::scope(|scope| {
        for _ in 1..workers {
            let work = || run(&make, &supply, &line);
            // Where the system gives no more threads, fewer do it all.
            if Builder::new().spawn_scoped(scope, work).is_err() {
                break;
            }
        }
        run(&make, &supply, &line);
    });
    let failed = lock(&supply).failed.take();
    let left = lock(&line.state).left;
    match (left, failed) {
        (Some(left), _) => Ok(left),
        (None, Some(error)) => Err(error),
        (None, None) => Ok(Left::Complete),
    }
}

/// How a block is written.
type Write<'w, T> = dyn FnMut(T, &Block<'_>) -> Next + Send + 'w;

/// Those who wait for their turn.
struct Line<'w, T> {
    state: Mutex<State<'w, T>>,
    moved: Condvar,
}

struct State<'w, T> {
    write: &'w mut Write<'w, T>,
    next: u64,
    left: Option<Left>,
}

/// One worker: take a block, read it, wait, write.
fn run<T>(
    make: &(impl Fn(&Block<'_>) -> Made<T> + Sync),
    supply: &Mutex<Supply<'_>>,
    line: &Line<'_, T>,
) {
    // As long as most blocks are, and written to: a system gives out memory page by page only then, and
    // while `take` fills it others wait. Zeros would be left for the system to write.
    let mut buffer = vec![b' '; CONTEXT + BLOCK];
    loop {
        let ticket = lock(supply).take(&mut buffer);
        let Some(ticket) = ticket else {
            return;
        };
        let block = Block {
            bytes: buffer.get(..ticket.length).unwrap_or_default(),
            begin: ticket.begin,
            offset: ticket.offset,
            start: ticket.start,
            before: ticket.before,
            values: ticket.values,
            marks: &ticket.marks,
            last: ticket.last,
            next: ticket.next,
        };
        let made = match ticket.is_cut {
            true => make(&block),
            false => Made::Unfit,
        };
        let mut state = lock(&line.state);
        while state.next != ticket.number && state.left.is_none() {
            state = wait(&line.moved, state);
        }
        if state.left.is_some() {
            return;
        }
        let next = match made {
            Made::Unfit => Next::Ordinary,
            Made::Done(made) => (state.write)(made, &block),
        };
        state.next += 1;
        match next {
            Next::On => {}
            Next::Stop => state.left = Some(Left::Stopped),
            Next::Ordinary => {
                state.left = Some(Left::At {
                    offset: block.offset,
                    begin: block.begin,
                    position: block.start,
                });
            }
        }
        let left = state.left.is_some();
        drop(state);
        line.moved.notify_all();
        if left {
            lock(supply).over = true;
            return;
        }
    }
}
