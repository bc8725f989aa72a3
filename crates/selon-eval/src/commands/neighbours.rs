//! `selon-eval neighbours`: do sketches of sentence vectors find the near ones, and what does looking for them cost?

use std::collections::HashSet;
use std::hint::black_box;

use anyhow::Result;
use clap::Args;
use selon_sentence::{Compact, Encoder, Near, Sketch, Sketches, Vector};

use super::encoder::{processor_seconds, sentences};
use crate::data::{self, press};
use crate::report::{self, Table, thousands};
use crate::{Places, models};

/// Cosines from which two sentences count as near.
const COSINES: [f32; 3] = [0.65, 0.7, 0.8];
/// The distances between sketches that are tried.
const DISTANCES: [u32; 4] = [138, 142, 146, 150];
/// How many are looked for together: the statements of an article.
const TOGETHER: usize = 20;

/// Measure how well sketches of 64 bytes find the sentences whose vectors have a cosine of 0.65 and more, and at what cost.
///
/// The sentences are those of the press, cut by Selon's rules, each wording once. Some, taken evenly, are compared with all by
/// their whole vectors and by their sketches. Costs are processor time of one thread, for 20 sentences looked for together,
/// among as many as there are and among a million, which are the same ones again.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo run --release -p selon-eval -- neighbours
  selon-eval neighbours --sentences 20000")]
pub(crate) struct Options {
    /// Sentences of the press at most
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    sentences: usize,
    /// How many of them are looked for
    #[arg(long, value_name = "N", default_value_t = 2_000)]
    queries: usize,
}

/// Runs the command.
///
/// # Errors
/// When the data, the model or the disk fail.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    let Some(folder) = data::find(places, &["press-fr"])? else { return Ok(()) };
    let texts = sentences(press::articles(&folder)?)?;
    let mut seen = HashSet::new();
    let texts: Vec<&str> =
        texts.iter().map(|text| text.text.as_str()).filter(|text| seen.insert(*text)).collect();
    let texts = &texts[..texts.len().min(options.sentences)];
    let encoder = Encoder::load(&models::fetch_encoder(places)?.0)?;
    let vectors: Vec<Vector> = texts.chunks(64).flat_map(|texts| encoder.encode_many(texts)).collect();
    let compact: Vec<Compact> = vectors.iter().map(Vector::compact).collect();
    let sketches: Vec<Sketch> = compact.iter().map(Compact::sketch).collect();
    let step = (texts.len() / options.queries.max(1)).max(1);
    let queries: Vec<usize> = (0..texts.len()).step_by(step).collect();

    report::print(found(&vectors, &sketches, &queries))?;
    report::print(cost(&compact, &sketches, &queries))?;
    report::print(report::provenance(None)?)?;
    Ok(())
}

/// The share of near pairs that is found at each distance, and what else is.
fn found(vectors: &[Vector], sketches: &[Sketch], queries: &[usize]) -> Table {
    let mut near = [0usize; COSINES.len()];
    let mut found = [[0usize; COSINES.len()]; DISTANCES.len()];
    let mut candidates = [0usize; DISTANCES.len()];
    for &query in queries {
        for other in (0..vectors.len()).filter(|&other| other != query) {
            let distance = sketches[query].distance(&sketches[other]);
            let cosine = vectors[query].similarity(&vectors[other]);
            let within = |i: usize| distance <= DISTANCES[i];
            for (i, candidates) in candidates.iter_mut().enumerate() {
                *candidates += usize::from(within(i));
            }
            for (j, near) in near.iter_mut().enumerate().filter(|&(j, _)| cosine >= COSINES[j]) {
                *near += 1;
                found.iter_mut().enumerate().filter(|&(i, _)| within(i)).for_each(|(_, found)| found[j] += 1);
            }
        }
    }
    let pairs = (queries.len() * (vectors.len() - 1)).max(1) as f64;
    let a_million = |count: usize| thousands((count as f64 / pairs * 1e6).round() as usize);
    let [a, b, c] = COSINES.map(|cosine| format!("found of cosine ≥ {cosine}"));
    let mut table = Table::new(["distance at most", &a, &b, &c, "candidates in a million"]);
    for (i, distance) in DISTANCES.iter().enumerate() {
        let share = |j: usize| report::share((near[j] > 0).then(|| found[i][j] as f64 / near[j] as f64));
        table.row([distance.to_string(), share(0), share(1), share(2), a_million(candidates[i])]);
    }
    let [a, b, c] = near.map(a_million);
    table.row(["pairs there are, in a million".to_owned(), a, b, c, a_million(pairs as usize)]);
    table
}

/// What it costs to look for one sentence.
fn cost(compact: &[Compact], sketches: &[Sketch], queries: &[usize]) -> Table {
    let mut table = Table::new(["milliseconds a sentence", "sketches", "whole vectors, compact"]);
    for count in [compact.len(), 1_000_000] {
        let all: Sketches = sketches.iter().copied().cycle().take(count).collect();
        let queries = &queries[..queries.len().min(10 * TOGETHER)];
        let by_sketch = milliseconds(queries, |queries| {
            let wanted: Vec<Sketch> = queries.iter().map(|&query| sketches[query]).collect();
            let found: Vec<Vec<Near>> = all.near(&wanted, Sketches::FARTHEST, 50);
            black_box(found);
        });
        let queries = &queries[..queries.len().min(TOGETHER)];
        let by_vector = milliseconds(queries, |queries| {
            for &query in queries {
                let others = compact.iter().cycle().take(count);
                black_box(others.filter(|other| compact[query].similarity(other) >= COSINES[0]).count());
            }
        });
        table.row([
            format!("among {}", thousands(count)),
            format!("{by_sketch:.2}"),
            format!("{by_vector:.2}"),
        ]);
    }
    table
}

/// Processor time of what is done for some queries together, for each query.
fn milliseconds(queries: &[usize], search: impl Fn(&[usize])) -> f64 {
    let begun = processor_seconds();
    queries.chunks(TOGETHER).for_each(search);
    (processor_seconds() - begun) * 1e3 / queries.len().max(1) as f64
}
