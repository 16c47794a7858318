//! Where reading goes on after something broken.
//!
//! A log with one record a line must lose exactly the broken one, so the next record is the
//! first later line that begins with `{` or `[` (RFC 7464's separator counts as one). Inside a
//! list the next element is found by its indentation when each element begins a line. Otherwise
//! the brackets of the broken one are counted to its end; and as soon as they contradict the
//! grammar, since a quote or a bracket is what is broken, the next object behind a comma that looks
//! like an element is one (`kin.rs`). A JSON string holds no line break, so a line never begins
//! inside one.

use super::kin::Kin;
use super::scanner::{MAX_DEPTH, Scanner};
use super::values::{MAX_VALUE, RS};
use memchr::{memchr, memchr2, memrchr};

/// The widest indentation that is recognised. The buffer keeps at least this much before the
/// byte at hand, so that the answer does not depend on how the bytes arrived.
pub(crate) const MAX_INDENT: usize = 1024;

/// So far behind a fault its element has to end for its brackets to be trusted.
pub(crate) const PATIENCE: usize = 8 << 10;
/// Where that was waited for in vain, it is waited for only half as long the next time, down to
/// this: that bounds the work for a list in which every element is broken.
const LEAST_PATIENCE: usize = 256;

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
    /// The next line that begins a document. `last`: no line break need come behind this.
    Lines { last: Option<usize> },
    /// The next line with this indentation that begins an element, or closes the list.
    Elements { indent: usize },
    /// The bracket that closes the element.
    Balance(Balance),
    /// What looks like the begin of an element.
    Seek(Seek),
    /// The bracket that closes the document, if another one begins behind it on the same line.
    Document(Balance),
    /// What looks like a record on this line, but not behind `limit`.
    Garbage { kin: Kin, limit: usize, last: u8 },
}

/// The state between two bytes of a text that is no longer understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seek {
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

