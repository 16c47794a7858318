//! One character too many before a record, which belongs to nothing: told, and passed by.

use super::encoding::invalid_utf8;
use super::torn::Torn;
use super::{Event, Phase, Trouble, Values};
use crate::input::scanner::{Expected, Fault, Syntax};
use crate::input::skip;
use crate::position::Span;

impl Values {
    /// A character that belongs to nothing, or a byte that is none, before a record or a list: told, and
    /// passed by.
    pub(super) fn lone_character(&mut self, bytes: &[u8], eof: bool) -> Option<Event> {
        let length = match skip::lone_character(bytes, self.at, eof) {
            None => return Some(Event::More),
            Some(0) => return None,
            Some(length) => length,
        };
        let span = Span::new(self.at, self.at + length);
        self.pass(span.end);
        let trouble = match invalid_utf8(bytes, span, span.end) {
            Some(span) => Trouble::Encoding { span },
            None => Trouble::syntax(Syntax::Unexpected(Expected::Value), span),
        };
        Some(Event::Trouble {
            trouble,
            place: self.place(),
            resumes: Some(self.at),
            shown: span,
        })
    }

    /// Where the fault is the bracket of a record, behind one that belongs to nothing: told, and that
    /// record is read.
    pub(super) fn doubled_bracket(
        &mut self,
        bytes: &[u8],
        eof: bool,
        fault: Fault,
    ) -> Option<Event> {
        if !self.is_bracket_behind_another(bytes, fault) {
            return None;
        }
        match skip::next_byte(bytes, fault.start + 1, eof) {
            None => return Some(Event::More),
            Some(b'"') => {}
            Some(_) => return None,
        }
        let place = self.place();
        let span = Span::new(fault.start, fault.end);
        match &mut self.open {
            // What closes it is no news in a torn list anyway.
            None if self.torn != Torn::No => {}
            None => self.torn = Torn::Doubled,
            Some(open) => {
                open.doubled = true;
                // The bracket before it tells nothing of where others stand.
                open.forget_first();
            }
        }
        self.pass(fault.start);
        self.start = fault.start;
        self.phase = Phase::Begin;
        Some(Event::Trouble {
            trouble: Trouble::syntax(fault.syntax, span),
            place,
            resumes: Some(fault.start),
            shown: span,
        })
    }

    /// Whether the value that is broken begins with two brackets; two documents on two lines do not.
    fn is_bracket_behind_another(&self, bytes: &[u8], fault: Fault) -> bool {
        let is_brace = |at: usize| bytes.get(at) == Some(&b'{');
        let between = bytes.get(self.start + 1..fault.start).unwrap_or_default();
        self.phase == Phase::Inside
            && self.left.is_none()
            && is_brace(self.start)
            && is_brace(fault.start)
            && between.trim_ascii().is_empty()
            && (self.open.is_some() || !skip::begins_line(bytes, fault.start))
    }
}
