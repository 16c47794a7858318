//! The piece of a stream that is in memory: filled at one end, given up at the other.

use super::decode::read_retrying;
use super::values::MAX_VALUE;
use std::io::{self, Read};

/// The first read is small, so that one small payload touches little memory; a stream that fills
/// its buffer gets larger ones.
const FIRST: usize = 8 << 10;
/// Larger blocks gain nothing (measured) and cost memory.
const BLOCK: usize = 256 << 10;

/// The largest value, and what is kept around it.
const MOST: usize = MAX_VALUE + 2 * BLOCK;

/// A growing buffer over a reader.
#[derive(Debug)]
pub(crate) struct Window<R> {
    reader: R,
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    eof: bool,
}

impl<R: Read> Window<R> {
    pub(crate) fn new(reader: R) -> Self {
        Self {
            reader,
            buffer: Vec::new(),
            start: 0,
            end: 0,
            eof: false,
        }
    }

    /// What is in memory.
    #[inline]
    pub(crate) fn bytes(&self) -> &[u8] {
        self.buffer.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether the stream is over.
    #[inline]
    pub(crate) fn eof(&self) -> bool {
        self.eof
    }

    /// Gives up the first `n` bytes.
    pub(crate) fn discard(&mut self, n: usize) {
        self.start = (self.start + n).min(self.end);
    }

    /// Reads once. What one read gives is enough: a live stream must not wait for more.
    ///
    /// # Errors
    ///
    /// What reading gives.
    pub(crate) fn fill(&mut self) -> io::Result<()> {
        self.make_room();
        // Also where a large value has stretched the buffer, it is filled in blocks.
        let full = self.buffer.len().min(self.end + BLOCK);
        let room = self.buffer.get_mut(self.end..full).unwrap_or_default();
        let n = read_retrying(&mut self.reader, room)?;
        self.end += n;
        self.eof = n == 0;
        Ok(())
    }

    /// Moves what is left to the front, and grows when that is most of the buffer: by doubling, so
    /// that a value of many blocks is copied a constant number of times, up to what the largest
    /// value needs.
    fn make_room(&mut self) {
        let free = self.buffer.len() - self.end;
        if free >= self.buffer.len() / 2 && free > 0 {
            return;
        }
        if self.start > 0 {
            self.buffer.copy_within(self.start..self.end, 0);
            self.end -= self.start;
            self.start = 0;
        }
        let size = self.buffer.len();
        let wanted = match size {
            0 => FIRST,
            MOST.. if self.end == size => size + BLOCK,
            MOST.. => size,
            _ if size < BLOCK && self.end > 0 || self.end > size / 2 => MOST.min(size * 2),
            _ => size,
        };
        self.buffer.reserve_exact(wanted - size);
        self.buffer.resize(wanted, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_what_is_not_discarded() {
        let text: Vec<u8> = (0..=255).cycle().take(1 << 20).collect();
        let mut window = Window::new(&text[..]);
        let mut passed = 0;
        while !window.eof() {
            window.fill().unwrap();
            assert_eq!(window.bytes(), &text[passed..passed + window.bytes().len()]);
            let n = window.bytes().len() * 3 / 4;
            window.discard(n);
            passed += n;
        }
        assert_eq!(passed + window.bytes().len(), text.len());
        assert!(window.buffer.len() <= 2 * BLOCK, "{}", window.buffer.len());
    }
}
