//! The sources behind each other: what the words of a source say of further ones.
//!
//! « une source citée par l'agence »: the agency stands before the source. « le site A, qui cite B, lequel s'appuie sur des
//! sources russes »: B and the Russian sources stand behind the site.

use std::ops::Range;

use selon_record::{Link, SourceKind, Span};

use super::who::Who;
use crate::attribution::{Mention, behind, can_speak};
use crate::entity::is_domain;
use crate::lexicon::{Lexicon, Relay, RelayPlace};
use crate::tree::{Tree, plain_form};

/// The most sources that stand behind each other. What nests deeper is no article, and of it the nearest are kept.
pub(super) const LONGEST: usize = 16;

/// How many tokens behind a source its relative clause or participle may stand.
const REACH: usize = 12;

/// The most small words between a relative pronoun and its verb: « qui, lui, ne s'est pas *appuyé* ».
const BETWEEN: usize = 5;

/// The links of a source, outermost first: who passes it on, itself, whom it names behind itself.
pub(super) fn links(tree: &Tree<'_>, lexicon: &Lexicon, who: &Who<'_>, source: &Mention) -> Vec<Link> {
    let tokens = source.span.map_or(0..0, |span| tree.tokens_in(span));
    let Some(head) = head(tree, tokens.clone()) else { return vec![link(who, source, None)] };
    let mut links = Links { tree, lexicon, who, found: Vec::new() };
    links.source(source, head, tokens.end.max(head + 1), 0);
    links.found
}

/// The word that a run of tokens hangs on.
fn head(tree: &Tree<'_>, run: Range<usize>) -> Option<usize> {
    let outside = |i: &usize| !tree.head(*i).is_some_and(|head| run.contains(&head));
    let noun = |i: &usize| matches!(tree.token(*i).pos(), "NOUN" | "PROPN" | "PRON");
    run.clone().find(|i| outside(i) && noun(i)).or_else(|| run.clone().find(outside))
}

/// The link of a source, without the words from a byte on that name a further one.
fn link(who: &Who<'_>, source: &Mention, cut: Option<&str>) -> Link {
    let entity = who.of(source);
    let name = Who::name(source, entity);
    let name = name.as_ref().unwrap_or(&source.words);
    let name = cut
        .and_then(|cut| name.strip_suffix(cut))
        .map_or(name.as_str(), |name| name.trim_end_matches([' ', ',']));
    Link { kind: source.kind, name: name.to_owned(), entity: entity.map(|entity| entity.id.clone()) }
}

/// A further source: the verb that names it, its head, and where it stands.
struct Further {
    verb: usize,
    head: usize,
    place: RelayPlace,
}

struct Links<'a> {
    tree: &'a Tree<'a>,
    lexicon: &'a Lexicon,
    who: &'a Who<'a>,
    found: Vec<Link>,
}

