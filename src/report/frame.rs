//! A finding with its source line and caret: escaped, redacted, and windowed around the value.

use super::palette::{Paint, Palette};
use crate::position::Span;
use crate::safe::{self, Excerpt};
use memchr::{memchr, memchr_iter, memrchr};

/// Where a finding is, and a second place that belongs to it.
#[derive(Clone, Copy, Debug)]
pub struct Focus {
    /// The bytes.
    pub span: Span,
    /// The line they stand in.
    pub line: u64,
    /// Where a duplicate key was first given.
    pub related: Option<Span>,
}

/// What is put under a line.
struct Label<'a> {
    span: Span,
    mark: char,
    words: &'a str,
    paint: Paint,
}

/// So much of a line is shown before and behind the place, at most. The reader waits for as much
/// behind a fault.
const MAX_SHOWN: usize = 1024;
/// What stands for a part of the line that is left out.
const CUT: &str = "...";

/// Appends the frame for a finding.
pub fn write(
    out: &mut Vec<u8>,
    excerpt: &Excerpt<'_>,
    focus: Focus,
    width: usize,
    palette: &Palette,
    paint: Paint,
) {
    let Some(text) = Clean::new(excerpt, focus.span.start) else {
        return;
    };
    let here = Label {
        span: focus.span,
        mark: '^',
        words: "",
        paint,
    };
    let first = focus
        .related
        .filter(|span| span.start >= text.start + text.shown);
    let first = first.map(|span| Label {
        span,
        mark: '-',
        words: "first given here",
        paint: Paint::Frame,
    });
    let gutter = focus.line.to_string().len();
    let mut canvas = Canvas {
        out,
        text,
        gutter,
        width: width.saturating_sub(gutter + 3).max(20),
        palette,
    };
    canvas.bar();
    canvas.out.push(b'\n');
    canvas.labels(first, here, focus.line, excerpt.bytes);
}

/// A piece of text whose secrets are known.
struct Clean<'a> {
    text: &'a [u8],
    /// Where the piece begins in the bytes in memory.
    start: usize,
    /// From here on it is shown.
    shown: usize,
    /// Something stands before that on the line.
    is_cut: bool,
    /// The ranges of bytes in memory that hold a secret.
    secrets: &'a [(usize, usize)],
}

impl<'a> Clean<'a> {
    /// From a little before the begin of the value to a little behind `at`. What stands before the
    /// value is looked at, since it may name the value, but only shown if it is on its line and
    /// plain punctuation or the begin of a record: what else it belongs to is not known.
    fn new(excerpt: &'a Excerpt<'_>, at: usize) -> Option<Self> {
        let from = excerpt.from;
        let known = excerpt.known(at)?;
        let start = known.start;
        let lead = excerpt.bytes.get(start..from)?;
        let line = memrchr(b'\n', lead).map(|last| last + 1);
        let line = line.or_else(|| (start == 0).then_some(0));
        let before = lead.get(line.unwrap_or_default()..)?;
        let is_plain = before.iter().all(|b| b" \t[]{},:".contains(b));
        let is_record = matches!(before.first(), Some(b'{' | b'['));
        let begin = line.filter(|_| is_plain || is_record);
        let is_cut = begin.is_none();
        let end = excerpt.bytes.len().min(at + MAX_SHOWN);
        let text = excerpt.bytes.get(start..end)?;
        let shown = begin.unwrap_or(from - start);
        (!is_cut || shown < text.len()).then(|| Self {
            text,
            start,
            shown,
            is_cut,
            secrets: &known.secrets,
        })
    }
}

/// Where a frame is written.
struct Canvas<'o, 'a, 'p> {
    out: &'o mut Vec<u8>,
    text: Clean<'a>,
    gutter: usize,
    width: usize,
    palette: &'p Palette,
}

impl Canvas<'_, '_, '_> {
    fn bar(&mut self) {
        self.out.extend(std::iter::repeat_n(b' ', self.gutter + 1));
        self.palette.write(self.out, Paint::Frame, "|");
    }

    /// One place, or two on one line or on two.
    fn labels(&mut self, first: Option<Label<'_>>, here: Label<'_>, line: u64, bytes: &[u8]) {
        let Some(first) = first else {
            return self.lines(&[here], line);
        };
        let between = Span::new(first.span.start, here.span.start).of(bytes);
        let lines = memchr_iter(b'\n', between).count() as u64;
        if lines == 0 {
            return self.lines(&[first, here], line);
        }
        self.lines(&[first], line.saturating_sub(lines));
        self.lines(&[here], line);
    }

    /// One source line and the lines of marks under it.
    fn lines(&mut self, labels: &[Label<'_>], line: u64) {
        let Some(focus) = labels.last() else {
            return;
        };
        let shown = Shown::new(&self.text, focus.span, self.width);
        let head = format!("{line:>width$} |", width = self.gutter);
        self.palette.write(self.out, Paint::Frame, &head);
        if !shown.text.is_empty() {
            self.out.push(b' ');
            self.out.extend_from_slice(shown.text.as_bytes());
        }
        self.out.push(b'\n');
        for label in labels {
            self.marks(label, &shown);
        }
    }

    fn marks(&mut self, label: &Label<'_>, shown: &Shown) {
        let Some((from, to)) = shown.columns(label.span) else {
            return;
        };
        self.bar();
        self.out.extend(std::iter::repeat_n(b' ', from + 1));
        let mut marks = label.mark.to_string().repeat(to - from);
        if !label.words.is_empty() {
            marks.push(' ');
            marks.push_str(label.words);
        }
        self.palette.write(self.out, label.paint, &marks);
        self.out.push(b'\n');
    }
}

