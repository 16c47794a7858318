//! `resultInfo`: code, subcode and message.

use super::Judge;
use crate::finding::Kind;
use crate::json::{self, Node, Shape};
use crate::operation::{Number, ResultInfo, Text};
use crate::options::Page;
use crate::position::Span;
use crate::wire::{self, Properties, Slot, operation as at, result_info};

/// What a code may be.
const NUMBER_HINT: &str = "an integer (Int32), such as 200";

/// The value of a number within Int32, also of one that is whole but for how it is written: `200.0` and `2e2`
/// are errors, but none in what came of the operation.
fn int32(text: &str) -> Option<i32> {
    text.parse().ok().or_else(|| whole(text))
}

/// The same of one with a point or an exponent, told by its digits: a float would be rounded.
fn whole(text: &str) -> Option<i32> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{integer}{fraction}");
    let significant = digits.trim_end_matches('0');
    if significant.is_empty() || significant == "-" {
        return Some(0);
    }
    let zeros = (digits.len() - significant.len()) as i64 - fraction.len() as i64;
    let zeros = zeros.checked_add(exponent.parse().ok()?)?;
    // More than ten digits are none of Int32.
    let zeros = usize::try_from(zeros).ok().filter(|zeros| *zeros <= 10)?;
    format!("{significant}{}", "0".repeat(zeros)).parse().ok()
}

/// Whether a number with a point or an exponent is outside Int32, so that it matters little how it
/// is written.
fn is_beyond_int32(text: &str) -> bool {
    let number = text.parse::<f64>().unwrap_or_default();
    !(f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&number)
}

impl<'a> Judge<'a, '_> {
    /// What the operation says of its end; null counts as absent.
    pub(super) fn result_info(&mut self) -> Option<ResultInfo<'a>> {
        let slot = self.properties.get(at::RESULT_INFO)?;
        match slot.value.shape {
            Shape::Null => return None,
            Shape::Object => {}
            _ => {
                self.wrong_type(slot, false, "an object", "");
                return None;
            }
        }
        let mut properties = Properties::default();
        let members = json::members(self.text, slot.value.span.start);
        properties.read(self.text, members, &wire::RESULT_INFO);
        self.names(&properties.oddities, true);
        let info = ResultInfo {
            code: self.number(&properties, result_info::CODE),
            subcode: self.number(&properties, result_info::SUBCODE),
            message: self.message(&properties),
        };
        let subcode_required = self.rules.page == Page::V1;
        for (index, required) in [
            (result_info::CODE, true),
            (result_info::SUBCODE, subcode_required),
        ] {
            if required && properties.get(index).is_none() {
                let name = wire::name_at(&wire::RESULT_INFO, index);
                let kind = Kind::Missing {
                    name,
                    expected: NUMBER_HINT,
                };
                let value = Node {
                    span: Span::byte(slot.value.span.start),
                    ..slot.value
                };
                self.tell_slot(kind, Slot { value, ..slot }, false);
            }
        }
        Some(info)
    }

    fn message(&mut self, properties: &Properties<3>) -> Option<Text<'a>> {
        let slot = properties.get(result_info::MESSAGE)?;
        if slot.value.shape == Shape::Null {
            return None;
        }
        let text = wire::text_of(self.text, slot.value);
        if text.is_none() {
            self.wrong_type(slot, true, "a string", "");
        }
        text
    }

    /// `code` and `subcode`: Int32 today, strings in 2018, and 2018 subcodes can be words.
    fn number(&mut self, properties: &Properties<3>, index: usize) -> Option<Number<'a>> {
        let name = wire::name_at(&wire::RESULT_INFO, index);
        let slot = properties.get(index)?;
        let span = slot.value.span;
        match slot.value.shape {
            Shape::Null => {
                self.tell_slot(Kind::NullValue { name }, slot, true);
                None
            }
            Shape::Integer | Shape::Decimal => {
                let text = self.text.get(span.start..span.end).unwrap_or_default();
                let number = int32(text).map_or(Number::Other(text), Number::Int);
                if number.int().is_none() || slot.value.shape == Shape::Decimal {
                    self.tell_slot(
                        Kind::NotInt32 {
                            text: text.to_owned(),
                            whole: slot.value.shape == Shape::Integer || is_beyond_int32(text),
                        },
                        slot,
                        true,
                    );
                }
                Some(number)
            }
            Shape::Text => self.number_in_text(slot, index),
            _ => {
                self.wrong_type(slot, true, "a number", NUMBER_HINT);
                None
            }
        }
    }

    fn number_in_text(&mut self, slot: Slot, index: usize) -> Option<Number<'a>> {
        let text = wire::text_of(self.text, slot.value)?;
        let word = text.decoded();
        let digits = word.strip_prefix('-').unwrap_or(&word);
        if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
            let Ok(number) = word.parse() else {
                self.tell_slot(
                    Kind::NotInt32 {
                        text: word.into_owned(),
                        whole: true,
                    },
                    slot,
                    true,
                );
                return Some(Number::Word(text));
            };
            let kind = Kind::NumberAsText {
                text: word.into_owned(),
            };
            self.tell_slot(kind, slot, true);
            return Some(Number::Int(number));
        }
        let may_be_word = index == result_info::SUBCODE || self.rules.page == Page::Beta2018;
        if may_be_word && !word.is_empty() {
            let kind = Kind::WordSubcode {
                text: word.into_owned(),
            };
            self.tell_slot(kind, slot, true);
        } else {
            self.wrong_type(slot, true, "a number", NUMBER_HINT);
        }
        Some(Number::Word(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_may_be_written_in_any_way() {
        for (text, expected) in [
            ("200", Some(200)),
            ("200.0", Some(200)),
            ("-0.00", Some(0)),
            ("2147483647.0", Some(i32::MAX)),
            ("2147483648.0", None),
            ("2147483648", None),
            ("200.5", None),
            ("2e2", Some(200)),
            ("2.0E+2", Some(200)),
            ("20000e-2", Some(200)),
            ("2e-2", None),
            ("2e9", Some(2_000_000_000)),
            ("3e9", None),
            ("1e400", None),
            ("1e-400", None),
            ("0e-400", Some(0)),
            ("-0.0", Some(0)),
            ("200.00000000000000000001", None),
            ("2147483647.00000001", None),
            ("1e99999999999999999999", None),
        ] {
            assert_eq!(int32(text), expected, "{text}");
        }
    }
}
