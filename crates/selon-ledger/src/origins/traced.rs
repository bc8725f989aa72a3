//! A claim of the ledger as origins see it: its occurrences, the copies between their articles, what users decided.

use std::collections::BTreeMap;

use selon_kb::Base;

use super::{Copied, Edit, EditKind, Node, Occurrence, Origins, origins};
use crate::copies::Direction;
use crate::{ArticleId, AssertionId, Error, Ledger};

const ASSERTIONS: &str = "SELECT assertion FROM now_claim WHERE claim = ?1 ORDER BY assertion";
const COPIES: &str = "SELECT id, b, kind, direction FROM copy WHERE a = ?1";
const PASSAGES: &str = "SELECT a_start, a_end, b_start, b_end FROM passage WHERE copy = ?1";
const RELATIONS: &str = "SELECT CASE a WHEN ?1 THEN b ELSE a END, kind, type FROM relation \
     WHERE (a = ?1 OR b = ?1) AND kind IN ('contradiction', 'update') ORDER BY 1";
const EDITS: &str =
    "SELECT id, kind, what, undoes FROM edit WHERE kind IN ('part', 'tie', 'undo') ORDER BY id";

/// A claim with where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Traced {
    /// Its assertions.
    pub occurrences: Vec<Occurrence>,
    /// On how many origins it rests, and why.
    pub origins: Origins,
    /// What contradicts it, and what later figure takes its place.
    pub opposite: Vec<Opposite>,
}

/// An assertion of another claim that stands against this one.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Opposite {
    /// The assertion of this claim.
    pub assertion: i64,
    /// The other one.
    pub other: i64,
    /// The article of the other one.
    pub article: i64,
    /// Its content.
    pub content: String,
    /// `contradiction` or `update`.
    pub kind: String,
    /// In what they differ: `number`, `date`, `place`, `polarity`, `attribution`, `other`.
    pub r#type: Option<String>,
}

/// What the edits `part` and `tie` are about, as the column `what` holds it.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct Between {
    /// One of the two.
    pub a: Node,
    /// The other.
    pub b: Node,
}

/// Where a claim of the ledger comes from; `None` where there is no claim of that number.
///
/// # Errors
/// The file cannot be read, or is damaged.
pub fn trace(ledger: &Ledger, claim: i64, base: &Base) -> Result<Option<Traced>, Error> {
    ledger.snapshot(|ledger| {
        let occurrences = occurrences(ledger, claim)?;
        if occurrences.is_empty() {
            return Ok(None);
        }
        let origins = origins(&occurrences, &copies(ledger, &occurrences)?, base, &edits(ledger)?);
        let opposite = opposite(ledger, &occurrences)?;
        Ok(Some(Traced { occurrences, origins, opposite }))
    })
}

fn occurrences(ledger: &Ledger, claim: i64) -> Result<Vec<Occurrence>, Error> {
    let mut of_articles: BTreeMap<i64, Vec<(i64, String)>> = BTreeMap::new();
    for id in ledger.all(ASSERTIONS, [claim], |row| row.get::<_, i64>(0))? {
        if let Some(assertion) = ledger.assertion(AssertionId(id))? {
            of_articles.entry(assertion.article.0).or_default().push((id, assertion.name));
        }
    }
    let mut found = Vec::new();
    for (article, assertions) in of_articles {
        let (Some(stored), Some(reading)) =
            (ledger.article(ArticleId(article))?, ledger.reading(ArticleId(article))?)
        else {
            continue;
        };
        let published = stored.earliest.zip(stored.latest);
        for (id, name) in assertions {
            let Some(assertion) = reading.assertions.iter().find(|assertion| assertion.id == name) else {
                continue;
            };
            let mut occurrence = Occurrence::of(&reading, assertion, article, id, published);
            occurrence.voice.kb.clone_from(&stored.outlet_kb);
            found.push(occurrence);
        }
    }
    Ok(found)
}

/// The copies between the articles of a claim.
fn copies(ledger: &Ledger, occurrences: &[Occurrence]) -> Result<Vec<Copied>, Error> {
    let mut articles: Vec<i64> = occurrences.iter().map(|occurrence| occurrence.article).collect();
    articles.dedup();
    let mut found = Vec::new();
    for &a in &articles {
        let rows = ledger.all(COPIES, [a], |row| {
            let (kind, direction): (String, String) = (row.get(2)?, row.get(3)?);
            Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, kind, direction))
        })?;
        for (copy, b, kind, direction) in rows.into_iter().filter(|(_, b, ..)| articles.contains(b)) {
            let passages = ledger.all(PASSAGES, [copy], |row| {
                let span =
                    |at| Ok::<_, rusqlite::Error>((row.get::<_, usize>(at)?, row.get::<_, usize>(at + 1)?));
                Ok((span(0)?, span(2)?))
            })?;
            let span = |(start, end)| selon_record::CodePointSpan::new(start, end);
            let known = [Direction::Forward, Direction::Backward, Direction::Common];
            found.push(Copied {
                a,
                b,
                near: kind != crate::copies::Kind::Partial.name(),
                direction: known.into_iter().find(|d| d.name() == direction).unwrap_or(Direction::Unknown),
                passages: passages.into_iter().map(|(a, b)| (span(a), span(b))).collect(),
            });
        }
    }
    Ok(found)
}

