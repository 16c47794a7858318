//! Where blocks come from, and where one ends and the next one begins.
//!
//! That is guessed, cheaply: a worker that reads a block sees whether it was right.

use super::{BLOCK, Cut, Start};
use crate::input::decode::read_retrying;
use crate::input::near::CONTEXT;
use crate::json;
use crate::position::{Cursor, Position};
use crate::simd;
use memchr::{memrchr, memrchr2_iter};
use std::fs::File;
use std::io;

/// See the module's comment.
pub(super) struct Supply<'f> {
    file: &'f File,
    cut: Cut,
    /// What the next block begins with: the end of the last one, and a value that has begun.
    tail: Vec<u8>,
    /// How much of it belongs to the last block.
    context: usize,
    ticket: u64,
    /// Where the tail begins in the file.
    offset: u64,
    start: Position,
    /// How many values there were in the blocks so far.
    values: u64,
    pub(super) over: bool,
    pub(super) failed: Option<io::Error>,
}

/// What a block is, besides its bytes; see [`super::Block`].
pub(super) struct Ticket {
    pub(super) number: u64,
    pub(super) length: usize,
    pub(super) begin: usize,
    pub(super) offset: u64,
    pub(super) start: Position,
    pub(super) before: u64,
    pub(super) values: u64,
    pub(super) marks: Vec<Cursor>,
    pub(super) last: bool,
    pub(super) next: Option<u8>,
    /// It ends where values may, or with the file.
    pub(super) is_cut: bool,
}

impl<'f> Supply<'f> {
    /// Blocks of `file`, which stands at `start`.
    pub(super) fn new(file: &'f File, start: Start) -> Self {
        Self {
            file,
            cut: start.cut,
            context: start.context.len(),
            ticket: 0,
            offset: start.offset - start.context.len() as u64,
            tail: start.context,
            start: start.position,
            values: 0,
            over: false,
            failed: None,
        }
    }

    /// Fills `buffer` with whole values, as far as can be seen; `None` at the end.
    pub(super) fn take(&mut self, buffer: &mut Vec<u8>) -> Option<Ticket> {
        if self.over {
            return None;
        }
        let (begin, kept) = (self.context, self.tail.len());
        buffer.resize(begin + BLOCK.max(2 * (kept - begin)), 0);
        buffer.get_mut(..kept)?.copy_from_slice(&self.tail);
        let filled = kept + self.fill(buffer.get_mut(kept..)?);
        let (end, values) = match self.over {
            true => (None, None),
            false => self.cut.end(buffer.get(begin..filled)?),
        };
        let is_cut = self.over || end.is_some();
        let whole = end.map_or(filled, |end| begin + end);
        let marks = marks(buffer.get(..whole)?, begin, self.start);
        let end = marks.last().map_or(self.start, |mark| mark.position());
        let ticket = Ticket {
            number: self.ticket,
            length: whole,
            begin,
            offset: self.offset,
            start: self.start,
            before: self.values,
            values: values.unwrap_or(end.line - self.start.line),
            marks,
            last: self.over && self.failed.is_none(),
            next: buffer.get(whole..filled)?.first().copied(),
            is_cut,
        };
        let tail = whole.saturating_sub(CONTEXT);
        self.tail.clear();
        self.tail.extend_from_slice(buffer.get(tail..filled)?);
        self.context = whole - tail;
        self.ticket += 1;
        self.offset += tail as u64;
        self.start = end;
        self.values += ticket.values;
        Some(ticket)
    }

    /// Reads until `room` is full or the file is over.
    fn fill(&mut self, room: &mut [u8]) -> usize {
        let mut filled = 0;
        while let Some(rest) = room.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match read_retrying(&mut self.file, rest) {
                Ok(0) => {
                    self.over = true;
                    break;
                }
                Ok(n) => filled += n,
                Err(error) => {
                    self.over = true;
                    self.failed = Some(error);
                    break;
                }
            }
        }
        filled
    }
}

