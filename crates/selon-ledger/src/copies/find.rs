//! Copies in the ledger: candidates by the rows of `now_band` and `now_print`, compared exactly, written as rows.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension as _, Row, params};
use selon_record::{OffsetError, Offsets};

use super::direction::{Direction, Name, Reason, Side, direction};
use super::overlap::{Overlap, compare};
use super::sketch::Sketch;
use super::third::Third;
use super::words::Words;

/// Articles that are kept for a hash, the first ones. A dispatch in a thousand papers is tied to the first of them, and
/// so to all: finding them costs the same for the last as for the first.
const POSTINGS: usize = 64;

/// Candidates that an article is compared with: those that share most hashes with it, of equals the first added.
const CANDIDATES: usize = 64;

/// Of the articles that share words with another, so many are asked what they show of it and the rest: the earliest, which
/// others can have it from.
const THIRDS: usize = 4;

/// A copy as found: `a` was added before `b`.
#[derive(Clone, Debug, PartialEq)]
pub struct Copy {
    /// Number of the article that was there.
    pub a: i64,
    /// Number of the article that was added.
    pub b: i64,
    /// What they share.
    pub overlap: Overlap,
    /// Who has it from whom.
    pub direction: Direction,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// Why copies could not be found or written.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// The ledger failed.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// The sketch is of another text than the article's.
    #[error("the sketch of article {article} is of another text: {error}")]
    OtherText {
        /// Number of the article.
        article: i64,
        /// Where a passage would have been.
        error: OffsetError,
    },
    /// The reasons could not be written as JSON.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
}

/// Finds the copies of an article among those added before it, writes them (`copy`, `passage`), and enters the article so
/// that those added after it find it (`now_band`, `now_print`).
///
/// To be called once for an article, within the transaction that added its rows: `article`, `credit`, `assertion` and
/// `link` are read. The work does not grow with the ledger: so many look-ups as the sketch has hashes, and at most
/// 64 comparisons. What is found depends on the articles added before and their order, on nothing else.
///
/// # Errors
/// When the ledger fails, or the sketch is not of the article's text.
pub fn add(ledger: &Connection, article: i64, sketch: &Sketch) -> Result<Vec<Copy>, FindError> {
    let candidates = Candidates::of(ledger, sketch)?;
    let found = candidates.compared(ledger, article, sketch)?;
    let mut copies = Vec::with_capacity(found.len());
    if !found.is_empty() {
        let side = side(ledger, article)?;
        let sides: Vec<Side> =
            found.iter().map(|other| self::side(ledger, other.article)).collect::<Result<_, _>>()?;
        let mut earliest: Vec<(i64, usize)> =
            (0..).zip(&sides).filter_map(|(place, side)| Some((side.latest?, place))).collect();
        earliest.sort_unstable();
        earliest.truncate(THIRDS);
        for (place, other) in found.iter().enumerate() {
            let since = sides[place].earliest.min(side.earliest); // nothing where one of them is not known
            let before = earliest
                .iter()
                .filter(|(latest, third)| *third != place && since.is_some_and(|since| *latest <= since));
            let third = |&(_, place): &(i64, usize)| {
                let third = &found[place];
                (&sides[place], Third::of(third.article, &third.words, &other.words, sketch.words()))
            };
            let thirds: Vec<(&Side, Third)> = before.map(third).collect();
            let (direction, reasons) = direction(&sides[place], &side, &other.overlap, &thirds);
            copies.push(Copy {
                a: other.article,
                b: article,
                overlap: other.overlap.clone(),
                direction,
                reasons,
            });
        }
        write(ledger, article, &copies)?;
    }
    candidates.enter(ledger, article)?;
    Ok(copies)
}

/// The articles that share words with a text, with what they share: each as `a` of its overlap, in the order of their
/// numbers. `article` is the number of the text's own article, which does not count. Nothing is written.
///
/// # Errors
/// When the ledger fails.
pub fn find(ledger: &Connection, article: i64, sketch: &Sketch) -> Result<Vec<(i64, Overlap)>, FindError> {
    let found = Candidates::of(ledger, sketch)?.compared(ledger, article, sketch)?;
    Ok(found.into_iter().map(|found| (found.article, found.overlap)).collect())
}

/// An article that shares words with the one that is added.
struct Found {
    article: i64,
    words: Words,
    overlap: Overlap,
}

/// What the index says of a sketch.
#[derive(Default)]
struct Candidates {
    /// Of each article the hashes that it shares: those of bands and passages, and those of passages that stand in
    /// [`POSTINGS`] articles already.
    hits: HashMap<i64, (u32, u32)>,
    /// Bands and passages that are open to a further article.
    open: [Vec<u64>; 2],
}

/// The tables of bands and passages.
const TABLES: [(&str, &str); 2] = [
    (
        "SELECT article FROM now_band WHERE hash = ?1 ORDER BY article LIMIT ?2",
        "INSERT OR IGNORE INTO now_band (hash, article) VALUES (?1, ?2)",
    ),
    (
        "SELECT article FROM now_print WHERE hash = ?1 ORDER BY article LIMIT ?2",
        "INSERT OR IGNORE INTO now_print (hash, article) VALUES (?1, ?2)",
    ),
];

