//! Figures: what is counted, through time, by whoever tells it; conflicts and updates told apart.

mod axis;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use selon_ledger::query::{Dispute, FigureRow, Figures, Series};
use selon_ledger::{AssertionId, Ledger};
use selon_record::{Level, SourceKind};
use selon_view::html::{kind_class, letter};
use selon_view::{Interface, Label, Told, instant, phrase, sign};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use super::answered;
use crate::asked::{fields, filled};
use crate::drawing::chart::{self, Chart, Dot, Line};
use crate::evidence::address;
use crate::frame::Frame;
use crate::ledgers::Ledgers;
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

/// Series that are known, and those to choose from on the page.
const SERIES: u32 = 200;
const CHOICES: usize = 60;
/// Figures on a page, lines between them, and others that stand opposite each.
const PAGE: usize = 150;
const LINES: usize = 80;
const OPPOSITE: usize = 4;

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
    /// Which of the pages of a long series, from 1.
    #[serde(skip_serializing_if = "is_first")]
    page: usize,
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

/// Whether this is the first page: 0 where none is asked for.
fn is_first(page: &usize) -> bool {
    *page <= 1
}

impl Asked {
    /// The address of a page that asks this.
    fn at(&self) -> String {
        format!("/figures?{}", serde_html_form::to_string(self).unwrap_or_default())
    }

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
    previous: Option<String>,
    next: Option<String>,
}

/// A series that is shown.
struct Chosen {
    title: String,
    content: String,
    chart: String,
    sources: Vec<Source>,
    rows: Vec<Row>,
    /// Which of all, where there are more.
    part: Option<String>,
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
    let ledgers = Arc::clone(desk.ledgers());
    let of = asked.series;
    let ask = move |ledger: &Ledger| {
        let series = series(&ledgers, ledger)?;
        let figures = match of.or(series.first().map(|first| first.series)) {
            Some(of) => figures(&ledgers, ledger, of)?,
            None => Arc::new(None),
        };
        Ok((series, figures))
    };
    let (series, figures) = desk.ledgers().ask(ask).await?;
    let figures = match (&*figures, asked.series) {
        (None, Some(_)) => return Err(Problem::not_found()),
        (figures, _) => figures.as_ref(),
    };
    let interface = frame.interface();
    let chosen_series = figures.map(|figures| figures.series.series);
    let choice = |one: &Series| Choice {
        series: one.series,
        title: title(one, interface),
        facts: facts(one, interface),
        is_chosen: Some(one.series) == chosen_series,
        address: Asked { series: Some(one.series), by: asked.by, page: 1 }.at(),
    };
    let pages = figures.map_or(1, |figures| figures.figures.len().div_ceil(PAGE).max(1));
    let page = asked.page.max(1);
    if page > pages {
        return Err(Problem::not_found());
    }
    let at = |page| Asked { page, ..asked.clone() }.at();
    let heading = frame.say(HEADING);
    Ok(Page {
        choices: series.iter().take(CHOICES).map(choice).collect(),
        chosen: figures.map(|figures| chosen(figures, page, asked.by, &frame)),
        previous: (page > 1).then(|| at(page - 1)),
        next: (page < pages).then(|| at(page + 1)),
        asked,
        frame: frame.titled(heading),
    })
}

/// The series of a ledger, those with most conflicts first.
///
/// # Errors
/// It cannot be read.
pub(crate) fn series(ledgers: &Arc<Ledgers>, ledger: &Ledger) -> Result<Arc<Vec<Series>>, Problem> {
    ledgers.remembered(ledger, "series".to_owned(), |ledger| Ok(ledger.series(Some(SERIES))?))
}

/// The figures of the series that a claim is part of.
///
/// # Errors
/// The ledger cannot be read.
pub(crate) fn figures(
    ledgers: &Arc<Ledgers>,
    ledger: &Ledger,
    claim: i64,
) -> Result<Arc<Option<Figures>>, Problem> {
    ledgers.remembered(ledger, format!("figures {claim}"), move |ledger| Ok(ledger.figures(claim)?))
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
        let mut places: HashMap<(SourceKind, String), usize> = HashMap::new();
        for figure in figures {
            let kind = kind_of(figure);
            let name = match &figure.source {
                Some(source) => phrase(source),
                None => format!("{} ({})", phrase(&figure.outlet), frame.say(OWN_VOICE)),
            };
            let place = *places.entry((kind, name.to_lowercase())).or_insert_with(|| {
                let mark = format!("{}{}", letter(kind), sources.all.len() + 1);
                sources.all.push(Source { class: kind_class(kind), mark, name });
                sources.all.len() - 1
            });
            sources.of.push(place);
        }
        sources
    }
}

/// What stands against each assertion of a series.
struct Facing<'f> {
    /// Whether it is of another moment, and the other assertion.
    of: HashMap<AssertionId, Vec<(bool, AssertionId)>>,
    words: HashMap<AssertionId, Vec<&'f str>>,
}

