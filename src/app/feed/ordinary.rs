//! The way of perfectly ordinary operations past the reader.

use super::place::{pointer_of, relocate, resolve};
use super::{Feed, Session};
use crate::input::event::{List, Place};
use crate::input::values::MAX_VALUE;
use crate::operation::Operation;
use crate::ordinary::Met;
use crate::position::{Position, Span};
use crate::report::{Location, Subject};
use crate::safe::Excerpt;

/// The part of the buffer that is known to be UTF-8, so that it is looked at once and not for
/// every record.
#[derive(Clone, Copy, Default)]
pub(super) struct Valid<'b> {
    text: &'b str,
    offset: usize,
}

impl<'b> Valid<'b> {
    /// Text that holds the byte at `at`, and the offset that it begins at.
    #[inline]
    pub(super) fn from(&mut self, bytes: &'b [u8], at: usize) -> (&'b str, usize) {
        if at >= self.offset + self.text.len() {
            let rest = bytes.get(at..).unwrap_or_default();
            self.text = valid_prefix(rest);
            self.offset = at;
        }
        (self.text, self.offset)
    }

    /// Where it stands.
    pub(super) fn span(&self) -> Span {
        Span::new(self.offset, self.offset + self.text.len())
    }

    /// The text at `span` of `bytes`, whose encoding the reader has checked. It is checked again only
    /// where it is not in the part that is known here.
    pub(super) fn of(&self, bytes: &'b [u8], span: Span) -> &'b str {
        let known = || {
            let start = span.start.checked_sub(self.offset)?;
            self.text.get(start..)?.get(..span.end - span.start)
        };
        let check = || simdutf8::basic::from_utf8(span.of(bytes)).unwrap_or_default();
        known().unwrap_or_else(check)
    }
}

/// `bytes` up to the first that is no UTF-8.
fn valid_prefix(bytes: &[u8]) -> &str {
    /// For a payload alone that is soonest; see [`simd::has`].
    const SHORT: usize = 4096;
    let end = match bytes.len() < SHORT {
        true => std::str::from_utf8(bytes).map_err(|error| error.valid_up_to()),
        false => simdutf8::compat::from_utf8(bytes).map_err(|error| error.valid_up_to()),
    };
    end.unwrap_or_else(|end| {
        let valid = bytes.get(..end).unwrap_or_default();
        std::str::from_utf8(valid).unwrap_or_default()
    })
}

impl Feed<'_> {
    /// Reads perfectly ordinary operations, as long as the lane takes them. What it does not take the
    /// reader will come to.
    pub(super) fn ordinary<'b>(
        &mut self,
        bytes: &'b [u8],
        valid: &mut Valid<'b>,
        session: &mut Session<'_, '_>,
    ) {
        loop {
            self.operations(bytes, valid, session);
            // What is rare is not done in that loop, which would be slower for it (measured).
            if self.values.is_in(List::Responses) {
                self.answers(bytes, valid, session);
            }
            if !self.values.next_record(bytes) {
                return;
            }
        }
    }

    /// Reads ordinary operations up to something else: to something odd, an answer in a batch, or the
    /// separator of RFC 7464.
    #[inline(never)]
    fn operations<'b>(
        &mut self,
        bytes: &'b [u8],
        valid: &mut Valid<'b>,
        session: &mut Session<'_, '_>,
    ) {
        while session.is_wanted()
            && let Some((at, place)) = self.values.next_object(bytes)
        {
            if matches!(place, Place::Element(List::Responses, _))
                || !self.begin::<false>(at, place, bytes, valid, session)
            {
                return;
            }
        }
    }

    /// Reads ordinary answers in a batch, from the one that has begun on.
    #[inline(never)]
    fn answers<'b>(
        &mut self,
        bytes: &'b [u8],
        valid: &mut Valid<'b>,
        session: &mut Session<'_, '_>,
    ) {
        while session.is_wanted()
            && let Some((at, place)) = self
                .values
                .begun()
                .or_else(|| self.values.next_object(bytes))
            && self.begin::<true>(at, place, bytes, valid, session)
        {}
    }

    /// An object begins, which may be an `ANSWER` in a batch. If the lane takes it, it is read here and now.
    #[inline(always)]
    fn begin<'b, const ANSWER: bool>(
        &mut self,
        at: usize,
        place: Place,
        bytes: &'b [u8],
        valid: &mut Valid<'b>,
        session: &mut Session<'_, '_>,
    ) -> bool {
        let (text, offset) = valid.from(bytes, at);
        let (page, start, depth) = (session.rules.page, at - offset, place.depth());
        let mut operation = Operation::default();
        let met = match ANSWER {
            true => (self.lane).read_answer(page, text, start, depth, &mut operation),
            false => (self.lane).read(page, text, start, depth, &mut operation),
        };
        let found = match met {
            Some(Met::Operation(found)) if found.end - start <= MAX_VALUE => found,
            Some(Met::Other(skipped)) if skipped.end - start <= MAX_VALUE => {
                self.pass_over(offset + skipped.end, skipped.count, session);
                return true;
            }
            _ => return false,
        };
        let mut findings = session.contradictions(&operation, self.lane.places());
        let prefix;
        let mut location = Location {
            title: self.title,
            path: self.path,
            document: self.values.document(),
            position: Position::START,
            pointer: "",
        };
        if session.needs_positions() || !session.only_counts(&findings) {
            prefix = pointer_of(place) + found.pointer;
            location.pointer = &prefix;
            location.position = self.advance(bytes, offset + found.begin);
            for finding in &mut findings {
                relocate(finding, offset, &prefix, "");
                resolve(finding, bytes, &mut self.cursor.clone());
            }
        }
        let Span { start, end } = found.element;
        let excerpt = Excerpt::new(bytes, Span::new(offset + start, offset + end));
        let subject = Subject::Operation(&operation);
        session.record(&location, subject, &findings, Some(&excerpt));
        self.values.accept(offset + found.end);
        self.head = None;
        self.anything = true;
        true
    }

    /// So many resources that are no operations end at `end`. That is all there is to say of them.
    #[inline(never)]
    fn pass_over(&mut self, end: usize, count: u64, session: &mut Session<'_, '_>) {
        session.tally.skipped += count;
        self.values.accept(end);
        self.begun();
    }
}
