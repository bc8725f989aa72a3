//! One cold pass of Selon over a text, in a process of its own: the counterpart of `python/speed.py`.

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, Result};
use clap::Args;
use serde::Deserialize;
use serde_json::json;

use super::BATCH;
use crate::engine::Engine;
use crate::report;

/// One pass, for `selon-eval speed`: prints one line of JSON.
#[derive(Debug, Args)]
pub(crate) struct WorkerOptions {
    /// Wheel of the model
    #[arg(long)]
    model: PathBuf,
    /// Texts as JSON lines
    #[arg(long)]
    texts: PathBuf,
    /// File of the prebaked model
    #[arg(long)]
    cache: PathBuf,
    /// Threads
    #[arg(long)]
    threads: usize,
}

#[derive(Deserialize)]
struct Line {
    text: String,
}

/// Loads, reads the texts once and prints what it took.
///
/// # Errors
/// When the model or the texts cannot be read.
pub(crate) fn work(options: &WorkerOptions) -> Result<()> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.threads).build()?;
    let begun = Instant::now();
    let engine = Engine::load_cached(&options.model, &options.cache)?;
    let load_seconds = begun.elapsed().as_secs_f64();

    let lines = fs::read_to_string(&options.texts).with_context(|| options.texts.display().to_string())?;
    let texts = lines.lines().map(serde_json::from_str).collect::<Result<Vec<Line>, _>>()?;
    let texts: Vec<&str> = texts.iter().map(|line| line.text.as_str()).collect();

    let begun = Instant::now();
    let read = |batch: &[&str]| engine.parse_many(batch).iter().map(|doc| doc.len()).sum::<usize>();
    let tokens: usize = pool.install(|| texts.chunks(BATCH).map(read).sum());
    let pass_seconds = begun.elapsed().as_secs_f64();
    let peak_rss_kib = peak_rss_kib().context("/proc/self/status has no VmHWM")?;
    let measured = json!({ "load_seconds": load_seconds, "pass_seconds": pass_seconds, "tokens": tokens,
        "peak_rss_kib": peak_rss_kib });
    report::print(measured)?;
    Ok(())
}

/// `VmHWM` of this process: the most memory it ever held, in KiB.
fn peak_rss_kib() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}
