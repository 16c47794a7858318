//! Foreign text cannot act on a terminal, forge a line or show a secret.

use crate::chunks::cases;
use crate::harness::{Run, check, is_hostile, run};
use proptest::prelude::*;

/// Every format; a new one is held to the same rules.
const FORMATS: [&str; 10] = [
    "-v",
    "-o text",
    "-o json",
    "-o ndjson",
    "-o tsv",
    "-o csv",
    "-o summary",
    "-o github",
    "-o sarif",
    "-o junit",
];

/// Documents with a place for text: inside a JSON string, or anywhere in a line.
const STRINGS: [&str; 15] = [
    r#"{"id":"@","status":"failed"}"#,
    r#"{"id":"1","status":"@"}"#,
    r#"{"id":"1","status":"running","clientContext":"@"}"#,
    r#"{"id":"1","status":"failed","resultInfo":{"code":500,"subcode":0,"message":"@"}}"#,
    r#"{"id":"1","status":"failed","resultInfo":{"code":"@","subcode":"@"}}"#,
    r#"{"id":"1","status":"completed","completionReason":"@"}"#,
    r#"{"id":"1","status":"running","createdDateTime":"@","lastActionDateTime":"@"}"#,
    r##"{"id":"1","status":"running","@odata.type":"#microsoft.graph.@Operation"}"##,
    r#"{"status":"running","@odata.id":"https://x/operations/@"}"#,
    r#"{"id":"1","status":"running","@":1,"createdDateTime@":2,"stat@us":3}"#,
    r#"{"error":{"code":"@","message":"@","innerError":{"request-id":"@","date":"@"}}}"#,
    r#"{"title":"@","detail":"@","status":404,"requestId":"@"}"#,
    r##"{"value":[{"changeType":"@","resourceUrl":"@","resourceData":{"@odata.type":"#microsoft.graph.@"}}]}"##,
    r#"{"id":"1","x":"@","status":nope}"#,
    r#"{"responses":[{"id":"@","status":404},{"status":"@","body":"@"}]}"#,
];
const LINES: [&str; 7] = [
    "words @ words\n",
    "<html><title>@</title>@</html>\n",
    "HTTP/1.1 202 @\nLocation: https://x/@\n\n",
    "POST https://x/@\nA: @\n\n",
    "{\"id\":@}\n",
    "{@:1}\n",
    "{\"a\":\"\\@\"}\n",
];

fn filled(template: &str, text: &str) -> String {
    template
        .replace('@', text)
        .replace(&format!("{text}odata."), "@odata.")
}

#[test]
fn no_hostile_character_gets_through() {
    let hostile: Vec<char> = ('\0'..='\u{E007F}')
        .filter(|c| is_hostile(*c) || *c == '\n')
        .collect();
    for format in FORMATS {
        for template in STRINGS {
            // All at once as escapes, and those that may stand there as they are.
            let units = |c: &char| c.encode_utf16(&mut [0; 2]).to_vec();
            let escaped: String = hostile
                .iter()
                .flat_map(units)
                .map(|u| format!("\\u{u:04x}"))
                .collect();
            let raw: String = hostile.iter().filter(|c| **c >= ' ').collect();
            for text in [&escaped[..], &raw[..]] {
                check(&run(format, filled(template, text).as_bytes()));
            }
        }
        for template in LINES {
            let all: String = hostile.iter().filter(|c| !"\0\n".contains(**c)).collect();
            check(&run(format, filled(template, &all).as_bytes()));
        }
    }
}

#[test]
fn each_hostile_character_alone_is_escaped() {
    for c in ('\0'..='\u{206F}').filter(|c| is_hostile(*c)) {
        for template in LINES.iter().chain(&STRINGS) {
            check(&run("", filled(template, &c.to_string()).as_bytes()));
        }
    }
}

