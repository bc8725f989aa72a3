//! The claims of a ledger, those first that most outlets carry on fewest origins; what narrows them; what was searched for.

mod claim;
mod filters;

use std::sync::Arc;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use selon_kb::Base;
use selon_ledger::{Ledger, full_text};
use selon_view::{Interface, Label, phrase};

use self::claim::{Shown, Single};
use self::filters::{Chosen, Drawn, Group};
use super::answered;
use crate::asked::{Asked, PAGE, Sort};
use crate::frame::Frame;
use crate::ledgers::Ledgers;
use crate::problem::Problem;
use crate::server::Desk;
use crate::words::{self, Words, words};

/// Assertions of single articles that a search shows.
const CHOOSE_CLAIM: Words = words("Choisir pour un dossier", "Choose for a dossier");
const CHOSEN_DOSSIER: Words =
    words("Dossier des affirmations cochées :", "Dossier of the claims that are ticked:");
const DOSSIER: Words = words("Dossier de ces affirmations", "Dossier of these claims");
const MARKDOWN: Words = words("en Markdown", "as Markdown");
const WATCH_IT: Words = words("Suivre cette question", "Watch this question");
const ALONE: u32 = 8;

const HEADING: Words = words("Qui le dit, et sur combien d’origines", "Who says so, and on how many origins");
const LEAD: Words = words(
    "Beaucoup de médias ne font pas beaucoup de preuves : six qui reprennent une même dépêche n’ont qu’une seule origine. \
     En haut, ce que le plus de médias répètent d’après le moins d’origines ; ouvrez une affirmation pour voir d’où elle vient.",
    "Many outlets are not much evidence: six that print one agency’s dispatch have a single origin. First comes what most \
     outlets repeat on the word of fewest origins; open a claim to see where it comes from.",
);
const NO_CLAIMS: Words = words("Aucune affirmation ne correspond.", "No claim matches.");
const ALL_CLAIMS: Words = words("Toutes les affirmations", "All claims");
const NO_ARTICLES: Words = words("Ce registre est encore vide.", "This ledger is still empty.");
const HOW_TO_ADD: Words = words(
    "Ajoutez-y des articles sur la page « Ajouter », ou depuis un terminal :",
    "Add articles on the page “Add”, or from a terminal:",
);
const NOTHING_SHARED: Words = words(
    "Aucune affirmation n’est encore dans plusieurs articles ni contredite. Ajoutez d’autres articles sur la même histoire.",
    "No claim is in several articles yet, or contradicted. Add further articles on the same story.",
);
const UNDERSTOOD: Words = words("Cherché :", "Searched for:");
const AND: Words = words(" et ", " and ");
const OR: Words = words(" ou ", " or ");
const NOT: Words = words(" mais pas ", " but not ");
const NO_WORDS: Words = words("Il n’y a là aucun mot à chercher.", "There is no word in this to search for.");
const NARROW: Words = words("Restreindre", "Narrow down");
const APPLY: Words = words("Appliquer", "Apply");
const CHOSEN: Words = words("Choisi (cliquer pour retirer)", "Chosen (click to remove)");
const ORDER: Words = words("Ordre :", "Order:");
const RANGES: Words = words("Dates", "Dates");
const PUBLISHED_FROM: Words = words("Publié depuis le", "Published since");
const PUBLISHED_TO: Words = words("Publié jusqu’au", "Published until");
const ABOUT_FROM: Words = words("Parle de faits depuis le", "About events since");
const ABOUT_TO: Words = words("Parle de faits jusqu’au", "About events until");
const IN_ONE_ARTICLE: Words = words("Aussi, dans un seul article", "Also, in a single article");
const CERTAINTY_MIX: Words = words("Présenté comme", "Presented as");
const WHO: Words = words("Dans", "In");
const IN_ARTICLES: Words = words("Chercher dans les articles", "Search in articles");
const STANDS_OUT: Words = words("Beaucoup de médias, peu d’origines", "Many outlets, few origins");

#[derive(Template)]
#[template(path = "story.html")]
struct Page {
    frame: Frame,
    asked: Asked,
    /// How many claims match, in words.
    matching: String,
    is_empty: Option<Empty>,
    understood: Option<Option<String>>,
    claims: Vec<Shown>,
    alone: Vec<Single>,
    groups: Vec<Group>,
    chosen: Vec<Chosen>,
    timelines: Vec<Drawn>,
    previous: Option<String>,
    next: Option<String>,
}

/// Why the ledger has no claims at all.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Empty {
    /// It has no articles.
    Articles,
    /// Its articles share none.
    Claims,
}

impl Page {
    /// The address of a dossier of these claims.
    fn dossier(&self, format: &str) -> String {
        let address = self.asked.with(|_| {}).at("/dossier");
        let mark = if address.contains('?') { '&' } else { '?' };
        format!("{address}{mark}format={format}")
    }

    /// The address of the form that has this question watched.
    fn watch(&self) -> String {
        self.asked.with(|_| {}).at("/watches")
    }

    /// The orders: name, address, whether it is this one.
    fn orders(&self) -> Vec<(&'static str, String, bool)> {
        let order = |sort| {
            let name = match sort {
                Sort::Amplified => words("beaucoup de médias, peu d’origines", "many outlets, few origins"),
                Sort::Recent => words("les plus récentes", "latest"),
                Sort::Earliest => words("les plus anciennes", "earliest"),
                Sort::Disputed => words("les plus contredites", "most contradicted"),
                Sort::Lost => words("ce qui s’est perdu en route", "most lost on the way"),
            };
            let address = self.asked.with(|asked| asked.sort = sort).at("/");
            (self.frame.say(name), address, sort == self.asked.sort)
        };
        Sort::ALL.into_iter().map(order).collect()
    }

