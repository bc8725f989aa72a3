//! The parsed sentence as the rules see it: dependants, phrases, and words apart from white space.

use std::ops::Range;

use selon_record::Span;
use selon_spacy::{Doc, Token};

use crate::entity::Name;

/// The most tokens of a sentence. A longer one is a list or noise, and comes in pieces, each read by itself: what a
/// rule looks at within a sentence is bounded, and the time for a text is linear in its length.
const LONGEST: usize = 400;

/// A document with the dependants of every token, its sentences and its names.
pub(crate) struct Tree<'d> {
    pub(crate) doc: &'d Doc,
    /// In text order, none overlapping another; none before they are [found](Tree::with_names).
    names: Vec<Name>,
    children: Vec<Vec<usize>>,
    /// The head of each token within its sentence; a root is its own.
    heads: Vec<u32>,
    /// The first and the last token of each subtree.
    edges: Vec<(u32, u32)>,
    /// The sentences as ranges of tokens, none longer than [`LONGEST`].
    pub(crate) sentences: Vec<Range<usize>>,
    /// The number of the sentence of each token.
    sentence_of: Vec<usize>,
}

/// Relations that leave a noun phrase: what hangs on them is said about the noun, not its name.
const LOOSE: [&str; 9] =
    ["acl:relcl", "relcl", "parataxis", "ccomp", "advcl", "dep", "csubj", "discourse", "vocative"];

impl<'d> Tree<'d> {
    pub(crate) fn new(doc: &'d Doc) -> Self {
        let pieces = |sentence: Range<usize>| {
            let end = sentence.end;
            sentence.step_by(LONGEST).map(move |start| start..end.min(start + LONGEST))
        };
        let sentences: Vec<_> = doc.sents().flat_map(pieces).collect();
        let mut sentence_of = vec![0; doc.len()];
        for (number, sentence) in sentences.iter().enumerate() {
            sentence_of[sentence.clone()].fill(number);
        }
        let mut children = vec![Vec::new(); doc.len()];
        let mut heads: Vec<u32> = (0..).take(doc.len()).collect();
        for token in doc.tokens() {
            let head = token.head().i();
            if head != token.i() && sentence_of[head] == sentence_of[token.i()] {
                children[head].push(token.i());
                heads[token.i()] = head as u32;
            }
        }
        let edges = edges(&heads, &children);
        Tree { doc, names: Vec::new(), children, heads, edges, sentences, sentence_of }
    }

    /// The same with its names.
    pub(crate) fn with_names(self, names: Vec<Name>) -> Self {
        Tree { names, ..self }
    }

