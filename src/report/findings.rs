//! Findings as text for people and editors, in the GNU form `file:line:col: severity[code]`.

use super::frame::{self, Focus};
use super::palette::{Paint, Palette};
use crate::finding::{Code, Finding, Severity};
use crate::safe::{self, Excerpt};
use crate::verdict::Codes;
use std::io::Write as _;
use std::ops::Range;

/// So many findings are shown with their source line; of the others the first line.
const MAX_FRAMES: u64 = 20;
/// So many warnings of each code are shown; the others are counted.
const MAX_WARNINGS: u64 = 3;

/// Writes findings, and remembers how many it has written.
#[derive(Clone, Debug)]
pub struct Printer {
    palette: Palette,
    width: usize,
    verbose: bool,
    /// What had been counted before a piece, as far as was known.
    before: Counts,
    counted: Counts,
    dropped: Codes,
    /// What has been written, but would not have been had enough been counted before.
    limited: Vec<(Limit, Range<usize>)>,
    /// The source last spoken of, and its name as it is shown.
    title: (String, String),
}

/// What there is room for only so often.
#[derive(Clone, Copy, Debug)]
enum Limit {
    Frames,
    Warnings(Code),
}

impl Limit {
    fn most(self) -> u64 {
        match self {
            Self::Frames => MAX_FRAMES,
            Self::Warnings(_) => MAX_WARNINGS,
        }
    }
}

/// How much has come of what is limited.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    framed: u64,
    warned: Codes,
}

impl Counts {
    /// One more; how many there are now.
    fn add(&mut self, limit: Limit) -> u64 {
        match limit {
            Limit::Frames => {
                self.framed += 1;
                self.framed
            }
            Limit::Warnings(code) => self.warned.add(code),
        }
    }

    fn get(&self, limit: Limit) -> u64 {
        match limit {
            Limit::Frames => self.framed,
            Limit::Warnings(code) => self.warned.get(code),
        }
    }

    fn merge(&mut self, other: &Self) {
        self.framed += other.framed;
        self.warned.merge(&other.warned);
    }
}

impl Printer {
    /// A printer for a stream that is `width` columns wide. `verbose`: every warning, with frame.
    pub fn new(palette: Palette, width: usize, verbose: bool) -> Self {
        Self {
            palette,
            width,
            verbose,
            before: Counts::default(),
            counted: Counts::default(),
            dropped: Codes::default(),
            limited: Vec::new(),
            title: Default::default(),
        }
    }

    /// What this printer has counted.
    pub fn counts(&self) -> &Counts {
        &self.counted
    }

    /// A printer for a piece of the input, before which this has been counted, and maybe more.
    pub fn behind(&self, before: Counts) -> Self {
        let fresh = Self::new(self.palette.clone(), self.width, self.verbose);
        Self { before, ..fresh }
    }

    /// Adds what a printer for a piece has counted; which parts of what it has written, in order, are
    /// too many behind all that came before it.
    pub fn absorb(&mut self, piece: &Self) -> Vec<Range<usize>> {
        let mut counted = self.counted.clone();
        let mut surplus = Vec::new();
        for (limit, part) in &piece.limited {
            if counted.add(*limit) <= limit.most() {
                continue;
            }
            if let Limit::Warnings(code) = *limit {
                self.dropped.add(code);
            }
            surplus.push(part.clone());
        }
        self.counted.merge(&piece.counted);
        self.dropped.merge(&piece.dropped);
        surplus
    }

    /// What limits how this finding is shown.
    fn limit(&self, finding: &Finding) -> Option<Limit> {
        match finding.severity {
            _ if self.verbose => None,
            Severity::Error => Some(Limit::Frames),
            Severity::Warning => Some(Limit::Warnings(finding.code())),
            Severity::Note => None,
        }
    }

    /// Counts one more of what is limited; whether there is room for it.
    fn has_room(&mut self, limit: Limit) -> bool {
        self.before.get(limit) + self.counted.add(limit) <= limit.most()
    }

