//! Dossiers: claims to hand over, as one page that needs nothing else and as Markdown. Each claim with its counts and why, its
//! assertions in their context, what stands against it and what was lost; each article with its hashes, so that whoever has the
//! article can see that it is the same.

mod markdown;
mod quote;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use selon_kb::Base;
use selon_ledger::{ArticleId, AssertionId, Ledger};
use selon_view::way::Way;
use selon_view::{Interface, Label, Told, instant, phrase};

use super::opposite::{Against, distinct, opposites};
use super::said::{Moment, Said, said};
use super::told::{Joining, Origin, Piece, Stage, Teller};
use crate::asked::Asked;
use crate::evidence::evidence_of;
use crate::frame::Frame;
use crate::problem::Problem;
use crate::server::Desk;
use crate::words::{Words, words};
use quote::{Quote, quotes};

const TITLE: Words = words("Dossier", "Dossier");
const MADE: Words = words("Fait le", "Made on");
const OF: Words = words("à partir du registre", "from the ledger");
const BY: Words = words("par", "by");
const NOTE: Words = words(
    "Selon ne dit pas ce qui est vrai : il montre qui le dit, sur la foi de qui, et sur combien d’origines cela repose. Les mots cités sont ceux des articles, sans changement.",
    "Selon does not say what is true: it shows who says so, on whose word, and on how many origins that rests. The words quoted are those of the articles, unchanged.",
);
const CUT: Words = words(
    "Ce dossier s’arrête aux 100 premières affirmations.",
    "This dossier ends after the first 100 claims.",
);
const QUESTION: Words = words("Question", "Question");
const CONTENTS: Words = words("Affirmations", "Claims");
const IN_SHORT: Words = words("En bref", "In short");
const STEPS: Words = words("Étape par étape", "Step by step");
const SAID: Words = words("Qui le dit, et comment", "Who says it, and how");
const OPPOSITE: Words = words("En face", "Opposite");
const DECIDED: Words = words("Ce que des personnes ont décidé", "What people decided");
const OTHER: Words = words("affirmation", "claim");
const ARTICLES: Words = words("Articles", "Articles");
const KEY: Words = words("SHA-256 de l’article", "SHA-256 of the article");
const ORIGINAL: Words = words("SHA-256 de l’original", "SHA-256 of the original");
const BYTES: Words = words("octets", "bytes");
const ADDED: Words = words("Ajouté au registre le", "Added to the ledger on");
const PLACE: Words = words("Lu dans", "Read from");
const NO_CLAIM: Words = words("Il n’y a pas d’affirmation à ce numéro.", "There is no claim of this number.");
const NO_CLAIMS: Words = words("Aucune affirmation ne correspond.", "No claim matches.");

/// Claims of a dossier.
const MOST: usize = 100;

/// What the page may do wherever it is opened: nothing but look as it does.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Which claims, and how they are written.
struct Order {
    claims: Which,
    format: Format,
}

enum Which {
    /// These, by their numbers.
    Numbers(Vec<i64>),
    /// The answer to a question.
    Asked(Box<Asked>),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Html,
    Markdown,
}

impl Order {
    /// Of an address: `claims=2,5&claims=9`, or the question of a story page; `format=html` or `format=md`.
    fn of(query: &str) -> Result<Order, Problem> {
        let (mut numbers, mut format, mut rest) = (None, Format::Html, Vec::new());
        for pair in query.split('&') {
            match pair.split_once('=') {
                Some(("claims", listed)) => {
                    numbers.get_or_insert_with(Vec::new).push(listed.replace("%2C", ",").replace("%2c", ","));
                }
                Some(("format", "html")) => format = Format::Html,
                Some(("format", "md")) => format = Format::Markdown,
                Some(("format", other)) => return Err(Problem::malformed(format!("format={other}"))),
                _ => rest.push(pair),
            }
        }
        let asked = Asked::of(Some(&rest.join("&"))).map_err(Problem::malformed)?;
        let claims = match numbers {
            None => Which::Asked(Box::new(asked)),
            Some(_) if !asked.is_unconditional() => return Err(Problem::malformed("claims=…")),
            Some(listed) => {
                let number = |number: &str| {
                    let no = |_| Problem::malformed(format!("claims={}", phrase(number)));
                    number.trim().parse::<i64>().map_err(no)
                };
                let mut seen = BTreeSet::new();
                let mut numbers = listed
                    .iter()
                    .flat_map(|listed| listed.split(','))
                    .map(number)
                    .collect::<Result<Vec<_>, _>>()?;
                numbers.retain(|number| seen.insert(*number));
                Which::Numbers(numbers)
            }
        };
        Ok(Order { claims, format })
    }
}

