//! The stretches of a text that may be names: what the recogniser finds, what is written with a capital or begins
//! with a noun that heads names. Which of them are names, and of what, the [chooser](super::choose) says.

use std::ops::Range;

use selon_record::Span;

use super::domain::is_domain;
use super::words::Words;

/// The most tokens of a name that is proposed for its capitals.
const LONGEST: usize = 12;

/// The most words in small letters behind the last capital of a name: « Conseil *national de la communication* ».
const MOST_SMALL: usize = 5;

/// The most words that stand side by side with capitals and are a name together.
const MOST_CAPITALS: usize = 6;

/// A stretch that may be a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) tokens: Range<usize>,
    /// Its bytes: those of the tokens, but for what is glued to the first (« *d''*Almaty »).
    pub(super) span: Span,
}

/// Every stretch that may be a name, in text order, the longest first among those that begin together.
pub(super) fn propose(words: &Words<'_>) -> Vec<Candidate> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for recognised in &words.recognised {
        runs.push(recognised.tokens.clone());
        runs.extend(without_article(words, recognised.tokens.clone()));
    }
    let tree = words.tree;
    for start in 0..tree.doc.len() {
        if is_domain(tree.token(start).text()) {
            runs.push(start..start + 1);
        }
        if opens_name(words, start) {
            capitals(words, start, &mut runs);
        }
    }
    runs.sort_by_key(|run| (run.start, std::cmp::Reverse(run.end)));
    runs.dedup();
    // « *M.* Tokaïev »: a title is no part of a name.
    runs.retain(|run| !words.lexicon.titles.contains_key(words.plain(run.start)));
    runs.into_iter().filter_map(|tokens| Candidate::of(words, tokens)).collect()
}

impl Candidate {
    /// The candidate of a run of tokens; `None` where nothing in it can be a name (« l\'\'on »).
    pub(super) fn of(words: &Words<'_>, tokens: Range<usize>) -> Option<Candidate> {
        let mut span = words.tree.span(tokens.clone());
        span.start += elided(&words.tree.doc.text()[span.range()]);
        let text = &words.tree.doc.text()[span.range()];
        let is_name = |c: char| c.is_uppercase() || c.is_numeric() || c.is_alphabetic() && !c.is_lowercase();
        let named = text.contains(is_name);
        // « armée syrienne »: a name in small letters has a head that says so.
        let headed = || tokens.len() > 1 && words.head_type(tokens.start).is_some();
        let site = || is_domain(text);
        (named || headed() || site()).then_some(Candidate { tokens, span })
    }
}

/// How many bytes at the beginning of a token are an elided word that is glued to it: « d''Almaty », « l’Iran ».
/// A name that has the mark itself keeps it: « O'Neill », « N'Djamena ».
fn elided(text: &str) -> usize {
    let Some((before, rest)) = text.split_once(['\'', '’']) else { return 0 };
    let doubled = rest.starts_with(['\'', '’']);
    let small = !before.is_empty() && before.len() <= 2 && before.chars().all(char::is_lowercase);
    let glued = small || doubled && before.chars().count() <= 2 && !before.is_empty();
    if glued { text.len() - rest.trim_start_matches(['\'', '’']).len() } else { 0 }
}

/// What the recogniser finds, without the article and marks before it: « *l'*OTAN ».
pub(super) fn without_article(words: &Words<'_>, tokens: Range<usize>) -> Option<Range<usize>> {
    let tree = words.tree;
    let opens = |i: &usize| tree.token(*i).is_space() || matches!(tree.token(*i).pos(), "DET" | "PUNCT");
    let first = tokens.clone().find(|i| !opens(i))?;
    (first > tokens.start).then_some(first..tokens.end)
}

/// Whether a name can begin with a token: one with a capital, or a noun that heads names in small letters (« *ministère* de la
/// Défense »). A small word that opens a sentence does so only right before a capital: « *En* Marche ».
fn opens_name(words: &Words<'_>, i: usize) -> bool {
    if !words.is_capital(i) {
        return words.head_type(i).is_some() && words.tree.token(i).pos() != "VERB";
    }
    let small = matches!(
        words.tree.token(i).pos(),
        "ADP" | "PRON" | "SCONJ" | "CCONJ" | "ADV" | "AUX" | "DET" | "VERB"
    );
    !small || !words.tree.opens_sentence(i) || i + 1 < words.tree.doc.len() && words.is_capital(i + 1)
}

/// The names that may begin with this token, each with every end it may have: « *Conseil* », « *Conseil national* »,
/// « *Conseil national de la Résistance* ».
fn capitals(words: &Words<'_>, start: usize, runs: &mut Vec<Range<usize>>) {
    let tree = words.tree;
    let end = tree.sentence(start).end.min(start + LONGEST);
    let (mut small, mut linked) = (usize::from(!words.is_capital(start)), false);
    let mut side_by_side = usize::from(words.is_capital(start));
    if side_by_side > 0 {
        runs.push(start..start + 1);
    }
    for i in start + 1..end {
        let token = tree.token(i);
        if token.is_space() || token.text().contains('\n') {
            break;
        }
        if words.is_capital(i) {
            side_by_side = if linked || small > 0 { 1 } else { side_by_side + 1 };
            (small, linked) = (0, false);
            if side_by_side > MOST_CAPITALS {
                break;
            }
            runs.push(start..i + 1);
        } else if words.is_number(i) && (!linked || tree.token(i - 1).text() == "-") {
            // « Airbus *A320* », « France *24* »
            runs.push(start..i + 1);
        } else if words.is_link(i) {
            linked = true;
        } else if matches!(token.pos(), "NOUN" | "ADJ" | "PROPN" | "X") && small < MOST_SMALL {
            (small, linked) = (small + 1, false);
            runs.push(start..i + 1);
        } else {
            break;
        }
    }
}
