//! Wall time of `selon read` on one short article: what a user waits for.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};

use crate::data::Text;
use crate::process;

/// The article's length in white-space words, as near as one comes.
const WORDS: usize = 300;
/// Timed runs, of which the best counts.
const RUNS: usize = 10;

/// Seconds of the best run, after one that warms the model's cache.
///
/// # Errors
/// When there is no program or article, or the program fails.
pub(super) fn best_time(program: Option<&Path>, articles: &[Text], out: &Path) -> Result<f64> {
    let program = match program {
        Some(path) => path.to_owned(),
        None => std::env::current_exe()?.with_file_name("selon"),
    };
    ensure!(program.is_file(), "no program {}", program.display());
    let distance = |text: &&Text| text.text.split_whitespace().count().abs_diff(WORDS);
    let article = articles.iter().min_by_key(distance).context("no article")?;
    let file = out.join("article.txt");
    fs::write(&file, &article.text).with_context(|| file.display().to_string())?;
    let read = || {
        let begun = Instant::now();
        process::run(Command::new(&program).arg("read").arg(&file))?;
        Ok(begun.elapsed().as_secs_f64())
    };
    read()?;
    (0..RUNS).map(|_| read()).try_fold(f64::INFINITY, |best, seconds: Result<f64>| Ok(best.min(seconds?)))
}
