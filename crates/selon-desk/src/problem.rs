//! What went wrong, told as a page or as JSON (RFC 9457), in the reader's language.

use askama::Template;
use axum::Json;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use selon_ledger::{EditError, Error};
use selon_view::Interface;
use serde::Serialize;
use utoipa::ToSchema;

use crate::frame::Frame;
use crate::words::{Words, words};

/// Why a request has no answer.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    what: Words,
    /// What is added to it, as it is: the ledger's own words, a name.
    detail: Option<String>,
}

const MISSING: Words = words("Il n’y a plus de registre à cet endroit.", "There is no ledger here any more.");
const NEWER: Words = words(
    "Ce registre a été écrit par une version plus récente de Selon.",
    "A later version of Selon wrote this ledger.",
);
const OLDER: Words = words(
    "Ce registre est d’une version antérieure ; ajoutez-y quelque chose pour le mettre à jour.",
    "This ledger is of an earlier version; adding to it brings it up to date.",
);
const BUSY: Words = words(
    "Un autre programme écrit dans ce registre. Réessayez dans un instant.",
    "Another program is writing to this ledger. Try again in a moment.",
);
const TAKES_TOO_LONG: Words = words(
    "Cette question prend trop de temps ; restreignez-la.",
    "This question takes too long; narrow it down.",
);
const DAMAGED: Words = words("Ce registre est endommagé.", "This ledger is damaged.");
const READ_ONLY: Words = words("Ce registre ne peut être que lu.", "This ledger can only be read.");
const FULL: Words = words("Il n’y a plus de place sur le disque.", "There is no space left on the disk.");
const UNREADABLE: Words = words("Le registre ne peut pas être lu.", "The ledger cannot be read.");
const NOT_FOUND: Words = words("Il n’y a rien à cette adresse.", "There is nothing at this address.");
const NOT_ALLOWED: Words = words("Cela ne se fait pas à cette adresse.", "This is not done at this address.");
const MALFORMED: Words = words("Cette question n’a pas de sens.", "This question makes no sense.");
const NO_CLAIM: Words = words("Aucune affirmation ne porte ce numéro.", "No claim has this number.");
const NO_ARTICLE: Words = words("Aucun article ne porte ce numéro.", "No article has this number.");
const NO_DECISION: Words =
    words("Aucune décision en vigueur ne porte ce numéro.", "No decision of this number stands.");
const NOTHING: Words = words("Cela ne changerait rien.", "This would change nothing.");
const FORBIDDEN: Words = words("Cette demande vient d’ailleurs.", "This request comes from elsewhere.");
const UNAUTHORISED: Words = words(
    "Ce bureau demande un jeton : ouvrez l’adresse que `selon desk` a imprimée.",
    "This desk asks for a token: open the address that `selon desk` printed.",
);
const TOO_LARGE: Words = words("C’est trop grand.", "This is too large.");
const TOO_MANY: Words = words("Trop de demandes à la fois.", "Too many requests at once.");
const LONG_ADDRESS: Words = words("Cette adresse est trop longue.", "This address is too long.");
const TOO_OFTEN: Words = words(
    "Trop de changements en peu de temps. Réessayez dans une minute.",
    "Too many changes in a short time. Try again in a minute.",
);
const TOO_SLOW: Words = words("L’envoi s’est arrêté en chemin.", "The upload stopped on the way.");
const TOO_LATE: Words =
    words("La réponse prend trop de temps. Réessayez.", "The answer takes too long. Try again.");
const NO_ADDING: Words = words("Ce bureau ne peut rien ajouter.", "This desk can add nothing.");
const NOTHING_GIVEN: Words = words(
    "Il n’y a rien à lire : ni fichier, ni texte, ni adresse.",
    "There is nothing to read: no file, no text, no address.",
);
const NOT_READ: Words = words("Ce texte n’a pas pu être lu.", "This text could not be read.");
const PANIC: Words =
    words("Selon a un défaut ici ; merci de le signaler.", "Selon has a fault here; please report it.");

impl Problem {
    fn new(status: StatusCode, what: Words) -> Problem {
        Problem { status, what, detail: None }
    }

    pub(crate) fn not_found() -> Problem {
        Problem::new(StatusCode::NOT_FOUND, NOT_FOUND)
    }

