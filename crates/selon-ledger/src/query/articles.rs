//! Articles: lists of them, where one comes from, what it shares with others, and which claims it makes.

use rusqlite::Row;
use selon_record::CodePointSpan;
use serde::Serialize;

use super::condition::Conditions;
use crate::copies::{Direction, Ground, Kind};
use crate::store::{damaged, value};
use crate::{ArticleId, AssertionId, Error, Ledger};

/// Which articles are asked for: the latest first, those without a date last. Everything that is asked for must hold; of the
/// values of one list one is enough.
#[derive(Clone, Debug, Default)]
pub struct ArticleQuery {
    /// Who published them: `article.voice`.
    pub voices: Vec<String>,
    /// Their languages.
    pub languages: Vec<String>,
    /// They can have been published after this second (Unix).
    pub published_from: Option<i64>,
    /// They can have been published before this second.
    pub published_to: Option<i64>,
    /// At most so many.
    pub limit: Option<u32>,
    /// Not the first ones.
    pub offset: u32,
}

/// An article in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArticleRow {
    /// Its number.
    pub article: ArticleId,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it, as it is counted: `article.voice`.
    pub voice: String,
    /// Who published it, as it says.
    pub outlet: Option<String>,
    /// Who wrote it, as it says.
    pub byline: Option<String>,
    /// When, as it says.
    pub published: Option<String>,
    /// Its language.
    pub language: String,
    /// How many assertions it makes.
    pub assertions: u32,
}

impl ArticleRow {
    const COLUMNS: &str = "r.id, r.title, r.voice, r.outlet, r.byline, r.published, r.language, \
        (SELECT count(*) FROM assertion a WHERE a.article = r.id)";

    fn of(row: &Row<'_>) -> rusqlite::Result<ArticleRow> {
        Ok(ArticleRow {
            article: row.get(0)?,
            title: row.get(1)?,
            voice: row.get(2)?,
            outlet: row.get(3)?,
            byline: row.get(4)?,
            published: row.get(5)?,
            language: row.get(6)?,
            assertions: row.get(7)?,
        })
    }
}

/// What an article's words and bytes are known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// The SHA-256 of its canonical fields ([`ContentKey`](crate::ContentKey)).
    pub key: [u8; 32],
    /// The bytes it was read from, where they were kept.
    pub original: Option<KeptBytes>,
    /// When the program that added it started, in UTC.
    pub added: String,
}

/// Bytes that are kept, without them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptBytes {
    /// Their SHA-256.
    pub sha256: [u8; 32],
    /// How many they are.
    pub size: u64,
    /// What they are: `text/html`.
    pub media_type: Option<String>,
}

/// Another article that has words of this one.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedWords {
    /// The other one.
    pub other: ArticleRow,
    /// How much of the two it is.
    pub kind: Kind,
    /// Whose words they are: [`Direction::Forward`] where the other has them from this one.
    pub direction: Direction,
    /// Which share of this one's words stand in the other, 0 to 1.
    pub share: f64,
    /// What speaks for a direction, the facts of each as [`copies::Reason`](crate::copies::Reason) has them; the directions as above.
    pub reasons: Vec<SharedReason>,
    /// The passages: where they stand in this one, and in the other.
    pub passages: Vec<(CodePointSpan, CodePointSpan)>,
}

/// What speaks for the direction of a copy.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
pub struct SharedReason {
    /// Of which kind it is.
    pub reason: Ground,
    /// The direction it speaks for.
    pub favours: Direction,
    /// Its facts.
    pub detail: String,
}

/// An assertion of an article with its claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InClaim {
    /// The assertion.
    pub assertion: AssertionId,
    /// The claim it is part of; none where it states nothing that could be compared.
    pub claim: Option<i64>,
    /// How widely that is carried; none where no other article has it and nothing contradicts it.
    pub carried: Option<Carried>,
}

/// How widely a claim is carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Carried {
    /// In how many articles.
    pub articles: u32,
    /// By how many outlets.
    pub outlets: u32,
    /// Origins that are shown to be independent.
    pub at_least: u32,
    /// Origins that are not shown to depend on another.
    pub at_most: u32,
    /// How many claims contradict it.
    pub contradictions: u32,
    /// How many update it.
    pub updates: u32,
}

