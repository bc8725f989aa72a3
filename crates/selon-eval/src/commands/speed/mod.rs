//! `selon-eval speed`: words a second, loading, memory, side by side with spaCy in one run.

mod read;
mod worker;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use clap::Args;
use serde::Deserialize;

pub(crate) use self::worker::{WorkerOptions, work};
use crate::data::{self, Text, plain, press, ud};
use crate::models::{LocalModel, Model};
use crate::process;
use crate::python::{self, Environment, Packages, Script};
use crate::report::{self, Table, thousands};
use crate::{Places, project};

/// Texts in a batch, for both sides.
const BATCH: usize = 256;

/// Measure words a second, loading time and memory, side by side with spaCy, and `selon read` on one article.
///
/// The same text is read by the whole pipeline of both, every default component on. Each pass is a process of its own
/// that loads, reads the text once with nothing warm, and reports; passes of both sides alternate, and the best of each
/// counts. One-thread passes are held to one processor (taskset) and Python's numerical libraries to one thread.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo run --release -p selon-eval -- speed
  selon-eval speed --selon target/release/selon --rounds 5
  selon-eval speed --model fr-sm --bytes 500000")]
pub(crate) struct Options {
    /// The French model
    #[arg(long, value_enum, default_value_t = Model::FrMd)]
    model: Model,
    /// Bytes of text, at least
    #[arg(long, value_name = "N", default_value_t = 2_000_000)]
    bytes: usize,
    /// Passes of each side, of which the best counts
    #[arg(long, value_name = "N", default_value_t = 3)]
    rounds: usize,
    /// The selon program whose `read` is timed [default: beside this program]
    #[arg(long, value_name = "PATH")]
    selon: Option<PathBuf>,
}

/// What a worker, ours or spaCy's, prints of its pass.
#[derive(Clone, Copy, Debug, Deserialize)]
struct Pass {
    load_seconds: f64,
    pass_seconds: f64,
    tokens: usize,
    peak_rss_kib: usize,
}

/// Several passes: the best time of each kind, the most memory.
#[derive(Clone, Copy, Debug)]
struct Best {
    words_per_second: f64,
    tokens_per_second: f64,
    load_seconds: f64,
    /// In MB of 10⁶ bytes.
    peak_megabytes: f64,
}

/// Runs the command.
///
/// # Errors
/// When the data, Python, a model, a worker or the disk fail.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    anyhow::ensure!(options.model.language() == "fr", "{}: not a French model", options.model.name());
    let Some(folder) = data::find(places, &["ud", "winer-fr", "press-fr"])? else { return Ok(()) };
    let out = project::out_folder(places, "speed")?;
    let texts = running_text(&folder, options.bytes)?;
    let input = out.join("texts.jsonl");
    fs::write(&input, data::json_lines(&texts)?).with_context(|| input.display().to_string())?;
    let local = options.model.fetch(places)?;
    let environment = Environment::make(places, Packages::Spacy)?;
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let bench =
        Bench { environment: &environment, local: &local, input: &input, cache: out.join("model.prebaked") };

    if bench.cache.exists() {
        fs::remove_file(&bench.cache)?;
    }
    let first = bench.selon(1)?; // makes the prebaked file: its loading time is that of a first start
    let (mut spacy, mut one, mut two) = (Vec::new(), Vec::new(), Vec::new());
    for round in 1..=options.rounds.max(1) {
        eprintln!("round {round} of {}", options.rounds.max(1));
        one.push(bench.selon(1)?);
        spacy.push(bench.spacy()?);
        two.push(bench.selon(2)?);
    }
    let words: usize = texts.iter().map(|text| text.text.split_whitespace().count()).sum();
    let [spacy, one, two] = [spacy, one, two].map(|passes| best(&passes, words));
    let read = read::best_time(options.selon.as_deref(), &plain::winer(&folder)?, &out);

    let bytes: usize = texts.iter().map(|text| text.text.len()).sum();
    let (bytes, words) = (thousands(bytes), thousands(words));
    let (model, count) = (options.model.name(), thousands(texts.len()));
    report::print(format_args!("**{model}**: {bytes} bytes, {words} words, {count} texts\n"))?;
    report::print(figures(&spacy, &one, &two, first.load_seconds))?;
    report::print(targets(&spacy, &one, &two, read))?;
    report::print(report::provenance(Some(&environment))?)?;
    if let Some(load) = load.split(' ').next() {
        report::print(format_args!(
            "Load average when the run began: {load}. Figures of a busy machine are not worth keeping."
        ))?;
    }
    Ok(())
}

/// Treebanks, then Wikinews, then press, until there are enough bytes; no text twice, which would warm caches.
fn running_text(data: &Path, bytes: usize) -> Result<Vec<Text>> {
    let all =
        ud::treebanks(data, "French-")?.into_iter().chain(plain::winer(data)?).chain(press::articles(data)?);
    let mut sum = 0;
    let enough = |text: &Text| {
        let wanted = sum < bytes;
        sum += text.text.len();
        wanted
    };
    Ok(all.take_while(enough).collect())
}

