//! How fast: bytes per second of each stage and of the whole program, on records made here.
//!
//! `cargo bench` measures everything in about a minute, `cargo bench -- ndjson` what has that
//! word in its name. Each line says how many bytes of input go through in a second, in the median
//! and at best, what that is in proportion to counting lines in the same file, and how long a
//! record takes. On a machine with other work compare proportions only.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a measurement speaks, and stops when something is wrong"
)]

mod records;

use commsop::app;
use commsop::cli::Cli;
use commsop::config::{Config, Environment};
use commsop::judge::{self, Rules};
use commsop::operation::Operation;
use commsop::options::{Ignored, Page};
use commsop::position::{Position, Span};
use commsop::report::{Location, Record, Reporter, Style, Subject};
use commsop::timestamp::Timestamp;
use records::{Kind, Records};
use std::ffi::OsString;
use std::fs::File;
use std::hint::black_box;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const NOW: &str = "2026-03-10T09:30:00Z";
/// Stages are measured on so many bytes, the program on more: it has a start to make up for.
const STAGE: usize = 16 << 20;
const WHOLE: usize = 64 << 20;
/// A measurement goes on for so long, but at least for so many rounds.
const LONG: Duration = Duration::from_millis(1200);
const ROUNDS: usize = 5;

/// What is measured, and how fast lines are counted here.
struct Bench {
    filters: Vec<String>,
    counting: f64,
}

impl Bench {
    /// Runs `work` over `bytes` bytes in `records` records until enough is known.
    fn measure(&mut self, name: &str, bytes: usize, records: usize, mut work: impl FnMut()) {
        if !self.wants(name) {
            return;
        }
        let speed = self.time(bytes, &mut work);
        let proportion = speed.median / self.counting;
        let each = bytes as f64 / speed.median / records.max(1) as f64 * 1e9;
        println!(
            "{name:34}{:8.0}{:8.0} MB/s{proportion:8.2}{each:10.0} ns",
            speed.median / 1e6,
            speed.best / 1e6
        );
    }

    fn wants(&self, name: &str) -> bool {
        self.filters.is_empty() || self.filters.iter().any(|word| name.contains(word))
    }

    fn time(&self, bytes: usize, work: &mut dyn FnMut()) -> Speed {
        work();
        let begin = Instant::now();
        let mut rounds = Vec::new();
        while rounds.len() < ROUNDS || begin.elapsed() < LONG {
            let start = Instant::now();
            work();
            rounds.push(bytes as f64 / start.elapsed().as_secs_f64());
        }
        rounds.sort_by(f64::total_cmp);
        Speed {
            median: rounds[rounds.len() / 2],
            best: rounds[rounds.len() - 1],
        }
    }
}

/// Bytes per second.
struct Speed {
    median: f64,
    best: f64,
}

fn main() {
    // Cargo passes --bench.
    let filters = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'));
    let scratch = Scratch::new();
    let usual = Corpus::new(&scratch, "usual.ndjson", Kind::Usual, Shape::Lines);
    let mut bench = Bench {
        filters: filters.collect(),
        counting: 1.0,
    };
    bench.counting = bench
        .time(usual.bytes, &mut || count_lines(&usual.path))
        .median;
    println!(
        "{:34}{:>8}{:>8}     {:>8}{:>13}",
        "", "median", "best", "of lines", "a record"
    );
    bench.measure("counting lines", usual.bytes, usual.records, || {
        count_lines(&usual.path)
    });
    stages(&mut bench, &scratch);
    whole(&mut bench, &scratch, &usual);
}

/// What the floor is: each byte copied out of the kernel and looked at once.
fn count_lines(path: &Path) {
    let mut file = File::open(path).unwrap();
    let mut block = vec![0; 256 << 10];
    let mut lines = 0;
    loop {
        let n = file.read(&mut block).unwrap();
        if n == 0 {
            break;
        }
        lines += memchr::memchr_iter(b'\n', &block[..n]).count();
    }
    black_box(lines);
}

