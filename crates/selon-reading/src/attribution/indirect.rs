//! Indirect speech: « X affirme que … », « X dit avoir … », in part quoted (« mixed ») or not.

use selon_record::{Act, Form, Span};

use super::quotation::{self, Quotation};
use super::{Attribution, verb};
use crate::lexicon::Lexicon;
use crate::tree::Tree;

/// The attributions of complement clauses. `found` are the quotations that have their verb already.
pub(super) fn find(
    tree: &Tree<'_>,
    lexicon: &Lexicon,
    quotations: &[Quotation],
    found: &[Attribution],
) -> Vec<Attribution> {
    let mut attributions = Vec::new();
    let taken = tree.covered(found.iter().flat_map(|a| a.cue.iter().copied()));
    let around = innermost(tree, found);
    for token in tree.doc.tokens() {
        let Some(act) = verb::act(lexicon, token) else { continue };
        if taken[token.i()] {
            continue;
        }
        let complement =
            tree.dependants(token.i(), &["ccomp", "xcomp"]).find(|&c| c > token.i() && is_clause(tree, c));
        // An incise stands in its own content; it is found elsewhere.
        let complement = complement.filter(|_| verb::inverted_pronoun(tree, token.i()).is_none());
        let content = match complement {
            Some(complement) => content(tree, complement),
            None => behind_que(tree, token.i()),
        };
        let Some(content) = content else { continue };
        let quoted = quotation::around(quotations, token.range().into());
        let limits = match around[token.i()] {
            Some(outer) => found[outer].content.clone(),
            None => quoted.map_or(vec![content], |quotation| vec![quotation.inner]),
        };
        let content: Vec<Span> = limits.iter().filter_map(|&limit| within(tree, content, limit)).collect();
        let Some(&first) = content.first() else { continue };
        let source = verb::subject(tree, lexicon, token.i());
        // Without a subject an infinitive is no statement: « avant de dire que … » is the author's.
        if source.is_none() && token.feature("VerbForm") == Some("Inf") {
            continue;
        }
        let cue = verb::group(tree, token.i());
        let negated = cue.len() > 1 || tree.doc.text()[cue[0].range()].starts_with("n'");
        attributions.push(Attribution {
            form: if quoted.is_some() { Form::Indirect } else { form(quotations, first) },
            content: content.iter().map(|&part| quotation::settle(quotations, part)).collect(),
            cue,
            confidence: if source.is_some() { 0.8 } else { 0.5 },
            source,
            act: if negated && act == Act::Assert { Act::Unknown } else { act },
        });
    }
    attributions
}

/// Whether a complement holds words: a verb with *que*, *si* or in the infinitive.
fn is_clause(tree: &Tree<'_>, complement: usize) -> bool {
    let conjunction = |i: usize| tree.token(i).pos() == "SCONJ";
    let infinitive = |i: usize| tree.token(i).feature("VerbForm") == Some("Inf");
    tree.dependants(complement, &["mark"]).any(conjunction)
        || infinitive(complement)
        || tree.dependants(complement, &["aux"]).any(infinitive)
}

/// The clause without the *que*, *si* or *de* that opens it.
fn content(tree: &Tree<'_>, complement: usize) -> Option<Span> {
    let tokens = tree.subtree(complement);
    let first = tokens[0];
    let last = *tokens.last()?;
    let opener = |i: usize| {
        let token = tree.token(i);
        token.is_space() || token.dep() == "mark" && matches!(token.pos(), "SCONJ" | "ADP")
    };
    let start = (first..=last).find(|&i| !opener(i))?;
    let run = tree.trim(start..last + 1);
    (!run.is_empty()).then(|| tree.span(run))
}

/// Where the parse loses the clause: what stands behind the *que* that follows the verb, to the end of the sentence.
/// « Des médias rapportent *que* 164 personnes ,peut-être davantage, seraient mortes. »
fn behind_que(tree: &Tree<'_>, verb: usize) -> Option<Span> {
    let sentence = tree.sentence(verb);
    let next = (verb + 1..sentence.end).find(|&i| !matches!(tree.token(i).pos(), "SPACE" | "ADV"))?;
    let token = tree.token(next);
    if token.pos() != "SCONJ" || token.dep() != "mark" {
        return None;
    }
    let run = tree.trim(next + 1..sentence.end);
    (!run.is_empty()).then(|| tree.span(run))
}

/// For each token the attribution in whose content it stands, the shortest of them. What is reported there ends with
/// it: « On dit que *la crue est passée* », raconte un voisin; Il nie *avoir signé*, rapporte le site A.
fn innermost(tree: &Tree<'_>, found: &[Attribution]) -> Vec<Option<usize>> {
    let length = |i: &usize| found[*i].content.iter().map(|part| part.len()).sum::<usize>();
    let mut longest_first: Vec<usize> = (0..found.len()).collect();
    longest_first.sort_by_key(|i| std::cmp::Reverse(length(i)));
    let mut innermost = vec![None; tree.doc.len()];
    for i in longest_first {
        for &part in &found[i].content {
            innermost[tree.tokens_in(part)].fill(Some(i));
        }
    }
    innermost
}

/// The part of a content within a limit.
fn within(tree: &Tree<'_>, content: Span, limit: Span) -> Option<Span> {
    let part = Span::new(content.start.max(limit.start), content.end.min(limit.end));
    if part.is_empty() {
        return None;
    }
    let run = tree.trim(tree.tokens_in(part));
    (!run.is_empty()).then(|| tree.span(run))
}

/// All of it between marks is direct, also behind *que*; a part is mixed.
fn form(quotations: &[Quotation], content: Span) -> Form {
    if quotation::around(quotations, content).is_some_and(|q| q.inner.overlaps(content)) {
        Form::Direct
    } else if quotation::overlapping(quotations, content).any(|q| content.contains(q.inner)) {
        Form::Mixed
    } else {
        Form::Indirect
    }
}
