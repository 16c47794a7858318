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
    TYPES.iter().any(|known| known.eq_ignore_ascii_case(short))
}

/// Whether `name`, without namespace, is one of them to the letter. Asked for every record, so
/// only names of the same length are compared.
#[inline]
pub fn is_documented_type(name: &[u8]) -> bool {
    let (from, to) = BY_LENGTH.get(name.len()).copied().unwrap_or_default();
    let same = TYPES.get(from..to).unwrap_or_default();
    same.iter().any(|known| known.as_bytes() == name)
}

/// For each length where in [`TYPES`], which is ordered by it, the names of that length are.
const BY_LENGTH: [(usize, usize); 40] = {
    let mut ranges = [(0, 0); 40];
    let mut i = 0;
    while i < TYPES.len() {
        let length = TYPES[i].len();
        assert!(i == 0 || TYPES[i - 1].len() <= length, "ordered by length");
        if ranges[length].1 == 0 {
            ranges[length].0 = i;
        }
        ranges[length].1 = i + 1;
        i += 1;
    }
    ranges
};
