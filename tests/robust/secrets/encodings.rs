//! Texts that are stored in more than one encoding, or lost a byte of one.

use super::{Leaks, Sample};
use crate::hostile::FORMATS;

/// What becomes of a text that is stored in more than one encoding, or lost a byte of one.
#[test]
fn no_secret_is_shown_of_mixed_encodings() {
    let mut leaks = Leaks::default();
    let record = Sample::new("{\"id\":\"b\",\"recordingAccess<Token>\":\"@\"}\n").text;
    let name = "recordingAccess".len();
    for encode in [utf16_le, utf16_be, utf32_le, utf32_be] {
        let good = encode(b"{\"id\":\"a\",\"status\":\"running\"}\n");
        let wide = encode(&record);
        let mark = encode(b"\xFF");
        let texts = [
            [&good[..], &record].concat(),
            [&mark[..], &good, &record].concat(),
            [&record[..], &wide].concat(),
            [b"token=", &wide[..]].concat(),
            [&b"{\"id\":\"a\"}\nlog "[..], &wide].concat(),
        ];
        for text in texts {
            for format in FORMATS {
                leaks.look(format, &text);
            }
        }
        let width = mark.len();
        let is_name = |at: usize| (at / width).abs_diff(name + 12) <= 7;
        for at in (width..wide.len()).filter(|at| !is_name(*at)) {
            let (before, behind) = wide.split_at(at);
            leaks.look("-v", &[before, &behind[1..]].concat());
            leaks.look("-v", &[before, b"z", behind].concat());
            leaks.look("-v", &[&mark[..], before, &behind[1..]].concat());
        }
    }
}

fn utf16_le(text: &[u8]) -> Vec<u8> {
    units(text, |unit| u16::to_le_bytes(unit).to_vec())
}

fn utf16_be(text: &[u8]) -> Vec<u8> {
    units(text, |unit| u16::to_be_bytes(unit).to_vec())
}

fn utf32_le(text: &[u8]) -> Vec<u8> {
    units(text, |unit| u32::from(unit).to_le_bytes().to_vec())
}

fn utf32_be(text: &[u8]) -> Vec<u8> {
    units(text, |unit| u32::from(unit).to_be_bytes().to_vec())
}

/// Every byte as a character; 0xFF is the byte order mark.
fn units(text: &[u8], bytes: impl Fn(u16) -> Vec<u8>) -> Vec<u8> {
    let unit = |byte: &u8| {
        if *byte == 0xFF {
            0xFEFF
        } else {
            u16::from(*byte)
        }
    };
    text.iter().flat_map(|byte| bytes(unit(byte))).collect()
}
