//! One row of the report for people: state phrase, code/subcode, id and type, in columns.

use super::line::Line;
use crate::operation::{GUID, Number, Operation, ResultInfo, State, Stated, Status, Text};
use crate::report::palette::{Paint, Palette};
use crate::report::{Record, excerpt};
use crate::safe;
use crate::short::Short;
use crate::simd::filled;
use crate::timestamp::Elapsed;

/// Where the columns begin.
const RESULT: usize = 23;
const ID: usize = 33;
const KIND: usize = 71;
/// How long a state phrase may be, and the mark where one is cut.
const PHRASE: usize = 21;
const CUT: usize = "...".len();
/// The longest id, type or context that is shown whole.
const MAX_WORD: usize = 300;

/// Writes rows.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    palette: Palette,
    width: usize,
    succeeded: Lead,
    failed: Lead,
    not_started: Lead,
    running: Lead,
    pending: Lead,
    invalid: Lead,
}

/// The begin of a state phrase, painted once for all rows.
#[derive(Clone, Debug)]
struct Lead {
    /// The word alone, and its length; the same with what links a duration to it.
    word: ([u8; 32], usize),
    linked: ([u8; 32], usize),
    /// How much of it takes no columns.
    paint: usize,
}

impl Lead {
    fn new(palette: &Palette, paint: Paint, word: &str, link: &str) -> Self {
        let mut text = Vec::new();
        palette.write(&mut text, paint, word);
        let paint = text.len() - word.len();
        let alone = padded(&text);
        text.extend_from_slice(link.as_bytes());
        Self {
            word: alone,
            linked: padded(&text),
            paint,
        }
    }
}

/// `text` with blanks behind it, and its length. Ours are all short.
fn padded(text: &[u8]) -> ([u8; 32], usize) {
    let block: [u8; 32] = filled(text, b' ');
    (block, text.len().min(block.len()))
}

impl Rows {
    /// Rows of at most `width` columns, if ids are no longer than usual.
    pub(super) fn new(palette: &Palette, width: usize) -> Self {
        let lead = |paint, word, link| Lead::new(palette, paint, word, link);
        Self {
            palette: palette.clone(),
            width,
            succeeded: lead(Paint::Succeeded, "completed", " in "),
            failed: lead(Paint::Failed, "failed", " after "),
            not_started: lead(Paint::NotStarted, "notStarted", " for "),
            running: lead(Paint::Running, "running", " for "),
            pending: lead(Paint::Running, "pending", " for "),
            invalid: lead(Paint::Failed, "invalid", ""),
        }
    }

    /// The row of an operation.
    #[inline]
    pub(super) fn operation(
        &self,
        out: &mut Vec<u8>,
        operation: &Operation<'_>,
        record: &Record<'_>,
    ) {
        let mut line = Line::begin(out);
        self.phrase(&mut line, operation, record);
        line.column(RESULT);
        let failed = record.valid && record.state == Some(State::Failed);
        self.result(&mut line, operation.result_info.as_ref(), failed);
        line.column(ID);
        let columns = id(&mut line, operation.id);
        if let Some(kind) = operation.kind {
            self.kind(&mut line, kind, columns);
        }
        line.end();
    }

    /// The row of something that has no result and no id.
    pub(super) fn plain(&self, out: &mut Vec<u8>, word: &str, place: &str) {
        let mut line = Line::begin(out);
        self.painted(&mut line, Paint::Failed, word);
        line.column(RESULT);
        line.text("-");
        line.column(ID);
        line.text(place);
        line.end();
    }

    #[inline(always)]
    fn painted(&self, line: &mut Line<'_>, paint: Paint, word: &str) {
        let (start, end) = (self.palette.start(paint), self.palette.end());
        line.text(start);
        line.text(word);
        line.text(end);
        line.hide(start.len() + end.len() + word.len() - safe::columns(word));
    }

    #[inline]
    fn phrase(&self, line: &mut Line<'_>, operation: &Operation<'_>, record: &Record<'_>) {
        let (begin, elapsed) = match (record.valid, record.state) {
            (false, _) => (&self.invalid, None),
            (true, None) => return self.painted(line, Paint::Running, &unknown(operation)),
            (true, Some(State::Succeeded)) => (&self.succeeded, operation.active()),
            (true, Some(State::Failed)) => (&self.failed, operation.active()),
            (true, Some(State::Pending)) => {
                let begin = match operation.status {
                    Stated::Known(Status::NotStarted) => &self.not_started,
                    Stated::Known(Status::Running) => &self.running,
                    _ => &self.pending,
                };
                (begin, operation.elapsed(record.now))
            }
        };
        lead(
            line,
            begin,
            elapsed.filter(|elapsed| !elapsed.is_negative()),
        );
    }

    #[inline]
    fn result(&self, line: &mut Line<'_>, info: Option<&ResultInfo<'_>>, failed: bool) {
        let Some(code) = info.and_then(|info| info.code) else {
            return line.block(b"-", 1);
        };
        let subcode = info.and_then(|info| info.subcode);
        // One call only, since it is put in place.
        let is_painted = failed && !self.palette.is_plain();
        let (start, end) = (self.palette.start(Paint::Code), self.palette.end());
        if is_painted {
            line.text(start);
        }
        pair(line, code, subcode);
        if is_painted {
            line.text(end);
            line.hide(start.len() + end.len());
        }
    }

