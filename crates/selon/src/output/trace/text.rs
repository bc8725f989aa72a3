//! For a person: who had it when, from whom, and what was lost there, word for word.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use selon_ledger::origins::{Edge, Step};

use super::Way;
use crate::messages::{Interface, Label, Told};
use crate::output::view::visible;

const NAME: Style = AnsiColor::Cyan.on_default().bold();
const LOST: Style = AnsiColor::Magenta.on_default();
const DIM: Style = Style::new().dimmed();
const HEAD: Style = Style::new().bold();

/// The way of a claim as lines, coloured for a terminal.
pub(crate) fn text(way: &Way, interface: Interface) -> String {
    let origins = &way.story.origins;
    let outlets: BTreeSet<&str> = origins.steps.iter().map(|step| way.outlet(step.article)).collect();
    let counts = Told::Counts {
        articles: origins.steps.len(),
        outlets: outlets.len(),
        at_least: origins.at_least,
        at_most: origins.at_most,
    };
    let title = way.story.occurrences.first().map_or("", |occurrence| &occurrence.content.text);
    let mut out = format!("{HEAD}{}{HEAD:#}\n{}\n", visible(title), counts.text(interface));
    for step in &origins.steps {
        step_lines(&mut out, way, step, interface);
    }
    for (heading, groups) in [
        (Told::WhyAtLeast(origins.at_least), &origins.groups_at_least),
        (Told::WhyAtMost(origins.at_most), &origins.groups_at_most),
    ] {
        let _ = writeln!(out, "\n{HEAD}{}{HEAD:#}", heading.text(interface));
        for (number, group) in (1..).zip(groups) {
            let articles: Vec<String> =
                group.articles.iter().map(|id| format!("{} [{id}]", visible(way.outlet(*id)))).collect();
            let _ = writeln!(out, "  {number}. {}", articles.join(", "));
            for edge in group.joined_by.iter().filter_map(|place| origins.edges.get(*place)) {
                let _ = writeln!(out, "     {DIM}{}{DIM:#}", edge_line(way, edge, interface));
            }
        }
    }
    let apart: Vec<&Edge> = origins.edges.iter().filter(|edge| !edge.joins).collect();
    if !apart.is_empty() {
        let _ = writeln!(out, "\n{HEAD}{}{HEAD:#}", capital(&Told::JoinsNothing.text(interface)));
        for edge in apart {
            let _ = writeln!(out, "  {}", edge_line(way, edge, interface));
        }
    }
    opposite(&mut out, way, interface);
    out
}

fn step_lines(out: &mut String, way: &Way, step: &Step, interface: Interface) {
    let undated = Told::Undated.text(interface);
    let date = way.published(step.article).unwrap_or(&undated);
    let outlet = visible(way.outlet(step.article));
    let _ = writeln!(out, "\n{date}  {NAME}{outlet}{NAME:#} [{}]", step.article);
    let how = match step.by.and_then(|place| way.story.origins.edges.get(place)) {
        Some(edge) => format!(
            "{} ({} : {})",
            Told::From(edge.kind, &visible(&way.name(&edge.to))).text(interface),
            Told::Proven(edge.proven).text(interface),
            Told::Reason(&edge.reason).text(interface)
        ),
        None if step.sources.is_empty() => Told::NoSource.text(interface),
        None => Told::OwnSource(&visible(&step.sources.join(", "))).text(interface),
    };
    let _ = writeln!(out, "  {how}");
    for occurrence in way.occurrences(step.article) {
        let level = Label::Level(occurrence.level).text(interface);
        let _ = writeln!(out, "  « {} » {DIM}({level}){DIM:#}", visible(&occurrence.content.text));
    }
    for loss in &step.losses {
        let (before, after) = (way.all_words(&loss.before), way.all_words(&loss.after));
        let kind = Told::Lost(loss.kind).text(interface);
        let _ = writeln!(
            out,
            "  {LOST}{kind}{LOST:#} [{}] « {} » → « {} »",
            loss.from,
            visible(&before),
            visible(&after)
        );
    }
}

/// « La Gazette [3] reprend Agence Méridienne [1] (prouvé : …) »
fn edge_line(way: &Way, edge: &Edge, interface: Interface) -> String {
    format!(
        "{} {} ({} : {})",
        visible(&way.name(&edge.from)),
        Told::From(edge.kind, &visible(&way.name(&edge.to))).text(interface),
        Told::Proven(edge.proven).text(interface),
        Told::Reason(&edge.reason).text(interface)
    )
}

fn opposite(out: &mut String, way: &Way, interface: Interface) {
    for (kind, heading) in [("contradiction", Told::Contradictions), ("update", Told::Updates)] {
        let mut of_kind = way.story.opposed.iter().filter(|other| other.kind == kind).collect::<Vec<_>>();
        of_kind.sort_by_key(|opposite| opposite.theirs);
        of_kind.dedup_by_key(|opposite| opposite.theirs);
        if of_kind.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{HEAD}{}{HEAD:#}", heading.text(interface));
        for opposite in of_kind {
            let _ = writeln!(
                out,
                "  {}  {NAME}{}{NAME:#} [{}] « {} »",
                way.published(opposite.article.0).unwrap_or_default(),
                visible(way.outlet(opposite.article.0)),
                opposite.article.0,
                visible(&opposite.content)
            );
        }
    }
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
