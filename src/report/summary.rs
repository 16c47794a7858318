//! `-o summary`: counts and durations of the whole run.
//!
//! Memory does not grow with the input: durations are counted by the words they would be shown
//! in, so percentiles are exact in what is printed, and results are counted up to a limit.

use super::palette::{Paint, Palette};
use super::{Record, excerpt};
use crate::operation::{Number, Operation, State};
use crate::safe;
use crate::timestamp::{Elapsed, Timestamp};
use crate::verdict::Tally;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::io::Write as _;

/// Where the values begin.
const LABEL: usize = 17;
/// The longest bar.
const BAR: u64 = 20;
/// So many durations, and so many results, wait to be counted.
const MAX_FRESH: usize = 8 << 10;
/// So many different results are counted; the rest are "others".
const MAX_RESULTS: usize = 10_000;
/// So many of them are shown.
const SHOWN_RESULTS: usize = 10;
/// The longest id that is shown whole.
const MAX_ID: usize = 300;

/// Gathers what the summary says.
#[derive(Clone, Debug)]
pub struct Reporter {
    palette: Palette,
    now: Timestamp,
    shown: Tally,
    active: Histogram,
    oldest: Option<(Timestamp, String)>,
    results: Results,
}

impl Reporter {
    /// `now`: the clock, until a record brings a later one.
    pub fn new(palette: Palette, now: Timestamp) -> Self {
        Self {
            palette,
            now,
            shown: Tally::default(),
            active: Histogram::default(),
            oldest: None,
            results: Results::of_all(),
        }
    }

    /// A reporter for a piece of the input.
    #[must_use]
    pub fn piece(&self) -> Self {
        Self {
            results: Results::default(),
            ..Self::new(self.palette.clone(), self.now)
        }
    }

    /// Adds what a reporter for the next piece has counted.
    pub fn absorb(&mut self, piece: Self) {
        self.now = piece.now;
        self.shown.merge(&piece.shown);
        self.active.absorb(&piece.active);
        self.results.absorb(piece.results);
        let older =
            |new: &(Timestamp, String)| self.oldest.as_ref().is_none_or(|old| new.0 < old.0);
        if let Some(oldest) = piece.oldest.filter(older) {
            self.oldest = Some(oldest);
        }
    }

    /// Counts one record.
    pub fn record(&mut self, record: &Record<'_>) {
        record.count_in(&mut self.shown);
        self.now = record.now;
        let Some(operation) = record.operation() else {
            return;
        };
        match record.state {
            Some(State::Succeeded | State::Failed) => self.finished(operation),
            Some(State::Pending) => self.pending(operation),
            None => {}
        }
        self.results.add(operation);
    }

    fn finished(&mut self, operation: &Operation<'_>) {
        let active = operation.active().filter(|active| !active.is_negative());
        if let Some(active) = active {
            self.active.add(active);
        }
    }

    fn pending(&mut self, operation: &Operation<'_>) {
        let Some(created) = operation.created.and_then(|created| created.at) else {
            return;
        };
        if self
            .oldest
            .as_ref()
            .is_none_or(|(oldest, _)| created < *oldest)
        {
            let id = operation.id.filter(|id| !id.is_empty());
            let id = id.map_or(Cow::Borrowed("-"), |id| excerpt(id, MAX_ID));
            self.oldest = Some((created, id.into_owned()));
        }
    }

    /// Writes it all. Operations are counted as far as they are shown, documents and findings
    /// are those of the whole run.
    pub fn end(&mut self, tally: &Tally, out: &mut Vec<u8>) {
        self.active.count_fresh();
        self.results.count_fresh();
        self.counts(tally, out);
        let begin = out.len();
        self.active_line(out);
        self.oldest_line(out);
        self.results_line(out);
        findings_line(tally, out);
        if out.len() > begin {
            out.insert(begin, b'\n');
        }
    }

