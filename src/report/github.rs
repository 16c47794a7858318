//! `-o github`: findings as workflow commands, which GitHub shows beside the files.
//!
//! GitHub takes ten annotations from a step and drops the others without a word. So the findings
//! are kept until the end, the worst first and no more than can be shown, and the tenth says how
//! many there are besides.

use super::STDIN;
use super::findings::sentence;
use super::sarif::forward_slashes;
use crate::finding::{Finding, Severity};
use crate::safe;
use std::fmt::Write as _;

/// The annotations that GitHub shows of one step.
const SHOWN: usize = 10;
/// The worst first.
const ORDER: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Note];

/// Gathers the first findings of each severity.
#[derive(Clone, Debug, Default)]
pub struct Reporter {
    commands: [Vec<String>; 3],
    counts: [u64; 3],
}

impl Reporter {
    /// One finding of the file called `path`.
    pub fn finding(&mut self, path: &str, finding: &Finding) {
        let at = finding.severity as usize;
        let (Some(commands), Some(count)) = (self.commands.get_mut(at), self.counts.get_mut(at))
        else {
            return;
        };
        *count += 1;
        if commands.len() < SHOWN {
            commands.push(command(path, finding));
        }
    }

    /// Adds what a reporter for the next piece of the input has gathered.
    pub fn absorb(&mut self, piece: Self) {
        for (commands, more) in self.commands.iter_mut().zip(piece.commands) {
            let room = SHOWN - commands.len();
            commands.extend(more.into_iter().take(room));
        }
        for (count, more) in self.counts.iter_mut().zip(piece.counts) {
            *count += more;
        }
    }

    /// All of them.
    pub fn end(&self, out: &mut Vec<u8>) {
        let commands = ORDER
            .iter()
            .filter_map(|severity| self.commands.get(*severity as usize));
        let total: u64 = self.counts.iter().sum();
        for (i, command) in commands.flatten().take(SHOWN).enumerate() {
            out.extend_from_slice(command.as_bytes());
            if i + 1 == SHOWN && total > SHOWN as u64 {
                out.extend_from_slice(self.rest(total - SHOWN as u64).as_bytes());
            }
            out.push(b'\n');
        }
    }

    /// What the tenth says of those that are not shown.
    fn rest(&self, more: u64) -> String {
        let mut text = format!(" (and {more} more finding{}; in all", plural(more));
        let mut glue = " ";
        for severity in ORDER {
            let count = self
                .counts
                .get(severity as usize)
                .copied()
                .unwrap_or_default();
            if count > 0 {
                // Writing into a String cannot fail.
                let _ = write!(text, "{glue}{count} {}{}", severity.name(), plural(count));
                glue = ", ";
            }
        }
        text.push(')');
        text
    }
}

fn plural(count: u64) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// `::error file=...,line=...::POINTER: message`. Standard input is no file that GitHub could
/// show, so its place stands in the message.
fn command(path: &str, finding: &Finding) -> String {
    let word = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut text = format!("::{word} ");
    let mut data = String::new();
    if path == STDIN {
        data.push_str("<stdin>:");
        if let Some(position) = finding.position {
            let _ = write!(data, "{}:{}:", position.line, position.column);
        }
        data.push(' ');
    } else {
        let _ = write!(text, "file={},", property(&forward_slashes(path)));
        if let Some(position) = finding.position {
            let _ = write!(text, "line={},col={},", position.line, position.column);
        }
        if let Some(end) = finding.end_column {
            let _ = write!(text, "endColumn={end},");
        }
    }
    if !finding.pointer.is_empty() {
        let _ = write!(data, "{}: ", safe::excerpt(&finding.pointer, 200));
    }
    data.push_str(&sentence(finding));
    let _ = write!(text, "title={}::{}", finding.code(), escaped(&data));
    text
}

/// The runner's own escapes (actions/toolkit, `command.ts`) on top of ours.
fn escaped(data: &str) -> String {
    let data = data.replace('%', "%25");
    data.replace('\r', "%0D").replace('\n', "%0A")
}

fn property(value: &str) -> String {
    let value = escaped(&safe::escape(value));
    value.replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use crate::report;
    use crate::report::sample::{self, GOOD, SLOPPY, TRUNCATED, UNKNOWN_STATUS};

    fn show(files: &[(&str, &str)]) -> String {
        sample::show_files(report::Reporter::Github(Box::default()), files)
    }

    #[test]
    fn errors_come_first() {
        let shown = show(&[
            ("b.json", SLOPPY),
            ("captures/op3.json", GOOD),
            ("captures/op3.json", UNKNOWN_STATUS),
            ("c.json", TRUNCATED),
            ("-", UNKNOWN_STATUS),
        ]);
        let expected = "\
::error file=captures/op3.json,line=2,col=23,endColumn=33,title=CO103::/status: unknown status \"complete\"; expected notStarted, running, completed or failed
::error file=c.json,title=CO010::this is gzip data, not JSON
::error title=CO103::<stdin>:1:23: /status: unknown status \"complete\"; expected notStarted, running, completed or failed
::warning file=b.json,line=1,col=23,endColumn=32,title=CO201::/status: \"Running\" is documented as \"running\"
";
        assert_eq!(shown, expected);
    }

    #[test]
    fn hostile_names_forge_no_command() {
        let odd = r#"{"id":"1","status":"50%\n::error::x"}"#;
        let shown = show(&[("a,b:c%\n\u{9b}.json", odd)]);
        let expected = "::error file=a%2Cb%3Ac%25\\n\\u{9b}.json,line=1,col=20,endColumn=37,\
            title=CO103::/status: unknown status \"50%25\\n::error::x\"; expected notStarted, \
            running, completed or failed\n";
        assert_eq!(shown, expected);
    }

    #[test]
    fn the_tenth_says_how_many_there_are_besides() {
        let shown = show(&[[("a", UNKNOWN_STATUS); 7], [("b", SLOPPY); 7]].concat());
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines.len(), 10);
        assert!(lines[9].starts_with("::warning file=b"));
        assert!(lines[9].ends_with(" (and 4 more findings; in all 7 errors, 7 warnings)"));
        assert!(!lines[8].contains("more findings"));
        let many = show(&[("a", UNKNOWN_STATUS); 11]);
        assert!(many.ends_with(" (and 1 more finding; in all 11 errors)\n"));
        let ten = show(&[("a", UNKNOWN_STATUS); 10]);
        assert!(!ten.contains("more finding"));
    }

    #[test]
    fn says_nothing_without_findings() {
        assert_eq!(show(&[("a", GOOD)]), "");
    }
}
