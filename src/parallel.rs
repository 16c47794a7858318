//! One regular file on all cores: in input order, with bounded memory.
//!
//! Each worker in turn takes a block of whole lines from the file, reads it by itself, waits for
//! its turn and writes what came of it (leader and follower: no thread only reads or writes, no
//! channel, back-pressure by itself). That is right only if every block begins between two
//! documents, which is so for one record a line. A worker that finds otherwise says so when its
//! turn comes: what was done before stands, and the rest of the file is read from that block on
//! in the ordinary way. Each block comes with the bytes before it, since what is shown of a record may
//! depend on them. So the threads change nothing but the time.

use crate::input::decode::read_retrying;
use crate::input::near::CONTEXT;
use crate::position::{Cursor, Position};
use crate::threads::{self, lock, wait};
use memchr::memrchr;
use std::fs::File;
use std::io;
use std::sync::{Condvar, Mutex};
use std::thread::{self, Builder};

/// The size of a block. Larger ones gain nothing (measured) and cost memory.
pub(crate) const BLOCK: usize = 256 << 10;
/// More workers than this would wait for the file.
const MAX_WORKERS: usize = 16;

/// A block of whole lines.
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
    /// How many lines it has.
    pub(crate) lines: u64,
    /// Where some of its lines begin, in order.
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
    /// It does not begin or end between two documents.
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

/// How many workers a file of this length gets, on so many cores; on all, if none is said.
pub(crate) fn workers(length: u64, cores: Option<usize>) -> usize {
    let blocks = usize::try_from(length / BLOCK as u64).unwrap_or(usize::MAX);
    let cores = cores.unwrap_or_else(threads::cores);
    cores.min(blocks / 2).min(MAX_WORKERS)
}

