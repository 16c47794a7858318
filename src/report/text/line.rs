//! One line of columns, put together at the end of the output.
//!
//! A log has millions of rows, and almost every byte of one comes from a copy whose length is known
//! when the program is built: more than is needed is written, and what is too much is written over
//! or taken off again. That is several times cheaper than copying just enough.

use crate::short::Short;

/// What stands between two columns.
const GAP: usize = 2;
/// Room for a usual row, so that most lines grow once.
const ROOM: usize = 112;

/// A line under construction. Behind `at` there is nothing but blanks.
pub(super) struct Line<'o> {
    out: &'o mut Vec<u8>,
    begin: usize,
    at: usize,
    /// Bytes so far that take no column of their own: colours, and the rest of long characters.
    surplus: usize,
}

impl<'o> Line<'o> {
    #[inline]
    pub(super) fn begin(out: &'o mut Vec<u8>) -> Self {
        let begin = out.len();
        out.extend_from_slice(&[b' '; ROOM]);
        Self {
            out,
            begin,
            at: begin,
            surplus: 0,
        }
    }

    /// The first `length` bytes of `text`, which has blanks behind them.
    #[inline]
    pub(super) fn block<const N: usize>(&mut self, text: &[u8; N], length: usize) {
        self.copy(text);
        self.at += length;
    }

    #[inline]
    pub(super) fn short(&mut self, text: Short) {
        self.block(&text.padded(), text.len());
    }

    #[inline]
    pub(super) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    #[inline(always)]
    pub(super) fn bytes(&mut self, text: &[u8]) {
        self.copy(text);
        self.at += text.len();
    }

    /// So many bytes of what was written take no column.
    #[inline]
    pub(super) fn hide(&mut self, bytes: usize) {
        self.surplus += bytes;
    }

    /// Goes to the column at which the next word begins; behind a word that is too long a gap is
    /// left all the same.
    #[inline]
    pub(super) fn column(&mut self, column: usize) {
        self.at = (self.at + GAP).max(self.begin + self.surplus + column);
        if self.at > self.out.len() {
            grow(self.out, self.at);
        }
    }

    /// Ends the line, without blanks at its end.
    #[inline]
    pub(super) fn end(mut self) {
        self.block(b"\n", 1);
        self.out.truncate(self.at);
    }

    #[inline(always)]
    fn copy(&mut self, text: &[u8]) {
        match self.out.get_mut(self.at..self.at + text.len()) {
            Some(place) => place.copy_from_slice(text),
            None => append(self.out, self.at, text),
        }
    }
}

/// Writes at `at` of `out` what reaches beyond the room there is.
#[inline(never)]
fn append(out: &mut Vec<u8>, at: usize, text: &[u8]) {
    out.truncate(at);
    out.extend_from_slice(text);
    grow(out, at + text.len());
}

#[inline(never)]
fn grow(out: &mut Vec<u8>, end: usize) {
    out.resize(end + ROOM, b' ');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(word: &str) -> String {
        let mut out = b"before\n".to_vec();
        let mut line = Line::begin(&mut out);
        line.block(b"ab  ", 2);
        line.column(10);
        line.text(word);
        line.column(20);
        line.text("end");
        line.end();
        String::from_utf8(out).expect("ASCII")
    }

    #[test]
    fn words_of_any_length_keep_their_gap() {
        for length in 0..3 * ROOM {
            let word = "x".repeat(length);
            let found = row(&word);
            let wanted = match length {
                0..9 => format!("before\nab        {word:<10}end\n"),
                _ => format!("before\nab        {word}  end\n"),
            };
            assert_eq!(found, wanted, "{length}");
        }
    }
}
