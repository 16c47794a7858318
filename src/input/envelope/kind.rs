//! What the name of a type says.

/// Types that end in "Operation" and are none of the calls API; their values of `status` differ.
const OTHER_OPERATIONS: [&str; 7] = [
    "operation",
    "onenoteOperation",
    "teamsAsyncOperation",
    "longRunningOperation",
    "richLongRunningOperation",
    "workbookOperation",
    "printOperation",
];

/// Whether an `@odata.type` names a commsOperation or a type derived from it, known or not.
pub fn is_operation_type(kind: &str) -> bool {
    let short = short_type(kind);
    let ending = short
        .len()
        .checked_sub("Operation".len())
        .and_then(|at| short.get(at..));
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("Operation"))
        && !OTHER_OPERATIONS
            .iter()
            .any(|other| other.eq_ignore_ascii_case(short))
}

/// An `@odata.type` without `#` and `microsoft.graph.`, whatever their case.
pub fn short_type(kind: &str) -> &str {
    const NAMESPACE: &str = "microsoft.graph.";
    let kind = kind.strip_prefix('#').unwrap_or(kind);
    match kind.get(..NAMESPACE.len()) {
        Some(prefix) if prefix.eq_ignore_ascii_case(NAMESPACE) => {
            kind.get(NAMESPACE.len()..).unwrap_or(kind)
        }
        _ => kind,
    }
}
