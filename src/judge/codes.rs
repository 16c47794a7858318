//! What `code`, `subcode` and DiagCode of a result mean, in words.
//!
//! Graph documents only a few pairs. The table `codes.tsv` joins those with pairs captured from
//! the live service, told in issues, and listed by Azure Communication Services, which shares
//! the space of subcodes. What the table does not hold is narrowed down step by step, and
//! [`Basis`] says how far, so that a guess is never shown as a fact.

use crate::simd;
use std::borrow::Cow;
use std::sync::LazyLock;

mod explain;

pub use explain::{Query, explain};

/// The class of a code: "2xx success, 4xx client error, 5xx server error" (Graph, resultInfo);
/// 0 is success too (Graph, call-transfer), 6xx a global error (Communication Services).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// 0 and 2xx.
    Success,
    /// 4xx.
    ClientError,
    /// 5xx.
    ServerError,
    /// 6xx.
    GlobalError,
    /// Anything else.
    Other,
}

impl Class {
    /// The class that `code` belongs to.
    pub fn of(code: i32) -> Self {
        match code {
            0 | 200..=299 => Self::Success,
            400..=499 => Self::ClientError,
            500..=599 => Self::ServerError,
            600..=699 => Self::GlobalError,
            _ => Self::Other,
        }
    }

    /// Its name in a report.
    pub fn words(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::ClientError => "client error",
            Self::ServerError => "server error",
            Self::GlobalError => "global error",
            Self::Other => "unclassified",
        }
    }
}

/// A subcode as it can be met: Int32 today, a word such as `transferring` in the 2018 beta.
///
/// In a [`Row`], `Absent` stands for the code without regard to its subcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subcode<'a> {
    /// There is none.
    Absent,
    /// Of today.
    Number(i32),
    /// Of 2018.
    Word(&'a str),
}

impl Subcode<'_> {
    /// Numbers came as strings in 2018; they mean the same.
    fn normal(self) -> Self {
        match self {
            Self::Word(text) => number(text).map_or(self, Self::Number),
            _ => self,
        }
    }
}

/// One line of `codes.tsv`. A `code` of `None` means any code.
#[derive(Debug)]
pub struct Row {
    /// The code, if it matters.
    pub code: Option<i32>,
    /// The subcode.
    pub subcode: Subcode<'static>,
    /// What the two mean.
    pub meaning: &'static str,
    /// The short word for who says so.
    pub source: &'static str,
    /// What to do about it.
    pub advice: Option<&'static str>,
}

/// How a meaning was found, from certain to vague.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The very pair is known.
    Pair,
    /// Code 0 was read as 200 or 200 as 0: the service reports DiagCode `0#5002` as `200/5002`.
    ZeroForSuccess,
    /// The subcode is known, whatever the code.
    Subcode,
    /// 540xxx (inbound) and 560xxx (outbound) end in a SIP response of the customer's session
    /// border controller (Communication Services, PSTN codes).
    Sip(u16),
    /// Only the code says something.
    Class,
}

/// What a result means, how sure that is, and who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultMeaning {
    /// The meaning in words.
    pub text: Cow<'static, str>,
    /// How it was found.
    pub basis: Basis,
    /// The short word of the table: `graph`, `acs`, `cs#410`, ...
    pub source: &'static str,
    /// What to do about it.
    pub advice: Option<&'static str>,
}

impl ResultMeaning {
    fn known(row: &'static Row, basis: Basis) -> Self {
        Self {
            text: Cow::Borrowed(row.meaning),
            basis,
            source: row.source,
            advice: row.advice,
        }
    }
}

/// Sorted by (code, subcode), as the tests prove; parsed at the first question.
static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let lines = pieces(include_str!("codes.tsv"), b'\n').skip(1);
    lines.filter_map(row).collect()
});

/// The pieces of `text` between the bytes `end`, which is ASCII. What `str` has for it takes three
/// times as long for pieces as short as these, which is felt where there is one payload, and that
/// failed.
fn pieces(text: &'static str, end: u8) -> impl Iterator<Item = &'static str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest.take()?;
        let Some(at) = simd::position(text.as_bytes(), end) else {
            return Some(text);
        };
        rest = text.get(at + 1..);
        text.get(..at)
    })
}

