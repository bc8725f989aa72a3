//! What is counted or measured: « 26 *manifestants tués* », « deux tasses de *café* », « 40 % des *électeurs* ».

use std::ops::Range;

use selon_record::{Dimension, Span};

use super::Amount;
use crate::lexicon::Lexicon;
use crate::tree::Tree;

/// The most words between a number and the noun it counts, and the most that may follow that noun.
const NEAR: usize = 4;
const LONGEST: usize = 12;

/// A text with the words of its language.
#[derive(Clone, Copy)]
pub(super) struct Context<'c> {
    pub(super) tree: &'c Tree<'c>,
    pub(super) lexicon: &'c Lexicon,
}

/// The words that say what a quantity is of, in bytes of the text: right behind its number, but for a preposition and an
/// article, and before the next quantity, which begins at `next`.
pub(super) fn counted(
    context: Context<'_>,
    amount: &Amount,
    extent: Span,
    next: Option<usize>,
) -> Option<Span> {
    let number = context.tree.tokens_in(extent);
    let last = number.end.checked_sub(1).filter(|last| number.contains(last))?;
    let (behind_of, known) = match amount.dimension {
        Dimension::Count => (false, true),
        Dimension::Mass | Dimension::Volume | Dimension::Area | Dimension::Length => (true, false),
        Dimension::Percent | Dimension::Fraction => (true, true),
        _ => return None,
    };
    let limit = next.map_or(usize::MAX, |next| context.tree.tokens_in(Span::new(next, next + 1)).start);
    let phrase = context.phrase(last, behind_of, known, limit)?;
    Some(context.tree.span(phrase))
}

impl Context<'_> {
    /// The noun phrase behind a number; `behind_of`: only behind « de », `known`: also with an article behind that, « un tiers
    /// *des* habitants ».
    fn phrase(&self, last: usize, behind_of: bool, known: bool, limit: usize) -> Option<Range<usize>> {
        let sentence = self.tree.sentence(last);
        let sentence = sentence.start..sentence.end.min(limit);
        let mut start = last + 1;
        // The number may end with its preposition: « a couple of | friends ».
        let mut behind = self.is_of(last);
        if !behind && start < sentence.end && self.is_of(start) {
            behind = true;
            start += 1;
        }
        if behind && known && start < sentence.end && self.pos(start) == "DET" {
            start += 1;
        }
        if behind_of && !behind {
            return None;
        }
        let noun = self.noun(start..sentence.end.min(start + NEAR), !behind)?;
        Some(start..self.end(start, noun, sentence.end, limit))
    }

    /// The noun that begins or ends a few words: « *manifestants* », « jeunes *manifestants* », « security *guards* ». A participle
    /// or adjective may stand for those it is said of, right behind a number: « 12 *blessés* ».
    fn noun(&self, words: Range<usize>, alone: bool) -> Option<usize> {
        let first = words.start;
        let is_noun = |i: usize| self.pos(i) == "NOUN" || alone && self.pos(i) == "PROPN";
        let mut noun = None;
        for i in words.clone() {
            // In English the nouns before the last one qualify it.
            let nominal = |i: usize| matches!(self.pos(i), "NOUN" | "PROPN");
            let qualifies =
                self.tree.head(i).is_some_and(|head| head > i && words.contains(&head) && nominal(head));
            match self.pos(i) {
                _ if is_noun(i) && !qualifies => {
                    noun = Some(i);
                    break;
                }
                "ADJ" | "NOUN" | "PROPN" | "ADV" if qualifies => {}
                "ADJ" => {}
                "VERB" if i == first && alone && !self.is_verb(i) => {}
                _ if self.is_quote(i) || self.tree.token(i).is_space() => {}
                _ => break,
            }
        }
        let stands_alone =
            alone && words.contains(&first) && self.pos(first) == "VERB" && !self.is_verb(first);
        noun.or(stands_alone.then_some(first))
    }

    /// One past what belongs to a noun behind it: adjectives, participles, « de » with its noun, « et » with another:
    /// « membres | des forces de l'ordre morts », « policiers | et militaires ». What stands right before the next quantity
    /// belongs to that: « two men | aged 34 ».
    fn end(&self, start: usize, noun: usize, limit: usize, next: usize) -> usize {
        let limit = limit.min(noun + LONGEST);
        let mut end = noun + 1;
        let mut quotes = (start..end).filter(|&i| self.is_quote(i)).count();
        while end < limit {
            let within = |i: usize| self.tree.head(i).is_some_and(|head| (start..=end).contains(&head));
            let belongs = match self.pos(end) {
                // The parse may tie them to the main verb.
                "ADJ" => self.tree.head(end).is_some_and(|head| head < end),
                "VERB" => !self.is_verb(end) && self.agree(noun, end),
                _ => false,
            };
            let blank = self.tree.token(end).is_space();
            if blank && quotes % 2 == 1 && end + 1 < limit && self.is_quote(end + 1) {
                end += 1;
            } else if self.is_quote(end) && quotes % 2 == 1 {
                quotes += 1;
                end += 1;
            } else if belongs && end + 1 != next {
                end += 1;
            } else if self.is_of(end)
                && let Some(noun) = self.noun_behind(end, limit)
                && within(noun)
            {
                end = noun + 1;
            } else if self.pos(end) == "CCONJ"
                && end + 1 < limit
                && matches!(self.pos(end + 1), "NOUN" | "ADJ")
                && self.tree.token(end + 1).dep() == "conj"
                && within(end + 1)
            {
                end += 2;
            } else {
                break;
            }
        }
        end
    }

    /// The noun of « de », with or without an article: « des *forces* », « of the security *forces* ».
    fn noun_behind(&self, of: usize, limit: usize) -> Option<usize> {
        let first = of + 1;
        let first = if first < limit && self.pos(first) == "DET" { first + 1 } else { first };
        self.noun(first..limit.min(first + NEAR), false)
    }

    fn pos(&self, i: usize) -> &str {
        self.tree.token(i).pos()
    }

    /// Whether a word is a verb that says what happens, no participle of the past.
    fn is_verb(&self, i: usize) -> bool {
        let token = self.tree.token(i);
        let participle = token.feature("VerbForm") == Some("Part") && token.feature("Tense") != Some("Pres");
        let has_auxiliary = self.tree.dependants(i, &["aux"]).next().is_some();
        token.pos() == "VERB" && !participle || has_auxiliary
    }

    /// Whether two words are both singular or both plural, as far as their forms show it.
    fn agree(&self, noun: usize, participle: usize) -> bool {
        let number = |i: usize| self.tree.token(i).feature("Number");
        number(noun).zip(number(participle)).is_none_or(|(noun, participle)| noun == participle)
    }

    /// « de », « of »
    fn is_of(&self, i: usize) -> bool {
        let token = self.tree.token(i);
        let form = token.text().to_lowercase().replace('’', "'");
        matches!(token.pos(), "ADP" | "DET") && self.lexicon.preposition(&form) == Some("de-np")
    }

    fn is_quote(&self, i: usize) -> bool {
        matches!(self.tree.token(i).text(), "\"" | "«" | "»" | "“" | "”" | "\u{ab}\u{a0}")
    }
}
