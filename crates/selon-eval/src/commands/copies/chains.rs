//! Chains of copies made of one article by scripted rewriting, and the direction that the program sees.

use anyhow::Result;
use selon_ledger::copies::{Copy, Direction};

use super::ledger::{Entry, Ledger};
use crate::draw::Draw;
use crate::report::{self, Table, thousands};

/// The seed of everything drawn.
const SEED: u64 = 0xc0b1e5;

/// The agency that every chain starts from, and how it is credited.
const AGENCY: [&str; 2] = ["Agence Méridienne", "AM"];

/// Which version each version is rewritten from: a chain of four, and a second reprint of the dispatch.
const PARENTS: [Option<usize>; 5] = [None, Some(0), Some(1), Some(2), Some(0)];

/// What is known of the dates of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dates {
    Second,
    Day,
    None,
}

/// One version of a story.
struct Version {
    sentences: Vec<String>,
    credited: bool,
    cites: bool,
}

/// Prints how often the direction is right, unknown and wrong.
///
/// # Errors
/// When the ledger fails.
pub(super) fn run(texts: &[&str]) -> Result<()> {
    let hedges: Vec<(&str, &str)> = include_str!("../../../data/hedges.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .filter_map(|line| line.split_once('\t'))
        .collect();
    let long = texts.iter().enumerate().filter(|(_, text)| text.split_whitespace().count() >= 100);
    let stories: Vec<Vec<Version>> =
        long.map(|(at, text)| story(text, &hedges, &mut Draw::new(SEED, at as u64))).collect();
    report::print(format_args!("{} stories of {} versions\n", thousands(stories.len()), PARENTS.len()))?;
    let mut table = Table::new([
        "copies, and what is known",
        "pairs",
        "right",
        "unknown",
        "wrong",
        "no copy found",
        "share right",
    ]);
    for (name, dates) in
        [("times", Dates::Second), ("only the day, the same", Dates::Day), ("no date", Dates::None)]
    {
        let mut counts = [[0_usize; 4]; 2];
        let (copies, places) = added(&stories, dates)?;
        for (number, story) in stories.iter().enumerate() {
            for b in 0..PARENTS.len() {
                for a in 0..b {
                    let truth = if descends(b, a) { 0 } else { 1 };
                    let verdict = judge(story, &places[number], &copies, a, b, truth == 1);
                    counts[truth][verdict] += 1;
                }
            }
        }
        for (what, [right, unknown, wrong, missed]) in
            ["one from the other", "both from the dispatch"].into_iter().zip(counts)
        {
            let all = right + unknown + wrong;
            let share = report::share((all > 0).then(|| right as f64 / all as f64));
            let [pairs, right, unknown, wrong, missed] = [all, right, unknown, wrong, missed].map(thousands);
            table.row([format!("{what}; {name}"), pairs, right, unknown, wrong, missed, share]);
        }
    }
    report::print(table)?;
    Ok(())
}

/// Whether a version has its words from another, itself or through others.
fn descends(version: usize, from: usize) -> bool {
    PARENTS[version].is_some_and(|parent| parent == from || descends(parent, from))
}

/// Adds every story, its versions in an order that is drawn; returns the copies and the number of each version.
fn added(stories: &[Vec<Version>], dates: Dates) -> Result<(Vec<Copy>, Vec<Vec<i64>>)> {
    let (mut entries, mut places) = (Vec::new(), Vec::new());
    for (number, story) in stories.iter().enumerate() {
        let mut draw = Draw::new(SEED + 1, number as u64);
        let mut order: Vec<usize> = (0..story.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, draw.below(at + 1));
        }
        let mut of = vec![0; story.len()];
        for version in order {
            of[version] = entries.len() as i64;
            entries.push(entry(story, version, number, dates));
        }
        places.push(of);
    }
    // In the order of `b`, then of `a`: the ledger adds one after the other and lists what it finds in order.
    Ok((Ledger::new()?.add(entries)?.0, places))
}

