//! From places in a value to those in the buffer, in the document, and to lines and columns.

use crate::finding::Finding;
use crate::input::event::{List, Place};
use crate::position::{Cursor, Span};

/// The pointer to an element of a list; empty for a document.
pub(super) fn pointer_of(place: Place) -> String {
    match place {
        Place::Document => String::new(),
        Place::Element(List::Root, index) => format!("/{index}"),
        Place::Element(list, index) => format!("/{}/{index}", list.key().unwrap_or_default()),
    }
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
