//! Claims in the ledger: the like of each new statement, compared; relations and claims written as rows.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rusqlite::params;
use selon_sentence::{Sketch, Sketches};

use super::keys::keys;
use super::partition::{REPRESENTATIVES, edited, joined};
use super::relation::{Conflict, Kind, Relation, relate};
use super::statement::Statement;
use crate::store::damaged;
use crate::{ArticleId, AssertionId, Decision, Error, Ledger};

/// Neighbours by their vectors that a statement is compared with, and those for each of its keys: the latest ones, so that an
/// old story's statements do not stand before a new one's.
const NEIGHBOURS: usize = 12;
const BY_KEY: u32 = 6;

/// Statements kept unpacked; they are some kilobytes each.
const UNPACKED: usize = 8192;

/// What the one who adds keeps in memory to find the like of a statement: 72 bytes for each in the ledger.
#[derive(Debug, Default)]
pub(crate) struct Statements {
    sketches: Sketches,
    /// The assertion at each place of `sketches`.
    places: Vec<i64>,
    unpacked: HashMap<i64, Arc<Statement>>,
}

impl Statements {
    /// Of all that a ledger holds.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(crate) fn of(ledger: &Ledger) -> Result<Statements, Error> {
        let mut statements = Statements::default();
        let rows = ledger.all(
            "SELECT assertion, sketch FROM now_statement WHERE sketch IS NOT NULL ORDER BY assertion",
            [],
            |row| {
                let sketch = Sketch::from_bytes(row.get_ref(1)?.as_blob()?);
                let sketch = sketch.ok_or_else(|| damaged(1, "a sketch of another length"))?;
                Ok((row.get(0)?, sketch))
            },
        )?;
        for (assertion, sketch) in rows {
            statements.push(assertion, sketch);
        }
        Ok(statements)
    }

    fn push(&mut self, assertion: i64, sketch: Sketch) {
        self.sketches.push(sketch);
        self.places.push(assertion);
    }

    fn get(&mut self, ledger: &Ledger, assertion: i64) -> Result<Option<Arc<Statement>>, Error> {
        if let Some(statement) = self.unpacked.get(&assertion) {
            return Ok(Some(Arc::clone(statement)));
        }
        let statement = ledger.one(
            "SELECT s.statement, b.background FROM now_statement s JOIN assertion a ON a.id = s.assertion
             JOIN now_background b ON b.article = a.article WHERE s.assertion = ?1",
            [assertion],
            |row| {
                let [statement, background] = [row.get_ref(0)?.as_blob()?, row.get_ref(1)?.as_blob()?];
                Statement::from_bytes(statement, background).map_err(|error| damaged(0, error))
            },
        )?;
        Ok(statement.map(|statement| self.keep(assertion, statement)))
    }

    fn keep(&mut self, assertion: i64, statement: Statement) -> Arc<Statement> {
        if self.unpacked.len() >= UNPACKED {
            self.unpacked.clear();
        }
        let statement = Arc::new(statement);
        self.unpacked.insert(assertion, Arc::clone(&statement));
        statement
    }
}

