//! The components of a loaded pipeline and how each works through a document.

use super::attribute_ruler::AttributeRuler;
use super::lemma_arrays::LemmaArrays;
use super::lemmatizer::Lemmatizer;
use super::specification::{ComponentKind, ComponentSpecification};
use crate::Error;
use crate::baked::Storage;
use crate::doc::{Doc, Label, Labels};
use crate::network::{Encoder, Linear, StateScorer, TokenFeatures};
use crate::syntax::{ArcEager, Biluo, deprojectivize, lifted_labels};

/// A component that reads an encoder's vectors, stretch by stretch.
pub(crate) enum Reader {
    Tagger { linear: Linear, tags: Vec<Label>, overwrite: bool },
    Morphologizer { linear: Linear, classes: Vec<(Label, Label)>, overwrite: bool },
    Senter { linear: Linear, overwrite: bool },
    Parser { scorer: StateScorer, system: Box<ArcEager>, lifted: Vec<(Label, Label, Label)> },
    EntityRecognizer { scorer: StateScorer, system: Biluo },
}

/// What a [`Reader`] keeps while it works through a document. One per thread.
#[derive(Default)]
pub(crate) struct ReaderState {
    tokens: TokenFeatures,
    arcs: Option<ArcEager>,
    entities: Option<Biluo>,
    scratch: Vec<f32>,
}

/// One step of a pipeline.
pub(crate) enum Step {
    /// Components that read one encoder side by side.
    Read {
        encoder: usize,
        readers: Vec<NamedReader>,
    },
    Ruler {
        name: String,
        ruler: AttributeRuler,
    },
    Lemmatize {
        name: String,
        lemmatizer: Lemmatizer,
        tables: LemmaArrays,
        overwrite: bool,
    },
}

/// A reader, its component's name and the number of its state.
pub(crate) struct NamedReader {
    pub(crate) name: String,
    pub(crate) state: usize,
    pub(crate) reader: Reader,
}

impl Step {
    /// The names of its components.
    pub(crate) fn names(&self) -> Vec<&str> {
        match self {
            Step::Read { readers, .. } => readers.iter().map(|r| r.name.as_str()).collect(),
            Step::Ruler { name, .. } | Step::Lemmatize { name, .. } => vec![name],
        }
    }

    /// Takes a component out; false when nothing is left of the step.
    pub(crate) fn keep_without(&mut self, name: &str) -> bool {
        if let Step::Read { readers, .. } = self {
            readers.retain(|r| r.name != name);
        }
        let left = self.names();
        !left.is_empty() && left != [name]
    }
}

/// Labels that leave room for those of one more component.
const MOST_LABELS: usize = 40_000;

/// The steps of a pipeline, in order, and how many reader states they need.
pub(crate) fn steps(
    components: Vec<ComponentSpecification>,
    encoders: &[Encoder],
    storage: &Storage,
    lang: &str,
    labels: &mut Labels,
) -> Result<(Vec<Step>, usize), Error> {
    let mut steps: Vec<Step> = Vec::new();
    let mut readers = 0;
    for ComponentSpecification { name, kind } in components {
        if labels.len() > MOST_LABELS {
            return Err(Error::unsupported(
                &name,
                "more labels than fit beside those of the components before it",
            ));
        }
        let width = |encoder: usize| {
            encoders
                .get(encoder)
                .map(|e| e.shape.width)
                .ok_or_else(|| Error::malformed(&name, format!("listens to encoder {encoder}")))
        };
        let linear = |encoder, classes| Linear::open(storage, &name, width(encoder)?, classes);
        let (encoder, reader) = match kind {
            ComponentKind::Tagger { encoder, tags, overwrite } => {
                let linear = linear(encoder, tags.len())?;
                let tags = tags.iter().map(|tag| labels.add(tag)).collect();
                (encoder, Reader::Tagger { linear, tags, overwrite })
            }
            ComponentKind::Morphologizer { encoder, classes, overwrite } => {
                let linear = linear(encoder, classes.len())?;
                let classes = classes.iter().map(|c| (labels.add(&c.morph), labels.add(&c.pos))).collect();
                (encoder, Reader::Morphologizer { linear, classes, overwrite })
            }
            ComponentKind::Senter { encoder, overwrite } => {
                (encoder, Reader::Senter { linear: linear(encoder, 2)?, overwrite })
            }
            ComponentKind::Parser { encoder, scorer, moves } => {
                let relations: Vec<String> = moves.iter().map(|(_, label)| label.clone()).collect();
                let reader = Reader::Parser {
                    scorer: StateScorer::open(storage, &name, scorer)?,
                    system: Box::new(ArcEager::new(&moves, labels)),
                    lifted: lifted_labels(labels, &relations),
                };
                (encoder, reader)
            }
            ComponentKind::EntityRecognizer { encoder, scorer, moves } => {
                let scorer = StateScorer::open(storage, &name, scorer)?;
                (encoder, Reader::EntityRecognizer { scorer, system: Biluo::new(&moves, labels) })
            }
            ComponentKind::AttributeRuler { rules } => {
                steps.push(Step::Ruler { name, ruler: AttributeRuler::new(&rules, labels)? });
                continue;
            }
            ComponentKind::Lemmatizer { mode, overwrite, tables } => {
                let lemmatizer = Lemmatizer::new(lang, &mode)?;
                let tables = LemmaArrays::open(storage, &name, tables)?;
                steps.push(Step::Lemmatize { name, lemmatizer, tables, overwrite });
                continue;
            }
        };
        let entry = NamedReader { name, state: readers, reader };
        readers += 1;
        match steps.last_mut() {
            // Taggers and parser do not look at each other; the recogniser looks at the sentences, and the
            // parser at the sentence recogniser's.
            Some(Step::Read { encoder: same, readers })
                if *same == encoder
                    && !matches!(entry.reader, Reader::EntityRecognizer { .. })
                    && !readers.iter().any(|r| matches!(r.reader, Reader::Senter { .. })) =>
            {
                readers.push(entry);
            }
            _ => steps.push(Step::Read { encoder, readers: vec![entry] }),
        }
    }
    Ok((steps, readers))
}