impl<'f> Facing<'f> {
    fn new(told: &'f Figures) -> Facing<'f> {
        let mut facing = Facing { of: HashMap::new(), words: HashMap::new() };
        for Dispute { a, b, update } in &told.disputes {
            facing.of.entry(*a).or_default().push((*update, *b));
            facing.of.entry(*b).or_default().push((*update, *a));
        }
        for figure in &told.figures {
            facing.words.entry(figure.assertion).or_default().push(&figure.words);
        }
        facing
    }

    /// What stands against an assertion, conflicts first: whether it is of another moment, and its words, each once.
    fn of(&self, assertion: AssertionId) -> BTreeSet<(bool, &'f str)> {
        let others = self.of.get(&assertion).into_iter().flatten();
        let words = |&(update, other)| {
            let words = self.words.get(&other).into_iter().flatten();
            words.map(move |&words| (update, words))
        };
        others.flat_map(words).collect()
    }
}

/// Figures that stand opposite, in words: the first of them, and how many more there are.
fn opposite(facing: &BTreeSet<(bool, &str)>, frame: &Frame) -> Vec<(&'static str, String)> {
    let interface = frame.interface();
    let in_words = |(update, words): &(bool, &str)| {
        let (class, verb) = if *update { ("update", UPDATES) } else { ("against", CONTRADICTS) };
        (class, format!("{} {}", frame.say(verb), Label::Quoted(&phrase(words)).text(interface)))
    };
    let more = facing.len().saturating_sub(OPPOSITE);
    let more = (more > 0).then(|| ("dim", Label::More(more).text(interface)));
    facing.iter().take(OPPOSITE).map(in_words).chain(more).collect()
}

/// A page of the figures of a series.
fn chosen(told: &Figures, page: usize, by: By, frame: &Frame) -> Chosen {
    let interface = frame.interface();
    let all = told.figures.len();
    let shown = (page - 1) * PAGE..(page * PAGE).min(all);
    let figures = &told.figures[shown.clone()];
    let sources = Sources::of(figures, frame);
    let against = Facing::new(told);
    let time = |figure: &FigureRow| match by {
        By::Published => figure.earliest,
        By::About => figure.about.as_deref().and_then(axis::second),
    };
    let mut rows = Vec::with_capacity(figures.len());
    let mut dots = Vec::new();
    let mut place_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, figure) in figures.iter().enumerate() {
        let facing = against.of(figure.assertion);
        let source = &sources.all[sources.of[at]];
        let level: Option<Level> = known(&figure.level);
        let certainty = level.map_or_else(
            || phrase(&figure.level),
            |level| format!("{} {}", sign(level), Label::Level(level).text(interface)),
        );
        let published =
            figure.published.as_deref().map(|given| (given.to_owned(), instant(given, interface)));
        let address = address(figure.article.0, figure.assertion.0);
        if let (Some(time), Some(number)) = (time(figure), figure.number()) {
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
                address: address.clone(),
                title: title.join(" · "),
            });
        }
        rows.push(Row {
            published,
            about: figure.about.as_deref().map(|given| (given.to_owned(), axis::day(given, interface))),
            words: phrase(&figure.words),
            class: source.class.clone(),
            mark: source.mark.clone(),
            source: source.name.clone(),
            outlet: phrase(&figure.outlet),
            address,
            certainty,
            claim: figure.claim,
            facing: opposite(&facing, frame),
        });
    }
    let ticks = axis::ticks(&dots, interface);
    let undrawn = figures.len() - dots.len();
    let lines = lines(figures, &told.disputes, &place_of);
    let chart = Chart { name: frame.say(CHART).to_owned(), lines, dots, ticks };
    let counted =
        |count: usize, words: fn(usize, Interface) -> String| (count > 0).then(|| words(count, interface));
    Chosen {
        title: title(&told.series, interface),
        content: phrase(&told.series.title),
        chart: chart::svg(&chart),
        sources: sources.all,
        rows,
        part: (figures.len() < all).then(|| part(shown.start + 1, shown.end, all, interface)),
        undrawn: counted(undrawn, not_drawn),
        without: counted(told.without, without),
    }
}

/// The lines between dots, each once, from the earlier to the later.
fn lines(figures: &[FigureRow], disputes: &[Dispute], place_of: &BTreeMap<usize, usize>) -> Vec<Line> {
    let mut places: HashMap<AssertionId, usize> = HashMap::new();
    for (at, place) in place_of {
        places.entry(figures[*at].assertion).or_insert(*place);
    }
    let ends = disputes.iter().filter_map(|dispute| {
        let (a, b) = (*places.get(&dispute.a)?, *places.get(&dispute.b)?);
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

/// « Chiffres 151 à 300 sur 571, par date de publication »
fn part(first: usize, last: usize, all: usize, interface: Interface) -> String {
    let [first, last, all] = [first, last, all].map(|count| Label::Number(count as f64).text(interface));
    match interface {
        Interface::French => {
            format!("Chiffres {first} à {last} sur {all}, dans l’ordre de leur publication.")
        }
        Interface::English => {
            format!("Figures {first} to {last} of {all}, in the order of their publication.")
        }
    }
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
