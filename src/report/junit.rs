//! `-o junit`: a test suite for each file, a test case for each operation.
//!
//! The counts of a suite and of the whole stand in attributes, before what they count. So the
//! document is kept in memory until its end: this format alone grows with the number of
//! operations, by some hundred bytes each.

use super::{Record, findings};
use crate::finding::{Finding, Severity};
use crate::operation::Text;
use crate::safe;
use std::collections::HashMap;
use std::io::Write as _;

/// Gathers suites.
#[derive(Clone, Debug, Default)]
pub struct Reporter {
    suites: Vec<Suite>,
    /// Where the one of each title stands.
    places: HashMap<String, usize>,
}

#[derive(Clone, Debug, Default)]
struct Suite {
    title: String,
    cases: Vec<u8>,
    counts: Counts,
}

/// Each case counts once: as an error, else as a failure, if it is one.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    tests: u64,
    failures: u64,
    errors: u64,
}

impl Reporter {
    /// One test case.
    pub fn record(&mut self, record: &Record<'_>) {
        if let Some(suite) = self.suite(record.location.title) {
            suite.add(record);
        }
    }

    /// The file called `title` has a suite, be there a case in it or not.
    pub fn source(&mut self, title: &str) {
        self.suite(title);
    }

    /// The suite of this title, which is made if there is none.
    fn suite(&mut self, title: &str) -> Option<&mut Suite> {
        let place = match self.places.get(title) {
            Some(place) => *place,
            None => {
                let place = self.suites.len();
                self.places.insert(title.to_owned(), place);
                self.suites.push(Suite {
                    title: title.to_owned(),
                    ..Suite::default()
                });
                place
            }
        };
        self.suites.get_mut(place)
    }

    /// Adds what a reporter for the next piece of the input has gathered.
    pub fn absorb(&mut self, piece: Self) {
        for more in piece.suites {
            if let Some(suite) = self.suite(&more.title) {
                suite.cases.extend(more.cases);
                suite.counts = suite.counts.with(more.counts);
            }
        }
    }

    /// The whole document.
    pub fn end(&self, out: &mut Vec<u8>) {
        let all = self
            .suites
            .iter()
            .fold(Counts::default(), |all, suite| all.with(suite.counts));
        out.extend_from_slice(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.extend_from_slice(b"<testsuites name=\"commsop\"");
        all.write(out);
        for suite in &self.suites {
            out.extend_from_slice(b"  <testsuite name=\"");
            escape(out, &suite.title);
            out.push(b'"');
            suite.counts.write(out);
            out.extend_from_slice(&suite.cases);
            out.extend_from_slice(b"  </testsuite>\n");
        }
        out.extend_from_slice(b"</testsuites>\n");
    }
}

impl Counts {
    fn with(self, other: Self) -> Self {
        Self {
            tests: self.tests + other.tests,
            failures: self.failures + other.failures,
            errors: self.errors + other.errors,
        }
    }

    fn write(self, out: &mut Vec<u8>) {
        // Writing into a Vec cannot fail.
        let _ = writeln!(
            out,
            " tests=\"{}\" failures=\"{}\" errors=\"{}\">",
            self.tests, self.failures, self.errors
        );
    }
}

impl Suite {
    fn add(&mut self, record: &Record<'_>) {
        let out = &mut self.cases;
        out.extend_from_slice(b"    <testcase classname=\"commsOperation\" name=\"");
        write_name(out, record);
        self.counts.tests += 1;
        if record.findings.is_empty() {
            return out.extend_from_slice(b"\"/>\n");
        }
        out.extend_from_slice(b"\">\n");
        let is_error = |finding: &&Finding| finding.severity == Severity::Error;
        for finding in record.findings.iter().filter(is_error) {
            write_error(out, record.location.title, finding);
        }
        write_others(out, record);
        out.extend_from_slice(b"    </testcase>\n");
        if record.findings.iter().any(Finding::is_unreadable) {
            self.counts.errors += 1;
        } else if !record.valid {
            self.counts.failures += 1;
        }
    }
}

/// The id; without one, which document it was, and where in it.
fn write_name(out: &mut Vec<u8>, record: &Record<'_>) {
    let id = record.operation().and_then(|operation| operation.id);
    if let Some(id) = id.map(Text::decoded).filter(|id| !id.is_empty()) {
        return escape(out, &safe::redact(&id));
    }
    let _ = write!(out, "document {}", record.location.document);
    if !record.location.pointer.is_empty() {
        out.push(b' ');
        escape(out, &safe::redact(record.location.pointer));
    }
}

/// `<error>` is what could not be read, with all that is known of it; `<failure>` what is wrong.
fn write_error(out: &mut Vec<u8>, title: &str, finding: &Finding) {
    let element = if finding.is_unreadable() {
        "error"
    } else {
        "failure"
    };
    let _ = write!(
        out,
        "      <{element} type=\"{}\" message=\"",
        finding.code()
    );
    if !finding.pointer.is_empty() {
        escape(out, &safe::redact(&finding.pointer));
        out.extend_from_slice(b": ");
    }
    escape(out, &findings::message(finding));
    out.extend_from_slice(b"\">");
    escape(out, title);
    if let Some(position) = finding.position {
        let _ = write!(out, ":{}:{}", position.line, position.column);
    }
    let _ = writeln!(out, "</{element}>");
}

/// Warnings and notes, a line each as standard error has them.
fn write_others(out: &mut Vec<u8>, record: &Record<'_>) {
    let is_other = |finding: &&Finding| finding.severity != Severity::Error;
    let mut others = record.findings.iter().filter(is_other).peekable();
    if others.peek().is_none() {
        return;
    }
    out.extend_from_slice(b"      <system-out>");
    for (i, finding) in others.enumerate() {
        if i > 0 {
            out.push(b'\n');
        }
        escape(out, &findings::line(record.location.title, finding));
    }
    out.extend_from_slice(b"</system-out>\n");
}

/// Foreign text in XML: characters that XML 1.0 section 2.2 forbids are replaced, others that
/// could do harm are shown as everywhere.
fn escape(out: &mut Vec<u8>, text: &str) {
    let is_plain = |c: char| matches!(c, ' '..='~') && !matches!(c, '#' | '&' | '<' | '>' | '"');
    let mut from = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| !is_plain(*c)) {
        out.extend_from_slice(text.get(from..at).unwrap_or_default().as_bytes());
        from = at + c.len_utf8();
        match c {
            '#' if safe::begins_command(text.as_bytes().get(at..).unwrap_or_default()) => {
                out.extend_from_slice(safe::COMMAND.as_bytes());
            }
            '&' => out.extend_from_slice(b"&amp;"),
            '<' => out.extend_from_slice(b"&lt;"),
            '>' => out.extend_from_slice(b"&gt;"),
            '"' => out.extend_from_slice(b"&quot;"),
            '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\u{FFFE}' | '\u{FFFF}' => {
                out.extend_from_slice("\u{FFFD}".as_bytes());
            }
            c => out.extend_from_slice(safe::escape(c.encode_utf8(&mut [0; 4])).as_bytes()),
        }
    }
    out.extend_from_slice(text.get(from..).unwrap_or_default().as_bytes());
}

