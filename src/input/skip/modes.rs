//! How each way of looking for the next record goes on.

use super::balance::{Balance, Step};
use super::envelope::{Envelope, Search};
use super::line::Line;
use super::name::follows_name;
use super::seek::Seek;
use super::{Mode, Resume, Skip};
use crate::input::kin::Kin;
use crate::input::scanner::is_blank;
use crate::input::values::{MAX_VALUE, RS};
use memchr::memchr2;

impl Skip {
    pub(super) fn run_lines(&mut self, bytes: &[u8], eof: bool) -> Option<Resume> {
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

    pub(super) fn run_balance(
        &mut self,
        bytes: &[u8],
        eof: bool,
        mut balance: Balance,
    ) -> Option<Resume> {
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

    pub(super) fn run_document(
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

    /// The value of a property is no record of its own.
    pub(super) fn run_garbage(
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

    pub(super) fn run_envelope(
        &mut self,
        bytes: &[u8],
        eof: bool,
        mut envelope: Envelope,
    ) -> Option<Resume> {
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

    pub(super) fn run_seek(&mut self, bytes: &[u8], eof: bool, mut seek: Seek) -> Option<Resume> {
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
