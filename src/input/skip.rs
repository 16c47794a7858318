//! Where reading goes on after something broken.
//!
//! A log with one record a line must lose exactly the broken one, so the next record is the
//! first later line that begins with `{` or `[` (RFC 7464's separator counts as one). Inside a
//! list the next element is found by its indentation when each element begins a line, and by
//! counting brackets otherwise. A JSON string holds no line break, so a line never begins inside
//! one.

use super::values::RS;
use memchr::{memchr2, memchr3, memrchr};

/// The widest indentation that is recognised. The buffer keeps at least this much before the
/// byte at hand, so that the answer does not depend on how the bytes arrived.
pub(crate) const MAX_INDENT: usize = 1024;

/// What [`Skip::run`] found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resume {
    /// Nothing yet; more bytes may hold it.
    More,
    /// Nothing more comes.
    End,
    /// A document begins here.
    Document,
    /// An element of the open list begins here.
    Element,
    /// The broken element is over: a comma or the end of the list stands here.
    Separator,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// The next line that begins a document.
    Lines,
    /// The next line with this indentation that begins an element, or closes the list.
    Elements { indent: usize },
    /// The bracket that closes the element.
    Balance {
        depth: u32,
        string: bool,
        closed: bool,
    },
}

/// A search for the next record, which can stop after any byte and go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Skip {
    at: usize,
    mode: Mode,
}

impl Skip {
    /// Looks for the next document behind `at`.
    pub(crate) fn lines(at: usize) -> Self {
        Self {
            at,
            mode: Mode::Lines,
        }
    }

    /// Looks behind `at` for the next element of a list whose elements are indented by `indent`.
    pub(crate) fn elements(at: usize, indent: usize) -> Self {
        Self {
            at,
            mode: Mode::Elements { indent },
        }
    }

    /// Looks for the end of the element that begins at `at`.
    pub(crate) fn balance(at: usize) -> Self {
        Self {
            at,
            mode: Mode::Balance {
                depth: 0,
                string: false,
                closed: false,
            },
        }
    }

    /// The first byte still needed; after success the byte to go on at.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Takes `n` bytes off the front of the buffer.
    pub(crate) fn rebase(&mut self, n: usize) {
        self.at = self.at.saturating_sub(n);
    }

    /// Goes on in `bytes`.
    pub(crate) fn run(&mut self, bytes: &[u8], eof: bool) -> Resume {
        let found = match self.mode {
            Mode::Balance { .. } => self.run_balance(bytes, eof),
            Mode::Lines => self.run_lines(bytes, eof, None),
            Mode::Elements { indent } => self.run_lines(bytes, eof, Some(indent)),
        };
        match found {
            Some(resume) => resume,
            None if eof => Resume::End,
            None => Resume::More,
        }
    }

    fn run_lines(&mut self, bytes: &[u8], eof: bool, indent: Option<usize>) -> Option<Resume> {
        loop {
            let rest = bytes.get(self.at..).unwrap_or_default();
            let Some(found) = memchr2(b'\n', RS, rest) else {
                self.at = bytes.len();
                return None;
            };
            self.at += found;
            if bytes.get(self.at) == Some(&RS) {
                return Some(Resume::Document);
            }
            let line = Line::at(bytes, self.at + 1);
            if line.first.is_none() && !line.too_wide && !eof {
                return None;
            }
            self.at += 1;
            if let Some(resume) = line.resume(indent) {
                self.at += line.blanks;
                return Some(resume);
            }
        }
    }

