//! From places in a value to those in the buffer, in the document, and to lines and columns.

use super::{Buffer, Feed};
use crate::finding::Finding;
use crate::input::event::Place;
use crate::position::{Cursor, Position, Span, push_token};
use crate::report::Location;

impl Feed<'_> {
    /// Where a record of the present document stands.
    pub(super) fn location<'a>(&'a self, position: Position, pointer: &'a str) -> Location<'a> {
        Location {
            title: self.title,
            path: self.path,
            document: self.values.document().max(1),
            position,
            pointer,
        }
    }

    /// The finding with its line and column.
    pub(super) fn resolved(&mut self, mut finding: Finding, buffer: Buffer<'_>) -> Finding {
        let start = finding.span.map_or(0, |span| span.start);
        let mut cursor = self.cursor_before(start);
        resolve(&mut finding, buffer.bytes, &mut cursor);
        self.cursor = cursor;
        finding
    }

    /// A cursor that can walk to `offset`: the nearest known one.
    pub(super) fn cursor_before(&self, offset: usize) -> Cursor {
        let cursor = self.cursor.before(offset).unwrap_or(self.base);
        Cursor::last_before(&self.marks, offset).map_or(cursor, |mark| cursor.farther(mark))
    }
}

/// The pointer to an element of a list; empty for a document.
pub(super) fn pointer_of(place: Place) -> String {
    let Place::Element(list, index) = place else {
        return String::new();
    };
    // Where each record of a list has its pointer shown, a text that has to grow on the way takes a good
    // part of the time, more so on many cores.
    const LONGEST: usize = "/responses/".len() + 20;
    let mut pointer = String::with_capacity(LONGEST);
    if let Some(name) = list.name() {
        push_token(&mut pointer, name.as_str());
    }
    push_token(&mut pointer, itoa::Buffer::new().format(index));
    pointer
}

/// From spans and pointers in a value to those in the buffer and in the document.
pub(super) fn relocate(finding: &mut Finding, offset: usize, prefix: &str, pointer: &str) {
    let moved = |span: Span| Span::new(span.start + offset, span.end + offset);
    finding.span = finding.span.map(moved);
    finding.related = finding.related.map(moved);
    if !(prefix.is_empty() && pointer.is_empty()) {
        finding.pointer = format!("{prefix}{pointer}{}", finding.pointer);
    }
}

/// Works out line and column of a finding.
pub(super) fn resolve(finding: &mut Finding, bytes: &[u8], cursor: &mut Cursor) {
    let Some(span) = finding.span else {
        return;
    };
    let start = cursor.advance(bytes, span.start);
    let end = start.after(span.of(bytes));
    finding.position = Some(start);
    finding.end_column = (end.line == start.line).then_some(end.column);
}