impl Reader {
    /// Begins a document.
    pub(crate) fn start(&self, doc: &Doc, state: &mut ReaderState) {
        match self {
            Reader::Parser { scorer, system, .. } => {
                scorer.start(&mut state.tokens);
                state.arcs.get_or_insert_with(|| system.another()).start(&doc.tokens);
            }
            Reader::EntityRecognizer { scorer, system } => {
                scorer.start(&mut state.tokens);
                state.entities.get_or_insert_with(|| system.another()).start();
            }
            _ => {}
        }
    }

    /// Reads the vectors of the tokens in `range`.
    pub(crate) fn read(
        &self,
        encoded: &[f32],
        range: std::ops::Range<usize>,
        doc: &mut Doc,
        state: &mut ReaderState,
    ) {
        let end = range.end;
        let tokens = &mut doc.tokens[range];
        match self {
            Reader::Tagger { linear, tags, overwrite } => {
                for (token, class) in tokens.iter_mut().zip(linear.best_classes(encoded, &mut state.scratch))
                {
                    if token.tag.is_none() || *overwrite {
                        token.tag = tags[class];
                    }
                }
            }
            Reader::Morphologizer { linear, classes, overwrite } => {
                for (token, class) in tokens.iter_mut().zip(linear.best_classes(encoded, &mut state.scratch))
                {
                    let (morph, pos) = classes[class];
                    if token.morph.is_none() || *overwrite {
                        token.morph = morph;
                    }
                    if token.pos.is_none() || *overwrite {
                        token.pos = pos;
                    }
                }
            }
            Reader::Senter { linear, overwrite } => {
                for (token, class) in tokens.iter_mut().zip(linear.best_classes(encoded, &mut state.scratch))
                {
                    if token.sent_start == 0 || *overwrite {
                        token.sent_start = if class == 1 { 1 } else { -1 };
                    }
                }
            }
            Reader::Parser { scorer, .. } => {
                scorer.push(encoded, &mut state.tokens);
                if let Some(arcs) = &mut state.arcs {
                    arcs.advance(scorer, &mut state.tokens, end);
                }
            }
            Reader::EntityRecognizer { scorer, .. } => {
                scorer.push(encoded, &mut state.tokens);
                if let Some(entities) = &mut state.entities {
                    entities.advance(scorer, &mut state.tokens, &doc.tokens, end);
                }
            }
        }
    }

    /// Writes down what only the whole document shows.
    pub(crate) fn finish(&self, doc: &mut Doc, state: &mut ReaderState) {
        match self {
            Reader::Parser { lifted, .. } => {
                if let Some(arcs) = &state.arcs {
                    arcs.finish(&mut doc.tokens);
                    deprojectivize(&mut doc.tokens, lifted);
                }
            }
            Reader::EntityRecognizer { .. } => {
                if let Some(entities) = &mut state.entities {
                    doc.ents = entities.finish(&mut doc.tokens);
                }
            }
            _ => {}
        }
    }
}
