//! How far long work has come: one line on standard error, for a person who waits and sees
//! nothing else. It comes after a second, is moved by blocks and never by records, makes way for
//! findings, and is gone at the end.

use crate::config::{Config, SourceArg};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, Read, Write};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// What takes less is not worth a word.
const PATIENCE: Duration = Duration::from_secs(1);
/// With a known total.
const OF_TOTAL: &str =
    "[{bar:30}] {decimal_bytes} of {decimal_total_bytes}, {decimal_bytes_per_sec}, {eta} left";
/// Without.
const SO_FAR: &str = "{decimal_bytes}, {decimal_bytes_per_sec}";

/// The line, or nothing at all where nobody would see it.
#[derive(Clone, Default)]
pub(crate) struct Progress(Option<Arc<Line>>);

struct Line {
    /// Hidden at first; it measures the rate from the begin.
    bar: ProgressBar,
    shown: OnceLock<()>,
    sources: Vec<SourceArg>,
}

impl Progress {
    pub(crate) fn new(config: &Config) -> Self {
        let line = || {
            Arc::new(Line {
                bar: ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()),
                shown: OnceLock::new(),
                sources: config.sources.clone(),
            })
        };
        Self(config.progress.then(line))
    }

    /// One that counts and is never seen.
    #[cfg(test)]
    pub(crate) fn hidden() -> Self {
        Self(Some(Arc::new(Line {
            bar: ProgressBar::hidden(),
            shown: OnceLock::from(()),
            sources: Vec::new(),
        })))
    }

    /// How many bytes have been counted.
    #[cfg(test)]
    pub(crate) fn position(&self) -> u64 {
        self.0.as_ref().map_or(0, |line| line.bar.position())
    }

    /// So many bytes more have been read.
    #[inline]
    pub(crate) fn add(&self, bytes: u64) {
        if let Some(line) = &self.0 {
            line.bar.inc(bytes);
            if line.shown.get().is_none() && line.bar.elapsed() >= PATIENCE {
                line.shown.get_or_init(|| line.show());
            }
        }
    }

    /// So many of them will be read once more.
    pub(crate) fn take_back(&self, bytes: u64) {
        if let Some(line) = &self.0 {
            line.bar.dec(bytes);
        }
    }

    /// The end: what stood there is wiped out.
    pub(crate) fn clear(&self) {
        if let Some(line) = &self.0 {
            line.bar.finish_and_clear();
        }
    }

    /// A reader whose bytes count.
    pub(crate) fn of<R: Read>(&self, reader: R) -> impl Read + use<R> {
        Counted {
            reader,
            progress: self.clone(),
        }
    }

    /// Standard error, written where the line stands.
    pub(crate) fn above<'w>(
        &self,
        stderr: &'w mut (dyn Write + Send),
    ) -> impl Write + Send + use<'w> {
        Above {
            stderr,
            progress: self.clone(),
        }
    }
}

impl Line {
    fn show(&self) {
        let total = total(&self.sources);
        let template = if total.is_some() { OF_TOTAL } else { SO_FAR };
        // The templates are right, and a bar of another form would do no harm.
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style.progress_chars("=> "));
        }
        if let Some(total) = total {
            self.bar.set_length(total);
        }
        self.bar.set_draw_target(ProgressDrawTarget::stderr());
    }
}

/// The length of all sources together, if all are plain files: to know that of a directory it
/// would have to be walked once more.
fn total(sources: &[SourceArg]) -> Option<u64> {
    let length = |source: &SourceArg| match source {
        SourceArg::Stdin => None,
        SourceArg::Path(path) => {
            let metadata = std::fs::metadata(path).ok()?;
            metadata.is_file().then_some(metadata.len())
        }
    };
    sources.iter().map(length).sum()
}

struct Counted<R> {
    reader: R,
    progress: Progress,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = self.reader.read(out)?;
        self.progress.add(n as u64);
        Ok(n)
    }
}

struct Above<'w> {
    stderr: &'w mut (dyn Write + Send),
    progress: Progress,
}

impl Write for Above<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &self.progress.0 {
            Some(line) => line.bar.suspend(|| self.stderr.write(bytes)),
            None => self.stderr.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stderr.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_is_known_of_files_only() {
        let file = SourceArg::Path("Cargo.toml".into());
        let length = std::fs::metadata("Cargo.toml").unwrap().len();
        assert_eq!(total(&[file.clone(), file.clone()]), Some(2 * length));
        for other in [SourceArg::Stdin, SourceArg::Path("src".into())] {
            assert_eq!(total(&[file.clone(), other]), None);
        }
    }

    #[test]
    fn both_templates_are_right() {
        for template in [OF_TOTAL, SO_FAR] {
            assert!(ProgressStyle::with_template(template).is_ok());
        }
    }
}
