//! A finding: what is wrong, where, and how bad. The kind is plain data; the words for it are
//! written once, in `words`, and the long explanation of each code in [`explanation`].

use crate::position::{Position, Span};

mod code;
pub mod explanation;
mod words;

pub use code::{Code, Severity};

/// The types of JSON values, as a message calls them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of RFC 8259")]
pub enum JsonType {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

/// What stands where JSON should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alien {
    /// An HTML page with its title.
    Html(Option<String>),
    /// Other markup.
    Xml,
    /// A line of text.
    Text(String),
    /// Control characters.
    Binary,
}

/// What is known of an error answer (OData JSON format section 21.1; RFC 9457).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorAnswer {
    /// `error.code`, or the problem's `title`.
    pub code: String,
    /// `error.message`, or the problem's `detail`.
    pub message: String,
    /// What support asks for.
    pub request_id: Option<String>,
    /// When the service said so.
    pub date: Option<String>,
}

/// What was found, with the facts that its words need. Texts are raw: they are made safe when
/// they are put into words.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "one variant a sentence; the sentences stand in finding/words.rs"
)]
pub enum Kind {
    Empty {
        piped: bool,
    },
    NotJson(Alien),
    HeadSkipped {
        line: String,
        request: bool,
    },
    HeadFailed {
        line: String,
    },
    HeadAlone {
        line: String,
        location: Option<String>,
    },
    GraphError(ErrorAnswer),
    Truncated {
        what: &'static str,
        open: Vec<(Position, bool)>,
        resumes: Option<u64>,
        at_end: bool,
    },
    Syntax {
        message: String,
        expected: &'static str,
    },
    CannotRead {
        reason: String,
        near: Option<String>,
    },
    InvalidUtf8 {
        byte: u8,
        western: bool,
    },
    InvalidUtf16,
    TooDeep,
    TooLarge,
    Compressed {
        format: &'static str,
    },
    Missing {
        name: &'static str,
        expected: &'static str,
    },
    WrongType {
        expected: &'static str,
        found: JsonType,
        hint: &'static str,
    },
    UnknownStatus {
        text: String,
    },
    NotATime {
        text: String,
        reason: &'static str,
    },
    NotInt32 {
        text: String,
        whole: bool,
    },
    Duplicate {
        name: String,
    },
    NoOperation {
        found: String,
    },
    ContextTooLong {
        length: usize,
    },
    StatusCase {
        text: String,
        documented: &'static str,
    },
    NumberAsText {
        text: String,
    },
    WordSubcode {
        text: String,
    },
    PropertyName {
        documented: &'static str,
        old: bool,
        beside: Option<String>,
    },
    NullValue {
        name: &'static str,
    },
    LooseTime {
        offset: bool,
        seconds: bool,
    },
    Encoding {
        name: &'static str,
        bom: bool,
    },
    RecoveredId {
        from: &'static str,
    },
    UnknownType {
        text: String,
    },
    UnsetTime,
    NoId {
        empty: bool,
    },
    TimesReversed {
        by: String,
    },
    CreatedInFuture {
        by: String,
        slight: bool,
    },
    CompletedWithCode {
        code: i32,
    },
    CompletedWithReason {
        reason: String,
    },
    FailedWithCode {
        code: i32,
    },
    FailedWithoutResult,
    WentBack {
        from: &'static str,
        to: &'static str,
    },
    CreationChanged {
        before: String,
    },
    Absent {
        name: &'static str,
    },
    SkippedResource {
        what: String,
    },
    MorePages,
}

/// What is found where a payload stands as text in a string.
pub(crate) const ENCODED: &str = "JSON inside a string";

/// One finding about one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub kind: Kind,
    /// How bad, after the options have been applied.
    pub severity: Severity,
    /// The JSON pointer (RFC 6901) of the value it speaks of; empty for the document.
    pub pointer: String,
    /// The bytes it speaks of, in the text at hand.
    pub span: Option<Span>,
    /// A second place that belongs to it: where a duplicate key was first given.
    pub related: Option<Span>,
    /// Line and column of the span.
    pub position: Option<Position>,
    /// The column one past the span, if it ends on the same line.
    pub end_column: Option<u64>,
}

impl Finding {
    /// A finding of its usual severity about `span`.
    pub fn new(kind: Kind, pointer: String, span: Span) -> Self {
        let severity = kind.severity();
        Self {
            kind,
            severity,
            pointer,
            span: Some(span),
            related: None,
            position: None,
            end_column: None,
        }
    }

    /// A finding about a whole source.
    pub fn of_source(kind: Kind) -> Self {
        let severity = kind.severity();
        Self {
            kind,
            severity,
            pointer: String::new(),
            span: None,
            related: None,
            position: None,
            end_column: None,
        }
    }

    /// Its code.
    pub fn code(&self) -> Code {
        self.kind.code()
    }

    /// Whether its source line helps: not for what is about a whole answer or a cut-off record, and
    /// not for notes.
    pub fn has_frame(&self) -> bool {
        let whole = matches!(
            self.kind,
            Kind::GraphError(_)
                | Kind::Compressed { .. }
                | Kind::TooDeep
                | Kind::TooLarge
                | Kind::Truncated {
                    resumes: Some(_),
                    ..
                }
        );
        !whole && self.severity > Severity::Note
    }

    /// Whether it says that a document could not be read.
    pub fn is_unreadable(&self) -> bool {
        self.severity == Severity::Error && self.code().is_input()
    }
}
