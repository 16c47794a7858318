//! The program without a process: bytes in, both streams and the exit status out. Shared with the
//! fuzz targets, which include this file.

#![allow(dead_code, reason = "each user takes what it needs")]

use commsop::app;
use commsop::cli::Cli;
use commsop::config::{Config, Environment};
use commsop::input::source::Source;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::OsString;
use std::io::{self, Read};
use std::path::Path;

/// What a run left behind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: u8,
}

/// The clock of every run.
pub(crate) const NOW: &str = "--now=2026-03-10T09:30:00Z";

/// What the flags of `line`, split at blanks, mean where nobody looks. Worked out once for each
/// thread, since reading flags takes longer than reading a record.
pub(crate) fn config(line: &str) -> Config {
    thread_local! {
        static KNOWN: RefCell<HashMap<String, Config>> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|known| match known.get(line) {
        Some(config) => config.clone(),
        None => known
            .entry(line.to_owned())
            .or_insert(resolved(line))
            .clone(),
    })
}

fn resolved(line: &str) -> Config {
    let words = ["commsop", NOW].into_iter().chain(line.split_whitespace());
    let Ok(cli) = Cli::read(words.map(OsString::from)) else {
        panic!("flags: {line}");
    };
    let environment = Environment {
        exists: Path::exists,
        ..Environment::bare()
    };
    match Config::resolve(cli, &environment) {
        Ok(config) => config,
        Err(usage) => panic!("flags: {line}: {usage}"),
    }
}

/// Runs the program over what `reader` gives.
pub(crate) fn run_reader(flags: &str, reader: impl Read) -> Run {
    run_source(flags, &Source::Stdin, reader)
}

/// Runs the program over bytes that are said to come from `source`.
pub(crate) fn run_source(flags: &str, source: &Source, reader: impl Read) -> Run {
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let outcome = app::read(&config(flags), source, reader, &mut stdout, &mut stderr);
    let text = |bytes| String::from_utf8(bytes).unwrap_or_else(|error| panic!("{error}"));
    Run {
        stdout: text(stdout),
        stderr: text(stderr),
        status: outcome.code(),
    }
}

/// Runs the program over bytes that arrive at once.
pub(crate) fn run(flags: &str, bytes: &[u8]) -> Run {
    run_reader(flags, bytes)
}

/// Runs the program over bytes that arrive in pieces of these sizes, over and over.
pub(crate) fn run_chunked(flags: &str, bytes: &[u8], sizes: &[usize]) -> Run {
    run_reader(flags, Chunked::new(bytes, sizes))
}

/// A reader that gives no more than it wants at a time, and is interrupted before each piece.
pub(crate) struct Chunked<'a> {
    bytes: &'a [u8],
    sizes: &'a [usize],
    next: usize,
    interrupt: bool,
}

impl<'a> Chunked<'a> {
    pub(crate) fn new(bytes: &'a [u8], sizes: &'a [usize]) -> Self {
        Self {
            bytes,
            sizes,
            next: 0,
            interrupt: true,
        }
    }
}

impl Read for Chunked<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.interrupt = !self.interrupt;
        if !self.interrupt {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let size = self.sizes[self.next % self.sizes.len()].max(1);
        self.next += 1;
        let n = size.min(out.len()).min(self.bytes.len());
        let (now, later) = self.bytes.split_at(n);
        out[..n].copy_from_slice(now);
        self.bytes = later;
        Ok(n)
    }
}

/// A character that must never reach a terminal: written down apart from the program's own table.
pub(crate) fn is_hostile(c: char) -> bool {
    let control = c < ' ' && c != '\n' && c != '\t' || c == '\u{7F}';
    let c1 = ('\u{80}'..='\u{9F}').contains(&c);
    let bidi = matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let hidden = matches!(c, '\u{AD}' | '\u{34F}' | '\u{200B}'..='\u{200D}' | '\u{2028}' | '\u{2029}'
        | '\u{2060}'..='\u{2064}' | '\u{206A}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{1BCA0}'..='\u{1BCA3}' | '\u{E0000}'..='\u{E007F}');
    control || c1 || bidi || hidden
}

/// What must hold of every run, whatever came in.
pub(crate) fn check(run: &Run) {
    for (name, text) in [("stdout", &run.stdout), ("stderr", &run.stderr)] {
        if let Some(c) = text.chars().find(|c| is_hostile(*c)) {
            panic!("{name} has U+{:04X}: {text:?}", u32::from(c));
        }
    }
    assert!(run.status <= 5, "status {}", run.status);
}
