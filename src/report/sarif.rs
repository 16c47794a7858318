//! `-o sarif`: SARIF 2.1.0 (OASIS), for code scanning and editors.
//!
//! One run; its results are written as they come, so memory stays bounded. What is optional and
//! unknown is left out: a file that cannot be opened has no region.

use super::STDIN;
use super::elements::Elements;
use super::findings::sentence;
use super::json::Careful;
use crate::finding::{Code, Finding, Severity, explanation};
use crate::safe;
use serde::Serialize;
use std::borrow::Cow;
use std::io::Write as _;
use std::path::{MAIN_SEPARATOR, Path};

/// Where standard input is said to be.
const STDIN_URI: &str = "stdin.json";

/// Writes results.
#[derive(Clone, Debug, Default)]
pub struct Reporter {
    results: Elements,
}

impl Reporter {
    /// Everything up to the first result.
    pub fn begin(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(
            b"{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\
              \"runs\":[{\"columnKind\":\"unicodeCodePoints\",\"tool\":",
        );
        let driver = Driver {
            name: "commsop",
            semantic_version: env!("CARGO_PKG_VERSION"),
            rules: Code::ALL.iter().map(|code| Rule::new(*code)).collect(),
        };
        write(out, &Tool { driver });
        out.extend_from_slice(b",\"results\":[");
    }

    /// One finding of the file called `path`.
    pub fn finding(&mut self, path: &str, finding: &Finding, out: &mut Vec<u8>) {
        self.results.separate(out);
        out.push(b'\n');
        write(out, &Outcome::new(&uri(path), finding));
    }

    /// A reporter for a piece of the input.
    #[must_use]
    pub fn piece(&self) -> Self {
        Self {
            results: Elements::piece(),
        }
    }

    /// Adds what a reporter for the next piece has written into `out`, in which there is nothing else.
    pub fn absorb(&mut self, piece: Self, out: &mut Vec<u8>) {
        self.results.absorb(&piece.results, out);
    }

    /// Everything behind the last result.
    pub fn end(&self, out: &mut Vec<u8>) {
        if self.results.has_begun() {
            out.push(b'\n');
        }
        out.extend_from_slice(b"]}]}\n");
    }
}

