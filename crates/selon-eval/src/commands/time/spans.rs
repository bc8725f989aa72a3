//! Sets whose articles have every time expression marked: spans, types and values as TempEval-3 counts them.
//!
//! Of a time that has others within it (« du *19* au *23 juillet* ») only those count: TimeML marks no intervals.
//!
//! - *strict*: the same span. *relaxed*: spans that overlap, one to one, equal ones first, then those that share most.
//! - *strict and type*: the same span and TIMEX3 type.
//! - *type*, *value*: of the pairs of relaxed, those with the same type, the same value as it is written.
//! - *value F1*: relaxed F1 times the share of *value* (UzZaman et al. 2013, SemEval-2013 task 1).

use std::collections::BTreeMap;

use selon_record::{Article, CodePointSpan, Offsets};

use super::found::Found;
use crate::characters::Characters;
use crate::data::timexes::Timex;
use crate::edges::Edges;
use crate::score::{Counts, ratio};

/// Characters of the text shown before and behind an expression.
const CONTEXT: usize = 45;

/// The score over the articles added so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SpanScore {
    /// Same span.
    pub(crate) strict: Counts,
    /// Overlapping spans.
    pub(crate) relaxed: Counts,
    /// Same span and type.
    pub(crate) typed: Counts,
    /// Overlapping pairs of the same type.
    types: usize,
    /// Overlapping pairs whose gold has a value.
    valued: usize,
    /// Overlapping pairs of the same value.
    values: usize,
}

impl SpanScore {
    /// Adds an article and lists what is wrong in it.
    pub(crate) fn add(&mut self, article: &Article, gold: &[Timex], found: &[Found]) -> Vec<String> {
        let around = |one: &&Found| found.iter().any(|other| other.is_within(one));
        let found: Vec<Found> = found.iter().filter(|one| !around(one)).cloned().collect();
        let pairs = pair(gold, &found);
        let paired: Vec<(&Timex, &Found)> =
            gold.iter().zip(&pairs).filter_map(|(gold, pair)| Some((gold, &found[(*pair)?]))).collect();
        let count =
            |right: usize| Counts { right, spurious: found.len() - right, missed: gold.len() - right };
        let of =
            |wanted: &dyn Fn(&Timex, &Found) -> bool| paired.iter().filter(|(g, f)| wanted(g, f)).count();
        self.strict += count(of(&|g, f| g.span == f.span));
        self.relaxed += count(paired.len());
        self.typed += count(of(&|g, f| g.span == f.span && same_type(g, f)));
        self.types += of(&same_type);
        self.valued += of(&|g, _| g.value.is_some());
        self.values += of(&|g, f| g.value.is_some() && same_value(g, f));
        faults(article, gold, &found, &pairs)
    }

    /// Of the overlapping pairs, those of the same type.
    pub(crate) fn type_share(&self) -> Option<f64> {
        ratio(self.types, self.relaxed.right)
    }

    /// Of the overlapping pairs, those of the same value; none where the gold has no values.
    pub(crate) fn value_share(&self) -> Option<f64> {
        ratio(self.values, self.valued)
    }

    /// TempEval-3's figure of values.
    pub(crate) fn value_f1(&self) -> Option<f64> {
        Some(self.relaxed.f1()? * self.value_share()?)
    }
}

fn same_type(gold: &Timex, found: &Found) -> bool {
    let name = found.kind.and_then(|kind| serde_json::to_value(kind).ok());
    name.is_some_and(|name| name == gold.kind.as_str())
}

fn same_value(gold: &Timex, found: &Found) -> bool {
    gold.value.as_ref().is_none_or(|value| *value == found.value)
}

