//! Numbers (RFC 8259 section 6).

use super::fault::Syntax;
use super::word::{is_word, word_end};
use super::{Scanner, State, Stop};
use crate::json::Shape;

/// Where in the grammar of a number the scanner stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Digits {
    Sign,
    Zero,
    Whole,
    Point,
    Fraction,
    E,
    ESign,
    Exponent,
}

impl Digits {
    fn shape(self) -> Shape {
        match self {
            Self::Sign | Self::Zero | Self::Whole => Shape::Integer,
            _ => Shape::Decimal,
        }
    }

    pub(super) fn may_end(self) -> bool {
        matches!(
            self,
            Self::Zero | Self::Whole | Self::Fraction | Self::Exponent
        )
    }
}

impl Scanner {
    /// Goes on in a number.
    pub(super) fn number(&mut self, bytes: &[u8], eof: bool, mut digits: Digits) -> Option<Stop> {
        while let Some(&b) = bytes.get(self.at) {
            digits = match (digits, b) {
                (Digits::Sign, b'0') => Digits::Zero,
                (Digits::Sign | Digits::Whole, b'0'..=b'9') => Digits::Whole,
                (Digits::Zero | Digits::Whole, b'.') => Digits::Point,
                (Digits::Point | Digits::Fraction, b'0'..=b'9') => Digits::Fraction,
                (Digits::Zero | Digits::Whole | Digits::Fraction, b'e' | b'E') => Digits::E,
                (Digits::E, b'+' | b'-') => Digits::ESign,
                (Digits::E | Digits::ESign | Digits::Exponent, b'0'..=b'9') => Digits::Exponent,
                _ => return self.close_number(bytes, eof, digits, b),
            };
            self.at += 1;
            self.state = State::Number(digits);
        }
        // At the very end of a stream a bare number is complete; anywhere else more must come.
        if eof && self.opened.is_empty() && digits.may_end() {
            return self.after_value(self.token, digits.shape());
        }
        Some(Stop::More)
    }

    fn close_number(&mut self, bytes: &[u8], eof: bool, digits: Digits, b: u8) -> Option<Stop> {
        // What follows is no part of a number, so that is what is wrong, if anything is.
        if digits.may_end() && (!is_word(b) || !b.is_ascii()) {
            return self.after_value(self.token, digits.shape());
        }
        match word_end(bytes, self.token, eof) {
            Some(end) => self.fault(Syntax::Number, self.token, end.max(self.at)),
            None => Some(Stop::More),
        }
    }
}
