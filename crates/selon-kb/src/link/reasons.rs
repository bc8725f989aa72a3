//! What speaks for a candidate and against it, a function for each thing that is looked at.

use selon_record::EntityType;

use super::{Context, Reason, weights as w};
use crate::given::Given;
use crate::{Base, By, Candidate, Entry, Fact, NameSort, Office, PartialDate};

/// A part of a region, often called like its river.
const DEPARTMENT: &str = "department";

/// The fact of an entry that one of its names is a word of the dictionary too.
const COMMON_NAME: &str = "common_name";

/// Everything that is weighed of a candidate.
pub(super) fn weigh(
    base: &Base,
    name: &str,
    candidate: &Candidate<'_>,
    context: &Context<'_>,
) -> Vec<Reason> {
    let entry = &candidate.entry;
    let mut reasons = Reasons(Vec::new());
    reasons.spelling(name, candidate, context);
    reasons.kind(entry, context);
    let before = reasons.0.len();
    reasons.country(entry, context);
    reasons.mentions(base, entry, context);
    reasons.role(base, entry, context);
    let support: f32 = reasons.0[before..].iter().map(|reason| reason.weight).sum();
    if candidate.by == By::Skeleton && support < w::SKELETON_SUPPORT {
        reasons.add("nothing else speaks for it", w::UNSUPPORTED);
    }
    reasons.size(name, entry, context);
    reasons.prominence(base, candidate, context);
    reasons.days(entry, context);
    reasons.0
}

struct Reasons(Vec<Reason>);

impl Reasons {
    fn add(&mut self, name: &'static str, weight: f32) {
        if weight != 0.0 {
            self.0.push(Reason { name, weight });
        }
    }

    /// How the name led to the entry, and in what letters.
    fn spelling(&mut self, name: &str, candidate: &Candidate<'_>, context: &Context<'_>) {
        let matched = w::matched(candidate.by, candidate.given);
        let one_word = is_one_word(name);
        self.add(matched.reason, if one_word { matched.one_word } else { matched.several });
        let letters: usize = name.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = name.chars().filter(|c| c.is_uppercase()).count();
        if candidate.by == By::Acronym && capitals < letters && letters <= 3 {
            self.add("initials in small letters", w::SMALL_INITIALS);
        }
        let place = candidate.entry.kind() == EntityType::Place;
        if place
            && candidate.by == By::Exact
            && one_word
            && capitals == letters
            && letters > 1
            && letters <= 5
        {
            self.add("written in capitals", w::IN_CAPITALS);
        }
        if candidate.by == By::Surname
            && candidate.given == Some(Given::None)
            && name.trim() != candidate.name
        {
            self.add("spelt otherwise", w::SURNAME_SPELT);
        }
        if candidate.by == By::Key && place && !is_usual(candidate) {
            self.add("not its usual name", w::UNUSUAL);
        }
        if candidate.by == By::Exact {
            let country = candidate.entry.country().map_or(0.0, |country| context.country(country));
            let known = candidate.entry.population().is_some_and(|population| population >= w::KNOWN_TOWN);
            if country == 0.0 && !known && is_common(candidate) {
                self.add("a common word", w::COMMON_WORD);
            }
            if name.trim() == candidate.name {
                self.add("letter by letter", w::LETTERS);
            }
            if !is_of_language(candidate, context.language) {
                self.add("a name of another language", w::OTHER_LANGUAGE);
            }
        }
    }

    /// Whether it is of the kind that the sentence has for it.
    fn kind(&mut self, entry: &Entry<'_>, context: &Context<'_>) {
        if let Some(likely) = context.kind(entry.kind()) {
            self.add("kind", w::KIND * (likely.max(w::KIND_LEAST) / w::KIND_NEUTRAL).ln());
        }
    }

    /// Whether its country is one of the article.
    fn country(&mut self, entry: &Entry<'_>, context: &Context<'_>) {
        let Some(country) = entry.country().filter(|_| !context.countries.is_empty()) else { return };
        match context.country(country) {
            0.0 => self.add("another country than the article's", w::OTHER_COUNTRY),
            weight => self.add("country in the article", w::COUNTRY * weight),
        }
    }

    /// Whether the article mentions it elsewhere, or what it belongs to.
    fn mentions(&mut self, base: &Base, entry: &Entry<'_>, context: &Context<'_>) {
        if context.mentioned.contains(&entry.id()) {
            self.add("mentioned elsewhere", w::MENTIONED);
        } else if entry.kind() == EntityType::Person
            && base.offices_of(entry).any(|office| context.mentioned.contains(&office.of))
        {
            self.add("an office of what is mentioned", w::OFFICE_MENTIONED);
        } else if entry.kind() == EntityType::Place {
            let within =
                |fact: &Fact<'_>| fact.property == "within" && context.mentioned.contains(&fact.value);
            if entry.facts().any(|fact| within(&fact)) {
                self.add("its region is mentioned", w::REGION_MENTIONED);
            } else if has_neighbour(base, entry, context) {
                self.add("near what is mentioned", w::NEAR);
            }
        }
    }

