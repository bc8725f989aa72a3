//! `selon-eval entity`: who and where, against names that people marked, and beside spaCy.

mod errors;
mod score;
pub(crate) mod tables;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::{Args, ValueEnum};
use rayon::prelude::*;
use selon_reading::Reader;
use selon_record::{Entity, EntityType, Offsets, Reading, Span};
use selon_spacy::Doc;

pub(crate) use self::score::{Label, Score};
use super::agreement;
use crate::annotation;
use crate::data::names::{Name, Named, wikineural, winer};
use crate::data::{self, Text};
use crate::engine::Engine;
use crate::models::{LocalModel, Model};
use crate::python::{Environment, Packages};
use crate::{Places, engine, project, report};

/// Measure names and their types: people, locations, organizations.
///
/// Reads French Wikinews (WiNER-fr) and sentences of Wikipedia (WikiNEuRal) with spaCy's recogniser as it comes, with an
/// overlay, and as `selon read` does, and prints precision, recall and F1 of exact spans and types. An article before a name is
/// left out on both sides; names in several pieces are left out; of names in names the longest counts. The overlay is made as
/// that of the program, but of the first eight months only, so that the later ones are unseen (docs/models/entities-fr.md);
/// `--overlay` takes another.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  selon-eval entity --set winer-fr --errors 40
  selon-eval entity --set wikineural --peers")]
pub(crate) struct Options {
    /// Only this set [default: both]
    #[arg(long, value_enum)]
    set: Option<Set>,
    /// Which articles of WiNER-fr
    #[arg(long, value_enum, default_value_t = Split::Dev)]
    split: Split,
    /// List the first N faults of Selon in each set
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Score these readings (as `selon read --format jsonl` writes them) in place of Selon's own
    #[arg(long, value_name = "FILE.jsonl")]
    predictions: Option<PathBuf>,
    /// Weights of the model that chooses names, in place of the program's own
    #[arg(long, value_name = "FILE.tsv", conflicts_with = "predictions")]
    weights: Option<PathBuf>,
    /// Measure spaCy itself too, in Python
    #[arg(long)]
    peers: bool,
}

/// A set of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Set {
    /// French Wikinews of 2016
    WinerFr,
    /// Sentences of the French Wikipedia
    Wikineural,
}

/// A part of WiNER-fr.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Split {
    /// January to August
    Train,
    /// September to December
    Dev,
    /// The whole year
    All,
}

/// Sentences of WikiNEuRal that are read.
const SENTENCES: usize = 5000;

/// F1 on the development part that Selon is to reach, over all and of organizations.
const WANTED: [(&str, &[Label], f64); 2] =
    [("all", Label::THREE, 0.85), ("organizations", &[Label::Organization], 0.72)];

impl Split {
    /// Whether an article of this day, `2016-09-01`, belongs to it.
    pub(crate) fn has(self, published: Option<&str>) -> bool {
        /// The first day of the development part.
        const DEV: &str = "2016-09-01";
        let later = published.is_some_and(|day| day >= DEV);
        match self {
            Split::Train => !later,
            Split::Dev => later,
            Split::All => true,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Split::Train => "train",
            Split::Dev => "dev",
            Split::All => "all",
        }
    }
}

/// The names that a program finds in each article.
type Findings = Vec<Vec<Name>>;

/// Runs the command.
///
/// # Errors
/// When a set, the predictions, a model, Python or the disk fail.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    let local = Model::FrMd.fetch_unseen(places)?;
    let environment = options.peers.then(|| Environment::make(places, Packages::Spacy)).transpose()?;
    let out = project::out_folder(places, "entity")?;
    for set in options.set.map_or(vec![Set::WinerFr, Set::Wikineural], |set| vec![set]) {
        let Some((name, articles)) = articles(places, set, options.split)? else { continue };
        let labels = if set == Set::WinerFr { Label::THREE } else { &Label::ALL[..] };
        let mut systems = Vec::new();
        if let Some(environment) = &environment {
            systems.push(("spaCy 3.8, in Python".to_owned(), python(environment, &local, &articles, &out)?));
        }
        systems.push(("spaCy md".to_owned(), recognised(&Engine::load(&local.wheel)?, &articles)));
        if !local.overlays.is_empty() {
            let named = local.overlays.iter().map(|o| format!("{} {}", o.meta().name, o.meta().version));
            let name = format!("with {}", named.collect::<Vec<_>>().join(", "));
            let engine = Engine::load_with(&local.wheel, &local.overlays)?;
            systems.push((name, recognised(&engine, &articles)));
        }
        let readings = match &options.predictions {
            Some(file) => predicted(file, &articles)?,
            None => {
                let reader =
                    engine::by_entity_weights(engine::reader(places, &local)?, options.weights.as_deref())?;
                read(&reader, &articles, &out.join(format!("{name}.jsonl")))?
            }
        };
        systems.push(("Selon".to_owned(), readings));
        print(&name, &articles, &systems, labels, options.errors)?;
        if (set, options.split) == (Set::WinerFr, Split::Dev)
            && let Some((_, score)) = scores(&articles, &systems, labels).last()
        {
            for (what, labels, wanted) in WANTED {
                let met = score.exact(labels).f1().is_some_and(|reached| reached >= wanted);
                let met = if met { "yes" } else { "no" };
                report::print(format_args!("Wanted of Selon, {what}: F1 {wanted}. Met: {met}.\n"))?;
            }
        }
    }
    report::print(report::provenance(environment.as_ref())?)?;
    Ok(())
}