impl Candidates {
    /// Looks the hashes of a sketch up.
    fn of(ledger: &Connection, sketch: &Sketch) -> rusqlite::Result<Candidates> {
        let mut candidates = Candidates::default();
        let mut articles: Vec<i64> = Vec::with_capacity(POSTINGS);
        for (table, hashes) in [sketch.bands(), sketch.prints()].into_iter().enumerate() {
            let mut postings = ledger.prepare_cached(TABLES[table].0)?;
            for &hash in hashes {
                articles.clear();
                let mut rows = postings.query(params![hash as i64, POSTINGS as i64])?;
                while let Some(row) = rows.next()? {
                    articles.push(row.get(0)?);
                }
                let is_open = articles.len() < POSTINGS;
                for &article in &articles {
                    let (few, many) = candidates.hits.entry(article).or_default();
                    *(if is_open || table == 0 { few } else { many }) += 1;
                }
                if is_open {
                    candidates.open[table].push(hash);
                }
            }
        }
        Ok(candidates)
    }

    /// Compares with those that share most.
    ///
    /// Words that stand in [`POSTINGS`] articles and more are a dispatch, or what an outlet writes below everything: only
    /// for them an article is not compared with others of its voice.
    fn compared(&self, ledger: &Connection, article: i64, sketch: &Sketch) -> Result<Vec<Found>, FindError> {
        let mut most: Vec<(i64, (u32, u32))> =
            self.hits.iter().map(|(&other, &hits)| (other, hits)).filter(|hit| hit.0 != article).collect();
        most.sort_unstable_by_key(|&(other, (few, many))| (std::cmp::Reverse(few + many), other));
        most.truncate(CANDIDATES);
        most.sort_unstable();
        let mut text = ledger.prepare_cached(
            "SELECT text, voice IS (SELECT voice FROM article WHERE id = ?2) FROM article WHERE id = ?1",
        )?;
        let mut found = Vec::new();
        for (other, (few, _)) in most {
            let read = |row: &Row<'_>| {
                let skipped = few == 0 && row.get(1)?;
                Ok((!skipped).then(|| row.get_ref(0)?.as_str().map(Words::of).map_err(rusqlite::Error::from)))
            };
            let Some(Some(words)) = text.query_row([other, article], read).optional()? else { continue };
            let words = words?;
            if let Some(overlap) = compare(&words, sketch.words()) {
                found.push(Found { article: other, words, overlap });
            }
        }
        Ok(found)
    }

    /// Enters an article under the hashes that are open.
    fn enter(&self, ledger: &Connection, article: i64) -> rusqlite::Result<()> {
        for (table, hashes) in self.open.iter().enumerate() {
            let mut enter = ledger.prepare_cached(TABLES[table].1)?;
            for &hash in hashes {
                enter.execute([hash as i64, article])?;
            }
        }
        Ok(())
    }
}

/// Writes copies of one article.
fn write(ledger: &Connection, article: i64, copies: &[Copy]) -> Result<(), FindError> {
    let text = |id: i64| -> rusqlite::Result<String> {
        ledger.prepare_cached("SELECT text FROM article WHERE id = ?1")?.query_row([id], |row| row.get(0))
    };
    let own = text(article)?;
    let own = Offsets::new(&own);
    let mut insert_copy = ledger.prepare_cached(
        "INSERT INTO copy (a, b, kind, direction, jaccard, share_a, share_b, reasons) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    let mut insert_passage = ledger.prepare_cached(
        "INSERT INTO passage (copy, a_start, a_end, b_start, b_end) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for copy in copies {
        let overlap = &copy.overlap;
        let id = insert_copy.insert(params![
            copy.a,
            copy.b,
            overlap.kind.name(),
            copy.direction.name(),
            overlap.jaccard,
            overlap.share_a,
            overlap.share_b,
            serde_json::to_string(&copy.reasons)?,
        ])?;
        let other = text(copy.a)?;
        let other = Offsets::new(&other);
        let error = |article| move |error| FindError::OtherText { article, error };
        for passage in &overlap.passages {
            let a = other.record(passage.a).map_err(error(copy.a))?;
            let b = own.record(passage.b).map_err(error(article))?;
            insert_passage.execute(params![
                id,
                a.start as i64,
                a.end as i64,
                b.start as i64,
                b.end as i64
            ])?;
        }
    }
    Ok(())
}

