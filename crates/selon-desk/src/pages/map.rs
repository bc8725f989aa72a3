//! The places of claims: on a map, and as a list.

use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;

use super::answered;
use crate::api::places::{Place, Places, places};
use crate::asked::Asked;
use crate::atlas::Precision;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::server::Desk;
use crate::words::{self, Words, words};

const HEADING: Words = words("De quels lieux il est question", "Which places it is about");
const HINT: Words = words(
    "Chaque lieu est montré aussi précisément qu’il est connu : un pays entier, une région, une ville. Un pays et une région sont placés au milieu de là où l’on y vit.",
    "Each place is shown as precisely as it is known: a whole country, a region, a town. A country and a region stand at the middle of where people live in them.",
);
const NOTHING: Words =
    words("Aucune de ces affirmations ne nomme de lieu.", "None of these claims names a place.");
const ELSEWHERE: Words = words("Sans position connue", "Without a known position");
const COUNTRIES: Words = words("Pays", "Countries");
const REGIONS: Words = words("Régions", "Regions");
const CITIES: Words = words("Villes et sites", "Towns and sites");
const MORE: Words =
    words("Seuls les lieux les plus nommés sont montrés.", "Only the places that are named most are shown.");
const ALL_CLAIMS: Words = words("Ces affirmations en liste", "These claims as a list");

#[derive(Template)]
#[template(path = "map.html")]
struct Page {
    frame: Frame,
    asked: Asked,
    data: String,
    claims: String,
    /// What is known how precisely: a heading and its anchor, and the places.
    groups: Vec<(Words, &'static str, Vec<Place>)>,
    places: Places,
}

pub(crate) async fn page(State(desk): State<Arc<Desk>>, RawQuery(query): RawQuery, frame: Frame) -> Response {
    answered(answer(&desk, query.as_deref(), frame.clone()).await, frame)
}

async fn answer(desk: &Desk, query: Option<&str>, frame: Frame) -> Result<Page, Problem> {
    let asked = Asked::of(query).map_err(Problem::malformed)?;
    let interface = frame.interface();
    let places = places(desk, &asked, interface).await?;
    let of = |precision| places.places.iter().filter(|place| place.precision == precision).cloned().collect();
    let mut groups: Vec<(Words, &'static str, Vec<Place>)> = vec![
        (COUNTRIES, "countries", of(Precision::Country)),
        (REGIONS, "regions", of(Precision::Region)),
        (CITIES, "cities", of(Precision::City)),
    ];
    groups.retain(|(.., places)| !places.is_empty());
    Ok(Page {
        frame: frame.titled(words::MAP.text(interface)),
        data: asked.at("/api/places"),
        claims: asked.at("/"),
        asked,
        groups,
        places,
    })
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use serde_json::Value;

    use crate::testing::Fixture;

    #[tokio::test]
    async fn a_place_leads_to_its_claims() {
        let fixture = Fixture::places();
        let (status, body) = fixture.get("/map").await;
        assert_eq!(status, StatusCode::OK);
        assert!(body.contains("href=\"/?place=geonames%3A1526384\""), "{body}");
        assert!(body.contains("data-source=\"/api/places\""), "{body}");
        assert!(body.contains("Sans position connue"), "{body}");
        // A name is only shown.
        assert!(!body.contains("<script>alert") && !body.contains('\u{202E}'), "{body}");
        let (_, body) = fixture.get("/map?q=volcan").await;
        assert!(body.contains("Aucune de ces affirmations ne nomme de lieu."), "{body}");
        assert_eq!(fixture.get("/map?from=hier").await.0, StatusCode::BAD_REQUEST);
    }

    #[tokio::test]
    async fn places_are_data() {
        let fixture = Fixture::places();
        let (status, body) = fixture.get("/api/places?outlet=horizon").await;
        assert_eq!(status, StatusCode::OK);
        let told: Value = serde_json::from_str(&body).unwrap();
        let place = &told["places"][0];
        assert_eq!(place["key"], "geonames:1526384", "{body}");
        assert_eq!(
            (&place["precision"], &place["country"], &place["claims"]),
            (&"city".into(), &"KZ".into(), &1.into())
        );
        assert_eq!(place["href"], "/?place=geonames%3A1526384&outlet=horizon");
        assert!((place["latitude"].as_f64().unwrap() - 43.25).abs() < 0.2);
        assert_eq!(fixture.get("/api/places?places=x").await.0, StatusCode::BAD_REQUEST);
    }
}
