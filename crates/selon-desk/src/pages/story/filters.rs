//! What the list can be narrowed to: facets with their counts, what is chosen of them, and the timelines.

use jiff::civil::Date;
use selon_kb::Base;
use selon_ledger::query::{Bar, Facet, Facets, Grain, Timeline};
use selon_record::{Level, SourceKind};
use selon_view::{Interface, Label, phrase};
use serde::de::DeserializeOwned;

use super::claim::day_in_words;
use crate::asked::{Against, Asked};
use crate::drawing::timeline;
use crate::words::{Words, words};

const ENTITY: Words = words("Qui et quoi", "Who and what");
const PLACE: Words = words("Lieu", "Place");
const OUTLET: Words = words("Média", "Outlet");
const SOURCE: Words = words("Sur la parole de", "On the word of");
const CERTAINTY: Words = words("Certitude", "Certainty");
const SPOKEN: Words = words("Langue", "Language");
const AGAINST: Words = words("Contradiction", "Contradiction");
const WORDS: Words = words("Mots", "Words");
const PUBLISHED: Words = words("Publié", "Published");
const ABOUT: Words = words("Parle de", "Speaks of");
const ANY: Words = words("peu importe", "any");
const DISPUTED: Words = words("contredit ou mis à jour", "contradicted or updated");
const CONTRADICTED: Words = words("contredit", "contradicted");
const UPDATED: Words = words("mis à jour", "updated");
const NUMBER: Words = words("un chiffre", "a figure");
const DATE: Words = words("une date", "a date");
const LOCATION: Words = words("un lieu", "a place");
const POLARITY: Words = words("l’un affirme, l’autre nie", "one affirms, one denies");
const ATTRIBUTION: Words = words("qui l’a dit", "who said it");
const OTHER: Words = words("autre chose", "something else");
const BY_PUBLICATION: Words = words("Quand c’est publié", "When it was published");
const BY_EVENT: Words = words("De quand on parle", "When it is about");

/// A kind of facet.
pub(crate) struct Group {
    pub(crate) title: &'static str,
    /// The parameter of the address.
    pub(crate) name: &'static str,
    /// Whether one value at most can be chosen.
    pub(crate) is_single: bool,
    pub(crate) is_open: bool,
    pub(crate) values: Vec<Value>,
}

/// A value of a facet.
pub(crate) struct Value {
    pub(crate) value: String,
    pub(crate) label: String,
    /// How many claims it leaves, where that is counted.
    pub(crate) claims: Option<u32>,
    pub(crate) is_chosen: bool,
}

/// Something chosen, and the address without it.
pub(crate) struct Chosen {
    pub(crate) label: String,
    pub(crate) href: String,
}

/// A drawn timeline.
pub(crate) struct Drawn {
    pub(crate) id: &'static str,
    /// The parameters of its first and its last day.
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
    pub(crate) caption: String,
    pub(crate) svg: String,
}

/// The groups, with those open in which something is chosen, and the first ones.
pub(crate) fn groups(facets: &Facets, asked: &Asked, base: &Base, interface: Interface) -> Vec<Group> {
    let group = |title: Words, name, counted: &[Facet], chosen: &[String], is_open| Group {
        title: title.text(interface),
        name,
        is_single: false,
        is_open: is_open || !chosen.is_empty(),
        values: counted
            .iter()
            .map(|facet| Value {
                label: label(name, &facet.value, facet.name.as_deref(), base, interface),
                is_chosen: chosen.contains(&facet.value),
                claims: Some(facet.claims),
                value: facet.value.clone(),
            })
            .collect(),
    };
    let mut groups = vec![
        group(ENTITY, "entity", &facets.entities, &asked.entity, true),
        group(PLACE, "place", &facets.places, &asked.place, false),
        group(OUTLET, "outlet", &facets.outlets, &asked.outlet, false),
        group(SOURCE, "source", &facets.sources, &asked.source, false),
        group(CERTAINTY, "certainty", &facets.levels, &asked.certainty, true),
    ];
    if !facets.against.is_empty() || asked.against.is_some() {
        groups.push(against(facets, asked, interface));
    }
    if facets.languages.len() > 1 || !asked.language.is_empty() {
        groups.push(group(SPOKEN, "language", &facets.languages, &asked.language, false));
    }
    groups.retain(|group| !group.values.is_empty());
    groups
}

