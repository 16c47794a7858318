//! A file read block by block on several cores: what one block is made into, and how the pieces
//! are put together again so that nobody can tell.
//!
//! Where a block turns out to begin or end inside a value, it and a little more is read by one
//! alone, and then by all together again.

use super::feed::Feed;
use super::session::Session;
use crate::config::Config;
use crate::input::near::CONTEXT;
use crate::input::values::Patience;
use crate::input::window::Window;
use crate::parallel::{self, BLOCK, Begin, Block, Cut, Left, Made, Next};
use crate::report::Reporter;
use crate::report::findings::{Limits, Printer};
use crate::streams::Buffers;
use crate::threads::{self, lock};
use crate::timestamp::Timestamp;
use std::fs::File;
use std::io::{self, Seek, SeekFrom};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

/// Reads `file` of `length` bytes, which stands at its begin, with all cores as far as that is
/// possible.
///
/// # Errors
///
/// What reading gives.
pub(super) fn read(
    feed: &mut Feed<'_>,
    file: &File,
    length: u64,
    session: &mut Session<'_, '_>,
) -> io::Result<()> {
    // To ask the system takes about as long as to read a block.
    let cores = session.config().cores.unwrap_or_else(threads::cores);
    let workers_at = |offset: u64| parallel::workers(length.saturating_sub(offset), cores);
    // What is shown as a whole is read alone.
    let mut least = match session.split() {
        Some(_) => 0,
        None => u64::MAX,
    };
    while let Some(begin) = read_alone(feed, file, session, |from, offset| {
        offset - from >= least && workers_at(offset) > 1
    })? {
        let (from, workers) = (begin.offset, workers_at(begin.offset));
        let Some(left) = read_together(feed, file, workers, begin, session)? else {
            return Ok(());
        };
        // What was read in vain comes to one block a worker. Where that is much of it all, it is tried
        // less and less often.
        let is_soon = left - from < (4 * workers * BLOCK) as u64;
        least = (BLOCK as u64).max(if is_soon { 2 * least } else { 0 });
    }
    Ok(())
}

/// Reads the next bytes of `file` with one core, up to a place where others can join and to which that
/// is told to be worth it, from where they began on; `None` at the end.
fn read_alone(
    feed: &mut Feed<'_>,
    mut file: &File,
    session: &mut Session<'_, '_>,
    is_worth_it: impl Fn(u64, u64) -> bool,
) -> io::Result<Option<Begin>> {
    let from = file.stream_position()?;
    let mut window = Window::new(session.progress().of(file));
    // The first call only fills the window, and nothing is known of what stands there.
    session.read_on(feed, &mut window, false)?;
    while session.read_on(feed, &mut window, false)? {
        let bytes = window.bytes();
        let start = file.stream_position()? - bytes.len() as u64;
        let place = match is_worth_it(from, start) {
            true => feed.step_back(bytes),
            false => None,
        };
        if let Some((at, position)) = place {
            session.progress().take_back((bytes.len() - at) as u64);
            let offset = start + at as u64;
            file.seek(SeekFrom::Start(offset))?;
            return Ok(Some(Begin {
                context: bytes
                    .get(at.saturating_sub(CONTEXT)..at)
                    .unwrap_or_default()
                    .to_vec(),
                offset,
                position,
                cut: match feed.is_in_list() {
                    true => Cut::Elements,
                    false => Cut::Documents {
                        counted: session.needs_positions(),
                    },
                },
            }));
        }
    }
    Ok(None)
}

/// Reads `file` from `begin` on with so many workers: where it has to be read alone; `None` at the end.
fn read_together(
    feed: &mut Feed<'_>,
    mut file: &File,
    workers: usize,
    begin: Begin,
    session: &mut Session<'_, '_>,
) -> io::Result<Option<u64>> {
    let Some((reporter, printer)) = session.split() else {
        return Ok(None);
    };
    let blocks = Blocks {
        config: session.config(),
        start: feed.clone(),
        reporter,
        shared: Mutex::new(Shared {
            limits: printer.limits(),
            now: session.rules.now,
        }),
        printer,
        surplus: AtomicU64::new(feed.number()),
        missed: AtomicUsize::new(0),
        most_missed: 2 * workers,
        spare: Mutex::new(Vec::new()),
    };
    let left = parallel::read(
        file,
        begin,
        workers,
        |block| blocks.make(block),
        |piece, block| blocks.write(piece, block, feed, session),
    )?;
    let Left::At {
        offset,
        begin,
        position,
    } = left
    else {
        return Ok(None);
    };
    file.seek(SeekFrom::Start(offset))?;
    session.progress().take_back(begin as u64);
    feed.go_to(begin, position);
    Ok(Some(offset + begin as u64))
}

/// What all workers see.
struct Blocks<'a> {
    config: &'a Config,
    /// How the reader stands before each block, but for its place.
    start: Feed<'a>,
    reporter: Reporter,
    printer: Printer,
    shared: Mutex<Shared>,
    /// How many values more there are than blocks tell of (modulo 2^64), as far as has been written.
    /// With it the number of a block's first value is guessed, and nearly always right.
    surplus: AtomicU64,
    /// How often in a row it was wrong and that mattered, and how often it may be.
    missed: AtomicUsize,
    most_missed: usize,
    /// Buffers that have been written and can be filled again.
    spare: Mutex<Vec<Buffers>>,
}

/// What changes while the file is read.
#[derive(Clone)]
struct Shared {
    limits: Limits,
    now: Timestamp,
}

/// What came of a block.
struct Piece<'a> {
    session: Session<'a, 'static>,
    /// How many values were thought to stand before it, and how many are in it.
    before: u64,
    values: u64,
    /// What was left of the reader's patience.
    patience: Patience,
    /// Whether there is anything in it, be it a document or not.
    anything: bool,
}

