//! What can go wrong with the file, always with its name.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why a ledger could not be read or written. What was committed before is untouched by any of these.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// There is no such file.
    #[error("{}: there is no such ledger", .path.display())]
    Missing {
        /// The ledger's file.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{}: is no ledger", .path.display())]
    NotALedger {
        /// The file.
        path: PathBuf,
    },
    /// A later version of Selon wrote it.
    #[error("{}: a ledger of version {found}; this program knows versions up to {known}", .path.display())]
    Newer {
        /// The ledger's file.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The latest that this program reads.
        known: u32,
    },
    /// An earlier version of Selon wrote it, and a reader changes nothing. [`Writer::open`](crate::Writer::open) brings it
    /// up to date.
    #[error("{}: a ledger of version {found}, to be brought up to version {known} by adding to it", .path.display())]
    Older {
        /// The ledger's file.
        path: PathBuf,
        /// Its version.
        found: u32,
        /// The version that this program reads.
        known: u32,
    },
    /// Another program is writing to it.
    #[error("{}: another program is writing to this ledger", .path.display())]
    Busy {
        /// The ledger's file.
        path: PathBuf,
    },
    /// It may not be written to.
    #[error("{}: this ledger can only be read", .path.display())]
    ReadOnly {
        /// The ledger's file.
        path: PathBuf,
    },
    /// There is no room for what was to be added.
    #[error("{}: no space left for the ledger", .path.display())]
    Full {
        /// The ledger's file.
        path: PathBuf,
    },
    /// Somebody stopped the question.
    #[error("{}: the question was stopped", .path.display())]
    Stopped {
        /// The ledger's file.
        path: PathBuf,
    },
    /// Its content is not what was written.
    #[error("{}: the ledger is damaged: {what}", .path.display())]
    Damaged {
        /// The ledger's file.
        path: PathBuf,
        /// What was found.
        what: String,
    },
    /// The system does not let it be opened.
    #[error("{}: {error}", .path.display())]
    Unusable {
        /// The ledger's file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// Anything else that the database says.
    #[error("{}: {error}", .path.display())]
    Database {
        /// The ledger's file.
        path: PathBuf,
        /// What the database says.
        error: rusqlite::Error,
    },
}

impl Error {
    /// What the database says, in the ledger's terms.
    pub(crate) fn of(path: &Path, error: rusqlite::Error) -> Error {
        let path = path.to_owned();
        if let rusqlite::Error::FromSqlConversionFailure(_, _, reason) = &error {
            return Error::Damaged { what: reason.to_string(), path };
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy { path },
            Some(ErrorCode::ReadOnly) => Error::ReadOnly { path },
            Some(ErrorCode::OperationInterrupted) => Error::Stopped { path },
            Some(ErrorCode::DiskFull) => Error::Full { path },
            Some(ErrorCode::NotADatabase) => Error::NotALedger { path },
            Some(ErrorCode::DatabaseCorrupt) => Error::Damaged { what: error.to_string(), path },
            Some(ErrorCode::CannotOpen) => Error::Unusable { error: refusal(&path), path },
            _ => Error::Database { path, error },
        }
    }

    /// Whether only the article at hand is concerned, so that the next one may still be added.
    pub fn is_of_one_article(&self) -> bool {
        matches!(self, Error::Database { error, .. } if matches!(
            error.sqlite_error_code(),
            Some(ErrorCode::ConstraintViolation | ErrorCode::TooBig | ErrorCode::TypeMismatch)
        ))
    }
}

/// Why the system does not let a file be opened or made; the database tells only that it does not.
fn refusal(path: &Path) -> io::Error {
    if path.is_dir() {
        return io::ErrorKind::IsADirectory.into();
    }
    let opened = match std::fs::File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => std::fs::metadata(folder(path)).map(drop),
        opened => opened.map(drop),
    };
    opened.err().unwrap_or_else(|| io::ErrorKind::PermissionDenied.into())
}

/// The folder that a file is in.
pub(super) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
