//! Decisions that go from one ledger to another: what they are about is given by what it says, not by its number.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::params;
use serde::{Deserialize, Serialize};

use super::{Decided, Decision, EditError, Note, columns};
use crate::origins::Node;
use crate::{ArticleId, AssertionId, Between, Error, Ledger};

/// A decision as a line of JSON has it: `{"id": 1, "at": "2022-01-10T09:00:00Z", "why": "the same toll", "join": […]}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedDecision {
    /// Its number in the ledger it is from, by which later ones take it back.
    pub id: i64,
    /// When: ISO 8601, UTC.
    pub at: String,
    /// Who decided, where they said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// Why, where they said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// What.
    #[serde(flatten)]
    what: What,
}

/// A [`Decision`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    Join(AssertionOf, AssertionOf),
    TakeOut(Vec<AssertionOf>),
    Part(NodeOf, NodeOf),
    Tie(NodeOf, NodeOf),
    Undo(i64),
}

/// An assertion by its article, its name there, and its words: another reading of the article may name another one so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct AssertionOf {
    /// SHA-256 of the article's canonical fields ([`crate::ContentKey`]), in hexadecimal.
    article: String,
    assertion: String,
    content: String,
}

/// A [`Node`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum NodeOf {
    Article(String),
    Outlet(String),
}

/// By the key of an article.
const ARTICLE_OF: &str = "SELECT id FROM article WHERE sha256 = unhex(?1)";
/// By number.
const KEY_OF: &str = "SELECT lower(hex(sha256)) FROM article WHERE id = ?1";
/// By the key of an article, a name and words.
const ASSERTION_OF: &str = "SELECT a.id FROM article r JOIN assertion a ON a.article = r.id
    WHERE r.sha256 = unhex(?1) AND a.name = ?2 AND a.content = ?3";
/// By number.
const NAME_OF: &str =
    "SELECT lower(hex(r.sha256)), a.name, a.content FROM assertion a JOIN article r ON r.id = a.article
    WHERE a.id = ?1";

impl Ledger {
    /// All that people decided, in that order, as another ledger can take it.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn carried(&self) -> Result<Vec<CarriedDecision>, Error> {
        self.decisions()?.iter().filter_map(|decided| self.carry_out(decided).transpose()).collect()
    }

    /// Nothing where what it is about is not there, which no ledger lets happen.
    fn carry_out(&self, decided: &Decided) -> Result<Option<CarriedDecision>, Error> {
        let assertion = |id: &AssertionId| {
            self.one(NAME_OF, [id], |row| {
                Ok(AssertionOf { article: row.get(0)?, assertion: row.get(1)?, content: row.get(2)? })
            })
        };
        let node = |node: &Node| match node {
            Node::Article(id) => Ok(self.one(KEY_OF, [id], |row| row.get(0))?.map(NodeOf::Article)),
            Node::Outlet(name) => Ok::<_, Error>(Some(NodeOf::Outlet(name.clone()))),
        };
        let what = match &decided.decision {
            Decision::Join(a, b) => assertion(a)?.zip(assertion(b)?).map(|(a, b)| What::Join(a, b)),
            Decision::TakeOut(out) => {
                let out: Result<Option<Vec<_>>, _> =
                    out.iter().map(assertion).map(Result::transpose).map(Option::transpose).collect();
                out?.map(What::TakeOut)
            }
            Decision::Part(between) => {
                node(&between.a)?.zip(node(&between.b)?).map(|(a, b)| What::Part(a, b))
            }
            Decision::Tie(between) => node(&between.a)?.zip(node(&between.b)?).map(|(a, b)| What::Tie(a, b)),
            Decision::Undo(other) => Some(What::Undo(*other)),
        };
        let Decided { id, at, who, why, .. } = decided.clone();
        Ok(what.map(|what| CarriedDecision { id, at, who, why, what }))
    }

    /// What a decision of another ledger says of this one. `numbers` has those of the other's decisions here.
    pub(crate) fn carry_in(
        &self,
        carried: &CarriedDecision,
        numbers: &BTreeMap<i64, i64>,
    ) -> Result<Decision, EditError> {
        let assertion = |of: &AssertionOf| {
            let AssertionOf { article, assertion, content } = of;
            self.one(ASSERTION_OF, params![article, assertion, content], |row| row.get::<_, AssertionId>(0))?
                .ok_or(EditError::NotHere)
        };
        let node = |of: &NodeOf| match of {
            NodeOf::Article(key) => self
                .one(ARTICLE_OF, [key], |row| row.get::<_, ArticleId>(0))?
                .map(|article| Node::Article(article.0))
                .ok_or(EditError::NotHere),
            NodeOf::Outlet(name) => Ok(Node::Outlet(name.clone())),
        };
        let between = |a, b| Ok::<_, EditError>(Between { a: node(a)?, b: node(b)? });
        Ok(match &carried.what {
            What::Join(a, b) => Decision::Join(assertion(a)?, assertion(b)?),
            What::TakeOut(out) => {
                Decision::TakeOut(out.iter().map(assertion).collect::<Result<BTreeSet<_>, _>>()?)
            }
            What::Part(a, b) => Decision::Part(between(a, b)?),
            What::Tie(a, b) => Decision::Tie(between(a, b)?),
            What::Undo(other) => Decision::Undo(*numbers.get(other).ok_or(EditError::NotHere)?),
        })
    }

    /// The number of a decision that this ledger has already: the first like it that is not one of `others`.
    pub(crate) fn decided(
        &self,
        decision: &Decision,
        note: &Note<'_>,
        others: &BTreeMap<i64, i64>,
    ) -> Result<Option<i64>, Error> {
        let (kind, what, undoes) = columns(decision);
        let question =
            "SELECT id FROM edit WHERE at = ?1 AND who IS ?2 AND why IS ?3 AND kind = ?4 AND what = ?5
                        AND undoes IS ?6 ORDER BY id";
        let Note { at, who, why } = note;
        let like: Vec<i64> =
            self.all(question, params![at, who, why, kind, what, undoes], |row| row.get(0))?;
        Ok(like.into_iter().find(|id| !others.values().any(|other| other == id)))
    }
}
