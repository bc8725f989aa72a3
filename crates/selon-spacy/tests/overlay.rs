//! Overlays on the small pipeline of `fuzz/`, against what spaCy found with the same weights (`fuzz/make_pipeline.py`).

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

use selon_spacy::{Doc, Error, Overlay, Pipeline};

fn fixture(name: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz")).join(name)
}

fn overlay_bytes() -> Vec<u8> {
    fs::read(fixture("pipeline.overlay")).unwrap()
}

fn with(bytes: Vec<u8>) -> Result<Pipeline, Error> {
    Pipeline::load_with(fixture("pipeline"), &[Overlay::from_bytes(bytes)?])
}

/// The overlay with one of its parts made anew; `None` takes the part away.
fn with_part(part: &str, change: impl FnOnce(Vec<u8>) -> Option<Vec<u8>>) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(overlay_bytes())).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut change = Some(change);
    for number in 0..old.len() {
        let mut file = old.by_index(number).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        let content = if name == part { change.take().unwrap()(content) } else { Some(content) };
        if let Some(content) = content {
            new.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            new.write_all(&content).unwrap();
        }
    }
    assert!(change.is_none(), "no part {part}");
    new.finish().unwrap().into_inner()
}

fn replaced(part: &str, from: &str, to: &str) -> Vec<u8> {
    with_part(part, |content| {
        let text = String::from_utf8(content).unwrap();
        assert!(text.contains(from), "{text}");
        Some(text.replace(from, to).into_bytes())
    })
}

/// First and last code point and label of each entity.
fn entities(doc: &Doc) -> serde_json::Value {
    let code_points = |byte: usize| doc.text()[..byte].chars().count();
    let entity = |span: &selon_spacy::Span| {
        let range = doc.token(span.start).range().start..doc.token(span.end - 1).range().end;
        let label = doc.labels().get(span.label);
        serde_json::json!([code_points(range.start), code_points(range.end), label])
    };
    doc.ents().iter().map(entity).collect()
}

fn expected() -> Vec<serde_json::Value> {
    let lines = fs::read_to_string(fixture("pipeline.overlay.jsonl")).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn half_precision_weights_find_what_spacy_finds_with_them() {
    let pipeline = with(overlay_bytes()).unwrap();
    for case in expected() {
        let text = case["text"].as_str().unwrap();
        assert_eq!(entities(&pipeline.parse(text)), case["ents"], "{text}");
    }
}

#[test]
fn only_its_components_are_replaced() {
    let (plain, changed) = (Pipeline::load(fixture("pipeline")).unwrap(), with(overlay_bytes()).unwrap());
    assert_eq!(plain.component_names().collect::<Vec<_>>(), changed.component_names().collect::<Vec<_>>());
    for case in expected() {
        let text = case["text"].as_str().unwrap();
        let (plain, changed) = (plain.parse(text), changed.parse(text));
        assert_ne!(entities(&plain), entities(&changed));
        for (a, b) in plain.tokens().zip(changed.tokens()) {
            assert_eq!((a.text(), a.pos(), a.tag(), a.morph()), (b.text(), b.pos(), b.tag(), b.morph()));
            assert_eq!((a.lemma(), a.dep(), a.head().i()), (b.lemma(), b.dep(), b.head().i()));
        }
    }
}

#[test]
fn a_pipeline_tells_its_overlays() {
    assert!(Pipeline::load(fixture("pipeline")).unwrap().meta().overlays.is_empty());
    let pipeline = with(overlay_bytes()).unwrap();
    let [overlay] = &pipeline.meta().overlays[..] else { panic!("{:?}", pipeline.meta()) };
    assert_eq!((overlay.name.as_str(), overlay.version.as_str()), ("small_news", "1.0.0"));
    assert_eq!(overlay.overlay_of.to_string(), "fr_pipeline 0.0.0");
    assert_eq!(
        (overlay.components.as_slice(), overlay.license.as_str()),
        (&["ner".to_owned()][..], "MIT OR Apache-2.0")
    );
}

#[test]
fn another_overlay_bakes_anew() {
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("pipeline.baked");
    let load = |overlays: &[Overlay]| {
        let pipeline = Pipeline::load_cached_with(fixture("pipeline"), &cache, overlays).unwrap();
        let found = entities(&pipeline.parse(expected()[2]["text"].as_str().unwrap()));
        (found, pipeline.meta().overlays.len(), fs::metadata(&cache).unwrap().modified().unwrap())
    };
    let overlay = [Overlay::from_bytes(overlay_bytes()).unwrap()];
    let (plain, none, _) = load(&[]);
    let (changed, one, baked) = load(&overlay);
    assert_ne!(plain, changed);
    assert_eq!((none, one), (0, 1));
    assert_eq!(load(&overlay), (changed.clone(), 1, baked), "mapped, not written again");
    // The same name and version with another content is another overlay.
    let other = with_part("ner/moves", |mut moves| {
        let places: Vec<usize> = (0..moves.len() - 3).filter(|&at| &moves[at..at + 3] == b"LOC").collect();
        places.into_iter().for_each(|at| moves[at..at + 3].copy_from_slice(b"SEA"));
        Some(moves)
    });
    let other = load(&[Overlay::from_bytes(other).unwrap()]);
    assert_ne!(other.0, changed);
    assert_eq!(load(&[]).0, plain);
}

#[test]
fn it_goes_on_no_other_pipeline() {
    for (from, to, made_for) in
        [("fr_pipeline", "fr_core_news_md", "fr_core_news_md 0.0.0"), ("0.0.0", "3.8.0", "fr_pipeline 3.8.0")]
    {
        let error = with(replaced("meta.json", from, to)).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("overlay small_news 1.0.0: made for {made_for}, not for fr_pipeline 0.0.0")
        );
    }
}

