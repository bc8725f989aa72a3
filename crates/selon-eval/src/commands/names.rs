//! `selon-eval names`: are the sources that do not say their name resolved to the right one?

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::Args;
use selon_reading::training::{Gold, names_agree};
use selon_record::{Assertion, CodePointSpan, Reading, SourceKind};

use super::train::corpus;
use crate::Places;
use crate::report::{self, Table, share};

/// Measure the names of sources against those that people gave: of pronouns, of *qui*, of nouns ("le ministre") and of
/// short names ("M. Le Maire").
///
/// Of the annotated sources whose words are not yet the whole name, those are counted that the reading has as a source
/// too. A name agrees when all words of one stand in the other, articles apart. The name of a pronoun or noun is
/// unresolved when there is none, or when it is no more than its own words.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  selon-eval train CORPUS --folds 4 --predictions readings.jsonl
  selon-eval names CORPUS --readings readings.jsonl")]
pub(crate) struct Options {
    /// Folders of annotated articles: ID.json with the attributions, ID.txt with the text
    #[arg(required = true, value_name = "DIR")]
    corpora: Vec<PathBuf>,
    /// The readings of these articles, one a line
    #[arg(long, value_name = "FILE")]
    readings: PathBuf,
}

/// How a source is named in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Pronoun,
    Relative,
    Noun,
    ShortName,
}

impl Sort {
    fn name(self) -> &'static str {
        match self {
            Sort::Pronoun => "pronoun",
            Sort::Relative => "qui",
            Sort::Noun => "noun",
            Sort::ShortName => "short name",
        }
    }
}

#[derive(Debug, Default)]
struct Counts {
    right: usize,
    unresolved: usize,
    wrong: usize,
}

/// Runs the command.
///
/// # Errors
/// When the annotations or the readings cannot be read.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    let named = || options.readings.display().to_string();
    let lines = fs::read_to_string(&options.readings).with_context(named)?;
    let mut readings: HashMap<String, Reading> = HashMap::new();
    for (number, line) in (1..).zip(lines.lines()) {
        let reading: Reading =
            serde_json::from_str(line).with_context(|| format!("{}, line {number}", named()))?;
        readings.insert(reading.article.id.clone(), reading);
    }
    let mut counts: BTreeMap<Sort, Counts> = BTreeMap::new();
    for annotated in corpus::load(places, &options.corpora)? {
        let Some(reading) = readings.get(&annotated.article.id) else { continue };
        let mut sources: Vec<&Gold> = annotated.attributions.iter().collect();
        // A source of several attributions is one.
        sources.sort_by(|a, b| a.source.cmp(&b.source));
        sources.dedup_by(|a, b| a.source == b.source);
        for gold in sources {
            count(reading, gold, &mut counts);
        }
    }
    let mut table = Table::new(["named by", "sources", "right", "unresolved", "wrong", "share right"]);
    for (sort, counts) in counts {
        let all = counts.right + counts.unresolved + counts.wrong;
        table.row([
            sort.name().to_owned(),
            all.to_string(),
            counts.right.to_string(),
            counts.unresolved.to_string(),
            counts.wrong.to_string(),
            share(Some(counts.right as f64 / all as f64)),
        ]);
    }
    report::print(format_args!("{table}\n{}", report::provenance(None)?))?;
    Ok(())
}

fn count(reading: &Reading, gold: &Gold, counts: &mut BTreeMap<Sort, Counts>) {
    let Some(name) = &gold.source_is_named_as else { return };
    if matches!(gold.source_kind, SourceKind::Unnamed | SourceKind::Author | SourceKind::None) {
        return;
    }
    let words = words_of(reading, &gold.source);
    let Some(sort) = sort(&words, name) else { return };
    let found = reading
        .assertions
        .iter()
        .max_by(|a, b| likeness(a, &gold.source).total_cmp(&likeness(b, &gold.source)));
    let Some(found) = found.filter(|assertion| likeness(assertion, &gold.source) >= 0.5) else { return };
    let given = found.source.as_ref().and_then(|source| source.name.as_deref());
    let counts = counts.entry(sort).or_default();
    match given {
        None => counts.unresolved += 1,
        Some(given) if parts(given).iter().all(|part| parts(&words).contains(part)) => counts.unresolved += 1,
        Some(given) if names_agree(given, name) => counts.right += 1,
        Some(_) => counts.wrong += 1,
    }
}

/// How the words of a source are related to its name; `None` where they hold all of it.
fn sort(words: &str, name: &str) -> Option<Sort> {
    /// No pronoun is longer, in letters.
    const LONGEST: usize = 5;
    let (own, whole) = (parts(words), parts(name));
    let alone = own.len() == 1 && words.chars().count() <= LONGEST && !whole.contains(&own[0]);
    if words.is_empty()
        || whole.iter().filter(|part| part.chars().count() > 3).all(|part| own.contains(part)) && !alone
    {
        return None;
    }
    let last = whole.last().is_some_and(|last| own.contains(last));
    Some(match own[..] {
        [ref word] if matches!(word.as_str(), "qui" | "lequel" | "laquelle" | "who") => Sort::Relative,
        _ if alone => Sort::Pronoun,
        _ if last => Sort::ShortName,
        _ => Sort::Noun,
    })
}

fn parts(name: &str) -> Vec<String> {
    let parts = name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect()
}

fn words_of(reading: &Reading, spans: &[CodePointSpan]) -> String {
    let text: Vec<char> = reading.article.text.chars().collect();
    let words = spans.iter().filter_map(|span| text.get(span.start..span.end));
    words.map(|word| word.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Dice's coefficient of the code points of a source and those that people marked.
fn likeness(assertion: &Assertion, gold: &[CodePointSpan]) -> f64 {
    let own = assertion.source.as_ref().map_or(&[][..], |source| &source.spans);
    let length = |spans: &[CodePointSpan]| spans.iter().map(|span| span.end - span.start).sum::<usize>();
    let common: usize = own
        .iter()
        .flat_map(|a| gold.iter().map(move |b| a.end.min(b.end).saturating_sub(a.start.max(b.start))))
        .sum();
    let all = length(own) + length(gold);
    if all == 0 { 0.0 } else { 2.0 * common as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_sorted_by_what_their_words_lack() {
        assert_eq!(sort("Il", "Claire Morin"), Some(Sort::Pronoun));
        assert_eq!(sort("qui", "le ministère"), Some(Sort::Relative));
        assert_eq!(sort("Le ministre", "Pierre Lemoine"), Some(Sort::Noun));
        assert_eq!(sort("M. Lemoine", "Pierre Lemoine"), Some(Sort::ShortName));
        assert_eq!(sort("Pierre Lemoine, maire de Nour", "Pierre Lemoine"), None);
    }
}
