//! A claim's way: who had it when, from whom, what was lost there, word for word, and why so many origins are counted.

use std::collections::BTreeSet;

use selon_ledger::origins::{Edge, Group, Loss, LossKind, Step};
use selon_ledger::{ArticleId, Opposed};

use super::decisions;
use super::page::{Margin, Page, joined};
use super::{Ink, Look, Run};
use crate::messages::{Label, Told};
use selon_view::way::Way;
use selon_view::{instant, phrase};

/// The way of a claim as a page.
pub(crate) fn way(way: &Way, look: &Look) -> String {
    let mut page = Page::new(look);
    let origins = &way.story.origins;
    let outlets: BTreeSet<&str> = origins.steps.iter().map(|step| way.voice(step.article)).collect();
    let counts = Told::Counts {
        articles: origins.steps.len(),
        outlets: outlets.len(),
        at_least: origins.at_least,
        at_most: origins.at_most,
    };
    let title = way.story.occurrences.first().map_or("", |occurrence| &occurrence.content.text);
    page.lines(&Margin::blank(0), &[Ink::Bold.run(phrase(title))]);
    let counts = tell(&page, counts);
    page.lines(&Margin::blank(0), &[Ink::Plain.run(counts)]);
    for decided in &way.decisions {
        let number = tell(&page, Told::DecisionNumber(decided.id)) + &page.say(Label::Colon);
        let mut facts = vec![vec![Ink::Plain.run(tell(&page, Told::Decision(&decided.decision)))]];
        facts.extend(decisions::facts(&page, decided));
        page.lines(&Margin::hanging(vec![Ink::Unknown.run(number)]), &joined(facts, " · "));
    }
    for step in &origins.steps {
        page.blank();
        write_step(&mut page, way, step);
    }
    groups(&mut page, way, Told::WhyAtLeast(origins.at_least), &origins.groups_at_least);
    groups(&mut page, way, Told::WhyAtMost(origins.at_most), &origins.groups_at_most);
    let apart: Vec<&Edge> = origins.edges.iter().filter(|edge| !edge.joins).collect();
    if !apart.is_empty() {
        heading(&mut page, Told::JoinsNothing);
    }
    for edge in apart {
        let words = edge_words(&page, way, edge);
        page.lines(&hanging("  "), &words);
    }
    opposed(&mut page, way);
    page.finish()
}

fn tell(page: &Page, told: Told<'_>) -> String {
    told.text(page.interface())
}

fn heading(page: &mut Page, told: Told<'_>) {
    let words = tell(page, told);
    page.blank();
    page.lines(&Margin::blank(0), &[Ink::Bold.run(words)]);
}

/// These words before the first line, and two blanks more before the others.
fn hanging(first: &str) -> Margin {
    let rest = " ".repeat(first.chars().count() + 2);
    Margin { first: vec![Ink::Plain.run(first)], rest: vec![Ink::Plain.run(rest)] }
}

fn write_step(page: &mut Page, way: &Way, step: &Step) {
    let day = match way.published(step.article) {
        Some(published) => Ink::Plain.run(instant(published, page.interface())),
        None => Ink::Unknown.run(tell(page, Told::Undated)),
    };
    let mut head = vec![Ink::Source.run(phrase(way.outlet(step.article)))];
    head.extend([Ink::Dim.run(format!("\u{A0}[{}]", step.article)), Ink::Dim.run(" · "), day]);
    page.lines(&Margin::blank(0), &head);
    let how = match step.by.and_then(|place| way.story.origins.edges.get(place)) {
        Some(edge) => {
            let mut how =
                vec![Ink::Plain.run(tell(page, Told::From(edge.kind, &phrase(&way.name(&edge.to)))))];
            how.extend(reason(page, edge));
            how
        }
        None if step.sources.is_empty() => vec![Ink::Unknown.run(tell(page, Told::NoSource))],
        None => vec![Ink::Plain.run(tell(page, Told::OwnSource(&phrase(&step.sources.join(", ")))))],
    };
    page.lines(&hanging("  "), &how);
    for occurrence in way.occurrences(step.article) {
        let said = page.say(Label::Quoted(&phrase(&occurrence.content.text)));
        let level = page.say(Label::Level(occurrence.level));
        let number = format!("{}  ", occurrence.assertion);
        let runs = [Ink::Plain.run(said), Ink::Dim.run(format!(" ({level})"))];
        page.lines(&Margin::hanging(vec![Ink::Plain.run("  "), Ink::Dim.run(number)]), &runs);
    }
    for loss in &step.losses {
        write_loss(page, way, step, loss);
    }
}

/// « réserve perdue \[1\] « auraient » est devenu « ont » ». Where nothing but the assertion above stands in place of the words,
/// as of a source, they are left out.
fn write_loss(page: &mut Page, way: &Way, step: &Step, loss: &Loss) {
    let quoted = |evidence| Ink::Plain.run(page.say(Label::Quoted(&phrase(&way.all_words(evidence)))));
    let said = |told| Ink::Dim.run(tell(page, told));
    let mut runs = vec![
        Ink::Hedge.run(tell(page, Told::Lost(loss.kind))),
        Ink::Dim.run(format!("\u{A0}[{}] ", loss.from)),
        quoted(&loss.before),
    ];
    let after = way.all_words(&loss.after);
    let is_gone = way.occurrences(step.article).any(|occurrence| occurrence.content.text == after);
    match loss.kind {
        LossKind::Source => runs.push(said(Told::LeftOut)),
        LossKind::Hedge if is_gone => runs.push(said(Told::LeftOut)),
        LossKind::Hedge | LossKind::HedgeGain => runs.extend([said(Told::Became), quoted(&loss.after)]),
        LossKind::Distance => {
            runs.extend([said(Told::Became), quoted(&loss.after), said(Told::AsItsOwnWord)]);
        }
    }
    page.lines(&hanging("  "), &runs);
}