#[test]
fn what_is_wrong_with_it_is_said() {
    let without = |part: &str| with_part(part, |_| None);
    let wrong = [
        (b"no zip".to_vec(), "not a readable zip file"),
        (Vec::new(), "not a readable zip file"),
        (without("meta.json"), "meta.json: this part of the pipeline is missing"),
        (without("config.cfg"), "no config.cfg"),
        (without("ner/model"), "overlay small_news 1.0.0: ner/model: this part of the pipeline is missing"),
        (without("ner/moves"), "overlay small_news 1.0.0: ner/moves: this part"),
        (replaced("meta.json", "overlay_of", "of"), "missing field `overlay_of`"),
        (replaced("config.cfg", "pipeline = [\"ner\"]", "pipeline = []"), "names no component"),
        (
            replaced("config.cfg", "pipeline = [\"ner\"]", "pipeline = [\"textcat\"]"),
            "runs none of this name",
        ),
        (replaced("config.cfg", "TransitionBasedParser.v2", "TransitionBasedParser.v9"), "architecture"),
        (replaced("config.cfg", "\"SUFFIX\",", ""), "more embedding tables than attributes"),
        (with_part("ner/model", |model| Some(model[..model.len() / 2].to_vec())), "ner/model: not msgpack"),
        (with_part("ner/moves", |_| Some(pipeline_part("parser/moves"))), "labels for a network"),
        (with_part("ner/model", |_| Some(pipeline_part("tagger/model"))), "overlay small_news 1.0.0: "),
    ];
    for (bytes, message) in wrong {
        let error = with(bytes).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }
    let twice = [overlay_bytes(), overlay_bytes()].map(|bytes| Overlay::from_bytes(bytes).unwrap());
    let error = Pipeline::load_with(fixture("pipeline"), &twice).unwrap_err().to_string();
    assert!(error.contains("another overlay has it too"), "{error}");
}

fn pipeline_part(part: &str) -> Vec<u8> {
    fs::read(fixture("pipeline").join(part)).unwrap()
}

/// Lengths of arrays and the like: each byte of the description of the model, changed, is an error or does no harm.
#[test]
fn altered_weights_are_refused_or_read() {
    let text = expected()[0]["text"].as_str().unwrap().to_owned();
    for at in (0..9_000).step_by(37) {
        let altered = with_part("ner/model", |mut model| {
            let at = at % model.len();
            model[at] ^= 1 << (at % 8);
            Some(model)
        });
        if let Ok(pipeline) = with(altered) {
            pipeline.parse(&text);
        }
    }
    let infinite = with_part("ner/model", |model| {
        // A stretch of weights that are all infinite: 0x7C00.
        let start = model.len() / 2;
        let end = (start + 200).min(model.len());
        let mut model = model;
        model[start..end].chunks_exact_mut(2).for_each(|two| two.copy_from_slice(&[0x7C, 0x7C]));
        Some(model)
    });
    assert!(with(infinite).is_err());
}

#[test]
fn a_damaged_file_is_refused_or_changes_nothing() {
    let whole = overlay_bytes();
    let found = |pipeline: &Pipeline| entities(&pipeline.parse(expected()[2]["text"].as_str().unwrap()));
    let right = found(&with(whole.clone()).unwrap());
    for end in (0..whole.len()).step_by(101) {
        assert!(with(whole[..end].to_vec()).is_err(), "cut at {end}");
    }
    for at in (0..whole.len()).step_by(29) {
        let mut altered = whole.clone();
        altered[at] ^= 0x10;
        if let Ok(pipeline) = with(altered) {
            assert_eq!(found(&pipeline), right, "byte {at}");
        }
    }
}
