//! What the API answers, in words.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use utoipa::openapi::RefOr;
use utoipa::openapi::path::{Operation, PathItem};

use super::shown;
use crate::frame::Frame;
use crate::server::Desk;
use crate::words::{Words, words};

const HEADING: Words = words("Pour les programmes", "For programs");
const LEAD: Words = words(
    "Tout ce que montrent ces pages se demande aussi en JSON, avec les mêmes paramètres que dans l’adresse de la page. \
     Une erreur est décrite selon la RFC 9457.",
    "All that these pages show can be asked for as JSON, with the same parameters as in the address of the page. What is wrong \
     is told by RFC 9457.",
);
const DESCRIPTION: Words =
    words("La description complète, en OpenAPI 3.1 :", "The whole description, in OpenAPI 3.1:");
const ADDRESS: Words = words("Adresse", "Address");
const METHOD: Words = words("Méthode", "Method");
const PARAMETERS: Words = words("Paramètres", "Parameters");
const WHAT: Words = words("Ce qu’elle donne (en anglais)", "What it gives");

#[derive(Template)]
#[template(path = "api.html")]
struct Page {
    frame: Frame,
    questions: Vec<Question>,
}

/// A question of the API.
struct Question {
    method: &'static str,
    path: String,
    parameters: String,
    what: String,
    /// Whether the address can be opened as it is.
    is_open: bool,
}

pub(crate) async fn page(State(_): State<Arc<Desk>>, frame: Frame) -> Response {
    let paths = crate::api::openapi().paths.paths;
    let questions = paths.into_iter().flat_map(|(path, item)| {
        let each = operations(item).into_iter();
        each.map(move |(method, operation)| question(&path, method, operation))
    });
    let title = frame.say(HEADING);
    shown(&Page { questions: questions.collect(), frame: frame.titled(title) })
}

fn operations(item: PathItem) -> Vec<(&'static str, Operation)> {
    let all = [("GET", item.get), ("POST", item.post), ("PUT", item.put), ("DELETE", item.delete)];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation?))).collect()
}

fn question(path: &str, method: &'static str, operation: Operation) -> Question {
    let parameters =
        operation.parameters.unwrap_or_default().into_iter().filter_map(|parameter| match parameter {
            RefOr::T(parameter) => Some(parameter.name),
            RefOr::Ref(_) => None,
        });
    let parameters: Vec<String> = parameters.collect();
    Question {
        method,
        is_open: method == "GET" && !path.contains('{'),
        path: path.to_owned(),
        parameters: parameters.join(", "),
        what: operation.summary.or(operation.description).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Fixture;

    #[tokio::test]
    async fn every_question_is_listed() {
        let fixture = Fixture::toll();
        let description: serde_json::Value =
            serde_json::from_str(&fixture.get("/api/openapi.json").await.1).unwrap();
        assert!(description["openapi"].as_str().unwrap().starts_with("3.1"), "{description}");
        let (_, page) = fixture.get("/api").await;
        for path in description["paths"].as_object().unwrap().keys() {
            assert!(page.contains(path), "{path}: {page}");
        }
        assert!(page.contains("entity, place"), "{page}");
    }
}