const PROVENANCE: &str = "SELECT r.sha256, o.sha256, o.size, o.media_type, u.started
     FROM article r JOIN run u ON u.id = r.run LEFT JOIN original o ON o.id = r.original WHERE r.id = ?1";

/// The claims of the assertions of an article, in the order of its reading.
const IN_CLAIMS: &str =
    "SELECT a.id, c.claim, s.articles, s.outlets, s.at_least, s.at_most, s.contradictions, s.updates
     FROM assertion a LEFT JOIN now_claim c ON c.assertion = a.id LEFT JOIN now_summary s ON s.claim = c.claim
     WHERE a.article = ?1 ORDER BY a.id";

/// How many other versions are shown at most, so that a page that changes every minute is no list without end.
const MOST_VERSIONS: u32 = 100;

const COUNT_SHARED: &str =
    "SELECT (SELECT count(*) FROM copy WHERE a = ?1) + (SELECT count(*) FROM copy WHERE b = ?1)";

/// Of a copy.
const PASSAGES: &str =
    "SELECT a_start, a_end, b_start, b_end FROM passage WHERE copy = ?1 ORDER BY a_start, b_start LIMIT 1000";

/// The articles that share words with one: those it has them from first, then those with most of its words.
fn shared() -> String {
    let side = |own: &str, other: &str| {
        format!(
            "SELECT {}, x.id AS copy, x.kind AS kind, x.direction AS direction, x.share_{own} AS share, x.reasons AS reasons,
                    x.{own} = x.a AS is_a
             FROM copy x JOIN article r ON r.id = x.{other} WHERE x.{own} = ?1",
            ArticleRow::COLUMNS
        )
    };
    format!(
        "SELECT * FROM ({} UNION ALL {})
         ORDER BY CASE direction WHEN CASE WHEN is_a THEN 'backward' ELSE 'forward' END THEN 0 WHEN 'common' THEN 1
                      WHEN 'unknown' THEN 2 ELSE 3 END, share DESC, copy
         LIMIT ?2",
        side("a", "b"),
        side("b", "a")
    )
}

/// The articles that an article is a version of and those that are one of it, itself among them.
fn versions() -> String {
    format!(
        "WITH RECURSIVE version (id) AS (
             SELECT ?1
             UNION SELECT r.supersedes FROM version v CROSS JOIN article r ON r.id = v.id WHERE r.supersedes IS NOT NULL
             UNION SELECT r.id FROM version v CROSS JOIN article r ON r.supersedes = v.id
             LIMIT {MOST_VERSIONS}
         )
         SELECT {} FROM version v CROSS JOIN article r ON r.id = v.id WHERE r.id <> ?1 ORDER BY r.id",
        ArticleRow::COLUMNS
    )
}

impl ArticleQuery {
    fn statement(&self) -> (String, Conditions) {
        let mut conditions = Conditions::default();
        conditions.one_of("r.voice IN ({})", &self.voices);
        conditions.one_of("r.language IN ({})", &self.languages);
        if let Some(from) = self.published_from {
            conditions.also("r.latest > ?", [from]);
        }
        if let Some(to) = self.published_to {
            conditions.also("r.earliest < ?", [to]);
        }
        let sql = format!(
            "SELECT {} FROM article r WHERE {} ORDER BY r.earliest DESC, r.id DESC LIMIT ? OFFSET ?",
            ArticleRow::COLUMNS,
            conditions.sql()
        );
        (sql, conditions)
    }
}

