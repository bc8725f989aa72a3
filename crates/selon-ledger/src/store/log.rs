//! The log beside a ledger, in which what is committed waits until it is moved into the file.
//!
//! SQLite begins the log anew once nobody reads from it. While readers come one after the other there is always somebody, and the
//! log grows with all that is written: <https://www.sqlite.org/wal.html#avoiding_excessively_large_wal_files>.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

/// Bytes from which on the log is not left to itself.
const LONG: u64 = 64 << 20;

/// The log of a writer.
#[derive(Debug)]
pub(super) struct Log {
    path: PathBuf,
    long: u64,
}

impl Log {
    /// Of a ledger.
    pub(super) fn of(ledger: &Path) -> Log {
        Log { path: beside(ledger), long: LONG }
    }

    /// Empties the log where it is long: waits until those who read now are done, while others read what is in the file.
    ///
    /// # Errors
    /// The file cannot be written.
    pub(super) fn keep_short(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        if length(&self.path) < self.long {
            return Ok(());
        }
        let is_busy: bool = connection.query_row("PRAGMA wal_checkpoint(truncate)", [], |row| row.get(0))?;
        // Somebody reads for long: waiting for them after each batch would keep the writer from writing.
        self.long = if is_busy { self.long.saturating_mul(2) } else { LONG };
        Ok(())
    }
}

/// Whether all that was committed is in the file itself, with nothing left in a log beside it.
pub(super) fn is_settled(ledger: &Path) -> bool {
    length(&beside(ledger)) == 0
}

fn beside(ledger: &Path) -> PathBuf {
    let mut log = ledger.as_os_str().to_owned();
    log.push("-wal");
    PathBuf::from(log)
}

/// The bytes of a file, none where it is not there.
fn length(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |log| log.len())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use rusqlite::Connection;

    use super::{LONG, Log, beside, is_settled, length};

    #[test]
    fn a_long_log_is_emptied_once_nobody_reads_from_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.selon");
        let [writer, reader] = [(); 2].map(|()| Connection::open(&path).unwrap());
        writer.busy_timeout(Duration::from_millis(10)).unwrap();
        writer.pragma_update(None, "journal_mode", "wal").unwrap();
        writer.execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1)").unwrap();
        let mut log = Log { long: 1, ..Log::of(&path) };
        reader.execute_batch("BEGIN; SELECT * FROM t").unwrap();
        writer.execute_batch("INSERT INTO t VALUES (2)").unwrap();
        log.keep_short(&writer).unwrap();
        assert_eq!(log.long, 2, "somebody reads");
        assert!(length(&beside(&path)) > 0);
        reader.execute_batch("COMMIT").unwrap();
        log.keep_short(&writer).unwrap();
        assert_eq!(log.long, LONG);
        assert!(is_settled(&path));
    }
}