/// What the ledger knows of an article for its direction.
fn side(ledger: &Connection, article: i64) -> rusqlite::Result<Side> {
    let name = |row: &Row<'_>| Ok(Name { name: row.get(0)?, kb: row.get(1)? });
    let names = |sql: &str| -> rusqlite::Result<Vec<Name>> {
        ledger.prepare_cached(sql)?.query_map([article], name)?.collect()
    };
    let mut published = ledger.prepare_cached("SELECT earliest, latest FROM article WHERE id = ?1")?;
    let (earliest, latest) = published.query_row([article], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let outlet = names("SELECT outlet, outlet_kb FROM article WHERE id = ?1 AND outlet IS NOT NULL")?;
    Ok(Side {
        earliest,
        latest,
        outlet: outlet.into_iter().next(),
        credits: names("SELECT agency, kb FROM credit WHERE article = ?1 ORDER BY position")?,
        cites: names(
            "SELECT source_name, source_kb FROM assertion
               WHERE article = ?1 AND source_kind = 'outlet' AND source_name IS NOT NULL
             UNION SELECT source_outlet, NULL FROM assertion WHERE article = ?1 AND source_outlet IS NOT NULL
             UNION SELECT link.name, link.kb FROM link JOIN assertion ON assertion.id = link.assertion
               WHERE assertion.article = ?1 AND link.kind = 'outlet' AND link.position > 0
             ORDER BY 1, 2",
        )?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::copies::Kind;

    const DISPATCH: &str = "Le pont de la Serre, fermé depuis mardi après la crue, rouvrira lundi matin aux piétons, puis \
                            mercredi aux voitures et aux camions, a annoncé la préfecture. Un bac est prévu d'ici là.";

    fn ledger() -> Connection {
        let ledger = Connection::open_in_memory().unwrap_or_else(|error| panic!("{error}"));
        ledger.execute_batch(include_str!("../store/schema.sql")).unwrap_or_else(|error| panic!("{error}"));
        ledger
            .execute_batch("INSERT INTO run VALUES (1, '', '', '{}')")
            .unwrap_or_else(|error| panic!("{error}"));
        ledger
    }

    fn added(ledger: &Connection, id: i64, outlet: &str, credit: Option<&str>, text: &str) -> Vec<Copy> {
        let sql = "INSERT INTO article (id, sha256, name, outlet, voice, language, text, place, run)
                   VALUES (?1, CAST(?1 AS BLOB), ?1, ?2, ?2, 'fr', ?3, '', 1)";
        let article = ledger.execute(sql, params![id, outlet, text]);
        let credited = credit.map(|agency| {
            ledger.execute(
                "INSERT INTO credit VALUES (?1, 0, ?2, NULL, 'with', 'byline', 0, 0)",
                params![id, agency],
            )
        });
        assert!(article.is_ok() && credited.is_none_or(|row| row.is_ok()));
        add(ledger, id, &Sketch::of(text)).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn copies_are_written_with_their_passages_and_direction() -> rusqlite::Result<()> {
        let ledger = ledger();
        assert_eq!(added(&ledger, 1, "Agence Méridienne", None, DISPATCH), []);
        assert_eq!(
            added(
                &ledger,
                2,
                "La Gazette",
                None,
                "Un tout autre sujet : la neige tient, et les pistes ouvrent samedi."
            ),
            []
        );
        let printed = format!("É. Vaux — {DISPATCH}");
        let [copy] = &added(&ledger, 3, "Le Courrier", Some("AM"), &printed)[..] else { panic!("one copy") };
        assert_eq!(
            (copy.a, copy.b, copy.overlap.kind, copy.direction),
            (1, 3, Kind::Near, Direction::Forward)
        );
        let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?));
        let written: (String, i64, i64, String) = ledger.query_row(
            "SELECT direction, b_start, a_end, reasons FROM copy JOIN passage ON copy.id = passage.copy",
            [],
            row,
        )?;
        let reasons = r#"[{"reason":"credit","favours":"forward","detail":"AM"}]"#;
        let end = DISPATCH.chars().count() as i64 - 1;
        assert_eq!(written, ("forward".into(), 10, end, reasons.into()));
        Ok(())
    }

    #[test]
    fn what_everybody_prints_costs_no_more_and_ties_all() -> rusqlite::Result<()> {
        let ledger = ledger();
        for id in 1..=POSTINGS as i64 + 20 {
            let found = added(&ledger, id, "La Gazette", None, DISPATCH);
            assert_eq!(found.len(), CANDIDATES.min(id as usize - 1));
            assert!(found.iter().zip(1..).all(|(copy, first)| copy.a == first));
        }
        let most: i64 = ledger.query_row(
            "SELECT max(n) FROM (SELECT count(*) AS n FROM now_print GROUP BY hash)",
            [],
            |row| row.get(0),
        )?;
        assert_eq!(most, POSTINGS as i64);
        Ok(())
    }

    #[test]
    fn look_ups_go_by_the_primary_key() -> rusqlite::Result<()> {
        let ledger = ledger();
        for (look_up, _) in TABLES {
            let plan: String =
                ledger.query_row(&format!("EXPLAIN QUERY PLAN {look_up}"), [1, 1], |row| row.get(3))?;
            assert!(plan.starts_with("SEARCH") && plan.contains("USING PRIMARY KEY (hash=?)"), "{plan}");
        }
        Ok(())
    }
}
