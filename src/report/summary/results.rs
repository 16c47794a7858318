//! Which results there were, and how often.

use super::MAX_FRESH;
use super::pair::{Numbers, Pair};
use crate::operation::Operation;
use std::collections::HashMap;

/// So many different results are counted; the rest are "others". Six times as many as `judge/codes.tsv`
/// knows, and what a map can hold before it grows to 4,096 places: each doubling costs the memory of the
/// old and of the new one, and the peak is to stay at that of a run without a summary.
const MAX_RESULTS: usize = 1_500;

/// How often each result was seen. Which of them are counted when there are too many must not depend on
/// how the input was cut into pieces: it is those that came first.
#[derive(Clone, Debug, Default)]
pub(super) struct Results {
    /// Those not counted yet, in the order in which they came; the same may stand here more than once.
    fresh: Vec<(Pair, u64)>,
    recent: Recent,
    /// Those of the whole run. A piece of the input has only fresh ones: as many as it has records at most.
    pub(super) counted: Option<Counted>,
}

impl Results {
    /// Those of the whole run.
    pub(super) fn of_all() -> Self {
        Self {
            counted: Some(Counted::default()),
            ..Self::default()
        }
    }

    pub(super) fn add(&mut self, operation: &Operation<'_>) {
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
    pub(super) fn count_fresh(&mut self) {
        if let Some(counted) = &mut self.counted
            && !self.fresh.is_empty()
        {
            counted.take(&mut self.fresh);
            self.recent = Recent::default();
        }
    }

    pub(super) fn absorb(&mut self, mut piece: Self) {
        self.count_fresh();
        match &mut self.counted {
            Some(counted) => counted.take(&mut piece.fresh),
            None => self.fresh.append(&mut piece.fresh),
        }
    }
}

/// How often each of the first results was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) counts: HashMap<Pair, u64>,
    /// How often any other one was.
    pub(super) others: u64,
}

impl Counted {
    fn take(&mut self, results: &mut Vec<(Pair, u64)>) {
        for (pair, more) in results.drain(..) {
            self.add(pair, more);
        }
    }

    /// The `most` that came most often, and how often; of equally frequent ones the smallest.
    pub(super) fn most_frequent(&self, most: usize) -> Vec<(&Pair, u64)> {
        let counts = self.counts.iter();
        let mut frequent: Vec<_> = counts.map(|(pair, count)| (pair, *count)).collect();
        let order = |a: &(&Pair, u64), b: &(&Pair, u64)| {
            b.1.cmp(&a.1).then_with(|| a.0.parts().cmp(&b.0.parts()))
        };
        frequent.sort_unstable_by(order);
        frequent.truncate(most);
        frequent
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
    use crate::operation::{Number, ResultInfo, Text};

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

    /// Result number `i`: new ones all the time, some again and again, many of one slot, and texts.
    fn pair(i: i32) -> Pair {
        let (is_text, some) = match i % 5 {
            0 => return Pair::of(Number::Int(200), Some(Number::Int(256 * (i % 7) - 1))),
            1 => (true, i / 35),
            _ => (false, i % 900),
        };
        let text = some.to_string();
        let code = match is_text {
            true => Number::Word(Text::new(&text)),
            false => Number::Int(some),
        };
        let subcode = (some % 3 > 0).then_some(Number::Int(256 * (some % 7) - 1));
        Pair::of(code, subcode)
    }

    /// More than are counted, and the last one that is comes in a piece behind as many as wait.
    #[test]
    fn results_of_pieces_are_those_of_the_whole() {
        let (mut whole, mut sum) = (Results::of_all(), Results::of_all());
        // One stretch is no piece.
        let cuts = [0, 700, 1_400, 2_100, 9_000, 40_000];
        for (begin, end) in cuts.into_iter().zip(cuts.into_iter().skip(1)) {
            let mut piece = Results::default();
            for i in begin..end {
                let cut = match begin {
                    1_400 => &mut sum,
                    _ => &mut piece,
                };
                for results in [&mut whole, cut] {
                    results.put(pair(i));
                }
            }
            let waiting = piece.fresh.iter().take(MAX_FRESH).cloned().collect();
            let mut early = sum.clone();
            early.absorb(Results {
                fresh: waiting,
                ..Results::default()
            });
            assert!(counted(early).counts.len() < MAX_RESULTS);
            assert_eq!(piece.fresh.len() > MAX_FRESH, end == 40_000);
            sum.absorb(piece);
        }
        let whole = counted(whole);
        assert_eq!(whole.counts.len(), MAX_RESULTS);
        assert!(whole.others > 1000);
        assert_eq!(counted(sum), whole);
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
