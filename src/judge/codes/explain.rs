//! The page that `--explain` prints for a result code.
//!
//! It tells not only the meaning but how it was found and who says so, because most of these
//! numbers are nowhere documented for Graph and a developer must know what to rely on.

use super::{
    Basis, Class, LABEL, ResultMeaning, Row, Subcode, all, diag_pair, meaning, number, sip_meaning,
    twin,
};
use crate::sheet::Sheet;

/// What `--explain` was asked, if it is a result code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Query<'a> {
    /// `400/8508`, `200/transferring`
    Pair(i32, Subcode<'a>),
    /// `412#10073`, also as it ends a message: `DiagCode: 412#10073.@`
    Diag(i32, i32),
    /// `408`
    Code(i32),
    /// `8508`, `transferring`
    Subcode(Subcode<'a>),
}

impl<'a> Query<'a> {
    /// Reads any of the forms.
    pub fn parse(text: &'a str) -> Option<Self> {
        let text = text.trim();
        if let Some((code, subcode)) = text.split_once('/') {
            let subcode = Subcode::Word(subcode).normal();
            return is_plain(subcode).then_some(Self::Pair(number(code)?, subcode));
        }
        let pair = text.strip_prefix(LABEL).unwrap_or(text).trim_start();
        if let Some((diag, code, subcode)) = diag_pair(pair) {
            let rest = pair.get(diag.len()..)?;
            return matches!(rest, "" | "." | ".@").then_some(Self::Diag(code, subcode));
        }
        match number(text) {
            Some(code) if is_code(code) => Some(Self::Code(code)),
            Some(subcode) => Some(Self::Subcode(Subcode::Number(subcode))),
            None => known_word(text),
        }
    }
}

/// 100 to 699 are taken for codes, as no such subcode is known; all others for subcodes.
fn is_code(number: i32) -> bool {
    (100..=699).contains(&number)
}

/// A word of the 2018 beta is short and plain; a path or a sentence is a mistake.
fn is_plain(subcode: Subcode<'_>) -> bool {
    match subcode {
        Subcode::Word(word) => {
            word.len() <= 40
                && word.starts_with(|c: char| c.is_ascii_alphabetic())
                && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
        }
        _ => true,
    }
}

fn known_word(text: &str) -> Option<Query<'_>> {
    let word = Subcode::Word(text);
    let known = all().any(|row| row.subcode == word);
    known.then_some(Query::Subcode(word))
}

/// What `--explain 400/8508` prints: lines of at most 80 ASCII columns, with a newline at the
/// end. `None` if the query is no result code; one that is not in the table has its class.
pub fn explain(query: &str) -> Option<String> {
    let mut page = Page::default();
    match Query::parse(query)? {
        Query::Pair(code, subcode) => page.pair(&pair_text(code, subcode), code, subcode),
        Query::Diag(code, subcode) => {
            let title = format!("DiagCode {code}#{subcode}");
            page.pair(&title, code, Subcode::Number(subcode));
            page.sheet.entry("note", "a DiagCode is the result of the layer below; where the subcode is 0 or 9999, only the DiagCode tells the cause");
        }
        Query::Code(code) => page.code(code),
        Query::Subcode(subcode) => page.subcode(subcode),
    }
    Some(page.sheet.finish())
}

/// What the table knows of a subcode alone.
enum Known {
    Nothing,
    /// The row for any code, or the first of rows that all say the same.
    One(&'static Row),
    Several,
}

fn subcode_row(subcode: Subcode<'_>) -> Known {
    let mut rows = all().filter(|row| row.subcode == subcode);
    match rows.next() {
        None => Known::Nothing,
        Some(row) if row.code.is_none() || rows.all(|other| other.meaning == row.meaning) => {
            Known::One(row)
        }
        Some(_) => Known::Several,
    }
}

fn pair_text(code: i32, subcode: Subcode<'_>) -> String {
    match subcode {
        Subcode::Absent => code.to_string(),
        _ => format!("{code}/{}", subcode_text(subcode)),
    }
}

fn subcode_text(subcode: Subcode<'_>) -> String {
    match subcode {
        Subcode::Absent => String::new(),
        Subcode::Number(number) => number.to_string(),
        Subcode::Word(word) => word.to_owned(),
    }
}

const QUOTE: &str = "quote the request-id or the id of the call, the id of the operation, the time in UTC, and the DiagCode at the end of the message";

/// The text of one explanation: a title, then labelled entries as in the report's details.
#[derive(Default)]
struct Page {
    sheet: Sheet,
}

impl Page {
    fn pair(&mut self, title: &str, code: i32, subcode: Subcode<'_>) {
        let meaning = meaning(code, subcode);
        let text = meaning
            .as_ref()
            .map_or("no meaning is known", |found| &found.text);
        self.sheet.wrap(&format!("{title}: "), text);
        self.sheet.blank();
        self.class(code);
        if let Some(found) = &meaning {
            self.basis(code, subcode, found);
        }
        self.advice(code, meaning.as_ref());
    }

