//! The codes of findings, how bad each is, and which one a kind has. A code is permanent: scripts and
//! `--ignore` go by it.

use super::Kind;
use std::fmt;

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

impl Kind {
    /// Its permanent code.
    pub fn code(&self) -> Code {
        match self {
            Self::Empty { .. } => Code::CO001,
            Self::NotJson(_) => Code::CO002,
            Self::HeadSkipped { .. } | Self::HeadFailed { .. } | Self::HeadAlone { .. } => {
                Code::CO003
            }
            Self::GraphError(_) => Code::CO004,
            Self::Truncated { .. } => Code::CO005,
            Self::Syntax { .. } => Code::CO006,
            Self::CannotRead { .. } => Code::CO007,
            Self::InvalidUtf8 { .. } | Self::InvalidUtf16 => Code::CO008,
            Self::TooDeep | Self::TooLarge => Code::CO009,
            Self::Compressed { .. } => Code::CO010,
            Self::Missing { .. } => Code::CO101,
            Self::WrongType { .. } => Code::CO102,
            Self::UnknownStatus { .. } => Code::CO103,
            Self::NotATime { .. } => Code::CO104,
            Self::NotInt32 { .. } => Code::CO105,
            Self::Duplicate { .. } => Code::CO106,
            Self::NoOperation { .. } => Code::CO107,
            Self::ContextTooLong { .. } => Code::CO108,
            Self::StatusCase { .. } => Code::CO201,
            Self::NumberAsText { .. } | Self::WordSubcode { .. } => Code::CO202,
            Self::PropertyName { .. } => Code::CO203,
            Self::NullValue { .. } => Code::CO204,
            Self::LooseTime { .. } => Code::CO205,
            Self::Encoding { .. } => Code::CO206,
            Self::RecoveredId { .. } => Code::CO207,
            Self::UnknownType { .. } => Code::CO208,
            Self::UnsetTime => Code::CO209,
            Self::NoId { .. } => Code::CO210,
            Self::TimesReversed { .. } => Code::CO301,
            Self::CreatedInFuture { .. } => Code::CO302,
            Self::CompletedWithCode { .. }
            | Self::CompletedWithReason { .. }
            | Self::FailedWithCode { .. } => Code::CO303,
            Self::FailedWithoutResult => Code::CO304,
            Self::WentBack { .. } | Self::CreationChanged { .. } => Code::CO305,
            Self::Absent { .. } => Code::CO401,
            Self::SkippedResource { .. } => Code::CO402,
            Self::MorePages => Code::CO403,
        }
    }

    /// How bad it is unless an option says otherwise.
    pub fn severity(&self) -> Severity {
        match self {
            Self::HeadSkipped { .. } | Self::PropertyName { old: true, .. } => Severity::Note,
            Self::CreatedInFuture { slight: true, .. } => Severity::Note,
            kind => kind.code().severity(),
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
