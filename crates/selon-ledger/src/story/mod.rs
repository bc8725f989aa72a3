//! A claim with all that the ledger has of it: its assertions in their articles, its origins, what it disagrees with.

mod summary;

use std::collections::HashMap;

use rusqlite::Row;
use selon_kb::Base;
use selon_record::{CodePointSpan, Reading};
use serde::{Deserialize, Serialize};

use crate::origins::{Copied, Node, Occurrence, Origins, origins};
use crate::store::value;
use crate::{ArticleId, AssertionId, Decision, Error, Ledger};

pub(crate) use summary::summarise;

/// A claim, whole.
#[derive(Clone, Debug)]
pub struct Story {
    /// Its number: that of its first assertion.
    pub claim: i64,
    /// Its assertions, in the order in which they were added.
    pub occurrences: Vec<Occurrence>,
    /// On how many origins it rests, and its way.
    pub origins: Origins,
    /// What it disagrees with, in the order in which that was found.
    pub opposed: Vec<Opposed>,
}

/// An assertion of another claim that one of this claim's disagrees with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Opposed {
    /// `contradiction` or `update`.
    pub kind: String,
    /// What they disagree in: `number`, `date`, `place`, `polarity` …
    #[serde(rename = "type")]
    pub type_: Option<String>,
    /// The assertion of this claim.
    pub ours: AssertionId,
    /// The assertion of the other.
    pub theirs: AssertionId,
    /// The claim of that one.
    pub claim: i64,
    /// The article of that one.
    pub article: ArticleId,
    /// Its content.
    pub content: String,
    /// How sure that is, 0 to 1.
    pub confidence: f64,
    /// Why: a JSON list of the slots that were compared.
    pub reasons: serde_json::Value,
}

/// What the edits `part` and `tie` are about, as the column `what` holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Between {
    /// One of the two.
    pub a: Node,
    /// The other.
    pub b: Node,
}

impl Between {
    /// Those of the two that are articles.
    pub fn articles(&self) -> impl Iterator<Item = ArticleId> {
        [&self.a, &self.b].into_iter().filter_map(|node| match node {
            Node::Article(id) => Some(ArticleId(*id)),
            Node::Outlet(_) => None,
        })
    }
}

impl Story {
    /// Whether a decision is about assertions of this claim, or about two of its articles.
    pub fn is_about(&self, decision: &Decision) -> bool {
        let has = |assertion: &AssertionId| {
            self.occurrences.iter().any(|occurrence| occurrence.assertion == assertion.0)
        };
        match decision {
            Decision::Join(a, b) => has(a) || has(b),
            Decision::TakeOut(assertions) => assertions.iter().any(has),
            Decision::Part(between) | Decision::Tie(between) => between
                .articles()
                .all(|article| self.occurrences.iter().any(|occurrence| occurrence.article == article.0)),
            Decision::Undo(_) => false,
        }
    }
}

/// Readings as they are unpacked, for those who ask for the same ones again and again.
#[derive(Debug, Default)]
pub(crate) struct Readings(HashMap<ArticleId, Reading>);

impl Readings {
    /// Enough for the articles of one day's stories; a reading is some hundred kilobytes.
    const MOST: usize = 128;

    fn get(&mut self, ledger: &Ledger, article: ArticleId) -> Result<Option<&Reading>, Error> {
        if !self.0.contains_key(&article) {
            if self.0.len() >= Self::MOST {
                self.0.clear();
            }
            let Some(reading) = ledger.reading(article)? else { return Ok(None) };
            self.0.insert(article, reading);
        }
        Ok(self.0.get(&article))
    }
}

/// Of an assertion.
const CLAIM_OF: &str = "SELECT claim FROM now_claim WHERE assertion = ?1";

/// Of an assertion: the claim that it was found to be part of.
const FOUND_IN: &str = "SELECT found FROM now_claim WHERE assertion = ?1";

/// Of a claim.
const ASSERTIONS_IN: &str = "SELECT assertion FROM now_claim WHERE claim = ?1 ORDER BY assertion";

/// The assertions of a claim with what of their articles is not in the record.
const MEMBERS: &str = "SELECT a.id, a.article, a.name, r.earliest, r.latest, r.outlet_kb
     FROM now_claim c JOIN assertion a ON a.id = c.assertion JOIN article r ON r.id = a.article
     WHERE c.claim = ?1 ORDER BY a.id";

/// Of a copy.
const PASSAGES: &str = "SELECT a_start, a_end, b_start, b_end FROM passage WHERE copy = ?1";

/// Between the articles of a claim.
const COPIES: &str =
    "WITH mine AS (SELECT DISTINCT a.article FROM now_claim c JOIN assertion a ON a.id = c.assertion
                                    WHERE c.claim = ?1)
     SELECT x.id, x.a, x.b, x.kind, x.direction FROM mine CROSS JOIN copy x ON x.a = mine.article
     WHERE x.b IN (SELECT article FROM mine) ORDER BY x.id";

