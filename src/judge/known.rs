//! The names of the types that have been seen.

use crate::input::envelope::short_type;

/// commsOperation and every type derived from it: the metadata of v1.0 and beta (2026-08), and
/// the names that only examples of 2018 and 2019 have. No two have the same first eight letters and the
/// same length: there would be no place for both.
const TYPES: [&str; 30] = [
    "callOperation",
    "muteOperation",
    "commsOperation",
    "recordOperation",
    "unMuteOperation",
    "playPromptOperation",
    "participantsOperation",
    "stopHoldMusicOperation",
    "sendDtmfTonesOperation",
    "stopRecordingOperation",
    "startHoldMusicOperation",
    "startRecordingOperation",
    "admitFromLobbyOperation",
    "configureMixerOperation",
    "subscribeVideoOperation",
    "updateMetadataOperation",
    "muteParticipantOperation",
    "subscribeToToneOperation",
    "removeFromLobbyOperation",
    "muteParticipantsOperation",
    "unmuteParticipantOperation",
    "stopTranscriptionOperation",
    "admitAllFromLobbyOperation",
    "inviteParticipantsOperation",
    "startTranscriptionOperation",
    "addLargeGalleryViewOperation",
    "updateRecordingStatusOperation",
    "cancelMediaProcessingOperation",
    "removeLargeGalleryViewOperation",
    "modifyAudioRoutingGroupOperation",
];

/// Whether an `@odata.type` names one of them, in any letter case, with or without `#` and
/// namespace.
pub fn is_known_type(kind: &str) -> bool {
    let short = short_type(kind);
    is_documented_type(short.as_bytes())
        || TYPES.iter().any(|known| known.eq_ignore_ascii_case(short))
}

/// Whether `name`, without namespace, is one of them to the letter. Asked for every record, so it is
/// compared with only one.
#[inline]
pub fn is_documented_type(name: &[u8]) -> bool {
    let Some(begin) = name.first_chunk() else {
        return false;
    };
    let (factor, places) = &PLACES;
    let place = place_of(u64::from_le_bytes(*begin), name.len(), *factor);
    let is_it = |known: &&str| known.len() == name.len() && are_same(known.as_bytes(), name);
    places.get(place).is_some_and(is_it)
}

/// Whether `name`, of the same length, is the `known` one of [`TYPES`]. These have 8 to 32 bytes, so the
/// first and the last sixteen are all of them, or the first and the last eight: what has a fixed length is
/// compared in place, without a call.
#[inline]
fn are_same(known: &[u8], name: &[u8]) -> bool {
    match (known.first_chunk::<16>(), known.last_chunk::<16>()) {
        (Some(first), Some(last)) => name.starts_with(first) && name.ends_with(last),
        _ => {
            known.first_chunk::<8>() == name.first_chunk()
                && known.last_chunk::<8>() == name.last_chunk()
        }
    }
}

/// How many places there are, as a power of two.
const BITS: u32 = 7;
/// A name at each place that one leads to; nothing at the others.
type Places = [&'static str; 1 << BITS];

/// Each of [`TYPES`] at the place that its first eight letters and its length lead to, and the factor with
/// which no two lead to the same one.
static PLACES: (u64, Places) = {
    // The golden ratio spreads what is multiplied with it; from there on the first that will do.
    let mut factor: u64 = 0x9E37_79B9_7F4A_7C15;
    loop {
        if let Some(places) = places(factor) {
            break (factor, places);
        }
        factor += 2;
    }
};

/// The place of a type that begins with these eight letters and has this length.
#[inline]
const fn place_of(begin: u64, length: usize, factor: u64) -> usize {
    (begin.wrapping_add(length as u64).wrapping_mul(factor) >> (64 - BITS)) as usize
}

/// Each of [`TYPES`] at its place, if these are all different.
const fn places(factor: u64) -> Option<Places> {
    let mut places = [""; 1 << BITS];
    let mut number = 0;
    while number < TYPES.len() {
        let name = TYPES[number];
        assert!(8 <= name.len() && name.len() <= 32, "see are_same");
        let begin = match name.as_bytes().first_chunk() {
            Some(begin) => u64::from_le_bytes(*begin),
            None => 0,
        };
        let place = place_of(begin, name.len(), factor);
        if !places[place].is_empty() {
            return None;
        }
        places[place] = name;
        number += 1;
    }
    Some(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_very_names_are_documented() {
        for name in TYPES {
            assert!(is_documented_type(name.as_bytes()), "{name}");
            for at in 0..name.len() {
                let mut other = name.as_bytes().to_vec();
                other[at] ^= 1;
                assert!(!is_documented_type(&other), "{name}, {at}");
                other[at] ^= 1 | 0x20;
                assert!(!is_documented_type(&other), "{name}, {at}");
                assert!(
                    is_known_type(&String::from_utf8_lossy(&other)),
                    "{name}, {at}"
                );
            }
            assert!(!is_documented_type(&name.as_bytes()[1..]), "{name}");
            assert!(!is_documented_type(format!("{name}x").as_bytes()), "{name}");
        }
        for length in 0..50 {
            assert!(!is_documented_type(&vec![b'x'; length]), "{length}");
        }
    }
}
