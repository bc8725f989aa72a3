//! `selon-eval origins`: on how many origins does a claim rest, by stories of which that is known?

mod road;
mod script;
mod write;

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use clap::Args;
use selon_ledger::copies::{Kind, Name, Side, Words, compare, direction};
use selon_ledger::origins::{Copied, Edge, Node, Occurrence, Origins, origins};
use selon_reading::Reader;
use selon_record::{Article, Assertion, CodePointSpan, Offsets, Reading, SourceKind};
use selon_sentence::Encoder;

use crate::models::{self, Model};
use crate::report::{self, Table, share};
use crate::score::ratio;
use crate::{Places, engine};

use road::Road;
use script::{Fact, Story};

/// Count the origins of scripted stories: exact, too few, too many, from below and from above.
///
/// The articles of each story (crates/selon-eval/data/stories.txt, which says how the truth is known) are written out and read.
/// Counted is the claim that holds the story's figure in a ledger to which they were added; and, to see what is lost in claims,
/// the assertions that give the figure, taken for one claim.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo run --release -p selon-eval -- origins
  selon-eval origins --story \"dispatch reprinted\" --explain")]
pub(crate) struct Options {
    /// Only stories with these words in their names
    #[arg(long, value_name = "WORDS", default_value = "")]
    story: String,
    /// Print every article and edge
    #[arg(long)]
    explain: bool,
    /// Print the articles as JSON lines instead, for `selon add`
    #[arg(long)]
    articles: bool,
}

/// What came of one story.
struct Outcome<'a> {
    story: &'a Story,
    /// Of the claim as the ledger has it.
    road: Option<Road>,
    /// Of the assertions that give the figure.
    given: Origins,
    /// Articles in which no assertion of the claim was read.
    unread: usize,
}

impl Outcome<'_> {
    /// From below and from above; no origins where no claim was found.
    fn bounds(&self, counted: Counted) -> (usize, usize) {
        let origins = match counted {
            Counted::WholeRoad => self.road.as_ref().map(|road| &road.origins),
            Counted::Given => Some(&self.given),
        };
        origins.map_or((0, 0), |origins| (origins.at_least, origins.at_most))
    }
}

/// Which assertions are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counted {
    /// Those of the claim that the ledger makes.
    WholeRoad,
    /// Those that give the figure.
    Given,
}

/// The kind of the stories that were written when the rules had been settled on the others.
const SECOND_SET: &str = "second set";

/// Runs the command.
///
/// # Errors
/// When the script is wrong, a model fails, or a lower bound is above the truth.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    let (facts, stories) = script::read()?;
    let stories: Vec<&Story> = stories.iter().filter(|story| story.name.contains(&options.story)).collect();
    if options.articles {
        for story in stories {
            for article in write::articles(story, &facts[&story.fact])? {
                report::print(serde_json::to_string(&article)?)?;
            }
        }
        return Ok(());
    }
    let readers = BTreeMap::from([
        ("fr", engine::reader(places, &Model::FrMd.fetch(places)?)?),
        ("en", engine::reader(places, &Model::EnMd.fetch(places)?)?),
    ]);
    let encoder = Encoder::load(&models::fetch_encoder(places)?.0)?;
    let mut outcomes = Vec::new();
    for story in stories {
        outcomes.push(outcome(places, &readers, &encoder, story, &facts[&story.fact], options.explain)?);
    }
    let mut wrong = 0;
    for (counted, heading) in [
        (Counted::WholeRoad, "**The whole road**: claims and copies as the ledger finds them"),
        (Counted::Given, "**Claims given**: the assertions that give the figure"),
    ] {
        report::print(format!("{heading}\n"))?;
        report::print(table(&outcomes, counted))?;
        wrong += list(&outcomes, counted)?;
    }
    report::print(report::provenance(None)?)?;
    ensure!(wrong == 0, "{wrong} lower bounds are above the truth, or upper ones below it with all articles");
    Ok(())
}

fn outcome<'a>(
    places: &Places,
    readers: &BTreeMap<&str, Reader>,
    encoder: &Encoder,
    story: &'a Story,
    fact: &Fact,
    explain: bool,
) -> Result<Outcome<'a>> {
    let articles = write::articles(story, fact)?;
    let readings: Vec<Reading> =
        articles.into_iter().map(|article| readers[&*article.language].read(article)).collect();
    let mut occurrences = Vec::new();
    let mut unread = 0;
    for (number, reading) in (1..).zip(&readings) {
        let of_it = of_claim(reading, number, &fact.figure);
        unread += usize::from(of_it.is_empty());
        occurrences.extend(of_it);
    }
    let base = engine::base(places)?;
    let given = origins(&occurrences, &copies(&readings), base, &[]);
    let road = road::of(&readings, &fact.figure, base, encoder)?;
    if explain {
        report::print(explanation(story, &readings, &occurrences, &given))?;
        for line in road::relations(&readings, &fact.figure, encoder) {
            report::print(line)?;
        }
        if let Some(road) = &road {
            report::print(format!(
                "   in the ledger: {} to {}",
                road.origins.at_least, road.origins.at_most
            ))?;
            for edge in &road.origins.edges {
                report::print(format!("   {}", line(edge)))?;
            }
            report::print("")?;
        }
    }
    Ok(Outcome { story, road, given, unread })
}

