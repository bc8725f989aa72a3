//! One annotated text in a form both sides can be brought to: spaCy's dump and Selon's document.
//!
//! All offsets are bytes; the dump counts code points and is converted when it is read.

use std::ops::Range;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

/// A text with its tokens and entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Annotation {
    /// The text.
    pub(crate) text: String,
    /// Tokens in order.
    pub(crate) tokens: Vec<Token>,
    /// Entities in order: bytes and label.
    pub(crate) entities: Vec<(Range<usize>, String)>,
}

/// One token and what was assigned to it. The names are spaCy's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) range: Range<usize>,
    pub(crate) tag: String,
    pub(crate) pos: String,
    pub(crate) morph: String,
    pub(crate) lemma: String,
    /// Index of the head among the tokens.
    pub(crate) head: usize,
    pub(crate) dep: String,
    pub(crate) sent_start: bool,
}

/// A line of the dump: see `python/dump.py`.
#[derive(Deserialize)]
struct Record {
    text: String,
    tokens: Columns,
    ents: Vec<(usize, usize, String)>,
}

#[derive(Deserialize)]
struct Columns {
    text: Vec<String>,
    idx: Vec<usize>,
    tag: Vec<String>,
    pos: Vec<String>,
    morph: Vec<String>,
    lemma: Vec<String>,
    head: Vec<usize>,
    dep: Vec<String>,
    sent_start: Vec<bool>,
}

/// Reads one line of a dump.
///
/// # Errors
/// When the line is not a record, its columns differ in length, or a token is not where it claims to be.
pub(crate) fn from_dump(line: &str) -> Result<Annotation> {
    let Record { text, tokens: columns, ents } = serde_json::from_str(line)?;
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let mut tokens = Vec::with_capacity(columns.text.len());
    for (i, word) in columns.text.iter().enumerate() {
        let token = || {
            let start = *bytes.get(*columns.idx.get(i)?)?;
            let range = start..start + word.len();
            (text.get(range.clone())? == word).then_some(())?;
            Some(Token {
                range,
                tag: columns.tag.get(i)?.clone(),
                pos: columns.pos.get(i)?.clone(),
                morph: columns.morph.get(i)?.clone(),
                lemma: columns.lemma.get(i)?.clone(),
                head: *columns.head.get(i).filter(|head| **head < columns.text.len())?,
                dep: columns.dep.get(i)?.clone(),
                sent_start: *columns.sent_start.get(i)?,
            })
        };
        tokens.push(token().with_context(|| format!("token {i} ({word:?}) of the dump is broken"))?);
    }
    let mut entities = Vec::with_capacity(ents.len());
    for (first, end, label) in ents {
        ensure!(first < end && end <= tokens.len(), "entity {first}..{end} of the dump is broken");
        entities.push((tokens[first].range.start..tokens[end - 1].range.end, label));
    }
    Ok(Annotation { text, tokens, entities })
}

impl From<&selon_spacy::Doc> for Annotation {
    fn from(doc: &selon_spacy::Doc) -> Annotation {
        let token = |token: selon_spacy::Token<'_>| Token {
            range: token.range(),
            tag: token.tag().to_owned(),
            pos: token.pos().to_owned(),
            morph: token.morph().to_owned(),
            lemma: token.lemma().to_owned(),
            head: token.head().i(),
            dep: token.dep().to_owned(),
            sent_start: token.is_sent_start(),
        };
        let entity = |span: &selon_spacy::Span| {
            let range = doc.token(span.start).range().start..doc.token(span.end - 1).range().end;
            (range, doc.labels().get(span.label).to_owned())
        };
        Annotation {
            text: doc.text().to_owned(),
            tokens: doc.tokens().map(token).collect(),
            entities: doc.ents().iter().map(entity).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"id": "x", "text": "À Liège", "tokens": {"text": ["À", "Liège"], "idx": [0, 2],
        "tag": ["ADP", "PROPN"], "pos": ["ADP", "PROPN"], "morph": ["", ""], "lemma": ["à", "Liège"],
        "head": [1, 1], "dep": ["case", "ROOT"], "sent_start": [true, false]}, "ents": [[1, 2, "LOC"]]}"#;

    #[test]
    fn code_points_become_bytes() {
        let read = from_dump(LINE).unwrap();
        assert_eq!(read.tokens[1].range, 3..9);
        assert_eq!(read.entities, [(3..9, "LOC".to_owned())]);
    }

    #[test]
    fn broken_dumps_are_refused() {
        for (right, wrong) in
            [("[0, 2]", "[0, 3]"), ("[1, 1]", "[1, 2]"), ("[1, 2, \"LOC\"]", "[1, 3, \"LOC\"]")]
        {
            assert!(from_dump(&LINE.replace(right, wrong)).is_err(), "{wrong}");
        }
    }
}
