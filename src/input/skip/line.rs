//! What a line begins with, and what stands right behind a place: as much as it takes to tell where
//! a record begins.

use super::Resume;
use crate::input::kin::Kin;
use crate::input::near::{MAX_INDENT, nearby, next_visible};
use crate::input::scanner::is_blank;
use crate::position::first_character;
use crate::simd::RS;
use memchr::{memchr2, memrchr};

/// What begins on the line behind the line break at `at`, and where, if it is a record of its own: one
/// in the first column, one in the column of elements like `kin`, or such an element behind a comma.
/// `None`: the next bytes decide.
pub(super) fn next_line(
    bytes: &[u8],
    at: usize,
    eof: bool,
    kin: Kin,
) -> Option<Option<(Resume, usize)>> {
    let line = Line::at(bytes, at + 1);
    if line.is_open_end() && !eof {
        return None;
    }
    let begin = at + 1 + line.begin();
    if line.opens() && kin.indent == Some(line.blanks) {
        return Some(Some((Resume::Element, begin)));
    }
    if line.too_wide || line.blanks > 0 && !line.has_comma_before(kin.indent.unwrap_or_default()) {
        return Some(None);
    }
    if line.comma > 0 {
        let is_element = kin.begins(bytes, begin, eof, true)?;
        return Some(is_element.then_some((Resume::Element, begin)));
    }
    let resume = match follows_element(bytes, at) {
        true => Resume::Element,
        false => Resume::Document,
    };
    Some(line.opens().then_some((resume, begin)))
}

/// The length of a character that belongs to nothing, or of a byte that is none, at `at` before what
/// looks like a record or a list of them; 0 if there is none. `None`: the next bytes decide.
pub(crate) fn lone_character(bytes: &[u8], at: usize, eof: bool) -> Option<usize> {
    let (length, is_odd) = match bytes.get(at) {
        None | Some(b'{' | b'[' | b'\n') => (1, false),
        Some(b'"') => (1, is_odd_quote(bytes, at, eof)?),
        // A digit is a value.
        Some(b'0'..=b'9') => (1, matches!(bytes.get(at + 1), None | Some(b'{' | b'['))),
        Some(_) => (character(bytes, at, eof)?, true),
    };
    let is_lone = is_odd && has_record_behind(bytes, at + length, eof)?;
    Some(if is_lone { length } else { 0 })
}

/// The length of the character at `at`, or of the bytes there that are part of none. `None`: the next
/// bytes decide.
fn character(bytes: &[u8], at: usize, eof: bool) -> Option<usize> {
    let rest = bytes.get(at..).unwrap_or_default();
    match first_character(rest) {
        (None, length) if length == rest.len() && !eof => None,
        (_, length) => Some(length),
    }
}

/// Whether the quote at `at` is none that begins a string: then the next one would end that, but what
/// stands behind it follows no string. `None`: the next bytes decide.
fn is_odd_quote(bytes: &[u8], at: usize, eof: bool) -> Option<bool> {
    let (bracket, Some(b'{')) = visible_in_line(bytes, at + 1, eof)? else {
        return Some(false);
    };
    match (bytes.get(bracket + 1), bytes.get(bracket + 2)) {
        (Some(b'"'), Some(b)) => Some(!follows_string(*b)),
        (None | Some(b'"'), None) if !eof => None,
        _ => Some(false),
    }
}

/// Whether what looks like a record, or a list of them, is the next thing from `at` on in its line.
/// `None`: the next bytes decide.
fn has_record_behind(bytes: &[u8], at: usize, eof: bool) -> Option<bool> {
    let (bracket, wanted) = match visible_in_line(bytes, at, eof)? {
        (bracket, Some(b'{')) => (bracket, b'"'),
        (bracket, Some(b'[')) => (bracket, b'{'),
        _ => return Some(false),
    };
    next_byte(bytes, bracket + 1, eof).map(|b| b == wanted)
}

/// Whether an element of a list stands before `at`: its closing bracket and a comma.
pub(crate) fn follows_element(bytes: &[u8], at: usize) -> bool {
    let Some((b',', before)) = text_before(bytes, at).split_last() else {
        return false;
    };
    matches!(before.trim_ascii_end().last(), Some(b'}' | b']'))
}

/// How a line begins.
pub(super) struct Line {
    pub(super) blanks: usize,
    first: Option<u8>,
    second: Option<u8>,
    /// How far behind a comma a bracket stands, where elements have their commas before them.
    comma: usize,
    /// Nothing is known but blanks behind a comma.
    ends: bool,
    too_wide: bool,
}

impl Line {
    pub(super) fn at(bytes: &[u8], start: usize) -> Self {
        let rest = bytes.get(start..).unwrap_or_default();
        let blanks = rest
            .iter()
            .take(MAX_INDENT + 1)
            .take_while(|b| matches!(b, b' ' | b'\t'))
            .count();
        let first = rest.get(blanks).copied();
        let behind = rest.get(blanks + 1..).unwrap_or_default();
        let near = behind.get(..MAX_INDENT).unwrap_or(behind);
        let is_visible = |b: &u8| !matches!(b, b' ' | b'\t');
        // Nearly no line begins with a comma.
        let next = (first == Some(b',')).then(|| near.iter().position(is_visible));
        let gap = next.flatten();
        let bracket = gap.filter(|gap| matches!(near.get(*gap), Some(b'{' | b'[')));
        Self {
            blanks,
            first,
            second: behind.first().copied(),
            comma: bracket.map_or(0, |gap| gap + 1),
            ends: next == Some(None) && near.len() < MAX_INDENT,
            too_wide: blanks > MAX_INDENT,
        }
    }

