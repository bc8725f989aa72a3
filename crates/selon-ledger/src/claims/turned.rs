//! Nearly the same words, negated in one: « Le vaccin protège les plus âgés », « Le vaccin ne protège pas les plus âgés ».
//!
//! Asks for much, since « ne … pas » in the one is no sign by itself: all but a few words of the shorter one stand in the other,
//! side by side and in order, and the negation among them. Decided by rule.

use super::lexicon::{Lexicon, Negation};
use super::statement::Statement;

/// Of the telling words of the shorter one, those that the other may lack.
const LACKING: f64 = 0.2;

/// Telling words that may stand between the others in the longer one.
const BETWEEN: usize = 3;

/// Telling words that both must have.
const SHARED: usize = 3;

/// Words of a statement that is worth the comparison, at most: what says more says more than one thing.
const LONGEST: usize = 120;

/// Words of the longer one in which those of the shorter one are looked for, by its length: 1.6 of it, and three.
fn reach(length: usize) -> usize {
    length * 8 / 5 + 3
}

/// Whether one says of the same thing that it is not so.
pub(super) fn is_turned(a: &Statement, b: &Statement) -> bool {
    let (short, long) = if a.forms.len() <= b.forms.len() { (a, b) } else { (b, a) };
    if long.forms.len() > LONGEST {
        return false;
    }
    let lexicon = Lexicon::of(&a.language);
    let negations = |s: &Statement| s.forms.iter().any(|form| is_full(lexicon, form));
    if a.language.get(..2) != b.language.get(..2)
        || !(negations(a) || negations(b))
        || lacks_a_number(short, long)
    {
        return false;
    }
    let tells = |form: &str| !lexicon.is_empty_word(form) && form.len() > 1 && !is_particle(lexicon, form);
    let telling = short.forms.iter().filter(|form| tells(form)).count();
    let allowed = (LACKING * telling as f64) as usize;
    let (own, other) = (short.stemmed(), long.stemmed());
    // Seen at a glance for most pairs.
    let missing = (0..own.len()).filter(|i| tells(&short.forms[*i]) && !other.contains(&own[*i])).count();
    if missing > allowed || telling < SHARED + missing {
        return false;
    }
    let Some(aligned) = aligned(&own, &other) else { return false };
    let is_met = |i: usize, of: fn(&(usize, usize)) -> usize| aligned.iter().any(|pair| of(pair) == i);
    let (first, last) = (aligned[0], aligned[aligned.len() - 1]);
    // As far as the shorter one goes on before and after.
    let from = first.1.saturating_sub(first.0);
    let to = (last.1 + own.len() - last.0).min(other.len());
    let lacking: Vec<&String> = (0..own.len())
        .filter(|i| !is_met(*i, |pair| pair.0))
        .map(|i| &short.forms[i])
        .filter(|f| tells(f))
        .collect();
    let between: Vec<&String> = (from..to)
        .filter(|i| !is_met(*i, |pair| pair.1))
        .map(|i| &long.forms[i])
        .filter(|f| tells(f))
        .collect();
    // « Il cesse de vendre », « il ne vend plus »: the one denies by another word.
    let denied = lacking.iter().chain(&between).any(|form| lexicon.negation(form) == Some(Negation::Denial));
    let [short, long] = [&short.forms[..], &long.forms[from..to]];
    let no = |forms: &[String]| forms.iter().any(|form| is_full(lexicon, form));
    let half = |forms: &[String]| forms.iter().any(|form| is_particle(lexicon, form));
    // « n'est obligatoire que » is not « n'est pas obligatoire », and « n'est plus » neither.
    let turned = no(short) && !half(long) || no(long) && !half(short);
    turned
        && !denied
        && lacking.len() <= allowed
        && between.len() <= BETWEEN
        && telling >= SHARED + lacking.len()
}

/// « pas », « aucun »: not « ne » by itself.
fn is_full(lexicon: &Lexicon, form: &str) -> bool {
    matches!(lexicon.negation(form), Some(Negation::Particle | Negation::Quantifier))
}

fn is_particle(lexicon: &Lexicon, form: &str) -> bool {
    lexicon.negation(form).is_some_and(|negation| negation != Negation::Denial)
}

/// Whether the longer one lacks a number of the shorter one: it may be of another year.
fn lacks_a_number(short: &Statement, long: &Statement) -> bool {
    let is_number = |stem: &str| stem.starts_with(|c: char| c.is_ascii_digit());
    let mut numbers = short.words.iter().filter(|word| is_number(&word.stem));
    numbers.any(|word| long.words.iter().all(|other| other.stem != word.stem))
}

/// The words of the first list that stand in the same order in a part of the second, as pairs of places: of all parts that one
/// where they are most and nearest to each other.
fn aligned(own: &[String], other: &[String]) -> Option<Vec<(usize, usize)>> {
    let within = |start: usize| {
        let end = (start + reach(own.len())).min(other.len());
        let pairs: Vec<(usize, usize)> =
            in_order(own, &other[start..end]).into_iter().map(|(i, j)| (i, j + start)).collect();
        let length = pairs.last()?.1 - pairs.first()?.1 + 1;
        Some((10 * pairs.len() as i64 - 3 * (length - pairs.len()) as i64, pairs))
    };
    let best = (0..other.len()).filter_map(within).rev().max_by_key(|(score, _)| *score);
    best.map(|(_, pairs)| pairs)
}

/// A longest common subsequence, as pairs of places.
fn in_order(a: &[String], b: &[String]) -> Vec<(usize, usize)> {
    let mut lengths = vec![vec![0u16; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            lengths[i][j] = if a[i] == b[j] {
                lengths[i + 1][j + 1] + 1
            } else {
                lengths[i + 1][j].max(lengths[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if lengths[i + 1][j] >= lengths[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}
