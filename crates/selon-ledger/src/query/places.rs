//! Places that claims speak of.

use serde::Serialize;

use super::claims::ClaimQuery;
use super::condition::Conditions;
use crate::{Error, Ledger};

/// A place that claims speak of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlaceRow {
    /// By `entity.key`: its identifier in the knowledge base, or `place:` and its folded name.
    pub key: String,
    /// As the knowledge base calls it, else as the first article does.
    pub name: String,
    /// How many claims speak of it.
    pub claims: u32,
}

fn statement(query: &ClaimQuery) -> (String, Conditions) {
    let conditions = query.all_conditions();
    let sql = format!(
        "SELECT place, (SELECT coalesce(k.name, e.name) FROM entity e LEFT JOIN knowledge k ON k.kb = e.kb
                        WHERE e.key = place ORDER BY e.article LIMIT 1), claims
         FROM (SELECT f.value AS place, count(*) AS claims
               FROM now_facet f JOIN now_summary s ON s.claim = f.claim
               WHERE f.kind = 'place' AND {} GROUP BY f.value ORDER BY 2 DESC, f.value LIMIT ?)",
        conditions.sql()
    );
    (sql, conditions)
}

impl Ledger {
    /// The places that the claims of a query speak of, those of most claims first, at most `limit`. The query's order, limit and
    /// offset do not matter.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn places(&self, query: &ClaimQuery, limit: u32) -> Result<Vec<PlaceRow>, Error> {
        let (sql, conditions) = statement(query);
        self.all(&sql, &*conditions.values(&[i64::from(limit)]), |row| {
            let (key, name): (String, Option<String>) = (row.get(0)?, row.get(1)?);
            Ok(PlaceRow { name: name.unwrap_or_else(|| key.clone()), key, claims: row.get(2)? })
        })
    }
}

#[cfg(test)]
mod tests {
    use selon_kb::Base;
    use serde_json::json;

    use super::*;
    use crate::{Deposit, Run, Writer};

    fn writer() -> Writer {
        let run = Run { program: "test".into(), extractor: json!({}), base: Base::built_in() };
        Writer::in_memory(run)
    }

    #[test]
    fn no_condition_goes_through_a_whole_table() {
        let writer = writer();
        let some = || vec!["x".to_owned()];
        for query in [
            ClaimQuery::default(),
            ClaimQuery { text: Some("morts".into()), entities: some(), ..ClaimQuery::default() },
            ClaimQuery { voices: some(), places: some(), ..ClaimQuery::default() },
        ] {
            let mut scans = crate::store::scans(writer.ledger().connection(), &statement(&query).0);
            // The few places that are shown.
            scans.retain(|step| !step.starts_with("SCAN (subquery") && !step.starts_with("SCAN s"));
            assert_eq!(scans, [""; 0], "{query:?}");
        }
    }

    #[test]
    fn a_place_has_the_claims_that_speak_of_it() {
        let mut writer = writer();
        for outlet in ["A", "B"] {
            let reading = serde_json::from_value(json!({"selon": 1,
                "article": {"text": "164 morts à Almaty", "outlet": outlet, "language": "fr"},
                "entities": [{"id": "e1", "start": 12, "end": 18, "text": "Almaty", "type": "place", "name": "Almaty",
                    "kb": "geonames:1526384", "confidence": 1.0}],
                "knowledge": [{"kb": "geonames:1526384", "name": "Almaty", "type": "place", "source": "GeoNames",
                    "date": "2026", "licence": "CC BY 4.0"}],
                "assertions": [{"id": "a1", "content": [{"start": 0, "end": 18}], "form": "plain", "act": "assert",
                    "source": null, "cue": [], "chain": [{"kind": "outlet", "name": outlet}], "confidence": 1.0,
                    "entities": ["e1"],
                    "certainty": {"level": "certain", "polarity": "positive", "cues": []}}]}));
            let deposit =
                Deposit::new(reading.unwrap(), None, "x", Base::built_in(), &|_| Vec::new()).unwrap();
            writer.add(&deposit).unwrap();
        }
        let rows = "INSERT OR REPLACE INTO now_claim VALUES (1, 1, 1), (2, 1, 1);
            INSERT OR REPLACE INTO now_summary VALUES (1, '164 morts', 2, 2, 2, 1, 2, NULL, NULL, 0, 0, 0, 0, '[]');
            INSERT OR REPLACE INTO now_facet VALUES ('place', 'geonames:1526384', 1);";
        writer.ledger().connection().execute_batch(rows).unwrap();
        let places = |query: &ClaimQuery| writer.ledger().places(query, 10).unwrap();
        let all = places(&ClaimQuery::default());
        assert_eq!(all.len(), 1, "{all:?}");
        assert_eq!((&*all[0].key, &*all[0].name, all[0].claims), ("geonames:1526384", "Almaty", 1));
        assert_eq!(places(&ClaimQuery { voices: vec!["c".into()], ..ClaimQuery::default() }), []);
    }
}
