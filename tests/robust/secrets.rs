//! No secret is shown: in no format, of no text that names it, however the text is damaged.

mod encodings;

use crate::harness::{Run, run, run_source};
use crate::hostile::{FORMATS, is_data};
use commsop::input::source::Source;

const SECRET: &str = "Zq7vXw9LkTp3Hj5d";

/// Whether six letters of the secret in a row are shown, also as characters of two letters each or
/// with something that cannot be seen between them.
fn leaks(run: &Run) -> bool {
    let shown = [&run.stdout, &run.stderr];
    shown
        .into_iter()
        .any(|text| tells(text.as_bytes()) || !text.is_ascii() && tells_veiled(text))
}

fn tells(text: &[u8]) -> bool {
    let mut parts = (0..=SECRET.len() - 6).map(|at| &SECRET.as_bytes()[at..at + 6]);
    parts.any(|part| memchr::memmem::find(text, part).is_some())
}

fn tells_veiled(text: &str) -> bool {
    let orders = [u16::to_le_bytes, u16::to_be_bytes];
    orders.into_iter().any(|bytes| {
        let bytes = text.encode_utf16().flat_map(bytes);
        tells(&bytes.filter(|byte| *byte != 0).collect::<Vec<u8>>())
    })
}

/// Texts with a secret. Between `<` and `>` stands what makes it one: other letters there are
/// another name, or none.
const SECRETS: [&str; 46] = [
    r#"{"id":"a","clientContext":"{<\"token\">:\"@\",\"b\":1}","status":"bad"}"#,
    // Properties, with the values that a secret may have.
    r#"{"id":"1","recordingAccess<Token>":"@","status":"bad"}"#,
    r#"{"id":"1","status":"bad","recordingAccess<Token>":"@"}"#,
    r#"{"status":"bad", "client<Secret>" : "@" , "id":7}"#,
    r#"{"<password>":"@","status":"completed","status":"running"}"#,
    r#"{"recordingAccess<\u0054oken>":"@","status":"bad"}"#,
    r#"{"status":"bad","access<Token>":{"value":["@","@"]},"id":"1"}"#,
    r#"{"a":1,"access<Token>":{"a":"b","value":"@"},"status":"bad"}"#,
    r#"{"a":1,"recordingAccess<Token>":["x","@","z"],"status":"complete"}"#,
    r#"{"status":"bad","validation<Token>s":[{"v":"@"},{"v":"@"}],"id":7}"#,
    "{\n  \"<token>\":\n    \"@\",\n  \"status\": \"bad\"\n}",
    "{\n  \"<token>\": {\n    \"value\": \"@\" },  \"status\": \"bad\"\n}",
    "{\n  \"validation<Token>s\": [\n    \"x\",\n    \"@\"\n  ],\n  \"status\": \"bad\"\n}",
    "{\n\"<token>\":\n{ \"value\": \"@\" },\n\"status\": NaN\n}",
    r#"[{"<token>":"@"},{"status":"bad","<token>":"@"},{"<token>":"@"}]"#,
    r#"{"value":[{"status":"bad","<token>":"@"}]}"#,
    r#"{"headers":[{"<name":"Authorization>","<value>":"@"}],"status":"bad"}"#,
    "{\"m\":\"Authorization: Basic denied\",\"validation<Token>s\":[\n  \"@\"],\"status\":\"complete\"}",
    "{\"m\":\"x token: \\\"q\\\"\",\"c\":{\"<password>\":\n  \"@\"},\"status\":\"complete\"}",
    r#"{"id":"a","status":"odd","h":{"<Scheme":"Bearer>","<Parameter>":"@"}}"#,
    r#"{"id":"a","status":"odd","h":{"<bearer>":"@"}}"#,
    // Texts that have it inside, wherever a text is shown.
    r#"{"id":"1","status":"<Bearer\n>@","clientContext":"<Bearer\u00a0>@"}"#,
    r#"{"error":{"code":"x","message":"https://x/?q=%22<token%22%3A%22>@%22"}}"#,
    r#"{"error":{"code":"x","message":"&quot;<token&quot;:&quot;>@&quot;"}}"#,
    r#"{"error":{"code":"x","message":"\u003c<token\u003e\n  >@\n\u003c/token\u003e"}}"#,
    r#"{"id":"1","message":"<Authorization:> Bearer @","status":"bad"}"#,
    r#"{"id":"1","url":"https://x/?access_<token=>@&a=b","status":"bad"}"#,
    r#"{"id":"1","status":"failed","resultInfo":{"code":500,"message":"<Authorization:> Bearer @"}}"#,
    r#"{"error":{"code":"x","message":"<token=>@"}}"#,
    r#"{"error":{"code":"<token=>@","message":"x","innerError":{"request-id":"<token=>@","date":"<token=>@"}}}"#,
    r#"{"id":"<token=>@","status":"bad"}"#,
    r#"{"id":"1","status":"<token=>@","clientContext":"<Bearer >@"}"#,
    r#"{"id":"1","status":"completed","completionReason":"<token=>@ failed"}"#,
    r##"{"id":"1","status":"running","@odata.type":"#microsoft.graph.x <token=>@ Operation"}"##,
    r#"{"id":"1","status":"failed","resultInfo":{"code":"<token=>@","subcode":"<secret=>@"}}"#,
    r#"{"id":"1","status":"running","createdDateTime":"<token=>@","lastActionDateTime":"<token=>@"}"#,
    r#"{"id":"1","status":"failed","resultInfo":{"code":400,"message":"<password> => @"}}"#,
    r#"{"id":"1","status":"failed","resultInfo":{"code":400,"message":"\u003c<password\u003e>@\u003c/password>"}}"#,
    r#"{"id":"1","status":"failed","resultInfo":{"code":400,"message":"access_<token%3D>@"}}"#,
    r#"{"status":"bad","<token=>@":1,"createdDateTime<token=>@":2}"#,
    r#"{"id":"<eyJ>0eXAi.@.@","status":"bad"}"#,
    // What is no JSON.
    "\"<eyJ>0eXAi.@.@\"\n",
    "<Authorization:> Bearer @\n",
    "<Authorization:> Digest a=1,\r<\n >b=@\r\n",
    "POST https://x/?<token=>@ HTTP/1.1\n<Authorization:> Bearer @\n\n",
    "HTTP/1.1 202 Accepted\nLocation: https://x/?<token=>@\n\n",
];