    /// Whether a person holds the office that the article gives.
    fn role(&mut self, base: &Base, entry: &Entry<'_>, context: &Context<'_>) {
        let Some(role) = context.role.filter(|_| entry.kind() == EntityType::Person) else { return };
        let same = |office: &Office<'_>| {
            office.office == role.office && (role.of.is_empty() || office.of == role.of)
        };
        let held: Vec<Office<'_>> = base.offices_of(entry).filter(same).collect();
        if held.iter().any(|office| context.date.is_none_or(|day| office.on(day))) {
            self.add("holds the office", w::ROLE);
        } else if !held.is_empty() {
            self.add("held the office, or will", w::ROLE_OTHER_DAY);
        } else {
            let of = base.entry(role.of).and_then(|of| of.country());
            match (of, entry.country()) {
                (Some(of), Some(country)) if of != country => {
                    self.add("the office is another country's", w::ROLE_OTHER_COUNTRY);
                }
                _ => self.add("holds no such office", w::NOT_THE_ROLE),
            }
        }
    }

    /// How large a place is.
    fn size(&mut self, name: &str, entry: &Entry<'_>, context: &Context<'_>) {
        if entry.kind() != EntityType::Place {
            return;
        }
        match entry.id().split_once(':') {
            Some(("country", _)) => self.add("a country", w::COUNTRY_ITSELF),
            Some(("region", _)) => self.add("a region", w::REGION),
            _ if entry.class() == DEPARTMENT => self.add("a region", w::REGION),
            _ => {
                let Some(population) = entry.population() else { return };
                self.add(
                    "inhabitants",
                    w::POPULATION * ((population.max(1) as f32).log10() - 5.0).clamp(-1.0, 2.5),
                );
                let near = entry.country().is_some_and(|country| context.country(country) > 0.0);
                if population < w::SMALL_TOWN && !near {
                    let elsewhere = is_one_word(name) && !context.countries.is_empty();
                    self.add("a small town", if elsewhere { w::SMALL_ELSEWHERE } else { w::SMALL });
                }
            }
        }
    }

    /// How much it is in the news. Of those who share a surname, people in office are.
    fn prominence(&mut self, base: &Base, candidate: &Candidate<'_>, context: &Context<'_>) {
        let entry = &candidate.entry;
        if candidate.given != Some(Given::None) {
            return self.add("in the news", w::PROMINENCE * entry.prominence());
        }
        self.add("in the news", w::PROMINENCE_OF_SURNAME * entry.prominence());
        if context.date.is_some_and(|day| base.offices_of(entry).any(|office| office.on(day))) {
            self.add("in office", w::IN_OFFICE);
        }
    }

    /// Whether it was there on the day of the article.
    fn days(&mut self, entry: &Entry<'_>, context: &Context<'_>) {
        let Some(day) = context.date else { return };
        for fact in entry.facts() {
            let Ok(date) = fact.value.parse::<PartialDate>() else { continue };
            match fact.property {
                "born" | "since" if date.first() > day => self.add("was not there yet", w::NOT_YET),
                "died" if i32::from(date.last().year()) + w::LONG < i32::from(day.year()) => {
                    self.add("long dead", w::LONG_DEAD);
                }
                _ => {}
            }
        }
    }
}

/// Whether a language calls an entry by the name that was found, or has none of its own for it.
fn is_of_language(candidate: &Candidate<'_>, language: &str) -> bool {
    let (mut own, mut same) = (false, false);
    for name in candidate.entry.names() {
        own |= name.language == language && name.sort == NameSort::Main;
        same |= name.text == candidate.name && (name.language == language || name.language.is_empty());
    }
    language.is_empty() || same || !own
}

fn is_one_word(name: &str) -> bool {
    !name.trim().contains([' ', '-', '\'', '’'])
}

/// Whether it is mainly called by the name that was found.
fn is_usual(candidate: &Candidate<'_>) -> bool {
    candidate.entry.names().any(|name| name.sort == NameSort::Main && name.text == candidate.name)
}

/// Whether the name that was found is a word of the dictionary too.
fn is_common(candidate: &Candidate<'_>) -> bool {
    candidate.entry.facts().any(|fact| fact.property == COMMON_NAME && fact.value == candidate.name)
}

/// Whether the article mentions a town near a town: Wilmington beside Philadelphia is that in Delaware.
fn has_neighbour(base: &Base, town: &Entry<'_>, context: &Context<'_>) -> bool {
    let Some((latitude, longitude)) = town.location() else { return false };
    context.mentioned.iter().filter_map(|id| base.entry(id)?.location()).any(|(other, meridian)| {
        let (north, east) = (other - latitude, (meridian - longitude) * latitude.to_radians().cos());
        north.hypot(east) * w::DEGREE < w::NEIGHBOURHOOD
    })
}
