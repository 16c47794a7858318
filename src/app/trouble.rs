//! From what the reader stumbled over to a finding: positions for offsets, words for bytes.

use crate::finding::{Alien, Kind};
use crate::input::scanner::{Expected, Syntax};
use crate::input::text::Foreign;
use crate::input::values::{Opened, Trouble};
use crate::position::{Cursor, Position, Span};
use crate::safe;

/// What is in memory while the reader stumbles.
pub(super) struct Seen<'a> {
    pub(super) bytes: &'a [u8],
    /// Stands before the broken piece.
    pub(super) cursor: Cursor,
    /// The document and the list around the broken piece.
    pub(super) enclosing: &'a [(Position, bool)],
    /// The broken piece and what may be shown behind it.
    pub(super) shown: Span,
    /// The text was decoded from UTF-16 or UTF-32.
    pub(super) wide: bool,
    pub(super) eof: bool,
}

/// So far behind the begin of a value it is known what belongs to a secret.
const MAX_LOOK: usize = 64 << 10;

impl Seen<'_> {
    /// What is in `span` without what belongs to a secret, or may do so.
    fn clean(&self, span: Span) -> String {
        let from = self.shown.start.min(span.start);
        if span.start - from > MAX_LOOK {
            return safe::REDACTED.to_owned();
        }
        safe::redact_within(self.bytes, from, span, self.shown.end)
    }
}

/// The kind of finding, and the bytes it speaks of.
pub(super) fn explain(trouble: &Trouble, resumes: Option<usize>, seen: &Seen<'_>) -> (Kind, Span) {
    match trouble {
        Trouble::TooLarge { at } => (Kind::TooLarge, Span::byte(*at)),
        Trouble::Encoding { span } if seen.wide => (Kind::InvalidUtf16, *span),
        Trouble::Encoding { span } => {
            let byte = span.of(seen.bytes).first().copied().unwrap_or_default();
            (Kind::InvalidUtf8 { byte }, *span)
        }
        Trouble::Foreign { foreign, span } => (Kind::NotJson(alien(*foreign, *span, seen)), *span),
        Trouble::Syntax {
            syntax: Syntax::Depth,
            span,
            ..
        } => (Kind::TooDeep, *span),
        Trouble::Syntax {
            syntax: Syntax::Ends(expected),
            span,
            open,
        } => (truncated(*expected, open, resumes, seen), *span),
        Trouble::Syntax { syntax, span, .. } => {
            let (message, expected) = words(*syntax, *span, seen);
            (Kind::Syntax { message, expected }, *span)
        }
    }
}

fn alien(foreign: Foreign, span: Span, seen: &Seen<'_>) -> Alien {
    let text = |span: Span| String::from_utf8_lossy(span.of(seen.bytes)).into_owned();
    match foreign {
        Foreign::Html { title } => Alien::Html(title.map(text)),
        Foreign::Xml => Alien::Xml,
        Foreign::Text => Alien::Text(seen.clean(span)),
        Foreign::Binary => Alien::Binary,
    }
}

fn truncated(expected: Expected, open: &Opened, resumes: Option<usize>, seen: &Seen<'_>) -> Kind {
    let mut cursor = seen.cursor;
    let own = open
        .own
        .iter()
        .map(|(at, object)| (cursor.advance(seen.bytes, *at), *object));
    let own: Vec<_> = own.collect();
    let enclosing = seen.enclosing.iter().copied().take(open.enclosing);
    let open = enclosing.chain(own).collect();
    let at_end = resumes.is_none() && seen.eof;
    let resumes = resumes.map(|at| cursor.advance(seen.bytes, at).line);
    let what = match expected {
        Expected::Value => "where a value was expected",
        Expected::ElementOrClose | Expected::CommaOrBracket => "inside an array",
        Expected::KeyOrClose | Expected::Key | Expected::Colon | Expected::CommaOrBrace => {
            "inside an object"
        }
        Expected::Quote => "inside a string",
        Expected::Digit => "inside a number",
        Expected::Literal => "inside a literal",
    };
    Kind::Truncated {
        what,
        open,
        resumes,
        at_end,
    }
}

