//! The fast lane and the threads change nothing but the time: with and without them the streams
//! and the exit status are the same to the byte, whatever is read.
//!
//! `COMMSOP_CASES=10000000 cargo test --release --test lane` tries more than the slice that every
//! run of the tests tries.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on must stop, and a long one says how far it went"
)]

mod records;

use commsop::app;
use commsop::cli::Cli;
use commsop::config::{Config, Environment};
use commsop::input::source::Source;
use commsop::outcome::Outcome;
use records::{Random, record};
use std::ffi::OsString;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How many records are tried if nobody says otherwise.
const CASES: u64 = 20_000;
/// How many are in a file of their own, on average.
const BATCH: u64 = 40;
/// What every batch is shown as.
const VIEWS: [&[&str]; 3] = [&["-o", "text"], &["-o", "ndjson"], &["-q", "-e"]];
/// What batches are shown as in turn.
const MORE_VIEWS: [&[&str]; 13] = [
    &["--schema", "v1.0"],
    &["--schema", "2018-beta", "-o", "ndjson"],
    &["--schema", "v1.0", "--strict", "-f", "id,errors,warnings"],
    &["-o", "summary"],
    &["-o", "json"],
    &["--strict", "-o", "csv", "--tz", "+05:30"],
    &["--latest", "-o", "ndjson"],
    &["--only", "failed,invalid", "-e"],
    &["--ignore", "CO3,CO202", "-f", "state,id,line,pointer"],
    &["-o", "sarif"],
    &["-o", "junit"],
    &["-o", "github", "--latest"],
    &["-v"],
];

/// One run: how it ends, and what it writes.
#[derive(PartialEq)]
struct Ended {
    outcome: Outcome,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

/// `lane` and `cores` as in [`Config`].
#[derive(Clone, Copy, Debug)]
struct Way {
    lane: bool,
    cores: usize,
}

/// Nothing but one thread and the exact reader.
const EXACT: Way = Way {
    lane: false,
    cores: 1,
};
/// The lane, and as many cores as the machines of most jobs have.
const TWO_CORES: Way = Way {
    lane: true,
    cores: 2,
};
/// How much of a file a core takes at a time.
const BLOCK: usize = 256 << 10;
/// The lane alone.
const LANE: Way = Way {
    lane: true,
    cores: 1,
};

/// What one line of options means for one file.
struct View {
    options: &'static [&'static str],
    config: Config,
}

impl View {
    fn new(options: &'static [&'static str], path: &Path) -> Self {
        let words = ["commsop", "--now", "2026-03-10T09:30:00Z"];
        let words = words.iter().chain(options).map(OsString::from);
        let cli = Cli::read(words.chain([path.into()])).expect("words");
        let config = Config::resolve(cli, &Environment::bare()).expect("a command line");
        Self { options, config }
    }

    /// The views of batch number `batch`.
    fn of(views: &[Self], batch: u64) -> impl Iterator<Item = &Self> {
        let (always, in_turn) = views.split_at(VIEWS.len());
        always
            .iter()
            .chain([&in_turn[batch as usize % in_turn.len()]])
    }

    fn all(path: &Path) -> Vec<Self> {
        let options = VIEWS.iter().chain(&MORE_VIEWS);
        options.map(|options| Self::new(options, path)).collect()
    }

    fn config(&self, way: Way) -> Config {
        Config {
            lane: way.lane,
            cores: Some(way.cores),
            ..self.config.clone()
        }
    }

    fn run(&self, way: Way) -> Ended {
        let config = self.config(way);
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let outcome = app::run(&config, &mut stdout, &mut stderr);
        Ended {
            outcome,
            stdout,
            stderr,
        }
    }

    /// The same for bytes that come in pieces, with the lane.
    fn run_pieces(&self, path: &Path, pieces: Pieces<'_>) -> Ended {
        let config = self.config(LANE);
        let source = Source::File(path.to_owned());
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        let outcome = app::read(&config, &source, pieces, &mut stdout, &mut stderr);
        Ended {
            outcome,
            stdout,
            stderr,
        }
    }
}

/// Bytes that come in pieces of any length, so that records are cut wherever it may be.
struct Pieces<'a> {
    bytes: &'a [u8],
    random: Random,
}

impl Read for Pieces<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let most = [3, 60, 400, 5000][self.random.below(4)];
        let length = (1 + self.random.below(most)).min(out.len());
        self.bytes.read(&mut out[..length])
    }
}

