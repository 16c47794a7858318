//! How far behind a fault the end of a broken element is waited for.

use crate::input::skip::{LEAST_PATIENCE, PATIENCE, Skip};

/// What is left of it. It is less after each element whose end was waited for in vain, and whole again
/// after a search that had none.
///
/// A piece of the input begins with one that is known only when everything before it has been read, so
/// it is noted whether that matters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Patience {
    bytes: usize,
    /// It is the one that reading began with.
    is_first: bool,
    /// That has been asked for.
    is_used: bool,
}

impl Default for Patience {
    /// All of it, to begin with.
    fn default() -> Self {
        Self {
            bytes: PATIENCE,
            is_first: true,
            is_used: false,
        }
    }
}

impl Patience {
    /// How many bytes it is.
    pub(super) fn bytes(&mut self) -> usize {
        self.is_used |= self.is_first;
        self.bytes
    }

    /// The one for the next broken element, after the search for the end of the last one.
    pub(super) fn after(mut self, skip: &Skip) -> Self {
        if skip.is_seeking() {
            self.bytes = LEAST_PATIENCE.max(self.bytes() / 2);
        } else {
            self.bytes = PATIENCE;
        }
        self.is_first = false;
        self
    }

    /// Whether a piece that ended with `piece` would have been read the same if it had begun with this
    /// one.
    pub(crate) fn suits(self, piece: Self) -> bool {
        self.bytes == PATIENCE || !piece.is_used
    }

    /// After a piece that ended with `piece`.
    pub(crate) fn behind(self, piece: Self) -> Self {
        let bytes = match piece.is_first {
            true => self.bytes,
            false => piece.bytes,
        };
        Self {
            bytes,
            ..Self::default()
        }
    }
}
