//! The claims, those first that most outlets carry on fewest origins.

use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use selon_ledger::query::ClaimRow;
use selon_view::{Label, Told};

use super::shown;
use crate::asked::{Asked, PAGE};
use crate::frame::Frame;
use crate::problem::Problem;
use crate::server::Desk;
use crate::words::{self, Words, words};

const HEADING: Words = words("Qui le dit, et sur combien d’origines", "Who says so, and on how many origins");
const NO_CLAIMS: Words = words("Aucune affirmation ne correspond.", "No claim matches.");
const PREVIOUS: Words = words("Page précédente", "Previous page");
const NEXT: Words = words("Page suivante", "Next page");

#[derive(Template)]
#[template(path = "story.html")]
struct Page {
    frame: Frame,
    asked: Asked,
    claims: Vec<ClaimRow>,
    previous: Option<String>,
    next: Option<String>,
}

impl Page {
    /// What there is to know of a claim in a list, each with the class it is shown by.
    fn facts(&self, claim: &ClaimRow) -> Vec<(&'static str, String)> {
        let count = |count: u32| count as usize;
        let counts = Told::Counts {
            articles: count(claim.articles),
            outlets: count(claim.outlets),
            at_least: count(claim.at_least),
            at_most: count(claim.at_most),
        };
        let interface = self.frame.interface();
        let further = [
            ("against", claim.contradictions, Label::Contradictions(count(claim.contradictions))),
            ("update", claim.updates, Label::Updates(count(claim.updates))),
            ("lost", claim.hedge_loss, Label::HedgesLost(count(claim.hedge_loss))),
            ("lost", claim.source_loss, Label::SourcesLost(count(claim.source_loss))),
        ];
        let further = further.into_iter().filter(|(_, count, _)| *count > 0);
        let further = further.map(|(class, _, label)| (class, label.text(interface)));
        [("origins", counts.text(interface))].into_iter().chain(further).collect()
    }
}

pub(crate) async fn page(State(desk): State<Arc<Desk>>, RawQuery(query): RawQuery, frame: Frame) -> Response {
    match answer(&desk, query.as_deref(), frame.clone()).await {
        Ok(page) => shown(&page),
        Err(problem) => problem.page(frame),
    }
}

async fn answer(desk: &Desk, query: Option<&str>, frame: Frame) -> Result<Page, Problem> {
    let asked = Asked::of(query).map_err(Problem::malformed)?;
    let question = asked.query();
    let mut claims = desk.ledgers().ask(move |ledger| Ok(ledger.claims(&question)?)).await?;
    let is_more = claims.len() > PAGE as usize;
    claims.truncate(PAGE as usize);
    let at = |page: u32| Asked { page, ..asked.clone() }.at("/");
    let next = is_more.then(|| at(asked.page.max(1) + 1));
    let previous = (asked.page > 1).then(|| at(asked.page - 1));
    Ok(Page { frame: frame.titled(frame_title(&asked)), asked, claims, previous, next })
}

fn frame_title(asked: &Asked) -> String {
    asked.q.clone()
}