    pub(crate) fn token(&self, i: usize) -> Token<'d> {
        self.doc.token(i)
    }

    /// The head of a token within its sentence; `None` for the root.
    pub(crate) fn head(&self, i: usize) -> Option<usize> {
        let head = self.heads[i] as usize;
        (head != i).then_some(head)
    }

    /// The names within a run of tokens.
    pub(crate) fn names(&self, run: Range<usize>) -> &[Name] {
        let first = self.names.partition_point(|name| name.tokens.start < run.start);
        let end = self.names.partition_point(|name| name.tokens.end <= run.end);
        self.names.get(first..end).unwrap_or_default()
    }

    /// The name that a token is part of.
    pub(crate) fn name_at(&self, i: usize) -> Option<&Name> {
        let next = self.names.partition_point(|name| name.tokens.end <= i);
        self.names.get(next).filter(|name| name.tokens.start <= i)
    }

    /// The longest of some forms whose words begin at a token, with its tokens: « D''après » for « d'après ».
    /// It is compared token by token, so that « selon » is not found in « selonel ».
    pub(crate) fn longest_form<'f, T>(
        &self,
        first: usize,
        forms: &'f Forms<T>,
    ) -> Option<(Range<usize>, &'f T)> {
        let start = self.token(first).range().start;
        let mut found = None;
        for last in first..self.sentence(first).end {
            let words = &self.doc.text()[start..self.token(last).range().end];
            if words.len() > forms.longest {
                break;
            }
            let words = plain_form(words);
            let mut begun = forms.beginning_with(&words).peekable();
            if begun.peek().is_none() {
                break;
            }
            if let Some((_, value)) = begun.find(|(form, _)| *form == words) {
                found = Some((first..last + 1, value));
            }
        }
        found
    }

    /// Which tokens begin within one of these spans.
    pub(crate) fn covered(&self, spans: impl Iterator<Item = Span>) -> Vec<bool> {
        let mut changes = vec![0isize; self.doc.len() + 1];
        for span in spans {
            let tokens = self.tokens_in(span);
            changes[tokens.start] += 1;
            changes[tokens.end] -= 1;
        }
        let mut depth = 0;
        changes.pop();
        changes
            .iter()
            .map(|change| {
                depth += change;
                depth > 0
            })
            .collect()
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

    /// Whether a token only joins others or marks them: « le », « de », « et », « déjà », a comma.
    pub(crate) fn is_small(&self, i: usize) -> bool {
        matches!(self.token(i).pos(), "ADP" | "DET" | "PUNCT" | "SPACE" | "CCONJ" | "ADV")
    }

    /// Whether nothing but small words stands before a token in its sentence.
    pub(crate) fn opens_sentence(&self, i: usize) -> bool {
        (self.sentence(i).start..i).all(|before| self.is_small(before))
    }

    /// How many sentences end between two tokens. One past the last stands in the last sentence: an expression may be a part of
    /// the last token (« D''après*18h30* »), and no token begins in it.
    pub(crate) fn sentences_between(&self, i: usize, j: usize) -> usize {
        let sentence = |at: usize| self.sentence_of.get(at).or(self.sentence_of.last()).copied().unwrap_or(0);
        sentence(i).abs_diff(sentence(j))
    }

    /// The tokens of a subtree in order, as far as they stand in its sentence. There is always one.
    pub(crate) fn subtree(&self, i: usize) -> Vec<usize> {
        self.descend(i, |_| true)
    }

    /// The first and the last token of a subtree, as far as it stands in its sentence.
    pub(crate) fn edges(&self, i: usize) -> (usize, usize) {
        let (first, last) = self.edges[i];
        (first as usize, last as usize)
    }

    /// The noun phrase of a head: its subtree without clauses, as one run of tokens around the head.
    ///
    /// « le porte-parole du ministère, Pierre Untel » from *porte-parole*; the relative clause after it stays out.
    pub(crate) fn noun_phrase(&self, head: usize) -> Range<usize> {
        let inside = self.descend(head, |i| {
            let token = self.token(i);
            let of_head = token.head().i() == head;
            let linked = of_head && matches!(token.dep(), "case" | "mark" | "cc" | "prep");
            // A verb coordinated with a noun is a clause that the parser put in the wrong place.
            let clause = token.dep() == "conj"
                && token.feature("VerbForm") == Some("Fin")
                && matches!(token.head().pos(), "NOUN" | "PROPN" | "PRON");
            !LOOSE.contains(&token.dep()) && !linked && !clause
        });
        let at = inside.binary_search(&head).unwrap_or(0);
        let mut start = at;
        while start > 0 && self.joins(inside[start - 1], inside[start]) {
            start -= 1;
        }
        let mut end = at;
        while end + 1 < inside.len() && self.joins(inside[end], inside[end + 1]) {
            end += 1;
        }
        let phrase = self.trim(inside[start]..inside[end] + 1);
        // The tagger can take a mark for a noun; a phrase holds its head all the same.
        let start = phrase.start.min(head);
        let end = self.name_behind(phrase.end.max(head + 1));
        start..self.participle_behind(start..end)
    }

    /// The end of a second participle that goes on with a phrase, where the parse has tied it to the main verb:
    /// « un bilan attribué au ministère | et relayé par plusieurs médias ».
    fn participle_behind(&self, phrase: Range<usize>) -> usize {
        let participle = |i: usize| {
            let token = self.token(i);
            token.feature("VerbForm") == Some("Part") && token.feature("Tense") == Some("Past")
        };
        let end = phrase.end;
        let sentence = self.sentence(end - 1);
        let alone = |i: usize| self.dependants(i, &["aux", "nsubj"]).next().is_none();
        let goes_on = end + 1 < sentence.end
            && self.token(end).pos() == "CCONJ"
            && participle(end + 1)
            && alone(end + 1)
            && phrase.clone().any(|i| participle(i) && self.token(i).dep() == "acl");
        if !goes_on {
            return end;
        }
        let (_, last) = self.edges(end + 1);
        self.trim(end..last + 1).end
    }

    /// The end of a name that goes on right behind a phrase, where the parse has lost it: « la chaîne | Mir 24 ».
    fn name_behind(&self, end: usize) -> usize {
        let sentence = self.sentence(end - 1);
        let name = (end..sentence.end).take_while(|&i| {
            let token = self.token(i);
            token.text().starts_with(char::is_uppercase) || i > end && token.pos() == "NUM"
        });
        name.last().map_or(end, |last| last + 1)
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
        let longest = self.sentence(root).len();
        let mut found = vec![root];
        let mut next = 0;
        // Trees of the parser have no circles; the bound keeps a broken one finite.
        while next < found.len() && found.len() <= longest {
            found.extend(self.children[found[next]].iter().copied().filter(|&c| keep(c)));
            next += 1;
        }
        found.sort_unstable();
        found
    }
}

