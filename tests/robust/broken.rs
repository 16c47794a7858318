//! Readers and writers that fail, in every way and at every call of a run.

use crate::harness::{Run, config};
use commsop::app;
use commsop::input::source::Source;
use commsop::outcome::Outcome;
use proptest::prelude::*;
use std::cell::Cell;
use std::io::{self, ErrorKind, Read, Write};

/// So many records, in so many pieces, that a run reads and writes several times.
const RECORDS: usize = 3000;

/// What happens at one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// This error.
    Error(ErrorKind),
    /// Half of what is there, from then on.
    Short,
}

/// Counts calls, and lets one of them go wrong: once, or from then on.
struct Gauge<'a> {
    calls: &'a Cell<usize>,
    wrong: usize,
    fault: Fault,
    lasting: bool,
}

impl<'a> Gauge<'a> {
    /// Nothing goes wrong, ever.
    fn sound(calls: &'a Cell<usize>) -> Self {
        Gauge {
            calls,
            wrong: usize::MAX,
            fault: Fault::Short,
            lasting: false,
        }
    }

    /// How much of `size` this call may move.
    fn pass(&self, size: usize) -> io::Result<usize> {
        let call = self.calls.replace(self.calls.get() + 1);
        let is_wrong = call == self.wrong || self.lasting && call > self.wrong;
        match self.fault {
            Fault::Error(kind) if is_wrong => Err(kind.into()),
            Fault::Short if is_wrong => Ok(size.div_ceil(2)),
            _ => Ok(size),
        }
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    gauge: Gauge<'a>,
}

impl Read for Reader<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.gauge.pass(out.len().min(self.bytes.len()).min(4096))?;
        let (now, later) = self.bytes.split_at(n);
        out[..n].copy_from_slice(now);
        self.bytes = later;
        Ok(n)
    }
}

/// Keeps what arrives.
struct Writer {
    kept: Vec<u8>,
    calls: usize,
    wrong: usize,
    fault: Fault,
    lasting: bool,
}

impl Writer {
    fn new(wrong: usize, fault: Fault, lasting: bool) -> Self {
        Self {
            kept: Vec::new(),
            calls: 0,
            wrong,
            fault,
            lasting,
        }
    }

    fn sound() -> Self {
        Self::new(usize::MAX, Fault::Short, false)
    }
}

impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let calls = Cell::new(self.calls);
        let gauge = Gauge {
            calls: &calls,
            wrong: self.wrong,
            fault: self.fault,
            lasting: self.lasting,
        };
        let passed = gauge.pass(bytes.len());
        self.calls = calls.get();
        let n = passed?;
        self.kept.extend_from_slice(&bytes[..n]);
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Good records with a bad one here and there.
fn payload() -> Vec<u8> {
    let record = |i: usize| match i % 100 {
        99 => format!("{{\"id\":\"{i}\",\"status\":x}}\n"),
        98 => format!("{{\"id\":\"{i}\",\"status\":\"done\"}}\n"),
        _ => format!("{{\"id\":\"{i}\",\"status\":\"completed\"}}\n"),
    };
    (0..RECORDS).map(record).collect::<String>().into_bytes()
}

fn read(flags: &str, reader: impl Read, out: &mut Writer, err: &mut Writer) -> Outcome {
    app::read(&config(flags), &Source::Stdin, reader, out, err)
}

/// A run in which nothing goes wrong, and how often it reads.
fn sound(flags: &str, bytes: &[u8]) -> (Run, usize, usize) {
    let (mut out, mut err) = (Writer::sound(), Writer::sound());
    let calls = Cell::new(0);
    let gauge = Gauge::sound(&calls);
    let outcome = read(flags, Reader { bytes, gauge }, &mut out, &mut err);
    let run = Run {
        stdout: String::from_utf8(out.kept).unwrap(),
        stderr: String::from_utf8(err.kept).unwrap(),
        status: outcome.code(),
    };
    (run, calls.get(), out.calls)
}

#[test]
fn a_reader_that_fails_anywhere_is_told_once() {
    let bytes = payload();
    for flags in ["", "-o json", "-o tsv", "--latest"] {
        let (whole, reads, _) = sound(flags, &bytes);
        assert!(reads > 20, "{reads}");
        for wrong in 0..reads {
            let (mut out, mut err) = (Writer::sound(), Writer::sound());
            let calls = Cell::new(0);
            let gauge = Gauge {
                calls: &calls,
                wrong,
                fault: Fault::Error(ErrorKind::Other),
                lasting: true,
            };
            let reader = Reader {
                bytes: &bytes,
                gauge,
            };
            let outcome = read(flags, reader, &mut out, &mut err);
            assert_eq!(outcome, Outcome::Unreadable, "{flags} at {wrong}");
            let told = String::from_utf8(err.kept).unwrap();
            assert_eq!(
                told.matches("error[CO007]").count(),
                1,
                "{flags} at {wrong}"
            );
            assert_eq!(calls.get(), wrong + 1, "it is not asked again");
            // What came before is shown all the same.
            let shown = String::from_utf8(out.kept).unwrap();
            let rows = |text: &str| text.matches("completed").count();
            let (shown, all) = (rows(&shown), rows(&whole.stdout));
            assert!(shown <= all, "{flags} at {wrong}: {shown} of {all}");
            assert!(wrong < 2 || shown > 0, "{flags} at {wrong}");
        }
    }
}

