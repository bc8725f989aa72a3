//! Sources: who relies on whom, how much of it has no name, who is quoted most.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use selon_kb::Base;
use selon_kb::fold::fold;
use serde::Serialize;

use super::condition::Conditions;
use crate::origins::{Named, Voices as Outlets};
use crate::{ArticleId, Error, Ledger};

/// Whose sources are asked for.
#[derive(Clone, Debug, Default)]
pub struct SourceQuery {
    /// Only what these voices publish: `article.voice`.
    pub voices: Vec<String>,
    /// At most so many rows.
    pub limit: Option<u32>,
}

/// An outlet, by what it prints on whose word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Voice {
    /// `article.voice`: what it is counted by.
    pub voice: String,
    /// What it is called.
    pub name: String,
    /// How many articles of it are in the ledger.
    pub articles: u32,
    /// How many of them credit an agency.
    pub credited: u32,
    /// How many assertions they make.
    pub assertions: u32,
    /// How many of those are on somebody's word.
    pub attributed: u32,
    /// How many of these are on the word of somebody without a name, or of nobody.
    pub unnamed: u32,
}

/// How one relies on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RelianceKind {
    /// It credits the agency.
    Credit,
    /// It cites the outlet.
    Citation,
    /// It prints words of the other.
    Copy,
}

/// An outlet that relies on another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reliance {
    /// Who relies: `article.voice`.
    pub voice: String,
    /// What it is called.
    pub name: String,
    /// On whom: `article.voice` of an outlet that has articles here, else what its name is compared by.
    pub on_voice: String,
    /// On whom, by name.
    pub on: String,
    /// How.
    pub kind: RelianceKind,
    /// In how many articles.
    pub articles: u32,
}

/// Somebody who is quoted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quoted {
    /// The name, or the words where there is none.
    pub name: String,
    /// In the knowledge base.
    pub kb: Option<String>,
    /// What sort of source.
    pub kind: String,
    /// How many assertions are on this word.
    pub assertions: u32,
    /// In how many articles.
    pub articles: u32,
    /// Of how many outlets.
    pub outlets: u32,
}

