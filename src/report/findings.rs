//! Findings as text for people and editors, in the GNU form `file:line:col: severity[code]`.

use super::frame::{self, Excerpt};
use super::palette::{Paint, Palette};
use crate::finding::{Code, Finding, Severity};
use crate::safe;
use crate::verdict::Codes;
use std::fmt;
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
    before: Option<Limits>,
    unsure: bool,
}

/// How much has been written already.
#[derive(Clone, Debug, Default)]
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
            before: None,
            unsure: false,
        }
    }

    /// What this printer has written.
    pub fn limits(&self) -> Limits {
        Limits {
            framed: self.framed,
            warned: self.warned.clone(),
        }
    }

    /// A printer for a piece of the input, before which at least `limits` has been written.
    pub fn under(&self, limits: Limits) -> Self {
        let fresh = Self::new(self.palette.clone(), self.width, self.verbose);
        Self {
            before: Some(limits),
            ..fresh
        }
    }

    /// Whether something was written of which only the whole run knows how much to show.
    pub fn is_unsure(&self) -> bool {
        self.unsure
    }

    /// Adds what a printer for a piece has written.
    pub fn absorb(&mut self, piece: &Self) {
        self.framed += piece.framed;
        self.warned.merge(&piece.warned);
        self.dropped.merge(&piece.dropped);
    }

    /// Counts a warning; whether it is one too many to show.
    fn is_surplus(&mut self, code: Code) -> bool {
        let count = self.warned.add(code);
        let surplus = match &self.before {
            None => count > MAX_WARNINGS,
            Some(before) => {
                let settled = before.warned.get(code) >= MAX_WARNINGS;
                self.unsure |= !settled;
                settled
            }
        };
        if surplus {
            self.dropped.add(code);
        }
        surplus
    }

    /// Counts a finding that could have a frame; whether it has one.
    fn has_room(&mut self) -> bool {
        self.framed += 1;
        match &self.before {
            _ if self.verbose => true,
            None => self.framed <= MAX_FRAMES,
            Some(before) => {
                let settled = before.framed >= MAX_FRAMES;
                self.unsure |= !settled;
                !settled
            }
        }
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
        excerpt: Option<Excerpt<'_>>,
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
            if let (Some(excerpt), Some(span), true) = (excerpt, finding.span, finding.has_frame())
            {
                frame::write(
                    out,
                    excerpt,
                    span,
                    finding.related,
                    self.width,
                    &self.palette,
                    paint,
                );
            }
        }
        explain(out, finding);
    }

    fn first_line(&self, out: &mut Vec<u8>, title: &str, finding: &Finding, paint: Paint) {
        let severity = format!("{}[{}]", finding.severity.name(), finding.code());
        let (before, after) = around(title, finding);
        out.extend_from_slice(before.as_bytes());
        self.palette.write(out, paint, &severity);
        out.extend_from_slice(after.as_bytes());
        out.push(b'\n');
    }
}

/// The first line of a finding, without colour and line end.
pub fn line(title: &str, finding: &Finding) -> String {
    let (before, after) = around(title, finding);
    let severity = finding.severity.name();
    format!("{before}{severity}[{}]{after}", finding.code())
}

/// What stands before and behind the severity in the first line.
fn around(title: &str, finding: &Finding) -> (String, String) {
    let mut before = safe::escape(title).into_owned();
    if let Some(position) = finding.position {
        // Writing into a String cannot fail.
        let _ = fmt::Write::write_fmt(
            &mut before,
            format_args!(":{}:{}", position.line, position.column),
        );
    }
    before.push_str(": ");
    let mut after = String::new();
    if !finding.pointer.is_empty() {
        after.push(' ');
        after.push_str(&safe::excerpt(&finding.pointer, 200));
    }
    after.push_str(": ");
    after.push_str(&finding.kind.message());
    (before, after)
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
