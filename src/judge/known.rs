//! The names of the types that have been seen.

use crate::input::envelope::short_type;

/// commsOperation and every type derived from it: the metadata of v1.0 and beta (2026-08), and
/// the names that only examples of 2018 and 2019 have. Ordered by length.
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

/// Whether `name`, without namespace, is one of them to the letter. Asked for every record, so
/// only names of the same length are compared.
#[inline]
pub fn is_documented_type(name: &[u8]) -> bool {
    let (from, to) = BY_LENGTH.get(name.len()).copied().unwrap_or_default();
    let same = TYPES.get(from..to).unwrap_or_default();
    same.iter().any(|known| are_same(known.as_bytes(), name))
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

/// For each length where in [`TYPES`], which is ordered by it, the names of that length are.
const BY_LENGTH: [(usize, usize); 40] = {
    let mut ranges = [(0, 0); 40];
    let mut i = 0;
    while i < TYPES.len() {
        let length = TYPES[i].len();
        assert!(i == 0 || TYPES[i - 1].len() <= length, "ordered by length");
        assert!(8 <= length && length <= 32, "see are_same");
        if ranges[length].1 == 0 {
            ranges[length].0 = i;
        }
        ranges[length].1 = i + 1;
        i += 1;
    }
    ranges
};

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
