//! `selon-eval quantity`: how many and how much, against sets of expressions with their values, and beside others.

mod case;
mod errors;
mod found;
mod judge;
mod peers;
mod sets;
mod tables;
mod unit;

use anyhow::Result;
use clap::{Args, ValueEnum};
use rayon::prelude::*;
use selon_record::Article;

use self::case::Case;
use self::found::Findings;
use self::judge::{Faults, Judge};
use self::peers::{Peer, Prepared};
use self::tables::Tally;
use crate::models::Model;
use crate::{Places, data, engine, exclusions, report};

/// Measure how many and how much: numbers, ordinals, percentages, money, measures, temperatures, ages.
///
/// Reads each expression of Duckling, Rustling and Microsoft's Recognizers-Text as an article of its own and prints the
/// share that is right, set by set, with and without the cases of crates/selon-eval/data/exclusions.tsv: wrong French, and
/// cases that contradict another. docs/evaluation.md defines what is right.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  selon-eval quantity
  selon-eval quantity --language fr --set NumberModel --errors 40
  selon-eval quantity --peers")]
pub(crate) struct Options {
    /// Only this language [default: both]
    #[arg(long, value_enum)]
    language: Option<Language>,
    /// Only the sets whose name contains this, such as `duckling`, `CurrencyModel`
    #[arg(long, value_name = "NAME", default_value = "")]
    set: String,
    /// List the first N cases of each set that are wrong, but for the excluded ones
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Measure Duckling, Recognizers-Text (Python) and quantulum3 (English) beside Selon
    #[arg(long)]
    peers: bool,
}

/// A language of the sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Language {
    /// French
    Fr,
    /// English
    En,
}

impl Language {
    fn code(self) -> &'static str {
        match self {
            Language::Fr => "fr",
            Language::En => "en",
        }
    }

    /// The model that parses.
    fn model(self) -> Model {
        match self {
            Language::Fr => Model::FrMd,
            Language::En => Model::EnMd,
        }
    }
}

/// Runs the command.
///
/// # Errors
/// When the data, a model, Python or the disk fail.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    let languages = options.language.map_or(vec![Language::Fr, Language::En], |language| vec![language]);
    let judge = Judge::new()?;
    let peers = if options.peers { Peer::prepare_all(places)? } else { Vec::new() };
    for language in languages {
        let Some(folder) = data::find(places, sets::folders(language.code()))? else { continue };
        let mut cases = sets::cases(&folder, language.code(), judge.units())?;
        cases.retain(|case| case.set.contains(&options.set));
        for case in &mut cases {
            case.excluded = exclusions::is_excluded(&case.set, &case.text);
        }
        measure(places, options, &judge, language, &cases, &peers)?;
    }
    report::print(report::provenance(None)?)?;
    for Prepared { environment, .. } in &peers {
        report::print(environment.versions()?.join(", "))?;
    }
    Ok(())
}

/// Reads the cases of one language and prints what came of it.
fn measure(
    places: &Places,
    options: &Options,
    judge: &Judge,
    language: Language,
    cases: &[Case],
    peers: &[Prepared],
) -> Result<()> {
    let reader = engine::reader(places, &language.model().fetch(places)?)?;
    let reader = engine::by_grammars(reader, places.grammars.as_deref(), language.code())?;
    let read = |case: &Case| {
        let article = Article {
            published: case.published.clone(),
            language: case.language.clone(),
            ..Article::new(case.text.clone())
        };
        let findings = Findings::of(&reader.read(article));
        let faults = judge.faults(case, &findings);
        (findings, faults)
    };
    let answers: Vec<(Findings, Faults)> = cases.par_iter().map(read).collect();
    let mut tally = Tally::default();
    for (case, (_, faults)) in cases.iter().zip(&answers) {
        tally.add(case, Some(faults.is_none()));
    }
    let mut beside = Vec::new();
    for peer in peers {
        let mut theirs = Tally::default();
        for (case, findings) in
            cases.iter().zip(peer.answers(places, language.code(), judge.units(), cases)?)
        {
            theirs.add(case, findings.map(|findings| judge.faults(case, &findings).is_none()));
        }
        beside.push((peer.name(), theirs));
    }
    report::print(format_args!("**{}**\n\n{}", language.code(), tally.table()))?;
    if !beside.is_empty() {
        report::print(format_args!("Share right without what is excluded:\n\n{}", tally.beside(&beside)))?;
    }
    errors::print(cases, &answers, options.errors)
}
