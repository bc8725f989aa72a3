//! Full-text search: articles and assertions by their words, with the places where these stand.

use rusqlite::params;
use selon_record::CodePointSpan;

use super::error::Error;
use super::id::{ArticleId, AssertionId};
use super::ledger::Ledger;
use super::phrase::full_text;
use super::sql;
use crate::query::{Alone, Found};

/// Marks that the database sets around what it found: no characters (Unicode 23.7), so that texts have none.
const OPENING: char = '\u{FDD0}';
const CLOSING: char = '\u{FDD1}';

/// Code points of text around the first words found.
const BEFORE: usize = 60;
const EXCERPT: usize = 240;

/// Which of what has the words is asked for. What is `None` does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// The article's voice is one of these ([`StoredArticle::voice`](crate::StoredArticle::voice)); any where there are none.
    pub voices: Vec<String>,
    /// Its language is one of these.
    pub languages: Vec<String>,
    /// It can have been published in this second (Unix) or later.
    pub from: Option<i64>,
    /// It can have been published before this second.
    pub to: Option<i64>,
    /// It names one of these entities: identifiers in the knowledge base, or types and folded names (`person:jean martin`).
    pub entities: Vec<String>,
    /// How many to skip.
    pub offset: u32,
    /// How many to show at most after that; as many as there are, otherwise.
    pub limit: Option<u32>,
}

/// An article that has the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleHit {
    /// Which.
    pub article: ArticleId,
    /// Where in its title the words stand, in code points.
    pub in_title: Vec<CodePointSpan>,
    /// Where in its text.
    pub in_text: Vec<CodePointSpan>,
    /// A stretch of its text around the first of these, between words; its beginning where only the title has them.
    pub excerpt: CodePointSpan,
}

/// An assertion that has the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssertionHit {
    /// Which.
    pub assertion: AssertionId,
    /// The article that makes it.
    pub article: ArticleId,
    /// Where in its content the words stand, in code points of [`StoredAssertion::content`](crate::StoredAssertion).
    pub in_content: Vec<CodePointSpan>,
}

impl Ledger {
    /// The articles that have the words in title or text, those first that are most about them (BM25, the title counting
    /// fivefold). `typed` is what a person types: [`full_text`] says how.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn search_articles(&self, typed: &str, filters: &Filters) -> Result<Vec<ArticleHit>, Error> {
        let Some(question) = full_text(typed) else { return Ok(Vec::new()) };
        self.snapshot(|ledger| {
            let found: Vec<ArticleId> = ledger.filtered(sql::SEARCH_ARTICLES, &question, filters)?;
            found
                .into_iter()
                .filter_map(|article| ledger.article_hit(&question, article).transpose())
                .collect()
        })
    }

    /// The assertions that have the words in content or source, those first that are most about them.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn search_assertions(&self, typed: &str, filters: &Filters) -> Result<Vec<AssertionHit>, Error> {
        let Some(question) = full_text(typed) else { return Ok(Vec::new()) };
        self.snapshot(|ledger| {
            let found: Vec<AssertionId> = ledger.filtered(sql::SEARCH_ASSERTIONS, &question, filters)?;
            let hit = |assertion| {
                let marks = params![question, assertion, OPENING.to_string(), CLOSING.to_string()];
                ledger.one(sql::MARKED_ASSERTION, marks, |row| {
                    let in_content = places(row.get_ref(1)?.as_str()?, row.get_ref(2)?.as_str()?);
                    Ok(AssertionHit { assertion, article: row.get(0)?, in_content })
                })
            };
            found.into_iter().filter_map(|assertion| hit(assertion).transpose()).collect()
        })
    }

    /// The first assertion of a claim that has the words.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(crate) fn found(&self, claim: i64, typed: &str) -> Result<Option<Found>, Error> {
        let Some(question) = full_text(typed) else { return Ok(None) };
        let marks = params![question, claim, OPENING.to_string(), CLOSING.to_string()];
        self.one(sql::MARKED_IN_CLAIM, marks, |row| {
            let content: String = row.get(1)?;
            let words = places(&content, row.get_ref(2)?.as_str()?);
            Ok(Found { assertion: row.get(0)?, content, words })
        })
    }

    /// Assertions with the words that are in no list of claims, as only one article has them: the latest first.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn alone(&self, typed: &str, most: u32) -> Result<Vec<Alone>, Error> {
        let Some(question) = full_text(typed) else { return Ok(Vec::new()) };
        let marks = params![question, OPENING.to_string(), CLOSING.to_string(), most];
        self.all(sql::MARKED_ALONE, marks, |row| {
            let content: String = row.get(1)?;
            let words = places(&content, row.get_ref(2)?.as_str()?);
            let found = Found { assertion: row.get(0)?, content, words };
            Ok(Alone { found, article: row.get(3)?, outlet: row.get(4)?, title: row.get(5)? })
        })
    }

    fn filtered<T: rusqlite::types::FromSql>(
        &self,
        statement: &str,
        question: &str,
        filters: &Filters,
    ) -> Result<Vec<T>, Error> {
        let Filters { voices, languages, from, to, entities, offset, limit } = filters;
        let limit = limit.map_or(-1, i64::from);
        let [voices, languages, entities] =
            [voices, languages, entities].map(|list| serde_json::Value::from(list.clone()).to_string());
        let parameters = params![question, voices, languages, from, to, entities, limit, offset];
        self.all(statement, parameters, |row| row.get(0))
    }

    fn article_hit(&self, question: &str, article: ArticleId) -> Result<Option<ArticleHit>, Error> {
        let marks = params![question, article, OPENING.to_string(), CLOSING.to_string()];
        self.one(sql::MARKED_ARTICLE, marks, |row| {
            let title: (Option<String>, Option<String>) = (row.get(0)?, row.get(1)?);
            let text = row.get_ref(2)?.as_str()?;
            let in_text = places(text, row.get_ref(3)?.as_str()?);
            Ok(ArticleHit {
                article,
                in_title: places(&title.0.unwrap_or_default(), &title.1.unwrap_or_default()),
                excerpt: excerpt(text, in_text.first().copied()),
                in_text,
            })
        })
    }
}