    /// The warnings that were not shown.
    pub fn dropped(&self) -> &Codes {
        &self.dropped
    }

    /// Appends one finding about the source called `title`: all of it, of a surplus error its first line.
    pub fn write(
        &mut self,
        out: &mut Vec<u8>,
        title: &str,
        finding: &Finding,
        excerpt: Option<&Excerpt<'_>>,
    ) {
        let limit = self.limit(finding);
        let room = limit.is_none_or(|limit| self.has_room(limit));
        if let (false, Some(Limit::Warnings(code))) = (room, limit) {
            self.dropped.add(code);
            return;
        }
        let paint = match finding.severity {
            Severity::Error => Paint::Error,
            Severity::Warning => Paint::Warning,
            Severity::Note => Paint::Note,
        };
        let mut begin = out.len();
        self.first_line(out, title, finding, paint);
        if finding.severity == Severity::Error {
            begin = out.len();
        }
        if !room {
            return;
        }
        if finding.severity == Severity::Error || self.verbose {
            self.frame(out, finding, excerpt, paint);
        }
        explain(out, finding);
        if let Some(limit) = limit {
            self.limited.push((limit, begin..out.len()));
        }
    }

    fn frame(
        &self,
        out: &mut Vec<u8>,
        finding: &Finding,
        excerpt: Option<&Excerpt<'_>>,
        paint: Paint,
    ) {
        if !finding.has_frame() {
            return;
        }
        if let (Some(excerpt), Some(span), Some(position)) =
            (excerpt, finding.span, finding.position)
        {
            let focus = Focus {
                span,
                line: position.line,
                related: finding.related,
            };
            frame::write(out, excerpt, focus, self.width, &self.palette, paint);
        }
    }

    fn first_line(&mut self, out: &mut Vec<u8>, title: &str, finding: &Finding, paint: Paint) {
        if self.title.0 != title {
            self.title = (title.to_owned(), safe::title(title));
        }
        before_severity(out, &self.title.1, finding);
        out.extend_from_slice(self.palette.start(paint).as_bytes());
        write_severity(out, finding);
        out.extend_from_slice(self.palette.end().as_bytes());
        after_severity(out, finding);
        out.push(b'\n');
    }

    /// Whether nobody will see where this finding stands, only that it was one more of its code.
    pub fn only_counts(&self, finding: &Finding) -> bool {
        self.limit(finding).is_some_and(|limit| {
            let come = self.before.get(limit) + self.counted.get(limit);
            matches!(limit, Limit::Warnings(_)) && come >= limit.most()
        })
    }
}

/// The first line of a finding, without colour and line end.
pub fn line(title: &str, finding: &Finding) -> String {
    let mut out = Vec::new();
    before_severity(&mut out, &safe::title(title), finding);
    write_severity(&mut out, finding);
    after_severity(&mut out, finding);
    String::from_utf8(out).unwrap_or_default()
}

/// `title` as it is shown, and the place.
fn before_severity(out: &mut Vec<u8>, title: &str, finding: &Finding) {
    out.extend_from_slice(title.as_bytes());
    if let Some(position) = finding.position {
        for number in [position.line, position.column] {
            out.push(b':');
            out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
        }
    }
    out.extend_from_slice(b": ");
}

fn write_severity(out: &mut Vec<u8>, finding: &Finding) {
    out.extend_from_slice(finding.severity.name().as_bytes());
    out.push(b'[');
    out.extend_from_slice(finding.code().name().as_bytes());
    out.push(b']');
}

fn after_severity(out: &mut Vec<u8>, finding: &Finding) {
    if !finding.pointer.is_empty() {
        out.push(b' ');
        out.extend_from_slice(safe::excerpt(&finding.pointer, 200).as_bytes());
    }
    out.extend_from_slice(b": ");
    out.extend_from_slice(finding.kind.message().as_bytes());
}

/// A finding in one sentence for formats that have no more room: the message, and what was
/// expected.
pub fn sentence(finding: &Finding) -> String {
    let mut text = finding.kind.message();
    for detail in finding.kind.details() {
        text.push_str("; ");
        text.push_str(&detail);
    }
    safe::escape(&text).into_owned()
}

