//! The only file that names `colored`: the codes of the palette, asked for once at start.
//!
//! `colored` decides for the whole process; here each stream has a palette of its own.

use colored::{Color, ColoredString, Colorize};

/// What can be painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "the colour stands beside each in `Palette::new`"
)]
pub enum Paint {
    Succeeded,
    Running,
    NotStarted,
    Failed,
    /// The code of a failed row.
    Code,
    Error,
    Warning,
    Note,
    /// Line numbers and frame bars.
    Frame,
}

/// The codes before and after each kind of text; all empty without colour.
#[derive(Clone, Debug, Default)]
pub struct Palette {
    starts: [String; 9],
    end: String,
}

impl Palette {
    /// The palette of a stream.
    // Inlined, so that a run without colours does not touch the page of code where the painting is: a
    // page fault maps 64 KiB, which is felt where there is one payload.
    #[inline]
    pub fn new(colored: bool) -> Self {
        if colored {
            Self::painted()
        } else {
            Self::default()
        }
    }

    fn painted() -> Self {
        colored::control::set_override(true);
        let styles = [
            "x".color(Color::Green),
            "x".color(Color::Yellow),
            "x".color(Color::Cyan),
            "x".color(Color::Red).bold(),
            "x".color(Color::Red),
            "x".color(Color::Red).bold(),
            "x".color(Color::Yellow).bold(),
            "x".color(Color::Cyan),
            "x".color(Color::Blue),
        ];
        let starts = styles.each_ref().map(|style| codes(style).0);
        Self {
            starts,
            end: codes(&styles[0]).1,
        }
    }

    /// Whether nothing is painted.
    #[inline]
    pub fn is_plain(&self) -> bool {
        self.end.is_empty()
    }

    /// The code that begins `paint`.
    pub fn start(&self, paint: Paint) -> &str {
        self.starts.get(paint as usize).map_or("", String::as_str)
    }

    /// The code that ends it.
    pub fn end(&self) -> &str {
        &self.end
    }

    /// Appends `text` in colour.
    #[inline]
    pub fn write(&self, out: &mut Vec<u8>, paint: Paint, text: &str) {
        if self.is_plain() {
            return out.extend_from_slice(text.as_bytes());
        }
        out.extend_from_slice(self.start(paint).as_bytes());
        out.extend_from_slice(text.as_bytes());
        out.extend_from_slice(self.end.as_bytes());
    }
}

/// What stands before and behind the `x` that was painted.
fn codes(painted: &ColoredString) -> (String, String) {
    let text = painted.to_string();
    let (start, end) = text.split_once('x').unwrap_or_default();
    (start.to_owned(), end.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paints_or_leaves_alone() {
        let mut out = Vec::new();
        Palette::new(true).write(&mut out, Paint::Failed, "failed");
        Palette::new(false).write(&mut out, Paint::Failed, "failed");
        assert_eq!(
            String::from_utf8_lossy(&out),
            "\u{1b}[1;31mfailed\u{1b}[0mfailed"
        );
    }
}