fn groups(page: &mut Page, way: &Way, why: Told<'_>, groups: &[Group]) {
    heading(page, why);
    for (number, group) in (1..).zip(groups) {
        let named = |id: &i64| Ink::Plain.run(format!("{}\u{A0}[{id}]", phrase(way.outlet(*id))));
        let articles = group.articles.iter().map(|id| vec![named(id)]).collect();
        page.lines(&Margin::hanging(vec![Ink::Plain.run(format!("  {number}. "))]), &joined(articles, ", "));
        for edge in group.joined_by.iter().filter_map(|place| way.story.origins.edges.get(*place)) {
            let words = edge_words(page, way, edge);
            page.lines(&hanging("     "), &words);
        }
    }
}

/// « La Gazette \[3\] reprend Agence Méridienne \[1\] (prouvé : …) »
fn edge_words(page: &Page, way: &Way, edge: &Edge) -> Vec<Run> {
    let how = tell(page, Told::From(edge.kind, &phrase(&way.name(&edge.to))));
    let mut words = vec![Ink::Dim.run(format!("{} {how}", phrase(&way.name(&edge.from))))];
    words.extend(reason(page, edge));
    words
}

/// Whether it is proven, and why it is drawn.
fn reason(page: &Page, edge: &Edge) -> [Run; 5] {
    let proven = Told::Proven(edge.proven).text(page.interface());
    [
        Ink::Dim.run(" ("),
        if edge.proven { Ink::Dim.run(proven) } else { Ink::Unknown.run(proven) },
        Ink::Dim.run(page.say(Label::Colon)),
        Ink::Dim.run(visible_reason(page, edge)),
        Ink::Dim.run(")"),
    ]
}

/// A reason may hold names of the article.
fn visible_reason(page: &Page, edge: &Edge) -> String {
    phrase(&tell(page, Told::Reason(&edge.reason)))
}

/// What the claim disagrees with: contradictions, then figures and states of another moment by whether that is later.
fn opposed(page: &mut Page, way: &Way) {
    let later = |one: &Opposed| {
        let ours = way.story.occurrences.iter().find(|ours| ours.assertion == one.ours.0)?;
        let published = |article: ArticleId| way.articles.get(&article.0)?.earliest;
        let (ours, theirs) = (published(ArticleId(ours.article))?, published(one.article)?);
        (ours != theirs).then_some(theirs > ours)
    };
    let mut all: Vec<&Opposed> = way.story.opposed.iter().collect();
    all.sort_by_key(|one| one.theirs);
    all.dedup_by_key(|one| one.theirs);
    for (heading_of_it, kind, of_time) in [
        (Told::Contradictions, "contradiction", None),
        (Told::Updates, "update", Some(Some(true))),
        (Told::Outdates, "update", Some(Some(false))),
        (Told::OtherMoment, "update", Some(None)),
    ] {
        let of_kind =
            all.iter().filter(|one| one.kind == kind && of_time.is_none_or(|time| later(one) == time));
        let of_kind: Vec<_> = of_kind.collect();
        if !of_kind.is_empty() {
            heading(page, heading_of_it);
        }
        for one in of_kind {
            let said = page.say(Label::Quoted(&phrase(&one.content)));
            let mut facts = vec![vec![
                Ink::Source.run(phrase(way.outlet(one.article.0))),
                Ink::Dim.run(format!("\u{A0}[{}]", one.article)),
            ]];
            let day = way.published(one.article.0).map(|published| instant(published, page.interface()));
            facts.extend(day.map(|day| vec![Ink::Plain.run(day)]));
            facts.push(vec![Ink::Plain.run(page.say(Label::ClaimNumber(one.claim)))]);
            facts.extend(
                one.type_.as_deref().map(|what| vec![Ink::Unknown.run(disagreement(page, one, what))]),
            );
            page.lines(&hanging("  "), &[Ink::Plain.run(said)]);
            page.lines(&Margin::blank(4), &joined(facts, " · "));
        }
    }
}

/// What two disagree in, and the words of both where these show it: « chiffres différents : « 164 morts », « 225 morts » ».
fn disagreement(page: &Page, one: &Opposed, what: &str) -> String {
    let conflict =
        one.reasons.as_array().into_iter().flatten().find(|reason| reason["verdict"] == "conflict");
    let words = ["a", "b"].map(|side| conflict.and_then(|reason| reason[side].as_str()).unwrap_or_default());
    let mut text = tell(page, Told::In(what));
    // A sign alone, as for polarity, shows nothing.
    if words.iter().all(|words| words.contains(char::is_alphanumeric)) {
        let quoted = words.map(|words| page.say(Label::Quoted(&phrase(words))));
        text += &format!("{}{}", page.say(Label::Colon), quoted.join(", "));
    }
    text
}