#[test]
fn a_reader_that_is_interrupted_or_short_changes_nothing() {
    let bytes = payload();
    let (whole, reads, _) = sound("", &bytes);
    for fault in [Fault::Error(ErrorKind::Interrupted), Fault::Short] {
        for wrong in 0..reads {
            let (mut out, mut err) = (Writer::sound(), Writer::sound());
            let calls = Cell::new(0);
            let gauge = Gauge {
                calls: &calls,
                wrong,
                fault,
                lasting: fault == Fault::Short,
            };
            let reader = Reader {
                bytes: &bytes,
                gauge,
            };
            let outcome = read("", reader, &mut out, &mut err);
            assert_eq!(outcome.code(), whole.status, "{fault:?} at {wrong}");
            assert_eq!(String::from_utf8(out.kept).unwrap(), whole.stdout);
            assert_eq!(String::from_utf8(err.kept).unwrap(), whole.stderr);
        }
    }
}

/// A writer that fails at this call: what arrived, what was said, and how it ended.
fn written(flags: &str, bytes: &[u8], wrong: usize, fault: Fault, lasting: bool) -> Run {
    let (mut out, mut err) = (Writer::new(wrong, fault, lasting), Writer::sound());
    let calls = Cell::new(0);
    let gauge = Gauge::sound(&calls);
    let outcome = read(flags, Reader { bytes, gauge }, &mut out, &mut err);
    if wrong < out.calls && matches!(fault, Fault::Error(kind) if kind != ErrorKind::Interrupted) {
        assert_eq!(out.calls, wrong + 1, "nothing is written behind a fault");
    }
    Run {
        stdout: String::from_utf8(out.kept).unwrap(),
        stderr: String::from_utf8(err.kept).unwrap(),
        status: outcome.code(),
    }
}

#[test]
fn a_writer_that_fails_anywhere_has_the_right_end() {
    let bytes: Vec<u8> = payload().repeat(3);
    for flags in [
        "",
        "-o json",
        "-o tsv",
        "-o junit",
        "-o summary",
        "--latest",
    ] {
        let (whole, _, writes) = sound(flags, &bytes);
        for wrong in 0..writes {
            let fails = |kind| written(flags, &bytes, wrong, Fault::Error(kind), true);
            for kind in [
                ErrorKind::StorageFull,
                ErrorKind::WouldBlock,
                ErrorKind::FileTooLarge,
            ] {
                let run = fails(kind);
                assert_eq!(run.status, 3, "{flags} {kind:?} at {wrong}");
                let told = run
                    .stderr
                    .matches("commsop: cannot write the output: ")
                    .count();
                assert_eq!(told, 1, "{flags} {kind:?} at {wrong}");
                assert!(
                    whole.stdout.starts_with(&run.stdout),
                    "{flags} {kind:?} at {wrong}"
                );
            }
            let gone = fails(ErrorKind::BrokenPipe);
            assert!(!gone.stderr.contains("cannot write"), "{flags} at {wrong}");
            assert!(gone.status <= whole.status, "{flags} at {wrong}");
            assert!(whole.stdout.starts_with(&gone.stdout), "{flags} at {wrong}");
        }
    }
}

#[test]
fn findings_that_cannot_be_written_change_nothing_else() {
    let bytes = payload();
    let (whole, ..) = sound("", &bytes);
    for kind in [
        ErrorKind::BrokenPipe,
        ErrorKind::StorageFull,
        ErrorKind::WouldBlock,
    ] {
        for wrong in 0..4 {
            let (mut out, mut err) = (
                Writer::sound(),
                Writer::new(wrong, Fault::Error(kind), true),
            );
            let outcome = read("", &bytes[..], &mut out, &mut err);
            assert_eq!(outcome.code(), whole.status, "{kind:?} at {wrong}");
            assert_eq!(
                String::from_utf8(out.kept).unwrap(),
                whole.stdout,
                "{kind:?} at {wrong}"
            );
        }
    }
}

proptest! {
    #![proptest_config(crate::chunks::cases(60))]

    /// Short writes and interruptions, in any format.
    #[test]
    fn a_writer_that_is_slow_loses_nothing(
        wrong in 0usize..30,
        short in any::<bool>(),
        flags in prop::sample::select(vec!["", "-o json", "-o ndjson", "-o tsv", "-o csv", "-o junit",
            "-o summary", "-o github", "-o sarif", "-f id,state", "--latest"]),
    ) {
        let bytes = payload();
        let (whole, ..) = sound(flags, &bytes);
        let fault = if short { Fault::Short } else { Fault::Error(ErrorKind::Interrupted) };
        prop_assert_eq!(written(flags, &bytes, wrong, fault, short), whole);
    }
}
