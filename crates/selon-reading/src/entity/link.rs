//! What the names of an article mean in the knowledge base: each entity is linked once, with what the whole article says of it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use selon_kb::{By, Candidate, Context, Entry, Role, Scored};
use selon_record::{Article, EntityType, Match, SourceKind};

use super::choose::{CLASSES, Name};
use super::group::Group;
use super::office::{Of, Office};
use super::words::Words;

/// The most surfaces of one entity that are looked up, the fullest first.
const MOST_SURFACES: usize = 3;

/// What an entity was found to be.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Linked {
    pub(super) id: String,
    pub(super) kind: EntityType,
    pub(super) matched: Match,
    /// The words that led to it.
    pub(super) by: String,
    /// How sure that is.
    pub(super) confidence: f64,
}

/// What is known around the names of an article.
pub(super) struct Setting<'a> {
    pub(super) date: Option<Date>,
    pub(super) language: &'a str,
    /// How many times the article names each country, or what is of it.
    counts: BTreeMap<&'a str, f32>,
}

impl<'a> Setting<'a> {
    /// The countries of an article are those that its names and its adjectives say: « *kazakh* ».
    pub(super) fn new(words: &Words<'a>, names: &[Name], article: &Article, language: &'a str) -> Self {
        let date = article.published.as_ref().and_then(|day| day.get(..10)?.parse().ok());
        let mut setting = Setting { date, language, counts: BTreeMap::new() };
        let base = words.base;
        for i in 0..words.tree.doc.len() {
            let country = |place: &&'a str| base.entry(place).and_then(|entry| entry.country());
            words.places_of(i).iter().filter_map(country).for_each(|country| setting.count(country, 1.0));
        }
        for name in names.iter().filter(|name| name.kind == EntityType::Place) {
            let text = &words.tree.doc.text()[name.span.range()];
            if words.known(text).contains(&"country") {
                let called = base.called(text).filter(|(entry, _)| entry.id().starts_with("country:"));
                called.filter_map(|(entry, _)| entry.country()).for_each(|c| setting.count(c, 1.0));
            }
        }
        setting
    }

    fn count(&mut self, country: &'a str, times: f32) {
        *self.counts.entry(country).or_default() += times;
    }

    /// Countries, each with how much the article is about it.
    fn countries(&self) -> Vec<(&'a str, f32)> {
        let most = self.counts.values().copied().fold(1.0, f32::max);
        self.counts.iter().map(|(country, count)| (*country, count / most)).collect()
    }

    /// The country that an article is about, where there is no doubt.
    pub(super) fn country(&self) -> Option<&'a str> {
        /// So many times the next country must be there less.
        const AHEAD: f32 = 2.0;
        let (country, most) = self.counts.iter().max_by(|a, b| a.1.total_cmp(b.1))?;
        let next = self.counts.iter().filter(|(other, _)| *other != country).map(|(_, count)| *count);
        (*most >= AHEAD * next.fold(0.0, f32::max)).then_some(*country)
    }
}

