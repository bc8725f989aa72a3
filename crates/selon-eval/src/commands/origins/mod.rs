//! `selon-eval origins`: on how many origins does a claim rest, by stories of which that is known?

mod script;
mod write;

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use clap::Args;
use selon_ledger::copies::{Kind, Name, Side, Words, compare, direction};
use selon_ledger::origins::{Copied, Edge, Node, Occurrence, Origins, origins};
use selon_reading::Reader;
use selon_record::{Article, CodePointSpan, Offsets, Reading, SourceKind};

use crate::models::Model;
use crate::report::{self, Table, share};
use crate::score::ratio;
use crate::{Places, engine};

use script::{Fact, Story};

/// Count the origins of scripted stories: exact, too few, too many, from below and from above.
///
/// The articles of each story (crates/selon-eval/data/stories.txt, which says how the truth is known) are written out, read,
/// compared for copies and counted. The assertions of the claim are those that give its figure.
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
    found: Origins,
    /// Articles in which no assertion of the claim was read.
    unread: usize,
}

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
    let mut outcomes = Vec::new();
    for story in stories {
        let outcome = outcome(places, &readers, story, &facts[&story.fact], options.explain)?;
        outcomes.push(outcome);
    }
    report::print(table(&outcomes))?;
    let wrong = list(&outcomes)?;
    report::print(report::provenance(None)?)?;
    ensure!(wrong == 0, "{wrong} lower bounds are above the truth, or upper ones below it");
    Ok(())
}

fn outcome<'a>(
    places: &Places,
    readers: &BTreeMap<&str, Reader>,
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
    let found = origins(&occurrences, &copies(&readings), engine::base(places)?, &[]);
    if explain {
        report::print(explanation(story, &readings, &occurrences, &found))?;
    }
    Ok(Outcome { story, found, unread })
}

/// The assertions of a reading that give the figure, without those in whose content another one does.
fn of_claim(reading: &Reading, number: i64, figure: &str) -> Vec<Occurrence> {
    let offsets = Offsets::new(&reading.article.text);
    let digits =
        |text: &str| -> String { text.chars().filter(|c| !matches!(c, ' ' | ',' | '\u{A0}')).collect() };
    let figure = digits(figure);
    let gives = |content: &[CodePointSpan]| {
        content.iter().any(|&span| offsets.slice(span).is_ok_and(|text| digits(text).contains(&figure)))
    };
    let found: Vec<_> = reading.assertions.iter().filter(|assertion| gives(&assertion.content)).collect();
    let published = reading.article.published.as_deref().and_then(|at| at.parse::<jiff::Timestamp>().ok());
    let published = published.map(|at| (at.as_second(), at.as_second() + 1));
    found
        .iter()
        .filter(|assertion| !found.iter().any(|other| other.parent.as_ref() == Some(&assertion.id)))
        .zip(number * 100..)
        .map(|(assertion, id)| Occurrence::of(reading, assertion, number, id, published))
        .collect()
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
                direction: direction(&sides[a], &sides[b], &overlap).0,
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
fn table(outcomes: &[Outcome<'_>]) -> Table {
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
    for kind in kinds.into_iter().map(Some).chain([None]) {
        let of_it: Vec<&Outcome<'_>> =
            outcomes.iter().filter(|outcome| kind.is_none_or(|kind| outcome.story.kind == kind)).collect();
        let count = |is: &dyn Fn(&Outcome<'_>) -> bool| of_it.iter().filter(|outcome| is(outcome)).count();
        let exact = count(&|o| o.found.at_least == o.story.truth);
        let distance: usize = of_it.iter().map(|o| o.found.at_least.abs_diff(o.story.truth)).sum();
        table.row([
            kind.unwrap_or("**all**").to_owned(),
            of_it.len().to_string(),
            exact.to_string(),
            share(ratio(exact, of_it.len())),
            count(&|o| o.found.at_least < o.story.truth).to_string(),
            count(&|o| o.found.at_least > o.story.truth).to_string(),
            share(ratio(distance, of_it.len())),
            count(&|o| o.found.at_most < o.story.truth).to_string(),
            count(&|o| o.found.at_most == o.story.truth).to_string(),
        ]);
    }
    table
}

/// Prints the stories that are not exact; how many of them break a bound.
fn list(outcomes: &[Outcome<'_>]) -> Result<usize> {
    let mut broken = 0;
    for Outcome { story, found, unread } in outcomes {
        let breaks = found.at_least > story.truth || found.at_most < story.truth;
        broken += usize::from(breaks);
        if breaks || found.at_least != story.truth || *unread > 0 {
            let mark = if breaks { "**broken** " } else { "" };
            let unread =
                if *unread > 0 { format!("; {unread} articles without the claim") } else { String::new() };
            report::print(format!(
                "- {mark}{} ({}): truth {}, found {} to {}{unread}",
                story.name, story.kind, story.truth, found.at_least, found.at_most
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
                    assert_eq!(Offsets::new(part).slice(credit.span), Ok(&*credit.agency));
                }
            }
        }
    }
}
