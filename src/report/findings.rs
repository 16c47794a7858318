//! Findings as text for people and editors, in the GNU form `file:line:col: severity[code]`.

pub mod limits;

use self::limits::{Counts, Limit};
use super::frame::{self, Focus};
use super::palette::{Paint, Palette};
use crate::finding::{Finding, Severity};
use crate::safe::{self, Excerpt};
use crate::verdict::Codes;
use std::io::Write as _;
use std::ops::Range;

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
    /// Of a piece: where in what it has written stands what would not, had enough been counted before.
    /// There are few, as there is room for few.
    limited: Vec<(Limit, Range<usize>)>,
    /// The source last spoken of, and its name as it is shown.
    title: (String, String),
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

    /// Adds what a printer for a piece has counted. What it has written into `out`, in which there is
    /// nothing else, is cut down to what there is room for behind all that came before it.
    pub fn absorb(&mut self, piece: Self, out: &mut Vec<u8>) {
        let mut counted = self.counted.clone();
        let mut limited = piece.limited;
        limited.retain(|(limit, _)| counted.add(*limit) > limit.most());
        // From the last one on, so that the places of the others stay.
        for (limit, part) in limited.into_iter().rev() {
            out.drain(part);
            if let Limit::Warnings(code) = limit {
                self.dropped.add(code);
            }
        }
        self.counted.merge(&piece.counted);
        self.dropped.merge(&piece.dropped);
    }

    /// What limits how this finding is shown; a finding without a limit is shown whole.
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
        self.counted.add(limit);
        self.count(limit) <= limit.most()
    }

    /// How much has come of what is limited, as far as is known.
    fn count(&self, limit: Limit) -> u64 {
        self.before.get(limit) + self.counted.get(limit)
    }

    /// The warnings that were not shown.
    pub fn dropped(&self) -> &Codes {
        &self.dropped
    }

    /// Appends one finding about the source called `title`. Where there is no room for it, that is the
    /// first line of an error, and nothing of a warning.
    pub fn write(
        &mut self,
        out: &mut Vec<u8>,
        title: &str,
        finding: &Finding,
        excerpt: Option<&Excerpt<'_>>,
    ) {
        let limit = self.limit(finding);
        let room = limit.is_none_or(|limit| self.has_room(limit));
        let mut begin = out.len();
        match limit {
            Some(Limit::Warnings(code)) if !room => {
                self.dropped.add(code);
                return;
            }
            Some(Limit::Warnings(_)) => self.first_line(out, title, finding),
            Some(Limit::Frames) | None => {
                self.first_line(out, title, finding);
                if !room {
                    return;
                }
                begin = out.len();
                self.frame(out, finding, excerpt);
            }
        }
        explain(out, finding);
        if let Some(limit) = limit {
            self.limited.push((limit, begin..out.len()));
        }
    }

    fn first_line(&mut self, out: &mut Vec<u8>, title: &str, finding: &Finding) {
        if self.title.0 != title {
            self.title = (title.to_owned(), safe::title(title));
        }
        before_severity(out, &self.title.1, finding);
        let paint = paint_of(finding.severity);
        out.extend_from_slice(self.palette.start(paint).as_bytes());
        write_severity(out, finding);
        out.extend_from_slice(self.palette.end().as_bytes());
        after_severity(out, finding);
        out.push(b'\n');
    }

    fn frame(&self, out: &mut Vec<u8>, finding: &Finding, excerpt: Option<&Excerpt<'_>>) {
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
            let paint = paint_of(finding.severity);
            frame::write(out, excerpt, focus, self.width, &self.palette, paint);
        }
    }

    /// Whether nobody will see where this finding stands, only that it was one more of its code.
    pub fn only_counts(&self, finding: &Finding) -> bool {
        match self.limit(finding) {
            Some(limit @ Limit::Warnings(_)) => self.count(limit) >= limit.most(),
            Some(Limit::Frames) | None => false,
        }
    }
}

fn paint_of(severity: Severity) -> Paint {
    match severity {
        Severity::Error => Paint::Error,
        Severity::Warning => Paint::Warning,
        Severity::Note => Paint::Note,
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
    use super::limits::{MAX_FRAMES, MAX_WARNINGS};
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
        assert_ne!(written(&mut whole, Kind::FailedWithoutResult), "");
        assert_eq!(whole.dropped().iter().map(|(_, n)| n).sum::<u64>(), 1);
    }

    /// An error and warnings of two codes with each of these numbers, appended to `out`.
    fn write(printer: &mut Printer, numbers: Range<u64>, out: &mut Vec<u8>) {
        for number in numbers {
            let text = || number.to_string();
            for kind in [
                Kind::UnknownType { text: text() },
                Kind::UnknownStatus { text: text() },
                Kind::FailedWithoutResult,
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
                write(&mut whole, 0..end + 2, &mut expected);
                for known in 0..=begin {
                    let (mut joined, mut shown) = (new(), Vec::new());
                    write(&mut joined, 0..known, &mut shown);
                    let pieces = [(); 2].map(|()| joined.behind(joined.counts().clone()));
                    write(&mut joined, known..begin, &mut shown);
                    for (mut piece, numbers) in pieces.into_iter().zip([begin..end, end..end + 1]) {
                        let mut part = Vec::new();
                        write(&mut piece, numbers, &mut part);
                        joined.absorb(piece, &mut part);
                        shown.append(&mut part);
                    }
                    write(&mut joined, end + 1..end + 2, &mut shown);
                    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                    assert_eq!(text(&shown), text(&expected), "{known}, {begin}..{end}");
                    assert_eq!(joined.dropped(), whole.dropped());
                }
            }
        }
    }
}