/// The sentence for a fault, and what was expected instead.
fn words(syntax: Syntax, span: Span, seen: &Seen<'_>) -> (String, &'static str) {
    const LITERALS: &str = "a value; JSON has true, false and null, in lower case";
    let text = String::from_utf8_lossy(span.of(seen.bytes));
    // Only for what is shown, since it takes a look at all of the piece.
    let shown = || safe::excerpt(&seen.clean(span), 40);
    match syntax {
        Syntax::Word
            if matches!(
                text.as_ref(),
                "NaN" | "Infinity" | "-Infinity" | "nan" | "inf"
            ) =>
        {
            (
                format!("{} is not JSON", shown()),
                "a number; JSON has no NaN, Infinity, comments or trailing commas",
            )
        }
        Syntax::Word => (format!("{} is not JSON", shown()), LITERALS),
        Syntax::UnquotedKey => (
            format!("property name {} has no quotes", shown()),
            "a name in double quotes",
        ),
        Syntax::SingleQuote => ("single quotes are not JSON".to_owned(), "double quotes"),
        Syntax::Comment => ("comments are not JSON".to_owned(), ""),
        Syntax::TrailingComma => (
            "a comma with nothing behind it".to_owned(),
            "a value after the comma, or no comma",
        ),
        Syntax::Number if text.starts_with('-') && text.contains("Infinity") => (
            format!("{} is not JSON", shown()),
            "a number; JSON has no NaN, Infinity, comments or trailing commas",
        ),
        Syntax::Number => (
            format!("{} is not a JSON number", shown()),
            "digits such as 200, -1 or 1.5e3, without leading zeros",
        ),
        Syntax::Control => (
            format!("unescaped control character {} in a string", shown()),
            "",
        ),
        Syntax::LineBreak => (
            "a line break inside a string".to_owned(),
            "a closing quote, or \\n",
        ),
        Syntax::Escape => (
            format!("{} is no JSON escape", shown()),
            "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u and four hex digits",
        ),
        Syntax::Surrogate => (
            format!("{} is half a surrogate pair", shown()),
            "two \\u escapes for one character",
        ),
        Syntax::Unexpected(expected) => (unexpected(span, seen), wanted(expected)),
        Syntax::Ends(_) | Syntax::Depth | Syntax::Trailing => (String::new(), ""),
    }
}

fn unexpected(span: Span, seen: &Seen<'_>) -> String {
    match span.of(seen.bytes).first() {
        Some(0) => "a NUL byte is not JSON".to_owned(),
        Some(b'"') => "unexpected string".to_owned(),
        Some(byte @ 0x80..) => {
            let rest = seen
                .bytes
                .get(span.start..seen.bytes.len().min(span.start + 4))
                .unwrap_or_default();
            let c = rest
                .utf8_chunks()
                .next()
                .and_then(|chunk| chunk.valid().chars().next());
            match c {
                Some(c) => format!("unexpected character U+{:04X}", u32::from(c)),
                None => format!("unexpected byte 0x{byte:02X}"),
            }
        }
        Some(byte @ 0x21..=0x7E) => format!("unexpected {}", char::from(*byte)),
        Some(byte) => format!("unexpected character U+{byte:04X}"),
        None => "unexpected end".to_owned(),
    }
}

fn wanted(expected: Expected) -> &'static str {
    match expected {
        Expected::Value => "a value",
        Expected::ElementOrClose => "a value or ]",
        Expected::KeyOrClose => "a property name in double quotes, or }",
        Expected::Key => "a property name in double quotes",
        Expected::Colon => "a colon",
        Expected::CommaOrBrace => "a comma or }",
        Expected::CommaOrBracket => "a comma or ]",
        Expected::Quote => "a closing quote",
        Expected::Digit => "a digit",
        Expected::Literal => "true, false or null",
    }
}
