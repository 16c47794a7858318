//! The letter of RFC 8259: finds the end of one JSON value, or the exact place where the bytes
//! stop being JSON.
//!
//! A push-down automaton over a growing buffer: it can stop after any byte and go on when more
//! has arrived, so a value is looked at once however it is cut. No recursion: the open containers
//! are a list. It does not look at UTF-8: the caller checks a finished value as a whole, which is
//! faster. On the way it notes where the members of an object stand, so that who reads them has not
//! to look for them again. An object that has all come is read in one go instead (`descent`), which comes
//! to the same.

pub(crate) mod descent;
mod escape;
mod fault;
mod number;
mod string;
mod structure;
mod word;

pub(crate) use escape::escape_length;
pub use fault::{Expected, Fault, Syntax};

use crate::json::{MAX_MEMBERS, Member, Node, Shape, USUAL_MEMBERS};
use crate::name::Name;
use crate::position::Span;
use descent::length_of_object;
use number::Digits;

/// The deepest nesting that is read; the same limit that `serde_json` has.
pub const MAX_DEPTH: usize = 128;

/// Why the scanner stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The value is complete and ends at [`Scanner::at`].
    Done,
    /// The buffer is used up and more may come.
    More,
    /// A property name of the outermost object, quotes included. Only if asked for.
    Key { start: usize, end: usize },
    /// The array that the caller marked with [`Scanner::stop_at_array`] begins at [`Scanner::at`].
    Array,
    /// Not JSON.
    Fault(Fault),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Value,
    FirstElement,
    FirstKey,
    Key,
    Colon,
    After,
    String { key: bool },
    Number(Digits),
    Done,
}

/// The automaton. One is reused for value after value: [`Scanner::start`] resets it.
#[derive(Clone, Debug)]
pub(crate) struct Scanner {
    state: State,
    at: usize,
    token: usize,
    comma: usize,
    /// Where each open container began, and whether it is an object.
    opened: Vec<(usize, bool)>,
    base: usize,
    watch_keys: bool,
    stop_at_array: bool,
    /// The members of the outermost object so far, by their places in it.
    members: Vec<Member>,
    /// The value is complete, and an object.
    is_object: bool,
    /// There is an escape in the string being read.
    escaped: bool,
}

impl Default for Scanner {
    fn default() -> Self {
        Self {
            state: State::Value,
            at: 0,
            token: 0,
            comma: 0,
            opened: Vec::with_capacity(8),
            base: 0,
            watch_keys: false,
            stop_at_array: false,
            members: Vec::new(),
            is_object: false,
            escaped: false,
        }
    }
}

impl Scanner {
    /// Makes ready for a value whose first byte is at `at`, inside `base` open containers.
    pub(crate) fn start(&mut self, at: usize, base: usize, watch_keys: bool) {
        self.state = State::Value;
        self.at = at;
        self.token = at;
        // None yet: the byte here begins a value, and is no comma.
        self.comma = at;
        self.opened.clear();
        self.base = base;
        self.watch_keys = watch_keys;
        self.stop_at_array = false;
        self.members.clear();
        self.is_object = false;
    }

    /// The next byte to look at; after [`Stop::Done`] one past the value.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Where the last string or number began; the begin of the value, if there was none.
    pub(crate) fn token(&self) -> usize {
        self.token
    }

    /// The members of the object that has been read, so that nobody has to look for them again; `None` if
    /// they are too many to be kept, or it is none. They are not right of an envelope, of which arrays
    /// were read elsewhere.
    pub(crate) fn members(&self) -> Option<&[Member]> {
        let is_kept = self.members.len() <= MAX_MEMBERS && self.is_object;
        is_kept.then_some(&self.members)
    }

    /// The same, lent out: they are to be given [back](Self::give_back), so that the next ones find room.
    pub(crate) fn lend_members(&mut self) -> Option<Vec<Member>> {
        self.members()?;
        Some(std::mem::take(&mut self.members))
    }

    /// Takes back the room for what was lent out.
    pub(crate) fn give_back(&mut self, members: Option<Vec<Member>>) {
        if let Some(members) = members {
            self.members = members;
            self.members.clear();
        }
    }

    /// Whether the scanner stands inside a string.
    pub(crate) fn is_in_string(&self) -> bool {
        matches!(self.state, State::String { .. })
    }

    /// Names of this value are no longer reported.
    pub(crate) fn ignore_keys(&mut self) {
        self.watch_keys = false;
    }

