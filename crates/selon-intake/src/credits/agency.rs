//! What is an agency's name: what the knowledge base knows as one, and acronyms where only an agency can stand.

use selon_kb::{Base, Entry};
use selon_record::{Article, EntityType};

use super::words::{Role, Words};

/// An agency, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Agency {
    /// Its name there.
    pub(super) name: String,
    /// Its identifier, where exactly one agency has that name.
    pub(super) kb: Option<String>,
    /// Whether the knowledge base knows it.
    pub(super) known: bool,
}

impl Agency {
    /// Whether this is the same agency: « AFP » and « Agence France-Presse ».
    pub(super) fn is(&self, other: &Agency) -> bool {
        self.name == other.name || self.kb.is_some() && self.kb == other.kb
    }
}

/// What tells agencies in one article.
pub(super) struct Agencies<'a> {
    base: &'a Base,
    pub(super) words: &'static Words,
    /// The initials of the outlet, and whether it is an agency itself: « Agence Méridienne » signs « AM ».
    outlet: Vec<String>,
    outlet_is_agency: bool,
}

impl<'a> Agencies<'a> {
    pub(super) fn of(article: &Article, base: &'a Base) -> Self {
        let words = Words::of(&article.language);
        let name = article.outlet.as_deref().unwrap_or_default();
        let is_named_so = name.split_whitespace().any(|word| words.is(word, &[Role::Agency]))
            || known(base, name).next().is_some();
        Agencies { base, words, outlet: initials(name), outlet_is_agency: is_named_so }
    }

    /// The agency that these words are, which the base knows, or which are the initials of the agency that publishes
    /// the article, or « agences ».
    pub(super) fn sure(&self, written: &str) -> Option<Agency> {
        let name = self.bare(written);
        let agency = |kb: Option<String>, known| Some(Agency { name: name.to_owned(), kb, known });
        if self.words.is(name, &[Role::Agency]) {
            return agency(None, true);
        }
        let plain: String = name.chars().filter(|&c| c != '.').collect();
        let mut entries = known(self.base, &plain);
        if let Some(first) = entries.next() {
            return agency(entries.next().is_none().then(|| first.id().to_owned()), true);
        }
        (self.outlet_is_agency && self.outlet.iter().any(|own| own == name)).then(|| agency(None, false))?
    }

    /// The same, and acronyms that the base does not know as anything else: for places where only an agency stands.
    pub(super) fn likely(&self, written: &str) -> Option<Agency> {
        self.sure(written).or_else(|| {
            let name = self.bare(written);
            let is_other =
                self.base.called(name).next().is_some() || self.outlet.iter().any(|own| own == name);
            (is_acronym(name) && !is_other).then(|| Agency { name: name.to_owned(), kb: None, known: false })
        })
    }

    /// Whether these are agencies without names: « agences ».
    pub(super) fn is_unnamed(&self, name: &str) -> bool {
        self.words.is(name, &[Role::Agency])
    }

    /// A name without the words before it: « l'agence Belga » → « Belga », where the whole is no name itself.
    fn bare<'t>(&self, written: &'t str) -> &'t str {
        let is_known = |name: &str| known(self.base, name).next().is_some();
        let mut name = written.trim();
        while let Some(end) = self.words.starts(name, &[Role::By, Role::Article, Role::Agency]) {
            let rest = name[end..].trim();
            // « Agence France-Presse » is a name as a whole, « l'AFP » is one with an article.
            let is_article = !self.words.is(name[..end].trim(), &[Role::Agency]);
            if rest.is_empty() || is_known(name) && !(is_article && is_known(rest)) {
                break;
            }
            name = rest;
        }
        name
    }
}

/// The agencies that the base calls so. Names in small letters are those of codes: « afp », « ats ».
fn known<'a>(base: &'a Base, name: &'a str) -> impl Iterator<Item = Entry<'a>> {
    base.called(name)
        .map(|(entry, _)| entry)
        .filter(|entry| entry.kind() == EntityType::Outlet && entry.class() == "agency")
}

/// « AM », « AFP », « ANSA ».
pub(super) fn is_acronym(name: &str) -> bool {
    (2..=6).contains(&name.chars().count()) && name.chars().all(char::is_uppercase)
}

/// The first letters of a name, without its small words and with them: « Tribune de Genève » → TG, TDG.
fn initials(name: &str) -> Vec<String> {
    let first = |word: &str| word.chars().next().into_iter().flat_map(char::to_uppercase).collect::<String>();
    let words = || name.split([' ', '-', '\'', '’']).filter(|word| !word.is_empty());
    let large = words().filter(|word| word.starts_with(char::is_uppercase)).map(first).collect();
    vec![large, words().map(first).collect()]
}
