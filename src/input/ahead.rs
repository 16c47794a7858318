//! A stream that comes fast is read while what has come of it is judged.
//!
//! The kernel takes a third as long to copy from a pipe as the judging takes. So once a stream has
//! shown that it does not keep anybody waiting, a second thread reads the next piece meanwhile. A
//! stream that has to be waited for is read directly: the way of a record from one thread to the
//! other would only make its answer late.

use super::decode::read_retrying;
use std::io::{self, Read};
use std::ops::Range;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// A read that gives as much has not waited: most pipes hold 64 KiB, and most writers write 4 to
/// 16 KiB at once.
const LARGE: usize = 32 << 10;
/// A stream that has given as much by large reads alone is fast.
const ENOUGH: usize = 1 << 20;
/// The size of a piece: as much as a pipe holds that has been widened.
const PIECE: usize = 256 << 10;
/// One is filled while the other one waits.
const PIECES: usize = 2;

/// A reader of what another reader gives: the same bytes and errors, and none of them later.
pub(crate) struct Ahead<R> {
    /// In the hands of the helper while there is one.
    reader: Arc<Mutex<R>>,
    hurry: fn(&R),
    /// How much the large reads since the last other one have given.
    fast: usize,
    /// How much of that earns a helper: each one has to be earned by more than the last one, as a
    /// stream that comes no faster than it is judged gains nothing by them.
    enough: usize,
    helper: Option<Helper>,
}

impl<R: Read + Send + 'static> Ahead<R> {
    /// A reader over `reader`. `hurry` is called when that has shown to be fast.
    pub(crate) fn new(reader: R, hurry: fn(&R)) -> Self {
        Self {
            reader: Arc::new(Mutex::new(reader)),
            hurry,
            fast: 0,
            enough: ENOUGH,
            helper: None,
        }
    }

    /// Reads without a helper; gets one if the stream shows to be fast.
    fn read_directly(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let n = lock(&self.reader).read(out)?;
        self.fast = if n < LARGE { 0 } else { self.fast + n };
        if self.fast >= self.enough {
            (self.hurry)(&lock(&self.reader));
            self.helper = Helper::start(&self.reader);
            self.fast = 0;
            self.enough = self.enough.saturating_mul(2);
        }
        Ok(n)
    }
}

impl<R: Read + Send + 'static> Read for Ahead<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if let Some(result) = self.helper.as_mut().and_then(|helper| helper.read(out)) {
            return result;
        }
        self.helper = None;
        self.read_directly(out)
    }
}

/// A thread that reads ahead, as the one it helps sees it.
struct Helper {
    filled: Receiver<io::Result<Piece>>,
    empty: SyncSender<Vec<u8>>,
    begun: Option<Piece>,
}

/// What one read gave.
struct Piece {
    buffer: Vec<u8>,
    /// What of it has not been passed on.
    rest: Range<usize>,
}

impl Helper {
    /// Begins to read from `reader`; `None` where there is no second core or no thread to be had.
    fn start<R: Read + Send + 'static>(reader: &Arc<Mutex<R>>) -> Option<Self> {
        if thread::available_parallelism().map_or(1, usize::from) == 1 {
            return None;
        }
        let (fill, filled) = sync_channel(PIECES);
        let (empty, empties) = sync_channel(PIECES);
        for _ in 0..PIECES {
            empty.send(vec![0; PIECE]).ok()?;
        }
        let reader = Arc::clone(reader);
        let work = move || read_ahead(&mut *lock(&reader), &empties, &fill);
        // Nobody waits for its end: it may be waiting itself, for what is not wanted any more.
        thread::Builder::new().spawn(work).ok()?;
        Some(Self {
            filled,
            empty,
            begun: None,
        })
    }

    /// Passes on what has been read; `None` behind the last of it.
    fn read(&mut self, out: &mut [u8]) -> Option<io::Result<usize>> {
        let mut piece = match self.begun.take() {
            Some(piece) => piece,
            None => match self.filled.recv().ok()? {
                Ok(piece) => piece,
                Err(error) => return Some(Err(error)),
            },
        };
        let mut ready = piece.buffer.get(piece.rest.clone()).unwrap_or_default();
        let result = ready.read(out);
        piece.rest.start = piece.rest.end - ready.len();
        if piece.rest.is_empty() {
            // The thread may have ended, and needs none then.
            let _ = self.empty.send(piece.buffer);
        } else {
            self.begun = Some(piece);
        }
        Some(result)
    }
}

