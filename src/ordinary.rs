//! The fast lane: reads a perfectly ordinary operation in one pass, or says "ask the reader".
//!
//! It never has an opinion. It answers only for an object that the exact way (`input::values`,
//! `wire`, `judge`) would accept without a single finding, and then with the very same parts; a
//! differential test holds it to that. Everything unusual is the reader's: a name given twice, a
//! name that is nearly a documented one, an escape that is more than a letter, a time that is not
//! plain RFC 3339, a type that is not spelled as documented, anything that belongs to an envelope.
//!
//! Why it is fast: it compares bytes with what it expects instead of asking what they are, eight
//! at a time inside strings, and it copies nothing.

use crate::input::scanner::{Scanner, Stop};
use crate::input::swar::string_stop;
use crate::judge;
use crate::operation::{Moment, Number, Operation, ResultInfo, Stated, Status, Text};
use crate::position::Span;
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
pub struct Lane {
    scanner: Scanner,
}

/// A string: the bytes between its quotes, and whether there is a backslash among them.
#[derive(Clone, Copy)]
struct Quoted {
    span: Span,
    escaped: bool,
}

/// Where the parts of an operation stand.
#[derive(Default)]
struct Parts {
    id: Option<Quoted>,
    kind: Option<Quoted>,
    status: Option<Status>,
    context: Option<Quoted>,
    created: Option<(Quoted, Timestamp)>,
    last: Option<(Quoted, Timestamp)>,
    result: Option<Result>,
    reason: Option<Quoted>,
    seen: u16,
}

#[derive(Clone, Copy, Default)]
struct Result {
    code: Option<i32>,
    subcode: Option<i32>,
    message: Option<Quoted>,
    seen: u8,
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

impl Lane {
    /// Reads the object that begins at `at`, inside `depth` open containers. The operation and
    /// one past its end; `None`: ask the reader.
    #[inline]
    pub fn read<'a>(
        &mut self,
        bytes: &'a [u8],
        at: usize,
        depth: usize,
        now: Timestamp,
    ) -> Option<(Operation<'a>, usize)> {
        let mut reading = Reading {
            bytes,
            at: at + 1,
            depth: depth + 1,
            scanner: &mut self.scanner,
        };
        let parts = reading.object()?;
        let end = reading.at;
        let text = std::str::from_utf8(bytes.get(at..end)?).ok()?;
        let operation = parts.operation(text, at)?;
        judge::has_nothing_to_say(&operation, now).then_some((operation, end))
    }
}

impl Parts {
    /// Marks a property as seen; `None` if it has been seen before.
    #[inline(always)]
    fn once(&mut self, bit: u16) -> Option<()> {
        let new = self.seen & bit == 0;
        self.seen |= bit;
        new.then_some(())
    }

    /// The operation, whose bytes are `text` and begin at `offset`.
    #[inline(always)]
    fn operation(self, text: &str, offset: usize) -> Option<Operation<'_>> {
        let cut = |quoted: Quoted| {
            let raw = text.get(quoted.span.start - offset..quoted.span.end - offset)?;
            Some(Text::new(raw, quoted.escaped))
        };
        let part = |quoted: Option<Quoted>| match quoted {
            None => Some(None),
            Some(quoted) => cut(quoted).map(Some),
        };
        let moment = |moment: Option<(Quoted, Timestamp)>| match moment {
            None => Some(None),
            Some((quoted, at)) => cut(quoted).map(|text| {
                Some(Moment {
                    text,
                    at: Some(at),
                    unset: false,
                })
            }),
        };
        let result_info = match self.result {
            None => None,
            Some(result) => Some(ResultInfo {
                code: result.code.map(Number::Int),
                subcode: result.subcode.map(Number::Int),
                message: part(result.message)?,
            }),
        };
        Some(Operation {
            id: Some(cut(self.id?)?),
            kind: part(self.kind)?,
            status: Stated::Known(self.status?),
            client_context: part(self.context)?,
            created: moment(self.created)?,
            last_action: moment(self.last)?,
            result_info,
            completion_reason: part(self.reason)?,
        })
    }
}

/// One pass over one object.
struct Reading<'b, 's> {
    bytes: &'b [u8],
    at: usize,
    depth: usize,
    scanner: &'s mut Scanner,
}

impl Reading<'_, '_> {
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
    fn object(&mut self) -> Option<Parts> {
        let mut parts = Parts::default();
        loop {
            self.expect(b'"')?;
            self.member(&mut parts)?;
            match self.next()? {
                b',' => self.at += 1,
                b'}' => {
                    self.at += 1;
                    return Some(parts);
                }
                _ => return None,
            }
            self.next()?;
        }
    }

