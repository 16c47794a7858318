//! Texts with secrets, and how they are shown.

use super::*;
use crate::safe::may_hold_secret;
use std::time::{Duration, Instant};

#[test]
fn the_quick_look_misses_no_name() {
    for name in ["token", "secret", "password", "authorization", "bearer"] {
        for text in [name.to_owned(), format!("my{}Value", name.to_uppercase())] {
            assert!(may_hold_secret(text.as_bytes()), "{text}");
        }
    }
    assert!(may_hold_secret(b"eyJhbGci"));
    assert!(!may_hold_secret(
        b"Please check the replacesCallId property."
    ));
}

/// Every text, and what is shown of it.
fn shows(cases: &[(&str, &str)]) {
    for (text, shown) in cases {
        assert_eq!(redact(text), *shown, "{text}");
    }
}

#[test]
fn redacts_the_values_of_properties() {
    shows(&[
        (
            r#"{"recordingAccessToken":"eyJ0","a":1}"#,
            r#"{"recordingAccessToken":<redacted>,"a":1}"#,
        ),
        (
            r#"{"recordingAccessToken": "ey\"J0"}"#,
            r#"{"recordingAccessToken": <redacted>}"#,
        ),
        (r#""token":"cut off"#, r#""token":<redacted>"#),
        (r#""token":{"a":"b"}"#, r#""token":<redacted>"#),
        (
            r#"{"token": {"a": ["}"]}, "b": 1}"#,
            r#"{"token": <redacted>, "b": 1}"#,
        ),
        ("{\"token\":\n\"abc\"}", "{\"token\":\n<redacted>}"),
        (
            r#"{"access\u0054ok\u0065n":"eyJ0","a":1}"#,
            r#"{"access\u0054ok\u0065n":<redacted>,"a":1}"#,
        ),
        (
            r#"{"a token of":"x","b":1}"#,
            r#"{"a token of":<redacted>,"b":1}"#,
        ),
        (r#"{"token": null, "b": 1}"#, r#"{"token": null, "b": 1}"#),
        (r#"{"a":["token","b"]}"#, r#"{"a":["token",<redacted>]}"#),
        (r#"{"kind":"token","b":1}"#, r#"{"kind":"token","b":1}"#),
        (r#"{"kind":"token"},{"b":1}"#, r#"{"kind":"token"},{"b":1}"#),
        (
            r#"[{"name":"Authorization","value":"S3CR3T"}]"#,
            r#"[{"name":"Authorization","value":<redacted>}]"#,
        ),
        (
            r#"[{"value":"S3CR3T","name":"Authorization"}]"#,
            r#"[{"value":<redacted>,"name":"Authorization"}]"#,
        ),
    ]);
    let long = format!(r#"{{"token{}":"S3CR3T","b":1}}"#, "x".repeat(300));
    assert_eq!(redact(&long), long.replace("\"S3CR3T\"", REDACTED));
}

#[test]
fn redacts_up_to_the_next_property_behind_a_fault() {
    shows(&[
        (
            r#"{"accessToken":"x","S3CR3T","z"],"status":"complete"}"#,
            r#"{"accessToken":<redacted>,"status":"complete"}"#,
        ),
        (
            r#"{"accessToken":}"x","S3CR3T","z"],"status":"complete"}"#,
            r#"{"accessToken":<redacted>,"status":"complete"}"#,
        ),
        (
            r#"{"accessToken":"a":1,"v":["S3CR3T"]},"status":"x"}"#,
            r#"{"accessToken":<redacted>,"status":"x"}"#,
        ),
        (
            r#"{"accessToken":,"v":["S3CR3T"]},"status":"x"}"#,
            r#"{"accessToken":<redacted>,"status":"x"}"#,
        ),
        (
            r#"{"accessToken"}{"v":["S3CR3T"]},"status":"x"}"#,
            r#"{"accessToken"}<redacted>,"status":"x"}"#,
        ),
        (
            "{\"validationTokens\":[]\n  \"S3CR3T\",\n  \"status\":\"x\"}",
            "{\"validationTokens\":<redacted>,\n  \"status\":\"x\"}",
        ),
        (
            r#"{"accessToken":{"a":},"v":["S3CR3T"]},"status":"x"}"#,
            r#"{"accessToken":<redacted>"#,
        ),
        (
            r#"{"id":x","t\u006fken":"eyJ0","a":1}"#,
            r#"{"id":x","t\u006fken":<redacted>,"a":1}"#,
        ),
        (
            r#"{"\accessToken";:"S3CR3T","status":"x"}"#,
            r#"{"\accessToken";:<redacted>,"status":"x"}"#,
        ),
        (
            r#"[{"nme","Authorization","value":"S3CR3T"}]"#,
            r#"[{"nme","Authorization","value":<redacted>}]"#,
        ),
        (
            "{\token\":\"S3CR3T\",\"a\":1",
            "{\token\":<redacted>,\"a\":1",
        ),
        (
            "{\u{8}earer\":\"S3CR3T\",\"a\":1",
            "{\u{8}earer\":<redacted>,\"a\":1",
        ),
        (
            r#"{"accessToken%:"S3CR3T","a":1}"#,
            r#"{"accessToken%:<redacted>,"a":1}"#,
        ),
        (
            r#"{"c":"{\"token%\":\"S3CR3T\"}","a":1}"#,
            r#"{"c":"{\"token%\":<redacted>"#,
        ),
        (
            r#"{"name":"Authorization,"value""S3CR3T","a":1}"#,
            r#"{"name":"Authorization,<redacted>,"a":1}"#,
        ),
        (r#"{"password" S3CR3T","a":1}"#, r#"{"password" <redacted>"#),
        ("password:\"\"\"token:\n[S3CR3T", "password:<redacted>"),
        (
            "{\"token\":\"x\" \"a\":1}\n{\"id\":\"b\"}",
            "{\"token\":<redacted>\n{\"id\":\"b\"}",
        ),
        (
            "{\"token\":\"cut off\n{\"id\":\"b\"}",
            "{\"token\":<redacted>{\"id\":\"b\"}",
        ),
        (
            "{\"token\":\"S3\n{CR3T\",\"id\":\"b\"}",
            "{\"token\":<redacted>",
        ),
    ]);
}

#[test]
fn redacts_words_heads_and_elements() {
    shows(&[
        ("password=hunter2&a=b", "password=<redacted>&a=b"),
        ("password=S3 CR3T", "password=<redacted> CR3T"),
        ("password=\"S3 CR3T\" x", "password=<redacted> x"),
        (
            "{'clientSecret': 'abc', x",
            "{'clientSecret': <redacted>, x",
        ),
        ("token => S3CR3T", "token => <redacted>"),
        ("access_token%3DS3CR3T%26a", "access_token%3D<redacted>"),
        ("token%253Dx y", "token%253D<redacted> y"),
        (
            r#"{"token%s":"S3","b":1}"#,
            r#"{"token%s":<redacted>,"b":1}"#,
        ),
        (r#"{"token%5B0%5D":"S3"}"#, r#"{"token%5B0%5D":<redacted>}"#),
        (
            r#"{"a":"{\"token%20\":\"S3\"}"}"#,
            r#"{"a":"{\"token%20\":<redacted>"#,
        ),
        ("{'token'\u{20ac}'S3', x", "{'token'\u{20ac}<redacted>, x"),
        ("{'token','S3'}", "{'token',<redacted>}"),
        (
            "<password>S3 CR3T</password>",
            "<password><redacted></password>",
        ),
        (
            "<x:password a=\"b\">S3</x:password>",
            "<x:password a=\"b\"><redacted></x:password>",
        ),
        (
            r"\u003Cpassword\u003ES3\u003C/password\u003E",
            r"\u003Cpassword\u003E<redacted>\u003C/password\u003E",
        ),
        (
            "Authorization: Digest a=\"b\",\r\n c=\"d\"\nHost: x",
            "Authorization: <redacted>\nHost: x",
        ),
        ("Authorization: Bearer abc.def", "Authorization: <redacted>"),
        (
            r#"{"message":"{\"token\":\"eyJ0\"}"}"#,
            r#"{"message":"{\"token\":<redacted>"#,
        ),
        (
            r#"{"message":"{\u0022token\u0022:\u0022S3CR3T\u0022}"}"#,
            r#"{"message":"{\u0022token\u0022:<redacted>"#,
        ),
        (
            r#"{"url":"https://x/?token=S3CR3T&a=b","b":1}"#,
            r#"{"url":"https://x/?token=<redacted>&a=b","b":1}"#,
        ),
    ]);
}

#[test]
fn a_line_taken_too_far_hides_no_name() {
    for before in [
        r#"Authorization: Basic denied"#,
        r#"x token: \"q\""#,
        r#"x token=\"q"#,
        r#"x token: \n"#,
        "Authorization=x",
    ] {
        for (open, close) in [
            ("\"validationTokens\":[\n  \"S3CR3T\"]", ""),
            ("\"recordingAccessToken\":\n\"S3CR3T\"", ""),
            ("\"credentials\":{\"password\":\n  \"S3CR3T\"", "}"),
        ] {
            let text = format!(
                "{{\"id\":\"a\",\"m\":\"{before}\",{open}{close}, \"status\":\"complete\"}}"
            );
            let shown = redact(&text);
            assert!(!shown.contains("S3CR3T"), "{text}: {shown}");
            assert!(shown.ends_with(", \"status\":\"complete\"}"), "{shown}");
        }
    }
}

#[test]
fn redacts_json_in_a_string_that_is_no_property() {
    for inner in [
        r#"[\"password\",\"S3CR3T\"]"#,
        r#"[\n  \"password\",\n  \"S3CR3T\"\n]"#,
        r#"[\"Authorization\",\"S3CR3T\"]"#,
        r#"{\"password\" \"S3CR3T\"}"#,
        r#"{\"password\"} \"S3CR3T\"}"#,
        r#"{\"password\", \"S3CR3T\"}"#,
        r#"[\\\"password\\\",\\\"S3CR3T\\\"]"#,
        r#"[\u0022password\u0022,\u0022S3CR3T\u0022]"#,
        r#"{\"password\1:\"S3CR3T\"}"#,
    ] {
        let text = format!(r#"{{"id":"a","note":"{inner}","status":"complete"}}"#);
        assert!(!redact(&text).contains("S3CR3T"), "{text}");
    }
    let text = r#"{"m":"{\"kind\":\"token\",\"b\":\"x\"} [\"token\"],\"b\":1"}"#;
    assert_eq!(redact(text), text);
    let long = "d".repeat(200);
    let text = format!(r#"{{"name":"password","description":"{long}","value":"S3CR3T"}}"#);
    assert_eq!(redact(&text), text.replace("\"S3CR3T\"", REDACTED));
}

#[test]
fn redacts_a_value_whose_name_stands_beside_it() {
    shows(&[
        (
            r#"[{"newValue":"S3CR3T","displayName":"Authorization"}]"#,
            r#"[{"newValue":<redacted>,"displayName":"Authorization"}]"#,
        ),
        (
            r#"{"value":"Basic {S3 token CR3T","meta":{"x":1},"Key":"token"}"#,
            r#"{"value":<redacted>,"meta":{"x":1},"Key":"token"}"#,
        ),
        (
            r#"{"value":{"v":"S3CR3T"},"key":"token"}"#,
            r#"{"value":<redacted>token"}"#,
        ),
        (
            r#"{"value":'S3CR3T","key":"token"}"#,
            r#"{"value":<redacted>token"}"#,
        ),
        (
            r#"<add value="S3CR3T" key="token"/>"#,
            r#"<add value=<redacted> key="token"/>"#,
        ),
        (
            r#"{"Scheme":"Bearer","Parameter":"S3CR3T"}"#,
            r#"{"Scheme":"Bearer","Parameter":<redacted>}"#,
        ),
        (
            "{\"value\":\"plain\"}\n{\"key\":\"token\"}",
            "{\"value\":\"plain\"}\n{\"key\":\"token\"}",
        ),
    ]);
    for text in [
        r#"{"value":"plain","message":"bad token, sorry"}"#,
        r#"{"value":"plain","label":"tokenless"}"#,
        r#"{"value":42,"unit":"tokens"}"#,
        r#"{"id":"a","token":null,"value":"plain"}"#,
        r#"{"name":"x","token":null,"value":"plain"}"#,
        "correlation=abc;scenario=broken-token;value=17",
        "at A.B(String value, CancellationToken cancellationToken) in /src/a.cs:line 42",
        "parameter \"token\" value \"3\" is out of range",
    ] {
        assert_eq!(redact(text), text);
    }
}

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

#[test]
fn redacts_credentials() {
    shows(&[
        (
            "curl -H 'x: Bearer abc1' y",
            "curl -H 'x: Bearer <redacted>' y",
        ),
        ("Bearer  S3CR3T", "Bearer  <redacted>"),
        ("Bearer\tS3CR3T", "Bearer\t<redacted>"),
        ("bearer aBcDef", "bearer <redacted>"),
        ("Bearer abcdefghijklmnop", "Bearer <redacted>"),
        ("The bearer channel failed", "The bearer channel failed"),
        ("x eyJ0eXAi.eyJhIjo.S3-_x y", "x <redacted> y"),
        ("heyJude.x.y eyJ0.a", "heyJude.x.y eyJ0.a"),
        ("Bearer\r\n S3CR3T x", "Bearer\r\n <redacted> x"),
        ("eyJ0eXAi.eyJhI\nREST.S3CR3T\nx", "<redacted>\nx"),
        (
            "the token S3CR3TV4LUE expired",
            "the token <redacted> expired",
        ),
        ("--password S3CR3TV4LUE x", "--password <redacted> x"),
        ("password is S3CR3TV4LUE", "password is <redacted>"),
        ("| token | S3CR3TV4LUE |", "| token | <redacted> |"),
    ]);
}

#[test]
fn leaves_prose_alone() {
    shows(&[
        ("the token is invalid", "the token is invalid"),
        (
            "Invalid token: signature mismatch for user x, try again",
            "Invalid token: signature mismatch for user x, try again",
        ),
        (
            "Invalid token: S3CR3T for user x, y",
            "Invalid token: <redacted>, y",
        ),
        ("password: correct horse battery", "password: <redacted>"),
        ("The \"token\" is invalid", "The \"token\" is invalid"),
        (
            r#"{"message":"invalid token"}{"id":"b"}"#,
            r#"{"message":"invalid token"}{"id":"b"}"#,
        ),
    ]);
}

#[test]
fn leaves_the_reasons_of_graph_alone() {
    for text in [
        "InvalidAuthenticationToken: Access token has expired or is not yet valid. DiagCode: 5",
        "failed to get token: DiagCode: 500#7117.",
        "Failed to validate token: IDX10223: Lifetime validation failed. The token is expired.",
        "Tokens.SecurityTokenExpiredException: IDX10223: Lifetime validation failed",
        "Newtonsoft: Error reading token: StartObject. Path 'value', line 1",
        "Failed to acquire token: HTTP 503 from login.microsoftonline.com",
        "CompactToken validation failed with reason code: 80049228.",
        "The access token expiry time is 2026-01-01T00:00:00Z",
        "Authorization: the application lacks permission Calls.JoinGroupCall.All.",
        "Forbidden: Authorization_RequestDenied: Insufficient privileges to complete the operation.",
        "access token: AADSTS700024: Client assertion is not within its valid time range.",
        "Token: expired.",
        "Unexpected token: } at line 1",
        "tokens: 3, calls: 4",
        "Join with joinToken: failed; try again",
        "TokenExpired=true; retry",
        "bearer G711 not supported",
    ] {
        assert_eq!(redact(text), text);
        let inside = format!(r#"{{"id":"a","message":"{text}","b":1}}"#);
        assert_eq!(redact(&inside), inside);
    }
    for text in [
        "Invalid token: S3cr3tV4lue",
        "token: sEcReT",
        "Authorization: Basic S3CR3T",
        "Authorization: S3cr3tV4lue",
        "Authorization: denied\nHost: x",
        "Host: x\nAuthorization: denied",
        "token: QQ==",
    ] {
        assert!(redact(text).contains(REDACTED), "{text}");
    }
}

#[test]
fn takes_a_time_in_proportion_to_the_text() {
    for unit in [
        "token:[",
        "token={",
        "token=",
        "tokenx",
        "\"token\":[",
        "\"token\"",
        "\"token\",",
        "token",
        "token ",
        "token\"",
        "\"token",
        "{\"value\":{token ",
        "value\"token",
        "<token ",
        "token:",
        "token: aa bb ",
        "\"token\":1,",
        "\"token\":\"",
        "\"token\":1 ",
        "token%3D",
        "Bearer ",
        "Bearer a",
        "eyJ",
        "eyJa.",
        "eyJa.a.",
        "\\u0074oken",
        "\\u0022token\\u0022:[",
        "secret: ",
        "\"token\":{\"a\":",
        "\"token\":[],",
        "token'",
        "authorization:\n ",
        "token:\n",
        "token\n",
        "\"token\"}{",
        "\"token\":,\"a\":",
        "token:'",
        "token:\\",
        "password>",
        "\\\"token\\\",",
        "\\\"token\\\":\\\"",
        "\\\"token\\\" \\\"x\\\":",
        "token\\\\\\",
        "value token ",
        "authorization:x \"token\"",
        "authorization:x \"token\":1,",
        "token=\\\"q token=\\",
        "Bearer a\"x ",
        "\"value\":\"token ",
        "\"value\":{\"a\":\"token\",",
        "\"value\":[\"token\",",
        "\"value\":\"token.\\n",
        "value:token.",
        "value 'token' ",
        "\"parameter\":\"x\",\"bearer\" ",
        "<token>\n",
        "<token>",
        "token&quot;",
        "token%22",
        "token%2522%22",
        "token is ",
        "token(",
        "valuetoken",
        "\"valuetoken",
        "key value token ",
        "<b:token",
        "secret<",
        "name:token value ",
        "\"key\":\"token\",\"value\":{",
        "eyJa.a.\n",
        "token 'a''",
        "token:''",
        "token:\"\"x",
        "token\u{0}\u{4e22}",
        "t\u{200b}oken",
        "\u{2274}\u{6f6b}\u{6e65}",
        "\\u200b\\u0074oken:",
        "\u{a0}token\u{ff}",
        "to\"ken",
        "to\\\"en:",
        "\"oken\":",
        "toke\\",
        "to\\uken,",
        "token\\u0g22:",
        "\u{0}word ",
    ] {
        let text = unit.repeat((1 << 20) / unit.len());
        let begin = Instant::now();
        let found = secrets_in_record(text.as_bytes());
        let taken = begin.elapsed();
        assert!(taken < Duration::from_millis(700), "{unit}: {taken:?}");
        let apart = found.windows(2).all(|pair| pair[0].1 <= pair[1].0);
        assert!(
            apart && found.iter().all(|(start, end)| start < end),
            "{unit}"
        );
    }
}