    fn counts(&self, tally: &Tally, out: &mut Vec<u8>) {
        let width = tally.documents.max(self.shown.operations).to_string().len();
        let width = width.max(2);
        // Writing into a Vec cannot fail.
        let _ = write!(out, "{:LABEL$}{:>width$}", "documents", tally.documents);
        if tally.sources > 1 {
            let _ = write!(out, "  in {} files", tally.sources);
        }
        let _ = writeln!(
            out,
            "\n{:LABEL$}{:>width$}",
            "operations", self.shown.operations
        );
        let states = [
            (State::Succeeded, Paint::Succeeded),
            (State::Pending, Paint::Running),
            (State::Failed, Paint::Failed),
        ];
        for (state, paint) in states {
            if self.shown.operations > 0 {
                self.state_line(state, paint, width, out);
            }
        }
        for (label, paint, count) in [
            ("  (invalid)", Some(Paint::Failed), self.shown.invalid),
            ("unreadable", Some(Paint::Failed), self.shown.unreadable),
            ("skipped", None, tally.skipped),
        ] {
            if count > 0 {
                self.label(label, paint, out);
                let _ = writeln!(out, "{count:>width$}");
            }
        }
    }

    /// A label and the gap behind it.
    fn label(&self, label: &str, paint: Option<Paint>, out: &mut Vec<u8>) {
        let word = label.trim_start();
        let _ = write!(out, "{:1$}", "", label.len() - word.len());
        match paint {
            Some(paint) => self.palette.write(out, paint, word),
            None => out.extend_from_slice(word.as_bytes()),
        }
        let _ = write!(out, "{:1$}", "", LABEL.saturating_sub(label.len()));
    }

    fn state_line(&self, state: State, paint: Paint, width: usize, out: &mut Vec<u8>) {
        let (count, all) = (self.shown.of_state(state), self.shown.operations);
        self.label(&format!("  {}", state.name()), Some(paint), out);
        let _ = write!(out, "{count:>width$}  {:>3}%", share(count, all, 100));
        // A single failure among a million is a failure all the same.
        let length = share(count, all, BAR).max(u64::from(count > 0));
        if length > 0 {
            out.extend_from_slice(b"  ");
            self.palette.write(
                out,
                paint,
                &"#".repeat(usize::try_from(length).unwrap_or(0)),
            );
        }
        out.push(b'\n');
    }

    fn active_line(&self, out: &mut Vec<u8>) {
        let finished = self.shown.of_state(State::Succeeded) + self.shown.of_state(State::Failed);
        if finished == 0 {
            return;
        }
        let _ = write!(out, "{:LABEL$}", "active time");
        let active = &self.active;
        if active.total == 0 {
            let _ = writeln!(out, "unknown  ({finished} finished, none with both times)");
            return;
        }
        for (name, percent) in [
            ("min", 0),
            ("p50", 50),
            ("p90", 90),
            ("p99", 99),
            ("max", 100),
        ] {
            let _ = write!(out, "{name} ");
            Elapsed::write_bucket(active.percentile(percent), out);
            out.extend_from_slice(b"  ");
        }
        let _ = match active.total {
            total if total == finished => writeln!(out, "({finished} finished)"),
            total => writeln!(out, "({total} of {finished} finished)"),
        };
    }

    fn oldest_line(&self, out: &mut Vec<u8>) {
        let Some((created, id)) = &self.oldest else {
            return;
        };
        let age = self.now.since(*created);
        if age.is_negative() {
            return;
        }
        let _ = write!(out, "{:LABEL$}", "oldest pending");
        age.write_words(out);
        let _ = writeln!(out, "  {id}");
    }

    fn results_line(&self, out: &mut Vec<u8>) {
        let Some(Counted { counts, others }) = &self.results.counted else {
            return;
        };
        if counts.is_empty() {
            return;
        }
        let _ = write!(out, "{:LABEL$}", "results");
        let shown = most_frequent(counts);
        let mut glue = "";
        for (result, count) in &shown {
            let _ = write!(out, "{glue}{result} x{count}");
            glue = "  ";
        }
        if counts.len() > shown.len() {
            let _ = write!(out, "  (+{} more)", counts.len() - shown.len());
        }
        if *others > 0 {
            let _ = write!(out, "  others x{others}");
        }
        out.push(b'\n');
    }
}

