//! A file read block by block on several cores: what one block is made into, and how the pieces
//! are put together again so that nobody can tell.

use super::feed::Feed;
use super::session::{Session, Spare};
use crate::config::Config;
use crate::input::values::Patience;
use crate::parallel::{self, Block, Left, Made, Next, Start};
use crate::report::Reporter;
use crate::report::findings::Printer;
use crate::report::findings::limits::Counts;
use crate::threads::lock;
use crate::timestamp::Timestamp;
use std::fs::File;
use std::io::{self, Seek, SeekFrom};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

/// What all workers see.
pub(super) struct Blocks<'a> {
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
    /// What pieces that have been written leave for others.
    spare: Mutex<Vec<Spare>>,
}

/// What changes while the file is read.
#[derive(Clone)]
struct Shared {
    counts: Counts,
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
    pub(super) fn new(
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
                counts: printer.counts().clone(),
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
    pub(super) fn read(
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
    pub(super) fn are_misnumbered(&self) -> bool {
        self.missed.load(Ordering::Relaxed) > self.most_missed
    }

    /// Reads a block for itself.
    fn make(&self, block: &Block<'_>) -> Made<Piece<'a>> {
        let shared = lock(&self.shared).clone();
        let before = block
            .before
            .wrapping_add(self.surplus.load(Ordering::Relaxed));
        let printer = self.printer.behind(shared.counts);
        let Spare { reporter, buffers } = lock(&self.spare).pop().unwrap_or_default();
        let mut session = Session::piece(
            self.config,
            reporter.unwrap_or_else(|| self.reporter.clone()),
            printer,
            shared.now,
            buffers,
        );
        let mut feed = self.start.inside(block, before);
        feed.drain(block.bytes, block.last, &mut session);
        // What is written of it may come to very much more than itself: then it is read in the ordinary way
        // too.
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

    /// Writes a block in its turn, or reads it again to show it: when the number of its first document
    /// was guessed wrongly and is shown, and when it may hold the only operation of all. Where it would
    /// be read otherwise now, its end is unknown, and the rest is left to the ordinary way.
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
        if is_numbered && !is_lone {
            let spare = session.absorb(piece.session, whole.title());
            lock(&self.spare).push(spare);
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
            counts: session.counts().clone(),
            now: session.rules.now,
        };
        if session.is_wanted() {
            Next::On
        } else {
            Next::Stop
        }
    }
}