/// The name of a set and its articles; `None`, which is said, where it is not there.
fn articles(places: &Places, set: Set, split: Split) -> Result<Option<(String, Vec<Named>)>> {
    let folder = if set == Set::WinerFr { "winer-fr" } else { "wikineural" };
    let Some(data) = data::find(places, &[folder])? else { return Ok(None) };
    Ok(Some(match set {
        Set::WinerFr => {
            let mut articles = winer(&data)?;
            articles.retain(|named| split.has(named.article.published.as_deref()));
            (format!("{folder}-{}", split.name()), articles)
        }
        Set::Wikineural => (folder.to_owned(), wikineural(&data, SENTENCES)?),
    }))
}

fn scores(articles: &[Named], systems: &[(String, Findings)], labels: &[Label]) -> Vec<(String, Score)> {
    let score = |(name, findings): &(String, Findings)| {
        let mut score = Score::default();
        for (named, found) in articles.iter().zip(findings) {
            let text: Vec<char> = named.article.text.chars().collect();
            score.add(&text, &named.names, found, labels);
        }
        (name.clone(), score)
    };
    systems.iter().map(score).collect()
}

fn print(
    name: &str,
    articles: &[Named],
    systems: &[(String, Findings)],
    labels: &[Label],
    errors: usize,
) -> Result<()> {
    let words: usize = articles.iter().map(|named| named.article.text.split_whitespace().count()).sum();
    let (words, count) = (report::thousands(words), report::thousands(articles.len()));
    report::print(format_args!("**{name}**: {count} texts, {words} words\n"))?;
    report::print(tables::of_set(&scores(articles, systems, labels), labels))?;
    let last = systems.last().into_iter().flat_map(|(_, findings)| articles.iter().zip(findings));
    for line in last.flat_map(|(named, found)| errors::list(named, found, labels)).take(errors) {
        report::print(format_args!("    {line}"))?;
    }
    Ok(())
}

/// What a recogniser finds by itself.
fn recognised(engine: &Engine, articles: &[Named]) -> Findings {
    let texts: Vec<&str> = articles.iter().map(|named| named.article.text.as_str()).collect();
    engine.parse_many(&texts).iter().map(names_of).collect()
}

/// What the recogniser of a pipeline found.
pub(crate) fn names_of(doc: &Doc) -> Vec<Name> {
    let entity = |entity: &selon_spacy::Span| {
        let range = doc.token(entity.start).range().start..doc.token(entity.end - 1).range().end;
        (range, doc.labels().get(entity.label))
    };
    labelled(doc.text(), doc.ents().iter().map(entity))
}

/// Names by their bytes and spaCy's labels.
fn labelled<'a>(text: &str, entities: impl Iterator<Item = (std::ops::Range<usize>, &'a str)>) -> Vec<Name> {
    let offsets = Offsets::new(text);
    let name = |(range, label): (std::ops::Range<usize>, &str)| {
        let kind = match label {
            "PER" => EntityType::Person,
            "LOC" => EntityType::Place,
            "ORG" => EntityType::Organisation,
            _ => EntityType::Other,
        };
        Some(Name { span: offsets.record(Span::from(range)).ok()?, kind })
    };
    entities.filter_map(name).collect()
}

/// What spaCy finds, run by Python.
fn python(environment: &Environment, local: &LocalModel, articles: &[Named], out: &Path) -> Result<Findings> {
    let text = |named: &Named| Text {
        id: named.article.id.clone(),
        text: named.article.text.clone(),
        sentence_starts: Vec::new(),
    };
    let texts: Vec<Text> = articles.iter().map(text).collect();
    let dump = agreement::dump(environment, Model::FrMd, local, &texts, out)?;
    let lines = fs::read_to_string(&dump).with_context(|| dump.display().to_string())?;
    let names = |line: &str| {
        let annotated = annotation::from_dump(line)?;
        let entities = annotated.entities.iter().map(|(range, label)| (range.clone(), label.as_str()));
        Ok(labelled(&annotated.text, entities))
    };
    lines.lines().map(names).collect()
}

/// What Selon finds; its readings are written to `file` too.
fn read(reader: &Reader, articles: &[Named], file: &Path) -> Result<Findings> {
    let readings: Vec<Reading> =
        articles.par_iter().map(|named| reader.read(named.article.clone())).collect();
    let lines = readings.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>()?;
    fs::write(file, lines.join("\n") + "\n").with_context(|| file.display().to_string())?;
    Ok(readings.iter().map(|reading| names_of_entities(&reading.entities)).collect())
}

/// The readings of a file, in the order of the articles; without one nothing was found.
fn predicted(file: &Path, articles: &[Named]) -> Result<Findings> {
    let lines = fs::read_to_string(file).with_context(|| file.display().to_string())?;
    let mut found: HashMap<String, Vec<Name>> = HashMap::new();
    for (number, line) in (1..).zip(lines.lines()) {
        let reading: Reading =
            serde_json::from_str(line).with_context(|| format!("{}:{number}", file.display()))?;
        found.insert(reading.article.id.clone(), names_of_entities(&reading.entities));
    }
    let missing = articles.iter().filter(|named| !found.contains_key(&named.article.id)).count();
    if missing > 0 {
        eprintln!("no predictions for {missing} articles, counted as empty");
    }
    Ok(articles.iter().map(|named| found.remove(&named.article.id).unwrap_or_default()).collect())
}

/// The names among entities: not what only describes somebody.
pub(crate) fn names_of_entities(entities: &[Entity]) -> Vec<Name> {
    let names = entities.iter().filter(|entity| entity.form.is_name());
    names.map(|entity| Name { span: entity.span, kind: entity.kind }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_by_date() {
        let days = [Some("2016-08-31"), Some("2016-09-01"), None];
        assert_eq!(days.map(|day| Split::Dev.has(day)), [false, true, false]);
        assert_eq!(days.map(|day| Split::Train.has(day)), [true, false, true]);
        assert_eq!(days.map(|day| Split::All.has(day)), [true; 3]);
    }
}
