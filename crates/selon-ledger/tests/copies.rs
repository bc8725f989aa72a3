//! The cases of `tests/suite/copies`: two texts and the passages that they share, marked in both.
//!
//! `SELON_UPDATE=1` writes what the program says into the files, to be read before it is committed.

use std::fs;
use std::path::{Path, PathBuf};

use selon_ledger::copies::{Words, compare};

/// The line between the two texts.
const BETWEEN: &str = "\n===\n";

#[test]
fn cases() {
    let update = std::env::var("SELON_UPDATE").is_ok_and(|value| value == "1");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite/copies");
    let files = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<PathBuf> = files.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    assert!(!files.is_empty(), "{}: no cases", folder.display());
    for file in files {
        let content = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let found = rewritten(&content);
        if update {
            fs::write(&file, found).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        } else {
            let differs = content.lines().zip(found.lines()).find(|(expected, found)| expected != found);
            assert_eq!(content, found, "{}: {differs:#?}", file.display());
        }
    }
}

/// A file with the marks and lines that the program gives its cases.
fn rewritten(content: &str) -> String {
    let mut parts = content.split("\n--- ");
    let mut rewritten = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (header, case) = part.split_once('\n').unwrap_or_else(|| panic!("{part:?} has no text"));
        let texts: String = case.trim_end().chars().filter(|&c| !is_mark(c)).collect();
        let texts = match texts.rsplit_once('\n') {
            Some((texts, line)) if line.starts_with("> ") => texts,
            _ => &texts,
        };
        let (a, b) = texts.split_once(BETWEEN).unwrap_or_else(|| panic!("{header}: no line ==="));
        let (a, b, line) = marked(a, b);
        rewritten += &format!("\n--- {header}\n{a}{BETWEEN}{b}\n{line}\n");
    }
    rewritten
}

/// The two texts with their passages marked, and a line about them.
fn marked(a: &str, b: &str) -> (String, String, String) {
    let Some(overlap) = compare(&Words::of(a), &Words::of(b)) else {
        return (a.to_owned(), b.to_owned(), "> no copy".to_owned());
    };
    let mut marks: [Vec<(usize, String)>; 2] = Default::default();
    for (passage, number) in overlap.passages.iter().zip('①'..) {
        for (span, marks) in [passage.a, passage.b].into_iter().zip(&mut marks) {
            marks.extend([(span.start, format!("⟦{number}")), (span.end, "⟧".to_owned())]);
        }
    }
    let [a, b] = [(a, &marks[0]), (b, &marks[1])].map(|(text, marks)| {
        let mut marks = marks.clone();
        marks.sort();
        let mut marked = text.to_owned();
        for (at, mark) in marks.iter().rev() {
            marked.insert_str(*at, mark);
        }
        marked
    });
    let shares = [overlap.jaccard, overlap.share_a, overlap.share_b].map(|share| format!("{share:.2}"));
    let line = format!(
        "> {} · similarity {} · of the first {}, of the second {}",
        overlap.kind.name(),
        shares[0],
        shares[1],
        shares[2]
    );
    (a, b, line)
}

fn is_mark(c: char) -> bool {
    matches!(c, '⟦' | '⟧' | '①'..='⑳')
}