/// The relations of a claim to others, from either side.
fn opposed_to() -> String {
    let side = |ours: &str, theirs: &str| {
        format!(
            "SELECT x.id, x.kind, x.type, x.{ours}, x.{theirs}, o.claim, x.confidence, x.reasons,
                    s.article, s.content
             FROM now_claim m JOIN relation x ON x.{ours} = m.assertion JOIN now_claim o ON o.assertion = x.{theirs}
             JOIN assertion s ON s.id = x.{theirs}
             WHERE m.claim = ?1 AND o.claim <> ?1 AND x.kind <> 'same'"
        )
    };
    format!("{} UNION ALL {} ORDER BY 1", side("a", "b"), side("b", "a"))
}

impl Ledger {
    /// The claim that an assertion is part of.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn claim_of(&self, assertion: AssertionId) -> Result<Option<i64>, Error> {
        self.one(CLAIM_OF, [assertion], |row| row.get(0))
    }

    /// The claim that an assertion was found to be part of, whatever people decided since.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn found_in(&self, assertion: AssertionId) -> Result<Option<i64>, Error> {
        self.one(FOUND_IN, [assertion], |row| row.get(0))
    }

    /// The assertions of a claim, in the order in which they were added; none where there is no claim of this number.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn assertions_in(&self, claim: i64) -> Result<Vec<AssertionId>, Error> {
        self.all(ASSERTIONS_IN, [claim], |row| row.get(0))
    }

    /// A claim with all that the ledger has of it; `base` knows which outlets have one owner.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn story(&self, claim: i64, base: &Base) -> Result<Option<Story>, Error> {
        self.snapshot(|ledger| ledger.story_with(claim, base, &mut Readings::default()))
    }

    pub(crate) fn story_with(
        &self,
        claim: i64,
        base: &Base,
        readings: &mut Readings,
    ) -> Result<Option<Story>, Error> {
        let occurrences = self.occurrences(claim, readings)?;
        if occurrences.is_empty() {
            return Ok(None);
        }
        let origins = origins(&occurrences, &self.copied(claim)?, base, &self.standing()?);
        let opposed = self.opposed(claim)?;
        Ok(Some(Story { claim, occurrences, origins, opposed }))
    }

    /// The assertions of a claim with their articles.
    fn occurrences(&self, claim: i64, readings: &mut Readings) -> Result<Vec<Occurrence>, Error> {
        let members = self.all(MEMBERS, [claim], Member::of)?;
        let mut occurrences = Vec::with_capacity(members.len());
        for member in members {
            let Some(reading) = readings.get(self, ArticleId(member.article))? else { continue };
            let assertion = reading.assertions.iter().find(|assertion| assertion.id == member.name);
            let Some(assertion) = assertion else { continue };
            let mut occurrence =
                Occurrence::of(reading, assertion, member.article, member.assertion, member.published);
            occurrence.voice.kb = member.outlet_kb;
            occurrences.push(occurrence);
        }
        Ok(occurrences)
    }

    /// The copies between the articles of a claim.
    fn copied(&self, claim: i64) -> Result<Vec<Copied>, Error> {
        let rows = self.all(COPIES, [claim], |row| {
            let kind: String = row.get(3)?;
            let copied = Copied {
                a: row.get(1)?,
                b: row.get(2)?,
                near: kind != "partial",
                direction: value(row, 4)?,
                passages: Vec::new(),
            };
            Ok((row.get::<_, i64>(0)?, copied))
        })?;
        let with_passages = |(id, mut copied): (i64, Copied)| {
            copied.passages = self.all(PASSAGES, [id], |row| {
                let a = CodePointSpan::new(row.get(0)?, row.get(1)?);
                Ok((a, CodePointSpan::new(row.get(2)?, row.get(3)?)))
            })?;
            Ok(copied)
        };
        rows.into_iter().map(with_passages).collect()
    }

    /// What a claim disagrees with.
    fn opposed(&self, claim: i64) -> Result<Vec<Opposed>, Error> {
        self.all(&opposed_to(), [claim], |row| {
            let reasons: String = row.get(7)?;
            Ok(Opposed {
                kind: row.get(1)?,
                type_: row.get(2)?,
                ours: row.get(3)?,
                theirs: row.get(4)?,
                claim: row.get(5)?,
                article: row.get(8)?,
                content: row.get(9)?,
                confidence: row.get(6)?,
                reasons: serde_json::from_str(&reasons).unwrap_or_default(),
            })
        })
    }
}

/// An assertion of a claim.
struct Member {
    assertion: i64,
    article: i64,
    name: String,
    published: Option<(i64, i64)>,
    outlet_kb: Option<String>,
}

impl Member {
    fn of(row: &Row<'_>) -> rusqlite::Result<Member> {
        let (earliest, latest): (Option<i64>, Option<i64>) = (row.get(3)?, row.get(4)?);
        Ok(Member {
            assertion: row.get(0)?,
            article: row.get(1)?,
            name: row.get(2)?,
            published: earliest.zip(latest),
            outlet_kb: row.get(5)?,
        })
    }
}

#[cfg(test)]
mod tests;
