//! How a ledger's file is opened.

use std::io::ErrorKind;
use std::path::Path;
use std::time::Duration;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rusqlite::{Connection, OpenFlags};

use super::error::Error;
use super::log::is_settled;
use super::version::{self, State, TODAY, state};

/// How long to wait for another connection of this or another program: a batch takes about a second.
const PATIENCE: Duration = Duration::from_secs(5);

/// Statements kept prepared: more than there are.
const STATEMENTS: usize = 256;

/// What the one who writes keeps of the file in memory, in KiB: the tables that copies and claims are found by are written
/// all over.
const CACHE: i64 = 64 << 10;

/// What one who reads keeps of it: facets go through all that is summed up of claims.
const READ_CACHE: i64 = 16 << 10;

/// Each connection is used by one thread at a time.
const FLAGS: OpenFlags = OpenFlags::SQLITE_OPEN_NO_MUTEX;

/// A file to read from.
///
/// # Errors
/// It is not there, no ledger, or not of the version of today.
pub(super) fn reader(path: &Path) -> Result<Connection, Error> {
    match std::fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Err(Error::Missing { path: path.to_owned() }),
        Err(error) => Err(Error::Unusable { path: path.to_owned(), error }),
        Ok(_) => Ok(()),
    }?;
    // Where it may write, a reader takes part in the bookkeeping of who reads what, so that the last one tidies up.
    let connection = match open(path, FLAGS | OpenFlags::SQLITE_OPEN_READ_WRITE) {
        Err(error) if cannot_write_beside(&error) && is_settled(path) => unchanging(path).or(Err(error)),
        opened => opened,
    };
    let connection = connection.map_err(|error| Error::of(path, error))?;
    connection.pragma_update(None, "query_only", true).map_err(|error| Error::of(path, error))?;
    connection.pragma_update(None, "cache_size", -READ_CACHE).map_err(|error| Error::of(path, error))?;
    let found = state(&connection).map_err(|error| Error::of(path, error))?;
    checked(path, found)?;
    match found {
        State::Ledger(found) if found < TODAY => {
            Err(Error::Older { path: path.to_owned(), found, known: TODAY })
        }
        State::Ledger(_) => Ok(connection),
        State::Empty | State::Other => Err(Error::NotALedger { path: path.to_owned() }),
    }
}

/// A file to write to; made if it is not there, brought up to date if it is older.
///
/// # Errors
/// It is no ledger, of a later version, may not be written to, or there is no room for it.
pub(super) fn writer(path: &Path) -> Result<Connection, Error> {
    let of = |error| Error::of(path, error);
    let flags = FLAGS | OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut connection = open(path, flags).map_err(of)?;
    let found = state(&connection).map_err(of)?;
    checked(path, found)?;
    if connection.is_readonly("main").map_err(of)? {
        return Err(Error::ReadOnly { path: path.to_owned() });
    }
    // Only now: asking another program's database to keep a log would change it.
    connection.pragma_update(None, "journal_mode", "wal").map_err(of)?;
    // A negative number is one of KiB, not of pages.
    connection.pragma_update(None, "cache_size", -CACHE).map_err(of)?;
    if found != State::Ledger(TODAY) {
        version::bring_up_to_date(&mut connection).map_err(of)?;
    }
    Ok(connection)
}

/// A ledger in memory, for tests and measurements.
pub(super) fn in_memory() -> rusqlite::Result<Connection> {
    let mut connection = Connection::open_in_memory()?;
    prepare(&connection)?;
    version::bring_up_to_date(&mut connection)?;
    Ok(connection)
}

/// Refuses what is no ledger and what this program does not know.
fn checked(path: &Path, found: State) -> Result<(), Error> {
    match found {
        State::Other => Err(Error::NotALedger { path: path.to_owned() }),
        State::Ledger(found) if found > TODAY => {
            Err(Error::Newer { path: path.to_owned(), found, known: TODAY })
        }
        State::Ledger(_) | State::Empty => Ok(()),
    }
}

fn open(path: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
    let connection = Connection::open_with_flags(path, flags)?;
    prepare(&connection)?;
    // The first look into the file, which tells whether it can be read at all.
    state(&connection)?;
    Ok(connection)
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "recursive_triggers", true)?;
    // With a write-ahead log: a process may be killed at any moment; of a machine that loses power the last batches may be
    // gone, and are added again.
    connection.pragma_update(None, "synchronous", "normal")
}

/// Whether a reader failed because it could not make its files beside the ledger.
fn cannot_write_beside(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{CannotOpen, ReadOnly};
    matches!(error.sqlite_error_code(), Some(CannotOpen | ReadOnly))
}

/// A ledger on a disk that nobody can write to: what is in the file is all there is.
fn unchanging(path: &Path) -> rusqlite::Result<Connection> {
    let name = utf8_percent_encode(&path.to_string_lossy(), NON_ALPHANUMERIC).to_string();
    let flags = FLAGS | OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    open(Path::new(&format!("file:{name}?immutable=1")), flags)
}
