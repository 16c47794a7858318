//! The list of resources in a notification of which one is broken: the others are read as documents.

use super::{Event, Phase, Torn, Trouble, Values};
use crate::input::kin::{Kin, visible};
use crate::input::scanner::{Scanner, Stop};
use crate::input::skip;
use crate::position::Span;
use memchr::memmem;

impl Values {
    /// Where the `fault`, of which `trouble` tells, stands in a notification's list of operations:
    /// told, and those are read from the first one on. The fault will be met again.
    pub(super) fn broken_resource(
        &mut self,
        bytes: &[u8],
        fault: Span,
        trouble: Trouble,
    ) -> Option<Event> {
        let first = self.first_resource(bytes, fault.start)?;
        let place = self.place();
        let shown = Span::new(self.start, fault.end);
        self.nested = self.open.take();
        self.met = Some(fault.start);
        self.torn = Torn::Before;
        self.pass(first);
        self.phase = Phase::Between;
        Some(Event::Trouble {
            trouble,
            place,
            resumes: None,
            shown,
        })
    }

    /// Where the first one begins before the fault at `at`, if it is an operation by what it has, or by
    /// the notification's URL.
    fn first_resource(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let text = bytes.get(..at).filter(|_| self.phase == Phase::Inside)?;
        let mut scanner = Scanner::default();
        scanner.start(self.start, 0, true);
        let mut name = None;
        while let Stop::Key { start, end } = scanner.run(text, false) {
            name = Some(Span::new(start, end));
        }
        let name = name.filter(|name| name.of(text) == b"\"resourceData\"")?;
        let (colon, _) = visible(text, name.end, true)?;
        let (list, Some(b'[')) = visible(text, colon + 1, true)? else {
            return None;
        };
        let (first, _) = visible(text, list + 1, true)?;
        let is_inside = scanner.open().count() > 1;
        let url = text.get(self.start..list).unwrap_or_default();
        let is_operation = memmem::find(url, b"/operations").is_some()
            || Kin::documents().begins(text, first, true, true)?;
        (is_inside && is_operation).then_some(first)
    }

    /// The end of that list, or a record that belongs to none, begins with `b`. Whether it was dealt with.
    pub(super) fn behind_resources(&mut self, bytes: &[u8], b: u8) -> bool {
        let is_record = b == b'{' && self.torn == Torn::Behind && skip::begins_line(bytes, self.at);
        let Some(open) = self.nested.take_if(|_| b == b']' || is_record) else {
            return false;
        };
        self.torn = Torn::No;
        if b == b']' {
            let skip = open.skip_rest(self.at + 1, Kin::in_list(open.list));
            self.open = Some(open.doubted());
            self.phase = Phase::Skipping(skip);
        }
        b == b']'
    }
}