/// Reads `file`, which stands at its begin, with `workers` threads. `make` reads a block, at the
/// same time as others; `write` writes what was made, in order.
///
/// # Errors
///
/// What reading gives; everything before the fault has been written.
pub(crate) fn read<T>(
    file: File,
    workers: usize,
    make: impl Fn(&Block<'_>) -> Made<T> + Sync,
    mut write: impl FnMut(T, &Block<'_>) -> Next + Send,
) -> io::Result<Left> {
    let supply = Mutex::new(Supply::new(file));
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

/// Where blocks come from.
struct Supply {
    file: File,
    /// What the next block begins with: the end of the last one, and a line that has begun.
    tail: Vec<u8>,
    /// How much of it belongs to the last block.
    context: usize,
    ticket: u64,
    /// Where the tail begins in the file.
    offset: u64,
    start: Position,
    over: bool,
    failed: Option<io::Error>,
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

/// What a block is, besides its bytes.
struct Ticket {
    number: u64,
    length: usize,
    begin: usize,
    offset: u64,
    start: Position,
    lines: u64,
    marks: Vec<Cursor>,
    last: bool,
    next: Option<u8>,
}

impl Supply {
    fn new(file: File) -> Self {
        Self {
            file,
            tail: Vec::new(),
            context: 0,
            ticket: 0,
            offset: 0,
            start: Position::START,
            over: false,
            failed: None,
        }
    }

    /// Fills `buffer` with whole lines; `None` at the end.
    fn take(&mut self, buffer: &mut Vec<u8>) -> Option<Ticket> {
        if self.over {
            return None;
        }
        let (begin, kept) = (self.context, self.tail.len());
        buffer.resize(begin + BLOCK.max(2 * (kept - begin)), 0);
        buffer.get_mut(..kept)?.copy_from_slice(&self.tail);
        let filled = kept + self.fill(buffer.get_mut(kept..)?);
        let whole = match memrchr(b'\n', buffer.get(begin..filled)?) {
            Some(end) if !self.over => begin + end + 1,
            _ => filled,
        };
        let marks = marks(buffer.get(..whole)?, begin, self.start);
        let end = marks.last().map_or(self.start, |mark| mark.position());
        let lines = end.line - self.start.line;
        let ticket = Ticket {
            number: self.ticket,
            length: whole,
            begin,
            offset: self.offset,
            start: self.start,
            lines,
            marks,
            last: self.over && self.failed.is_none(),
            next: buffer.get(whole..filled)?.first().copied(),
        };
        let tail = whole.saturating_sub(CONTEXT);
        self.tail.clear();
        self.tail.extend_from_slice(buffer.get(tail..filled)?);
        self.context = whole - tail;
        self.ticket += 1;
        self.offset += tail as u64;
        self.start.line += lines;
        Some(ticket)
    }

    /// Reads until `room` is full or the file is over.
    fn fill(&mut self, room: &mut [u8]) -> usize {
        let mut filled = 0;
        while let Some(rest) = room.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match read_retrying(&mut self.file, rest) {
                Ok(0) => {
                    self.over = true;
                    break;
                }
                Ok(n) => filled += n,
                Err(error) => {
                    self.over = true;
                    self.failed = Some(error);
                    break;
                }
            }
        }
        filled
    }
}

/// The begin of the last line in each stretch of a block, which begins at `begin` of `bytes`, and
/// behind its last line: the lines of a block are counted once, and not again for each record whose
/// place is told.
fn marks(bytes: &[u8], begin: usize, start: Position) -> Vec<Cursor> {
    const STRETCH: usize = 16 << 10;
    let block = bytes.get(begin..).unwrap_or_default();
    let mut marks = Vec::with_capacity(block.len() / STRETCH + 1);
    let mut position = start;
    for (i, stretch) in block.chunks(STRETCH).enumerate() {
        let Some(last) = memrchr(b'\n', stretch) else {
            continue;
        };
        position.line += bytecount::count(stretch, b'\n') as u64;
        marks.push(Cursor::new(begin + i * STRETCH + last + 1, position));
    }
    marks
}

/// One worker: take a block, read it, wait, write.
fn run<T>(
    make: &(impl Fn(&Block<'_>) -> Made<T> + Sync),
    supply: &Mutex<Supply>,
    line: &Line<'_, T>,
) {
    let mut buffer = Vec::new();
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
            lines: ticket.lines,
            marks: &ticket.marks,
            last: ticket.last,
            next: ticket.next,
        };
        let made = make(&block);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// All blocks of `text` as a file.
    fn check(text: &[u8], name: &str) {
        let path = std::env::temp_dir().join(format!("commsop-{}-{name}", std::process::id()));
        std::fs::write(&path, text).expect("a file");
        let mut supply = Supply::new(File::open(&path).expect("the same"));
        let (mut buffer, mut read, mut position) = (Vec::new(), 0, Position::START);
        while let Some(ticket) = supply.take(&mut buffer) {
            let bytes = buffer.get(..ticket.length).expect("all bytes");
            let from = read - ticket.begin;
            assert_eq!(ticket.offset as usize, from, "{name}");
            assert_eq!(ticket.begin, read.min(CONTEXT), "{name}");
            assert!(
                text.get(from..from + bytes.len()) == Some(bytes),
                "{name} at {from}"
            );
            assert_eq!(ticket.start, position, "{name}");
            read = from + bytes.len();
            assert_eq!(ticket.last, read == text.len() && supply.over, "{name}");
            // What is not known is only said to be so where all that has been read is in the block.
            assert!(ticket.next.is_none() || ticket.next == text.get(read).copied());
            assert_eq!(ticket.next.is_some(), supply.tail.len() > supply.context);
            for mark in &ticket.marks {
                let at = (0..=bytes.len()).find(|at| mark.before(*at).is_some());
                let passed = text.get(..from + at.expect("a place in it"));
                let expected = Position::START.after(passed.expect("in the file"));
                assert_eq!(mark.position(), expected, "{name}");
            }
            position.line += ticket.lines;
        }
        assert_eq!(read, text.len(), "{name}");
        std::fs::remove_file(&path).expect("it is there");
    }

    #[test]
    fn blocks_come_with_what_is_before_them_and_leave_nothing_out() {
        let lines = |length: usize, count: usize| (" ".repeat(length) + "\n").repeat(count);
        check(b"", "empty");
        check(b"x\n", "short");
        check(lines(63, 3 * BLOCK / 64).as_bytes(), "even");
        check(lines(70, 3 * BLOCK / 64).as_bytes(), "odd");
        check(lines(2 * CONTEXT, 100).as_bytes(), "wide");
        check(&vec![b'x'; 3 * BLOCK], "one-line");
        let begun = [lines(9, 40_000).as_bytes(), b"x"].concat();
        check(&begun, "begun");
        let long = [lines(3, 10), lines(2 * BLOCK + 5, 2), lines(80, 9000)].concat();
        check(long.as_bytes(), "long");
    }
}
