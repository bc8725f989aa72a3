//! `selon-eval train-entities`: the weights of the model that chooses names, from WiNER-fr.
//!
//! The model weighs what the recogniser says against everything else. A recogniser says too much about articles that it was trained
//! on, so that each is read with one that never saw it: the articles are parted, and every part has an overlay of its own.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use clap::Args;
use rayon::prelude::*;
use selon_reading::Reader;
use selon_reading::training::{Decision, GoldName};
use selon_record::Article;
use selon_spacy::{Doc, Overlay};

use super::{header, learner};
use crate::commands::entity::{Label, Score, Split, names_of, names_of_entities, tables};
use crate::data::Text;
use crate::data::names::{Name, Named, winer};
use crate::data::ud;
use crate::engine::Engine;
use crate::models::Model;
use crate::{Places, data, engine, project};

/// Trains the weights of the model that chooses names and prints how the training went.
///
/// Every article of WiNER-fr that the table of parts names is read with the overlay of its part, `foldN.overlay` beside the table,
/// which crates/selon-eval/python/train_entities.py trained on the other parts. With --rehearsal other texts keep what is known
/// beyond news: there the model as it comes is right.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  selon-eval train-entities --folds folds.tsv --cross
  selon-eval train-entities --folds folds.tsv --penalty 0.05 --rehearsal French-GSD \
    --rehearsal French-PUD --output weights.tsv
  selon-eval --overlay fr-dev.overlay entity --weights weights.tsv --set winer-fr")]
pub(crate) struct Options {
    /// Which part an article belongs to: lines of its name and a number
    #[arg(long, value_name = "FILE.tsv")]
    folds: PathBuf,
    /// Of the articles in the table only those of this part of the year
    #[arg(long, value_enum, default_value_t = Split::Train)]
    split: Split,
    /// Read every article with weights trained on the other parts, and print how good that is
    #[arg(long)]
    cross: bool,
    /// A treebank of Universal Dependencies whose texts are read too, by the beginning of its folder
    #[arg(long, value_name = "NAME")]
    rehearsal: Vec<String>,
    /// Where to write the weights; the head of the file stays, where there is one
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The strength of the penalty on weights
    #[arg(long, default_value_t = learner::PENALTY, value_name = "X")]
    penalty: f64,
}

/// The articles of one part, read with its overlay.
struct Fold {
    reader: Reader,
    articles: Vec<(Named, Doc, Vec<Decision>)>,
}

impl Fold {
    fn decisions(&self) -> impl Iterator<Item = &Decision> {
        self.articles.iter().flat_map(|(_, _, decisions)| decisions)
    }
}

/// Runs the command.
///
/// # Errors
/// When the data, the table, an overlay, the model or the disk fail.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    let Some(data) = data::find(places, &["winer-fr"])? else { return Ok(()) };
    let mut articles: HashMap<String, Named> = winer(&data)?
        .into_iter()
        .filter(|named| options.split.has(named.article.published.as_deref()))
        .map(|named| (named.article.id.clone(), named))
        .collect();
    let mut folds = Vec::new();
    for (number, ids) in parts(&options.folds)? {
        let own: Vec<Named> = ids.iter().filter_map(|id| articles.remove(id)).collect();
        if !own.is_empty() {
            folds.push(read(places, &options.folds.with_file_name(format!("fold{number}.overlay")), own)?);
        }
    }
    ensure!(!folds.is_empty(), "{}: no article of this part of the year", options.folds.display());
    if !articles.is_empty() {
        eprintln!("{} articles left out: they are in no part", articles.len());
    }
    let mut texts = Vec::new();
    for name in &options.rehearsal {
        texts.extend(ud::treebanks(&data, name)?);
    }
    let rehearsed = rehearse(places, &folds[0].reader, &texts)?;
    if options.cross {
        cross(&folds, &rehearsed, options.penalty)?;
    }
    let all = || folds.iter().flat_map(Fold::decisions).chain(&rehearsed);
    let table = learner::train(all(), options.penalty);
    let (decisions, weights) = (all().count(), table.lines().count());
    println!("{decisions} decisions, {weights} weights");
    if let Some(output) = &options.output {
        let head = if output.exists() { header(output)? } else { "model\tfeature\tweight\n".to_owned() };
        fs::write(output, format!("{head}{table}"))
            .with_context(|| format!("cannot write {}", output.display()))?;
    }
    Ok(())
}

/// The articles of each part.
fn parts(path: &Path) -> Result<BTreeMap<usize, Vec<String>>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let mut parts: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (number, line) in (1..).zip(text.lines()) {
        // The first line may be the names of the columns.
        if line.starts_with('#') || number == 1 && line.starts_with("article\t") {
            continue;
        }
        let part = line.split_once('\t').and_then(|(id, part)| Some((id, part.parse().ok()?)));
        let (id, part) = part.with_context(|| format!("{}:{number}: no part", path.display()))?;
        parts.entry(part).or_default().push(id.to_owned());
    }
    Ok(parts)
}

