//! The published schema is the one the types make. `SELON_UPDATE=1 cargo test -p selon-record` rewrites it.

use std::path::Path;

#[test]
fn published_schema_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reading.schema.json");
    let made = selon_record::schema();
    if std::env::var("SELON_UPDATE").is_ok_and(|value| value == "1") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, serde_json::to_string_pretty(&made).unwrap() + "\n").unwrap();
    }
    // Values, not texts: the order of keys depends on the features that other crates ask of serde_json.
    let published: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    assert!(published == made, "docs/reading.schema.json is out of date; run with SELON_UPDATE=1");
}
