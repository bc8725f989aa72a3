//! The score of found attributions against a gold standard: every figure of the table, and its definition.
//!
//! Attributions of one article are paired one to one, the pair whose contents overlap most first, by Dice's
//! coefficient of the characters covered; among equals a pair whose sources agree comes first.
//!
//! - *content@t*: pairs whose contents overlap with a Dice of at least t.
//! - *whole@t*: of these, the pairs whose sources agree: both absent, or a Dice of at least 0.5, or one in the other.
//! - *exact*: pairs with the same content spans, but for what is no letter or digit at their ends.
//! - *characters*: those that contents, sources and cues cover, in number, paired or not.
//! - *labels*: over the pairs at content@0.3.

use selon_record::{CodePointSpan, Offsets};

use crate::characters::{self, Characters};
use crate::data::gold::Attribution;
use crate::score::Counts;

/// The content overlap at which an attribution counts as found.
pub(crate) const FOUND: f64 = 0.3;
/// The content overlap at which its bounds are right but for a word.
pub(crate) const BOUNDS: f64 = 0.8;
/// The overlap at which two sources agree.
const SOURCE: f64 = 0.5;

/// The score over the articles added so far.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Score {
    /// Articles.
    pub(crate) articles: usize,
    /// Pairs at content@0.3.
    pub(crate) content_found: Counts,
    /// Pairs at whole@0.3.
    pub(crate) whole_found: Counts,
    /// Pairs at content@0.8.
    pub(crate) content_bounds: Counts,
    /// Pairs at whole@0.8.
    pub(crate) whole_bounds: Counts,
    /// Pairs with the same content.
    pub(crate) exact: Counts,
    /// Characters of contents.
    pub(crate) content: Counts,
    /// Characters of sources.
    pub(crate) source: Counts,
    /// Characters of cues.
    pub(crate) cue: Counts,
    /// Labels of the pairs at content@0.3.
    pub(crate) labels: Labels,
}

/// How many pairs agree in each label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Labels {
    /// Pairs compared.
    pub(crate) pairs: usize,
    /// Same kind of source.
    pub(crate) kind: usize,
    /// Same act.
    pub(crate) act: usize,
    /// Same level of certainty.
    pub(crate) certainty: usize,
    /// Same form.
    pub(crate) form: usize,
    /// Both or neither in another attribution.
    pub(crate) nested: usize,
}

/// Which of the found attributions a gold one was paired with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Match {
    /// Its index among those found.
    pub(crate) found: usize,
    /// Dice's coefficient of the contents; above zero.
    pub(crate) overlap: f64,
    /// Whether the sources agree.
    pub(crate) source: bool,
}

impl Match {
    /// Whether the contents overlap enough to count as found.
    pub(crate) fn is_found(&self) -> bool {
        self.overlap >= FOUND
    }
}

/// An attribution's spans as sets of characters.
struct Covered {
    content: Characters,
    source: Characters,
    cue: Characters,
}

impl Covered {
    fn by(attribution: &Attribution) -> Covered {
        let set = |spans: &[CodePointSpan]| Characters::of(spans.iter().copied());
        Covered {
            content: set(&attribution.content),
            source: set(&attribution.source),
            cue: set(&attribution.cue),
        }
    }
}

