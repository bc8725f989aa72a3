//! What people decide about claims and origins: rows of `edit`, which only grows. A decision that is taken back stays, and so
//! does the taking back.

mod carried;

use std::collections::BTreeSet;

use rusqlite::params;
use serde::Serialize;

use crate::store::damaged;
use crate::{ArticleId, AssertionId, Between, Error, Ledger};

pub use carried::CarriedDecision;

/// Something to decide. Claims are given by their assertions: they are those that hold them, whatever is added later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// The claims of the two are one.
    Join(AssertionId, AssertionId),
    /// These are no part of their claim; together they are one of their own.
    TakeOut(BTreeSet<AssertionId>),
    /// Nothing ties the two in the counting of origins.
    Part(Between),
    /// The two are one origin.
    Tie(Between),
    /// The decision of this number is taken back, which may itself be a taking back.
    Undo(i64),
}

/// A decision in the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// Its number: the order of deciding, from 1.
    pub id: i64,
    /// When: ISO 8601, UTC.
    pub at: String,
    /// Who decided, where they said.
    pub who: Option<String>,
    /// Why, where they said.
    pub why: Option<String>,
    /// What.
    pub decision: Decision,
    /// Whether nobody took it back.
    pub stands: bool,
}

/// Why a decision is not taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EditError {
    /// No assertion of this number is part of a claim.
    #[error("no claim or assertion {0} in this ledger")]
    NoAssertion(AssertionId),
    /// No article has this number.
    #[error("no article {0} in this ledger")]
    NoArticle(ArticleId),
    /// No decision of this number stands.
    #[error("no decision {0} stands in this ledger")]
    NoDecision(i64),
    /// It is so already, or nothing would be left: one claim joined with itself, all of a claim or parts of several taken out, an
    /// article and itself.
    #[error("this would change nothing")]
    Nothing,
    /// A decision of another ledger is about an article, assertion or decision that this one does not have.
    #[error("about something that is not in this ledger")]
    NotHere,
    /// The file cannot be read or written.
    #[error(transparent)]
    Ledger(#[from] Error),
}

impl Ledger {
    /// All that people decided, in that order.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn decisions(&self) -> Result<Vec<Decided>, Error> {
        let mut decided =
            self.all("SELECT id, at, who, why, kind, what, undoes FROM edit ORDER BY id", [], |row| {
                let kind: String = row.get(4)?;
                let what = row.get_ref(5)?.as_str()?;
                let decision = match &*kind {
                    "undo" => Decision::Undo(row.get(6)?),
                    kind => made(kind, what).map_err(|error| damaged(5, error))?,
                };
                let (at, who, why) = (row.get(1)?, row.get(2)?, row.get(3)?);
                Ok(Decided { id: row.get(0)?, at, who, why, decision, stands: true })
            })?;
        let taken_back = taken_back(decided.iter().map(|one| (one.id, &one.decision)));
        decided.iter_mut().for_each(|one| one.stands = !taken_back.contains(&one.id));
        Ok(decided)
    }

    /// The decisions that stand, each with its number, in the order of deciding.
    pub(crate) fn standing(&self) -> Result<Vec<(i64, Decision)>, Error> {
        let standing = self.decisions()?.into_iter().filter(|decided| decided.stands);
        Ok(standing.map(|decided| (decided.id, decided.decision)).collect())
    }

    /// Whether a decision can be taken.
    pub(crate) fn may(&self, decision: &Decision) -> Result<(), EditError> {
        let claim =
            |assertion: AssertionId| self.claim_of(assertion)?.ok_or(EditError::NoAssertion(assertion));
        let changes = match decision {
            Decision::Join(a, b) => claim(*a)? != claim(*b)?,
            Decision::TakeOut(assertions) => {
                let claims = assertions.iter().map(|assertion| claim(*assertion));
                let claims = claims.collect::<Result<BTreeSet<i64>, _>>()?;
                let size = "SELECT count(*) FROM now_claim WHERE claim = ?1";
                match claims.first() {
                    Some(claim) if claims.len() == 1 => {
                        self.one(size, [claim], |row| row.get::<_, usize>(0))? > Some(assertions.len())
                    }
                    _ => false,
                }
            }
            Decision::Part(between) | Decision::Tie(between) => {
                for article in between.articles() {
                    if self.one("SELECT 1 FROM article WHERE id = ?1", [article], |_| Ok(()))?.is_none() {
                        return Err(EditError::NoArticle(article));
                    }
                }
                between.a != between.b
            }
            Decision::Undo(other) => {
                let stands = |decided: &Decided| decided.id == *other && decided.stands;
                if !self.decisions()?.iter().any(stands) {
                    return Err(EditError::NoDecision(*other));
                }
                true
            }
        };
        if changes { Ok(()) } else { Err(EditError::Nothing) }
    }

    /// Writes the row of a decision. Gives its number.
    pub(crate) fn decide(&self, decision: &Decision, note: &Note<'_>) -> Result<i64, Error> {
        let (kind, what, undoes) = columns(decision);
        let Note { at, who, why } = note;
        self.execute(
            "INSERT INTO edit (at, who, kind, what, why, undoes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![at, who, kind, what, why, undoes],
        )?;
        Ok(self.connection().last_insert_rowid())
    }

    /// The claims whose origins a decision is about, as they are now.
    pub(crate) fn concerned(&self, decision: &Decision) -> Result<BTreeSet<i64>, Error> {
        let between = match decision {
            Decision::Part(between) | Decision::Tie(between) => between,
            Decision::Undo(other) => {
                let undone = self.decisions()?.into_iter().find(|decided| decided.id == *other);
                return undone.map_or(Ok(BTreeSet::new()), |undone| self.concerned(&undone.decision));
            }
            Decision::Join(..) | Decision::TakeOut(_) => return Ok(BTreeSet::new()),
        };
        let mut concerned: Option<BTreeSet<i64>> = None;
        for article in between.articles() {
            let question =
                "SELECT c.claim FROM assertion a JOIN now_claim c ON c.assertion = a.id WHERE a.article = ?1";
            let claims: BTreeSet<i64> =
                self.all(question, [article], |row| row.get(0))?.into_iter().collect();
            concerned = Some(match concerned {
                Some(others) => &others & &claims,
                None => claims,
            });
        }
        Ok(concerned.unwrap_or_default())
    }

    /// The claims that disagree with one of these.
    pub(crate) fn opponents(&self, claims: &BTreeSet<i64>) -> Result<BTreeSet<i64>, Error> {
        let question = "SELECT o.claim FROM now_claim m JOIN relation x ON x.a = m.assertion
                        JOIN now_claim o ON o.assertion = x.b WHERE m.claim = ?1 AND x.kind <> 'same'
                        UNION
                        SELECT o.claim FROM now_claim m JOIN relation x ON x.b = m.assertion
                        JOIN now_claim o ON o.assertion = x.a WHERE m.claim = ?1 AND x.kind <> 'same'";
        let mut opponents = BTreeSet::new();
        for claim in claims {
            opponents.extend(self.all(question, [claim], |row| row.get::<_, i64>(0))?);
        }
        Ok(opponents)
    }
}

