//! The search for what looks like the begin of an element, in text that is no longer understood.

use super::Resume;
use super::balance::Step;
use super::line::next_line;
use crate::input::kin::Kin;
use crate::input::scanner::is_blank;
use crate::simd::RS;

/// The state between two bytes of a text that is no longer understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Seek {
    kin: Kin,
    /// Where the element was found to be broken.
    fault: usize,
    /// The next byte to look at.
    ahead: usize,
    limit: usize,
    /// The last byte but blanks was a comma.
    comma: bool,
    /// The list ends here, if no element follows on the same line.
    end: Option<usize>,
}

impl Seek {
    /// A search from `ahead` on for what stands behind the `fault` of an element like `kin`; behind
    /// `limit` there is no waiting for an element where the list has ended.
    pub(super) fn new(kin: Kin, fault: usize, ahead: usize, limit: usize) -> Self {
        Self {
            kin,
            fault,
            ahead,
            limit,
            comma: false,
            end: None,
        }
    }

    /// The next byte to look at.
    pub(super) fn ahead(&self) -> usize {
        self.ahead
    }

    /// The first byte that is still needed.
    pub(super) fn kept(&self) -> usize {
        self.end.unwrap_or(self.ahead)
    }

    /// Takes `n` bytes off the front of the buffer.
    pub(super) fn rebase(&mut self, n: usize) {
        self.fault = self.fault.saturating_sub(n);
        self.ahead = self.ahead.saturating_sub(n);
        self.limit = self.limit.saturating_sub(n);
        self.end = self.end.map(|end| end.saturating_sub(n));
    }

    /// The search by lines that takes over where the elements begin lines, if this one found nothing
    /// on the line of the fault: how far they are indented, and what they are like.
    pub(super) fn lines(&self) -> Option<(usize, Kin)> {
        self.kin.indent.map(|indent| (indent, self.kin))
    }

    /// Here strings are not told apart from what is between them, since that is what has gone
    /// wrong. Inside a string the quote behind the brace would have a backslash.
    pub(super) fn run(&mut self, bytes: &[u8], eof: bool) -> Step {
        while let Some(&b) = bytes.get(self.ahead) {
            match self.step(bytes, eof, b) {
                Step::On => {}
                step => return step,
            }
            self.comma = b == b',' || self.comma && is_blank(b);
            self.ahead += 1;
        }
        match eof && self.end.is_some() {
            true => Step::Found(Resume::Separator),
            false => Step::Wait,
        }
    }

    fn step(&mut self, bytes: &[u8], eof: bool, b: u8) -> Step {
        let is_behind = self.end.is_some_and(|end| self.ahead > end);
        match b {
            b'\n' => self.line(bytes, eof, is_behind),
            RS if is_behind => Step::Found(Resume::Separator),
            RS => Step::Found(Resume::Document),
            _ if is_behind && self.ahead >= self.limit => Step::Found(Resume::Separator),
            b'{' if self.comma => {
                let behind = self.ahead > self.fault;
                match self.kin.begins(bytes, self.ahead, eof, behind) {
                    None => Step::Wait,
                    // A bracket that is the fault may be one too many in the element.
                    Some(true)
                        if self.ahead != self.fault || self.kin.has_first(bytes, self.ahead) =>
                    {
                        Step::Found(Resume::Element)
                    }
                    Some(_) => Step::On,
                }
            }
            b']' if self.end.is_none() && self.ahead >= self.fault => {
                let Some(ends) = self.kin.ends(bytes, self.ahead, eof) else {
                    return Step::Wait;
                };
                self.end = ends.then_some(self.ahead);
                Step::On
            }
            _ => Step::On,
        }
    }

    /// `is_behind`: the list may have ended on this line, unless an element begins the next one.
    fn line(&mut self, bytes: &[u8], eof: bool, is_behind: bool) -> Step {
        if self.lines().is_some() && self.ahead >= self.fault {
            return Step::Lost;
        }
        match next_line(bytes, self.ahead, eof, self.kin) {
            None => Step::Wait,
            Some(Some((resume, begin))) if !is_behind || resume == Resume::Element => {
                self.ahead = begin;
                Step::Found(resume)
            }
            Some(_) if is_behind => Step::Found(Resume::Separator),
            Some(_) => Step::On,
        }
    }
}
