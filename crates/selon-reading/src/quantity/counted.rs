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
    let end = context.tree.sentence(last).end;
    let limit = next.map_or(end, |next| end.min(context.tree.tokens_in(Span::new(next, next + 1)).start));
    if amount.dimension == Dimension::Fraction
        && let Some(noun) = context.noun_within(number.clone())
    {
        return Some(context.tree.span(noun..noun + 1));
    }
    let distance = amount.dimension == Dimension::Length;
    if distance && last + 1 < limit && context.tree.token(last + 1).feature("Definite") == Some("Def") {
        return None; // « à deux mètres du but »
    }
    let direct = amount.dimension == Dimension::Fraction && context.counts_behind(last);
    let part = amount.dimension == Dimension::Fraction;
    let phrase = context.phrase((last, limit), behind_of && !direct, known, part)?;
    Some(context.tree.span(phrase))
}

impl Context<'_> {
    /// The noun phrase behind a number; `behind_of`: only behind « de », `known`: also with an article behind that, « un tiers
    /// *des* habitants ».
    fn phrase(
        &self,
        (last, limit): (usize, usize),
        behind_of: bool,
        known: bool,
        part: bool,
    ) -> Option<Range<usize>> {
        let mut start = last + 1;
        // The number may end with its preposition: « a couple of | friends ».
        let mut behind = self.is_of(last);
        if !behind && start < limit && self.is_of(start) {
            behind = true;
            start += 1;
        }
        // « un tiers des | habitants », « 58 percent of your youth », « half the | money »
        let determiner = |i: usize| self.pos(i) == "DET" || self.tree.token(i).feature("Poss") == Some("Yes");
        if known && start < limit && determiner(start) && (behind || part) {
            behind = true;
            start += 1;
        }
        if behind_of && !behind {
            return None;
        }
        let noun = self.noun(start..limit.min(start + NEAR), !behind)?;
        Some(start..self.end(start, noun, limit))
    }

    /// The noun that begins or ends a few words: « *manifestants* », « jeunes *manifestants* », « security *guards* ». A participle
    /// or adjective may stand for those it is said of, right behind a number: « 12 *blessés* ».
    fn noun(&self, words: Range<usize>, alone: bool) -> Option<usize> {
        let first = words.start;
        let is_noun =
            |i: usize| self.is_word(i) && (self.pos(i) == "NOUN" || alone && self.pos(i) == "PROPN");
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
        let said_of = |i: usize| match self.pos(i) {
            "VERB" => !self.is_verb(i),
            "ADJ" => self.is_word(i) && self.tree.token(i).feature("Number") != Some("Sing"),
            _ => false,
        };
        let stands_alone = alone && words.contains(&first) && said_of(first);
        noun.or(stands_alone.then_some(first))
    }

    /// One past what belongs to a noun behind it: adjectives, participles, « de » with its noun, « et » with another:
    /// « membres | des forces de l'ordre morts », « policiers | et militaires ». What stands right before the next quantity
    /// belongs to that: « two men | aged 34 », « onze personnes | âgées de 19 ans ».
    fn end(&self, start: usize, noun: usize, next: usize) -> usize {
        let limit = next.min(noun + LONGEST);
        let mut end = noun + 1;
        let mut quotes = (start..end).filter(|&i| self.is_quote(i)).count();
        while end < limit {
            let within = |i: usize| self.tree.head(i).is_some_and(|head| (start..=end).contains(&head));
            let belongs = match self.pos(end) {
                // The parse may tie them to the main verb.
                "ADJ" => self.tree.head(end).is_some_and(|head| {
                    head < end && self.agree(if head > start { head } else { noun }, end)
                }),
                "VERB" => !self.is_verb(end) && self.agree(noun, end),
                // « membres des forces de l'ordre | morts »: it agrees with the first noun, not with the last.
                "NOUN"
                    if matches!(self.tree.token(end).dep(), "amod" | "nmod")
                        && self.pos(end - 1) == "NOUN" =>
                {
                    self.agree(noun, end) && !self.agree(end - 1, end)
                }
                _ => false,
            };
            let blank = self.tree.token(end).is_space();
            let before_next = |i: usize| i == next || i + 1 == next && self.is_of(i);
            // The parser's tokens may cut « call-center ».
            let glued = |i: usize| self.tree.token(i).range().start == self.tree.token(i - 1).range().end;
            let hyphen = self.tree.token(end).text().starts_with('-') && glued(end);
            if blank && quotes % 2 == 1 && end + 1 < limit && self.is_quote(end + 1) {
                end += 1;
            } else if self.is_quote(end) && quotes % 2 == 1 {
                quotes += 1;
                end += 1;
            } else if hyphen {
                let alone = self.tree.token(end).text() == "-";
                end += if alone && end + 1 < limit && glued(end + 1) { 2 } else { 1 };
            } else if belongs && !before_next(end + 1) {
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

    /// The noun inside of a ratio: « une *femme* sur trois ».
    fn noun_within(&self, number: Range<usize>) -> Option<usize> {
        let noun = number.clone().find(|&i| matches!(self.pos(i), "NOUN" | "PROPN"))?;
        number.end.checked_sub(1).filter(|&last| noun < last).map(|_| noun)
    }

    /// Whether a word is the number of a noun behind it: « one in | three women ».
    pub(super) fn counts_behind(&self, i: usize) -> bool {
        let numbers = self.pos(i) == "NUM" && self.tree.token(i).dep() == "nummod";
        numbers && self.tree.head(i).is_some_and(|head| head > i && self.pos(head) == "NOUN")
    }

    /// Whether a token is a word, no sign and no misprint.
    fn is_word(&self, i: usize) -> bool {
        let text = self.tree.token(i).text();
        text.starts_with(char::is_alphanumeric) && !text.contains("''")
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
