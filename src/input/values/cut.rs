//! A value that was cut off before the next record: where that is, and what is told of the value.

use super::{Event, Phase, RS, Trouble, Values};
use crate::input::near::shown_end;
use crate::input::scanner::{Expected, Stop, Syntax, trimmed_end};
use crate::input::skip::{self, PATIENCE};
use crate::json;
use crate::position::Span;

impl Values {
    /// The first line inside a broken document that begins a record of its own, though it could
    /// stand in that document too: the fault stands right behind it, or is where another record
    /// begins, or the document was cut off before it. `None`: the next bytes decide.
    pub(super) fn cut_document(
        &self,
        bytes: &[u8],
        eof: bool,
        fault: usize,
    ) -> Option<Option<usize>> {
        let begins =
            matches!(bytes.get(fault), Some(b'{' | b'[')) && skip::begins_line(bytes, fault);
        let is_log = begins || bytes.get(fault) == Some(&RS);
        let end = trimmed_end(bytes.get(..fault).unwrap_or_default());
        let is_open = |record| self.scanner.open().any(|(opened, _)| opened == record);
        let mut from = self.start;
        loop {
            let Some(record) = skip::next_record(bytes, true, from, fault, None)? else {
                return Some(None);
            };
            let is_one = match is_open(record) {
                true => {
                    from = record;
                    is_log || self.is_cut_before(bytes, eof, record, fault)?
                }
                false if record == fault => true,
                false => {
                    from = json::container_end(bytes, record);
                    from == end
                }
            };
            if is_one {
                return Some(Some(record));
            }
        }
    }

    /// Whether a document broken at `fault` was cut off before the object at `record`, which is broken too and
    /// stands where a value was missing: both are written as in a log, and what follows is too. Only where it
    /// takes no time to read all of that again for the next document. `None`: the next bytes decide.
    fn is_cut_before(&self, bytes: &[u8], eof: bool, record: usize, fault: usize) -> Option<bool> {
        let before = bytes.get(self.start..record).unwrap_or_default();
        let is_cut = fault - self.start <= PATIENCE
            && bytes.get(record) == Some(&b'{')
            && before.trim_ascii_end().ends_with(b":")
            && skip::goes_on_in_line(bytes, self.start)
            && skip::goes_on_in_line(bytes, record);
        if !is_cut {
            return Some(false);
        }
        let end = shown_end(bytes, eof, fault)?;
        Some(match bytes.get(end + 1) {
            Some(next) => !matches!(next, b'}' | b']' | b'"' | b',' | b' ' | b'\t'),
            None if eof => true,
            None => return None,
        })
    }

    /// The value from `start` was cut off before the record at `resume`.
    pub(super) fn truncated(&mut self, bytes: &[u8], resume: usize) -> Event {
        let cut = bytes.get(..resume).unwrap_or_default();
        let place = self.place();
        let (syntax, span) = self.rescan(cut);
        let open = self.opened(false);
        let indent = self.indent(bytes);
        self.pass(resume);
        self.phase = self.phase_at(bytes, resume, indent);
        Event::Trouble {
            trouble: Trouble::Syntax { syntax, span, open },
            place,
            resumes: Some(resume),
            shown: span,
        }
    }

    /// Reads the value again as if the stream ended with `cut`.
    fn rescan(&mut self, cut: &[u8]) -> (Syntax, Span) {
        let end = trimmed_end(cut);
        let ends = |expected| (Syntax::Ends(expected), Span::new(end, end));
        if self.phase == Phase::Trailer {
            return ends(Expected::CommaOrBrace);
        }
        let base = self.open.map_or(0, |open| open.list.depth());
        self.scanner.start(self.start, base, false);
        match self.scanner.run(cut, true) {
            Stop::Fault(fault) => (fault.syntax, Span::new(fault.start, fault.end)),
            _ => ends(Expected::Value),
        }
    }
}
