//! The models that articles are read with, each loaded when the first article needs it and kept.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use selon_intake::Item;
use selon_kb::Base;
use selon_reading::Reader;
use selon_sentence::Encoder;

use crate::commands::pipeline::Choice;
use crate::commands::readers::Readers;
use crate::console::Console;
use crate::messages::Message;
use crate::models;

/// Pipelines and the sentence encoder, shared by all who read at once.
pub(crate) struct Models<'c> {
    console: &'c Console,
    loaded: Mutex<Loaded<'c>>,
}

struct Loaded<'c> {
    choice: Choice<'c>,
    readers: Readers,
    encoder: Option<Arc<Encoder>>,
}

impl<'c> Models<'c> {
    /// Nothing is loaded yet but what the flag names.
    pub(crate) fn new(choice: Choice<'c>, base: &'static Base, console: &'c Console) -> Self {
        let loaded = Loaded { choice, readers: Readers::new(base), encoder: None };
        Models { console, loaded: Mutex::new(loaded) }
    }

    /// The reader of an article; none for a blank text, in which nothing is to be found.
    ///
    /// # Errors
    /// There is none for its language.
    pub(crate) fn reader(&self, item: &Item) -> Result<Option<Arc<Reader>>, Message> {
        let mut loaded = self.loaded();
        let Loaded { choice, readers, .. } = &mut *loaded;
        choice.of(item).and_then(|pipeline| pipeline.map(|pipeline| readers.get(pipeline)).transpose())
    }

    /// What makes vectors of sentences.
    ///
    /// # Errors
    /// It is not here and cannot be fetched.
    pub(crate) fn encoder(&self) -> Result<Arc<Encoder>, Message> {
        let mut loaded = self.loaded();
        if let Some(encoder) = &loaded.encoder {
            return Ok(Arc::clone(encoder));
        }
        let encoder = models::sentence_encoder(self.console)?;
        loaded.encoder = Some(Arc::clone(&encoder));
        Ok(encoder)
    }

    fn loaded(&self) -> MutexGuard<'_, Loaded<'c>> {
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
