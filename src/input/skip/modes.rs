//! The ways of looking for the next record, and how each goes on. One may lead to another: where what is
//! looked for does not come, the next thing that can be told apart for certain is.

use super::balance::{Balance, Step};
use super::envelope::{Envelope, Search};
use super::line::Line;
use super::seek::Seek;
use super::strings::follows_name;
use super::{Resume, Skip};
use crate::input::kin::Kin;
use crate::input::scanner::is_blank;
use crate::input::values::MAX_VALUE;
use crate::simd::RS;
use memchr::memchr2;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// The next line that begins a document. `anywhere`: what looks like one may stand in any column, or
    /// behind a comma.
    Lines { anywhere: bool },
    /// The next line with this indentation that begins an element, or closes the list. `kin`: that is
    /// the indentation of one element only, and others like this may stand behind commas before it.
    Elements { indent: usize, kin: Option<Kin> },
    /// The bracket that closes the element.
    Balance(Balance),
    /// What looks like the begin of an element.
    Seek(Seek),
    /// The bracket that closes the document, if another one begins behind it on the same line.
    /// Then on the next lines, as in [`Mode::Lines`].
    Document { balance: Balance, anywhere: bool },
    /// What looks like a record on this line, but not behind `limit`.
    Garbage { limit: usize, last: u8 },
    /// The first element of the list in a broken envelope.
    Envelope(Envelope),
}

impl Mode {
    /// Takes `n` bytes off the front of the buffer.
    pub(super) fn rebase(&mut self, n: usize) {
        match self {
            Self::Balance(balance) | Self::Document { balance, .. } => balance.rebase(n),
            Self::Seek(seek) => seek.rebase(n),
            Self::Garbage { limit, .. } => *limit = limit.saturating_sub(n),
            Self::Envelope(envelope) => envelope.rebase(n),
            Self::Lines { .. } | Self::Elements { .. } => {}
        }
    }
}

impl Skip {
    /// Goes on in the present way. `None`: more bytes have to tell.
    pub(super) fn go_on(&mut self, bytes: &[u8], eof: bool) -> Option<Resume> {
        match self.mode {
            Mode::Balance(balance) => self.run_balance(bytes, eof, balance),
            Mode::Seek(seek) => self.run_seek(bytes, eof, seek),
            Mode::Document { balance, anywhere } => {
                self.run_document(bytes, eof, balance, anywhere)
            }
            Mode::Garbage { limit, last } => self.run_garbage(bytes, eof, limit, last),
            Mode::Envelope(envelope) => self.run_envelope(bytes, eof, envelope),
            Mode::Lines { .. } | Mode::Elements { .. } => self.run_lines(bytes, eof),
        }
    }

    fn run_lines(&mut self, bytes: &[u8], eof: bool) -> Option<Resume> {
        loop {
            let rest = bytes.get(self.at..).unwrap_or_default();
            let found = memchr2(b'\n', RS, rest);
            self.at = found.map_or(bytes.len(), |found| self.at + found);
            if let Some(last) = &mut self.last {
                if self.at >= *last {
                    return Some(Resume::End);
                }
                *last = found.map_or(*last, |_| self.at + MAX_VALUE);
            }
            found?;
            if bytes.get(self.at) == Some(&RS) {
                return Some(Resume::Document);
            }
            let line = Line::at(bytes, self.at + 1);
            if line.is_open_end() && !eof {
                return None;
            }
            let resume = self.begins(bytes, eof, &line)?;
            self.at += 1;
            if resume.is_some() {
                self.at += line.begin();
                return resume;
            }
        }
    }

