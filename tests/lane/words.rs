//! What the properties of operations hold: usual words, and odd ones.

pub(crate) const STATUSES: [&str; 4] = ["completed", "running", "failed", "notStarted"];

pub(crate) const ODD_STATUSES: [&str; 17] = [
    "\"Completed\"",
    "\"COMPLETED\"",
    "\"notstarted\"",
    "\"complete\"",
    "\"completed \"",
    "\"completedd\"",
    "\"\"",
    "\"compl\\u0065ted\"",
    "\"fai\\led\"",
    "\"runn\u{ef}ng\"",
    "null",
    "2",
    "true",
    "[\"completed\"]",
    "{}",
    "completed",
    "\"completed",
];

pub(crate) const TYPES: [&str; 9] = [
    "#microsoft.graph.commsOperation",
    "#microsoft.graph.playPromptOperation",
    "#microsoft.graph.recordOperation",
    "#microsoft.graph.muteParticipantOperation",
    "#microsoft.graph.unMuteOperation",
    "#microsoft.graph.subscribeToToneOperation",
    "#microsoft.graph.removeLargeGalleryViewOperation",
    "#microsoft.graph.updateMetadataOperation",
    "microsoft.graph.recordOperation",
];

pub(crate) const ODD_TYPES: [&str; 17] = [
    "\"##microsoft.graph.commsOperation\"",
    "\"graph.commsOperation\"",
    "\"#Microsoft.Graph.commsOperation\"",
    "\"#microsoft.graph.CommsOperation\"",
    "\"#microsoft.graph.unmuteOperation\"",
    "\"#microsoft.graph.newOperation\"",
    "\"#microsoft.graph.call\"",
    "\"#microsoft.graph.commsNotification\"",
    "\"#microsoft.graph.\"",
    "\"#microsoft.graph.microsoft.graph.commsOperation\"",
    "\"commsOperation\"",
    "\"#microsoft.graph.comms\\u004fperation\"",
    "\"#microsoft.graph.commsOperation \"",
    "\"\"",
    "null",
    "17",
    "[]",
];

pub(crate) const ODD_IDS: [&str; 12] = [
    "\"\"",
    "\" \"",
    "null",
    "17",
    "{}",
    "\"a\\/b\"",
    "\"\\u0061\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud83d\"",
    "\"\u{1f600}\"",
    "\"a\\x\"",
    "\"\\\"\"",
];

pub(crate) const DATES: [&str; 8] = [
    "2018-09-06",
    "2020-02-29",
    "2024-12-31",
    "2026-03-10",
    "1999-12-31",
    "2000-02-29",
    "1970-01-01",
    "9999-12-31",
];

pub(crate) const ODD_DATES: [&str; 14] = [
    "0001-01-01",
    "0000-01-01",
    "0000-02-29",
    "2100-02-29",
    "2023-02-29",
    "2023-04-31",
    "2023-13-01",
    "2023-00-10",
    "2023-01-00",
    "20230101",
    "-0001-01-01",
    "12023-01-01",
    "2023-1-01",
    "2023/01/01",
];

pub(crate) const CLOCKS: [&str; 6] = [
    "15:58:41", "00:00:00", "23:59:59", "09:29:59", "09:30:00", "12:34:56",
];

pub(crate) const ODD_CLOCKS: [&str; 11] = [
    "15:58", "24:00:00", "23:59:60", "23:60:00", "25:00:00", "155841", "15:58:4", "15:5a:41",
    "15.58.41", "15", "15:58:",
];

pub(crate) const FRACTIONS: [&str; 12] = [
    "",
    "",
    "",
    ".0",
    ".5",
    ".123",
    ".1234567",
    ".12345678",
    ".123456789",
    ".1234567890",
    ".123456789012",
    ".999999999999",
];

pub(crate) const ODD_FRACTIONS: [&str; 6] = [".", ",5", ".1234567890123", ".12a", ". 5", ".-1"];

pub(crate) const OFFSETS: [&str; 8] = ["Z", "Z", "Z", "Z", "+00:00", "-08:00", "+05:30", "+23:59"];

pub(crate) const ODD_OFFSETS: [&str; 14] = [
    "",
    "z",
    "+0000",
    "-00:00",
    "+24:00",
    "+01:60",
    "+1:00",
    "ZZ",
    " Z",
    "Z ",
    "+01",
    "+001:0",
    "\\u005a",
    "\u{2212}08:00",
];

pub(crate) const ODD_TIMES: [&str; 8] = [
    "null",
    "\"\"",
    "\"yesterday\"",
    "1536249521",
    "\"1536249521\"",
    "\"0001-01-01T00:00:00Z\"",
    "{\"dateTime\":\"2018-09-06T15:58:41Z\"}",
    "\"0001-01-01T00:00:00.0000000+00:00\"",
];

pub(crate) const NUMBERS: [&str; 14] = [
    "200",
    "0",
    "202",
    "400",
    "404",
    "500",
    "8508",
    "\"200\"",
    "\"0\"",
    "-1",
    "\"-1\"",
    "2147483647",
    "-2147483648",
    "\"2147483647\"",
];

