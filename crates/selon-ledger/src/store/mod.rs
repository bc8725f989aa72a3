//! The file: one SQLite database (`schema.sql` says what every row is), one writer, any number of readers.