/// The assertions of a reading that give the figure, without those in whose content another one does, as occurrences.
fn of_claim(reading: &Reading, number: i64, figure: &str) -> Vec<Occurrence> {
    let published = reading.article.published.as_deref().and_then(|at| at.parse::<jiff::Timestamp>().ok());
    let published = published.map(|at| (at.as_second(), at.as_second() + 1));
    of_figure(reading, figure)
        .into_iter()
        .zip(number * 100..)
        .map(|(assertion, id)| Occurrence::of(reading, assertion, number, id, published))
        .collect()
}

/// The assertions of a reading that give the figure, without those in whose content another one does.
fn of_figure<'r>(reading: &'r Reading, figure: &str) -> Vec<&'r Assertion> {
    let offsets = Offsets::new(&reading.article.text);
    let digits =
        |text: &str| -> String { text.chars().filter(|c| !matches!(c, ' ' | ',' | '\u{A0}')).collect() };
    let figure = digits(figure);
    let gives = |content: &[CodePointSpan]| {
        content.iter().any(|&span| offsets.slice(span).is_ok_and(|text| digits(text).contains(&figure)))
    };
    let found: Vec<&Assertion> =
        reading.assertions.iter().filter(|assertion| gives(&assertion.content)).collect();
    let is_outer =
        |assertion: &&Assertion| found.iter().any(|other| other.parent.as_ref() == Some(&assertion.id));
    found.iter().copied().filter(|assertion| !is_outer(assertion)).collect()
}

fn copies(readings: &[Reading]) -> Vec<Copied> {
    let words: Vec<Words> = readings.iter().map(|reading| Words::of(&reading.article.text)).collect();
    let sides: Vec<Side> = readings.iter().map(side).collect();
    let offsets: Vec<Offsets<'_>> =
        readings.iter().map(|reading| Offsets::new(&reading.article.text)).collect();
    let mut found = Vec::new();
    for b in 0..readings.len() {
        for a in 0..b {
            let Some(overlap) = compare(&words[a], &words[b]) else { continue };
            let spans = overlap.passages.iter().filter_map(|passage| {
                Some((offsets[a].record(passage.a).ok()?, offsets[b].record(passage.b).ok()?))
            });
            found.push(Copied {
                a: number(a),
                b: number(b),
                near: overlap.kind != Kind::Partial,
                direction: direction(&sides[a], &sides[b], &overlap, &[]).0,
                passages: spans.collect(),
            });
        }
    }
    found
}

fn number(place: usize) -> i64 {
    i64::try_from(place + 1).unwrap_or(i64::MAX)
}

fn side(reading: &Reading) -> Side {
    let article = &reading.article;
    let at = article.published.as_deref().and_then(|at| at.parse::<jiff::Timestamp>().ok());
    let name = |name: &str| Name { name: name.to_owned(), kb: None };
    let cited = reading.assertions.iter().flat_map(|assertion| assertion.chain.iter().skip(1));
    Side {
        earliest: at.map(|at| at.as_second()),
        latest: at.map(|at| at.as_second() + 1),
        outlet: article.outlet.as_deref().map(name),
        credits: article.credits.iter().map(|credit| name(&credit.agency)).collect(),
        cites: cited.filter(|link| link.kind == SourceKind::Outlet).map(|link| name(&link.name)).collect(),
    }
}

