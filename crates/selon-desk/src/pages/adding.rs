//! Adding: files, a text or an address in, and how far that is; one article read for a first try, without keeping it.

use std::sync::Arc;

use askama::Template;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use selon_view::html::Section;
use serde_json::json;
use tokio::sync::Semaphore;

use super::shown;
use crate::adding::{self, Addition, Phase, State as Reached, received};
use crate::frame::Frame;
use crate::problem::Problem;
use crate::server::Desk;
use crate::words::{Words, words};

const HEADING: Words = words("Ajouter des articles", "Add articles");
const FILES: Words = words("Fichiers", "Files");
const FILES_HELP: Words = words(
    "Textes, pages web, flux, JSON Lines, archives WARC, aussi compressés (.gz) ; 512 Mo à la fois.",
    "Texts, web pages, feeds, JSON Lines, WARC archives, also compressed (.gz); 512 MB at once.",
);
const CHOOSE: Words = words("Choisissez des fichiers ou déposez-les ici", "Choose files or drop them here");
const PASTE: Words = words("Un texte", "A text");
const TEXT: Words = words("Texte de l’article", "Text of the article");
const TITLE: Words = words("Titre (facultatif)", "Title (optional)");
const OUTLET: Words = words("Média (facultatif)", "Outlet (optional)");
const PUBLISHED: Words = words(
    "Date de publication (facultative), par exemple 2022-01-09",
    "Date of publication (optional), such as 2022-01-09",
);
const URL: Words = words("Adresse de l’article (facultative)", "Address of the article (optional)");
const ADD: Words = words("Ajouter au registre", "Add to the ledger");
const READ: Words = words("Lire sans rien garder", "Read without keeping anything");
const ADDRESS: Words = words("Un flux ou une page du web", "A feed or a page of the web");
const ADDRESS_LABEL: Words = words("Adresse (http ou https)", "Address (http or https)");
const ADDRESS_HELP: Words = words(
    "Selon y va une fois, maintenant ; il ne se connecte à rien sans qu’on le lui demande.",
    "Selon goes there once, now; it connects to nothing unless it is asked to.",
);
const FETCH: Words = words("Aller chercher et ajouter", "Fetch and add");
const LATEST: Words = words("Derniers ajouts", "Latest additions");
const NOT_HERE: Words = words(
    "Ce bureau ne peut rien ajouter : le programme qui l’a ouvert ne lit pas d’articles.",
    "This desk can add nothing: the program that opened it reads no articles.",
);
const LOCKED: Words = words("Ce registre ne peut être que lu ici.", "This ledger can only be read here.");
const ADDITION: Words = words("Ajout", "Addition");
const WAITING: Words =
    words("En attente : un autre ajout est en cours.", "Waiting: another addition is going on.");
const READING: Words = words("Lecture en cours", "Reading");
const REFRESH: Words = words("Actualiser", "Refresh");
const DONE: Words = words("Terminé", "Done");
const STOPPED: Words = words("Interrompu", "Stopped");
const ARTICLES: Words = words("articles lus", "articles read");
const A_SECOND: Words = words("par seconde", "a second");
const ADDED: Words = words("ajoutés", "added");
const KNOWN: Words = words("déjà là", "already there");
const FAILED: Words = words("illisibles", "unreadable");
const FAILURES: Words = words("Ce qui n’a pas pu être lu", "What could not be read");
const CLAIMS: Words = words("Voir les affirmations", "See the claims");
const MORE: Words = words("Ajouter autre chose", "Add something else");
const NOT_KEPT: Words = words(
    "Lu sans être gardé : rien n’est entré dans le registre.",
    "Read without being kept: nothing went into the ledger.",
);
const READ_HEADING: Words = words("Lecture d’un texte", "Reading of a text");

/// The bytes of a request to read one article.
const LARGEST_TEXT: usize = 2 << 20;

/// Texts that are read at once for a first try; others wait.
static READINGS: Semaphore = Semaphore::const_new(2);

/// Whether an address is one where files come or articles are read, which takes the time it takes.
pub(crate) fn takes_its_time(path: &str) -> bool {
    matches!(path, "/add" | "/read")
}

