//! The table of result codes, and what is found in it.

use super::*;

const TABLE: &str = include_str!("../codes.tsv");

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
