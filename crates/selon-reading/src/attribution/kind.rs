//! What a source is: a person, a body, a document, somebody without a name. The trained model chooses by the head of the
//! source, its determiner, the names in it, and for a pronoun by whom it stands for.

use std::ops::Range;

use selon_record::{EntityType, SourceKind};

use super::Mention;
use super::context::Context;
use super::source;
use crate::entity::is_domain;
use crate::model::{Features, Model, Scale, Weights, likeliest, softmax};
use crate::tree::plain_form;

/// The kinds in the order of the candidates. Nobody at all is no source.
pub(super) const KINDS: [(SourceKind, &str); 7] = [
    (SourceKind::Person, "person"),
    (SourceKind::Group, "group"),
    (SourceKind::Organisation, "organisation"),
    (SourceKind::Outlet, "outlet"),
    (SourceKind::Document, "document"),
    (SourceKind::Unnamed, "unnamed"),
    (SourceKind::Author, "author"),
];

/// The likeliest kind of a source; `antecedent` is the noun that it stands for, where that is known.
pub(super) fn choose(
    context: &Context<'_>,
    weights: &Weights,
    mention: &Mention,
    antecedent: Option<usize>,
) -> SourceKind {
    // « une source policière », « la rumeur »: what the table calls unnamed is so whatever stands beside it.
    let listed = source::listed(context.tree, context.lexicon, mention.head).map(|word| word.kind);
    if listed == Some(SourceKind::Unnamed) {
        return SourceKind::Unnamed;
    }
    let candidates = candidates(context, mention, antecedent, weights.scale(Model::Kind));
    let scores: Vec<f32> = candidates.iter().map(Features::score).collect();
    let odds = softmax(&scores);
    KINDS[likeliest(&odds).map_or(0, |(best, _)| best)].0
}

/// What speaks for each kind, in their order.
pub(super) fn candidates<'w>(
    context: &Context<'_>,
    mention: &Mention,
    antecedent: Option<usize>,
    scale: Scale<'w>,
) -> Vec<Features<'w>> {
    let signs = signs(context, mention, antecedent);
    let features = |kind: &str| {
        let mut features = Features::new(scale);
        signs.iter().for_each(|sign| features.add(&[kind, " ", sign]));
        features
    };
    KINDS.iter().map(|(_, kind)| features(kind)).collect()
}

fn signs(context: &Context<'_>, mention: &Mention, antecedent: Option<usize>) -> Vec<String> {
    let mut signs = vec!["any".to_owned(), format!("signal={}", mention.signal)];
    let token = context.tree.token(mention.head);
    let pronoun = matches!(token.pos(), "PRON" | "DET");
    if pronoun {
        let form = plain_form(token.text());
        let form = form.trim_start_matches("-t-").trim_start_matches('-');
        let stands = antecedent.map_or("unknown", |noun| context.noun_class(noun));
        signs.push(format!("pronoun={form}"));
        signs.push(format!("pronoun={form} for {stands}"));
        let person = token.feature("Person").unwrap_or("-");
        let number = token.feature("Number").unwrap_or("-");
        signs.push(format!("pronoun person={person} number={number}"));
        signs.push(format!("pronoun number={number} for {stands}"));
        let quoted = if context.quotation_of(mention.head).is_some() { "quoted" } else { "plain" };
        signs.push(format!("pronoun={form} {quoted}"));
    } else {
        noun_signs(context, mention.head, mention.phrase.clone(), &mut signs);
    }
    if let Some(noun) = antecedent.filter(|&noun| noun != mention.head) {
        let own = signs.len();
        noun_signs(context, noun, context.tree.noun_phrase(noun), &mut signs);
        if !pronoun {
            // A noun is first of all what it is itself.
            signs[own..].iter_mut().for_each(|sign| sign.insert_str(0, "as "));
        }
    }
    signs
}