    /// The type without its "Operation", if the row has room for it.
    #[inline]
    fn kind(&self, line: &mut Line<'_>, kind: Text<'_>, id_columns: usize) {
        let begin = KIND.max(ID + id_columns + 2);
        let room = self.width.saturating_sub(begin);
        let plain = kind.raw();
        let unusual;
        let short = if safe::is_word(plain.as_bytes()) {
            short_kind(plain).filter(|short| short.len() <= room)
        } else {
            unusual = unusual_kind(kind, room);
            unusual.as_deref()
        };
        if let Some(short) = short {
            line.column(KIND);
            line.text(short);
        }
    }
}

/// A type without its "Operation"; nothing if that says nothing.
#[inline]
fn short_kind(name: &str) -> Option<&str> {
    let short = name.strip_suffix("Operation").unwrap_or(name);
    (!short.is_empty() && !short.eq_ignore_ascii_case("comms")).then_some(short)
}

/// The phrase.
#[inline(always)]
fn lead(line: &mut Line<'_>, lead: &Lead, elapsed: Option<Elapsed>) {
    line.hide(lead.paint);
    match elapsed {
        None => line.block(&lead.word.0, lead.word.1),
        Some(elapsed) => {
            line.block(&lead.linked.0, lead.linked.1);
            match elapsed.short_words() {
                Some(words) => line.short(words),
                None => {
                    let mut words = Vec::new();
                    elapsed.write_words(&mut words);
                    line.bytes(&words);
                }
            }
        }
    }
}

/// A code, and a subcode if there is one.
#[inline(always)]
fn pair(line: &mut Line<'_>, code: Number<'_>, subcode: Option<Number<'_>>) {
    let mut pair = Short::default();
    match (code, subcode) {
        (Number::Int(code @ 0..=999), None) => pair.number(code.unsigned_abs()),
        (Number::Int(code @ 0..=999), Some(Number::Int(subcode @ 0..=9999))) => {
            pair.number(code.unsigned_abs());
            pair.push(b'/');
            let subcode = subcode.unsigned_abs();
            if subcode > 999 {
                pair.number(subcode / 1000);
                pair.last_digits(subcode % 1000, 3);
            } else {
                pair.number(subcode);
            }
        }
        _ => {
            let (pair, columns) = unusual_pair(code, subcode);
            line.bytes(&pair);
            return line.hide(pair.len() - columns);
        }
    }
    line.short(pair);
}

// What is rare is not done in place, and takes no reference to a `Line`, so that its fields can stay
// in registers.

/// The status as it was sent, where it is unknown and that is to be ignored.
#[inline(never)]
fn unknown(operation: &Operation<'_>) -> String {
    let word = match operation.status {
        Stated::Unknown(word) => safe::excerpt(&word.decoded(), PHRASE - CUT).into_owned(),
        _ => "no status".to_owned(),
    };
    safe::line_begin(&word).into_owned()
}

/// The short name of any type, if it can be shown as it is and has room.
#[inline(never)]
fn unusual_kind(kind: Text<'_>, room: usize) -> Option<String> {
    // Never fewer columns than a sixth of the bytes: an escape has six.
    if kind.raw_len() > 6 * (room + "Operation".len()) {
        return None;
    }
    let name = kind.decoded();
    let short = short_kind(&name)?;
    let is_plain = safe::is_word(short.as_bytes()) || safe::excerpt(short, room) == short;
    (safe::columns(short) <= room && is_plain).then(|| short.to_owned())
}

/// The text of any code and subcode, and how many columns it takes.
#[inline(never)]
fn unusual_pair(code: Number<'_>, subcode: Option<Number<'_>>) -> (Vec<u8>, usize) {
    // Two numbers and what parts them.
    let mut text = Vec::with_capacity(24);
    write_pair(&mut text, code, subcode);
    let columns = safe::columns(&String::from_utf8_lossy(&text));
    (text, columns)
}

/// The id; how many columns it takes.
#[inline]
fn id(line: &mut Line<'_>, id: Option<Text<'_>>) -> usize {
    let Some(id) = id.filter(|id| !id.is_empty()) else {
        line.block(b"-", 1);
        return 1;
    };
    match <&[u8; GUID]>::try_from(id.raw().as_bytes()) {
        Ok(guid) if safe::is_word(guid) => {
            line.block(guid, GUID);
            GUID
        }
        _ => {
            let (word, columns) = unusual_id(id);
            line.bytes(&word);
            line.hide(word.len() - columns);
            columns
        }
    }
}

/// The text of any id, and how many columns it takes.
#[inline(never)]
fn unusual_id(id: Text<'_>) -> (Vec<u8>, usize) {
    let mut word = Vec::new();
    let columns = write_word(&mut word, id);
    (word, columns)
}

/// Appends a word of the payload; how many columns it takes.
pub(super) fn write_word(out: &mut Vec<u8>, text: Text<'_>) -> usize {
    let word = excerpt(text, MAX_WORD);
    out.extend_from_slice(word.as_bytes());
    safe::columns(&word)
}

/// Appends a code, and a subcode if there is one.
pub(super) fn write_pair(out: &mut Vec<u8>, code: Number<'_>, subcode: Option<Number<'_>>) {
    write_number(out, code);
    if let Some(subcode) = subcode {
        out.push(b'/');
        write_number(out, subcode);
    }
}

/// Appends a code or subcode.
pub(super) fn write_number(out: &mut Vec<u8>, number: Number<'_>) {
    match number {
        Number::Int(n) => out.extend_from_slice(itoa::Buffer::new().format(n).as_bytes()),
        Number::Other(text) => out.extend_from_slice(safe::excerpt(text, 40).as_bytes()),
        Number::Word(text) => out.extend_from_slice(safe::excerpt(&text.decoded(), 60).as_bytes()),
    }
}