/// Fills one empty buffer after the other, up to the end, an error or a read that had to wait.
fn read_ahead(
    reader: &mut impl Read,
    empties: &Receiver<Vec<u8>>,
    fill: &SyncSender<io::Result<Piece>>,
) {
    for mut buffer in empties {
        let result = read_retrying(reader, &mut buffer);
        let goes_on = matches!(result, Ok(LARGE..));
        let piece = result.map(|n| Piece { buffer, rest: 0..n });
        if fill.send(piece).is_err() || !goes_on {
            return;
        }
    }
}

fn lock<R>(reader: &Mutex<R>) -> MutexGuard<'_, R> {
    reader.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{ErrorKind, Write};
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// Gives pieces of these lengths and these errors, the last one first, and then the end.
    struct Pieces {
        results: Vec<Result<usize, ErrorKind>>,
        passed: usize,
    }

    impl Read for Pieces {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let length = self.results.pop().unwrap_or(Ok(0))?;
            let n = length.min(out.len());
            if n < length {
                self.results.push(Ok(length - n));
            }
            for (i, byte) in out.iter_mut().take(n).enumerate() {
                *byte = byte_at(self.passed + i);
            }
            self.passed += n;
            Ok(n)
        }
    }

    fn byte_at(i: usize) -> u8 {
        (i % 251) as u8
    }

    #[test]
    fn gives_what_its_reader_gives() {
        static HURRIED: AtomicUsize = AtomicUsize::new(0);
        let fast = vec![Ok(160_000); 40];
        let slow = vec![Ok(300); 40];
        let error = vec![Err(ErrorKind::ConnectionReset)];
        let signal = vec![Err(ErrorKind::Interrupted)];
        let results =
            [&slow, &fast, &signal, &fast, &slow, &fast, &error, &slow].map(Vec::as_slice);
        let (last, before) = results.split_last().expect("some");
        let total = |parts: &[&[Result<usize, _>]]| parts.concat().iter().flatten().sum::<usize>();
        let reader = Pieces {
            results: results.concat().into_iter().rev().collect(),
            passed: 0,
        };
        let mut ahead = Ahead::new(reader, |_| {
            HURRIED.fetch_add(1, Ordering::Relaxed);
        });
        let (mut out, mut passed) = (vec![0; 90_000], 0);
        let mut failed_at = None;
        loop {
            match read_retrying(&mut ahead, &mut out) {
                Ok(0) => break,
                Ok(n) => {
                    let bytes = out.iter().take(n).enumerate();
                    assert!(bytes.into_iter().all(|(i, b)| *b == byte_at(passed + i)));
                    passed += n;
                }
                Err(error) => failed_at = Some((error.kind(), passed)),
            }
        }
        assert_eq!(failed_at, Some((ErrorKind::ConnectionReset, total(before))));
        assert_eq!(passed, total(before) + total(&[last]));
        assert!(HURRIED.load(Ordering::Relaxed) > 0);
    }

    #[test]
    fn a_stream_that_was_fast_is_not_waited_for_longer_than_it_lets_wait() {
        let (reader, mut writer) = io::pipe().expect("a pipe");
        let (said, heard) = sync_channel(0);
        let work = move || {
            writer.write_all(&vec![b' '; 3 << 20]).expect("a reader");
            // Nothing more comes before the answer to the last.
            while let Ok(word) = heard.recv() {
                writer.write_all(word).expect("a reader");
            }
        };
        let writing = thread::spawn(work);
        let mut ahead = Ahead::new(reader, |_| {});
        let mut left = 3 << 20;
        let mut out = vec![0; PIECE];
        while left > 0 {
            left -= ahead.read(&mut out).expect("what was written");
        }
        for word in [&b"one"[..], b"two", b"three"] {
            said.send(word).expect("a writer");
            let n = ahead.read(&mut out).expect("what was written");
            assert_eq!(out.get(..n), Some(word));
        }
        drop(said);
        assert_eq!(ahead.read(&mut out).expect("the end"), 0);
        writing.join().expect("its end");
    }
}
