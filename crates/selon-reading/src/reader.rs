//! Reads one article: the way from its text to its reading.

use std::sync::Arc;

use selon_record::{Article, Offsets, Reading, Span};
use selon_spacy::{Doc, Pipeline};

use crate::lexicon::Lexicon;
use crate::text::{LanguageRules, tokenize};
use crate::tree::Tree;
use crate::{assertion, attribution, entity};

/// The reader of one language. It can be shared by threads.
#[derive(Clone, Debug)]
pub struct Reader {
    pipeline: Arc<Pipeline>,
    rules: &'static LanguageRules,
    lexicon: &'static Lexicon,
}

/// What can go wrong when a reader is made. Reading itself cannot fail.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There are no rules for the language of the pipeline.
    #[error("no rules for the language \"{language}\": Selon reads French and English")]
    Language {
        /// The language code of the pipeline.
        language: String,
    },
}

impl Reader {
    /// A reader that parses with this pipeline and follows the rules of its language.
    ///
    /// # Errors
    /// [`Error::Language`] for a language without rules.
    pub fn new(pipeline: Arc<Pipeline>) -> Result<Reader, Error> {
        let language = &pipeline.meta().lang;
        match (LanguageRules::of(language), Lexicon::of(language)) {
            (Some(rules), Some(lexicon)) => Ok(Reader { rules, lexicon, pipeline }),
            _ => Err(Error::Language { language: language.clone() }),
        }
    }

    /// Reads an article; its text comes back untouched. It is [`Reader::parse`], then [`Reader::interpret`].
    pub fn read(&self, article: Article) -> Reading {
        let doc = self.parse(&article);
        self.interpret(article, &doc)
    }

    /// Tokens, sentences and parse of an article's text.
    pub fn parse(&self, article: &Article) -> Doc {
        let mut doc = tokenize(&self.pipeline, &article.text, self.rules);
        self.pipeline.annotate(&mut doc);
        doc
    }

    /// The reading of an article that is parsed already: who says what in it, and how surely.
    ///
    /// `doc` is what [`Reader::parse`] made of this very article; with that of another text, the spans of the
    /// reading would be those of the other text.
    ///
    /// ```no_run
    /// # fn example(reader: &selon_reading::Reader) {
    /// let article = selon_record::Article::new("Selon le parquet, dix personnes ont été arrêtées.");
    /// let doc = reader.parse(&article);
    /// assert_eq!(reader.interpret(article.clone(), &doc), reader.read(article));
    /// # }
    /// ```
    pub fn interpret(&self, article: Article, doc: &Doc) -> Reading {
        let tree = Tree::new(doc);
        let attributions = attribution::find(&tree, self.lexicon);
        let mut reading = Reading::new(article);
        let offsets = Offsets::new(doc.text());
        // Every span is made of tokens of this very text. A fault in that would lose a layer, so it is not hidden.
        const OF_THIS_TEXT: &str = "spans are made of tokens of this text";
        let sentences = doc.sents().filter_map(|tokens| sentence(&tree, tokens));
        reading.sentences = sentences.map(|s| offsets.record(s).expect(OF_THIS_TEXT)).collect();
        reading.entities = entity::find(doc, self.lexicon, &offsets).expect(OF_THIS_TEXT);
        let (article, entities) = (&reading.article, &reading.entities);
        reading.assertions =
            assertion::record(article, &tree, self.lexicon, &attributions, entities, &offsets)
                .expect(OF_THIS_TEXT);
        reading
    }
}

/// A sentence without the white space around it; `None` for one of white space only.
fn sentence(tree: &Tree<'_>, tokens: std::ops::Range<usize>) -> Option<Span> {
    let mut words = tokens.filter(|&i| !tree.token(i).is_space());
    let first = words.next()?;
    let last = words.next_back().unwrap_or(first);
    Some(tree.span(first..last + 1))
}
