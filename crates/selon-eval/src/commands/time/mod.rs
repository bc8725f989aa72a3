//! `selon-eval time`: when? Spans, types and values of times, against six sets and beside others.

mod duckling;
mod found;
mod instant;
mod peers;
mod recognizers;
mod sets;
mod spans;
mod tables;
mod timex;

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, Result};
use clap::Args;
use rayon::prelude::*;

use self::found::Found;
use self::peers::Peer;
use self::sets::{Score, Set};
use self::tables::Tables;
use crate::models::Model;
use crate::{Places, data, engine, project, report};

/// Measure times: against French and English TimeBank, WiNER-fr, and the cases of Duckling, Rustling and Recognizers-Text.
///
/// TimeBank: spans, types and values as TempEval-3 counts them. WiNER-fr: the share of its dates and hours that times
/// cover. Cases: the share that is right; "spans" is the share with all spans right and nothing more, "kept" leaves out the
/// cases of data/exclusions.tsv. Every fault goes to eval-out/time/faults-LANGUAGE.txt.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  selon-eval time
  selon-eval time --language fr --set duckling --errors 100
  selon-eval time --set recognizers-text/fr/SetParser --errors 40
  selon-eval time --peers")]
pub(crate) struct Options {
    /// Only this language
    #[arg(long, value_parser = ["fr", "en"])]
    language: Option<String>,
    /// Only the sets whose name contains this
    #[arg(long, value_name = "NAME", default_value = "")]
    set: String,
    /// List the first N faults of each set
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Score these times (as `selon read --format jsonl` writes them, by article) instead of reading
    #[arg(long, value_name = "FILE.jsonl")]
    predictions: Option<PathBuf>,
    /// Measure HeidelTime, dateparser, Duckling and Recognizers-Text beside Selon
    #[arg(long, conflicts_with = "predictions")]
    peers: bool,
}

/// Runs the command.
///
/// # Errors
/// When the data, a model or the disk fail.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    let Some(data) = data::find(places, &[])? else { return Ok(()) };
    let mut sets = Vec::new();
    for model in [Model::FrMd, Model::EnMd] {
        if options.language.as_deref().is_none_or(|language| language == model.language()) {
            let mut of_language = Set::all(&data, model.language())?;
            of_language.retain(|set| set.name.contains(&options.set));
            sets.push((model, of_language));
        }
    }
    if sets.iter().all(|(_, sets)| sets.is_empty()) {
        report::print(format_args!("skipped: no set of times in {} named so", data.display()))?;
        return Ok(());
    }
    let given = options.predictions.as_deref().map(found::read).transpose()?;
    let mut scores = Vec::new();
    for (model, sets) in &sets {
        let found = match &given {
            Some(given) => sets.iter().map(|set| set.found_among(given)).collect(),
            None => read(places, *model, sets)?,
        };
        let mut all_faults = String::new();
        for (set, found) in sets.iter().zip(&found) {
            let (score, faults) = set.score(found);
            scores.push((set, score));
            for fault in faults.iter().take(options.errors) {
                report::print(format_args!("    {fault}"))?;
            }
            faults.iter().for_each(|fault| all_faults.push_str(&format!("{fault}\n")));
        }
        let path = project::out_folder(places, "time")?.join(format!("faults-{}.txt", model.language()));
        fs::write(&path, all_faults).with_context(|| path.display().to_string())?;
    }
    report::print(Tables(&scores))?;
    if options.peers {
        scores.retain(|(set, _)| tables::is_wanted(&set.name));
        let sets: Vec<&Set> = scores.iter().map(|(set, _)| *set).collect();
        let [beside, notes] = compare(places, &sets, scores)?;
        report::print(format_args!("{beside}\n{notes}"))?;
    }
    report::print(report::provenance(None)?)?;
    Ok(())
}

/// The table of Selon beside the other programs, and what is to be known of them.
fn compare(places: &Places, sets: &[&Set], ours: Vec<(&Set, Score)>) -> Result<[String; 2]> {
    let (mut programs, mut notes) = (vec![("Selon", ours)], String::new());
    for peer in Peer::ALL {
        eprintln!("{} reads", peer.name());
        let begun = Instant::now();
        let read = || {
            let environment = peer.environment(places)?;
            anyhow::Ok((peer.read(places, &environment, sets)?, environment.versions()?))
        };
        match read() {
            Ok(((found, lost), versions)) => {
                let seconds = begun.elapsed().as_secs();
                notes.push_str(&format!(
                    "{}: {}; {seconds} s, gave up on {lost} texts.\n",
                    peer.name(),
                    versions.join(", ")
                ));
                let scores = sets.iter().zip(&found).map(|(set, found)| (*set, set.score(found).0));
                programs.push((peer.name(), scores.collect()));
            }
            Err(error) => notes.push_str(&format!("{}: not measured: {error:#}\n", peer.name())),
        }
    }
    Ok([tables::beside(&programs), notes])
}

/// What Selon finds in each article of each set.
fn read(places: &Places, model: Model, sets: &[Set]) -> Result<Vec<Vec<Vec<Found>>>> {
    if sets.is_empty() {
        return Ok(Vec::new());
    }
    let local = model.fetch(places)?;
    let cache = project::out_folder(places, "time")?.join(format!("{}.prebaked", model.name()));
    let reader = engine::reader_cached(places, &local, &cache)?;
    let reader = engine::by_grammars(reader, places.grammars.as_deref(), model.language())?;
    let times = |set: &Set| {
        let read = |article: &selon_record::Article| {
            let reading = reader.read(article.clone());
            reading.times.iter().map(Found::from).collect()
        };
        set.articles.par_iter().map(read).collect()
    };
    Ok(sets.iter().map(times).collect())
}