    /// The line goes on behind the end of the buffer, and it matters how.
    pub(super) fn is_open_end(&self) -> bool {
        let is_open = match self.first {
            None => true,
            Some(b']') => self.second.is_none(),
            Some(_) => self.ends,
        };
        is_open && !self.too_wide
    }

    /// An element of a list whose commas stand first: it stands where the others do, or its comma does
    /// so in the first column.
    fn is_behind_comma(&self, indent: usize) -> bool {
        self.comma > 0 && (self.begin() == indent || self.blanks == 0 && indent == 0)
    }

    /// Whether a record may begin here, perhaps behind a comma.
    pub(super) fn has_record(&self) -> bool {
        !self.too_wide && (self.opens() || self.comma > 0)
    }

    /// An element with its comma before it, which stands not behind the column `indent`.
    pub(super) fn has_comma_before(&self, indent: usize) -> bool {
        self.comma > 0 && self.blanks <= indent
    }

    /// Where the record begins, behind the begin of the line.
    pub(super) fn begin(&self) -> usize {
        self.blanks + self.comma
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

    pub(super) fn resume(&self, indent: Option<usize>) -> Option<Resume> {
        match indent {
            _ if self.too_wide => None,
            Some(indent) if self.opens() && self.blanks == indent => Some(Resume::Element),
            Some(indent) if self.is_behind_comma(indent) => Some(Resume::Element),
            Some(indent) if self.closes() && (self.blanks < indent || self.blanks == 0) => {
                Some(Resume::Separator)
            }
            _ if self.opens() && self.blanks == 0 => Some(Resume::Document),
            _ => None,
        }
    }
}

/// Whether more than the bracket at `at` stands on its line, as in a log, and as nothing does that is written
/// in many lines without indentation.
pub(crate) fn goes_on_in_line(bytes: &[u8], at: usize) -> bool {
    let rest = bytes.get(at + 1..).unwrap_or_default();
    let mut line = rest.iter().take_while(|b| **b != b'\n');
    line.any(|b| !is_blank(*b))
}

/// The first record that begins behind `start` and not behind `upto`, or the comma before it.
/// `indent`: the indentation of the elements of the open list. `None`: the next bytes decide.
pub(crate) fn next_record(
    bytes: &[u8],
    eof: bool,
    start: usize,
    upto: usize,
    indent: Option<usize>,
) -> Option<Option<usize>> {
    let mut at = start;
    loop {
        let seen = bytes.get(at..upto.min(bytes.len())).unwrap_or_default();
        let Some(length) = memchr2(b'\n', RS, seen) else {
            return Some(None);
        };
        let found = at + length;
        if bytes.get(found) == Some(&RS) {
            return Some(Some(found));
        }
        let line = Line::at(bytes, found + 1);
        let begin = found + 1 + line.blanks;
        let is_record = line.opens() && (line.blanks == 0 || Some(line.blanks) == indent)
            || indent.is_some_and(|indent| line.is_behind_comma(indent));
        if begin <= upto && is_record {
            return Some(Some(begin));
        }
        if begin <= upto && line.ends && indent.is_some() && !eof {
            return None;
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

/// What stands behind the bracket at `at`: an element on its line, or behind a comma even if that begins an
/// indented line. `None`: the next bytes decide.
pub(crate) fn after_list(bytes: &[u8], at: usize, eof: bool) -> Option<AfterList> {
    let (next, first) = next_visible(bytes, at + 1, eof)?;
    let blanks = bytes.get(at..next).unwrap_or_default();
    Some(match first {
        Some(b',') => match next_visible(bytes, next + 1, eof)? {
            (element, Some(b'{')) if !begins_line(bytes, element) => AfterList::Element(element),
            _ => AfterList::Over,
        },
        None | Some(b'}' | &RS) => AfterList::Over,
        Some(_) if blanks.contains(&b'\n') => AfterList::Over,
        Some(b'{') => AfterList::Element(next),
        Some(_) => AfterList::Text(next),
    })
}

/// The first byte from `at` on that is no blank, or the line break, if there is one nearby. `None`:
/// it may come.
fn visible_in_line(bytes: &[u8], at: usize, eof: bool) -> Option<(usize, Option<&u8>)> {
    nearby(bytes, at, eof, |b| !matches!(b, b' ' | b'\t' | b'\r'))
}

/// The first byte from `at` on that is no blank of JSON, or a blank if there are many. `None`: it may come.
pub(crate) fn next_byte(bytes: &[u8], at: usize, eof: bool) -> Option<u8> {
    let (_, found) = nearby(bytes, at, eof, |b| !is_blank(*b))?;
    Some(found.copied().unwrap_or(b' '))
}

/// The text nearby before `at`, without the blanks at its end.
pub(super) fn text_before(bytes: &[u8], at: usize) -> &[u8] {
    let from = at.saturating_sub(MAX_INDENT);
    bytes.get(from..at).unwrap_or_default().trim_ascii_end()
}

/// The last byte nearby before `at` that is no blank.
pub(super) fn last_before(bytes: &[u8], at: usize) -> Option<u8> {
    text_before(bytes, at).last().copied()
}

/// Whether `b` may follow a string.
pub(super) fn follows_string(b: u8) -> bool {
    is_blank(b) || matches!(b, b',' | b':' | b'}' | b']')
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
    let next = next_byte(bytes, at + 1, eof)?;
    Some(usize::from(matches!(next, b'{' | b'[')))
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
