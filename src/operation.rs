//! The thing itself: a commsOperation as it was sent, with what can be derived from it.
//!
//! Values borrow from the payload and keep its text: a 20-digit integer or a 12-digit fraction
//! leaves as it came.

mod kept;
mod text;

use crate::timestamp::{Elapsed, Timestamp};
pub use kept::Kept;
pub use text::Text;

/// How long a GUID is as text (RFC 9562 section 4). Most ids are one.
pub(crate) const GUID: usize = 36;

/// `operationStatus` (Microsoft Graph metadata): the four values of the enumeration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Accepted, not begun.
    NotStarted,
    /// Under way.
    Running,
    /// Ended; not a proof of success.
    Completed,
    /// Ended with an error.
    Failed,
}

impl Status {
    /// All of them, in the order of the documentation.
    pub const ALL: [Self; 4] = [
        Self::NotStarted,
        Self::Running,
        Self::Completed,
        Self::Failed,
    ];

    /// Their names, for messages.
    pub const NAMES: &str = "notStarted, running, completed or failed";

    /// The documented spelling.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotStarted => "notStarted",
            Self::Running => "running",
            Self::Completed => "completed",
            Self::Failed => "failed",
        }
    }

    /// The status that `word`, which is none, was probably meant to be: the nearest within two
    /// letters, or what other APIs of Graph call it.
    pub fn meant(word: &str) -> Option<Self> {
        const FAR: usize = 3;
        let word = word.to_ascii_lowercase();
        // Words of quite another length need no comparison.
        let distance = |status: &Self| match status.name().len().abs_diff(word.len()) {
            0..FAR => strsim::osa_distance(&word, &status.name().to_ascii_lowercase()),
            difference => difference,
        };
        let nearest = Self::ALL.into_iter().min_by_key(distance);
        let nearest = nearest.filter(|status| distance(status) < FAR);
        nearest.or(match word.as_str() {
            "succeeded" | "success" | "done" | "finished" => Some(Self::Completed),
            "inprogress" | "in_progress" | "started" | "pending" => Some(Self::Running),
            "error" | "failure" => Some(Self::Failed),
            "not started" | "not_started" => Some(Self::NotStarted),
            _ => None,
        })
    }
}

/// What the payload says of its status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stated<'a> {
    /// One of the four.
    Known(Status),
    /// `null`: updates follow by notification.
    Null,
    /// Nothing, or something that is no string.
    Missing,
    /// Another word.
    Unknown(Text<'a>),
}

/// How an operation stands, whatever its status says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Ended, and nothing speaks against success.
    Succeeded,
    /// Not ended.
    Pending,
    /// Ended without success.
    Failed,
}

impl State {
    /// The word used everywhere.
    pub fn name(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::Pending => "pending",
            Self::Failed => "failed",
        }
    }
}

/// A time as sent, and as read. `at` is `None` for `null`-like texts that are no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment<'a> {
    /// The text of the payload.
    pub text: Text<'a>,
    /// The instant; `None` if the text is not a time, or the unset time of .NET.
    pub at: Option<Timestamp>,
    /// The text is 0001-01-01T00:00:00Z, with which .NET says "not set".
    pub unset: bool,
}

/// `code` or `subcode` as sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number<'a> {
    /// A whole number, also one sent as a string of digits, or with a point and zeros.
    Int(i32),
    /// A JSON number that is no Int32, with its text.
    Other(&'a str),
    /// A word, as 2018 subcodes are.
    Word(Text<'a>),
}

impl Number<'_> {
    /// The number, if it is one.
    pub fn int(self) -> Option<i32> {
        match self {
            Self::Int(n) => Some(n),
            _ => None,
        }
    }
}

/// `resultInfo`: how the operation ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ResultInfo<'a> {
    /// The result code, mostly an HTTP status.
    pub code: Option<Number<'a>>,
    /// The detail.
    pub subcode: Option<Number<'a>>,
    /// What the service says of it.
    pub message: Option<Text<'a>>,
}

/// One commsOperation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation<'a> {
    /// Its id, also recovered from `@odata.id`, `resourceUrl` or `resource`.
    pub id: Option<Text<'a>>,
    /// `@odata.type` without `#microsoft.graph.`.
    pub kind: Option<Text<'a>>,
    /// Its status.
    pub status: Stated<'a>,
    /// What the client said when it asked for the operation.
    pub client_context: Option<Text<'a>>,
    /// When it was created.
    pub created: Option<Moment<'a>>,
    /// When something last happened to it.
    pub last_action: Option<Moment<'a>>,
    /// Its result.
    pub result_info: Option<ResultInfo<'a>>,
    /// Why a media operation ended.
    pub completion_reason: Option<Text<'a>>,
}

