//! CO3xx: what no schema can say, because it takes two values and a clock.

use super::rules::Rules;
use crate::finding::{Finding, Kind};
use crate::operation::{Operation, Stated, Status, is_success};
use crate::position::Span;
use crate::timestamp::{Elapsed, Timestamp};

/// Clocks differ by seconds; up to this much it is only a note.
const SLIGHT_SKEW: i64 = 60;

/// Where the values stand that contradict each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The value of `status`.
    pub status: Span,
    /// The value of `createdDateTime`.
    pub created: Span,
    /// The value of `lastActionDateTime`.
    pub last_action: Span,
}

/// Adds a finding for every contradiction in `operation`, with pointers relative to it.
pub(super) fn weigh(
    operation: &Operation<'_>,
    places: Places,
    rules: &Rules,
    findings: &mut Vec<Finding>,
) {
    let mut tell = |kind: Kind, pointer: &str, span: Span| {
        if let Some(severity) = rules.severity(&kind) {
            findings.push(Finding {
                severity,
                ..Finding::new(kind, pointer.to_owned(), span)
            });
        }
    };
    if let Some(active) = reversed(operation) {
        tell(
            Kind::TimesReversed { by: words(active) },
            "/lastActionDateTime",
            places.last_action,
        );
    }
    if let Some(age) = in_future(operation, rules.now) {
        let slight = !age.is_below(-SLIGHT_SKEW);
        tell(
            Kind::CreatedInFuture {
                by: words(age),
                slight,
            },
            "/createdDateTime",
            places.created,
        );
    }
    if let Some(disagreement) = disagreement(operation) {
        tell(disagreement.kind(operation), "/status", places.status);
    }
}

/// Whether `weigh` would tell nothing, notes included.
#[inline]
pub fn has_nothing_to_say(operation: &Operation<'_>, now: Timestamp) -> bool {
    reversed(operation).is_none()
        && in_future(operation, now).is_none()
        && disagreement(operation).is_none()
}

/// The time from creation to the last action, where it is negative.
#[inline]
fn reversed(operation: &Operation<'_>) -> Option<Elapsed> {
    let (created, last_action) = (operation.created?.at?, operation.last_action?.at?);
    (last_action < created).then(|| last_action.since(created))
}

/// The age, where it is negative.
#[inline]
fn in_future(operation: &Operation<'_>, now: Timestamp) -> Option<Elapsed> {
    let created = operation.created?.at?;
    (now < created).then(|| now.since(created))
}

/// How status and result can disagree.
#[derive(Clone, Copy)]
enum Disagreement {
    CompletedWithCode(i32),
    CompletedWithReason,
    FailedWithCode(i32),
    FailedWithoutResult,
}

impl Disagreement {
    fn kind(self, operation: &Operation<'_>) -> Kind {
        match self {
            Self::CompletedWithCode(code) => Kind::CompletedWithCode { code },
            Self::FailedWithCode(code) => Kind::FailedWithCode { code },
            Self::FailedWithoutResult => Kind::FailedWithoutResult,
            Self::CompletedWithReason => {
                let reason = operation
                    .completion_reason
                    .map(|reason| reason.decoded().into_owned());
                Kind::CompletedWithReason {
                    reason: reason.unwrap_or_default(),
                }
            }
        }
    }
}

#[inline]
fn disagreement(operation: &Operation<'_>) -> Option<Disagreement> {
    let Stated::Known(status) = operation.status else {
        return None;
    };
    match (status, operation.code()) {
        (Status::Completed, Some(code)) if !is_success(code) => {
            Some(Disagreement::CompletedWithCode(code))
        }
        (Status::Completed, _) if operation.has_failing_reason() => {
            Some(Disagreement::CompletedWithReason)
        }
        (Status::Failed, Some(code)) if is_success(code) => {
            Some(Disagreement::FailedWithCode(code))
        }
        (Status::Failed, None) if operation.result_info.is_none() => {
            Some(Disagreement::FailedWithoutResult)
        }
        _ => None,
    }
}

fn words(elapsed: Elapsed) -> String {
    let mut out = Vec::new();
    elapsed.write_words(&mut out);
    String::from_utf8(out).unwrap_or_default()
}
