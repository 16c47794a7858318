//! The count of the brackets of a broken element up to its end, for as long as they do not contradict
//! the grammar.

use super::line::{follows_string, indent_of, last_before, next_byte, next_line};
use super::seek::Seek;
use super::{PATIENCE, Resume};
use crate::input::kin::Kin;
use crate::input::scanner::{MAX_DEPTH, Scanner, is_blank};
use crate::simd;
use crate::simd::RS;
use wide::u8x16;

/// The state between two bytes of an element whose brackets are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Balance {
    kin: Kin,
    fault: usize,
    /// The next byte to look at. Those from [`super::Skip::at`] on are kept until the count is trusted.
    ahead: usize,
    limit: usize,
    depth: usize,
    /// Which of the open containers are objects, of the first [`MAX_DEPTH`].
    objects: u128,
    string: bool,
    /// The last byte ended a string.
    quote: bool,
    /// The last byte but blanks and strings.
    last: u8,
    /// What began like a document may have been text of a name in the element.
    in_name: bool,
}

/// What a byte means for the count.
pub(super) enum Step {
    /// Go on.
    On,
    /// The search is over.
    Found(Resume),
    /// The brackets cannot be trusted.
    Lost,
    /// The next bytes decide.
    Wait,
}

impl Balance {
    /// Of the value in which `scanner` found a fault, from there on.
    pub(super) fn new(scanner: &Scanner, kin: Kin, patience: usize) -> Self {
        let fault = scanner.at();
        let mut balance = Self {
            kin,
            fault,
            ahead: fault,
            limit: fault + patience,
            depth: 0,
            objects: 0,
            string: scanner.is_in_string(),
            quote: false,
            last: b'[',
            in_name: false,
        };
        for (_, object) in scanner.open() {
            balance.open(object);
        }
        balance
    }

    /// The same of a document that began in text which may have been a name in the element.
    pub(super) fn in_name(scanner: &Scanner, kin: Kin, patience: usize) -> Self {
        Self {
            in_name: true,
            ..Self::new(scanner, kin, patience)
        }
    }

    /// The next byte to look at.
    pub(super) fn ahead(&self) -> usize {
        self.ahead
    }

    /// Whether all that was open is closed.
    pub(super) fn is_over(&self) -> bool {
        self.depth == 0
    }

    /// Goes on behind that byte, and behind those that change nothing but what was last.
    pub(super) fn pass(&mut self, bytes: &[u8]) {
        self.ahead += 1;
        let from = self.ahead;
        let stop = match self.string {
            true => simd::string_stop(bytes, from),
            false if self.quote || self.depth == 0 => return,
            false => simd::find(bytes, from, is_structure).unwrap_or(bytes.len()),
        };
        self.ahead = stop.min(self.limit).max(from);
        if !self.string && self.ahead > from {
            self.last = bytes.get(self.ahead - 1).copied().unwrap_or(self.last);
        }
    }

    /// Waits from here on as long as at the begin.
    pub(super) fn wait_anew(&mut self) {
        self.limit = self.ahead + PATIENCE;
    }

    /// The search from `at` on that takes over when the count is lost.
    pub(super) fn seek(&self, at: usize) -> Seek {
        Seek::new(self.kin, self.fault, at, self.limit)
    }

    /// Takes `n` bytes off the front of the buffer.
    pub(super) fn rebase(&mut self, n: usize) {
        self.fault = self.fault.saturating_sub(n);
        self.ahead = self.ahead.saturating_sub(n);
        self.limit = self.limit.saturating_sub(n);
    }

    /// What the next byte means.
    pub(super) fn step(&mut self, bytes: &[u8], eof: bool) -> Step {
        let Some(&b) = bytes.get(self.ahead) else {
            return if eof { Step::Lost } else { Step::Wait };
        };
        if self.ahead >= self.limit {
            return Step::Lost;
        }
        let quote = std::mem::take(&mut self.quote);
        match b {
            RS => Step::Found(Resume::Document),
            b'\n' => self.line(bytes, eof),
            _ if self.string => self.in_string(bytes, eof, b),
            // What is taken for strings is what is between them.
            _ if quote && !follows_string(b) => Step::Lost,
            b',' if self.depth == 0 => self.comma(bytes, eof),
            b'{' if self.may_be_over() && self.ahead > self.fault => self.next_element(bytes, eof),
            _ => self.structure(bytes, b),
        }
    }

    /// Whether another element may begin here, but for a comma.
    fn may_be_over(&self) -> bool {
        self.depth <= usize::from(self.in_name)
    }

    /// A comma stands where the element should.
    fn is_missing(&self) -> bool {
        self.depth == 0 && self.ahead == self.fault && self.last == b'['
    }

    /// Nothing but commas has stood where the element should.
    pub(super) fn is_in_commas(&self) -> bool {
        self.depth == 0 && self.last == b','
    }

    /// Many commas in a row are one fault: the last of them ends the element that is not there. Behind
    /// the comma stands a name if the bracket that should begin the element, or seemed to end it, is
    /// what is broken.
    fn comma(&mut self, bytes: &[u8], eof: bool) -> Step {
        match next_byte(bytes, self.ahead + 1, eof) {
            None => Step::Wait,
            Some(b',') if self.is_in_commas() || self.is_missing() => {
                self.last = b',';
                Step::On
            }
            Some(b'"') => {
                self.open(true);
                self.last = b',';
                Step::On
            }
            Some(_) => Step::Found(Resume::Separator),
        }
    }

