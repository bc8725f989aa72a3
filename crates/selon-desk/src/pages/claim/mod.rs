//! A claim: on how many origins it rests and why, the way it went, who says it in which words, what stands against it, and what
//! people decided about it.

pub(crate) mod dossier;
mod drawn;
mod opposite;
mod said;
mod told;
mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use selon_kb::Base;
use selon_ledger::{AssertionId, Decided, Decision, Ledger};
use selon_view::way::Way;
use selon_view::{Told, phrase};

use super::decisions::{self, Row};
use super::shown;
use crate::drawing;
use crate::evidence::evidence_of;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::server::Desk;
use opposite::{Against, distinct, opposites};
use said::{Said, said};
use told::{Joining, Origin, Piece, Stage, Teller};

#[derive(Template)]
#[template(path = "claim.html")]
struct Page {
    frame: Frame,
    claim: i64,
    heading: String,
    language: String,
    counts: String,
    /// Where some of the articles are not drawn.
    drawn: Option<String>,
    drawing: String,
    in_short: Vec<Vec<Piece>>,
    stages: Vec<Stage>,
    /// Why at least and at most so many: the heading, what it means, the origins.
    why: Vec<(String, &'static str, Vec<Origin>)>,
    apart_heading: String,
    apart: Vec<Joining>,
    assertions: Vec<Said>,
    against: Vec<Against>,
    decisions: Vec<Row>,
    /// The articles to choose from.
    articles: Vec<(i64, String)>,
}

impl Page {
    /// The claim that an undoing leads back to.
    fn back(&self) -> Option<i64> {
        Some(self.claim)
    }
}

/// What a number leads to.
enum Found {
    Claim(Box<Page>),
    /// It is an assertion of another claim.
    Moved(i64),
}

/// `/claims/{id}`
pub(crate) async fn page(State(desk): State<Arc<Desk>>, Path(id): Path<String>, frame: Frame) -> Response {
    match answer(&desk, &id, frame.clone()).await {
        Ok(Found::Claim(page)) => shown(&*page),
        Ok(Found::Moved(claim)) => Redirect::to(&format!("/claims/{claim}")).into_response(),
        Err(problem) => problem.page(frame),
    }
}

async fn answer(desk: &Desk, id: &str, frame: Frame) -> Result<Found, Problem> {
    let id: i64 = id.parse().map_err(|_| Problem::not_found())?;
    let base = desk.base();
    desk.ledgers().ask(move |ledger| found(ledger, id, base, frame)).await
}

fn found(ledger: &Ledger, id: i64, base: &Base, frame: Frame) -> Result<Found, Problem> {
    let interface = frame.interface();
    let Some(way) = Way::of(ledger, id, base)? else {
        return match ledger.claim_of(AssertionId(id))? {
            Some(claim) => Ok(Found::Moved(claim)),
            None => Err(Problem::not_found()),
        };
    };
    let story = &way.story;
    let ours = story.occurrences.iter().map(|occurrence| AssertionId(occurrence.assertion));
    let theirs = distinct(&way).into_iter().flat_map(|one| [one.theirs, one.ours]);
    let mut evidence = evidence_of(ledger, ours, interface)?;
    evidence.extend(evidence_of(ledger, theirs, interface)?);
    let teller = Teller { way: &way, interface };
    let origins = &story.origins;
    let told = |told: Told<'_>| told.text(interface);
    let drawing = drawn::drawing(&way, frame.say(words::WAY_NAME).to_owned(), interface);
    let articles = origins.steps.len();
    let voices: BTreeSet<&str> = origins.steps.iter().map(|step| way.voice(step.article)).collect();
    let counts = Told::Counts {
        articles,
        outlets: voices.len(),
        at_least: origins.at_least,
        at_most: origins.at_most,
    };
    let first = story.occurrences.first();
    let heading = phrase(first.map_or("", |occurrence| &occurrence.content.text));
    let assertions = story
        .occurrences
        .iter()
        .map(|one| said(&way, &evidence, one.assertion, one.article, &one.content.text, interface));
    let why = [
        (
            told(Told::WhyAtLeast(origins.at_least)),
            frame.say(words::LOWER),
            teller.origins(&origins.groups_at_least),
        ),
        (
            told(Told::WhyAtMost(origins.at_most)),
            frame.say(words::UPPER),
            teller.origins(&origins.groups_at_most),
        ),
    ];
    let page = Page {
        claim: way.claim,
        language: first
            .map(|first| first.language.clone())
            .filter(|code| code != selon_record::Article::UNDETERMINED)
            .unwrap_or_default(),
        counts: told(counts),
        drawn: (articles > drawn::DRAWN).then(|| words::first_of(interface, drawn::DRAWN, articles)),
        drawing: drawing::way::svg(&drawing),
        in_short: teller.in_short(),
        stages: teller.stages(),
        why: why.into_iter().collect(),
        apart_heading: told(Told::JoinsNothing),
        apart: teller.apart(),
        assertions: assertions.collect(),
        against: opposites(&way, &evidence, interface),
        decisions: decided(ledger, &way)?.iter().map(|decided| decisions::row(decided, interface)).collect(),
        articles: origins
            .steps
            .iter()
            .map(|step| {
                (step.article, phrase(&way.name(&selon_ledger::origins::Node::Article(step.article))))
            })
            .collect(),
        frame: frame.titled(title(&heading)),
        heading,
    };
    Ok(Found::Claim(Box::new(page)))
}

/// The decisions about the claim: those on what is in it, and those that took something out of what was found to be it.
fn decided(ledger: &Ledger, way: &Way) -> Result<Vec<Decided>, Problem> {
    let mut found = BTreeSet::new();
    for occurrence in &way.story.occurrences {
        found.extend(ledger.found_in(AssertionId(occurrence.assertion))?);
    }
    let mut about = Vec::new();
    for decided in ledger.decisions()? {
        let took_from_it = match &decided.decision {
            Decision::TakeOut(out) => {
                let out = out.first().map_or(Ok(None), |first| ledger.found_in(*first))?;
                out.is_some_and(|out| found.contains(&out))
            }
            _ => false,
        };
        if decided.stands && (took_from_it || way.story.is_about(&decided.decision)) {
            about.push(decided);
        }
    }
    Ok(about)
}

/// As much of the heading as a browser's tab takes.
fn title(heading: &str) -> String {
    match heading.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", heading[..end].trim_end()),
        None => heading.to_owned(),
    }
}

#[cfg(test)]
mod tests;
