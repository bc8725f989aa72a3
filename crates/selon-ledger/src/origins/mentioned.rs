//! Outlets that a sentence names beside a word of reporting, where the reading found no source: « …, the news agency Agence
//! Méridienne (AM) reported on Sunday ».

use std::collections::BTreeSet;
use std::sync::LazyLock;

use selon_kb::fold::fold;
use selon_record::{Assertion, CodePointSpan, Offsets, Reading};

use super::Named;

const TABLES: [&str; 2] = [
    include_str!("../../../../data/fr/reporting_verbs.tsv"),
    include_str!("../../../../data/en/reporting_verbs.tsv"),
];

/// A name beside a word of reporting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mentioned {
    /// The name.
    pub name: Named,
    /// The words: of the name, and of the reporting.
    pub spans: [CodePointSpan; 2],
}

/// How far from the name the word may stand, in code points.
const NEAR: usize = 24;

/// Letters of a verb that all its forms begin with, at least: « dire » has none.
const STEM: usize = 4;

/// The beginnings of the forms of reporting verbs, folded: « rapport » of « rapporter », « report » of « to report ».
static STEMS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let rows = TABLES.iter().flat_map(|table| table.lines()).filter(|row| !row.starts_with('#')).skip(1);
    let stem = |row: &str| {
        let lemma = fold(row.split('\t').next()?);
        let stem = ["er", "ir", "re", "e"].iter().find_map(|end| lemma.strip_suffix(end)).unwrap_or(&lemma);
        (stem.chars().count() >= STEM && !stem.contains(' ')).then(|| stem.to_owned())
    };
    rows.filter_map(stem).collect()
});

/// The names in the sentences of an assertion that stand near a word of reporting.
pub(super) fn mentioned(reading: &Reading, assertion: &Assertion, offsets: &Offsets<'_>) -> Vec<Mentioned> {
    let within =
        |sentence: &&CodePointSpan| assertion.content.iter().any(|content| content.overlaps(**sentence));
    let mut found: Vec<Mentioned> = Vec::new();
    for sentence in reading.sentences.iter().filter(within) {
        for entity in reading.entities.iter().filter(|entity| sentence.contains(entity.span)) {
            let before = (entity.span.start.saturating_sub(NEAR).max(sentence.start), entity.span.start);
            let after = (entity.span.end, (entity.span.end + NEAR).min(sentence.end));
            let word = [after, before].into_iter().find_map(|(start, end)| reporting(offsets, start, end));
            if let Some(word) = word
                && !found.iter().any(|other| other.name.name == entity.name)
            {
                let name = Named { name: entity.name.clone(), kb: entity.kb.clone() };
                found.push(Mentioned { name, spans: [entity.span, word] });
            }
        }
    }
    found
}

/// The first word of reporting between two places.
fn reporting(offsets: &Offsets<'_>, start: usize, end: usize) -> Option<CodePointSpan> {
    let text = offsets.slice(CodePointSpan::new(start, end)).ok()?;
    let mut at = start;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let length = word.chars().count();
        if is_reporting(&fold(word)) {
            return Some(CodePointSpan::new(at, at + length));
        }
        at += length + 1;
    }
    None
}

/// The endings that forms of verbs have after their stems are short: « rapporté », « reported »; « rapportage » is none.
const ENDING: usize = 4;

fn is_reporting(folded: &str) -> bool {
    let stems = (0..=ENDING.min(folded.len())).filter_map(|cut| folded.get(..folded.len() - cut));
    stems.into_iter().any(|stem| STEMS.contains(stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_reporting_verbs_are_known() {
        for form in ["rapporte", "rapporté", "reported", "annonçait", "affirment"] {
            assert!(is_reporting(&fold(form)), "{form}");
        }
        for form in ["", "dimanche", "region", "killed"] {
            assert!(!is_reporting(form), "{form}");
        }
    }
}
