//! The models that articles are read with, each loaded when the first article needs it and kept.

use std::sync::{Mutex, MutexGuard, PoisonError};

use selon_intake::Item;
use selon_kb::Base;
use selon_reading::Reader;
use selon_sentence::Encoder;

use crate::commands::pipeline::Choice;
use crate::commands::readers::Readers;
use crate::console::Console;
use crate::messages::Message;
use crate::models::{self, Loaded};

/// Pipelines and the sentence encoder, shared by all who read at once.
pub(crate) struct Models<'c> {
    console: &'c Console,
    loaded: Mutex<InUse<'c>>,
}

struct InUse<'c> {
    choice: Choice<'c>,
    readers: Readers,
    encoder: Option<Loaded<Encoder>>,
}

impl<'c> Models<'c> {
    /// Nothing is loaded yet but what the flag names.
    pub(crate) fn new(choice: Choice<'c>, base: &'static Base, console: &'c Console) -> Self {
        let loaded = InUse { choice, readers: Readers::new(base), encoder: None };
        Models { console, loaded: Mutex::new(loaded) }
    }

    /// The reader of an article; none for a blank text, in which nothing is to be found.
    ///
    /// # Errors
    /// There is none for its language.
    pub(crate) fn reader(&self, item: &Item) -> Result<Option<Loaded<Reader>>, Message> {
        let mut loaded = self.loaded();
        let InUse { choice, readers, .. } = &mut *loaded;
        choice.of(item).and_then(|pipeline| pipeline.map(|pipeline| readers.get(pipeline)).transpose())
    }

    /// What makes vectors of sentences.
    ///
    /// # Errors
    /// It is not here and cannot be fetched.
    pub(crate) fn encoder(&self) -> Result<Loaded<Encoder>, Message> {
        let mut loaded = self.loaded();
        if let Some(encoder) = &loaded.encoder {
            return Ok(encoder.clone());
        }
        let encoder = models::sentence_encoder(self.console)?;
        loaded.encoder = Some(encoder.clone());
        Ok(encoder)
    }

    fn loaded(&self) -> MutexGuard<'_, InUse<'c>> {
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
