//! Figures: what is counted, through time, by whoever tells it; conflicts and updates told apart.

mod axis;

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use selon_ledger::query::{Dispute, FigureRow, Figures, Series};
use selon_record::{Level, SourceKind};
use selon_view::html::{kind_class, letter};
use selon_view::{Interface, Label, Told, instant, phrase, sign};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::answered;
use crate::asked::{fields, filled};
use crate::drawing::chart::{self, Chart, Dot, Line};
use crate::evidence::{address, evidence_of};
use crate::frame::Frame;
use crate::problem::Problem;
use crate::server::Desk;
use crate::words::{Words, words};

const HEADING: Words = words("Chiffres", "Figures");
const HINT: Words = words(
    "Un même chiffre, selon qui le donne et quand. Seuls sont réunis les chiffres que Selon a comparés.",
    "One figure, by who gives it and when. Only figures that Selon compared are put together.",
);
const NONE: Words = words(
    "Aucun chiffre n’en contredit ni n’en met à jour un autre.",
    "No figure contradicts or updates another.",
);
const CHOOSE: Words = words("Ce qui est compté", "What is counted");
const BY: Words = words("Placer chaque chiffre", "Place each figure");
const PUBLISHED: Words = words("au moment de sa publication", "when it was published");
const ABOUT: Words = words("au moment dont il parle", "at the time it speaks of");
const SHOW: Words = words("Montrer", "Show");
const CHART: Words = words(
    "Les chiffres dans le temps ; les mêmes dans le tableau qui suit",
    "The figures through time; the same in the table below",
);
const LEGEND: Words = words("Sur la parole de qui", "On whose word");
const MARKS: Words = words(
    "Trait barré d’une croix : les deux ne peuvent pas être vrais. Flèche : chiffre d’un autre moment. Chaque point mène au passage de l’article.",
    "A line with a cross: both cannot hold. An arrow: a figure of another moment. Each dot leads to the passage of its article.",
);
const TABLE: Words = words("Les chiffres un à un", "The figures one by one");
const WHEN: Words = words("Publié", "Published");
const OF: Words = words("Parle du", "Speaks of");
const FIGURE: Words = words("Chiffre", "Figure");
const WHOSE: Words = words("Sur la parole de", "On the word of");
const OUTLET: Words = words("Média", "Outlet");
const HOW_SURE: Words = words("Certitude", "Certainty");
const FACING: Words = words("En face", "Opposite");
const CONTRADICTS: Words = words("incompatible avec", "cannot hold with");
const UPDATES: Words = words("d’un autre moment que", "of another moment than");
const OWN_VOICE: Words = words("en son nom", "its own voice");
const CLAIM: Words = words("Affirmation", "Claim");

/// Series to choose from, figures that are drawn, and lines between them.
const SERIES: u32 = 60;
const DRAWN: usize = 150;
const LINES: usize = 80;

/// Which figures, and where they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// A claim of the series; the first series without.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) series: Option<i64>,
    /// By what time.
    #[serde(skip_serializing_if = "is_default")]
    #[param(inline)]
    pub(crate) by: By,
}

/// Where a figure stands in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum By {
    /// When its article was published.
    #[default]
    Published,
    /// At the time it speaks of, where it does.
    About,
}

fn is_default(by: &By) -> bool {
    *by == By::default()
}

impl Asked {
    /// Of the query of an address. What a form leaves empty asks nothing.
    pub(crate) fn of(query: Option<&str>) -> Result<Asked, Problem> {
        fields(&filled(query))
    }
}

/// A series to choose.
struct Choice {
    series: i64,
    title: String,
    facts: Vec<(&'static str, String)>,
    is_chosen: bool,
    address: String,
}

/// A source in the legend.
struct Source {
    class: String,
    mark: String,
    name: String,
}

/// A row of the table.
struct Row {
    published: Option<(String, String)>,
    about: Option<(String, String)>,
    words: String,
    class: String,
    mark: String,
    source: String,
    outlet: String,
    address: String,
    certainty: String,
    claim: i64,
    facing: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "figures.html")]
struct Page {
    frame: Frame,
    asked: Asked,
    choices: Vec<Choice>,
    chosen: Option<Chosen>,
}

/// A series that is shown.
struct Chosen {
    title: String,
    content: String,
    chart: String,
    sources: Vec<Source>,
    rows: Vec<Row>,
    /// How many have no place in the drawing.
    undrawn: Option<String>,
    without: Option<String>,
}

/// `/figures`
pub(crate) async fn page(State(desk): State<Arc<Desk>>, RawQuery(query): RawQuery, frame: Frame) -> Response {
    answered(answer(&desk, query.as_deref(), frame.clone()).await, frame)
}