#[cfg(test)]
mod tests {
    use crate::report;
    use crate::report::sample::{self, GOOD, SLOPPY, TRUNCATED, UNKNOWN_STATUS};

    fn show(files: &[(&str, &str)]) -> String {
        sample::show_files(report::Reporter::Junit(Box::default()), files)
    }

    #[test]
    fn writes_suites_and_cases() {
        let expected = r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="commsop" tests="4" failures="1" errors="1">
  <testsuite name="captures/op3.json" tests="2" failures="1" errors="0">
    <testcase classname="commsOperation" name="0fe0623f-d628-42ed-b4bd-8ac290072cc5"/>
    <testcase classname="commsOperation" name="77a1">
      <failure type="CO103" message="/status: unknown status &quot;complete&quot;">captures/op3.json:2:23</failure>
    </testcase>
  </testsuite>
  <testsuite name="&lt;stdin&gt;" tests="2" failures="0" errors="1">
    <testcase classname="commsOperation" name="77a2">
      <system-out>&lt;stdin&gt;:1:23: warning[CO201] /status: &quot;Running&quot; is documented as &quot;running&quot;</system-out>
    </testcase>
    <testcase classname="commsOperation" name="document 2">
      <error type="CO010" message="this is gzip data, not JSON">&lt;stdin&gt;</error>
    </testcase>
  </testsuite>
</testsuites>
"#;
        let files = [
            ("captures/op3.json", GOOD),
            ("captures/op3.json", UNKNOWN_STATUS),
            ("-", SLOPPY),
            ("-", TRUNCATED),
        ];
        assert_eq!(show(&files), expected);
    }

    #[test]
    fn hostile_names_stay_well_formed() {
        let odd = r#"{"id":"<a&b>\"'\u0001\ufffe\t\u009b\u202e","status":"]]>\u0000"}"#;
        let shown = show(&[("<&>\u{b}.json", odd)]);
        let document = roxmltree::Document::parse(&shown).expect("XML");
        let find = |name| {
            let mut nodes = document.descendants();
            nodes.find(|node| node.has_tag_name(name)).expect("a node")
        };
        let name = find("testcase").attribute("name");
        assert_eq!(name, Some("<a&b>\"'\u{fffd}\u{fffd}\\t\\u{9b}\\u{202e}"));
        let suite = find("testsuite").attribute("name");
        assert_eq!(suite, Some("<&>\u{fffd}.json"));
        let message = find("failure").attribute("message").unwrap_or_default();
        assert!(message.starts_with("/status: unknown status \"]]>\\u{0}\""));
    }

    #[test]
    fn a_file_has_one_suite_be_there_records_or_not() {
        let mut reporter = super::Reporter::default();
        let mut piece = super::Reporter::default();
        for title in ["a", "b", "a"] {
            reporter.source(title);
        }
        for title in ["c", "a"] {
            piece.source(title);
        }
        reporter.absorb(piece);
        let mut out = Vec::new();
        reporter.end(&mut out);
        let text = String::from_utf8(out).expect("UTF-8");
        let names: Vec<&str> = text
            .split("<testsuite name=\"")
            .skip(1)
            .map(|rest| &rest[..1])
            .collect();
        assert_eq!(names, ["a", "b", "c"]);
    }

    #[test]
    fn is_a_document_without_records() {
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
            <testsuites name=\"commsop\" tests=\"0\" failures=\"0\" errors=\"0\">\n</testsuites>\n";
        assert_eq!(show(&[]), expected);
    }
}
