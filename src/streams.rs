//! The two output streams: buffered, written in order, and honest about what could not be
//! written.

use std::io::{self, Write};

/// How much is gathered before it is written.
const FULL: usize = 64 << 10;

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

/// Standard output and standard error.
pub(crate) struct Streams<'w> {
    stdout: &'w mut dyn Write,
    stderr: &'w mut dyn Write,
    out: Vec<u8>,
    err: Vec<u8>,
    interleave: bool,
    outlet: Outlet,
}

impl<'w> Streams<'w> {
    /// `interleave`: both go to one terminal, so that their order is seen.
    pub(crate) fn new(
        stdout: &'w mut dyn Write,
        stderr: &'w mut dyn Write,
        interleave: bool,
    ) -> Self {
        Self {
            stdout,
            stderr,
            out: Vec::new(),
            err: Vec::new(),
            interleave,
            outlet: Outlet::Open,
        }
    }

    /// What goes to standard output.
    #[inline]
    pub(crate) fn out(&mut self) -> &mut Vec<u8> {
        &mut self.out
    }

    /// What goes to standard error, behind everything that is already in `out`.
    pub(crate) fn err(&mut self) -> &mut Vec<u8> {
        if self.interleave && !self.out.is_empty() {
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
        if self.out.len() >= FULL
            || self.err.len() >= FULL
            || self.interleave && !self.err.is_empty()
        {
            self.flush();
        }
    }

    /// Writes everything: standard output first, so that the two interleave properly.
    pub(crate) fn flush(&mut self) {
        self.write_out();
        if !self.err.is_empty() {
            // Nobody can be told that standard error is broken; the exit status still speaks.
            let _ = self
                .stderr
                .write_all(&self.err)
                .and_then(|()| self.stderr.flush());
            self.err.clear();
        }
    }

    fn write_out(&mut self) {
        if self.out.is_empty() {
            return;
        }
        if self.is_open() {
            let result = self
                .stdout
                .write_all(&self.out)
                .and_then(|()| self.stdout.flush());
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