/// By kind of story: how many, exact, below, above; the mean distance of the lower bound; whether the upper one holds.
fn table(outcomes: &[Outcome<'_>], counted: Counted) -> Table {
    let mut table = Table::new([
        "kind",
        "stories",
        "at least = truth",
        "share",
        "below",
        "above",
        "mean error",
        "at most < truth",
        "at most = truth",
    ]);
    let mut kinds: Vec<&str> = Vec::new();
    for outcome in outcomes {
        if !kinds.contains(&&*outcome.story.kind) {
            kinds.push(&outcome.story.kind);
        }
    }
    let rows = kinds.into_iter().map(|kind| (kind, [kind].to_vec(), false));
    let sums = [("**first set**", vec![SECOND_SET], true), ("**all**", Vec::new(), true)];
    for (name, listed, others) in rows.chain(sums) {
        let of_it: Vec<(usize, (usize, usize))> = outcomes
            .iter()
            .filter(|outcome| listed.contains(&&*outcome.story.kind) != others)
            .map(|outcome| (outcome.story.truth, outcome.bounds(counted)))
            .collect();
        let count = |is: &dyn Fn(usize, usize, usize) -> bool| {
            of_it.iter().filter(|(truth, (least, most))| is(*truth, *least, *most)).count()
        };
        let exact = count(&|truth, least, _| least == truth);
        let distance: usize = of_it.iter().map(|(truth, (least, _))| least.abs_diff(*truth)).sum();
        table.row([
            name.to_owned(),
            of_it.len().to_string(),
            exact.to_string(),
            share(ratio(exact, of_it.len())),
            count(&|truth, least, _| least < truth).to_string(),
            count(&|truth, least, _| least > truth).to_string(),
            share(ratio(distance, of_it.len())),
            count(&|truth, _, most| most < truth).to_string(),
            count(&|truth, _, most| most == truth).to_string(),
        ]);
    }
    table
}

/// Prints the stories that are not exact; how many of them break a bound. An upper bound of a claim that lacks articles is one
/// of what is in it.
fn list(outcomes: &[Outcome<'_>], counted: Counted) -> Result<usize> {
    let mut broken = 0;
    for outcome in outcomes {
        let Outcome { story, road, unread, .. } = outcome;
        let (least, most) = outcome.bounds(counted);
        let outside = match counted {
            Counted::WholeRoad => road.as_ref().map_or(0, |road| road.outside),
            Counted::Given => 0,
        };
        let breaks = least > story.truth || (most < story.truth && outside + unread == 0);
        broken += usize::from(breaks);
        if breaks || least != story.truth || outside + unread > 0 {
            let mark = if breaks { "**broken** " } else { "" };
            let mut notes = String::new();
            if *unread > 0 {
                notes.push_str(&format!("; {unread} articles without the figure"));
            }
            if outside > 0 {
                let claims = road.as_ref().map_or(0, |road| road.claims);
                notes.push_str(&format!("; {outside} articles in others of {claims} claims"));
            }
            report::print(format!(
                "- {mark}{} ({}): truth {}, found {least} to {most}{notes}",
                story.name, story.kind, story.truth
            ))?;
        }
    }
    report::print("")?;
    Ok(broken)
}

/// Every article with its assertions of the claim, and every edge.
fn explanation(story: &Story, readings: &[Reading], occurrences: &[Occurrence], found: &Origins) -> String {
    let mut lines = vec![format!(
        "## {} (truth {}, found {} to {})",
        story.name, story.truth, found.at_least, found.at_most
    )];
    for (number, reading) in (1..).zip(readings) {
        let Article { outlet, text, .. } = &reading.article;
        lines.push(format!(
            "{number}. {}: {}",
            outlet.as_deref().unwrap_or_default(),
            text.replace("\n\n", " / ")
        ));
        for occurrence in occurrences.iter().filter(|occurrence| occurrence.article == number) {
            let chain: Vec<String> = occurrence
                .chain
                .iter()
                .map(|link| {
                    format!(
                        "{:?} {}{}",
                        link.kind,
                        link.name.name,
                        if link.is_name { "" } else { " (no name)" }
                    )
                })
                .collect();
            lines.push(format!(
                "   - {:?}: {} [{}] {:?} {:?}",
                occurrence.level,
                occurrence.content.text,
                chain.join(" > "),
                occurrence.titles,
                occurrence.affiliations
            ));
        }
    }
    lines.extend(found.edges.iter().map(|edge| format!("   {}", line(edge))));
    for step in &found.steps {
        for loss in &step.losses {
            let words = |evidence: &[selon_ledger::origins::Evidence]| -> Vec<String> {
                evidence
                    .iter()
                    .filter_map(|e| {
                        let reading = &readings[usize::try_from(e.article - 1).ok()?];
                        Some(Offsets::new(&reading.article.text).slice(e.span).ok()?.to_owned())
                    })
                    .collect()
            };
            lines.push(format!(
                "   {:?} loss {} → {}: {:?} → {:?} {:?}",
                loss.kind,
                loss.from,
                step.article,
                words(&loss.before),
                words(&loss.after),
                loss.source
            ));
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

fn line(edge: &Edge) -> String {
    let node = |node: &Node| match node {
        Node::Article(id) => id.to_string(),
        Node::Outlet(key) => format!("({key})"),
    };
    let how = if edge.proven { "proven" } else { "suspected" };
    format!("{} → {} {:?} {how}: {:?}", node(&edge.from), node(&edge.to), edge.kind, edge.reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_story_can_be_written() {
        let (facts, stories) = script::read().unwrap();
        assert!(stories.len() >= 40);
        for story in &stories {
            let articles = write::articles(story, &facts[&story.fact]).unwrap();
            assert!(articles.len() > 1 && (1..=articles.len()).contains(&story.truth), "{}", story.name);
            for article in &articles {
                for credit in &article.credits {
                    let part = match credit.part {
                        selon_record::CreditPart::Byline => article.byline.as_deref().unwrap_or_default(),
                        selon_record::CreditPart::Text => &article.text,
                    };
                    let words = Offsets::new(part).slice(credit.span).unwrap();
                    assert!(words.contains(&credit.agency), "{words}");
                }
            }
        }
    }
}