/// The first and the last token of each subtree, from the leaves up.
fn edges(heads: &[u32], children: &[Vec<usize>]) -> Vec<(u32, u32)> {
    let mut edges: Vec<(u32, u32)> = (0..).map(|i| (i, i)).take(heads.len()).collect();
    let mut waiting: Vec<usize> = children.iter().map(Vec::len).collect();
    let mut ready: Vec<usize> = (0..heads.len()).filter(|&i| waiting[i] == 0).collect();
    while let Some(i) = ready.pop() {
        let head = heads[i] as usize;
        if head == i {
            continue;
        }
        let ((first, last), (own_first, own_last)) = (edges[i], edges[head]);
        edges[head] = (own_first.min(first), own_last.max(last));
        waiting[head] -= 1;
        if waiting[head] == 0 {
            ready.push(head);
        }
    }
    edges
}

/// Words and expressions of a table, in the order of their letters, so that those with one beginning stand together.
#[derive(Debug)]
pub(crate) struct Forms<T> {
    sorted: Vec<(String, T)>,
    /// The most bytes that a text may have that is one of them: its curly apostrophes are longer than straight ones, and
    /// some capitals than their small letters.
    longest: usize,
}

impl<T> Forms<T> {
    /// Of several rows with the same form the first one counts.
    pub(crate) fn new(mut rows: Vec<(String, T)>) -> Self {
        rows.sort_by(|(a, _), (b, _)| a.cmp(b));
        let longest = rows.iter().map(|(form, _)| form.len()).max().unwrap_or(0);
        Forms { sorted: rows, longest: 6 * longest }
    }

    /// The value of a form.
    pub(crate) fn get(&self, form: &str) -> Option<&T> {
        self.beginning_with(form).next().filter(|(known, _)| known == form).map(|(_, value)| value)
    }

    fn beginning_with<'f, 's>(
        &'f self,
        start: &'s str,
    ) -> impl Iterator<Item = &'f (String, T)> + use<'f, 's, T> {
        let first = self.sorted.partition_point(|(form, _)| form.as_str() < start);
        self.sorted[first..].iter().take_while(move |(form, _)| form.starts_with(start))
    }
}

/// The words of a text as the tables write them: lower case, straight apostrophes, doubled ones single.
pub(crate) fn plain_form(text: &str) -> String {
    let lower = text.to_lowercase();
    if !lower.contains(['’', '‘', '\'', '\u{a0}', '\u{202f}']) {
        return lower;
    }
    lower.replace(['’', '‘'], "'").replace("''", "'").replace(['\u{a0}', '\u{202f}'], " ")
}
