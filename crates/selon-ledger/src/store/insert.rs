//! The rows of one article. Every statement stays prepared; nothing here decides anything.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};
use selon_record::{
    Article, Assertion, CodePointSpan, Entity, EntityType, Link, Offsets, Quantity, Reading, Time,
};

use super::deposit::{Deposit, PackedOriginal};
use super::id::{ArticleId, AssertionId};
use super::word::word;

/// Writes the facts of an article; its assertions are numbered in the order of the reading.
pub(super) fn article(connection: &Connection, deposit: &Deposit, run: i64) -> rusqlite::Result<ArticleId> {
    let original =
        deposit.original.as_ref().map(|original| self::original(connection, original)).transpose()?;
    let article = article_row(connection, deposit, original, run)?;
    let rows = Rows { connection, article };
    let reading = &deposit.reading;
    rows.credits(&reading.article)?;
    rows.reading(&deposit.record)?;
    rows.knowledge(reading)?;
    let entities = rows.each(&reading.entities, |entity| &entity.id, Rows::entity)?;
    let times = rows.each(&reading.times, |time| &time.id, Rows::time)?;
    let quantities = rows.each(&reading.quantities, |quantity| &quantity.id, Rows::quantity)?;
    let mentions: HashMap<&str, &Entity> =
        reading.entities.iter().map(|entity| (&*entity.id, entity)).collect();
    let offsets = Offsets::new(&reading.article.text);
    let assertions = rows.assertions(&reading.assertions, &mentions, &offsets)?;
    for (assertion, id) in reading.assertions.iter().zip(&assertions) {
        rows.spans(*id, assertion)?;
        rows.links(*id, &assertion.chain, &mentions)?;
        rows.inside(
            *id,
            &assertion.entities,
            &entities,
            "INSERT OR IGNORE INTO assertion_entity VALUES (?1, ?2)",
        )?;
        rows.inside(*id, &assertion.times, &times, "INSERT OR IGNORE INTO assertion_time VALUES (?1, ?2)")?;
        rows.inside(
            *id,
            &assertion.quantities,
            &quantities,
            "INSERT OR IGNORE INTO assertion_quantity VALUES (?1, ?2)",
        )?;
    }
    Ok(article)
}

/// The number of the original bytes, which are kept once.
fn original(connection: &Connection, original: &PackedOriginal) -> rusqlite::Result<i64> {
    let known = connection
        .prepare_cached("SELECT id FROM original WHERE sha256 = ?1")?
        .query_row([&original.sha256], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    let PackedOriginal { sha256, size, media_type, encoding, bytes } = original;
    connection
        .prepare_cached(
            "INSERT INTO original (sha256, size, media_type, encoding, bytes) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .insert(params![sha256, size, media_type, encoding, bytes])
}

fn article_row(
    connection: &Connection,
    deposit: &Deposit,
    original: Option<i64>,
    run: i64,
) -> rusqlite::Result<ArticleId> {
    let Deposit { key, reading, place, voice, published, .. } = deposit;
    let article = &reading.article;
    let supersedes = superseded(connection, article, voice.name.as_deref())?;
    let id = connection
        .prepare_cached("SELECT coalesce(max(id), 0) + 1 FROM article")?
        .query_row([], |row| row.get(0).map(ArticleId))?;
    let counted_under = voice.name.clone().unwrap_or_else(|| format!("article:{id}"));
    connection
        .prepare_cached(
            "INSERT INTO article (id, sha256, name, url, outlet, outlet_kb, voice, title, byline, published, dated,
                                  earliest, latest, language, text, place, original, run, supersedes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)",
        )?
        .insert(params![
            id,
            key.bytes(),
            article.id,
            article.url,
            article.outlet,
            voice.kb,
            counted_under,
            article.title,
            article.byline,
            article.published,
            article.dated.as_ref().map(word),
            published.as_ref().map(|seconds| seconds.start),
            published.as_ref().map(|seconds| seconds.end),
            article.language,
            article.text,
            place,
            original,
            run,
            supersedes,
        ])?;
    connection
        .prepare_cached("INSERT INTO article_text (rowid, title, text) VALUES (?1, ?2, ?3)")?
        .execute(params![id, article.title, article.text])?;
    Ok(id)
}

/// The article that this one is a new version of: the last one under its name, unless address or voice say that it is
/// another's. A name that was made from the text is none: many articles print the same words.
fn superseded(
    connection: &Connection,
    article: &Article,
    voice: Option<&str>,
) -> rusqlite::Result<Option<ArticleId>> {
    if article.id == Article::id_of(&article.text) {
        return Ok(None);
    }
    connection
        .prepare_cached(
            "SELECT id FROM article
             WHERE name = ?1 AND (url = ?2 OR url IS NULL OR ?2 IS NULL)
               AND (voice = ?3 OR voice LIKE 'article:%' OR ?3 IS NULL)
             ORDER BY id DESC LIMIT 1",
        )?
        .query_row(params![article.id, article.url, voice], |row| row.get(0))
        .optional()
}

/// Writes the rows of one article.
struct Rows<'a> {
    connection: &'a Connection,
    article: ArticleId,
}