/// The message for formats that say elsewhere, or need not say, what was expected. Of a document
/// that could not be read there is nothing else, so all that is known stands in it.
pub fn message(finding: &Finding) -> String {
    if finding.is_unreadable() {
        sentence(finding)
    } else {
        finding.kind.message()
    }
}

/// What was expected, and what to do.
fn explain(out: &mut Vec<u8>, finding: &Finding) {
    for detail in finding.kind.details() {
        let _ = writeln!(out, "  = {detail}");
    }
    if let Some(help) = finding.kind.help() {
        for (i, line) in help.lines().enumerate() {
            let lead = if i == 0 { "  = help: " } else { "          " };
            let _ = writeln!(out, "{lead}{line}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Kind;
    use crate::position::Span;

    /// What `printer` writes of this finding.
    fn written(printer: &mut Printer, kind: Kind) -> String {
        let text = br#"{"status":"runing","id":"1"}"#;
        let span = Span::new(10, 18);
        let finding = Finding::new(kind, "/status".to_owned(), span);
        let excerpt = Excerpt::new(text, span);
        let mut out = Vec::new();
        printer.write(&mut out, "log", &finding, Some(&excerpt));
        String::from_utf8(out).unwrap()
    }

    fn error(printer: &mut Printer) -> usize {
        let text = "runing".to_owned();
        written(printer, Kind::UnknownStatus { text })
            .lines()
            .count()
    }

    fn warning(printer: &mut Printer) -> usize {
        let kind = Kind::UnknownType {
            text: String::new(),
        };
        written(printer, kind).lines().count()
    }

    #[test]
    fn shows_the_source_of_the_first_errors_and_the_first_warnings_of_a_code() {
        let mut whole = Printer::new(Palette::default(), 80, false);
        for _ in 0..MAX_FRAMES {
            assert!(error(&mut whole) > 1);
        }
        assert_eq!(error(&mut whole), 1);
        for _ in 0..MAX_WARNINGS {
            assert_eq!(warning(&mut whole), 1);
        }
        assert_eq!(warning(&mut whole), 0);
        assert_eq!(whole.dropped().iter().map(|(_, n)| n).sum::<u64>(), 1);
    }

    /// An error and a warning with each of these numbers, appended to `out`.
    fn write(printer: &mut Printer, numbers: Range<u64>, out: &mut Vec<u8>) {
        for number in numbers {
            let text = number.to_string();
            for kind in [
                Kind::UnknownStatus { text: text.clone() },
                Kind::UnknownType { text },
            ] {
                let finding = Finding::new(kind, "/x".to_owned(), Span::default());
                printer.write(out, "log", &finding, None);
            }
        }
    }

    #[test]
    fn pieces_show_what_the_whole_would_whatever_was_known_before_them() {
        const MOST: u64 = MAX_FRAMES + 2;
        for verbose in [false, true] {
            let new = || Printer::new(Palette::default(), 80, verbose);
            for (begin, end) in (0..MOST).flat_map(|n| (n..n + MOST).map(move |end| (n, end))) {
                let (mut whole, mut expected) = (new(), Vec::new());
                write(&mut whole, 0..end, &mut expected);
                for known in 0..=begin {
                    let (mut joined, mut shown) = (new(), Vec::new());
                    write(&mut joined, 0..known, &mut shown);
                    let mut piece = joined.behind(joined.counts().clone());
                    write(&mut joined, known..begin, &mut shown);
                    let mut part = Vec::new();
                    write(&mut piece, begin..end, &mut part);
                    for surplus in joined.absorb(&piece).into_iter().rev() {
                        part.drain(surplus);
                    }
                    shown.append(&mut part);
                    let all = |text| String::from_utf8(text).expect("UTF-8");
                    assert_eq!(all(shown), all(expected.clone()), "{known}, {begin}..{end}");
                    assert_eq!(joined.dropped(), whole.dropped());
                }
            }
        }
    }
}
