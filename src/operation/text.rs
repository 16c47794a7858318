//! A text of the payload.

use crate::simd;
use std::borrow::Cow;

/// A JSON string as it stands in the payload, between its quotes.
///
/// Nothing but the slice: whether there are escapes in it is found out when somebody wants to
/// know. A flag beside it would make every copy of an operation a row of odd moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'a>(&'a str);

impl<'a> Text<'a> {
    /// `raw` is what stands between the quotes of a well-formed JSON string.
    #[inline]
    pub fn new(raw: &'a str) -> Self {
        Self(raw)
    }

    /// The text without escapes.
    pub fn decoded(self) -> Cow<'a, str> {
        if let Some(plain) = self.plain() {
            return Cow::Borrowed(plain);
        }
        let mut quoted = String::with_capacity(self.0.len() + 2);
        quoted.push('"');
        quoted.push_str(self.0);
        quoted.push('"');
        serde_json::from_str(&quoted).map_or(Cow::Borrowed(self.0), Cow::Owned)
    }

    /// The text as it stands in the payload, escapes and all.
    #[inline]
    pub fn raw(self) -> &'a str {
        self.0
    }

    /// The text itself, if it has no escapes.
    #[inline]
    pub fn plain(self) -> Option<&'a str> {
        (!simd::has(self.0.as_bytes(), b'\\')).then_some(self.0)
    }

    /// The text shortened by `shorten`, which must not cut an escape in two.
    #[must_use]
    pub fn map_raw(self, shorten: impl FnOnce(&'a str) -> &'a str) -> Self {
        Self(shorten(self.0))
    }

    /// Whether the string is empty.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// Whether the text, without escapes, is `word`.
    pub fn is(self, word: &str) -> bool {
        self.decoded() == word
    }

    /// The length in bytes of the text as sent: never shorter than its length in characters.
    #[inline]
    pub fn raw_len(self) -> usize {
        self.0.len()
    }
}
