//! `selon-eval attribution`: who says what, against the gold standard and beside others.

mod construction;
mod errors;
mod peers;
mod predictions;
mod recall;
mod score;
mod tables;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::Args;
use rayon::prelude::*;
use selon_reading::Reader;
use selon_record::Reading;
use selon_spacy::Doc;

use self::construction::Construction;
use self::peers::Peers;
use self::predictions::Predictions;
use self::recall::Recall;
use self::score::Score;
use self::tables::Tables;
use crate::data;
use crate::data::gold::{Annotated, GoldSet, Half};
use crate::models::Model;
use crate::{Places, engine, project, report};

/// The sets that are measured by default, in the evaluation folder.
const SETS: [&str; 2] = ["gold/attribution-fr", "gold/attribution-press-fr"];

/// Measure who says what against annotated articles: contents, sources, cues, and their labels.
///
/// Reads every article of a gold set and pairs what was found with what the annotators found, by overlap of the
/// contents. Prints precision, recall and F1, the accuracy of the labels, and recall by form and construction. What was
/// found goes to eval-out/attribution/SET.jsonl. Assertions of form plain are left out: the gold standard holds
/// attributed content only.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  selon-eval attribution
  selon-eval attribution --half even --errors 40
  selon-eval attribution ~/eval/gold/attribution-fr --predictions other.jsonl
  selon-eval attribution --peers")]
pub(crate) struct Options {
    /// Folders of annotated articles [default: attribution-fr and attribution-press-fr of the evaluation data]
    #[arg(value_name = "GOLD_DIR")]
    sets: Vec<PathBuf>,
    /// Only every second article of each set, in the order of identifiers
    #[arg(long, value_enum)]
    half: Option<Half>,
    /// Score these predictions (as `selon read --format jsonl` writes them) instead of reading
    #[arg(long, value_name = "FILE.jsonl")]
    predictions: Option<PathBuf>,
    /// List the first N of each set that are missed, have a wrong source, or are not in the gold standard
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Measure textacy beside Selon, and print what was measured of other programs
    #[arg(long, conflicts_with = "predictions")]
    peers: bool,
    /// The model that parses
    #[arg(long, value_enum, default_value_t = Model::FrMd)]
    model: Model,
}

/// A gold set with the parse of its articles.
struct Parsed {
    /// The set's name, and which half of it.
    name: String,
    articles: Vec<(Annotated, Doc)>,
}

/// What one program reached on one set.
struct Outcome {
    score: Score,
    recall: Recall,
    errors: Vec<String>,
}

/// Runs the command.
///
/// # Errors
/// When a gold set, the predictions, a model, Python or the disk fail.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    let folders = match &options.sets[..] {
        [] => default_sets(places)?,
        given => given.to_vec(),
    };
    if folders.is_empty() {
        return Ok(()); // what is skipped has been said
    }
    let given = options.predictions.as_deref().map(Predictions::read).transpose()?;
    let local = options.model.fetch(places)?;
    let reader = engine::reader(places, &local)?;
    let mut peers = options.peers.then(|| Peers::prepare(places, &local)).transpose()?;
    for folder in folders {
        let set = Parsed::read(&folder, options.half, &reader)?;
        let read;
        let predictions = match &given {
            Some(predictions) => predictions,
            None => {
                read = Predictions::of(&set.readings(&reader, places)?)?;
                &read
            }
        };
        let outcome = set.score(predictions)?;
        report::print(Tables { set: &set, outcome: &outcome })?;
        for error in outcome.errors.iter().take(options.errors) {
            report::print(format_args!("    {error}"))?;
        }
        if let Some(peers) = &mut peers {
            peers.measure(&set, &outcome.score)?;
        }
    }
    if let Some(peers) = &peers {
        report::print(peers)?;
    }
    report::print(report::provenance(peers.as_ref().map(Peers::environment))?)?;
    Ok(())
}

/// The default sets that are there; of the others a line says that they are skipped.
fn default_sets(places: &Places) -> Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for set in SETS {
        folders.extend(data::find(places, &[set])?.map(|data| data.join(set)));
    }
    Ok(folders)
}

impl Parsed {
    /// Reads a gold set, or half of it, and parses its articles.
    fn read(folder: &Path, half: Option<Half>, reader: &Reader) -> Result<Parsed> {
        let GoldSet { mut name, mut articles } = GoldSet::read(folder)?;
        if let Some(half) = half {
            name = format!("{name}-{}", half.name());
            articles = half.of(articles);
        }
        let parse = |annotated: Annotated| {
            let doc = reader.parse(&annotated.article);
            (annotated, doc)
        };
        Ok(Parsed { name, articles: articles.into_par_iter().map(parse).collect() })
    }

    fn articles(&self) -> impl Iterator<Item = &Annotated> {
        self.articles.iter().map(|(annotated, _)| annotated)
    }

    /// Selon's readings of the articles, which are written to `eval-out/attribution/` too.
    fn readings(&self, reader: &Reader, places: &Places) -> Result<Vec<Reading>> {
        let read = |(annotated, doc): &(Annotated, Doc)| reader.interpret(annotated.article.clone(), doc);
        let readings: Vec<Reading> = self.articles.par_iter().map(read).collect();
        let path = project::out_folder(places, "attribution")?.join(format!("{}.jsonl", self.name));
        let lines = readings.iter().map(serde_json::to_string).collect::<Result<Vec<_>, _>>()?;
        fs::write(&path, lines.join("\n") + "\n").with_context(|| path.display().to_string())?;
        Ok(readings)
    }

    /// Scores predictions; an article without any counts as one in which nothing was found, and that is said.
    fn score(&self, predictions: &Predictions) -> Result<Outcome> {
        let missing: Vec<&str> =
            self.articles().map(|a| &*a.article.id).filter(|id| !predictions.has(id)).collect();
        if let Some(first) = missing.first() {
            let (name, count) = (&self.name, missing.len());
            eprintln!("{name}: no predictions for {count} articles, counted as empty; the first is {first}");
        }
        let (mut score, mut recall, mut errors) = (Score::default(), Recall::default(), Vec::new());
        for (annotated, doc) in &self.articles {
            let Annotated { article, attributions } = annotated;
            let found = predictions.of_article(annotated)?;
            let matches = score.add(&article.text, attributions, found);
            for (attribution, &matched) in attributions.iter().zip(&matches) {
                recall.add(attribution, Construction::of(attribution, doc), matched);
            }
            errors.extend(errors::list(article, attributions, found, &matches));
        }
        Ok(Outcome { score, recall, errors })
    }
}