    /// What begins on the line behind the line break here. `None`: the next bytes decide.
    fn begins(&self, bytes: &[u8], eof: bool, line: &Line) -> Option<Option<Resume>> {
        let (indent, kin, may_begin, found) = match self.mode {
            Mode::Elements { indent, kin } => {
                let may_begin = line.has_comma_before(indent);
                (Some(indent), kin, may_begin, Resume::Element)
            }
            Mode::Lines { anywhere, .. } => {
                // The value of a property is no record of its own.
                let may_begin = anywhere && line.has_record() && !follows_name(bytes, self.at);
                (None, Some(Kin::documents()), may_begin, Resume::Inner)
            }
            _ => return Some(None),
        };
        let resume = line.resume(indent);
        let Some(kin) = kin.filter(|_| may_begin && resume.is_none()) else {
            return Some(resume);
        };
        let is_one = kin.begins_list(bytes, self.at + 1 + line.begin(), eof)?;
        Some(is_one.then_some(found))
    }

    fn run_balance(&mut self, bytes: &[u8], eof: bool, mut balance: Balance) -> Option<Resume> {
        loop {
            match balance.step(bytes, eof) {
                Step::On => {
                    balance.pass(bytes);
                    if balance.is_in_commas() {
                        // Nothing before has to be read again.
                        self.at = balance.ahead();
                        balance.wait_anew();
                    }
                }
                Step::Found(resume) => {
                    self.at = balance.ahead();
                    return Some(resume);
                }
                Step::Lost => return self.run_seek(bytes, eof, balance.seek(self.at)),
                Step::Wait => {
                    self.mode = Mode::Balance(balance);
                    return None;
                }
            }
        }
    }

    fn run_document(
        &mut self,
        bytes: &[u8],
        eof: bool,
        mut balance: Balance,
        anywhere: bool,
    ) -> Option<Resume> {
        loop {
            let step = balance.document_step(bytes, eof, anywhere);
            self.at = balance.ahead();
            match step {
                Step::On => balance.pass(bytes),
                Step::Found(resume) => return Some(resume),
                Step::Lost => {
                    self.mode = Mode::Lines { anywhere };
                    return self.run_lines(bytes, eof);
                }
                Step::Wait => {
                    self.mode = Mode::Document { balance, anywhere };
                    return None;
                }
            }
        }
    }

    fn run_garbage(
        &mut self,
        bytes: &[u8],
        eof: bool,
        limit: usize,
        mut last: u8,
    ) -> Option<Resume> {
        let kin = Kin::documents();
        while let Some(&b) = bytes.get(self.at).filter(|_| self.at < limit) {
            self.mode = Mode::Garbage { limit, last };
            if matches!(b, b'\n' | RS) {
                break;
            }
            // The value of a property is no record of its own.
            if b == b'{' && last != b':' && kin.begins(bytes, self.at, eof, true)? {
                return Some(Resume::Inner);
            }
            last = if is_blank(b) { last } else { b };
            self.at += 1;
        }
        if self.at == bytes.len() && self.at < limit {
            self.mode = Mode::Garbage { limit, last };
            return None;
        }
        self.mode = Mode::Lines { anywhere: true };
        self.run_lines(bytes, eof)
    }

    fn run_envelope(&mut self, bytes: &[u8], eof: bool, mut envelope: Envelope) -> Option<Resume> {
        let search = envelope.run(bytes, eof);
        self.at = envelope.ahead();
        match search {
            Search::Found(resume) => Some(resume),
            Search::List => self.run_garbage(bytes, eof, envelope.limit(), b'['),
            Search::Wait => {
                self.mode = Mode::Envelope(envelope);
                None
            }
            Search::Over => {
                self.mode = Mode::Lines { anywhere: false };
                self.run_lines(bytes, eof)
            }
        }
    }

    fn run_seek(&mut self, bytes: &[u8], eof: bool, mut seek: Seek) -> Option<Resume> {
        let step = seek.run(bytes, eof);
        self.mode = Mode::Seek(seek);
        match step {
            Step::Found(resume) => {
                self.at = match resume {
                    Resume::Separator => seek.kept(),
                    _ => seek.ahead(),
                };
                Some(resume)
            }
            Step::Lost => {
                self.at = seek.ahead();
                let (indent, kin) = seek.lines()?;
                let kin = Some(kin);
                self.mode = Mode::Elements { indent, kin };
                self.run_lines(bytes, eof)
            }
            Step::On | Step::Wait => {
                self.at = seek.kept();
                None
            }
        }
    }
}
