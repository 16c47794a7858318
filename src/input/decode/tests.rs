//! Encodings, however the bytes arrive.

use super::*;

fn decoded(bytes: &[u8]) -> (Vec<u8>, Detection) {
    decoded_in(bytes.len(), bytes)
}

/// The same where no more than so many bytes come at a time.
fn decoded_in(step: usize, bytes: &[u8]) -> (Vec<u8>, Detection) {
    let steps = bytes.chunks(step.max(1));
    let empty: Box<dyn Read> = Box::new(io::empty());
    let reader = steps.fold(empty, |before, step| Box::new(before.chain(step)));
    let (mut decoder, detection) = Decoder::open(reader).unwrap();
    let mut text = Vec::new();
    decoder.read_to_end(&mut text).unwrap();
    (text, detection)
}

fn wide(text: &str, size: usize, big: bool, bom: bool) -> Vec<u8> {
    let mark = if bom { "\u{feff}" } else { "" };
    let mut bytes = Vec::new();
    for c in mark.chars().chain(text.chars()) {
        let mut units = [0; 2];
        let codes: Vec<u32> = match size {
            2 => c
                .encode_utf16(&mut units)
                .iter()
                .map(|&unit| u32::from(unit))
                .collect(),
            _ => vec![u32::from(c)],
        };
        for code in codes {
            let big_end = code.to_be_bytes();
            let mut unit = big_end[4 - size..].to_vec();
            if !big {
                unit.reverse();
            }
            bytes.extend(unit);
        }
    }
    bytes
}

#[test]
fn decodes_every_encoding_with_and_without_mark() {
    let text = "{\"a\":\"Z\u{fc}rich \u{1f4de}\"}";
    for size in [2, 4] {
        for big in [false, true] {
            for bom in [false, true] {
                let (read, detection) = decoded(&wide(text, size, big, bom));
                assert_eq!(
                    detection,
                    Detection::Text(Encoding::Wide { size, big, bom })
                );
                assert_eq!(String::from_utf8(read).unwrap(), text);
            }
        }
    }
    assert_eq!(
        decoded("\u{feff}{}".as_bytes()),
        (
            b"{}".to_vec(),
            Detection::Text(Encoding::Utf8 { bom: true })
        )
    );
}

#[test]
fn decodes_other_characters_wherever_they_stand() {
    let plain = "{\"id\":\"1\"}".repeat(10);
    for (at, other) in (1..=plain.len())
        .flat_map(|at| ["\u{7f}", "\u{80}", "\u{4e2d}", "\u{1f4de}"].map(|other| (at, other)))
    {
        let text = format!("{}{other}{}", &plain[..at], &plain[at..]);
        for (size, big) in [(2, false), (2, true), (4, false), (4, true)] {
            let bytes = wide(&text, size, big, true);
            for step in [bytes.len(), 63] {
                let (read, _) = decoded_in(step, &bytes);
                assert_eq!(String::from_utf8_lossy(&read), text);
            }
        }
    }
    // Half a pair, with ASCII behind it.
    for (before, behind) in (1..=plain.len()).map(|at| plain.split_at(at)) {
        let wide = |text| wide(text, 2, false, false);
        let bytes = [b"\xFF\xFE", &*wide(before), b"\x00\xD8", &wide(behind)].concat();
        let expected = [before.as_bytes(), b"\xFF", behind.as_bytes()].concat();
        for step in [bytes.len(), 7] {
            assert_eq!(decoded_in(step, &bytes).0, expected, "{before}");
        }
    }
}

#[test]
fn marks_malformed_units_at_their_place() {
    for (bytes, expected) in [
        (&b"\xFF\xFE[\0\x00\xD8]\0"[..], &b"[\xFF]"[..]),
        (b"\xFF\xFE[\0\x00\xDC]\0", b"[\xFF]"),
        (b"\xFF\xFE[\0]", b"[\xFF"),
        (b"\x00\x00\xFE\xFF\x00\x11\x00\x00", b"\xFF"),
    ] {
        assert_eq!(decoded(bytes).0, expected);
    }
}

#[test]
fn decides_as_early_as_it_can() {
    let plain = Some(Detection::Text(Encoding::Utf8 { bom: false }));
    assert_eq!(detect(b"{}", false), plain);
    assert_eq!(detect(b"{", false), None);
    assert_eq!(detect(b"{", true), plain);
    assert_eq!(detect(b"POST", false), plain);
    assert_eq!(detect(b"P", false), None);
    assert_eq!(
        detect(b"\x1F\x8B", false),
        Some(Detection::Compressed("gzip"))
    );
    assert_eq!(detect(b"", true), plain);
}
