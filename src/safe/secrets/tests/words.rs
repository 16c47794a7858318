//! Secrets in heads, URLs, XML and prose, and prose without one.

use super::{REDACTED, redact, shows};

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
