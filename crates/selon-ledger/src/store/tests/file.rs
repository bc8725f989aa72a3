//! The file: readers beside the writer, other files, other versions, no room.

use std::path::Path;

use rusqlite::Connection;
use selon_record::{Article, Reading};

use super::{deposit, run};
use crate::{Error, Ledger, Writer};

fn open(path: &Path) -> Writer {
    Writer::open(path, run()).unwrap()
}

fn add(writer: &mut Writer, text: &str) {
    writer.add(&deposit(Reading::new(Article::new(text)))).unwrap();
}

#[test]
fn readers_see_what_was_committed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("é ?#.selon");
    let mut writer = open(&path);
    add(&mut writer, "un");
    writer.commit().unwrap();
    let reader = Ledger::open(&path).unwrap();
    add(&mut writer, "deux");
    assert_eq!(reader.articles().count(), 1);
    let seen = reader.snapshot(|reader| {
        let before = reader.articles().count();
        writer.commit()?;
        Ok::<_, Error>((before, reader.articles().count()))
    });
    assert_eq!(seen.unwrap(), (1, 1));
    assert_eq!(reader.articles().count(), 2);
    assert!(reader.connection().execute("INSERT INTO now_band VALUES (1, 1)", []).is_err());
    writer.finish().unwrap();
    drop(reader);
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["é ?#.selon"], "one file, and nothing beside it");
}

#[test]
fn there_is_one_writer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.selon");
    let first = open(&path);
    assert!(matches!(Writer::open(&path, run()), Err(Error::Busy { .. })));
    drop(first);
    open(&path);
}

#[test]
fn what_is_no_ledger_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other");
    assert!(matches!(Ledger::open(&path), Err(Error::Missing { .. })));
    std::fs::write(&path, "Il pleut sur toute la France depuis hier soir.".repeat(100)).unwrap();
    assert!(matches!(Ledger::open(&path), Err(Error::NotALedger { .. })));
    assert!(matches!(Writer::open(&path, run()), Err(Error::NotALedger { .. })));
    std::fs::remove_file(&path).unwrap();
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE a (b)").unwrap();
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(Ledger::open(&path), Err(Error::NotALedger { .. })));
    assert!(matches!(Writer::open(&path, run()), Err(Error::NotALedger { .. })));
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert!(matches!(Writer::open(folder.path(), run()), Err(Error::Unusable { .. })));
    assert!(matches!(Writer::open(&folder.path().join("no/a.selon"), run()), Err(Error::Unusable { .. })));
}

#[test]
fn an_empty_file_becomes_a_ledger() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.selon");
    std::fs::write(&path, "").unwrap();
    assert!(matches!(Ledger::open(&path), Err(Error::NotALedger { .. })));
    open(&path).finish().unwrap();
    assert_eq!(Ledger::open(&path).unwrap().articles().count(), 0);
}

#[test]
fn other_versions_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.selon");
    open(&path).finish().unwrap();
    let set = |version: u32| {
        Connection::open(&path).unwrap().pragma_update(None, "user_version", version).unwrap();
    };
    set(99);
    assert!(matches!(Ledger::open(&path), Err(Error::Newer { found: 99, .. })));
    assert!(matches!(Writer::open(&path, run()), Err(Error::Newer { found: 99, .. })));
    set(0);
    assert!(matches!(Ledger::open(&path), Err(Error::Older { found: 0, .. })));
}

#[test]
fn without_room_nothing_is_half_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.selon");
    let mut writer = open(&path);
    add(&mut writer, "un");
    writer.commit().unwrap();
    let connection = writer.ledger().connection();
    let pages: i64 = connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    connection.query_row(&format!("PRAGMA max_page_count = {}", pages + 20), [], |_| Ok(())).unwrap();
    let long = Reading::new(Article::new("un mot de plus ".repeat(100_000)));
    assert!(matches!(writer.add(&deposit(long)), Err(Error::Full { .. })));
    assert_eq!(writer.ledger().articles().count(), 1);
    // What fits is added all the same.
    add(&mut writer, "deux");
    writer.finish().unwrap();
    let reader = Ledger::open(&path).unwrap();
    assert_eq!((reader.articles().count(), reader.verify().unwrap()), (2, vec![]));
}

#[cfg(unix)]
#[test]
fn a_ledger_that_may_only_be_read_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.selon");
    let mut writer = open(&path);
    add(&mut writer, "un");
    writer.finish().unwrap();
    let allow = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    allow(&path, 0o444);
    allow(folder.path(), 0o555);
    // Who may do everything is not refused.
    let is_root = std::fs::write(folder.path().join("probe"), "").is_ok();
    assert_eq!(Ledger::open(&path).unwrap().articles().count(), 1);
    if !is_root {
        let refused = Writer::open(&path, run());
        assert!(matches!(refused, Err(Error::ReadOnly { .. } | Error::Unusable { .. })), "{refused:?}");
    }
    allow(folder.path(), 0o755);
}