/// Finds what the statements of an article that was just added have to do with those before, and writes it: `relation`,
/// `now_claim`, and what the statements are found by themselves. Gives the claims that are others than before.
///
/// What is compared does not grow with the ledger; finding it by vectors does, by some milliseconds for each million.
///
/// # Errors
/// The file cannot be read or written.
pub(crate) fn add(
    ledger: &Ledger,
    article: ArticleId,
    statements: &[Statement],
    known: &mut Statements,
) -> Result<BTreeSet<i64>, Error> {
    let numbers: HashMap<String, i64> = ledger
        .all("SELECT name, id FROM assertion WHERE article = ?1", [article], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .into_iter()
        .collect();
    let numbered: Vec<(i64, &Statement)> = statements
        .iter()
        .filter_map(|statement| Some((*numbers.get(&statement.assertion)?, statement)))
        .collect();
    let sketches: Vec<Option<Sketch>> = numbered.iter().map(|(_, statement)| statement.sketch()).collect();
    let asked: Vec<Sketch> = sketches.iter().flatten().copied().collect();
    let mut near = known.sketches.near(&asked, Sketches::FARTHEST, NEIGHBOURS).into_iter();

    let mut touched = BTreeSet::new();
    for ((assertion, statement), sketch) in numbered.iter().zip(&sketches) {
        let mut candidates: BTreeSet<i64> = BTreeSet::new();
        if sketch.is_some() {
            let places = near.next().unwrap_or_default();
            candidates.extend(places.into_iter().map(|near| known.places[near.place]));
        }
        let keys = keys(statement);
        for key in &keys {
            candidates.extend(ledger.all(
                "SELECT k.assertion FROM now_key k JOIN assertion a ON a.id = k.assertion
                 WHERE k.key = ?1 AND a.article <> ?2 ORDER BY k.assertion DESC LIMIT ?3",
                params![key, article, BY_KEY],
                |row| row.get::<_, i64>(0),
            )?);
        }
        let claim = Joining { ledger, known, article, assertion: *assertion, statement }
            .join(candidates, &mut touched)?;
        ledger.execute(
            "INSERT INTO now_claim (assertion, claim, found) VALUES (?1, ?2, ?2)",
            [assertion, &claim],
        )?;
        touched.insert(claim);
        for key in keys {
            ledger.execute("INSERT INTO now_key (key, assertion) VALUES (?1, ?2)", [key, *assertion])?;
        }
    }
    if let Some((_, statement)) = numbered.first() {
        let background = statement.article.to_bytes().map_err(|error| ledger.error(damaged(1, error)))?;
        ledger.execute(
            "INSERT INTO now_background (article, background) VALUES (?1, ?2)",
            params![article, background],
        )?;
    }
    // Only now: assertions of one article are not compared with each other.
    for ((assertion, statement), sketch) in numbered.iter().zip(sketches) {
        let packed = statement.to_bytes().map_err(|error| ledger.error(damaged(1, error)))?;
        ledger.execute(
            "INSERT INTO now_statement (assertion, sketch, statement) VALUES (?1, ?2, ?3)",
            params![assertion, sketch.map(|sketch| sketch.to_bytes()), packed],
        )?;
        if let Some(sketch) = sketch {
            known.push(*assertion, sketch);
        }
        known.keep(*assertion, (*statement).clone());
    }
    regroup(ledger, &mut touched)?;
    Ok(touched)
}

/// One new assertion, on its way into a claim.
struct Joining<'a> {
    ledger: &'a Ledger,
    known: &'a mut Statements,
    article: ArticleId,
    assertion: i64,
    statement: &'a Statement,
}

impl Joining<'_> {
    /// The claim it is part of, its own if it says what nobody has said. Claims that a relation is found to are touched.
    fn join(mut self, candidates: BTreeSet<i64>, touched: &mut BTreeSet<i64>) -> Result<i64, Error> {
        let mut same: BTreeMap<i64, bool> = BTreeMap::new();
        for candidate in candidates {
            self.compare(candidate, &mut same, touched)?;
        }
        let mut claims: BTreeSet<i64> = BTreeSet::new();
        for (&other, _) in same.iter().filter(|(_, same)| **same) {
            claims.extend(self.found(other)?);
        }
        let mut counted = Vec::new();
        for claim in claims {
            let representatives: Vec<i64> = self.ledger.all(
                "SELECT assertion FROM (
                     SELECT min(c.assertion) AS assertion, a.article
                     FROM now_claim c JOIN assertion a ON a.id = c.assertion
                     WHERE c.found = ?1 GROUP BY a.article ORDER BY 1 LIMIT ?2)
                 WHERE article <> ?3",
                params![claim, REPRESENTATIVES, self.article],
                |row| row.get(0),
            )?;
            for &representative in &representatives {
                self.compare(representative, &mut same, touched)?;
            }
            let agree = representatives.iter().filter(|one| same.get(one) == Some(&true)).count();
            counted.push((claim, representatives.len(), agree));
        }
        Ok(joined(counted).unwrap_or(self.assertion))
    }

    /// Compares it with an earlier one, once, and writes what comes of it.
    fn compare(
        &mut self,
        other: i64,
        same: &mut BTreeMap<i64, bool>,
        touched: &mut BTreeSet<i64>,
    ) -> Result<(), Error> {
        if same.contains_key(&other) {
            return Ok(());
        }
        let Some(statement) = self.known.get(self.ledger, other)? else { return Ok(()) };
        let relation = relate(&statement, self.statement);
        same.insert(other, matches!(relation.kind, Kind::Same { .. }));
        let Some((kind, of)) = row(&relation) else { return Ok(()) };
        let reasons = serde_json::to_string(&relation.reasons).expect("reasons are plain data");
        self.ledger.execute(
            "INSERT INTO relation (a, b, kind, type, confidence, reasons) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![other, self.assertion, kind, of, relation.confidence, reasons],
        )?;
        if kind != "same" {
            touched.extend(self.found(other)?);
        }
        Ok(())
    }

    fn found(&self, assertion: i64) -> Result<Option<i64>, Error> {
        self.ledger.one("SELECT found FROM now_claim WHERE assertion = ?1", [assertion], |row| row.get(0))
    }
}