    /// The ends of the stretches of days that can be asked for: label, parameter, value.
    fn ranges(&self) -> [(&'static str, &'static str, String); 4] {
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        [
            (PUBLISHED_FROM, "from", day(self.asked.from)),
            (PUBLISHED_TO, "to", day(self.asked.to)),
            (ABOUT_FROM, "about_from", day(self.asked.about_from)),
            (ABOUT_TO, "about_to", day(self.asked.about_to)),
        ]
        .map(|(label, name, value)| (self.frame.say(label), name, value))
    }

    /// Where the same words are looked for in whole articles.
    fn in_articles(&self) -> String {
        let Asked { q, outlet, language, from, to, .. } = self.asked.clone();
        Asked { q, outlet, language, from, to, ..Asked::default() }.at("/articles")
    }

    /// What the form of the search keeps of the address.
    fn searched(&self) -> Vec<(String, String)> {
        self.asked.fields(&["q"])
    }

    /// What the form of the filters keeps of the address: all that it has no fields for.
    fn kept(&self) -> Vec<(String, String)> {
        let fields = self.groups.iter().map(|group| group.name);
        let fields: Vec<&str> = fields.chain(self.ranges().map(|(_, name, _)| name)).collect();
        self.asked.fields(&fields)
    }
}

pub(crate) async fn page(State(desk): State<Arc<Desk>>, RawQuery(query): RawQuery, frame: Frame) -> Response {
    answered(answer(&desk, query.as_deref(), frame.clone()).await, frame)
}

async fn answer(desk: &Desk, query: Option<&str>, frame: Frame) -> Result<Page, Problem> {
    let asked = Asked::of(query).map_err(Problem::malformed)?;
    let (ledgers, base) = (Arc::clone(desk.ledgers()), desk.base());
    desk.ledgers().ask(move |ledger| found(ledger, &ledgers, base, asked, frame)).await
}

fn found(
    ledger: &Ledger,
    ledgers: &Arc<Ledgers>,
    base: &Base,
    asked: Asked,
    frame: Frame,
) -> Result<Page, Problem> {
    let interface = frame.interface();
    let question = asked.query();
    let list = ledgers.list(ledger, &question)?;
    let facets = ledgers.facets(ledger, &question)?;
    let is_more = list.len() > PAGE as usize;
    let on_page = list.iter().take(PAGE as usize);
    let claims = on_page.map(|(row, listed)| Shown::of(row, listed, interface)).collect();
    let is_empty = match facets.claims == 0 && asked.is_unconditional() {
        true if ledger.articles().next().transpose()?.is_none() => Some(Empty::Articles),
        true => Some(Empty::Claims),
        false => None,
    };
    // What only one article says is in no list: a search that asks for words alone finds it as well.
    let alone = match &question.text {
        Some(words) if asked.with(|asked| asked.q.clear()).is_unconditional() && asked.page <= 1 => {
            ledger.alone(words, ALONE)?
        }
        _ => Vec::new(),
    };
    let understood = question
        .text
        .as_deref()
        .map(|words| full_text(words).map(|question| read_back(&question, interface)));
    Ok(Page {
        matching: counted(facets.claims, interface),
        is_empty,
        understood,
        claims,
        alone: alone.into_iter().map(|alone| Single::of(alone, interface)).collect(),
        groups: filters::groups(&facets, &asked, base, interface),
        chosen: filters::chosen(&facets, &asked, base, interface),
        timelines: filters::timelines(&facets, &asked, interface),
        previous: (asked.page > 1).then(|| Asked { page: asked.page - 1, ..asked.clone() }.at("/")),
        next: is_more.then(|| asked.next().at("/")),
        frame: frame.titled(title(&asked, interface)),
        asked,
    })
}

/// A question to the full-text index, as a person reads it: `("morts" AND "Almat" *)` is « morts » et « Almat »*.
fn read_back(question: &str, interface: Interface) -> String {
    let inner = question.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(question);
    let operators = [(" AND ", AND), (" OR ", OR), (" NOT ", NOT)];
    let read = inner.split('"').enumerate().map(|(nth, part)| match nth % 2 {
        1 => Label::Quoted(&phrase(part)).text(interface),
        _ => operators.iter().fold(part.replace(" *", "*"), |part, (operator, words)| {
            part.replace(operator, words.text(interface))
        }),
    });
    read.collect()
}

/// What the page is called where it is one of several: by what was searched for, and its number.
fn title(asked: &Asked, interface: Interface) -> String {
    let words = Some(phrase(&asked.q)).filter(|words| !words.is_empty());
    let number = (asked.page > 1).then(|| asked.page.to_string());
    let parts: Vec<String> = words.into_iter().chain(number).collect();
    if parts.is_empty() { words::STORY.text(interface).to_owned() } else { parts.join(" · ") }
}

/// « 21 affirmations »
fn counted(claims: u32, interface: Interface) -> String {
    let count = Label::Number(f64::from(claims)).text(interface);
    match (interface, claims) {
        (Interface::French, 0 | 1) => format!("{count} affirmation"),
        (Interface::French, _) => format!("{count} affirmations"),
        (Interface::English, 1) => format!("{count} claim"),
        (Interface::English, _) => format!("{count} claims"),
    }
}

#[cfg(test)]
mod tests;