/// The state between two bytes of an element whose brackets are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Balance {
    kin: Kin,
    fault: usize,
    /// The next byte to look at. Those from [`Skip::at`] on are kept until the count is trusted.
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
enum Step {
    /// Go on.
    On,
    /// The search is over.
    Found(Resume),
    /// The brackets cannot be trusted.
    Lost,
    /// The next bytes decide.
    Wait,
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
        let mode = Mode::Lines { last: None };
        Self { at, mode }
    }

    /// The same behind binary data, which may have no line breaks and no end.
    pub(crate) fn binary(at: usize) -> Self {
        let last = Some(at + MAX_VALUE);
        let mode = Mode::Lines { last };
        Self { at, mode }
    }

    /// Looks behind `at` for the next element of a list whose elements are indented by `indent`.
    pub(crate) fn elements(at: usize, indent: usize) -> Self {
        let mode = Mode::Elements { indent };
        Self { at, mode }
    }

    /// Looks for the end of the element from `start` on in which `scanner` found a fault.
    pub(crate) fn balance(scanner: &Scanner, start: usize, kin: Kin, patience: usize) -> Self {
        // The text before the fault may have swallowed the begin of the next element.
        Self {
            at: start,
            mode: Mode::Balance(Balance::new(scanner, kin, patience)),
        }
    }

    /// The same where a document began in text that may have been a name in that element.
    pub(crate) fn balance_name(scanner: &Scanner, start: usize, kin: Kin, patience: usize) -> Self {
        let balance = Balance {
            in_name: true,
            ..Balance::new(scanner, kin, patience)
        };
        Self {
            at: start,
            mode: Mode::Balance(balance),
        }
    }

    /// Looks for the end of the document in which `scanner` found a fault, and for another one right
    /// behind it on its line; otherwise for the next line that begins one.
    pub(crate) fn document(scanner: &Scanner) -> Self {
        Self {
            at: scanner.at(),
            mode: Mode::Document(Balance::new(scanner, Kin::unknown(), PATIENCE)),
        }
    }

    /// Looks for a record behind the text at `at`, which is none, on its line or the next ones.
    pub(crate) fn garbage(at: usize) -> Self {
        let mode = Mode::Garbage {
            kin: Kin::unknown(),
            limit: at + MAX_INDENT,
            last: b' ',
        };
        Self { at, mode }
    }

    /// Looks behind `at`, where a list inside a broken element ends, for the next element.
    pub(crate) fn seek(at: usize, kin: Kin) -> Self {
        let mode = Mode::Seek(Seek {
            kin,
            fault: at,
            ahead: at,
            limit: at + PATIENCE,
            comma: false,
            end: None,
        });
        Self { at, mode }
    }

    /// The first byte still needed; after success the byte to go on at.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// The patience for the next broken element.
    pub(crate) fn patience(&self, patience: usize) -> usize {
        match self.mode {
            Mode::Seek(_) => LEAST_PATIENCE.max(patience / 2),
            _ => PATIENCE,
        }
    }

    /// Takes `n` bytes off the front of the buffer.
    pub(crate) fn rebase(&mut self, n: usize) {
        self.at = self.at.saturating_sub(n);
        match &mut self.mode {
            Mode::Balance(balance) | Mode::Document(balance) => {
                balance.fault = balance.fault.saturating_sub(n);
                balance.ahead = balance.ahead.saturating_sub(n);
                balance.limit = balance.limit.saturating_sub(n);
            }
            Mode::Seek(seek) => {
                seek.fault = seek.fault.saturating_sub(n);
                seek.ahead = seek.ahead.saturating_sub(n);
                seek.limit = seek.limit.saturating_sub(n);
                seek.end = seek.end.map(|end| end.saturating_sub(n));
            }
            Mode::Garbage { limit, .. } => *limit = limit.saturating_sub(n),
            Mode::Lines { last } => *last = last.map(|last| last.saturating_sub(n)),
            Mode::Elements { .. } => {}
        }
    }

    /// Where the next record begins, if that is before `end`, which has come; otherwise `end`.
    pub(crate) fn record_before(mut self, bytes: &[u8], end: usize) -> usize {
        let seen = bytes.get(..end).unwrap_or(bytes);
        match self.run(seen, false) {
            Resume::Document => end.min(self.at),
            _ => end,
        }
    }

    /// Goes on in `bytes`.
    pub(crate) fn run(&mut self, bytes: &[u8], eof: bool) -> Resume {
        let found = match self.mode {
            Mode::Balance(balance) => self.run_balance(bytes, eof, balance),
            Mode::Seek(seek) => self.run_seek(bytes, eof, seek),
            Mode::Document(balance) => self.run_document(bytes, eof, balance),
            Mode::Garbage { kin, limit, last } => self.run_garbage(bytes, eof, kin, limit, last),
            Mode::Lines { .. } => self.run_lines(bytes, eof, None),
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
            let found = memchr2(b'\n', RS, rest);
            self.at = found.map_or(bytes.len(), |found| self.at + found);
            if let Mode::Lines { last: Some(last) } = &mut self.mode {
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
            self.at += 1;
            if let Some(resume) = line.resume(indent) {
                self.at += line.blanks;
                return Some(resume);
            }
        }
    }

    fn run_balance(&mut self, bytes: &[u8], eof: bool, mut balance: Balance) -> Option<Resume> {
        loop {
            match balance.step(bytes, eof) {
                Step::On => {
                    balance.ahead += 1;
                    if balance.is_in_commas() {
                        // Nothing before has to be read again.
                        self.at = balance.ahead;
                        balance.limit = balance.ahead + PATIENCE;
                    }
                }
                Step::Found(resume) => {
                    self.at = balance.ahead;
                    return Some(resume);
                }
                Step::Lost => {
                    let seek = Seek {
                        kin: balance.kin,
                        fault: balance.fault,
                        ahead: self.at,
                        limit: balance.limit,
                        comma: false,
                        end: None,
                    };
                    return self.run_seek(bytes, eof, seek);
                }
                Step::Wait => {
                    self.mode = Mode::Balance(balance);
                    return None;
                }
            }
        }
    }

    fn run_document(&mut self, bytes: &[u8], eof: bool, mut balance: Balance) -> Option<Resume> {
        loop {
            let step = balance.document_step(bytes, eof);
            self.at = balance.ahead;
            match step {
                Step::On => balance.ahead += 1,
                Step::Found(resume) => return Some(resume),
                Step::Lost => {
                    self.mode = Mode::Lines { last: None };
                    return self.run_lines(bytes, eof, None);
                }
                Step::Wait => {
                    self.mode = Mode::Document(balance);
                    return None;
                }
            }
        }
    }

    /// The value of a property is no record of its own.
    fn run_garbage(
        &mut self,
        bytes: &[u8],
        eof: bool,
        kin: Kin,
        limit: usize,
        mut last: u8,
    ) -> Option<Resume> {
        while let Some(&b) = bytes.get(self.at).filter(|_| self.at < limit) {
            self.mode = Mode::Garbage { kin, limit, last };
            if matches!(b, b'\n' | RS) {
                break;
            }
            if b == b'{' && last != b':' && kin.begins(bytes, self.at, eof, true)? {
                return Some(Resume::Document);
            }
            last = if is_blank(b) { last } else { b };
            self.at += 1;
        }
        if self.at == bytes.len() && self.at < limit {
            self.mode = Mode::Garbage { kin, limit, last };
            return None;
        }
        self.mode = Mode::Lines { last: None };
        self.run_lines(bytes, eof, None)
    }

    fn run_seek(&mut self, bytes: &[u8], eof: bool, mut seek: Seek) -> Option<Resume> {
        let found = seek.run(bytes, eof);
        self.mode = Mode::Seek(seek);
        self.at = seek.end.unwrap_or(seek.ahead);
        if matches!(found, Some(Resume::Element | Resume::Document)) {
            self.at = seek.ahead;
        }
        found
    }
}