/// Texts in which the name comes last: what is cut off before it cannot be known to be one.
const NAMED_LAST: [&str; 3] = [
    r#"{"id":"a","status":"odd","h":[{"new<Value>":"@","display<Name":"Authorization>"}]}"#,
    r#"{"id":"a","status":"odd","h":[{"<value>":{"v":"@"},"x":{"y":1},"<key":"Password>"}]}"#,
    r#"{"id":"a","status":"odd","h":[{"<value>":"Basic {token @","<Name":"Token>"}]}"#,
];

/// A text with a secret, and the places of the bytes that make it one.
struct Sample {
    text: Vec<u8>,
    marked: Vec<std::ops::Range<usize>>,
}

impl Sample {
    fn new(template: &str) -> Self {
        let mut sample = Self {
            text: Vec::new(),
            marked: Vec::new(),
        };
        let mut start = 0;
        for c in template.bytes() {
            match c {
                b'<' => start = sample.text.len(),
                b'>' if start < usize::MAX => {
                    sample.marked.push(start..sample.text.len());
                    start = usize::MAX;
                }
                b'@' if !sample.text.ends_with(b"\"") || !template.contains("\"@odata") => {
                    sample.text.extend_from_slice(SECRET.as_bytes());
                }
                c => sample.text.push(c),
            }
        }
        sample
    }

    /// The text with every damage of one byte that leaves the names alone.
    fn damages(&self, deletes: bool, replacements: &[u8], insertions: &[u8]) -> Vec<Vec<u8>> {
        let mut all = Vec::new();
        for at in 0..self.text.len() {
            let with =
                |until: usize, new: &[u8]| [&self.text[..at], new, &self.text[until..]].concat();
            let is_marked = |at: usize| self.marked.iter().any(|range| range.contains(&at));
            // `\token` is a tab, and another word.
            let escapes = |next: usize, new: u8| {
                new == b'\\' && self.marked.iter().any(|range| range.start == next)
            };
            if !is_marked(at) {
                all.extend(deletes.then(|| with(at + 1, b"")));
                let new = replacements.iter().filter(|new| !escapes(at + 1, **new));
                all.extend(new.map(|new| with(at + 1, &[*new])));
            }
            // A bracket between two members of a secret ends it, and the second is another property.
            let parts = |new: u8| {
                let is_inside = self
                    .text
                    .get(at..)
                    .is_some_and(|rest| rest.starts_with(b",\"value"));
                is_inside && new == b'}'
            };
            if !is_marked(at) || !is_marked(at.wrapping_sub(1)) {
                let is_harmful = |new: &&u8| !escapes(at, **new) && !parts(**new);
                let new = insertions.iter().filter(is_harmful);
                all.extend(new.map(|new| with(at, &[*new])));
            }
        }
        all
    }
}

/// Runs that show a secret.
#[derive(Default)]
struct Leaks(Vec<String>);

impl Leaks {
    fn look(&mut self, flags: &str, bytes: &[u8]) {
        let run = run(flags, bytes);
        if leaks(&run) {
            let text = String::from_utf8_lossy(bytes);
            self.0
                .push(format!("{flags}: {text}\n{}{}", run.stdout, run.stderr));
        }
    }
}

impl Drop for Leaks {
    fn drop(&mut self) {
        let shown: Vec<_> = self.0.iter().take(5).map(String::as_str).collect();
        assert!(
            shown.is_empty(),
            "{} leaks: {}",
            self.0.len(),
            shown.join("\n")
        );
    }
}

/// Every byte as a character, in UTF-16 with its mark.
fn wide(bytes: &[u8]) -> Vec<u8> {
    let units = bytes.iter().flat_map(|b| [*b, 0]);
    [0xFF, 0xFE].into_iter().chain(units).collect()
}

