//! Values of which all has come, passed over if they are JSON (RFC 8259) all through. What is no JSON, or
//! has not all come yet, is the automaton's, which knows how to say so.
//!
//! That could do this too, but it can stop after any byte and go on, and so takes three times as many
//! instructions. Tests hold this to what it says. No value is deeper than [`MAX_DEPTH`], so the descent is
//! not either. Nothing here takes a reference to more than the text, so that the fields of who asks can
//! stay in registers.

use super::{MAX_DEPTH, escape_length, note};
use crate::json::{Member, Node, Shape};
use crate::position::Span;
use crate::simd::string_stop;

/// The length of the value, no string, that `text` begins with inside `depth` containers. Not in place, as
/// it is rare.
#[inline(never)]
pub(crate) fn length_of_value(text: &[u8], depth: usize) -> Option<usize> {
    let (rest, _) = behind_value(text, MAX_DEPTH.checked_sub(depth)?)?;
    Some(text.len() - rest.len())
}

/// The length of the object that `text` begins with inside `depth` containers; its members, by their
/// places in it, are added to `members`. `None` too where the value of one of which it `is_list` is an array.
pub(super) fn length_of_object(
    text: &[u8],
    depth: usize,
    members: &mut Vec<Member>,
    is_list: impl Fn(&Member) -> bool,
) -> Option<usize> {
    let levels = MAX_DEPTH.checked_sub(depth + 1)?;
    let place = |rest: &[u8]| text.len() - rest.len();
    let mut rest = behind_blanks(text.strip_prefix(b"{")?);
    if let [b'}', ..] = rest {
        return Some(place(rest) + 1);
    }
    loop {
        let (length, is_plain, value) = behind_name(rest)?;
        let key = Span::new(place(rest), place(rest) + length + 2);
        let mut member = Member::named(text, key, is_plain);
        if value.starts_with(b"[") && is_list(&member) {
            return None;
        }
        let (behind, shape) = behind_value(value, levels)?;
        let span = Span::new(place(value), place(behind));
        member.value = Node { span, shape };
        note(members, member);
        match separator(behind, b'}')? {
            Separator::Comma(next) => rest = next,
            Separator::End(behind) => return Some(place(behind)),
        }
    }
}

// Each of these answers with what follows.

/// A value with at most `levels` containers in each other; what it is.
#[inline(always)]
fn behind_value(text: &[u8], levels: usize) -> Option<(&[u8], Shape)> {
    let (rest, shape) = match text {
        [b'"', rest @ ..] => (behind_string(rest)?, Shape::Text),
        [b'{', rest @ ..] => (behind_members(rest, levels.checked_sub(1)?)?, Shape::Object),
        [b'[', rest @ ..] => (behind_elements(rest, levels.checked_sub(1)?)?, Shape::Array),
        [b't', b'r', b'u', b'e', rest @ ..] | [b'f', b'a', b'l', b's', b'e', rest @ ..] => {
            (rest, Shape::Boolean)
        }
        [b'n', b'u', b'l', b'l', rest @ ..] => (rest, Shape::Null),
        [b'-' | b'0'..=b'9', ..] => behind_number(text)?,
        _ => return None,
    };
    Some((rest, shape))
}

/// The members of an object, and its end.
fn behind_members(text: &[u8], levels: usize) -> Option<&[u8]> {
    let mut text = behind_blanks(text);
    if let [b'}', rest @ ..] = text {
        return Some(rest);
    }
    loop {
        let (_, _, value) = behind_name(text)?;
        let (behind, _) = behind_value(value, levels)?;
        match separator(behind, b'}')? {
            Separator::Comma(next) => text = next,
            Separator::End(behind) => return Some(behind),
        }
    }
}

/// The elements of an array, and its end.
fn behind_elements(text: &[u8], levels: usize) -> Option<&[u8]> {
    let mut text = behind_blanks(text);
    if let [b']', rest @ ..] = text {
        return Some(rest);
    }
    loop {
        let (behind, _) = behind_value(text, levels)?;
        match separator(behind, b']')? {
            Separator::Comma(next) => text = next,
            Separator::End(behind) => return Some(behind),
        }
    }
}

/// A name and its colon. First the length of the name, without its quotes, and whether there is no escape in it.
#[inline(always)]
fn behind_name(text: &[u8]) -> Option<(usize, bool, &[u8])> {
    let name = text.strip_prefix(b"\"")?;
    let (length, is_plain) = plain_length(name)?;
    let colon = behind_blanks(name.get(length + 1..)?).strip_prefix(b":")?;
    Some((length, is_plain, behind_blanks(colon)))
}