fn row(line: &'static str) -> Option<Row> {
    let mut cells = pieces(line, b'\t');
    Some(Row {
        code: match cells.next()? {
            "*" => None,
            code => Some(number(code)?),
        },
        subcode: match cells.next()? {
            "*" => Subcode::Absent,
            subcode => Subcode::Word(subcode).normal(),
        },
        meaning: cells.next()?,
        source: cells.next()?,
        advice: cells.next(),
    })
}

/// Every row of the table, for tests and documentation.
pub fn all() -> impl Iterator<Item = &'static Row> {
    ROWS.iter()
}

fn find(code: Option<i32>, subcode: Subcode<'_>) -> Option<&'static Row> {
    let rows: &'static [Row] = &ROWS;
    let at = rows.binary_search_by(|row| {
        let subcode_order = || row.subcode.cmp(&subcode);
        row.code.cmp(&code).then_with(subcode_order)
    });
    rows.get(at.ok()?)
}

/// What a result means: the exact pair, then 0 for 200 or 200 for 0, then the subcode with any
/// code, then the SIP response in it, then the code or its class. `None` if nothing is known.
pub fn meaning(code: i32, subcode: Subcode<'_>) -> Option<ResultMeaning> {
    let subcode = subcode.normal();
    if subcode == Subcode::Absent {
        return class_meaning(code);
    }
    if let Some(row) = find(Some(code), subcode) {
        return Some(ResultMeaning::known(row, Basis::Pair));
    }
    if let Some(row) = twin(code).and_then(|twin| find(Some(twin), subcode)) {
        return Some(ResultMeaning::known(row, Basis::ZeroForSuccess));
    }
    if let Some(row) = find(None, subcode).filter(|_| may_stand_alone(code, subcode)) {
        return Some(ResultMeaning::known(row, Basis::Subcode));
    }
    sip_meaning(subcode).or_else(|| class_meaning(code))
}

fn twin(code: i32) -> Option<i32> {
    match code {
        0 => Some(200),
        200 => Some(0),
        _ => None,
    }
}

/// 0 and 7000 mean success; beside a failing code they say nothing, and must not claim it.
fn may_stand_alone(code: i32, subcode: Subcode<'_>) -> bool {
    !matches!(subcode, Subcode::Number(0 | 7000)) || Class::of(code) == Class::Success
}

fn class_meaning(code: i32) -> Option<ResultMeaning> {
    if let Some(row) = find(Some(code), Subcode::Absent) {
        return Some(ResultMeaning::known(row, Basis::Class));
    }
    let class = Class::of(code);
    (class != Class::Other).then_some(ResultMeaning {
        text: Cow::Borrowed(class.words()),
        basis: Basis::Class,
        source: if class == Class::GlobalError {
            "acs"
        } else {
            "graph"
        },
        advice: None,
    })
}

fn sip_meaning(subcode: Subcode<'_>) -> Option<ResultMeaning> {
    let Subcode::Number(subcode) = subcode else {
        return None;
    };
    let direction = match subcode / 1000 {
        540 => "inbound",
        560 => "outbound",
        _ => return None,
    };
    let response = u16::try_from(subcode % 1000).ok()?;
    let name = sip_name(response)?;
    Some(ResultMeaning {
        text: Cow::Owned(format!(
            "the customer's SBC answered SIP {response} ({name}) on an {direction} call"
        )),
        basis: Basis::Sip(response),
        source: "acs",
        advice: Some("look for this SIP response in the log of the session border controller"),
    })
}

/// RFC 3261 section 21, in lower case.
const SIP_NAMES: [(u16, &str); 28] = [
    (400, "bad request"),
    (401, "unauthorized"),
    (403, "forbidden"),
    (404, "not found"),
    (405, "method not allowed"),
    (407, "proxy authentication required"),
    (408, "request timeout"),
    (410, "gone"),
    (415, "unsupported media type"),
    (480, "temporarily unavailable"),
    (481, "call or transaction does not exist"),
    (482, "loop detected"),
    (483, "too many hops"),
    (484, "address incomplete"),
    (485, "ambiguous"),
    (486, "busy here"),
    (487, "request terminated"),
    (488, "not acceptable here"),
    (491, "request pending"),
    (500, "server internal error"),
    (501, "not implemented"),
    (502, "bad gateway"),
    (503, "service unavailable"),
    (504, "server time-out"),
    (600, "busy everywhere"),
    (603, "decline"),
    (604, "does not exist anywhere"),
    (606, "not acceptable"),
];

/// The name of a SIP response, or of its class (RFC 3261 section 7.2). `None` if it is neither:
/// subcode 540000 is an ordinary end.
fn sip_name(response: u16) -> Option<&'static str> {
    let named = SIP_NAMES.iter().find(|(number, _)| *number == response);
    let class = || match response / 100 {
        1 => Some("provisional"),
        2 => Some("success"),
        3 => Some("redirection"),
        4 => Some("client error"),
        5 => Some("server error"),
        6 => Some("global failure"),
        _ => None,
    };
    named.map(|(_, name)| *name).or_else(class)
}

