//! Where blocks come from, and where one ends and the next one begins.
//!
//! That is guessed, cheaply: a worker that reads a block sees whether it was right.

use super::{BLOCK, Cut, Start};
use crate::input::decode::read_retrying;
use crate::input::near::CONTEXT;
use crate::json;
use crate::position::{Cursor, Position};
use crate::simd;
use memchr::{memchr_iter, memrchr, memrchr2_iter};
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
    for at in memchr_iter(b'{', bytes) {
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
mod tests {
    use super::*;

    const LINES: Cut = Cut::Documents { counted: false };
    const COUNTED: Cut = Cut::Documents { counted: true };
    const SEAMS: Cut = Cut::Concatenated { counted: false };
    const VALUES: Cut = Cut::Concatenated { counted: true };

    /// All blocks of `text` as a file, from the byte `from` on; how many these are.
    fn check(text: &[u8], from: usize, cut: Cut, name: &str) -> u64 {
        let name = format!("{name}-{cut:?}-{from}");
        let path = std::env::temp_dir().join(format!("commsop-{}-{name}", std::process::id()));
        std::fs::write(&path, text.get(from..).expect("so many bytes")).expect("a file");
        let file = File::open(&path).expect("the same");
        let passed = |end: usize| text.get(..end).expect("in the file");
        let mut position = Position::START.after(passed(from));
        let start = Start {
            context: passed(from)[from.saturating_sub(CONTEXT)..].to_vec(),
            offset: from as u64,
            position,
            cut,
        };
        let mut supply = Supply::new(&file, start);
        let (mut buffer, mut read, mut values) = (Vec::new(), from, 0);
        while let Some(ticket) = supply.take(&mut buffer) {
            let bytes = buffer.get(..ticket.length).expect("all bytes");
            let from = read - ticket.begin;
            assert_eq!(ticket.offset as usize, from, "{name}");
            assert_eq!(ticket.begin, read.min(CONTEXT), "{name}");
            assert!(
                text.get(from..from + bytes.len()) == Some(bytes),
                "{name} at {from}"
            );
            assert_eq!(ticket.start, position, "{name}");
            read = from + bytes.len();
            assert_eq!(ticket.last, read == text.len() && supply.over, "{name}");
            // What is not known is only said to be so where all that has been read is in the block.
            assert!(ticket.next.is_none() || ticket.next == text.get(read).copied());
            assert_eq!(ticket.next.is_some(), supply.tail.len() > supply.context);
            for mark in &ticket.marks {
                let at = (0..=bytes.len()).find(|at| mark.before(*at).is_some());
                let expected = Position::START.after(passed(from + at.expect("a place in it")));
                assert_eq!(mark.position(), expected, "{name}");
            }
            position = Position::START.after(passed(read));
            assert_eq!(ticket.before, values, "{name}");
            values += ticket.values;
        }
        assert_eq!(read, text.len(), "{name}");
        std::fs::remove_file(&path).expect("it is there");
        supply.ticket
    }

    #[test]
    fn blocks_come_with_what_is_before_them_and_leave_nothing_out() {
        let lines = |length: usize, count: usize| (" ".repeat(length) + "\n").repeat(count);
        let begun = [lines(9, 40_000).as_bytes(), b"x"].concat();
        let long = [lines(3, 10), lines(2 * BLOCK + 5, 2), lines(80, 9000)].concat();
        let elements = "{\"a\":\"\u{e9}\"},".repeat(9 * BLOCK / 64);
        let texts = [
            ("empty", Vec::new()),
            ("short", b"x\n".to_vec()),
            ("even", lines(63, 3 * BLOCK / 64).into_bytes()),
            ("odd", lines(70, 3 * BLOCK / 64).into_bytes()),
            ("wide", lines(2 * CONTEXT, 100).into_bytes()),
            ("one-line", vec![b'x'; 3 * BLOCK]),
            ("begun", begun),
            ("long", long.into_bytes()),
            ("elements", elements.into_bytes()),
        ];
        for (name, text) in texts {
            for from in [0, 1, 2, CONTEXT, CONTEXT + 7, BLOCK] {
                for cut in [LINES, COUNTED, SEAMS, VALUES, Cut::Elements] {
                    if from <= text.len() {
                        check(&text, from, cut, name);
                    }
                }
            }
        }
    }

    #[test]
    fn documents_are_cut_where_a_line_begins_like_one() {
        for (text, end, count) in [
            ("{}\n{}\n{", Some(6), 2),
            ("{\n}\n\n{\n \"a\": 1", Some(5), 1),
            ("{}\n\u{1e}{}\n", Some(3), 1),
            ("{}\n{\"a\":\n{", Some(3), 1),
            ("{\"a\":\n{\"b\":\n{", Some(12), 2),
            ("x\nx\nx", Some(4), 0),
            ("x", None, 0),
            ("", None, 0),
        ] {
            assert_eq!(LINES.end(text.as_bytes()), (end, None), "{text}");
            assert_eq!(COUNTED.end(text.as_bytes()), (end, Some(count)), "{text}");
        }
    }

    /// Where each text is cut, and behind how many values.
    fn assert_cuts(cut: Cut, cases: &[(&str, Option<usize>, u64)]) {
        for (text, end, before) in cases {
            assert_eq!(cut.end(text.as_bytes()), (*end, Some(*before)), "{text}");
        }
    }

    #[test]
    fn elements_are_cut_behind_a_comma_outside_of_all_brackets() {
        let cases = [
            ("{},{},{", Some(6), 2),
            ("{\n},\n  {\n  },\n  {\n  }\n", Some(16), 2),
            ("{\"a\":[{},{}]} , [{},{}", Some(16), 1),
            ("{\"a\":\"},{\"} ,{\"\\\"},{\":0}", Some(13), 1),
            ("{} ,{}],{},{}", Some(4), 1),
            ("{},1,{}", None, 0),
            ("{\"a\":{},{},", None, 0),
            ("", None, 0),
        ];
        assert_cuts(Cut::Elements, &cases);
    }

    #[test]
    fn elements_are_cut_where_what_stands_between_the_first_two_stands_last() {
        let cases = [
            ("{},{},{", Some(6), 2),
            ("{},{\"a\":[{},{\"b\":[{},{}]}]},{\"c\":1},{", Some(36), 3),
            ("{\"a\":{\"b\":1}},{\"a\":[1,2]},[{},{}],{}", Some(14), 1),
            ("{},{\"a\":[{},{", Some(3), 1),
            ("{}, {\"a\": [{}, {}]}, {", Some(21), 2),
            (
                "{\n },\n {\n  \"a\": [\n   {\n   },\n   {\n   }\n  ]\n },\n {",
                Some(48),
                2,
            ),
            // The worker will see.
            ("{},{\"a\":\"},{\"},{}", Some(15), 3),
            ("{},{}],{},{}", Some(10), 2),
            ("{},{ }, {}", Some(3), 1),
        ];
        assert_cuts(Cut::Elements, &cases);
    }

    #[test]
    fn concatenated_documents_are_cut_between_brackets() {
        let cases = [
            ("{}{}{", Some(4), 2),
            ("{\n} [\n]\n\t{\"a\":\"}{\"", Some(9), 2),
            ("{}1{}", None, 0),
            ("{},{}", None, 0),
            ("{\"a\":{}{}", None, 0),
            ("", None, 0),
        ];
        assert_cuts(VALUES, &cases);
    }

    #[test]
    fn a_seam_is_guessed_where_brackets_follow_each_other() {
        for (text, end) in [
            ("{}{}{", Some(4)),
            ("{\n} [\n]\n\t{\"a\":[{},{", Some(9)),
            // The worker will see.
            ("{}{\"a\":\"}{\"", Some(9)),
            ("{\"a\":{},\"b\":[{}", None),
            ("{},{}", None),
            ("", None),
        ] {
            assert_eq!(SEAMS.end(text.as_bytes()), (end, None), "{text}");
        }
    }
}
