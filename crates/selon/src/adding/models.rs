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
    kept: Mutex<Kept<'c>>,
}

struct Kept<'c> {
    choice: Choice<'c>,
    readers: Readers,
    encoder: Option<Loaded<Encoder>>,
}

impl<'c> Models<'c> {
    /// Nothing is loaded yet but what the flag names.
    pub(crate) fn new(choice: Choice<'c>, base: &'static Base, console: &'c Console) -> Self {
        let kept = Kept { choice, readers: Readers::new(base), encoder: None };
        Models { console, kept: Mutex::new(kept) }
    }

    /// The reader of an article; none for a blank text, in which nothing is to be found.
    ///
    /// # Errors
    /// There is none for its language.
    pub(crate) fn reader(&self, item: &Item) -> Result<Option<Loaded<Reader>>, Message> {
        let mut kept = self.kept();
        let Kept { choice, readers, .. } = &mut *kept;
        choice.of(item).and_then(|pipeline| pipeline.map(|pipeline| readers.get(pipeline)).transpose())
    }

    /// What makes vectors of sentences.
    ///
    /// # Errors
    /// It is not here and cannot be fetched.
    pub(crate) fn encoder(&self) -> Result<Loaded<Encoder>, Message> {
        let mut kept = self.kept();
        if let Some(encoder) = &kept.encoder {
            return Ok(encoder.clone());
        }
        let encoder = models::sentence_encoder(self.console)?;
        kept.encoder = Some(encoder.clone());
        Ok(encoder)
    }

    fn kept(&self) -> MutexGuard<'_, Kept<'c>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
