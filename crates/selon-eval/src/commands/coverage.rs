//! `selon-eval coverage`: does every reading of a whole corpus keep the invariants, and is anything left unaccounted for?

use std::panic::{self, AssertUnwindSafe};

use anyhow::{Result, ensure};
use clap::Args;
use rayon::prelude::*;
use selon_reading::Reader;
use selon_record::{Article, Reading, Violation};

use crate::characters::Characters;
use crate::data::{self, plain, press};
use crate::models::Model;
use crate::report::{self, Table, share, thousands};
use crate::score::ratio;
use crate::{Places, engine};

/// Read whole corpora: no panic, no broken record, and how much of the text is in some assertion.
///
/// Reads every article of WiNER-fr and the French press. A reading is checked for the invariants of its records: spans
/// slice, identifiers resolve. Counted are the characters of sentences, blanks apart, that lie in the content, cue or
/// source of some assertion, the article's own voice among them. Ends with status 1 if a reading broke.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo run --release -p selon-eval -- coverage
  selon-eval coverage --worst 50")]
pub(crate) struct Options {
    /// Articles to list, those with the smallest share first
    #[arg(long, value_name = "N", default_value_t = 10)]
    worst: usize,
    /// The French model that parses
    #[arg(long, value_enum, default_value_t = Model::FrMd)]
    model: Model,
}

/// What came of one article.
struct Outcome {
    id: String,
    /// Characters of its sentences, blanks apart.
    characters: usize,
    /// Those in some assertion.
    covered: usize,
    /// What is broken; `None` when reading it panicked.
    violations: Option<Vec<Violation>>,
}

/// Runs the command.
///
/// # Errors
/// When the data, a model or the disk fail, and when an article could not be read or its reading breaks an invariant.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    anyhow::ensure!(options.model.language() == "fr", "{}: not a French model", options.model.name());
    let Some(folder) = data::find(places, &["winer-fr", "press-fr"])? else { return Ok(()) };
    let reader = engine::reader(places, &options.model.fetch(places)?)?;
    let wikinews =
        plain::winer(&folder)?.into_iter().map(|text| Article { id: text.id, ..article(text.text) });
    let corpora = [("winer-fr", wikinews.collect()), ("press-fr", press::published(&folder)?)];

    let mut table =
        Table::new(["corpus", "articles", "panics", "violations", "characters", "in an assertion", "share"]);
    let mut outcomes = Vec::new();
    for (name, articles) in corpora {
        let read: Vec<Outcome> = articles.into_par_iter().map(|article| outcome(&reader, article)).collect();
        table.row(row(name, &read));
        outcomes.extend(read);
    }
    report::print(table)?;
    let broken = print_broken(&outcomes)?;
    print_worst(outcomes, options.worst)?;
    report::print(report::provenance(None)?)?;
    ensure!(broken == 0, "{broken} readings are broken");
    Ok(())
}

/// A French article of which nothing but the text is known.
fn article(text: String) -> Article {
    Article { language: "fr".to_owned(), ..Article::new(text) }
}

fn outcome(reader: &Reader, article: Article) -> Outcome {
    let id = article.id.clone();
    // A panic is what this command looks for; the reader keeps no state that one could leave broken.
    match panic::catch_unwind(AssertUnwindSafe(|| reader.read(article))) {
        Ok(reading) => {
            let (covered, characters) = coverage(&reading);
            Outcome { id, characters, covered, violations: Some(reading.violations()) }
        }
        Err(_) => Outcome { id, characters: 0, covered: 0, violations: None },
    }
}

/// How many characters of the sentences, blanks apart, lie in the content, cue or source of some assertion or in an aside,
/// which names what asserts nothing; and how many there are.
fn coverage(reading: &Reading) -> (usize, usize) {
    let spans = reading.assertions.iter().flat_map(|assertion| {
        let source = assertion.source.iter().flat_map(|source| &source.spans);
        assertion.content.iter().chain(&assertion.cue).chain(source).copied()
    });
    let asserted = Characters::of(spans.chain(reading.asides.iter().map(|aside| aside.span)));
    let sentences = Characters::of(reading.sentences.iter().copied());
    let visible = reading.article.text.chars().enumerate().filter(|(_, c)| !c.is_whitespace());
    let of_sentences = visible.map(|(i, _)| i).filter(|&i| sentences.contains(i));
    of_sentences.fold((0, 0), |(covered, all), i| (covered + usize::from(asserted.contains(i)), all + 1))
}

fn row(name: &str, outcomes: &[Outcome]) -> [String; 7] {
    let panics = outcomes.iter().filter(|outcome| outcome.violations.is_none()).count();
    let violations = outcomes.iter().filter_map(|outcome| outcome.violations.as_ref()).map(Vec::len).sum();
    let characters = outcomes.iter().map(|outcome| outcome.characters).sum();
    let covered = outcomes.iter().map(|outcome| outcome.covered).sum();
    let [articles, panics, violations, all, inside] =
        [outcomes.len(), panics, violations, characters, covered].map(thousands);
    [name.to_owned(), articles, panics, violations, all, inside, share(ratio(covered, characters))]
}

/// Names every article that broke, and how many did.
fn print_broken(outcomes: &[Outcome]) -> Result<usize> {
    let mut broken = 0;
    for outcome in outcomes {
        match &outcome.violations {
            None => report::print(format_args!("    {}: panicked", outcome.id))?,
            Some(violations) => match violations.first() {
                None => continue,
                Some(first) => {
                    report::print(format_args!("    {}: {first} ({} in all)", outcome.id, violations.len()))?;
                }
            },
        }
        broken += 1;
    }
    Ok(broken)
}

fn print_worst(mut outcomes: Vec<Outcome>, shown: usize) -> Result<()> {
    outcomes.retain(|outcome| outcome.characters > 0);
    let share_of = |o: &Outcome| o.covered as f64 / o.characters as f64;
    outcomes.sort_by(|a, b| share_of(a).total_cmp(&share_of(b)).then(b.characters.cmp(&a.characters)));
    let mut table = Table::new(["least covered", "characters", "in an assertion", "share"]);
    for outcome in outcomes.into_iter().take(shown) {
        let Outcome { id, characters, covered, .. } = outcome;
        let part = share(ratio(covered, characters));
        table.row([id, thousands(characters), thousands(covered), part]);
    }
    report::print(table)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use selon_record::CodePointSpan;

    #[test]
    fn content_cue_and_source_cover_each_character_once() {
        // « Selon lui, il pleut. »: the comma and the full stop are in nothing.
        let json = r#"{"selon": 1, "article": {"text": "Selon lui, il pleut."},
            "sentences": [{"start": 0, "end": 20}],
            "assertions": [{"id": "a1", "form": "frame", "act": "assert", "confidence": 1.0,
                "cue": [{"start": 0, "end": 5}], "content": [{"start": 11, "end": 19}],
                "source": {"spans": [{"start": 6, "end": 9}], "kind": "person"},
                "certainty": {"level": "certain", "polarity": "positive"}}]}"#;
        let reading: Reading = serde_json::from_str(json).unwrap();
        assert_eq!(coverage(&reading), (15, 17));
    }

    #[test]
    fn blanks_and_what_is_in_no_sentence_do_not_count() {
        let mut reading = Reading::new(Article::new("Été : oui !\n\n12 mai"));
        reading.sentences.push(CodePointSpan::new(0, 11));
        assert_eq!(coverage(&reading), (0, 8));
    }
}
