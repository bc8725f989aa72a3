//! Whether two ledgers say the same.

use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

use super::error::Error;
use super::ledger::Ledger;

impl Ledger {
    /// The SHA-256 of all that follows from what was added and in which order: every row of every table but those of `run`
    /// and the columns that name one. Two ledgers that have it in common say the same, however often the adding was
    /// interrupted. Reads all of the ledger.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn digest(&self) -> Result<[u8; 32], Error> {
        self.snapshot(|ledger| ledger.hashed().map_err(|error| ledger.error(error)))
    }

    fn hashed(&self) -> rusqlite::Result<[u8; 32]> {
        let mut hash = Sha256::new();
        for table in self.tables()? {
            let columns = self.columns(&table)?;
            hash.update(&table);
            let mut rows = self
                .connection()
                .prepare(&format!("SELECT {columns} FROM \"{table}\" ORDER BY {columns}"))?;
            let count = rows.column_count();
            let mut rows = rows.raw_query();
            while let Some(row) = rows.next()? {
                for column in 0..count {
                    update(&mut hash, row.get_ref(column)?);
                }
            }
        }
        Ok(hash.finalize().into())
    }

    fn tables(&self) -> rusqlite::Result<Vec<String>> {
        let mut tables = self.connection().prepare(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name <> 'run'
               AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
        )?;
        tables.query_map([], |row| row.get(0))?.collect()
    }

    fn columns(&self, table: &str) -> rusqlite::Result<String> {
        let mut columns = self
            .connection()
            .prepare("SELECT name FROM pragma_table_info(?1) WHERE name <> 'run' ORDER BY cid")?;
        let columns = columns.query_map([table], |row| row.get::<_, String>(0))?;
        let quoted = columns.map(|column| column.map(|column| format!("\"{column}\"")));
        Ok(quoted.collect::<Result<Vec<_>, _>>()?.join(", "))
    }
}

/// A value with its type and length, so that no two rows look the same by chance.
fn update(hash: &mut Sha256, value: ValueRef<'_>) {
    let mut sized = |kind: u8, bytes: &[u8]| {
        hash.update([kind]);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    match value {
        ValueRef::Null => sized(0, &[]),
        ValueRef::Integer(number) => sized(1, &number.to_le_bytes()),
        ValueRef::Real(number) => sized(2, &number.to_le_bytes()),
        ValueRef::Text(text) => sized(3, text),
        ValueRef::Blob(bytes) => sized(4, bytes),
    }
}