    pub(crate) fn not_allowed() -> Problem {
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, NOT_ALLOWED)
    }

    /// What is asked is not a question; `detail` says where.
    pub(crate) fn malformed(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, MALFORMED).with(detail)
    }

    pub(crate) fn forbidden() -> Problem {
        Problem::new(StatusCode::FORBIDDEN, FORBIDDEN)
    }

    pub(crate) fn read_only() -> Problem {
        Problem::new(StatusCode::FORBIDDEN, READ_ONLY)
    }

    pub(crate) fn unauthorised() -> Problem {
        Problem::new(StatusCode::UNAUTHORIZED, UNAUTHORISED)
    }

    pub(crate) fn too_large() -> Problem {
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, TOO_LARGE)
    }

    pub(crate) fn too_many() -> Problem {
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, TOO_MANY)
    }

    /// What is asked is not a question, and of which sort is all that is known.
    pub(crate) fn unclear(status: StatusCode) -> Problem {
        Problem::new(status, MALFORMED)
    }

    pub(crate) fn too_long() -> Problem {
        Problem::new(StatusCode::URI_TOO_LONG, LONG_ADDRESS)
    }

    pub(crate) fn too_often() -> Problem {
        Problem::new(StatusCode::TOO_MANY_REQUESTS, TOO_OFTEN)
    }

    /// The one who asks sends nothing more.
    pub(crate) fn too_slow() -> Problem {
        Problem::new(StatusCode::REQUEST_TIMEOUT, TOO_SLOW)
    }

    /// The one who answers takes too long.
    pub(crate) fn too_late() -> Problem {
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, TOO_LATE)
    }

    /// Nobody here reads articles.
    pub(crate) fn no_adding() -> Problem {
        Problem::new(StatusCode::NOT_IMPLEMENTED, NO_ADDING)
    }

    pub(crate) fn nothing_given() -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, NOTHING_GIVEN)
    }

    /// Something cannot be done as it was asked for; `what` says why.
    pub(crate) fn refused(what: Words) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, what)
    }

    /// A pasted text is no reading; `reason` says why.
    pub(crate) fn not_read(reason: impl Into<String>) -> Problem {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, NOT_READ).with(reason)
    }

    /// A temporary file cannot be written.
    pub(crate) fn no_room(error: std::io::Error) -> Problem {
        Problem::new(StatusCode::INSUFFICIENT_STORAGE, FULL).with(error.to_string())
    }

    pub(crate) fn panic() -> Problem {
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, PANIC)
    }

    fn with(mut self, detail: impl Into<String>) -> Problem {
        self.detail = Some(detail.into());
        self
    }

    /// As the one who asks wants it: a page, or JSON.
    pub(crate) fn answer(self, frame: Frame) -> Response {
        if frame.wants_json() { self.json(frame.interface()) } else { self.page(frame) }
    }

    /// As a page.
    pub(crate) fn page(self, frame: Frame) -> Response {
        let title = self.what.text(frame.interface());
        let page = Page { frame: frame.titled(title), problem: &self };
        (self.status, Html(page.render().expect("memory takes any page"))).into_response()
    }

    /// As JSON.
    pub(crate) fn json(self, interface: Interface) -> Response {
        let told = Told {
            status: self.status.as_u16(),
            title: self.what.text(interface).into(),
            detail: self.detail,
        };
        let mut response = (self.status, Json(told)).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(CONTENT_TYPE, kind);
        response
    }
}

/// Without words, which [`worded`](crate::limits::worded) finds: for those who do not know who reads.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        use StatusCode as Code;
        let (status, what) = match &error {
            Error::Missing { .. } | Error::NotALedger { .. } => (Code::SERVICE_UNAVAILABLE, MISSING),
            Error::Newer { .. } => (Code::SERVICE_UNAVAILABLE, NEWER),
            Error::Older { .. } => (Code::SERVICE_UNAVAILABLE, OLDER),
            Error::Busy { .. } => (Code::SERVICE_UNAVAILABLE, BUSY),
            Error::Stopped { .. } => (Code::SERVICE_UNAVAILABLE, TAKES_TOO_LONG),
            Error::ReadOnly { .. } => (Code::FORBIDDEN, READ_ONLY),
            Error::Full { .. } => (Code::INSUFFICIENT_STORAGE, FULL),
            Error::Damaged { .. } => (Code::INTERNAL_SERVER_ERROR, DAMAGED),
            _ => (Code::INTERNAL_SERVER_ERROR, UNREADABLE),
        };
        Problem::new(status, what).with(error.to_string())
    }
}

impl From<EditError> for Problem {
    fn from(error: EditError) -> Self {
        let missing = |what, number: &dyn std::fmt::Display| {
            Problem::new(StatusCode::NOT_FOUND, what).with(number.to_string())
        };
        match error {
            EditError::NoAssertion(number) => missing(NO_CLAIM, &number),
            EditError::NoArticle(number) => missing(NO_ARTICLE, &number),
            EditError::NoDecision(number) => missing(NO_DECISION, &number),
            EditError::Ledger(error) => error.into(),
            EditError::Nothing => Problem::new(StatusCode::CONFLICT, NOTHING),
            other => Problem::new(StatusCode::CONFLICT, NOTHING).with(other.to_string()),
        }
    }
}

/// A problem as the API tells it (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Told {
    /// The status of the answer.
    status: u16,
    /// What is wrong, in the reader's language.
    title: String,
    /// Where, or what the ledger says.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

#[derive(Template)]
#[template(path = "problem.html")]
struct Page<'p> {
    frame: Frame,
    problem: &'p Problem,
}
