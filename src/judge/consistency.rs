//! CO3xx: what no schema can say, because it takes two values and a clock.

use super::properties::Judge;
use crate::finding::Kind;
use crate::operation::{Operation, Stated, Status, is_success};
use crate::timestamp::{Elapsed, Timestamp};
use crate::wire::operation as at;

/// Clocks differ by seconds; up to this much it is only a note.
const SLIGHT_SKEW: i64 = 60;

/// Tells of every contradiction in `operation`.
pub(super) fn check(operation: &Operation<'_>, judge: &mut Judge<'_, '_>) {
    let now = judge.rules().now;
    if let Some(active) = reversed(operation) {
        judge.tell_value(Kind::TimesReversed { by: words(active) }, at::LAST_ACTION);
    }
    if let Some(age) = in_future(operation, now) {
        let slight = age.whole_seconds() >= -SLIGHT_SKEW;
        judge.tell_value(
            Kind::CreatedInFuture {
                by: words(age),
                slight,
            },
            at::CREATED,
        );
    }
    if let Some(disagreement) = disagreement(operation) {
        judge.tell_value(disagreement.kind(operation), at::STATUS);
    }
}

/// Whether [`check`] would tell nothing, notes included.
#[inline]
pub fn has_nothing_to_say(operation: &Operation<'_>, now: Timestamp) -> bool {
    reversed(operation).is_none()
        && in_future(operation, now).is_none()
        && disagreement(operation).is_none()
}

/// The time from creation to the last action, where it is negative.
#[inline]
fn reversed(operation: &Operation<'_>) -> Option<Elapsed> {
    operation.active().filter(|active| active.is_negative())
}

/// The age, where it is negative.
#[inline]
fn in_future(operation: &Operation<'_>, now: Timestamp) -> Option<Elapsed> {
    let age = now.since(operation.created?.at?);
    age.is_negative().then_some(age)
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
