//! What can go wrong: on the side that is read, or on the side that is written.

use std::io;

use parquet::errors::ParquetError;

/// Why an export is not whole.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The ledger cannot be read.
    #[error(transparent)]
    Ledger(#[from] selon_ledger::Error),
    /// What was made cannot be written.
    #[error(transparent)]
    Write(#[from] io::Error),
}

impl From<csv::Error> for Error {
    fn from(error: csv::Error) -> Self {
        Error::Write(error.into())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Error::Write(error.into())
    }
}

impl From<ParquetError> for Error {
    fn from(error: ParquetError) -> Self {
        Error::Write(match error {
            ParquetError::External(reason) => match reason.downcast::<io::Error>() {
                Ok(error) => *error,
                Err(reason) => io::Error::other(reason),
            },
            error => io::Error::other(error),
        })
    }
}
