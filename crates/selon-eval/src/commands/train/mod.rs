//! `selon-eval train`: the weights of the models of attribution, from annotated articles.

mod conditionals;
pub(crate) mod corpus;
pub(crate) mod entities;
mod learner;
mod ridge;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Args;
use selon_reading::Reader;
use selon_reading::training::{Decision, Examples};
use selon_record::{Article, Form, Reading};
use selon_spacy::Doc;

use crate::models::Model;
use crate::{Places, engine, project};
use corpus::Annotated;

/// Trains the weights of the models of attribution and prints how the training went.
///
/// With --folds the articles are parted, and each part is read with weights that never saw it: its readings go to
/// --predictions, to be scored with `selon-eval attribution`.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Annotated articles: files with one a line, or folders with ID.json and ID.txt [default: those of annotations/]
    #[arg(value_name = "FILE|DIR")]
    corpora: Vec<PathBuf>,
    /// The model that parses; the weights are those of its language
    #[arg(long, value_enum, default_value_t = Model::FrMd)]
    model: Model,
    /// Where to write the weights
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Files of annotated conditionals, which the model of conditionals learns from [default: those of annotations/]
    #[arg(long, value_name = "FILE")]
    conditionals: Vec<PathBuf>,
    /// Files of annotated conditionals to read with the weights trained on all of the others
    #[arg(long, value_name = "FILE")]
    test_conditionals: Vec<PathBuf>,
    /// Read every article with weights trained on the other parts, in so many parts
    #[arg(long, value_name = "N")]
    folds: Option<usize>,
    /// Folders of annotated articles to read with the weights trained on all of the others
    #[arg(long, value_name = "DIR")]
    test: Vec<PathBuf>,
    /// Where to write the readings of --folds or --test, one a line
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
    /// The strength of the penalty on weights
    #[arg(long, default_value_t = learner::PENALTY, value_name = "X")]
    penalty: f64,
}

/// Runs the command.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    let model = options.model.fetch(places)?;
    let cache = project::out_folder(places, "train")?.join(format!("{}.prebaked", options.model.name()));
    let reader = engine::reader_cached(places, &model, &cache)?;
    let (reader, senses) = train_conditionals(places, reader, options)?;
    let prepare = |folders: &[PathBuf]| -> Result<Vec<Prepared>> {
        let articles = corpus::load(places, folders)?;
        Ok(articles.into_iter().map(|article| Prepared::new(&reader, article)).collect())
    };
    let corpora = match options.corpora.is_empty() {
        true => annotations(&format!("attribution-{}", options.model.language()))?,
        false => options.corpora.clone(),
    };
    let training = prepare(&corpora)?;
    let mut readings: Vec<Reading> = Vec::new();
    if let Some(folds) = options.folds {
        for fold in 0..folds {
            let held_out = |i: usize| i % folds == fold;
            let (mut seen, mut unseen) = (Vec::new(), Vec::new());
            for (i, prepared) in training.iter().enumerate() {
                if held_out(i) { unseen.push(prepared) } else { seen.push(prepared) }
            }
            let table = senses.clone()
                + &learner::train(seen.into_iter().flat_map(|p| &p.decisions), options.penalty);
            readings.extend(read(&reader, &table, unseen.into_iter())?);
            eprintln!("fold {} of {folds}: {} weights", fold + 1, table.lines().count());
        }
    }
    if options.output.is_some() || !options.test.is_empty() || options.folds.is_none() {
        let table =
            senses.clone() + &learner::train(training.iter().flat_map(|p| &p.decisions), options.penalty);
        report(&training, &table);
        let test = prepare(&options.test)?;
        readings.extend(read(&reader, &table, test.iter())?);
        if let Some(output) = &options.output {
            fs::write(output, format!("{}{table}", header(output)?))
                .with_context(|| format!("cannot write {}", output.display()))?;
        }
    }
    if let Some(path) = &options.predictions {
        let mut lines = String::new();
        for reading in &readings {
            lines.push_str(&serde_json::to_string(reading)?);
            lines.push('\n');
        }
        fs::write(path, lines).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

/// The files of the project's own annotations whose path begins so.
fn annotations(name: &str) -> Result<Vec<PathBuf>> {
    let folder = project::root()?.join("annotations");
    let file = folder.join(format!("{name}.jsonl"));
    if file.exists() {
        return Ok(vec![file]);
    }
    let Ok(entries) = fs::read_dir(folder.join(name)) else { return Ok(Vec::new()) };
    let mut files = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    files.sort();
    Ok(files)
}

/// An article parsed once, with the decisions that reading it takes.
struct Prepared {
    article: Article,
    doc: Doc,
    decisions: Vec<Decision>,
    /// The form of each annotated attribution, and how near the proposed contents come to it.
    reach: Vec<(Form, f64)>,
}

impl Prepared {
    fn new(reader: &Reader, annotated: Annotated) -> Self {
        let doc = reader.parse(&annotated.article);
        let Examples { decisions, reach } =
            reader.decisions(&annotated.article, &doc, &annotated.attributions);
        let reach = annotated.attributions.iter().map(|gold| gold.form).zip(reach).collect();
        Prepared { article: annotated.article, doc, decisions, reach }
    }
}

fn read<'p>(
    reader: &Reader,
    table: &str,
    articles: impl Iterator<Item = &'p Prepared>,
) -> Result<Vec<Reading>> {
    let reader = with_weights(reader, table)?;
    Ok(articles.map(|prepared| reader.interpret(prepared.article.clone(), &prepared.doc)).collect())
}