fn read(places: &Places, overlay: &Path, articles: Vec<Named>) -> Result<Fold> {
    let mut model = Model::FrMd.fetch(places)?;
    model.overlays = vec![Overlay::open(overlay)?];
    let stem = overlay.file_stem().unwrap_or_default().to_string_lossy();
    let cache = project::out_folder(places, "train")?.join(format!("{stem}.prebaked"));
    let reader = engine::reader_cached(places, &model, &cache)?;
    let parse = |named: Named| {
        let doc = reader.parse(&named.article);
        let gold = gold(&named.names, &names_of(&doc));
        let decisions = reader.entity_decisions(&doc, &gold);
        (named, doc, decisions)
    };
    let articles = articles.into_par_iter().map(parse).collect();
    Ok(Fold { reader, articles })
}

/// The decisions about texts in which what the model finds by itself is right.
fn rehearse(places: &Places, reader: &Reader, texts: &[Text]) -> Result<Vec<Decision>> {
    let engine = Engine::load(&Model::FrMd.fetch(places)?.wheel)?;
    let bodies: Vec<&str> = texts.iter().map(|text| text.text.as_str()).collect();
    let docs = engine.parse_many(&bodies);
    let decisions = |(text, own): (&Text, &Doc)| {
        let article = Article { language: "fr".to_owned(), ..Article::new(text.text.clone()) };
        let gold: Vec<GoldName> =
            names_of(own).iter().map(|name| GoldName { span: name.span, kind: name.kind }).collect();
        reader.entity_decisions(&reader.parse(&article), &gold)
    };
    Ok(texts.par_iter().zip(&docs).flat_map(decisions).collect())
}

/// What is right in an article: the names that people marked, but of an event or a thing with a person, a place or an organisation
/// in its name (« les Jeux olympiques de Rio ») the inner name; and where they marked nothing, the other names that the recogniser
/// finds (« le prix Goncourt »), for which WiNER-fr has no type.
fn gold(names: &[Name], recognised: &[Name]) -> Vec<GoldName> {
    let three = |name: &&Name| Label::THREE.contains(&Label::of(name.kind));
    let (start, end) = (|name: &Name| name.span.start, |name: &Name| name.span.end);
    let inside = |inner: &Name, outer: &Name| start(outer) <= start(inner) && end(inner) <= end(outer);
    let holds_one = |name: &Name| names.iter().filter(three).any(|inner| inside(inner, name));
    let marked = names.iter().filter(|name| three(name) || !holds_one(name));
    let free = |found: &Name| !names.iter().any(|name| start(name) < end(found) && start(found) < end(name));
    let others = recognised.iter().filter(|found| !three(found) && free(found));
    marked.chain(others).map(|name| GoldName { span: name.span, kind: name.kind }).collect()
}

/// Reads each part with weights that never saw it.
fn cross(folds: &[Fold], rehearsed: &[Decision], penalty: f64) -> Result<()> {
    let (mut score, mut recognised) = (Score::default(), Score::default());
    for (number, fold) in folds.iter().enumerate() {
        let others = folds.iter().enumerate().filter(|(other, _)| *other != number);
        let table = learner::train(others.flat_map(|(_, fold)| fold.decisions()).chain(rehearsed), penalty);
        let reader = fold.reader.clone().with_entity_weights(&format!("model\tfeature\tweight\n{table}"))?;
        let found: Vec<_> = fold
            .articles
            .par_iter()
            .map(|(named, doc, _)| names_of_entities(&reader.entities(&named.article, doc)))
            .collect();
        for ((named, doc, _), found) in fold.articles.iter().zip(&found) {
            let text: Vec<char> = named.article.text.chars().collect();
            score.add(&text, &named.names, found, Label::THREE);
            recognised.add(&text, &named.names, &names_of(doc), Label::THREE);
        }
    }
    println!(
        "{}",
        tables::of_set(&[("recogniser".to_owned(), recognised), ("Selon".to_owned(), score)], Label::THREE)
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use selon_record::{CodePointSpan, EntityType};

    #[test]
    fn inner_names_and_what_only_the_recogniser_names_are_right() {
        let name = |start, end, kind| Name { span: CodePointSpan::new(start, end), kind };
        let (games, rio) = (name(0, 20, EntityType::Event), name(17, 20, EntityType::Place));
        let (prize, man) = (name(30, 35, EntityType::Other), name(40, 45, EntityType::Person));
        let right = gold(&[games, rio], &[prize, man, name(18, 25, EntityType::Other)]);
        assert_eq!(right.iter().map(|name| name.span.start).collect::<Vec<_>>(), [17, 30]);
    }

    #[test]
    fn parts_are_read_with_and_without_heads() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("folds.tsv");
        fs::write(&path, "article\tfold\na\t0\nb\t1\nc\t0\n").unwrap();
        let expected = BTreeMap::from([(0, vec!["a".to_owned(), "c".to_owned()]), (1, vec!["b".to_owned()])]);
        assert_eq!(parts(&path).unwrap(), expected);
        fs::write(&path, "a\tx\n").unwrap();
        assert!(parts(&path).unwrap_err().to_string().ends_with("folds.tsv:1: no part"));
    }
}