/// Which found time each gold one is paired with.
fn pair(gold: &[Timex], found: &[Found]) -> Vec<Option<usize>> {
    let mut candidates = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, f) in found.iter().enumerate() {
            let shared = g.span.end.min(f.span.end).saturating_sub(g.span.start.max(f.span.start));
            if shared > 0 {
                candidates.push((g.span != f.span, usize::MAX - shared, i, j));
            }
        }
    }
    candidates.sort_unstable();
    let mut pairs = vec![None; gold.len()];
    let mut taken = vec![false; found.len()];
    for (_, _, i, j) in candidates {
        if pairs[i].is_none() && !taken[j] {
            (pairs[i], taken[j]) = (Some(j), true);
        }
    }
    pairs
}

/// A line for each gold time that is missed or paired with one of other bounds, type or value, and for each found one that is
/// paired with none.
fn faults(article: &Article, gold: &[Timex], found: &[Found], pairs: &[Option<usize>]) -> Vec<String> {
    let offsets = Offsets::new(&article.text);
    let mut lines = Vec::new();
    let mut line = |fault: &str, span: CodePointSpan, rest: String| {
        lines.push(format!("{} {fault} {}{rest}", article.id, shown(&offsets, span)));
    };
    for (gold, pair) in gold.iter().zip(pairs) {
        let wanted = || format!("{} {}", gold.kind, gold.value.as_deref().unwrap_or_default());
        let Some(found) = pair.map(|pair| &found[pair]) else {
            line("missed", gold.span, format!(" expected {}", wanted()));
            continue;
        };
        let got = described(&offsets, found);
        if gold.span != found.span {
            line("bounds", gold.span, format!(" expected {} got {got}", wanted()));
        }
        if !same_type(gold, found) {
            line("type", gold.span, format!(" expected {} got {got}", wanted()));
        } else if !same_value(gold, found) {
            line("value", gold.span, format!(" expected {} got {got}", wanted()));
        }
    }
    for (_, found) in found.iter().enumerate().filter(|(j, _)| !pairs.contains(&Some(*j))) {
        line("extra", found.span, format!(" got {}", described(&offsets, found)));
    }
    lines
}

/// An expression between its neighbours: `… il pleut ⟦depuis hier⟧ sur …`.
fn shown(offsets: &Offsets<'_>, span: CodePointSpan) -> String {
    let slice = |start: usize, end: usize| {
        let span = CodePointSpan::new(start, end.min(offsets.code_points()).max(start));
        offsets.slice(span).unwrap_or_default().replace(char::is_whitespace, " ")
    };
    let before = slice(span.start.saturating_sub(CONTEXT), span.start);
    format!("…{before}⟦{}⟧{}…", slice(span.start, span.end), slice(span.end, span.end + CONTEXT))
}

/// What was found: words, signals, type, value, instants.
pub(crate) fn described(offsets: &Offsets<'_>, found: &Found) -> String {
    let words = |span| offsets.slice(span).unwrap_or_default().to_owned();
    let kind = found.kind.and_then(|kind| serde_json::to_value(kind).ok());
    let kind = kind.as_ref().and_then(|kind| kind.as_str()).unwrap_or("?");
    let edge = |instant: &Option<String>| instant.clone().unwrap_or_else(|| "–".to_owned());
    let extent = words(found.extent());
    let span = words(found.span);
    let whole = if extent == span { String::new() } else { format!(" in «{extent}»") };
    format!("«{span}»{whole} {kind} {} [{}, {})", found.value, edge(&found.from), edge(&found.to))
}

/// The recall of WiNER-fr's dates or hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Recall {
    /// Marked by people.
    pub(crate) gold: usize,
    /// Every letter and digit is within times that were found, or their signals; small words at the beginning apart.
    pub(crate) covered: usize,
    /// The span of one time that was found, small words at the beginning apart.
    pub(crate) exact: usize,
}