fn with_weights(reader: &Reader, table: &str) -> Result<Reader> {
    Ok(reader.clone().with_weights(&format!("model\tfeature\tweight\n{table}"))?)
}

/// The model of conditionals comes first: what it says of a conditional, the other models weigh. A reader with its weights,
/// and the weights.
fn train_conditionals(places: &Places, reader: Reader, options: &Options) -> Result<(Reader, String)> {
    let files = match options.conditionals.is_empty() && options.corpora.is_empty() {
        true => annotations(&format!("conditional-{}", options.model.language()))?,
        false => options.conditionals.clone(),
    };
    let annotated = conditionals::load(places, &reader, &files)?;
    if let Some(folds) = options.folds.filter(|_| !annotated.is_empty()) {
        let mut readings = Vec::new();
        for fold in 0..folds {
            let parted = |held_out: bool| {
                let own = move |(i, _): &(usize, _)| (i % folds == fold) == held_out;
                annotated.iter().enumerate().filter(own).map(|(_, conditional)| conditional)
            };
            let table = conditionals::train(parted(false), options.penalty);
            readings.extend(conditionals::read(&reader, &table, parted(true))?);
        }
        print!("{}", conditionals::report("of the folds", &readings));
    }
    let table = conditionals::train(annotated.iter(), options.penalty);
    let test = conditionals::load(places, &reader, &options.test_conditionals)?;
    if !test.is_empty() {
        let readings = conditionals::read(&reader, &table, test.iter())?;
        print!("{}", conditionals::report("of the test", &readings));
    }
    let reader = with_weights(&reader, &table)?;
    Ok((reader, table))
}

fn report(training: &[Prepared], table: &str) {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for decision in training.iter().flat_map(|prepared| &prepared.decisions) {
        let (decisions, candidates) = counts.entry(decision.model).or_default();
        *decisions += 1;
        *candidates += decision.candidates.len();
    }
    let mut text = String::from("| model | decisions | candidates | weights |\n|---|---|---|---|\n");
    for (model, (decisions, candidates)) in counts {
        let weights = table.lines().filter(|line| line.starts_with(&format!("{model}\t"))).count();
        let _ = writeln!(text, "| {model} | {decisions} | {candidates} | {weights} |");
    }
    let _ = writeln!(text, "\n| form | annotated | within reach at .3 | at .8 |\n|---|---|---|---|");
    let mut forms: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for (form, reach) in training.iter().flat_map(|prepared| &prepared.reach) {
        forms.entry(format!("{form:?}").to_lowercase()).or_default().push(*reach);
    }
    for (form, reach) in forms {
        let share = |least: f64| reach.iter().filter(|r| **r >= least).count() as f64 / reach.len() as f64;
        let _ = writeln!(text, "| {form} | {} | {:.3} | {:.3} |", reach.len(), share(0.3), share(0.8));
    }
    print!("{text}");
}

/// The header of the table that is to be replaced: its comments and its heading.
fn header(path: &PathBuf) -> Result<String> {
    let old = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut header = String::new();
    for line in old.lines() {
        header.push_str(line);
        header.push('\n');
        if !line.starts_with('#') {
            break;
        }
    }
    Ok(header)
}
