//! Records in everything that may stand around them, and files of many blocks.

use crate::harness::BLOCK;
use crate::random::Random;
use crate::records::record;

/// What stands around records, between them, and behind them.
const ENVELOPES: [(&str, &str, &str); 22] = [
    ("", "\n", "\n"),
    ("", "\n", ""),
    ("", "", ""),
    ("", "\r\n", "\r\n"),
    ("\u{1e}", "\n\u{1e}", "\n"),
    ("\u{1e} \u{1e}", "\u{1e}\n \u{1e} \t", "\n\u{1e}"),
    ("[", ",", "]\n"),
    ("[\n  ", ",\n  ", "\n]\n"),
    ("{\"value\":[", ",", "]}\n"),
    (
        "{\"@odata.context\":\"x\",\"@odata.nextLink\":\"y\",\"value\": [",
        ", ",
        "], \"@odata.count\":2}",
    ),
    ("{\"$id\":\"1\",\"$values\":[", ",\n", "]}"),
    (
        "{\"value\":[{\"changeType\":\"updated\",\"resourceUrl\":\"/communications/calls/1/operations/u\",\"resourceData\":",
        "},{\"resource\":\"/communications/calls/1/operations/v\",\"resourceData\":",
        "}]}\n",
    ),
    ("{\"value\":[", "]}\n{\"value\":[", "]}\n"),
    ("[{\"value\":[", "]},{\"value\":[", "]}]"),
    ("[\n{\"\":\n", ",\n}\n[\n{\"\":\n", ",\n}\n"),
    (
        "{\"@odata.type\":\"#microsoft.graph.commsNotifications\",\"value\":[",
        "]}{ \"@odata.type\" : \"#microsoft.graph.commsNotifications\",\n\"value\": [ ",
        " ] }",
    ),
    (
        "{\"@odata.type\":\"#microsoft.graph.commsNotifications\",\"@odata.type\":1,\"value\":[",
        "],\"@odata.count\":1}\n{\"value\":[",
        "],\"value\":[]}",
    ),
    (
        "{\"@odata.type\":\"#microsoft.graph.comm\\u0073\",\"value\":[{\"changeType\":\"updated\",\"resourceData\":",
        "}]}\n{\"value\":[{\"resource\":\"operations/\",\"x\":[{}],\"resourceData\":",
        ",\"resourceUrl\":\"operations/x\"}]}\n",
    ),
    (
        "{\"responses\":[{\"id\":\"1\",\"status\":200,\"body\":",
        "},{\"id\":\"2\",\"status\":200,\"body\":",
        "}]}",
    ),
    (ANSWERS, ",", "]}\n"),
    (ANSWERS, "\n ,\n", "],\"@odata.count\":2}"),
    (ANSWERS, "]}\n{\"responses\":[", "]}\n"),
];

/// Around answers in a batch.
const ANSWERS: &str = "{\"responses\":[";

/// How many of 100 records behind this are answers in a batch.
fn share_of_answers(before: &str) -> usize {
    if before == ANSWERS { 85 } else { 2 }
}

/// Records in an envelope. In one document a broken record would hide the others, so that most
/// of the documents have none.
pub(crate) fn document(random: &mut Random, records: usize) -> Vec<u8> {
    let wild;
    let (before, between, behind) = match random.percent(15) {
        true => {
            wild = wild_envelope(random);
            (&*wild.0, &*wild.1, &*wild.2)
        }
        false => ENVELOPES[random.below(ENVELOPES.len())],
    };
    let mild = before.len() > 1 && random.percent(75);
    let answers = share_of_answers(before);
    let mut bytes = before.as_bytes().to_vec();
    for i in 0..records {
        if i > 0 {
            bytes.extend_from_slice(between.as_bytes());
        }
        bytes.extend(one(random, mild, answers));
    }
    bytes.extend_from_slice(behind.as_bytes());
    bytes
}

/// Lists of one in any layout, with something behind each that may not belong there.
fn wild_envelope(random: &mut Random) -> (String, String, String) {
    const SPACES: [&str; 9] = ["", "", " ", "\n", "\n ", "\n  ", "\n   ", "\r\n\t", "\n\n"];
    const BEHIND: [&str; 12] = [
        "\n", "\n", "\n", "", " ", ",\n", "]\n", "}\n", "]}\n", ";", " x ", "\x1e",
    ];
    let mut laid_out = |tokens: &[&str]| {
        let spaced = tokens
            .iter()
            .map(|token| format!("{token}{}", random.pick(&SPACES)));
        spaced.collect::<String>()
    };
    let open = laid_out(&["{", "\"value\"", ":", "["]);
    let close = laid_out(&["", "]", "}"]);
    let (one, other) = (random.pick(&BEHIND), random.pick(&BEHIND));
    (
        open.clone(),
        format!("{close}{one}{open}"),
        format!("{close}{other}"),
    )
}

/// One record; `mild`: well-formed JSON. `answers` as in [`record`].
pub(crate) fn one(random: &mut Random, mild: bool, answers: usize) -> Vec<u8> {
    loop {
        let (bytes, doubtful) = record(random, answers);
        if !(mild && doubtful) || serde_json::from_slice::<serde::de::IgnoredAny>(&bytes).is_ok() {
            return bytes;
        }
    }
}

