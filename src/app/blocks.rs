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
use crate::parallel::{self, BLOCK, Block, Cut, Left, Made, Next, Start};
use crate::position::Position;
use crate::report::Reporter;
use crate::report::findings::{Limits, Printer};
use crate::streams::Buffers;
use crate::threads::{self, lock};
use crate::timestamp::Timestamp;
use std::fs::File;
use std::io::{self, Seek, SeekFrom};
use std::ops::Range;
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
    let mut turns = Turns::new(file, length, session);
    while turns.next(feed, session)?.is_some() {}
    Ok(())
}

/// The file, read in turns by all together and by one alone.
struct Turns<'f> {
    file: &'f File,
    length: u64,
    cores: usize,
    /// Where the others join next; `None` where nothing is left.
    start: Option<Start>,
    /// So much at least is read alone before that. It is more after each time that they had to leave soon.
    least: u64,
}

impl<'f> Turns<'f> {
    fn new(file: &'f File, length: u64, session: &Session<'_, '_>) -> Self {
        Self {
            file,
            length,
            // To ask the system takes about as long as to read a block.
            cores: session.config().cores.unwrap_or_else(threads::cores),
            start: Some(Start {
                context: Vec::new(),
                offset: 0,
                position: Position::START,
                cut: documents(session),
            }),
            least: 0,
        }
    }

    fn workers(&self, offset: u64) -> usize {
        parallel::workers(self.length.saturating_sub(offset), self.cores)
    }

    /// Reads together as far as that goes, and then alone up to where it goes again: which bytes were read
    /// together; `None` where nothing was left.
    fn next(
        &mut self,
        feed: &mut Feed<'_>,
        session: &mut Session<'_, '_>,
    ) -> io::Result<Option<Range<u64>>> {
        let Some(start) = self.start.take() else {
            return Ok(None);
        };
        let from = start.offset;
        let workers = self.workers(from);
        // What is shown as a whole is read alone, and so is what is not long, from its begin on.
        let Some(parts) = session.split().filter(|_| workers > 1) else {
            self.read_alone(feed, session, false)?;
            return Ok(Some(from..from));
        };
        let blocks = Blocks::new(feed, parts, workers, session);
        let Some(upto) = blocks.read(self.file, start, workers, feed, session)? else {
            return Ok(Some(from..self.length));
        };
        // What was read in vain comes to one block a worker, or to all of them. Where that is more than a
        // quarter, it is tried less and less often.
        let is_soon = upto - from < (4 * workers * BLOCK) as u64 || blocks.are_misnumbered();
        self.least = (BLOCK as u64).max(if is_soon { 2 * self.least } else { 0 });
        self.read_alone(feed, session, true)?;
        Ok(Some(from..upto))
    }

    /// Reads the next bytes alone, up to where others join if they `may`.
    fn read_alone(
        &mut self,
        feed: &mut Feed<'_>,
        session: &mut Session<'_, '_>,
        may: bool,
    ) -> io::Result<()> {
        let mut file = self.file;
        let from = file.stream_position()?;
        let mut window = Window::new(session.progress().of(file));
        let mut list = (None, from);
        while let Some(seen) = session.read_on(feed, &mut window, false)? {
            let bytes = window.bytes();
            let upto = file.stream_position()?;
            let offset = upto - bytes.len() as u64;
            if list.0 != feed.list_position() {
                list = (feed.list_position(), offset);
            }
            if !may || offset - from < self.least || self.workers(upto) < 2 {
                continue;
            }
            // A list that has just begun may end soon, as where each line of a log has one.
            let is_long = list.0.is_some() && offset - list.1 >= BLOCK as u64;
            let (place, cut) = match is_long {
                true => (feed.step_back(bytes), Cut::Elements),
                false => (
                    feed.read_to_document(bytes, seen, session),
                    documents(session),
                ),
            };
            let Some((at, position)) = place else {
                continue;
            };
            session.progress().take_back((bytes.len() - at) as u64);
            let context = bytes.get(at.saturating_sub(CONTEXT)..at);
            let offset = offset + at as u64;
            self.start = Some(Start {
                context: context.unwrap_or_default().to_vec(),
                offset,
                position,
                cut,
            });
            file.seek(SeekFrom::Start(offset))?;
            break;
        }
        Ok(())
    }
}

