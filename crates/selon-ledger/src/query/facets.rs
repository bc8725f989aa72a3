//! What a list of claims can be narrowed by, and how many claims each value leaves.

use std::collections::HashMap;

use super::claims::{ClaimQuery, Part};
use super::condition::Conditions;
use super::timeline::{Moment, Timeline};
use crate::{Error, Ledger};

/// What the claims are found by that a query asks for. Of each kind the most frequent values come first, then what the query
/// asks for of that kind. A value is counted over the claims that match all else that is asked for: what is chosen of a kind
/// does not narrow that kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facets {
    /// How many claims match.
    pub claims: u32,
    /// Who or what they speak of, but for places: `entity.key`.
    pub entities: Vec<Facet>,
    /// Which places they speak of: `entity.key`.
    pub places: Vec<Facet>,
    /// Who publishes them: `article.voice`.
    pub outlets: Vec<Facet>,
    /// On whose word they are: kinds of sources, `author` for an article's own voice, `none` for nobody.
    pub sources: Vec<Facet>,
    /// How sure they are presented.
    pub levels: Vec<Facet>,
    /// In which languages.
    pub languages: Vec<Facet>,
    /// What stands against them: `update`, or the type of a contradiction.
    pub against: Vec<Facet>,
    /// When they were published.
    pub published: Timeline,
    /// When what they speak of was.
    pub about: Timeline,
}

/// A value that claims have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// As the ledger compares it.
    pub value: String,
    /// What it is called, where that is something else.
    pub name: Option<String>,
    /// How many claims have it.
    pub claims: u32,
}

/// What an entity is called: as the knowledge base calls it, else as the first article does.
const ENTITY_NAME: &str = "SELECT coalesce(k.name, e.name) FROM entity e LEFT JOIN knowledge k ON k.kb = e.kb
     WHERE e.key = ?1 ORDER BY e.article LIMIT 1";

/// What an outlet is called in its first article.
const OUTLET_NAME: &str = "SELECT outlet FROM article WHERE voice = ?1 ORDER BY id LIMIT 1";

impl ClaimQuery {
    /// Each claim that matches all but the parts, with its facets and whether each part holds.
    fn facets_statement(&self, parts: &[(Part, Conditions)], rest: &Conditions) -> String {
        let holds: String = parts.iter().map(|(_, part)| format!(", ({})", part.sql())).collect();
        format!("SELECT s.facets{holds} FROM now_summary s WHERE {}", rest.sql())
    }
}

impl Ledger {
    /// What the claims are found by that a query asks for, of each kind at most `most` values and those that are asked for.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn facets(&self, query: &ClaimQuery, most: usize) -> Result<Facets, Error> {
        self.snapshot(|ledger| {
            let counts = ledger.counts(query)?;
            let named = |kind: &str, chosen: &[String], name: Option<&str>| {
                let mut facets = counts.of(kind, chosen, most);
                if let Some(name) = name {
                    for facet in &mut facets {
                        facet.name = ledger.one(name, [&facet.value], |row| row.get(0))?.flatten();
                    }
                }
                Ok::<_, Error>(facets)
            };
            let against: Vec<String> = query.disagreement.iter().filter_map(|with| with.value()).collect();
            Ok(Facets {
                claims: counts.claims,
                entities: named("entity", &query.entities, Some(ENTITY_NAME))?,
                places: named("place", &query.places, Some(ENTITY_NAME))?,
                outlets: named("outlet", &query.voices, Some(OUTLET_NAME))?,
                sources: named("source", &query.source_kinds, None)?,
                levels: named("certainty", &query.levels, None)?,
                languages: named("language", &query.languages, None)?,
                against: named("against", &against, None)?,
                published: Timeline::of(&counts.published),
                about: Timeline::of(&counts.about),
            })
        })
    }

    /// What an entity is called, by its key.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn entity_name(&self, key: &str) -> Result<Option<String>, Error> {
        self.one(ENTITY_NAME, [key], |row| row.get(0))
    }

    /// What an outlet is called, by its voice.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn outlet_name(&self, voice: &str) -> Result<Option<String>, Error> {
        Ok(self.one(OUTLET_NAME, [voice], |row| row.get(0))?.flatten())
    }

    /// One pass over the claims.
    fn counts(&self, query: &ClaimQuery) -> Result<Counts, Error> {
        let parts = query.parts();
        let rest = query.conditions();
        let sql = query.facets_statement(&parts, &rest);
        let mut counts = Counts::default();
        let values: Vec<_> =
            parts.iter().flat_map(|(_, part)| part.values(&[])).chain(rest.values(&[])).collect();
        self.all(&sql, &*values, |row| {
            let mut fails = None;
            for (at, (part, _)) in parts.iter().enumerate() {
                if !row.get::<_, bool>(at + 1)? && fails.replace(*part).is_some() {
                    return Ok(()); // of two parts, so that it counts for neither
                }
            }
            counts.add(row.get_ref(0)?.as_str()?, fails);
            Ok(())
        })?;
        Ok(counts)
    }
}

/// How many claims have what.
#[derive(Default)]
struct Counts {
    claims: u32,
    /// Rows so far: each stands for a claim.
    rows: u32,
    /// By facet: `kind:value`.
    values: HashMap<Box<str>, u32, foldhash::fast::RandomState>,
    published: Vec<Moment>,
    about: Vec<Moment>,
}