    fn code(&mut self, code: i32) {
        self.pair(&code.to_string(), code, Subcode::Absent);
        self.rows("subcodes", |row| {
            row.code == Some(code) && row.subcode != Subcode::Absent
        });
    }

    fn subcode(&mut self, subcode: Subcode<'_>) {
        let known = subcode_row(subcode);
        let sip = sip_meaning(subcode);
        let text = match (&known, &sip) {
            (Known::One(row), _) => row.meaning,
            (Known::Several, _) => "the meaning depends on the code",
            (Known::Nothing, Some(sip)) => &sip.text,
            (Known::Nothing, None) => "no meaning is known",
        };
        self.sheet
            .wrap(&format!("subcode {}: ", subcode_text(subcode)), text);
        self.sheet.blank();
        if let (Known::One(_) | Known::Several, Some(sip)) = (&known, &sip) {
            self.sheet.entry("SIP", &sip.text);
        }
        self.rows("known as", |row| row.subcode == subcode);
        let advice = if let Known::One(row) = known {
            row.advice
        } else {
            None
        };
        match advice.or(sip.and_then(|sip| sip.advice)) {
            Some(advice) => self.sheet.entry("advice", advice),
            None if matches!(known, Known::Nothing) => self.sheet.entry("support", QUOTE),
            None => {}
        }
    }

    fn class(&mut self, code: i32) {
        let class = Class::of(code);
        match class {
            Class::Other => self
                .sheet
                .entry("class", "none: neither 0 nor 2xx, 4xx, 5xx or 6xx"),
            Class::Success => self.sheet.entry("class", "success (0 and 2xx)"),
            _ => self
                .sheet
                .entry("class", &format!("{} ({}xx)", class.words(), code / 100)),
        }
    }

    fn basis(&mut self, code: i32, subcode: Subcode<'_>, found: &ResultMeaning) {
        let reading = match found.basis {
            Basis::Pair => "this very pair".to_owned(),
            Basis::ZeroForSuccess => {
                let twin = twin(code).unwrap_or(code);
                format!("the same subcode with code {twin}; 0 and 200 are used alike")
            }
            Basis::Subcode => format!("the subcode alone; it is not known with code {code}"),
            Basis::Sip(_) => "the last three digits of the subcode, a SIP response".to_owned(),
            Basis::Class if subcode == Subcode::Absent => "the code alone".to_owned(),
            Basis::Class => "the code alone; the subcode adds nothing known".to_owned(),
        };
        self.sheet.entry("read from", &reading);
        self.sheet.entry("source", &source_words(found.source));
    }

    fn advice(&mut self, code: i32, meaning: Option<&ResultMeaning>) {
        match meaning.and_then(|found| found.advice) {
            Some(advice) => self.sheet.entry("advice", advice),
            None if Class::of(code) == Class::Success => {}
            None => self.sheet.entry("support", QUOTE),
        }
    }

    fn rows(&mut self, label: &str, wanted: impl Fn(&Row) -> bool) {
        let mut label = label;
        for row in all().filter(|row| wanted(row)) {
            let pair = match row.code {
                Some(code) => pair_text(code, row.subcode),
                None => "any code".to_owned(),
            };
            self.sheet
                .wrap(&format!("  {label:<9}  {pair:<11}  "), row.meaning);
            label = "";
        }
    }
}

/// The short word of the table in full: a set of pages, or an issue as `repository#number`.
fn source_words(source: &str) -> String {
    match source {
        "graph" => return "Microsoft Graph documentation".to_owned(),
        "docs-old" => return "Microsoft Graph documentation, an older edition".to_owned(),
        "docs-2018" => return "Microsoft Graph documentation, beta of 2018".to_owned(),
        "acs" => return "Azure Communication Services documentation".to_owned(),
        _ => {}
    }
    let (repository, issue) = source.split_once('#').unwrap_or((source, ""));
    let repository = match repository {
        "cs" => "microsoftgraph/microsoft-graph-comms-samples",
        "contrib" => "microsoftgraph/microsoft-graph-docs-contrib",
        "msteams-docs" => "MicrosoftDocs/msteams-docs",
        "teams-samples" => "OfficeDev/Microsoft-Teams-Samples",
        _ => repository,
    };
    format!("{repository}, issue {issue}")
}

#[cfg(test)]
mod tests;
