//! Walking over JSON that is known to be well-formed: members of an object, elements of an
//! array, each with the span of its bytes. Nothing is copied or converted.
//!
//! The scanner of the input has checked the text, so nothing here can fail; on other text the
//! walk ends early.

use crate::finding::JsonType;
use crate::name::Name;
use crate::operation::Text;
use crate::position::Span;
use crate::simd::{Brackets, string_stop};

/// What kind of value stands somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of RFC 8259")]
pub enum Shape {
    Null,
    Boolean,
    /// A number without fraction and exponent.
    Integer,
    /// Any other number.
    Decimal,
    /// A string; the span includes its quotes.
    Text,
    Array,
    Object,
}

impl Shape {
    /// The JSON type.
    pub fn json_type(self) -> JsonType {
        match self {
            Self::Null => JsonType::Null,
            Self::Boolean => JsonType::Boolean,
            Self::Integer | Self::Decimal => JsonType::Number,
            Self::Text => JsonType::String,
            Self::Array => JsonType::Array,
            Self::Object => JsonType::Object,
        }
    }
}

/// A value in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node {
    /// Its bytes.
    pub span: Span,
    /// Its kind.
    pub shape: Shape,
}

/// A property of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name with its quotes.
    pub key: Span,
    /// The value.
    pub value: Node,
    /// The name is written without escapes.
    pub plain: bool,
    /// Which name it is, if one that is read.
    pub name: Option<Name>,
}

impl Member {
    /// The member of `text` with this name, quotes included, and no value yet.
    #[inline]
    pub(crate) fn named(text: &[u8], key: Span, plain: bool) -> Self {
        let raw = key.inner().of(text);
        Self {
            key,
            value: Node {
                span: Span::default(),
                shape: Shape::Null,
            },
            plain,
            name: match plain {
                true => Name::of(raw),
                false => escaped_name(raw),
            },
        }
    }
}

/// The name that is written like this.
fn escaped_name(raw: &[u8]) -> Option<Name> {
    let raw = std::str::from_utf8(raw).ok()?;
    Name::of(Text::new(raw).decoded().as_bytes())
}

/// So many members of an object are kept: each takes more room than it does in the payload.
pub(crate) const MAX_MEMBERS: usize = 64;
/// Most have fewer.
pub(crate) const USUAL_MEMBERS: usize = 16;

/// The value that begins at `at`.
#[inline]
pub fn node(text: &str, at: usize) -> Node {
    let bytes = text.as_bytes();
    let (end, shape) = match bytes.get(at) {
        Some(b'"') => (string_end(bytes, at), Shape::Text),
        Some(b'{') => (container_end(bytes, at), Shape::Object),
        Some(b'[') => (container_end(bytes, at), Shape::Array),
        Some(b't') => (at + 4, Shape::Boolean),
        Some(b'f') => (at + 5, Shape::Boolean),
        Some(b'n') => (at + 4, Shape::Null),
        _ => number(bytes, at),
    };
    Node {
        span: Span::new(at, end.min(bytes.len())),
        shape,
    }
}

/// The value that all of `text` is. The end of a list or object is known then, and not looked for.
#[inline]
pub fn root(text: &str) -> Node {
    let shape = match text.as_bytes().first() {
        Some(b'{') => Shape::Object,
        Some(b'[') => Shape::Array,
        _ => return node(text, 0),
    };
    Node {
        span: Span::new(0, text.len()),
        shape,
    }
}

/// The members of the object that begins at `at`, in order.
pub fn members(text: &str, at: usize) -> Members<'_> {
    Members { text, at: at + 1 }
}

/// The members in `text`, which is part of the inside of an object.
pub fn pairs(text: &str) -> Members<'_> {
    Members { text, at: 0 }
}

/// The elements of the array that begins at `at`, in order.
pub fn elements(text: &str, at: usize) -> Elements<'_> {
    Elements { text, at: at + 1 }
}

/// See [`members`].
#[derive(Clone, Copy, Debug)]
pub struct Members<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Members<'_> {
    type Item = Member;

    fn next(&mut self) -> Option<Member> {
        let bytes = self.text.as_bytes();
        let key = skip_to(bytes, self.at, b'"')?;
        let stop = string_stop(bytes, key + 1);
        let plain = bytes.get(stop) == Some(&b'"');
        let end = end_from(bytes, stop);
        let value = node(self.text, skip_to_value(bytes, end)?);
        self.at = value.span.end;
        Some(Member {
            value,
            ..Member::named(bytes, Span::new(key, end), plain)
        })
    }
}

