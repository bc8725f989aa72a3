//! What is known around a name.

use jiff::civil::Date;
use selon_record::EntityType;

/// What an article says about a name besides the name itself. Everything may be left empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// How likely it is of each kind, 0 to 1, as recogniser and grammar have it. A kind that is not listed is unlikely,
    /// when any is listed; an outlet may then be an organisation, equipment anything else with a name.
    pub kinds: &'a [(EntityType, f32)],
    /// Countries that the article is about, in ISO 3166-1, each with how much, 0 to 1.
    pub countries: &'a [(&'a str, f32)],
    /// The day of the article.
    pub date: Option<Date>,
    /// Identifiers of entries that the article is known to mention.
    pub mentioned: &'a [&'a str],
    /// The language of the article: `fr`.
    pub language: &'a str,
    /// The office that the article gives the name: « le président kazakh X ».
    pub role: Option<Role<'a>>,
}

/// An office of something, as the words beside a name say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role<'a> {
    /// An id of `data/LANG/offices.tsv`: `president`.
    pub office: &'a str,
    /// The entry that it is an office of, `country:KZ`; empty where the words do not say it.
    pub of: &'a str,
}

impl Context<'_> {
    /// How likely a kind is; `None` where nothing is known of it.
    pub(super) fn kind(&self, kind: EntityType) -> Option<f32> {
        if self.kinds.is_empty() {
            return None;
        }
        let listed = |kind| self.kinds.iter().find(|(k, _)| *k == kind).map(|(_, likely)| *likely);
        let wider = match kind {
            EntityType::Outlet => listed(EntityType::Organisation),
            EntityType::Equipment | EntityType::Document | EntityType::Event => listed(EntityType::Other),
            _ => None,
        };
        Some(listed(kind).or(wider).unwrap_or(0.0).clamp(0.0, 1.0))
    }

    /// How much the article is about a country.
    pub(super) fn country(&self, country: &str) -> f32 {
        let listed = self.countries.iter().filter(|(c, _)| *c == country).map(|(_, weight)| *weight);
        listed.fold(0.0, f32::max).clamp(0.0, 1.0)
    }
}
