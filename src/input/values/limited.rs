//! Values that are too large: told of, and passed over.

use super::{Phase, Values};
use crate::input::event::{Event, Trouble};
use crate::input::kin::Kin;
use crate::input::scanner::{Stop, trimmed_end};
use crate::input::skip::{self, Skip};
use crate::position::Span;

/// The largest document, or element of a list, that is read: 64 MiB.
pub const MAX_VALUE: usize = 64 << 20;

/// As much of the buffer as one value may have.
pub(super) struct Limited<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) eof: bool,
    /// The buffer has more than that.
    is_cut: bool,
}

impl<'a> Limited<'a> {
    #[inline]
    pub(super) fn new(bytes: &'a [u8], start: usize, eof: bool) -> Self {
        match bytes.get(..start.saturating_add(MAX_VALUE)) {
            Some(limited) if limited.len() < bytes.len() => Self {
                bytes: limited,
                eof: false,
                is_cut: true,
            },
            _ => Self {
                bytes,
                eof,
                is_cut: false,
            },
        }
    }
}

impl Values {
    /// The buffer is used up inside a value, or so much has been read that it is too large.
    pub(super) fn more(&mut self, limited: &Limited<'_>) -> Event {
        if !limited.is_cut {
            return Event::More;
        }
        let at = self.start;
        let end = limited.bytes.len();
        let trouble = Trouble::TooLarge { at };
        let indent = self.indent(limited.bytes);
        let cut = indent.and_then(|_| skip::next_record(limited.bytes, true, at, end, indent));
        let resumes = cut.flatten();
        let shown = Span::new(at, at);
        if resumes.is_some() || self.phase == Phase::Trailer {
            return self.stumble(limited.bytes, trouble, shown, end, resumes);
        }
        let place = self.place();
        self.pass(end);
        self.phase = Phase::Passing;
        Event::Trouble {
            trouble,
            place,
            resumes,
            shown,
        }
    }

    /// Goes on in a value that is too large, up to its end. It has been told of, and so nothing else is.
    pub(super) fn pass_rest(&mut self, bytes: &[u8], eof: bool) -> Option<Event> {
        match self.scanner.run(bytes, eof) {
            Stop::Key { .. } | Stop::Array => {}
            Stop::More => {
                self.pass(bytes.len());
                return Some(Event::More);
            }
            Stop::Done => {
                self.pass(self.scanner.at());
                self.leave_value();
            }
            Stop::Fault(fault) => {
                // What belongs to something else may be the fault itself.
                let before = bytes.get(..fault.start).unwrap_or_default();
                let from = trimmed_end(before).saturating_sub(1);
                self.pass(from);
                self.phase = Phase::Skipping(match self.open {
                    Some(open) => open.skip_rest(from, Kin::in_list(open.list)),
                    None => Skip::lines(from),
                });
            }
        }
        None
    }
}
