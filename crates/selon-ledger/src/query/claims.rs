//! Claims by what is asked of them: *many outlets, few origins* first.

use rusqlite::Row;
use serde::Serialize;

use super::condition::Conditions;
use crate::{Error, Ledger, full_text};

/// Which claims are asked for, and in which order. Everything that is asked for must hold; of the values of one list one
/// is enough. A claim is found by any of its assertions.
#[derive(Clone, Debug, Default)]
pub struct ClaimQuery {
    /// Words of an assertion of it, as typed ([`full_text`]).
    pub text: Option<String>,
    /// Entities it speaks of, by `entity.key`.
    pub entities: Vec<String>,
    /// Who published it: `article.voice`.
    pub voices: Vec<String>,
    /// Languages of its articles.
    pub languages: Vec<String>,
    /// On whose word: kinds of sources (`person`, `unnamed` …).
    pub source_kinds: Vec<String>,
    /// How sure it is presented (`certain`, `hearsay` …).
    pub levels: Vec<String>,
    /// What it disagrees with.
    pub disagreement: Option<Disagreement>,
    /// Published from this second (Unix) on.
    pub published_from: Option<i64>,
    /// Published before this second (Unix).
    pub published_to: Option<i64>,
    /// It speaks of a time that ends after this instant (ISO 8601, as times are resolved).
    pub about_from: Option<String>,
    /// It speaks of a time that begins before this instant.
    pub about_to: Option<String>,
    /// At least so many outlets have it.
    pub least_outlets: Option<u32>,
    /// At most so many origins are shown for it.
    pub most_origins: Option<u32>,
    /// In which order.
    pub sort: ClaimSort,
    /// At most so many.
    pub limit: Option<u32>,
    /// Not the first ones.
    pub offset: u32,
}

/// The order of claims. Those that are alike in it stand in the order in which they entered the ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ClaimSort {
    /// Most outlets on fewest origins.
    #[default]
    Amplified,
    /// The most recent first.
    Recent,
    /// The earliest first.
    Earliest,
    /// Most contradictions first.
    Disputed,
    /// Most lost on the way first: hedges and sources.
    Lost,
}

/// What a claim disagrees with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Disagreement {
    /// Anything.
    Any,
    /// A later or earlier figure or state only.
    Update,
    /// Something that cannot hold together with it, of this type (`number`, `date`, `place`, `polarity` …) or of any.
    Contradiction(Option<String>),
}

/// A claim, summed up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClaimRow {
    /// Its number: that of its first assertion.
    pub claim: i64,
    /// The content that stands for it.
    pub title: String,
    /// How many assertions it has.
    pub assertions: u32,
    /// In how many articles.
    pub articles: u32,
    /// Of how many outlets.
    pub outlets: u32,
    /// Origins that are shown to be independent.
    pub at_least: u32,
    /// Origins that are not shown to depend on another.
    pub at_most: u32,
    /// When the earliest dated article had it, in Unix seconds.
    pub first_seen: Option<i64>,
    /// When the latest had it.
    pub last_seen: Option<i64>,
    /// How many claims contradict it.
    pub contradictions: u32,
    /// How many claims update it.
    pub updates: u32,
    /// On how many steps a hedge was lost.
    pub hedge_loss: u32,
    /// On how many steps a source was lost.
    pub source_loss: u32,
    /// Whether it is other assertions than were found the same, by somebody's decision.
    pub edited: bool,
}

impl ClaimRow {
    pub(crate) const COLUMNS: &str = "s.claim, s.title, s.assertions, s.articles, s.outlets, s.at_least, s.at_most, \
        s.first_seen, s.last_seen, s.contradictions, s.updates, s.hedge_loss, s.source_loss, \
        EXISTS (SELECT 1 FROM now_claim e WHERE e.claim = s.claim AND e.found <> s.claim) \
        OR EXISTS (SELECT 1 FROM now_claim e WHERE e.found = s.claim AND e.claim <> s.claim)";

    /// Of a row that begins with [`ClaimRow::COLUMNS`].
    pub(crate) fn of(row: &Row<'_>) -> rusqlite::Result<ClaimRow> {
        Ok(ClaimRow {
            claim: row.get(0)?,
            title: row.get(1)?,
            assertions: row.get(2)?,
            articles: row.get(3)?,
            outlets: row.get(4)?,
            at_least: row.get(5)?,
            at_most: row.get(6)?,
            first_seen: row.get(7)?,
            last_seen: row.get(8)?,
            contradictions: row.get(9)?,
            updates: row.get(10)?,
            hedge_loss: row.get(11)?,
            source_loss: row.get(12)?,
            edited: row.get(13)?,
        })
    }
}

impl ClaimQuery {
    /// Its statement and what is bound in it, but for the limit and the offset.
    fn statement(&self) -> (String, Conditions) {
        let conditions = self.conditions();
        let sql = format!(
            "SELECT {} FROM now_summary s WHERE {} ORDER BY {} LIMIT ? OFFSET ?",
            ClaimRow::COLUMNS,
            conditions.sql(),
            self.sort.sql()
        );
        (sql, conditions)
    }

