//! A reader for each pipeline, as every command that reads articles shares them.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use selon_kb::Base;
use selon_reading::Reader;
use selon_record::{Article, Reading};
use selon_spacy::Pipeline;

use crate::messages::Message;
use crate::models::Loaded;

/// One reader a pipeline.
pub(crate) struct Readers {
    base: &'static Base,
    /// By the address of the pipeline.
    of_pipeline: HashMap<usize, Arc<Reader>>,
}

impl Readers {
    /// None is made yet.
    pub(crate) fn new(base: &'static Base) -> Self {
        Readers { base, of_pipeline: HashMap::new() }
    }

    /// The reader that uses the pipeline, which it keeps, so that its address stays its own.
    ///
    /// # Errors
    /// The pipeline lacks what reading needs.
    pub(crate) fn get(&mut self, pipeline: Loaded<Pipeline>) -> Result<Loaded<Reader>, Message> {
        let Loaded { model: pipeline, identity } = pipeline;
        let reader = match self.of_pipeline.entry(Arc::as_ptr(&pipeline).addr()) {
            Entry::Occupied(reader) => Arc::clone(reader.get()),
            Entry::Vacant(place) => {
                let reader = Reader::new(pipeline).map_err(|error| Message::NoReader { error })?;
                Arc::clone(place.insert(Arc::new(reader.with_base(self.base))))
            }
        };
        Ok(Loaded { model: reader, identity })
    }
}

/// The reading of an article. A blank text is read without a reader: there is nothing in it.
pub(crate) fn read(article: Article, reader: Option<&Reader>) -> Reading {
    match reader {
        Some(reader) => reader.read(article),
        None => Reading::new(article),
    }
}