/// All that is handed over.
#[derive(Template)]
#[template(path = "dossier.html")]
struct Dossier {
    interface: Interface,
    ledger: String,
    made: String,
    made_in_words: String,
    /// Address of the story page that asks for these claims, where they were asked for.
    question: Option<String>,
    is_cut: bool,
    claims: Vec<Claim>,
    articles: Vec<Source>,
}

/// A claim of a dossier.
struct Claim {
    number: i64,
    heading: String,
    language: String,
    counts: String,
    in_short: Vec<Vec<Piece>>,
    stages: Vec<Stage>,
    /// Why at least and at most so many.
    why: Vec<(String, Vec<Origin>)>,
    apart: Vec<Joining>,
    said: Vec<Said>,
    against: Vec<Against>,
    decisions: Vec<String>,
    /// The words of assertions in their context, by their numbers.
    quotes: BTreeMap<i64, Vec<Quote>>,
}

/// An article that a claim of the dossier stands in.
struct Source {
    number: i64,
    title: String,
    language: String,
    outlet: Option<String>,
    byline: Option<String>,
    published: Option<Moment>,
    url: Option<String>,
    place: String,
    key: String,
    /// Hash, bytes and kind of what it was read from.
    original: Option<(String, u64, String)>,
    added: Moment,
}

impl Dossier {
    fn say(&self, words: Words) -> &'static str {
        words.text(self.interface)
    }

    fn colon(&self) -> String {
        Label::Colon.text(self.interface)
    }

    fn apart_heading(&self) -> String {
        Told::JoinsNothing.text(self.interface)
    }

    fn undated(&self) -> String {
        Told::Undated.text(self.interface)
    }

    fn is_web(&self, url: &str) -> bool {
        url.starts_with("https://") || url.starts_with("http://")
    }

    const VERSION: &'static str = env!("CARGO_PKG_VERSION");
    const STYLE: &'static str = selon_view::html::STYLE;
}

/// `/dossier`
pub(crate) async fn dossier(
    State(desk): State<Arc<Desk>>,
    RawQuery(query): RawQuery,
    frame: Frame,
) -> Result<Response, Problem> {
    let Order { claims, format } = Order::of(query.as_deref().unwrap_or_default())?;
    let (base, interface, name) = (desk.base(), frame.interface(), desk.name());
    let question = move |ledger: &Ledger| made(ledger, &claims, base, interface, name);
    let dossier = desk.ledgers().ask(question).await?;
    let (kind, shown, ending, body) = match format {
        Format::Html => (
            "text/html; charset=utf-8",
            "inline",
            "html",
            dossier.render().expect("memory takes any dossier"),
        ),
        Format::Markdown => ("text/markdown; charset=utf-8", "attachment", "md", markdown::written(&dossier)),
    };
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    let day = dossier.made.split('T').next().unwrap_or_default();
    let named = format!("{shown}; filename=\"dossier-{day}.{ending}\"");
    if let Ok(named) = HeaderValue::from_str(&named) {
        headers.insert(CONTENT_DISPOSITION, named);
    }
    Ok(response)
}

fn made(
    ledger: &Ledger,
    which: &Which,
    base: &Base,
    interface: Interface,
    name: String,
) -> Result<Dossier, Problem> {
    let (mut numbers, question) = match which {
        Which::Numbers(numbers) => (numbers.clone(), None),
        Which::Asked(asked) => {
            let mut query = asked.query();
            query.limit = Some(MOST as u32 + 1);
            let found = ledger.claims(&query)?.into_iter().map(|row| row.claim).collect();
            (found, Some(asked.at("/")))
        }
    };
    if numbers.is_empty() {
        return Err(Problem::refused(NO_CLAIMS));
    }
    let is_cut = numbers.len() > MOST;
    numbers.truncate(MOST);
    let mut claims = Vec::new();
    let mut of_claims = BTreeSet::new();
    for number in numbers {
        // A number that is an assertion's stands for the claim that holds it, as on the page of a claim.
        let claim = ledger.claim_of(AssertionId(number))?.unwrap_or(number);
        let way = Way::of(ledger, claim, base)?.ok_or_else(|| Problem::refused(NO_CLAIM))?;
        of_claims.extend(way.articles.keys().copied());
        claims.push(claim_of(ledger, &way, interface)?);
    }
    let articles = of_claims.into_iter().map(|id| source(ledger, id, interface));
    let articles = articles.filter_map(Result::transpose).collect::<Result<Vec<_>, _>>()?;
    let made = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    Ok(Dossier {
        interface,
        ledger: phrase(&name),
        made_in_words: instant(&made, interface),
        made,
        question,
        is_cut,
        claims,
        articles,
    })
}

