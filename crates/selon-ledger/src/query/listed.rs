//! What a list shows of each claim beside its sums.

use rusqlite::params;
use selon_record::{CodePointSpan, Level};

use crate::store::value;
use crate::{ArticleId, AssertionId, Error, Ledger};

/// What is shown of a claim in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// How sure its assertions are presented, and how many so.
    pub levels: Vec<(Level, u32)>,
    /// Who has it, those first that had it first; by name.
    pub outlets: Vec<String>,
    /// The first assertion of it that has the words asked for.
    pub found: Option<Found>,
}

/// An assertion with words that were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which.
    pub assertion: AssertionId,
    /// Its content.
    pub content: String,
    /// Where in it the words stand, in code points; nowhere where its source has them.
    pub words: Vec<CodePointSpan>,
}

/// An assertion that only its article has, with words that were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alone {
    /// The assertion.
    pub found: Found,
    /// Its article.
    pub article: ArticleId,
    /// Who publishes that.
    pub outlet: Option<String>,
    /// What it is called.
    pub title: Option<String>,
}

/// Of a claim.
const LEVELS: &str = "SELECT a.level, count(*) FROM now_claim c JOIN assertion a ON a.id = c.assertion
     WHERE c.claim = ?1 GROUP BY a.level ORDER BY 2 DESC, 1";

/// Of a claim.
const OUTLETS: &str = "SELECT coalesce(max(r.outlet), r.voice)
     FROM now_claim c JOIN assertion a ON a.id = c.assertion JOIN article r ON r.id = a.article
     WHERE c.claim = ?1 GROUP BY r.voice ORDER BY min(r.earliest) NULLS LAST, min(r.id) LIMIT ?2";

impl Ledger {
    /// What a list shows of these claims, in their order: at most so many outlets of each, and an assertion with the words typed.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn listed(
        &self,
        claims: impl IntoIterator<Item = i64>,
        outlets: u32,
        typed: Option<&str>,
    ) -> Result<Vec<Listed>, Error> {
        let listed = |claim| {
            Ok(Listed {
                levels: self.all(LEVELS, [claim], |row| Ok((value(row, 0)?, row.get(1)?)))?,
                outlets: self.all(OUTLETS, params![claim, outlets], |row| row.get(0))?,
                found: typed.map_or(Ok(None), |typed| self.found(claim, typed))?,
            })
        };
        claims.into_iter().map(listed).collect()
    }
}

#[cfg(test)]
mod tests {
    use selon_kb::Base;

    use crate::{Run, Writer};

    #[test]
    fn no_question_of_a_list_goes_through_a_whole_table() {
        let run = Run { program: "test".into(), extractor: serde_json::json!({}), base: Base::built_in() };
        let writer = Writer::in_memory(run);
        for sql in [super::LEVELS, super::OUTLETS] {
            assert_eq!(crate::store::scans(writer.ledger().connection(), sql), [""; 0], "{sql}");
        }
    }
}