async fn answer(desk: &Desk, query: Option<&str>, frame: Frame) -> Result<Page, Problem> {
    let asked = Asked::of(query)?;
    let interface = frame.interface();
    let (series, found) = {
        let asked = asked.clone();
        let found = desk.ledgers().ask(move |ledger| {
            let series = ledger.series(Some(SERIES))?;
            let of = asked.series.or(series.first().map(|first| first.series));
            let figures = match of {
                Some(of) => ledger.figures(of)?,
                None => None,
            };
            if asked.series.is_some() && figures.is_none() {
                return Err(Problem::not_found());
            }
            let evidence = match &figures {
                Some(figures) => {
                    evidence_of(ledger, figures.figures.iter().map(|one| one.assertion), interface)?
                }
                None => BTreeMap::new(),
            };
            let addresses = |figures: &Figures| -> Vec<String> {
                let one = |one: &FigureRow| address(one.article.0, evidence.get(&one.assertion.0));
                figures.figures.iter().map(one).collect()
            };
            Ok((series, figures.map(|figures| (addresses(&figures), figures))))
        });
        found.await?
    };
    let chosen_series = found.as_ref().map(|(_, figures)| figures.series.series);
    let choice = |one: &Series| {
        let by = Asked { series: Some(one.series), by: asked.by };
        Choice {
            series: one.series,
            title: title(one, interface),
            facts: facts(one, interface),
            is_chosen: Some(one.series) == chosen_series,
            address: format!("/figures?{}", serde_html_form::to_string(&by).unwrap_or_default()),
        }
    };
    let heading = frame.say(HEADING);
    let chosen = found.map(|(addresses, figures)| chosen(&figures, &addresses, asked.by, &frame));
    Ok(Page { choices: series.iter().map(choice).collect(), chosen, asked, frame: frame.titled(heading) })
}

/// « morts · Kazakhstan »; the first content where nothing says what is counted.
pub(crate) fn title(series: &Series, interface: Interface) -> String {
    let of = series.of.as_deref().map(phrase).filter(|words| !words.is_empty());
    let places = series.places.iter().map(|place| phrase(place));
    match of {
        Some(of) => [of].into_iter().chain(places).collect::<Vec<_>>().join(" · "),
        None => Label::Quoted(&phrase(&series.title)).text(interface),
    }
}

fn facts(series: &Series, interface: Interface) -> Vec<(&'static str, String)> {
    let all = [
        ("against", series.conflicts, Label::Contradictions(series.conflicts)),
        ("update", series.updates, Label::Updates(series.updates)),
    ];
    all.into_iter()
        .filter(|(_, count, _)| *count > 0)
        .map(|(class, _, label)| (class, label.text(interface)))
        .collect()
}

/// The word of the ledger for a kind of source, a level.
fn known<T: for<'de> Deserialize<'de>>(word: &str) -> Option<T> {
    serde_json::from_value(word.into()).ok()
}

fn kind_of(figure: &FigureRow) -> SourceKind {
    figure.source_kind.as_deref().and_then(known).unwrap_or(SourceKind::Author)
}

/// The sources of figures: which each stands on, and what they are called in the legend.
struct Sources {
    of: Vec<usize>,
    all: Vec<Source>,
}

impl Sources {
    fn of(figures: &[FigureRow], frame: &Frame) -> Sources {
        let mut sources = Sources { of: Vec::new(), all: Vec::new() };
        let mut keys: Vec<(SourceKind, String)> = Vec::new();
        for figure in figures {
            let kind = kind_of(figure);
            let name = match &figure.source {
                Some(source) => phrase(source),
                None => format!("{} ({})", phrase(&figure.outlet), frame.say(OWN_VOICE)),
            };
            let key = (kind, name.to_lowercase());
            let place = keys.iter().position(|known| *known == key).unwrap_or_else(|| {
                keys.push(key);
                let mark = format!("{}{}", letter(kind), keys.len());
                sources.all.push(Source { class: kind_class(kind), mark, name });
                keys.len() - 1
            });
            sources.of.push(place);
        }
        sources
    }
}

/// What stands against each figure: what it is, and the words of the other.
fn facing(figures: &[FigureRow], disputes: &[Dispute], at: usize) -> Vec<(bool, String)> {
    let assertion = figures[at].assertion;
    let mut found: Vec<(bool, String)> = Vec::new();
    for dispute in disputes {
        let other = match (dispute.a == assertion, dispute.b == assertion) {
            (true, false) => dispute.b,
            (false, true) => dispute.a,
            _ => continue,
        };
        for figure in figures.iter().filter(|figure| figure.assertion == other) {
            let one = (dispute.update, phrase(&figure.words));
            if !found.contains(&one) {
                found.push(one);
            }
        }
    }
    found.sort();
    found
}