impl Ledger {
    /// The articles that a query asks for.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn article_list(&self, query: &ArticleQuery) -> Result<Vec<ArticleRow>, Error> {
        let (sql, conditions) = query.statement();
        let further = [query.limit.map_or(-1, i64::from), i64::from(query.offset)];
        self.all(&sql, &*conditions.values(&further), ArticleRow::of)
    }

    /// An article as a list shows it.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn article_row(&self, article: ArticleId) -> Result<Option<ArticleRow>, Error> {
        let sql = format!("SELECT {} FROM article r WHERE r.id = ?1", ArticleRow::COLUMNS);
        self.one(&sql, [article], ArticleRow::of)
    }

    /// What an article is known by, and what is kept of where it was read from.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn provenance(&self, article: ArticleId) -> Result<Option<Provenance>, Error> {
        self.one(PROVENANCE, [article], |row| {
            let sha256: Option<[u8; 32]> = row.get(1)?;
            let original = match sha256 {
                Some(sha256) => Some(KeptBytes { sha256, size: row.get(2)?, media_type: row.get(3)? }),
                None => None,
            };
            Ok(Provenance { key: row.get(0)?, original, added: row.get(4)? })
        })
    }

    /// The other versions of an article, in the order in which they were added.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn versions_of(&self, article: ArticleId) -> Result<Vec<ArticleRow>, Error> {
        self.all(&versions(), [article], ArticleRow::of)
    }

    /// The assertions of an article with their claims, in the order of its reading.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn in_claims(&self, article: ArticleId) -> Result<Vec<InClaim>, Error> {
        self.all(IN_CLAIMS, [article], |row| {
            let articles: Option<u32> = row.get(2)?;
            let carried = match articles {
                None => None,
                Some(articles) => Some(Carried {
                    articles,
                    outlets: row.get(3)?,
                    at_least: row.get(4)?,
                    at_most: row.get(5)?,
                    contradictions: row.get(6)?,
                    updates: row.get(7)?,
                }),
            };
            Ok(InClaim { assertion: row.get(0)?, claim: row.get(1)?, carried })
        })
    }

    /// The articles that share copied words with an article, at most `limit`: those it has them from first; and how many there are.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn shared_words(&self, article: ArticleId, limit: u32) -> Result<(Vec<SharedWords>, u32), Error> {
        let rows = self.all(&shared(), rusqlite::params![article, limit], |row| {
            let is_a: bool = row.get("is_a")?;
            let as_seen = |direction: Direction| if is_a { direction } else { direction.exchanged() };
            let reasons: String = row.get("reasons")?;
            let mut reasons: Vec<SharedReason> =
                serde_json::from_str(&reasons).map_err(|error| damaged(0, error))?;
            for reason in &mut reasons {
                reason.favours = as_seen(reason.favours);
                // Shares: this article's first.
                if reason.reason == Ground::Cut
                    && let Some((a, b)) = reason.detail.split_once(' ').filter(|_| !is_a)
                {
                    reason.detail = format!("{b} {a}");
                }
            }
            let shared = SharedWords {
                other: ArticleRow::of(row)?,
                kind: value(row, "kind")?,
                direction: as_seen(value(row, "direction")?),
                share: row.get("share")?,
                reasons,
                passages: Vec::new(),
            };
            Ok((row.get::<_, i64>("copy")?, is_a, shared))
        })?;
        let with_passages = |(copy, is_a, mut shared): (i64, bool, SharedWords)| {
            shared.passages = self.all(PASSAGES, [copy], |row| {
                let a = CodePointSpan::new(row.get(0)?, row.get(1)?);
                let b = CodePointSpan::new(row.get(2)?, row.get(3)?);
                Ok(if is_a { (a, b) } else { (b, a) })
            })?;
            Ok(shared)
        };
        let count = self.one(COUNT_SHARED, [article], |row| row.get(0))?.unwrap_or_default();
        Ok((rows.into_iter().map(with_passages).collect::<Result<_, Error>>()?, count))
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

    fn add(writer: &mut Writer, id: &str, text: &str, published: &str) -> ArticleId {
        let reading = serde_json::from_value(json!({"selon": 1,
            "article": {"id": id, "text": text, "outlet": format!("Journal {id}"), "language": "fr", "published": published},
            "assertions": [{"id": "a1", "content": [{"start": 0, "end": 4}], "form": "plain", "act": "assert",
                "source": null, "cue": [], "chain": [{"kind": "outlet", "name": format!("Journal {id}")}], "confidence": 1.0,
                "certainty": {"level": "certain", "polarity": "positive", "cues": []}}]}));
        let deposit = Deposit::new(reading.unwrap(), None, "x", Base::built_in(), &|_| Vec::new()).unwrap();
        writer.add(&deposit).unwrap();
        writer.ledger().known(&crate::ContentKey::of(&article(id, text, published))).unwrap().unwrap()
    }

    fn article(id: &str, text: &str, published: &str) -> selon_record::Article {
        selon_record::Article {
            id: id.into(),
            outlet: Some(format!("Journal {id}")),
            published: Some(published.into()),
            language: "fr".into(),
            ..selon_record::Article::new(text)
        }
    }

    #[test]
    fn no_question_goes_through_a_whole_table() {
        let writer = writer();
        let list = |query: ArticleQuery| query.statement().0;
        let some = || vec!["x".to_owned(), "y".to_owned()];
        let questions = [
            PROVENANCE.to_owned(),
            IN_CLAIMS.to_owned(),
            COUNT_SHARED.to_owned(),
            PASSAGES.to_owned(),
            shared(),
            versions(),
            list(ArticleQuery::default()),
            list(ArticleQuery { voices: some(), ..ArticleQuery::default() }),
            list(ArticleQuery { languages: some(), published_from: Some(1), ..ArticleQuery::default() }),
        ];
        for question in questions {
            let mut scans = crate::store::scans(writer.ledger().connection(), &question);
            // What was found so far is gone through, and a list in its order by its index.
            scans.retain(|step| {
                step != "SCAN v"
                    && step != "SCAN r USING INDEX article_earliest"
                    && !step.starts_with("SCAN (subquery")
            });
            assert_eq!(scans, [""; 0], "{question}");
        }
    }

    #[test]
    fn the_latest_come_first_and_those_without_a_date_last() {
        let mut writer = writer();
        for (id, published) in [("a", "2022-01-05"), ("b", "hier"), ("c", "2022-01-07")] {
            add(&mut writer, id, "Il pleut.", published);
        }
        let listed = |query| -> Vec<i64> {
            let rows = writer.ledger().article_list(&query).unwrap();
            rows.iter().map(|row| row.article.0).collect()
        };
        assert_eq!(listed(ArticleQuery::default()), [3, 1, 2]);
        assert_eq!(listed(ArticleQuery { limit: Some(1), offset: 1, ..ArticleQuery::default() }), [1]);
        assert_eq!(listed(ArticleQuery { voices: vec!["journal a".into()], ..ArticleQuery::default() }), [1]);
    }

    #[test]
    fn versions_know_each_other() {
        let mut writer = writer();
        for text in ["Il pleut.", "Il pleut encore.", "Il pleut toujours."] {
            add(&mut writer, "meteo", text, "2022-01-05");
        }
        let versions = |id: i64| -> Vec<i64> {
            let rows = writer.ledger().versions_of(ArticleId(id)).unwrap();
            rows.iter().map(|row| row.article.0).collect()
        };
        assert_eq!([versions(1), versions(2), versions(3)], [vec![2, 3], vec![1, 3], vec![1, 2]]);
        assert_eq!(versions(9), [0i64; 0]);
        let provenance = writer.ledger().provenance(ArticleId(1)).unwrap().unwrap();
        assert_eq!(provenance.original, None);
        assert_eq!(
            provenance.key,
            *crate::ContentKey::of(&article("meteo", "Il pleut.", "2022-01-05")).bytes()
        );
        assert_eq!(writer.ledger().provenance(ArticleId(9)).unwrap(), None);
    }

    #[test]
    fn shared_words_are_told_from_either_side() {
        let mut writer = writer();
        for id in ["a", "b"] {
            add(&mut writer, id, "Il pleut.", "2022-01-05");
        }
        let rows = r#"DELETE FROM now_claim; INSERT INTO now_claim VALUES (1, 1, 1), (2, 1, 1);
            INSERT INTO copy VALUES (7, 1, 2, 'near', 'forward', 0.9, 0.8, 0.7,
                '[{"reason":"time","favours":"forward","detail":"60"}]');
            INSERT INTO passage VALUES (7, 0, 4, 1, 5);"#;
        writer.ledger().connection().execute_batch(rows).unwrap();
        let shared = |id: i64| writer.ledger().shared_words(ArticleId(id), 10).unwrap();
        let (of_first, count) = shared(1);
        assert_eq!((count, of_first[0].direction, of_first[0].share), (1, Direction::Forward, 0.8));
        let (of_second, _) = shared(2);
        assert_eq!(of_second[0].other.article.0, 1);
        assert_eq!((of_second[0].direction, of_second[0].share), (Direction::Backward, 0.7));
        assert_eq!(of_second[0].reasons[0].favours, Direction::Backward);
        assert_eq!(of_second[0].passages, [(CodePointSpan::new(1, 5), CodePointSpan::new(0, 4))]);
        assert_eq!(shared(9), (Vec::new(), 0));
        let claims = writer.ledger().in_claims(ArticleId(2)).unwrap();
        assert_eq!((claims[0].assertion.0, claims[0].claim, claims[0].carried), (2, Some(1), None));
    }
}
