//! The choices a user has, as plain values: pages, fields, formats, what is let through.
//!
//! The command line fills them in and the floors below act on them, so they stand beneath both.

use clap::ValueEnum;

/// The columns of `-f`, tsv and csv, in their order.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum Field {
    /// succeeded, pending, failed; empty if there is none
    State,
    /// notStarted, running, completed, failed; else as sent
    Status,
    /// resultInfo.code
    Code,
    /// resultInfo.subcode
    Subcode,
    /// resultInfo.message
    Message,
    /// the pair A#B after DiagCode in the message
    Diag,
    /// completionReason
    Reason,
    /// seconds from creation to now
    Elapsed,
    /// seconds from creation to last action
    Active,
    /// seconds from last action to now
    Idle,
    /// id, also if only @odata.id or the resource tells it
    Id,
    /// @odata.type without its #microsoft.graph prefix
    Type,
    /// clientContext
    Context,
    /// createdDateTime, in --tz
    Created,
    /// lastActionDateTime, in --tz
    Last,
    /// true or false
    Valid,
    /// how many errors
    Errors,
    /// how many warnings
    Warnings,
    /// the file, - for stdin
    Source,
    /// the line it begins in; of what cannot be read, that of the fault
    Line,
    /// where in the document, as a JSON pointer
    Pointer,
}

impl Field {
    /// The name it is asked for by, and the heading of its column.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Status => "status",
            Self::Code => "code",
            Self::Subcode => "subcode",
            Self::Message => "message",
            Self::Diag => "diag",
            Self::Reason => "reason",
            Self::Elapsed => "elapsed",
            Self::Active => "active",
            Self::Idle => "idle",
            Self::Id => "id",
            Self::Type => "type",
            Self::Context => "context",
            Self::Created => "created",
            Self::Last => "last",
            Self::Valid => "valid",
            Self::Errors => "errors",
            Self::Warnings => "warnings",
            Self::Source => "source",
            Self::Line => "line",
            Self::Pointer => "pointer",
        }
    }
}

/// What `--only` selects by.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum Only {
    /// not finished
    Pending,
    /// finished well
    Succeeded,
    /// finished badly
    Failed,
    /// breaks the schema
    Invalid,
    /// could not be read
    Unreadable,
}

/// The published page that is the law.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, ValueEnum)]
pub enum Page {
    /// everything the service has been seen to send
    #[default]
    Any,
    /// the page with createdDateTime and lastActionDateTime
    #[value(name = "2018-beta")]
    Beta2018,
    /// the page of today
    #[value(name = "v1.0")]
    V1,
}

/// The form of the report.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Layout {
    /// No report at all.
    Nothing,
    /// Rows for people.
    Text,
    /// One JSON object.
    Json,
    /// One JSON object per line.
    Ndjson,
    /// These fields, tab-separated, without a header.
    Fields(Vec<Field>),
    /// These fields as columns, tab-separated, with a header.
    Tsv(Vec<Field>),
    /// These fields as columns, comma-separated, with a header.
    Csv(Vec<Field>),
    /// Counts and durations of the whole.
    Summary,
    /// GitHub workflow commands.
    Github,
    /// SARIF 2.1.0.
    Sarif,
    /// `JUnit` XML.
    Junit,
}

/// What `--only` lets through; everything, if it is not given.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Selection(u8);

impl Selection {
    /// Everything.
    pub const ALL: Self = Self(u8::MAX);

    /// Lets `kinds` through; everything, if there are none.
    #[must_use]
    pub fn new(kinds: &[Only]) -> Self {
        match kinds {
            [] => Self::ALL,
            kinds => Self(kinds.iter().fold(0, |bits, kind| bits | Self::bit(*kind))),
        }
    }

    /// Whether this kind is let through.
    #[must_use]
    pub const fn has(self, kind: Only) -> bool {
        self.0 & Self::bit(kind) != 0
    }

    const fn bit(kind: Only) -> u8 {
        match kind {
            Only::Pending => 1,
            Only::Succeeded => 2,
            Only::Failed => 4,
            Only::Invalid => 8,
            Only::Unreadable => 16,
        }
    }
}

/// The findings that `--ignore` drops.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Ignored(Vec<String>);

impl Ignored {
    /// Drops every finding whose code begins with one of `prefixes`.
    #[must_use]
    pub fn new(prefixes: Vec<String>) -> Self {
        Self(prefixes)
    }

    /// Whether a finding with this code is dropped.
    #[must_use]
    pub fn covers(&self, code: &str) -> bool {
        self.0
            .iter()
            .any(|prefix| code.starts_with(prefix.as_str()))
    }
}
