//! `selon-eval agreement`: is Selon's engine spaCy, token by token?

mod compare;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use clap::Args;

use self::compare::{Attribute, Comparison, Difference};
use crate::annotation::{self, Annotation};
use crate::data::{self, Text};
use crate::engine::Engine;
use crate::models::{LocalModel, Model};
use crate::process;
use crate::python::{Environment, Packages, Script};
use crate::report::{self, Table, thousands};
use crate::{Places, project};

/// Texts given to the engine at a time.
const BATCH: usize = 64;

/// Compare Selon's engine with spaCy 3.8 on raw text, attribute by attribute.
///
/// Reads the same texts with both: tokens, tags, parts of speech, morphology, lemmas, heads, labels, sentence starts and
/// entities. French: the Universal Dependencies treebanks and WiNER-fr; English: EWT, TimeBank and PolNeAR. Every
/// difference is written to a file of tab-separated values.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  selon-eval agreement
  selon-eval agreement --model fr-md --model en-md
  selon-eval agreement --model fr-sm --limit-tokens 20000 --differences fr-sm.tsv")]
pub(crate) struct Options {
    /// Models to compare on; all four if none is given
    #[arg(long, value_enum)]
    model: Vec<Model>,
    /// Read only about N white-space words of each language, taken evenly over the texts
    #[arg(long, value_name = "N")]
    limit_tokens: Option<usize>,
    /// File for the list of differences [default: eval-out/agreement/differences.tsv]
    #[arg(long, value_name = "FILE")]
    differences: Option<PathBuf>,
    /// Differences of each model to print as well
    #[arg(long, value_name = "N", default_value_t = 20)]
    show: usize,
}

/// Runs the command.
///
/// # Errors
/// When the data, Python, a model or the disk fail.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    let models = if options.model.is_empty() { &Model::ALL[..] } else { &options.model };
    let needed: Vec<&str> =
        models.iter().flat_map(|model| data::agreement_sets(model.language())).copied().collect();
    let Some(folder) = data::find(places, &needed)? else { return Ok(()) };
    let out = project::out_folder(places, "agreement")?;
    let environment = Environment::make(places, Packages::Spacy)?;
    let mut listed = format!("model\t{}\n", Difference::HEADS);
    for &model in models {
        let mut texts = data::agreement_texts(&folder, model.language())?;
        if let Some(words) = options.limit_tokens {
            texts = data::thin(texts, words);
        }
        let local = model.fetch(places)?;
        let dump = dump(&environment, model, &local, &texts, &out)?;
        let comparison = compare_model(&local, &texts, &dump)?;
        print_model(model, texts.len(), &comparison, options.show)?;
        for difference in &comparison.differences {
            writeln!(listed, "{}\t{difference}", model.name())?;
        }
    }
    report::print(report::provenance(Some(&environment))?)?;
    let path = options.differences.clone().unwrap_or_else(|| out.join("differences.tsv"));
    fs::write(&path, listed).with_context(|| path.display().to_string())?;
    report::print(format_args!("Every difference: {}", path.display()))?;
    Ok(())
}

/// spaCy's annotation of the texts: a file in the folder `out`, used again while the texts are the same.
///
/// # Errors
/// When Python or the disk fail.
pub(crate) fn dump(
    environment: &Environment,
    model: Model,
    local: &LocalModel,
    texts: &[Text],
    out: &Path,
) -> Result<PathBuf> {
    let input = out.join(format!("{}.texts.jsonl", model.name()));
    let output = out.join(format!("{}.spacy.jsonl", model.name()));
    let lines = data::json_lines(texts)?;
    if output.is_file() && fs::read_to_string(&input).is_ok_and(|old| old == lines) {
        return Ok(output);
    }
    if output.exists() {
        fs::remove_file(&output)?; // before the texts change: a dump never stands beside other texts
    }
    fs::write(&input, lines).with_context(|| input.display().to_string())?;
    eprintln!("spaCy reads {} texts with {}", texts.len(), model.name());
    let [python, script] = environment.script(Script::Dump)?;
    let mut command = Command::new(python);
    process::run(command.arg(script).arg(&local.pipeline).arg(&input).arg(&output))?;
    Ok(output)
}

fn compare_model(local: &LocalModel, texts: &[Text], dump: &Path) -> Result<Comparison> {
    let engine = Engine::load(&local.wheel)?;
    let dumped = fs::read_to_string(dump).with_context(|| dump.display().to_string())?;
    let lines: Vec<&str> = dumped.lines().collect();
    ensure!(
        lines.len() == texts.len(),
        "{}: {} lines for {} texts",
        dump.display(),
        lines.len(),
        texts.len()
    );
    let mut comparison = Comparison::default();
    for (texts, lines) in texts.chunks(BATCH).zip(lines.chunks(BATCH)) {
        let bodies: Vec<&str> = texts.iter().map(|text| text.text.as_str()).collect();
        let docs = engine.parse_many(&bodies);
        ensure!(docs.len() == texts.len(), "{} documents for {} texts", docs.len(), texts.len());
        for ((text, line), doc) in texts.iter().zip(lines).zip(&docs) {
            let reference = annotation::from_dump(line).with_context(|| text.id.clone())?;
            ensure!(reference.text == text.text, "{}: the dump has another text", text.id);
            comparison.add(&text.id, &reference, &Annotation::from(doc));
        }
    }
    Ok(comparison)
}

fn print_model(model: Model, texts: usize, comparison: &Comparison, show: usize) -> Result<()> {
    let tokens = thousands(comparison.compared(Attribute::Token));
    report::print(format_args!("**{}**: {tokens} tokens of {} texts\n", model.name(), thousands(texts)))?;
    let mut table = Table::new(["attribute", "compared", "differences", "per 100,000"]);
    for attribute in Attribute::ALL {
        let compared = comparison.compared(attribute);
        let different = comparison.different(attribute);
        let rate = different as f64 * 100_000.0 / compared.max(1) as f64;
        table.row([
            attribute.name().to_owned(),
            thousands(compared),
            thousands(different),
            format!("{rate:.1}"),
        ]);
    }
    report::print(table)?;
    for difference in comparison.differences.iter().take(show) {
        report::print(format_args!("    {difference}"))?;
    }
    match comparison.differences.len().saturating_sub(show) {
        0 if comparison.differences.is_empty() => (),
        0 => report::print("")?,
        hidden => report::print(format_args!("    … and {} more\n", thousands(hidden)))?,
    }
    Ok(())
}
