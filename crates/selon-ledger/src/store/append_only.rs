//! Facts and what users did are never changed: a trigger on each of their tables refuses UPDATE and DELETE.
//!
//! Every table is one of those unless its name begins with `now_`, so that a new one cannot be forgotten. `INSERT OR
//! REPLACE` deletes as well; SQLite runs the triggers for it where `recursive_triggers` is on, as on every connection here.

use rusqlite::Connection;

/// The tables that may only grow.
pub(super) fn tables(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(
        "SELECT name FROM pragma_table_list
         WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'now\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
         ORDER BY name",
    )?;
    statement.query_map([], |row| row.get(0))?.collect()
}

/// Makes the triggers.
pub(super) fn impose(connection: &Connection) -> rusqlite::Result<()> {
    for table in tables(connection)? {
        for event in ["UPDATE", "DELETE"] {
            connection.execute_batch(&format!(
                "CREATE TRIGGER \"{table} refuses {event}\" BEFORE {event} ON \"{table}\"
                 BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END"
            ))?;
        }
    }
    Ok(())
}

/// Takes them away, for as long as a migration works.
pub(super) fn lift(connection: &Connection) -> rusqlite::Result<()> {
    let mut statement = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE '% refuses %'")?;
    let names: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    names.iter().try_for_each(|name| connection.execute_batch(&format!("DROP TRIGGER \"{name}\"")))
}
