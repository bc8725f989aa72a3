//! One article of the page.

use askama::Template;
use percent_encoding::{NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};
use selon_record::{Article, Reading};

use super::beside::Beside;
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
    /// How many assertions of what is shown have no room in it ([`Beside::most`]).
    pub left_out: usize,
    /// As HTML.
    pub html: String,
}

impl Section {
    /// The section of a reading.
    pub fn new(number: usize, reading: &Reading, interface: Interface) -> Self {
        Section::with(number, reading, interface, &Beside::default())
    }

    /// The section of a reading with what a ledger has beside it, or of a part of it.
    pub fn with(number: usize, reading: &Reading, interface: Interface, beside: &Beside) -> Self {
        let article = &reading.article;
        let passages = Passages::new(reading);
        let (entries, left_out) =
            shown(entries(reading, &passages, &beside.claims, interface), reading.article.text.len(), beside);
        let is_known = article.language != Article::UNDETERMINED;
        let language = if is_known { article.language.clone() } else { String::new() };
        let title = title(article, interface);
        let facts = facts(reading, interface).join(" · ");
        let names = names(reading);
        let (speakers, more_speakers) = cut(speakers(reading, interface), beside.most, interface);
        let template = Layout {
            interface,
            number,
            title: &title,
            language: &language,
            facts: &facts,
            url: url(article),
            speakers,
            more_speakers,
            levels: levels(reading, interface),
            undated: undated(reading).map(|count| Label::NoPublicationDate(count).text(interface)),
            text: text(reading, &passages, &entries, beside, number, interface),
            entries: &entries,
            more_entries: more(left_out, interface),
            names: by_sort(&names, beside, interface),
            sources: sources(&names, beside.most, interface),
        };
        Section {
            html: template.render().expect("memory takes any section"),
            left_out,
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
    more_speakers: Option<String>,
    levels: Vec<Bar>,
    /// That dates are not dated, as the article is not.
    undated: Option<String>,
    text: String,
    entries: &'s [Entry],
    /// That there are more.
    more_entries: Option<String>,
    /// Who and what it names, by sort, and how many more there are.
    names: Vec<(String, Vec<ShownName>, Option<String>)>,
    /// What of that is known, by where it is known from, and how much more there is.
    sources: Vec<(String, Vec<String>, Option<String>)>,
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

/// The entries that stand in the part that is shown, each with what of it stands there; and how many more there are. Those that
/// stand nowhere are in the first part.
fn shown(entries: Vec<Entry>, length: usize, beside: &Beside) -> (Vec<Entry>, usize) {
    let part = beside.part.start.min(length)..beside.part.end.min(length);
    let clipped = |mut entry: Entry| {
        let is_nowhere = entry.ranges.is_empty();
        let begins_here = entry.ranges.first().is_none_or(|range| part.start <= range.start);
        for range in &mut entry.ranges {
            *range = range.start.max(part.start)..range.end.min(part.end);
        }
        entry.ranges.retain(|range| range.start < range.end);
        (!entry.ranges.is_empty() || is_nowhere && part.start == 0).then_some((begins_here, entry))
    };
    let mut shown: Vec<(bool, Entry)> = entries.into_iter().filter_map(clipped).collect();
    let left_out = shown.len().saturating_sub(beside.most);
    // What began in a part before gives way.
    let mut surplus = left_out;
    shown.retain(|(begins_here, _)| {
        let gives_way = surplus > 0 && !begins_here;
        surplus -= usize::from(gives_way);
        !gives_way
    });
    shown.truncate(beside.most);
    (shown.into_iter().map(|(_, entry)| entry).collect(), left_out)
}

/// The first rows, and that there are more.
fn cut<T>(mut rows: Vec<T>, most: usize, interface: Interface) -> (Vec<T>, Option<String>) {
    let more = more(rows.len().saturating_sub(most), interface);
    rows.truncate(most);
    (rows, more)
}

fn more(count: usize, interface: Interface) -> Option<String> {
    (count > 0).then(|| Label::More(count).text(interface))
}

/// A key as the value of a parameter.
fn in_query(key: &str) -> PercentEncode<'_> {
    utf8_percent_encode(key, NON_ALPHANUMERIC)
}

/// A name and how often it comes.
struct ShownName {
    name: String,
    times: String,
    /// Its page.
    address: Option<String>,
}

fn by_sort(
    names: &[Name<'_>],
    beside: &Beside,
    interface: Interface,
) -> Vec<(String, Vec<ShownName>, Option<String>)> {
    let shown = |name: &Name<'_>| ShownName {
        name: name.name.clone(),
        times: times(name.count),
        address: beside.entities.map(|start| format!("{start}{}", in_query(&name.key))),
    };
    let row = |(kind, names): (_, Vec<&Name<'_>>)| {
        let (names, more) = cut(names, beside.most, interface);
        (Label::EntityType(kind).text(interface), names.into_iter().map(shown).collect(), more)
    };
    by_type(names).into_iter().map(row).collect()
}

fn sources(
    names: &[Name<'_>],
    most: usize,
    interface: Interface,
) -> Vec<(String, Vec<String>, Option<String>)> {
    let row = |(source, names): (String, Vec<&Name<'_>>)| {
        let (names, more) = cut(names, most, interface);
        (source, names.into_iter().filter_map(Name::link).collect(), more)
    };
    by_source(names).into_iter().map(row).collect()
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
