//! The names of the types that have been seen.

use crate::input::envelope::short_type;

/// commsOperation and every type derived from it: the metadata of v1.0 and beta (2026-08), and
/// the names that only examples of 2018 and 2019 have.
const TYPES: [&str; 30] = [
    "commsOperation",
    "playPromptOperation",
    "recordOperation",
    "inviteParticipantsOperation",
    "muteParticipantOperation",
    "muteParticipantsOperation",
    "unmuteParticipantOperation",
    "subscribeToToneOperation",
    "updateRecordingStatusOperation",
    "cancelMediaProcessingOperation",
    "startHoldMusicOperation",
    "stopHoldMusicOperation",
    "addLargeGalleryViewOperation",
    "removeLargeGalleryViewOperation",
    "sendDtmfTonesOperation",
    "startRecordingOperation",
    "stopRecordingOperation",
    "startTranscriptionOperation",
    "stopTranscriptionOperation",
    "admitFromLobbyOperation",
    "admitAllFromLobbyOperation",
    "removeFromLobbyOperation",
    "participantsOperation",
    "callOperation",
    "modifyAudioRoutingGroupOperation",
    "configureMixerOperation",
    "subscribeVideoOperation",
    "muteOperation",
    "unMuteOperation",
    "updateMetadataOperation",
];

/// Whether an `@odata.type` names one of them, in any letter case, with or without `#` and
/// namespace.
pub fn is_known_type(kind: &str) -> bool {
    let short = short_type(kind);
    TYPES.iter().any(|known| known.eq_ignore_ascii_case(short))
}

/// Whether `name`, without namespace, is one of them to the letter. Asked for every record, so
/// the length is compared first.
#[inline]
pub fn is_documented_type(name: &[u8]) -> bool {
    TYPES
        .iter()
        .any(|known| known.len() == name.len() && known.as_bytes() == name)
}
