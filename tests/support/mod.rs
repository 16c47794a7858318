//! The program from outside: one line says what is typed, another what must come of it.
//!
//! A line is read as a shell reads a simple command: variables first, then the program, then
//! words, in quotes where they hold blanks. The environment is empty but for what the line sets,
//! and the clock stands still.

#![allow(dead_code, unreachable_pub, reason = "each test program uses its part")]

use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// The clock of every run that does not set its own.
pub const NOW: &str = "2026-03-10T09:30:00Z";

/// Set to rewrite what is committed (snapshots, completion scripts, the tables of the README).
pub const BLESS: &str = "COMMSOP_BLESS";

pub fn is_blessing() -> bool {
    std::env::var_os(BLESS).is_some_and(|value| !value.is_empty())
}

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A run that has not begun.
pub struct Run {
    line: String,
    pub command: Command,
    stdin: Option<Vec<u8>>,
}

/// What is typed: `[NAME=VALUE]... commsop [WORD]...`.
pub fn commsop(line: &str) -> Run {
    let words = words(line);
    let program = words.iter().position(|word| word == "commsop");
    let program = program.unwrap_or_else(|| panic!("no commsop in {line:?}"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_commsop"));
    command.env_clear().env("COMMSOP_NOW", NOW);
    // Without these no program starts on Windows.
    for name in ["SystemRoot", "LLVM_PROFILE_FILE"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    for word in &words[..program] {
        let (name, value) = word.split_once('=').expect(line);
        command.env(name, value);
    }
    command.args(&words[program + 1..]);
    Run {
        line: line.to_owned(),
        command,
        stdin: None,
    }
}

impl Run {
    /// What is piped in; nothing at all if this is not called.
    pub fn stdin(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.stdin = Some(bytes.as_ref().to_vec());
        self
    }

    /// Where it runs.
    pub fn within(mut self, directory: impl AsRef<Path>) -> Self {
        self.command.current_dir(directory);
        self
    }

    /// A further word, which need not be text.
    pub fn arg(mut self, word: impl Into<OsString>) -> Self {
        self.command.arg(word.into());
        self
    }

    /// Runs it to its end.
    pub fn run(mut self) -> Ended {
        self.command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = self.command.spawn().expect("the program starts");
        let mut pipe = child.stdin.take().expect("a pipe");
        let stdin = self.stdin.unwrap_or_default();
        let writer = std::thread::spawn(move || {
            // It need not read everything.
            let _ = pipe.write_all(&stdin);
        });
        let output = child.wait_with_output().expect("the program ends");
        writer.join().expect("the writer ends");
        Ended {
            line: self.line,
            status: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// Runs it and compares everything.
    #[track_caller]
    pub fn gives(self, status: i32, stdout: &str, stderr: &str) {
        self.run().is(status, stdout, stderr);
    }
}

/// What came of a run.
#[derive(Debug)]
pub struct Ended {
    pub line: String,
    /// `None` after a signal.
    pub status: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Ended {
    #[track_caller]
    pub fn is(&self, status: i32, stdout: &str, stderr: &str) {
        let expected = transcript(stdout, stderr, Some(status));
        same(&self.line, &expected, &self.transcript());
    }

    /// For what begins with our words and goes on with those of another.
    #[track_caller]
    pub fn stderr_begins(&self, status: i32, words: &str) {
        let begins = self.stderr.starts_with(words) && self.stdout.is_empty();
        assert!(begins && self.status == Some(status), "{self:#?}");
    }

    /// Both streams and the status in one text.
    pub fn transcript(&self) -> String {
        transcript(&self.stdout, &self.stderr, self.status)
    }
}

fn transcript(stdout: &str, stderr: &str, status: Option<i32>) -> String {
    let mut text = String::new();
    for (name, stream) in [("stdout", stdout), ("stderr", stderr)] {
        if stream.is_empty() {
            continue;
        }
        let _ = writeln!(text, "-- {name} --");
        text.push_str(stream);
        if !stream.ends_with('\n') {
            text.push_str("\n-- no line end --\n");
        }
    }
    match status {
        Some(status) => text + &format!("-- exit {status} --\n"),
        None => text + "-- killed --\n",
    }
}

/// Compares two texts; where they differ, says so in a way that can be read.
#[track_caller]
pub fn same(what: &str, expected: &str, found: &str) {
    if expected == found {
        return;
    }
    let differs = |(a, b): &(&str, &str)| a != b;
    let line = expected
        .lines()
        .zip(found.lines())
        .position(|pair| differs(&pair));
    let line = line.unwrap_or_else(|| expected.lines().count().min(found.lines().count()));
    panic!(
        "{what}\n===== expected =====\n{expected}===== found =====\n{found}=====\n\
         first difference in line {}:\n  {:?}\n  {:?}\n",
        line + 1,
        expected.lines().nth(line).unwrap_or_default(),
        found.lines().nth(line).unwrap_or_default(),
    );
}

/// Bytes that must be text, and must not be able to move a cursor except to colour.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("the output is UTF-8")
}

/// The words of a simple command. Quotes group; a backslash is a backslash.
pub fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), c) => word.get_or_insert_default().push(c),
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            (None, c) => word.get_or_insert_default().push(c),
        }
    }
    assert_eq!(quote, None, "an open quote in {line:?}");
    words.extend(word);
    words
}

/// A directory of its own, gone when dropped.
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "commsop-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).expect("a scratch directory");
        Self(path)
    }

    /// Puts a file there, with the directories above it.
    pub fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        std::fs::write(path, bytes).expect("a file");
        self
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Compares a file of the repository with what it should hold, or writes it when blessing.
#[track_caller]
pub fn committed(path: &Path, expected: &str) {
    if is_blessing() {
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        std::fs::write(path, expected).expect("the file can be written");
        return;
    }
    let name = path.strip_prefix(root()).unwrap_or(path).display();
    let found = std::fs::read_to_string(path).unwrap_or_default();
    same(
        &format!("{name} is not up to date; rewrite it with {BLESS}=1 cargo test"),
        expected,
        &found,
    );
}

/// The README as it is committed.
pub fn readme() -> String {
    std::fs::read_to_string(root().join("README.md")).expect("a README")
}

/// The fenced blocks in this language: the byte they begin at, and their text.
pub fn blocks(readme: &str, language: &str) -> Vec<(usize, String)> {
    let open = format!("\n```{language}\n");
    let starts = readme
        .match_indices(&open)
        .map(|(at, open)| at + open.len());
    let block = |start: usize| {
        (
            start,
            readme[start..]
                .split("```")
                .next()
                .expect("a block")
                .to_owned(),
        )
    };
    starts.map(block).collect()
}