#[test]
fn a_line_break_forges_nothing() {
    const FORGED: [&str; 4] = [
        "completed in 1s",
        "::error file=x::no",
        "{\"forged\":1}",
        "commsop: 9 operations",
    ];
    for format in FORMATS {
        // A field of CSV may hold line breaks between its quotes (RFC 4180).
        if format == "-o csv" {
            continue;
        }
        for template in STRINGS {
            for forged in FORGED {
                for line_break in ["\\n", "\\r", "\\r\\n", "\\u2028", "\\u0085"] {
                    let inside = forged.replace('"', "\\\"");
                    let text = filled(template, &format!("a{line_break}{inside}"));
                    let run = run(format, text.as_bytes());
                    let lines = run.stdout.lines().chain(run.stderr.lines());
                    for line in lines {
                        assert!(
                            !line.trim_start().starts_with(forged),
                            "{format} {text}: {run:?}"
                        );
                    }
                }
            }
        }
    }
}

const SECRET: &str = "Zq7vXw9LkTp3Hj5d";

/// Whether six letters of the secret in a row are shown.
fn leaks(run: &Run) -> bool {
    let parts = (0..=SECRET.len() - 6).map(|at| &SECRET[at..at + 6]);
    parts
        .into_iter()
        .any(|part| run.stdout.contains(part) || run.stderr.contains(part))
}

/// Texts with a secret, and whether every damage to one byte of it is survived too: where the
/// damage may change the name itself, another property is damaged.
const SECRETS: [&str; 16] = [
    r#"{"id":"1","recordingAccessToken":"@","status":"bad"}"#,
    r#"{"id":"1","status":"bad","recordingAccessToken":"@"}"#,
    r#"{"status":"bad", "clientSecret" : "@" , "id":7}"#,
    r#"{"password":"@","status":"completed","status":"running"}"#,
    r#"{"recordingAccess\u0054oken":"@","status":"bad"}"#,
    r#"{"status":"bad","accessToken":{"value":["@","@"]},"id":"1"}"#,
    "{\n  \"token\":\n    \"@\",\n  \"status\": \"bad\"\n}",
    "{\n  \"token\": {\n    \"value\": \"@\" },  \"status\": \"bad\"\n}",
    r#"[{"token":"@"},{"status":"bad","token":"@"},{"token":"@"}]"#,
    r#"{"value":[{"status":"bad","token":"@"}]}"#,
    r#"{"id":"1","message":"Authorization: Bearer @","status":"bad"}"#,
    r#"{"id":"1","url":"https://x/?access_token=@&a=b","status":"bad"}"#,
    r#"{"id":"1","status":"failed","resultInfo":{"code":500,"message":"Authorization: Bearer @"}}"#,
    r#"{"error":{"code":"x","message":"token=@"}}"#,
    "Authorization: Bearer @\n",
    "POST https://x/?token=@ HTTP/1.1\nAuthorization: Bearer @\n\n",
];

#[test]
fn no_secret_is_shown() {
    for format in FORMATS {
        for template in SECRETS {
            let text = template.replace('@', SECRET);
            let run = run(format, text.as_bytes());
            assert!(!leaks(&run), "{format} {text}: {run:?}");
        }
    }
}

/// The name is whole, and what stands between it and its value is at most one byte off.
#[test]
fn no_secret_is_shown_of_a_broken_record() {
    for template in SECRETS {
        let text = template.replace('@', SECRET);
        for (name, bytes) in damages(&text) {
            let run = run("-v", &bytes);
            assert!(
                !leaks(&run),
                "{name}: {}\n{}{}",
                String::from_utf8_lossy(&bytes),
                run.stdout,
                run.stderr
            );
        }
    }
}

