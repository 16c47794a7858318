//! Secrets whose names are written another way, cannot be seen, or are damaged.

use super::{redact, secrets_in_record, shows};
use crate::safe::secrets::without;

#[test]
fn sees_through_what_cannot_be_seen() {
    shows(&[
        ("to\u{200b}ken=S3CR3T x", "to\u{200b}ken=<redacted> x"),
        (
            r#"{"to\u200bken":"S3CR3T"}"#,
            r#"{"to\u200bken":<redacted>}"#,
        ),
        (
            "t\0o\0k\0e\0n\0=\0S\0C\0R\0 x",
            "t\0o\0k\0e\0n\0=\0<redacted> x",
        ),
        ("token\u{ff1a}S3CR3T", "token\u{ff1a}<redacted>"),
        ("Bearer\u{a0}S3CR3T x", "Bearer\u{a0}<redacted> x"),
        // `token=S3CR3T`, two letters a character.
        (
            "\u{6f74}\u{656b}\u{3d6e}\u{3353}\u{5243}\u{5433}",
            "\u{6f74}\u{656b}\u{3d6e}<redacted>",
        ),
        (
            "\u{4e0d}\u{662f}\u{4ee4}\u{724c}",
            "\u{4e0d}\u{662f}\u{4ee4}\u{724c}",
        ),
    ]);
}

/// Records with a secret, and its name in them.
const NAMED: [(&str, &str); 9] = [
    (r#"{"recordingAccessToken":"S3CR3T","b":1}"#, "Token"),
    (r#"{"password":"S3CR3T"}"#, "password"),
    (r#"{"clientSecret":{"a":"S3CR3T"},"b":1}"#, "Secret"),
    (
        r#"[{"name":"Authorization","value":"S3CR3T"},{"id":"b"}]"#,
        "Authorization",
    ),
    (
        r#"[{"name":"recordingAccessToken","value":"S3CR3T"}]"#,
        "Token",
    ),
    (r#"{"bearer":"S3CR3T"}"#, "bearer"),
    (r#"{"name":"token","value":"S3CR3T"}"#, "value"),
    (r#"{"message":"POST /?token=S3CR3T&a=1"}"#, "token"),
    (
        r#"{"message":"{\u0022token\u0022:\u0022S3CR3T\u0022}"}"#,
        r"token\u0022",
    ),
];

#[test]
fn knows_a_name_with_one_byte_of_damage_in_a_record() {
    let damages: [&[u8]; 9] = [
        b"\"",
        b"\\",
        b"\\u",
        b"\t",
        b"\0",
        b"\x1f",
        b"\xe9",
        b"\xc3\xa9",
        b"\xef\xbf\xbd",
    ];
    for (text, name) in NAMED {
        let (before, behind) = text.split_once(name).unwrap();
        let is_escape = name.ends_with("0022");
        let places = (1..name.len()).filter(|at| !is_escape || *at > "token".len());
        let cases = places.flat_map(|at| [(at, at), (at, at + 1)]);
        let cases = cases.flat_map(|case| damages.map(|damage| (case, damage)));
        // A backslash before a backslash makes text of an escape, and a letter of another language makes
        // another name.
        let is_damage = |damage: &[u8]| match is_escape {
            true => !damage.starts_with(b"\\"),
            false => damage != b"\xc3\xa9",
        };
        for ((at, rest), damage) in cases.filter(|(_, damage)| is_damage(damage)) {
            let parts = [before, &name[..at]].map(str::as_bytes);
            let rest = [&name[rest..], behind].map(str::as_bytes);
            let text = [&parts.concat(), damage, &rest.concat()].concat();
            let shown = without(&text, secrets_in_record(&text));
            let text = String::from_utf8_lossy(&text);
            assert!(!shown.contains("S3CR3T"), "{text:?}: {shown:?}");
        }
    }
}

#[test]
fn what_names_a_value_may_stand_behind_the_line_that_is_known() {
    for (text, shown) in [
        (
            "[{\"a\":1},{\"value\":\"S3CR3T\",\"na",
            "[{\"a\":1},{\"value\":<redacted>,\"na",
        ),
        ("[{\"value\":\"S3CR", "[{\"value\":<redacted>"),
        ("{\"value\":[{\"id\":\"a\",", "{\"value\":[{\"id\":\"a\","),
        ("{\"value\":\"a\",\"b\":NaN}", "{\"value\":\"a\",\"b\":NaN}"),
        ("{\"values\":\"a\",\"b", "{\"values\":\"a\",\"b"),
        ("{\"value\"[{\"id\"", "{\"value\"[{\"id\""),
        ("the value \"x\" and", "the value \"x\" and"),
    ] {
        let bytes = text.as_bytes();
        assert_eq!(without(bytes, secrets_in_record(bytes)), shown);
    }
}

#[test]
fn a_damaged_gap_parts_a_secret_from_its_name() {
    for text in ["Bearer?S3CR3T", "Bearer?S3CR3T\"}", "token?S3CR3T00"] {
        for gap in [&b"\0"[..], b"\xff", b"\\", b"\xe2\x80\x8b"] {
            let text = text.as_bytes().split(|b| *b == b'?').collect::<Vec<_>>();
            let text = text.join(gap);
            let shown = without(&text, secrets_in_record(&text));
            assert!(!shown.contains("S3CR3T"), "{shown:?}");
        }
    }
}

#[test]
fn what_is_whole_is_no_damaged_name() {
    for text in [
        r#"{"to":"ken","b":1}"#,
        r#"{"a":["to","ken"],"b":1}"#,
        r#"{"toke":"x","n":"y"}"#,
        r#"{"message":"DOMAIN\\oken=5 rejected","b":1}"#,
        r#"{"message":"\\\\srv\\secre\\tdir: not found","b":1}"#,
        r#"{"message":"toke\nreason: busy","b":1}"#,
        r#"{"message":"Invalid token: the user\u200e is not known","b":1}"#,
        "{\"message\":\"token: the call has ex\u{ad}pired\",\"b\":1}",
    ] {
        let bytes = text.as_bytes();
        assert_eq!(without(bytes, secrets_in_record(bytes)), text);
    }
}

#[test]
fn text_that_is_no_record_has_no_damage() {
    for text in [
        "caller=Toke\nreason=busy",
        "pass\nword: of honour",
        r"DOMAIN\oken=5 rejected",
        r"\\srv\secre\tdir: not found",
        r#"Player "Toke\" : left the call"#,
        r#""toke"=off"#,
        "Invalid token: the user\u{200e} is not known",
        "Authorization: the tenant\u{feff} is not known here",
    ] {
        assert_eq!(redact(text), text);
    }
}

#[test]
fn sees_through_words_that_are_half_pairs() {
    for text in [
        "pass\u{776f}\u{7264}\u{776f}\u{7264}=S3CR3T",
        "pass\u{6f77}\u{6472}\u{6f77}\u{6472}: S3CR3T",
        "\u{776f} tok\u{656e}\u{6e65}\u{656e} S3CR3T4x9",
    ] {
        assert!(!redact(text).contains("S3CR3T"), "{text}");
    }
}