/// Each stage by itself, on one core.
fn stages(bench: &mut Bench, scratch: &Scratch) {
    let text = Records::new(Kind::Usual).fill(STAGE, Shape::Lines.add());
    let text = String::from_utf8(text).unwrap();
    let lines: Vec<Span> = spans(&text);
    let (bytes, records) = (text.len(), lines.len());
    let rules = Rules {
        page: Page::Any,
        strict: false,
        ignored: Ignored::default(),
        notes: false,
        now: Timestamp::parse_now(NOW).unwrap(),
    };
    bench.measure("stage: UTF-8", bytes, records, || {
        black_box(std::str::from_utf8(black_box(text.as_bytes())).is_ok());
    });
    let path = scratch.file("stage.ndjson", text.as_bytes());
    // Nothing is written, so that this is reading, cutting into values, and the stage named.
    for (name, lane) in [
        ("stage: cut and lane", true),
        ("stage: cut, exact reader, judge", false),
    ] {
        let mut config = config(&["-q"], &path);
        (config.lane, config.cores) = (lane, Some(1));
        bench.measure(name, bytes, records, || {
            black_box(app::run(&config, &mut io::sink(), &mut io::sink()));
        });
    }
    bench.measure("stage: exact reader and judge", bytes, records, || {
        for span in &lines {
            black_box(judge::judge(&text, *span, [None, None], &rules));
        }
    });
    let operations: Vec<Operation<'_>> = lines
        .iter()
        .map(|span| judge::judge(&text, *span, [None, None], &rules).operation)
        .collect();
    for (name, options) in [
        ("stage: text rows", &["-o", "text"][..]),
        ("stage: ndjson rows", &["-o", "ndjson"]),
        ("stage: csv rows", &["-o", "csv"]),
        ("stage: summary", &["-o", "summary"]),
    ] {
        let config = config(options, &path);
        let mut out = Vec::new();
        bench.measure(name, bytes, records, || {
            let mut reporter = Reporter::new(&style(&config, rules.now));
            for operation in &operations {
                out.clear();
                reporter.record(&shown(operation, rules.now), &mut out);
                black_box(&out);
            }
        });
    }
}

fn spans(text: &str) -> Vec<Span> {
    let mut start = 0;
    let span = |line: &str| {
        let span = Span::new(start, start + line.len());
        start += line.len() + 1;
        span
    };
    text.lines().map(span).collect()
}

const NOWHERE: Location<'_> = Location {
    title: "bench",
    path: "bench",
    document: 1,
    position: Position::START,
    pointer: "",
};

fn shown<'a>(operation: &'a Operation<'a>, now: Timestamp) -> Record<'a> {
    Record::new(&NOWHERE, Subject::Operation(operation), &[], now)
}

/// What `options` mean for the file at `path`, where nobody looks on.
fn config(options: &[&str], path: &Path) -> Config {
    let piped = Environment {
        commsop_now: Some(NOW.into()),
        ..Environment::bare()
    };
    let words = ["commsop"].iter().chain(options).map(OsString::from);
    let cli = Cli::read(words.chain([path.into()])).ok().unwrap();
    Config::resolve(cli, &piped).unwrap()
}

/// The program as it is called, with all its cores; what it writes goes nowhere.
fn whole(bench: &mut Bench, scratch: &Scratch, usual: &Corpus) {
    for options in [
        &[][..],
        &["-q"],
        &["-o", "summary"],
        &["-o", "ndjson"],
        &["-o", "csv"],
        &["-f", "state,code,elapsed,id"],
        &["--latest"],
    ] {
        let name = format!("usual records {}", options.join(" "));
        program(bench, name.trim(), options, usual);
    }
    if bench.wants("usual records on stdin") {
        let run = || {
            let mut command = commsop();
            let file = File::open(&usual.path).unwrap();
            finish(command.stdin(file));
        };
        bench.measure("usual records on stdin", usual.bytes, usual.records, run);
    }
    for (name, kind, shape) in [
        ("pretty-printed", Kind::Usual, Shape::Pretty),
        ("every tenth invalid", Kind::TenthInvalid, Shape::Lines),
        ("unusual text and properties", Kind::Unusual, Shape::Lines),
        ("one array", Kind::Usual, Shape::Array),
        ("notifications", Kind::Usual, Shape::Notifications),
        ("notifications of calls", Kind::Usual, Shape::Calls),
    ] {
        if bench.wants(name) {
            let corpus = Corpus::new(scratch, "shape.json", kind, shape);
            program(bench, name, &[], &corpus);
        }
    }
    if bench.wants("a thousand files") {
        program(
            bench,
            "a thousand files",
            &[],
            &Corpus::files(scratch, 1000),
        );
    }
    if bench.wants("one small file") {
        program(bench, "one small file", &[], &Corpus::files(scratch, 1));
    }
}

