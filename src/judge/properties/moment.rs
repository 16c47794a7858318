//! The two times of an operation.

use super::{Judge, TIME_HINT};
use crate::finding::Kind;
use crate::json::Shape;
use crate::operation::Moment;
use crate::position::Span;
use crate::timestamp::{Form, Timestamp};
use crate::wire;

/// How .NET writes a time that was never set.
const UNSET: &str = "0001-01-01T00:00:00";

impl<'a> Judge<'a, '_> {
    /// The time of the property with this index; null counts as absent.
    pub(super) fn moment(&mut self, index: usize) -> Option<Moment<'a>> {
        let slot = self.properties.get(index)?;
        if slot.value.shape == Shape::Null {
            return None;
        }
        let Some(text) = wire::text_of(self.text, slot.value) else {
            self.wrong_type(slot, false, "a string", TIME_HINT);
            return None;
        };
        if let Some(at) = self.ordinary_time(slot.value.span) {
            return Some(Moment {
                text,
                at: Some(at),
                unset: false,
            });
        }
        let decoded = text.decoded();
        match Timestamp::parse(decoded.as_bytes()) {
            Err(not) => {
                let kind = Kind::NotATime {
                    text: decoded.into_owned(),
                    reason: not.reason(),
                };
                self.tell_value(kind, index);
                Some(Moment {
                    text,
                    at: None,
                    unset: false,
                })
            }
            Ok(parsed) => {
                self.loose_time(parsed.form, index);
                // .NET writes its unset time in whatever zone it thinks in.
                let unset = parsed.at.is_unset() || decoded.starts_with(UNSET);
                if unset {
                    self.tell_value(Kind::UnsetTime, index);
                }
                Some(Moment {
                    text,
                    at: (!unset).then_some(parsed.at),
                    unset,
                })
            }
        }
    }

    /// The time in the string at `span`, if it is a plain one, which an unset one never is.
    fn ordinary_time(&mut self, span: Span) -> Option<Timestamp> {
        let bytes = self.text.as_bytes().get(span.start + 1..)?;
        let (at, length) = Timestamp::read_ordinary(bytes, &mut self.date)?;
        (span.start + 1 + length + 1 == span.end).then_some(at)
    }

    fn loose_time(&mut self, form: Form, index: usize) {
        let (offset, seconds) = match form {
            Form::Ordinary => return,
            Form::WithoutOffset => (false, true),
            Form::WithoutSeconds => (true, false),
            Form::WithoutBoth => (false, false),
        };
        self.tell_value(Kind::LooseTime { offset, seconds }, index);
    }
}
