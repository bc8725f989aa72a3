//! Articles with the names in them: WiNER-fr (French Wikinews of 2016, in brat's format) and WikiNEuRal (sentences of
//! Wikipedia, a token a line).

use std::path::Path;

use anyhow::{Context as _, Result};
use selon_record::{Article, CodePointSpan, EntityType};

/// An article with its names.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Named {
    pub(crate) article: Article,
    /// In no order; names may stand in names.
    pub(crate) names: Vec<Name>,
}

/// A name and what it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Name {
    pub(crate) span: CodePointSpan,
    pub(crate) kind: EntityType,
}

/// The articles of WiNER-fr, in the order of their dates, which their files are named by. Dates and hours are no names;
/// names in several pieces are left out.
///
/// # Errors
/// When a file cannot be read or a line has another form.
pub(crate) fn winer(data: &Path) -> Result<Vec<Named>> {
    let read = |path: &std::path::PathBuf| {
        let text = super::read(&path.with_extension("txt"))?;
        let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let published = id.split('-').next().map(|day| day.replace('_', "-"));
        let article = Article { id, published, language: "fr".to_owned(), ..Article::new(text) };
        let lines = super::read(path)?;
        let names = (1..).zip(lines.lines()).filter_map(|(number, line)| {
            brat(line).with_context(|| format!("{}:{number}", path.display())).transpose()
        });
        Ok(Named { article, names: names.collect::<Result<_>>()? })
    };
    super::files(&data.join("winer-fr"), "ann")?.iter().map(read).collect()
}

/// The name on a line of brat, `T1⇥Location 0 6⇥France`; `None` for what is no name.
fn brat(line: &str) -> Result<Option<Name>> {
    let Some(("T", _)) = line.split_at_checked(1) else { return Ok(None) };
    let described = line.split('\t').nth(1).context("no type")?;
    let mut words = described.split(' ');
    let kind = match words.next() {
        Some("Person") => EntityType::Person,
        Some("Location") => EntityType::Place,
        Some("Organization") => EntityType::Organisation,
        Some("Event") => EntityType::Event,
        Some("Product") => EntityType::Other,
        _ => return Ok(None),
    };
    if described.contains(';') {
        return Ok(None);
    }
    let mut number = || words.next().context("no offset")?.parse().context("no offset");
    Ok(Some(Name { span: CodePointSpan::new(number()?, number()?), kind }))
}

/// The first sentences of WikiNEuRal in French, each an article.
///
/// Only its tokens are known. They are joined by blanks, but not behind an apostrophe or an opening bracket, nor before a mark
/// that follows its word.
///
/// # Errors
/// When the file cannot be read or a line has another form.
pub(crate) fn wikineural(data: &Path, most: usize) -> Result<Vec<Named>> {
    let path = data.join("wikineural/fr/val.conllu");
    let text = super::read(&path)?;
    let mut sentences = Vec::new();
    for block in text.split("\n\n").filter(|block| !block.trim().is_empty()).take(most) {
        let id = format!("wikineural-{}", sentences.len() + 1);
        let tokens: Vec<(&str, &str)> = block
            .lines()
            .map(|line| {
                let mut columns = line.split('\t').skip(1);
                Ok((columns.next().context("no token")?, columns.next().context("no tag")?))
            })
            .collect::<Result<_>>()
            .with_context(|| format!("{}: {id}", path.display()))?;
        sentences.push(sentence(id, &tokens));
    }
    Ok(sentences)
}

/// Tokens with tags that begin (`B-PER`), continue (`I-PER`) or are out (`O`).
fn sentence(id: String, tokens: &[(&str, &str)]) -> Named {
    let (mut text, mut length) = (String::new(), 0);
    let mut names: Vec<Name> = Vec::new();
    let mut open = None;
    for (i, (word, tag)) in tokens.iter().enumerate() {
        let start = length;
        text.push_str(word);
        length += word.chars().count();
        let (place, label) = tag.split_once('-').unwrap_or(("O", ""));
        let kind = match label {
            "PER" => Some(EntityType::Person),
            "LOC" => Some(EntityType::Place),
            "ORG" => Some(EntityType::Organisation),
            "MISC" => Some(EntityType::Other),
            _ => None,
        };
        match (kind, names.last_mut()) {
            (Some(kind), Some(last)) if place == "I" && open == Some(kind) => {
                last.span = CodePointSpan::new(last.span.start, length);
            }
            (Some(kind), _) => names.push(Name { span: CodePointSpan::new(start, length), kind }),
            (None, _) => (),
        }
        open = kind;
        let next = tokens.get(i + 1).map_or("", |(word, _)| word);
        let glued = word.ends_with(['\'', '’']) || *word == "(" || matches!(next, "," | "." | ")" | "'" | "");
        if !glued {
            text.push(' ');
            length += 1;
        }
    }
    Named { article: Article { id, language: "fr".to_owned(), ..Article::new(text) }, names }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_from_brat() {
        let name = |start, end, kind| Some(Name { span: CodePointSpan::new(start, end), kind });
        assert_eq!(brat("T1\tLocation 0 6\tFrance").unwrap(), name(0, 6, EntityType::Place));
        assert_eq!(brat("T2\tDate 36 52\t1er janvier 2016").unwrap(), None);
        assert_eq!(brat("T3\tPerson 1 4;9 12\tA … B").unwrap(), None);
        assert_eq!(brat("#1\tAnnotatorNotes T1\tquoi ?").unwrap(), None);
        assert!(brat("T4\tPerson 1").is_err());
    }

    #[test]
    fn sentences_are_joined_from_their_tokens() {
        let tokens = [
            ("L'", "O"),
            ("agence", "O"),
            ("(", "O"),
            ("Avia", "B-ORG"),
            ("Pro", "I-ORG"),
            (")", "O"),
            ("cite", "O"),
            ("Élise", "I-PER"),
            ("Morin", "I-PER"),
            ("Nour", "B-PER"),
            (".", "O"),
        ];
        let Named { article, names } = sentence("1".to_owned(), &tokens);
        assert_eq!(article.text, "L'agence (Avia Pro) cite Élise Morin Nour.");
        let words: Vec<String> = names
            .iter()
            .map(|name| {
                let CodePointSpan { start, end } = name.span;
                article.text.chars().skip(start).take(end - start).collect()
            })
            .collect();
        assert_eq!(words, ["Avia Pro", "Élise Morin", "Nour"]);
    }
}