impl Cut {
    /// Up to where `bytes` are whole values, and how many these are, if that is known.
    fn end(self, bytes: &[u8]) -> (Option<usize>, Option<u64>) {
        match self {
            Self::Documents { counted } => {
                let end = last_line(bytes);
                let whole = end.map_or(bytes, |end| bytes.get(..end).unwrap_or_default());
                (end, counted.then(|| simd::count_documents(whole)))
            }
            Self::Concatenated { counted: true } => last_value(bytes, next_bracket),
            Self::Concatenated { counted: false } => (last_seam(bytes), None),
            Self::Elements => {
                last_element(bytes).unwrap_or_else(|| last_value(bytes, behind_comma))
            }
        }
    }
}

/// The begin of the last line that begins like a document, be it one of many lines, and if possible is
/// not behind one that was cut off; of the last line, if there is none.
fn last_line(bytes: &[u8]) -> Option<usize> {
    simd::last_document(bytes).or_else(|| memrchr(b'\n', bytes).map(|end| end + 1))
}

/// Where a bracket opens that follows one that closes, the last time that this is so.
fn last_seam(bytes: &[u8]) -> Option<usize> {
    memrchr2_iter(b'{', b'[', bytes).find(|at| {
        let before = bytes.get(..*at).unwrap_or_default().trim_ascii_end();
        matches!(before.last(), Some(b'}' | b']'))
    })
}

/// The begin of the last one of the values that follow each other in `bytes`, from the first byte on, if
/// there are more than that one, and how many there are before it. `next`: where one begins behind the end
/// of another.
fn last_value(
    bytes: &[u8],
    next: impl Fn(&[u8], usize) -> Option<usize>,
) -> (Option<usize>, Option<u64>) {
    let (mut at, mut before) = (0, 0);
    while let Some(begin) = next(bytes, json::container_end(bytes, at)) {
        (at, before) = (begin, before + 1);
    }
    (Some(at).filter(|at| *at > 0), Some(before))
}

/// The same of the elements of a list, if between the first two, which are objects, stands what stands
/// between all of them. Brackets are followed in the lists inside of them alone: to follow all of them takes
/// half as long as the worker.
fn last_element(bytes: &[u8]) -> Option<(Option<usize>, Option<u64>)> {
    let end = json::container_end(bytes, 0);
    let begin = behind_comma(bytes, end)?;
    let (mut last, mut before, mut list_end) = (begin, 1, begin + 1);
    let seam = bytes
        .get(end - 1..begin)
        .filter(|seam| seam.starts_with(b"}"))?;
    // Neither the seam nor the begin of a list ends with a colon.
    for at in simd::openings(bytes) {
        if at < list_end {
            continue;
        }
        let head = bytes.get(..at)?;
        if head.ends_with(seam) {
            (last, before) = (at, before + 1);
        } else if head.ends_with(b"[") {
            list_end = json::container_end(bytes, at - 1);
        }
    }
    Some((Some(last), Some(before)))
}

/// Where the bracket stands that follows behind a comma.
#[inline]
fn behind_comma(bytes: &[u8], end: usize) -> Option<usize> {
    match next_visible(bytes, end)? {
        (comma, b',') => next_bracket(bytes, comma + 1),
        _ => None,
    }
}

/// Where the bracket stands that follows.
#[inline]
fn next_bracket(bytes: &[u8], from: usize) -> Option<usize> {
    match next_visible(bytes, from)? {
        (next, b'{' | b'[') => Some(next),
        _ => None,
    }
}

/// The next byte that is no white space, and where it stands, however far that is: unlike a place in a
/// stream, a block is looked at once.
#[inline]
fn next_visible(bytes: &[u8], from: usize) -> Option<(usize, u8)> {
    let rest = bytes.get(from..)?;
    let blanks = rest.iter().take_while(|b| b.is_ascii_whitespace()).count();
    Some((from + blanks, *rest.get(blanks)?))
}

/// Where each stretch of a block ends, which begins at `begin` of `bytes` and at `start`: its lines are
/// counted once, and not again for each record whose place is told.
fn marks(bytes: &[u8], begin: usize, start: Position) -> Vec<Cursor> {
    const STRETCH: usize = 16 << 10;
    let block = bytes.get(begin..).unwrap_or_default();
    let mut marks = Vec::with_capacity(block.len() / STRETCH + 1);
    let mut cursor = Cursor::new(begin, start);
    for stretch in 1..=block.len().div_ceil(STRETCH) {
        cursor.advance(bytes, begin + stretch * STRETCH);
        marks.push(cursor);
    }
    marks
}

#[cfg(test)]
mod tests;
