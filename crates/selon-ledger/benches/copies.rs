//! The cost of the sketch of an article and of comparing two: `cargo bench -p selon-ledger`.
//!
//! Texts are drawn from a small vocabulary, of the length of an agency's dispatch; one is the other with each 25th word replaced.

#![allow(missing_docs)] // criterion_group! writes a public function

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use selon_ledger::copies::{Sketch, Words, compare};

fn text(edited: bool) -> String {
    let word = |n: u64| {
        let drawn = n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 52;
        let other = edited && n.is_multiple_of(25);
        format!(
            "{}é{drawn}{}",
            ["l’", "d'", "", "ma", "con"][(drawn % 5) as usize],
            if other { "x" } else { "" }
        )
    };
    (1..=450).map(word).collect::<Vec<_>>().join(" ")
}

fn copies(criterion: &mut Criterion) {
    let [a, b] = [false, true].map(text);
    let mut group = criterion.benchmark_group("copies");
    group.throughput(Throughput::Bytes(a.len() as u64));
    group.bench_function("words", |bencher| bencher.iter(|| Words::of(black_box(&a))));
    group.bench_function("sketch", |bencher| bencher.iter(|| Sketch::of(black_box(&a))));
    let [a, b] = [&a, &b].map(|text| Words::of(text));
    group.bench_function("compare", |bencher| bencher.iter(|| compare(black_box(&a), black_box(&b))));
    group.finish();
}

criterion_group!(benches, copies);
criterion_main!(benches);
