//! What stands against a claim: ours and theirs side by side, and what was compared.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use selon_ledger::Opposed;
use selon_view::html::Evidence;
use selon_view::way::Way;
use selon_view::{Interface, Told, phrase};

use super::said::{Said, said};
use super::words;
use crate::words::Words;

/// What one heading holds.
pub(super) struct Against {
    pub(super) heading: String,
    /// `against` or `update`.
    pub(super) class: &'static str,
    pub(super) all: Vec<Opposite>,
}

/// Two assertions that disagree.
pub(super) struct Opposite {
    pub(super) what: String,
    pub(super) ours: Said,
    pub(super) theirs: Said,
    /// The other claim.
    pub(super) claim: i64,
    pub(super) slots: Vec<Slot>,
}

/// What was compared.
pub(super) struct Slot {
    pub(super) name: String,
    pub(super) ours: String,
    pub(super) theirs: String,
    pub(super) verdict: String,
    pub(super) is_conflict: bool,
}

/// Those whom somebody has to look at: an assertion of the others once, with the one of ours it disagrees with most surely.
pub(super) fn distinct(way: &Way) -> Vec<&Opposed> {
    let mut all: Vec<&Opposed> = way.story.opposed.iter().collect();
    all.sort_by(|a, b| a.theirs.cmp(&b.theirs).then(b.confidence.total_cmp(&a.confidence)));
    let mut seen = BTreeSet::new();
    all.retain(|one| seen.insert((one.theirs, one.kind.clone())));
    all.sort_by_key(|one| Reverse(one.kind == "contradiction"));
    all
}

/// What stands against it: contradictions, then figures and states of another moment by whether that is later.
pub(super) fn opposites(way: &Way, evidence: &BTreeMap<i64, Evidence>, interface: Interface) -> Vec<Against> {
    let all = distinct(way);
    let headings = [
        (Told::Contradictions, "against", "contradiction", None),
        (Told::Updates, "update", "update", Some(Some(true))),
        (Told::Outdates, "update", "update", Some(Some(false))),
        (Told::OtherMoment, "update", "update", Some(None)),
    ];
    let mut found = Vec::new();
    for (heading, class, kind, of_time) in headings {
        let of_it = all
            .iter()
            .filter(|one| one.kind == kind && of_time.is_none_or(|time| is_later(way, one) == time));
        let of_it: Vec<Opposite> = of_it.map(|one| opposite(way, evidence, one, interface)).collect();
        if !of_it.is_empty() {
            found.push(Against { heading: heading.text(interface), class, all: of_it });
        }
    }
    found
}

/// Whether the other was published later than ours; nothing where that is not known.
fn is_later(way: &Way, one: &Opposed) -> Option<bool> {
    let ours = way.story.occurrences.iter().find(|ours| ours.assertion == one.ours.0)?;
    let published = |article: i64| way.articles.get(&article)?.earliest;
    let (ours, theirs) = (published(ours.article)?, published(one.article.0)?);
    (ours != theirs).then_some(theirs > ours)
}

fn opposite(way: &Way, evidence: &BTreeMap<i64, Evidence>, one: &Opposed, interface: Interface) -> Opposite {
    let ours = way.story.occurrences.iter().find(|ours| ours.assertion == one.ours.0);
    let (article, content) = ours.map_or((0, ""), |ours| (ours.article, &*ours.content.text));
    Opposite {
        what: Told::In(one.type_.as_deref().unwrap_or_default()).text(interface),
        ours: said(way, evidence, one.ours.0, article, content, interface),
        theirs: said(way, evidence, one.theirs.0, one.article.0, &one.content, interface),
        claim: one.claim,
        slots: slots(one, interface),
    }
}

/// The slots, ours first: the ledger has the assertion that was added first on the side `a`.
fn slots(one: &Opposed, interface: Interface) -> Vec<Slot> {
    let sides = if one.ours < one.theirs { ["a", "b"] } else { ["b", "a"] };
    let of = |reason: &serde_json::Value| {
        let [ours, theirs] = sides.map(|side| phrase(reason[side].as_str().unwrap_or_default()));
        let verdict = reason["verdict"].as_str().unwrap_or_default();
        Slot {
            name: named(reason["slot"].as_str().unwrap_or_default(), &SLOTS, interface),
            ours,
            theirs,
            verdict: named(verdict, &VERDICTS, interface),
            is_conflict: verdict == "conflict",
        }
    };
    one.reasons.as_array().into_iter().flatten().map(of).collect()
}

const SLOTS: [(&str, Words); 8] = [
    ("words", words::SLOT_WORDS),
    ("name", words::SLOT_NAME),
    ("place", words::SLOT_PLACE),
    ("time", words::SLOT_TIME),
    ("number", words::SLOT_NUMBER),
    ("polarity", words::SLOT_POLARITY),
    ("direction", words::SLOT_DIRECTION),
    ("source", words::SLOT_SOURCE),
];

const VERDICTS: [(&str, Words); 4] = [
    ("same", words::SAME),
    ("compatible", words::COMPATIBLE),
    ("differs", words::DIFFERS),
    ("conflict", words::CONFLICT),
];

/// What the ledger's word for something is called; the word itself where a later program wrote it.
fn named(word: &str, names: &[(&str, Words)], interface: Interface) -> String {
    let known = names.iter().find(|(known, _)| *known == word);
    known.map_or_else(|| phrase(word), |(_, words)| words.text(interface).to_owned())
}