/// Adds an article to the recall of each kind (`Date`, `Hour`) and lists what is not covered.
pub(crate) fn add_recall(
    recall: &mut BTreeMap<String, Recall>,
    article: &Article,
    gold: &[Timex],
    found: &[Found],
) -> Vec<String> {
    let edges = Edges::new(&article.text, &article.language);
    let offsets = Offsets::new(&article.text);
    let characters = Characters::of(found.iter().map(Found::extent));
    let marks = Characters::of(
        article
            .text
            .chars()
            .enumerate()
            .filter(|(_, c)| !c.is_alphanumeric())
            .map(|(at, _)| CodePointSpan::new(at, at + 1)),
    );
    let mut lines = Vec::new();
    for timex in gold {
        let recall = recall.entry(timex.kind.clone()).or_default();
        let core = edges.core(timex.span);
        let covered = (core.start..core.end).all(|at| characters.contains(at) || marks.contains(at));
        recall.gold += 1;
        recall.covered += usize::from(covered);
        recall.exact += usize::from(found.iter().any(|found| edges.agree(found.span, timex.span)));
        if !covered {
            let near = found.iter().filter(|f| f.span.start < core.end && core.start < f.span.end);
            let got: Vec<String> = near.map(|found| described(&offsets, found)).collect();
            lines.push(format!(
                "{} missed {} {} got {}",
                article.id,
                shown(&offsets, timex.span),
                timex.kind,
                got.join(", ")
            ));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Le 4 mars, puis hier soir et depuis 2014.";

    fn gold(words: &str, kind: &str, value: &str) -> Timex {
        Timex { span: span(words), kind: kind.to_owned(), value: Some(value.to_owned()) }
    }

    fn span(words: &str) -> CodePointSpan {
        let start = TEXT[..TEXT.find(words).unwrap()].chars().count();
        CodePointSpan::new(start, start + words.chars().count())
    }

    fn found(words: &str, kind: &str, value: &str) -> Found {
        let CodePointSpan { start, end } = span(words);
        let time = serde_json::json!({"start": start, "end": end, "type": kind, "value": value});
        serde_json::from_value(time).unwrap()
    }

    #[test]
    fn figures_are_tempevals() {
        let gold = [
            gold("Le 4 mars", "DATE", "2016-03-04"),
            gold("hier soir", "TIME", "2016-03-03TEV"),
            gold("2014", "DATE", "2014"),
        ];
        let found = [
            found("Le 4 mars", "DATE", "2016-03-05"),
            found("hier", "DATE", "2016-03-03"),
            found("soir", "TIME", "2016-03-03TEV"),
            found("puis", "DATE", "PAST_REF"),
            found("puis hier", "DATE", "2016-03-03"),
        ];
        let mut score = SpanScore::default();
        let article = Article { id: "a".to_owned(), ..Article::new(TEXT) };
        let lines = score.add(&article, &gold, &found);
        assert_eq!(score.strict, Counts { right: 1, spurious: 3, missed: 2 });
        assert_eq!(score.relaxed, Counts { right: 2, spurious: 2, missed: 1 });
        assert_eq!(score.typed, score.strict);
        assert_eq!((score.type_share(), score.value_share()), (Some(0.5), Some(0.0)));
        let faults: Vec<&str> = lines.iter().filter_map(|line| line.split(' ').nth(1)).collect();
        assert_eq!(faults, ["value", "bounds", "type", "missed", "extra", "extra"]);
        assert!(
            lines[3].starts_with("a missed …Le 4 mars, puis hier soir et depuis ⟦2014⟧.… expected DATE 2014"),
            "{}",
            lines[3]
        );
    }

    #[test]
    fn a_date_is_covered_by_its_parts() {
        let mut recall = BTreeMap::new();
        let article = Article { language: "fr".to_owned(), ..Article::new(TEXT) };
        let marked = [gold("4 mars", "Date", ""), gold("hier soir", "Date", ""), gold("2014", "Date", "")];
        let found = [found("Le 4 mars", "DATE", ""), found("hier", "DATE", ""), found("soir", "TIME", "")];
        let lines = add_recall(&mut recall, &article, &marked, &found);
        assert_eq!(recall["Date"], Recall { gold: 3, covered: 2, exact: 1 });
        assert_eq!(lines.len(), 1);
    }
}