/// The pair of the layer below that a message ends in: `412#10073` of `DiagCode: 412#10073.@`.
/// The last well-formed one counts. Its numbers often differ from `code` and `subcode`.
pub fn diag_code(message: &str) -> Option<(&str, i32, i32)> {
    const LABEL: &str = "DiagCode:";
    // Most messages have no pair, and this is the quickest way to see it.
    if !simd::has(message.as_bytes(), b'#') {
        return None;
    }
    let mut labels = message.rmatch_indices(LABEL);
    labels.find_map(|(at, _)| diag_pair(message.get(at + LABEL.len()..)?.trim_start()))
}

fn diag_pair(text: &str) -> Option<(&str, i32, i32)> {
    let other = |c: char| !c.is_ascii_alphanumeric() && c != '#';
    let pair = text.split(other).next()?;
    let (code, subcode) = pair.split_once('#')?;
    Some((pair, number(code)?, number(subcode)?))
}

/// Digits only: `+5`, `-5` and what does not fit Int32 are no result codes.
fn number(text: &str) -> Option<i32> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if digits { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = include_str!("codes.tsv");

    fn found(code: i32, subcode: i32) -> Option<(String, Basis)> {
        meaning(code, Subcode::Number(subcode)).map(|found| (found.text.into_owned(), found.basis))
    }

    #[test]
    fn reads_every_line_of_the_table() {
        assert_eq!(all().count(), TABLE.lines().count() - 1);
        assert!(pieces(TABLE, b'\n').eq(TABLE.split('\n')));
        assert!(
            TABLE
                .lines()
                .all(|line| pieces(line, b'\t').eq(line.split('\t')))
        );
        assert!(TABLE.starts_with("code\tsubcode\tmeaning\tsource\tadvice\n"));
        assert!(
            TABLE
                .lines()
                .all(|line| (4..=5).contains(&line.split('\t').count()))
        );
    }

    #[test]
    fn is_sorted_without_duplicates() {
        let keys: Vec<_> = all().map(|row| (row.code, row.subcode)).collect();
        for pair in keys.windows(2) {
            assert!(pair[0] < pair[1], "{pair:?}");
        }
    }

    #[test]
    fn words_are_ascii_lower_case_and_without_full_stop() {
        assert!(TABLE.is_ascii());
        for row in all() {
            for text in [Some(row.meaning), row.advice].into_iter().flatten() {
                assert!(text.starts_with(|c: char| c.is_ascii_lowercase()), "{text}");
                assert!(!text.ends_with(['.', ' ']), "{text}");
                assert!(!text.contains("  "), "{text}");
            }
        }
    }

    #[test]
    fn every_row_is_found_by_its_own_key() {
        for row in all() {
            let (code, basis) = match (row.code, row.subcode) {
                (Some(code), Subcode::Absent) => (code, Basis::Class),
                (Some(code), _) => (code, Basis::Pair),
                // 200 has rows of its own for some subcodes; no row has code 299.
                (None, _) => (299, Basis::Subcode),
            };
            let found = meaning(code, row.subcode).expect("a meaning");
            let known = ResultMeaning::known(row, basis);
            assert_eq!(found, known);
        }
    }

    #[test]
    fn holds_pairs_of_every_section() {
        let pairs = [
            (200, 8515),
            (400, 8508),
            (0, 7015),
            (200, 7015),
            (200, 540000),
            (200, 560000),
            (412, 9999),
            (412, 10073),
            (403, 10151),
            (500, 3002),
            (500, 3003),
            (500, 1203002),
            (100, 20),
            (580, 5201),
            (3002, 7106),
            (400, 8500),
            (412, 8583),
            (0, 0),
            (410, 301004),
            (486, 540486),
            (486, 560486),
            (603, 560603),
        ];
        for (code, subcode) in pairs {
            let basis = found(code, subcode).map(|(_, basis)| basis);
            assert_eq!(basis, Some(Basis::Pair), "{code}/{subcode}");
        }
        let word = meaning(200, Subcode::Word("completedSilenceDetected"));
        assert_eq!(word.map(|found| found.basis), Some(Basis::Pair));
        assert_eq!(all().filter(|row| row.code.is_none()).count(), 119);
    }

    #[test]
    fn falls_back_from_pair_to_class() {
        let cases = [
            (
                200,
                5317,
                "the participant was removed because of a role change",
                Basis::ZeroForSuccess,
            ),
            (
                0,
                5002,
                "the call ended because everybody else had left",
                Basis::ZeroForSuccess,
            ),
            (
                999,
                8510,
                "nobody spoke within the initial silence time",
                Basis::Subcode,
            ),
            (418, 1, "client error", Basis::Class),
            (418, 0, "client error", Basis::Class),
            (202, 0, "success; no detail is given", Basis::Subcode),
            (503, 7000, "the service is unavailable", Basis::Class),
            (699, 1, "global error", Basis::Class),
            (
                400,
                560480,
                "the customer's SBC answered SIP 480 (temporarily unavailable) on an outbound call",
                Basis::Sip(480),
            ),
            (
                488,
                540488,
                "the customer's SBC answered SIP 488 (not acceptable here) on an inbound call",
                Basis::Sip(488),
            ),
            (
                400,
                540499,
                "the customer's SBC answered SIP 499 (client error) on an inbound call",
                Basis::Sip(499),
            ),
            (503, 540000, "the service is unavailable", Basis::Class),
            (503, 550480, "the service is unavailable", Basis::Class),
            (503, -540480, "the service is unavailable", Basis::Class),
        ];
        for (code, subcode, text, basis) in cases {
            assert_eq!(
                found(code, subcode),
                Some((text.to_owned(), basis)),
                "{code}/{subcode}"
            );
        }
        for (code, subcode) in [
            (100, 1),
            (-1, 1),
            (i32::MIN, i32::MIN),
            (i32::MAX, i32::MAX),
        ] {
            assert_eq!(found(code, subcode), None);
        }
    }

    #[test]
    fn reads_numbers_in_words_and_codes_without_subcode() {
        let number = meaning(400, Subcode::Word("8508")).map(|found| found.basis);
        assert_eq!(number, Some(Basis::Pair));
        let absent = meaning(200, Subcode::Absent).map(|found| found.text);
        assert_eq!(absent.as_deref(), Some("success"));
        let unknown = meaning(429, Subcode::Word("slowDown")).map(|found| found.text);
        assert_eq!(unknown.as_deref(), Some("too many requests were sent"));
    }

    #[test]
    fn classes_follow_the_code() {
        let cases = [
            (0, "success"),
            (200, "success"),
            (299, "success"),
            (300, "unclassified"),
            (400, "client error"),
            (499, "client error"),
            (580, "server error"),
            (603, "global error"),
            (700, "unclassified"),
            (100, "unclassified"),
            (-200, "unclassified"),
            (1, "unclassified"),
        ];
        for (code, words) in cases {
            assert_eq!(Class::of(code).words(), words, "{code}");
        }
    }

    #[test]
    fn finds_the_diag_code() {
        let cases = [
            ("Call ended. DiagCode: 0#5002.@", Some(("0#5002", 0, 5002))),
            (
                "the sponsor.. DiagCode: 412#10073",
                Some(("412#10073", 412, 10073)),
            ),
            ("DiagCode: 3003#7106.@", Some(("3003#7106", 3003, 7106))),
            ("DiagCode:580#5201.", Some(("580#5201", 580, 5201))),
            ("DiagCode: 1#2. Then DiagCode: 3#4.@", Some(("3#4", 3, 4))),
            ("DiagCode: 1#2. Then DiagCode: none", Some(("1#2", 1, 2))),
            ("DiagCode: 400#8508, retry", Some(("400#8508", 400, 8508))),
            ("Action completed successfully.", None),
            ("", None),
            ("DiagCode:", None),
            ("DiagCode: 412", None),
            ("DiagCode: #", None),
            ("DiagCode: 412#", None),
            ("DiagCode: 412#1#2", None),
            ("DiagCode: 412#10a", None),
            ("DiagCode: -1#2", None),
            ("DiagCode: 412#99999999999", None),
            ("DiagCode: \u{e9}1#2", None),
        ];
        for (message, pair) in cases {
            assert_eq!(diag_code(message), pair, "{message}");
        }
    }
}