/// What each entity is, where that is sure.
pub(super) fn link<'a>(
    words: &Words<'a>,
    names: &[Name],
    groups: &[Group],
    offices: &[Office<'_>],
    setting: &mut Setting<'a>,
) -> Vec<Option<Linked>> {
    let mut links: Vec<Option<Linked>> = vec![None; groups.len()];
    let mut of_name = vec![0; names.len()];
    for (number, group) in groups.iter().enumerate() {
        group.names.iter().for_each(|&name| of_name[name] = number);
    }
    // Places first, then bodies: they tell which people are meant.
    let of_rank = |rank: u8| {
        let ranks = |kind: EntityType| match kind {
            EntityType::Place => 0,
            EntityType::Person => 2,
            _ => 1,
        };
        (0..groups.len()).filter(move |&group| ranks(groups[group].kind) == rank)
    };
    for rank in 0..=2 {
        let countries = setting.countries();
        for number in of_rank(rank) {
            let group = &groups[number];
            let mentioned: Vec<String> = mentioned(&links);
            let mentioned: Vec<&str> = mentioned.iter().map(String::as_str).collect();
            let kinds = kinds(names, group);
            let (office, of) = role(words, offices, group, &links, &of_name).unwrap_or_default();
            let role = (!office.is_empty()).then_some(Role { office: &office, of: &of });
            let context = Context {
                kinds: &kinds,
                countries: &countries,
                date: setting.date,
                mentioned: &mentioned,
                language: setting.language,
                role,
            };
            links[number] = linked(words, names, group, &context);
        }
        // What is of a country speaks for it as the country itself does, which is counted already.
        for number in of_rank(rank) {
            let entry = links[number].as_ref().and_then(|link| words.base.entry(&link.id));
            let own = entry.filter(|entry| !entry.id().starts_with("country:"));
            if let Some(country) = own.and_then(|own| own.country()) {
                setting.count(country, groups[number].names.len() as f32);
            }
        }
    }
    links
}

/// The entries found so far, not too many of them.
fn mentioned(links: &[Option<Linked>]) -> Vec<String> {
    /// What a look-up compares with.
    const MOST: usize = 40;
    links.iter().flatten().take(MOST).map(|link| link.id.clone()).collect()
}

fn linked(words: &Words<'_>, names: &[Name], group: &Group, context: &Context<'_>) -> Option<Linked> {
    let text = |name: usize| &words.tree.doc.text()[names[name].span.range()];
    let mut surfaces: Vec<String> = Vec::new();
    for name in std::iter::once(group.fullest).chain(group.names.iter().copied()) {
        let words = text(name).split_whitespace().collect::<Vec<_>>().join(" ");
        if !surfaces.contains(&words) {
            surfaces.push(words);
        }
        if surfaces.len() == MOST_SURFACES {
            break;
        }
    }
    // Somebody named in full is not looked up by the surname alone.
    if group.kind == EntityType::Person && surfaces[0].contains(' ') {
        surfaces.truncate(1);
    }
    surfaces.extend(without_noun(words, &names[group.fullest]));
    let common = is_common(words, &names[group.fullest]);
    surfaces.into_iter().find_map(|surface| {
        let found = words.base.link(&surface, context);
        // « le ministère de la Santé » is that of the country that is spoken of, or of none that is known.
        let fits = |candidate: &Candidate<'_>| {
            let country = || country_of(words, &names[group.fullest], context);
            let own = candidate.entry.country();
            !common
                || !has_each_country(candidate.entry.class())
                || own.is_none()
                || own == country().as_deref()
        };
        let exact =
            |scored: &&Scored<'_>| common && scored.candidate.by == By::Exact && fits(&scored.candidate);
        let best = found.best.filter(fits);
        let best = best.or_else(|| found.candidates.iter().find(exact).map(|scored| scored.candidate))?;
        if best.by == By::Surname && !surface.contains(' ') && !is_expected(words, &best.entry, context) {
            return None;
        }
        let matched = match best.by {
            By::Exact | By::Acronym | By::Surname => Match::Alias,
            By::Domain => Match::Domain,
            By::Designator => Match::Designator,
            By::Key => Match::Spelling,
            By::Skeleton => Match::Skeleton,
        };
        let (id, kind) = (best.entry.id().to_owned(), best.entry.kind());
        Some(Linked { id, kind, matched, by: surface, confidence: f64::from(found.confidence) })
    })
}

/// Whether a name is what many countries have: « ministère de l'Intérieur », « Sénat », but not « Sénat *américain* ».
fn is_common(words: &Words<'_>, name: &Name) -> bool {
    let heads = words.head_type(name.tokens.start) == Some(EntityType::Organisation);
    heads && !name.tokens.clone().any(|i| !words.places_of(i).is_empty())
}