fn write(out: &mut Vec<u8>, value: &impl Serialize) {
    // Writing into a Vec cannot fail.
    let _ = value.serialize(&mut serde_json::Serializer::with_formatter(out, Careful));
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    name: &'static str,
    short_description: Message,
    help: Message,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

impl Rule {
    fn new(code: Code) -> Self {
        let help = format!(
            "{} See `commsop --explain {code}`.",
            explanation::help(code)
        );
        Self {
            id: code.name(),
            name: code.title(),
            short_description: Message {
                text: sentence_of(code.meaning()),
            },
            help: Message { text: help },
            default_configuration: Configuration {
                level: code.severity().name(),
            },
        }
    }
}

/// With a capital at its begin, unless that is the name of a property.
fn sentence_of(meaning: &str) -> String {
    let word = meaning.split(' ').next().unwrap_or_default();
    let is_name = word.bytes().any(|b| b.is_ascii_uppercase());
    match meaning.split_at_checked(1) {
        Some((first, rest)) if !is_name => first.to_ascii_uppercase() + rest,
        _ => meaning.to_owned(),
    }
}

/// A SARIF `result`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Place<'a>; 1],
    partial_fingerprints: Fingerprints,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place<'a> {
    physical_location: Physical<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    logical_locations: Option<[Logical<'a>; 1]>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical<'a> {
    artifact_location: Artifact<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact<'a> {
    uri: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u64,
    start_column: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_column: Option<u64>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical<'a> {
    fully_qualified_name: Cow<'a, str>,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "commsopFinding/v1")]
    finding: String,
}

impl<'a> Outcome<'a> {
    fn new(uri: &'a str, finding: &'a Finding) -> Self {
        let code = finding.code();
        let pointer = safe::redact(&finding.pointer);
        let partial_fingerprints = Fingerprints {
            finding: fingerprint(&[code.name(), &pointer, uri]),
        };
        let region = finding.position.map(|position| Region {
            start_line: position.line,
            start_column: position.column,
            end_column: finding.end_column,
        });
        Self {
            rule_id: code.name(),
            rule_index: code as usize,
            level: level(finding.severity),
            message: Message {
                text: sentence(finding),
            },
            locations: [Place {
                physical_location: Physical {
                    artifact_location: Artifact { uri },
                    region,
                },
                logical_locations: (!pointer.is_empty()).then_some([Logical {
                    fully_qualified_name: pointer,
                }]),
            }],
            partial_fingerprints,
        }
    }
}

/// SARIF's words (section 3.27.10) are ours.
fn level(severity: Severity) -> &'static str {
    severity.name()
}

/// FNV-1a with 64 bits over the parts, each ended by a zero byte: the same on every machine and
/// with every version, which the hashes of the standard library do not promise.
fn fingerprint(parts: &[&str]) -> String {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

/// A URI reference (RFC 3986) to the file: relative, if the path is.
fn uri(path: &str) -> String {
    if path == STDIN {
        return STDIN_URI.to_owned();
    }
    let slashed = forward_slashes(path);
    let mut out = Vec::new();
    if Path::new(path).is_absolute() {
        out.extend_from_slice(b"file://");
        if !slashed.starts_with('/') {
            out.push(b'/');
        }
    }
    for byte in slashed.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(byte);
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The path as GitHub and URIs write it. Where `\` is no separator it is part of a name.
pub(super) fn forward_slashes(path: &str) -> Cow<'_, str> {
    if MAIN_SEPARATOR == '\\' {
        Cow::Owned(path.replace('\\', "/"))
    } else {
        Cow::Borrowed(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report;
    use crate::report::sample::{self, GOOD, TRUNCATED, UNKNOWN_STATUS};
    use serde_json::Value;

    fn show(files: &[(&str, &str)]) -> String {
        sample::show_files(report::Reporter::Sarif(Box::default()), files)
    }

    #[test]
    fn writes_a_line_for_each_result() {
        let shown = show(&[
            ("a b/c#.json", GOOD),
            ("a b/c#.json", UNKNOWN_STATUS),
            ("-", TRUNCATED),
        ]);
        let lines: Vec<&str> = shown.lines().collect();
        assert!(lines[0].starts_with(concat!(
            r#"{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","#,
            r#""runs":[{"columnKind":"unicodeCodePoints","tool":{"driver":{"name":"commsop","#,
            r#""semanticVersion":"0.1.0","rules":[{"id":"CO001","name":"EmptyInput","#,
            r#""shortDescription":{"text":"The input is empty"},"#,
            r#""help":{"text":"Let the failure be seen: curl -fsS, and in bash `set -o pipefail`. "#,
            r#"See `commsop --explain CO001`."},"#,
            r#""defaultConfiguration":{"level":"error"}},"#
        )));
        assert!(
            lines[0].ends_with(r#"}],"results":["#) || lines[0].ends_with(r#"]}},"results":["#)
        );
        let expected = [
            concat!(
                r#"{"ruleId":"CO103","ruleIndex":12,"level":"error","#,
                r#""message":{"text":"unknown status \"complete\"; expected notStarted, running, completed or failed"},"#,
                r#""locations":[{"physicalLocation":{"artifactLocation":{"uri":"a%20b/c%23.json"},"#,
                r#""region":{"startLine":2,"startColumn":23,"endColumn":33}},"#,
                r#""logicalLocations":[{"fullyQualifiedName":"/status"}]}],"#,
                r#""partialFingerprints":{"commsopFinding/v1":"FIRST"}},"#
            ),
            concat!(
                r#"{"ruleId":"CO010","ruleIndex":9,"level":"error","#,
                r#""message":{"text":"this is gzip data, not JSON"},"#,
                r#""locations":[{"physicalLocation":{"artifactLocation":{"uri":"stdin.json"}}}],"#,
                r#""partialFingerprints":{"commsopFinding/v1":"SECOND"}}"#
            ),
        ];
        let first = fingerprint(&["CO103", "/status", "a%20b/c%23.json"]);
        assert_eq!(lines[1], expected[0].replace("FIRST", &first));
        let second = fingerprint(&["CO010", "", "stdin.json"]);
        assert_eq!(lines[2], expected[1].replace("SECOND", &second));
        assert_eq!(lines[3..], ["]}]}"]);
    }

    #[test]
    fn lists_every_rule_at_its_index() {
        let value: Value = serde_json::from_str(&show(&[])).expect("JSON");
        let rules = &value["runs"][0]["tool"]["driver"]["rules"];
        for (i, code) in Code::ALL.iter().enumerate() {
            assert_eq!(rules[i]["id"], code.name());
            assert_eq!(*code as usize, i);
        }
        assert_eq!(value["runs"][0]["results"], Value::Array(Vec::new()));
    }

    #[test]
    fn hashes_as_published() {
        // The test vectors of the FNV authors, with the zero byte that ends a part.
        assert_eq!(fingerprint(&[]), "cbf29ce484222325");
        assert_eq!(fingerprint(&[""]), "af63bd4c8601b7df");
        assert_ne!(fingerprint(&["a", "b"]), fingerprint(&["ab", ""]));
    }

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("../a:b/\u{e9}%.json"), "../a%3Ab/%C3%A9%25.json");
        #[cfg(unix)]
        assert_eq!(uri("/tmp/a\\b"), "file:///tmp/a%5Cb");
        #[cfg(windows)]
        assert_eq!(uri("C:\\a\\b"), "file:///C%3A/a/b");
    }
}
