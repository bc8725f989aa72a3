//! What is known around a name.

use jiff::civil::Date;
use selon_record::EntityType;

use crate::Base;

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

impl<'a> Context<'a> {
    /// The countries of the article with those of what it mentions: who writes of Carcassonne and Toulouse writes of France.
    pub(super) fn all_countries(&self, base: &'a Base) -> Vec<(&'a str, f32)> {
        /// What is mentioned says so much each.
        const EACH: f32 = 0.3;
        /// All together less than the words that name a country.
        const ALL: f32 = 0.9;
        let mut countries: Vec<(&str, f32)> = Vec::new();
        for country in self.mentioned.iter().filter_map(|id| base.entry(id)?.country()) {
            match countries.iter_mut().find(|(known, _)| *known == country) {
                Some((_, weight)) => *weight = (*weight + EACH).min(ALL),
                None => countries.push((country, EACH)),
            }
        }
        countries.extend(self.countries);
        countries
    }

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
