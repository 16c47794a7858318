//! One result: a code and a subcode, to be counted, put in order and shown.

use crate::operation::Number;
use crate::report::excerpt;
use crate::safe;
use std::borrow::Cow;
use std::fmt;
use std::hash::{Hash, Hasher};

/// One half of a result, in the order of numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Part<'a> {
    Int(i32),
    Text(Cow<'a, str>),
}

impl From<Number<'_>> for Part<'static> {
    fn from(number: Number<'_>) -> Self {
        match number {
            Number::Int(n) => Self::Int(n),
            Number::Other(text) => Self::Text(safe::excerpt(text, 40).into_owned().into()),
            Number::Word(text) => Self::Text(excerpt(text, 60).into_owned().into()),
        }
    }
}

impl Part<'_> {
    fn as_ref(&self) -> Part<'_> {
        match self {
            Self::Int(n) => Part::Int(*n),
            Self::Text(text) => Part::Text(Cow::Borrowed(text)),
        }
    }
}

impl fmt::Display for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(n) => write!(f, "{n}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// Whole numbers, as nearly all results are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numbers(pub(super) i32, pub(super) Option<i32>);

/// `code/subcode`. Small, as there may be many, and each record looks for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pair {
    Numbers(Numbers),
    /// One of them at least is a text.
    Mixed(Box<(Part<'static>, Option<Part<'static>>)>),
}

impl Pair {
    /// The only way to make one, so that equal ones are of one kind.
    #[inline]
    pub(super) fn of(code: Number<'_>, subcode: Option<Number<'_>>) -> Self {
        match (code, subcode) {
            (Number::Int(code), None) => Self::Numbers(Numbers(code, None)),
            (Number::Int(code), Some(Number::Int(subcode))) => {
                Self::Numbers(Numbers(code, Some(subcode)))
            }
            _ => Self::Mixed(Box::new((code.into(), subcode.map(Part::from)))),
        }
    }

    pub(super) fn parts(&self) -> (Part<'_>, Option<Part<'_>>) {
        match self {
            Self::Numbers(Numbers(code, subcode)) => (Part::Int(*code), subcode.map(Part::Int)),
            Self::Mixed(parts) => (parts.0.as_ref(), parts.1.as_ref().map(Part::as_ref)),
        }
    }
}

impl Hash for Pair {
    /// Two whole numbers at once, which is several times cheaper than piece by piece. A code alone
    /// goes as if with -1: unequal pairs may share a hash.
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Numbers(Numbers(code, subcode)) => {
                let subcode = subcode.unwrap_or(-1).cast_unsigned();
                state.write_u64(u64::from(code.cast_unsigned()) << 32 | u64::from(subcode));
            }
            Self::Mixed(parts) => parts.hash(state),
        }
    }
}

impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.parts() {
            (code, Some(subcode)) => write!(f, "{code}/{subcode}"),
            (code, None) => write!(f, "{code}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::Text;

    #[cfg(target_pointer_width = "64")]
    #[test]
    fn results_are_small() {
        assert_eq!(size_of::<Pair>(), 16);
    }

    #[test]
    fn results_have_the_order_of_their_parts() {
        let int = Number::Int;
        let word = |word| Number::Word(Text::new(word));
        let pairs = [
            (int(-1), Some(int(9))),
            (int(200), None),
            (int(200), Some(int(-1))),
            (int(200), Some(int(0))),
            (int(200), Some(word("0"))),
            (int(500), None),
            (Number::Other("1.5"), None),
            (word("200"), None),
            (word("200"), Some(int(7))),
            (word("200"), Some(word("7"))),
            (word("x"), None),
        ]
        .map(|(code, subcode)| Pair::of(code, subcode));
        assert!(pairs.is_sorted_by(|a, b| a.parts() < b.parts()));
        let shown = pairs.map(|pair| pair.to_string()).join(" ");
        let expected = "-1/9 200 200/-1 200/0 200/0 500 1.5 200 200/7 200/7 x";
        assert_eq!(shown, expected);
    }
}
