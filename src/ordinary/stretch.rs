//! How many odd objects have come in a row: the more, the fewer of the next ones are looked at.

/// Behind `n` times so many odd objects in a row one of `2 n` is looked at: what is missed until the
/// next look is at most a tenth of the odd ones, in whatever rhythm they come, and where all are odd
/// hardly any is looked at in vain.
const STRETCH: u32 = 32;
/// One of so many always is.
const MOST_APART: u32 = 64;
/// 2^32 divided by the golden ratio: its multiples are spread evenly over all numbers, and those below
/// a part of 2^32 come in no rhythm that odd ones could have too.
const GOLDEN_STEP: u32 = 0x9E37_79B1;

/// How many objects have come since the last one that was read, the present one included.
#[derive(Clone, Debug, Default)]
pub(super) struct Stretch(u32);

impl Stretch {
    /// One more object has come: whether to look at it.
    #[inline(always)]
    pub(super) fn looks(&mut self) -> bool {
        self.0 = self.0.wrapping_add(1);
        is_worth_a_look(self.0)
    }

    /// It was read.
    #[inline(always)]
    pub(super) fn was_read(&mut self) {
        self.0 = 0;
    }
}

/// Whether to look at the object that comes as the `since_read`th since one was read: always at first,
/// ever more seldom the longer a stretch of odd ones is.
#[inline(always)]
fn is_worth_a_look(since_read: u32) -> bool {
    since_read < STRETCH || is_one_of_many(since_read)
}

/// The same behind a stretch. Not in place, as there mostly is none.
#[inline(never)]
fn is_one_of_many(since_read: u32) -> bool {
    // At least 2 here, but a division has to be sure of that.
    let apart = (2 * (since_read / STRETCH)).clamp(1, MOST_APART);
    since_read.wrapping_mul(GOLDEN_STEP) < u32::MAX / apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_at_fewer_the_more_are_odd() {
        assert!((0..STRETCH).all(is_worth_a_look));
        let looks = |from: u32, to: u32| (from..to).filter(|since| is_worth_a_look(*since)).count();
        assert!(looks(32, 64).abs_diff(16) < 3);
        assert!(looks(320, 640).abs_diff(11) < 3);
        assert!(looks(100_000, 164_000).abs_diff(1000) < 10);
    }

    #[test]
    fn misses_a_tenth_of_the_odd_ones_at_most() {
        for odd in 0..20_000 {
            let missed = (odd + 1..).take_while(|since| !is_worth_a_look(*since));
            assert!(missed.count() <= odd as usize / 10, "{odd}");
        }
    }

    /// With odd ones in front, and half of the others odd at most.
    #[test]
    fn no_rhythm_of_odd_ones_hides_many_ordinary_ones() {
        for (front, period) in (0..70).flat_map(|front| (2..70).map(move |period| (front, period)))
        {
            for odd_each in (1..=period / 2).step_by(4) {
                let (mut stretch, mut odd, mut missed) = (Stretch::default(), 0, 0);
                for record in 0..front + 1000 {
                    let looks = stretch.looks();
                    if record < front || (record - front) % period < odd_each {
                        odd += 1;
                    } else if looks {
                        stretch.was_read();
                    } else {
                        missed += 1;
                    }
                }
                let place = format!("{missed} of {odd}: {front}, {odd_each} of {period}");
                assert!(missed <= odd / 10 + 5, "{place}");
            }
        }
    }
}