    fn run_balance(&mut self, bytes: &[u8], eof: bool) -> Option<Resume> {
        let Mode::Balance {
            mut depth,
            mut string,
            mut closed,
        } = self.mode
        else {
            return None;
        };
        let mut resume = None;
        while let Some(&b) = bytes.get(self.at) {
            match b {
                b'\n' => {
                    let line = Line::at(bytes, self.at + 1);
                    if line.first.is_none() && !line.too_wide && !eof {
                        break;
                    }
                    string = false;
                    if line.blanks == 0 && line.opens() {
                        self.at += 1;
                        resume = Some(Resume::Document);
                        break;
                    }
                }
                RS => {
                    resume = Some(Resume::Document);
                    break;
                }
                b' ' | b'\t' | b'\r' => {}
                b',' | b']' if closed => {
                    resume = Some(Resume::Separator);
                    break;
                }
                _ if closed => {
                    self.mode = Mode::Lines;
                    return self.run_lines(bytes, eof, None);
                }
                b'\\' if string => {
                    if bytes.get(self.at + 1).is_none() && !eof {
                        break;
                    }
                    // A line break is looked at even behind a backslash.
                    self.at += usize::from(bytes.get(self.at + 1) != Some(&b'\n'));
                }
                b'"' => string = !string,
                b'{' | b'[' if !string => depth = depth.saturating_add(1),
                b'}' | b']' if !string => {
                    depth = depth.saturating_sub(1);
                    closed = depth == 0;
                }
                _ => {}
            }
            self.at += 1;
        }
        self.at = self.at.min(bytes.len());
        self.mode = Mode::Balance {
            depth,
            string,
            closed,
        };
        resume
    }
}

/// How a line begins.
struct Line {
    blanks: usize,
    first: Option<u8>,
    too_wide: bool,
}

impl Line {
    fn at(bytes: &[u8], start: usize) -> Self {
        let rest = bytes.get(start..).unwrap_or_default();
        let blanks = rest
            .iter()
            .take(MAX_INDENT + 1)
            .take_while(|b| matches!(b, b' ' | b'\t'))
            .count();
        Self {
            blanks,
            first: rest.get(blanks).copied(),
            too_wide: blanks > MAX_INDENT,
        }
    }

    fn opens(&self) -> bool {
        matches!(self.first, Some(b'{' | b'['))
    }

    fn resume(&self, indent: Option<usize>) -> Option<Resume> {
        let closes = self.first == Some(b']');
        match indent {
            _ if self.too_wide => None,
            Some(indent) if self.opens() && self.blanks == indent => Some(Resume::Element),
            Some(indent) if closes && (self.blanks < indent || self.blanks == 0) => {
                Some(Resume::Separator)
            }
            _ if self.opens() && self.blanks == 0 => Some(Resume::Document),
            _ => None,
        }
    }
}

/// The first record that begins behind `start` and not behind `upto`. `indent`: the indentation
/// of the elements of the open list.
pub(crate) fn next_record(
    bytes: &[u8],
    start: usize,
    upto: usize,
    indent: Option<usize>,
) -> Option<usize> {
    let mut at = start;
    loop {
        let found = at + memchr2(b'\n', RS, bytes.get(at..upto.min(bytes.len()))?)?;
        if bytes.get(found) == Some(&RS) {
            return Some(found);
        }
        let line = Line::at(bytes, found + 1);
        let begin = found + 1 + line.blanks;
        let is_record = line.opens() && (line.blanks == 0 || Some(line.blanks) == indent);
        if begin <= upto && is_record {
            return Some(begin);
        }
        at = found + 1;
    }
}

/// How many blanks stand between the begin of the line and `at`; `None` if anything else does.
pub(crate) fn indent_of(bytes: &[u8], at: usize) -> Option<usize> {
    let from = at.saturating_sub(MAX_INDENT + 1);
    let before = bytes.get(from..at)?;
    let line = match memrchr(b'\n', before) {
        Some(last) => before.get(last + 1..)?,
        None if from == 0 => before,
        None => return None,
    };
    line.iter()
        .all(|b| matches!(b, b' ' | b'\t'))
        .then_some(line.len())
}

/// Whether `at` is the first byte of a line.
pub(crate) fn begins_line(bytes: &[u8], at: usize) -> bool {
    indent_of(bytes, at) == Some(0)
}

/// The end of the line that holds `at`: its line break or RFC 7464 separator; `None` if that has
/// not arrived.
pub(crate) fn line_end(bytes: &[u8], at: usize) -> Option<usize> {
    memchr3(b'\n', b'\r', RS, bytes.get(at..)?).map(|found| at + found)
}
