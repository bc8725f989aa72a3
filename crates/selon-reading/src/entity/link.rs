//! What the names of an article mean in the knowledge base: each entity is linked once, with what the whole article says of it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use selon_kb::{By, Context, Role};
use selon_record::{Article, EntityType, Match};

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
}

/// What is known around the names of an article.
pub(super) struct Setting<'a> {
    pub(super) date: Option<Date>,
    pub(super) language: &'a str,
    /// Countries, each with how much the article is about it.
    countries: Vec<(String, f32)>,
}

impl<'a> Setting<'a> {
    /// The countries of an article are those that its names and its adjectives say: « *kazakh* ».
    pub(super) fn new(words: &Words<'_>, names: &[Name], article: &'a Article, language: &'a str) -> Self {
        let mut counts: BTreeMap<&str, f32> = BTreeMap::new();
        let base = words.base;
        for i in 0..words.tree.doc.len() {
            for place in words.places_of(i) {
                if let Some(country) = base.entry(place).and_then(|entry| entry.country()) {
                    *counts.entry(country).or_default() += 1.0;
                }
            }
        }
        for name in names.iter().filter(|name| name.kind == EntityType::Place) {
            let text = &words.tree.doc.text()[name.span.range()];
            if !words.known(text).contains(&"country") {
                continue;
            }
            let countries =
                base.candidates(text).into_iter().filter(|c| c.entry.id().starts_with("country:"));
            for country in countries.filter_map(|candidate| candidate.entry.country()) {
                *counts.entry(country).or_default() += 1.0;
            }
        }
        let most = counts.values().copied().fold(1.0, f32::max);
        let countries =
            counts.into_iter().map(|(country, count)| (country.to_owned(), count / most)).collect();
        let date = article.published.as_ref().and_then(|day| day.get(..10)?.parse().ok());
        Setting { date, language, countries }
    }
}

/// What each entity is, where that is sure.
pub(super) fn link(
    words: &Words<'_>,
    names: &[Name],
    groups: &[Group],
    offices: &[Office<'_>],
    setting: &Setting<'_>,
) -> Vec<Option<Linked>> {
    let mut links: Vec<Option<Linked>> = vec![None; groups.len()];
    let mut of_name = vec![0; names.len()];
    for (number, group) in groups.iter().enumerate() {
        group.names.iter().for_each(|&name| of_name[name] = number);
    }
    let countries: Vec<(&str, f32)> = setting.countries.iter().map(|(c, weight)| (&**c, *weight)).collect();
    // Places first: they tell which people and bodies are meant.
    let rank = |kind: EntityType| match kind {
        EntityType::Place => 0,
        EntityType::Person => 2,
        _ => 1,
    };
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|&group| rank(groups[group].kind));
    for number in order {
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
    surfaces.into_iter().find_map(|surface| {
        let best = words.base.link(&surface, context).best?;
        let matched = match best.by {
            By::Exact | By::Acronym | By::Surname => Match::Alias,
            By::Domain => Match::Domain,
            By::Designator => Match::Designator,
            By::Key => Match::Spelling,
            By::Skeleton => Match::Skeleton,
        };
        let (id, kind) = (best.entry.id().to_owned(), best.entry.kind());
        Some(Linked { id, kind, matched, by: surface })
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
