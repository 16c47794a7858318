//! How many of the operations that ended took how long, by the words in which that is shown.

use super::MAX_FRESH;
use crate::timestamp::Elapsed;
use std::collections::BTreeMap;

/// Durations by their words, and how many there are in all.
#[derive(Clone, Debug, Default)]
pub(super) struct Histogram {
    /// Those not counted yet. They are gathered, so that a piece of the input needs no table.
    fresh: Vec<u64>,
    /// How many there are of each below a century, up to the longest so far.
    usual: Vec<u64>,
    /// How many there are of each longer one.
    long: BTreeMap<u64, u64>,
    pub(super) total: u64,
}

impl Histogram {
    pub(super) fn add(&mut self, elapsed: Elapsed) {
        self.put(elapsed.words_bucket());
    }

    fn put(&mut self, bucket: u64) {
        self.total += 1;
        self.fresh.push(bucket);
        if self.fresh.len() >= MAX_FRESH {
            self.count_fresh();
        }
    }

    pub(super) fn count_fresh(&mut self) {
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

    pub(super) fn absorb(&mut self, piece: &Self) {
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
    pub(super) fn percentile(&self, percent: u64) -> u64 {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use crate::timestamp::Timestamp;

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
}
