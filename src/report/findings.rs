//! Findings as text for people and editors, in the GNU form `file:line:col: severity[code]`.

use super::frame::{self, Focus};
use super::palette::{Paint, Palette};
use crate::finding::{Code, Finding, Severity};
use crate::safe::{self, Excerpt};
use crate::verdict::Codes;
use std::io::Write as _;

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
    framed: u64,
    warned: Codes,
    dropped: Codes,
    /// What has been written before a piece, as far as is known.
    before: Limits,
    /// What was shown depends on that.
    depends: bool,
    /// The source last spoken of, and its name as it is shown.
    title: (String, String),
}

/// How much has been written already, as far as it is limited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    framed: u64,
    warned: Codes,
}

impl Printer {
    /// A printer for a stream that is `width` columns wide. `verbose`: every warning, with frame.
    pub fn new(palette: Palette, width: usize, verbose: bool) -> Self {
        Self {
            palette,
            width,
            verbose,
            framed: 0,
            warned: Codes::default(),
            dropped: Codes::default(),
            before: Limits::default(),
            depends: false,
            title: Default::default(),
        }
    }

    /// What this printer has written.
    pub fn limits(&self) -> Limits {
        let mut warned = self.warned.clone();
        warned.limit(MAX_WARNINGS);
        Limits {
            framed: self.framed.min(MAX_FRAMES),
            warned,
        }
    }

    /// A printer for a piece of the input, before which `limits` has been written, and maybe more.
    pub fn under(&self, limits: Limits) -> Self {
        let fresh = Self::new(self.palette.clone(), self.width, self.verbose);
        Self {
            before: limits,
            ..fresh
        }
    }

    /// Whether the piece has to be read again, as it may be shown otherwise behind `limits`.
    pub fn is_outdated(&self, limits: &Limits) -> bool {
        self.depends && self.before != *limits
    }

    /// Adds what a printer for a piece has written.
    pub fn absorb(&mut self, piece: &Self) {
        self.framed += piece.framed;
        self.warned.merge(&piece.warned);
        self.dropped.merge(&piece.dropped);
    }

    /// Counts a warning; whether it is one too many to show.
    fn is_surplus(&mut self, code: Code) -> bool {
        let before = self.before.warned.get(code);
        self.depends |= before < MAX_WARNINGS;
        let surplus = before + self.warned.add(code) > MAX_WARNINGS;
        if surplus {
            self.dropped.add(code);
        }
        surplus
    }

    /// Counts a finding that could have a frame; whether it has one.
    fn has_room(&mut self) -> bool {
        self.framed += 1;
        if self.verbose {
            return true;
        }
        self.depends |= self.before.framed < MAX_FRAMES;
        self.before.framed + self.framed <= MAX_FRAMES
    }

    /// The warnings that were not shown.
    pub fn dropped(&self) -> &Codes {
        &self.dropped
    }

    /// Appends one finding about the source called `title`.
    pub fn write(
        &mut self,
        out: &mut Vec<u8>,
        title: &str,
        finding: &Finding,
        excerpt: Option<&Excerpt<'_>>,
    ) {
        let warning = finding.severity == Severity::Warning;
        if warning && !self.verbose && self.is_surplus(finding.code()) {
            return;
        }
        let paint = match finding.severity {
            Severity::Error => Paint::Error,
            Severity::Warning => Paint::Warning,
            Severity::Note => Paint::Note,
        };
        self.first_line(out, title, finding, paint);
        if finding.severity == Severity::Error || self.verbose {
            if !self.has_room() {
                return;
            }
            self.frame(out, finding, excerpt, paint);
        }
        explain(out, finding);
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
        let code = finding.code();
        // Where that rests on warnings of the piece itself, they have set `depends` already.
        let settled = self.before.warned.get(code) + self.warned.get(code) >= MAX_WARNINGS;
        finding.severity == Severity::Warning && !self.verbose && settled
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
        // Behind so many, a piece depends on nothing.
        let mut piece = whole.under(whole.limits());
        assert_eq!((error(&mut piece), warning(&mut piece)), (1, 0));
        assert!(!piece.is_outdated(&Limits::default()));
        whole.absorb(&piece);
        assert_eq!(whole.dropped().iter().map(|(_, n)| n).sum::<u64>(), 2);
    }

    #[test]
    fn a_piece_shows_what_the_whole_would() {
        for n in 0..=MAX_FRAMES {
            let mut whole = Printer::new(Palette::default(), 80, false);
            for _ in 0..n {
                error(&mut whole);
                warning(&mut whole);
            }
            let limits = whole.limits();
            let mut piece = whole.under(limits.clone());
            for _ in 0..=MAX_FRAMES {
                let expected = (error(&mut whole), warning(&mut whole));
                assert_eq!((error(&mut piece), warning(&mut piece)), expected);
            }
            assert!(!piece.is_outdated(&limits));
        }
    }

    #[test]
    fn a_piece_is_outdated_where_more_came_before_it_that_matters() {
        let whole = Printer::new(Palette::default(), 80, false);
        let behind = |errors: u64, warnings: u64| {
            let mut whole = whole.clone();
            for _ in 0..errors {
                error(&mut whole);
            }
            for _ in 0..warnings {
                warning(&mut whole);
            }
            whole.limits()
        };
        for (before, now, is_outdated) in [
            ((0, 0), (0, 0), false),
            ((0, 0), (1, 0), true),
            ((0, 0), (0, 1), true),
            ((MAX_FRAMES, 0), (MAX_FRAMES + 1, 0), false),
            (
                (MAX_FRAMES, MAX_WARNINGS),
                (MAX_FRAMES + 9, MAX_WARNINGS + 9),
                false,
            ),
            (
                (MAX_FRAMES, MAX_WARNINGS - 1),
                (MAX_FRAMES, MAX_WARNINGS),
                true,
            ),
            (
                (MAX_FRAMES - 1, MAX_WARNINGS),
                (MAX_FRAMES, MAX_WARNINGS),
                true,
            ),
        ] {
            let now = behind(now.0, now.1);
            let mut piece = whole.under(behind(before.0, before.1));
            assert!(!piece.is_outdated(&now), "nothing in it yet");
            error(&mut piece);
            warning(&mut piece);
            assert_eq!(piece.is_outdated(&now), is_outdated, "{before:?}");
        }
    }

    #[test]
    fn a_piece_shows_everything_where_that_is_asked_for() {
        let whole = Printer::new(Palette::default(), 80, true);
        let mut piece = whole.under(Limits::default());
        assert!((0..100).all(|_| error(&mut piece) > 1 && warning(&mut piece) > 0));
        let mut behind = whole.clone();
        error(&mut behind);
        assert!(!piece.is_outdated(&behind.limits()));
    }
}
