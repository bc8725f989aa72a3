//! The article's own voice: every clause that nobody else says.
//!
//! The sentence that reports words is itself what the article asserts; its content are the words around what it puts on
//! somebody else: « *Dans la matinée, le maire a affirmé que* … ».

use selon_record::{Act, AsideKind, Form, Span};

use super::cover::{Cover, trimmed, trimmed_of};
use crate::attribution::{Attribution, Construction};
use crate::certainty::Judge;
use crate::lexicon::Lexicon;
use crate::tree::Tree;

/// How sure it is that the article says a clause itself: one with a verb that nothing is attributed in, one without a
/// verb, one beside an attribution, whose limits may be wrong.
const CLAUSE: f64 = 0.9;
const NOMINAL: f64 = 0.6;
const BESIDE: f64 = 0.7;

/// The article's own assertions, and the joints: what is neither in them, nor in an attribution, nor in an aside.
pub(super) fn find(
    judge: &Judge<'_>,
    attributions: &[Attribution],
    asides: &[(Span, AsideKind)],
) -> (Vec<Attribution>, Vec<(Span, AsideKind)>) {
    let (tree, lexicon) = (judge.tree, judge.lexicon);
    let asides = Cover::of(asides.iter().map(|&(span, _)| span));
    let contents = Cover::of(attributions.iter().flat_map(|a| a.content.iter().copied()));
    let around =
        attributions.iter().flat_map(|a| a.cue.iter().copied().chain(a.source.iter().filter_map(|s| s.span)));
    let around = Cover::of(around);
    let attributed = contents.and(&around);
    let voice = Voice {
        judge,
        tree,
        lexicon,
        text: tree.doc.text(),
        taken: attributed.and(&asides),
        others: contents.and(&asides),
        contents,
        around,
        attributed,
    };
    let mut plain = Vec::new();
    let mut joints = Vec::new();
    for sentence in &tree.sentences {
        let Some(span) = trimmed(voice.text, tree.span(sentence.clone())) else { continue };
        let clauses = voice.clauses(sentence, span);
        for (number, &clause) in clauses.iter().enumerate() {
            plain.extend(voice.clause(clause, number + 1 == clauses.len(), &mut joints));
        }
    }
    (plain, joints)
}

struct Voice<'a> {
    judge: &'a Judge<'a>,
    tree: &'a Tree<'a>,
    lexicon: &'a Lexicon,
    text: &'a str,
    /// What others say.
    contents: Cover,
    /// Who says it and how.
    around: Cover,
    /// Both.
    attributed: Cover,
    /// What others say, and what asserts nothing.
    others: Cover,
    /// All that is accounted for without the article's own voice.
    taken: Cover,
}

