//! Annotated conditionals: one a line, with what it stands for and the text around it.
//!
//! `{"set", "article", "text" | "window", "start", "end", "label"}`: `start` and `end` are code points of the text. Rows of
//! the press hold no text, only its `window` in the article, in code points; the articles stand in the evaluation data.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use selon_reading::training::Decision;
use selon_reading::{Conditional, Reader};
use selon_record::{Article, CodePointSpan, Offsets, Span};
use selon_spacy::Doc;
use serde::Deserialize;

use super::{corpus, learner};
use crate::Places;

#[derive(Deserialize)]
struct Row {
    article: String,
    text: Option<String>,
    window: Option<(usize, usize)>,
    start: usize,
    end: usize,
    label: Conditional,
}

/// A conditional in its parsed context.
pub(crate) struct Annotated {
    doc: Doc,
    span: Span,
    label: Conditional,
    /// `None` where the reader finds no conditional.
    pub(crate) decision: Option<Decision>,
}

/// What people took a conditional for, and what a reader takes it for, where it finds one.
pub(crate) type Taken = (Conditional, Option<Conditional>);

/// The conditionals of some files. Rows whose articles are not here are left out, with a line that says so.
pub(crate) fn load(places: &Places, reader: &Reader, files: &[PathBuf]) -> Result<Vec<Annotated>> {
    let mut press: Option<HashMap<String, String>> = None;
    let mut found = Vec::new();
    let mut without = 0;
    for path in files {
        let lines = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        for (i, line) in lines.lines().enumerate() {
            let place = || format!("{}:{}", path.display(), i + 1);
            let row: Row = serde_json::from_str(line).with_context(place)?;
            let text = row.text.or_else(|| {
                let press = press.get_or_insert_with(|| corpus::texts(places));
                let (start, end) = row.window?;
                Some(press.get(&row.article)?.chars().skip(start).take(end - start).collect())
            });
            let Some(text) = text else {
                without += 1;
                continue;
            };
            let span =
                Offsets::new(&text).span(CodePointSpan::new(row.start, row.end)).with_context(place)?;
            let doc = reader.parse(&Article::new(text));
            let decision = reader.conditional_decision(&doc, span, row.label);
            found.push(Annotated { doc, span, label: row.label, decision });
        }
    }
    if without > 0 {
        eprintln!("{without} annotated conditionals left out: their texts are not here");
    }
    Ok(found)
}

/// The table of weights of the model of conditionals.
pub(crate) fn train<'a>(annotated: impl Iterator<Item = &'a Annotated>, penalty: f64) -> String {
    learner::train(annotated.filter_map(|conditional| conditional.decision.as_ref()), penalty)
}

/// What a reader with these weights takes each conditional for.
pub(crate) fn read<'a>(
    reader: &Reader,
    table: &str,
    annotated: impl Iterator<Item = &'a Annotated>,
) -> Result<Vec<Taken>> {
    let reader = super::with_weights(reader, table)?;
    let taken_for = |conditional: &Annotated| {
        let all = reader.conditionals(&conditional.doc);
        let own = all.into_iter().find(|(span, ..)| span.overlaps(conditional.span));
        (conditional.label, own.map(|(_, sense, _)| sense))
    };
    Ok(annotated.map(taken_for).collect())
}

/// Accuracy, F1 of hearsay, and who is taken for what.
pub(crate) fn report(name: &str, readings: &[Taken]) -> String {
    let count = |test: &dyn Fn(&Taken) -> bool| readings.iter().filter(|reading| test(reading)).count();
    let right = count(&|(label, taken)| Some(*label) == *taken);
    let hearsay = Conditional::Hearsay;
    let both = count(&|(label, taken)| *label == hearsay && *taken == Some(hearsay));
    let either = count(&|(label, _)| *label == hearsay) + count(&|(_, taken)| *taken == Some(hearsay));
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let mut text = format!(
        "conditionals {name}: {} · accuracy {:.3} · F1 of hearsay {:.3}\n",
        readings.len(),
        share(right, readings.len()),
        share(2 * both, either)
    );
    for label in Conditional::ALL {
        let taken = |sense| count(&|reading| *reading == (label, sense));
        let row: Vec<String> = Conditional::ALL
            .iter()
            .map(|&sense| format!("{} {}", sense.name(), taken(Some(sense))))
            .collect();
        let _ =
            writeln!(text, "    {} is taken for {}, missed {}", label.name(), row.join(", "), taken(None));
    }
    text
}
