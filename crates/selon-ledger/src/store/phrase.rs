//! What a person types to search, as a question that the full-text index cannot misunderstand.
//!
//! `word`, `"several words"`, `begin*`, side by side or joined by `AND`, `OR`, `NOT` and parentheses. Everything else is words:
//! whatever is typed is a question or nothing, never an error.

/// Words looked for at most: who pastes an article gets what its beginning finds.
const MOST_TERMS: usize = 64;

/// Parentheses within each other that are heeded.
const DEEPEST: usize = 16;

/// A question as FTS5 takes it; `None` where nothing is asked for.
///
/// ```
/// use selon_ledger::full_text;
///
/// assert_eq!(full_text("ministère santé").as_deref(), Some(r#"("ministère" AND "santé")"#));
/// assert_eq!(full_text(r#"Almat* NOT ("état d'urgence" OR couvre-feu)"#).as_deref(),
///            Some(r#"("Almat" * NOT ("état d'urgence" OR "couvre-feu"))"#));
/// assert_eq!(full_text("NOT ( ) ?"), None);
/// ```
pub fn full_text(typed: &str) -> Option<String> {
    let mut parser = Parser { tokens: tokens(typed), at: 0 };
    let mut parts = Vec::new();
    while parser.at < parser.tokens.len() {
        parts.extend(parser.any_of(0));
        parser.at += 1; // a parenthesis too many
    }
    joined(parts, " AND ")
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Term(String),
    And,
    Or,
    Not,
    Open,
    Close,
}

fn tokens(typed: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut terms = 0;
    let mut rest = typed.trim_start();
    while let Some(first) = rest.chars().next() {
        if terms == MOST_TERMS {
            break;
        }
        let (token, length) = match first {
            '(' => (Some(Token::Open), 1),
            ')' => (Some(Token::Close), 1),
            '"' => {
                let end = rest[1..].find('"').map_or(rest.len(), |end| end + 1);
                let after = (end + 1).min(rest.len());
                let prefix = rest[after..].starts_with('*');
                (term(&rest[1..end], prefix), after + usize::from(prefix))
            }
            _ => {
                let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '(' | ')'));
                let word = &rest[..end.unwrap_or(rest.len())];
                let token = match word {
                    "AND" => Some(Token::And),
                    "OR" => Some(Token::Or),
                    "NOT" => Some(Token::Not),
                    _ => term(word.trim_end_matches('*'), word.ends_with('*')),
                };
                (token, word.len())
            }
        };
        terms += usize::from(matches!(token, Some(Token::Term(_))));
        tokens.extend(token);
        rest = rest[length..].trim_start();
    }
    tokens
}

/// Words in quotation marks, in which nothing has a meaning; `None` where there is no letter to find.
fn term(words: &str, is_prefix: bool) -> Option<Token> {
    let words: String = words.chars().filter(|c| *c != '\0' && *c != '"').collect();
    words
        .contains(char::is_alphanumeric)
        .then(|| Token::Term(format!("\"{words}\"{}", if is_prefix { " *" } else { "" })))
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
}

impl Parser {
    fn next_is(&mut self, token: &Token) -> bool {
        let is = self.tokens.get(self.at) == Some(token);
        self.at += usize::from(is);
        is
    }

    fn any_of(&mut self, depth: usize) -> Option<String> {
        let mut parts: Vec<_> = self.all_of(depth).into_iter().collect();
        while self.next_is(&Token::Or) {
            parts.extend(self.all_of(depth));
        }
        joined(parts, " OR ")
    }

    fn all_of(&mut self, depth: usize) -> Option<String> {
        let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
        loop {
            while self.next_is(&Token::And) {}
            if self.next_is(&Token::Not) {
                unwanted.extend(self.one(depth));
            } else if matches!(self.tokens.get(self.at), Some(Token::Term(_) | Token::Open)) {
                wanted.extend(self.one(depth));
            } else {
                break;
            }
        }
        // What is unwanted among nothing asks for nothing.
        let wanted = joined(wanted, " AND ")?;
        Some(match joined(unwanted, " OR ") {
            Some(unwanted) => format!("({wanted} NOT {unwanted})"),
            None => wanted,
        })
    }

    fn one(&mut self, depth: usize) -> Option<String> {
        match self.tokens.get(self.at).cloned()? {
            Token::Term(term) => {
                self.at += 1;
                Some(term)
            }
            Token::Open if depth < DEEPEST => {
                self.at += 1;
                let inside = self.any_of(depth + 1);
                self.next_is(&Token::Close);
                inside
            }
            Token::Open => {
                self.at += 1;
                None
            }
            _ => None,
        }
    }
}

fn joined(mut parts: Vec<String>, by: &str) -> Option<String> {
    match parts.len() {
        0 => None,
        1 => parts.pop(),
        _ => Some(format!("({})", parts.join(by))),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rusqlite::Connection;

    use super::*;

    fn index() -> Connection {
        let index = Connection::open_in_memory().unwrap();
        index
            .execute_batch(
                "CREATE VIRTUAL TABLE t USING fts5 (text, tokenize = \"unicode61 remove_diacritics 2\");
                 INSERT INTO t VALUES ('l''état d’urgence à Almaty'), ('le couvre-feu à Almaty'), ('un couvre lit')",
            )
            .unwrap();
        index
    }

    fn found(index: &Connection, typed: &str) -> Vec<i64> {
        let Some(question) = full_text(typed) else { return Vec::new() };
        let mut statement = index.prepare("SELECT rowid FROM t WHERE t MATCH ?1 ORDER BY rowid").unwrap();
        statement.query_map([question], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn words_phrases_beginnings_and_operators() {
        let index = index();
        let found = |typed| found(&index, typed);
        assert_eq!(found("almaty"), [1, 2]);
        assert_eq!(found("ETAT almaty"), [1]);
        assert_eq!(found("\"etat d'urgence\""), [1]);
        assert_eq!(found("l’état"), [1]);
        assert_eq!(found("couvre-feu"), [2]);
        assert_eq!(found("couv*"), [2, 3]);
        assert_eq!(found("\"à alm\"*"), [1, 2]);
        assert_eq!(found("almaty NOT feu"), [1]);
        assert_eq!(found("almaty AND NOT (feu OR neige)"), [1]);
        assert_eq!(found("urgence OR lit"), [1, 3]);
        assert_eq!(found("lit OR almaty feu"), [2, 3]);
        assert_eq!(found("and"), [0; 0]);
    }

    #[test]
    fn what_is_unfinished_is_as_good_as_finished() {
        let index = index();
        for typed in [
            "\"couvre feu",
            "(couvre feu",
            "couvre feu)",
            "couvre AND feu AND",
            "OR couvre feu",
            "couvre ) ( feu",
            "couvre feu NOT",
            "couvre: feu ^ -",
        ] {
            assert_eq!(found(&index, typed), [2], "{typed}");
        }
        for nothing in ["", " ", "\"", "()", "NOT feu", "* ? …", "AND OR"] {
            assert_eq!(full_text(nothing), None, "{nothing}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_is_typed_is_an_error(typed in "(AND|OR|NOT|[()\"*:^{}+-]|NEAR|feu|col : |\\PC| |\0){0,40}") {
            found(&index(), &typed);
        }
    }

    #[test]
    fn what_is_long_or_deep_is_cut() {
        let index = index();
        assert_eq!(found(&index, &"almaty ".repeat(10_000)), [1, 2]);
        found(&index, &("(".repeat(10_000) + "almaty"));
        found(&index, &"NOT ( almaty ".repeat(5_000));
    }
}
