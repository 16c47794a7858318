//! The search for what looks like the begin of an element, in text that is no longer understood.

use super::Resume;
use super::line::{is_blank, next_line};
use crate::input::kin::Kin;
use crate::input::values::RS;

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

    /// Here strings are not told apart from what is between them, since that is what has gone
    /// wrong. Inside a string the quote behind the brace would have a backslash.
    pub(super) fn run(&mut self, bytes: &[u8], eof: bool) -> Option<Resume> {
        while let Some(&b) = bytes.get(self.ahead) {
            let is_behind = self.end.is_some_and(|end| self.ahead > end);
            if is_behind && (matches!(b, b'\n' | RS) || self.ahead >= self.limit) {
                let next = match b {
                    b'\n' => next_line(bytes, self.ahead, eof, self.kin)?,
                    _ => None,
                };
                let Some((Resume::Element, begin)) = next else {
                    return Some(Resume::Separator);
                };
                // The list was not over.
                self.ahead = begin;
                return Some(Resume::Element);
            }
            match b {
                b'{' if self.comma => {
                    let behind = self.ahead > self.fault;
                    if self.kin.begins(bytes, self.ahead, eof, behind)? {
                        return Some(Resume::Element);
                    }
                }
                b']' if self.end.is_none() && self.ahead >= self.fault => {
                    let ends = self.kin.ends(bytes, self.ahead, eof)?;
                    self.end = ends.then_some(self.ahead);
                }
                b'\n' => {
                    if let Some((resume, begin)) = next_line(bytes, self.ahead, eof, self.kin)? {
                        self.ahead = begin;
                        return Some(resume);
                    }
                }
                RS => return Some(Resume::Document),
                _ => {}
            }
            self.comma = b == b',' || self.comma && is_blank(b);
            self.ahead += 1;
        }
        (eof && self.end.is_some()).then_some(Resume::Separator)
    }
}
