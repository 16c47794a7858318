//! A large file, read in turns by all cores together and by one alone: where a block turns out to begin
//! or end inside a value, it and a little more is read by one, and then by all again. One reads the
//! first record too, where something waits to be told with it.

use super::blocks::Blocks;
use super::feed::Feed;
use super::session::Session;
use crate::input::near::CONTEXT;
use crate::input::window::Window;
use crate::parallel::{self, BLOCK, Cut, Start};
use crate::position::Position;
use crate::threads;
use std::fs::File;
use std::io::{self, Seek, SeekFrom};
use std::ops::Range;

/// Reads `file` of `length` bytes, which stands at the begin of its text, with all cores as far as that
/// is possible.
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
    let mut turns = Turns::new(file, length, session)?;
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
    fn new(mut file: &'f File, length: u64, session: &Session<'_, '_>) -> io::Result<Self> {
        let offset = file.stream_position()?;
        session.progress().add(offset);
        Ok(Self {
            file,
            length,
            // To ask the system takes about as long as to read a block.
            cores: session.config().cores.unwrap_or_else(threads::cores),
            start: Some(Start {
                context: Vec::new(),
                offset,
                position: Position::START,
                cut: documents(session),
            }),
            least: 0,
        })
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
        // With --latest all is read alone, and so is what is not long, from its begin on.
        let Some(parts) = session.split().filter(|_| workers > 1) else {
            self.read_alone(feed, session, false)?;
            return Ok(Some(from..from));
        };
        // What waits for the first record is told with it.
        if !feed.has_told_all() {
            self.read_alone(feed, session, true)?;
            return Ok(Some(from..from));
        }
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
        let mut next_look = from + self.least;
        while let Some(seen) = session.read_on(feed, &mut window, false)? {
            let bytes = window.bytes();
            let upto = file.stream_position()?;
            let offset = upto - bytes.len() as u64;
            if list.0 != feed.list_position() {
                list = (feed.list_position(), offset);
            }
            if !may || offset < next_look || self.workers(upto) < 2 {
                continue;
            }
            // A list that has just begun may end soon, as where each line of a log has one.
            let is_long = list.0.is_some() && offset - list.1 >= BLOCK as u64;
            let place = match is_long {
                true => feed.step_back(bytes).map(|place| (place, Cut::Elements)),
                false => begin_of_document(feed, bytes, seen, session),
            };
            let Some(((at, position), cut)) = place else {
                if !is_long {
                    next_look = behind_look(from, offset);
                }
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

/// Where in `bytes`, of which so many have been seen, a document begins from which on the others may read,
/// and how they cut: at lines, if one begins like a document; wherever one ends, if this one stands behind
/// another on its line.
fn begin_of_document(
    feed: &mut Feed<'_>,
    bytes: &[u8],
    seen: usize,
    session: &mut Session<'_, '_>,
) -> Option<((usize, Position), Cut)> {
    if let Some(place) = feed.read_to_document(bytes, seen, session) {
        return Some((place, documents(session)));
    }
    let is_document = feed.list_position().is_none();
    let (at, position) = is_document.then(|| feed.step_back(bytes))??;
    let counted = session.needs_positions();
    (position.column > 1).then_some(((at, position), Cut::Concatenated { counted }))
}

/// Where in the file to look next for a document that the others may begin with, if one reads alone since
/// `from` and there was none at `offset`. To look takes as long as to read, and there may be none in all the
/// rest.
fn behind_look(from: u64, offset: u64) -> u64 {
    offset + (offset - from).max(BLOCK as u64)
}

/// How documents are cut. They are counted only where their number is shown.
fn documents(session: &Session<'_, '_>) -> Cut {
    Cut::Documents {
        counted: session.needs_positions(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Format;
    use crate::config::tests::resolve;
    use crate::input::decode;
    use crate::progress::Progress;
    use crate::streams::Streams;
    use clap::ValueEnum as _;

    const RECORD: &str = "{\"id\":\"1\",\"status\":\"running\",\"x\":[{},{}]}";

    /// How many of a hundred bytes of `text` two cores read together.
    fn together(text: &str, options: &str) -> usize {
        let thread = std::thread::current().id();
        let name = format!("commsop-{}-{thread:?}-together", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, text).expect("a file");
        let mut file = File::open(&path).expect("the same");
        let mut config = resolve(&format!("commsop {options}"));
        config.cores = Some(2);
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let streams = Streams::new(&mut stdout, &mut stderr, false);
        let progress = Progress::hidden();
        let mut session = Session::new(&config, streams, progress.clone());
        let encoding = decode::begin_utf8(&mut file).expect("a file");
        let mut feed = Feed::new("", "", encoding.expect("UTF-8"), &session.rules);
        let mut turns = Turns::new(&file, text.len() as u64, &session).expect("a place");
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
            ("nothing between them", many(RECORD, "")),
            ("a blank between them", many(&even, " ")),
            ("no line between pretty ones", many(PRETTY, "")),
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
            assert_eq!(together(&text, "--latest"), 0, "{name}");
        }
        // Each such line counts as a document, so that numbers are guessed wrong.
        let share = together(&(many(PRETTY, "\n---\n") + "\n"), "-q");
        assert!(share >= 75, "lines between them: {share} of 100");
    }

    #[test]
    fn every_format_is_read_together() {
        let log = many(RECORD, "\n") + "\n";
        for text in [log.clone(), format!("\u{feff}{log}")] {
            for format in Format::value_variants() {
                let format = format.to_possible_value().expect("a name");
                let format = format.get_name();
                let share = together(&text, &format!("-o {format}"));
                assert!(share >= 75, "{format}: {share} of 100");
            }
        }
    }

    #[test]
    fn a_line_is_looked_for_ever_less_often() {
        const FROM: u64 = 3;
        let looks = std::iter::successors(Some(FROM), |at| Some(behind_look(FROM, *at)));
        let looks = looks.take_while(|at| *at < 1 << 40).count();
        assert!((20..30).contains(&looks), "{looks} in a TiB");
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
