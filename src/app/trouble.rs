//! From what the reader stumbled over to a finding: positions for offsets, words for bytes.

use crate::finding::{Alien, Kind};
use crate::input::event::{Opened, Place, Trouble};
use crate::input::scanner::{Expected, Syntax};
use crate::input::text::Foreign;
use crate::position::{Cursor, Position, Span, first_character};
use crate::safe::{self, Excerpt};

/// What is in memory while the reader stumbles.
pub(super) struct Seen<'a> {
    pub(super) bytes: &'a [u8],
    /// Stands before the broken piece.
    pub(super) cursor: Cursor,
    /// Where the broken piece stands.
    pub(super) place: Place,
    /// The document and the list around it.
    pub(super) enclosing: &'a [(Position, bool)],
    /// The broken piece and what may be shown behind it.
    pub(super) excerpt: &'a Excerpt<'a>,
    /// The text was decoded from UTF-16 or UTF-32.
    pub(super) wide: bool,
    pub(super) eof: bool,
}

impl Seen<'_> {
    /// Whether the byte at `at`, which is no UTF-8, looks like a letter of Windows-1252: it stands
    /// among letters in a string, and does not begin a character of UTF-8 that is cut off or not
    /// allowed. The captured service has declared that code page while it sent UTF-8.
    fn is_western(&self, at: usize) -> bool {
        const UNDEFINED: [u8; 5] = [0x81, 0x8D, 0x8F, 0x90, 0x9D];
        let byte = |at: usize| self.bytes.get(at).copied().unwrap_or_default();
        let (before, here, behind) = (byte(at.saturating_sub(1)), byte(at), byte(at + 1));
        let is_plain = |b: u8| matches!(b, b' '..=b'~' | 0xC0..);
        let begins = here >= 0xC0 && matches!(behind, 0x80..=0xBF);
        let is_letter = here >= 0x80 && !UNDEFINED.contains(&here) && !begins;
        is_letter && is_plain(before) && is_plain(behind) && self.is_in_string(at)
    }

    /// What is in `span` without its secrets. What cannot be one takes no look at all of the piece.
    fn without_secrets(&self, span: Span) -> String {
        let text = span.of(self.bytes);
        match is_no_secret(text) {
            true => String::from_utf8_lossy(text).into_owned(),
            false => self.excerpt.redacted(span),
        }
    }

    /// Whether `at` stands inside a string, by the quotes before it.
    fn is_in_string(&self, at: usize) -> bool {
        const MAX_LOOK: usize = 64 << 10;
        let from = self.excerpt.from.min(at);
        let text = self.bytes.get(from..at).unwrap_or_default();
        let mut inside = false;
        let mut escaped = false;
        for b in text.iter().take(MAX_LOOK) {
            inside ^= *b == b'"' && !escaped;
            escaped = *b == b'\\' && !escaped;
        }
        inside && text.len() < MAX_LOOK
    }
}

/// The kind of finding, and the bytes it speaks of.
pub(super) fn explain(trouble: &Trouble, resumes: Option<usize>, seen: &Seen<'_>) -> (Kind, Span) {
    match trouble {
        Trouble::TooLarge { at } => (Kind::TooLarge, Span::byte(*at)),
        Trouble::Encoding { span } if seen.wide => (Kind::InvalidUtf16, *span),
        Trouble::Encoding { span } => {
            let byte = span.of(seen.bytes).first().copied().unwrap_or_default();
            let western = seen.is_western(span.start);
            (Kind::InvalidUtf8 { byte, western }, *span)
        }
        Trouble::Foreign {
            foreign: Foreign::Compressed(format),
            span,
        } => (Kind::Compressed { format }, *span),
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
        } => {
            let kind = truncated((*expected, *span), open, resumes, seen);
            (kind, *span)
        }
        Trouble::Syntax { syntax, span, open } => {
            let (message, expected, span) = match stranger(*syntax, *span, seen) {
                Some(words) => words,
                None if is_stray(*syntax, *span, open, seen) => {
                    let expected = "a record, or the end of the input";
                    (unexpected(*span, seen), expected, *span)
                }
                None => {
                    let (message, expected) = words(*syntax, *span, seen);
                    (message, expected, *span)
                }
            };
            (Kind::Syntax { message, expected }, span)
        }
    }
}

fn alien(foreign: Foreign, span: Span, seen: &Seen<'_>) -> Alien {
    let text = |span: Span| String::from_utf8_lossy(span.of(seen.bytes)).into_owned();
    match foreign {
        Foreign::Html { title } => Alien::Html(title.map(text)),
        Foreign::Xml => Alien::Xml,
        Foreign::Text => Alien::Text(seen.without_secrets(span)),
        Foreign::Binary | Foreign::Compressed(_) => Alien::Binary,
    }
}

