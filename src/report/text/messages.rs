//! What is shown for the messages of failures.
//!
//! A service has few messages, and each has to be looked through for secrets, for commands to a CI
//! runner and for characters that could act. To find what was made of it the last time takes a
//! fraction of that.

use crate::operation::Text;
use crate::report::excerpt;
use crate::safe;
use crate::simd::filled;

/// The longest message that is shown whole.
pub(super) const MAX_MESSAGE: usize = 1000;

/// How many messages are kept. Each has one place, and the last one that came there stays.
const PLACES: usize = 64;
/// Longer ones are not kept, so that all together are small: in bytes, as they were sent.
const MAX_KEPT: usize = 256;

/// The messages that came last.
#[derive(Clone, Debug, Default)]
pub(super) struct Messages {
    kept: Vec<Kept>,
}

#[derive(Clone, Debug, Default)]
struct Kept {
    raw: String,
    shown: Vec<u8>,
}

impl Messages {
    /// Appends a message as it can stand at the begin of a line.
    pub(super) fn write(&mut self, message: Text<'_>, out: &mut Vec<u8>) {
        let raw = message.raw();
        if raw.len() > MAX_KEPT {
            return render(message, out);
        }
        if self.kept.is_empty() {
            self.kept.resize_with(PLACES, Kept::default);
        }
        let Some(kept) = self.kept.get_mut(place_of(raw.as_bytes())) else {
            return render(message, out);
        };
        if kept.raw != raw {
            kept.raw.clear();
            kept.raw.push_str(raw);
            kept.shown.clear();
            render(message, &mut kept.shown);
        }
        out.extend_from_slice(&kept.shown);
    }
}

fn render(message: Text<'_>, out: &mut Vec<u8>) {
    let shown = excerpt(message, MAX_MESSAGE);
    out.extend_from_slice(safe::line_begin(&shown).as_bytes());
}

/// The place of a message: by its length, its first 8 and its last 16 bytes. So many hold both numbers of
/// a `DiagCode`, in which alone some messages differ. Two that share a place only cost time. Made by hand,
/// since with a hash of all bytes failures take 1.07 times as long, and with a search among what is kept
/// 1.02 times, or 1.17 where no two messages are the same.
fn place_of(raw: &[u8]) -> usize {
    /// 2^64 divided by the golden ratio, which spreads what is alike.
    const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;
    let begin = u64::from_le_bytes(filled(raw, 0));
    let end = raw.last_chunk().copied().unwrap_or_else(|| filled(raw, 0));
    let end = u128::from_le_bytes(end);
    let ends = (end as u64).rotate_left(21) ^ ((end >> 64) as u64).rotate_left(42);
    let key = begin ^ ends ^ raw.len() as u64;
    (key.wrapping_mul(GOLDEN) >> (u64::BITS - PLACES.ilog2())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is shown for a message that was never seen before.
    fn fresh(raw: &str) -> String {
        let mut out = Vec::new();
        render(Text::new(raw), &mut out);
        String::from_utf8(out).expect("UTF-8")
    }

    /// Messages that could be taken for each other, or do harm.
    fn all() -> Vec<String> {
        let mut all: Vec<String> = [
            "",
            "Busy",
            "Gone",
            "Success.",
            "Action completed successfully.",
            "caf\\u00e9",
            "caf\u{e9}",
            "caf\\u00E9",
            "a \\u003a:error::b",
            "::error::b",
            "\\u003a:error::b",
            " ::error::b",
            "##[error]b",
            "token=S3CR3T a",
            "token=s3cr3t a",
            "tok\\u0065n=S3CR3T a",
            "\u{202e}gnp.",
            "\\u001b[31m",
            "one\\ntwo",
        ]
        .map(str::to_owned)
        .to_vec();
        let long = |length: usize| "x y ".repeat(length / 4 + 1)[..length].to_owned();
        all.extend([MAX_KEPT - 1, MAX_KEPT, MAX_KEPT + 1, 999, 1000, 1001, 5000].map(long));
        // All of one length, with the same ends.
        all.extend((10..99).map(|number| format!("a message of which {number} only is another")));
        all
    }

    #[test]
    fn each_message_is_shown_as_if_it_were_the_first() {
        let mut messages = Messages::default();
        let all = all();
        for step in [1, 1, 2, 3, 7, 11] {
            for number in 0..all.len() {
                let raw = &all[number * step % all.len()];
                let mut out = b"before ".to_vec();
                messages.write(Text::new(raw), &mut out);
                let shown = String::from_utf8(out).expect("UTF-8");
                assert_eq!(shown, format!("before {}", fresh(raw)), "{raw}");
            }
        }
    }

    /// The messages, after each of `texts` has been written.
    fn written(texts: &[&str]) -> Messages {
        let mut messages = Messages::default();
        for raw in texts {
            messages.write(Text::new(raw), &mut Vec::new());
        }
        messages
    }

    fn is_kept(messages: &Messages, raw: &str) -> bool {
        messages.kept.iter().any(|kept| kept.raw == raw)
    }

    #[test]
    fn short_messages_are_kept_and_long_ones_are_not() {
        for raw in all() {
            let messages = written(&[&raw]);
            assert_eq!(is_kept(&messages, &raw), raw.len() <= MAX_KEPT, "{raw}");
        }
    }

    #[test]
    fn what_is_kept_is_shown_again() {
        let mut messages = written(&["Busy"]);
        for kept in &mut messages.kept {
            kept.shown = b"kept".to_vec();
        }
        let mut out = Vec::new();
        messages.write(Text::new("Busy"), &mut out);
        assert_eq!(out, b"kept");
    }

    #[test]
    fn the_messages_of_a_service_are_kept_side_by_side() {
        let texts = [
            "Busy",
            "Gone",
            "Success.",
            "Error 8508",
            "Error 8509",
            "Action completed successfully.",
            "Server Internal Error. DiagCode: 500#7112.@",
            "Server Internal Error. DiagCode: 400#7112.@",
            "Server Internal Error. DiagCode: 500#7117.@",
        ];
        let messages = written(&texts);
        for raw in texts {
            assert!(is_kept(&messages, raw), "{raw}");
        }
    }
}
