//! What may be shown of a broken or faulty record, and where its secrets are.

use super::secrets::{REDACTED, lead, secrets};
use crate::position::Span;
use std::cell::OnceCell;

/// Secrets are looked for from the begin of the record. What stands farther behind it than this is
/// not shown.
const MAX_BEFORE: usize = 64 << 10;

/// A piece of the text in memory. All that is shown of it comes from one look for its secrets.
#[derive(Debug)]
pub struct Excerpt<'a> {
    /// What is in memory, up to the last byte that may be shown.
    pub bytes: &'a [u8],
    /// Where the record begins.
    pub from: usize,
    known: OnceCell<Known>,
}

/// What is known of a piece.
#[derive(Debug)]
pub struct Known {
    /// From here on.
    pub start: usize,
    /// The ranges of bytes that hold a secret, in order.
    pub secrets: Vec<(usize, usize)>,
}

impl<'a> Excerpt<'a> {
    /// The record in `span` of `bytes`.
    pub fn new(bytes: &'a [u8], span: Span) -> Self {
        Self {
            bytes: bytes.get(..span.end).unwrap_or(bytes),
            from: span.start,
            known: OnceCell::new(),
        }
    }

    /// What is known of the place `at` and what stands around it; nothing if it is far behind the
    /// begin of the record.
    pub fn known(&self, at: usize) -> Option<&Known> {
        let is_near = at.saturating_sub(self.from) <= MAX_BEFORE;
        is_near.then(|| self.known.get_or_init(|| self.look()))
    }

    /// What is not shown may tell what is.
    fn look(&self) -> Known {
        let start = lead(self.bytes, self.from);
        let end = self.bytes.len().min(self.from + 2 * MAX_BEFORE);
        let found = secrets(self.bytes.get(start..end).unwrap_or_default());
        let place = |(from, to)| (start + from, start + to);
        Known {
            start,
            secrets: found.into_iter().map(place).collect(),
        }
    }

    /// What is in `span` without its secrets, as far as it is known what they are.
    pub fn redacted(&self, span: Span) -> String {
        let Some(known) = self.known(span.start) else {
            return REDACTED.to_owned();
        };
        let shown = |from: usize, to: usize| {
            String::from_utf8_lossy(self.bytes.get(from..to).unwrap_or_default())
        };
        let span_end = span
            .end
            .min(self.bytes.len())
            .min(self.from + 2 * MAX_BEFORE);
        let mut out = String::new();
        let mut at = span.start;
        for &(start, end) in &known.secrets {
            if start < span_end && at < end {
                out.push_str(&shown(at, start.max(at)));
                out.push_str(REDACTED);
                at = end;
            }
        }
        out.push_str(&shown(at, span_end.max(at)));
        out
    }
}
