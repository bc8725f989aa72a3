//! Watches: questions that are asked again whenever the ledger changes, and what was new in their answers since the last visit; as
//! a page, and as a feed ([`feed`]).

mod feed;

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, RawForm, RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use selon_ledger::{Error, Event, Ledger, News, Sent, Watch, Watches};
use selon_view::{Interface, Label, instant, phrase};
use serde::Deserialize;
use serde_json::json;

use super::shown;
use crate::asked::{Asked, Sort};
use crate::frame::Frame;
use crate::outgoing::is_web;
use crate::problem::Problem;
use crate::server::Desk;
use crate::watching;
use crate::words::{Words, words};

const HEADING: Words = words("Veilles", "Watches");
const ABOUT: Words = words(
    "Une veille est une question posée de nouveau chaque fois que le registre change : elle signale une affirmation, une origine, une contradiction ou un chiffre qui n’y était pas.",
    "A watch is a question that is asked again whenever the ledger changes: it tells of a claim, an origin, a contradiction or a figure that was not there.",
);
const NONE: Words = words("Aucune question n’est suivie.", "No question is watched.");
const NEW_ONE: Words = words("Suivre une question", "Watch a question");
const NAME: Words = words("Nom", "Name");
const QUESTION: Words = words(
    "Question : l’adresse d’une page d’affirmations (vide : toutes)",
    "Question: the address of a page of claims (empty: all of them)",
);
const WEBHOOK: Words = words(
    "Adresse à prévenir, par POST en JSON (facultative)",
    "Address to tell, by POST as JSON (optional)",
);
const WATCH: Words = words("Suivre", "Watch");
const SINCE: Words = words("Nouveau depuis la dernière visite", "New since the last visit");
const NOTHING_NEW: Words =
    words("Rien de nouveau depuis la dernière visite.", "Nothing new since the last visit.");
const BEFORE: Words = words("Auparavant", "Before");
const SEEN: Words = words("Marquer comme vu", "Mark as seen");
const END: Words = words("Ne plus suivre", "Watch no more");
const ASK: Words = words("Voir toutes les affirmations de cette question", "See all claims of this question");
const FEED: Words = words("Flux Atom", "Atom feed");
const BEGUN: Words = words("Suivie depuis", "Watched since");
const TELLS: Words = words("Prévient", "Tells");
const TOLD: Words = words("prévenu", "told");
const NOT_TOLD: Words = words("n’a pas pu être prévenu", "could not be told");
const MOST_RECENT: Words = words(
    "Cette question a plus de 5 000 affirmations : les plus récentes sont comparées.",
    "This question has more than 5,000 claims: the most recent ones are compared.",
);
const CLAIM: Words = words("Nouvelle affirmation", "New claim");
const ORIGIN: Words = words("Nouvelle origine", "New origin");
const CONTRADICTION: Words = words("Nouvelle contradiction", "New contradiction");
const UPDATE: Words = words("Chiffre ou état changé", "Changed figure or state");
const NO_NAME: Words = words("Donnez un nom à cette veille.", "Give this watch a name.");
const LONG_NAME: Words = words("Ce nom est trop long.", "This name is too long.");
const NO_WEBHOOK: Words = words(
    "L’adresse à prévenir n’est pas une adresse http ou https.",
    "The address to tell is no address of http or https.",
);
const TOO_MANY: Words = words("Il y a déjà deux cents veilles.", "There are two hundred watches already.");

/// Watches of a ledger.
const MOST: usize = 200;
/// Characters of a name, of an address to tell.
const LONGEST_NAME: usize = 200;
const LONGEST_ADDRESS: usize = 2000;
/// News that a page shows of each watch.
const SHOWN: u32 = 200;

/// Which address is answered by whom.
pub(crate) fn routes() -> Router<Arc<Desk>> {
    Router::new()
        .route("/watches", get(list).post(begin))
        .route("/watches/{id}", get(one))
        .route("/watches/{id}/seen", post(seen))
        .route("/watches/{id}/end", post(end))
        .route("/watches/{id}/feed.atom", get(feed::feed))
}

#[derive(Template)]
#[template(path = "watches.html")]
struct List {
    frame: Frame,
    watches: Vec<(Watch, usize)>,
    /// What the form begins with.
    question: String,
}

