//! The fast lane: reads a perfectly ordinary operation in one pass, or says "ask the reader".
//!
//! It never has an opinion. It answers only for an object of which the exact way (`input::values`,
//! `wire`, `judge::properties`) would find nothing to say, and then with the very same parts;
//! whether those contradict each other `judge` decides for both. A differential test holds it to
//! that. Everything unusual is the reader's: a name given twice, a
//! name that is nearly a documented one, an escape that is more than a letter, a time that is not
//! plain RFC 3339, a type that is not spelled as documented, anything that belongs to an envelope.
//!
//! Why it is fast: it compares bytes with what it expects instead of asking what they are, eight
//! at a time inside strings, and it copies nothing.

use crate::input::scanner::{Scanner, Stop};
use crate::judge::{self, Places};
use crate::operation::{Moment, Number, Operation, ResultInfo, Stated, Status, Text};
use crate::position::Span;
use crate::swar::string_stop;
use crate::timestamp::Timestamp;
use crate::wire;

/// `clientContext` in bytes; never fewer than characters.
const MAX_CONTEXT: usize = 256;

/// Properties of derived types that are met every day and are not read.
const EXTRAS: [&[u8]; 7] = [
    b"@odata.context",
    b"@odata.etag",
    b"participants",
    b"prompts",
    b"recordingLocation",
    b"recordingAccessToken",
    b"endpointType",
];

/// Properties that make an object something else than a bare operation, or that other places of
/// the program read.
const FOREIGN: [&[u8]; 13] = [
    b"value",
    b"$values",
    b"responses",
    b"error",
    b"resourceData",
    b"resourceUrl",
    b"resource",
    b"changeType",
    b"encryptedContent",
    b"body",
    b"title",
    b"detail",
    b"@odata.nextLink",
];

/// The lane. It keeps a scanner for the values that it passes over.
#[derive(Debug, Default)]
pub(crate) struct Lane {
    scanner: Scanner,
    places: Places,
}

// One bit a property, to notice a name given twice.
const ID: u16 = 1;
const STATUS: u16 = 1 << 1;
const RESULT: u16 = 1 << 2;
const CONTEXT: u16 = 1 << 3;
const CREATED: u16 = 1 << 4;
const LAST: u16 = 1 << 5;
const REASON: u16 = 1 << 6;
const KIND: u16 = 1 << 7;
const ODATA_ID: u16 = 1 << 8;
// The same for a resultInfo.
const CODE: u16 = 1;
const SUBCODE: u16 = 1 << 1;
const MESSAGE: u16 = 1 << 2;

impl Lane {
    /// Reads the object that begins at `at` of `text`, inside `depth` open containers, into
    /// `operation`, which must be empty. One past its end; `None`: ask the reader.
    #[inline]
    pub(crate) fn read<'a>(
        &mut self,
        text: &'a str,
        at: usize,
        depth: usize,
        operation: &mut Operation<'a>,
    ) -> Option<usize> {
        let mut reading = Reading {
            text,
            bytes: text.as_bytes(),
            at: at + 1,
            depth: depth + 1,
            scanner: &mut self.scanner,
            places: &mut self.places,
        };
        reading.object(operation)?;
        let end = reading.at;
        let complete = operation.id.is_some() && operation.status != Stated::Missing;
        complete.then_some(end)
    }

    /// Where the values of the operation just read stand that can contradict each other.
    pub(crate) fn places(&self) -> Places {
        self.places
    }
}

/// One pass over one object.
struct Reading<'a, 's> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    depth: usize,
    scanner: &'s mut Scanner,
    places: &'s mut Places,
}

/// Marks a property as seen; `None` if it has been seen before.
#[inline(always)]
fn once(seen: &mut u16, bit: u16) -> Option<()> {
    let new = *seen & bit == 0;
    *seen |= bit;
    new.then_some(())
}

