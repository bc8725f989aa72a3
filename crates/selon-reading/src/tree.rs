//! The parsed sentence as the rules see it: dependants, phrases, and words apart from white space.

use std::ops::Range;

use selon_record::Span;
use selon_spacy::{Doc, Token};

/// A document with the dependants of every token and its sentences.
pub(crate) struct Tree<'d> {
    pub(crate) doc: &'d Doc,
    children: Vec<Vec<usize>>,
    /// The sentences as ranges of tokens.
    pub(crate) sentences: Vec<Range<usize>>,
    /// The number of the sentence of each token.
    sentence_of: Vec<usize>,
}

/// Relations that leave a noun phrase: what hangs on them is said about the noun, not its name.
const LOOSE: [&str; 9] =
    ["acl:relcl", "relcl", "parataxis", "ccomp", "advcl", "dep", "csubj", "discourse", "vocative"];

impl<'d> Tree<'d> {
    pub(crate) fn new(doc: &'d Doc) -> Self {
        let mut children = vec![Vec::new(); doc.len()];
        for token in doc.tokens() {
            if token.head().i() != token.i() {
                children[token.head().i()].push(token.i());
            }
        }
        let sentences: Vec<_> = doc.sents().collect();
        let mut sentence_of = vec![0; doc.len()];
        for (number, sentence) in sentences.iter().enumerate() {
            sentence_of[sentence.clone()].fill(number);
        }
        Tree { doc, children, sentences, sentence_of }
    }

    pub(crate) fn token(&self, i: usize) -> Token<'d> {
        self.doc.token(i)
    }

    /// The dependants of a token, left to right.
    pub(crate) fn children(&self, i: usize) -> &[usize] {
        &self.children[i]
    }

    /// The dependants with one of these relations (or a subtype of it).
    pub(crate) fn dependants<'s>(
        &'s self,
        i: usize,
        relations: &'s [&str],
    ) -> impl Iterator<Item = usize> + 's {
        self.children[i].iter().copied().filter(move |&child| {
            let relation = self.token(child).dep();
            relations
                .iter()
                .any(|r| relation == *r || relation.strip_prefix(r).is_some_and(|s| s.starts_with(':')))
        })
    }

    /// The sentence of a token.
    pub(crate) fn sentence(&self, i: usize) -> Range<usize> {
        self.sentences[self.sentence_of[i]].clone()
    }

    /// The tokens of a subtree, as far as they stand in its sentence.
    pub(crate) fn subtree(&self, i: usize) -> Vec<usize> {
        self.descend(i, |_| true)
    }

    /// The noun phrase of a head: its subtree without clauses, as one run of tokens around the head.
    ///
    /// « le porte-parole du ministère, Pierre Untel » from *porte-parole*; the relative clause after it stays out.
    pub(crate) fn noun_phrase(&self, head: usize) -> Range<usize> {
        let mut inside = self.descend(head, |i| {
            let token = self.token(i);
            !LOOSE.contains(&token.dep()) && !(token.dep() == "conj" && matches!(token.pos(), "VERB" | "AUX"))
        });
        inside.sort_unstable();
        let at = inside.binary_search(&head).unwrap_or(0);
        let mut start = at;
        while start > 0 && self.joins(inside[start - 1], inside[start]) {
            start -= 1;
        }
        let mut end = at;
        while end + 1 < inside.len() && self.joins(inside[end], inside[end + 1]) {
            end += 1;
        }
        self.trim(inside[start]..inside[end] + 1)
    }

    /// Whether two tokens of a phrase have nothing but white space between them.
    fn joins(&self, left: usize, right: usize) -> bool {
        (left + 1..right).all(|i| self.token(i).is_space())
    }

    /// A run of tokens without white space, commas and loose prepositions at its ends.
    pub(crate) fn trim(&self, mut run: Range<usize>) -> Range<usize> {
        let empty = |i: usize| {
            let token = self.token(i);
            token.is_space()
                || matches!(token.text(), "," | ";" | ":" | "." | "-" | "–" | "—" | "?" | "!" | "…")
        };
        while run.start < run.end && empty(run.start) {
            run.start += 1;
        }
        while run.start < run.end && empty(run.end - 1) {
            run.end -= 1;
        }
        run
    }

    /// The bytes of a run of tokens.
    pub(crate) fn span(&self, run: Range<usize>) -> Span {
        Span::new(self.token(run.start).range().start, self.token(run.end - 1).range().end)
    }

    /// The tokens that begin within these bytes.
    pub(crate) fn tokens_in(&self, span: Span) -> Range<usize> {
        let first = |byte: usize| {
            let (mut low, mut high) = (0, self.doc.len());
            while low < high {
                let middle = (low + high) / 2;
                if self.token(middle).range().start < byte { low = middle + 1 } else { high = middle }
            }
            low
        };
        first(span.start)..first(span.end)
    }

    fn descend(&self, root: usize, keep: impl Fn(usize) -> bool) -> Vec<usize> {
        let sentence = self.sentence(root);
        let mut found = vec![root];
        let mut next = 0;
        // Trees of the parser have no circles; the bound keeps a broken one finite.
        while next < found.len() && found.len() <= self.doc.len() {
            let within =
                self.children[found[next]].iter().copied().filter(|&c| sentence.contains(&c) && keep(c));
            found.extend(within);
            next += 1;
        }
        found
    }
}

/// The words of a text as the tables write them: lower case, straight apostrophes, doubled ones single.
pub(crate) fn plain_form(text: &str) -> String {
    text.to_lowercase().replace(['’', '‘'], "'").replace("''", "'").replace(['\u{a0}', '\u{202f}'], " ")
}
