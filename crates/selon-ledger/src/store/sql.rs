//! Every question that readers ask, so that the plans of all can be tested: none reads a whole table to answer.

macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)*) => {
        $($(#[$doc])* pub(super) const $name: &str = $sql;)*

        /// All of them, by name.
        #[cfg(test)]
        pub(super) const ALL: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}

/// The conditions of [`Filters`](super::search::Filters).
macro_rules! filters {
    () => {
        " AND (?2 = '[]' OR article.voice IN (SELECT value FROM json_each(?2))) AND (?3 = '[]' OR article.language IN (SELECT value FROM json_each(?3)))
          AND (?4 IS NULL OR article.latest > ?4) AND (?5 IS NULL OR article.earliest < ?5)
          AND (?6 = '[]' OR EXISTS (SELECT 1 FROM entity WHERE entity.article = article.id
                                        AND entity.key IN (SELECT value FROM json_each(?6))))"
    };
}

questions! {
    /// By content key.
    KNOWN = "SELECT id FROM article WHERE sha256 = ?1";
    /// By number.
    ARTICLE = "SELECT id, name, url, outlet, outlet_kb, voice, title, byline, published, dated, earliest, latest, language,
                      text, place, supersedes
               FROM article WHERE id = ?1";
    /// Of an article.
    CREDITS = "SELECT agency, kb, form, part, \"start\", \"end\" FROM credit WHERE article = ?1 ORDER BY position";
    /// Of an article: the record and the text that it does not repeat.
    READING = "SELECT record, text FROM reading JOIN article ON article.id = reading.article WHERE reading.article = ?1";
    /// Of an article.
    ORIGINAL = "SELECT media_type, encoding, bytes FROM original JOIN article ON article.original = original.id
                WHERE article.id = ?1";
    /// After an article.
    NEXT_ARTICLE = "SELECT id FROM article WHERE id > ?1 ORDER BY id LIMIT 1";
    /// By number.
    ASSERTION = "SELECT * FROM assertion WHERE id = ?1";
    /// Of an assertion.
    SPANS = "SELECT role, \"start\", \"end\" FROM span WHERE assertion = ?1 ORDER BY \"start\", \"end\", role";
    /// Of an assertion.
    LINKS = "SELECT kind, name, kb FROM link WHERE assertion = ?1 ORDER BY position";
    /// Of an article.
    ASSERTIONS_OF = "SELECT id FROM assertion WHERE article = ?1 ORDER BY id";
    /// By words and filters; places come later, of those that are shown.
    SEARCH_ARTICLES = concat!("SELECT article.id FROM article_text JOIN article ON article.id = article_text.rowid
                               WHERE article_text MATCH ?1", filters!(), "
                               ORDER BY bm25(article_text, 5.0, 1.0), article.id LIMIT ?7 OFFSET ?8");
    /// By words and filters.
    SEARCH_ASSERTIONS = concat!("SELECT assertion.id FROM assertion_text
                                 JOIN assertion ON assertion.id = assertion_text.rowid
                                 JOIN article ON article.id = assertion.article
                                 WHERE assertion_text MATCH ?1", filters!(), "
                                 ORDER BY bm25(assertion_text), assertion.id LIMIT ?7 OFFSET ?8");
    /// Title and text of an article, each as it is and with marks around the words. What is very long has none: marking a word that
    /// comes two million times takes its square.
    MARKED_ARTICLE = "SELECT title, CASE WHEN length(title) < 100000 THEN highlight(article_text, 0, ?3, ?4) ELSE title END,
                             text, CASE WHEN length(text) < 100000 THEN highlight(article_text, 1, ?3, ?4) ELSE text END
                      FROM article_text WHERE article_text MATCH ?1 AND rowid = ?2";
    /// Content of an assertion, as it is and with marks around the words.
    MARKED_ASSERTION = "SELECT article, assertion_text.content, highlight(assertion_text, 0, ?3, ?4)
                        FROM assertion_text JOIN assertion ON assertion.id = assertion_text.rowid
                        WHERE assertion_text MATCH ?1 AND assertion_text.rowid = ?2";
    /// The same of assertions of claims that are in no list, with their articles, the latest first.
    MARKED_ALONE = "SELECT a.id, assertion_text.content, highlight(assertion_text, 0, ?2, ?3), a.article, r.outlet, r.title
                    FROM assertion_text JOIN assertion a ON a.id = assertion_text.rowid JOIN article r ON r.id = a.article
                    WHERE assertion_text MATCH ?1
                      AND NOT EXISTS (SELECT 1 FROM now_claim c JOIN now_summary s ON s.claim = c.claim WHERE c.assertion = a.id)
                    ORDER BY assertion_text.rowid DESC LIMIT ?4";
    /// What answers depend on.
    MOMENT = "SELECT coalesce((SELECT max(id) FROM article), 0), coalesce((SELECT max(id) FROM edit), 0)";
    /// The same of the first assertion of a claim that has the words.
    MARKED_IN_CLAIM = "SELECT c.assertion, assertion_text.content, highlight(assertion_text, 0, ?3, ?4)
                       FROM now_claim c CROSS JOIN assertion_text ON assertion_text.rowid = c.assertion
                       WHERE c.claim = ?2 AND assertion_text MATCH ?1 LIMIT 1";
}

/// What could not be read: the one list that is shown whole.
pub(super) const FAILURES: &str = "SELECT place, reason, sha256 FROM failure ORDER BY id";

/// Every step of the plan of a question that goes through a whole table. FTS5 is asked by MATCH, which SQLite calls a scan as
/// well; of what was computed on the way (`UNION`, `WITH`, `IN`) no index is asked for.
#[cfg(test)]
pub(crate) fn scans(connection: &rusqlite::Connection, question: &str) -> Vec<String> {
    let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {question}")).unwrap();
    let mut steps = plan.raw_query();
    let mut found = Vec::new();
    while let Some(step) = steps.next().unwrap() {
        found.push(step.get::<_, String>("detail").unwrap());
    }
    // Plans name what an FTS5 index is asked: `M` for words. That is no whole table.
    let by_words =
        |step: &str| step.split_once("VIRTUAL TABLE INDEX ").is_some_and(|(_, asked)| asked.contains('M'));
    // Neither is a list that the question itself brings.
    let is_table = |step: &str| !step.starts_with("SCAN CONSTANT") && !step.starts_with("SCAN json_each");
    found.retain(|step| step.starts_with("SCAN") && is_table(step) && !by_words(step));
    found
}

#[cfg(test)]
mod tests {
    use super::scans;
    use crate::Writer;
    use crate::store::tests::run;

    #[test]
    fn no_question_goes_through_a_whole_table() {
        let writer = Writer::in_memory(run());
        let connection = writer.ledger().connection();
        for analysed in [false, true] {
            for (name, question) in super::ALL {
                assert_eq!(scans(connection, question), [""; 0], "{name}, analysed: {analysed}");
            }
            connection.execute_batch("ANALYZE").unwrap();
        }
        assert_eq!(scans(connection, "SELECT * FROM article WHERE title = 'x'"), ["SCAN article"]);
        assert_eq!(scans(connection, "SELECT * FROM article_text").len(), 1);
    }
}
