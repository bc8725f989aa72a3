//! Near-duplicates of the press, against every pair by definition, and beside datasketch.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result};
use selon_ledger::copies::{Kind, Sketch, compare};
use selon_record::Article;
use serde::Deserialize;
use serde_json::json;

use super::ledger::{Entry, Ledger, Spent, processor_seconds};
use super::oracle;
use crate::process;
use crate::python::{Environment, Packages, Script};
use crate::report::{self, Table};
use crate::{Places, project};

/// From this Jaccard similarity on two articles are near.
const THRESHOLD: f64 = 0.5;

type Pairs = HashSet<(usize, usize)>;

#[derive(Deserialize)]
struct Pair {
    a: usize,
    b: usize,
}

#[derive(Deserialize)]
struct Took {
    seconds: f64,
}

/// Prints the table; returns the environment of the peer, if it could be made.
///
/// # Errors
/// When the ledger, Python or the disk fail.
pub(super) fn run(places: &Places, articles: &[Article], rounds: usize) -> Result<Option<Environment>> {
    let texts: Vec<&str> = articles.iter().map(|article| &*article.text).collect();
    let peer = match Environment::make(places, Packages::Datasketch) {
        Ok(environment) => Some(environment),
        Err(error) => {
            eprintln!("datasketch: not measured: {error:#}");
            None
        }
    };
    let (mut found_in_memory, mut in_memory) = (Pairs::new(), f64::MAX);
    let (mut best, mut peers_best) = (Spent { sketching: f64::MAX, ..Spent::default() }, f64::MAX);
    let (mut found, mut partial, mut peers) = (Pairs::new(), 0, Pairs::new());
    for _ in 0..rounds.max(1) {
        let mut ledger = Ledger::new()?;
        let (copies, spent) =
            ledger.add(texts.iter().map(|text| Entry { text: (*text).to_owned(), ..Entry::default() }))?;
        if spent.sketching + spent.finding < best.sketching + best.finding {
            best = spent;
        }
        let near = copies.iter().filter(|copy| copy.overlap.kind != Kind::Partial);
        found = near.map(|copy| (copy.a as usize, copy.b as usize)).collect();
        partial = copies.len() - found.len();
        let begun = processor_seconds()?;
        found_in_memory = pairs_in_memory(&texts);
        in_memory = in_memory.min(processor_seconds()? - begun);
        if let Some(environment) = &peer {
            let (seconds, pairs) = datasketch(places, environment, &texts)?;
            peers_best = peers_best.min(seconds);
            peers = pairs;
        }
    }
    let wanted = oracle::pairs(&texts, THRESHOLD, false);
    let (bytes, all) = (texts.iter().map(|text| text.len()).sum::<usize>(), wanted.len());
    let accented = oracle::pairs(&texts, THRESHOLD, true);
    report::print(format_args!(
        "**press-fr**: {} articles, {} bytes; {all} pairs at a Jaccard similarity of {THRESHOLD} or more\n",
        report::thousands(texts.len()),
        report::thousands(bytes)
    ))?;
    let mut table = Table::new(["", "pairs", "recall", "precision", "processor s", "articles/s"]);
    let mut row = |name: &str, pairs: &Pairs, wanted: &Pairs, seconds: Option<f64>| {
        let right = pairs.intersection(wanted).count() as f64;
        let shares =
            [wanted.len(), pairs.len()].map(|all| report::share((all > 0).then(|| right / all as f64)));
        let [recall, precision] = shares;
        let took = seconds.map_or("".to_owned(), |seconds| format!("{seconds:.2}"));
        let rate = seconds
            .map_or("".to_owned(), |seconds| report::thousands((texts.len() as f64 / seconds) as usize));
        table.row([name.to_owned(), pairs.len().to_string(), recall, precision, took, rate]);
    };
    let whole = best.sketching + best.finding;
    row("Selon, in memory, pairs verified", &found_in_memory, &wanted, Some(in_memory));
    if peer.is_some() {
        row("datasketch, in memory, pairs verified", &peers, &wanted, Some(peers_best));
    }
    row("Selon, into a ledger, with lifted passages", &found, &wanted, Some(whole));
    row("the same, against words with their accents", &found, &accented, None);
    report::print(table)?;
    if peer.is_some() {
        report::print(format_args!(
            "The same work took datasketch {:.1} × as long as Selon in memory; at least 10 × is wanted.",
            peers_best / in_memory
        ))?;
    }
    report::print(format_args!(
        "Into a ledger: sketches {:.2} s, the rest {:.2} s; {partial} pairs more share a passage.\n",
        best.sketching, best.finding
    ))?;
    Ok(peer)
}

/// The work that datasketch does: candidates from the bands alone, in memory, each pair verified; no passage is looked for
/// by its fingerprints, but those of the pairs are aligned, as comparing always does.
fn pairs_in_memory(texts: &[&str]) -> Pairs {
    let sketches: Vec<Sketch> = texts.iter().map(|text| Sketch::of(text)).collect();
    let (mut index, mut pairs) = (HashMap::<u64, Vec<usize>>::new(), Pairs::new());
    let mut candidates = Vec::new();
    for (b, sketch) in sketches.iter().enumerate() {
        candidates.clear();
        for &band in sketch.bands() {
            let articles = index.entry(band).or_default();
            candidates.extend_from_slice(articles);
            articles.push(b);
        }
        candidates.sort_unstable();
        candidates.dedup();
        let near = |a: &&usize| {
            compare(sketches[**a].words(), sketch.words())
                .is_some_and(|overlap| overlap.kind != Kind::Partial)
        };
        pairs.extend(candidates.iter().filter(near).map(|&a| (a, b)));
    }
    pairs
}

/// The pairs that datasketch finds, and its processor seconds.
fn datasketch(places: &Places, environment: &Environment, texts: &[&str]) -> Result<(f64, Pairs)> {
    let out = project::out_folder(places, "copies")?;
    let [input, output] = ["texts.jsonl", "pairs.jsonl"].map(|name| out.join(name));
    let lines: String = texts.iter().map(|text| format!("{}\n", json!({ "text": text }))).collect();
    fs::write(&input, lines).with_context(|| input.display().to_string())?;
    let [python, script] = environment.script(Script::CopiesPeer)?;
    let mut command = Command::new(python);
    command.arg(script).arg(&input).arg(&output).arg(THRESHOLD.to_string());
    command.envs(crate::python::ONE_THREAD);
    let took: Took = serde_json::from_str(&process::run(&mut command)?)?;
    let written = fs::read_to_string(&output).with_context(|| output.display().to_string())?;
    let pairs = written.lines().map(|line| serde_json::from_str(line).map(|Pair { a, b }| (a, b)));
    Ok((took.seconds, pairs.collect::<Result<_, _>>()?))
}
