//! An article: its untouched text with what it asserts, where it comes from, whose words it has, and its original bytes.

mod bytes;
mod shared;
mod words;

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use selon_kb::Base;
use selon_ledger::query::{ArticleRow, InClaim, Provenance};
use selon_ledger::{ArticleId, Ledger, StoredArticle};
use selon_record::Reading;
use selon_view::html::{Beside, Pointer, Section, anchor, legend, parts, whereabouts};
use selon_view::{Interface, Label, instant, own_name, phrase};
use serde::Deserialize;

use self::shared::Shared;
use super::{key_in_query, shown};
use crate::asked::fields;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::server::Desk;
use crate::words::Words;

pub(crate) use bytes::{original, text};

/// Bytes of text on a page, and beginnings of assertions. Hardly an article of the press is longer.
const PART_BYTES: usize = 60_000;
const PART_ASSERTIONS: usize = 400;

/// Assertions on a page at most, where many begin at one place; rows of any of its lists.
const MOST: usize = 500;

/// Other articles whose words it shares.
const MOST_SHARED: u32 = 50;

/// Which part of a long article: by its number, or the one with an assertion of the ledger.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    part: Option<usize>,
    assertion: Option<i64>,
}

#[derive(Template)]
#[template(path = "article.html")]
struct Page {
    frame: Frame,
    heading: String,
    legend: String,
    section: Section,
    is_read: bool,
    /// Number, address and whether it is this one, of each part of a long article.
    parts: Vec<(usize, String, bool)>,
    part: Option<String>,
    facts: Vec<Fact>,
    credits: Vec<(String, &'static str)>,
    versions: Vec<(Words, String, String, String)>,
    shared: Vec<Shared>,
    shared_more: Option<String>,
    text: String,
    data: String,
    original: Option<String>,
}

/// Something known of the article.
struct Fact {
    what: Words,
    words: String,
    /// Where it leads.
    address: Option<String>,
    /// Whether it is a hash.
    is_code: bool,
}

pub(crate) async fn page(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    frame: Frame,
) -> Response {
    match answer(&desk, &id, query.as_deref(), frame.clone()).await {
        Ok(Found::Place(address)) => Redirect::to(&address).into_response(),
        Ok(Found::Page(page)) => shown(&*page),
        Err(problem) => problem.page(frame),
    }
}

/// The number in an address.
pub(crate) fn number(id: &str) -> Result<ArticleId, Problem> {
    id.parse().map(ArticleId).map_err(|_| Problem::not_found())
}

/// What an address leads to.
enum Found {
    /// The article, or a part of it.
    Page(Box<Page>),
    /// A place in it.
    Place(String),
}

async fn answer(desk: &Desk, id: &str, query: Option<&str>, frame: Frame) -> Result<Found, Problem> {
    let id = number(id)?;
    let asked: Asked = fields(query.unwrap_or_default())?;
    let base = desk.base();
    let ask = move |ledger: &Ledger| match asked.assertion {
        Some(assertion) => place(ledger, id, assertion).map(Found::Place),
        None => Page::of(ledger, id, asked.part, base, frame).map(Box::new).map(Found::Page),
    };
    desk.ledgers().ask(ask).await
}

/// Where the words of an assertion of the ledger are in its article: the part, and the anchor there.
fn place(ledger: &Ledger, id: ArticleId, assertion: i64) -> Result<String, Problem> {
    let reading = ledger.reading(id)?.ok_or_else(Problem::not_found)?;
    let at = ledger.in_claims(id)?.iter().position(|of| of.assertion.0 == assertion);
    let (nth, at) = at.and_then(|at| whereabouts(&reading, at)).ok_or_else(Problem::not_found)?;
    let ranges = parts(&reading, PART_BYTES, PART_ASSERTIONS);
    let part = ranges.partition_point(|range| range.end <= at).min(ranges.len() - 1);
    let part = if ranges.len() > 1 { format!("?part={}", part + 1) } else { String::new() };
    Ok(format!("/articles/{id}{part}#{}", anchor(nth)))
}

impl Page {
    fn of(
        ledger: &Ledger,
        id: ArticleId,
        part: Option<usize>,
        base: &Base,
        frame: Frame,
    ) -> Result<Page, Problem> {
        let interface = frame.interface();
        let Some(stored) = ledger.article(id)? else { return Err(Problem::not_found()) };
        let reading = ledger.reading(id)?;
        let is_read = reading.is_some();
        let reading = reading.unwrap_or_else(|| Reading::new(stored.article.clone()));
        let in_claims = ledger.in_claims(id)?;
        let (shared, count) = ledger.shared_words(id, MOST_SHARED)?;
        let provenance = ledger.provenance(id)?;
        let ranges = parts(&reading, PART_BYTES, PART_ASSERTIONS);
        let nth = match part {
            Some(part) if (1..=ranges.len()).contains(&part) => part - 1,
            Some(_) => return Err(Problem::not_found()),
            None => 0,
        };
        let numbered = (1..).zip(&shared);
        let copied = numbered
            .flat_map(|(number, shared)| shared.passages.iter().map(move |(here, _)| (*here, number)));
        let beside = Beside {
            claims: in_claims.iter().map(|of| pointer(of, interface)).collect(),
            copied: copied.collect(),
            entities: Some("/?entity="),
            part: ranges[nth].clone(),
            most: MOST,
        };
        let section = Section::with(1, &reading, interface, &beside);
        let row = |row: &ArticleRow| {
            let way = if row.article > id { words::LATER } else { words::EARLIER };
            let title = row.title.as_deref().map(phrase).unwrap_or_else(|| untitled(interface));
            (way, format!("/articles/{}", row.article), title, told(row, interface))
        };
        let is_long = ranges.len() > 1;
        let outlet = own_name(&reading, interface);
        Ok(Page {
            heading: format!("{} · {outlet}", frame.say(words::ARTICLE)),
            legend: legend(interface),
            is_read,
            part: is_long.then(|| words::part(interface, nth + 1, ranges.len())),
            parts: (1..=ranges.len())
                .filter(|_| is_long)
                .map(|part| (part, format!("/articles/{id}?part={part}"), part == nth + 1))
                .collect(),
            facts: facts(&stored, provenance.as_ref(), base, interface),
            credits: credits(&stored, interface),
            versions: ledger.versions_of(id)?.iter().map(row).collect(),
            shared_more: (count as usize > shared.len())
                .then(|| words::first_of(interface, shared.len(), count)),
            shared: (1..)
                .zip(&shared)
                .map(|(number, shared)| Shared::of(number, shared, &stored.article.text, interface))
                .collect(),
            text: format!("/articles/{id}/text"),
            data: format!("/api/articles/{id}"),
            original: provenance
                .is_some_and(|provenance| provenance.original.is_some())
                .then(|| format!("/articles/{id}/original")),
            frame: frame.titled(section.title.clone()),
            section,
        })
    }