fn entry(story: &[Version], version: usize, number: usize, dates: Dates) -> Entry {
    let day = number as i64 * 86_400;
    let second = day + version as i64 * 3_600;
    Entry {
        text: story[version].sentences.concat(),
        outlet: Some(outlet(version)),
        published: match dates {
            Dates::Second => Some((second, second + 1)),
            Dates::Day => Some((day, day + 86_400)),
            Dates::None => None,
        },
        credit: story[version].credited.then(|| AGENCY[1].to_owned()),
        cites: PARENTS[version].filter(|_| story[version].cites).map(outlet),
    }
}

fn outlet(version: usize) -> String {
    match version {
        0 => AGENCY[0].to_owned(),
        number => format!("Le Journal {number}"),
    }
}

/// 0 right, 1 unknown, 2 wrong, 3 not found. Where one was made from the other and both credit the agency, it is right
/// as well that both are the agency's.
fn judge(story: &[Version], places: &[i64], copies: &[Copy], a: usize, b: usize, third: bool) -> usize {
    let [first, second] = if places[a] < places[b] { [a, b] } else { [b, a] };
    let found = copies.binary_search_by_key(&(places[second], places[first]), |copy| (copy.b, copy.a));
    let Ok(found) = found else { return 3 };
    let from_a = if first == a { Direction::Forward } else { Direction::Backward };
    match copies[found].direction {
        Direction::Unknown => 1,
        Direction::Common if third || a != 0 && story[a].credited && story[b].credited => 0,
        direction if !third && direction == from_a => 0,
        _ => 2,
    }
}

/// The versions of a story, made from one text.
fn story(text: &str, hedges: &[(&str, &str)], draw: &mut Draw) -> Vec<Version> {
    let sentences =
        text.split_inclusive(['\n']).flat_map(|line| line.split_inclusive(". ")).map(str::to_owned).collect();
    let mut versions = vec![Version { sentences, credited: true, cites: false }];
    for parent in PARENTS.into_iter().flatten() {
        let rewritten = rewritten(&versions[parent], hedges, draw);
        versions.push(rewritten);
    }
    versions
}

/// What another outlet makes of a version: one to three of the things that outlets do.
fn rewritten(from: &Version, hedges: &[(&str, &str)], draw: &mut Draw) -> Version {
    let mut version =
        Version { sentences: from.sentences.clone(), credited: from.credited, cites: draw.once_in(4) };
    for _ in 0..1 + draw.below(3) {
        let sentences = &mut version.sentences;
        match draw.below(4) {
            0 => version.credited = false,
            1 => sentences.iter_mut().for_each(|sentence| *sentence = unhedged(sentence, hedges)),
            2 if sentences.len() > 3 => {
                let at = 1 + draw.below(sentences.len() - 2);
                sentences.swap(at, at + 1);
            }
            2 => {}
            _ => sentences.truncate(sentences.len() - draw.below(sentences.len() / 3 + 1)),
        }
    }
    version
}

/// A sentence without its hedges and without « , selon … » up to the next comma or its end.
fn unhedged(sentence: &str, hedges: &[(&str, &str)]) -> String {
    let mut plain = sentence.to_owned();
    for (hedged, other) in hedges {
        plain = plain.replace(hedged, other);
    }
    if let Some(start) = plain.find(", selon ") {
        let after = start + ", selon ".len();
        let end = plain[after..].find([',', '.', '\n']).map_or(plain.len(), |length| after + length);
        plain.replace_range(start..end, "");
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hedges_and_sources_go() {
        let hedges = [(" aurait ", " a ")];
        assert_eq!(unhedged("Il y aurait dix morts, selon la police. ", &hedges), "Il y a dix morts. ");
    }

    #[test]
    fn a_chain_descends_and_a_second_reprint_does_not() {
        assert!(descends(3, 0) && descends(3, 1) && !descends(4, 1) && !descends(1, 3));
    }
}