#[test]
fn no_secret_is_shown() {
    let mut leaks = Leaks::default();
    for format in FORMATS {
        for template in SECRETS.iter().chain(&NAMED_LAST) {
            let text = Sample::new(template).text;
            leaks.look(format, &text);
            leaks.look(format, &wide(&text));
        }
    }
}

#[test]
fn no_secret_is_shown_of_json_in_a_string() {
    let mut leaks = Leaks::default();
    for inner in [
        r#"[\"password\",\"@\"]"#,
        r#"{\"password\" \"@\"}"#,
        r#"{\"password\"} \"@\"}"#,
        r#"[\\\"password\\\",\\\"@\\\"]"#,
    ] {
        let text = format!(r#"{{"id":"a","clientContext":"{inner}","status":"complete"}}"#);
        for format in FORMATS.into_iter().filter(|format| !is_data(format)) {
            leaks.look(format, text.replace('@', SECRET).as_bytes());
        }
    }
}

#[test]
fn no_secret_is_shown_of_a_damaged_text() {
    let mut leaks = Leaks::default();
    for template in SECRETS.iter().chain(&NAMED_LAST) {
        for bytes in Sample::new(template).damages(true, b"}],:x\"\xFF", b"") {
            for format in FORMATS {
                leaks.look(format, &bytes);
            }
            leaks.look("-v", &wide(&bytes));
        }
    }
}

#[test]
fn no_secret_is_shown_of_a_text_with_odd_damage() {
    let mut leaks = Leaks::default();
    for template in SECRETS {
        let sample = Sample::new(template);
        for bytes in sample.damages(false, b"{[;\\\0\n\x1E", b"\"{}[]x,:\\\0\n\xFF\x1E") {
            leaks.look("-v", &bytes);
        }
        for end in 0..sample.text.len() {
            leaks.look("-v", &sample.text[..end]);
        }
    }
}

/// Reading is resumed on each line inside of a secret that is broken: none of them is shown.
#[test]
fn no_secret_is_shown_of_the_lines_of_a_broken_one() {
    let lines = format!("{{\"v\":\"{SECRET}\" y}},\n").repeat(20);
    let text = format!("{{\"id\":\"a\",\"status\":\"running\",\"tokens\":[x\n{lines}");
    for format in FORMATS {
        let run = run(format, text.as_bytes());
        assert!(!leaks(&run), "{format}: {}", run.stderr);
    }
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

/// Damage of two kinds at once, and JSON that is none.
#[test]
fn no_secret_is_shown_of_text_that_only_looks_like_json() {
    let mut leaks = Leaks::default();
    for text in [
        r#"{"id":"a","status":"running","recordingAccessToken:""@"}"#,
        r#"{"status":"running","tokens:"["@"],"id":"a"}"#,
        r#"{id:"a",status:"running",token:"a"@",x:1}"#,
        r#"{id:"a",status:"running",token "@",x:1}"#,
        r#"{id:"a",status:"running",token"@",x:1}"#,
        r#"{id:"a",status:"running",token,"@",x:1}"#,
        r#"{id:"a",token:",@"}"#,
        r#"{id:"a",token:"}@"}"#,
        "{'id':'a','token':'a'@'}",
        "{'id':'a','token':'it''s @'}",
        r"{'id':'a','token':'it\'s @'}",
        "{'id':'a','token' '@'}",
        "{'id':'a','token''@'}",
        "{\"id\":\"a\",token\"\u{1}\"@\"}",
        r#"{"id":"a","cl/ientSecret""@"}"#,
        r#"{"id":"a","recordingA}ccessToken""@"}"#,
        r#"{"id":"a","status":"x","q":"{\"r\":\"{\\\"token\\\";\\\"@\\\"}\"}"}"#,
        r#"{"id":"a","status":"x","q":"{\"r\":\"{\\\"token\\\":#\\\"@\\\"}\"}"}"#,
        r#"{"id":"a","status":"x","q":"{\"token\":""\"@\"}"}"#,
        "{\"id\":\"a\",\"status\":\"to\u{200b}ken=@\"}",
        "{\"id\":\"a\",\"status\":\"token\u{ff1a}@\"}",
        r#"{"id":"1","status":"eyJ0eXAi.eyJ\nREST.@","x":1}"#,
        r#"{"error":{"code":"x","message":"the token @ expired"}}"#,
        r#"{"error":{"code":"x","message":"run: --password @"}}"#,
        r#"{"id":"a","Token\n:"@"}"#,
        r#"{"id":"a","clientContext":"{\"token\x:\"@\",\"b\":1}"}"#,
        r#"{"id":"a","status":"password: |\n  @"}"#,
    ] {
        for format in FORMATS {
            leaks.look(format, text.replace('@', SECRET).as_bytes());
        }
    }
}

/// As wide as a frame may be, so that nothing is out of sight by chance.
#[test]
fn no_name_of_a_source_shows_a_secret() {
    let title = format!("https://x/?access_token={SECRET}");
    let source = Source::File(title.into());
    let run = run_source("", &source, &b"{}"[..]);
    assert!(!run.stderr.is_empty() && !leaks(&run), "{run:?}");
}