/// Where the marked words stand in the text without marks.
fn places(text: &str, marked: &str) -> Vec<CodePointSpan> {
    let mut letters = text.chars().peekable();
    let (mut places, mut start, mut at) = (Vec::new(), 0, 0);
    for letter in marked.chars() {
        match letter {
            // A mark that the text has itself is one of its letters.
            letter if letters.peek() == Some(&letter) => {
                letters.next();
                at += 1;
            }
            OPENING => start = at,
            CLOSING => places.push(CodePointSpan::new(start, at)),
            _ => break,
        }
    }
    places
}

/// A stretch of the text around a place, from the beginning of a word to the end of one.
fn excerpt(text: &str, around: Option<CodePointSpan>) -> CodePointSpan {
    let letters: Vec<char> = text.chars().collect();
    let first = around.map_or(0, |span| span.start);
    let blank_after = |at: usize| (at..letters.len()).find(|&at| letters[at].is_whitespace());
    let start = match first.saturating_sub(BEFORE) {
        0 => 0,
        early => blank_after(early).map_or(first, |blank| (blank + 1).min(first)),
    };
    let end = blank_after(start + EXCERPT).unwrap_or(letters.len());
    CodePointSpan::new(start, end.max(around.map_or(0, |span| span.end)).min(letters.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_places() {
        let spans = |text, marked| {
            places(text, marked).into_iter().map(|span| (span.start, span.end)).collect::<Vec<_>>()
        };
        assert_eq!(
            spans("à Almaty, à Nour", "à \u{FDD0}Almaty\u{FDD1}, à \u{FDD0}Nour\u{FDD1}"),
            [(2, 8), (12, 16)]
        );
        assert_eq!(spans("\u{FDD0} Nour", "\u{FDD0} \u{FDD0}Nour\u{FDD1}"), [(2, 6)]);
        assert_eq!(spans("", ""), []);
    }

    #[test]
    fn an_excerpt_is_between_words() {
        let text = "mot ".repeat(200);
        let at = |start| excerpt(&text, Some(CodePointSpan::new(start, start + 3)));
        assert_eq!((at(0).start, at(0).end), (0, 243));
        assert_eq!((at(400).start, at(400).end), (344, 587));
        assert_eq!(at(796).end, 800);
        assert_eq!(excerpt("", None), CodePointSpan::new(0, 0));
        let long = "x".repeat(1000);
        assert_eq!(excerpt(&long, Some(CodePointSpan::new(0, 1000))), CodePointSpan::new(0, 1000));
    }
}