/// What is kept with a decision.
pub(crate) struct Note<'a> {
    /// When: ISO 8601, UTC.
    pub(crate) at: &'a str,
    pub(crate) who: Option<&'a str>,
    pub(crate) why: Option<&'a str>,
}

/// A decision as the columns `kind`, `what` and `undoes` hold it.
fn columns(decision: &Decision) -> (&'static str, String, Option<i64>) {
    let json = |what: serde_json::Result<String>| what.expect("numbers and names are plain data");
    match decision {
        Decision::Join(a, b) => ("join", json(serde_json::to_string(&[a, b])), None),
        Decision::TakeOut(assertions) => ("take_out", json(serde_json::to_string(assertions)), None),
        Decision::Part(between) => ("part", json(serde_json::to_string(between)), None),
        Decision::Tie(between) => ("tie", json(serde_json::to_string(between)), None),
        Decision::Undo(other) => ("undo", "null".to_owned(), Some(*other)),
    }
}

/// A decision as the columns `kind` and `what` hold it, but for an undoing.
fn made(kind: &str, what: &str) -> Result<Decision, String> {
    let said = |error: serde_json::Error| error.to_string();
    Ok(match kind {
        "join" => {
            let [a, b] = serde_json::from_str(what).map_err(said)?;
            Decision::Join(AssertionId(a), AssertionId(b))
        }
        "take_out" => {
            let assertions: Vec<i64> = serde_json::from_str(what).map_err(said)?;
            Decision::TakeOut(assertions.into_iter().map(AssertionId).collect())
        }
        "part" => Decision::Part(serde_json::from_str(what).map_err(said)?),
        "tie" => Decision::Tie(serde_json::from_str(what).map_err(said)?),
        kind => return Err(format!("a decision of the kind “{kind}”")),
    })
}

/// The numbers of the decisions that are taken back, of all in their order. What takes back and is itself taken back counts for
/// nothing.
///
/// ```
/// use selon_ledger::{AssertionId, Decision, taken_back};
///
/// let joined = Decision::Join(AssertionId(1), AssertionId(3));
/// let decisions = [(1, &joined), (2, &Decision::Undo(1)), (3, &Decision::Undo(2))];
/// assert_eq!(taken_back(decisions[..2].iter().copied()), [1].into());
/// assert_eq!(taken_back(decisions.into_iter()), [2].into());
/// ```
pub fn taken_back<'a>(decisions: impl DoubleEndedIterator<Item = (i64, &'a Decision)>) -> BTreeSet<i64> {
    let mut taken_back = BTreeSet::new();
    for (id, decision) in decisions.rev() {
        if let Decision::Undo(other) = decision
            && !taken_back.contains(&id)
        {
            taken_back.insert(*other);
        }
    }
    taken_back
}

#[cfg(test)]
mod tests;
