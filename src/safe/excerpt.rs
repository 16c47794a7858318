//! What may be shown of a broken or faulty record, and where its secrets are.

use super::lead::{Lead, farthest};
use super::secrets::{REDACTED, secrets_in_record, without};
use super::view::is_innocent;
use crate::position::Span;
use std::cell::OnceCell;

/// No place is shown that stands farther behind the begin of its record than this: secrets are
/// looked for from there.
const MAX_BEFORE: usize = 64 << 10;

/// So much of a record is known: what stands behind the last place that is shown may tell what it is.
const MAX_KNOWN: usize = 2 * MAX_BEFORE;

/// A piece of the text in memory. All that is shown of it comes from one look for its secrets.
#[derive(Debug)]
pub struct Excerpt<'a> {
    /// What is in memory, up to the last byte that may be shown.
    pub bytes: &'a [u8],
    /// Where the record begins.
    pub from: usize,
    known: OnceCell<Known>,
}

/// What is known of a piece.
#[derive(Debug, PartialEq, Eq)]
pub struct Known {
    /// From here on.
    pub start: usize,
    /// The ranges of bytes that hold a secret, in order.
    pub secrets: Vec<(usize, usize)>,
}

impl<'a> Excerpt<'a> {
    /// The record in `span` of `bytes`.
    pub fn new(bytes: &'a [u8], span: Span) -> Self {
        Self {
            bytes: bytes.get(..span.end).unwrap_or(bytes),
            from: span.start,
            known: OnceCell::new(),
        }
    }

    /// What is known of the place `at` and what stands around it; nothing if it is before the record,
    /// or far behind its begin.
    pub fn known(&self, at: usize) -> Option<&Known> {
        let is_near = (self.from..=self.from + MAX_BEFORE).contains(&at);
        is_near.then(|| self.known.get_or_init(|| self.look()))
    }

    fn look(&self) -> Known {
        let end = self.bytes.len().min(self.from + MAX_KNOWN);
        let farthest = farthest(self.bytes.get(..self.from).unwrap_or(self.bytes));
        // Most records are like this, and that is seen soonest.
        if is_innocent(self.bytes.get(farthest..end).unwrap_or_default()) {
            return Known {
                start: farthest,
                secrets: Vec::new(),
            };
        }
        self.look_closely(end)
    }

    /// The same up to `end`, whatever stands there.
    fn look_closely(&self, end: usize) -> Known {
        let length = end.saturating_sub(self.from);
        let Lead { start, is_doubtful } = Lead::of(self.bytes, self.from, length);
        let text = self.bytes.get(start..end).unwrap_or_default();
        let found = match is_doubtful {
            true => vec![(0, text.len())],
            false => secrets_in_record(text),
        };
        let place = |(from, to)| (start + from, start + to);
        Known {
            start,
            secrets: found.into_iter().map(place).collect(),
        }
    }

