//! No row of a fact or of a user's doing can be changed or deleted, in any table that there is.

use super::super::append_only::tables;
use super::{deposit, reading, run};
use crate::Writer;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

#[test]
fn every_table_of_facts_and_of_users_refuses_change() {
    let mut writer = Writer::in_memory(run());
    let sample = reading().new_tree(&mut TestRunner::deterministic()).unwrap().current();
    writer.add(&deposit(sample)).unwrap();
    writer.fail("x", &serde_json::json!({}), None).unwrap();
    writer.commit().unwrap();
    let connection = writer.ledger().connection();
    // What no module writes yet.
    connection
        .execute_batch(
            "INSERT INTO copy VALUES (1, 1, 1, '', '', 0, 0, 0, ''); INSERT INTO passage VALUES (1, 0, 1, 0, 1);
             INSERT INTO relation VALUES (1, 1, 1, '', '', 0, ''); INSERT INTO edit (at, kind, what) VALUES ('', '', '');
             INSERT INTO watch VALUES (1, '', '', '', ''); INSERT INTO watch_end VALUES (1, '');
             INSERT INTO watch_event VALUES (1, 1, '', 'known', 1, '', 1, 1, 1, 0, 0);
             INSERT INTO watch_visit VALUES (1, 1, '', 1); INSERT INTO watch_sent VALUES (1, 1, '', 1, NULL);",
        )
        .unwrap();
    let tables = tables(connection).unwrap();
    for known in
        ["article", "assertion", "copy", "edit", "failure", "original", "reading", "relation", "run", "span"]
    {
        assert!(tables.iter().any(|table| table == known), "{known} is not among {tables:?}");
    }
    for table in tables {
        let column: String = connection
            .query_row("SELECT name FROM pragma_table_info(?1) LIMIT 1", [&table], |row| row.get(0))
            .unwrap();
        for statement in [
            format!("UPDATE \"{table}\" SET \"{column}\" = \"{column}\""),
            format!("DELETE FROM \"{table}\""),
            format!("INSERT OR REPLACE INTO \"{table}\" SELECT * FROM \"{table}\""),
        ] {
            let error = connection.execute(&statement, []).expect_err(&statement).to_string();
            assert_eq!(error, format!("append-only: {table}"), "{statement}");
        }
    }
}

#[test]
fn what_is_derived_may_be_made_again() {
    let writer = Writer::in_memory(run());
    let connection = writer.ledger().connection();
    connection.execute_batch("INSERT INTO now_claim VALUES (1, 1, 1)").unwrap_err(); // of no assertion
    connection.execute_batch("INSERT INTO now_band VALUES (1, 1); DELETE FROM now_band").unwrap();
}