/// The results that are shown, most frequent first; of equally frequent ones the smallest.
fn most_frequent(counts: &HashMap<Pair, u64>) -> Vec<(&Pair, u64)> {
    let mut most: Vec<_> = counts.iter().map(|(pair, count)| (pair, *count)).collect();
    let order = |a: &(&Pair, u64), b: &(&Pair, u64)| {
        b.1.cmp(&a.1).then_with(|| a.0.parts().cmp(&b.0.parts()))
    };
    // To sort thousands takes as long as to read megabytes.
    if most.len() > SHOWN_RESULTS {
        most.select_nth_unstable_by(SHOWN_RESULTS, order);
        most.truncate(SHOWN_RESULTS);
    }
    most.sort_unstable_by(order);
    most
}

fn findings_line(tally: &Tally, out: &mut Vec<u8>) {
    let mut glue = "";
    for (code, count) in tally.codes.iter() {
        if glue.is_empty() {
            let _ = write!(out, "{:LABEL$}", "findings");
        }
        let _ = write!(out, "{glue}{code} x{count}");
        glue = "  ";
    }
    if !glue.is_empty() {
        out.push(b'\n');
    }
}

/// How much of `whole` parts `count` of `all` is, rounded half up.
fn share(count: u64, all: u64, whole: u64) -> u64 {
    let (count, all, whole) = (u128::from(count), u128::from(all.max(1)), u128::from(whole));
    u64::try_from((2 * whole * count + all) / (2 * all)).unwrap_or(whole as u64)
}

/// Durations by their words.
#[derive(Clone, Debug, Default)]
struct Histogram {
    /// Those not counted yet. They are gathered, so that a piece of the input needs no table.
    fresh: Vec<u64>,
    /// How many there are of each below a century, up to the longest so far.
    usual: Vec<u64>,
    /// How many there are of each longer one.
    long: BTreeMap<u64, u64>,
    total: u64,
}

impl Histogram {
    fn add(&mut self, elapsed: Elapsed) {
        self.put(elapsed.words_bucket());
    }

    fn put(&mut self, bucket: u64) {
        self.total += 1;
        self.fresh.push(bucket);
        if self.fresh.len() >= MAX_FRESH {
            self.count_fresh();
        }
    }

    fn count_fresh(&mut self) {
        let mut fresh = std::mem::take(&mut self.fresh);
        for bucket in fresh.drain(..) {
            self.count_many(bucket, 1);
        }
        self.fresh = fresh;
    }

    fn count_many(&mut self, bucket: u64, more: u64) {
        let place = usize::try_from(bucket).unwrap_or(usize::MAX);
        if place >= Elapsed::CENTURY_BUCKET {
            *self.long.entry(bucket).or_default() += more;
            return;
        }
        if place >= self.usual.len() {
            self.usual.resize(place + 1, 0);
        }
        if let Some(count) = self.usual.get_mut(place) {
            *count += more;
        }
    }

    fn absorb(&mut self, piece: &Self) {
        for (bucket, count) in piece.counts() {
            self.count_many(bucket, count);
            self.total += count;
        }
        for bucket in &piece.fresh {
            self.put(*bucket);
        }
    }

    /// Those that are counted, from the shortest on.
    fn counts(&self) -> impl Iterator<Item = (u64, u64)> {
        let usual = (0..).zip(self.usual.iter().copied());
        let long = self.long.iter().map(|(bucket, count)| (*bucket, *count));
        usual.filter(|(_, count)| *count > 0).chain(long)
    }

    /// The nearest-rank percentile of those that are counted: the smallest value that `percent` of
    /// all do not exceed.
    fn percentile(&self, percent: u64) -> u64 {
        let rank = (u128::from(self.total) * u128::from(percent))
            .div_ceil(100)
            .max(1);
        let mut seen = 0;
        let reached = self.counts().find(|(_, count)| {
            seen += u128::from(*count);
            seen >= rank
        });
        reached.map_or(0, |(bucket, _)| bucket)
    }
}