fn claim_of(ledger: &Ledger, way: &Way, interface: Interface) -> Result<Claim, Problem> {
    let story = &way.story;
    let ours = || story.occurrences.iter().map(|occurrence| AssertionId(occurrence.assertion));
    let theirs = || distinct(way).into_iter().flat_map(|one| [one.theirs, one.ours]);
    let mut evidence = evidence_of(ledger, ours(), interface)?;
    evidence.extend(evidence_of(ledger, theirs(), interface)?);
    let teller = Teller { way, interface };
    let origins = &story.origins;
    let told = |told: Told<'_>| told.text(interface);
    let voices: BTreeSet<&str> = origins.steps.iter().map(|step| way.voice(step.article)).collect();
    let counts = Told::Counts {
        articles: origins.steps.len(),
        outlets: voices.len(),
        at_least: origins.at_least,
        at_most: origins.at_most,
    };
    let first = story.occurrences.first();
    let assertions = story
        .occurrences
        .iter()
        .map(|one| said(way, &evidence, one.assertion, one.article, &one.content.text, interface));
    Ok(Claim {
        number: way.claim,
        heading: phrase(first.map_or("", |first| &first.content.text)),
        language: first.map(|first| first.language.clone()).unwrap_or_default(),
        counts: told(counts),
        in_short: teller.in_short(),
        stages: teller.stages(),
        why: vec![
            (told(Told::WhyAtLeast(origins.at_least)), teller.origins(&origins.groups_at_least)),
            (told(Told::WhyAtMost(origins.at_most)), teller.origins(&origins.groups_at_most)),
        ],
        apart: teller.apart(),
        said: assertions.collect(),
        against: opposites(way, &evidence, interface),
        decisions: way.decisions.iter().map(|decided| decision(decided, interface)).collect(),
        quotes: quotes(ledger, ours().chain(theirs()))?,
    })
}

/// « décision 3 : rien ne lie les articles 1 et 2 (Léa, 2022-01-09) : le démenti est d'eux »
fn decision(decided: &selon_ledger::Decided, interface: Interface) -> String {
    let told = |told: Told<'_>| told.text(interface);
    let colon = Label::Colon.text(interface);
    let number = told(Told::DecisionNumber(decided.id));
    let what = told(Told::Decision(&decided.decision));
    let who = decided.who.as_deref().map(|who| phrase(who) + ", ").unwrap_or_default();
    let why = decided.why.as_deref().map(|why| format!("{colon}{}", phrase(why))).unwrap_or_default();
    format!("{number}{colon}{what} ({who}{}){why}", instant(&decided.at, interface))
}

fn source(ledger: &Ledger, id: i64, interface: Interface) -> Result<Option<Source>, Problem> {
    let Some(stored) = ledger.article(ArticleId(id))? else { return Ok(None) };
    let Some(provenance) = ledger.provenance(ArticleId(id))? else { return Ok(None) };
    let article = &stored.article;
    let given = |field: &Option<String>| field.as_deref().map(phrase).filter(|field| !field.is_empty());
    let original = provenance.original.map(|original| {
        let kind = original.media_type.as_deref().map(phrase).unwrap_or_default();
        (hexadecimal(&original.sha256), original.size, kind)
    });
    let is_known = article.language != selon_record::Article::UNDETERMINED;
    Ok(Some(Source {
        number: id,
        title: selon_view::title(article, interface),
        language: if is_known { phrase(&article.language) } else { String::new() },
        outlet: given(&article.outlet),
        byline: given(&article.byline),
        published: article.published.as_deref().map(|given| Moment::of(given, interface)),
        url: selon_view::url(article),
        place: phrase(&stored.place),
        key: hexadecimal(&provenance.key),
        original,
        added: Moment::of(&provenance.added, interface),
    }))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
