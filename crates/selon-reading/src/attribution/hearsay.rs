//! The conditional of hearsay with nobody behind it: « l'armée *aurait tué* douze civils ».

use selon_record::{Act, Form};

use super::Attribution;
use crate::certainty::conditional_of_hearsay;
use crate::lexicon::Lexicon;
use crate::tree::Tree;

/// The attributions of main clauses in the conditional of hearsay that no other cue attributes.
pub(super) fn find(tree: &Tree<'_>, lexicon: &Lexicon, found: &[Attribution]) -> Vec<Attribution> {
    let mut attributions = Vec::new();
    let attributed = tree.covered(found.iter().flat_map(|a| a.content.iter().chain(&a.cue).copied()));
    for sentence in &tree.sentences {
        for token in sentence.clone().map(|i| tree.token(i)) {
            let Some(verb) = conditional_of_hearsay(tree, lexicon, token.i()) else { continue };
            let main = matches!(tree.token(verb).dep(), "ROOT" | "conj" | "parataxis" | "ccomp");
            if !main || attributed[token.i()] || asks(tree, sentence.clone()) {
                continue;
            }
            let tokens = tree.subtree(verb);
            let start = super::frame::behind_dateline(tree, sentence.clone());
            let first = tokens.iter().copied().find(|&i| i >= start).unwrap_or(verb);
            // Words that link the clause to the one before are not hearsay.
            let first =
                (first..=verb).find(|&i| !matches!(tree.token(i).pos(), "CCONJ" | "SPACE")).unwrap_or(first);
            let run = tree.trim(first..tokens[tokens.len() - 1] + 1);
            attributions.push(Attribution {
                content: vec![tree.span(run)],
                // Of a noun or adjective with a copula only the copula is the cue: « *seraient* au nombre de cinq ».
                cue: super::verb::group(tree, if token.dep() == "cop" { token.i() } else { verb }),
                source: None,
                form: Form::Hearsay,
                act: Act::Assert,
                confidence: 0.7,
            });
        }
    }
    attributions
}

/// A question asserts nothing: « Seraient-ils venus à pied ? »
fn asks(tree: &Tree<'_>, sentence: std::ops::Range<usize>) -> bool {
    sentence.rev().map(|i| tree.token(i)).find(|t| !t.is_space()).is_some_and(|t| t.text() == "?")
}