    /// How many assertions in the article's own voice can be shown.
    fn own_voice(&self) -> Option<String> {
        let count = self.section.own_voice;
        (count > 0).then(|| Label::ShowOwnVoice(count).text(self.frame.interface()))
    }
}

fn untitled(interface: Interface) -> String {
    Label::Untitled.text(interface)
}

/// Where the claim of an assertion is, and how widely it is carried.
fn pointer(of: &InClaim, interface: Interface) -> Option<Pointer> {
    let claim = of.claim?;
    let words = match &of.carried {
        Some(carried) => words::carried(carried, interface),
        None => return None, // nobody else has it: its page would say no more
    };
    Some(Pointer { address: format!("/claims/{claim}"), words })
}

/// Outlet and date of an article in a list.
pub(crate) fn told(row: &ArticleRow, interface: Interface) -> String {
    let outlet = phrase(row.outlet.as_deref().unwrap_or(&row.voice));
    let published = row.published.as_deref().map(|date| instant(date, interface));
    [Some(outlet), published].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn credits(stored: &StoredArticle, interface: Interface) -> Vec<(String, &'static str)> {
    let credits = stored.article.credits.iter().take(MOST);
    credits.map(|credit| (phrase(&credit.agency), words::credit(credit.form).text(interface))).collect()
}

fn facts(
    stored: &StoredArticle,
    provenance: Option<&Provenance>,
    base: &Base,
    interface: Interface,
) -> Vec<Fact> {
    let article = &stored.article;
    let fact = |what, words: String| Fact { what, words, address: None, is_code: false };
    let mut facts = Vec::new();
    let outlet = article.outlet.as_deref().map(phrase).or_else(|| {
        let known = base.entry(stored.outlet_kb.as_deref()?)?;
        Some(known.name(interface.code()).to_owned())
    });
    facts.extend(outlet.map(|outlet| Fact {
        address: Some(format!("/sources?outlet={}", key_in_query(&stored.voice))),
        ..fact(words::OUTLET, outlet)
    }));
    facts.extend(article.byline.as_deref().map(|byline| fact(words::BYLINE, phrase(byline))));
    let published = article.published.as_deref().map(|date| {
        let of = article.dated.map(|dated| words::dated(dated).text(interface));
        [Some(instant(date, interface)), of.map(str::to_owned)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ")
    });
    facts.push(fact(
        words::PUBLISHED,
        published.unwrap_or_else(|| words::NOT_DATED.text(interface).to_owned()),
    ));
    if article.language != selon_record::Article::UNDETERMINED {
        facts.push(fact(words::LANGUAGE, phrase(interface.language_name(&article.language))));
    }
    facts.push(fact(words::PLACE, phrase(&stored.place)));
    if let Some(provenance) = provenance {
        facts.push(fact(words::ADDED, instant(&provenance.added, interface)));
        let hash = |what, hash: &[u8; 32], after: String| Fact {
            is_code: true,
            ..fact(what, hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>() + &after)
        };
        facts.push(hash(words::KEY, &provenance.key, String::new()));
        facts.extend(provenance.original.as_ref().map(|original| {
            let kind = original.media_type.as_deref().map(|kind| format!(", {}", phrase(kind)));
            let size = format!(" ({} B{})", original.size, kind.unwrap_or_default());
            hash(words::HASH, &original.sha256, size)
        }));
    }
    facts
}

#[cfg(test)]
mod tests;
