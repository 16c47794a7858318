//! Files made at random, read in several ways, and a stop at the first difference.

use crate::random::Random;
use crate::view::{EXACT, Ended, TWO_CORES, View, Way};
use std::path::{Path, PathBuf};

/// How many records are tried if nobody says otherwise.
const CASES: u64 = 20_000;

/// How many are tried: `COMMSOP_CASES` of them, if that is set.
pub(crate) fn cases() -> u64 {
    std::env::var("COMMSOP_CASES").map_or(CASES, |text| text.parse().expect("a number"))
}

/// How much of a file a core takes at a time.
pub(crate) const BLOCK: usize = 256 << 10;

/// A file that is gone at the end.
pub(crate) struct Scratch(pub(crate) PathBuf);

impl Scratch {
    pub(crate) fn new(name: &str) -> Self {
        let name = format!("{name}-{}", std::process::id());
        Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name))
    }

    pub(crate) fn write(&self, bytes: &[u8]) {
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

/// Runs both ways and stops at the first difference.
pub(crate) fn compare(view: &View, path: &Path, way: Way, seed: u64) {
    let how = format!("{:?} {way:?}, seed {seed}", view.options);
    must_be_equal(&view.run(way), &view.run(EXACT), path, &how);
}

pub(crate) fn must_be_equal(found: &Ended, expected: &Ended, path: &Path, how: &str) {
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

/// Tries each of these files on two cores in all of these views.
pub(crate) fn compare_all(views: &[View], scratch: &Scratch, texts: &[String]) {
    for (seed, text) in texts.iter().enumerate() {
        scratch.write(text.as_bytes());
        for view in views {
            compare(view, &scratch.0, TWO_CORES, seed as u64);
        }
    }
}

/// Tries files that `make` makes, so many at least, on several cores.
pub(crate) fn try_files(name: &str, salt: u64, least: u64, make: impl Fn(&mut Random) -> Vec<u8>) {
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
