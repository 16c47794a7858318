//! Inputs and rows that several examples of the contract share.

/// A lone operation with everything in it, as `curl` brings it.
pub(crate) const PLAYED: &str = r##"{
  "@odata.type": "#microsoft.graph.playPromptOperation",
  "id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5",
  "status": "completed",
  "createdDateTime": "2026-03-10T09:22:01Z",
  "lastActionDateTime": "2026-03-10T09:22:23Z",
  "clientContext": "d45324c1-fcb5-430a-902c-f20af696537c",
  "resultInfo": { "code": 200, "subcode": 0, "message": "Action completed successfully." }
}
"##;

/// Six lines, so that what matters stands in line 7 as in the contract.
pub(crate) const SIX_LINES: &str = r#"{
  "id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5",
  "status": "completed",
  "createdDateTime": "2026-03-10T09:22:01Z",
  "lastActionDateTime": "2026-03-10T09:22:23Z",
  "clientContext": "d45324c1-fcb5-430a-902c-f20af696537c",
"#;

/// The row of what could not be read.
pub(crate) const UNREADABLE: &str = "unreadable             -         -\n";

/// The same where it begins on this line.
pub(crate) fn unreadable(line: u32) -> String {
    format!("unreadable             -         line {line}\n")
}