    /// A name, behind its first quote, and its value.
    #[inline(always)]
    fn member(&mut self, parts: &mut Parts) -> Option<()> {
        match self.peek()? {
            b'i' if self.take(b"id\"") => {
                parts.once(ID)?;
                parts.id = Some(self.string_value()?).filter(|id| id.span.start < id.span.end);
                parts.id.map(|_| ())
            }
            b's' if self.take(b"status\"") => {
                parts.once(STATUS)?;
                parts.status = Some(self.status()?);
                Some(())
            }
            b'c' if self.take(b"clientContext\"") => {
                parts.once(CONTEXT)?;
                parts.context = self.string_or_null()?;
                let length = parts
                    .context
                    .map_or(0, |context| context.span.end - context.span.start);
                (length <= MAX_CONTEXT).then_some(())
            }
            b'c' if self.take(b"createdDateTime\"") => {
                parts.once(CREATED)?;
                parts.created = self.time()?;
                Some(())
            }
            b'l' if self.take(b"lastActionDateTime\"") => {
                parts.once(LAST)?;
                parts.last = self.time()?;
                Some(())
            }
            b'r' if self.take(b"resultInfo\"") => {
                parts.once(RESULT)?;
                parts.result = self.result_info()?;
                Some(())
            }
            b'@' if self.take(b"@odata.type\"") => {
                parts.once(KIND)?;
                parts.kind = Some(self.kind()?);
                Some(())
            }
            b'c' if self.take(b"completionReason\"") => {
                parts.once(REASON)?;
                parts.reason = self.string_or_null()?;
                Some(())
            }
            b'@' if self.take(b"@odata.id\"") => {
                parts.once(ODATA_ID)?;
                self.skip()
            }
            _ => self.unknown(),
        }
    }

    /// The rest of a string behind its first quote.
    #[inline(always)]
    fn string(&mut self) -> Option<Quoted> {
        let start = self.at;
        let mut escaped = false;
        loop {
            self.at = string_stop(self.bytes, self.at);
            match self.peek()? {
                b'"' => {
                    self.at += 1;
                    return Some(Quoted {
                        span: Span::new(start, self.at - 1),
                        escaped,
                    });
                }
                b'\\' => {
                    escaped = true;
                    let letter = self.bytes.get(self.at + 1)?;
                    if !matches!(
                        letter,
                        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't'
                    ) {
                        return None;
                    }
                    self.at += 2;
                }
                _ => return None,
            }
        }
    }

    /// A colon and a string.
    #[inline(always)]
    fn string_value(&mut self) -> Option<Quoted> {
        if !self.take(b":\"") {
            self.expect(b':')?;
            self.expect(b'"')?;
        }
        self.string()
    }

    /// A colon, and a string or `null`.
    #[inline(always)]
    fn string_or_null(&mut self) -> Option<Option<Quoted>> {
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
    fn status(&mut self) -> Option<Status> {
        if !self.take(b":\"") {
            self.expect(b':')?;
            self.expect(b'"')?;
        }
        match self.peek()? {
            b'c' if self.take(b"completed\"") => Some(Status::Completed),
            b'r' if self.take(b"running\"") => Some(Status::Running),
            b'f' if self.take(b"failed\"") => Some(Status::Failed),
            b'n' if self.take(b"notStarted\"") => Some(Status::NotStarted),
            _ => None,
        }
    }

    #[inline(always)]
    fn time(&mut self) -> Option<Option<(Quoted, Timestamp)>> {
        let Some(quoted) = self.string_or_null()? else {
            return Some(None);
        };
        let at = Timestamp::parse_ordinary(quoted.span.of(self.bytes))?;
        (!at.is_unset()).then_some(Some((quoted, at)))
    }

    /// A known type, spelled as documented; without `#microsoft.graph.`.
    #[inline(always)]
    fn kind(&mut self) -> Option<Quoted> {
        const PREFIX: &[u8] = b"#microsoft.graph.";
        let quoted = self.string_value()?;
        let name = quoted.span.of(self.bytes).strip_prefix(PREFIX)?;
        let span = Span::new(quoted.span.start + PREFIX.len(), quoted.span.end);
        judge::is_documented_type(name).then_some(Quoted {
            span,
            escaped: false,
        })
    }

    #[inline(always)]
    fn result_info(&mut self) -> Option<Option<Result>> {
        if !self.take(b":{") {
            self.expect(b':')?;
            if self.next()? != b'{' {
                return self.take(b"null").then_some(None);
            }
            self.at += 1;
        }
        let mut result = Result::default();
        loop {
            self.expect(b'"')?;
            self.result_member(&mut result)?;
            match self.next()? {
                b',' => self.at += 1,
                b'}' => {
                    self.at += 1;
                    return result.code.map(|_| Some(result));
                }
                _ => return None,
            }
        }
    }

    #[inline(always)]
    fn result_member(&mut self, result: &mut Result) -> Option<()> {
        let bit = match self.peek()? {
            b'c' if self.take(b"code\"") => {
                result.code = Some(self.number()?);
                1
            }
            b's' if self.take(b"subcode\"") => {
                result.subcode = Some(self.number()?);
                2
            }
            b'm' if self.take(b"message\"") => {
                result.message = self.string_or_null()?;
                4
            }
            b'@' if self.take(b"@odata.type\"") => {
                self.string_value()?;
                8
            }
            _ => return None,
        };
        let new = result.seen & bit == 0;
        result.seen |= bit;
        // The type of a resultInfo is not read, so it may stand there twice.
        (new || bit == 8).then_some(())
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
        let name = self.string()?;
        let key = name.span.of(self.bytes);
        if name.escaped || FOREIGN.contains(&key) {
            return None;
        }
        if !EXTRAS.contains(&key) && wire::is_near_operation(std::str::from_utf8(key).ok()?) {
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