impl Links<'_> {
    fn source(&mut self, source: &Mention, head: usize, end: usize, depth: usize) {
        let further = if depth < LONGEST { self.further(head, end) } else { Vec::new() };
        let cut = further.first().and_then(|first| {
            let from = self.tree.token(first.verb).range().start;
            self.tree.doc.text().get(from..source.span?.end)
        });
        let own = link(self.who, source, cut);
        let at = self.found.len();
        self.found.push(own);
        for Further { head, place, .. } in further {
            let other = self.mention(head);
            let carries =
                place == RelayPlace::Before || place == RelayPlace::Made && other.kind == SourceKind::Outlet;
            if carries {
                self.found.insert(at, link(self.who, &other, None));
            } else {
                let end = other.phrase.end.max(head + 1);
                self.source(&other, head, end, depth + 1);
            }
        }
    }

    /// A further source with the mark that closes its words: « des « sources russes » ».
    fn mention(&self, head: usize) -> Mention {
        let mut other = behind(self.tree, self.lexicon, head);
        let text = self.tree.doc.text();
        let Some(span) = other.span else { return other };
        let rest = &text[span.end..];
        let blanks = rest.len() - rest.trim_start().len();
        for (open, close) in [('«', '»'), ('“', '”')] {
            let is_open = other.words.matches(open).count() > other.words.matches(close).count();
            if is_open && rest[blanks..].starts_with(close) {
                let whole = Span::new(span.start, span.end + blanks + close.len_utf8());
                text[whole.range()].clone_into(&mut other.words);
                other.span = Some(whole);
            }
        }
        other
    }

    /// The sources that the clauses and participles on a source name.
    fn further(&self, head: usize, end: usize) -> Vec<Further> {
        let last = self.tree.sentence(head).end.min(end + REACH);
        let mut found: Vec<Further> = Vec::new();
        for verb in head + 1..last {
            // What hangs on a further source is said of that one.
            if found.last().is_some_and(|before| before.place == RelayPlace::Behind && verb > before.head) {
                break;
            }
            if found.last().is_some_and(|before| verb <= before.head) || !self.is_said_of(verb, head) {
                continue;
            }
            found.extend(self.relay(verb));
        }
        found
    }

    /// The further source that a verb of the table names.
    fn relay(&self, verb: usize) -> Option<Further> {
        let token = self.tree.token(verb);
        let past = token.feature("VerbForm") == Some("Part") && token.feature("Tense") != Some("Pres");
        self.relays(verb).iter().find_map(|relay| {
            let head = match &relay.preposition {
                None if past => return None,
                None => self.object(verb)?,
                // « qui publie par ailleurs »: only what is done by somebody is passed on by him.
                Some(_) if !past && relay.place != RelayPlace::Behind => return None,
                Some(preposition) => self.behind_preposition(verb, preposition)?,
            };
            Some(Further { verb, head, place: relay.place })
        })
    }

    /// What the table says of a verb, by its base form, else by its ending: taggers err, and « s''appuie » is one token.
    fn relays(&self, verb: usize) -> &[Relay] {
        let token = self.tree.token(verb);
        let form = plain_form(token.text());
        let bare = form.strip_prefix("s'");
        let pronoun = |i: usize| matches!(&*plain_form(self.tree.token(i).text()), "s'" | "se");
        let reflexive = bare.is_some() || self.small_words_before(verb).any(pronoun);
        let table = &self.lexicon.relays;
        let known = table.of(token.lemma(), reflexive);
        if !known.is_empty() {
            return known;
        }
        let infinitives = self.lexicon.infinitives(bare.unwrap_or(&form));
        infinitives.map(|verb| table.of(&verb, reflexive)).find(|rows| !rows.is_empty()).unwrap_or_default()
    }

    /// Whether a verb is said of a source: by the parse, else right behind it or its relative pronoun.
    fn is_said_of(&self, verb: usize, head: usize) -> bool {
        let token = self.tree.token(verb);
        if !matches!(token.pos(), "VERB" | "AUX" | "ADJ" | "NOUN") {
            return false;
        }
        let mut at = verb;
        // « une source citée et reprise par … »
        for _ in 0..3 {
            let Some(up) = self.tree.head(at) else { break };
            if up == head {
                return self.tree.token(at).dep().starts_with("acl")
                    || self.tree.token(at).dep().ends_with("relcl");
            }
            if self.tree.token(at).dep() != "conj" {
                break;
            }
            at = up;
        }
        let verbs_between = (head + 1..verb).any(|i| self.tree.token(i).pos() == "VERB");
        let participle = token.feature("VerbForm") == Some("Part");
        let relative = self.small_words_before(verb).any(|i| self.is_relative(i));
        !verbs_between && (relative || participle && self.touches(verb, head))
    }

    /// The words before a verb that belong to it or join it: « qui ne *s'est pas* … ». Verbs and nouns stop.
    fn small_words_before(&self, verb: usize) -> impl Iterator<Item = usize> + '_ {
        let first = verb.saturating_sub(BETWEEN).max(self.tree.sentence(verb).start);
        (first..verb)
            .rev()
            .take_while(|&i| matches!(self.tree.token(i).pos(), "PRON" | "ADV" | "AUX" | "PART"))
    }

    fn is_relative(&self, i: usize) -> bool {
        let token = self.tree.token(i);
        token.feature("PronType") == Some("Rel")
            || matches!(token.lemma(), "qui" | "lequel" | "who" | "which")
    }

    /// A participle right behind the noun phrase of a head, a comma or adverb apart: « des sources, *citées* par … ».
    fn touches(&self, verb: usize, head: usize) -> bool {
        let small = |i: &usize| matches!(self.tree.token(*i).pos(), "PUNCT" | "ADV" | "SPACE");
        let before = (head..verb).rev().find(|i| !small(i));
        before.is_some_and(|before| before == head || self.tree.noun_phrase(head).contains(&before))
    }

    /// The object of a verb that can speak, by the parse, else the first noun behind it.
    fn object(&self, verb: usize) -> Option<usize> {
        let parsed = self.tree.dependants(verb, &["obj", "dobj"]).find(|&i| i > verb && self.speaks(i));
        parsed.or_else(|| self.first_noun(verb + 1))
    }

    /// What stands behind a preposition of a verb, by the parse, else by its place.
    fn behind_preposition(&self, verb: usize, preposition: &str) -> Option<usize> {
        let is_it = |i: usize| {
            let form = self.tree.token(i).text();
            let code = self.lexicon.preposition(form).and_then(|code| code.strip_suffix("-np"));
            plain_form(form) == preposition || code == Some(preposition)
        };
        let tied = |i: &usize| self.tree.dependants(*i, &["case"]).any(is_it);
        let parsed =
            self.tree.dependants(verb, &["obl", "agent", "nmod"]).filter(tied).find(|&i| self.speaks(i));
        parsed.or_else(|| {
            let end = self.tree.sentence(verb).end.min(verb + BETWEEN);
            let at = (verb + 1..end).find(|&i| !matches!(self.tree.token(i).pos(), "ADV" | "SPACE"))?;
            is_it(at).then(|| self.first_noun(at + 1)).flatten()
        })
    }

    /// The first noun or name from a token on that can speak, with no verb before it.
    fn first_noun(&self, from: usize) -> Option<usize> {
        let end = self.tree.sentence(from.checked_sub(1)?).end.min(from + REACH);
        let pos = |i: usize| self.tree.token(i).pos();
        let head =
            (from..end).take_while(|&i| pos(i) != "VERB").find(|&i| matches!(pos(i), "NOUN" | "PROPN"))?;
        self.speaks(head).then_some(head)
    }

    fn speaks(&self, head: usize) -> bool {
        can_speak(self.tree, self.lexicon, head) || is_domain(self.tree.token(head).text())
    }
}
