//! What the reader does where the text breaks the grammar: what is told, up to where it is shown,
//! and where reading goes on.
//!
//! A document that breaks off costs the lines up to the next record; an element of a list costs
//! itself, as far as it can be known where it ends (`skip.rs`, `kin.rs`).

use super::encoding::invalid_utf8;
use super::{Event, Opened, Phase, RS, Torn, Trouble, Values};
use crate::input::kin::Kin;
use crate::input::near::shown_end;
use crate::input::scanner::{Expected, Fault, Syntax};
use crate::input::skip::{self, Resume, Skip};
use crate::input::text;
use crate::position::Span;

impl Values {
    /// A value breaks off. When a new record has begun before the fault, the value was cut off
    /// there, and reading goes on at that record; otherwise the fault is where it is.
    pub(super) fn fault(&mut self, bytes: &[u8], eof: bool, fault: Fault) -> Option<Event> {
        let Some(fault) = self.settled(bytes, eof, fault) else {
            return Some(Event::More);
        };
        if let Some(event) = self.doubled_bracket(bytes, eof, fault) {
            return Some(event);
        }
        if let Some(event) = self.unopened_list(bytes, eof, fault) {
            return Some(event);
        }
        let indent = self.indent(bytes);
        let in_list = self.open.is_some() && self.phase != Phase::Trailer;
        let cut = match in_list {
            true => skip::next_record(bytes, eof, self.start, fault.start, indent),
            false => self.cut_document(bytes, eof, fault.start),
        };
        let Some(cut) = cut else {
            return Some(Event::More);
        };
        let separator = (bytes.get(fault.start) == Some(&RS)).then_some(fault.start);
        // One element alone does not tell where the others stand.
        let is_first = self.open.is_some_and(|open| !open.is_noted());
        if in_list && cut.or(separator).is_none() && (is_first || indent.is_none()) {
            return self.hold(bytes, fault, indent);
        }
        let resumes = cut.or(separator);
        let end = match resumes {
            // What begins there is not shown, and need not have come.
            Some(_) => Some(fault.start),
            None => shown_end(bytes, eof, fault.start),
        };
        let Some(end) = end else {
            return Some(Event::More);
        };
        let upto = resumes.unwrap_or(fault.end);
        // An escape may hold the line break behind which nothing else is shown.
        let shown = Span::new(self.start, end.max(upto));
        if let Some(bad) = invalid_utf8(bytes, shown, upto) {
            let trouble = Trouble::Encoding { span: bad };
            return Some(self.stumble(bytes, trouble, shown, fault.start, resumes));
        }
        if let Some(resume) = resumes {
            return Some(self.truncated(bytes, resume));
        }
        let trouble = self.trouble(fault, eof && end == bytes.len());
        Some(self.stumble(bytes, trouble, shown, fault.start, None))
    }

    /// The fault as it is told, when enough has come to tell it: a line break inside a string is
    /// one only if the string goes on behind it, otherwise the value was cut off there.
    fn settled(&self, bytes: &[u8], eof: bool, fault: Fault) -> Option<Fault> {
        let before = bytes.get(self.start..fault.start).unwrap_or_default();
        if fault.syntax != Syntax::LineBreak || before.contains(&b'\n') {
            return Some(fault);
        }
        Some(match skip::string_goes_on(bytes, fault.start, eof)? {
            true => fault,
            false => Fault {
                syntax: Syntax::Ends(Expected::Quote),
                end: fault.start,
                ..fault
            },
        })
    }

    pub(super) fn trouble(&self, fault: Fault, end: bool) -> Trouble {
        Trouble::Syntax {
            syntax: fault.syntax,
            span: Span::new(fault.start, fault.end),
            open: self.opened(end),
        }
    }