impl Voice<'_> {
    /// The main clauses of a sentence, cut at a coordination: « *Il a neigé* | *et les routes sont coupées.* »
    fn clauses(&self, sentence: &std::ops::Range<usize>, whole: Span) -> Vec<Span> {
        let mut starts = Vec::new();
        let mut heads: Vec<usize> = sentence.clone().filter(|&i| self.tree.head(i).is_none()).collect();
        // Trees of the parser have no circles; the bound keeps a broken one finite.
        let mut next = 0;
        while next < heads.len() && heads.len() <= sentence.len() {
            let head = heads[next];
            next += 1;
            for second in self.tree.dependants(head, &["conj"]).filter(|&i| self.is_clause(i)) {
                heads.push(second);
                let subtree = self.tree.subtree(second);
                let (first, last) = (subtree[0], subtree[subtree.len() - 1]);
                let in_one_run = last + 1 - first == subtree.len();
                if first > head && in_one_run && !self.opens_relative(first) {
                    starts.push(self.tree.token(first).range().start);
                }
            }
        }
        starts.sort_unstable();
        starts.dedup();
        let mut clauses = Vec::new();
        let mut from = whole.start;
        for start in starts {
            let inside =
                self.others.within(Span::new(start, start + 1)).iter().any(|span| span.start < start);
            let part = Span::new(from, start);
            if !inside
                && self.has_finite_verb(part)
                && let Some(clause) = trimmed(self.text, part)
            {
                clauses.push(clause);
                from = start;
            }
        }
        clauses.extend(trimmed(self.text, Span::new(from, whole.end)));
        clauses
    }

    /// A finite verb with a subject of its own.
    fn is_clause(&self, head: usize) -> bool {
        let finite = |i: usize| self.tree.token(i).feature("VerbForm") == Some("Fin");
        let has_verb = finite(head) || self.tree.dependants(head, &["aux", "cop"]).any(finite);
        has_verb && self.tree.dependants(head, &["nsubj", "csubj", "expl:subj"]).next().is_some()
    }

    /// What the article says itself in a clause, if anything; what is only joined to others goes to the joints.
    fn clause(
        &self,
        clause: Span,
        is_last: bool,
        joints: &mut Vec<(Span, AsideKind)>,
    ) -> Option<Attribution> {
        let gaps = self.taken.gaps(self.text, clause);
        let beside = self.attributed.touches(clause);
        let kind = if beside { AsideKind::Joint } else { AsideKind::Separator };
        let asks = is_last && self.asks(clause);
        let speaks = gaps.iter().any(|&gap| self.says(gap, beside)) || asks && self.is_inverted(clause);
        if !speaks {
            joints.extend(gaps.into_iter().map(|gap| (gap, kind)));
            return None;
        }
        let own = self.others.gaps(self.text, clause).into_iter().filter_map(|run| self.run(run, clause));
        let own: Vec<Span> = own.filter(|&run| self.says(run, beside) || self.around.touches(run)).collect();
        let rest = self.taken.and(&Cover::of(own.iter().copied()));
        joints.extend(rest.gaps(self.text, clause).into_iter().map(|gap| (gap, kind)));
        if own.is_empty() {
            return None;
        }
        let act = match asks {
            true => Act::Question,
            false if self.commands(clause) => Act::Request,
            false => Act::Assert,
        };
        let confidence = match beside {
            true => BESIDE,
            false if self.has_finite_verb(clause) => CLAUSE,
            false => NOMINAL,
        };
        let certainty = self.judge.plain(act, &own);
        Some(Attribution {
            content: own,
            cue: Vec::new(),
            source: None,
            form: Form::Plain,
            act,
            certainty,
            construction: Construction::Own,
            confidence,
        })
    }

    /// A run of a clause without the marks that tie it to what it stands beside: « », *a-t-il ajouté lundi.* »
    fn run(&self, run: Span, clause: Span) -> Option<Span> {
        let at_start = |c: char| run.start > clause.start && (c.is_whitespace() || "»”\",;:–—-".contains(c));
        let at_end = |c: char| run.end < clause.end && (c.is_whitespace() || "«“\",;:–—-".contains(c));
        trimmed_of(self.text, run, at_start, at_end)
    }

    /// Whether a stretch says something by itself. Beside an attribution small words say nothing: « il a *également* dit *que* ».
    fn says(&self, stretch: Span, beside: bool) -> bool {
        if !beside {
            return self.text[stretch.range()].contains(char::is_alphanumeric);
        }
        self.tree.tokens_in(stretch).any(|i| {
            let token = self.tree.token(i);
            let small = ["ADP", "DET", "CCONJ", "SCONJ", "PART", "PRON", "ADV", "PUNCT", "SPACE", "SYM"];
            !small.contains(&token.pos()) && token.text().contains(char::is_alphanumeric)
        })
    }

    /// Whether a clause ends with a question mark that nobody else's words hold.
    fn asks(&self, clause: Span) -> bool {
        let words = &self.text[clause.range()];
        let open = words.trim_end_matches(|c: char| c.is_whitespace() || "»”\"’')].!…".contains(c));
        let mark = clause.start + open.len();
        open.ends_with('?') && !self.contents.touches(Span::new(mark - 1, mark))
    }

    /// Whether it asks if somebody said something: « *Le maire a-t-il dit que* la place était vide ? »
    fn is_inverted(&self, clause: Span) -> bool {
        let content = self.contents.within(clause).first().map_or(clause.end, |content| content.start);
        self.tree.tokens_in(Span::new(clause.start, content.max(clause.start))).any(|i| {
            let token = self.tree.token(i);
            token.pos() == "PRON" && token.text().starts_with('-')
        })
    }

    /// The imperative that opens a clause: « *Attendons* la suite. » Its tag is seldom right, so its ending counts.
    fn commands(&self, clause: Span) -> bool {
        let word = |i: &usize| self.tree.token(*i).text().contains(char::is_alphanumeric);
        let small = |i: &usize| matches!(self.tree.token(*i).pos(), "ADV" | "CCONJ" | "INTJ" | "PART");
        let Some(first) = self.tree.tokens_in(clause).filter(word).find(|i| !small(i)) else { return false };
        let token = self.tree.token(first);
        let form = token.text().to_lowercase();
        // « avons-nous appris »: the auxiliary before its own subject.
        let inverted = token.pos() == "AUX" && self.tree.dependants(first, &["nsubj"]).any(|i| i > first)
            || token.dep().starts_with("aux");
        matches!(token.pos(), "VERB" | "AUX")
            && !inverted
            && token.feature("VerbForm") == Some("Fin")
            && self.lexicon.imperatives.iter().any(|ending| form.ends_with(ending.as_str()))
            && !self.attributed.touches(token.range().into())
    }

    /// « … *et qui* disent la même chose »: a relative clause is no main clause, whatever the parse says.
    fn opens_relative(&self, first: usize) -> bool {
        let opening = first..self.tree.doc.len().min(first + 3);
        opening.map(|i| self.tree.token(i)).any(|token| token.feature("PronType") == Some("Rel"))
    }

    fn has_finite_verb(&self, clause: Span) -> bool {
        self.tree.tokens_in(clause).any(|i| self.tree.token(i).feature("VerbForm") == Some("Fin"))
    }
}
