//! Reads one article: the way from its text to its reading.

use std::sync::Arc;

use selon_kb::Base;
use selon_record::{Article, Assertion, Entity, Offsets, Quantity, Reading, Span, Time};
use selon_spacy::{Doc, Pipeline};

use crate::assertion::Named;
use crate::certainty::Judge;
use crate::certainty::conditional::{Conditional, Conditionals, Found};
use crate::entity::Entities;
use crate::explanation::Explanation;
use crate::grammar::Grammar;
use crate::lexicon::Lexicon;
use crate::model::Weights;
use crate::text::{LanguageRules, tokenize};
use crate::training::{Decision, Examples, Gold, GoldName};
use crate::tree::Tree;
use crate::{assertion, attribution, certainty, entity, quantity, time};

/// The reader of one language. It can be shared by threads.
#[derive(Clone, Debug)]
pub struct Reader {
    pipeline: Arc<Pipeline>,
    rules: &'static LanguageRules,
    lexicon: &'static Lexicon,
    /// Instead of that of the language and region of an article.
    grammar: Option<&'static Grammar>,
    weights: Arc<Weights>,
    entity_weights: Arc<Weights>,
    base: &'static Base,
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
    /// A table of weights that cannot be read.
    #[error("{reason}")]
    Weights {
        /// What is wrong, and where.
        reason: String,
    },
    /// A grammar that cannot be read.
    #[error("{reason}")]
    Grammar {
        /// What is wrong, and where.
        reason: String,
    },
}

impl Reader {
    /// A reader that parses with this pipeline and follows the rules of its language.
    ///
    /// # Errors
    /// [`Error::Language`] for a language without rules.
    pub fn new(pipeline: Arc<Pipeline>) -> Result<Reader, Error> {
        let language = &pipeline.meta().lang;
        match (LanguageRules::of(language), Lexicon::of(language), Grammar::of(language)) {
            (Some(rules), Some(lexicon), Some(_)) => {
                let (weights, entity_weights) =
                    (Arc::clone(&lexicon.weights), Arc::clone(&lexicon.entity_weights));
                let base = Base::built_in();
                Ok(Reader { rules, lexicon, grammar: None, pipeline, weights, entity_weights, base })
            }
            _ => Err(Error::Language { language: language.clone() }),
        }
    }

    /// A reader that chooses by these weights instead of those of the language, in the form of its table.
    ///
    /// # Errors
    /// [`Error::Weights`] for a table that cannot be read.
    pub fn with_weights(mut self, table: &str) -> Result<Reader, Error> {
        let weights = Weights::read(table).map_err(|error| Error::Weights { reason: error.to_string() })?;
        self.weights = Arc::new(weights);
        Ok(self)
    }

    /// A reader that asks this knowledge base instead of the one in the program, for as long as the program runs.
    pub fn with_base(mut self, base: &'static Base) -> Reader {
        self.base = base;
        self
    }

    /// A reader that chooses names and their types by these weights instead of those of the language, in the form of their table.
    ///
    /// # Errors
    /// [`Error::Weights`] for a table that cannot be read.
    pub fn with_entity_weights(mut self, table: &str) -> Result<Reader, Error> {
        let weights = Weights::read(table).map_err(|error| Error::Weights { reason: error.to_string() })?;
        self.entity_weights = Arc::new(weights);
        Ok(self)
    }

    /// A reader that finds times and quantities by these grammars instead of those of the language: for people who write
    /// them. Each file has a name, for errors; `data/GRAMMAR.md` says how they are written. They stay in memory.
    ///
    /// # Errors
    /// [`Error::Grammar`] for a file that cannot be read.
    pub fn with_grammars(
        mut self,
        files: impl IntoIterator<Item = (&'static str, String)>,
    ) -> Result<Reader, Error> {
        let grammar = Grammar::of_files(&self.pipeline.meta().lang, files);
        self.grammar = Some(grammar.map_err(|error| Error::Grammar { reason: error.to_string() })?);
        Ok(self)
    }

    /// The pipeline it reads with.
    pub fn pipeline(&self) -> &Pipeline {
        &self.pipeline
    }

    /// Reads an article; its text comes back untouched.
    pub fn read(&self, article: Article) -> Reading {
        let doc = self.parse(&article);
        self.interpret(article, &doc)
    }

    /// The first half of reading: the sentences and the parse.
    pub fn parse(&self, article: &Article) -> Doc {
        let mut doc = tokenize(&self.pipeline, &article.text, self.rules);
        self.pipeline.annotate(&mut doc);
        doc
    }

    /// The decisions that reading this parsed article takes, with what people chose: what weights are trained on.
    pub fn decisions(&self, article: &Article, doc: &Doc, gold: &[Gold]) -> Examples {
        let (tree, _) = self.named(article, doc);
        let judge = Judge::new(&tree, self.lexicon, &self.weights);
        attribution::training::decisions(&judge, &Offsets::new(doc.text()), gold)
    }

    /// The decisions about the names of this parsed article, with what people chose.
    pub fn entity_decisions(&self, doc: &Doc, gold: &[GoldName]) -> Vec<Decision> {
        entity::decisions(&Tree::new(doc), self.means(), &Offsets::new(doc.text()), gold)
    }

    /// The parse with its names, and the entities that they are of.
    fn named<'d>(&self, article: &Article, doc: &'d Doc) -> (Tree<'d>, Entities) {
        let tree = Tree::new(doc);
        let entities = entity::find(&tree, self.means(), article);
        (tree.with_names(entities.names()), entities)
    }

