//! The words around the names of agencies: `data/LANG/credits.tsv`.

use std::sync::LazyLock;

/// What a word does around a credit; see the head of the tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    With,
    And,
    By,
    Source,
    Agency,
    Article,
    Rights,
    Date,
    Small,
    Stamp,
}

/// The words of one language, the longest first.
pub(super) struct Words(Vec<(&'static str, Role)>);

impl Words {
    /// Those of a language; of a language without a table, those of all: agencies sign alike in many.
    pub(super) fn of(language: &str) -> &'static Words {
        static FRENCH: LazyLock<Words> =
            LazyLock::new(|| Words::read(&[include_str!("../../../../data/fr/credits.tsv")]));
        static ENGLISH: LazyLock<Words> =
            LazyLock::new(|| Words::read(&[include_str!("../../../../data/en/credits.tsv")]));
        static ALL: LazyLock<Words> = LazyLock::new(|| Words([&*FRENCH.0, &ENGLISH.0].concat()).sorted());
        match language {
            "fr" => &FRENCH,
            "en" => &ENGLISH,
            _ => &ALL,
        }
    }

    fn read(tables: &[&'static str]) -> Words {
        let rows =
            tables.iter().flat_map(|table| table.lines()).filter(|line| !line.starts_with('#')).skip(1);
        let words = rows.filter_map(|row| {
            let (form, role) = row.split_once('\t')?;
            let role = match role {
                "with" => Role::With,
                "and" => Role::And,
                "by" => Role::By,
                "source" => Role::Source,
                "agency" => Role::Agency,
                "article" => Role::Article,
                "rights" => Role::Rights,
                "date" => Role::Date,
                "small" => Role::Small,
                "stamp" => Role::Stamp,
                _ => return None,
            };
            Some((form, role))
        });
        Words(words.collect()).sorted()
    }

    fn sorted(mut self) -> Words {
        self.0.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        self
    }

    /// The length in bytes of the longest form of these roles that a text begins with, up to the end of a word.
    pub(super) fn starts(&self, text: &str, roles: &[Role]) -> Option<usize> {
        self.0.iter().filter(|(_, role)| roles.contains(role)).find_map(|(form, _)| {
            let end = end_of(text, form)?;
            let ends_word = form.ends_with('\'') || !text[end..].starts_with(char::is_alphanumeric);
            ends_word.then_some(end)
        })
    }

    /// Whether a text is a form of one of these roles, and nothing more.
    pub(super) fn is(&self, text: &str, roles: &[Role]) -> bool {
        self.starts(text, roles) == Some(text.len()) && !text.is_empty()
    }
}

/// Where a form ends that a text begins with, whatever its capitals and apostrophes.
fn end_of(text: &str, form: &str) -> Option<usize> {
    let mut rest = text.char_indices();
    for expected in form.chars() {
        let (_, c) = rest.next()?;
        let same = match c {
            '’' | '\'' => expected == '\'',
            '\u{A0}' => expected == ' ',
            _ => c == expected || c.to_lowercase().eq(std::iter::once(expected)),
        };
        if !same {
            return None;
        }
    }
    Some(rest.offset())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        for (language, table) in [
            ("fr", include_str!("../../../../data/fr/credits.tsv")),
            ("en", include_str!("../../../../data/en/credits.tsv")),
        ] {
            let rows = table.lines().filter(|line| !line.starts_with('#')).count() - 1;
            assert_eq!(Words::of(language).0.len(), rows, "{language}");
        }
    }

    #[test]
    fn forms_end_where_words_do() {
        let words = Words::of("fr");
        assert_eq!(words.starts("Avec l’aide de l’AFP", &[Role::With]), Some("Avec l’aide de".len()));
        assert_eq!(words.starts("Avecque", &[Role::With]), None);
        assert_eq!(words.starts("L’AFP", &[Role::Article]), Some("L’".len()));
    }
}
