//! Contents before their cue that are its subject, and sentences that a later one is about.

use super::behind::stretch;
use super::boundary::Shape;
use super::{Construction, Proposals};
use crate::attribution::context::Context;
use crate::attribution::trigger::{Kind, Trigger};

/// The subject of a passive, the antecedent of a participle or relative clause, the sentence before.
pub(super) fn propose(context: &Context<'_>, trigger: &Trigger<'_>, proposals: &mut Proposals<'_>) {
    passive(context, trigger, proposals);
    antecedent(context, trigger, proposals);
    sentence_before(context, trigger, proposals);
}

/// « *L'attentat* a été revendiqué par le groupe », and with what is said of it:
/// « *les naissances* sont estimées à *558 600* ».
fn passive(context: &Context<'_>, trigger: &Trigger<'_>, proposals: &mut Proposals<'_>) {
    let tree = context.tree;
    let subject = tree.dependants(trigger.head, &["nsubj"]).find(|&i| i < trigger.head);
    let Some(head) = subject else { return };
    if !context.form(trigger.head).ends_with("Pass") {
        return;
    }
    let start = context.phrase(head).start;
    let limit = trigger.cue.first().map_or(trigger.head, |cue| tree.tokens_in(*cue).start);
    let kind = (Construction::Subject, "subject");
    stretch(context, trigger, kind, Shape::Phrase, (start, head), limit, proposals);
}

/// « *les mesures* annoncées par le ministre », « *la réforme*, que le maire dénonce ».
fn antecedent(context: &Context<'_>, trigger: &Trigger<'_>, proposals: &mut Proposals<'_>) {
    let tree = context.tree;
    let token = tree.token(trigger.head);
    if !matches!(token.dep(), "acl" | "acl:relcl" | "relcl" | "amod") {
        return;
    }
    let Some(head) = tree.head(trigger.head).filter(|&head| head < trigger.head) else { return };
    let start = context.phrase(head).start;
    let code = if token.dep() == "acl:relcl" || token.dep() == "relcl" { "relative" } else { "participle" };
    let first = trigger.cue.first().map_or(trigger.head, |cue| tree.tokens_in(*cue).start);
    let kind = (Construction::Subject, code);
    stretch(context, trigger, kind, Shape::Phrase, (start, head), first, proposals);
}

/// « *La ville est prise.* C'est ce qu'affirme X. »: the sentence before, where the cue has a sentence without a content
/// of its own.
fn sentence_before(context: &Context<'_>, trigger: &Trigger<'_>, proposals: &mut Proposals<'_>) {
    /// A sentence that only names who says so is short.
    const LONGEST: usize = 40;
    let tree = context.tree;
    let sentence = tree.sentence(trigger.head);
    if !matches!(trigger.kind, Kind::Word(_)) || sentence.len() > LONGEST {
        return;
    }
    let opener = context.next(sentence.start).map(|i| tree.token(i).text().to_lowercase());
    if !opener.is_some_and(|word| context.lexicon.resumptives.contains(&word)) {
        return;
    }
    let Some(last) = context.previous(sentence.start) else { return };
    let before = tree.sentence(last);
    let run = tree.trim(before.clone());
    if run.is_empty() {
        return;
    }
    let kind = (Construction::Sentence, "sentence");
    let base = proposals.base(context, trigger, kind, run.start, trigger.head);
    proposals.push(kind, [run], &[base]);
}
