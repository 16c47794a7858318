//! The only place with opinions: what was read becomes an [`Operation`] and findings.

pub mod codes;
mod consistency;
pub mod history;
pub mod json_schema;
mod known;
mod properties;
mod rules;
mod url;

pub use consistency::{Places, has_nothing_to_say};
pub use known::{is_documented_type, is_known_type};
pub(crate) use properties::MAX_CONTEXT;
pub use rules::Rules;
pub(crate) use url::id_in_urls;

use crate::finding::Finding;
use crate::input::envelope::Url;
use crate::json::Member;
use crate::operation::Operation;
use crate::position::Span;

/// What is said of one operation: the operation, as far as it could be read, and all findings in
/// order of position.
#[derive(Clone, Debug)]
pub struct Verdict<'a> {
    /// The operation.
    pub operation: Operation<'a>,
    /// Errors, warnings and, if asked for, notes. Pointers are relative to the operation.
    pub findings: Vec<Finding>,
    /// Where the values stand that other documents can contradict.
    pub places: Places,
}

/// Judges the operation that stands at `span` of `text`. `urls`: of the notification around it.
pub fn judge<'a>(
    text: &'a str,
    span: Span,
    urls: [Option<Url<'a>>; 2],
    rules: &Rules,
) -> Verdict<'a> {
    judge_members(text, span, None, urls, rules)
}

/// The same, where the `members` of the operation may be known already.
pub(crate) fn judge_members<'a>(
    text: &'a str,
    span: Span,
    members: Option<&[Member]>,
    urls: [Option<Url<'a>>; 2],
    rules: &Rules,
) -> Verdict<'a> {
    let mut operation = Operation::default();
    let mut judge = properties::Judge::new(text, span, rules);
    judge.read(members, urls, &mut operation);
    let places = judge.places();
    let mut contradictions = Vec::new();
    consistency::weigh(&operation, places, rules, &mut contradictions);
    judge.revise(&mut contradictions);
    let mut findings = judge.into_findings();
    findings.append(&mut contradictions);
    sort(&mut findings);
    Verdict {
        operation,
        findings,
        places,
    }
}

/// The findings about an operation whose properties are beyond doubt: contradictions only.
pub fn weigh(operation: &Operation<'_>, places: Places, rules: &Rules) -> Vec<Finding> {
    let mut findings = Vec::new();
    consistency::weigh(operation, places, rules, &mut findings);
    sort(&mut findings);
    findings
}

/// In order of position; of one place in the order they were made.
fn sort(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| finding.span.map(|span| span.start));
}
