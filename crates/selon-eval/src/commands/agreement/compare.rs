//! The comparison of two annotations of one text, and every difference between them.
//!
//! Attributes are compared on the tokens both sides have; a head counts as the same when it is the same piece of the
//! text. Tokens and entities count as the union of both sides, so that a missing and an invented one are both seen.

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
    pub(super) fn add(&mut self, document: &str, reference: &Annotation, ours: &Annotation) {
        self.add_tokens(document, reference, ours);
        self.add_entities(document, reference, ours);
    }

    fn add_tokens(&mut self, document: &str, reference: &Annotation, ours: &Annotation) {
        let (mut theirs, mut mine) = (reference.tokens.iter().peekable(), ours.tokens.iter().peekable());
        loop {
            let (their, my) = match (theirs.peek(), mine.peek()) {
                (None, None) => return,
                (their, my) => (their.map(|token| key(token)), my.map(|token| key(token))),
            };
            // The side that stands further left moves on; both do when they stand on the same token.
            let their = theirs.next_if(|_| my.is_none_or(|my| their.is_some_and(|their| their <= my)));
            let my = mine.next_if(|_| their.is_none() || their.map(key) == my);
            self.compared[Attribute::Token as usize] += 1;
            match (their, my) {
                (Some(their), Some(my)) => self.add_values(document, reference, their, ours, my),
                (Some(only), None) => self.differ(
                    document,
                    reference,
                    only.range.clone(),
                    Attribute::Token,
                    [reference.text[only.range.clone()].to_owned(), ABSENT.to_owned()],
                ),
                (None, Some(only)) => self.differ(
                    document,
                    reference,
                    only.range.clone(),
                    Attribute::Token,
                    [ABSENT.to_owned(), reference.text[only.range.clone()].to_owned()],
                ),
                (None, None) => return,
            }
        }
    }

    fn add_values(
        &mut self,
        document: &str,
        reference: &Annotation,
        their: &Token,
        ours: &Annotation,
        my: &Token,
    ) {
        let values = [
            (Attribute::Tag, [their.tag.clone(), my.tag.clone()]),
            (Attribute::Pos, [their.pos.clone(), my.pos.clone()]),
            (Attribute::Morph, [their.morph.clone(), my.morph.clone()]),
            (Attribute::Lemma, [their.lemma.clone(), my.lemma.clone()]),
            (Attribute::Head, [head(reference, their), head(ours, my)]),
            (Attribute::Dep, [their.dep.clone(), my.dep.clone()]),
            (Attribute::SentenceStart, [their.sent_start.to_string(), my.sent_start.to_string()]),
        ];
        for (attribute, values) in values {
            self.compared[attribute as usize] += 1;
            if values[0] != values[1] {
                self.differ(document, reference, their.range.clone(), attribute, values);
            }
        }
    }

    fn add_entities(&mut self, document: &str, reference: &Annotation, ours: &Annotation) {
        let label = |annotation: &Annotation, range: &Range<usize>| {
            let found = annotation.entities.iter().find(|(other, _)| other == range);
            found.map_or(ABSENT.to_owned(), |(_, label)| label.clone())
        };
        for (range, theirs) in &reference.entities {
            self.compared[Attribute::Entity as usize] += 1;
            let mine = label(ours, range);
            if mine != *theirs {
                self.differ(document, reference, range.clone(), Attribute::Entity, [theirs.clone(), mine]);
            }
        }
        for (range, mine) in &ours.entities {
            if label(reference, range) == ABSENT {
                self.compared[Attribute::Entity as usize] += 1;
                let values = [ABSENT.to_owned(), mine.clone()];
                self.differ(document, reference, range.clone(), Attribute::Entity, values);
            }
        }
    }

    fn differ(
        &mut self,
        document: &str,
        reference: &Annotation,
        range: Range<usize>,
        attribute: Attribute,
        [spacy, selon]: [String; 2],
    ) {
        let words = reference.text[range.clone()].to_owned();
        self.differences.push(Difference {
            document: document.to_owned(),
            range,
            words,
            attribute,
            spacy,
            selon,
        });
    }
}

/// Stands for a token or an entity that one side does not have.
const ABSENT: &str = "–";

fn key(token: &Token) -> (usize, usize) {
    (token.range.start, token.range.end)
}

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