    /// Behind the broken element, or what stands in its place, an object begins without a comma.
    fn next_element(&mut self, bytes: &[u8], eof: bool) -> Step {
        match self.kin.begins(bytes, self.ahead, eof, true) {
            None => Step::Wait,
            Some(true) if self.last != b':' => Step::Found(Resume::Element),
            _ => self.structure(bytes, b'{'),
        }
    }

    /// The same in a document, which has to end on its line. `is_listed`: another one may stand behind a
    /// comma.
    pub(super) fn document_step(&mut self, bytes: &[u8], eof: bool, is_listed: bool) -> Step {
        let Some(&b) = bytes.get(self.ahead) else {
            return if eof { Step::Lost } else { Step::Wait };
        };
        match b {
            b'\n' => Step::Lost,
            b'\\' if self.string && bytes.get(self.ahead + 1) == Some(&b'\n') => Step::Lost,
            _ if self.depth > 0 => {
                let step = self.step(bytes, eof);
                let is_wrong = self.depth == 0 && !has_value_before(bytes, self.ahead);
                if is_wrong { Step::Lost } else { step }
            }
            RS => Step::Found(Resume::Document),
            b'{' | b'[' if is_listed => Step::Found(Resume::Inner),
            b'{' | b'[' => Step::Found(Resume::Document),
            b',' if is_listed => Step::On,
            // Brackets that end what is around the document.
            _ if (is_blank(b) || matches!(b, b']' | b'}')) && self.ahead < self.limit => Step::On,
            _ => Step::Lost,
        }
    }

    fn line(&mut self, bytes: &[u8], eof: bool) -> Step {
        match next_line(bytes, self.ahead, eof, self.kin) {
            None => Step::Wait,
            Some(Some((resume, begin))) => {
                self.ahead = begin;
                Step::Found(resume)
            }
            Some(None) => {
                self.string = false;
                Step::On
            }
        }
    }

    fn in_string(&mut self, bytes: &[u8], eof: bool, b: u8) -> Step {
        match (b, bytes.get(self.ahead + 1)) {
            (b'\\', None) if !eof => return Step::Wait,
            // A line break is looked at even behind a backslash.
            (b'\\', Some(b'\n' | &RS)) => {}
            (b'\\', _) => self.ahead += 1,
            (b'"', _) => (self.string, self.quote) = (false, true),
            _ => {}
        }
        Step::On
    }

    fn structure(&mut self, bytes: &[u8], b: u8) -> Step {
        let at_fault = self.ahead == self.fault;
        if b == b':' && self.depth == 0 && !at_fault && self.is_name_before(bytes) {
            self.open(true);
        }
        let inside = self.inside();
        let is_wrong = match b {
            b'"' => !self.may_open_string(bytes),
            b'{' | b'[' => inside == Some(true) && self.last != b':',
            b':' => inside == Some(false),
            b'}' => inside == Some(false),
            b']' => inside == Some(true),
            _ => false,
        };
        // What is wrong at the fault itself is no news, but a bracket there counts for nothing.
        if is_wrong && !(at_fault && matches!(b, b'"' | b':')) {
            return Step::Lost;
        }
        if !is_blank(b) {
            self.last = b;
        }
        match b {
            b'"' => self.string = true,
            b']' if self.depth == 0 => return Step::Found(Resume::Separator),
            b'{' | b'[' if self.depth == 0 && indent_of(bytes, self.ahead).is_some() => {
                return self.line_element();
            }
            b'{' | b'[' => self.open(b == b'{'),
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        Step::On
    }

    /// The bracket here begins a line behind the end of the element, without a comma. It begins the next
    /// one, unless it stands where none does.
    fn line_element(&self) -> Step {
        match self.kin.indent {
            // In that column it was found when the line began.
            Some(_) => Step::Lost,
            None => Step::Found(Resume::Element),
        }
    }

    /// Whether what stands before the colon here was a name in the element, which did not end before,
    /// or whose own bracket is what is broken.
    fn is_name_before(&self, bytes: &[u8]) -> bool {
        let bracket = self.in_name && matches!(self.last, b'}' | b']');
        bracket || last_before(bytes, self.ahead) == Some(b'"')
    }

    fn open(&mut self, object: bool) {
        if self.depth < MAX_DEPTH {
            let bit = 1u128 << self.depth;
            self.objects = if object {
                self.objects | bit
            } else {
                self.objects & !bit
            };
        }
        self.depth = self.depth.saturating_add(1);
    }

    /// Whether the innermost container is an object, as far as that is known.
    fn inside(&self) -> Option<bool> {
        let level = self
            .depth
            .checked_sub(1)
            .filter(|level| *level < MAX_DEPTH)?;
        Some(self.objects >> level & 1 == 1)
    }

    /// A string begins behind a bracket, a comma, a colon or a blank.
    fn may_open_string(&self, bytes: &[u8]) -> bool {
        let before = self.ahead.checked_sub(1).and_then(|at| bytes.get(at));
        before.is_none_or(|b| is_blank(*b) || matches!(b, b'{' | b'[' | b',' | b':'))
    }
}

/// Flags what is more than a part of a literal or of a word: brackets, quotes, colons, commas, blanks and
/// control characters.
#[inline(always)]
fn is_structure(bytes: u8x16) -> u8x16 {
    let brackets = simd::either(bytes, b'{') | simd::either(bytes, b'}');
    let signs = simd::equal(bytes, b'"') | simd::equal(bytes, b':') | simd::equal(bytes, b',');
    brackets | signs | simd::within(bytes, 0, b' ')
}

/// Whether the bracket at `at` does not stand behind a colon: otherwise what opens behind it is the
/// value that belongs there, since the bracket is what is broken.
fn has_value_before(bytes: &[u8], at: usize) -> bool {
    last_before(bytes, at) != Some(b':')
}