/// « *agence* Interfax » → « Interfax »: an outlet without the noun that says what it is.
fn without_noun(words: &Words<'_>, name: &Name) -> Option<String> {
    let first = name.tokens.start;
    let noun = words.lexicon.sources.of(words.plain(first))?;
    let rest = first + 1..name.tokens.end;
    let outlet = noun.kind == SourceKind::Outlet && !words.is_capital(first) && !rest.is_empty();
    outlet.then(|| words.tree.doc.text()[words.tree.span(rest).range()].to_owned())
}

/// Whether nearly every country has a body of this class.
fn has_each_country(class: &str) -> bool {
    matches!(class, "ministry" | "government" | "parliament" | "armed_force" | "police" | "court")
}

/// Whether somebody may be meant by the surname alone: who has the office that stands beside it, is of a country of the article
/// and in charge there, or ruled a large country. There are more spokesmen and deputies than readers know by name.
fn is_expected(words: &Words<'_>, person: &Entry<'_>, context: &Context<'_>) -> bool {
    /// So much in the news is who rules a large country.
    const PROMINENT: f32 = 0.9;
    let near =
        person.country().is_some_and(|own| context.countries.iter().any(|(country, _)| *country == own));
    let in_charge = || words.base.offices_of(person).any(|held| words.lexicon.offices.is_single(held.office));
    context.role.is_some() || near && in_charge() || person.prominence() >= PROMINENT
}

/// Of which country a body with a common name is: by the adjective behind it (« ministère de l'Intérieur *turc* »), else the one
/// that the article is most about.
fn country_of(words: &Words<'_>, name: &Name, context: &Context<'_>) -> Option<String> {
    let behind = words.behind(name.tokens.end);
    let place = behind.and_then(|i| words.places_of(i).first().copied());
    let adjective = place.and_then(|place| words.base.entry(place)?.country());
    adjective.map(str::to_owned).or_else(|| {
        let mut most = context.countries.iter().filter(|(_, weight)| *weight > 0.99);
        let (country, _) = most.next()?;
        most.next().is_none().then(|| (*country).to_owned())
    })
}

/// How likely each type is, by what the model says of all its names.
fn kinds(names: &[Name], group: &Group) -> Vec<(EntityType, f32)> {
    let sum = |class: usize| group.names.iter().map(|&name| names[name].odds[class]).sum::<f64>();
    let all: f64 = (1..CLASSES.len()).map(sum).sum();
    let mut kinds: Vec<(EntityType, f32)> = (1..CLASSES.len())
        .filter_map(|class| Some((CLASSES[class].0?, (sum(class) / all.max(1e-9)) as f32)))
        .collect();
    if !kinds.iter().any(|(kind, _)| *kind == group.kind) {
        kinds.push((group.kind, 1.0));
    }
    kinds
}

/// The office that the words beside one of its names give: « le *président kazakh* X ».
fn role(
    words: &Words<'_>,
    offices: &[Office<'_>],
    group: &Group,
    links: &[Option<Linked>],
    of_name: &[usize],
) -> Option<(String, String)> {
    let own = |office: &&Office<'_>| office.name.is_some_and(|name| group.names.binary_search(&name).is_ok());
    let office = offices.iter().filter(own).max_by_key(|office| office.of != Of::Unsaid)?;
    let of = match &office.of {
        Of::Unsaid => String::new(),
        Of::Adjective(places) => places.first().cloned().unwrap_or_default(),
        Of::Name(name) => links[of_name[*name]].as_ref().map(|link| link.id.clone()).unwrap_or_default(),
    };
    // One noun names several offices: « chef du gouvernement ». That which somebody holds there is meant.
    let held = |id: &str| words.base.holders(id, &of, None).next().is_some();
    let word = office.words.iter().find(|word| held(&word.id)).or_else(|| office.words.first())?;
    Some((word.id.clone(), of))
}