/// All watches, and how much is new.
async fn list(
    State(desk): State<Arc<Desk>>,
    RawQuery(query): RawQuery,
    frame: Frame,
) -> Result<Response, Problem> {
    let begun = |ledger: &Ledger| -> Result<Vec<(Watch, usize)>, Problem> {
        let counted = |watch: Watch| {
            let news = ledger.news(watch.id, ledger.news_seen(watch.id)?, SHOWN)?;
            Ok((watch, news.len()))
        };
        ledger.watches()?.into_iter().map(counted).collect::<Result<_, Error>>().map_err(Problem::from)
    };
    let watches = desk.ledgers().ask(begun).await?;
    let question = query.unwrap_or_default();
    let question = Asked::of(Some(&question)).map_err(Problem::malformed)?;
    let question = if question.is_unconditional() { String::new() } else { stripped(&question).at("/") };
    let title = frame.say(HEADING);
    Ok(shown(&List { frame: frame.titled(title), watches, question }))
}

/// A question without the order and the page, which change nothing of what is watched.
fn stripped(asked: &Asked) -> Asked {
    asked.with(|asked| asked.sort = Sort::default())
}

/// What the form for a new watch brings.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Begun {
    #[serde(default)]
    name: String,
    #[serde(default)]
    question: String,
    #[serde(default)]
    webhook: String,
}

/// Begins a watch.
async fn begin(
    State(desk): State<Arc<Desk>>,
    frame: Frame,
    RawForm(form): RawForm,
) -> Result<Response, Problem> {
    let begun: Begun =
        serde_html_form::from_bytes(&form).map_err(|error| Problem::malformed(error.to_string()))?;
    let name = phrase(&begun.name);
    if name.is_empty() {
        return Err(Problem::refused(NO_NAME));
    }
    if begun.name.chars().count() > LONGEST_NAME {
        return Err(Problem::refused(LONG_NAME));
    }
    let webhook = Some(begun.webhook.trim().to_owned()).filter(|webhook| !webhook.is_empty());
    if webhook.as_deref().is_some_and(|webhook| !is_web(webhook) || webhook.len() > LONGEST_ADDRESS) {
        return Err(Problem::refused(NO_WEBHOOK));
    }
    // The address of a page, or only what stands behind its question mark.
    let question = begun.question.trim();
    let query = match question.split_once('?') {
        Some((_, query)) => query,
        None if question.contains('=') => question,
        None => "",
    };
    let query = query.split('#').next().unwrap_or_default();
    let asked = Asked::of(Some(query)).map_err(Problem::malformed)?;
    let question = stripped(&asked).at("").trim_start_matches('?').to_owned();
    let path = desk.ledgers().path().to_owned();
    let write = move || {
        let watches = Watches::open(&path)?;
        if watches.ledger().watches()?.len() >= MOST {
            return Err(Problem::refused(TOO_MANY));
        }
        let known = watches.ledger().claims(&watching::question(&asked))?;
        Ok(watches.add(&name, &question, webhook.as_deref(), &known)?)
    };
    let id = tokio::task::spawn_blocking(write).await.map_err(|_| Problem::panic())??;
    let address = format!("/watches/{id}");
    if frame.wants_json() {
        let begun = Json(json!({"id": id, "address": address}));
        return Ok((StatusCode::CREATED, begun).into_response());
    }
    Ok(Redirect::to(&address).into_response())
}

#[derive(Template)]
#[template(path = "watch.html")]
struct One {
    frame: Frame,
    watch: Watch,
    /// Of the page that the question is asked on.
    address: String,
    is_cut: bool,
    news: Vec<Shown>,
    before: Vec<Shown>,
    last: i64,
    sent: Option<Sent>,
}

impl One {
    fn instant(&self, given: &str) -> String {
        instant(given, self.frame.interface())
    }
}

/// An event as it is shown.
struct Shown {
    event: Event,
    kind: &'static str,
    title: String,
    counts: String,
    at: String,
}

impl Shown {
    fn of(event: Event, interface: Interface) -> Shown {
        let kind = kind(event.kind).text(interface);
        let (title, counts) = (phrase(&event.title), counts(&event, interface));
        let at = instant(&event.at, interface);
        Shown { event, kind, title, counts, at }
    }

