//! The acceptance case of claims: `examples/`, where SELON_TEST_MODELS names a folder of wheels.

mod common;

use common::World;

/// The acceptance case: the toll of 164 is one claim of six articles, denied, told otherwise, and followed by another.
#[test]
fn the_toll_of_the_examples_is_one_claim_with_its_denial_its_rival_and_its_update() {
    let Some(world) = World::with_models(&["fr", "en", "sentences"]) else { return };
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
    let outcome = world.run(&["add", "a.selon", examples]);
    assert_eq!(outcome.status, Some(0), "{}", outcome.stderr);
    let ledger = rusqlite::Connection::open(world.path("a.selon")).unwrap();
    let claim_of = |words: &str, place: &str| -> i64 {
        let row = "SELECT c.found FROM now_claim c JOIN assertion a ON a.id = c.assertion
                   JOIN article t ON t.id = a.article WHERE instr(a.content, ?1) AND t.place LIKE ?2 LIMIT 1";
        ledger.query_row(row, [words, &format!("%{place}%")], |row| row.get(0)).unwrap()
    };
    let toll = claim_of("164 morts", "01-");
    for (words, place) in
        [("164 morts", "02-"), ("164 morts", "03-"), ("164 people", "06-"), ("164 personnes", "08-")]
    {
        assert_eq!(claim_of(words, place), toll, "{place}");
    }
    let between = |kind: &str, of: &str, words: &str, place: &str| -> bool {
        let other = claim_of(words, place);
        assert_ne!(other, toll, "{place}");
        let row = "SELECT count(*) FROM relation r JOIN now_claim a ON a.assertion = r.a
                   JOIN now_claim b ON b.assertion = r.b
                   WHERE r.kind = ?1 AND r.type = ?2 AND (a.found, b.found) IN ((?3, ?4), (?4, ?3))";
        let count: i64 = ledger.query_row(row, (kind, of, toll, other), |row| row.get(0)).unwrap();
        count > 0
    };
    assert!(between("contradiction", "polarity", "164 morts", "05-"));
    assert!(between("update", "number", "225 morts", "07-"));
    assert!(between("contradiction", "number", "44 morts", "04-"));
}
