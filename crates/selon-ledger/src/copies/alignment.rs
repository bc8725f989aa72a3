//! Which words of two texts are the same words: runs of them, found from the grams that both have.

use super::words::{GRAM, Words};

/// Places of a gram in the other text that a run is tried from. A text that says the same over and over has more; trying
/// them all would take the square of its length.
const TRIED: usize = 8;

/// Words of a stretch that differs, on either side, over which a passage goes on.
const BRIDGE: usize = 10;

/// A run of words that stands in both texts, by the numbers of its first words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) words: usize,
}

/// How many grams two texts have in common and how many in all, each counted once.
pub(super) fn common_grams(a: &Words, b: &Words) -> (usize, usize) {
    let [mut a, mut b] =
        [a, b].map(|words| words.grams().chunk_by(|a, b| a.0 == b.0).map(|same| same[0].0).peekable());
    let (mut common, mut all) = (0, 0);
    while let (Some(left), Some(right)) = (a.peek(), b.peek()) {
        let order = left.cmp(right);
        if order.is_le() {
            a.next();
        }
        if order.is_ge() {
            b.next();
        }
        common += usize::from(order.is_eq());
        all += 1;
    }
    (common, all + a.count() + b.count())
}

/// The runs of at least a gram that two texts share, in the order of `a`; none overlaps another, on neither side.
///
/// From left to right, the longest run at each place; of equally long ones the next after the run before. Every word of a
/// run is looked at for at most [`TRIED`] places: linear time, whatever the texts.
pub(super) fn runs(a: &Words, b: &Words) -> Vec<Run> {
    let places = places(a, b);
    let mut taken = vec![false; b.len()];
    let mut found: Vec<Run> = Vec::new();
    let mut at = 0;
    while at < places.len() {
        let (from, to) = places[at];
        let same = &b.grams()[from as usize..to as usize];
        let after = found.last().map_or(0, |run| run.b + run.words);
        let next = same.partition_point(|&(_, place)| (place as usize) < after);
        let mut best = Run { a: at, b: 0, words: 0 };
        for &(_, place) in same[next..].iter().chain(&same[..next]).take(TRIED) {
            let place = place as usize;
            let pairs = a.hashes()[at..].iter().zip(&b.hashes()[place..]).zip(&taken[place..]);
            let words = pairs.take_while(|((a, b), taken)| a == b && !**taken).count();
            if words > best.words {
                best = Run { a: at, b: place, words };
            }
        }
        if best.words >= GRAM {
            taken[best.b..best.b + best.words].fill(true);
            found.push(best);
            at += best.words;
        } else {
            at += 1;
        }
    }
    found
}

/// For each gram of `a`, where the same gram stands in the list of `b`'s.
fn places(a: &Words, b: &Words) -> Vec<(u32, u32)> {
    let mut places = vec![(0, 0); a.grams().len()];
    let (grams, mut from) = (b.grams(), 0);
    for same in a.grams().chunk_by(|a, b| a.0 == b.0) {
        let gram = same[0].0;
        while from < grams.len() && grams[from].0 < gram {
            from += 1;
        }
        let mut to = from;
        while to < grams.len() && grams[to].0 == gram {
            to += 1;
        }
        for &(_, place) in same {
            places[place as usize] = (from as u32, to as u32);
        }
        from = to;
    }
    places
}

/// Joins runs that follow each other in both texts with little between them: a word put in, left out or replaced.
pub(super) fn passages(runs: &[Run]) -> impl Iterator<Item = &[Run]> {
    runs.chunk_by(|run, next| {
        let after = run.b + run.words;
        next.a - (run.a + run.words) <= BRIDGE && next.b >= after && next.b - after <= BRIDGE
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(a: &str, b: &str) -> Vec<(usize, usize, usize)> {
        runs(&Words::of(a), &Words::of(b)).iter().map(|run| (run.a, run.b, run.words)).collect()
    }

    #[test]
    fn runs_are_as_long_as_they_can_be() {
        assert_eq!(found("x a b c d e f y", "a b c d e f z"), [(1, 0, 6)]);
        assert_eq!(found("a b c d e x", "a b c d e y a b c d e x"), [(0, 6, 6)]);
        assert_eq!(found("a b c d", "a b c d"), []);
    }

    #[test]
    fn what_is_said_twice_pairs_off_in_order() {
        assert_eq!(found("a b c d e . x a b c d e", "a b c d e y z a b c d e"), [(0, 0, 5), (6, 7, 5)]);
        assert_eq!(found("a b c d e x a b c d e", "a b c d e"), [(0, 0, 5)]);
    }

    #[test]
    fn what_was_moved_is_found() {
        assert_eq!(found("a b c d e f g h i j", "f g h i j a b c d e"), [(0, 5, 5), (5, 0, 5)]);
    }

    #[test]
    fn grams_are_counted_once() {
        let counted = |a, b| common_grams(&Words::of(a), &Words::of(b));
        assert_eq!(counted("a a a a a a a a", "a a a a a"), (1, 1));
        assert_eq!(counted("a b c d e f", "b c d e f g"), (1, 3));
        assert_eq!(counted("a b", "a b"), (0, 0));
    }
}