fn program(bench: &mut Bench, name: &str, options: &[&str], corpus: &Corpus) {
    bench.measure(name, corpus.bytes, corpus.records, || {
        let mut command = commsop();
        finish(command.args(options).arg(&corpus.path).stdin(Stdio::null()));
    });
}

fn commsop() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_commsop"));
    command.env("COMMSOP_NOW", NOW);
    command
}

/// Runs it; some records are invalid, which is no failure here.
fn finish(command: &mut Command) {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(matches!(status.unwrap().code(), Some(0 | 1)));
}

/// What stands before the operation in a notification.
const BEFORE: &[u8] = br#"{"value":[{"changeType":"updated","resourceUrl":"/communications/calls/491f0b00-ffff-4bc9-a43e-b226498ec22a/operations/ba1bd4ff-3ac8-4fc1-83f4-0b7ba8a5cc14","resourceData":"#;

/// A notification of a call, which is skipped.
const CALL: &[u8] = br##"{"@odata.type":"#microsoft.graph.commsNotifications","value":[{"@odata.type":"#microsoft.graph.commsNotification","changeType":"updated","resource":"/app/calls/491f0b00-ffff-4bc9-a43e-b226498ec22a","resourceUrl":"/communications/calls/491f0b00-ffff-4bc9-a43e-b226498ec22a","resourceData":{"@odata.type":"#microsoft.graph.call","@odata.etag":"W/\"5445\"","state":"established","chatInfo":{"threadId":"19:meeting_x@thread.v2","messageId":"0"},"meetingCapability":{"allowAnonymousUsersToDialOut":false},"id":"491f0b00-ffff-4bc9-a43e-b226498ec22a"}}]}
"##;

/// How records stand in a file.
#[derive(Clone, Copy)]
enum Shape {
    Lines,
    Pretty,
    Array,
    /// One to a line, as a webhook receives them.
    Notifications,
    /// The same with calls in place of operations, which are skipped.
    Calls,
}

impl Shape {
    fn add(self) -> impl FnMut(&mut Vec<u8>, &str) {
        move |text, record| match self {
            Self::Lines => {
                text.extend_from_slice(record.as_bytes());
                text.push(b'\n');
            }
            Self::Pretty => {
                let value: serde_json::Value = serde_json::from_str(record).unwrap();
                serde_json::to_writer_pretty(&mut *text, &value).unwrap();
                text.push(b'\n');
            }
            Self::Array => {
                text.push(if text.is_empty() { b'[' } else { b',' });
                text.extend_from_slice(record.as_bytes());
            }
            Self::Notifications => {
                text.extend_from_slice(BEFORE);
                text.extend_from_slice(record.as_bytes());
                text.extend_from_slice(b"}]}\n");
            }
            Self::Calls => text.extend_from_slice(CALL),
        }
    }
}

/// A file or a directory of records.
struct Corpus {
    path: PathBuf,
    bytes: usize,
    records: usize,
}

impl Corpus {
    fn new(scratch: &Scratch, name: &str, kind: Kind, shape: Shape) -> Self {
        let (mut records, mut add) = (0, shape.add());
        let mut text = Records::new(kind).fill(WHOLE, |text, record| {
            records += 1;
            add(text, record);
        });
        if matches!(shape, Shape::Array) {
            text.push(b']');
        }
        Self {
            path: scratch.file(name, &text),
            bytes: text.len(),
            records,
        }
    }

    /// So many files of one pretty-printed record each.
    fn files(scratch: &Scratch, count: usize) -> Self {
        let directory = scratch.0.join(format!("files-{count}"));
        std::fs::create_dir(&directory).unwrap();
        let (mut records, mut add) = (Records::new(Kind::Usual), Shape::Pretty.add());
        let mut bytes = 0;
        for number in 0..count {
            let text = records.fill(1, &mut add);
            bytes += text.len();
            std::fs::write(directory.join(format!("{number:04}.json")), text).unwrap();
        }
        Self {
            path: directory,
            bytes,
            records: count,
        }
    }
}

/// A directory that is gone at the end; in memory where the system has a place for that, so that
/// no disk is measured.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let root = if memory.is_dir() {
            memory
        } else {
            Path::new(env!("CARGO_TARGET_TMPDIR"))
        };
        let path = root.join(format!("commsop-bench-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// How the program would have it with this configuration.
fn style(config: &Config, now: Timestamp) -> Style<'_> {
    Style {
        layout: &config.layout,
        color: config.color_stdout,
        width: config.width,
        zone: config.zone,
        verbose: config.verbose,
        headers: false,
        now,
    }
}
