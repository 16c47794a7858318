//! Foreign text cannot act on a terminal, forge a line or show a secret.

use crate::chunks::cases;
use crate::harness::{Run, check, is_hostile, run, run_source};
use commsop::input::source::Source;
use proptest::prelude::*;

/// Every format; a new one is held to the same rules.
const FORMATS: [&str; 11] = [
    "-v",
    "-f id,status,code,subcode,message,reason,type,context,created,last,pointer",
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
    for format in FORMATS
        .into_iter()
        .filter(|format| !format.starts_with("-f"))
    {
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

/// What a runner takes for a command: GitHub at the begin of a line, behind blanks, or with `##[`
/// anywhere in it; Azure Pipelines with `##vso[`.
const COMMANDS: [&str; 7] = [
    "::error::x",
    "\u{a0}\u{3000} ::warning file=x::y",
    ":",
    "##[error]x",
    "a ##[error]x",
    "##vso[task.setvariable variable=a]b",
    "###VSO[task.complete]",
];

/// Formats whose cells are data: with them what was asked for is written as it is.
fn is_data(format: &str) -> bool {
    matches!(format, "-o tsv" | "-o csv") || format.starts_with("-f")
}

/// The first line that is a command to a runner, and none of those that `-o github` writes.
fn command(text: &str) -> Option<&str> {
    let is_ours = |line: &str| {
        let ours = ["::error ", "::warning ", "::notice "];
        ours.iter().any(|begin| line.starts_with(begin)) && line.contains("title=CO")
    };
    let is_command = |line: &&str| {
        let small = line.to_ascii_lowercase();
        let begins = line.trim_start().starts_with("::") && !is_ours(line);
        begins || small.contains("##[") || small.contains("##vso[")
    };
    text.lines().find(is_command)
}

#[test]
fn no_text_commands_a_runner() {
    for format in FORMATS {
        for forged in COMMANDS {
            let inside = serde_json::to_string(forged).unwrap();
            let strings = STRINGS.map(|template| filled(template, &inside[1..inside.len() - 1]));
            let lines = LINES.map(|template| filled(template, forged));
            for text in strings.iter().chain(&lines) {
                for flags in [format.to_owned(), format!("{format} --ignore CO103,CO1")] {
                    let run = run(&flags, text.as_bytes());
                    let stdout = Some(&run.stdout).filter(|_| !is_data(format));
                    let mut shown = stdout.into_iter().chain([&run.stderr]);
                    assert_eq!(shown.find_map(|text| command(text)), None, "{flags} {text}");
                }
            }
        }
    }
}

#[test]
fn no_file_name_commands_a_runner() {
    let bad = br#"{"id":"1","status":"bad","createdDateTime":"2018-09-06T15:58"}"#;
    for format in FORMATS.into_iter().filter(|format| !is_data(format)) {
        for forged in COMMANDS {
            let run = run_source(format, &Source::File(forged.into()), &bad[..]);
            for text in [&run.stdout, &run.stderr] {
                assert_eq!(command(text), None, "{format} {forged}: {run:?}");
            }
        }
    }
}

/// As the README says: who asks for data gets it, and must not write it into the log of a job.
#[test]
fn data_is_exact() {
    let text = br###"{"id":"::x","status":"running","clientContext":"##[x],##vso[y]"}"###;
    let fields = "-f id,context";
    assert_eq!(run(fields, text).stdout, "::x\t##[x],##vso[y]\n");
    let csv = run(&format!("-o csv {fields}"), text).stdout;
    assert_eq!(csv, "id,context\n::x,\"##[x],##vso[y]\"\n");
    let json = run("-o ndjson", text).stdout;
    assert!(
        json.contains(r#""clientContext":"\u0023#[x],\u0023#vso[y]""#),
        "{json}"
    );
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["clientContext"], "##[x],##vso[y]");
}

const SECRET: &str = "Zq7vXw9LkTp3Hj5d";

/// Whether six letters of the secret in a row are shown.
fn leaks(run: &Run) -> bool {
    let parts = (0..=SECRET.len() - 6).map(|at| &SECRET[at..at + 6]);
    parts
        .into_iter()
        .any(|part| run.stdout.contains(part) || run.stderr.contains(part))
}

/// Texts with a secret. Between `<` and `>` stands what makes it one: other letters there are
/// another name, or none.
const SECRETS: [&str; 39] = [
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
    r#"{"headers":[{"name":"<Authorization>","<value>":"@"}],"status":"bad"}"#,
    "{\"m\":\"Authorization: Basic denied\",\"validation<Token>s\":[\n  \"@\"],\"status\":\"complete\"}",
    "{\"m\":\"x token: \\\"q\\\"\",\"c\":{\"<password>\":\n  \"@\"},\"status\":\"complete\"}",
    // Texts that have it inside, wherever a text is shown.
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
        for template in SECRETS {
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
    for template in SECRETS {
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