/// What stands against a claim: of these one can be chosen, or none.
fn against(facets: &Facets, asked: &Asked, interface: Interface) -> Group {
    let count = |against: Against| {
        let facet = facets.against.iter().find(|facet| facet.value == against.name());
        facet.map(|facet| facet.claims)
    };
    let of_all = [Against::Anything, Against::Contradiction].map(|against| (against, None));
    let each = Against::ALL.into_iter().filter_map(|against| Some((against, Some(count(against)?))));
    let none = Value {
        value: String::new(),
        label: ANY.text(interface).into(),
        claims: None,
        is_chosen: asked.against.is_none(),
    };
    let values = of_all.into_iter().chain(each).map(|(against, claims)| Value {
        value: against.name().into(),
        label: against_label(against).text(interface).into(),
        claims,
        is_chosen: asked.against == Some(against),
    });
    Group {
        title: AGAINST.text(interface),
        name: "against",
        is_single: true,
        is_open: asked.against.is_some(),
        values: [none].into_iter().chain(values).collect(),
    }
}

/// A kind of facet: its title, its parameter, what is asked for of it, what is counted, and where a question has it.
type Kind<'a> = (Words, &'static str, &'a [String], &'a [Facet], fn(&mut Asked) -> &mut Vec<String>);

/// What is chosen, each with the address of the list without it.
pub(crate) fn chosen(facets: &Facets, asked: &Asked, base: &Base, interface: Interface) -> Vec<Chosen> {
    let colon = Label::Colon.text(interface);
    let entry = |title: Words, label: &str, without: Asked| Chosen {
        label: format!("{}{colon}{label}", title.text(interface)),
        href: without.at("/"),
    };
    let mut all = Vec::new();
    if !asked.q.is_empty() {
        all.push(entry(WORDS, &phrase(&asked.q), asked.with(|asked| asked.q.clear())));
    }
    let lists: [Kind<'_>; 6] = [
        (ENTITY, "entity", &asked.entity, &facets.entities, |asked| &mut asked.entity),
        (PLACE, "place", &asked.place, &facets.places, |asked| &mut asked.place),
        (OUTLET, "outlet", &asked.outlet, &facets.outlets, |asked| &mut asked.outlet),
        (SOURCE, "source", &asked.source, &facets.sources, |asked| &mut asked.source),
        (CERTAINTY, "certainty", &asked.certainty, &facets.levels, |asked| &mut asked.certainty),
        (SPOKEN, "language", &asked.language, &facets.languages, |asked| &mut asked.language),
    ];
    for (title, name, values, counted, list) in lists {
        for value in values {
            let named = counted.iter().find(|facet| facet.value == *value);
            let shown = label(name, value, named.and_then(|facet| facet.name.as_deref()), base, interface);
            let without = asked.with(|asked| list(asked).retain(|other| other != value));
            all.push(entry(title, &shown, without));
        }
    }
    if let Some(against) = asked.against {
        let without = asked.with(|asked| asked.against = None);
        all.push(entry(AGAINST, against_label(against).text(interface), without));
    }
    if let Some(days) = days(asked.from, asked.to, interface) {
        all.push(entry(PUBLISHED, &days, asked.with(|asked| (asked.from, asked.to) = (None, None))));
    }
    if let Some(days) = days(asked.about_from, asked.about_to, interface) {
        let without = asked.with(|asked| (asked.about_from, asked.about_to) = (None, None));
        all.push(entry(ABOUT, &days, without));
    }
    all
}

/// From one day to another, in words.
fn days(from: Option<Date>, to: Option<Date>, interface: Interface) -> Option<String> {
    let word = |day| day_in_words(day, interface);
    match (from, to) {
        (None, None) => None,
        (Some(from), Some(to)) if from == to => Some(word(from)),
        (Some(first), Some(last)) if first < last => Some(Label::Days { first, last }.text(interface)),
        (Some(from), Some(to)) => Some(format!("{} – {}", word(from), word(to))),
        (Some(from), None) => Some(Label::From(&word(from)).text(interface)),
        (None, Some(to)) => Some(Label::Until(&word(to)).text(interface)),
    }
}

