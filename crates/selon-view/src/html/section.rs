//! One article of the page.

use askama::Template;
use selon_record::{Article, Reading};

use super::entry::{Entry, entries};
use super::look::{kind_class, level_class};
use super::text::text;

use crate::{
    Interface, LEVELS, Label, Name, Passages, Whose, by_source, by_type, counted, facts, names, origin,
    own_name, sign, tally, times, title, undated, url,
};

/// An article's part of the page, done but for the page around it.
#[derive(Debug)]
pub struct Section {
    /// Its number among the run's articles, which its anchors start with.
    pub number: usize,
    /// Its headline.
    pub title: String,
    /// Its language, for the attribute; empty where it is not known.
    pub language: String,
    /// Where it comes from, for the list of contents.
    pub origin: String,
    /// How many of its assertions are in its own voice.
    pub own_voice: usize,
    /// As HTML.
    pub html: String,
}

impl Section {
    /// The section of a reading.
    pub fn new(number: usize, reading: &Reading, interface: Interface) -> Self {
        let article = &reading.article;
        let passages = Passages::new(reading);
        let entries = entries(reading, &passages, interface);
        let is_known = article.language != Article::UNDETERMINED;
        let language = if is_known { article.language.clone() } else { String::new() };
        let title = title(article, interface);
        let facts = facts(reading, interface).join(" · ");
        let names = names(reading);
        let template = Layout {
            interface,
            number,
            title: &title,
            language: &language,
            facts: &facts,
            url: url(article),
            speakers: speakers(reading, interface),
            levels: levels(reading, interface),
            undated: undated(reading).map(|count| Label::NoPublicationDate(count).text(interface)),
            text: text(reading, &passages, &entries, number, interface),
            entries: &entries,
            names: by_sort(&names, interface),
            sources: sources(&names),
        };
        Section {
            html: template.render().expect("memory takes any section"),
            own_voice: entries.iter().filter(|entry| entry.is_own).count(),
            number,
            title,
            language,
            origin: origin(article, interface).join(" · "),
        }
    }
}

#[derive(Template)]
#[template(path = "section.html")]
struct Layout<'s> {
    interface: Interface,
    number: usize,
    title: &'s str,
    language: &'s str,
    facts: &'s str,
    url: Option<String>,
    speakers: Vec<Bar>,
    levels: Vec<Bar>,
    /// That dates are not dated, as the article is not.
    undated: Option<String>,
    text: String,
    entries: &'s [Entry],
    /// Who and what it names, by sort.
    names: Vec<(String, Vec<ShownName>)>,
    /// What of that is known, by where it is known from.
    sources: Vec<(String, Vec<String>)>,
}

impl Layout<'_> {
    fn say(&self, label: Label<'_>) -> String {
        label.text(self.interface)
    }

    /// Whether the address may be a link: only the web's can do no harm.
    fn is_web(&self, url: &str) -> bool {
        url.starts_with("https://") || url.starts_with("http://")
    }
}

/// A name and how often it comes.
struct ShownName {
    name: String,
    times: String,
}

fn by_sort(names: &[Name<'_>], interface: Interface) -> Vec<(String, Vec<ShownName>)> {
    let shown = |name: &Name<'_>| ShownName { name: name.name.clone(), times: times(name.count) };
    let of_type = |names: Vec<&Name<'_>>| names.into_iter().map(shown).collect();
    let types = by_type(names).into_iter();
    types.map(|(kind, names)| (Label::EntityType(kind).text(interface), of_type(names))).collect()
}

fn sources(names: &[Name<'_>]) -> Vec<(String, Vec<String>)> {
    let links = |names: Vec<&Name<'_>>| names.into_iter().filter_map(Name::link).collect();
    by_source(names).into_iter().map(|(source, names)| (source, links(names))).collect()
}

/// A row of a table: a count, a bar as long, what it counts.
struct Bar {
    count: usize,
    /// Per cent of the longest.
    length: usize,
    class: String,
    words: String,
    /// Behind the words.
    note: String,
}

fn speakers(reading: &Reading, interface: Interface) -> Vec<Bar> {
    let say = |label: Label<'_>| label.text(interface);
    let said = |words: &[(String, usize)]| {
        let said = words.iter().map(|(words, count)| say(Label::Quoted(words)) + &times(*count));
        said.collect::<Vec<_>>().join(", ")
    };
    let own = own_name(reading, interface);
    let rows = tally(reading).into_iter().map(|row| {
        use selon_record::SourceKind::{Author, None, Unnamed};
        let (kind, words, note) = match &row.whose {
            Whose::Named { kind, name } => (*kind, name.clone(), say(Label::Kind(*kind))),
            Whose::Unnamed(words) => (Unnamed, say(Label::UnnamedSources), said(words)),
            Whose::Unidentified(words) => (None, say(Label::UnidentifiedSources), said(words)),
            Whose::Own => (Author, say(Label::OwnVoice(&own)), String::new()),
            Whose::Nobody => (None, say(Label::Nobody), String::new()),
        };
        (row.count, kind_class(kind), words, note)
    });
    bars(rows.collect())
}

fn levels(reading: &Reading, interface: Interface) -> Vec<Bar> {
    let counts = counted(reading.assertions.iter().map(|assertion| assertion.certainty.level));
    let rows = LEVELS.into_iter().filter_map(|level| {
        let (_, count) = counts.iter().find(|(known, _)| *known == level)?;
        let words = format!("{} {}", sign(level), Label::Level(level).text(interface));
        Some((*count, level_class(level), words, String::new()))
    });
    bars(rows.collect())
}

fn bars(rows: Vec<(usize, String, String, String)>) -> Vec<Bar> {
    let most = rows.iter().map(|(count, ..)| *count).max().unwrap_or(1).max(1);
    let bar =
        |(count, class, words, note)| Bar { count, length: (count * 100).div_ceil(most), class, words, note };
    rows.into_iter().map(bar).collect()
}