/// Some records, each on a line of its own.
pub(crate) fn lines(random: &mut Random, bytes: &mut Vec<u8>, mild: bool) {
    for _ in 0..100 {
        let start = bytes.len();
        bytes.extend(one(random, mild, 2));
        for byte in bytes.iter_mut().skip(start) {
            if mild && matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
        bytes.push(b'\n');
    }
}

/// Some records, each with a line for every property.
fn pretty(random: &mut Random, bytes: &mut Vec<u8>) {
    for _ in 0..100 {
        let record = one(random, true, 0);
        match serde_json::from_slice::<serde_json::Value>(&record) {
            Ok(value) => bytes.extend(format!("{value:#}").into_bytes()),
            Err(_) => bytes.extend(record),
        }
        bytes.push(b'\n');
    }
}

/// Blocks of ordinary records with so few odd ones that several blocks share the room for what is told.
pub(crate) fn few_findings(random: &mut Random) -> Vec<u8> {
    const ORDINARY: &str = "{\"id\":\"1\",\"status\":\"running\",\"clientContext\":null}\n";
    const ERRORS: [&str; 3] = [
        "{\"id\":\"2\",\"status\":\"runing\"}\n",
        "{\"status\":\"running\"}\n",
        "{\"id\":\"3\",\"status\":\"running\",}\n",
    ];
    const WARNINGS: [&str; 3] = [
        "{\"id\":\"4\",\"status\":\"Running\"}\n",
        "{\"id\":\"5\",\"status\":\"failed\"}\n",
        "{\"id\":\"6\",\"status\":\"completed\",\"resultInfo\":{\"code\":500}}\n",
    ];
    let mut text = String::new();
    for block in 1..=6 {
        let errors = [0, 0, 1, 5, 15, 19, 20, 21][random.below(8)];
        let mut odd: Vec<&str> = (0..errors).map(|_| random.pick(&ERRORS)).collect();
        odd.extend((0..random.below(5)).map(|_| random.pick(&WARNINGS)));
        while text.len() < block * BLOCK {
            match random.percent(1) && !odd.is_empty() {
                true => text.push_str(odd.swap_remove(random.below(odd.len()))),
                false => text.push_str(ORDINARY),
            }
        }
    }
    text.into_bytes()
}

/// A file of many blocks. Most have one ordinary record a line, as logs have, or one on many lines;
/// some have what makes the threads give up in the middle.
pub(crate) fn large(random: &mut Random) -> Vec<u8> {
    let size = (1 << 20) + random.below(3 << 20);
    let kind = random.below(6);
    let mut bytes = Vec::with_capacity(size + (1 << 16));
    if random.percent(20) {
        bytes.extend_from_slice("\u{feff}".as_bytes());
    }
    while bytes.len() < size {
        match kind {
            0 => lines(random, &mut bytes, true),
            1 => lines(random, &mut bytes, false),
            2 if random.percent(97) => lines(random, &mut bytes, true),
            3 if random.percent(50) => lines(random, &mut bytes, false),
            4 => pretty(random, &mut bytes),
            5 if random.percent(97) => pretty(random, &mut bytes),
            _ => {
                let records = 1 + random.below(200);
                bytes.extend(document(random, records));
                bytes.push(b'\n');
            }
        }
    }
    if random.percent(20) {
        let at = bytes.len() - random.below(200);
        bytes.truncate(at);
    }
    bytes
}

/// A file of many blocks with one list, or two, of whose elements few are broken or none. Some stand
/// on a line of their own, some on many, and some all on one.
pub(crate) fn large_list(random: &mut Random) -> Vec<u8> {
    const LISTS: [(&str, &str, &str); 9] = [
        (ANSWERS, ", ", "]}"),
        ("[", ",", "]"),
        ("[\n", ",\n", "\n]\n"),
        ("[\n  ", ",\n  ", "\n]\n"),
        ("[\n\t", "\n\t, ", "]"),
        ("{\"@odata.context\":\"x\",\"value\":[", ", ", "],\"a\":1}"),
        (
            "{\"value\":\n[\n    ",
            ",\n    ",
            "\n],\n\"@odata.nextLink\":\"y\"}\n",
        ),
        ("{\"$values\":[", ",\r\n", "],\"$values\":[]}"),
        ("[", "\n", "]\n"),
    ];
    many_blocks(random, &LISTS)
}

/// The same of documents that follow each other with no line between them.
pub(crate) fn large_line(random: &mut Random) -> Vec<u8> {
    const LINES: [(&str, &str, &str); 4] = [
        ("", "", ""),
        ("", " ", "\n"),
        ("", "", "[{},{}]"),
        ("x ", "", "\u{1e}"),
    ];
    many_blocks(random, &LINES)
}

/// Records with what stands before, between and behind them.
fn many_blocks(random: &mut Random, around: &[(&str, &str, &str)]) -> Vec<u8> {
    let (before, between, behind) = around[random.below(around.len())];
    let broken = [0, 0, 1, 20][random.below(4)];
    let mut bytes = Vec::new();
    if random.percent(20) {
        bytes.extend_from_slice("\u{feff}".as_bytes());
    }
    for _ in 0..1 + random.below(2) {
        if random.percent(30) {
            lines(random, &mut bytes, true);
        }
        let size = bytes.len() + (1 << 20) + random.below(2 << 20);
        bytes.extend_from_slice(before.as_bytes());
        while bytes.len() < size {
            let mild = random.below(1000) >= broken;
            bytes.extend(one(random, mild, share_of_answers(before)));
            bytes.extend_from_slice(between.as_bytes());
        }
        bytes.extend(one(random, true, 0));
        if random.percent(80) {
            bytes.extend_from_slice(behind.as_bytes());
        }
    }
    bytes
}
