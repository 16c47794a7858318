//! Secrets in JSON, sound and broken.

use super::{REDACTED, redact, shows};

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
