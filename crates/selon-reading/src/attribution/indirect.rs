//! Indirect speech: « X affirme que … », « X dit avoir … », in part quoted (« mixed ») or not.

use selon_record::{Act, Form, Span};

use super::quotation::Quotation;
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
    for token in tree.doc.tokens() {
        let Some(act) = verb::act(lexicon, token) else { continue };
        let taken = |a: &Attribution| a.cue.iter().any(|cue| cue.contains(Span::from(token.range())));
        if found.iter().any(taken) {
            continue;
        }
        let complement =
            tree.dependants(token.i(), &["ccomp", "xcomp"]).find(|&c| c > token.i() && is_clause(tree, c));
        let Some(complement) = complement else { continue };
        let Some(content) = content(tree, complement) else { continue };
        let source = verb::subject(tree, lexicon, token.i());
        // Without a subject an infinitive is no statement: « avant de dire que … » is the author's.
        if source.is_none() && token.feature("VerbForm") == Some("Inf") {
            continue;
        }
        let cue = verb::group(tree, token.i());
        let negated = cue.len() > 1 || tree.doc.text()[cue[0].range()].starts_with("n'");
        attributions.push(Attribution {
            form: form(quotations, content),
            content: vec![unquoted(quotations, content)],
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
    let token = tree.token(complement);
    tree.dependants(complement, &["mark"]).next().is_some() || token.feature("VerbForm") == Some("Inf")
}

/// The clause without the *que*, *si* or *de* that opens it.
fn content(tree: &Tree<'_>, complement: usize) -> Option<Span> {
    let mut tokens = tree.subtree(complement);
    tokens.sort_unstable();
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

/// All of it between marks is direct, also behind *que*; a part is mixed.
fn form(quotations: &[Quotation], content: Span) -> Form {
    if quotations.iter().any(|q| q.outer.contains(content) && q.inner.overlaps(content)) {
        Form::Direct
    } else if quotations.iter().any(|q| content.contains(q.inner)) {
        Form::Mixed
    } else {
        Form::Indirect
    }
}

fn unquoted(quotations: &[Quotation], content: Span) -> Span {
    match quotations.iter().find(|q| q.outer.contains(content) && q.inner.overlaps(content)) {
        Some(q) => Span::new(content.start.max(q.inner.start), content.end.min(q.inner.end)),
        None => content,
    }
}
