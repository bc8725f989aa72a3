//! [FollowTheMoney](https://followthemoney.tech): entities as JSON lines, for OpenAleph and its kin.
//!
//! | of the ledger | schema | properties |
//! |---|---|---|
//! | article | `Article` | title, author, publisher, sourceUrl, publishedAt, language, bodyText |
//! | person, organisation, outlet that articles name | `Person`, `PublicBody`, `Company`, `Organization` | name, country, classification, keywords (its identifier in the knowledge base) |
//! | its being named in an article | `Mention` | document, resolved, name, detectedSchema |
//! | claim | `Note` | description (its words), summary (its counts), entity, proof (the articles that have it), publisher, createdAt |
//!
//! FollowTheMoney has no schema for claims; a note says who says it and where, and leaves open whether it is so. An identifier is
//! a hash of what the ledger knows a thing by, so that the same thing has the same one in every export.

use std::io::Write;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::Row;
use selon_ledger::Ledger;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::Error;
use crate::lines::line;
use crate::table::{list, stream};

/// Writes articles, who is named in them, and claims as FollowTheMoney entities, one a line.
///
/// # Errors
/// The ledger cannot be read, or `to` not written.
pub fn ftm(ledger: &Ledger, to: &mut impl Write) -> Result<(), Error> {
    ledger.snapshot(|ledger| {
        for (question, entity) in
            [(ARTICLES, article as fn(&Row<'_>) -> _), (PARTIES, party), (MENTIONS, mention), (CLAIMS, claim)]
        {
            stream(ledger, question, |row| {
                let entity = entity(row).map_err(|error| ledger.error(error))?;
                entity.map_or(Ok(()), |entity| line(to, &entity))
            })?;
        }
        Ok(())
    })
}

const ARTICLES: &str =
    "SELECT lower(hex(sha256)), title, byline, outlet, url, published, earliest, latest, language, text
    FROM article ORDER BY id";

/// Everybody who may act in law. Of several types under one key the first counts.
const PARTIES: &str =
    "SELECT e.key, min(e.type), json_group_array(DISTINCT e.name ORDER BY e.name), k.class, k.country, e.kb
    FROM entity e LEFT JOIN knowledge k ON k.kb = e.kb
    WHERE e.type IN ('person', 'organisation', 'outlet') GROUP BY e.key ORDER BY e.key";

const MENTIONS: &str = "SELECT DISTINCT lower(hex(r.sha256)), e.key, e.name, e.type, k.class
    FROM entity e JOIN article r ON r.id = e.article LEFT JOIN knowledge k ON k.kb = e.kb
    WHERE e.type IN ('person', 'organisation', 'outlet') ORDER BY e.article, e.key, e.name, e.type";

const CLAIMS: &str = "SELECT lower(hex(f.sha256)), a.name, s.title, s.articles, s.outlets, s.at_least, s.at_most, s.contradictions,
        s.updates, s.first_seen,
        (SELECT json_group_array(DISTINCT e.key ORDER BY e.key) FROM now_claim n
         JOIN assertion_entity x ON x.assertion = n.assertion JOIN entity e ON e.id = x.entity
         WHERE n.claim = s.claim AND e.type IN ('person', 'organisation', 'outlet')),
        (SELECT json_group_array(DISTINCT lower(hex(r.sha256)) ORDER BY r.id) FROM now_claim n
         JOIN assertion b ON b.id = n.assertion JOIN article r ON r.id = b.article WHERE n.claim = s.claim),
        (SELECT json_group_array(DISTINCT r.outlet ORDER BY r.outlet) FROM now_claim n
         JOIN assertion b ON b.id = n.assertion JOIN article r ON r.id = b.article
         WHERE n.claim = s.claim AND r.outlet IS NOT NULL)
    FROM now_summary s JOIN assertion a ON a.id = s.claim JOIN article f ON f.id = a.article ORDER BY s.claim";

/// An entity as a line has it.
#[derive(Serialize)]
struct Entity {
    id: String,
    schema: &'static str,
    properties: Properties,
}

/// Values by property, in order; a property without values is left out.
type Properties = serde_json::Map<String, serde_json::Value>;

fn properties<const N: usize>(values: [(&str, Vec<String>); N]) -> Properties {
    let values = values.map(|(name, mut values)| {
        values.retain(|value| !value.trim().is_empty());
        (name.to_owned(), values)
    });
    values
        .into_iter()
        .filter(|(_, values)| !values.is_empty())
        .map(|(name, values)| (name, values.into()))
        .collect()
}

fn one(value: Option<String>) -> Vec<String> {
    value.into_iter().collect()
}

/// What a thing is called in every export: the hash of what it is and what it is known by.
fn identifier(what: &str, parts: &[&str]) -> String {
    let mut hash = Sha256::new_with_prefix(what);
    for part in parts {
        hash.update([0]);
        hash.update(part);
    }
    let digest = hash.finalize();
    digest[..20].iter().map(|byte| format!("{byte:02x}")).collect()
}

fn of_article(sha256: &str) -> String {
    identifier("article", &[sha256])
}

fn of_party(key: &str) -> String {
    identifier("entity", &[key])
}

fn article(row: &Row<'_>) -> rusqlite::Result<Option<Entity>> {
    let sha256: String = row.get(0)?;
    let language: String = row.get(8)?;
    Ok(Some(Entity {
        id: of_article(&sha256),
        schema: "Article",
        properties: properties([
            ("title", one(row.get(1)?)),
            ("author", one(row.get(2)?)),
            ("publisher", one(row.get(3)?)),
            ("sourceUrl", one(row.get(4)?)),
            ("publishedAt", one(date(row.get(5)?, row.get(6)?, row.get(7)?))),
            ("language", one(iso_639_3(&language).map(str::to_owned))),
            ("bodyText", one(row.get(9)?)),
        ]),
    }))
}

/// The languages that FollowTheMoney knows, each by its two letters (ISO 639-1) and by its three (639-3), which are its own.
const LANGUAGES: &str = "af:afr am:amh ar:ara az:aze be:bel bg:bul bn:ben bs:bos ca:cat cs:ces da:dan de:deu el:ell en:eng es:spa \
    et:est fa:fas fi:fin fr:fra ga:gle he:heb hi:hin hr:hrv hu:hun hy:hye id:ind is:isl it:ita ja:jpn ka:kat kk:kaz km:khm \
    kn:kan ko:kor ky:kir lb:ltz lo:lao lt:lit lv:lav mk:mkd mn:mon ms:msa mt:mlt my:mya ne:nep nl:nld no:nor pl:pol ps:pus \
    pt:por ro:ron ru:rus si:sin sk:slk sl:slv sq:sqi sr:srp sv:swe sw:swa ta:tam te:tel tg:tgk th:tha tk:tuk tl:tgl tr:tur \
    uk:ukr ur:urd uz:uzb vi:vie zh:zho";

/// A language as FollowTheMoney names it; others are left out.
fn iso_639_3(language: &str) -> Option<&'static str> {
    let primary = language.split('-').next()?;
    let mut languages = LANGUAGES.split_ascii_whitespace().filter_map(|pair| pair.split_once(':'));
    languages.find(|(two, three)| *two == primary || *three == primary).map(|(_, three)| three)
}

/// A publication date as FollowTheMoney writes it: the second in UTC where that is known, else as much of the day as is.
fn date(published: Option<String>, earliest: Option<i64>, latest: Option<i64>) -> Option<String> {
    let (published, earliest, latest) = (published?, earliest?, latest?);
    if latest - earliest <= 60 {
        return second(earliest);
    }
    let day = published.trim().get(..10).unwrap_or(published.trim());
    let is_plain = [4, 7, 10].contains(&day.len()) && day.chars().all(|c| c.is_ascii_digit() || c == '-');
    is_plain.then(|| day.to_owned())
}

fn second(second: i64) -> Option<String> {
    let instant = Timestamp::from_second(second).ok()?;
    Some(instant.to_zoned(TimeZone::UTC).datetime().to_string())
}

fn party(row: &Row<'_>) -> rusqlite::Result<Option<Entity>> {
    let (key, kind): (String, String) = (row.get(0)?, row.get(1)?);
    let names: Vec<String> = list(row.get_ref(2)?, 2)?;
    let class: Option<String> = row.get(3)?;
    let country = row.get::<_, Option<String>>(4)?.map(|country| country.to_lowercase());
    let schema = schema(&kind, class.as_deref());
    let entity = Entity {
        id: of_party(&key),
        schema,
        properties: properties([
            ("name", names),
            ("country", one(country)),
            ("classification", one(class)),
            ("keywords", one(row.get(5)?)),
        ]),
    };
    // Whoever has no name cannot be one.
    Ok(entity.properties.contains_key("name").then_some(entity))
}

/// The schema of a type and class of the knowledge base.
fn schema(kind: &str, class: Option<&str>) -> &'static str {
    match (kind, class) {
        ("person", _) => "Person",
        ("organisation", Some("company" | "bank")) => "Company",
        (
            "organisation",
            Some(
                "government" | "ministry" | "parliament" | "court" | "police" | "intelligence"
                | "armed_force" | "agency_public",
            ),
        ) => "PublicBody",
        _ => "Organization",
    }
}

fn mention(row: &Row<'_>) -> rusqlite::Result<Option<Entity>> {
    let (article, key, name): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let (kind, class): (String, Option<String>) = (row.get(3)?, row.get(4)?);
    let entity = Entity {
        id: identifier("mention", &[&article, &key, &name, &kind]),
        schema: "Mention",
        properties: properties([
            ("document", vec![of_article(&article)]),
            ("resolved", vec![of_party(&key)]),
            ("name", vec![name]),
            ("detectedSchema", vec![schema(&kind, class.as_deref()).to_owned()]),
        ]),
    };
    Ok(entity.properties.contains_key("name").then_some(entity))
}

fn claim(row: &Row<'_>) -> rusqlite::Result<Option<Entity>> {
    let (article, assertion): (String, String) = (row.get(0)?, row.get(1)?);
    let count = |index| row.get::<_, u32>(index);
    let mut summary = format!(
        "{} articles, {} outlets; origins: at least {}, at most {}",
        count(3)?,
        count(4)?,
        count(5)?,
        count(6)?
    );
    for (index, what) in [(7, "contradicted by"), (8, "updated by")] {
        if count(index)? > 0 {
            summary += &format!("; {what} {} assertions", count(index)?);
        }
    }
    let keys: Vec<String> = list(row.get_ref(10)?, 10)?;
    let articles: Vec<String> = list(row.get_ref(11)?, 11)?;
    Ok(Some(Entity {
        id: identifier("claim", &[&article, &assertion]),
        schema: "Note",
        properties: properties([
            ("description", one(row.get(2)?)),
            ("summary", vec![summary]),
            ("entity", keys.iter().map(|key| of_party(key)).collect()),
            ("proof", articles.iter().map(|sha256| of_article(sha256)).collect()),
            ("publisher", list(row.get_ref(12)?, 12)?),
            ("createdAt", one(row.get::<_, Option<i64>>(9)?.and_then(second))),
        ]),
    }))
}

#[cfg(test)]
mod tests {
    use super::iso_639_3;

    #[test]
    fn languages_have_three_letters() {
        assert_eq!(iso_639_3("fr-CA"), Some("fra"));
        assert_eq!(iso_639_3("ukr"), Some("ukr"));
        assert_eq!((iso_639_3("und"), iso_639_3("eo"), iso_639_3("")), (None, None, None));
        assert!(super::LANGUAGES.split(' ').all(|pair| pair.len() == 6));
    }
}
