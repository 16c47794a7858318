//! What a reader needs to know to begin in the middle of a stream, and whether another one may go on
//! where it has stopped.

use super::List;
use super::list::Open;
use super::{Patience, Phase, Torn, Values};

impl Values {
    /// Reading begins at this byte of the buffer.
    pub(crate) fn begin_at(&mut self, at: usize) {
        self.at = at;
        self.start = at;
    }

    /// The next byte to look at.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// How many values have begun so far among those that are read: elements of the list that is open,
    /// or documents.
    pub(crate) fn number(&self) -> u64 {
        self.open.map_or(self.documents, |open| open.index)
    }

    /// Sets how many there are before this buffer.
    pub(crate) fn set_number(&mut self, number: u64) {
        match &mut self.open {
            Some(open) => open.index = number,
            None => self.documents = number,
        }
    }

    /// Whether the elements of a list are read.
    pub(crate) fn is_in_list(&self) -> bool {
        self.open.is_some()
    }

    /// Whether the elements of this list are read.
    pub(crate) fn is_in(&self, list: List) -> bool {
        self.open.is_some_and(|open| open.list == list)
    }

    /// Whether what stands behind the first `end` bytes can be read without knowing them, as from `start`
    /// on: they have been read, and the reader stands between two documents; or, if what follows `begins`
    /// like one, between two elements of the same list, or where it looks for a line like that.
    pub(crate) fn is_settled(&self, start: &Self, end: usize, begins: bool) -> bool {
        let is_apart = match &self.phase {
            Phase::Between => self.at == end && !self.marked,
            Phase::Element { first: false } => self.at == end && begins,
            Phase::Skipping(skip) => begins && self.open.is_none() && skip.awaits_line(end),
            _ => false,
        };
        // A list may have been left for a document and be gone on with.
        let list = |values: &Self| {
            values
                .open
                .map(|open| (open.unnumbered(), values.documents))
        };
        is_apart && self.has_no_doubt() && list(self) == list(start)
    }

    /// Whether nothing that stands before the value depends on how those before it were.
    fn has_no_doubt(&self) -> bool {
        self.left.is_none() && self.torn == Torn::No && self.held.is_none()
    }

    /// What is left of the patience when whatever is still being looked for has been found.
    pub(crate) fn patience(&self) -> Patience {
        match &self.phase {
            Phase::Skipping(skip) => self.patience.after(skip),
            _ => self.patience,
        }
    }

    /// What is left of the patience before the first byte.
    pub(crate) fn set_patience(&mut self, patience: Patience) {
        self.patience = patience;
    }

    /// Whether all of the first `end` bytes has been read, and what follows can be read without knowing
    /// it, as from the begin of a stream on.
    pub(crate) fn is_between(&self, end: usize) -> bool {
        self.phase == Phase::Between && self.is_settled(self, end, true)
    }

    /// Goes back to the begin of the element or the document being read, as if nothing of it had been
    /// seen; where that is. `None` where others must not be read otherwise than behind it.
    pub(crate) fn step_back(&mut self) -> Option<usize> {
        let is_inside = matches!(self.phase, Phase::Begin | Phase::Inside);
        let is_usual = |open: Open| open.is_noted() && !open.doubled;
        if !self.has_no_doubt() || !self.open.is_none_or(is_usual) {
            return None;
        }
        match self.open {
            None if self.phase == Phase::Between && !self.marked => return Some(self.at),
            None if is_inside => {
                self.documents -= 1;
                self.phase = Phase::Between;
            }
            Some(_) if is_inside => self.phase = Phase::Element { first: false },
            _ => return None,
        }
        self.pass(self.start);
        Some(self.start)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Event, Values};
    use crate::position::Span;

    /// The reader at the end of `text`, where more may come.
    fn read(text: &str) -> Values {
        let mut values = Values::default();
        while values.next(text.as_bytes(), false, Span::default()) != Event::More {}
        values
    }

    #[test]
    fn goes_back_to_where_an_element_or_a_document_begins() {
        for (text, place) in [
            ("{\"a\":", Some((0, 0))),
            ("{}\n{\"a\":[", Some((3, 1))),
            ("{}[{}] {\"a\":", Some((7, 2))),
            ("{}\n", Some((3, 1))),
            // A mark behind another is no news.
            ("{}\u{feff}\n", None),
            // It may be an element of a list that was left.
            ("[{},{},{}\n{\"a\":", None),
            ("[{}, {}, {\"a\":", Some((9, 2))),
            ("{\"value\":[{},\n{}\n, {", Some((19, 2))),
            // One element does not tell where the others stand.
            ("[{},", None),
            // What is around them was not seen.
            ("{\"value\":[{},{},{}],\"a\":", None),
            ("[{},{},{}", None),
            ("[{\"a\":1 2},{},{},{", Some((17, 3))),
            // What closes the first bracket must be known to be no news.
            ("[{},{},{{\"a\":", None),
        ] {
            let mut values = read(text);
            let found = values.step_back().map(|at| (at, values.number()));
            assert_eq!(found, place, "{text}");
            if let Some((at, _)) = place {
                assert!(values.is_settled(&values, at, true), "{text}");
            }
        }
    }

    #[test]
    fn another_one_goes_on_only_where_it_would_stand_likewise() {
        let settled = |start: &str, text: &str| {
            let mut first = read(start);
            first.step_back();
            read(text).is_settled(&first, text.len(), true)
        };
        for (start, text, is_settled) in [
            ("", "{}\n", true),
            ("", "{}\n{", false),
            ("", "{}\n[{},{},", false),
            ("", "[{},{},{}]\n", true),
            ("", "{\"a\":\n", false),
            ("", "{\"a\":1 2}\nx\n", true),
            ("[{},{},{", "[{},{},{},{}, ", true),
            ("[{},{},{", "[{},{},{},{} ", false),
            ("[{},{},{", "[{},{},{},{", false),
            ("[{},{},{", "[{},{},{}]\n[{},{},", false),
            ("[{},{},{", "{}[{},{},{},", false),
            ("[{},{},{", "[\n{},\n{},\n{},\n", false),
            ("[{},{},{", "{\"value\":[{},{},{},", false),
            ("{\"value\":[{},{},{", "{\"value\":[{},{},{},", true),
            ("[{},{},{", "[{},{},1 2,{},", false),
            // A list that was left for a document, and is gone on with.
            ("[{},{},{", "[{},{},{}\n{},{},", false),
            ("[{},{},{", "[{},{},{},{},", true),
        ] {
            assert_eq!(settled(start, text), is_settled, "{start} {text}");
        }
    }
}
