//! Near-duplicates of the press, against every pair by definition, and beside datasketch.

use std::collections::HashSet;
use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result};
use selon_ledger::copies::Kind;
use selon_record::Article;
use serde::Deserialize;
use serde_json::json;

use super::ledger::{Entry, Ledger, Spent};
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
    row("Selon, into a ledger, with passages aligned", &found, &wanted, Some(whole));
    row("the same against words with their accents", &found, &accented, None);
    if peer.is_some() {
        row("datasketch, in memory, pairs verified", &peers, &wanted, Some(peers_best));
    }
    report::print(table)?;
    report::print(format_args!(
        "Sketches {:.2} s, the ledger {:.2} s; {partial} pairs more share a passage.",
        best.sketching, best.finding
    ))?;
    if peer.is_some() {
        report::print(format_args!("datasketch took {:.1} × as long.\n", peers_best / whole))?;
    }
    Ok(peer)
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
