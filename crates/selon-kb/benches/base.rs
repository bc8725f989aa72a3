//! The cost of opening the base and of looking names up: `cargo bench -p selon-kb`.
//!
//! SELON_KB names another base than the built-in one. Opening is of a file that the system has in memory.

#![allow(missing_docs)] // criterion_group! writes a public function

use std::hint::black_box;
use std::path::PathBuf;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use selon_kb::{Base, Context};
use selon_record::EntityType;

/// Names as an article has them: full and short, spelt otherwise, of many towns, of nobody.
const NAMES: [&str; 16] = [
    "Kassym-Jomart Tokaïev",
    "Tokayev",
    "Vladimir Poutine",
    "Poutine",
    "Ebrahim Raïssi",
    "Moscou",
    "Vienne",
    "San José",
    "Kazakhstan",
    "OTAN",
    "Agence France-Presse",
    "Avia.pro",
    "S-400",
    "Ministère des Affaires étrangères",
    "Jean-Baptiste Poquelin",
    "Xyzzyville",
];

fn path() -> PathBuf {
    let built_in = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/kb/selon.kb");
    std::env::var_os("SELON_KB").map_or_else(|| built_in.into(), PathBuf::from)
}

fn base(criterion: &mut Criterion) {
    let path = path();
    criterion.bench_function("open", |b| b.iter(|| Base::open(&path).expect("the base opens")));
    let base = Base::open(&path).expect("the base opens");
    let context = Context {
        kinds: &[(EntityType::Place, 0.3), (EntityType::Person, 0.3), (EntityType::Organisation, 0.4)],
        countries: &[("KZ", 1.0), ("RU", 0.5)],
        date: Some(jiff::civil::date(2022, 1, 10)),
        mentioned: &["country:KZ"],
        language: "fr",
        role: None,
    };
    let mut group = criterion.benchmark_group("names");
    group.throughput(Throughput::Elements(NAMES.len() as u64));
    group.bench_function("candidates", |b| {
        b.iter(|| NAMES.map(|name| black_box(&base).candidates(name).len()))
    });
    group.bench_function("link", |b| {
        b.iter(|| NAMES.map(|name| black_box(&base).link(name, &context).confidence))
    });
    group.finish();
    let mut group = criterion.benchmark_group("link");
    for name in NAMES {
        group.bench_function(name, |b| b.iter(|| black_box(&base).link(name, &context).confidence));
    }
    group.finish();
}

criterion_group!(benches, base);
criterion_main!(benches);
