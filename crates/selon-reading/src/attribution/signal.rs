//! What act and certainty depend on in a trigger with its content.

use selon_record::Form;

use super::content::{Candidate, Construction};
use super::context::Context;
use super::trigger::{Kind, Trigger};
use crate::certainty::{Conditional, Signal};

/// A trigger with the content that was chosen for it.
pub(super) fn of<'s>(
    context: &Context<'_>,
    trigger: &'s Trigger<'_>,
    candidate: &Candidate,
    form: Form,
) -> Signal<'s> {
    let code = match candidate.construction {
        Construction::Quotation | Construction::Incise | Construction::Colon | Construction::Sentence => {
            "quote"
        }
        Construction::Subject => "np",
        _ => candidate.code,
    };
    let listed = match trigger.kind {
        Kind::Word(cue) => Some(cue.complement(code).map_or((cue.act, cue.level), |c| (c.act, c.level))),
        _ => None,
    };
    Signal {
        lemma: trigger.lemma(),
        class: trigger.class(),
        code,
        construction: candidate.construction.name(),
        listed,
        head: trigger.head,
        cue: &trigger.cue,
        form,
        subject: context.subject_class(trigger.head),
    }
}

/// What the conditional of a trigger stands for, and how likely it is hearsay, as features name it.
pub(super) fn hearsay(context: &Context<'_>, trigger: &Trigger<'_>) -> (&'static str, &'static str) {
    let found = context.judge.conditionals.within(trigger.words.clone()).first();
    let Some(found) = found else { return ("none", "none") };
    let likely = match found.probability(Conditional::Hearsay) {
        p if p < 0.05 => "never",
        p if p < 0.25 => "hardly",
        p if p < 0.5 => "perhaps",
        p if p < 0.75 => "rather",
        p if p < 0.95 => "likely",
        _ => "surely",
    };
    (found.sense.name(), likely)
}
