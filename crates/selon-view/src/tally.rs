//! Who speaks how often, as rows of a table.

use std::collections::HashMap;

use selon_record::{Offsets, Reading, SourceKind};

use super::{Speaker, counted};

/// A row: how many assertions, and whose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TallyRow {
    /// How many.
    pub count: usize,
    /// Whose they are.
    pub whose: Whose,
}

/// Whose assertions a row counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Somebody with a name.
    Named {
        /// What sort of source.
        kind: SourceKind,
        /// Its fullest name in the article.
        name: String,
    },
    /// Those without a name, by their words, with how often each comes.
    Unnamed(Vec<(String, usize)>),
    /// Those whom Selon cannot name, likewise.
    Unidentified(Vec<(String, usize)>),
    /// The article's.
    Own,
    /// Nobody's.
    Nobody,
}

/// The named by how often they speak; then those without a name, those whom Selon cannot name, the article and nobody.
pub fn tally(reading: &Reading) -> Vec<TallyRow> {
    let offsets = Offsets::new(&reading.article.text);
    let speakers = counted(reading.assertions.iter().map(|assertion| Speaker::of(assertion, &offsets)));
    let mut rows: Vec<TallyRow> = Vec::new();
    let (mut unnamed, mut unidentified, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    for (speaker, count) in speakers {
        match speaker {
            Speaker::Named { kind, name } => {
                rows.push(TallyRow { count, whose: Whose::Named { kind, name } })
            }
            Speaker::Unnamed { words } => unnamed.push((words, count)),
            Speaker::Unidentified { words } => unidentified.push((words, count)),
            Speaker::Own => rest.push(TallyRow { count, whose: Whose::Own }),
            Speaker::Nobody => rest.push(TallyRow { count, whose: Whose::Nobody }),
        }
    }
    for (words, whose) in
        [(unnamed, Whose::Unnamed as fn(_) -> _), (unidentified, Whose::Unidentified as fn(_) -> _)]
    {
        let count = words.iter().map(|(_, count)| count).sum();
        if count > 0 {
            rows.push(TallyRow { count, whose: whose(without_case(words)) });
        }
    }
    rows.extend(rest);
    rows
}

/// Adds up words that differ only in their case: « On », « on ». Without those that are none.
fn without_case(words: Vec<(String, usize)>) -> Vec<(String, usize)> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut counts: Vec<(String, usize)> = Vec::new();
    for (words, count) in words.into_iter().filter(|(words, _)| !words.is_empty()) {
        let place = *places.entry(words.to_lowercase()).or_insert(counts.len());
        match counts.get_mut(place) {
            Some((_, sum)) => *sum += count,
            None => counts.push((words, count)),
        }
    }
    counts
}