/// What stands behind a member or an element, and what follows that.
enum Separator<'a> {
    Comma(&'a [u8]),
    /// The bracket that closes the container.
    End(&'a [u8]),
}

#[inline(always)]
fn separator(text: &[u8], close: u8) -> Option<Separator<'_>> {
    match behind_blanks(text) {
        [b',', rest @ ..] => Some(Separator::Comma(behind_blanks(rest))),
        [byte, rest @ ..] if *byte == close => Some(Separator::End(rest)),
        _ => None,
    }
}

/// A number. `None` at the end of `text` too, where more digits could come.
fn behind_number(text: &[u8]) -> Option<(&[u8], Shape)> {
    let mut shape = Shape::Integer;
    let mut rest = match text.strip_prefix(b"-").unwrap_or(text) {
        [b'0', b'0'..=b'9', ..] => return None,
        whole => behind_digits(whole)?,
    };
    if let [b'.', fraction @ ..] = rest {
        (rest, shape) = (behind_digits(fraction)?, Shape::Decimal);
    }
    if let [b'e' | b'E', b'+' | b'-', exponent @ ..] | [b'e' | b'E', exponent @ ..] = rest {
        (rest, shape) = (behind_digits(exponent)?, Shape::Decimal);
    }
    (!rest.is_empty()).then_some((rest, shape))
}

/// Digits, at least one.
fn behind_digits(text: &[u8]) -> Option<&[u8]> {
    let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (count > 0).then(|| text.get(count..))?
}

/// White space, if there is any.
#[inline(always)]
pub(crate) fn behind_blanks(mut text: &[u8]) -> &[u8] {
    while let [b' ' | b'\n' | b'\r' | b'\t', rest @ ..] = text {
        text = rest;
    }
    text
}

/// A string, from behind its first quote on.
#[inline(always)]
fn behind_string(text: &[u8]) -> Option<&[u8]> {
    text.get(string_length(text)? + 1..)
}

/// The length of a string, from behind its first quote on, without the last one.
#[inline(always)]
pub(crate) fn string_length(text: &[u8]) -> Option<usize> {
    plain_length(text).map(|(length, _)| length)
}

/// The same, and whether there is no escape in it.
#[inline(always)]
fn plain_length(text: &[u8]) -> Option<(usize, bool)> {
    let length = string_stop(text, 0);
    match text.get(length)? {
        b'"' => Some((length, true)),
        _ => escaped_length(text, length).map(|length| (length, false)),
    }
}

