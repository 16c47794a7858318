//! How the bytes arrive changes nothing.

use crate::harness::{check, run, run_chunked};
use proptest::prelude::*;

/// Pieces of which streams are made: whole records, envelopes, and everything that can break them.
const PIECES: [&str; 70] = [
    r#"{"id":"1","status":"completed","resultInfo":{"code":200,"subcode":0,"message":"ok"}}"#,
    r#"{"id":"2","status":"running","createdDateTime":"2026-03-10T09:22:01Z"}"#,
    "{\n  \"id\": \"3\",\n  \"status\": \"complete\",\n  \"recordingAccessToken\": \"eyJhbGci\"\n}",
    "{\n    \"id\": 4,\n",
    "[\n  {\n    \"id\": \"5\"\n  },\n  {\n",
    "{\n  \"value\": [\n    {\n      \"id\": \"6\"\n    },\n",
    r#"{"value":[{"id":"7","status":"failed"},"#,
    r#"{"value":[]}"#,
    r#"],"@odata.nextLink":"https://x/y"}"#,
    "],\"value\":[1]}",
    r#"{"error":{"code":"NotFound","message":"gone"}}"#,
    r#"{"changeType":"updated","resourceUrl":"/a/operations/b","resourceData":{"status":"x"}}"#,
    r#"{"responses":[{"id":"1","status":404},"#,
    r#"[{"id":"8,"status":"running","x":[{"a":1},{"b":2}]},{"id":"9","status":"running"},"#,
    r#"{"value":[{"id":"10","status":"running"}],"error":{"code":"x"},"$values":["#,
    r#",{"id":"11","status":"running"}"#,
    r##",{"@odata.type":"#microsoft.graph.playPromptOperation","status":"running"}"##,
    r##",{"@odata.type":"#microsoft.graph.participant","status":"running"}"##,
    r#",{"id":"12,"status":"running"}"#,
    "]}",
    "    ]\n  },\n  {\n",
    "\"a\nb\"",
    "\u{a0}",
    "%PDF-1",
    "\u{1f}\u{8b}",
    "HTTP/1.1 200 OK\r\nA: b\r\n\r\n",
    "HTTP/1.1 404 Not Found\n\n",
    "HTTP/1.1 202 Accepted\nLocation: https://x/?token=abc\n\n",
    "POST https://x/api?token=abc\nAuthorization: Bearer abc\n\n",
    "<!DOCTYPE html><title>502</title>\n",
    "</html>",
    "<a/>",
    "plain words\n",
    "NaN",
    "nul",
    "true",
    "-1.5e3",
    "01",
    "'x'",
    "/* c */",
    "\"",
    "\"text\"",
    "\\",
    "\\u12",
    "\\ud800",
    "\"\u{4f1a}\u{202e}\"",
    "\"a\u{0}b\"",
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    ",\n",
    "},\n{",
    " ",
    "\n",
    "\r\n",
    "\n  ",
    "\n    ",
    "\t",
    "\u{1e}",
    "\u{feff}",
    "\u{e9}",
    "\u{0}",
    "\"token\":",
    "\"status\":",
    "\"status\":\"completed\"",
    "\"resultInfo\":{",
    "2018-09-06",
];

fn stream() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        20 => prop::sample::select(&PIECES[..]).prop_map(|piece| piece.as_bytes().to_vec()),
        2 => any::<u8>().prop_map(|byte| vec![byte]),
        1 => (1usize..3000).prop_map(|n| vec![b' '; n]),
        1 => (1usize..3000).prop_map(|n| vec![b'a'; n]),
        1 => (1usize..3000).prop_map(|n| b"\"k\":1,".repeat(n)),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn flags() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["", "-v", "--strict", "--schema v1.0", "-q", "-e -v"])
}

/// Cases of a property: few with every build, as many as COMMSOP_CASES says where there is time.
pub(crate) fn cases(few: u32) -> ProptestConfig {
    let cases = std::env::var("COMMSOP_CASES").ok();
    let mut config = ProptestConfig::with_cases(cases.and_then(|n| n.parse().ok()).unwrap_or(few));
    config.failure_persistence = None;
    config
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn any_chunks_give_the_same_output(
        bytes in stream(),
        flags in flags(),
        sizes in prop::collection::vec(1usize..700, 1..5),
    ) {
        let whole = run(flags, &bytes);
        check(&whole);
        prop_assert_eq!(&run_chunked(flags, &bytes, &sizes), &whole, "chunks of {:?}", sizes);
    }

    #[test]
    fn byte_by_byte_gives_the_same_output(bytes in stream(), flags in flags()) {
        prop_assert_eq!(run_chunked(flags, &bytes, &[1]), run(flags, &bytes));
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        check(&run("", &bytes));
    }
}
