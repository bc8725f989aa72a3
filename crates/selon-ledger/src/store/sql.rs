//! Every question that readers ask, so that the plans of all can be tested: none reads a whole table to answer.

macro_rules! questions {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)*) => {
        $($(#[$doc])* pub(super) const $name: &str = $sql;)*

        /// All of them, by name.
        #[cfg(test)]
        pub(super) const ALL: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
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
}

/// What could not be read: the one list that is shown whole.
pub(super) const FAILURES: &str = "SELECT place, reason, sha256 FROM failure ORDER BY id";