/// Damages to one byte, but not to a name that makes a secret one.
fn damages(text: &str) -> Vec<(String, Vec<u8>)> {
    const NAMES: [&str; 10] = [
        "recordingAccessToken",
        "clientSecret",
        "password",
        r"recordingAccess\u0054oken",
        "accessToken",
        "token",
        "access_token=",
        "Authorization",
        "token=",
        "Bearer ",
    ];
    let names: Vec<_> = NAMES
        .iter()
        .flat_map(|name| text.match_indices(name))
        .collect();
    let in_name = |at: usize| {
        names
            .iter()
            .any(|(start, name)| (*start..start + name.len()).contains(&at))
    };
    let between = |at: usize| {
        names
            .iter()
            .any(|(start, name)| at > *start && at < start + name.len())
    };
    let bytes = text.as_bytes();
    let nested = text.contains("value\"");
    // A line that begins with a bracket is a new record, which knows nothing of a name before it.
    let begins_record = |at: usize, until: usize, new: u8| {
        let line = at > 0 && bytes[at - 1] == b'\n';
        new == b'\n' && matches!(bytes.get(until), Some(b'{' | b'['))
            || line && matches!(new, b'{' | b'[')
            // An escape of its first letter makes another name of a name.
            || new == b'\\' && names.iter().any(|(start, _)| *start == until)
            // A bracket that closes the secret makes what follows another property.
            || nested && matches!(new, b'}' | b']')
    };
    let mut all = Vec::new();
    for at in 0..bytes.len() {
        let with = |until: usize, new: &[u8]| [&bytes[..at], new, &bytes[until..]].concat();
        if !in_name(at) {
            all.push((format!("delete {at}"), with(at + 1, b"")));
            for new in b"\"{}[]x,:;\\\0\n\xFF" {
                if !begins_record(at, at + 1, *new) {
                    all.push((format!("replace {at} by {new:#04x}"), with(at + 1, &[*new])));
                }
            }
        }
        if !between(at) {
            for new in b"\"{}[]x,:\\\0\n\xFF" {
                if !begins_record(at, at, *new) {
                    all.push((format!("insert {new:#04x} at {at}"), with(at, &[*new])));
                }
            }
        }
        all.push((format!("cut at {at}"), bytes[..at].to_vec()));
    }
    all
}

#[test]
fn a_secret_far_from_its_name_is_not_shown() {
    for length in [100, 1000, 1100, 4096, 5000, 70_000] {
        let long = SECRET.repeat(length / SECRET.len() + 1);
        for text in [
            format!(r#"{{"token":"{long}","status":"bad"}}"#),
            format!(r#"{{"token":"{long}\x","status":"bad"}}"#),
            format!(r#"{{"token":"{long}"#),
            format!(r#"{{"token":{{"a":"{long}","b":nope,"c":"{long}"}}}}"#),
            format!(r#"{{"a":"{}","token":"{long}"{}"#, "x".repeat(length), "!"),
            format!(r#"[{{"token":"{long}"}},{{"status":"bad"}},{{"token":"{long}"}}]"#),
            format!(r#"[{{"token":"{long}"}} {{"token":"{long}"}}]"#),
            format!("{{\n\"token\":\n{{\"a\":\n\"{long}\",\n\"b\": nope }},\n\"x\":\"{long}\" }}")
                .replacen("\"x\"", "\"password\"", 1),
            format!("HTTP/1.1 200 OK\nAuthorization: Bearer {long}\n{{\"status\":\"bad\"}}"),
            format!("Bearer {long}\n"),
        ] {
            for flags in ["-v", "-v --schema v1.0"] {
                let run = run(flags, text.as_bytes());
                assert!(
                    !leaks(&run),
                    "{length}: {:.300}\n{}{}",
                    text,
                    run.stdout,
                    run.stderr
                );
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(400))]

    /// Any string in any place of any document.
    #[test]
    fn any_text_is_shown_safely(
        text in any::<String>(),
        template in prop::sample::select(&STRINGS[..]),
        format in prop::sample::select(&FORMATS[..]),
    ) {
        let quoted = serde_json::to_string(&text).unwrap();
        let document = filled(template, &quoted[1..quoted.len() - 1]);
        check(&run(format, document.as_bytes()));
    }

    #[test]
    fn any_line_is_shown_safely(
        text in any::<String>(),
        template in prop::sample::select(&LINES[..]),
        flags in prop::sample::select(&FORMATS[..]),
    ) {
        check(&run(flags, filled(template, &text).as_bytes()));
    }
}
