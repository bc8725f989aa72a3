//! Claims by what is asked of them: *many outlets, few origins* first.

use jiff::civil::Date;
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
    /// Places it speaks of, by `entity.key`: asked for beside `entities`, which may name places too.
    pub places: Vec<String>,
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
    /// Published on these days.
    pub published: Days,
    /// It speaks of these days.
    pub about: Days,
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

/// Days of the calendar, from one to another, both among them; without an end where none is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub from: Option<Date>,
    /// The last.
    pub to: Option<Date>,
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

/// The part of a question that facets count without: what one kind of facet narrows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Entities,
    Places,
    Voices,
    Languages,
    Sources,
    Levels,
    Disagreement,
    Published,
    About,
}

/// That a claim is found by a value of these kinds for which something holds.
fn found(kinds: &str, holds: &str) -> String {
    format!("s.claim IN (SELECT claim FROM now_facet WHERE kind IN ({kinds}) AND {holds})")
}

impl ClaimQuery {
    /// Its statement and what is bound in it, but for the limit and the offset.
    fn statement(&self) -> (String, Conditions) {
        let conditions = self.all_conditions();
        // Those of the page are chosen first, so that only they are looked at in full.
        let sort = self.sort.sql();
        let sql = format!(
            "SELECT {} FROM (SELECT s.claim FROM now_summary s WHERE {} ORDER BY {sort} LIMIT ? OFFSET ?) page
             CROSS JOIN now_summary s ON s.claim = page.claim ORDER BY {sort}",
            ClaimRow::COLUMNS,
            conditions.sql(),
        );
        (sql, conditions)
    }

    /// All that is asked for.
    pub(super) fn all_conditions(&self) -> Conditions {
        let mut conditions = self.conditions();
        for (_, part) in self.parts() {
            conditions.and(part);
        }
        conditions
    }

    /// What is asked for beside what facets narrow.
    pub(super) fn conditions(&self) -> Conditions {
        let mut conditions = Conditions::default();
        if let Some(text) = &self.text {
            let matches = "s.claim IN (SELECT c.claim FROM now_claim c WHERE c.assertion IN \
                 (SELECT rowid FROM assertion_text WHERE assertion_text MATCH ?))";
            // What asks for no words asks for nothing that could be found.
            conditions.also(matches, [full_text(text).unwrap_or_else(|| "\"\"".to_owned())]);
        }
        conditions.also_known(self.least_outlets.map(i64::from), "s.outlets >= ?");
        conditions.also_known(self.most_origins.map(i64::from), "s.at_least <= ?");
        conditions
    }

    /// What facets narrow, as far as it is asked for: each is a condition.
    pub(super) fn parts(&self) -> Vec<(Part, Conditions)> {
        // A name may be a place's as well.
        let lists = [
            (Part::Entities, "'entity', 'place'", &self.entities),
            (Part::Places, "'place'", &self.places),
            (Part::Voices, "'outlet'", &self.voices),
            (Part::Languages, "'language'", &self.languages),
            (Part::Sources, "'source'", &self.source_kinds),
            (Part::Levels, "'certainty'", &self.levels),
        ];
        let asked = lists.into_iter().filter(|(_, _, values)| !values.is_empty());
        let mut parts: Vec<(Part, Conditions)> = asked
            .map(|(part, kinds, values)| {
                let mut condition = Conditions::default();
                condition.one_of(&found(kinds, "value IN ({})"), values);
                (part, condition)
            })
            .collect();
        parts.extend(self.disagreement.as_ref().map(|with| (Part::Disagreement, with.condition())));
        let days = [(Part::Published, "'published'", &self.published), (Part::About, "'about'", &self.about)];
        let days = days.into_iter().filter(|(_, _, days)| **days != Days::default());
        parts.extend(days.map(|(part, kind, days)| (part, days.condition(kind))));
        parts
    }
}

impl Disagreement {
    /// The facet that it asks for, where it is one.
    pub(super) fn value(&self) -> Option<String> {
        match self {
            Disagreement::Update => Some("update".into()),
            Disagreement::Contradiction(kind) => kind.clone(),
            Disagreement::Any => None,
        }
    }

    fn condition(&self) -> Conditions {
        let mut condition = Conditions::default();
        match self {
            Disagreement::Any => condition.also("(s.contradictions > 0 OR s.updates > 0)", [0i64; 0]),
            Disagreement::Update => condition.also("s.updates > 0", [0i64; 0]),
            Disagreement::Contradiction(None) => condition.also("s.contradictions > 0", [0i64; 0]),
            Disagreement::Contradiction(Some(kind)) => {
                condition.also(found("'against'", "value = ?"), [kind.clone()]);
            }
        }
        condition
    }
}

impl Days {
    /// Whether a facet is a day of these, or a month or a year that has one of them.
    fn condition(&self, kind: &str) -> Conditions {
        let mut condition = Conditions::default();
        let grains = [10, 7, 4].map(|digits| {
            // Years of four digits: what is compared is as long on both sides.
            let cut = |day: Option<Date>, open: &str| {
                day.map_or_else(|| open.to_owned(), |day| day.to_string()[..digits].to_owned())
            };
            [cut(self.from, "0000"), cut(self.to, "9999-99-99"), digits.to_string()]
        });
        let within = found(kind, "value BETWEEN ? AND ? AND length(value) = CAST(? AS INTEGER)");
        let each = [&*within; 3].join(" OR ");
        condition.also(format!("({each})"), grains.into_iter().flatten());
        condition
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
    use jiff::civil::date;
    use selon_kb::Base;

    use super::{ClaimQuery, ClaimSort, Days, Disagreement};
    use crate::{Run, Writer};

    /// The list of claims may be gone through in its order; what is asked of a claim is looked up.
    #[test]
    fn no_condition_goes_through_a_whole_table() {
        let some = || vec!["x".to_owned(), "y".to_owned()];
        let query = ClaimQuery::default;
        let day = Days { from: Some(date(2022, 1, 5)), to: Some(date(2022, 1, 5)) };
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
            ClaimQuery { places: some(), ..query() },
            ClaimQuery { published: day, ..query() },
            ClaimQuery { about: Days { from: None, ..day }, ..query() },
            ClaimQuery { least_outlets: Some(2), most_origins: Some(1), sort: ClaimSort::Recent, ..query() },
        ];
        let run = Run { program: "test".into(), extractor: serde_json::json!({}), base: Base::built_in() };
        let writer = Writer::in_memory(run);
        for query in queries {
            let (sql, _) = query.statement();
            let mut scans = crate::store::scans(writer.ledger().connection(), &sql);
            scans.retain(|step| {
                !["SCAN s", "SCAN page"].contains(&&**step) && !step.starts_with("SCAN s USING")
            });
            assert_eq!(scans, [""; 0], "{query:?}");
        }
    }
}