    /// What is in `span` without its secrets, as far as it is known what they are.
    pub fn redacted(&self, span: Span) -> String {
        let Some(known) = self.known(span.start) else {
            return REDACTED.to_owned();
        };
        let end = span.end.min(self.from + MAX_KNOWN).min(self.bytes.len());
        let text = self.bytes.get(span.start..end).unwrap_or_default();
        let inside = |at: usize| at.clamp(span.start, span.start + text.len()) - span.start;
        let secrets = known.secrets.iter();
        let secrets = secrets.map(|(from, to)| (inside(*from), inside(*to)));
        without(text, secrets.filter(|(from, to)| from < to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is shown of the bytes from `at` to `end` of a record behind `lead`.
    fn shown(lead: &str, record: &str, (at, end): (usize, usize)) -> String {
        let text = format!("{lead}{record}");
        let excerpt = Excerpt::new(text.as_bytes(), Span::new(lead.len(), text.len()));
        excerpt.redacted(Span::new(lead.len() + at, lead.len() + end))
    }

    #[test]
    fn a_secret_is_hidden_wherever_the_span_cuts_it() {
        let record = r#"{"token":"S3CR3T","b":1}"#;
        assert_eq!(record.find("\"S"), Some(9));
        for (span, wanted) in [
            ((0, 24), r#"{"token":<redacted>,"b":1}"#),
            ((0, 12), r#"{"token":<redacted>"#),
            ((12, 24), r#"<redacted>,"b":1}"#),
            ((11, 13), "<redacted>"),
            ((0, 9), r#"{"token":"#),
            ((17, 24), r#","b":1}"#),
        ] {
            assert_eq!(shown("", record, span), wanted, "{span:?}");
        }
    }

    #[test]
    fn what_stands_before_the_record_may_name_it() {
        for filler in ["=", "\u{e9}", "\u{4e2d}", "\u{6574}", "\u{200b}"] {
            for count in [1, 40, 64, 65, 100, 130, 200] {
                for name in ["password", "p\\u0061ssword", "p\u{200b}assword"] {
                    let lead = format!("{{\"{name}\":\"{}\n", filler.repeat(count));
                    for (record, span) in [("{S3CR3T\",", (1, 7)), ("{\"a\":\nS3CR3T}", (6, 12))] {
                        let text = shown(&lead, record, span);
                        assert_eq!(text, REDACTED, "{name}, {count} x {filler:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_damaged_name_is_known_however_much_there_is_to_mend() {
        for filler in [
            "\u{200c}", "\u{fffd}", "\u{7f}", "\\u200c", "\\q ", "tok\\n", "x\\r\\n",
        ] {
            for count in [1, 31, 33, 63, 64, 65, 100, 200] {
                // No look goes back farther than a KiB.
                let near = filler.repeat(count.min(1000 / filler.len()));
                let value = format!("{{\"value\":\"{near}\n");
                let filler = filler.repeat(count);
                let lead = format!("{{\"id\":\"a\",\"clientContext\":\"{filler}\"}}\n");
                let record = format!("{{\"a\":\"{filler}\",\"tok\u{1}n\":\"S3CR3T\"}}");
                for (lead, record) in [
                    ("", &*record),
                    (&*lead, &*record),
                    (&*lead, "{\"tok\u{1}n\":\"S3CR3T\"}"),
                    (&*value, "{S3CR3T\",\"name\":\"token\"}"),
                ] {
                    let text = shown(lead, record, (0, record.len()));
                    assert!(!text.contains("S3CR3T"), "{filler}: {text}");
                }
            }
        }
    }

    #[test]
    fn sound_records_before_it_hide_nothing() {
        for sound in [
            "{\"id\":\"r1\",\"token\":\"x\",\"status\":1}\n",
            "{\"a\":\"{\\u0022token\\u0022:\\u0022x\\u0022}\"}\n",
            "{\"token\":\"x\",\"a\":\"\u{3000}\u{3000}\"}\n",
            "{\"a\":\"\u{1f469}\u{200d}\u{1f467}\u{200d}\"}\n",
            "{\"topic\":\"\u{645}\u{6cc}\u{200c}\u{634}\u{648}\u{62f}\"}\n",
            "{\"a\":\"a\\u200cb\"}\n",
            "{\"invoke\":\"a\\nb c\\nd. Try again.\\r\\n\\r\\n\\tbearable\"}\n",
            "{\"a\":\"Failed C:\\Users\\Organization\\App\\ \"}\n",
        ] {
            let record = "{\"id\":\"r1\",\"a\":\"\",\"status\":NaN}\n";
            let text = shown(&sound.repeat(40), record, (27, 30));
            assert_eq!(text, "NaN", "{sound}");
        }
    }

    #[test]
    fn a_closer_look_finds_no_more_in_what_is_innocent() {
        let pieces = [
            "{\"id\":\"r1\",\"a\":NaN,",
            "\"value\":\"S3CR3T\"",
            "token",
            "tok\u{1}n\":\"S3CR3T\"",
            "oke\"",
            "\"aram",
            "eyJhbGci.eyJ",
            "\n}",
            "Z\u{fc}rich",
            "\\u0074oken",
            "x\"y",
            "say \"so\", ",
            &"filler ".repeat(200),
        ];
        let mut innocent = 0;
        let triples = (pieces.iter())
            .flat_map(|a| pieces.iter().map(move |b| (a, b)))
            .flat_map(|(a, b)| pieces.iter().map(move |c| (a, b, c)));
        for (a, b, c) in triples {
            let text = [*a, *b, *c].concat();
            for from in [0, a.len(), a.len() + b.len()] {
                let excerpt = Excerpt::new(text.as_bytes(), Span::new(from, text.len()));
                let end = text.len();
                if is_innocent(&text.as_bytes()[farthest(&text.as_bytes()[..from])..end]) {
                    innocent += 1;
                    assert_eq!(excerpt.look(), excerpt.look_closely(end), "{text} {from}");
                }
            }
        }
        // Three of the pieces are, and two of them behind some others.
        assert!((81..300).contains(&innocent), "{innocent}");
    }

    #[test]
    fn nothing_is_shown_far_behind_the_begin() {
        let record = "x".repeat(MAX_KNOWN + 100);
        assert_eq!(
            shown("", &record, (MAX_BEFORE + 1, MAX_BEFORE + 9)),
            REDACTED
        );
        assert_eq!(shown("", &record, (MAX_BEFORE, MAX_BEFORE + 2)), "xx");
        assert_eq!(shown("", &record, (0, record.len())).len(), MAX_KNOWN);
    }
}