impl Rows<'_> {
    fn credits(&self, article: &Article) -> rusqlite::Result<()> {
        for (position, credit) in article.credits.iter().enumerate() {
            let CodePointSpan { start, end } = credit.span;
            let (form, part) = (word(&credit.form), word(&credit.part));
            self.connection
                .prepare_cached("INSERT INTO credit VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
                .execute(params![self.article, position, credit.agency, credit.kb, form, part, start, end])?;
        }
        Ok(())
    }

    fn reading(&self, record: &[u8]) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("INSERT INTO reading (article, record) VALUES (?1, ?2)")?
            .execute(params![self.article, record])
            .map(drop)
    }

    fn knowledge(&self, reading: &Reading) -> rusqlite::Result<()> {
        for row in &reading.knowledge {
            self.connection
                .prepare_cached(
                    "INSERT INTO knowledge (kb, name, type, class, country, source, date, licence)
                     SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8
                     WHERE NOT EXISTS (SELECT 1 FROM knowledge WHERE kb = ?1)",
                )?
                .execute(params![
                    row.kb,
                    row.name,
                    word(&row.kind),
                    row.class,
                    row.country,
                    row.source,
                    row.date,
                    row.licence
                ])?;
        }
        Ok(())
    }

    /// Writes rows of a layer; what their identifiers became.
    fn each<'r, T>(
        &self,
        records: &'r [T],
        id: impl Fn(&'r T) -> &'r str,
        insert: impl Fn(&Self, &T) -> rusqlite::Result<i64>,
    ) -> rusqlite::Result<HashMap<&'r str, i64>> {
        records.iter().map(|record| Ok((id(record), insert(self, record)?))).collect()
    }

    fn entity(&self, entity: &Entity) -> rusqlite::Result<i64> {
        let CodePointSpan { start, end } = entity.span;
        let kind = word(&entity.kind);
        let key = crate::query::entity_key(entity);
        self.connection
            .prepare_cached(
                "INSERT INTO entity (article, \"start\", \"end\", type, name, kb, key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .insert(params![self.article, start, end, kind, entity.name, entity.kb, key])
    }

    fn time(&self, time: &Time) -> rusqlite::Result<i64> {
        let CodePointSpan { start, end } = time.span;
        let (kind, grain) = (word(&time.kind), time.grain.as_ref().map(word));
        self.connection
            .prepare_cached(
                "INSERT INTO time (article, \"start\", \"end\", type, value, \"from\", \"to\", grain)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .insert(params![self.article, start, end, kind, time.value, time.from, time.to, grain])
    }

    fn quantity(&self, quantity: &Quantity) -> rusqlite::Result<i64> {
        let CodePointSpan { start, end } = quantity.span;
        let Quantity { unit, value, low, high, approximate, of, .. } = quantity;
        self.connection
            .prepare_cached(
                "INSERT INTO quantity (article, \"start\", \"end\", dimension, unit, value, low, high, approximate, \"of\")
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .insert(params![
                self.article,
                start,
                end,
                word(&quantity.dimension),
                unit,
                value,
                low,
                high,
                approximate,
                of
            ])
    }

    /// Writes assertions, one after the one it stands in; their numbers in the order of the reading.
    fn assertions(
        &self,
        assertions: &[Assertion],
        mentions: &HashMap<&str, &Entity>,
        offsets: &Offsets<'_>,
    ) -> rusqlite::Result<Vec<AssertionId>> {
        let first: i64 = self
            .connection
            .prepare_cached("SELECT coalesce(max(id), 0) + 1 FROM assertion")?
            .query_row([], |row| row.get(0))?;
        let ids: Vec<AssertionId> = (first..).map(AssertionId).take(assertions.len()).collect();
        let of_name: HashMap<&str, AssertionId> =
            assertions.iter().map(|assertion| &*assertion.id).zip(ids.iter().copied()).collect();
        for (assertion, id) in assertions.iter().zip(&ids) {
            let content = content(assertion, offsets);
            let source = assertion.source.as_ref();
            let entity = source.and_then(|source| mentions.get(source.entity.as_deref()?));
            let source_name = source.and_then(|source| source.name.as_deref());
            self.connection
                .prepare_cached(
                    "INSERT INTO assertion (id, article, name, parent, form, act, level, polarity, confidence, content,
                                            source_kind, source_name, source_unnamed, source_kb, source_outlet)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
                )?
                .execute(params![
                    id,
                    self.article,
                    assertion.id,
                    assertion.parent.as_deref().and_then(|parent| of_name.get(parent)),
                    word(&assertion.form),
                    word(&assertion.act),
                    word(&assertion.certainty.level),
                    word(&assertion.certainty.polarity),
                    assertion.confidence,
                    content,
                    source.map(|source| word(&source.kind)),
                    source_name,
                    source.and_then(|source| source.unnamed.as_ref().map(word)),
                    entity.and_then(|entity| entity.kb.as_deref()),
                    source.and_then(|source| source.outlet.as_deref()),
                ])?;
            self.connection
                .prepare_cached(
                    "INSERT INTO assertion_text (rowid, content, source_name) VALUES (?1, ?2, ?3)",
                )?
                .execute(params![id, content, source_name])?;
        }
        Ok(ids)
    }

    fn spans(&self, id: AssertionId, assertion: &Assertion) -> rusqlite::Result<()> {
        let source = assertion.source.as_ref().map_or(&[][..], |source| &source.spans);
        let roles = [
            ("content", &assertion.content[..]),
            ("cue", &assertion.cue),
            ("source", source),
            ("certainty", &assertion.certainty.cues),
        ];
        for (role, spans) in roles {
            for CodePointSpan { start, end } in spans {
                self.connection
                    .prepare_cached("INSERT OR IGNORE INTO span VALUES (?1, ?2, ?3, ?4)")?
                    .execute(params![id, role, start, end])?;
            }
        }
        Ok(())
    }

    fn links(
        &self,
        id: AssertionId,
        chain: &[Link],
        mentions: &HashMap<&str, &Entity>,
    ) -> rusqlite::Result<()> {
        for (position, link) in chain.iter().enumerate() {
            let entity = link.entity.as_deref().and_then(|entity| mentions.get(entity));
            self.connection.prepare_cached("INSERT INTO link VALUES (?1, ?2, ?3, ?4, ?5)")?.execute(
                params![
                    id,
                    position,
                    word(&link.kind),
                    link.name,
                    entity.and_then(|entity| entity.kb.as_deref())
                ],
            )?;
        }
        Ok(())
    }

    /// What stands in the content of an assertion.
    fn inside(
        &self,
        id: AssertionId,
        names: &[String],
        ids: &HashMap<&str, i64>,
        insert: &str,
    ) -> rusqlite::Result<()> {
        for inside in names.iter().filter_map(|name| ids.get(&**name)) {
            self.connection.prepare_cached(insert)?.execute(params![id, inside])?;
        }
        Ok(())
    }
}

/// The attributed words, the parts joined by " … ".
fn content(assertion: &Assertion, offsets: &Offsets<'_>) -> String {
    let parts = assertion.content.iter().filter_map(|span| offsets.slice(*span).ok());
    parts.collect::<Vec<_>>().join(" … ")
}

/// What an entity that the knowledge base does not have is compared by: its type and its name, folded.
pub(crate) fn unknown_key(kind: EntityType, folded: &str) -> String {
    format!("{}:{folded}", word(&kind))
}