    /// An element is broken that stands on a line with others, or before all others: where it ends is
    /// looked for before it is told, so that nothing behind it need have come. `indent`: others may be
    /// indented like it.
    fn hold(&mut self, bytes: &[u8], fault: Fault, indent: Option<usize>) -> Option<Event> {
        let open = self.open.as_mut()?;
        let is_garbage = !matches!(bytes.get(self.start), Some(b'{' | b'['));
        // Garbage tells nothing of that.
        let kin = Kin::of(open.list, bytes, self.start).indented(indent.filter(|_| !is_garbage));
        if is_garbage {
            open.forget_first();
        }
        open.doubt = Some(kin);
        self.held = Some(fault);
        let skip = Skip::balance(&self.scanner, self.start, kin, self.patience.bytes());
        self.phase = Phase::Skipping(skip);
        None
    }

    /// Tells the fault that was held back, as soon as it is known where its element ends, or its
    /// line, or so much of it has come as is ever shown. What was found is looked for again later.
    fn tell_held(&mut self, bytes: &[u8], eof: bool, fault: Fault, skip: Skip) -> Event {
        let line = shown_end(bytes, eof, fault.start);
        let end = line.unwrap_or(bytes.len());
        let mut ahead = skip;
        let seen = bytes.get(..end).unwrap_or(bytes);
        let end = match ahead.run(seen, eof && end == bytes.len()) {
            Resume::More if line.is_none() => {
                self.phase = Phase::Skipping(ahead);
                self.pass(ahead.at());
                return Event::More;
            }
            Resume::More | Resume::End => end,
            _ => end.min(ahead.at()),
        };
        self.held = None;
        let shown = Span::new(self.start, end.max(fault.end));
        let trouble = match invalid_utf8(bytes, shown, fault.end) {
            Some(span) => Trouble::Encoding { span },
            None => self.trouble(fault, eof && shown.end == bytes.len()),
        };
        Event::Trouble {
            trouble,
            place: self.place(),
            resumes: None,
            shown,
        }
    }

    /// What is open where the scanner stands. A list that goes on behind a broken element will be
    /// closed, so it only counts at the `end` of the stream.
    pub(super) fn opened(&self, end: bool) -> Opened {
        if self.phase == Phase::Trailer {
            // The first of the scanner's is the document, which began long ago.
            return Opened {
                enclosing: 1,
                own: self.scanner.open().skip(1).collect(),
            };
        }
        let around = self.open.map_or(0, |open| open.list.depth());
        Opened {
            enclosing: if end { around } else { 0 },
            own: self.scanner.open().collect(),
        }
    }

    /// How far the element being read is indented, if it is the first thing on its line, and others
    /// may be.
    pub(super) fn indent(&self, bytes: &[u8]) -> Option<usize> {
        let is_inside = self.phase == Phase::Inside;
        let open = self.open.filter(|open| is_inside && !open.shares_line)?;
        // What stands before the others is no element.
        let own = skip::indent_of(bytes, self.start)?;
        Some(own.max(open.indent.unwrap_or_default()))
    }

    /// Tells of the trouble. Reading goes on at `resumes`, or at the next record behind `from`.
    pub(super) fn stumble(
        &mut self,
        bytes: &[u8],
        trouble: Trouble,
        mut shown: Span,
        from: usize,
        resumes: Option<usize>,
    ) -> Event {
        let place = self.place();
        let indent = self.indent(bytes);
        if let Some(resume) = resumes {
            self.pass(resume);
            self.phase = self.phase_at(bytes, resume, indent);
        } else {
            let left = self.list_on_line(bytes, from);
            let skip = match left {
                Some(open) => {
                    let kin = Kin::in_list(open.list);
                    Skip::balance_name(&self.scanner, self.start, kin, self.patience.bytes())
                }
                None => self.skip_from(bytes, from, indent),
            };
            if self.open.is_none() {
                shown.end = skip.record_before(bytes, shown.end);
            }
            if self.phase == Phase::Trailer {
                self.open = None;
            }
            self.open = left.or(self.open);
            self.pass(skip.at());
            self.phase = Phase::Skipping(skip);
        }
        Event::Trouble {
            trouble,
            place,
            resumes,
            shown,
        }
    }

    /// Looks for the next record behind `from`, where a value is broken whose brackets need not be
    /// counted, or are those of a document.
    fn skip_from(&self, bytes: &[u8], from: usize, indent: Option<usize>) -> Skip {
        let skip = match indent {
            Some(indent) => return Skip::elements(from, indent),
            None if self.ends_in_line(bytes, from) => self.document_end(bytes),
            None => Skip::lines(from),
        };
        match bytes.get(from) {
            Some(b) if text::is_binary(*b) => skip.over_binary(),
            _ => skip,
        }
    }

