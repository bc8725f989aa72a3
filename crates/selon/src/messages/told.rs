//! The words a claim's way is told with: what can be said is a [`Told`], with its wording in both languages beside each other.

use selon_ledger::origins::{EdgeKind, LossKind, Reason};

use super::Interface;

/// Something to say of where a claim comes from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Told<'a> {
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
    Lost(LossKind),
    /// Heads the reasons of the lower count, of the upper one.
    WhyAtLeast(usize),
    WhyAtMost(usize),
    /// It is set apart: shown, and joins nothing.
    JoinsNothing,
    Contradictions,
    Updates,
}

impl Told<'_> {
    /// The words in a language.
    pub(crate) fn text(self, interface: Interface) -> String {
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
            EdgeKind::Unsourced => format!("peut l’avoir de {whom}"),
            EdgeKind::SameOwner => format!("même propriétaire que {whom}"),
            EdgeKind::User => format!("lié à {whom}"),
        },
        Told::Proven(proven) => if proven { "prouvé" } else { "supposé" }.into(),
        Told::Reason(reason) => french_reason(reason),
        Told::Lost(kind) => match kind {
            LossKind::Hedge => "réserve perdue",
            LossKind::Source => "source perdue",
            LossKind::Distance => "distance perdue",
            LossKind::HedgeGain => "réserve ajoutée",
        }
        .into(),
        Told::WhyAtLeast(count) => format!("Pourquoi au moins {count}"),
        Told::WhyAtMost(count) => format!("Pourquoi au plus {count}"),
        Told::JoinsNothing => "ne compte pas".into(),
        Told::Contradictions => "Contredit par".into(),
        Told::Updates => "Mis à jour par".into(),
    }
}

fn french_reason(reason: &Reason) -> String {
    match reason {
        Reason::PassageHoldsAssertion => "le passage commun contient l’affirmation".into(),
        Reason::NearIdentical => "les deux articles sont presque identiques".into(),
        Reason::PassageElsewhere => "un passage commun, mais sans l’affirmation".into(),
        Reason::AgencyArticle { agency } => format!("l’article est de {agency}"),
        Reason::MadeWithAgency { agency } => format!("fait avec {agency}, sans dire quelles phrases"),
        Reason::MadeWithAgencyAndCopied { agency } => {
            format!("fait avec {agency}, en des mots que d’autres reprennent")
        }
        Reason::OnItsWord { outlet } => format!("l’affirmation est donnée sur la foi de {outlet}"),
        Reason::NamedBeside { outlet } => format!("la phrase nomme {outlet} à côté d’un verbe de parole"),
        Reason::NameOfSeveral { name } => format!("« {name} » peut être plusieurs médias"),
        Reason::WithAnotherSource { source } => format!("mais une autre source y est citée : {source}"),
        Reason::OneOutlet { outlet } => format!("les deux articles sont de {outlet}"),
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
            LossKind::Distance => "distance lost",
            LossKind::HedgeGain => "hedge added",
        }
        .into(),
        Told::WhyAtLeast(count) => format!("Why at least {count}"),
        Told::WhyAtMost(count) => format!("Why at most {count}"),
        Told::JoinsNothing => "does not count".into(),
        Told::Contradictions => "Contradicted by".into(),
        Told::Updates => "Updated by".into(),
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

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count < 2 { one } else { many })
}
