//! One row of the report for people: state phrase, code/subcode, id and type, in columns.
//!
//! A log has millions of rows, and almost every byte of one comes from a copy whose length is
//! known when the program is built: more than is needed is appended, and the surplus taken off
//! again. That is several times cheaper than copying just enough.

use crate::operation::{Number, Operation, ResultInfo, State, Stated, Status, Text};
use crate::report::Record;
use crate::report::palette::{Paint, Palette};
use crate::safe;
use crate::timestamp::Elapsed;

/// The widths of the columns.
const PHRASE: usize = 21;
const RESULT: usize = 8;
const ID: usize = 36;
/// What stands between two columns.
const GAP: usize = 2;
/// What stands behind a word that is cut.
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
    text: [u8; 32],
    /// The length of the word, and of the word with what links a duration to it.
    word: usize,
    linked: usize,
    /// How much of it takes no columns.
    paint: usize,
}

impl Lead {
    fn new(palette: &Palette, paint: Paint, word: &str, link: &str) -> Self {
        let mut text = Vec::new();
        palette.write(&mut text, paint, word);
        let painted = text.len();
        text.extend_from_slice(link.as_bytes());
        let linked = text.len();
        text.resize(32, b' ');
        Self {
            text: text.try_into().unwrap_or([b' '; 32]),
            word: painted,
            linked,
            paint: painted - word.len(),
        }
    }
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
        self.phrase(out, operation, record);
        let failed = record.valid && record.state == Some(State::Failed);
        self.result(out, operation.result_info, failed);
        let columns = match operation.id {
            Some(id) if !id.is_empty() => write_word(out, id),
            _ => {
                out.push(b'-');
                1
            }
        };
        if let Some(kind) = operation.kind {
            self.kind(out, kind, columns);
        }
        out.push(b'\n');
    }

    /// The row of something that has no result and no id.
    pub(super) fn plain(&self, out: &mut Vec<u8>, word: &str, place: &str) {
        self.palette.write(out, Paint::Failed, word);
        pad(out, word.len(), PHRASE);
        out.push(b'-');
        pad(out, 1, RESULT);
        out.extend_from_slice(place.as_bytes());
        out.push(b'\n');
    }

    #[inline]
    fn phrase(&self, out: &mut Vec<u8>, operation: &Operation<'_>, record: &Record<'_>) {
        if !record.valid {
            return lead(out, &self.invalid, None);
        }
        let Some(state) = record.state else {
            return self.unknown(out, operation);
        };
        let (begin, elapsed) = match (state, operation.status) {
            (State::Succeeded, _) => (&self.succeeded, operation.active()),
            (State::Failed, _) => (&self.failed, operation.active()),
            (State::Pending, status) => {
                let begin = match status {
                    Stated::Known(Status::NotStarted) => &self.not_started,
                    Stated::Known(Status::Running) => &self.running,
                    _ => &self.pending,
                };
                (begin, operation.elapsed(record.now))
            }
        };
        lead(out, begin, elapsed.filter(|elapsed| !elapsed.is_negative()));
    }

    /// The status as it was sent, where it is unknown and that is to be ignored.
    fn unknown(&self, out: &mut Vec<u8>, operation: &Operation<'_>) {
        let word = match operation.status {
            Stated::Unknown(word) => safe::excerpt(&word.decoded(), PHRASE - CUT),
            _ => "no status".to_owned(),
        };
        let word = safe::line_begin(&word);
        self.palette.write(out, Paint::Running, &word);
        pad(out, safe::columns(&word), PHRASE);
    }

    #[inline]
    fn result(&self, out: &mut Vec<u8>, info: Option<ResultInfo<'_>>, failed: bool) {
        let Some(code) = info.and_then(|info| info.code) else {
            out.push(b'-');
            return pad(out, 1, RESULT);
        };
        if failed {
            out.extend_from_slice(self.palette.start(Paint::Code).as_bytes());
        }
        let begin = out.len();
        write_number(out, code);
        if let Some(subcode) = info.and_then(|info| info.subcode) {
            out.push(b'/');
            write_number(out, subcode);
        }
        let columns = out.len() - begin;
        if failed {
            out.extend_from_slice(self.palette.end().as_bytes());
        }
        pad(out, columns, RESULT);
    }

    /// The type without its "Operation", if the row has room for it.
    #[inline]
    fn kind(&self, out: &mut Vec<u8>, kind: Text<'_>, id_columns: usize) {
        let before = PHRASE + RESULT + id_columns.max(ID) + 3 * GAP;
        let room = self.width.saturating_sub(before);
        // Never fewer columns than a sixth of the bytes: an escape has six.
        if kind.raw_len() > 6 * (room + "Operation".len()) {
            return;
        }
        let name = kind.decoded();
        let short = name.strip_suffix("Operation").unwrap_or(&name);
        if short.is_empty()
            || safe::columns(short) > room
            || short.eq_ignore_ascii_case("comms")
            || !safe::is_word(short.as_bytes()) && safe::excerpt(short, room) != short
        {
            return;
        }
        pad(out, id_columns, ID);
        out.extend_from_slice(short.as_bytes());
    }
}

/// The phrase, up to the next column.
#[inline]
fn lead(out: &mut Vec<u8>, lead: &Lead, elapsed: Option<Elapsed>) {
    let begin = out.len();
    out.extend_from_slice(&lead.text);
    match elapsed {
        None => out.truncate(begin + lead.word),
        Some(elapsed) => {
            out.truncate(begin + lead.linked);
            elapsed.write_words(out);
        }
    }
    pad(out, out.len() - begin - lead.paint, PHRASE);
}

/// Blanks up to the next column.
#[inline]
fn pad(out: &mut Vec<u8>, columns: usize, width: usize) {
    let end = out.len() + width.saturating_sub(columns) + GAP;
    out.extend_from_slice(&[b' '; ID + GAP]);
    out.truncate(end);
}

/// Appends a word of the payload; how many columns it takes.
#[inline]
pub(super) fn write_word(out: &mut Vec<u8>, text: Text<'_>) -> usize {
    let plain = text.raw().as_bytes();
    // Most ids are GUIDs.
    if let Ok(guid) = <&[u8; ID]>::try_from(plain)
        && safe::is_word(guid)
    {
        out.extend_from_slice(guid);
        return ID;
    }
    write_long_word(out, text)
}

fn write_long_word(out: &mut Vec<u8>, text: Text<'_>) -> usize {
    let plain = text.raw().as_bytes();
    if plain.len() <= MAX_WORD && safe::is_bare(plain) && !safe::may_hold_secret(plain) {
        out.extend_from_slice(plain);
        return plain.len();
    }
    let word = safe::excerpt(&text.decoded(), MAX_WORD);
    out.extend_from_slice(word.as_bytes());
    word.chars().count()
}

/// Appends a code or subcode.
#[inline]
pub(super) fn write_number(out: &mut Vec<u8>, number: Number<'_>) {
    match number {
        Number::Int(n) => out.extend_from_slice(itoa::Buffer::new().format(n).as_bytes()),
        Number::Other(text) => out.extend_from_slice(safe::excerpt(text, 40).as_bytes()),
        Number::Word(text) => out.extend_from_slice(safe::excerpt(&text.decoded(), 60).as_bytes()),
    }
}