    /// Lets [`Scanner::run`] stop with [`Stop::Array`] if the value of the key just reported is
    /// an array.
    pub(crate) fn stop_at_array(&mut self) {
        self.stop_at_array = true;
    }

    /// Goes on after the array at which [`Stop::Array`] stopped; `at` is one past its end.
    pub(crate) fn resume_after_array(&mut self, at: usize) {
        self.at = at;
        self.state = State::After;
    }

    /// Takes `n` bytes off the front of the buffer; none of them belongs to an open token.
    pub(crate) fn rebase(&mut self, n: usize) {
        self.at = self.at.saturating_sub(n);
        self.token = self.token.saturating_sub(n);
        self.comma = self.comma.saturating_sub(n);
        for (opened, _) in &mut self.opened {
            *opened = opened.saturating_sub(n);
        }
    }

    /// Where the containers that are still open began, outermost first, and whether each is an
    /// object.
    pub(crate) fn open(&self) -> impl DoubleEndedIterator<Item = (usize, bool)> {
        self.opened.iter().copied()
    }

    /// Reads the object at hand in one go, much faster than [`run`](Self::run) does, if all of it is there
    /// and it is JSON; else `run` is still to be asked. No names are reported, and no [token](Self::token) is
    /// noted. So an array is not passed over where names are watched and its name says that it `is_list`.
    pub(crate) fn reads_object(&mut self, bytes: &[u8], is_list: impl Fn(Name) -> bool) -> bool {
        let watches = self.watch_keys;
        let is_list = |member: &Member| watches && member.name.is_some_and(&is_list);
        let text = bytes.get(self.at..).unwrap_or_default();
        let length = length_of_object(text, self.base, &mut self.members, is_list);
        let Some(length) = length else {
            self.members.clear();
            return false;
        };
        self.at += length;
        self.is_object = true;
        self.state = State::Done;
        true
    }

    /// Looks at `bytes` from where it stopped before. `eof`: nothing will follow them.
    pub(crate) fn run(&mut self, bytes: &[u8], eof: bool) -> Stop {
        loop {
            let step = match self.state {
                State::String { key } => self.string(bytes, key),
                State::Number(digits) => self.number(bytes, eof, digits),
                State::Done => return Stop::Done,
                _ => self.structure(bytes, eof),
            };
            match step {
                None => {}
                Some(Stop::More) if eof => return self.ends(bytes),
                Some(stop) => return stop,
            }
        }
    }

    /// A value that began at `begin` is over.
    #[inline]
    fn after_value(&mut self, begin: usize, shape: Shape) -> Option<Stop> {
        match *self.opened {
            [] => {
                self.is_object = shape == Shape::Object;
                self.state = State::Done;
                return Some(Stop::Done);
            }
            [(outermost, _)] => {
                if let Some(member) = self.members.last_mut() {
                    let span = Span::new(begin - outermost, self.at - outermost);
                    member.value = Node { span, shape };
                }
            }
            _ => {}
        }
        self.state = State::After;
        None
    }
}

/// Adds a member, if there are not too many: one more than are kept tells that there are.
#[inline]
fn note(members: &mut Vec<Member>, member: Member) {
    if members.capacity() == 0 {
        members.reserve(USUAL_MEMBERS);
    }
    if members.len() <= MAX_MEMBERS {
        members.push(member);
    }
}

/// Reads `text` as one JSON value with white space around it, to the letter of RFC 8259 but for
/// its encoding.
///
/// # Errors
///
/// The first place where it is not.
pub fn scan(text: &[u8]) -> Result<(), Fault> {
    let mut scanner = Scanner::default();
    match scanner.run(text, true) {
        Stop::Fault(fault) => return Err(fault),
        Stop::Done | Stop::More | Stop::Key { .. } | Stop::Array => {}
    }
    let rest = text.get(scanner.at()..).unwrap_or_default();
    match rest.iter().position(|&b| !is_blank(b)) {
        None => Ok(()),
        Some(blanks) => Err(Fault {
            syntax: Syntax::Trailing,
            start: scanner.at() + blanks,
            end: scanner.at() + blanks + 1,
        }),
    }
}

/// Whether this byte is white space of JSON (RFC 8259 section 2).
pub(crate) fn is_blank(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\r')
}

/// One past the last byte that is no JSON white space.
pub(crate) fn trimmed_end(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .rposition(|&b| !is_blank(b))
        .map_or(0, |last| last + 1)
}

#[cfg(test)]
mod tests;