/// Subcodes as they were in 2018, or nearly that.
pub(crate) const WORDS: [&str; 8] = [
    "\"transferAccepted\"",
    "\"transferring\"",
    "\"Transferring\"",
    "\"x\\n\"",
    "\"x\\q\"",
    "\"x",
    "\"e\u{301}\"",
    "\"-x\"",
];

pub(crate) const ODD_NUMBERS: [&str; 39] = [
    "2147483648",
    "-2147483649",
    "\"2147483648\"",
    "\"-2147483648\"",
    "4294967296",
    "9999999999",
    "99999999999",
    "12345678901234567890",
    "-0",
    "\"-0\"",
    "00",
    "007",
    "\"007\"",
    "-007",
    "+5",
    "\"+5\"",
    "200.0",
    "200\"",
    "\"200",
    "\"200\"5",
    "200.5",
    "2e2",
    "2E+2",
    "20000e-2",
    "1e999999",
    "\"2e2\"",
    "\"200.0\"",
    "\" 200\"",
    "\"200 \"",
    "\"\"",
    "\"OK\"",
    "\"transferring\"",
    "\"2\\u0030\"",
    "\"-\"",
    "-",
    "null",
    "true",
    "[200]",
    "{}",
];

pub(crate) const MESSAGES: [&str; 13] = [
    "\"Success.\"",
    "\"Action completed successfully.\"",
    "\"Participant did not answer. DiagCode: 487#10003.@\"",
    "\"a \\\"quoted\\\" word\"",
    "\"C:\\\\prompts\\\\welcome.wav\"",
    "\"one\\nother\\ttab\\r\\b\\f\\/\"",
    "\"caf\\u00e9\"",
    "\"Zeit\u{fc}berschreitung\"",
    "\"token=eyJ0eXAiOiJKV1Qi\"",
    "\"\u{202e}gnp.\"",
    "\"\\u001b[31m\"",
    "null",
    "\"\"",
];

pub(crate) const ODD_MESSAGES: [&str; 8] = [
    "17",
    "[]",
    "\"\\ud800\"",
    "\"\\udc00\\ud800\"",
    "\"\\q\"",
    "\"\\u12\"",
    "\"a\tb\"",
    "\"a\nb\"",
];

pub(crate) const REASONS: [&str; 9] = [
    "\"completedSuccessfully\"",
    "\"stopToneDetected\"",
    "\"maxSilenceTimeout\"",
    "\"mediaOperationCanceled\"",
    "\"unknown\"",
    "\"playPromptFailed\"",
    "\"MEDIAOPERATIONCANCELED\"",
    "\"\"",
    "null",
];

pub(crate) const ODD_REASONS: [&str; 6] = [
    "1",
    "\"f\\u0061iled\"",
    "\"play\u{e9}failed\"",
    "[]",
    "\"\\/failed\"",
    "false",
];

pub(crate) const VALUES: [&str; 22] = [
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-1.5e+300",
    "1E400",
    "123456789012345678901234567890",
    "\"\"",
    "\"text\"",
    "\"\\u00e9\\ud83d\\ude00\"",
    "\"a \\\"b\\\" \\\\\"",
    "[]",
    "{}",
    "[ ]",
    "{ }",
    "[1,[2,[3,{\"status\":\"failed\"}]]]",
    "{\"id\":\"x\",\"id\":\"y\",\"value\":[{}]}",
    "[{\"identity\":{\"user\":{\"id\":\"u\",\"displayName\":\"B\u{f6}b\"}},\"replacesCallId\":null}]",
    "\"https://graph.microsoft.com/v1.0/communications/calls/1/operations/op-7\"",
    "\"eyJ0eXAiOiJKV1Qi\"",
    "[\r\n\t1 ,\n2 ]",
];

pub(crate) const ODD_VALUES: [&str; 26] = [
    "nul",
    "True",
    "nulll",
    "01",
    "-",
    "1.",
    ".5",
    "1e",
    "1e+",
    "0x10",
    "NaN",
    "+1",
    "'text'",
    "\"\\ud800\"",
    "\"\\ude00\\ud83d\"",
    "\"\\ud83dx\"",
    "\"\\x41\"",
    "\"\\u00g0\"",
    "\"a\u{1}b\"",
    "\"\u{7f}\u{9b}\"",
    "[1,]",
    "[1 2]",
    "{\"a\":1,}",
    "{\"a\" 1}",
    "{a:1}",
    "[}",
];

pub(crate) const ODATA_IDS: [&str; 12] = [
    "\"/calls/57DAB8B1894C409AB240BD8BEAE78896/operations/0FE0623FD62842EDB4BD8AC290072CC5\"",
    "\"operations('op-7')?x\"",
    "\"/operations/Participants\"",
    "\"/operations/op-7//\"",
    "\"https://graph.microsoft.com/v1.0/communications/calls/1/operations/op-7\"",
    "\"communications/calls('1')/operations('op-7')\"",
    "\"/operations/participants\"",
    "\"operations\\/x\"",
    "\"\"",
    "null",
    "17",
    "[\"a\"]",
];
