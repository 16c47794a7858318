//! A finding with its source line and caret: escaped, redacted, and windowed around the value.

use super::palette::{Paint, Palette};
use crate::position::{Cursor, Position, Span};
use crate::safe;
use memchr::{memchr, memrchr};

/// The text that findings speak of, and where its first byte stands.
#[derive(Clone, Copy, Debug)]
pub struct Excerpt<'a> {
    /// The bytes in memory.
    pub bytes: &'a [u8],
    /// The position of the first of them.
    pub start: Position,
}

/// What is put under a line.
struct Label<'a> {
    span: Span,
    mark: char,
    words: &'a str,
    paint: Paint,
}

/// Lines longer than this around the place are not looked at for the frame; but secrets are
/// looked for from the begin of the line.
const MAX_SHOWN: usize = 4096;
/// What stands for a part of the line that is left out.
const CUT: &str = "...";

/// Appends the frame for `span`, and for `related` if there is a second place.
pub fn write(
    out: &mut Vec<u8>,
    excerpt: Excerpt<'_>,
    span: Span,
    related: Option<Span>,
    width: usize,
    palette: &Palette,
    paint: Paint,
) {
    let first = related.map(|span| Label {
        span,
        mark: '-',
        words: "first given here",
        paint: Paint::Frame,
    });
    let here = Label {
        span,
        mark: '^',
        words: "",
        paint,
    };
    let line_of = |span: Span| {
        Cursor::new(0, excerpt.start)
            .advance(excerpt.bytes, span.start)
            .line
    };
    let last_line = line_of(span);
    let gutter = last_line.to_string().len();
    bar(out, gutter, palette);
    out.push(b'\n');
    if let Some(first) = first {
        if line_of(first.span) == last_line {
            return lines(
                out,
                excerpt,
                &[first, here],
                last_line,
                gutter,
                width,
                palette,
            );
        }
        let line = line_of(first.span);
        lines(out, excerpt, &[first], line, gutter, width, palette);
    }
    lines(out, excerpt, &[here], last_line, gutter, width, palette);
}

fn bar(out: &mut Vec<u8>, gutter: usize, palette: &Palette) {
    out.extend(std::iter::repeat_n(b' ', gutter + 1));
    palette.write(out, Paint::Frame, "|");
}