impl<'a> Reading<'a, '_> {
    #[inline(always)]
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The next byte that is no white space.
    #[inline(always)]
    fn next(&mut self) -> Option<u8> {
        loop {
            match self.peek()? {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                b => return Some(b),
            }
        }
    }

    /// Passes over `text` if it stands here.
    #[inline(always)]
    fn take<const N: usize>(&mut self, text: &[u8; N]) -> bool {
        let here = self
            .bytes
            .get(self.at..)
            .and_then(|rest| rest.first_chunk::<N>());
        let found = here == Some(text);
        if found {
            self.at += N;
        }
        found
    }

    /// Passes over the byte, with white space before it.
    #[inline(always)]
    fn expect(&mut self, byte: u8) -> Option<()> {
        (self.next()? == byte).then(|| self.at += 1)
    }

    /// The members up to the closing brace.
    #[inline(always)]
    fn object(&mut self, operation: &mut Operation<'a>) -> Option<()> {
        let mut seen = 0;
        self.expect(b'"')?;
        loop {
            self.member(operation, &mut seen)?;
            if self.take(b",\"") {
                continue;
            }
            match self.next()? {
                b',' => self.at += 1,
                b'}' => {
                    self.at += 1;
                    return Some(());
                }
                _ => return None,
            }
            self.expect(b'"')?;
        }
    }

    /// A name, behind its first quote, and its value.
    #[inline(always)]
    fn member(&mut self, operation: &mut Operation<'a>, seen: &mut u16) -> Option<()> {
        match self.peek()? {
            b'i' if self.take(b"id\"") => {
                once(seen, ID)?;
                operation.id = Some(self.string_value()?);
                (!operation.id?.is_empty()).then_some(())
            }
            b's' if self.take(b"status\"") => {
                once(seen, STATUS)?;
                let (status, place) = self.status()?;
                operation.status = Stated::Known(status);
                self.places.status = place;
                Some(())
            }
            b'c' if self.take(b"clientContext\"") => {
                once(seen, CONTEXT)?;
                operation.client_context = self.string_or_null()?;
                let length = operation.client_context.map_or(0, Text::raw_len);
                (length <= MAX_CONTEXT).then_some(())
            }
            b'c' if self.take(b"createdDateTime\"") => {
                once(seen, CREATED)?;
                self.places.created = self.time(&mut operation.created)?;
                Some(())
            }
            b'l' if self.take(b"lastActionDateTime\"") => {
                once(seen, LAST)?;
                self.places.last_action = self.time(&mut operation.last_action)?;
                Some(())
            }
            b'r' if self.take(b"resultInfo\"") => {
                once(seen, RESULT)?;
                self.result_info(&mut operation.result_info)
            }
            b'@' if self.take(b"@odata.type\"") => {
                once(seen, KIND)?;
                operation.kind = Some(self.kind()?);
                Some(())
            }
            b'c' if self.take(b"completionReason\"") => {
                once(seen, REASON)?;
                operation.completion_reason = self.string_or_null()?;
                Some(())
            }
            b'@' if self.take(b"@odata.id\"") => {
                once(seen, ODATA_ID)?;
                self.skip()
            }
            _ => self.unknown(),
        }
    }

    /// The rest of a string behind its first quote.
    #[inline(always)]
    fn string(&mut self) -> Option<Text<'a>> {
        let start = self.at;
        self.at = string_stop(self.bytes, start);
        if self.peek()? == b'"' {
            self.at += 1;
            return Some(Text::new(self.text.get(start..self.at - 1)?));
        }
        self.escaped_string(start)
    }

    /// The rest of a string that has something else than plain text at the byte at hand.
    #[inline(never)]
    fn escaped_string(&mut self, start: usize) -> Option<Text<'a>> {
        loop {
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    return Some(Text::new(self.text.get(start..self.at - 1)?));
                }
                b'\\' => {
                    let length = match self.bytes.get(self.at + 1)? {
                        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => 2,
                        b'u' if self.is_whole_character() => 6,
                        _ => return None,
                    };
                    self.at = string_stop(self.bytes, self.at + length);
                }
                _ => return None,
            }
        }
    }

    /// Whether the `\u` at hand is one character by itself: four digits, no half of a pair.
    fn is_whole_character(&self) -> bool {
        let digits = self.bytes.get(self.at + 2..self.at + 6).unwrap_or_default();
        let surrogate = matches!(
            digits,
            [b'd' | b'D', b'8'..=b'9' | b'a'..=b'f' | b'A'..=b'F', ..]
        );
        digits.len() == 4 && digits.iter().all(u8::is_ascii_hexdigit) && !surrogate
    }

    /// A colon and a string.
    #[inline(always)]
    fn string_value(&mut self) -> Option<Text<'a>> {
        if !self.take(b":\"") {
            self.expect(b':')?;
            self.expect(b'"')?;
        }
        self.string()
    }

    /// A colon, and a string or `null`.
    #[inline(always)]
    fn string_or_null(&mut self) -> Option<Option<Text<'a>>> {
        if self.take(b":\"") {
            return self.string().map(Some);
        }
        self.expect(b':')?;
        match self.next()? {
            b'"' => {
                self.at += 1;
                self.string().map(Some)
            }
            _ => self.take(b"null").then_some(None),
        }
    }

    #[inline(always)]
    fn status(&mut self) -> Option<(Status, Span)> {
        if !self.take(b":\"") {
            self.expect(b':')?;
            self.expect(b'"')?;
        }
        let start = self.at - 1;
        let status = match self.peek()? {
            b'c' if self.take(b"completed\"") => Status::Completed,
            b'r' if self.take(b"running\"") => Status::Running,
            b'f' if self.take(b"failed\"") => Status::Failed,
            b'n' if self.take(b"notStarted\"") => Status::NotStarted,
            _ => return None,
        };
        Some((status, Span::new(start, self.at)))
    }

    /// A colon, and a time or `null`; the place of the value. Written where it belongs at once:
    /// handed on as a value it would be copied in odd pieces.
    #[inline(always)]
    fn time(&mut self, moment: &mut Option<Moment<'a>>) -> Option<Span> {
        let Some(text) = self.string_or_null()? else {
            return Some(Span::default());
        };
        let at = Timestamp::parse_ordinary(text.raw().as_bytes())?;
        if at.is_unset() || text.raw().starts_with("0001-") {
            return None;
        }
        *moment = Some(Moment {
            text,
            at: Some(at),
            unset: false,
        });
        Some(Span::new(self.at - text.raw_len() - 2, self.at))
    }

    /// A known type, spelled as documented; without `#microsoft.graph.`.
    #[inline(always)]
    fn kind(&mut self) -> Option<Text<'a>> {
        let name = self
            .string_value()?
            .raw()
            .strip_prefix("#microsoft.graph.")?;
        judge::is_documented_type(name.as_bytes()).then_some(Text::new(name))
    }

    #[inline(always)]
    fn result_info(&mut self, slot: &mut Option<ResultInfo<'a>>) -> Option<()> {
        if !self.take(b":{") {
            self.expect(b':')?;
            if self.next()? != b'{' {
                return self.take(b"null").then_some(());
            }
            self.at += 1;
        }
        let result = slot.insert(ResultInfo::default());
        let mut seen = 0;
        self.expect(b'"')?;
        loop {
            self.result_member(result, &mut seen)?;
            if self.take(b",\"") {
                continue;
            }
            match self.next()? {
                b',' => self.at += 1,
                b'}' => {
                    self.at += 1;
                    return result.code.map(|_| ());
                }
                _ => return None,
            }
            self.expect(b'"')?;
        }
    }

    #[inline(always)]
    fn result_member(&mut self, result: &mut ResultInfo<'a>, seen: &mut u16) -> Option<()> {
        match self.peek()? {
            b'c' if self.take(b"code\"") => {
                once(seen, CODE)?;
                result.code = Some(Number::Int(self.number()?));
            }
            b's' if self.take(b"subcode\"") => {
                once(seen, SUBCODE)?;
                result.subcode = Some(Number::Int(self.number()?));
            }
            b'm' if self.take(b"message\"") => {
                once(seen, MESSAGE)?;
                result.message = self.string_or_null()?;
            }
            // The type of a resultInfo is not read, so it may stand there twice.
            b'@' if self.take(b"@odata.type\"") => {
                self.string_value()?;
            }
            _ => return None,
        }
        Some(())
    }

    /// A colon and an Int32, also as a string of digits.
    #[inline(always)]
    fn number(&mut self) -> Option<i32> {
        self.expect(b':')?;
        let quoted = self.next()? == b'"';
        if quoted {
            self.at += 1;
        }
        let number = self.integer()?;
        match self.peek()? {
            b'"' if quoted => {
                self.at += 1;
                Some(number)
            }
            b',' | b'}' | b' ' | b'\n' | b'\r' | b'\t' if !quoted => Some(number),
            _ => None,
        }
    }

    /// `-?(0|[1-9][0-9]*)`, within Int32.
    #[inline(always)]
    fn integer(&mut self) -> Option<i32> {
        let negative = self.peek()? == b'-';
        self.at += usize::from(negative);
        let start = self.at;
        let mut value = 0i64;
        while let Some(b @ b'0'..=b'9') = self.peek() {
            value = value * 10 + i64::from(b - b'0');
            self.at += 1;
            if self.at - start > 10 {
                return None;
            }
        }
        let digits = self.at - start;
        let leading_zero = self.bytes.get(start) == Some(&b'0');
        if digits == 0 || leading_zero && (digits > 1 || negative) {
            return None;
        }
        i32::try_from(if negative { -value } else { value }).ok()
    }

    /// A property that is not read. Its name must not be one that somebody else reads, nor
    /// nearly one that is read here.
    fn unknown(&mut self) -> Option<()> {
        let name = self.string()?.plain()?;
        let key = name.as_bytes();
        if FOREIGN.contains(&key) || !EXTRAS.contains(&key) && wire::is_near_operation(name) {
            return None;
        }
        self.skip()
    }

    /// A colon and any value.
    fn skip(&mut self) -> Option<()> {
        self.expect(b':')?;
        if self.next()? == b'"' {
            self.at += 1;
            return self.string().map(|_| ());
        }
        self.scanner.start(self.at, self.depth, false);
        match self.scanner.run(self.bytes, false) {
            Stop::Done => {
                self.at = self.scanner.at();
                Some(())
            }
            _ => None,
        }
    }
}