/// What a noun and its phrase say.
fn noun_signs(context: &Context<'_>, head: usize, phrase: Range<usize>, signs: &mut Vec<String>) {
    let tree = context.tree;
    let token = tree.token(head);
    let class = context.noun_class(head);
    let number = number(context, head);
    let determiner = determiner(context, head);
    let within = name_word(source::name_type(tree, phrase.clone()));
    let listed = source::listed(tree, context.lexicon, head);
    let kind = listed.and_then(|word| KINDS.iter().find(|(kind, _)| *kind == word.kind));
    let kind = kind.map_or("-", |(_, name)| name);
    signs.push(format!("class={class}"));
    signs.push(format!("class={class} number={number}"));
    signs.push(format!("class={class} name={within}"));
    signs.push(format!("class={class} determiner={determiner} number={number}"));
    signs.push(format!("listed={kind} determiner={determiner} number={number} name={within}"));
    signs.push(format!("listed={kind} determiner={determiner}"));
    signs.push(format!("name={within}"));
    signs.push(format!("determiner={determiner} number={number}"));
    signs.push(format!("determiner={determiner} number={number} name={within}"));
    if let Some(unnamed) = listed.and_then(|word| word.unnamed) {
        signs.push(format!("type={unnamed:?} determiner={determiner} number={number} name={within}"));
        signs.push(format!("type={unnamed:?} class={class}"));
    }
    let form = plain_form(token.text());
    signs.push(format!("word={form}"));
    signs.push(format!("lemma={}", token.lemma().to_lowercase()));
    if listed.is_none() && token.pos() == "NOUN" {
        let ending: String = form.chars().skip(form.chars().count().saturating_sub(4)).collect();
        signs.push(format!("ending={ending} number={number}"));
        signs.push(format!("ending={ending}"));
    }
    let own = token.text();
    if own.chars().count() > 1 && own.chars().all(|c| c.is_uppercase() || !c.is_alphabetic()) {
        signs.push(format!("acronym name={within}"));
    }
    let capitals =
        phrase.clone().filter(|&i| tree.token(i).text().starts_with(char::is_uppercase)).count().min(3);
    signs.push(format!("pos={} capitals={capitals} determiner={determiner}", token.pos()));
    if phrase.clone().any(|i| is_domain(tree.token(i).text())) {
        signs.push("domain".to_owned());
    }
    let joined = tree.dependants(head, &["conj"]).any(|i| phrase.contains(&i));
    if joined {
        signs.push(format!("joined class={class}"));
        signs.push("joined".to_owned());
    }
    for i in tree.dependants(head, &["amod", "nmod", "appos", "flat"]).filter(|i| phrase.contains(i)) {
        let token = tree.token(i);
        let class = if token.pos() == "ADJ" { "adjective" } else { context.noun_class(i) };
        signs.push(format!("listed={kind} {} {class}", token.dep()));
    }
}

fn number(context: &Context<'_>, head: usize) -> &'static str {
    let tree = context.tree;
    let plural = |i: usize| tree.token(i).feature("Number") == Some("Plur");
    // « les CRS »: the article tells where the noun does not.
    if plural(head) || tree.dependants(head, &["det"]).any(plural) { "plural" } else { "singular" }
}

/// The determiner of a noun by its sort.
fn determiner(context: &Context<'_>, head: usize) -> &'static str {
    let tree = context.tree;
    if source::is_indefinite(tree, context.lexicon, head) {
        return "indefinite";
    }
    let own = tree.dependants(head, &["det"]).map(|i| tree.token(i)).next();
    match own {
        None => "none",
        Some(token) if token.feature("Poss") == Some("Yes") => "possessive",
        Some(token) if token.feature("PronType") == Some("Dem") => "demonstrative",
        Some(_) => "definite",
    }
}

fn name_word(name: Option<EntityType>) -> &'static str {
    match name {
        Some(EntityType::Person) => "person",
        Some(EntityType::Organisation) => "organisation",
        Some(EntityType::Place) => "place",
        Some(EntityType::Outlet) => "outlet",
        Some(_) => "other",
        None => "none",
    }
}
