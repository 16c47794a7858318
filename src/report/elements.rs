//! The elements of a list in one JSON document, which are written one by one.

/// Knows where commas belong between them.
#[derive(Clone, Debug, Default)]
pub(super) struct Elements {
    /// There is one.
    begun: bool,
    /// They are a piece of them, behind others as far as is known.
    is_piece: bool,
}

impl Elements {
    /// Those of a piece of the input.
    pub(super) fn piece() -> Self {
        Self {
            begun: false,
            is_piece: true,
        }
    }

    /// Parts the next element from the last one, if there is one.
    pub(super) fn separate(&mut self, out: &mut Vec<u8>) {
        if self.begun || self.is_piece {
            out.push(b',');
        }
        self.begun = true;
    }

    /// Whether there is one.
    pub(super) fn has_begun(&self) -> bool {
        self.begun
    }

    /// Adds the next piece, which has been written into `out` and nothing else has.
    pub(super) fn absorb(&mut self, piece: &Self, out: &mut Vec<u8>) {
        // Nothing but a comma is taken away, whatever else there is.
        if piece.begun && !self.begun && out.first() == Some(&b',') {
            out.remove(0);
        }
        self.begun |= piece.begun;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_make_one_list() {
        let write = |list: &mut Elements, count: usize, out: &mut Vec<u8>| {
            for _ in 0..count {
                list.separate(out);
                out.push(b'x');
            }
        };
        for counts in (0..27).map(|n| [n % 3, n / 3 % 3, n / 9]) {
            let (mut whole, mut expected) = (Elements::default(), Vec::new());
            let (mut joined, mut found) = (Elements::default(), Vec::new());
            for count in counts {
                write(&mut whole, count, &mut expected);
                let (mut piece, mut out) = (Elements::piece(), Vec::new());
                write(&mut piece, count, &mut out);
                joined.absorb(&piece, &mut out);
                found.append(&mut out);
            }
            assert_eq!(found, expected, "{counts:?}");
            assert_eq!(joined.has_begun(), whole.has_begun());
        }
    }
}
