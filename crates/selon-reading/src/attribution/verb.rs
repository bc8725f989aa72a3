//! Verbs of saying: when a token is one, the words of its group, and its subject.

use selon_record::{Act, Span};
use selon_spacy::Token;

use super::source;
use super::{Mention, source::pronoun_within};
use crate::lexicon::Lexicon;
use crate::tree::Tree;

/// What a token does as a verb of saying: « affirme » asserts, « nie » denies. `None` for every other token.
pub(super) fn act(lexicon: &Lexicon, token: Token<'_>) -> Option<Act> {
    matches!(token.pos(), "VERB" | "AUX").then(|| lexicon.verbs.get(token.lemma()).copied()).flatten()
}

/// Whether a verb or its auxiliary is finite: « dit », « a répondu », and not « interrogée ».
pub(super) fn is_finite(tree: &Tree<'_>, verb: usize) -> bool {
    let finite = |i: usize| tree.token(i).feature("VerbForm") == Some("Fin");
    finite(verb) || tree.dependants(verb, &["aux"]).any(finite)
}

/// The verb group: auxiliaries, negation, the verb and an inverted pronoun (« n'a pas confirmé », « a-t-il ajouté »).
pub(super) fn group(tree: &Tree<'_>, verb: usize) -> Vec<Span> {
    // The group is one run of words; an auxiliary beyond another word belongs elsewhere.
    let start = tree.sentence(verb).start;
    let run = (start..verb)
        .rev()
        .take_while(|&i| matches!(tree.token(i).pos(), "AUX" | "ADV" | "PRON" | "PART" | "SPACE"));
    let first = run.last().unwrap_or(verb);
    let mut tokens: Vec<usize> =
        tree.dependants(verb, &["aux", "auxpass", "neg"]).filter(|&i| i >= first).collect();
    tokens.push(verb);
    tokens.extend(tree.dependants(verb, &["advmod"]).filter(|&i| is_negation(tree.token(i))));
    tokens.sort_unstable();
    let (first, last) = (tokens[0], tokens[tokens.len() - 1]);
    // What is hyphenated to the group belongs to it, also inside: « a » « -t » « -il » « ajouté ».
    let mut end = last + 1;
    while end < tree.doc.len() && tree.token(end).text().starts_with('-') && end < tree.sentence(verb).end {
        end += 1;
    }
    tokens.extend(
        (first..end).filter(|&i| tree.token(i).text().starts_with('-') && tree.token(i).text().len() > 1),
    );
    tokens.sort_unstable();
    tokens.dedup();
    runs(tree, &tokens)
}

fn is_negation(token: Token<'_>) -> bool {
    token.feature("Polarity") == Some("Neg")
        || matches!(token.lemma(), "ne" | "pas" | "plus" | "jamais" | "not")
}

/// Sorted tokens as runs of bytes; white space between neighbours does not part them.
fn runs(tree: &Tree<'_>, tokens: &[usize]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for &i in tokens {
        let span = Span::from(tree.token(i).range());
        match spans.last_mut() {
            Some(last) if tree.doc.text()[last.end..span.start].trim().is_empty() => last.end = span.end,
            _ => spans.push(span),
        }
    }
    spans
}

/// The subject of a verb of saying, as the source: its own, its auxiliary's, the one it shares with the verb it is
/// coordinated with or hangs on (« X dit et répète », « X a tenu à rappeler »).
pub(super) fn subject(tree: &Tree<'_>, lexicon: &Lexicon, verb: usize) -> Option<Mention> {
    let mut at = verb;
    // No chain of verbs is longer than this.
    for _ in 0..4 {
        if let Some(inverted) = inverted_pronoun(tree, at) {
            return Some(source::mention(tree, lexicon, inverted));
        }
        let own = tree.dependants(at, &["nsubj", "expl:subj"]).find(|&i| {
            let token = tree.token(i);
            token.dep() != "nsubj:pass" && token.dep() != "nsubjpass" && !is_impersonal(tree, at, token)
        });
        if let Some(own) = own {
            return Some(relative_or(tree, lexicon, at, own));
        }
        let token = tree.token(at);
        let goes_up =
            token.dep() == "conj" || token.dep() == "xcomp" && token.feature("VerbForm") == Some("Inf");
        if !goes_up {
            return None;
        }
        at = tree.head(at)?;
    }
    None
}