/// One half of a result, in the order of numbers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Part<'a> {
    Int(i32),
    Text(Cow<'a, str>),
}

impl From<Number<'_>> for Part<'static> {
    fn from(number: Number<'_>) -> Self {
        match number {
            Number::Int(n) => Self::Int(n),
            Number::Other(text) => Self::Text(safe::excerpt(text, 40).into_owned().into()),
            Number::Word(text) => Self::Text(excerpt(text, 60).into_owned().into()),
        }
    }
}

impl Part<'_> {
    fn as_ref(&self) -> Part<'_> {
        match self {
            Self::Int(n) => Part::Int(*n),
            Self::Text(text) => Part::Text(Cow::Borrowed(text)),
        }
    }
}

impl fmt::Display for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(n) => write!(f, "{n}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// Whole numbers, as nearly all results are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Numbers(i32, Option<i32>);

/// `code/subcode`. Small, as there may be many, and each record looks for one.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Pair {
    Numbers(Numbers),
    /// One of them at least is a text.
    Mixed(Box<(Part<'static>, Option<Part<'static>>)>),
}

impl Pair {
    /// The only way to make one, so that equal ones are of one kind.
    #[inline]
    fn of(code: Number<'_>, subcode: Option<Number<'_>>) -> Self {
        match (code, subcode) {
            (Number::Int(code), None) => Self::Numbers(Numbers(code, None)),
            (Number::Int(code), Some(Number::Int(subcode))) => {
                Self::Numbers(Numbers(code, Some(subcode)))
            }
            _ => Self::Mixed(Box::new((code.into(), subcode.map(Part::from)))),
        }
    }

    fn parts(&self) -> (Part<'_>, Option<Part<'_>>) {
        match self {
            Self::Numbers(Numbers(code, subcode)) => (Part::Int(*code), subcode.map(Part::Int)),
            Self::Mixed(parts) => (parts.0.as_ref(), parts.1.as_ref().map(Part::as_ref)),
        }
    }
}

impl Hash for Pair {
    /// Two whole numbers at once, which is several times cheaper than piece by piece. A code alone
    /// goes as if with -1: unequal pairs may share a hash.
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Numbers(Numbers(code, subcode)) => {
                let subcode = subcode.unwrap_or(-1).cast_unsigned();
                state.write_u64(u64::from(code.cast_unsigned()) << 32 | u64::from(subcode));
            }
            Self::Mixed(parts) => parts.hash(state),
        }
    }
}

impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.parts() {
            (code, Some(subcode)) => write!(f, "{code}/{subcode}"),
            (code, None) => write!(f, "{code}"),
        }
    }
}

/// How often each result was seen. Which of them are counted when there are too many must not depend on
/// how the input was cut into pieces: it is those that came first.
#[derive(Clone, Debug, Default)]
struct Results {
    /// Those not counted yet, in the order in which they came; the same may stand here more than once.
    fresh: Vec<(Pair, u64)>,
    recent: Recent,
    /// Those of the whole run. A piece of the input has only fresh ones: as many as it has records at most.
    counted: Option<Counted>,
}

impl Results {
    /// Those of the whole run.
    fn of_all() -> Self {
        Self {
            counted: Some(Counted::default()),
            ..Self::default()
        }
    }

    fn add(&mut self, operation: &Operation<'_>) {
        let info = operation.result_info.unwrap_or_default();
        if let Some(code) = info.code {
            self.put(Pair::of(code, info.subcode));
        }
    }

    #[inline]
    fn put(&mut self, pair: Pair) {
        let known = match &pair {
            Pair::Numbers(numbers) => self.recent.place(*numbers),
            Pair::Mixed(_) => None,
        };
        match known.and_then(|place| self.fresh.get_mut(place)) {
            Some((_, count)) => *count += 1,
            None => self.put_fresh(pair),
        }
    }

