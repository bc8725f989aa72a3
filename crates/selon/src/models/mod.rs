//! Language pipelines: which there are ([`mod@catalogue`]), which are here ([`store`]), how they come here ([`add`],
//! [`pip`]), and what the program puts on them ([`mod@overlays`]).
//!
//! A command that reads articles asks [`Pipelines`] for the pipeline of each article's language. The first time one is
//! needed it is fetched, and the program says so.

mod add;
mod catalogue;
mod digest;
mod overlays;
mod pip;
mod store;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use selon_spacy::Pipeline;

use crate::console::Console;
use crate::messages::Message;

pub(crate) use add::{add_entry, add_file};
pub(crate) use catalogue::{Entry, catalogue, entry};
pub(crate) use overlays::overlays;
pub(crate) use store::{Installed, Store};

/// The pipeline of a language, given as ISO 639-1 code: the installed one, else the catalogue's, which is fetched.
///
/// Of several that are installed, the language's default goes first, then the catalogue's order, then the name.
///
/// # Errors
/// There is none for the language, it cannot be fetched, or the installed one cannot be loaded.
pub(crate) fn pipeline(language: &str, console: &Console) -> Result<Arc<Pipeline>, Message> {
    let store = Store::open()?;
    let rank =
        |model: &Installed| catalogue().iter().position(|e| e.name == model.name).unwrap_or(usize::MAX);
    let here = store.installed(console)?.into_iter().filter(|model| model.language == language);
    let model = match here.min_by_key(rank) {
        Some(model) => model,
        None => {
            let entry =
                entry(language).ok_or_else(|| Message::NoPipeline { language: language.to_owned() })?;
            console.note(&Message::Fetching { entry });
            add_entry(&store, entry, console)?.0
        }
    };
    load(&model)
}

/// The pipeline a user names: one that is installed or in the catalogue, a wheel or a folder. A wheel or folder is taken as it
/// is, with no overlay on it.
///
/// # Errors
/// There is no such pipeline, or it cannot be fetched or loaded.
pub(crate) fn pipeline_named(name: &str, console: &Console) -> Result<Arc<Pipeline>, Message> {
    let store = Store::open()?;
    if let Some(model) = store.find(name, console)? {
        return load(&model);
    }
    if let Some(entry) = entry(name) {
        console.note(&Message::Fetching { entry });
        return load(&add_entry(&store, entry, console)?.0);
    }
    let path = Path::new(name);
    if !path.exists() {
        return Err(Message::NoSuchModel { name: name.to_owned() });
    }
    Pipeline::load(path).map(Arc::new).map_err(|error| Message::CannotLoad { path: path.to_owned(), error })
}

fn load(model: &Installed) -> Result<Arc<Pipeline>, Message> {
    Pipeline::load_cached_with(model.wheel(), model.cache(), &overlays(&model.sha256)?)
        .map(Arc::new)
        .map_err(|error| Message::CannotLoad { path: model.wheel(), error })
}

/// The pipelines of a run, each loaded when the first article needs it.
pub(crate) struct Pipelines<'a> {
    console: &'a Console,
    /// `None`: it could not be had, which has been said.
    loaded: HashMap<String, Option<Arc<Pipeline>>>,
}

impl<'a> Pipelines<'a> {
    /// None is loaded yet.
    pub(crate) fn new(console: &'a Console) -> Self {
        Pipelines { console, loaded: HashMap::new() }
    }

    /// The pipeline of a language, given as ISO 639-1 code. Why there is none is said once on the console.
    pub(crate) fn get(&mut self, language: &str) -> Option<Arc<Pipeline>> {
        if let Some(pipeline) = self.loaded.get(language) {
            return pipeline.clone();
        }
        let pipeline = pipeline(language, self.console).map_err(|message| self.console.error(&message)).ok();
        self.loaded.insert(language.to_owned(), pipeline.clone());
        pipeline
    }
}
