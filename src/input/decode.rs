//! Which encoding the bytes have, and UTF-8 from it.
//!
//! RFC 8259 section 8.1 demands UTF-8, but Windows PowerShell 5 redirects as UTF-16. A byte order
//! mark tells, and so does the pattern of zero bytes (RFC 4627 section 3). Compressed data is
//! recognised by its first bytes, to be refused by name.

use super::ahead::LARGE_READ;
use std::io::{self, Read, Seek, SeekFrom};

/// How text is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without its mark.
    Utf8 {
        /// Whether U+FEFF stands in front.
        bom: bool,
    },
    /// UTF-16 or UTF-32.
    Wide {
        /// Bytes in a unit: 2 or 4.
        size: usize,
        /// Whether the most significant byte comes first.
        big: bool,
        /// Whether U+FEFF stands in front.
        bom: bool,
    },
}

impl Encoding {
    /// The name for a message.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 { .. } => "UTF-8",
            Self::Wide {
                size: 2,
                big: false,
                ..
            } => "UTF-16 (little endian)",
            Self::Wide { size: 2, .. } => "UTF-16 (big endian)",
            Self::Wide { big: false, .. } => "UTF-32 (little endian)",
            Self::Wide { .. } => "UTF-32 (big endian)",
        }
    }

    /// Whether U+FEFF stands in front.
    pub fn has_mark(self) -> bool {
        let (Self::Utf8 { bom } | Self::Wide { bom, .. }) = self;
        bom
    }

    /// Whether its units are not bytes.
    pub fn is_wide(self) -> bool {
        matches!(self, Self::Wide { .. })
    }

    /// How many bytes its byte order mark has; none without one.
    pub fn mark_length(self) -> usize {
        match self {
            Self::Utf8 { bom: true } => 3,
            Self::Wide {
                size, bom: true, ..
            } => size,
            _ => 0,
        }
    }
}

/// What the first bytes of a stream say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detection {
    /// Text in this encoding.
    Text(Encoding),
    /// Compressed data in this format.
    Compressed(&'static str),
}

const MAGIC: [(&[u8], &str); 5] = [
    (b"\x1F\x8B", "gzip"),
    (b"\x28\xB5\x2F\xFD", "zstd"),
    (b"\xFD7zXZ\0", "xz"),
    (b"PK\x03\x04", "zip"),
    // One that holds nothing.
    (b"PK\x05\x06", "zip"),
];

/// How much the first read takes. Few bytes would do to tell the encoding; but what is wrong with
/// the first of them is shown with its whole line. So large a read passes by the buffer that the
/// handle of standard input has.
const FIRST: usize = 8 << 10;

/// Says what `prefix` is the begin of; `None` if more bytes are needed. As little as possible is
/// waited for: a short record on a slow pipe must not hang.
pub fn detect(prefix: &[u8], eof: bool) -> Option<Detection> {
    let undecided = |magic: &[u8]| prefix.len() < magic.len() && magic.starts_with(prefix);
    if !eof && MAGIC.iter().any(|(magic, _)| undecided(magic)) {
        return None;
    }
    if let Some(format) = compressed(prefix) {
        return Some(Detection::Compressed(format));
    }
    let wide = |size, big, bom| Some(Detection::Text(Encoding::Wide { size, big, bom }));
    let plain = Some(Detection::Text(Encoding::Utf8 { bom: false }));
    match prefix {
        [0xEF, 0xBB, 0xBF, ..] => Some(Detection::Text(Encoding::Utf8 { bom: true })),
        [0xFF, 0xFE, 0, 0, ..] => wide(4, false, true),
        [0, 0, 0xFE, 0xFF, ..] => wide(4, true, true),
        [0xFE, 0xFF, ..] => wide(2, true, true),
        [0xFF, 0xFE, _, _, ..] => wide(2, false, true),
        [0xFF, 0xFE, ..] if eof => wide(2, false, true),
        [0, 0, 0, b, ..] if *b != 0 => wide(4, true, false),
        [a, 0, 0, 0, ..] if *a != 0 => wide(4, false, false),
        [0, b, 0, d, ..] if *b != 0 && *d != 0 => wide(2, true, false),
        [a, 0, c, 0, ..] if *a != 0 && *c != 0 => wide(2, false, false),
        _ if eof || prefix.len() >= 4 => plain,
        [0xEF | 0xFF | 0xFE | 0, ..] | [_] | [] => None,
        [_, 0, ..] => None,
        _ => plain,
    }
}

/// The format of the compressed data that begins with `prefix`, if it is that.
// Inlined, so that one payload need not touch the page of code where this is alone.
#[inline]
pub fn compressed(prefix: &[u8]) -> Option<&'static str> {
    let known = |(magic, _): &&(&[u8], &str)| prefix.starts_with(magic);
    MAGIC.iter().find(known).map(|(_, format)| *format)
}

/// A reader of UTF-8 over a reader of bytes in any encoding.
///
/// Malformed UTF-16 and UTF-32 become the byte 0xFF, which no UTF-8 has: whoever reads the text
/// finds the fault at its place.
pub struct Decoder<R> {
    inner: R,
    wide: Option<Wide>,
    /// Bytes read for the detection and not given out yet.
    pending: Vec<u8>,
}

/// The state between two pieces of a wide text.
struct Wide {
    size: usize,
    big: bool,
    input: Vec<u8>,
    high: Option<u16>,
    output: Vec<u8>,
    given: usize,
    eof: bool,
}