    /// Whether a document is broken at `from`, and the scanner stands in the same line.
    pub(super) fn ends_in_line(&self, bytes: &[u8], from: usize) -> bool {
        let seen = bytes.get(from..self.scanner.at());
        self.phase == Phase::Inside
            && self.open.is_none()
            && seen.is_some_and(|seen| !seen.contains(&b'\n') && !seen.contains(&RS))
    }

    /// Looks for the end of a broken document, or of what stands behind another one on its line.
    fn document_end(&self, bytes: &[u8]) -> Skip {
        let depth = self.scanner.open().count();
        if depth == 1 && Kin::may_be_envelope(bytes, self.start, self.scanner.at()) {
            // The name of its list may be what is broken.
            Skip::envelope(&self.scanner)
        } else if depth > 0 {
            Skip::document(&self.scanner, self.torn == Torn::Behind)
        } else if skip::indent_of(bytes, self.start).is_none() {
            Skip::garbage(self.scanner.at())
        } else {
            Skip::text(self.scanner.at())
        }
    }

    pub(super) fn phase_at(&mut self, bytes: &[u8], resume: usize, indent: Option<usize>) -> Phase {
        let aligned = indent.is_some() && skip::indent_of(bytes, resume) == indent;
        let in_list = self.open.is_some() && self.phase != Phase::Trailer;
        if in_list && bytes.get(resume) == Some(&b',') {
            self.count_broken();
            return Phase::Separator;
        }
        if in_list
            && bytes.get(resume) != Some(&RS)
            && (aligned || skip::follows_element(bytes, resume))
        {
            self.count_broken();
            return Phase::Element { first: false };
        }
        // Behind a list there is none that could go on.
        self.leave_list(self.open.filter(|_| in_list), true);
        Phase::Between
    }

    pub(super) fn skip(&mut self, bytes: &[u8], eof: bool, mut skip: Skip) -> Option<Event> {
        if let Some(fault) = self.held {
            return Some(self.tell_held(bytes, eof, fault, skip));
        }
        let resume = skip.run(bytes, eof);
        self.pass(skip.at());
        if resume == Resume::More {
            self.phase = Phase::Skipping(skip);
            return Some(Event::More);
        }
        self.patience = self.patience.after(&skip);
        self.phase = match resume {
            Resume::More | Resume::Document | Resume::Inner => {
                if resume == Resume::Inner {
                    self.torn = Torn::Before;
                }
                self.leave_list(self.open, true);
                Phase::Between
            }
            Resume::End => {
                self.open = None;
                Phase::Over
            }
            Resume::Element => {
                self.count_broken();
                Phase::Element { first: false }
            }
            Resume::Separator => {
                self.count_broken();
                Phase::Separator
            }
        };
        None
    }

    /// The broken element keeps its place in the numbering.
    fn count_broken(&mut self) {
        if let Some(open) = &mut self.open {
            open.index += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The events told of `text` when more may come, but for [`Event::More`].
    fn told(text: &str) -> Vec<Event> {
        let mut values = Values::default();
        let next = || values.next(text.as_bytes(), false, Span::default());
        std::iter::repeat_with(next)
            .take_while(|event| *event != Event::More)
            .collect()
    }

    #[test]
    fn a_record_is_told_before_the_next_one_has_come() {
        for text in [
            "{\"id\":\"3\",\"status\":\n{\"id\":\"4\",\"status\":\"running\"}\n{",
            "[{\"id\":\"3\"} {\"id\":\"4\"},",
            "{\"value\":[]{\"id\":\"4\"},",
        ] {
            let events = told(text);
            let start = text.find("{\"id\":\"4\"").unwrap_or_default();
            let is_fourth =
                |event: &Event| matches!(event, Event::Value { span, .. } if span.start == start);
            assert!(events.iter().any(is_fourth), "{text}: {events:?}");
        }
    }
}
