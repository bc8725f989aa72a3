//! The comparison of two annotations of one text, and every difference between them.
//!
//! Attributes are compared on the tokens both sides have; a head counts as the same when it is the same piece of the
//! text. Tokens and entities count as the union of both sides, so that a missing and an invented one are both seen.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use crate::annotation::{Annotation, Token};

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attribute {
    Token,
    Tag,
    Pos,
    Morph,
    Lemma,
    Head,
    Dep,
    SentenceStart,
    Entity,
}

impl Attribute {
    /// Every attribute, in the order of the table.
    pub(super) const ALL: [Attribute; 9] = [
        Attribute::Token,
        Attribute::Tag,
        Attribute::Pos,
        Attribute::Morph,
        Attribute::Lemma,
        Attribute::Head,
        Attribute::Dep,
        Attribute::SentenceStart,
        Attribute::Entity,
    ];

    /// What it is called in tables.
    pub(super) fn name(self) -> &'static str {
        match self {
            Attribute::Token => "token",
            Attribute::Tag => "tag",
            Attribute::Pos => "part of speech",
            Attribute::Morph => "morphology",
            Attribute::Lemma => "lemma",
            Attribute::Head => "head",
            Attribute::Dep => "label",
            Attribute::SentenceStart => "sentence start",
            Attribute::Entity => "entity",
        }
    }
}

/// One value that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// The text's name.
    pub(super) document: String,
    /// Where the token or entity stands, in bytes.
    pub(super) range: Range<usize>,
    /// Its words.
    pub(super) words: String,
    /// What differs.
    pub(super) attribute: Attribute,
    /// spaCy's value; `–` where it has no such token or entity.
    pub(super) spacy: String,
    /// Selon's value.
    pub(super) selon: String,
}

impl Difference {
    /// The names of the columns its [`Display`](fmt::Display) writes.
    pub(super) const HEADS: &str = "document\tbytes\ttoken\tattribute\tspaCy\tSelon";
}

impl fmt::Display for Difference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Range { start, end } = self.range;
        let [words, spacy, selon] = [&self.words, &self.spacy, &self.selon].map(|value| escape(value));
        write!(out, "{}\t{start}..{end}\t{words}\t{}\t{spacy}\t{selon}", self.document, self.attribute.name())
    }
}

/// A value on one line of tab-separated values.
fn escape(value: &str) -> String {
    value.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

/// Differences and what was compared, over any number of texts.
#[derive(Debug, Default)]
pub(super) struct Comparison {
    compared: [usize; Attribute::ALL.len()],
    /// Every difference, in the order of the texts.
    pub(super) differences: Vec<Difference>,
}

impl Comparison {
    /// How many values of an attribute were compared.
    pub(super) fn compared(&self, attribute: Attribute) -> usize {
        self.compared[attribute as usize]
    }

    /// How many of them differ.
    pub(super) fn different(&self, attribute: Attribute) -> usize {
        self.differences.iter().filter(|difference| difference.attribute == attribute).count()
    }

    /// Compares one text.
    pub(super) fn add(&mut self, document: &str, spacy: &Annotation, selon: &Annotation) {
        let text = Text { document, text: &spacy.text };
        for (at, tokens) in union(tokens(spacy), tokens(selon)) {
            let words = &spacy.text[at.0..at.1];
            self.record(&text, at, Attribute::Token, tokens.map(|token| token.map_or(ABSENT, |_| words)));
            if let [Some(their), Some(our)] = tokens {
                self.add_values(&text, at, [their, our], [&head(spacy, their), &head(selon, our)]);
            }
        }
        for (at, labels) in union(entities(spacy), entities(selon)) {
            self.record(&text, at, Attribute::Entity, labels.map(|label| label.unwrap_or(ABSENT)));
        }
    }

    /// What is assigned to a token that both sides have.
    fn add_values(&mut self, text: &Text<'_>, at: Place, tokens: [&Token; 2], heads: [&str; 2]) {
        self.record(text, at, Attribute::Tag, tokens.map(|token| token.tag.as_str()));
        self.record(text, at, Attribute::Pos, tokens.map(|token| token.pos.as_str()));
        self.record(text, at, Attribute::Morph, tokens.map(|token| token.morph.as_str()));
        self.record(text, at, Attribute::Lemma, tokens.map(|token| token.lemma.as_str()));
        self.record(text, at, Attribute::Head, heads);
        self.record(text, at, Attribute::Dep, tokens.map(|token| token.dep.as_str()));
        let starts = tokens.map(|token| if token.sent_start { "start" } else { "inside" });
        self.record(text, at, Attribute::SentenceStart, starts);
    }

    fn record(&mut self, text: &Text<'_>, at: Place, attribute: Attribute, [spacy, selon]: [&str; 2]) {
        self.compared[attribute as usize] += 1;
        if spacy != selon {
            self.differences.push(Difference {
                document: text.document.to_owned(),
                range: at.0..at.1,
                words: text.text[at.0..at.1].to_owned(),
                attribute,
                spacy: spacy.to_owned(),
                selon: selon.to_owned(),
            });
        }
    }
}

/// The text under comparison.
struct Text<'a> {
    document: &'a str,
    text: &'a str,
}