    pub(super) fn conditions(&self) -> Conditions {
        let mut conditions = Conditions::default();
        let of_assertions = |which: &str| {
            format!(
                "s.claim IN (SELECT c.claim FROM now_claim c JOIN assertion a ON a.id = c.assertion {which})"
            )
        };
        let of_articles =
            |which: &str| of_assertions(&format!("JOIN article r ON r.id = a.article WHERE {which}"));
        // What most claims have is asked of each in its turn: there is nothing to begin from.
        let of_each = |which: &str| {
            format!(
                "EXISTS (SELECT 1 FROM now_claim c JOIN assertion a ON a.id = c.assertion {which} AND c.claim = s.claim)"
            )
        };
        let of_each_article =
            |which: &str| of_each(&format!("JOIN article r ON r.id = a.article WHERE {which}"));
        if let Some(text) = &self.text {
            let matches = "WHERE a.id IN (SELECT rowid FROM assertion_text WHERE assertion_text MATCH ?)";
            // What asks for no words asks for nothing that could be found.
            conditions.also(of_assertions(matches), [full_text(text).unwrap_or_else(|| "\"\"".to_owned())]);
        }
        let entities = "JOIN assertion_entity n ON n.assertion = a.id JOIN entity e ON e.id = n.entity WHERE e.key IN ({})";
        conditions.one_of(&of_assertions(entities), &self.entities);
        conditions.one_of(&of_articles("r.voice IN ({})"), &self.voices);
        conditions.one_of(&of_each_article("r.language IN ({})"), &self.languages);
        conditions.one_of(&of_each("WHERE a.source_kind IN ({})"), &self.source_kinds);
        conditions.one_of(&of_each("WHERE a.level IN ({})"), &self.levels);
        match &self.disagreement {
            None => {}
            Some(Disagreement::Any) => {
                conditions.also("(s.contradictions > 0 OR s.updates > 0)", [0i64; 0]);
            }
            Some(Disagreement::Update) => conditions.also("s.updates > 0", [0i64; 0]),
            Some(Disagreement::Contradiction(None)) => conditions.also("s.contradictions > 0", [0i64; 0]),
            Some(Disagreement::Contradiction(Some(kind))) => {
                let either = ["a", "b"].map(|side| {
                    format!(
                        "s.claim IN (SELECT c.claim FROM relation x JOIN now_claim c ON c.assertion = x.{side} \
                         WHERE x.kind = 'contradiction' AND x.type = ?)"
                    )
                });
                conditions.also(format!("({})", either.join(" OR ")), [kind.clone(), kind.clone()]);
            }
        }
        conditions.also_known(self.published_from, of_each_article("r.latest > ?"));
        conditions.also_known(self.published_to, of_each_article("r.earliest < ?"));
        let times = |which: &str| {
            of_each(&format!(
                "JOIN assertion_time m ON m.assertion = a.id JOIN time t ON t.id = m.time WHERE {which}"
            ))
        };
        conditions.also_known(self.about_from.clone(), times("t.\"to\" > ?"));
        conditions.also_known(self.about_to.clone(), times("t.\"from\" < ?"));
        conditions.also_known(self.least_outlets.map(i64::from), "s.outlets >= ?".to_owned());
        conditions.also_known(self.most_origins.map(i64::from), "s.at_least <= ?".to_owned());
        conditions
    }
}

impl Conditions {
    /// A condition on a value that may not be asked for.
    fn also_known<V: Into<rusqlite::types::Value>>(&mut self, value: Option<V>, sql: String) {
        if let Some(value) = value {
            self.also(sql, [value]);
        }
    }
}

impl ClaimSort {
    fn sql(self) -> &'static str {
        match self {
            ClaimSort::Amplified => "s.outlets DESC, s.at_least, s.claim",
            ClaimSort::Recent => "s.last_seen DESC NULLS LAST, s.claim",
            ClaimSort::Earliest => "s.first_seen NULLS LAST, s.claim",
            ClaimSort::Disputed => "s.contradictions DESC, s.updates DESC, s.outlets DESC, s.claim",
            ClaimSort::Lost => "s.hedge_loss + s.source_loss DESC, s.outlets DESC, s.claim",
        }
    }
}

impl Ledger {
    /// The claims that a query asks for.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn claims(&self, query: &ClaimQuery) -> Result<Vec<ClaimRow>, Error> {
        let (sql, conditions) = query.statement();
        let further = [query.limit.map_or(-1, i64::from), i64::from(query.offset)];
        self.all(&sql, &*conditions.values(&further), ClaimRow::of)
    }
}

#[cfg(test)]
mod tests {
    use selon_kb::Base;

    use super::{ClaimQuery, ClaimSort, Disagreement};
    use crate::{Run, Writer};

    /// The list of claims may be gone through in its order; what is asked of a claim is looked up.
    #[test]
    fn no_condition_goes_through_a_whole_table() {
        let some = || vec!["x".to_owned(), "y".to_owned()];
        let query = ClaimQuery::default;
        let queries = [
            query(),
            ClaimQuery { text: Some("morts".into()), ..query() },
            ClaimQuery { entities: some(), ..query() },
            ClaimQuery { voices: some(), ..query() },
            ClaimQuery { languages: some(), ..query() },
            ClaimQuery { source_kinds: some(), ..query() },
            ClaimQuery { levels: some(), ..query() },
            ClaimQuery { disagreement: Some(Disagreement::Any), ..query() },
            ClaimQuery { disagreement: Some(Disagreement::Contradiction(Some("number".into()))), ..query() },
            ClaimQuery { published_from: Some(1), published_to: Some(2), ..query() },
            ClaimQuery { about_from: Some("2022".into()), about_to: Some("2023".into()), ..query() },
            ClaimQuery { least_outlets: Some(2), most_origins: Some(1), sort: ClaimSort::Recent, ..query() },
        ];
        let run = Run { program: "test".into(), extractor: serde_json::json!({}), base: Base::built_in() };
        let writer = Writer::in_memory(run);
        for query in queries {
            let (sql, _) = query.statement();
            let mut scans = crate::store::scans(writer.ledger().connection(), &sql);
            scans.retain(|step| step != "SCAN s" && !step.starts_with("SCAN s USING"));
            assert_eq!(scans, [""; 0], "{query:?}");
        }
    }
}