impl<'a> Blocks<'a> {
    /// Reads a block for itself.
    fn make(&self, block: &Block<'_>) -> Made<Piece<'a>> {
        let shared = lock(&self.shared).clone();
        let before = block
            .before
            .wrapping_add(self.surplus.load(Ordering::Relaxed));
        let printer = self.printer.under(shared.limits);
        let buffers = lock(&self.spare).pop().unwrap_or_default();
        let mut session = Session::piece(
            self.config,
            self.reporter.clone(),
            printer,
            shared.now,
            buffers,
        );
        let mut feed = self.start.inside(block, before);
        feed.drain(block.bytes, block.last, &mut session);
        // What comes to very much more than the block itself is read in the ordinary way too.
        if !session.is_wanted() || !feed.is_clean(&self.start, block) {
            return Made::Unfit;
        }
        let values = feed.number().wrapping_sub(before);
        Made::Done(Piece {
            session,
            before,
            values,
            patience: feed.patience(),
            anything: feed.has_anything(),
        })
    }

    /// Writes a block in its turn, or reads it again to show it: when it was not sure how much of its
    /// findings to show, when the number of its first document was guessed wrongly and is shown, and
    /// when it may hold the only operation of all. Where it would be read otherwise now, its end is
    /// unknown, and the rest is left to the ordinary way.
    fn write(
        &self,
        piece: Piece<'a>,
        block: &Block<'_>,
        whole: &mut Feed<'_>,
        session: &mut Session<'_, '_>,
    ) -> Next {
        let before = whole.number();
        // The first document is looked at more closely.
        let is_as_first = (piece.before == 0) == (before == 0);
        if !is_as_first || !whole.patience().suits(piece.patience) {
            return Next::Ordinary;
        }
        // The pointer to an element has its number, and stands in every finding.
        let is_numbered =
            piece.before == before || !(self.start.is_in_list() || session.needs_positions());
        let missed = match is_numbered {
            true => 0,
            false => 1 + self.missed.load(Ordering::Relaxed),
        };
        if missed > self.most_missed {
            return Next::Ordinary;
        }
        self.missed.store(missed, Ordering::Relaxed);
        let values = piece.values;
        whole.count(values, piece.anything);
        whole.set_patience(whole.patience().behind(piece.patience));
        let is_lone = session.rows() + piece.session.rows() == 1;
        if is_numbered && !is_lone && !piece.session.is_unsure() {
            let buffers = session.absorb(piece.session, whole.title());
            lock(&self.spare).push(buffers);
        } else {
            let mut feed = self.start.inside(block, before);
            feed.drain(block.bytes, block.last, session);
        }
        let length = block.bytes.len() - block.begin;
        session.progress().add(length as u64);
        session.look_at_the_clock();
        self.surplus.store(
            (before + values).wrapping_sub(block.before + block.values),
            Ordering::Relaxed,
        );
        *lock(&self.shared) = Shared {
            limits: session.limits(),
            now: session.rules.now,
        };
        if session.is_wanted() {
            Next::On
        } else {
            Next::Stop
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::tests::resolve;
    use crate::progress::Progress;
    use crate::streams::Streams;

    /// How much of `text` two read together at the first try, beside what one has to read at its ends.
    fn read(text: &str, options: &str) -> std::ops::Range<usize> {
        let name = format!("commsop-{}-together", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, text).expect("a file");
        let file = File::open(&path).expect("the same");
        let config = resolve(&format!("commsop {options}"));
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let streams = Streams::new(&mut stdout, &mut stderr, false);
        let mut session = Session::new(&config, streams, Progress::default());
        let mut feed = Feed::plain("", "");
        let begin = read_alone(&mut feed, &file, &mut session, |_, _| true).expect("readable");
        let Some(begin) = begin else {
            return text.len()..text.len();
        };
        let from = begin.offset as usize;
        let left = read_together(&mut feed, &file, 2, begin, &mut session).expect("readable");
        std::fs::remove_file(&path).expect("it is there");
        from..left.map_or(text.len(), |left| left as usize)
    }

    #[test]
    fn documents_and_lists_are_read_together_however_they_are_laid_out() {
        const RECORD: &str = "{\"id\":\"1\",\"status\":\"running\",\"x\":[{},{}]}";
        const PRETTY: &str = "{\n  \"id\": \"1\",\n  \"status\": \"running\"\n}";
        // So that what is read at a time ends with a record each time.
        const LENGTH: usize = 63;
        let even = format!("{RECORD:<LENGTH$}");
        let many = |record: &str, between: &str| {
            let count = 8 * BLOCK / (record.len() + between.len());
            vec![record; count].join(between)
        };
        let list =
            |begin: &str, between: &str, end: &str| [begin, &many(RECORD, between), end].concat();
        for (name, text) in [
            ("lines", many(RECORD, "\n")),
            ("pretty documents", many(PRETTY, "\n")),
            ("a compact list", list("[", ",", "]\n")),
            ("a list of lines", list("[\n", ",\n", "]")),
            ("even lines", many(&even, "\n")),
            ("an even list", [" [", &many(&even, ","), "]"].concat()),
            ("an even list", ["[", &many(&even, ","), "]"].concat()),
            ("a pretty list", list("[\n  ", ",\n  ", "\n]\n")),
            ("an envelope", list("{\"a\":1,\"value\":[", ", ", "]}")),
        ] {
            for options in ["-q", "-o ndjson"] {
                let read = read(&text, options);
                let (first, rest) = (read.start, text.len() - read.end);
                assert!(first < BLOCK, "{name} {options}: {first} first");
                assert!(rest <= BLOCK, "{name} {options}: {rest} left");
            }
        }
    }
}