/// The same of a string that has something else than plain text at `at`.
#[inline(never)]
fn escaped_length(text: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = match text.get(at)? {
            b'"' => return Some(at),
            b'\\' => escape_length(text, at)?,
            _ => return None,
        };
        at = string_stop(text, at + length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::scanner::{Scanner, Stop};
    use crate::json::MAX_MEMBERS;
    use crate::name::Name;

    /// How long the automaton says the value is that `text` begins with.
    fn scanned(text: &[u8], depth: usize) -> Option<usize> {
        let mut scanner = Scanner::default();
        scanner.start(0, depth, false);
        (scanner.run(text, false) == Stop::Done).then(|| scanner.at())
    }

    /// The same of an object, and its members, if they are not too many.
    fn scanned_object(text: &[u8], depth: usize) -> Option<(usize, Option<Vec<Member>>)> {
        let mut scanner = Scanner::default();
        scanner.start(0, depth, false);
        let is_read = scanner.run(text, false) == Stop::Done && scanner.is_object;
        is_read.then(|| (scanner.at(), scanner.lend_members()))
    }

    /// What the descent says of that.
    fn object(text: &[u8], depth: usize) -> Option<(usize, Option<Vec<Member>>)> {
        let mut members = Vec::new();
        let length = length_of_object(text, depth, &mut members, |_| false)?;
        Some((length, (members.len() <= MAX_MEMBERS).then_some(members)))
    }

    const VALUES: [&str; 12] = [
        "{}",
        "[ ]",
        "[true,false,null]",
        "[0,-0,10,-7,1.5,0.25,-1e9,2E+3,6.02e-23,12345678901234567890]",
        "{ \"a\" : 1 ,\r\n\t\"b\" : [ { } , { \"c\" : \"\" } ] }",
        r#"[{"endpointType":null,"identity":{"user":{"id":"1","displayName":"Bob"}}}]"#,
        r#"{"a\"b":"\\","c":"\u00e9\ud83d\udcde\/","a":1,"a":2}"#,
        "[\"\u{e9}\u{1F4DE}\",\"a string that is longer than sixteen bytes\"]",
        "[[[[[[[[[[[]]]]]]]]]]]",
        "true",
        "-12.5e+6",
        "0",
    ];

    #[test]
    fn passes_over_what_the_automaton_passes_over() {
        for value in VALUES {
            for behind in [",\"x\":1}", "}", " ]", "\n"] {
                let (text, whole) = (format!("{value}{behind}").into_bytes(), Some(value.len()));
                assert_eq!(length_of_value(&text, 1), whole, "{value}{behind}");
                assert_eq!(scanned(&text, 1), whole, "{value}{behind}");
                assert_eq!(
                    object(&text, 1),
                    scanned_object(&text, 1),
                    "{value}{behind}"
                );
            }
        }
    }

    #[test]
    fn agrees_with_the_automaton_on_damaged_values() {
        // What follows a value is the caller's to judge.
        let agree = |text: &[u8]| {
            let goes_on = |end: &usize| text.get(*end).is_none_or(|b| b",]} \t\r\n".contains(b));
            let (passed, scanned) = (length_of_value(text, 1), scanned(text, 1));
            assert_eq!(passed.filter(goes_on), scanned.filter(goes_on), "{text:?}");
            assert_eq!(object(text, 1), scanned_object(text, 1), "{text:?}");
        };
        for value in VALUES {
            let text = format!("{value},\"x\":[1]}}").into_bytes();
            for at in 0..value.len() {
                let cut = text.get(..at).unwrap();
                assert_eq!(length_of_value(cut, 1), scanned(cut, 1), "{value}, {at}");
                assert_eq!(object(cut, 1), None, "{value}, {at}");
                // A string or a blank is not what it is asked for.
                let others = (0..=255).filter(|byte| at > 0 || !b"\" \t\r\n".contains(byte));
                for byte in others {
                    let mut other = text.clone();
                    other[at] = byte;
                    agree(&other);
                }
            }
        }
    }

    #[test]
    fn goes_as_deep_as_the_automaton() {
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"\":", "}]")] {
            for levels in 0..=MAX_DEPTH {
                let text = format!("{}0{},", open.repeat(levels), close.repeat(levels));
                let text = text.as_bytes();
                for depth in [0, 1, 7, 100, 126, 127, 128] {
                    assert_eq!(
                        length_of_value(text, depth),
                        scanned(text, depth),
                        "{depth}"
                    );
                    assert_eq!(object(text, depth), scanned_object(text, depth), "{depth}");
                }
            }
        }
    }

    #[test]
    fn notes_members_as_the_automaton_does() {
        let many = |count: usize| {
            let members: Vec<_> = (0..count).map(|i| format!("\"{i}\":{i}")).collect();
            format!("{{{}}}", members.join(","))
        };
        let texts = [
            r#"{"id":"1","status":"running","resultInfo":{"code":200},"i\u0064":null,"x":[1]}"#
                .to_owned(),
            "{ \"createdDateTime\" : true ,\n \"\\\\\":-1.5 , \"e\" : 1E5,\t\"z\":-0 }".to_owned(),
            many(MAX_MEMBERS),
            many(MAX_MEMBERS + 1),
            many(MAX_MEMBERS + 9),
        ];
        for text in texts {
            let read = object(text.as_bytes(), 0);
            assert_eq!(read.as_ref().map(|(length, _)| *length), Some(text.len()));
            assert_eq!(read, scanned_object(text.as_bytes(), 0), "{text}");
        }
    }

    #[test]
    fn stops_before_an_array_that_is_a_list() {
        let text = br#"{"id":"1","value":{"responses":[]},"x":[]}"#;
        let read = |text: &[u8], list| {
            let is_list = |member: &Member| member.name == Some(list);
            length_of_object(text, 0, &mut Vec::new(), is_list)
        };
        assert_eq!(read(text, Name::Value), Some(text.len()));
        assert_eq!(read(text, Name::Responses), Some(text.len()));
        let text = br#"{"id":"1","value" : []}"#;
        assert_eq!(read(text, Name::Value), None);
        assert_eq!(read(text, Name::Responses), Some(text.len()));
    }
}