    fn class(&self) -> &'static str {
        match self.event.kind {
            News::Claim => "claim",
            News::Origin => "origins",
            News::Contradiction => "against",
            News::Update => "update",
        }
    }
}

fn kind(news: News) -> Words {
    match news {
        News::Claim => CLAIM,
        News::Origin => ORIGIN,
        News::Contradiction => CONTRADICTION,
        News::Update => UPDATE,
    }
}

/// What a claim came to when something was new in it.
fn counts(event: &Event, interface: Interface) -> String {
    let Event { outlets, at_least, at_most, contradictions, updates, .. } = *event;
    let count = |count: u32| count as usize;
    let label = |label: Label<'_>| label.text(interface);
    let mut facts = vec![
        label(Label::Outlets(count(outlets))),
        label(Label::Origins { at_least: count(at_least), at_most: count(at_most) }),
    ];
    if contradictions > 0 {
        facts.push(label(Label::Contradictions(count(contradictions))));
    }
    if updates > 0 {
        facts.push(label(Label::Updates(count(updates))));
    }
    facts.join(" · ")
}

/// A watch with what was new.
struct Found {
    watch: Watch,
    seen: i64,
    news: Vec<Event>,
    sent: Option<Sent>,
    /// How many claims its question has, as far as they are compared.
    compared: usize,
}

fn found(ledger: &Ledger, id: i64) -> Result<Found, Problem> {
    let watch = ledger.watch(id)?.ok_or_else(Problem::not_found)?;
    let asked = Asked::of(Some(&watch.question)).map_err(Problem::malformed)?;
    Ok(Found {
        seen: ledger.news_seen(id)?,
        news: ledger.news(id, 0, SHOWN)?,
        sent: ledger.last_sent(id)?,
        compared: ledger.claims(&watching::question(&asked))?.len(),
        watch,
    })
}

/// What is new for one watch, and what was before.
async fn one(State(desk): State<Arc<Desk>>, Path(id): Path<i64>, frame: Frame) -> Result<Response, Problem> {
    let Found { watch, seen, news, sent, compared } =
        desk.ledgers().ask(move |ledger| found(ledger, id)).await?;
    let interface = frame.interface();
    let last = news.first().map_or(0, |event| event.id);
    let (news, before): (Vec<_>, Vec<_>) =
        news.into_iter().map(|event| Shown::of(event, interface)).partition(|shown| shown.event.id > seen);
    let asked = Asked::of(Some(&watch.question)).map_err(Problem::malformed)?;
    let is_cut = compared >= watching::COMPARED as usize;
    let frame = frame.titled(phrase(&watch.name));
    Ok(shown(&One { frame, address: asked.at("/"), watch, is_cut, news, before, last, sent }))
}

/// Which event was the last that somebody saw.
#[derive(Deserialize)]
struct Last {
    event: i64,
}

/// Somebody has seen what is new.
async fn seen(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<i64>,
    RawForm(form): RawForm,
) -> Result<Response, Problem> {
    let Last { event } =
        serde_html_form::from_bytes(&form).map_err(|error| Problem::malformed(error.to_string()))?;
    changed(&desk, id, move |watches| watches.visit(id, event)).await
}

/// Somebody wants to hear of it no more.
async fn end(State(desk): State<Arc<Desk>>, Path(id): Path<i64>) -> Result<Response, Problem> {
    changed(&desk, id, move |watches| watches.end(id)).await
}

/// Changes a watch and leads to the list.
async fn changed(
    desk: &Desk,
    id: i64,
    change: impl FnOnce(&Watches) -> Result<(), Error> + Send + 'static,
) -> Result<Response, Problem> {
    let path = desk.ledgers().path().to_owned();
    let write = move || {
        let watches = Watches::open(&path)?;
        watches.ledger().watch(id)?.ok_or_else(Problem::not_found)?;
        change(&watches).map_err(Problem::from)
    };
    tokio::task::spawn_blocking(write).await.map_err(|_| Problem::panic())??;
    Ok(Redirect::to("/watches").into_response())
}

#[cfg(test)]
mod tests;