fn chosen(told: &Figures, addresses: &[String], by: By, frame: &Frame) -> Chosen {
    let interface = frame.interface();
    let figures = &told.figures;
    let sources = Sources::of(figures, frame);
    let time = |figure: &FigureRow| match by {
        By::Published => figure.earliest,
        By::About => figure.about.as_deref().and_then(axis::second),
    };
    let mut rows = Vec::with_capacity(figures.len());
    let mut dots = Vec::new();
    let mut place_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, figure) in figures.iter().enumerate() {
        let facing = facing(figures, &told.disputes, at);
        let source = &sources.all[sources.of[at]];
        let level: Option<Level> = known(&figure.level);
        let certainty = level.map_or_else(
            || phrase(&figure.level),
            |level| format!("{} {}", sign(level), Label::Level(level).text(interface)),
        );
        let published =
            figure.published.as_deref().map(|given| (given.to_owned(), instant(given, interface)));
        if let (Some(time), Some(number), true) = (time(figure), figure.number(), dots.len() < DRAWN) {
            let when =
                published.as_ref().map_or_else(|| Told::Undated.text(interface), |(_, words)| words.clone());
            let title =
                [phrase(&figure.words), source.name.clone(), phrase(&figure.outlet), when, certainty.clone()];
            place_of.insert(at, dots.len());
            dots.push(Dot {
                time,
                number,
                kind: kind_of(figure),
                mark: source.mark.clone(),
                conflict: facing.iter().any(|(update, _)| !update),
                update: facing.iter().any(|(update, _)| *update),
                address: addresses.get(at).cloned().unwrap_or_default(),
                title: title.join(" · "),
            });
        }
        let about = figure.about.as_deref().map(|given| (given.to_owned(), axis::day(given, interface)));
        let in_words = |(update, words): (bool, String)| {
            (
                if update { "update" } else { "against" },
                format!(
                    "{} {}",
                    frame.say(if update { UPDATES } else { CONTRADICTS }),
                    Label::Quoted(&words).text(interface)
                ),
            )
        };
        rows.push(Row {
            published,
            about,
            words: phrase(&figure.words),
            class: source.class.clone(),
            mark: source.mark.clone(),
            source: source.name.clone(),
            outlet: phrase(&figure.outlet),
            address: addresses.get(at).cloned().unwrap_or_default(),
            certainty,
            claim: figure.claim,
            facing: facing.into_iter().map(in_words).collect(),
        });
    }
    let ticks = axis::ticks(&dots, interface);
    let undrawn = figures.len() - dots.len();
    let chart = Chart { name: frame.say(CHART).to_owned(), lines: lines(told, &place_of), dots, ticks };
    let counted =
        |count: usize, words: fn(usize, Interface) -> String| (count > 0).then(|| words(count, interface));
    Chosen {
        title: title(&told.series, interface),
        content: phrase(&told.series.title),
        chart: chart::svg(&chart),
        sources: sources.all,
        rows,
        undrawn: counted(undrawn, not_drawn),
        without: counted(told.without, without),
    }
}

/// The lines between dots, each once, from the earlier to the later.
fn lines(told: &Figures, place_of: &BTreeMap<usize, usize>) -> Vec<Line> {
    let places = |assertion| {
        let of_it = told.figures.iter().enumerate().filter(move |(_, figure)| figure.assertion == assertion);
        of_it.filter_map(|(at, _)| place_of.get(&at).copied()).next()
    };
    let ends = told.disputes.iter().filter_map(|dispute| {
        let (a, b) = (places(dispute.a)?, places(dispute.b)?);
        Some(Line { from: a.min(b), to: a.max(b), update: dispute.update })
    });
    let mut lines: Vec<Line> = ends.collect();
    lines.sort();
    lines.dedup();
    // Conflicts first, where there are more than a drawing shows.
    lines.sort_by_key(|line| line.update);
    lines.truncate(LINES);
    lines
}

fn not_drawn(count: usize, interface: Interface) -> String {
    match interface {
        Interface::French if count == 1 => {
            "Un chiffre n’a pas de date à cet axe : il n’est que dans le tableau.".into()
        }
        Interface::French => {
            format!("{count} chiffres n’ont pas de date à cet axe : ils ne sont que dans le tableau.")
        }
        Interface::English if count == 1 => {
            "One figure has no date on this axis: it is in the table only.".into()
        }
        Interface::English => {
            format!("{count} figures have no date on this axis: they are in the table only.")
        }
    }
}

fn without(count: usize, interface: Interface) -> String {
    match interface {
        Interface::French if count == 1 => {
            "Une assertion de ces affirmations ne donne pas ce chiffre.".into()
        }
        Interface::French => format!("{count} assertions de ces affirmations ne donnent pas ce chiffre."),
        Interface::English if count == 1 => "One assertion of these claims does not give this figure.".into(),
        Interface::English => format!("{count} assertions of these claims do not give this figure."),
    }
}

#[cfg(test)]
mod tests;
