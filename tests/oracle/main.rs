//! Our JSON Schema, read by an independent validator, and our own judge must agree on every
//! operation: up to what `UNSAID` lists, and there the rest of the operation must still agree.
//!
//! `COMMSOP_CASES=1000000 cargo test --release --test oracle` goes on longer.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on must stop, and a long one says how far it went"
)]

mod payloads;
mod random;

use commsop::finding::{Code, Finding, Kind, Severity};
use commsop::judge::json_schema::{self, UNSAID};
use commsop::judge::{Rules, judge};
use commsop::options::{Ignored, Page};
use commsop::position::Span;
use commsop::timestamp::Timestamp;
use jsonschema::Validator;
use random::Random;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

const PAGES: [Page; 3] = [Page::Any, Page::Beta2018, Page::V1];

/// One page, as the judge and as the validator read it.
struct Court {
    rules: Rules,
    schema: Validator,
}

/// What the two said of one operation.
struct Sentence {
    /// No error but those that the schema cannot state.
    ours: bool,
    theirs: bool,
    /// The errors that the schema cannot state.
    unsaid: Vec<Code>,
    findings: Vec<Finding>,
}

impl Court {
    fn new(page: Page) -> Self {
        let schema = schema(page);
        assert!(jsonschema::meta::is_valid(&schema), "{page:?}");
        Self {
            rules: Rules {
                page,
                strict: false,
                ignored: Ignored::default(),
                notes: true,
                now: Timestamp::parse_now("2026-03-10T09:30:00Z").expect("a time"),
            },
            schema: jsonschema::draft202012::new(&schema).expect("a schema"),
        }
    }

    fn try_case(&self, text: &str) -> Sentence {
        let findings = judge(text, Span::new(0, text.len()), [None, None], &self.rules).findings;
        let mut value: Value = serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}: {text}"));
        // From the inside out: a pointer spells its parents as they are written.
        for finding in findings.iter().rev() {
            rename(&mut value, finding);
        }
        let errors = || findings.iter().filter(|it| it.severity == Severity::Error);
        let is_unsaid = |it: &&Finding| is_unsaid(it, self.rules.page);
        let unsaid = errors().filter(is_unsaid);
        Sentence {
            ours: errors().all(|it| is_unsaid(&it)),
            theirs: self.schema.is_valid(&value),
            unsaid: unsaid.map(Finding::code).collect(),
            findings: findings.clone(),
        }
    }
}

fn schema(page: Page) -> Value {
    let mut text = Vec::new();
    json_schema::write(page, &mut text).expect("memory takes everything");
    serde_json::from_slice(&text).expect("JSON")
}

/// The points of `UNSAID`, exactly.
fn is_unsaid(finding: &Finding, page: Page) -> bool {
    match &finding.kind {
        Kind::Duplicate { .. } | Kind::PropertyName { old: false, .. } => true,
        // Without an offset it is no time of 2018 for that reason too.
        Kind::NotATime { reason, text } => {
            let clock = text.get(11..).unwrap_or_default();
            let says_all = page != Page::Beta2018 || clock.contains(['Z', 'z', '+', '-']);
            reason.starts_with("second 60 ") && says_all
        }
        Kind::NotInt32 { text, .. } => {
            let number: f64 = text.parse().unwrap_or(f64::NAN);
            let int32 = f64::from(i32::MIN)..=f64::from(i32::MAX);
            text.contains(['.', 'e', 'E']) && number.fract() == 0.0 && int32.contains(&number)
        }
        _ => false,
    }
}

/// Gives a property whose name is slightly off the name that the judge reads it by.
fn rename(value: &mut Value, finding: &Finding) {
    let Kind::PropertyName {
        documented,
        old: false,
        beside: None,
    } = finding.kind
    else {
        return;
    };
    let (parent, written) = finding.pointer.rsplit_once('/').expect("a property");
    let written = written.replace("~1", "/").replace("~0", "~");
    let object: Option<&mut Map<_, _>> = value.pointer_mut(parent).and_then(Value::as_object_mut);
    let object = object.expect("an object");
    let moved = object.remove(&written).expect("the property");
    object.insert(documented.to_owned(), moved);
}

fn check(court: &Court, text: &str) -> Sentence {
    let sentence = court.try_case(text);
    assert_eq!(
        sentence.ours, sentence.theirs,
        "judge (left) and schema (right) of {:?} disagree on\n{text}\n{:#?}",
        court.rules.page, sentence.findings
    );
    sentence
}

#[test]
fn judge_and_schema_agree_on_payloads() {
    for (index, page) in PAGES.into_iter().enumerate() {
        let court = Court::new(page);
        for (text, valid) in payloads::VALID_BY_PAGE {
            let sentence = check(&court, text);
            assert_eq!(sentence.unsaid, [], "{text}");
            assert_eq!(sentence.ours, valid[index], "{page:?} {text}");
        }
    }
}

#[test]
fn what_the_schema_cannot_state_is_listed() {
    let court = Court::new(Page::V1);
    for (text, code) in payloads::UNSAID {
        assert_eq!(check(&court, text).unsaid, [*code], "{text}");
        assert!(UNSAID.iter().any(|(unsaid, _)| unsaid == code), "{code}");
    }
    for (code, _) in UNSAID {
        assert!(payloads::UNSAID.iter().any(|(_, of)| of == code), "{code}");
    }
}

#[test]
fn judge_and_schema_agree_on_random_operations() {
    let cases: u64 = std::env::var("COMMSOP_CASES")
        .map_or(20_000, |number| number.parse().expect("a number of cases"));
    for page in PAGES {
        let court = Court::new(page);
        let mut random = Random::new(2018);
        let mut valid = 0;
        let mut unsaid = BTreeMap::new();
        for _ in 0..cases {
            let sentence = check(&court, &random.operation());
            valid += u64::from(sentence.ours);
            for code in sentence.unsaid {
                *unsaid.entry(code).or_insert(0) += 1;
            }
        }
        eprintln!("{page:?}: {cases} operations, {valid} valid, unsaid {unsaid:?}");
        assert!(
            (cases / 20..cases - cases / 20).contains(&valid),
            "{page:?}: {valid} valid"
        );
    }
}

#[test]
fn the_schema_is_written_in_order_and_indented() {
    let mut text = Vec::new();
    json_schema::write(Page::V1, &mut text).expect("memory takes everything");
    let text = String::from_utf8(text).expect("text");
    let start = "{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"$id\": \"urn:commsop:schema:v1.0\",\n  \"title\": ";
    assert!(text.starts_with(start), "{text}");
    assert!(text.ends_with("}\n") && text.is_ascii());
}
