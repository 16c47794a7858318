//! Documents that are elements of a list whose begin is broken or missing.

use super::{Event, Phase, Values};
use crate::input::kin::Kin;
use crate::input::near::next_visible;
use crate::input::scanner::Fault;
use crate::position::Span;

/// Whether documents are elements of such a list. It has been told of, so that the commas between them
/// and the brackets behind them are no news, however many. Another document without a comma before it
/// is none of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Torn {
    /// They are not.
    #[default]
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

impl Values {
    /// Where the fault is that the list of an envelope lost its bracket, or has another one: told, and
    /// its elements are read from the first one on, which was taken for the value of the property.
    pub(super) fn unopened_list(&mut self, bytes: &[u8], eof: bool, fault: Fault) -> Option<Event> {
        let Some(first) = self.first_unopened(bytes, eof, fault) else {
            return Some(Event::More);
        };
        let first = first?;
        match Kin::documents().begins(bytes, first, eof, true) {
            None => return Some(Event::More),
            Some(false) => return None,
            Some(true) => {}
        }
        let trouble = self.trouble(fault, false);
        let place = self.place();
        let shown = Span::new(self.start, first.max(fault.end));
        self.pass(first);
        self.torn = Torn::Before;
        self.phase = Phase::Between;
        Some(Event::Trouble {
            trouble,
            place,
            resumes: Some(first),
            shown,
        })
    }

    /// Where the first element of such a list may begin: behind its name, or behind what stands there in
    /// place of the bracket or before it.
    /// `None`: the next bytes decide.
    fn first_unopened(&self, bytes: &[u8], eof: bool, fault: Fault) -> Option<Option<usize>> {
        let is_outermost = self.phase == Phase::Inside && self.open.is_none();
        let Some((_, key)) = self.candidate.filter(|_| is_outermost) else {
            return Some(None);
        };
        let (colon, Some(b':')) = next_visible(bytes, key.end, eof)? else {
            return Some(None);
        };
        let (value, bracket) = next_visible(bytes, colon + 1, eof)?;
        let behind = |at: usize| next_visible(bytes, at + 1, eof).map(|(next, _)| next);
        let may_be_list = || {
            self.scanner.open().count() == 1 && Kin::may_be_envelope(bytes, self.start, fault.start)
        };
        let before = bytes.get(..fault.start).unwrap_or_default();
        Some(match (bracket, bytes.get(fault.start)) {
            // The fault is what stands in place of the bracket, or behind that.
            (Some(b), _) if value == fault.start => {
                let is_lone = fault.end == value + 1 && !matches!(b, b'{' | b'[' | b'"');
                if !is_lone {
                    return Some(None);
                }
                let next = behind(value)?;
                Some(match bytes.get(next) {
                    Some(b'[') => behind(next)?,
                    _ => next,
                })
            }
            (Some(b'{' | b'0'..=b'9'), Some(b'{')) if behind(value)? == fault.start => {
                Some(fault.start)
            }
            (Some(b'{'), Some(b'[')) if behind(value)? == fault.start => Some(behind(fault.start)?),
            // The fault is the second element, or the end of the list.
            (Some(b'{'), Some(b'{')) if before.trim_ascii_end().ends_with(b",") => {
                may_be_list().then_some(value)
            }
            (Some(b'{'), Some(b']')) => may_be_list().then_some(value),
            _ => None,
        })
    }
}
