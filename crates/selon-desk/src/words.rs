//! What the desk says, in both languages beside each other. Each page has its own words as constants next to it; here are those
//! that all share.

use selon_view::Interface;

/// The same words in both languages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    pub(crate) french: &'static str,
    pub(crate) english: &'static str,
}

/// Words in French and in English.
pub(crate) const fn words(french: &'static str, english: &'static str) -> Words {
    Words { french, english }
}

impl Words {
    /// The words in a language.
    pub(crate) fn text(self, interface: Interface) -> &'static str {
        match interface {
            Interface::French => self.french,
            Interface::English => self.english,
        }
    }
}

pub(crate) const SKIP: Words = words("Aller au contenu", "Skip to content");
pub(crate) const STORY: Words = words("Affirmations", "Claims");
pub(crate) const FIGURES: Words = words("Chiffres", "Figures");
pub(crate) const SOURCES: Words = words("Sources", "Sources");
pub(crate) const MAP: Words = words("Carte", "Map");
pub(crate) const ADDING: Words = words("Ajouter", "Add");
pub(crate) const WATCHES: Words = words("Veilles", "Watches");
pub(crate) const LIGHT: Words = words("clair", "light");
pub(crate) const DARK: Words = words("sombre", "dark");
pub(crate) const SYSTEM: Words = words("système", "system");
pub(crate) const LOOK: Words = words("Apparence", "Appearance");
pub(crate) const LANGUAGE: Words = words("Langue", "Language");
pub(crate) const PAGES: Words = words("Pages", "Pages");
pub(crate) const SEARCH: Words = words("Chercher", "Search");
pub(crate) const READ_ONLY: Words = words("lecture seule", "read only");
pub(crate) const LIST_PAGES: Words = words("Pages de la liste", "Pages of the list");
pub(crate) const PREVIOUS: Words = words("Page précédente", "Previous page");
pub(crate) const NEXT: Words = words("Page suivante", "Next page");
