//! How often findings are shown in full: a log may have millions.

use crate::finding::Code;
use crate::verdict::Codes;

/// So many findings are shown with their source line; of the others the first line.
pub(super) const MAX_FRAMES: u64 = 20;
/// So many warnings of each code are shown; the others are counted.
pub(super) const MAX_WARNINGS: u64 = 3;

/// What there is room for only so often.
#[derive(Clone, Copy, Debug)]
pub(super) enum Limit {
    Frames,
    Warnings(Code),
}

impl Limit {
    /// How often that is.
    pub(super) fn most(self) -> u64 {
        match self {
            Self::Frames => MAX_FRAMES,
            Self::Warnings(_) => MAX_WARNINGS,
        }
    }
}

/// How much there has been of what is limited, shown or not.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    framed: u64,
    warned: Codes,
}

impl Counts {
    /// One more; how many there are now.
    pub(super) fn add(&mut self, limit: Limit) -> u64 {
        match limit {
            Limit::Frames => {
                self.framed += 1;
                self.framed
            }
            Limit::Warnings(code) => self.warned.add(code),
        }
    }

    /// How many there are of this.
    pub(super) fn get(&self, limit: Limit) -> u64 {
        match limit {
            Limit::Frames => self.framed,
            Limit::Warnings(code) => self.warned.get(code),
        }
    }

    /// Adds the counts of `other`.
    pub(super) fn merge(&mut self, other: &Self) {
        self.framed += other.framed;
        self.warned.merge(&other.warned);
    }
}
