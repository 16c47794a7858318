//! The long explanation of each code, as `--explain` prints it.
//!
//! The texts stand in `explanations.txt`, one block for each code and one line for each entry;
//! what follows from the code itself, its severity and how to ignore it, is added here.

use super::{Code, Severity};
use crate::sheet::Sheet;

const TEXTS: &str = include_str!("explanations.txt");

/// The page that `commsop --explain CO103` prints: what it means, an example, why it happens and
/// who says so, what to do, how to ignore it. Lines of at most 80 ASCII columns.
pub fn explain(code: Code) -> String {
    let mut sheet = Sheet::default();
    sheet.wrap(&format!("{code}: "), code.meaning());
    sheet.blank();
    sheet.entry("severity", &severity(code));
    sheet.entry("means", entry(code, "means"));
    let mut label = "example";
    for line in entries(code, "example") {
        sheet.verbatim(label, line);
        label = "";
    }
    for label in ["why", "source", "advice"] {
        sheet.entry(label, entry(code, label));
    }
    sheet.entry("ignore", &ignore(code));
    sheet.finish()
}

/// What `--explain` prints without a code: all of them, a line each.
pub fn list() -> String {
    let mut sheet = Sheet::default();
    let mut row = |code: &str, severity: &str, meaning: &str| {
        sheet.wrap(&format!("  {code:<5}  {severity:<10}  "), meaning);
    };
    row("code", "severity", "meaning");
    for code in Code::ALL {
        row(code.name(), class(*code), code.meaning());
    }
    sheet.blank();
    sheet.wrap("", "More of a finding:  commsop --explain CO103");
    sheet.wrap(
        "",
        "Of a result code:   commsop --explain 400/8508, 8508 or 412#10073",
    );
    sheet.finish()
}

/// What to do about it, in a sentence.
pub fn help(code: Code) -> &'static str {
    entry(code, "advice")
}

/// A payload, or a command, that leads to it.
pub fn example(code: Code) -> impl Iterator<Item = &'static str> {
    entries(code, "example")
}

fn entry(code: Code, label: &'static str) -> &'static str {
    entries(code, label).next().unwrap_or_default()
}

/// The entries with this label in the block of `code`: the label fills ten columns.
fn entries(code: Code, label: &'static str) -> impl Iterator<Item = &'static str> {
    let mut blocks = TEXTS.split("\n\n");
    let block = blocks.find(|block| block.starts_with(code.name()));
    let lines = block.unwrap_or_default().lines().skip(1);
    lines.filter_map(move |line| {
        let (name, text) = line.split_at_checked(10)?;
        (name.trim_end() == label).then_some(text)
    })
}

/// The severity as the table of the documentation names it.
fn class(code: Code) -> &'static str {
    if code.is_input() {
        "unreadable"
    } else {
        code.severity().name()
    }
}

fn severity(code: Code) -> String {
    let usual = match code.severity() {
        _ if code.is_input() => "error: the document is unreadable, exit status 3",
        Severity::Error => "error: the operation is invalid, exit status 1",
        Severity::Warning => "warning; an error with --strict",
        Severity::Note => "note, shown with -v",
    };
    match entry(code, "severity") {
        "" => usual.to_owned(),
        more => format!("{usual}; {more}"),
    }
}

fn ignore(code: Code) -> String {
    match code.severity() {
        _ if code.is_input() => {
            "cannot be ignored: where no document was read, there is nothing to judge".to_owned()
        }
        _ if code == Code::CO107 => {
            format!("--ignore {code}; what is no operation is then skipped, and counted")
        }
        Severity::Error => format!("--ignore {code}; it then makes no operation invalid"),
        Severity::Warning => {
            let family: String = code.name().chars().take(3).collect();
            format!("--ignore {code}, or --ignore {family} with all others like it")
        }
        Severity::Note => format!("leave out -v, or --ignore {code}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::WIDTH;

    #[test]
    fn every_code_has_every_part() {
        for code in Code::ALL {
            for label in ["means", "example", "why", "source", "advice"] {
                assert!(!entry(*code, label).is_empty(), "{code} {label}");
            }
            for label in ["severity", "means", "why", "source", "advice"] {
                assert!(entries(*code, label).count() < 2, "{code} {label}");
            }
            assert!(help(*code).ends_with('.'), "{code}");
            assert!(!help(*code).trim_end_matches('.').contains(". "), "{code}");
        }
    }

    #[test]
    fn every_line_of_the_texts_is_used() {
        const LABELS: [&str; 6] = ["severity", "means", "example", "why", "source", "advice"];
        for (block, code) in TEXTS.split("\n\n").zip(Code::ALL) {
            let mut lines = block.lines();
            assert_eq!(lines.next(), Some(code.name()));
            for line in lines {
                let label = line.get(..10).unwrap_or_default().trim_end();
                assert!(LABELS.contains(&label), "{line}");
            }
        }
        assert_eq!(TEXTS.split("\n\n").count(), Code::ALL.len());
    }

    #[test]
    fn every_page_fits_the_terminal() {
        let pages = Code::ALL.iter().map(|code| explain(*code));
        for page in pages.chain([list()]) {
            assert!(page.is_ascii() && page.ends_with('\n'), "{page}");
            for line in page.lines() {
                assert!(line.len() <= WIDTH && line.trim_end() == line, "{line}");
            }
        }
    }

    #[test]
    fn explains_in_full() {
        let expected = "\
CO105: the number is outside Int32, or not whole

  severity   error: the operation is invalid, exit status 1
  means      code or subcode is a number that Int32 does not have: outside
             -2147483648 to 2147483647, or written with a point or an exponent.
  example    {\"id\": \"0fe0623f\", \"status\": \"failed\",
              \"resultInfo\": {\"code\": 500.0, \"subcode\": 0}}
  why        Programs that keep numbers as doubles may write 500.0, and a JSON
             Schema that circulates allows it. Readers that want an integer
             refuse it.
  source     Microsoft Graph metadata v1.0: resultInfo, Edm.Int32
  advice     Write whole numbers without point and exponent.
  ignore     --ignore CO105; it then makes no operation invalid
";
        assert_eq!(explain(Code::CO105), expected);
    }

    #[test]
    fn lists_every_code() {
        let list = list();
        assert!(list.starts_with("  code   severity    meaning\n  CO001  unreadable  the input"));
        for code in Code::ALL {
            assert!(list.contains(&format!("\n  {code}  ")), "{code}");
        }
    }
}
