//! One writer: an empty file beside the ledger, `NAME-lock`, locked for as long as something is being added.
//!
//! SQLite alone would let two programs add by turns, batch by batch. The lock goes with the process that holds it, however
//! that ends; the file that a killed one leaves behind locks nobody out.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::error::{Error, folder};

/// How long to wait for another writer, which may be about to end.
const PATIENCE: Duration = Duration::from_secs(2);

/// How often to look.
const STEP: Duration = Duration::from_millis(50);

/// Held while a writer is open.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// The lock of a ledger, or [`Error::Busy`] when another program does not let go of it.
    pub(super) fn of(ledger: &Path) -> Result<Lock, Error> {
        let path = beside(ledger);
        let unusable = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::ReadOnlyFilesystem => Error::ReadOnly { path: ledger.to_owned() },
            std::io::ErrorKind::StorageFull => Error::Full { path: ledger.to_owned() },
            _ => Error::Unusable { path: ledger.to_owned(), error },
        };
        let start = Instant::now();
        loop {
            let file =
                File::options().create(true).truncate(false).write(true).open(&path).map_err(unusable)?;
            match file.try_lock() {
                Ok(()) if is_at(&file, &path) => return Ok(Lock { file, path }),
                Ok(()) => continue, // who held it has just taken the file away
                Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => sleep(STEP),
                Err(TryLockError::WouldBlock) => return Err(Error::Busy { path: ledger.to_owned() }),
                Err(TryLockError::Error(error)) => return Err(unusable(error)),
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While it is held, so that nobody else's file is taken away. One that stays does no harm.
        if is_at(&self.file, &self.path) {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// `story.selon-lock` for `story.selon`; the same for every name that leads to one file.
fn beside(ledger: &Path) -> PathBuf {
    let real = std::fs::canonicalize(ledger).or_else(|_| {
        std::fs::canonicalize(folder(ledger))
            .map(|folder| folder.join(ledger.file_name().unwrap_or_default()))
    });
    let mut name = real.unwrap_or_else(|_| ledger.to_owned()).into_os_string();
    name.push("-lock");
    name.into()
}

/// Whether the file that is open is still the one of that name.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |open: std::fs::Metadata, named: std::fs::Metadata| {
        (open.dev(), open.ino()) == (named.dev(), named.ino())
    };
    file.metadata().and_then(|open| Ok(same(open, std::fs::metadata(path)?))).unwrap_or(false)
}

/// Elsewhere an open file cannot be taken away.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_waits_and_gives_up() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("a.selon");
        let first = Lock::of(&ledger).unwrap();
        assert!(matches!(Lock::of(&ledger), Err(Error::Busy { path }) if path == ledger));
        drop(first);
        assert!(!beside(&ledger).exists());
        Lock::of(&ledger).unwrap();
    }

    #[test]
    fn a_file_that_was_left_behind_locks_nobody_out() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("a.selon");
        File::create(beside(&ledger)).unwrap();
        Lock::of(&ledger).unwrap();
    }
}
