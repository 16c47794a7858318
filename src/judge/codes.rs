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

/// What stands before the pair of the layer below.
const LABEL: &str = "DiagCode:";

/// The pair of the layer below that a message ends in: `412#10073` of `DiagCode: 412#10073.@`.
/// The last well-formed one counts. Its numbers often differ from `code` and `subcode`.
pub fn diag_code(message: &str) -> Option<(&str, i32, i32)> {
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
mod tests;