/// A file that is gone at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let name = format!("{name}-{}", std::process::id());
        Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name))
    }

    fn write(&self, bytes: &[u8]) {
        std::fs::write(&self.0, bytes).expect("a scratch file");
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = match self.0.is_dir() {
            true => std::fs::remove_dir_all(&self.0),
            false => std::fs::remove_file(&self.0),
        };
    }
}

fn cases() -> u64 {
    std::env::var("COMMSOP_CASES").map_or(CASES, |text| text.parse().expect("a number"))
}

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
fn document(random: &mut Random, records: usize) -> Vec<u8> {
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
fn one(random: &mut Random, mild: bool, answers: usize) -> Vec<u8> {
    loop {
        let (bytes, doubtful) = record(random, answers);
        if !(mild && doubtful) || serde_json::from_slice::<serde::de::IgnoredAny>(&bytes).is_ok() {
            return bytes;
        }
    }
}

/// Runs both ways and stops at the first difference.
fn compare(view: &View, path: &Path, way: Way, seed: u64) {
    let how = format!("{:?} {way:?}, seed {seed}", view.options);
    must_be_equal(&view.run(way), &view.run(EXACT), path, &how);
}

fn must_be_equal(found: &Ended, expected: &Ended, path: &Path, how: &str) {
    if found == expected {
        return;
    }
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("differs");
    if path.is_file() {
        std::fs::copy(path, &kept).expect("a copy");
    }
    assert_eq!(found.outcome, expected.outcome, "{how}");
    for (found, expected) in [
        (&found.stdout, &expected.stdout),
        (&found.stderr, &expected.stderr),
    ] {
        let lines = |bytes: &[u8]| {
            String::from_utf8_lossy(bytes)
                .lines()
                .map(str::to_owned)
                .collect()
        };
        let (found, expected): (Vec<_>, Vec<_>) = (lines(found), lines(expected));
        let differs = found.iter().zip(&expected).position(|(a, b)| a != b);
        let at = differs.unwrap_or(found.len().min(expected.len()));
        let here = |lines: &[String]| {
            lines
                .get(at..(at + 6).min(lines.len()))
                .map(|it| it.join("\n"))
        };
        assert_eq!(
            here(&found),
            here(&expected),
            "{how}, line {at} of {}",
            kept.display()
        );
    }
    panic!("{how}: line ends differ");
}

#[test]
fn the_lane_changes_nothing() {
    let batches = cases() / BATCH;
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for worker in 0..workers {
            scope.spawn(move || {
                let mine = (worker as u64..batches).step_by(workers);
                try_batches(&format!("lane-{worker}"), mine);
            });
        }
    });
}

/// Tries the batches with these numbers.
fn try_batches(name: &str, batches: impl Iterator<Item = u64>) {
    let scratch = Scratch::new(name);
    let views = View::all(&scratch.0);
    for batch in batches {
        let mut random = Random::new(batch);
        let records = 1 + random.below(2 * BATCH as usize);
        let bytes = document(&mut random, records);
        scratch.write(&bytes);
        for view in View::of(&views, batch) {
            compare(view, &scratch.0, LANE, batch);
        }
        if let Some(view) = views.get(random.below(VIEWS.len())) {
            let how = format!("{:?} in pieces, seed {batch}", view.options);
            let bytes = &bytes;
            let found = view.run_pieces(&scratch.0, Pieces { bytes, random });
            must_be_equal(&found, &view.run(EXACT), &scratch.0, &how);
        }
        if (batch + 1) % (1_000_000 / BATCH) == 0 {
            eprintln!("{} records", (batch + 1) * BATCH);
        }
    }
}

/// Tries files that `make` makes, so many at least, on several cores.
fn try_files(name: &str, salt: u64, least: u64, make: impl Fn(&mut Random) -> Vec<u8>) {
    let scratch = Scratch::new(name);
    let views = View::all(&scratch.0);
    for file in 0..(cases() / 200_000).max(least) {
        let mut random = Random::new(file ^ salt);
        scratch.write(&make(&mut random));
        for view in View::of(&views, file) {
            let (lane, cores) = (random.percent(80), 2 + random.below(5));
            compare(view, &scratch.0, Way { lane, cores }, file);
        }
    }
}

/// Tries each of these files on two cores in all of these views.
fn compare_all(views: &[View], scratch: &Scratch, texts: &[String]) {
    for (seed, text) in texts.iter().enumerate() {
        scratch.write(text.as_bytes());
        for view in views {
            compare(view, &scratch.0, TWO_CORES, seed as u64);
        }
    }
}