/// The columns `kind` and `type` of a relation that is kept; related statements are too many to keep.
fn row(relation: &Relation) -> Option<(&'static str, Option<&'static str>)> {
    let of = |conflict: Conflict| match conflict {
        Conflict::Number => "number",
        Conflict::Polarity => "polarity",
        Conflict::Place => "place",
        Conflict::Date => "date",
        Conflict::Attribution => "attribution",
        Conflict::Other => "other",
    };
    Some(match relation.kind {
        Kind::Same { partial } => ("same", partial.then_some("partial")),
        Kind::Contradiction(conflict) => ("contradiction", Some(of(conflict))),
        Kind::Update(conflict) => ("update", Some(of(conflict))),
        Kind::Related | Kind::Unrelated => return None,
    })
}

/// Applies what users decided to the claims that were found: of those in `touched`, which are as found, and of all that decisions
/// name. The claims that change by it are touched as well, and those that the found ones are part of.
///
/// # Errors
/// The file cannot be read or written.
pub(crate) fn regroup(ledger: &Ledger, touched: &mut BTreeSet<i64>) -> Result<(), Error> {
    let decisions = ledger.decisions()?;
    if decisions.is_empty() {
        return Ok(());
    }
    // What was taken back names them as well: its claims are again as they were.
    let mut decided: BTreeSet<AssertionId> = BTreeSet::new();
    for one in &decisions {
        match &one.decision {
            Decision::Join(a, b) => decided.extend([*a, *b]),
            Decision::TakeOut(assertions) => decided.extend(assertions),
            Decision::Part(_) | Decision::Tie(_) | Decision::Undo(_) => {}
        }
    }
    let touched_as_found = touched.clone();
    let mut groups = touched.clone();
    for assertion in decided {
        groups.extend(ledger.one(
            "SELECT found FROM now_claim WHERE assertion = ?1",
            [assertion],
            |row| row.get::<_, i64>(0),
        )?);
    }
    let mut found = BTreeMap::new();
    let mut before = BTreeMap::new();
    for group in groups {
        let members = "SELECT assertion, claim FROM now_claim WHERE found = ?1";
        for (assertion, claim) in ledger.all(members, [group], |row| Ok((row.get(0)?, row.get(1)?)))? {
            found.insert(assertion, group);
            before.insert(assertion, claim);
        }
    }
    for (assertion, claim) in edited(&found, &ledger.standing()?) {
        let was: i64 = before[&assertion];
        if touched_as_found.contains(&found[&assertion]) {
            touched.insert(claim);
        }
        if was != claim {
            ledger.execute("UPDATE now_claim SET claim = ?2 WHERE assertion = ?1", [assertion, claim])?;
            touched.extend([was, claim]);
        }
    }
    Ok(())
}