/// See [`elements`].
#[derive(Debug)]
pub struct Elements<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Elements<'_> {
    type Item = Node;

    fn next(&mut self) -> Option<Node> {
        let element = node(self.text, skip_to_value(self.text.as_bytes(), self.at)?);
        self.at = element.span.end;
        Some(element)
    }
}

/// The next `wanted` behind commas and white space; `None` at the end of the container.
#[inline]
fn skip_to(bytes: &[u8], mut at: usize, wanted: u8) -> Option<usize> {
    while let Some(&b) = bytes.get(at) {
        match b {
            b if b == wanted => return Some(at),
            b' ' | b'\n' | b'\r' | b'\t' | b',' => at += 1,
            _ => return None,
        }
    }
    None
}

/// The next byte of a value behind a colon, commas and white space.
#[inline]
fn skip_to_value(bytes: &[u8], mut at: usize) -> Option<usize> {
    while let Some(&b) = bytes.get(at) {
        match b {
            b' ' | b'\n' | b'\r' | b'\t' | b',' | b':' => at += 1,
            b']' | b'}' => return None,
            _ => return Some(at),
        }
    }
    None
}

/// One past the closing quote. Strings are short: no search that has to be called pays.
#[inline]
fn string_end(bytes: &[u8], at: usize) -> usize {
    end_from(bytes, string_stop(bytes, at + 1))
}

/// One past the closing quote of the string in which a search has stopped at `i`.
#[inline]
fn end_from(bytes: &[u8], mut i: usize) -> usize {
    while bytes.get(i) == Some(&b'\\') {
        i = string_stop(bytes, i + 2);
    }
    (i + 1).min(bytes.len())
}

/// One past the bracket that closes the one at `at`; the length of `bytes` where there is none.
pub(crate) fn container_end(bytes: &[u8], at: usize) -> usize {
    let mut brackets = Brackets::default();
    let (mut depth, mut block) = (0, at);
    while block < bytes.len() {
        brackets.next(bytes, block);
        if let Some(last) = last_bracket(brackets, &mut depth) {
            return block + last + 1;
        }
        block += 64;
    }
    bytes.len()
}

/// Where the bracket stands that closes the outermost of `depth` and those that are opened. Else
/// `depth` is brought up to date.
#[inline]
fn last_bracket(brackets: Brackets, depth: &mut u32) -> Option<usize> {
    let mut both = brackets.open | brackets.close;
    while both != 0 {
        let bit = both & both.wrapping_neg();
        if brackets.open & bit != 0 {
            *depth += 1;
        } else {
            *depth = depth.saturating_sub(1);
            if *depth == 0 {
                return Some(bit.trailing_zeros() as usize);
            }
        }
        both &= both - 1;
    }
    None
}

fn number(bytes: &[u8], at: usize) -> (usize, Shape) {
    let rest = bytes.get(at..).unwrap_or_default();
    let length = rest
        .iter()
        .position(|b| !matches!(b, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'));
    let digits = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
    let whole = digits.iter().all(|b| matches!(b, b'0'..=b'9' | b'-'));
    (
        at + digits.len(),
        if whole {
            Shape::Integer
        } else {
            Shape::Decimal
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walks_members_and_elements() {
        let text = r#" {"a" : [1, "x\"]" ,{"b":2.0}],"c\u0064":null , "e":{} }"#;
        let at = text.find('{').unwrap_or_default();
        let seen: Vec<_> = members(text, at)
            .map(|m| {
                (
                    &text[m.key.start..m.key.end],
                    &text[m.value.span.start..m.value.span.end],
                )
            })
            .collect();
        let expected = [
            ("\"a\"", r#"[1, "x\"]" ,{"b":2.0}]"#),
            (r#""c\u0064""#, "null"),
            ("\"e\"", "{}"),
        ];
        assert_eq!(seen, expected);
        let array = text.find('[').unwrap_or_default();
        let shapes: Vec<_> = elements(text, array).map(|node| node.shape).collect();
        assert_eq!(shapes, [Shape::Integer, Shape::Text, Shape::Object]);
        for whole in [r#"{"a":"}"}"#, "[[]]", r#""\"x""#, "-1.5e3", "null", "{}"] {
            assert_eq!(root(whole), node(whole, 0), "{whole}");
        }
    }
}
