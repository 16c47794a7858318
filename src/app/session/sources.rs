//! One source after the other: opened, and read by the way that suits it.

use super::Session;
use crate::app::feed::Feed;
use crate::app::turns;
use crate::finding::{Finding, Kind};
use crate::input::ahead::Ahead;
use crate::input::decode::{self, Decoder, Detection};
use crate::input::source::{self, Source, Stream, Unavailable};
use crate::input::window::Window;
use crate::position::Position;
use crate::report::{Location, Subject};
use std::fs::File;
use std::io::{self, Read, Seek};

/// Files from this size on are worth more than one core.
const LARGE: u64 = 1 << 20;

impl Session<'_, '_> {
    /// Reads one source to its end.
    pub(crate) fn read(&mut self, source: &Source) {
        // Opening a pipe may have to wait already.
        if !matches!(source, Source::Plain(..)) {
            self.streams.flush();
        }
        let opened = source.open();
        self.look_at_the_clock();
        match opened {
            Ok((Stream::File(file), Some(length))) if length >= LARGE => {
                self.read_large(source, file.into_file(), length)
            }
            Ok((stream, length)) => {
                // Some that seem to be regular files have no length, and are waited for.
                let live = length.is_none_or(|length| length == 0);
                self.read_stream(source, Ahead::new(stream, Stream::widen), live);
            }
            Err(error) => {
                let (reason, near) = source.unavailable(&error);
                let kind = Kind::CannotRead { reason, near };
                self.source_trouble(&source.title(), &source.path(), kind);
            }
        }
    }

    /// Reads a small file that holds `content`.
    pub(crate) fn read_small(&mut self, source: &Source, content: &[u8]) {
        self.look_at_the_clock();
        self.read_stream(source, content, false);
    }

    /// Tells of a directory that gives nothing.
    pub(crate) fn unavailable(&mut self, unavailable: &Unavailable) {
        let name = unavailable.path.to_string_lossy();
        let kind = Kind::CannotRead {
            reason: unavailable.reason.clone(),
            near: unavailable.near.clone(),
        };
        self.source_trouble(&name, &name, kind);
    }

    /// A large file is read with all cores as far as that goes, unless it is not UTF-8 or
    /// both streams are watched by a person.
    fn read_large(&mut self, source: &Source, mut file: File, length: u64) {
        let utf8 = decode::begin_utf8(&mut file).ok().flatten();
        let Some(encoding) = utf8.filter(|_| !self.config.interleave) else {
            let _ = file.rewind();
            return self.read_stream(source, file, false);
        };
        self.tally.sources += 1;
        let (title, path) = (source.title(), source.path());
        self.reporter.source(&title);
        let mut feed = Feed::new(&title, &path, encoding, &self.rules);
        if let Err(error) = turns::read(&mut feed, &file, length, self) {
            feed.broken(&error, self);
        }
        feed.end(self);
    }

    /// Reads one open source to its end, as it comes.
    pub(crate) fn read_from(&mut self, source: &Source, stream: impl Read) {
        self.read_stream(source, stream, true);
    }

    /// Reads one open source to its end. `live`: a read may have to wait, so that what has been
    /// read has to be shown before.
    fn read_stream(&mut self, source: &Source, stream: impl Read, live: bool) {
        if live {
            self.streams.flush();
        }
        self.tally.sources += 1;
        let (title, path) = (source.title(), source.path());
        self.reporter.source(&title);
        match Decoder::open(self.progress.of(stream)) {
            Ok((_, Detection::Compressed(format))) => {
                self.source_trouble(&title, &path, Kind::Compressed { format });
            }
            Ok((decoder, Detection::Text(encoding))) => {
                let feed = Feed::new(&title, &path, encoding, &self.rules);
                self.pump(feed, Window::new(decoder), live);
            }
            Err(error) => {
                let kind = Kind::CannotRead {
                    reason: source::reason(&error),
                    near: None,
                };
                self.source_trouble(&title, &path, kind);
            }
        }
    }

    /// Reads a stream to its end. `live`: what one read gives is shown before the next one.
    fn pump(&mut self, mut feed: Feed<'_>, mut window: Window<impl Read>, live: bool) {
        loop {
            match self.read_on(&mut feed, &mut window, live) {
                Ok(Some(_)) => {}
                Ok(None) => break,
                Err(error) => {
                    feed.broken(&error, self);
                    break;
                }
            }
        }
        feed.end(self);
    }

    /// Reads what is in `window`, and gets more of the stream: how much of what is there now has been seen;
    /// `None` if it does not go on. `live` as before.
    ///
    /// # Errors
    ///
    /// What reading gives.
    pub(in crate::app) fn read_on(
        &mut self,
        feed: &mut Feed<'_>,
        window: &mut Window<impl Read>,
        live: bool,
    ) -> io::Result<Option<usize>> {
        feed.drain(window.bytes(), window.eof(), self);
        if window.eof() || !self.is_wanted() || feed.is_over() {
            return Ok(None);
        }
        let spent = feed.spent();
        feed.discard(window.bytes(), spent);
        window.discard(spent);
        if live {
            self.streams.flush();
        }
        let seen = window.bytes().len();
        let filled = window.fill();
        self.look_at_the_clock();
        filled.map(|()| Some(seen))
    }

    /// Tells of a whole source that could not be read.
    pub(crate) fn source_trouble(&mut self, title: &str, path: &str, kind: Kind) {
        self.reporter.source(title);
        let location = Location {
            title,
            path,
            document: 1,
            position: Position::START,
            pointer: "",
        };
        let findings = [Finding::of_source(kind)];
        self.tally.documents += 1;
        self.record(&location, Subject::Unreadable, &findings, None);
    }
}