impl Default for Operation<'_> {
    fn default() -> Self {
        Self {
            id: None,
            kind: None,
            status: Stated::Missing,
            client_context: None,
            created: None,
            last_action: None,
            result_info: None,
            completion_reason: None,
        }
    }
}

/// Whether a result code means success: 0 and 2xx (Microsoft Graph, resultInfo page; 0 in
/// call-transfer).
pub fn is_success(code: i32) -> bool {
    code == 0 || (200..300).contains(&code)
}

/// Whether a `completionReason` says that the operation did not do what it was asked for.
pub fn is_failing_reason(reason: &str) -> bool {
    let is = |word: &str| reason.eq_ignore_ascii_case(word);
    let failed = reason.len().checked_sub(6).and_then(|at| reason.get(at..));
    is("mediaOperationCanceled")
        || is("operationCanceled")
        || is("unknown")
        || is("unspecifiedError")
        || failed.is_some_and(|end| end.eq_ignore_ascii_case("failed"))
}

impl Operation<'_> {
    /// The result code, if it is a whole number.
    pub fn code(&self) -> Option<i32> {
        self.result_info
            .and_then(|info| info.code)
            .and_then(Number::int)
    }

    /// Whether there is a code that does not mean success. One that is no Int32 is none that does.
    #[inline]
    fn has_bad_code(&self) -> bool {
        let code = self.result_info.and_then(|info| info.code);
        code.is_some_and(|code| !code.int().is_some_and(is_success))
    }

    /// Whether `completionReason` speaks of a failure.
    #[inline]
    pub fn has_failing_reason(&self) -> bool {
        self.completion_reason
            .is_some_and(|reason| is_failing_reason(&reason.decoded()))
    }

    /// How the operation stands. `None` if its status is unknown or missing.
    #[inline]
    pub fn state(&self) -> Option<State> {
        match self.status {
            Stated::Known(Status::NotStarted | Status::Running) | Stated::Null => {
                Some(State::Pending)
            }
            Stated::Known(Status::Failed) => Some(State::Failed),
            Stated::Known(Status::Completed) => {
                let bad = self.has_bad_code() || self.has_failing_reason();
                Some(if bad { State::Failed } else { State::Succeeded })
            }
            Stated::Missing | Stated::Unknown(_) => None,
        }
    }

    /// From creation to `now`, exact to the digits of the payload.
    pub fn elapsed(&self, now: Timestamp) -> Option<Elapsed> {
        let created = self.created?.at?;
        Some(now.since(created).limited(created.digits()))
    }

    /// From creation to the last action.
    pub fn active(&self) -> Option<Elapsed> {
        Some(self.last_action?.at?.since(self.created?.at?))
    }

    /// From the last action to `now`, exact to the digits of the payload.
    pub fn idle(&self, now: Timestamp) -> Option<Elapsed> {
        let last = self.last_action?.at?;
        Some(now.since(last).limited(last.digits()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn completed_is_not_success() {
        let text = |word| Some(Text::new(word));
        let with = |code, reason| Operation {
            status: Stated::Known(Status::Completed),
            result_info: Some(ResultInfo {
                code: Some(Number::Int(code)),
                ..ResultInfo::default()
            }),
            completion_reason: reason,
            ..Operation::default()
        };
        for (code, reason, state) in [
            (0, None, State::Succeeded),
            (200, None, State::Succeeded),
            (299, text("stopToneDetected"), State::Succeeded),
            (200, text("maxSilenceTimeout"), State::Succeeded),
            (199, None, State::Failed),
            (500, None, State::Failed),
            (200, text("MediaOperationCanceled"), State::Failed),
            (200, text("playPromptFailed"), State::Failed),
            (200, text("unknown"), State::Failed),
        ] {
            assert_eq!(with(code, reason).state(), Some(state), "{code} {reason:?}");
        }
        for code in [
            Number::Other("200.5"),
            Number::Other("4294967496"),
            Number::Word(Text::new("two")),
        ] {
            let info = ResultInfo {
                code: Some(code),
                ..ResultInfo::default()
            };
            let operation = Operation {
                result_info: Some(info),
                ..with(200, None)
            };
            assert_eq!(operation.state(), Some(State::Failed), "{code:?}");
        }
    }
}
