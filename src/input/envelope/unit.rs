//! What is found in a document.

use crate::finding::ErrorAnswer;
use crate::json::Member;
use crate::operation::Text;
use crate::position::Span;

/// A URL that may name an operation, and the property it stands in.
pub type Url<'a> = (&'static str, Text<'a>);

/// Something found in a document: where it stands (`span`, and `pointer`), and what it is. Pointers are
/// relative to the value that was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are told above")]
pub enum Unit<'a, 'm> {
    /// An operation.
    Operation {
        /// The bytes of it.
        span: Span,
        /// Where it stands.
        pointer: String,
        /// The URLs of the notification that carries it.
        urls: [Option<Url<'a>>; 2],
        /// Its members, if they are not very many.
        members: Option<&'m [Member]>,
    },
    /// A resource that is no operation, where that is no fault.
    Skipped {
        /// The bytes of it.
        span: Span,
        /// Where it stands.
        pointer: String,
        /// What it is instead.
        what: String,
    },
    /// Something at the place of an operation that is none.
    NoOperation {
        /// The bytes of it.
        span: Span,
        /// Where it stands.
        pointer: String,
        /// What it is instead.
        found: String,
    },
    /// An answer that says what went wrong.
    Error {
        /// The bytes of it.
        span: Span,
        /// Where it stands.
        pointer: String,
        /// What it says.
        answer: ErrorAnswer,
    },
    /// The document goes on elsewhere.
    NextLink {
        /// The bytes of it.
        span: Span,
        /// Where it stands.
        pointer: String,
    },
    /// A property of an envelope in another spelling.
    Renamed {
        /// The documented name.
        name: &'static str,
        /// The name that is read instead, if another one is.
        beside: Option<String>,
        /// Where the name stands.
        span: Span,
        /// Where it stands.
        pointer: String,
    },
    /// A property of an envelope that stands there twice.
    Repeated {
        /// The name of it.
        name: String,
        /// Where it stands first, if that is in the same text.
        first: Option<Span>,
        /// Where it stands again.
        again: Span,
        /// Where it stands.
        pointer: String,
    },
}
