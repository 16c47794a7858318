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
    for (kind, index) in contradictions(operation, now).into_iter().flatten() {
        judge.tell_value(kind, index);
    }
}

/// Whether [`check`] would tell nothing, notes included.
pub fn has_nothing_to_say(operation: &Operation<'_>, now: Timestamp) -> bool {
    contradictions(operation, now).iter().all(Option::is_none)
}

/// Every contradiction, with the index of the property that it is told of.
#[inline]
fn contradictions(operation: &Operation<'_>, now: Timestamp) -> [Option<(Kind, usize)>; 3] {
    [
        reversed(operation).map(|kind| (kind, at::LAST_ACTION)),
        in_future(operation, now).map(|kind| (kind, at::CREATED)),
        disagreement(operation).map(|kind| (kind, at::STATUS)),
    ]
}

#[inline]
fn reversed(operation: &Operation<'_>) -> Option<Kind> {
    let active = operation.active()?;
    active
        .is_negative()
        .then(|| Kind::TimesReversed { by: words(active) })
}

#[inline]
fn in_future(operation: &Operation<'_>, now: Timestamp) -> Option<Kind> {
    let age = now.since(operation.created?.at?);
    age.is_negative().then(|| {
        let slight = age.whole_seconds() >= -SLIGHT_SKEW;
        Kind::CreatedInFuture {
            by: words(age),
            slight,
        }
    })
}

#[inline]
fn disagreement(operation: &Operation<'_>) -> Option<Kind> {
    let Stated::Known(status) = operation.status else {
        return None;
    };
    match (status, operation.code()) {
        (Status::Completed, Some(code)) if !is_success(code) => {
            Some(Kind::CompletedWithCode { code })
        }
        (Status::Completed, _) if operation.has_failing_reason() => {
            let reason = operation
                .completion_reason
                .map(|reason| reason.decoded().into_owned());
            Some(Kind::CompletedWithReason {
                reason: reason.unwrap_or_default(),
            })
        }
        (Status::Failed, Some(code)) if is_success(code) => Some(Kind::FailedWithCode { code }),
        (Status::Failed, None) if operation.result_info.is_none() => {
            Some(Kind::FailedWithoutResult)
        }
        _ => None,
    }
}

fn words(elapsed: Elapsed) -> String {
    let mut out = Vec::new();
    elapsed.write_words(&mut out);
    String::from_utf8(out).unwrap_or_default()
}
