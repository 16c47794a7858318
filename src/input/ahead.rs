//! A stream that comes fast is read while what has come of it is judged.
//!
//! The kernel takes a third as long to copy from a pipe as the judging takes. So where a stream comes
//! faster than it is judged, a second thread reads the next piece meanwhile. Where it comes in small
//! pieces, or a read has to wait for it, it is read directly: the way of a record from one thread to
//! the other would only make its answer late, and the second thread take the writer's processor.

use super::decode::read_retrying;
use super::source::PIPE;
use crate::threads::{cores, lock};
use std::io::{self, Cursor, Read, Take};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// A read that gives less has mostly emptied the pipe: the reader is ahead of the writer. On Linux a
/// pipe holds twice as much.
pub(super) const LARGE_READ: usize = 32 << 10;
/// A read that takes longer has mostly waited for the writer.
const WAIT: Duration = Duration::from_millis(1);
/// What large reads in a row have to give for a helper.
const PRICE: usize = 1 << 20;
/// One buffer is filled while the other one is full.
const BUFFERS: usize = 2;

/// A reader of what another reader gives: the same bytes and errors in the same order.
pub(crate) struct Ahead<R> {
    /// In the hands of the helper while there is one.
    reader: Arc<Mutex<R>>,
    widen: fn(&R),
    /// What the last reads have given, as far as they were fast.
    earned: usize,
    /// What has to be earned and more for the next helper; nobody does where none is to be had.
    price: usize,
    helper: Option<Helper>,
}

impl<R: Read + Send + 'static> Ahead<R> {
    /// A reader over `reader`. `widen` lets it hold more, once it has shown to be fast.
    pub(crate) fn new(reader: R, widen: fn(&R)) -> Self {
        Self {
            reader: Arc::new(Mutex::new(reader)),
            widen,
            earned: 0,
            price: PRICE,
            helper: None,
        }
    }

    /// Reads without a helper; gets one if that has been earned.
    fn read_directly(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut reader = lock(&self.reader);
        let (result, is_fast) = read_timed(&mut *reader, out);
        self.earned = match &result {
            Ok(n) if is_fast => self.earned.saturating_add(*n),
            _ => 0,
        };
        if self.earned > self.price {
            (self.widen)(&reader);
            drop(reader);
            self.helper = Helper::start(&self.reader);
            self.earned = 0;
            if self.helper.is_none() {
                self.price = usize::MAX;
            }
        }
        result
    }
}

impl<R: Read + Send + 'static> Read for Ahead<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if let Some(helper) = &mut self.helper {
            if let Some(result) = helper.read(out) {
                return result;
            }
            self.price = next_price(self.price, helper.given);
            self.helper = None;
        }
        self.read_directly(out)
    }
}

/// What the next helper costs behind one that cost `price` and gave so many bytes: twice as much if it
/// gave less than it cost, else what the first one costs.
fn next_price(price: usize, given: usize) -> usize {
    match given < price {
        true => price.saturating_mul(2),
        false => PRICE,
    }
}

/// What one read gave, as far as it has not been passed on.
type Piece = Take<Cursor<Vec<u8>>>;

/// A thread that reads ahead, as the one it helps sees it.
struct Helper {
    filled: Receiver<io::Result<Piece>>,
    empty: SyncSender<Vec<u8>>,
    rest: Option<Piece>,
    /// How many bytes have come of it.
    given: usize,
}

impl Helper {
    /// Begins to read from `reader`; `None` where there is no second core or no thread to be had.
    fn start<R: Read + Send + 'static>(reader: &Arc<Mutex<R>>) -> Option<Self> {
        if cores() == 1 {
            return None;
        }
        let (fill, filled) = sync_channel(BUFFERS);
        let (empty, empties) = sync_channel(BUFFERS);
        for _ in 0..BUFFERS {
            empty.send(vec![0; PIPE]).ok()?;
        }
        let reader = Arc::clone(reader);
        let work = move || read_ahead(&mut *lock(&reader), &empties, &fill);
        // Nobody waits for its end: it may be waiting itself, for what is not wanted any more.
        thread::Builder::new().spawn(work).ok()?;
        Some(Self {
            filled,
            empty,
            rest: None,
            given: 0,
        })
    }

    /// Passes on what has been read; `None` behind the last of it.
    fn read(&mut self, out: &mut [u8]) -> Option<io::Result<usize>> {
        let mut piece = match self.rest.take() {
            Some(piece) => piece,
            None => match self.filled.recv().ok()? {
                Ok(piece) => piece,
                Err(error) => return Some(Err(error)),
            },
        };
        let result = piece.read(out);
        self.given += result.as_ref().map_or(0, |n| *n);
        if piece.limit() > 0 {
            self.rest = Some(piece);
        } else {
            // The thread may have ended, and needs none then.
            let _ = self.empty.send(piece.into_inner().into_inner());
        }
        Some(result)
    }
}

/// Fills one empty buffer after the other, up to the end, an error or a read that is not fast.
fn read_ahead(
    reader: &mut impl Read,
    empties: &Receiver<Vec<u8>>,
    fill: &SyncSender<io::Result<Piece>>,
) {
    for mut buffer in empties {
        let (result, is_fast) = read_timed(reader, &mut buffer);
        let piece = result.map(|n| Cursor::new(buffer).take(n as u64));
        if fill.send(piece).is_err() || !is_fast {
            return;
        }
    }
}