    /// The same where it is not found among those seen lately.
    #[inline(never)]
    fn put_fresh(&mut self, pair: Pair) {
        if self.fresh.len() >= MAX_FRESH {
            self.count_fresh();
        }
        if let Pair::Numbers(numbers) = pair {
            self.recent.keep(numbers, self.fresh.len());
        }
        self.fresh.push((pair, 1));
    }

    /// Counts what was gathered, of the whole run.
    fn count_fresh(&mut self) {
        if let Some(counted) = &mut self.counted
            && !self.fresh.is_empty()
        {
            counted.take(&mut self.fresh);
            self.recent = Recent::default();
        }
    }

    fn absorb(&mut self, mut piece: Self) {
        self.count_fresh();
        match &mut self.counted {
            Some(counted) => counted.take(&mut piece.fresh),
            None => self.fresh.append(&mut piece.fresh),
        }
    }
}

/// How often each of the first results was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Counted {
    counts: HashMap<Pair, u64>,
    /// How often any other one was.
    others: u64,
}

impl Counted {
    fn take(&mut self, results: &mut Vec<(Pair, u64)>) {
        for (pair, more) in results.drain(..) {
            self.add(pair, more);
        }
    }

    /// Counts a result that came `more` times.
    fn add(&mut self, pair: Pair, more: u64) {
        if let Some(count) = self.counts.get_mut(&pair) {
            *count += more;
        } else if self.counts.len() < MAX_RESULTS {
            self.counts.insert(pair, more);
        } else {
            self.others += more;
        }
    }
}

/// Where results of whole numbers seen lately stand: a log has few that come again and again, and to
/// look here is many times quicker than to work out the hash of a pair. Not in place, where it would
/// be part of the frame that makes a reporter, whichever that is.
#[derive(Clone, Debug)]
struct Recent(Box<[Option<Slot>]>);

#[derive(Clone, Copy, Debug)]
struct Slot {
    numbers: Numbers,
    place: usize,
    /// Whether it was found here since another result last claimed the slot.
    in_use: bool,
}

impl Recent {
    const SLOTS: u32 = 256;

    #[inline]
    fn slot(&mut self, numbers: Numbers) -> Option<&mut Option<Slot>> {
        let Numbers(code, subcode) = numbers;
        let subcode = subcode.unwrap_or(-1).cast_unsigned();
        let mixed = code.cast_unsigned().wrapping_mul(31).wrapping_add(subcode);
        self.0.get_mut((mixed % Self::SLOTS) as usize)
    }

    #[inline]
    fn place(&mut self, numbers: Numbers) -> Option<usize> {
        let slot = self.slot(numbers)?.as_mut()?;
        let is_it = slot.numbers == numbers;
        slot.in_use |= is_it;
        is_it.then_some(slot.place)
    }

    /// Those that come but once must not drive out those that come all the time.
    fn keep(&mut self, numbers: Numbers, place: usize) {
        match self.slot(numbers) {
            Some(Some(slot)) if slot.in_use => slot.in_use = false,
            Some(slot) => {
                *slot = Some(Slot {
                    numbers,
                    place,
                    in_use: false,
                });
            }
            None => {}
        }
    }
}

