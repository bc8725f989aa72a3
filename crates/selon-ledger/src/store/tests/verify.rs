//! Damage is found, whatever was damaged.

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::super::append_only;
use super::{deposit, reading, run};
use crate::{Damage, Writer};

/// What is found wrong with a ledger after this was done to it, as nobody could who goes through its triggers.
fn found(damage: &str) -> Vec<Damage> {
    let mut writer = Writer::in_memory(run());
    let mut runner = TestRunner::deterministic();
    for _ in 0..3 {
        writer.add(&deposit(reading().new_tree(&mut runner).unwrap().current())).unwrap();
    }
    writer.commit().unwrap();
    let connection = writer.ledger().connection();
    append_only::lift(connection).unwrap();
    connection.execute_batch(&format!("PRAGMA foreign_keys = OFF; {damage}")).unwrap();
    writer.ledger().verify().unwrap()
}

#[test]
fn a_sound_ledger_has_none() {
    assert_eq!(found(""), []);
}

#[test]
fn each_kind_of_damage_is_found() {
    for damage in [
        "UPDATE article SET title = 'x' WHERE id = 2",
        "UPDATE article SET text = text || ' ' WHERE id = 2",
        "UPDATE reading SET record = (SELECT record FROM reading WHERE article = 1) WHERE article = 2",
        "UPDATE reading SET record = x'00' WHERE article = 2",
        "UPDATE original SET bytes = x'00' WHERE id = 2",
        "UPDATE span SET \"end\" = 100000 WHERE assertion = 2",
        "UPDATE entity SET \"start\" = \"end\" WHERE id = 2",
        "UPDATE assertion SET content = content || ' x' WHERE id = 2",
        "UPDATE assertion SET parent = 1 WHERE id = 5",
        "DELETE FROM assertion WHERE id = 2",
        "DELETE FROM reading WHERE article = 2",
        "DELETE FROM link WHERE assertion = 2",
        "UPDATE article SET supersedes = 3 WHERE id = 2",
        "INSERT INTO now_claim VALUES (2, 1)",
        "DELETE FROM article_text WHERE rowid = 2",
    ] {
        assert_ne!(found(damage), [], "{damage}");
    }
}