/// Reads once; and whether that gave much, and nobody had to wait for it.
fn read_timed(reader: &mut impl Read, out: &mut [u8]) -> (io::Result<usize>, bool) {
    let begun = Instant::now();
    let result = read_retrying(reader, out);
    let is_fast = matches!(result, Ok(LARGE_READ..)) && begun.elapsed() < WAIT;
    (result, is_fast)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{ErrorKind, Write};
    use std::sync::atomic::{AtomicUsize, Ordering};

    type Results = Vec<Result<usize, ErrorKind>>;

    /// Gives bytes of `text` in pieces of these lengths, with these errors in between, the last first;
    /// and takes that long for each.
    struct Pieces {
        text: Arc<[u8]>,
        passed: usize,
        results: Results,
        pause: Option<Duration>,
    }

    impl Pieces {
        fn new(results: Results) -> Self {
            Self {
                text: text(length(&results)),
                passed: 0,
                results: results.into_iter().rev().collect(),
                pause: None,
            }
        }
    }

    impl Read for Pieces {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            if let Some(pause) = self.pause {
                thread::sleep(pause);
            }
            let length = self.results.pop().unwrap_or(Ok(0))?;
            let n = length.min(out.len());
            if n < length {
                self.results.push(Ok(length - n));
            }
            out[..n].copy_from_slice(&self.text[self.passed..][..n]);
            self.passed += n;
            Ok(n)
        }
    }

    fn length(results: &[Result<usize, ErrorKind>]) -> usize {
        results.iter().flatten().sum()
    }

    /// The whole numbers from 0 on, four bytes each: no part of it stands there twice.
    fn text(length: usize) -> Arc<[u8]> {
        (0..).flat_map(u32::to_be_bytes).take(length).collect()
    }

    #[test]
    fn gives_what_its_reader_gives() {
        static WIDENED: AtomicUsize = AtomicUsize::new(0);
        let (fast, slow) = (&[Ok(160_000); 40][..], &[Ok(300); 40][..]);
        let (error, signal) = (ErrorKind::ConnectionReset, ErrorKind::Interrupted);
        let before = [slow, fast, &[Err(signal)], fast, slow, fast, &[Err(error)]].concat();
        let reader = Pieces::new([&before[..], fast, slow].concat());
        let text = reader.text.clone();
        let mut ahead = Ahead::new(reader, |_| {
            WIDENED.fetch_add(1, Ordering::Relaxed);
        });
        let (mut out, mut read) = (vec![0; 90_000], Vec::new());
        let (mut failed, mut helped) = (None, false);
        loop {
            match read_retrying(&mut ahead, &mut out) {
                Ok(0) => break,
                Ok(n) => read.extend_from_slice(&out[..n]),
                Err(error) => failed = Some((error.kind(), read.len())),
            }
            helped |= ahead.helper.is_some();
        }
        assert_eq!(failed, Some((error, length(&before))));
        assert!(read == *text, "other bytes");
        assert!(WIDENED.load(Ordering::Relaxed) > 0);
        assert_eq!(helped, cores() > 1);
    }

    #[test]
    fn only_what_comes_fast_gets_a_helper() {
        let late = Pieces {
            pause: Some(2 * WAIT),
            ..Pieces::new(vec![Ok(64 << 10); 48])
        };
        let small = Pieces::new(vec![Ok(LARGE_READ - 1); 100]);
        let mixed = Pieces::new([Ok(1 << 16), Ok(300)].repeat(100));
        for reader in [late, small, mixed] {
            let mut ahead = Ahead::new(reader, |_| {});
            let mut out = vec![0; PIPE];
            while ahead.read(&mut out).unwrap() > 0 {
                assert!(ahead.helper.is_none());
            }
        }
    }

    /// A helper that has given so many bytes and ended.
    fn spent(given: usize) -> Option<Helper> {
        Some(Helper {
            filled: sync_channel(1).1,
            empty: sync_channel(1).0,
            rest: None,
            given,
        })
    }

    #[test]
    fn a_helper_that_soon_ends_makes_the_next_one_dearer() {
        let mut ahead = Ahead::new(Pieces::new(vec![]), |_| {});
        for (given, price) in [
            (0, 2 * PRICE),
            (PRICE, 4 * PRICE),
            (4 * PRICE, PRICE),
            (PRICE - 1, 2 * PRICE),
        ] {
            ahead.helper = spent(given);
            assert_eq!(ahead.read(&mut [0]).unwrap(), 0);
            assert!(ahead.helper.is_none());
            assert_eq!(ahead.price, price, "behind {given}");
        }
    }

    #[test]
    fn a_stream_that_was_fast_is_not_waited_for_longer_than_it_lets_wait() {
        let (reader, mut writer) = io::pipe().unwrap();
        let (said, heard) = sync_channel(0);
        let writing = thread::spawn(move || {
            writer.write_all(&vec![b' '; 8 << 20]).unwrap();
            // Nothing more comes before the answer to the last.
            while let Ok(word) = heard.recv() {
                writer.write_all(word).unwrap();
            }
        });
        let mut ahead = Ahead::new(reader, |_| {});
        let mut left = 8 << 20;
        let mut out = vec![0; PIPE];
        while left > 0 {
            left -= ahead.read(&mut out).unwrap();
        }
        for word in [&b"one"[..], b"two", b"three"] {
            said.send(word).unwrap();
            let n = ahead.read(&mut out).unwrap();
            assert_eq!(&out[..n], word);
        }
        assert!(ahead.helper.is_none());
        drop(said);
        assert_eq!(ahead.read(&mut out).unwrap(), 0);
        writing.join().unwrap();
    }
}
