//! What the page of sources says.

use selon_ledger::query::RelianceKind;
use selon_view::Interface;

use crate::words::{Words, words};

pub(super) const OF_ONE: Words = words("Un média et ses sources", "An outlet and its sources");
pub(super) const ALL: Words = words("Tous les médias", "All outlets");
pub(super) const OUTLETS: Words = words("Médias", "Outlets");
pub(super) const OUTLET: Words = words("Média", "Outlet");
pub(super) const ARTICLES: Words = words("Articles", "Articles");
pub(super) const ASSERTIONS: Words = words("Assertions", "Assertions");
pub(super) const CREDITED: Words = words("Articles créditant une agence", "Articles crediting an agency");
pub(super) const UNNAMED: Words =
    words("Sources sans nom, parmi ce qui est attribué", "Sources without a name, of what is attributed");
pub(super) const CLAIMS: Words = words("Ses affirmations", "Its claims");
pub(super) const ITS_ARTICLES: Words = words("Ses articles", "Its articles");
pub(super) const RELIANCES: Words = words("Qui s’appuie sur qui", "Who relies on whom");
pub(super) const MATRIX: Words = words(
    "Les lignes s’appuient sur les colonnes : en combien d’articles, par crédit, citation ou reprise de passages",
    "Rows rely on columns: in how many articles, by credit, citation or copied passages",
);
pub(super) const REST: Words = words("Et aussi", "And also");
pub(super) const RELIES_ON: Words = words("s’appuie sur", "relies on");
pub(super) const NO_RELIANCE: Words =
    words("Aucun média ne s’appuie visiblement sur un autre.", "No outlet visibly relies on another.");
pub(super) const RELYING: Words = words("Dans ces articles", "In these articles");
pub(super) const QUOTED: Words = words("Qui est le plus cité", "Who is quoted most");
pub(super) const WHO: Words = words("Source", "Source");
pub(super) const WHAT: Words = words("Genre", "Kind");
pub(super) const NOBODY: Words = words("Personne n’est cité par son nom.", "Nobody is quoted by name.");
pub(super) const NOTHING: Words = words("Il n’y a pas encore d’article.", "There is no article yet.");
pub(super) const ARTICLES_OF: Words = words("Dans les articles", "In articles");
pub(super) const OUTLETS_OF: Words = words("De médias", "Of outlets");

/// How an article relies on another outlet.
pub(super) fn kind(kind: RelianceKind) -> Words {
    match kind {
        RelianceKind::Credit => words("la crédite", "credits it"),
        RelianceKind::Citation => words("le cite", "cites it"),
        RelianceKind::Copy => words("en reprend des mots", "copies words of it"),
    }
}

/// « 3 crédits »
pub(super) fn kinds(kind: RelianceKind, articles: u32, interface: Interface) -> String {
    let (one, many) = match (kind, interface) {
        (RelianceKind::Credit, Interface::French) => ("crédit", "crédits"),
        (RelianceKind::Citation, Interface::French) => ("citation", "citations"),
        (RelianceKind::Copy, Interface::French) => ("reprise", "reprises"),
        (RelianceKind::Credit, Interface::English) => ("credit", "credits"),
        (RelianceKind::Citation, Interface::English) => ("citation", "citations"),
        (RelianceKind::Copy, Interface::English) => ("copy", "copies"),
    };
    format!("{articles} {}", if articles < 2 { one } else { many })
}

/// That there are more than are shown.
pub(super) fn more(interface: Interface, count: usize) -> String {
    selon_view::Label::More(count).text(interface)
}