impl Ledger {
    /// The outlets of a ledger, those with most articles first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn voices(&self, query: &SourceQuery) -> Result<Vec<Voice>, Error> {
        let (sql, conditions) = query.outlets();
        self.all(&sql, &*conditions.values(&[limit(query)]), |row| {
            Ok(Voice {
                voice: row.get(0)?,
                name: row.get(1)?,
                articles: row.get(2)?,
                credited: row.get(3)?,
                assertions: row.get(4)?,
                attributed: row.get(5)?,
                unnamed: row.get(6)?,
            })
        })
    }

    /// Who relies on whom, in most articles first. Names of one outlet are one, initials too where the ledger has one outlet that
    /// they can be: « AM » is « Agence Méridienne ». Nobody relies on itself, nor on words that name nobody (« un site
    /// d'information »). `base` knows outlets by their names.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn reliances(&self, query: &SourceQuery, base: &Base) -> Result<Vec<Reliance>, Error> {
        let mut articles: BTreeMap<(String, String, RelianceKind), BTreeSet<i64>> = BTreeMap::new();
        let mut names = BTreeMap::new();
        for relying in self.relying(query, base)? {
            let Relying { voice, name, on_voice, on, kind, article } = relying;
            names.entry(voice.clone()).or_insert(name);
            names.entry(on_voice.clone()).or_insert(on);
            articles.entry((voice, on_voice, kind)).or_default().insert(article);
        }
        let count = |articles: BTreeSet<i64>| u32::try_from(articles.len()).unwrap_or(u32::MAX);
        let row =
            |((voice, on_voice, kind), articles): ((String, String, RelianceKind), BTreeSet<i64>)| Reliance {
                name: names[&voice].clone(),
                on: names[&on_voice].clone(),
                voice,
                on_voice,
                kind,
                articles: count(articles),
            };
        let mut reliances: Vec<Reliance> = articles.into_iter().map(row).collect();
        reliances.sort_by_key(|reliance| Reverse(reliance.articles));
        reliances.truncate(query.limit.map_or(usize::MAX, |limit| limit as usize));
        Ok(reliances)
    }

    /// The articles in which the outlets of a query rely on one other, by its [`Reliance::on_voice`], with how they do; the latest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn articles_relying_on(
        &self,
        query: &SourceQuery,
        on_voice: &str,
        base: &Base,
    ) -> Result<Vec<(ArticleId, RelianceKind)>, Error> {
        let mut found = self.relying(query, base)?;
        found.retain(|relying| relying.on_voice == on_voice);
        let mut articles: Vec<_> =
            found.into_iter().map(|relying| (ArticleId(relying.article), relying.kind)).collect();
        articles.sort_by_key(|(article, kind)| (Reverse(*article), *kind));
        articles.dedup();
        articles.truncate(query.limit.map_or(usize::MAX, |limit| limit as usize));
        Ok(articles)
    }

    /// Every article that relies on somebody else, with the one outlet that is.
    fn relying(&self, query: &SourceQuery, base: &Base) -> Result<Vec<Relying>, Error> {
        let found = self.found_reliances(query)?;
        let publishers = self.all(
            "SELECT DISTINCT coalesce(outlet, voice), outlet_kb FROM article WHERE outlet IS NOT NULL",
            [],
            |row| Ok(Named { name: row.get(0)?, kb: row.get(1)? }),
        )?;
        let outlets = Outlets::of(publishers.iter().chain(found.iter().map(|one| &one.on)), base);
        let resolved = |one: FoundReliance| {
            // Initials of several outlets stay what they are.
            let key = match &outlets.keys(&one.on)[..] {
                [key] => key.clone(),
                _ => fold(&one.on.name),
            };
            let on = match outlets.name(&key) {
                name if name == key => one.on.name,
                name => name.to_owned(),
            };
            Relying {
                voice: one.voice,
                name: one.name,
                on_voice: key,
                on,
                kind: one.kind,
                article: one.article,
            }
        };
        let resolved = found.into_iter().map(resolved);
        Ok(resolved.filter(|relying| relying.on_voice != relying.voice).collect())
    }

    /// Every place where an article relies on somebody with a name.
    fn found_reliances(&self, query: &SourceQuery) -> Result<Vec<FoundReliance>, Error> {
        let (sql, conditions) = query.reliances();
        let mut found = self.all(&sql, &*conditions.values(&[]), |row| {
            Ok(FoundReliance {
                voice: row.get(0)?,
                name: row.get(1)?,
                on: Named { name: row.get(2)?, kb: row.get(3)? },
                kind: match row.get(4)? {
                    0 => RelianceKind::Credit,
                    1 => RelianceKind::Citation,
                    _ => RelianceKind::Copy,
                },
                article: row.get(5)?,
            })
        })?;
        found.retain(|one| one.kind != RelianceKind::Citation || is_name(&one.on));
        Ok(found)
    }

    /// Who is quoted, most first. A source that the knowledge base has is one whatever it is called.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn quoted(&self, query: &SourceQuery) -> Result<Vec<Quoted>, Error> {
        let (sql, conditions) = query.quoted();
        self.all(&sql, &*conditions.values(&[limit(query)]), |row| {
            Ok(Quoted {
                name: row.get(0)?,
                kb: row.get(1)?,
                kind: row.get(2)?,
                assertions: row.get(3)?,
                articles: row.get(4)?,
                outlets: row.get(5)?,
            })
        })
    }
}

/// What is asked, and the conditions whose values it takes.
impl SourceQuery {
    /// For [`Ledger::voices`].
    fn outlets(&self) -> (String, Conditions) {
        let mut conditions = Conditions::default();
        conditions.one_of("r.voice IN ({})", &self.voices);
        let sql = format!(
            "SELECT r.voice, max(coalesce(r.outlet, r.voice)), count(DISTINCT r.id),
                    count(DISTINCT CASE WHEN EXISTS (SELECT 1 FROM credit c WHERE c.article = r.id) THEN r.id END),
                    count(a.id), count(CASE WHEN a.form <> 'plain' THEN 1 END),
                    count(CASE WHEN a.form <> 'plain' AND coalesce(a.source_kind, 'none') IN ('unnamed', 'none') THEN 1 END)
             FROM article r LEFT JOIN assertion a ON a.article = r.id
             WHERE r.id NOT IN (SELECT supersedes FROM article WHERE supersedes IS NOT NULL) AND {}
             GROUP BY r.voice ORDER BY 3 DESC, r.voice LIMIT ?",
            conditions.sql()
        );
        (sql, conditions)
    }

