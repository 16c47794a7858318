//! One operation with everything in it, cut off and damaged at every byte.

use crate::chunks::cases;
use crate::harness::{check, run, run_chunked};
use proptest::prelude::*;

/// An operation of 2 kB with everything in it.
fn large_operation() -> String {
    let operation = serde_json::json!({
        "@odata.type": "#microsoft.graph.recordOperation",
        "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#x",
        "id": "0fe0623f-d628-42ed-b4bd-8ac290072cc5",
        "status": "completed",
        "createdDateTime": "2026-03-10T09:22:01.1234567Z",
        "lastActionDateTime": "2026-03-10T09:22:23+00:00",
        "clientContext": "d45324c1-fcb5-430a-902c-f20af696537c",
        "completionReason": "stopToneDetected",
        "recordingLocation": "https://file.location/17e3b46c-f61d-4f4d-9635-c626ef18e6ad",
        "recordingAccessToken": "eyJ0".repeat(300),
        "resultInfo": {"code": 200, "subcode": 0, "message": "Z\u{fc}rich \u{4f1a}\u{1f4de} \" \\ \n"},
        "participants": [{"identity": {"user": {"id": "1", "displayName": "x"}}}, {"y": [-1.5e3, true, null]}],
    });
    format!("{}\n", serde_json::to_string_pretty(&operation).unwrap())
}

#[test]
fn only_the_whole_of_an_operation_is_valid() {
    let text = large_operation();
    assert!(text.len() > 1900, "{}", text.len());
    let end = text.trim_end().len();
    for cut in 0..=text.len() {
        let run = run("", &text.as_bytes()[..cut]);
        check(&run);
        let status = if cut >= end { 0 } else { 3 };
        assert_eq!(run.status, status, "{cut}: {run:?}");
        let told = ["CO001", "CO005", "CO008"]
            .iter()
            .any(|code| run.stderr.contains(code));
        assert_eq!(told, status == 3, "{cut}: {run:?}");
        assert!(!run.stderr.contains("eyJ0"), "{cut}: {run:?}");
    }
}

proptest! {
    #![proptest_config(cases(800))]

    /// Any operation with anything done to any bytes of it.
    #[test]
    fn a_mutated_operation_is_read_the_same_from_any_chunks(
        edits in prop::collection::vec((0usize..2000, 0usize..40, prop::collection::vec(any::<u8>(), 0..9)), 1..5),
        sizes in prop::collection::vec(1usize..300, 1..4),
        flags in prop::sample::select(vec!["", "-v", "--schema 2018-beta", "-o ndjson", "-o sarif"]),
    ) {
        let mut bytes = large_operation().into_bytes();
        for (at, removed, new) in edits {
            let at = at % bytes.len();
            let until = (at + removed).min(bytes.len());
            bytes.splice(at..until, new);
        }
        let whole = run(flags, &bytes);
        check(&whole);
        prop_assert_eq!(run_chunked(flags, &bytes, &sizes), whole);
    }
}