/// How documents are cut. They are counted only where their number is shown.
fn documents(session: &Session<'_, '_>) -> Cut {
    Cut::Documents {
        counted: session.needs_positions(),
    }
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
    fn new(
        feed: &Feed<'a>,
        (reporter, printer): (Reporter, Printer),
        workers: usize,
        session: &Session<'a, '_>,
    ) -> Self {
        Self {
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
        }
    }

    /// Reads `file` from `start` on with so many workers, and `feed` with it: up to where it has to be
    /// read alone; `None` at the end.
    fn read(
        &self,
        mut file: &File,
        start: Start,
        workers: usize,
        feed: &mut Feed<'_>,
        session: &mut Session<'_, '_>,
    ) -> io::Result<Option<u64>> {
        let left = parallel::read(
            file,
            start,
            workers,
            |block| self.make(block),
            |piece, block| self.write(piece, block, feed, session),
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

    /// Whether the numbers of values are guessed wrong too often.
    fn are_misnumbered(&self) -> bool {
        self.missed.load(Ordering::Relaxed) > self.most_missed
    }

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
        let is_numbered = piece.before == before
            || !(self.start.list_position().is_some() || session.needs_positions());
        let missed = match is_numbered {
            true => 0,
            false => 1 + self.missed.load(Ordering::Relaxed),
        };
        self.missed.store(missed, Ordering::Relaxed);
        if self.are_misnumbered() {
            return Next::Ordinary;
        }
        let values = piece.values;
        whole.count(values, piece.anything);
        whole.set_patience(whole.patience().behind(piece.patience));
        let is_lone = session.rows() == 0 && piece.session.rows() == 1;
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

    const RECORD: &str = "{\"id\":\"1\",\"status\":\"running\",\"x\":[{},{}]}";

    /// How many of a hundred bytes of `text` two cores read together.
    fn together(text: &str, options: &str) -> usize {
        let thread = std::thread::current().id();
        let name = format!("commsop-{}-{thread:?}-together", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, text).expect("a file");
        let file = File::open(&path).expect("the same");
        let mut config = resolve(&format!("commsop {options}"));
        config.cores = Some(2);
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let streams = Streams::new(&mut stdout, &mut stderr, false);
        let progress = Progress::hidden();
        let mut session = Session::new(&config, streams, progress.clone());
        let mut feed = Feed::plain("", "");
        let mut turns = Turns::new(&file, text.len() as u64, &session);
        let mut read = 0;
        while let Some(range) = turns.next(&mut feed, &mut session).expect("readable") {
            read += range.end - range.start;
        }
        assert_eq!(progress.position(), text.len() as u64, "{options}");
        drop(file);
        std::fs::remove_file(&path).expect("it is there");
        100 * read as usize / text.len()
    }

    fn many(record: &str, between: &str) -> String {
        let count = 16 * BLOCK / (record.len() + between.len());
        vec![record; count].join(between)
    }

    fn list(begin: &str, record: &str, between: &str, end: &str) -> String {
        [begin, &many(record, between), end].concat()
    }

    /// Lines of so many records each.
    fn pages(begin: &str, count: usize, end: &str) -> String {
        let page = [begin, &vec![RECORD; count].join(","), end].concat();
        many(&page, "\n") + "\n"
    }

    #[test]
    fn documents_and_lists_are_read_together_however_they_are_laid_out() {
        const PRETTY: &str = "{\n  \"id\": \"1\",\n  \"status\": \"running\"\n}";
        // So that what is read at a time ends with a record each time.
        const LENGTH: usize = 63;
        let even = format!("{RECORD:<LENGTH$}");
        let page = ("{\"value\":[", "]}");
        for (name, text) in [
            ("lines", many(RECORD, "\n") + "\n"),
            ("even lines", many(&even, "\n") + "\n"),
            ("pretty documents", many(PRETTY, "\n") + "\n"),
            ("blanks behind them", many(PRETTY, " \n") + "\n"),
            ("pages of one", pages(page.0, 1, page.1)),
            ("pages of two", pages(page.0, 2, page.1)),
            ("pages of three", pages(page.0, 3, page.1)),
            ("pages of a hundred", pages(page.0, 100, page.1)),
            ("short lists", pages("[", 3, "]")),
            ("a compact list", list("[", RECORD, ",", "]")),
            ("a list of lines", list("[\n", RECORD, ",\n", "]")),
            ("a pretty list", list("[\n  ", RECORD, ",\n  ", "\n]")),
            ("an even list", list("[", &even, ",", "]")),
            ("an odd list", list(" [", &even, ",", "]")),
            (
                "an envelope",
                list("{\"a\":1,\"value\":[", RECORD, ", ", "]}"),
            ),
        ] {
            for options in ["-q", "-o ndjson"] {
                let share = together(&text, options);
                assert!(share >= 75, "{name} {options}: {share} of 100");
            }
        }
        // Each such line counts as a document, so that numbers are guessed wrong.
        let share = together(&(many(PRETTY, "\n---\n") + "\n"), "-q");
        assert!(share >= 75, "lines between them: {share} of 100");
    }

    #[test]
    fn the_others_join_again_behind_what_one_has_to_read_alone() {
        // Longer than a block, or broken, so that no block ends where it was thought to.
        let long = format!("{{\"id\":\"2\",\"x\":[\n{}\n]}}", many("1", ",\n"));
        let log = many(RECORD, "\n") + "\n";
        let list = |inside: &str| {
            let elements = many(RECORD, ",");
            format!("[{elements},{inside},{elements},{inside},{elements}]")
        };
        let of_log = together(&format!("{log}{log}{long}\n{log}{log}"), "-q");
        assert!((50..85).contains(&of_log), "{of_log} of 100");
        let of_list = together(&list("{\"id\":\"3\",}"), "-q");
        assert!((50..100).contains(&of_list), "{of_list} of 100");
    }
}