impl Default for Recent {
    fn default() -> Self {
        Self(vec![None; Self::SLOTS as usize].into_boxed_slice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operation::{ResultInfo, Text};
    use crate::report;
    use crate::report::sample::{
        self, FAILED, GOOD, HOSTILE, RUNNING, SLOPPY, TRUNCATED, UNKNOWN_STATUS,
    };

    fn show(files: &[(&str, &str)]) -> String {
        let reporter = Reporter::new(Palette::default(), sample::now());
        sample::show_files(report::Reporter::Summary(Box::new(reporter)), files)
    }

    #[test]
    fn counts_everything() {
        let expected = "\
documents        10  in 2 files
operations        9
  succeeded       3   33%  #######
  pending         4   44%  #########
  failed          1   11%  ##
  (invalid)       1
unreadable        1

active time      min 3s  p50 22s  p90 22s  p99 22s  max 22s  (4 finished)
oldest pending   4m11s  9d6a
results          200/0 x3  200 x1  400/8508 x1
findings         CO010 x1  CO103 x1  CO201 x1
";
        let a = [GOOD, GOOD, FAILED, GOOD, RUNNING, SLOPPY].map(|input| ("a.json", input));
        let b = [HOSTILE, RUNNING, UNKNOWN_STATUS, TRUNCATED].map(|input| ("b.json", input));
        assert_eq!(show(&[&a[..], &b[..]].concat()), expected);
    }

    #[test]
    fn paints_what_went_wrong() {
        let reporter = Reporter::new(Palette::new(true), sample::now());
        let files = [("-", UNKNOWN_STATUS), ("-", TRUNCATED)];
        let text = sample::show_files(report::Reporter::Summary(Box::new(reporter)), &files);
        for line in ["(invalid)", "unreadable"] {
            assert!(
                text.contains(&format!("\u{1b}[1;31m{line}\u{1b}[0m  ")),
                "{text}"
            );
        }
    }

    #[test]
    fn says_no_more_than_there_is() {
        assert_eq!(show(&[]), "documents         0\noperations        0\n");
        let done = r#"{"id":"1","status":"completed","resultInfo":{"code":0,"subcode":0}}"#;
        let expected = "\
documents         1
operations        1
  succeeded       1  100%  ####################
  pending         0    0%
  failed          0    0%

active time      unknown  (1 finished, none with both times)
results          0/0 x1
";
        assert_eq!(show(&[("-", done)]), expected);
    }

    #[test]
    fn percentiles_are_nearest_rank() {
        let mut histogram = Histogram::default();
        let zero = sample::now();
        for second in 1..=200 {
            let later = Timestamp::from_unix(1_773_135_000 + second, 0);
            histogram.add(later.since(zero));
        }
        histogram.count_fresh();
        let words = |percent| {
            let mut out = Vec::new();
            Elapsed::write_bucket(histogram.percentile(percent), &mut out);
            String::from_utf8(out).expect("ASCII")
        };
        let found = [0, 50, 90, 99, 100].map(words);
        assert_eq!(found, ["1s", "1m40s", "3m00s", "3m18s", "3m20s"]);
    }

    #[test]
    fn pieces_count_as_the_whole_does() {
        let zero = Timestamp::from_unix(-60_000_000_000, 0);
        let mut whole = Histogram::default();
        let mut sum = Histogram::default();
        for piece in 0..4 {
            let mut part = Histogram::default();
            // From seconds to millennia, and more than are gathered.
            for i in 0..3_000 * piece {
                let later =
                    Timestamp::from_unix(-60_000_000_000 + (i * i * i) % 300_000_000_000, 0);
                whole.add(later.since(zero));
                part.add(later.since(zero));
            }
            sum.absorb(&part);
        }
        whole.count_fresh();
        sum.count_fresh();
        assert!(!whole.long.is_empty() && whole.usual.len() <= Elapsed::CENTURY_BUCKET);
        assert_eq!(sum.total, whole.total);
        assert_eq!(
            whole.counts().map(|(_, count)| count).sum::<u64>(),
            whole.total
        );
        assert!(whole.counts().map(|(bucket, _)| bucket).is_sorted());
        assert!(sum.counts().eq(whole.counts()));
    }

    fn counted(mut results: Results) -> Counted {
        results.count_fresh();
        results.counted.expect("those of the whole run")
    }

    #[test]
    fn results_of_one_slot_are_told_apart() {
        let operation = |code, subcode: Option<i32>| Operation {
            result_info: Some(ResultInfo {
                code: Some(Number::Int(code)),
                subcode: subcode.map(Number::Int),
                message: None,
            }),
            ..Operation::default()
        };
        let mut results = Results::of_all();
        let pairs = [
            (200, Some(0)),
            (200, Some(256)),
            (200, None),
            (200, Some(-1)),
        ];
        for i in 0..100 {
            for (code, subcode) in pairs.iter().take(1 + i % 4) {
                results.add(&operation(*code, *subcode));
            }
        }
        let mut counts: Vec<_> = counted(results).counts.into_values().collect();
        counts.sort_unstable();
        assert_eq!(counts, [25, 50, 75, 100]);
    }

    /// More than are counted, some again and again, of one slot, and as texts.
    #[test]
    fn results_of_pieces_are_those_of_the_whole() {
        let (mut whole, mut sum) = (Results::of_all(), Results::of_all());
        // The last one has more than wait to be counted, and one stretch is no piece.
        let cuts = [0, 700, 1_400, 2_100, 9_000, 30_000];
        for (begin, end) in cuts.into_iter().zip(cuts.into_iter().skip(1)) {
            let mut piece = Results::default();
            for i in begin..end {
                let (text, some) = (i.to_string(), i / 4);
                let code = match i % 5 {
                    0 => Number::Int(200),
                    1 => Number::Word(Text::new(&text)),
                    _ => Number::Int(some),
                };
                let subcode = (some % 3 > 0).then_some(Number::Int(256 * (some % 7) - 1));
                let cut = match begin {
                    1_400 => &mut sum,
                    _ => &mut piece,
                };
                for results in [&mut whole, cut] {
                    results.put(Pair::of(code, subcode));
                }
            }
            sum.absorb(piece);
        }
        let whole = counted(whole);
        assert_eq!(whole.counts.len(), MAX_RESULTS);
        assert!(whole.others > 1000);
        assert_eq!(counted(sum), whole);
    }

    #[cfg(target_pointer_width = "64")]
    #[test]
    fn results_are_small() {
        assert_eq!(size_of::<Pair>(), 16);
    }

    #[test]
    fn results_have_the_order_of_their_parts() {
        let int = Number::Int;
        let word = |word| Number::Word(Text::new(word));
        let pairs = [
            (int(-1), Some(int(9))),
            (int(200), None),
            (int(200), Some(int(-1))),
            (int(200), Some(int(0))),
            (int(200), Some(word("0"))),
            (int(500), None),
            (Number::Other("1.5"), None),
            (word("200"), None),
            (word("200"), Some(int(7))),
            (word("200"), Some(word("7"))),
            (word("x"), None),
        ]
        .map(|(code, subcode)| Pair::of(code, subcode));
        assert!(pairs.is_sorted_by(|a, b| a.parts() < b.parts()));
        let shown = pairs.map(|pair| pair.to_string()).join(" ");
        let expected = "-1/9 200 200/-1 200/0 200/0 500 1.5 200 200/7 200/7 x";
        assert_eq!(shown, expected);
    }

    #[test]
    fn shares_are_rounded_half_up() {
        assert_eq!(share(8, 12, 100), 67);
        assert_eq!(share(2, 12, 20), 3);
        assert_eq!(share(1, 8, 100), 13);
        assert_eq!(share(u64::MAX, u64::MAX, 100), 100);
        assert_eq!(share(0, 0, 100), 0);
    }

    #[test]
    fn shows_ten_results_and_counts_the_rest() {
        let inputs: Vec<String> = (0..12)
            .map(|n| {
                format!(
                    r#"{{"id":"1","status":"failed","resultInfo":{{"code":5{n:02},"subcode":1}}}}"#
                )
            })
            .collect();
        let files: Vec<(&str, &str)> = inputs.iter().map(|input| ("a", input.as_str())).collect();
        let shown = show(&files);
        assert!(shown.contains("509/1 x1  (+2 more)\n"), "{shown}");
    }

    #[test]
    fn remembers_a_limited_number_of_results() {
        let mut results = Results::of_all();
        for code in 0..i32::try_from(MAX_RESULTS).expect("small") + 5 {
            let result_info = Some(crate::operation::ResultInfo {
                code: Some(Number::Int(code)),
                ..Default::default()
            });
            results.add(&Operation {
                result_info,
                ..Operation::default()
            });
        }
        let Counted { counts, others } = counted(results);
        assert_eq!((counts.len(), others), (MAX_RESULTS, 5));
    }
}
