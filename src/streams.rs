//! The two output streams: buffered, written in order, and honest about what could not be
//! written.

use std::io::{self, Write};

/// How much is gathered before it is written.
const FULL: usize = 64 << 10;

/// How much may be gathered where nothing is written: what takes more is not worth the memory.
const MOST: usize = 4 << 20;

/// Why nothing more is written to standard output.
#[derive(Debug, Default)]
pub(crate) enum Outlet {
    /// It is open.
    #[default]
    Open,
    /// The reader has gone: no error, but a reason to stop.
    Gone,
    /// It cannot be written.
    Broken(io::Error),
}

/// Where the bytes go.
struct Sinks<'w> {
    stdout: &'w mut (dyn Write + Send),
    stderr: &'w mut (dyn Write + Send),
}

/// Room for the output of a piece.
#[derive(Debug, Default)]
pub(crate) struct Buffers {
    out: Vec<u8>,
    err: Vec<u8>,
}

/// Standard output and standard error.
pub(crate) struct Streams<'w> {
    sinks: Option<Sinks<'w>>,
    out: Vec<u8>,
    err: Vec<u8>,
    interleave: bool,
    outlet: Outlet,
}

impl<'w> Streams<'w> {
    /// `interleave`: both go to one terminal, so that their order is seen.
    pub(crate) fn new(
        stdout: &'w mut (dyn Write + Send),
        stderr: &'w mut (dyn Write + Send),
        interleave: bool,
    ) -> Self {
        let sinks = Some(Sinks { stdout, stderr });
        Self {
            sinks,
            out: Vec::new(),
            err: Vec::new(),
            interleave,
            outlet: Outlet::Open,
        }
    }

    /// Streams that only gather into `buffers`, for [`Streams::forward`].
    pub(crate) fn gathering(buffers: Buffers) -> Self {
        let Buffers { out, err } = buffers;
        Self {
            sinks: None,
            out,
            err,
            interleave: false,
            outlet: Outlet::Open,
        }
    }

    /// Writes what `other` has gathered, behind everything that is already here. Gives back its
    /// buffers, empty: growing new ones for every piece costs more than filling them.
    pub(crate) fn forward(&mut self, other: Streams<'_>) -> Buffers {
        let Streams {
            mut out, mut err, ..
        } = other;
        self.flush();
        std::mem::swap(&mut self.out, &mut out);
        std::mem::swap(&mut self.err, &mut err);
        self.flush();
        std::mem::swap(&mut self.out, &mut out);
        std::mem::swap(&mut self.err, &mut err);
        Buffers { out, err }
    }

    /// Whether anything waits for standard output.
    pub(crate) fn has_output(&self) -> bool {
        !self.out.is_empty()
    }

    /// What goes to standard output.
    #[inline]
    pub(crate) fn out(&mut self) -> &mut Vec<u8> {
        &mut self.out
    }

    /// What goes to standard error, behind everything that is already in `out`.
    pub(crate) fn err(&mut self) -> &mut Vec<u8> {
        if self.interleave && !self.out.is_empty() {
            // Where a document goes on with a comma. A line end there means nothing to JSON.
            if !self.out.ends_with(b"\n") {
                self.out.push(b'\n');
            }
            self.write_out();
        }
        &mut self.err
    }

    /// Whether writing makes sense any more.
    #[inline]
    pub(crate) fn is_open(&self) -> bool {
        matches!(self.outlet, Outlet::Open)
    }

    /// Writes what has been gathered, if it is enough.
    #[inline]
    pub(crate) fn relieve(&mut self) {
        let full = self.out.len() >= FULL || self.err.len() >= FULL;
        if full || self.interleave && !self.err.is_empty() {
            self.flush();
            if self.out.len() + self.err.len() > MOST {
                self.outlet = Outlet::Gone;
            }
        }
    }

    /// Writes everything: standard output first, so that the two interleave properly.
    pub(crate) fn flush(&mut self) {
        self.write_out();
        let Some(sinks) = self.sinks.as_mut().filter(|_| !self.err.is_empty()) else {
            return;
        };
        // Nobody can be told that standard error is broken; the exit status still speaks.
        let _ = sinks
            .stderr
            .write_all(&self.err)
            .and_then(|()| sinks.stderr.flush());
        self.err.clear();
    }

    fn write_out(&mut self) {
        let Some(sinks) = self.sinks.as_mut().filter(|_| !self.out.is_empty()) else {
            return;
        };
        if matches!(self.outlet, Outlet::Open) {
            let result = sinks
                .stdout
                .write_all(&self.out)
                .and_then(|()| sinks.stdout.flush());
            self.outlet = match result {
                Ok(()) => Outlet::Open,
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Outlet::Gone,
                Err(error) => Outlet::Broken(error),
            };
        }
        self.out.clear();
    }

    /// Writes the rest, and says whether all of standard output arrived.
    pub(crate) fn finish(mut self) -> Outlet {
        self.flush();
        self.outlet
    }
}
