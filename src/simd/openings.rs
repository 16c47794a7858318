//! Where objects begin, but for those right behind a colon.

use super::equal;
use super::triples::find_three;

/// Where braces open in `bytes` behind anything but a colon; not in the first place. In a list of objects
/// these are few beside those of all objects inside of them.
#[inline]
pub(crate) fn openings(bytes: &[u8]) -> impl Iterator<Item = usize> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let opens = |[before, here, _]: [_; 3]| equal(here, b'{') & !equal(before, b':');
        at = find_three(bytes, at, opens)? + 1;
        Some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_brace_but_those_behind_a_colon() {
        for length in 0..60 {
            for at in 1..length {
                for (before, is_one) in [(b':', false), (b',', true), (b' ', true), (b'{', true)] {
                    let mut text = vec![b'-'; length];
                    text[at - 1] = before;
                    text[at] = b'{';
                    let first = (before == b'{' && at > 1).then(|| at - 1);
                    let wanted: Vec<_> = first.into_iter().chain(is_one.then_some(at)).collect();
                    let found: Vec<_> = openings(&text).collect();
                    assert_eq!(found, wanted, "{before} at {at} of {length}");
                }
            }
        }
    }
}