/// What every pass shares.
struct Bench<'a> {
    environment: &'a Environment,
    local: &'a LocalModel,
    input: &'a Path,
    cache: PathBuf,
}

impl Bench<'_> {
    fn selon(&self, threads: usize) -> Result<Pass> {
        let program = std::env::current_exe()?;
        let mut command = if threads == 1 { pinned(&program) } else { Command::new(&program) };
        command.arg("speed-worker").arg("--model").arg(&self.local.wheel).arg("--texts").arg(self.input);
        command.arg("--cache").arg(&self.cache).arg("--threads").arg(threads.to_string());
        pass(&mut command)
    }

    fn spacy(&self) -> Result<Pass> {
        let [python, script] = self.environment.script(Script::Speed)?;
        let mut command = pinned(&python);
        command.arg(script).arg(&self.local.pipeline).arg(self.input).arg(BATCH.to_string());
        pass(command.envs(python::ONE_THREAD))
    }
}

fn pass(command: &mut Command) -> Result<Pass> {
    let printed = process::run(command)?;
    serde_json::from_str(&printed).with_context(|| format!("the worker printed {printed:?}"))
}

/// A command held to one processor, where `taskset` is there to do so.
fn pinned(program: &Path) -> Command {
    match allowed_processor() {
        Some(processor) if Command::new("taskset").arg("--version").output().is_ok() => {
            let mut command = Command::new("taskset");
            command.args(["--cpu-list", &processor]).arg(program);
            command
        }
        _ => Command::new(program),
    }
}

/// The last processor this process may run on: the first one serves most interrupts.
fn allowed_processor() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let list = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:"))?;
    list.trim().rsplit([',', '-']).next().map(str::to_owned)
}

fn best(passes: &[Pass], words: usize) -> Best {
    let least = |of: fn(&Pass) -> f64| passes.iter().map(of).fold(f64::INFINITY, f64::min);
    let seconds = least(|pass| pass.pass_seconds);
    let tokens = passes.first().map_or(0, |pass| pass.tokens);
    Best {
        words_per_second: words as f64 / seconds,
        tokens_per_second: tokens as f64 / seconds,
        load_seconds: least(|pass| pass.load_seconds),
        peak_megabytes: passes.iter().map(|pass| pass.peak_rss_kib).max().unwrap_or(0) as f64 * 1024.0 / 1e6,
    }
}

fn figures(spacy: &Best, one: &Best, two: &Best, first_load: f64) -> Table {
    let mut table = Table::new(["", "spaCy, one thread", "Selon, one thread", "Selon, two threads"]);
    let mut row = |name: &str, show: fn(&Best) -> String| {
        table.row([name.to_owned(), show(spacy), show(one), show(two)]);
    };
    row("words a second", |best| thousands(best.words_per_second.round() as usize));
    row("tokens a second", |best| thousands(best.tokens_per_second.round() as usize));
    row("loading, s", |best| format!("{:.3}", best.load_seconds));
    row("peak memory, MB", |best| format!("{:.0}", best.peak_megabytes));
    let none = || "–".to_owned();
    table.row(["first loading ever, s".to_owned(), none(), format!("{first_load:.3}"), none()]);
    table
}

fn targets(spacy: &Best, one: &Best, two: &Best, read: Result<f64>) -> Table {
    let mut table = Table::new(["target", "measured", "met"]);
    let mut row = |target: &str, measured: String, met: bool| {
        table.row([target.to_owned(), measured, if met { "yes" } else { "no" }.to_owned()]);
    };
    let ratio = one.words_per_second / spacy.words_per_second;
    row("at least 5 × spaCy's words a second on one core", format!("{ratio:.2} ×"), ratio >= 5.0);
    let threads = two.words_per_second / one.words_per_second;
    row("two threads at least 1.8 × one", format!("{threads:.2} ×"), threads >= 1.8);
    let memory = one.peak_megabytes.max(two.peak_megabytes);
    row("peak memory at most 250 MB", format!("{memory:.0} MB"), memory <= 250.0);
    let target = "`selon read` of a 300-word article under 0.4 s";
    match read {
        Ok(seconds) => row(target, format!("{seconds:.3} s"), seconds < 0.4),
        Err(reason) => row(target, format!("not measured: {reason:#}").replace('\n', " "), false),
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_times_and_the_most_memory_count() {
        let pass = |load_seconds, pass_seconds, peak_rss_kib| Pass {
            load_seconds,
            pass_seconds,
            tokens: 600,
            peak_rss_kib,
        };
        let best = best(&[pass(1.0, 2.0, 2_000_000), pass(0.5, 4.0, 1_000_000)], 500);
        assert_eq!((best.words_per_second, best.tokens_per_second), (250.0, 300.0));
        assert_eq!((best.load_seconds, best.peak_megabytes), (0.5, 2048.0));
    }
}