/// One source line and the lines of marks under it.
fn lines(
    out: &mut Vec<u8>,
    excerpt: Excerpt<'_>,
    labels: &[Label<'_>],
    line: u64,
    gutter: usize,
    width: usize,
    palette: &Palette,
) {
    let Some(focus) = labels.last() else {
        return;
    };
    let shown = Shown::new(
        excerpt.bytes,
        focus.span,
        width.saturating_sub(gutter + 3).max(20),
    );
    palette.write(out, Paint::Frame, &format!("{line:>gutter$} |"));
    if !shown.text.is_empty() {
        out.push(b' ');
        out.extend_from_slice(shown.text.as_bytes());
    }
    out.push(b'\n');
    for label in labels {
        let Some((from, to)) = shown.columns(label.span) else {
            continue;
        };
        bar(out, gutter, palette);
        out.extend(std::iter::repeat_n(b' ', from + 1));
        let mut marks = label.mark.to_string().repeat(to - from);
        if !label.words.is_empty() {
            marks.push(' ');
            marks.push_str(label.words);
        }
        palette.write(out, label.paint, &marks);
        out.push(b'\n');
    }
}

/// A line as it is shown: cells of one or more columns, each for one character or one secret.
struct Shown {
    text: String,
    /// For each cell: the byte offset it begins at, and its first column.
    cells: Vec<(usize, usize)>,
    /// The columns that the cells take.
    columns: usize,
}

impl Shown {
    fn new(bytes: &[u8], focus: Span, width: usize) -> Self {
        let at = focus.start.min(bytes.len());
        let start = bytes
            .get(..at)
            .and_then(|before| memrchr(b'\n', before))
            .map_or(0, |last| last + 1);
        let end = bytes
            .get(at..)
            .and_then(|rest| memchr(b'\n', rest))
            .map_or(bytes.len(), |length| at + length);
        let line = bytes.get(start..end).unwrap_or_default();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        // A lossy copy changes lengths only where bytes are no UTF-8, which the cells allow for.
        let cells = Self::cells_of(line, start, at);
        Self::window(&cells, focus, width)
    }

    /// The cells of a line: (offset, text).
    fn cells_of(line: &[u8], start: usize, at: usize) -> Vec<(usize, String)> {
        let text = String::from_utf8_lossy(line);
        let secrets = safe::secrets(&text);
        let near = |offset: usize| offset + MAX_SHOWN >= at && offset <= at + MAX_SHOWN;
        let mut cells = Vec::new();
        let mut offset = start;
        let mut hidden_until = 0;
        for (index, c) in text.char_indices() {
            let secret = secrets
                .iter()
                .find(|(from, to)| (*from..*to).contains(&index));
            match secret {
                Some((_, to)) if index >= hidden_until => {
                    hidden_until = *to;
                    cells.push((offset, safe::REDACTED.to_owned()));
                }
                Some(_) => {}
                None if near(offset) => {
                    let mut cell = String::new();
                    match c {
                        '\t' => cell.push(' '),
                        c => safe::push_escaped(&mut cell, c),
                    }
                    cells.push((offset, cell));
                }
                None => {}
            }
            offset += if c == char::REPLACEMENT_CHARACTER {
                replaced_length(line, offset - start)
            } else {
                c.len_utf8()
            };
        }
        cells
    }

    /// The cells around the focus that fit into `width` columns.
    fn window(cells: &[(usize, String)], focus: Span, width: usize) -> Self {
        let columns = |cell: &(usize, String)| cell.1.chars().count();
        let total: usize = cells.iter().map(columns).sum();
        let mut first = 0;
        let mut room = width;
        if total > width {
            let target = cells
                .iter()
                .rposition(|(offset, _)| *offset <= focus.start)
                .unwrap_or(0);
            room = width.saturating_sub(2 * CUT.len());
            let mut before = 0;
            first = target;
            while first > 0 && before < room / 2 {
                first -= 1;
                before += cells.get(first).map_or(0, columns);
            }
        }
        let mut shown = Self {
            text: String::new(),
            cells: Vec::new(),
            columns: 0,
        };
        if first > 0 {
            shown.text.push_str(CUT);
            shown.columns += CUT.len();
        }
        let limit = shown.columns + room;
        for cell in cells.iter().skip(first) {
            if shown.columns + columns(cell) > limit {
                shown.text.push_str(CUT);
                break;
            }
            shown.cells.push((cell.0, shown.columns));
            shown.text.push_str(&cell.1);
            shown.columns += columns(cell);
        }
        shown
    }

    /// The first column of `span` and the one behind it; at least one column wide.
    fn columns(&self, span: Span) -> Option<(usize, usize)> {
        let column = |offset: usize| {
            let cell = self.cells.iter().find(|(at, _)| *at >= offset);
            cell.map_or(self.columns, |(_, column)| *column)
        };
        let begins_before = self
            .cells
            .first()
            .is_some_and(|(at, _)| *at > span.start && *at >= span.end);
        if begins_before {
            return None;
        }
        // A span inside a secret points at what is shown in its place.
        let inside = self.cells.iter().rev().find(|(at, _)| *at <= span.start);
        let from = match inside {
            Some((at, column)) if *at == span.start => *column,
            Some((_, begin)) if self.cells.iter().any(|(at, _)| *at > span.start) => {
                column(span.start).min(column(span.start)).max(*begin)
            }
            _ => column(span.start),
        };
        let to = column(span.end).max(from + 1);
        Some((from, to))
    }
}

/// How many bytes of `line` from `at` on became one U+FFFD, or were one.
fn replaced_length(line: &[u8], at: usize) -> usize {
    let rest = line.get(at..).unwrap_or_default();
    if rest.starts_with("\u{FFFD}".as_bytes()) {
        return 3;
    }
    match std::str::from_utf8(rest) {
        Err(error) if error.valid_up_to() == 0 => error.error_len().unwrap_or(rest.len()).max(1),
        _ => 1,
    }
}