/// First byte and one past the last.
type Place = (usize, usize);

fn tokens(annotation: &Annotation) -> impl Iterator<Item = (Place, &Token)> {
    annotation.tokens.iter().map(|token| ((token.range.start, token.range.end), token))
}

fn entities(annotation: &Annotation) -> impl Iterator<Item = (Place, &str)> {
    annotation.entities.iter().map(|(range, label)| ((range.start, range.end), label.as_str()))
}

/// What stands at each place on the one side, the other, or both, in the order of the text.
fn union<T: Copy>(
    spacy: impl Iterator<Item = (Place, T)>,
    selon: impl Iterator<Item = (Place, T)>,
) -> BTreeMap<Place, [Option<T>; 2]> {
    let mut places: BTreeMap<Place, [Option<T>; 2]> = BTreeMap::new();
    for (at, item) in spacy {
        places.entry(at).or_insert([None; 2])[0] = Some(item);
    }
    for (at, item) in selon {
        places.entry(at).or_insert([None; 2])[1] = Some(item);
    }
    places
}

/// Stands for a token or an entity that one side does not have.
const ABSENT: &str = "–";

/// A token's head as a piece of the text: `ministre@12`.
fn head(annotation: &Annotation, token: &Token) -> String {
    let range = &annotation.tokens[token.head].range;
    format!("{}@{}", &annotation.text[range.clone()], range.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn annotation(text: &str, words: &[&str]) -> Annotation {
        let mut end = 0;
        let token = |word: &&str| {
            let start = end + text[end..].find(word).unwrap();
            end = start + word.len();
            let value = || "x".to_owned();
            let (tag, pos, morph, lemma, dep) = (value(), value(), value(), value(), value());
            Token { range: start..end, tag, pos, morph, lemma, head: 0, dep, sent_start: start == 0 }
        };
        let tokens = words.iter().map(token).collect();
        Annotation { text: text.to_owned(), tokens, entities: Vec::new() }
    }

    fn compare(reference: &Annotation, ours: &Annotation) -> Comparison {
        let mut comparison = Comparison::default();
        comparison.add("d", reference, ours);
        comparison
    }

    #[test]
    fn the_same_has_no_difference() {
        let one = annotation("Il l'a dit.", &["Il", "l'", "a", "dit", "."]);
        let comparison = compare(&one, &one);
        assert!(comparison.differences.is_empty());
        assert_eq!((comparison.compared(Attribute::Token), comparison.compared(Attribute::Dep)), (5, 5));
    }

    #[test]
    fn another_cut_counts_once_for_each_token_that_only_one_side_has() {
        let theirs = annotation("Il l'a dit.", &["Il", "l'", "a", "dit", "."]);
        let ours = annotation("Il l'a dit.", &["Il", "l'a", "dit", "."]);
        let comparison = compare(&theirs, &ours);
        let seen: Vec<_> = comparison
            .differences
            .iter()
            .map(|d| (d.range.clone(), d.spacy.as_str(), d.selon.as_str()))
            .collect();
        assert_eq!(seen, [(3..5, "l'", "–"), (3..6, "–", "l'a"), (5..6, "a", "–")]);
        assert_eq!((comparison.compared(Attribute::Token), comparison.compared(Attribute::Tag)), (6, 3));
    }

    #[test]
    fn a_side_without_tokens_misses_all() {
        let (full, empty) = (annotation("Il dit", &["Il", "dit"]), annotation("Il dit", &[]));
        assert_eq!(compare(&full, &empty).different(Attribute::Token), 2);
        assert_eq!(compare(&empty, &full).different(Attribute::Token), 2);
    }

    #[test]
    fn values_and_heads_are_listed() {
        let theirs = annotation("Il dit", &["Il", "dit"]);
        let mut ours = theirs.clone();
        ours.tokens[0].lemma = "lui\t".to_owned();
        ours.tokens[1].head = 1;
        let lines: Vec<_> = compare(&theirs, &ours).differences.iter().map(ToString::to_string).collect();
        assert_eq!(lines, ["d\t0..2\tIl\tlemma\tx\tlui\\t", "d\t3..6\tdit\thead\tIl@0\tdit@3"]);
    }

    #[test]
    fn entities_differ_by_span_and_by_label() {
        let mut theirs = annotation("Paris Lyon Nice", &["Paris", "Lyon", "Nice"]);
        let mut ours = theirs.clone();
        theirs.entities = vec![(0..5, "LOC".into()), (6..10, "LOC".into())];
        ours.entities = vec![(0..5, "ORG".into()), (11..15, "LOC".into())];
        let comparison = compare(&theirs, &ours);
        assert_eq!((comparison.compared(Attribute::Entity), comparison.different(Attribute::Entity)), (3, 3));
    }
}