    /// For [`Ledger::reliances`].
    fn reliances(&self) -> (String, Conditions) {
        let mut conditions = Conditions::default();
        conditions.one_of("voice IN ({})", &self.voices);
        // A copy counts for who took the words; where that is not known it counts for nobody.
        let sql = format!(
            "SELECT DISTINCT voice, name, on_whom, kb, kind, article FROM (
                 SELECT r.voice AS voice, coalesce(r.outlet, r.voice) AS name, c.agency AS on_whom, c.kb AS kb,
                    0 AS kind, r.id AS article
                 FROM credit c JOIN article r ON r.id = c.article
                 UNION ALL
                 SELECT r.voice, coalesce(r.outlet, r.voice), l.name, l.kb, 1, r.id
                 FROM link l JOIN assertion a ON a.id = l.assertion JOIN article r ON r.id = a.article
                 WHERE l.kind = 'outlet' AND l.position > 0
                 UNION ALL
                 SELECT b.voice, coalesce(b.outlet, b.voice), coalesce(a.outlet, a.voice), a.outlet_kb, 2, b.id
                 FROM copy k JOIN article a ON a.id = k.a JOIN article b ON b.id = k.b
                 WHERE k.direction = 'forward' AND a.voice <> b.voice
                 UNION ALL
                 SELECT a.voice, coalesce(a.outlet, a.voice), coalesce(b.outlet, b.voice), b.outlet_kb, 2, a.id
                 FROM copy k JOIN article a ON a.id = k.a JOIN article b ON b.id = k.b
                 WHERE k.direction = 'backward' AND a.voice <> b.voice
             ) WHERE {} ORDER BY article, kind, on_whom",
            conditions.sql()
        );
        (sql, conditions)
    }

    /// For [`Ledger::quoted`].
    fn quoted(&self) -> (String, Conditions) {
        let mut conditions = Conditions::default();
        conditions.one_of("r.voice IN ({})", &self.voices);
        let sql = format!(
            "SELECT a.source_name, a.source_kb, max(a.source_kind),
                    count(*), count(DISTINCT r.id), count(DISTINCT r.voice)
             FROM assertion a JOIN article r ON r.id = a.article
             WHERE a.source_name IS NOT NULL AND a.source_kind NOT IN ('unnamed', 'none', 'author') AND {}
             GROUP BY coalesce(a.source_kb, a.source_name)
             ORDER BY 4 DESC, a.source_name LIMIT ?",
            conditions.sql()
        );
        (sql, conditions)
    }
}

/// An article that relies on somebody.
struct FoundReliance {
    /// Who: `article.voice`, and what it is called.
    voice: String,
    name: String,
    on: Named,
    kind: RelianceKind,
    article: i64,
}

/// The same, with the one outlet that is meant.
struct Relying {
    voice: String,
    name: String,
    on_voice: String,
    on: String,
    kind: RelianceKind,
    article: i64,
}

/// Whether the words name an outlet: it is known, has a capital, or is a site. « un site d'information » is none.
fn is_name(on: &Named) -> bool {
    on.kb.is_some() || on.name.contains(char::is_uppercase) || on.name.contains('.')
}

/// No limit is −1.
fn limit(query: &SourceQuery) -> i64 {
    query.limit.map_or(-1, i64::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Run, Writer};

    /// What is asked of the whole ledger goes through the rows that are counted, once, and finds the others by index; what is
    /// asked of some outlets goes through no table.
    #[test]
    fn the_articles_of_an_outlet_are_found_by_index() {
        let run = Run { program: "test".into(), extractor: serde_json::json!({}), base: Base::built_in() };
        let writer = Writer::in_memory(run);
        let connection = writer.ledger().connection();
        let scans = |(sql, _): (String, Conditions)| {
            let mut scans = crate::store::scans(connection, &sql);
            scans.retain(|step| !step.starts_with("SCAN (subquery"));
            scans
        };
        let all = SourceQuery::default();
        let some = SourceQuery { voices: vec!["a".into(), "b".into()], limit: Some(3) };
        for _analysed in [false, true] {
            for question in [some.outlets(), some.reliances(), some.quoted()] {
                assert_eq!(scans(question), [""; 0]);
            }
            assert_eq!(scans(all.outlets()), ["SCAN r USING INDEX article_voice"]);
            // Credits, links, copies in both directions.
            assert_eq!(scans(all.reliances()), ["SCAN c", "SCAN l", "SCAN k", "SCAN k"]);
            assert_eq!(scans(all.quoted()), ["SCAN a"]);
            connection.execute_batch("ANALYZE").unwrap();
        }
    }
}
