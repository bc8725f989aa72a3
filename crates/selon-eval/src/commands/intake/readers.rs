//! What reads pages: Selon, trafilatura, dom_smoothie.

use std::fs;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

use super::pages::Page;
use crate::python::{Environment, Packages, Script};
use crate::{Places, process, project};

/// What a reader makes of the pages.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) name: &'static str,
    pub(super) pages: Vec<Found>,
    /// For all pages, on one core.
    pub(super) seconds: f64,
}

/// What is found in a page.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Found {
    pub(super) text: String,
    pub(super) title: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) published: Option<String>,
    #[serde(default)]
    seconds: f64,
}

/// Selon.
pub(super) fn selon(pages: &[Page]) -> Reading {
    timed("Selon", pages, |page| {
        let found = selon_intake::page(&page.html, Some(&page.url));
        Found {
            text: found.text,
            title: found.title,
            byline: found.byline,
            published: found.published,
            seconds: 0.0,
        }
    })
}

/// dom_smoothie as it comes: `Readability::parse`, its `text_content`.
pub(super) fn dom_smoothie(pages: &[Page]) -> Reading {
    timed("dom_smoothie", pages, |page| {
        let found = dom_smoothie::Readability::new(page.html.as_str(), None, None)
            .and_then(|mut reader| reader.parse());
        found.map_or_else(
            |_| Found::default(),
            |found| Found {
                text: found.text_content.to_string(),
                title: Some(found.title),
                byline: found.byline,
                published: found.published_time,
                seconds: 0.0,
            },
        )
    })
}

fn timed(name: &'static str, pages: &[Page], read: impl Fn(&Page) -> Found) -> Reading {
    let start = Instant::now();
    let pages = pages.iter().map(read).collect();
    Reading { name, pages, seconds: start.elapsed().as_secs_f64() }
}

/// trafilatura in a process of its own.
pub(super) fn trafilatura(places: &Places, pages: &[Page]) -> Result<(Reading, Environment)> {
    let environment = Environment::make(places, Packages::Trafilatura)?;
    let out = project::out_folder(places, "intake")?;
    let [input, output] = ["pages", "trafilatura"].map(|what| out.join(format!("{what}.jsonl")));
    let mut lines = String::new();
    for page in pages {
        let file = std::path::absolute(&page.file)?;
        lines.push_str(&format!("{}\n", serde_json::json!({"file": file, "url": page.url})));
    }
    fs::write(&input, lines).with_context(|| input.display().to_string())?;
    let [python, script] = environment.script(Script::Trafilatura)?;
    process::run(Command::new(python).arg(script).arg(&input).arg(&output))?;
    let written = fs::read_to_string(&output).with_context(|| output.display().to_string())?;
    let found = written.lines().map(serde_json::from_str).collect::<Result<Vec<Found>, _>>()?;
    ensure!(found.len() == pages.len(), "{}: {} of {} pages", output.display(), found.len(), pages.len());
    let seconds = found.iter().map(|found| found.seconds).sum();
    Ok((Reading { name: "trafilatura", pages: found, seconds }, environment))
}