impl Seek {
    /// Here strings are not told apart from what is between them, since that is what has gone
    /// wrong. Inside a string the quote behind the brace would have a backslash.
    fn run(&mut self, bytes: &[u8], eof: bool) -> Option<Resume> {
        while let Some(&b) = bytes.get(self.ahead) {
            let is_behind = self.end.is_some_and(|end| self.ahead > end);
            if is_behind && (matches!(b, b'\n' | RS) || self.ahead >= self.limit) {
                return Some(Resume::Separator);
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
                    if let Some(resume) = next_line(bytes, self.ahead, eof)? {
                        self.ahead += 1;
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

impl Balance {
    /// Of the value in which `scanner` found a fault, from there on.
    fn new(scanner: &Scanner, kin: Kin, patience: usize) -> Self {
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

    fn step(&mut self, bytes: &[u8], eof: bool) -> Step {
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
            _ if quote && !(is_blank(b) || matches!(b, b',' | b':' | b'}' | b']')) => Step::Lost,
            b',' if self.is_in_commas() || self.is_missing() => self.comma(bytes, eof),
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
    fn is_in_commas(&self) -> bool {
        self.depth == 0 && self.last == b','
    }

    /// Many commas in a row are one fault: the last of them ends the element that is not there.
    fn comma(&mut self, bytes: &[u8], eof: bool) -> Step {
        match visible(bytes, self.ahead + 1, eof) {
            None => Step::Wait,
            Some(b',') => {
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

    /// The same in a document, which has to end on its line.
    fn document_step(&mut self, bytes: &[u8], eof: bool) -> Step {
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
            b'{' | b'[' => Step::Found(Resume::Document),
            RS => Step::Found(Resume::Document),
            // Brackets that end what is around the document.
            _ if (is_blank(b) || matches!(b, b']' | b'}')) && self.ahead < self.limit => Step::On,
            _ => Step::Lost,
        }
    }

    fn line(&mut self, bytes: &[u8], eof: bool) -> Step {
        match next_line(bytes, self.ahead, eof) {
            None => Step::Wait,
            Some(Some(resume)) => {
                self.ahead += 1;
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
        // Then a colon says that the bracket right before it did not end the element.
        if b == b':' && self.in_name && self.depth == 0 && matches!(self.last, b'}' | b']') {
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
            b',' | b']' if self.depth == 0 => return Step::Found(Resume::Separator),
            b'{' | b'[' if self.depth == 0 && indent_of(bytes, self.ahead).is_some() => {
                return Step::Found(Resume::Element);
            }
            b'{' | b'[' => self.open(b == b'{'),
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        Step::On
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

/// Whether the bracket at `at` does not stand behind a colon: otherwise what opens behind it is the
/// value that belongs there, since the bracket is what is broken.
fn has_value_before(bytes: &[u8], at: usize) -> bool {
    let from = at.saturating_sub(MAX_INDENT);
    let before = bytes.get(from..at).unwrap_or_default();
    before.trim_ascii_end().last() != Some(&b':')
}

fn is_blank(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\r' | b'\n')
}

/// What begins on the line behind the line break at `at`, if it is a record of its own. `None`:
/// the next bytes decide.
fn next_line(bytes: &[u8], at: usize, eof: bool) -> Option<Option<Resume>> {
    let line = Line::at(bytes, at + 1);
    if line.is_open_end() && !eof {
        return None;
    }
    if line.blanks > 0 || !line.opens() {
        return Some(None);
    }
    let element = follows_element(bytes, at);
    Some(Some(if element {
        Resume::Element
    } else {
        Resume::Document
    }))
}

/// Whether an element of a list stands before `at`: its closing bracket and a comma.
pub(crate) fn follows_element(bytes: &[u8], at: usize) -> bool {
    let from = at.saturating_sub(MAX_INDENT);
    let before = bytes.get(from..at).unwrap_or_default();
    let Some((b',', before)) = before.trim_ascii_end().split_last() else {
        return false;
    };
    matches!(before.trim_ascii_end().last(), Some(b'}' | b']'))
}

/// How a line begins.
struct Line {
    blanks: usize,
    first: Option<u8>,
    second: Option<u8>,
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
            second: rest.get(blanks + 1).copied(),
            too_wide: blanks > MAX_INDENT,
        }
    }

    /// The line goes on behind the end of the buffer, and it matters how.
    fn is_open_end(&self) -> bool {
        let closes = self.first == Some(b']') && self.second.is_none();
        (self.first.is_none() || closes) && !self.too_wide
    }

    /// Closes a list: behind the bracket stands what may follow one.
    fn closes(&self) -> bool {
        self.first == Some(b']')
            && self
                .second
                .is_none_or(|b| matches!(b, b',' | b'}' | b'\r' | b'\n' | RS))
    }

    fn opens(&self) -> bool {
        matches!(self.first, Some(b'{' | b'['))
    }

    fn resume(&self, indent: Option<usize>) -> Option<Resume> {
        match indent {
            _ if self.too_wide => None,
            Some(indent) if self.opens() && self.blanks == indent => Some(Resume::Element),
            Some(indent) if self.closes() && (self.blanks < indent || self.blanks == 0) => {
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

/// What stands behind a bracket that may end a list in an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AfterList {
    /// What may follow the end of a list.
    Over,
    /// An element, with or without a comma before it: the list was not over.
    Element(usize),
    /// Something else.
    Text(usize),
}

/// What stands behind the bracket at `at` on its line. `None`: the next bytes decide.
pub(crate) fn after_list(bytes: &[u8], at: usize, eof: bool) -> Option<AfterList> {
    let (next, first) = visible_in_line(bytes, at + 1, eof)?;
    match first {
        None | Some(b'}' | b'\n' | &RS) => Some(AfterList::Over),
        Some(b'{') => Some(AfterList::Element(next)),
        Some(b',') => Some(match visible_in_line(bytes, next + 1, eof)? {
            (element, Some(b'{')) => AfterList::Element(element),
            _ => AfterList::Over,
        }),
        _ => Some(AfterList::Text(next)),
    }
}

/// The first byte from `at` on that is no blank, or the line break, if there is one nearby. `None`:
/// it may come.
fn visible_in_line(bytes: &[u8], at: usize, eof: bool) -> Option<(usize, Option<&u8>)> {
    let rest = bytes.get(at..).unwrap_or_default();
    let near = rest.get(..MAX_INDENT).unwrap_or(rest);
    let is_visible = |b: &u8| !matches!(b, b' ' | b'\t' | b'\r');
    match near.iter().position(is_visible) {
        Some(blanks) => Some((at + blanks, near.get(blanks))),
        None if eof || near.len() == MAX_INDENT => Some((at + near.len(), None)),
        None => None,
    }
}

/// The first byte from `at` on that is no blank, or a blank if there are many. `None`: it may come.
fn visible(bytes: &[u8], at: usize, eof: bool) -> Option<u8> {
    let rest = bytes.get(at..).unwrap_or_default();
    let near = rest.get(..MAX_INDENT).unwrap_or(rest);
    let found = near.iter().find(|b| !is_blank(**b)).copied();
    found.or((eof || near.len() == MAX_INDENT).then_some(b' '))
}

/// The length of what stands at `at` between two records and does no harm: a comma before a bracket,
/// or a byte order mark. `None`: the next bytes decide.
pub(crate) fn glue(bytes: &[u8], at: usize, eof: bool) -> Option<usize> {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    let rest = bytes.get(at..).unwrap_or_default();
    if rest.first() != Some(&b',') {
        let open = !eof && rest.len() < MARK.len() && MARK.starts_with(rest);
        let length = if rest.starts_with(MARK) {
            MARK.len()
        } else {
            0
        };
        return (!open).then_some(length);
    }
    let near = rest
        .get(1..MAX_INDENT)
        .or(rest.get(1..))
        .unwrap_or_default();
    match near.iter().find(|b| !is_blank(**b)) {
        Some(b'{' | b'[') => Some(1),
        None if !eof && rest.len() < MAX_INDENT => None,
        _ => Some(0),
    }
}

/// Whether the string that the line break at `at` interrupts goes on behind it and is closed on the
/// next line. `None`: the next bytes decide.
pub(crate) fn string_goes_on(bytes: &[u8], at: usize, eof: bool) -> Option<bool> {
    let width = if bytes.get(at..at + 2) == Some(b"\r\n") {
        2
    } else {
        1
    };
    let rest = bytes.get(at + width..).unwrap_or_default();
    let near = rest.get(..MAX_INDENT).unwrap_or(rest);
    let all = eof || near.len() == MAX_INDENT;
    match near.iter().find(|b| !matches!(b, b' ' | b'\t')) {
        None => return all.then_some(false),
        Some(b'{' | b'[' | b'\n' | b'\r' | &RS) => return Some(false),
        Some(_) => {}
    }
    let line = match memchr2(b'\n', RS, near) {
        Some(length) => near.get(..length)?,
        None if all => near,
        None => return None,
    };
    let closes = |quote: usize| {
        let behind = line.get(quote + 1..).unwrap_or_default().trim_ascii_start();
        matches!(behind.first(), None | Some(b',' | b':' | b'}' | b']'))
    };
    Some(memchr(b'"', line).is_some_and(closes))
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
    memchr::memchr3(b'\n', b'\r', RS, bytes.get(at..)?).map(|found| at + found)
}
