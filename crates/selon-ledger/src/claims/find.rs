//! Claims in a ledger: candidates by key, relations, and the claim of each assertion.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension as _, params};

use super::keys::keys;
use super::partition::{Edit, joins, partition};
use super::relation::{Conflict, Kind, Relation, relate};
use super::statement::Statement;

/// A key that so many assertions have finds none of them: it is of the story, not of a claim.
const HOT: i64 = 200;

/// Statements that a new one is compared with, at most: those with most keys in common.
const COMPARED: usize = 40;

/// Compares a new assertion with its like, and keeps its relations, its claim, its keys and its statement.
///
/// Assertions are put in by the order of their numbers. `edits` are those that nobody undid, in order. Gives back the claims
/// that changed.
///
/// # Errors
/// As SQLite, or a statement that was not kept by this program.
pub fn put(
    connection: &Connection,
    assertion: i64,
    statement: &Statement,
    edits: &[Edit],
) -> rusqlite::Result<BTreeSet<i64>> {
    let keys: Vec<i64> = keys(statement).into_iter().map(|key| key as i64).collect();
    let mut like = BTreeSet::new();
    for candidate in candidates(connection, assertion, &keys)? {
        let bytes: Vec<u8> = connection
            .prepare_cached("SELECT statement FROM now_statement WHERE assertion = ?1")?
            .query_row([candidate], |row| row.get(0))?;
        let other = Statement::from_bytes(&bytes).map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Blob, error.into())
        })?;
        let relation = relate(&other, statement);
        if let Kind::Same { .. } = relation.kind {
            like.insert(candidate);
        }
        keep(connection, candidate, assertion, &relation)?;
    }
    let mut insert =
        connection.prepare_cached("INSERT OR IGNORE INTO now_key (key, assertion) VALUES (?1, ?2)")?;
    for key in &keys {
        insert.execute([*key, assertion])?;
    }
    let bytes =
        statement.to_bytes().map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    connection
        .prepare_cached("INSERT OR REPLACE INTO now_statement (assertion, statement) VALUES (?1, ?2)")?
        .execute(params![assertion, bytes])?;
    place(connection, assertion, &like, edits)
}

/// Assertions of other articles with most keys in common, at most [`COMPARED`]; of equals the first.
fn candidates(connection: &Connection, assertion: i64, keys: &[i64]) -> rusqlite::Result<Vec<i64>> {
    let mut hot =
        connection.prepare_cached("SELECT count(*) FROM (SELECT 1 FROM now_key WHERE key = ?1 LIMIT ?2)")?;
    let mut found = connection.prepare_cached(
        "SELECT assertion FROM now_key WHERE key = ?1 AND assertion IN (SELECT id FROM assertion WHERE id = now_key.assertion
         AND article <> (SELECT article FROM assertion WHERE id = ?2))",
    )?;
    let mut shared: HashMap<i64, usize> = HashMap::new();
    for key in keys {
        let count: i64 = hot.query_row([*key, HOT], |row| row.get(0))?;
        if count >= HOT {
            continue;
        }
        for other in found.query_map([*key, assertion], |row| row.get::<_, i64>(0))? {
            *shared.entry(other?).or_default() += 1;
        }
    }
    let mut found: Vec<(i64, usize)> = shared.into_iter().collect();
    found.sort_unstable_by_key(|(other, keys)| (std::cmp::Reverse(*keys), *other));
    found.truncate(COMPARED);
    Ok(found.into_iter().map(|(other, _)| other).collect())
}

/// Keeps a relation that is one: the same, a contradiction or an update.
fn keep(connection: &Connection, a: i64, b: i64, relation: &Relation) -> rusqlite::Result<()> {
    let (kind, conflict) = match relation.kind {
        Kind::Same { .. } => ("same", None),
        Kind::Contradiction(conflict) => ("contradiction", Some(conflict)),
        Kind::Update(conflict) => ("update", Some(conflict)),
        Kind::Related | Kind::Unrelated => return Ok(()),
    };
    let name = conflict.map(|conflict| match conflict {
        Conflict::Number => "number",
        Conflict::Polarity => "polarity",
        Conflict::Place => "place",
        Conflict::Date => "date",
        Conflict::Attribution => "attribution",
        Conflict::Other => "other",
    });
    let reasons = serde_json::to_string(&relation.reasons)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    connection
        .prepare_cached(
            "INSERT INTO relation (a, b, kind, type, confidence, reasons) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![a, b, kind, name, relation.confidence, reasons])?;
    Ok(())
}

/// Puts an assertion into the claim it joins. With edits, the claims around it are made again as [`partition`] makes them.
fn place(
    connection: &Connection,
    assertion: i64,
    like: &BTreeSet<i64>,
    edits: &[Edit],
) -> rusqlite::Result<BTreeSet<i64>> {
    let mut insert =
        connection.prepare_cached("INSERT OR REPLACE INTO now_claim (assertion, claim) VALUES (?1, ?2)")?;
    if edits.is_empty() {
        let mut claims: HashMap<i64, i64> = HashMap::new();
        for other in like {
            if let Some(claim) = claim_of(connection, *other)? {
                claims.insert(*other, claim);
            }
        }
        let mut members: HashMap<i64, Vec<i64>> = HashMap::new();
        for claim in claims.values() {
            members.insert(*claim, members_of(connection, *claim)?);
        }
        let joined = joins(
            like,
            |other| claims.get(&other).copied(),
            |claim| members.get(&claim).cloned().unwrap_or_default(),
        );
        let claim = joined.unwrap_or(assertion);
        insert.execute([assertion, claim])?;
        return Ok(BTreeSet::from([claim]));
    }
    let made = again(connection, edits)?;
    let mut changed = BTreeSet::new();
    for (assertion, claim) in made {
        let before = claim_of(connection, assertion)?;
        if before != Some(claim) {
            insert.execute([assertion, claim])?;
            changed.extend(before);
            changed.insert(claim);
        }
    }
    Ok(changed)
}

/// The claims of all assertions that have a statement, made from their relations and the edits.
///
/// # Errors
/// As SQLite.
pub fn again(connection: &Connection, edits: &[Edit]) -> rusqlite::Result<BTreeMap<i64, i64>> {
    let assertions: Vec<i64> = connection
        .prepare_cached("SELECT assertion FROM now_statement ORDER BY assertion")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let same: Vec<(i64, i64)> = connection
        .prepare_cached("SELECT a, b FROM relation WHERE kind = 'same'")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(partition(&assertions, &same, edits))
}

fn claim_of(connection: &Connection, assertion: i64) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT claim FROM now_claim WHERE assertion = ?1")?
        .query_row([assertion], |row| row.get(0))
        .optional()
}

fn members_of(connection: &Connection, claim: i64) -> rusqlite::Result<Vec<i64>> {
    connection
        .prepare_cached("SELECT assertion FROM now_claim WHERE claim = ?1 ORDER BY assertion LIMIT 8")?
        .query_map([claim], |row| row.get(0))?
        .collect()
}
