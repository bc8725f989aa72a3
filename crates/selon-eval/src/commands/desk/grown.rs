//! A ledger of any size out of the press articles.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use selon_ledger::{Ledger, Stats};
use serde_json::json;

use crate::commands::encoder::sentences;
use crate::data::press;
use crate::draw::Draw;

/// Articles that are woven and added at a time.
const AT_ONCE: usize = 500;
/// Sentences of a woven article: about as many as the press has.
const SENTENCES: usize = 14;

/// The ledger, and the sentences it grows by.
pub(super) struct Grown {
    articles: PathBuf,
    ledger: PathBuf,
    woven: PathBuf,
    selon: PathBuf,
    sentences: Vec<String>,
    outlets: Vec<String>,
}

impl Grown {
    pub(super) fn new(data: &Path, out: &Path, selon: &Path) -> Result<Grown> {
        let sentences = sentences(press::articles(data)?)?.into_iter().map(|text| text.text).collect();
        let outlets = press::published(data)?.into_iter().filter_map(|article| article.outlet).collect();
        Ok(Grown {
            articles: data.join("press-fr/articles.jsonl"),
            ledger: out.join("grown.selon"),
            woven: out.join("woven.jsonl"),
            selon: selon.to_owned(),
            sentences,
            outlets,
        })
    }

    pub(super) fn ledger(&self) -> &Path {
        &self.ledger
    }

    pub(super) fn stats(&self) -> Result<Stats> {
        Ok(Ledger::open(&self.ledger)?.stats()?)
    }

    /// Adds until there are so many assertions. What was added by an earlier run stays.
    pub(super) fn up_to(&mut self, assertions: u64) -> Result<Stats> {
        ensure!(self.add(&self.articles)?.wait()?.success(), "{} failed", self.selon.display());
        loop {
            let stats = self.stats()?;
            eprintln!("{} assertions", stats.assertions);
            if stats.assertions >= assertions {
                return Ok(stats);
            }
            ensure!(self.add_more()?.wait()?.success(), "{} failed", self.selon.display());
        }
    }

    /// Starts to add some articles woven from sentences drawn by chance, with dates of one month.
    pub(super) fn add_more(&mut self) -> Result<Child> {
        let first = self.stats()?.articles;
        let mut draw = Draw::new(0xde5c, first);
        let mut lines = Vec::new();
        for nth in first..first + AT_ONCE as u64 {
            let text: Vec<&str> =
                (0..SENTENCES).map(|_| self.sentences[draw.below(self.sentences.len())].as_str()).collect();
            let (outlet, day) = (&self.outlets[draw.below(self.outlets.len())], 1 + draw.below(28));
            let article = json!({"id": format!("woven-{nth}"), "text": text.join(" "), "outlet": outlet, "language": "fr",
                "published": format!("2018-12-{day:02}")});
            writeln!(lines, "{article}")?;
        }
        fs::write(&self.woven, lines).with_context(|| self.woven.display().to_string())?;
        self.add(&self.woven)
    }

    fn add(&self, articles: &Path) -> Result<Child> {
        let mut command = Command::new(&self.selon);
        command.arg("add").arg(&self.ledger).arg(articles).args(["--language", "fr"]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().with_context(|| self.selon.display().to_string())
    }
}
