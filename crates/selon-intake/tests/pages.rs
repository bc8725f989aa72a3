//! Invented pages, each beside what Selon reads in it: `pages/NAME.html` and `pages/NAME.txt`. `SELON_UPDATE=1` writes what
//! it reads; look at the diff.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use selon_intake::page;

/// What is read in a page, as it stands beside it.
fn read(html: &str) -> String {
    let page = page(html, None);
    let mut read = String::new();
    let facts = [
        ("title", page.title),
        ("byline", page.byline),
        ("published", page.published),
        ("dated", page.dated.map(|dated| format!("{dated:?}").to_lowercase())),
        ("language", page.language),
        ("site", page.site_name),
        ("url", page.url),
    ];
    for (name, value) in facts {
        if let Some(value) = value {
            writeln!(read, "{name}: {value}").expect("a string takes all");
        }
    }
    read + "\n" + &page.text + "\n"
}

#[test]
fn pages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "html"));
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        let read = read(&fs::read_to_string(&file).unwrap());
        let beside = file.with_extension("txt");
        if std::env::var("SELON_UPDATE").is_ok_and(|value| value == "1") {
            fs::write(&beside, &read).unwrap();
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        assert!(read == expected, "{} reads otherwise:\n{read}", file.display());
    }
}
