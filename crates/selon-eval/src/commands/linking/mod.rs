//! `selon-eval linking`: are names recognised in the knowledge base as what they are?

mod gold;

use std::collections::HashMap;

use anyhow::Result;
use clap::Args;
use rayon::prelude::*;
use selon_kb::Base;
use selon_reading::Reader;
use selon_record::{Article, CodePointSpan, Entity, Reading};

use crate::models::Model;
use crate::report::{self, Table, share};
use crate::{Places, data, engine};
use gold::{Mention, articles, found_names, mentions, unrelated};

/// Measure the links of names to the knowledge base: on 300 mentions of French Wikinews and of the examples, on names
/// that must be found, and on pairs of people that must not become one.
///
/// A mention is linked where the reading has a name that covers it, or most of it, with an identifier. It is in the base where
/// the base has what it is. The accuracy is the share of the linked ones that are right; one that no entry stands for and that is
/// linked is wrong.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  selon-eval linking
  selon-eval linking --errors 50")]
pub(crate) struct Options {
    /// How many wrong or missing links to print
    #[arg(long, default_value_t = 0, value_name = "N")]
    errors: usize,
}

/// Runs the command.
///
/// # Errors
/// When a table, an article or the model cannot be read.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    let Some(folder) = data::find(places, &["winer-fr"])? else { return Ok(()) };
    let reader = engine::reader(places, &Model::FrMd.fetch_unseen(places)?)?;
    let base = engine::base(places)?;
    let mentions = mentions()?;
    let read: HashMap<String, Reading> = articles(&folder, &mentions)?
        .into_par_iter()
        .map(|article| (article.id.clone(), reader.read(article)))
        .collect();

    let judged: Vec<(&Mention, Verdict)> =
        mentions.iter().map(|mention| (mention, judge(base, mention, read.get(&mention.article)))).collect();
    let mut table = Table::new([
        "mentions",
        "number",
        "in the base",
        "linked",
        "right",
        "accuracy",
        "linked of those in the base",
    ]);
    for kind in ["person", "location", "organization"] {
        let of_kind: Vec<&Verdict> =
            judged.iter().filter(|(mention, _)| mention.kind == kind).map(|(_, verdict)| verdict).collect();
        table.row(row(kind, &of_kind));
    }
    table.row(row("all", &judged.iter().map(|(_, verdict)| verdict).collect::<Vec<_>>()));
    report::print(table)?;

    let mut table = Table::new(["", "number", "right"]);
    let names = found_names()?;
    let missed: Vec<&str> =
        names.iter().filter(|name| !is_found(&reader, base, name)).map(|name| &*name.name).collect();
    table.row(["names that must be found".into(), count(names.len()), count(names.len() - missed.len())]);
    let pairs = unrelated()?;
    let merged: Vec<String> = pairs
        .iter()
        .filter(|(one, other)| are_one(&reader, one, other))
        .map(|(one, other)| format!("{one} / {other}"))
        .collect();
    table.row(["pairs that must stay two".into(), count(pairs.len()), count(pairs.len() - merged.len())]);
    report::print(format_args!("\n{table}"))?;

    let wrong = judged.iter().filter(|(_, verdict)| verdict.is_fault()).take(options.errors);
    for (mention, verdict) in wrong {
        let said = verdict.linked.as_deref().unwrap_or("-");
        let Mention { article, span, words, kb, .. } = mention;
        report::print(format_args!("{article}:{} {words} ({}): {said}", span.start, kb.join("|")))?;
    }
    if options.errors > 0 {
        missed.iter().try_for_each(|name| report::print(format_args!("not found: {name}")))?;
        merged.iter().try_for_each(|pair| report::print(format_args!("made one: {pair}")))?;
    }
    report::print(format_args!("\n{}", report::provenance(None)?))?;
    Ok(())
}

/// What the reading says of a mention.
struct Verdict {
    in_base: bool,
    linked: Option<String>,
    right: bool,
}

impl Verdict {
    fn is_fault(&self) -> bool {
        self.linked.is_some() && !self.right || self.linked.is_none() && self.in_base
    }
}

fn judge(base: &Base, mention: &Mention, reading: Option<&Reading>) -> Verdict {
    let in_base = mention.kb.iter().any(|id| base.entry(id).is_some());
    let entity = reading.and_then(|reading| covering(reading, mention.span));
    let linked = entity.and_then(|entity| entity.kb.clone());
    let right = linked.as_ref().is_some_and(|linked| mention.kb.contains(linked));
    Verdict { in_base, linked, right }
}

/// The name that shares most characters with a span, at least half of both.
fn covering(reading: &Reading, span: CodePointSpan) -> Option<&Entity> {
    let shared =
        |entity: &Entity| entity.span.end.min(span.end).saturating_sub(entity.span.start.max(span.start));
    let longest = |entity: &Entity| (entity.span.end - entity.span.start).max(span.end - span.start);
    let names = reading.entities.iter().filter(|entity| entity.form.is_name());
    names.filter(|entity| shared(entity) * 2 >= longest(entity)).max_by_key(|entity| shared(entity))
}

fn row(name: &str, verdicts: &[&Verdict]) -> [String; 7] {
    let number = |is: fn(&Verdict) -> bool| verdicts.iter().filter(|verdict| is(verdict)).count();
    let in_base = number(|verdict| verdict.in_base);
    let linked = number(|verdict| verdict.linked.is_some());
    let right = number(|verdict| verdict.right);
    let reached = number(|verdict| verdict.in_base && verdict.linked.is_some());
    let ratio = |part: usize, whole: usize| share((whole > 0).then(|| part as f64 / whole as f64));
    [
        name.to_owned(),
        count(verdicts.len()),
        count(in_base),
        count(linked),
        count(right),
        ratio(right, linked),
        ratio(reached, in_base),
    ]
}

/// Whether a name is found: in its sentence where it has one, else by itself.
fn is_found(reader: &Reader, base: &Base, wanted: &gold::Wanted) -> bool {
    let is_it = |id: &str| wanted.kb.iter().any(|kb| kb == id);
    match &wanted.sentence {
        Some(sentence) => {
            let reading = reader.read(french(sentence));
            reading.entities.iter().any(|entity| {
                let text = entity.text.to_lowercase();
                let is_named = text.contains(&wanted.name.to_lowercase());
                is_named && entity.kb.as_deref().is_some_and(is_it)
            })
        }
        None => base.candidates(&wanted.name).first().is_some_and(|candidate| is_it(candidate.entry.id())),
    }
}

/// Whether an article that names both takes them for one.
fn are_one(reader: &Reader, one: &str, other: &str) -> bool {
    let text = format!(
        "{one} a reçu {other} lundi à Paris. Selon {one}, la rencontre était utile. {other} a approuvé."
    );
    let reading = reader.read(french(&text));
    let named = |name: &str| -> Vec<&Entity> {
        let surname = name.split(' ').next_back().unwrap_or(name);
        let holds = |entity: &&Entity| {
            entity.text == name || name.contains(&*entity.text) && entity.text.contains(surname)
        };
        reading.entities.iter().filter(holds).collect()
    };
    let is_same = |a: &Entity, b: &Entity| {
        let root = |entity: &Entity| entity.same.clone().unwrap_or_else(|| entity.id.clone());
        a.text != b.text && (root(a) == root(b) || a.kb.is_some() && a.kb == b.kb)
    };
    named(one).iter().any(|a| named(other).iter().any(|b| a.id != b.id && is_same(a, b)))
}

fn french(text: &str) -> Article {
    Article { language: "fr".to_owned(), ..Article::new(text) }
}

fn count(number: usize) -> String {
    number.to_string()
}