/// The pronoun hyphenated to a verb group: « a-t-*il* ajouté », « dit-*on* ».
pub(super) fn inverted_pronoun(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let first = tree.dependants(verb, &["aux"]).next().unwrap_or(verb).min(verb);
    let end = (verb + 3).min(tree.sentence(verb).end);
    (first + 1..end).find(|&i| {
        let word = tree.token(i).text();
        let tied = (first + 1..i).all(|j| j == verb || tree.token(j).text() == "-t");
        tied && word.starts_with('-')
            && word != "-t"
            && word.len() > 2
            && tree.token(i).feature("Person") != Some("1")
    })
}

/// A passive has no speaker for subject: « il est reproché », « it was said ».
fn is_impersonal(tree: &Tree<'_>, verb: usize, subject: Token<'_>) -> bool {
    let passive = tree.dependants(verb, &["aux:pass", "auxpass"]).next().is_some();
    passive && matches!(subject.text().to_lowercase().trim_start_matches('-'), "il" | "it")
}

/// « X, qui affirme »: the pronoun stands, its antecedent names it.
fn relative_or(tree: &Tree<'_>, lexicon: &Lexicon, verb: usize, subject: usize) -> Mention {
    let token = tree.token(subject);
    let clause = tree.token(verb);
    if token.feature("PronType") == Some("Rel") && matches!(clause.dep(), "acl:relcl" | "relcl") {
        let antecedent = source::mention(tree, lexicon, clause.head().i());
        return Mention { span: pronoun_within(token), ..antecedent };
    }
    source::mention(tree, lexicon, subject)
}

/// Where the parse gives a verb beside a quotation no subject: the noun phrase right behind its group
/// (« écrit un internaute », « selon le parquet »), or the pronoun hyphenated to it.
pub(super) fn subject_behind(tree: &Tree<'_>, lexicon: &Lexicon, verb: usize) -> Option<Mention> {
    let sentence = tree.sentence(verb);
    let mut i = verb + 1;
    while i < sentence.end {
        let token = tree.token(i);
        match token.pos() {
            // When it was said stands before the speaker: « expliquait *mardi* un pompier ».
            "NOUN" if token.dep().starts_with("obl") => {}
            "NOUN" | "PROPN" => return Some(source::mention(tree, lexicon, i)),
            "PRON" if token.text().starts_with('-') && token.text() != "-t" => {
                return Some(source::mention(tree, lexicon, i));
            }
            "DET" | "ADJ" | "NUM" | "SPACE" | "ADV" => {}
            _ if token.text().starts_with('-') => {}
            // Whom it was said to stands before the speaker: « a raconté à l'AM un habitant ».
            "ADP" if token.head().i() > i => {
                i = tree.noun_phrase(token.head().i()).end;
                continue;
            }
            _ => return None,
        }
        i += 1;
    }
    None
}

/// The noun phrase or pronoun right before a verb that the parse gives no subject: « *Un autre* renchérit : ».
pub(super) fn subject_ahead(tree: &Tree<'_>, lexicon: &Lexicon, verb: usize) -> Option<Mention> {
    let sentence = tree.sentence(verb);
    for i in (sentence.start..verb).rev() {
        match tree.token(i).pos() {
            "NOUN" | "PROPN" => return Some(source::mention(tree, lexicon, i)),
            "PRON" if tree.token(i).feature("PronType") != Some("Rel") => {
                return Some(source::mention(tree, lexicon, i));
            }
            "AUX" | "ADV" | "SPACE" | "ADJ" | "PART" => {}
            _ => return None,
        }
    }
    None
}
