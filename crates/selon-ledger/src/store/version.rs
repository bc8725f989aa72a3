//! Which version a ledger is of, and how an older one becomes one of today.
//!
//! The version is SQLite's `user_version`. Step *n* of [`STEPS`] makes version *n* of version *n − 1*, of nothing the first.
//! A step that was released never changes; what is new is a step after it, and a frozen ledger of the version before it in
//! `tests/ledgers`.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::append_only;

/// The steps from nothing to the ledger of today.
const STEPS: &[&str] =
    &[include_str!("schema.sql"), concat!(include_str!("schema_2.sql"), include_str!("watches.sql"))];

/// The version of the ledgers that this program reads and writes.
pub(super) const TODAY: u32 = STEPS.len() as u32;

/// `PRAGMA application_id` of a ledger: "Seln".
const APPLICATION: u32 = 0x5365_6c6e;

/// What a database file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing is in it.
    Empty,
    /// It is a ledger of this version.
    Ledger(u32),
    /// It is something else.
    Other,
}

/// What the file is that is open.
pub(super) fn state(connection: &Connection) -> rusqlite::Result<State> {
    let number = |pragma| connection.query_row(pragma, [], |row| row.get::<_, u32>(0));
    Ok(match (number("PRAGMA application_id")?, number("PRAGMA user_version")?) {
        (APPLICATION, version) => State::Ledger(version),
        _ if number("SELECT count(*) FROM sqlite_schema")? == 0 => State::Empty,
        _ => State::Other,
    })
}

/// Brings an empty or older file up to date, as a whole or not at all.
pub(super) fn bring_up_to_date(connection: &mut Connection) -> rusqlite::Result<()> {
    bring_up(connection, STEPS)
}

fn bring_up(connection: &mut Connection, steps: &[&str]) -> rusqlite::Result<()> {
    let transaction = Transaction::new(connection, TransactionBehavior::Immediate)?;
    // Asked again: another program may have done it before this one got its turn.
    let done = match state(&transaction)? {
        State::Ledger(version) => version as usize,
        State::Empty | State::Other => 0,
    };
    if done >= steps.len() {
        return Ok(());
    }
    append_only::lift(&transaction)?;
    for step in &steps[done..] {
        transaction.execute_batch(step)?;
    }
    append_only::impose(&transaction)?;
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", steps.len())?;
    transaction.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_taken_once_and_in_order() {
        let mut connection = Connection::open_in_memory().unwrap();
        assert_eq!(state(&connection).unwrap(), State::Empty);
        bring_up(&mut connection, &STEPS[..1]).unwrap();
        assert_eq!(state(&connection).unwrap(), State::Ledger(1));
        connection
            .execute("INSERT INTO run (started, program, extractor) VALUES ('', 'selon 0.1.0', '{}')", [])
            .unwrap();
        // A step may change what users may not.
        let second = "ALTER TABLE run ADD COLUMN host TEXT; UPDATE run SET host = 'here'; CREATE TABLE note (id INTEGER PRIMARY KEY);";
        for _ in 0..2 {
            bring_up(&mut connection, &[STEPS[0], second]).unwrap();
            assert_eq!(state(&connection).unwrap(), State::Ledger(2));
        }
        let host: String = connection.query_row("SELECT host FROM run", [], |row| row.get(0)).unwrap();
        assert_eq!(host, "here");
        assert!(connection.execute("UPDATE run SET host = ''", []).is_err());
        connection.execute("INSERT INTO note DEFAULT VALUES", []).unwrap();
        assert!(connection.execute("DELETE FROM note", []).is_err(), "a new table is append-only as well");
    }

    #[test]
    fn a_step_that_fails_leaves_all_as_it_was() {
        let mut connection = Connection::open_in_memory().unwrap();
        bring_up(&mut connection, &STEPS[..1]).unwrap();
        assert!(bring_up(&mut connection, &[STEPS[0], "CREATE TABLE note (id INTEGER); nonsense"]).is_err());
        assert_eq!(state(&connection).unwrap(), State::Ledger(1));
        assert!(connection.execute("DELETE FROM run", []).is_ok(), "nothing to delete");
        connection.execute("INSERT INTO run (started, program, extractor) VALUES ('', '', '')", []).unwrap();
        assert!(connection.execute("DELETE FROM run", []).is_err(), "still append-only");
    }

    #[test]
    fn another_database_is_told_apart() {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch("CREATE TABLE a (b)").unwrap();
        assert_eq!(state(&connection).unwrap(), State::Other);
    }
}
