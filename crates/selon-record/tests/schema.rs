//! The published schema is the one the types make. `SELON_UPDATE=1 cargo test -p selon-record` rewrites it.

use std::path::Path;

#[test]
fn published_schema_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reading.schema.json");
    let made = serde_json::to_string_pretty(&selon_record::schema()).unwrap() + "\n";
    if std::env::var("SELON_UPDATE").is_ok_and(|value| value == "1") {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &made).unwrap();
    }
    let published = std::fs::read_to_string(&path).unwrap();
    assert!(published == made, "docs/reading.schema.json is out of date; run with SELON_UPDATE=1");
}
