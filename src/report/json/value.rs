//! The values of JSON: numbers, and texts with all that is odd in them escaped.

use crate::operation::{Moment, Number, Text};
use crate::report::clean;
use crate::safe;
use crate::simd;
use crate::timestamp::Elapsed;
use std::io::{self, Write};

/// Whole numbers as such, other numbers with their very text. A number that is too large for
/// any double, such as 1e400, is one that many readers of JSON refuse: it becomes a string.
pub(super) fn write_number(out: &mut Vec<u8>, number: Option<Number<'_>>) {
    match number {
        None => out.extend_from_slice(b"null"),
        Some(Number::Int(n)) => {
            out.extend_from_slice(itoa::Buffer::new().format(n).as_bytes());
        }
        Some(Number::Other(text)) if text.parse().is_ok_and(f64::is_finite) => {
            out.extend_from_slice(text.as_bytes());
        }
        Some(Number::Other(text)) => write_str(out, text),
        Some(Number::Word(text)) => write_text(out, Some(text)),
    }
}

#[inline]
pub(super) fn write_count(out: &mut Vec<u8>, count: u64) {
    out.extend_from_slice(itoa::Buffer::new().format(count).as_bytes());
}

pub(super) fn write_optional_count(out: &mut Vec<u8>, count: Option<u64>) {
    match count {
        Some(count) => write_count(out, count),
        None => out.extend_from_slice(b"null"),
    }
}

/// A time as it came. What is a time has nothing else in it.
pub(super) fn write_moment(out: &mut Vec<u8>, moment: Option<Moment<'_>>) {
    match moment {
        Some(moment) if moment.at.is_some() => write_name(out, Some(&moment.text.decoded())),
        moment => write_text(out, moment.map(|moment| moment.text)),
    }
}

pub(super) fn write_elapsed(out: &mut Vec<u8>, elapsed: Option<Elapsed>) {
    match elapsed {
        Some(elapsed) => elapsed.write_decimal(out),
        None => out.extend_from_slice(b"null"),
    }
}

/// What needs no escapes.
#[inline]
pub(super) fn write_name(out: &mut Vec<u8>, name: Option<&str>) {
    let Some(name) = name else {
        return out.extend_from_slice(b"null");
    };
    out.push(b'"');
    out.extend_from_slice(name.as_bytes());
    out.push(b'"');
}

/// A text of the payload. One without anything odd is its own JSON.
#[inline]
pub(super) fn write_text(out: &mut Vec<u8>, text: Option<Text<'_>>) {
    let Some(text) = text else {
        return out.extend_from_slice(b"null");
    };
    let raw = text.raw().as_bytes();
    if safe::is_word(raw) || safe::is_harmless(raw) {
        write_name(out, Some(text.raw()));
    } else {
        write_str(out, &clean(text));
    }
}

pub(super) fn write_optional(out: &mut Vec<u8>, text: Option<&str>) {
    match text {
        Some(text) => write_str(out, text),
        None => out.extend_from_slice(b"null"),
    }
}

/// A JSON string.
#[inline]
pub(super) fn write_str(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    write_fragment(out, text);
    out.push(b'"');
}

/// What stands between the quotes of a JSON string.
fn write_fragment(out: &mut Vec<u8>, text: &str) {
    if is_verbatim(text.as_bytes()) {
        return out.extend_from_slice(text.as_bytes());
    }
    let mut rest = text;
    loop {
        let run = rest.bytes().position(|b| is_odd(b) || b == b'#');
        // Such a byte begins a character, so this is no place inside of one.
        let (run, odd) = rest
            .split_at_checked(run.unwrap_or(rest.len()))
            .unwrap_or((rest, ""));
        out.extend_from_slice(run.as_bytes());
        let mut chars = odd.chars();
        let Some(c) = chars.next() else {
            return;
        };
        write_char(out, c, odd);
        rest = chars.as_str();
    }
}

/// The character that `text` begins with.
fn write_char(out: &mut Vec<u8>, c: char, text: &str) {
    match c {
        '#' if safe::begins_command(text.as_bytes()) => out.extend_from_slice(b"\\u0023"),
        '"' => out.extend_from_slice(b"\\\""),
        '\\' => out.extend_from_slice(b"\\\\"),
        '\n' => out.extend_from_slice(b"\\n"),
        '\r' => out.extend_from_slice(b"\\r"),
        '\t' => out.extend_from_slice(b"\\t"),
        c if safe::is_hostile(c) => {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
        c => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
    }
}

/// Whether a JSON string may hold these bytes as they are. Looks at all of them, without a way
/// out in between, because that is what a compiler can do many bytes at a time.
#[inline]
fn is_verbatim(bytes: &[u8]) -> bool {
    let odd = |b| simd::unprintable(b) | simd::equal(b, b'"') | simd::equal(b, b'\\');
    simd::none(bytes, odd) && !safe::has_command(bytes)
}

#[inline]
fn is_odd(b: u8) -> bool {
    !(0x20..0x7F).contains(&b) | (b == b'"') | (b == b'\\')
}

/// Makes `serde_json` escape what it would let through.
#[derive(Debug)]
pub(in crate::report) struct Careful;

impl serde_json::ser::Formatter for Careful {
    fn write_string_fragment<W>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + Write,
    {
        if safe::is_plain(fragment) && !safe::has_command(fragment.as_bytes()) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut out = Vec::with_capacity(fragment.len() + 16);
        write_fragment(&mut out, fragment);
        writer.write_all(&out)
    }
}
