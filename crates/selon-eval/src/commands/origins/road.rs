//! The whole road of a story: its readings into a ledger, and out of that the claim that holds the figure.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use selon_kb::Base;
use selon_ledger::claims::{Statement, features, relate};
use selon_ledger::origins::Origins;
use selon_ledger::{Deposit, Run, Writer};
use selon_record::Reading;
use selon_sentence::Encoder;

use super::of_figure;

/// What the ledger makes of a story.
pub(super) struct Road {
    /// The origins of the claim that holds the figure in most articles, of several the first.
    pub(super) origins: Origins,
    /// In how many claims the assertions with the figure are.
    pub(super) claims: usize,
    /// How many articles give the figure, and are not in the claim.
    pub(super) outside: usize,
}

/// Adds the readings to a ledger in memory in their order. Nothing where none of them gives the figure.
///
/// # Errors
/// When a reading is not sound, or the ledger fails.
pub(super) fn of(
    readings: &[Reading],
    figure: &str,
    base: &'static Base,
    encoder: &Encoder,
) -> Result<Option<Road>> {
    let vectors = |texts: &[&str]| -> Vec<Vec<f32>> {
        encoder.encode_many(texts).iter().map(|vector| vector.as_slice().to_vec()).collect()
    };
    let mut writer =
        Writer::in_memory(Run { program: "selon-eval".into(), extractor: serde_json::json!({}), base });
    let mut holding: BTreeMap<i64, BTreeSet<usize>> = BTreeMap::new();
    let mut of_articles = Vec::with_capacity(readings.len());
    for reading in readings {
        let deposit = Deposit::new(reading.clone(), None, reading.article.id.as_str(), base, &vectors)?;
        of_articles.push(writer.add(&deposit)?.article());
    }
    writer.commit()?;
    let ledger = writer.ledger();
    for (place, (reading, &article)) in readings.iter().zip(&of_articles).enumerate() {
        let names: Vec<&str> =
            of_figure(reading, figure).into_iter().map(|assertion| &*assertion.id).collect();
        for id in ledger.assertions_of(article)? {
            let assertion = ledger.assertion(id)?.context("an assertion that was listed")?;
            if names.contains(&&*assertion.name)
                && let Some(claim) = ledger.claim_of(id)?
            {
                holding.entry(claim).or_default().insert(place);
            }
        }
    }
    let articles: BTreeSet<usize> = holding.values().flatten().copied().collect();
    let most = holding.iter().max_by_key(|(claim, places)| (places.len(), std::cmp::Reverse(**claim)));
    let Some((&claim, places)) = most else { return Ok(None) };
    let story = ledger.story(claim, base)?.context("a claim that has assertions")?;
    let outside = articles.difference(places).count();
    Ok(Some(Road { origins: story.origins, claims: holding.len(), outside }))
}

/// What the assertions with the figure have to do with each other, two by two, a line for each.
pub(super) fn relations(readings: &[Reading], figure: &str, encoder: &Encoder) -> Vec<String> {
    let vectors = |texts: &[&str]| -> Vec<Vec<f32>> {
        encoder.encode_many(texts).iter().map(|vector| vector.as_slice().to_vec()).collect()
    };
    let statements: Vec<(usize, Statement)> = (1..)
        .zip(readings)
        .flat_map(|(number, reading)| {
            let names: Vec<&str> =
                of_figure(reading, figure).into_iter().map(|assertion| &*assertion.id).collect();
            let all = Statement::all(reading, &vectors).into_iter();
            all.filter(move |statement| names.contains(&&*statement.assertion)).map(move |s| (number, s))
        })
        .collect();
    let mut lines = Vec::new();
    for (place, (b, second)) in statements.iter().enumerate() {
        for (a, first) in statements[..place].iter().filter(|(a, _)| a != b) {
            let relation = relate(first, second);
            let similarity = features(first, second).into_iter().find(|(name, _)| *name == "similarity");
            let similarity = similarity.map_or(0.0, |(_, value)| value);
            lines.push(format!(
                "   {a} and {b}: {:?} {:.2}, similarity {similarity:.2}",
                relation.kind, relation.confidence
            ));
        }
    }
    lines
}
