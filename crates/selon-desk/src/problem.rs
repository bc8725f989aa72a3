//! What went wrong, told as a page or as JSON (RFC 9457), in the reader's language.

use askama::Template;
use axum::Json;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use selon_ledger::Error;
use selon_view::Interface;
use serde::Serialize;
use utoipa::ToSchema;

use crate::frame::Frame;
use crate::words::{Words, words};

/// Why a request has no answer.
#[derive(Debug)]
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
const TOO_LONG: Words = words(
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
const FORBIDDEN: Words = words("Cette demande vient d’ailleurs.", "This request comes from elsewhere.");
const UNAUTHORISED: Words = words(
    "Ce bureau demande un jeton : ouvrez l’adresse que `selon desk` a imprimée.",
    "This desk asks for a token: open the address that `selon desk` printed.",
);
const TOO_LARGE: Words = words("C’est trop grand.", "This is too large.");
const TOO_MANY: Words = words("Trop de demandes à la fois.", "Too many requests at once.");
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

    pub(crate) fn panic() -> Problem {
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, PANIC)
    }

    fn with(mut self, detail: impl Into<String>) -> Problem {
        self.detail = Some(detail.into());
        self
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

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        use StatusCode as Code;
        let (status, what) = match &error {
            Error::Missing { .. } | Error::NotALedger { .. } => (Code::SERVICE_UNAVAILABLE, MISSING),
            Error::Newer { .. } => (Code::SERVICE_UNAVAILABLE, NEWER),
            Error::Older { .. } => (Code::SERVICE_UNAVAILABLE, OLDER),
            Error::Busy { .. } => (Code::SERVICE_UNAVAILABLE, BUSY),
            Error::Stopped { .. } => (Code::SERVICE_UNAVAILABLE, TOO_LONG),
            Error::ReadOnly { .. } => (Code::FORBIDDEN, READ_ONLY),
            Error::Full { .. } => (Code::INSUFFICIENT_STORAGE, FULL),
            Error::Damaged { .. } => (Code::INTERNAL_SERVER_ERROR, DAMAGED),
            _ => (Code::INTERNAL_SERVER_ERROR, UNREADABLE),
        };
        Problem::new(status, what).with(error.to_string())
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
