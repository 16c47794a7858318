//! Whether a value is UTF-8. It is looked at as a whole, once its end is known: that is faster than to look
//! on the way, and who has looked at the whole buffer before spares it.

use super::{Event, Place, Trouble};
use crate::position::Span;

/// A value whose text is no UTF-8 at `bad`.
pub(super) fn misencoded(bad: Span, place: Place, shown: Span) -> Event {
    Event::Trouble {
        trouble: Trouble::Encoding { span: bad },
        place,
        resumes: None,
        shown,
    }
}

/// The first bytes in `span` that are no UTF-8 and begin before `upto`.
pub(super) fn invalid_utf8(bytes: &[u8], span: Span, upto: usize) -> Option<Span> {
    let error = simdutf8::compat::from_utf8(span.of(bytes)).err()?;
    let start = span.start + error.valid_up_to();
    (start < upto).then(|| Span::new(start, start + error.error_len().unwrap_or(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::values::Values;

    #[test]
    fn checks_utf8_unless_all_of_the_value_is_known_to_be_that() {
        let bytes = b" {\"a\":\"\xff\"} ";
        let value = Span::new(1, bytes.len() - 1);
        let is_refused = |valid| match Values::default().next(bytes, true, valid) {
            Event::Value { span, .. } => {
                assert_eq!(span, value);
                false
            }
            Event::Trouble { trouble, .. } => {
                assert_eq!(
                    trouble,
                    Trouble::Encoding {
                        span: Span::byte(7)
                    }
                );
                true
            }
            other => panic!("{other:?}"),
        };
        // Who says that it is valid is believed, for all of the value and nothing less.
        assert!(!is_refused(value));
        assert!(!is_refused(Span::new(0, bytes.len())));
        assert!(is_refused(Span::default()));
        assert!(is_refused(Span::new(value.start, value.end - 1)));
        assert!(is_refused(Span::new(value.start + 1, value.end)));
    }
}