impl Score {
    /// Adds an article and returns the match of each gold attribution, `None` for one that has no counterpart.
    ///
    /// `text` is the article's; spans slice it.
    pub(crate) fn add(
        &mut self,
        text: &str,
        gold: &[Attribution],
        found: &[Attribution],
    ) -> Vec<Option<Match>> {
        let here: Vec<Covered> = gold.iter().map(Covered::by).collect();
        let there: Vec<Covered> = found.iter().map(Covered::by).collect();
        let matches = pair(&here, &there);
        let count = |wanted: &dyn Fn(&Attribution, &Match) -> bool| {
            let right = gold.iter().zip(&matches).filter(|(g, m)| m.is_some_and(|m| wanted(g, &m))).count();
            Counts { right, spurious: found.len() - right, missed: gold.len() - right }
        };
        let offsets = Offsets::new(text);
        let same = |g: &Attribution, m: &Match| {
            trimmed(&offsets, &g.content) == trimmed(&offsets, &found[m.found].content)
        };
        self.articles += 1;
        self.content_found += count(&|_, m| m.is_found());
        self.whole_found += count(&|_, m| m.is_found() && m.source);
        self.content_bounds += count(&|_, m| m.overlap >= BOUNDS);
        self.whole_bounds += count(&|_, m| m.overlap >= BOUNDS && m.source);
        self.exact += count(&same);
        self.content +=
            characters::overlap(here.iter().map(|c| &c.content), there.iter().map(|c| &c.content));
        self.source += characters::overlap(here.iter().map(|c| &c.source), there.iter().map(|c| &c.source));
        self.cue += characters::overlap(here.iter().map(|c| &c.cue), there.iter().map(|c| &c.cue));
        for (gold, matched) in gold.iter().zip(&matches) {
            if let Some(matched) = matched.filter(Match::is_found) {
                self.labels.add(gold, &found[matched.found]);
            }
        }
        matches
    }

    /// Attributions of the gold standard.
    pub(crate) fn gold(&self) -> usize {
        self.content_found.gold()
    }

    /// Attributions found.
    pub(crate) fn found(&self) -> usize {
        self.content_found.found()
    }
}

impl Labels {
    fn add(&mut self, gold: &Attribution, found: &Attribution) {
        self.pairs += 1;
        self.kind += usize::from(gold.kind == found.kind);
        self.act += usize::from(gold.act == found.act);
        self.certainty += usize::from(gold.certainty == found.certainty);
        self.form += usize::from(gold.form == found.form);
        self.nested += usize::from(gold.nested == found.nested);
    }
}

/// Pairs one to one: most overlap first, then agreeing sources, then reading order of the gold and of the found.
fn pair(gold: &[Covered], found: &[Covered]) -> Vec<Option<Match>> {
    let mut candidates = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (found, f) in found.iter().enumerate() {
            if g.content.shared(&f.content) > 0 {
                let source = sources_agree(&g.source, &f.source);
                candidates.push((i, Match { found, overlap: g.content.dice(&f.content), source }));
            }
        }
    }
    // Stable: candidates come in reading order.
    candidates.sort_by(|(_, a), (_, b)| b.overlap.total_cmp(&a.overlap).then(b.source.cmp(&a.source)));
    let mut matches = vec![None; gold.len()];
    let mut taken = vec![false; found.len()];
    for (i, candidate) in candidates {
        if matches[i].is_none() && !taken[candidate.found] {
            taken[candidate.found] = true;
            matches[i] = Some(candidate);
        }
    }
    matches
}

/// Both absent, or half of both shared, or one in the other: « le ministre » in « le ministre de l'Intérieur ».
fn sources_agree(gold: &Characters, found: &Characters) -> bool {
    match (gold.is_empty(), found.is_empty()) {
        (true, true) => true,
        (false, false) => gold.dice(found) >= SOURCE || gold.within(found) || found.within(gold),
        _ => false,
    }
}