fn truncated(
    (expected, span): (Expected, Span),
    open: &Opened,
    resumes: Option<usize>,
    seen: &Seen<'_>,
) -> Kind {
    let mut cursor = seen.cursor;
    let own = open
        .own
        .iter()
        .map(|(at, object)| (cursor.advance(seen.bytes, *at), *object));
    let own: Vec<_> = own.collect();
    let enclosing = seen.enclosing.iter().copied().take(open.enclosing);
    let open = enclosing.chain(own).collect();
    let by_line = matches!(seen.bytes.get(span.start), Some(b'\n' | b'\r'));
    let at_end = resumes.is_none() && seen.eof && !(by_line && expected == Expected::Quote);
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
    // Only for what is shown, since it may take a look at all of the piece.
    let shown = || safe::excerpt(&seen.without_secrets(span), 40).into_owned();
    match syntax {
        Syntax::Word if is_sentinel(&text) => (
            format!("{} is not JSON", shown()),
            "a number; JSON has no NaN, Infinity, comments or trailing commas",
        ),
        Syntax::Word => (format!("{} is not JSON", shown()), LITERALS),
        Syntax::UnquotedKey => (
            format!("property name {} has no quotes", shown()),
            "a name in double quotes",
        ),
        Syntax::SingleQuote => ("single quotes are not JSON".to_owned(), "double quotes"),
        Syntax::Comment => ("comments are not JSON".to_owned(), ""),
        Syntax::TrailingComma if ends_object(span.start, seen) => (
            "a comma with nothing behind it".to_owned(),
            "a property after the comma, or no comma",
        ),
        Syntax::TrailingComma => (
            "a comma with nothing behind it".to_owned(),
            "a value after the comma, or no comma",
        ),
        Syntax::Number if is_sentinel(text.trim_start_matches(['-', '+'])) => (
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
        Syntax::Between => (
            "unexpected ,".to_owned(),
            "the next record; records need no comma between them",
        ),
        Syntax::Unexpected(expected) => (unexpected(span, seen), wanted(expected)),
        Syntax::Ends(_) | Syntax::Depth | Syntax::Trailing => (String::new(), ""),
    }
}

/// Whether what is shown of a fault is no part of a secret: a sign or a control character, an escape of one
/// character, or a word that other languages have for a value. A letter may be one of many that are shown on
/// as many lines, and words are passwords.
fn is_no_secret(text: &[u8]) -> bool {
    match text {
        [b] => b.is_ascii() && !b.is_ascii_alphanumeric(),
        [b'\\', _] => true,
        [b'\\', b'u', digits @ ..] => digits.len() == 4 && digits.iter().all(u8::is_ascii_hexdigit),
        word => is_foreign_word(word),
    }
}

fn is_foreign_word(word: &[u8]) -> bool {
    const VALUES: [&[u8]; 6] = [b"None", b"nil", b"undefined", b"True", b"False", b"NULL"];
    let bare = word.strip_prefix(b"-").or(word.strip_prefix(b"+"));
    VALUES.contains(&word) || std::str::from_utf8(bare.unwrap_or(word)).is_ok_and(is_sentinel)
}

/// What other languages have for numbers that are none.
fn is_sentinel(word: &str) -> bool {
    ["NaN", "Infinity", "inf"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(word))
}

/// Whether the comma at `at` stands before the end of an object; in a list it has been read already.
fn ends_object(at: usize, seen: &Seen<'_>) -> bool {
    let rest = seen.bytes.get(at..).unwrap_or_default();
    let behind = rest.strip_prefix(b",").map(<[u8]>::trim_ascii_start);
    behind.is_some_and(|behind| behind.starts_with(b"}"))
}

/// A character that is taken for one of JSON: the sentence, what was expected, and where it stands.
fn stranger(syntax: Syntax, span: Span, seen: &Seen<'_>) -> Option<(String, &'static str, Span)> {
    if !matches!(
        syntax,
        Syntax::Word | Syntax::UnquotedKey | Syntax::Unexpected(_)
    ) {
        return None;
    }
    let c = character_at(span, seen)?;
    let (name, expected) = match c {
        '\u{201C}'..='\u{201F}' | '\u{2018}'..='\u{201B}' => {
            ("curly quote", "straight double quotes")
        }
        '\u{A0}' | '\u{202F}' => ("no-break space", "an ordinary blank, or none"),
        '\u{3000}' => ("ideographic space", "an ordinary blank, or none"),
        '\u{2000}'..='\u{200A}' => ("typographic space", "an ordinary blank, or none"),
        '\u{200B}' => ("zero width space", "nothing here"),
        '\u{FEFF}' => (
            "byte order mark",
            "U+FEFF at the very begin of the text only",
        ),
        _ => return None,
    };
    let span = Span::new(span.start, span.start + c.len_utf8());
    Some((
        format!("unexpected U+{:04X} ({name})", u32::from(c)),
        expected,
        span,
    ))
}

/// Whether it is a bracket, a comma or a colon that stands where a record could begin.
fn is_stray(syntax: Syntax, span: Span, open: &Opened, seen: &Seen<'_>) -> bool {
    matches!(syntax, Syntax::Unexpected(_))
        && seen.place == Place::Document
        && *open == Opened::default()
        && matches!(span.of(seen.bytes), [b']' | b'}' | b',' | b':'])
}

/// The character that begins where the span does.
fn character_at(span: Span, seen: &Seen<'_>) -> Option<char> {
    first_character(seen.bytes.get(span.start..)?).0
}

fn unexpected(span: Span, seen: &Seen<'_>) -> String {
    match span.of(seen.bytes).first() {
        Some(0) => "a NUL byte is not JSON".to_owned(),
        Some(b'"') => "unexpected string".to_owned(),
        Some(byte @ 0x80..) => match character_at(span, seen) {
            Some(c) => format!("unexpected character U+{:04X}", u32::from(c)),
            None => format!("unexpected byte 0x{byte:02X}"),
        },
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