/// A file of many blocks. Most have one ordinary record a line, as logs have, or one on many lines;
/// some have what makes the threads give up in the middle.
fn large(random: &mut Random) -> Vec<u8> {
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
fn large_list(random: &mut Random) -> Vec<u8> {
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
fn large_line(random: &mut Random) -> Vec<u8> {
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

#[test]
fn threads_change_nothing_inside_of_lists() {
    try_files("lists", 0x1157_0000, 6, large_list);
}

#[test]
fn threads_change_nothing_on_one_line() {
    try_files("line", 0x011E_0000, 6, large_line);
}

/// Where one core reads on and looks for a line at which others may join, it finds none in what is new
/// but one in what it has read.
#[test]
fn threads_lose_nothing_in_a_line_that_goes_on() {
    let scratch = Scratch::new("goes on");
    let view = View::new(&["-f", "id,line"], &scratch.0);
    let line = " {\"id\":\"a\",\"status\":\"running\"}\n";
    let long = |id: &str, length: usize| {
        let rest = "z".repeat(length);
        format!("{{\"id\":\"{id}\",\"status\":\"running\",\"x\":\"{rest}\"}}")
    };
    let record = "{\"id\":\"2\",\"status\":\"running\"}";
    let garbage = |length: usize| "y ".repeat(length);
    // No block can be cut in the first record, which is read alone with what follows.
    let first = format!(" {}\n", long("h", 600_000));
    let before = 3 * BLOCK - first.len() - 2100;
    let filler = format!(
        "{}{}",
        line.repeat(before / line.len()),
        " ".repeat(before % line.len())
    );
    let broken = format!(
        "\n{{\"id\":\"1\",\"status\":\"running\"}} x {}, \"name\": {}{record} {}\n",
        long("5", 1300),
        garbage(380),
        garbage(200_000),
    );
    scratch.write(
        [&first, &filler, &broken, line.repeat(50_000).as_str()]
            .concat()
            .as_bytes(),
    );
    compare(&view, &scratch.0, TWO_CORES, 0);
}

/// The only record of a file is shown in full, wherever it stands among what is no operation.
#[test]
fn threads_show_an_only_record_in_full() {
    let scratch = Scratch::new("only");
    let view = View::new(&[], &scratch.0);
    let answer = r#"{"id":"1","createdDateTime":"2026-03-03T00:00:00Z","status":"failed"}"#;
    let record = r#"{"id":"z","status":"running"}"#;
    let answers = |count: usize| vec![answer; count].join(",");
    let many = 3 * BLOCK / answer.len();
    let line = format!("{{\"responses\":[{}]}}\n", answers(3));
    let lines = line.repeat(3 * BLOCK / line.len());
    let texts = [
        format!(
            "{{\"responses\":[{}],\"value\":[{record}]}}\n",
            answers(many)
        ),
        format!(
            "{{\"value\":[{record}],\"responses\":[{}]}}\n",
            answers(many)
        ),
        format!("{record}\n{lines}{lines}"),
        format!("{lines}{record}\n{lines}"),
        format!("{lines}{lines}{record}\n"),
        format!("{lines}{record}\n{lines}{record}\n"),
        format!("{record}\n{lines}{record}\n"),
    ];
    compare_all(&[view], &scratch, &texts);
}

/// A report is the same whichever blocks have a record to show, down to the commas.
#[test]
fn threads_make_the_same_report() {
    let scratch = Scratch::new("report");
    let formats: [&[&str]; 6] = [
        &["-o", "text"],
        &["-o", "ndjson", "--strict"],
        &["-o", "json", "--only", "failed"],
        &["-o", "junit", "--only", "failed"],
        &["-o", "sarif"],
        &["-o", "github"],
    ];
    let views = formats.map(|options| View::new(options, &scratch.0));
    let line = "{\"id\":\"1\",\"status\":\"running\"}\n";
    let failed = "{\"id\":\"2\",\"status\":\"failed\"}\n";
    let lines = line.repeat(2 * BLOCK / line.len());
    let texts = [
        format!("{lines}{lines}{lines}"),
        format!("{lines}{lines}{lines}{failed}"),
        format!("{failed}{lines}{lines}{lines}"),
        format!("{lines}{failed}{lines}{failed}{failed}{lines}"),
        // What is told of the byte order mark waits for the first record, wherever that is.
        format!("\u{feff}{lines}{failed}{lines}"),
        format!("\u{feff}{}{lines}{failed}{lines}", " \n".repeat(BLOCK)),
        format!("\u{feff}[{}{failed}]", lines.replace('\n', ",").repeat(3)),
    ];
    compare_all(&views, &scratch, &texts);
}

/// Lists of one name in one document, each longer than a block, and a list that is gone on with behind a
/// document.
#[test]
fn threads_tell_lists_apart() {
    let scratch = Scratch::new("apart");
    let views = [&[][..], &["-f", "id,line,pointer"]];
    let views = views.map(|options| View::new(options, &scratch.0));
    let records = |count: usize| {
        let record = |n| format!("{{\"id\":\"{n}\",\"status\":\"bad\"}}");
        let records: Vec<String> = (0..count).map(record).collect();
        records.join(",")
    };
    let long = records(3 * BLOCK / 28);
    let short = records(700);
    let lists = |count: usize| vec![format!("\"value\":[{short}]"); count].join(",");
    let texts = [
        format!("{{\"value\":[{long}],\"value\":[{long}]}}"),
        format!("{{\"value\":[{long}],{}}}", lists(60)),
        format!("[{long}\n{short},{long}]"),
        format!("[{long}\n{short},{short}\n{short},{short}\n{long}]"),
        format!("[{long}]\n[{long}]"),
    ];
    compare_all(&views, &scratch, &texts);
}

/// Many small files of every kind, and some that are not small, in a folder.
#[test]
fn files_read_ahead_change_nothing() {
    let scratch = Scratch::new("folder");
    std::fs::create_dir_all(scratch.0.join("more")).expect("a folder");
    let mut random = Random::new(0xF01D_E500);
    for file in 0..400 {
        let records = [1, 1, 1, 3, 80][random.below(5)];
        let mut bytes = document(&mut random, records);
        match random.below(40) {
            0 => bytes.clear(),
            1 => bytes.truncate(bytes.len() / 2),
            2 => bytes.splice(0..0, *b"\x1f\x8b\x08\x00").for_each(drop),
            3 => bytes.splice(0..0, *b"\xff\xfe").for_each(drop),
            4 => bytes
                .splice(0..0, *b"HTTP/1.1 404 Not Found\r\n\r\n")
                .for_each(drop),
            _ => {}
        }
        let folder = if file % 3 == 0 { "more" } else { "" };
        let path = scratch.0.join(folder).join(format!("{file:03}.json"));
        std::fs::write(path, bytes).expect("a file");
    }
    for (seed, view) in View::all(&scratch.0).iter().enumerate() {
        for cores in [2, 3] {
            compare(view, &scratch.0, Way { lane: true, cores }, seed as u64);
        }
    }
}

/// Some records, each on a line of its own.
fn lines(random: &mut Random, bytes: &mut Vec<u8>, mild: bool) {
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

#[test]
fn threads_change_nothing() {
    try_files("threads", 0xB10C_5000, 4, large);
}

/// Blocks of ordinary records with so few odd ones that several blocks share the room for what is told.
fn few_findings(random: &mut Random) -> Vec<u8> {
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

#[test]
fn threads_tell_as_many_findings_in_full() {
    try_files("findings", 0xF1D1_0000, 12, few_findings);
}

/// A line may be secret because of one before it, which may be in another block.
#[test]
fn threads_hide_the_same_secrets() {
    const OPEN: [&str; 4] = [
        "{\"token\":[",
        "{\"id\":\"1\",\"secrets\":[",
        "{\"password\":{\"a\":",
        "{\"token\":\"x\",",
    ];
    let scratch = Scratch::new("secrets");
    let views = [&["-v"][..], &["-q"]].map(|options| View::new(options, &scratch.0));
    for seed in 0..6 {
        let mut random = Random::new(seed ^ 0x5EC8_E700);
        let mut text = String::new();
        while text.len() < 6 << 18 {
            match random.below(200) {
                0 => text.push_str(OPEN[random.below(OPEN.len())]),
                1 => text.push_str("{\"value\":\"x\",\"status\":\"bad\"}"),
                2..50 => text.push_str("{\"id\":\"1\",\"status\":\"bad\"}"),
                _ => text.push_str("{\"id\":\"1\",\"status\":\"running\"}"),
            }
            text.push('\n');
        }
        scratch.write(text.as_bytes());
        for view in &views {
            compare(
                view,
                &scratch.0,
                Way {
                    lane: true,
                    cores: 4,
                },
                seed,
            );
        }
    }
}

/// A look back may be cut where it has much to see through, and what is hidden then for doubt must not
/// depend on where a block begins.
#[test]
fn threads_doubt_the_same_records() {
    let scratch = Scratch::new("doubts");
    let view = View::new(&["-q"], &scratch.0);
    let broken = format!("{{\"id\":\"a\\x\",\"clientContext\":\"{:0100}\"}}\n", 0);
    for damage in [&b"\xc3"[..], b"\\q\\q\\q\\q", b""] {
        let mut text = Vec::new();
        let mut length = 0;
        while text.len() < 6 << 18 {
            length = (length + 7) % 400;
            text.extend_from_slice(b"{\"id\":\"1\",\"status\":\"running\",\"a\":\"");
            text.extend_from_slice("\u{f6}".repeat(length).as_bytes());
            text.extend_from_slice(damage);
            text.extend_from_slice(b"\"}\n");
            text.extend_from_slice(broken.as_bytes());
        }
        scratch.write(&text);
        for cores in 2..5 {
            compare(&view, &scratch.0, Way { lane: true, cores }, 0);
        }
    }
}

/// What stands at the end of a block may mean something else with what begins the next one.
#[test]
fn threads_tell_what_stands_at_the_border_of_blocks() {
    const LINE: usize = 64;
    let scratch = Scratch::new("borders");
    let view = View::new(&["-f", "id,line,pointer"], &scratch.0);
    let record = |i: usize| format!("{{\"id\":\"r{i:06}\",\"status\":\"running\"}}");
    let ends: [(&str, &str); 12] = [
        (",", ""),
        ("]", ""),
        ("", ","),
        ("[", ""),
        ("\u{feff}", ""),
        (" ", ",\n"),
        ("\nHTTP/1.1 200 OK", "Content-Type: x\n\n"),
        ("\n[{\"id\":\"z\",\"status\":\"running\"}", ","),
        // A second mark is no news.
        ("\n\u{feff}", "\u{feff}"),
        // What comes decides on which of these lines reading goes on.
        ("\nx\n  {\"id\":\n{\"id\":\"1\"}", ""),
        ("\nx\n  {\"token\":\n{\"id\":\"1\"}", ""),
        ("\nx\n  {\"a\":\n{\"value\":[", ""),
    ];
    // A block ends before the last line that begins with a record, so that its last lines are where it
    // may end; where all lines are indented, behind the last one that fits.
    for (indent, last_lines) in [("", 6), (" ", 1)] {
        // So that the first bytes behind the first border are known before it, or not.
        for shift in [0, 8] {
            let filler = format!("{:>shift$}", if shift > 0 { "\n" } else { "" });
            for (seed, (before, behind)) in ends.into_iter().enumerate() {
                let mut text = filler.clone();
                for i in 0..4 * BLOCK / LINE {
                    let place = i + usize::from(shift > 0 && last_lines == 1);
                    let is_last = |place: usize| (place + last_lines) % (BLOCK / LINE) < last_lines;
                    let is_first = i > 0 && is_last(place - 1);
                    let head = if is_first { behind } else { "" };
                    let tail = if is_last(place) { before } else { "" };
                    let line = format!("{indent}{head}{}{tail}", record(i));
                    text.push_str(&format!("{line:<width$}\n", width = LINE - 1));
                }
                scratch.write(text.as_bytes());
                compare(&view, &scratch.0, TWO_CORES, seed as u64);
            }
        }
    }
}

/// A record on its line.
const RECORD: &str = "{\"id\":\"r\",\"status\":\"running\"}\n";
/// A list with an element whose end is waited for in vain.
const IN_VAIN: &str = concat!(
    r#"[{"id":"1","x":{"a":"q},{"id":"2","status":"running"},{"id":"3","status":"running"}]"#,
    "\n"
);

/// How far the end of a broken element is looked for depends on those before it.
#[test]
fn threads_are_as_patient() {
    let scratch = Scratch::new("patience");
    let view = View::new(&["-f", "id,line,pointer"], &scratch.0);
    for blanks in [0, 200, 2000, 5000] {
        let rest = " ".repeat(blanks);
        let broken = format!(
            r#"[{{"id":"1","x":[{{"a":1 2}},{{"id":"5"}},{rest}{{"id":"2","status":"running"}}]}}]"#
        );
        for count in [1, 4] {
            let mut text = String::new();
            while text.len() < 5 * BLOCK {
                (0..count).for_each(|_| text.push_str(IN_VAIN));
                // A block may end between these.
                text.push_str(&RECORD.repeat(3));
                text.push_str(&broken);
                text.push('\n');
                text.push_str(RECORD);
            }
            scratch.write(text.as_bytes());
            compare(&view, &scratch.0, TWO_CORES, blanks as u64);
        }
    }
}

/// Records without line breaks between them, and text that belongs to a secret before it.
#[test]
fn threads_read_what_is_no_log_as_one_does() {
    let record = |i: usize, length: usize| {
        let begin = format!("{{\"id\":\"{i:06}\",\"status\":\"running\",\"x\":\"");
        format!("{begin}{}\"}}", "x".repeat(length - begin.len() - 2))
    };
    let log: String = (0..9000).map(|i| record(i, 128) + "\n").collect();
    let line: String = (0..BLOCK / 128).map(|i| record(i, 128)).collect();
    let last = "{\"id\":\"1\",\"status\":\"running\",\"x\":\"token: \"}\n";
    let lines: String = (0..BLOCK / 128 - 2)
        .map(|i| record(i, 127) + "\n")
        .collect();
    // A record that begins on one line and is cut off on the next one, on all lines.
    let row = "{\"id\":\"A\",\"status\":\"running\"}";
    let cut = |i: usize| match i % 2 {
        0 => format!("{:<127}\n", "{\"id\":\"x\","),
        _ => format!("{:<127}\n", format!("\"y\":\"cut off\u{1e}{row}")),
    };
    let whole = record(0, 127) + "\n";
    let cuts: String = (0..BLOCK / 128 - 2).map(cut).collect();
    let cuts = format!("{whole}{cuts}{whole}").repeat(5);
    let scratch = Scratch::new("no log");
    let views = [&["-o", "ndjson"][..], &["-o", "summary"]];
    let views = views.map(|options| View::new(options, &scratch.0));
    let texts = [
        format!("{line}}}{row}{row}\n{log}"),
        format!("{line}{row}{row}\n{log}"),
        cuts,
        format!(
            "{lines}{}\n{last}sEcret123 garbage\n{log}",
            record(0, 255 - last.len())
        ),
        format!(
            "{lines}{}\n{last} sEcret123 garbage\n{log}",
            record(0, 255 - last.len())
        ),
    ];
    compare_all(&views, &scratch, &texts);
}

/// A block that would be read otherwise in its turn may end otherwise too, and what it says of the whole
/// does not depend on documents alone.
#[test]
fn threads_leave_to_one_what_would_be_read_otherwise() {
    let scratch = Scratch::new("otherwise");
    let views = [&["-f", "id,line,pointer"][..], &["-q"], &["-v"], &[]];
    let views = views.map(|options| View::new(options, &scratch.0));
    // One block, with `head` at its begin and `tail` at its end.
    let block = |head: &str, tail: &str| {
        let count = (BLOCK - head.len() - tail.len()) / RECORD.len();
        let blanks = BLOCK - head.len() - tail.len() - count * RECORD.len();
        [head, &RECORD.repeat(count), &" ".repeat(blanks), tail].concat()
    };
    let blank = "\n".repeat(BLOCK);
    let rest = " ".repeat(5000);
    let list = format!("\n[\n {{\"id\":\"1\",\"x\":{{\"a\":1 2{rest}}}}}]\n  {RECORD}");
    let impatient = |count: usize| {
        let first = block(&IN_VAIN.repeat(count), "\n");
        let third = block(" {\"id\":\"zz\",\"status\":\"running\"}\n", "\n");
        [
            first,
            block("", &list),
            third,
            block("", "\n"),
            block("", "\n"),
        ]
        .concat()
    };
    let binary = |blocks: usize| {
        let odd = format!("\u{1}\u{2}\u{3}\u{4} x\n{RECORD}{RECORD}");
        [blank.repeat(blocks), odd, blank.repeat(4)].concat()
    };
    let marked = [blank.repeat(5), "\u{feff}\n".to_owned()].concat();
    let marked_first = ["\u{feff}\n\u{1e}\n".to_owned(), blank.repeat(5)].concat();
    let texts = [
        impatient(1),
        impatient(30),
        binary(1),
        binary(3),
        marked,
        marked_first,
    ];
    compare_all(&views, &scratch, &texts);
}
