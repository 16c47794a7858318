//! The search for the list in a broken envelope: it is the value of the property that is broken, or has
//! the name of one.

use super::balance::{Balance, Step};
use super::line::{Line, next_byte};
use super::strings::NameBefore;
use super::{PATIENCE, Resume};
use crate::input::event::List;
use crate::input::kin::Kin;
use crate::input::scanner::Scanner;
use crate::name::Name;
use crate::simd::RS;

/// The state between two bytes of a broken envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Envelope {
    /// Where its end is, for as long as its brackets can be counted.
    balance: Option<Balance>,
    fault: usize,
    /// There is no list behind this.
    limit: usize,
    /// The next byte to look at.
    ahead: usize,
    /// Another property has begun behind the one that is broken.
    comma: bool,
}

/// What has come of the search.
pub(super) enum Search {
    /// The next bytes decide.
    Wait,
    /// The first element of the list begins at the next byte, or another document.
    Found(Resume),
    /// The list begins before the next byte, with something that does not look like an element.
    List,
    /// There is no list.
    Over,
}

impl Envelope {
    /// A search in the document in which `scanner` found a fault. The text before that may have swallowed
    /// the begin of the list.
    pub(super) fn new(scanner: &Scanner) -> Self {
        Self {
            balance: Some(Balance::new(scanner, Kin::documents(), PATIENCE)),
            fault: scanner.at(),
            limit: scanner.at() + PATIENCE,
            ahead: scanner.token(),
            comma: false,
        }
    }

    /// The next byte to look at.
    pub(super) fn ahead(&self) -> usize {
        self.ahead
    }

    /// There is no list behind this.
    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// Takes `n` bytes off the front of the buffer.
    pub(super) fn rebase(&mut self, n: usize) {
        self.fault = self.fault.saturating_sub(n);
        self.limit = self.limit.saturating_sub(n);
        self.ahead = self.ahead.saturating_sub(n);
        if let Some(balance) = &mut self.balance {
            balance.rebase(n);
        }
    }

    /// Goes on in `bytes`.
    pub(super) fn run(&mut self, bytes: &[u8], eof: bool) -> Search {
        while self.ahead < self.limit {
            let Some(&b) = bytes.get(self.ahead) else {
                return Search::Wait;
            };
            let found = self.count(bytes, eof).or_else(|| match b {
                RS => Some(Search::Found(Resume::Document)),
                b'\n' => self.line(bytes, eof),
                b'[' => self.list(bytes, eof),
                _ => None,
            });
            if let Some(found) = found {
                return found;
            }
            // What stands before the fault is not broken.
            self.comma |= b == b',' && self.ahead >= self.fault;
            self.ahead += 1;
        }
        Search::Over
    }

    /// Counts the brackets: another document may begin behind the end of this one.
    fn count(&mut self, bytes: &[u8], eof: bool) -> Option<Search> {
        let is_next = |balance: &&mut Balance| balance.ahead() == self.ahead;
        let balance = self.balance.as_mut().filter(is_next)?;
        match balance.document_step(bytes, eof, false) {
            Step::On => {
                balance.pass(bytes);
                None
            }
            Step::Found(resume) => Some(Search::Found(resume)),
            Step::Wait => Some(Search::Wait),
            Step::Lost if balance.is_over() && bytes.get(self.ahead) == Some(&b'\n') => {
                Some(Search::Over)
            }
            Step::Lost => {
                self.balance = None;
                None
            }
        }
    }

    /// A line that begins a document.
    fn line(&mut self, bytes: &[u8], eof: bool) -> Option<Search> {
        let line = Line::at(bytes, self.ahead + 1);
        if line.is_open_end() && !eof {
            return Some(Search::Wait);
        }
        let resume = line.resume(None)?;
        self.ahead += 1;
        Some(Search::Found(resume))
    }

    /// A bracket that may begin the list.
    fn list(&mut self, bytes: &[u8], eof: bool) -> Option<Search> {
        let before = NameBefore::of(bytes, self.ahead);
        let is_named = Name::of(before.name).and_then(List::of_name).is_some();
        // The quote before the fault was none that ends a name.
        let is_broken = (before.start..self.ahead).contains(&self.fault);
        if !is_named && (self.comma || before.is_whole && !is_broken) {
            return None;
        }
        let Some(begins) = Kin::documents().begins_list(bytes, self.ahead, eof) else {
            return Some(Search::Wait);
        };
        if !begins {
            let next = next_byte(bytes, self.ahead + 1, eof);
            match next.filter(|_| is_named) {
                None if is_named => return Some(Search::Wait),
                // It is empty.
                None | Some(b']') => return None,
                Some(_) => {}
            }
        }
        self.ahead += 1;
        Some(match begins {
            true => Search::Found(Resume::Inner),
            false => Search::List,
        })
    }
}