impl<R: Read> Decoder<R> {
    /// Reads the first bytes of `inner` and says what they are.
    ///
    /// # Errors
    ///
    /// What reading gives.
    // Apart, so that its pages of the stack are free again for what comes next.
    #[inline(never)]
    pub fn open(mut inner: R) -> io::Result<(Self, Detection)> {
        let mut prefix = Vec::new();
        let mut eof = false;
        let mut chunk = [0; FIRST];
        let detection = loop {
            if let Some(detection) = detect(&prefix, eof) {
                break detection;
            }
            match read_retrying(&mut inner, &mut chunk)? {
                0 => eof = true,
                n => prefix.extend_from_slice(chunk.get(..n).unwrap_or_default()),
            }
        };
        let mut decoder = Self {
            inner,
            wide: None,
            pending: Vec::new(),
        };
        if let Detection::Text(encoding) = detection {
            let text = prefix.get(encoding.mark_length()..).unwrap_or_default();
            match encoding {
                Encoding::Utf8 { .. } => decoder.pending = text.to_vec(),
                Encoding::Wide { size, big, .. } => decoder.wide = Some(Wide::new(size, big, text)),
            }
        }
        Ok((decoder, detection))
    }
}

impl<R: Read> Read for Decoder<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if let Some(wide) = &mut self.wide {
            return wide.read(&mut self.inner, out);
        }
        if self.pending.is_empty() {
            return self.inner.read(out);
        }
        let n = self.pending.len().min(out.len());
        let (now, later) = self.pending.split_at(n);
        if let Some(room) = out.get_mut(..n) {
            room.copy_from_slice(now);
        }
        self.pending = later.to_vec();
        Ok(n)
    }
}

impl Wide {
    fn new(size: usize, big: bool, input: &[u8]) -> Self {
        let mut wide = Self {
            size,
            big,
            input: input.to_vec(),
            high: None,
            output: Vec::new(),
            given: 0,
            eof: false,
        };
        wide.convert();
        wide
    }

    // In place its buffer would be part of the frame of whoever reads UTF-8, and all pages of a frame are
    // touched, whether they are used or not: for a small payload that takes longer than reading it.
    #[inline(never)]
    fn read(&mut self, inner: &mut impl Read, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.output.len() {
            self.output.clear();
            self.given = 0;
            if self.eof {
                return Ok(0);
            }
            // With less room no read would ever count as fast, see `ahead`.
            let mut chunk = [0; LARGE_READ];
            match read_retrying(inner, &mut chunk)? {
                0 => self.finish(),
                n => {
                    self.input
                        .extend_from_slice(chunk.get(..n).unwrap_or_default());
                    self.convert();
                }
            }
        }
        let ready = self.output.get(self.given..).unwrap_or_default();
        let n = ready.len().min(out.len());
        if let (Some(room), Some(text)) = (out.get_mut(..n), ready.get(..n)) {
            room.copy_from_slice(text);
        }
        self.given += n;
        Ok(n)
    }

    fn convert(&mut self) {
        let input = std::mem::take(&mut self.input);
        let rest = match (self.size, self.big) {
            (2, false) => self.units(&input, |unit| u16::from_le_bytes(unit).into()),
            (2, true) => self.units(&input, |unit| u16::from_be_bytes(unit).into()),
            (_, false) => self.units(&input, u32::from_le_bytes),
            (_, true) => self.units(&input, u32::from_be_bytes),
        };
        self.input = rest.to_vec();
    }

    /// Converts all whole units; what is left of the last one.
    fn units<'i, const SIZE: usize>(
        &mut self,
        input: &'i [u8],
        code: impl Fn([u8; SIZE]) -> u32,
    ) -> &'i [u8] {
        /// Nearly all text is ASCII: so many units are converted at once if all of them are.
        const RUN: usize = 32;
        let (units, rest) = input.as_chunks::<SIZE>();
        for run in units.chunks(RUN) {
            let codes = run.iter().map(|unit| code(*unit));
            let all = codes.clone().fold(0, |all, code| all | code);
            if all < 0x80 && self.high.is_none() {
                self.output.extend(codes.map(|code| code.to_le_bytes()[0]));
            } else {
                codes.for_each(|code| self.push(code));
            }
        }
        rest
    }

    /// One unit: a character, or with UTF-16 half a surrogate pair (RFC 2781 section 2.2).
    fn push(&mut self, code: u32) {
        if self.size == 4 {
            return self.put(char::from_u32(code));
        }
        let unit = u16::try_from(code).unwrap_or_default();
        if let Some(high) = self.high.take() {
            if let Some(Ok(c)) = char::decode_utf16([high, unit]).next()
                && c > '\u{FFFF}'
            {
                return self.put(Some(c));
            }
            self.put(None);
        }
        match unit {
            0xD800..=0xDBFF => self.high = Some(unit),
            _ => self.put(char::from_u32(code)),
        }
    }

    fn put(&mut self, c: Option<char>) {
        match c {
            Some(c) => self
                .output
                .extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            None => self.output.push(0xFF),
        }
    }

    fn finish(&mut self) {
        self.eof = true;
        if self.high.take().is_some() || !self.input.is_empty() {
            self.put(None);
        }
    }
}

/// If `file`, which stands at its begin, is UTF-8: whether with a mark, behind which it stands then. If it is
/// not, where it stands is not known.
///
/// # Errors
///
/// What reading and seeking give.
pub fn begin_utf8(file: &mut (impl Read + Seek)) -> io::Result<Option<Encoding>> {
    let mut prefix = [0; 8];
    let n = read_retrying(file, &mut prefix)?;
    match detect(prefix.get(..n).unwrap_or_default(), true) {
        Some(Detection::Text(encoding @ Encoding::Utf8 { .. })) => {
            file.seek(SeekFrom::Start(encoding.mark_length() as u64))?;
            Ok(Some(encoding))
        }
        _ => Ok(None),
    }
}

/// Reads once, again when a signal came in between.
pub fn read_retrying(reader: &mut impl Read, out: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(out) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

#[cfg(test)]
mod tests;