/// The timelines that have something to show.
pub(crate) fn timelines(facets: &Facets, asked: &Asked, interface: Interface) -> Vec<Drawn> {
    let published =
        |bar: &Bar| asked.with(|asked| (asked.from, asked.to) = (Some(bar.first), Some(bar.last)));
    let about = |bar: &Bar| {
        asked.with(|asked| (asked.about_from, asked.about_to) = (Some(bar.first), Some(bar.last)))
    };
    let draw = |timeline: &Timeline,
                title: Words,
                chosen: (Option<Date>, Option<Date>),
                narrow: &dyn Fn(&Bar) -> Asked| {
        let (first, last) = (timeline.bars.first()?, timeline.bars.last()?);
        let bars: Vec<timeline::Bar> = timeline
            .bars
            .iter()
            .map(|bar| timeline::Bar {
                first: bar.first,
                last: bar.last,
                claims: bar.claims,
                href: narrow(bar).at("/"),
                title: bar_title(bar, interface),
                is_chosen: chosen != (None, None)
                    && chosen.0.is_none_or(|from| from <= bar.last)
                    && chosen.1.is_none_or(|to| bar.first <= to),
            })
            .collect();
        let caption = caption(title, timeline, interface);
        let ends = [day_in_words(first.first, interface), day_in_words(last.last, interface)];
        Some((timeline::timeline(&bars, &caption, [&ends[0], &ends[1]]), caption))
    };
    let drawn = [
        (
            "published",
            "from",
            "to",
            draw(&facets.published, BY_PUBLICATION, (asked.from, asked.to), &published),
        ),
        (
            "about",
            "about_from",
            "about_to",
            draw(&facets.about, BY_EVENT, (asked.about_from, asked.about_to), &about),
        ),
    ];
    let some = drawn.into_iter().filter_map(|(id, from, to, drawn)| Some((id, from, to, drawn?)));
    some.map(|(id, from, to, (svg, caption))| Drawn { id, from, to, caption, svg }).collect()
}

/// « Quand c’est publié, par jour (3 non montrées : plus loin, ou moins précises) »
fn caption(title: Words, timeline: &Timeline, interface: Interface) -> String {
    let title = title.text(interface);
    let is_french = interface == Interface::French;
    let grain = match (timeline.grain, is_french) {
        (Grain::Day, true) => "par jour",
        (Grain::Week, true) => "par semaine",
        (Grain::Month, true) => "par mois",
        (Grain::Year, true) => "par an",
        (Grain::Day, false) => "by day",
        (Grain::Week, false) => "by week",
        (Grain::Month, false) => "by month",
        (Grain::Year, false) => "by year",
    };
    let elsewhere = match (timeline.elsewhere, is_french) {
        (0, _) => String::new(),
        (1, true) => " ; une affirmation à part, plus lointaine ou moins précise".into(),
        (some, true) => format!(" ; {some} affirmations à part, plus lointaines ou moins précises"),
        (some, false) => format!("; {some} apart, farther away or less precise"),
    };
    format!("{title}, {grain}{elsewhere}")
}

fn bar_title(bar: &Bar, interface: Interface) -> String {
    let days = match bar.first == bar.last {
        true => day_in_words(bar.first, interface),
        false => Label::Days { first: bar.first, last: bar.last }.text(interface),
    };
    format!("{days}{}{}", Label::Colon.text(interface), super::counted(bar.claims, interface))
}

/// What a value is called.
fn label(kind: &str, value: &str, name: Option<&str>, base: &Base, interface: Interface) -> String {
    match kind {
        "source" => word::<SourceKind>(value).map(|kind| Label::Kind(kind).text(interface)),
        "certainty" => word::<Level>(value).map(|level| Label::Level(level).text(interface)),
        "language" => Some(phrase(interface.language_name(value))),
        // What nobody names is known by its key: `person:jean martin`.
        _ => base
            .entry(value)
            .map(|entry| entry.name(interface.code()).to_owned())
            .filter(|name| !name.is_empty())
            .or_else(|| name.map(phrase))
            .or_else(|| value.split_once(':').map(|(_, name)| phrase(name))),
    }
    .unwrap_or_else(|| phrase(value))
}

/// A value of the record by its word.
fn word<T: DeserializeOwned>(value: &str) -> Option<T> {
    serde_json::from_value(value.into()).ok()
}

fn against_label(against: Against) -> Words {
    match against {
        Against::Anything => DISPUTED,
        Against::Update => UPDATED,
        Against::Contradiction => CONTRADICTED,
        Against::Number => NUMBER,
        Against::Date => DATE,
        Against::Place => LOCATION,
        Against::Polarity => POLARITY,
        Against::Attribution => ATTRIBUTION,
        Against::Other => OTHER,
    }
}
