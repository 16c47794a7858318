//! A page of help in lines of at most 80 columns: a title, then labelled entries.
//!
//! `--explain` prints such pages for findings and for result codes; they look the same because
//! they are set here.

use std::fmt::Write as _;

/// The widest line, in columns.
pub const WIDTH: usize = 80;

/// A page that is being written.
#[derive(Debug, Default)]
pub struct Sheet {
    text: String,
}

impl Sheet {
    /// An empty line.
    pub fn blank(&mut self) {
        self.text.push('\n');
    }

    /// A label, and `text` in a column beside it; an empty label goes on with the entry above.
    pub fn entry(&mut self, label: &str, text: &str) {
        self.wrap(&label_column(label), text);
    }

    /// A label, and beside it a line that must stand as it is.
    pub fn verbatim(&mut self, label: &str, line: &str) {
        self.text.extend([&label_column(label), line, "\n"]);
    }

    /// Breaks at spaces; further lines are indented to where the text began, or by two columns
    /// under a head that begins at the margin.
    pub fn wrap(&mut self, head: &str, text: &str) {
        let indent = if head.starts_with(' ') { head.len() } else { 2 };
        self.text.push_str(head.trim_end());
        let mut column = head.trim_end().len();
        let mut gap = head.len() - column;
        for word in text.split(' ') {
            if column + gap + word.len() > WIDTH {
                self.blank();
                (column, gap) = (0, indent);
            }
            // A `String` takes whatever is written.
            let _ = write!(self.text, "{:gap$}{word}", "");
            column += gap + word.len();
            gap = 1;
        }
        self.blank();
    }

    /// The page.
    pub fn finish(self) -> String {
        self.text
    }
}

fn label_column(label: &str) -> String {
    format!("  {label:<9}  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_entries_beside_their_labels() {
        let mut sheet = Sheet::default();
        sheet.wrap("title: ", &["word"; 16].join(" "));
        sheet.blank();
        sheet.entry("label", &["word"; 14].join(" "));
        sheet.verbatim("", "  as it is");
        let expected = "\
title: word word word word word word word word word word word word word word
  word word

  label      word word word word word word word word word word word word word
             word
               as it is
";
        assert_eq!(sheet.finish(), expected);
    }
}