/// Which address is answered by whom.
pub(crate) fn routes() -> Router<Arc<Desk>> {
    let limit = DefaultBodyLimit::max;
    Router::new()
        .route("/add", get(page).post(add).layer(limit(adding::LARGEST)))
        .route("/read", post(read).layer(limit(LARGEST_TEXT)))
        .route("/additions/{id}", get(addition))
}

#[derive(Template)]
#[template(path = "add.html")]
struct Page {
    frame: Frame,
    /// Whether somebody here reads articles.
    is_possible: bool,
    latest: Vec<Arc<Addition>>,
}

async fn page(State(desk): State<Arc<Desk>>, frame: Frame) -> Response {
    let title = frame.say(HEADING);
    let latest = desk.additions().latest(10);
    shown(&Page { frame: frame.titled(title), is_possible: desk.intake().is_ok(), latest })
}

/// Takes what is given and leads to how far it is.
async fn add(
    State(desk): State<Arc<Desk>>,
    frame: Frame,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    let intake = Arc::clone(desk.intake()?);
    let form = received(within(form, &headers, adding::LARGEST)?).await?;
    let (outgoing, given) = (Arc::clone(desk.outgoing()), form.given()?);
    let watched = Arc::clone(&desk);
    let added = move || {
        watched.ledgers().added();
        watched.watching().added();
    };
    let addition = desk.additions().begin(intake, outgoing, given, desk.closing(), added)?;
    let address = format!("/additions/{}", addition.id);
    if frame.wants_json() {
        let begun = Json(json!({"id": addition.id, "address": address}));
        return Ok((StatusCode::ACCEPTED, begun).into_response());
    }
    Ok(Redirect::to(&address).into_response())
}

/// A form, unless it says that it is too large: then nothing of it is read.
fn within(
    form: Result<Multipart, MultipartRejection>,
    headers: &HeaderMap,
    largest: usize,
) -> Result<Multipart, Problem> {
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > largest as u64) {
        return Err(Problem::too_large());
    }
    form.map_err(|rejection| Problem::malformed(rejection.body_text()))
}

#[derive(Template)]
#[template(path = "read.html")]
struct Read {
    frame: Frame,
    section: Section,
}

/// Reads one article and keeps nothing.
async fn read(
    State(desk): State<Arc<Desk>>,
    frame: Frame,
    headers: HeaderMap,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Problem> {
    let intake = Arc::clone(desk.intake()?);
    let source = received(within(form, &headers, LARGEST_TEXT)?).await?.pasted()?;
    let interface = frame.interface();
    let _turn = READINGS.acquire().await.map_err(|_| Problem::too_many())?;
    let work = move || intake.read(&source);
    let reading = tokio::task::spawn_blocking(work).await.map_err(|_| Problem::panic())?;
    let reading = reading.map_err(|reason| Problem::not_read(reason.text(interface)))?;
    if frame.wants_json() {
        return Ok(Json(reading).into_response());
    }
    let title = frame.say(READ_HEADING);
    Ok(shown(&Read { frame: frame.titled(title), section: Section::new(1, &reading, interface) }))
}

#[derive(Template)]
#[template(path = "addition.html")]
struct Shown {
    frame: Frame,
    addition: Arc<Addition>,
    state: Reached,
}

impl Shown {
    fn counts(&self) -> [(u64, &'static str); 3] {
        let summary = self.state.summary;
        let counts = [(summary.added, ADDED), (summary.known, KNOWN), (summary.failed, FAILED)];
        counts.map(|(count, words)| (count, self.frame.say(words)))
    }

    fn per_cent(&self) -> u64 {
        (self.state.done * 100).checked_div(self.state.total).unwrap_or(0).min(100)
    }
}

/// How far an addition is. Without scripts the page comes again by itself until the end.
async fn addition(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<u64>,
    frame: Frame,
) -> Result<Response, Problem> {
    let addition = desk.additions().get(id).ok_or_else(Problem::not_found)?;
    let title = format!("{} {id}", frame.say(ADDITION));
    let state = addition.state();
    Ok(shown(&Shown { frame: frame.titled(title), addition, state }))
}
