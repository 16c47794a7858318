//! A list that was given up for a document, which may have been part of a broken element of it.

use super::list::Open;
use super::{Event, Phase, Values};
use crate::input::kin::Kin;
use crate::input::skip::{self, Skip};

/// A list that was given up for a document: it goes on if a comma or its end follows that, or text on
/// its line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Left {
    pub(super) open: Open,
    /// The number of that document.
    number: u64,
    /// It was given up inside of an element. Then what stands behind the document on its line is
    /// text of that element, and is not told again.
    in_element: bool,
}

impl Left {
    /// Whether that document has not begun when `documents` have.
    pub(super) fn is_behind(&self, documents: u64) -> bool {
        self.number > documents
    }
}

impl Values {
    /// The list that was given up for the document that is broken at `from`, if that goes on on its
    /// line: it was part of a broken element, and others may stand behind it.
    pub(super) fn list_on_line(&mut self, bytes: &[u8], from: usize) -> Option<Open> {
        let is_in_line = self.phase == Phase::Inside && self.ends_in_line(bytes, from);
        let Left {
            open, in_element, ..
        } = self.left.take_if(|_| is_in_line)?;
        Some(match in_element {
            true => open.doubted(),
            false => open,
        })
    }

    /// The list, if there is one, is given up for a document that begins here.
    pub(super) fn leave_list(&mut self, open: Option<Open>, in_element: bool) {
        self.open = None;
        self.left = open.map(|open| Left {
            open,
            number: self.documents + 1,
            in_element,
        });
    }

    /// What begins with `b` where a document may begin, behind a list that was given up: the document
    /// that it was given up for, or, if that was part of an element of it, what stands behind that.
    pub(super) fn beside_list(&mut self, bytes: &[u8], eof: bool, b: u8) -> Option<Event> {
        let opens = matches!(b, b'{' | b'[');
        let is_behind = |left: &Left| left.is_behind(self.documents);
        let is_first = self.left.as_ref().is_some_and(is_behind);
        if is_first && opens {
            return self.document_or_text(bytes, eof, b);
        }
        let left = self.left.take()?;
        let begins_line = skip::indent_of(bytes, self.at).is_some();
        // A name tells that the separator stands in place of the bracket of an element.
        let is_rest = match left.in_element {
            true => !(begins_line && matches!(b, b',' | b']')),
            false => b == b'"',
        };
        match b {
            // Behind a separator that had no document behind it, or a document that was part of the
            // element.
            _ if is_first && is_rest || left.in_element && b == b'}' && begins_line => {
                let skip = left.open.skip_rest(self.at, Kin::in_list(left.open.list));
                self.return_to_list(left.open.doubted(), Phase::Skipping(skip));
                None
            }
            b',' | b']' => {
                self.return_to_list(left.open, Phase::Separator);
                None
            }
            b'{' | b'[' if left.in_element && !begins_line => {
                self.left = Some(Left {
                    number: self.documents + 1,
                    ..left
                });
                self.begin_document()
            }
            _ if left.in_element && !begins_line => {
                self.scanner.start(self.at, left.open.list.depth(), false);
                let kin = Kin::in_list(left.open.list);
                let skip = Skip::balance(&self.scanner, self.at, kin, self.patience.bytes());
                self.return_to_list(left.open, Phase::Skipping(skip));
                None
            }
            _ => self.document_or_text(bytes, eof, b),
        }
    }

    /// The document behind the list counts as one of its elements.
    fn return_to_list(&mut self, open: Open, phase: Phase) {
        self.open = Some(Open {
            index: open.index + 1,
            ..open
        });
        self.phase = phase;
    }
}
