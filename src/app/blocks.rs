//! A file read block by block on several cores: what one block is made into, and how the pieces
//! are put together again so that nobody can tell.

use super::feed::Feed;
use super::session::Session;
use crate::config::Config;
use crate::input::values::Patience;
use crate::parallel::{self, Block, Left, Made, Next};
use crate::report::Reporter;
use crate::report::findings::{Limits, Printer};
use crate::streams::Buffers;
use crate::threads::lock;
use crate::timestamp::Timestamp;
use std::fs::File;
use std::io::{self, Seek, SeekFrom};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// Reads `file`, which stands at its begin, with all cores as far as that is possible. Afterwards
/// it stands where reading has to go on in the ordinary way, or at its end.
///
/// # Errors
///
/// What reading gives.
pub(super) fn read(
    feed: &mut Feed<'_>,
    file: &mut File,
    length: u64,
    session: &mut Session<'_, '_>,
) -> io::Result<()> {
    let workers = parallel::workers(length, session.config().cores);
    let Some((reporter, printer)) = session.split().filter(|_| workers > 1) else {
        return Ok(());
    };
    let blocks = Blocks {
        config: session.config(),
        title: feed.title(),
        path: feed.path(),
        reporter,
        shared: Mutex::new(Shared {
            limits: printer.limits(),
            now: session.rules.now,
        }),
        printer,
        surplus: AtomicU64::new(0),
        spare: Mutex::new(Vec::new()),
    };
    let clone = file.try_clone()?;
    let left = parallel::read(
        clone,
        workers,
        |block| blocks.make(block),
        |piece, block| blocks.write(piece, block, feed, session),
    )?;
    if let Left::At {
        offset,
        begin,
        position,
    } = left
    {
        file.seek(SeekFrom::Start(offset))?;
        feed.go_to(begin, position);
    }
    Ok(())
}

/// What all workers see.
struct Blocks<'a> {
    config: &'a Config,
    title: &'a str,
    path: &'a str,
    reporter: Reporter,
    printer: Printer,
    shared: Mutex<Shared>,
    /// How many documents more there are than lines (modulo 2^64), as far as has been written.
    /// With it the number of a block's first document is guessed, and nearly always right.
    surplus: AtomicU64,
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
    /// How many documents were thought to stand before it, and how many are in it.
    before: u64,
    documents: u64,
    /// What was left of the reader's patience.
    patience: Patience,
    /// Whether there is anything in it, be it a document or not.
    anything: bool,
}

impl<'a> Blocks<'a> {
    fn feed(&self, block: &Block<'_>, before: u64) -> Feed<'a> {
        Feed::inside(self.title, self.path, block, before)
    }

    /// Reads a block for itself.
    fn make(&self, block: &Block<'_>) -> Made<Piece<'a>> {
        let shared = lock(&self.shared).clone();
        let before = (block.start.line - 1).wrapping_add(self.surplus.load(Ordering::Relaxed));
        let printer = self.printer.under(shared.limits);
        let buffers = lock(&self.spare).pop().unwrap_or_default();
        let mut session = Session::piece(
            self.config,
            self.reporter.clone(),
            printer,
            shared.now,
            buffers,
        );
        let mut feed = self.feed(block, before);
        feed.drain(block.bytes, block.last, &mut session);
        // What comes to very much more than the block itself is read in the ordinary way too.
        if !session.is_wanted() || !feed.is_clean(block) {
            return Made::Unfit;
        }
        let documents = feed.documents().wrapping_sub(before);
        Made::Done(Piece {
            session,
            before,
            documents,
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
        let before = whole.documents();
        // The first document is looked at more closely.
        let is_as_first = (piece.before == 0) == (before == 0);
        if !is_as_first || !whole.patience().suits(piece.patience) {
            return Next::Ordinary;
        }
        let documents = piece.documents;
        whole.count(documents, piece.anything);
        whole.set_patience(whole.patience().behind(piece.patience));
        let is_numbered = piece.before == before || !session.needs_positions();
        let is_lone = session.rows() + piece.session.rows() == 1;
        if is_numbered && !is_lone && !piece.session.is_unsure() {
            let buffers = session.absorb(piece.session, self.title);
            lock(&self.spare).push(buffers);
        } else {
            let mut feed = self.feed(block, before);
            feed.drain(block.bytes, block.last, session);
        }
        session.advance(block.bytes.len() - block.begin);
        session.look_at_the_clock();
        self.surplus.store(
            (before + documents).wrapping_sub(block.start.line - 1 + block.lines),
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
