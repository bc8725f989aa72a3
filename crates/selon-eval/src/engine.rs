//! Selon's engine as the figures use it: the one place that knows how it is called.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use selon_kb::Base;
use selon_reading::Reader;
use selon_reading::text::{LanguageRules, tokenize};
use selon_spacy::{Doc, Overlay, Pipeline};

use crate::Places;
use crate::models::LocalModel;

/// A reader over a model, with what the program puts on it: what users get.
///
/// # Errors
/// As [`Pipeline::load_with`], or when there are no rules for the model's language.
pub(crate) fn reader(places: &Places, model: &LocalModel) -> Result<Reader> {
    let pipeline = Pipeline::load_with(&model.wheel, &model.overlays)?;
    Ok(Reader::new(Arc::new(pipeline))?.with_base(base(places)?))
}

/// The same through the prebaked file `cache`, which is made if it is not there.
///
/// # Errors
/// As [`Pipeline::load_cached_with`], or when there are no rules for the model's language.
pub(crate) fn reader_cached(places: &Places, model: &LocalModel, cache: &Path) -> Result<Reader> {
    let pipeline = Pipeline::load_cached_with(&model.wheel, cache, &model.overlays)?;
    Ok(Reader::new(Arc::new(pipeline))?.with_base(base(places)?))
}

/// The knowledge base: that of the program, or the one that `--kb` names, which stays open.
///
/// # Errors
/// As [`Base::open`].
pub(crate) fn base(places: &Places) -> Result<&'static Base> {
    match &places.kb {
        None => Ok(Base::built_in()),
        Some(file) => {
            let base = Base::open(file).with_context(|| file.display().to_string())?;
            Ok(Box::leak(Box::new(base)))
        }
    }
}

/// The grammars of times and quantities, beside each other in the folder of a language.
const GRAMMARS: [&str; 3] = ["numbers.grammar", "times.grammar", "quantities.grammar"];

/// A reader by the grammars of `folder/LANGUAGE` instead of those in the program, where a folder is given: what is changed in
/// them is measured without another build.
///
/// # Errors
/// A file that is not there or cannot be read.
pub(crate) fn by_grammars(reader: Reader, folder: Option<&Path>, language: &str) -> Result<Reader> {
    let Some(folder) = folder else { return Ok(reader) };
    let read = |name: &'static str| {
        let file = folder.join(language).join(name);
        let text = std::fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()));
        Ok((name, text?))
    };
    let files = GRAMMARS.into_iter().map(read).collect::<Result<Vec<_>>>()?;
    Ok(reader.with_grammars(files)?)
}

/// A reader that chooses names by the weights of a file instead of those in the program, where one is given.
///
/// # Errors
/// A file that cannot be read.
pub(crate) fn by_entity_weights(reader: Reader, file: Option<&Path>) -> Result<Reader> {
    let Some(file) = file else { return Ok(reader) };
    let table = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(reader.with_entity_weights(&table)?)
}

/// A loaded pipeline, as spaCy runs it: without rules, and with no overlay unless one is asked for.
#[derive(Debug)]
pub(crate) struct Engine {
    pipeline: Pipeline,
}

impl Engine {
    /// Loads a wheel without any cache.
    ///
    /// # Errors
    /// As [`Pipeline::load`].
    pub(crate) fn load(model: &Path) -> Result<Engine> {
        Ok(Engine { pipeline: Pipeline::load(model)? })
    }

    /// Loads a wheel and puts overlays on it.
    ///
    /// # Errors
    /// As [`Pipeline::load_with`].
    pub(crate) fn load_with(model: &Path, overlays: &[Overlay]) -> Result<Engine> {
        Ok(Engine { pipeline: Pipeline::load_with(model, overlays)? })
    }

    /// Loads a wheel through the prebaked file `cache`, which is made if it is not there.
    ///
    /// # Errors
    /// As [`Pipeline::load_cached`].
    pub(crate) fn load_cached(model: &Path, cache: &Path) -> Result<Engine> {
        Ok(Engine { pipeline: Pipeline::load_cached(model, cache)? })
    }

    /// Reads texts as spaCy does, over the threads of the current rayon pool.
    pub(crate) fn parse_many(&self, texts: &[&str]) -> Vec<Doc> {
        self.pipeline.parse_many(texts)
    }

    /// Reads a text whose sentences start where Selon's rules say.
    ///
    /// # Errors
    /// When there are no rules for the language.
    pub(crate) fn parse_by_rule(&self, text: &str, language: &str) -> Result<Doc> {
        let rules =
            LanguageRules::of(language).with_context(|| format!("no sentence rules for {language:?}"))?;
        let mut doc = tokenize(&self.pipeline, text, rules);
        self.pipeline.annotate(&mut doc);
        Ok(doc)
    }
}
