//! The words a claim's way is told with: what can be said is a [`Told`], with its wording in both languages beside each other.

use std::collections::BTreeSet;

use selon_ledger::origins::{EdgeKind, LossKind, Node, Reason};
use selon_ledger::{AssertionId, Between, Decision};

use super::Interface;
use crate::phrase;

/// Something to say of where a claim comes from.
#[expect(missing_docs, reason = "each is called what it says; its wording is in both languages below")]
#[derive(Clone, Copy, Debug)]
pub enum Told<'a> {
    /// « 6 articles, 5 médias ; origines : au moins 1, au plus 2 »
    Counts {
        articles: usize,
        outlets: usize,
        at_least: usize,
        at_most: usize,
    },
    Undated,
    OwnSource(&'a str),
    NoSource,
    /// How it got the claim, and from whom.
    From(EdgeKind, &'a str),
    Proven(bool),
    Reason(&'a Reason),
    /// What was lost or added on the way.
    Lost(LossKind),
    /// Between the words before and those that stand here now.
    Became,
    /// Behind the words of a source that stand here no more.
    LeftOut,
    /// Behind « du ministère », which was « attribué au ministère ».
    AsItsOwnWord,
    /// Heads the reasons of the lower count, of the upper one.
    WhyAtLeast(usize),
    WhyAtMost(usize),
    /// It is set apart: shown, and joins nothing.
    JoinsNothing,
    Contradictions,
    /// Heads what speaks of a later moment, of an earlier one, of another one.
    Updates,
    Outdates,
    OtherMoment,
    /// What two claims disagree in, as the ledger calls it.
    In(&'a str),
    /// What somebody decided, and its number.
    Decision(&'a Decision),
    DecisionNumber(i64),
}

impl Told<'_> {
    /// The words in a language.
    pub fn text(self, interface: Interface) -> String {
        match interface {
            Interface::French => french(self),
            Interface::English => english(self),
        }
    }
}

fn french(told: Told<'_>) -> String {
    match told {
        Told::Counts { articles, outlets, at_least, at_most } => {
            let articles = counted(articles, "article", "articles");
            let outlets = counted(outlets, "média", "médias");
            match at_least == at_most {
                true => format!("{articles}, {outlets} ; {}", counted(at_least, "origine", "origines")),
                false => format!("{articles}, {outlets} ; origines : au moins {at_least}, au plus {at_most}"),
            }
        }
        Told::Undated => "sans date".into(),
        Told::OwnSource(source) => format!("de sa propre source : {source}"),
        Told::NoSource => "ne cite aucune source".into(),
        Told::From(kind, whom) => match kind {
            EdgeKind::Copies => format!("reprend {whom}"),
            EdgeKind::Credits => format!("crédite {whom}"),
            EdgeKind::Cites => format!("cite {whom}"),
            EdgeKind::SameOutlet => format!("même média que {whom}"),
            EdgeKind::SameSource => format!("même source que {whom}"),
            EdgeKind::Unsourced => format!("reprend peut-être {whom}"),
            EdgeKind::SameOwner => format!("même propriétaire que {whom}"),
            EdgeKind::User => format!("même origine que {whom}"),
        },
        Told::Proven(proven) => if proven { "prouvé" } else { "supposé" }.into(),
        Told::Reason(reason) => french_reason(reason),
        Told::Lost(kind) => match kind {
            LossKind::Hedge => "réserve perdue",
            LossKind::Source => "source perdue",
            LossKind::Distance => "prudence perdue sur la source",
            LossKind::HedgeGain => "réserve ajoutée",
        }
        .into(),
        Told::Became => " est devenu ".into(),
        Told::LeftOut => " n’y figure plus".into(),
        Told::AsItsOwnWord => ", comme si c’était sa propre parole".into(),
        Told::WhyAtLeast(count) => format!("Pourquoi au moins {}", counted(count, "origine", "origines")),
        Told::WhyAtMost(count) => format!("Pourquoi au plus {}", counted(count, "origine", "origines")),
        Told::JoinsNothing => "Liens qui ne comptent pas".into(),
        Told::Contradictions => "Contredit par".into(),
        Told::Updates => "Mis à jour par".into(),
        Told::Outdates => "Met à jour".into(),
        Told::OtherMoment => "À un autre moment".into(),
        Told::In(what) => match what {
            "number" => "chiffres différents",
            "date" => "dates différentes",
            "place" => "lieux différents",
            "polarity" => "l’un affirme, l’autre nie",
            "attribution" => "attribué à d’autres",
            _ => "incompatibles",
        }
        .into(),
        Told::Decision(decision) => french_decision(decision),
        Told::DecisionNumber(number) => format!("décision {number}"),
    }
}

fn french_reason(reason: &Reason) -> String {
    match reason {
        Reason::PassageHoldsAssertion => "le passage commun contient l’affirmation".into(),
        Reason::NearIdentical => "les deux articles sont presque identiques".into(),
        Reason::PassageElsewhere => "un passage commun, mais sans l’affirmation".into(),
        Reason::AgencyArticle { agency } => format!("l’article est signé {agency}"),
        Reason::MadeWithAgency { agency } => format!("fait avec {agency}, sans dire quelles phrases"),
        Reason::MadeWithAgencyAndCopied { agency } => {
            format!("fait avec {agency}, en des mots que d’autres reprennent")
        }
        Reason::OnItsWord { outlet } => format!("l’affirmation est attribuée à {outlet}"),
        Reason::NamedBeside { outlet } => format!("la phrase nomme {outlet} à côté d’un verbe de parole"),
        Reason::NameOfSeveral { name } => format!("« {name} » peut être plusieurs médias"),
        Reason::WithAnotherSource { source } => format!("mais une autre source y est citée : {source}"),
        Reason::OneOutlet { outlet } => format!("les deux articles sont du même média : {outlet}"),
        Reason::OneSource { source } => format!("la même source : {source}"),
        Reason::SourcesOfOneName { source } => format!("deux sources du même nom : {source}"),
        Reason::SourcesOfOneBody { source, other } => {
            format!("{source} et {other} peuvent être une même voix")
        }
        Reason::NotShownDifferent { source, other } => {
            format!("rien ne montre que {source} et {other} soient deux sources")
        }
        Reason::NoSource => "sans source, rien ne montre son indépendance".into(),
        Reason::OneOwner { owner } => format!("même propriétaire : {owner}"),
        Reason::User { edit } => format!("décision {edit} d’un utilisateur"),
    }
}

fn french_decision(decision: &Decision) -> String {
    match decision {
        Decision::Join(a, b) => format!("les affirmations {a} et {b} n’en font qu’une"),
        Decision::TakeOut(out) if out.len() == 1 => format!("l’assertion {} est mise à part", listed(out)),
        Decision::TakeOut(out) => format!("les assertions {} sont mises à part", listed(out)),
        Decision::Part(pair) => format!("rien ne lie les articles {}", between(pair, "et")),
        Decision::Tie(pair) => format!("les articles {} ont une même origine", between(pair, "et")),
        Decision::Undo(other) => format!("la décision {other} est annulée"),
    }
}

fn english(told: Told<'_>) -> String {
    match told {
        Told::Counts { articles, outlets, at_least, at_most } => {
            let articles = counted(articles, "article", "articles");
            let outlets = counted(outlets, "outlet", "outlets");
            match at_least == at_most {
                true => format!("{articles}, {outlets}; {}", counted(at_least, "origin", "origins")),
                false => format!("{articles}, {outlets}; origins: at least {at_least}, at most {at_most}"),
            }
        }
        Told::Undated => "no date".into(),
        Told::OwnSource(source) => format!("from its own source: {source}"),
        Told::NoSource => "names no source".into(),
        Told::From(kind, whom) => match kind {
            EdgeKind::Copies => format!("copies {whom}"),
            EdgeKind::Credits => format!("credits {whom}"),
            EdgeKind::Cites => format!("cites {whom}"),
            EdgeKind::SameOutlet => format!("same outlet as {whom}"),
            EdgeKind::SameSource => format!("same source as {whom}"),
            EdgeKind::Unsourced => format!("may have it from {whom}"),
            EdgeKind::SameOwner => format!("same owner as {whom}"),
            EdgeKind::User => format!("tied to {whom}"),
        },
        Told::Proven(proven) => if proven { "proven" } else { "suspected" }.into(),
        Told::Reason(reason) => english_reason(reason),
        Told::Lost(kind) => match kind {
            LossKind::Hedge => "hedge lost",
            LossKind::Source => "source lost",
            LossKind::Distance => "caution about the source lost",
            LossKind::HedgeGain => "hedge added",
        }
        .into(),
        Told::Became => " became ".into(),
        Told::LeftOut => " is left out".into(),
        Told::AsItsOwnWord => ", as if it were its own word".into(),
        Told::WhyAtLeast(count) => format!("Why at least {}", counted(count, "origin", "origins")),
        Told::WhyAtMost(count) => format!("Why at most {}", counted(count, "origin", "origins")),
        Told::JoinsNothing => "Ties that do not count".into(),
        Told::Contradictions => "Contradicted by".into(),
        Told::Updates => "Updated by".into(),
        Told::Outdates => "Updates".into(),
        Told::OtherMoment => "Of another moment".into(),
        Told::In(what) => match what {
            "number" => "other figures",
            "date" => "other dates",
            "place" => "other places",
            "polarity" => "one affirms, the other denies",
            "attribution" => "attributed to others",
            _ => "incompatible",
        }
        .into(),
        Told::Decision(decision) => english_decision(decision),
        Told::DecisionNumber(number) => format!("decision {number}"),
    }
}

fn english_reason(reason: &Reason) -> String {
    match reason {
        Reason::PassageHoldsAssertion => "the shared passage holds the assertion".into(),
        Reason::NearIdentical => "the two articles are nearly identical".into(),
        Reason::PassageElsewhere => "a shared passage, but without the assertion".into(),
        Reason::AgencyArticle { agency } => format!("the article is {agency}’s"),
        Reason::MadeWithAgency { agency } => format!("made with {agency}, not saying which words"),
        Reason::MadeWithAgencyAndCopied { agency } => {
            format!("made with {agency}, in words that others print too")
        }
        Reason::OnItsWord { outlet } => format!("the assertion is on the word of {outlet}"),
        Reason::NamedBeside { outlet } => format!("the sentence names {outlet} beside a reporting verb"),
        Reason::NameOfSeveral { name } => format!("“{name}” may be several outlets"),
        Reason::WithAnotherSource { source } => format!("but it names another source: {source}"),
        Reason::OneOutlet { outlet } => format!("both articles are {outlet}’s"),
        Reason::OneSource { source } => format!("the same source: {source}"),
        Reason::SourcesOfOneName { source } => format!("two sources of one name: {source}"),
        Reason::SourcesOfOneBody { source, other } => format!("{source} and {other} may be one voice"),
        Reason::NotShownDifferent { source, other } => {
            format!("nothing shows that {source} and {other} are two sources")
        }
        Reason::NoSource => "without a source, nothing shows that it is independent".into(),
        Reason::OneOwner { owner } => format!("one owner: {owner}"),
        Reason::User { edit } => format!("decision {edit} of a user"),
    }
}

fn english_decision(decision: &Decision) -> String {
    match decision {
        Decision::Join(a, b) => format!("claims {a} and {b} are one"),
        Decision::TakeOut(out) if out.len() == 1 => format!("assertion {} is set apart", listed(out)),
        Decision::TakeOut(out) => format!("assertions {} are set apart", listed(out)),
        Decision::Part(pair) => format!("nothing ties articles {}", between(pair, "and")),
        Decision::Tie(pair) => format!("articles {} have one origin", between(pair, "and")),
        Decision::Undo(other) => format!("decision {other} is taken back"),
    }
}

fn listed(assertions: &BTreeSet<AssertionId>) -> String {
    assertions.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn between(pair: &Between, and: &str) -> String {
    let name = |node: &Node| match node {
        Node::Article(article) => article.to_string(),
        Node::Outlet(outlet) => phrase(outlet),
    };
    format!("{} {and} {}", name(&pair.a), name(&pair.b))
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count < 2 { one } else { many })
}
