//! Findings as text for people and editors, in the GNU form `file:line:col: severity[code]`.

use super::frame::{self, Excerpt};
use super::palette::{Paint, Palette};
use crate::finding::{Finding, Severity};
use crate::safe;
use crate::verdict::Codes;
use std::io::Write as _;

/// So many findings are shown with their source line; of the others the first line.
const MAX_FRAMES: u64 = 20;
/// So many warnings of each code are shown; the others are counted.
const MAX_WARNINGS: u64 = 3;

/// Writes findings, and remembers how many it has written.
#[derive(Debug)]
pub struct Printer {
    palette: Palette,
    width: usize,
    verbose: bool,
    framed: u64,
    warned: Codes,
    dropped: Codes,
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
        if finding.severity == Severity::Warning
            && !self.verbose
            && self.warned.add(finding.code()) > MAX_WARNINGS
        {
            self.dropped.add(finding.code());
            return;
        }
        let paint = match finding.severity {
            Severity::Error => Paint::Error,
            Severity::Warning => Paint::Warning,
            Severity::Note => Paint::Note,
        };
        self.first_line(out, title, finding, paint);
        if finding.severity == Severity::Error || self.verbose {
            self.framed += 1;
            if self.framed > MAX_FRAMES && !self.verbose {
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
        out.extend_from_slice(safe::escape(title).as_bytes());
        if let Some(position) = finding.position {
            // Writing into a Vec cannot fail.
            let _ = write!(out, ":{}:{}", position.line, position.column);
        }
        out.extend_from_slice(b": ");
        let severity = format!("{}[{}]", finding.severity.name(), finding.code());
        self.palette.write(out, paint, &severity);
        if !finding.pointer.is_empty() {
            out.push(b' ');
            out.extend_from_slice(safe::excerpt(&finding.pointer, 200).as_bytes());
        }
        out.extend_from_slice(b": ");
        out.extend_from_slice(finding.kind.message().as_bytes());
        out.push(b'\n');
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
