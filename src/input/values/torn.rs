//! Documents that are elements of a list whose begin is broken or missing.

/// Whether documents are elements of such a list. It has been told of, so that the commas between them
/// and the brackets behind them are no news, however many. Another document without a comma before it
/// is none of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Torn {
    /// They are not.
    No,
    /// The next document is one.
    Before,
    /// The last document was one.
    Behind,
    /// They are not; but before the last document stood a bracket too many.
    Doubled,
}

impl Torn {
    /// How it stands behind the byte `b`, if that is no news.
    pub(super) fn pass(self, b: u8) -> Option<Self> {
        match (self, b) {
            (Self::Before | Self::Behind, b',') => Some(Self::Before),
            (Self::Before | Self::Behind, b']' | b'}') => Some(Self::Behind),
            // What closes that bracket.
            (Self::Doubled, b'}') => Some(Self::No),
            _ => None,
        }
    }

    /// How it stands when a document has begun.
    #[inline]
    pub(super) fn begin(self) -> Self {
        match self {
            Self::Before => Self::Behind,
            Self::No | Self::Behind | Self::Doubled => Self::No,
        }
    }
}
