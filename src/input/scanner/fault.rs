//! How a text breaks RFC 8259, and what is said where it does.

use super::word::is_word;
use super::{Scanner, State, Stop, is_blank, trimmed_end};

/// What could have come where the text went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Any JSON value.
    Value,
    /// A value or the end of the array.
    ElementOrClose,
    /// A quoted property name or the end of the object.
    KeyOrClose,
    /// A quoted property name, after a comma.
    Key,
    /// The colon after a property name.
    Colon,
    /// A comma or the end of the object.
    CommaOrBrace,
    /// A comma or the end of the array.
    CommaOrBracket,
    /// The closing quote of a string.
    Quote,
    /// A digit of a number.
    Digit,
    /// The rest of `true`, `false` or `null`.
    Literal,
}

/// How the bytes break RFC 8259.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// The text is over, but the value is not.
    Ends(Expected),
    /// A byte that cannot stand here.
    Unexpected(Expected),
    /// A bare word that is no literal: `NaN`, `None`, an unquoted value.
    Word,
    /// A property name without quotes.
    UnquotedKey,
    /// `'` where `"` belongs.
    SingleQuote,
    /// `//`, `/*` or `#`.
    Comment,
    /// A comma right before `}` or `]`.
    TrailingComma,
    /// A number with a leading zero, a plus sign, or no digits where there must be some.
    Number,
    /// An unescaped control character inside a string.
    Control,
    /// A line break inside a string.
    LineBreak,
    /// A backslash followed by something that is no escape.
    Escape,
    /// Half a surrogate pair in `\u` escapes.
    Surrogate,
    /// More than [`MAX_DEPTH`](super::MAX_DEPTH) levels.
    Depth,
    /// A comma or a byte order mark between two values of a stream.
    Between,
    /// Something behind the value, where only one is wanted. A stream knows no such thing.
    Trailing,
}

/// Where and how a value breaks off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// How.
    pub syntax: Syntax,
    /// The first offending byte.
    pub start: usize,
    /// One past the last offending byte.
    pub end: usize,
}

impl Scanner {
    /// Names what stands where it may not.
    pub(super) fn unexpected(&mut self, bytes: &[u8], eof: bool, b: u8) -> Option<Stop> {
        let expected = self.expected();
        let at = self.at;
        let wants_key = matches!(expected, Expected::Key | Expected::KeyOrClose);
        let wants_value = matches!(expected, Expected::Value | Expected::ElementOrClose);
        match b {
            b'}' | b']' if (wants_key || wants_value) && self.is_behind_comma(bytes) => {
                self.fault(Syntax::TrailingComma, self.comma, self.comma + 1)
            }
            b'\'' if wants_key || wants_value => self.fault(Syntax::SingleQuote, at, at + 1),
            b'#' => self.fault(Syntax::Comment, at, at + 1),
            b'/' => match bytes.get(at + 1) {
                None if !eof => Some(Stop::More),
                Some(b'/' | b'*') => self.fault(Syntax::Comment, at, at + 1),
                _ => self.fault(Syntax::Unexpected(expected), at, at + 1),
            },
            b'+' | b'.' if wants_value => self.word_fault(bytes, eof, Syntax::Number),
            _ if is_word(b) && wants_value => self.word_fault(bytes, eof, Syntax::Word),
            _ if is_word(b) && wants_key => self.word_fault(bytes, eof, Syntax::UnquotedKey),
            _ => self.fault(Syntax::Unexpected(expected), at, at + 1),
        }
    }

    fn is_behind_comma(&self, bytes: &[u8]) -> bool {
        matches!(self.state, State::Key | State::Value) && bytes.get(self.comma) == Some(&b',') && {
            let between = bytes.get(self.comma + 1..self.at).unwrap_or_default();
            between.iter().all(|&b| is_blank(b))
        }
    }

    pub(super) fn expected(&self) -> Expected {
        match self.state {
            State::Value => Expected::Value,
            State::FirstElement => Expected::ElementOrClose,
            State::FirstKey => Expected::KeyOrClose,
            State::Key => Expected::Key,
            State::Colon => Expected::Colon,
            State::After | State::Done if self.inside_object() => Expected::CommaOrBrace,
            State::After | State::Done => Expected::CommaOrBracket,
            State::String { .. } => Expected::Quote,
            State::Number(_) => Expected::Digit,
        }
    }

    /// The end of the stream came first: the fault stands right behind the last visible byte.
    pub(super) fn ends(&self, bytes: &[u8]) -> Stop {
        let expected = match self.state {
            State::Number(digits) if digits.may_end() && self.inside_object() => {
                Expected::CommaOrBrace
            }
            State::Number(digits) if digits.may_end() => Expected::CommaOrBracket,
            _ => self.expected(),
        };
        let end = trimmed_end(bytes);
        Stop::Fault(Fault {
            syntax: Syntax::Ends(expected),
            start: end,
            end,
        })
    }

    #[allow(
        clippy::unnecessary_wraps,
        reason = "every arm of the automaton answers alike"
    )]
    pub(super) fn fault(&self, syntax: Syntax, start: usize, end: usize) -> Option<Stop> {
        Some(Stop::Fault(Fault { syntax, start, end }))
    }
}