/// A line as it is shown: cells of one or more columns, each for one character or one secret.
struct Shown {
    text: String,
    /// For each cell: the byte offset it begins at, and its first column.
    cells: Vec<(usize, usize)>,
    /// The columns that the cells take.
    columns: usize,
    /// The byte offset behind the last cell.
    end: usize,
}

impl Shown {
    fn new(clean: &Clean<'_>, focus: Span, width: usize) -> Self {
        let at = (focus.start - clean.start.min(focus.start)).min(clean.text.len());
        let (before, behind) = clean.text.split_at(at);
        let start = memrchr(b'\n', before).map_or(0, |last| last + 1);
        let end = memchr(b'\n', behind).map_or(clean.text.len(), |length| at + length);
        let start = start.max(clean.shown);
        // No character takes more than four bytes, nor less than one column.
        let reach = MAX_SHOWN.min(4 * width);
        let nearest = at.saturating_sub(reach).max(start);
        let end = end.min(at + reach);
        let is_cut = nearest > start || start == clean.shown && clean.is_cut;
        let line = clean.text.get(nearest..end).unwrap_or_default();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let mut cells = clean.cells_of(line, nearest);
        if is_cut {
            cells.insert(0, (clean.start + nearest, Cell::Words(CUT.to_owned())));
        }
        Self::window(&cells, clean.start + nearest + line.len(), focus, width)
    }

    /// The cells around the focus that fit into `width` columns.
    fn window(cells: &[(usize, Cell)], end: usize, focus: Span, width: usize) -> Self {
        let total: usize = cells.iter().map(|(_, cell)| cell.columns()).sum();
        let (first, room) = if total > width {
            let room = width.saturating_sub(2 * CUT.len());
            (first_cell(cells, focus, room / 2), room)
        } else {
            (0, width)
        };
        let mut shown = Self {
            text: String::new(),
            cells: Vec::new(),
            columns: 0,
            end,
        };
        if first > 0 {
            shown.text.push_str(CUT);
            shown.columns += CUT.len();
        }
        let limit = shown.columns + room;
        for (offset, cell) in cells.iter().skip(first) {
            if shown.columns + cell.columns() > limit {
                shown.text.push_str(CUT);
                shown.end = *offset;
                break;
            }
            shown.cells.push((*offset, shown.columns));
            shown.columns += cell.columns();
            match cell {
                Cell::Plain(c) => shown.text.push(*c),
                Cell::Words(words) => shown.text.push_str(words),
            }
        }
        shown
    }

    /// The first column of `span` and the one behind it; at least one column wide. A span inside a
    /// secret points at what is shown in its place.
    fn columns(&self, span: Span) -> Option<(usize, usize)> {
        let inside = self.cells.iter().rev().find(|(at, _)| *at <= span.start);
        let from = match inside {
            _ if span.start >= self.end => self.columns,
            Some((_, column)) => *column,
            None if self.cells.first().is_some_and(|(at, _)| *at < span.end) => CUT.len(),
            None => return None,
        };
        let behind = self.cells.iter().find(|(at, _)| *at >= span.end);
        let to = behind.map_or(self.columns, |(_, column)| *column);
        Some((from, to.max(from + 1)))
    }
}

/// What is shown for a character or a secret.
enum Cell {
    Plain(char),
    Words(String),
}

impl Cell {
    fn of(c: char) -> Self {
        match c {
            '\t' => Self::Plain(' '),
            ' '..='~' => Self::Plain(c),
            c => {
                let mut words = String::new();
                safe::push_escaped(&mut words, c);
                Self::Words(words)
            }
        }
    }

    fn columns(&self) -> usize {
        match self {
            Self::Plain(_) => 1,
            Self::Words(words) => safe::columns(words),
        }
    }
}

/// The cell to begin with, so that at least `room` columns stand before the focus.
fn first_cell(cells: &[(usize, Cell)], focus: Span, room: usize) -> usize {
    let at = |(offset, _): &(usize, Cell)| *offset <= focus.start;
    let mut first = cells.iter().rposition(at).unwrap_or(0);
    let mut before = 0;
    while first > 0 && before < room {
        first -= 1;
        before += cells.get(first).map_or(0, |(_, cell)| cell.columns());
    }
    first
}

impl Clean<'_> {
    /// What is shown for `c` at `offset`.
    fn cell(&self, offset: usize, c: char) -> Cell {
        match self.text.get(offset..) {
            Some(rest) if safe::begins_command(rest) => Cell::Words(safe::COMMAND.to_owned()),
            _ => Cell::of(c),
        }
    }

    /// The cells of a line, which begins at `from` in the text: (offset in memory, what is shown).
    fn cells_of(&self, line: &[u8], from: usize) -> Vec<(usize, Cell)> {
        let begin = self.start + from;
        let before = self.secrets.partition_point(|(_, to)| *to <= begin);
        let mut secrets = self.secrets.iter().skip(before).peekable();
        let mut cells = Vec::with_capacity(line.len());
        let mut offset = from;
        let mut hidden_until = 0;
        for c in String::from_utf8_lossy(line).chars() {
            let at = self.start + offset;
            while secrets.next_if(|(_, to)| *to <= at).is_some() {}
            let secret = secrets.peek().filter(|(start, _)| *start <= at);
            match secret {
                Some((_, to)) if at >= hidden_until => {
                    hidden_until = *to;
                    cells.push((at, Cell::Words(safe::REDACTED.to_owned())));
                }
                Some(_) => {}
                None => cells.push((at, self.cell(offset, c))),
            }
            // A lossy copy changes lengths only where bytes are no UTF-8.
            offset += match c {
                char::REPLACEMENT_CHARACTER => replaced_length(line, offset - from),
                c => c.len_utf8(),
            };
        }
        cells
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