    fn means(&self) -> entity::Means<'_> {
        entity::Means { lexicon: self.lexicon, base: self.base, weights: &self.entity_weights }
    }

    /// Every conditional of a parsed text in order: its finite form in bytes of the text (« *aurait* tué »), what it stands
    /// for, and the probability of that.
    pub fn conditionals(&self, doc: &Doc) -> Vec<(Span, Conditional, f64)> {
        let tree = Tree::new(doc);
        let found = Conditionals::find(&tree, self.lexicon, &self.weights);
        let row = |found: &Found| {
            let span = Span::from(tree.token(found.finite).range());
            (span, found.sense, found.probability(found.sense))
        };
        found.all().iter().map(row).collect()
    }

    /// The choice of what the first conditional within a span (in bytes) stands for, with what people chose: what the
    /// weights of the model of conditionals are trained on. `None` where no conditional is found there.
    pub fn conditional_decision(&self, doc: &Doc, span: Span, chosen: Conditional) -> Option<Decision> {
        certainty::conditional::decision(&Tree::new(doc), self.lexicon, span, chosen)
    }

    /// Why each attributed assertion of a reading was read as it was, by its identifier. `doc` is the parse that
    /// [`Reader::interpret`] made the reading of.
    pub fn explain(&self, reading: &Reading, doc: &Doc) -> Vec<(String, Explanation)> {
        let (tree, _) = self.named(&reading.article, doc);
        let judge = Judge::new(&tree, self.lexicon, &self.weights);
        let attributions = attribution::find(&judge, &self.weights);
        let offsets = Offsets::new(doc.text());
        let records =
            |spans: &[Span]| spans.iter().filter_map(|&s| offsets.record(s).ok()).collect::<Vec<_>>();
        let id = |number: usize| {
            let attribution = &attributions[number];
            let (cue, content) = (records(&attribution.cue), records(&attribution.content));
            let same = |a: &&Assertion| a.cue == cue && a.content == content;
            reading.assertions.iter().find(same).map(|assertion| assertion.id.clone())
        };
        let explanations = attribution::explain(&judge, &self.weights, &attributions);
        explanations.into_iter().filter_map(|(number, why)| Some((id(number)?, why))).collect()
    }

    /// Only the entities of an article, as [`Reader::interpret`] finds them. `doc` is the parse of this very article.
    pub fn entities(&self, article: &Article, doc: &Doc) -> Vec<Entity> {
        let (_, entities) = self.named(article, doc);
        entities.record(&Offsets::new(doc.text())).expect(OF_THIS_TEXT)
    }

    /// Only the times and quantities of an article, as [`Reader::interpret`] finds them. `doc` is the parse of this very
    /// article.
    pub fn times_and_quantities(&self, article: &Article, doc: &Doc) -> (Vec<Time>, Vec<Quantity>) {
        self.expressions(article, &Tree::new(doc), &Offsets::new(doc.text()))
    }

    fn expressions(
        &self,
        article: &Article,
        tree: &Tree<'_>,
        offsets: &Offsets<'_>,
    ) -> (Vec<Time>, Vec<Quantity>) {
        let grammar =
            self.grammar.or_else(|| Grammar::of_text(&self.pipeline.meta().lang, &article.language));
        let found = grammar.map(|grammar| grammar.find(offsets.text())).unwrap_or_default();
        let parsed = (tree, self.lexicon);
        let times = time::find(&found, parsed, article, offsets).expect(OF_THIS_TEXT);
        let quantities = quantity::find(parsed, offsets, &found).expect(OF_THIS_TEXT);
        (times, quantities)
    }

    /// The second half of reading: who says what. `doc` is the parse of this very article.
    pub fn interpret(&self, article: Article, doc: &Doc) -> Reading {
        let (tree, entities) = self.named(&article, doc);
        let judge = Judge::new(&tree, self.lexicon, &self.weights);
        let attributions = attribution::find(&judge, &self.weights);
        let mut reading = Reading::new(article);
        let offsets = Offsets::new(doc.text());
        let sentences = doc.sents().filter_map(|tokens| sentence(&tree, tokens));
        reading.sentences = sentences.map(|s| offsets.record(s).expect(OF_THIS_TEXT)).collect();
        reading.knowledge = entities.knowledge(self.base, self.lexicon.language);
        reading.entities = entities.record(&offsets).expect(OF_THIS_TEXT);
        (reading.times, reading.quantities) = self.expressions(&reading.article, &tree, &offsets);
        let Reading { article, entities, knowledge, times, quantities, .. } = &reading;
        let named = Named { entities, knowledge, times, quantities };
        (reading.assertions, reading.asides) =
            assertion::record(article, &judge, attributions, named, &offsets).expect(OF_THIS_TEXT);
        reading
    }
}

/// Every span is made of tokens or words of this very text. A fault in that would lose a layer, so it is not hidden.
const OF_THIS_TEXT: &str = "spans are made of tokens of this text";

/// A sentence without the white space around it; `None` for one of white space only.
fn sentence(tree: &Tree<'_>, tokens: std::ops::Range<usize>) -> Option<Span> {
    let mut words = tokens.filter(|&i| !tree.token(i).is_space());
    let first = words.next()?;
    let last = words.next_back().unwrap_or(first);
    Some(tree.span(first..last + 1))
}