impl Counts {
    /// Counts a claim, for one kind of facet only where that part of the question does not hold.
    fn add(&mut self, facets: &str, fails: Option<Part>) {
        self.rows += 1;
        self.claims += u32::from(fails.is_none());
        if facets.contains('\\') {
            let unescaped: Vec<String> = serde_json::from_str(facets).unwrap_or_default();
            unescaped.iter().for_each(|facet| self.count(facet, fails));
        } else {
            let list = facets.trim_start_matches("[\"").trim_end_matches("\"]");
            let facets = list.split("\",\"").filter(|facet| facet.contains(':'));
            facets.for_each(|facet| self.count(facet, fails));
        }
    }

    fn count(&mut self, facet: &str, fails: Option<Part>) {
        let (kind, value) = facet.split_once(':').unwrap_or_default();
        if fails.is_some_and(|part| part != part_of(kind)) {
            return;
        }
        match kind {
            "published" => self.published.extend(Moment::of(self.rows, value)),
            "about" => self.about.extend(Moment::of(self.rows, value)),
            _ => match self.values.get_mut(facet) {
                Some(count) => *count += 1,
                None => drop(self.values.insert(facet.into(), 1)),
            },
        }
    }

    /// The most frequent values of a kind, and what is chosen of it.
    fn of(&self, kind: &str, chosen: &[String], most: usize) -> Vec<Facet> {
        let all = self.values.iter();
        let of_kind = all.filter_map(|(facet, claims)| match facet.split_once(':') {
            Some((its, value)) if its == kind => Some((value, *claims)),
            _ => None,
        });
        let mut values: Vec<(&str, u32)> = of_kind.collect();
        values.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        let is_chosen = |value: &str| chosen.iter().any(|chosen| chosen == value);
        let mut shown: Vec<Facet> = Vec::new();
        for (at, (value, claims)) in values.into_iter().enumerate() {
            if at < most || is_chosen(value) {
                shown.push(Facet { value: value.to_owned(), name: None, claims });
            }
        }
        // What is asked for and no claim has. Of entities it may be a place, which is counted as one.
        for value in chosen {
            if !shown.iter().any(|facet| facet.value == *value) {
                let place = self.values.get(&*format!("place:{value}")).filter(|_| kind == "entity");
                let claims = place.copied().unwrap_or_default();
                shown.push(Facet { value: value.clone(), name: None, claims });
            }
        }
        shown
    }
}

/// The part of a question that narrows a kind of facet.
fn part_of(kind: &str) -> Part {
    match kind {
        "entity" => Part::Entities,
        "place" => Part::Places,
        "outlet" => Part::Voices,
        "language" => Part::Languages,
        "source" => Part::Sources,
        "certainty" => Part::Levels,
        "against" => Part::Disagreement,
        "published" => Part::Published,
        _ => Part::About,
    }
}

#[cfg(test)]
mod tests {
    use selon_kb::Base;

    use super::*;
    use crate::query::{ClaimQuery, Days, Disagreement};
    use crate::{Run, Writer};

    #[test]
    fn what_fails_of_one_part_counts_for_that_kind() {
        let mut counts = Counts::default();
        counts.add(r#"["language:fr","outlet:a"]"#, None);
        counts.add(r#"["language:en","outlet:b"]"#, Some(Part::Languages));
        counts.add("[]", None);
        counts.add(r#"["entity:other:a \"b\"","published:2022-01-05"]"#, None);
        assert_eq!((counts.claims, counts.published.len()), (3, 1));
        let values = |kind, chosen: &[String], most| {
            let facets = counts.of(kind, chosen, most);
            facets.into_iter().map(|facet| (facet.value, facet.claims)).collect::<Vec<_>>()
        };
        assert_eq!(values("language", &[], 9), [("en".into(), 1), ("fr".into(), 1)]);
        assert_eq!(values("outlet", &[], 9), [("a".into(), 1)]);
        assert_eq!(values("entity", &[], 9), [("other:a \"b\"".into(), 1)]);
        let chosen = ["fr".to_owned(), "de".to_owned()];
        assert_eq!(values("language", &chosen, 0), [("fr".into(), 1), ("de".into(), 0)]);
    }

    #[test]
    fn no_question_of_facets_goes_through_a_whole_table() {
        let run = Run { program: "test".into(), extractor: serde_json::json!({}), base: Base::built_in() };
        let writer = Writer::in_memory(run);
        let some = || vec!["x".to_owned()];
        let day = Days { from: Some(jiff::civil::date(2022, 1, 5)), to: None };
        let query = ClaimQuery {
            text: Some("morts".into()),
            entities: some(),
            places: some(),
            voices: some(),
            languages: some(),
            source_kinds: some(),
            levels: some(),
            disagreement: Some(Disagreement::Contradiction(Some("number".into()))),
            published: day,
            about: day,
            least_outlets: Some(2),
            most_origins: Some(1),
            ..ClaimQuery::default()
        };
        let sql = query.facets_statement(&query.parts(), &query.conditions());
        for sql in [sql.as_str(), ENTITY_NAME, OUTLET_NAME] {
            let mut scans = crate::store::scans(writer.ledger().connection(), sql);
            scans.retain(|step| step != "SCAN s" && !step.starts_with("SCAN s USING"));
            assert_eq!(scans, [""; 0], "{sql}");
        }
    }
}