/// The spans without what is no letter or digit at their ends; spans of nothing else go.
fn trimmed(text: &Offsets<'_>, spans: &[CodePointSpan]) -> Vec<CodePointSpan> {
    let trim = |&span: &CodePointSpan| {
        let words = text.slice(span).ok()?;
        let before = words.chars().take_while(|c| !c.is_alphanumeric()).count();
        let behind = words.chars().rev().take_while(|c| !c.is_alphanumeric()).count();
        (before < span.len()).then(|| CodePointSpan::new(span.start + before, span.end - behind))
    };
    spans.iter().filter_map(trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "« La ville est prise », a dit le maire. Selon l'armée, douze civils sont morts.";

    fn spans(pieces: &[&str]) -> Vec<CodePointSpan> {
        let span = |piece: &&str| {
            let start = TEXT[..TEXT.find(piece).unwrap()].chars().count();
            CodePointSpan::new(start, start + piece.chars().count())
        };
        pieces.iter().map(span).collect()
    }

    fn attribution(source: &[&str], cue: &[&str], content: &[&str]) -> Attribution {
        Attribution {
            content: spans(content),
            source: spans(source),
            cue: spans(cue),
            form: Some("direct".to_owned()),
            ..Attribution::default()
        }
    }

    fn score(gold: &[Attribution], found: &[Attribution]) -> (Score, Vec<Option<Match>>) {
        let mut score = Score::default();
        let matches = score.add(TEXT, gold, found);
        (score, matches)
    }

    fn right(counts: Counts) -> [usize; 3] {
        [counts.right, counts.spurious, counts.missed]
    }

    #[test]
    fn marks_at_the_ends_do_not_hinder_an_exact_match() {
        let gold = attribution(&["le maire"], &["a dit"], &["La ville est prise"]);
        let found = attribution(&["maire"], &["a dit"], &["« La ville est prise »"]);
        let (score, _) = score(&[gold], &[found]);
        assert_eq!([score.exact, score.whole_bounds].map(right), [[1, 0, 0], [1, 0, 0]]);
        assert_eq!([score.content, score.source, score.cue].map(right), [[18, 4, 0], [5, 0, 3], [5, 0, 0]]);
    }

    #[test]
    fn a_wrong_source_is_found_but_not_whole() {
        let gold = attribution(&["le maire"], &["a dit"], &["La ville est prise"]);
        for source in [&["l'armée"][..], &[]] {
            let found = attribution(source, &["a dit"], &["La ville est prise"]);
            let (score, matches) = score(std::slice::from_ref(&gold), &[found]);
            assert_eq!(matches, [Some(Match { found: 0, overlap: 1.0, source: false })]);
            assert_eq!([score.content_found, score.whole_found].map(right), [[1, 0, 0], [0, 1, 1]]);
        }
    }

    #[test]
    fn the_threshold_is_reached_by_equality() {
        // 3 characters in 17: Dice is 6 / 20.
        let gold = attribution(&[], &[], &["est"]);
        let found = attribution(&[], &[], &["La ville est pris"]);
        let (score, _) = score(&[gold], &[found]);
        assert_eq!([score.content_found, score.content_bounds].map(right), [[1, 0, 0], [0, 1, 1]]);
    }

    #[test]
    fn one_found_attribution_answers_one_of_the_gold() {
        let content = ["La ville est prise"];
        let gold = [attribution(&["le maire"], &[], &content), attribution(&["l'armée"], &[], &content)];
        let found = [attribution(&["l'armée"], &[], &content)];
        let (score, matches) = score(&gold, &found);
        // Of equal contents the one whose source agrees.
        assert_eq!((matches[0].is_some(), matches[1].is_some()), (false, true));
        assert_eq!(right(score.whole_found), [1, 0, 1]);
        assert_eq!((score.gold(), score.found(), score.articles), (2, 1, 1));
    }

    #[test]
    fn labels_count_over_found_pairs_only() {
        let gold = [
            attribution(&["le maire"], &[], &["La ville est prise"]),
            Attribution { nested: true, ..attribution(&["l'armée"], &[], &["douze civils sont morts"]) },
        ];
        let found = [
            Attribution { form: Some("mixed".to_owned()), ..gold[0].clone() },
            Attribution { nested: false, content: spans(&["morts"]), ..gold[1].clone() },
        ];
        let (score, matches) = score(&gold, &found);
        assert!(matches[1].is_some_and(|m| m.overlap > FOUND));
        assert_eq!(score.labels, Labels { pairs: 2, kind: 2, act: 2, certainty: 2, form: 1, nested: 1 });
    }
}
