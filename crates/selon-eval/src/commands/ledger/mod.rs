//! `selon-eval ledger`: articles a second into a ledger beside the same work in Python, memory and bytes as it grows, and
//! what killing it does.

mod add;
mod kills;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use clap::Args;
use serde::Deserialize;

use self::add::{Add, Cost, processor_seconds_of_children, remove};
use crate::models::Model;
use crate::python::{self, Environment, Packages, Script};
use crate::report::{self, Table, thousands};
use crate::{Places, data, process, project};

/// Measure `selon add`: speed beside Python (spaCy, dateparser, datasketch), memory, size, kills.
///
/// The press articles are added to a new ledger by the program as it is built, from a cold start. Python gets the first of
/// the same articles, on as many cores and in the same run.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo run --release -p selon-eval -- ledger
  selon-eval ledger --selon target/release/selon --peer-articles 0 --kills 10")]
pub(crate) struct Options {
    /// The selon program [default: beside this program]
    #[arg(long, value_name = "PATH")]
    selon: Option<PathBuf>,
    /// Threads of Selon, and processes of Python
    #[arg(long, value_name = "N", default_value_t = 2)]
    threads: usize,
    /// Articles for Python, more than 8; 0 for none
    #[arg(long, value_name = "N", default_value_t = 300)]
    peer_articles: usize,
    /// Kills
    #[arg(long, value_name = "N", default_value_t = 50)]
    kills: usize,
    /// Articles for each run that is killed
    #[arg(long, value_name = "N", default_value_t = 300)]
    killed_articles: usize,
}

/// What the peer prints, and its processor time.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Peer {
    articles: usize,
    load_seconds: f64,
    seconds: f64,
    #[serde(skip)]
    processor_seconds: f64,
}

/// Articles whose cost is taken for that of loading: it is subtracted from that of more.
const LOADING: usize = 8;

/// Runs the command.
///
/// # Errors
/// When the data, Python, the program or the disk fail.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    let Some(folder) = data::find(places, &["press-fr"])? else { return Ok(()) };
    let out = project::out_folder(places, "ledger")?;
    let lines = fs::read_to_string(folder.join("press-fr/articles.jsonl"))?;
    let lines: Vec<&str> = lines.lines().collect();
    let selon = match &options.selon {
        Some(path) => path.clone(),
        None => std::env::current_exe()?.with_file_name("selon"),
    };
    let bench = Bench { out: &out, lines: &lines, selon: &selon, threads: options.threads };
    let mut table = Table::new([
        "articles",
        "seconds",
        "of processors",
        "articles a second",
        "peak memory, MB",
        "bytes an article",
    ]);
    let mut whole = None;
    for share in [8, 4, 2, 1] {
        let count = lines.len() / share;
        let cost = bench.selon(count)?;
        table.row([
            thousands(count),
            format!("{:.1}", cost.seconds),
            format!("{:.1}", cost.processor_seconds),
            format!("{:.1}", count as f64 / cost.seconds),
            format!("{:.0}", cost.peak_megabytes),
            thousands(cost.bytes as usize / count.max(1)),
        ]);
        whole = Some(count as f64 / cost.seconds);
    }
    report::print(format_args!("**selon add**, {} threads, from a cold start\n", options.threads))?;
    report::print(table)?;
    let mut environment = None;
    if options.peer_articles > LOADING {
        environment = Some(Environment::make(places, Packages::Ledger)?);
        let (environment, count) = (environment.as_ref().context("made")?, options.peer_articles);
        let peer = bench.peer(environment, places, count)?;
        let rate = peer.articles as f64 / peer.seconds;
        let ours = whole.unwrap_or_default();
        let without_loading = |all: f64, loading: f64| 1000.0 * (all - loading) / (count - LOADING) as f64;
        let theirs = bench.peer(environment, places, LOADING)?.processor_seconds;
        let theirs = without_loading(peer.processor_seconds, theirs);
        let selon = bench.selon(LOADING)?.processor_seconds;
        let selon = without_loading(bench.selon(count)?.processor_seconds, selon);
        report::print(format_args!(
            "Python: {} articles in {:.1} s after {:.1} s of loading, {rate:.2} a second; Selon, loading included, adds \
             {:.1} × as many (at least 8 × are wanted).\n",
            peer.articles,
            peer.seconds,
            peer.load_seconds,
            ours / rate
        ))?;
        report::print(format_args!(
            "Processor time an article, that of the first {LOADING} and of loading not counted: Python {theirs:.1} ms, Selon \
             {selon:.1} ms: {:.1} ×.\n",
            theirs / selon
        ))?;
    }
    if options.kills > 0 {
        let articles = bench.input(options.killed_articles.min(lines.len()))?;
        let add = Add { selon: &selon, articles: &articles, threads: options.threads };
        let outcome = kills::run(&add, &out, options.kills)?;
        report::print(format_args!(
            "Killed {} times: {} ledgers damaged; of {} that came to their end {} are identical to an undisturbed one.\n",
            outcome.kills, outcome.damaged, outcome.rounds, outcome.identical
        ))?;
    }
    report::print(report::provenance(environment.as_ref())?)?;
    Ok(())
}

/// What every measurement shares.
struct Bench<'a> {
    out: &'a Path,
    lines: &'a [&'a str],
    selon: &'a Path,
    threads: usize,
}

impl Bench<'_> {
    /// A file of the first articles.
    fn input(&self, count: usize) -> Result<PathBuf> {
        let path = self.out.join(format!("first-{count}.jsonl"));
        fs::write(&path, self.lines[..count].join("\n") + "\n")
            .with_context(|| path.display().to_string())?;
        Ok(path)
    }

    fn selon(&self, count: usize) -> Result<Cost> {
        let articles = self.input(count)?;
        let add = Add { selon: self.selon, articles: &articles, threads: self.threads };
        eprintln!("selon add: {count} articles");
        add.whole(&self.out.join(format!("first-{count}.selon")))
    }

    fn peer(&self, environment: &Environment, places: &Places, count: usize) -> Result<Peer> {
        let articles = self.input(count.min(self.lines.len()))?;
        let ledger = self.out.join("peer.sqlite");
        remove(&ledger)?;
        let model = Model::FrMd.fetch(places)?;
        let [python, script] = environment.script(Script::Ledger)?;
        let mut command = Command::new(python);
        command.arg(script).arg(&model.pipeline).arg(&articles).arg(&ledger).arg(self.threads.to_string());
        eprintln!("Python: {count} articles");
        let before = processor_seconds_of_children();
        let printed = process::run(command.envs(python::ONE_THREAD))?;
        let processor_seconds = processor_seconds_of_children() - before;
        let peer: Peer =
            serde_json::from_str(&printed).with_context(|| format!("the peer printed {printed:?}"))?;
        Ok(Peer { processor_seconds, ..peer })
    }
}