/// What stands against the assertions of a claim.
fn opposite(ledger: &Ledger, occurrences: &[Occurrence]) -> Result<Vec<Opposite>, Error> {
    let mut found = Vec::new();
    for occurrence in occurrences {
        let rows = ledger.all(RELATIONS, [occurrence.assertion], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, Option<String>>(2)?))
        })?;
        for (other, kind, r#type) in rows {
            let Some(of) = ledger.assertion(AssertionId(other))? else { continue };
            let (article, content) = (of.article.0, of.content);
            found.push(Opposite { assertion: occurrence.assertion, other, article, content, kind, r#type });
        }
    }
    Ok(found)
}

/// What users decided. Of an edit of claims nothing is said here.
fn edits(ledger: &Ledger) -> Result<Vec<Edit>, Error> {
    let rows = ledger.all(EDITS, [], |row| {
        let (id, kind, what): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok((id, kind, what, row.get::<_, Option<i64>>(3)?))
    })?;
    let mut edits = Vec::new();
    for (id, kind, what, undoes) in rows {
        let between = || {
            serde_json::from_str::<Between>(&what).map_err(|error| Error::Damaged {
                path: ledger.path().to_owned(),
                what: format!("edit {id}: {error}"),
            })
        };
        let kind = match (&*kind, undoes) {
            ("part", _) => between().map(|Between { a, b }| EditKind::Part(a, b))?,
            ("tie", _) => between().map(|Between { a, b }| EditKind::Tie(a, b))?,
            (_, Some(undone)) => EditKind::Undo(undone),
            (_, None) => continue,
        };
        edits.push(Edit { id, kind });
    }
    Ok(edits)
}

#[cfg(test)]
mod tests {
    use selon_record::Reading;
    use serde_json::json;

    use super::*;
    use crate::{Deposit, Run, Writer};

    /// An article with one assertion, its whole text but for « , selon la police ».
    fn reading(outlet: &str, hour: u8, text: &str, hedge: Option<(usize, usize)>) -> Reading {
        let end = text.find(", selon").map_or(text.chars().count(), |at| text[..at].chars().count());
        let sourced = text.contains(", selon");
        let mut chain = vec![json!({"kind": "outlet", "name": outlet})];
        chain.extend(sourced.then(|| json!({"kind": "organisation", "name": "police"})));
        serde_json::from_value(json!({"selon": 1,
            "article": {"text": text, "outlet": outlet, "language": "fr",
                "published": format!("2022-01-09T{hour:02}:00Z")},
            "assertions": [{"id": "a1", "content": [{"start": 0, "end": end}], "form": "plain", "act": "assert",
                "source": sourced.then(|| json!({"kind": "organisation", "name": "police",
                    "spans": [{"start": end + 11, "end": end + 17}]})),
                "cue": if sourced { json!([{"start": end + 2, "end": end + 7}]) } else { json!([]) },
                "chain": chain,
                "certainty": {"level": if hedge.is_some() { "hearsay" } else { "certain" }, "polarity": "positive",
                    "cues": hedge.map(|(start, end)| json!({"start": start, "end": end})).into_iter().collect::<Vec<_>>()},
                "confidence": 1.0}]}))
        .unwrap()
    }

    #[test]
    fn a_claim_is_traced_out_of_a_ledger() {
        let base = Base::built_in();
        let mut writer = Writer::in_memory(Run { program: "test".into(), extractor: json!({}) });
        let texts = [
            ("Le Courrier", "Les heurts auraient fait 164 morts, selon la police.", Some((11, 19))),
            ("La Gazette", "Les heurts ont fait 164 morts", None),
            ("Le Phare", "Les heurts ont fait 44 morts", None),
        ];
        for (hour, (outlet, text, hedge)) in (6..).zip(texts) {
            writer
                .add(&Deposit::new(reading(outlet, hour, text, hedge), None, outlet, base).unwrap())
                .unwrap();
        }
        let ledger = writer.ledger();
        let rows = "INSERT INTO now_claim VALUES (1, 1), (2, 1), (3, 3);
            INSERT INTO copy VALUES (1, 1, 2, 'near', 'forward', 0.8, 1, 1, '[]');
            INSERT INTO passage VALUES (1, 0, 34, 0, 29);
            INSERT INTO relation VALUES (1, 2, 3, 'contradiction', 'number', 0.9, '[]');";
        ledger.connection().execute_batch(rows).unwrap();

        let traced = trace(ledger, 1, base).unwrap().unwrap();
        assert_eq!((traced.origins.at_least, traced.origins.at_most), (1, 1));
        let losses = &traced.origins.steps[1].losses;
        let kinds: Vec<_> =
            losses.iter().map(|loss| (loss.kind, loss.before[0].span, loss.after[0].span)).collect();
        let span = selon_record::CodePointSpan::new;
        use super::super::LossKind::{Hedge, Source};
        assert_eq!(kinds, [(Hedge, span(11, 19), span(11, 14)), (Source, span(36, 41), span(0, 29))]);
        assert_eq!(traced.opposite[0].content, "Les heurts ont fait 44 morts");

        let part = r#"INSERT INTO edit VALUES (1, '2022-01-10T00:00:00Z', NULL, 'part',
            '{"a": {"article": 1}, "b": {"article": 2}}', NULL, NULL);"#;
        ledger.connection().execute_batch(part).unwrap();
        let parted = trace(ledger, 1, base).unwrap().unwrap();
        assert_eq!((parted.origins.at_least, parted.origins.at_most), (2, 2));
        assert!(trace(ledger, 7, base).unwrap().is_none());
    }
}
