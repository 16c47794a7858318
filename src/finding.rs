//! A finding: what is wrong, where, and how bad. The kind is plain data; the words for it are
//! written once, here, and the long explanation of each code in [`explanation`].

use crate::position::{Position, Span};
use crate::safe;
use std::fmt;

pub mod explanation;
mod words;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// The reading is safe, the sender sloppy.
    Warning,
    /// The operation breaks the schema, or a document could not be read.
    Error,
}

impl Severity {
    /// The word in front of the code.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

macro_rules! codes {
    ($($code:ident $name:ident $meaning:literal,)*) => {
        /// The permanent name of a kind of finding. A retired code is never used again.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the meaning stands beside each in the table")]
        pub enum Code { $($code,)* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$code,)*];

            /// `CO103`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$code => stringify!($code),)* }
            }

            /// `UnknownStatus`, for formats that want a word.
            pub fn title(self) -> &'static str {
                match self { $(Self::$code => stringify!($name),)* }
            }

            /// What it means, in a line.
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$code => $meaning,)* }
            }
        }
    };
}

codes! {
    CO001 EmptyInput "the input is empty",
    CO002 NotJson "not JSON: an HTML page, plain text or binary data",
    CO003 HttpHead "HTTP response head: status 400 or more, or no body; otherwise skipped with a note",
    CO004 GraphError "Graph answered with an error, not an operation",
    CO005 Truncated "the JSON ends too early",
    CO006 Syntax "JSON syntax error",
    CO007 CannotRead "the file cannot be opened or read, or a directory holds no payloads",
    CO008 InvalidEncoding "invalid UTF-8, UTF-16 or UTF-32",
    CO009 TooLarge "nested deeper than 128 levels, or a document above 64 MiB",
    CO010 Compressed "compressed data",
    CO101 MissingProperty "a required property is missing",
    CO102 WrongType "a property has the wrong JSON type",
    CO103 UnknownStatus "the status is not one of the documented values",
    CO104 NotATime "the text is not a time",
    CO105 NotInt32 "the number is outside Int32, or not whole",
    CO106 DuplicateKey "a property is given twice",
    CO107 NoOperation "there is no operation in this document",
    CO108 ContextTooLong "clientContext is longer than 256 characters",
    CO201 StatusCase "the letter case of the status differs from the documentation",
    CO202 NumberAsText "a number was sent as a string, or a subcode is a word",
    CO203 PropertyName "a property name is off by case or one letter",
    CO204 NullValue "null where the metadata says non-null",
    CO205 LooseTime "a time without offset or without seconds",
    CO206 ByteOrderMark "the text has a byte order mark, or is UTF-16 or UTF-32",
    CO207 RecoveredId "the id is absent and was taken from a URL",
    CO208 UnknownType "the @odata.type is unknown",
    CO209 UnsetTime "the time is 0001-01-01, the unset time of .NET",
    CO210 NoId "there is no id anywhere, or an empty one",
    CO301 TimesReversed "the last action is before the creation",
    CO302 CreatedInFuture "the operation was created in the future",
    CO303 StatusDisagrees "status and result disagree",
    CO304 FailedWithoutResult "the operation failed without a resultInfo",
    CO305 HistoryReversed "the same id goes backwards, or its creation time changes",
    CO401 PropertyAbsent "a property of the 2018 page is absent",
    CO402 Skipped "something that is no operation was skipped",
    CO403 MorePages "more pages exist",
}

impl Code {
    /// The code with this name, in any letter case.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.name().eq_ignore_ascii_case(name))
    }

    /// Input errors, CO0xx, say that a document could not be read.
    pub fn is_input(self) -> bool {
        self.name().starts_with("CO0")
    }

    /// The severity without options. A kind may differ: see [`Kind::severity`].
    pub fn severity(self) -> Severity {
        match self {
            Self::CO202 | Self::CO207 | Self::CO401 | Self::CO402 | Self::CO403 => Severity::Note,
            code if code < Self::CO201 => Severity::Error,
            _ => Severity::Warning,
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

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
    reason = "one variant a sentence; the sentences stand in words.rs"
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

/// Text of a payload between quotes in a message, made safe and cut to a readable length.
fn quoted(text: &str) -> String {
    safe::excerpt(text, 80).into_owned()
}
