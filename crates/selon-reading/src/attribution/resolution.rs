//! What each source of an article is and whom it stands for, settled in text order when all of them are known.

use selon_record::{Form, SourceKind, Span};

use super::antecedent::{self, Sources};
use super::context::Context;
use super::referent::Referents;
use super::{Attribution, Mention, kind, source};
use crate::entity::is_domain;
use crate::model::{Model, Weights, likeliest, softmax};

/// The least probability with which a pronoun gets the name of an antecedent: a wrong name is worse than none.
const SURE: f64 = 0.55;

/// The least probability with which an antecedent tells what kind of source a pronoun is.
const LIKELY: f64 = 0.35;

/// Settles kind, type and name of every source.
pub(super) fn settle(context: &Context<'_>, weights: &Weights, found: &mut [Attribution]) {
    let referents = Referents::find(context);
    let mut sources = Sources::default();
    let mut mentions: Vec<&mut Mention> = found.iter_mut().filter_map(|a| a.source.as_mut()).collect();
    mentions.sort_by_key(|mention| mention.span);
    // The kind of a signature is known already.
    for mention in mentions.into_iter().filter(|mention| mention.kind == SourceKind::None) {
        let antecedent = antecedent(context, weights, &referents, &sources, mention);
        let likely = antecedent.filter(|found| found.probability >= LIKELY).map(|found| found.referent);
        mention.kind = kind::choose(context, weights, mention, likely.map(|r| referents.all[r].noun));
        if mention.kind == SourceKind::Unnamed {
            let phrase = mention.phrase.clone();
            mention.unnamed = source::unnamed_type(context.tree, context.lexicon, mention.head, phrase);
        }
        let sure = antecedent.filter(|found| found.probability >= SURE).map(|found| found.referent);
        sources.note(mention.head, sure.or_else(|| referents.of(mention.head)));
        mention.name = name(context, &referents, mention, sure);
    }
    go_on(context, found);
}

/// « « … », dit-il. « … » »: a further quotation without cue and source is the last speaker's.
fn go_on(context: &Context<'_>, found: &mut [Attribution]) {
    /// The most sentences that end between the last words of the speaker and the further quotation.
    const FARTHEST: usize = 2;
    let tree = context.tree;
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&i| found[i].extent());
    let mut last: Option<(usize, Mention)> = None;
    for i in order {
        let attribution = &mut found[i];
        let parts =
            attribution.content.iter().chain(attribution.source.iter().filter_map(|s| s.span.as_ref()));
        let Some(end) = parts.map(|part| part.end).max() else { continue };
        let tokens = |byte: usize| tree.tokens_in(Span::new(0, byte)).end.saturating_sub(1);
        let further = attribution.form == Form::Direct && attribution.cue.is_empty();
        if let (true, None, Some((before, speaker))) = (further, &attribution.source, &last)
            && let Some(start) = attribution.content.first().map(|part| part.start)
            && *before <= start
            && tree.sentences_between(tokens(*before), tokens(start + 1)) <= FARTHEST
        {
            attribution.source = Some(Mention { span: None, ..speaker.clone() });
        }
        if let Some(speaker) = attribution.source.as_ref().filter(|_| is_quoted(attribution.form)) {
            last = Some((end, speaker.clone()));
        }
    }
}

fn is_quoted(form: Form) -> bool {
    matches!(form, Form::Direct | Form::Mixed)
}

/// Whom a source stands for, and how sure that is.
#[derive(Clone, Copy, Debug)]
struct Antecedent {
    referent: usize,
    probability: f64,
}

fn antecedent(
    context: &Context<'_>,
    weights: &Weights,
    referents: &Referents,
    sources: &Sources,
    mention: &Mention,
) -> Option<Antecedent> {
    if let Some(referent) = antecedent::certain(context, referents, mention) {
        return Some(Antecedent { referent, probability: 1.0 });
    }
    let scale = weights.scale(Model::Antecedent);
    let candidates = antecedent::candidates(context, referents, sources, mention, scale)?;
    let scores: Vec<f32> = candidates.iter().map(|candidate| candidate.features.score()).collect();
    let odds = softmax(&scores);
    let (best, probability) = likeliest(&odds)?;
    Some(Antecedent { referent: candidates[best].referent?, probability })
}

/// The name of a source: the fullest that the article has of whom it stands for, else its own words. A pronoun whose
/// antecedent is not sure has none, and neither has somebody whom the article does not name.
fn name(
    context: &Context<'_>,
    referents: &Referents,
    mention: &Mention,
    referent: Option<usize>,
) -> Option<String> {
    let tree = context.tree;
    if matches!(mention.kind, SourceKind::Unnamed | SourceKind::None | SourceKind::Author) {
        return None;
    }
    if let Some(site) = mention.phrase.clone().find(|&i| is_domain(tree.token(i).text())) {
        return Some(tree.token(site).text().to_owned());
    }
    let points =
        matches!(tree.token(mention.head).pos(), "PRON" | "DET") || source::points_back(tree, mention.head);
    let joined = tree.dependants(mention.head, &["conj"]).any(|i| mention.phrase.contains(&i));
    match referent.filter(|_| !joined) {
        Some(referent) if points || referents.has_name(referent) => referents.name(context, referent),
        _ if points => None,
        _ => Some(source::without_article(tree, mention.phrase.clone())),
    }
}
