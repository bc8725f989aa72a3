//! Runs every target on its seeds, on their beginnings, and with single bytes changed, on a stable compiler.
//! An input that once made a target panic becomes a file in `seeds/TARGET/`.

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

use selon_fuzz::{TARGETS, Target, parts, small_base, small_pipeline};

/// Changes of one seed.
const CHANGES: usize = 60;

fn run(name: &str, target: Target, seed: &[u8]) {
    for i in 0..=CHANGES {
        let input = changed(seed, i);
        assert!(catch_unwind(|| target(&input)).is_ok(), "{name}: change {i} of {:?}", Preview(seed));
    }
}

/// The seed itself, then its beginnings and copies with a byte or two changed, spread over its length.
fn changed(seed: &[u8], i: usize) -> Vec<u8> {
    let at = (i * 2_654_435_761) % seed.len().max(1);
    let mut input = seed.to_vec();
    match (i, i % 4) {
        (0, _) => {}
        (_, 0) => input.truncate(at),
        (_, 1) => input.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1 << (i % 8)),
        (_, 2) => input.iter_mut().skip(at).take(1).for_each(|byte| *byte = 0),
        _ => input.iter_mut().skip(at).take(2).for_each(|byte| *byte = 0xFF),
    }
    input
}

struct Preview<'a>(&'a [u8]);

impl std::fmt::Debug for Preview<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", String::from_utf8_lossy(&self.0[..self.0.len().min(40)]))
    }
}

#[test]
fn seeds() {
    for (name, target) in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(name);
        let mut files: Vec<_> =
            fs::read_dir(&folder).into_iter().flatten().map(|file| file.unwrap().path()).collect();
        files.sort();
        for file in files {
            run(name, target, &fs::read(&file).unwrap());
        }
        target(b"");
    }
}

#[test]
fn parts_of_the_small_pipeline() {
    for (number, part) in parts().iter().enumerate() {
        let content = fs::read(small_pipeline().join(part)).unwrap();
        let seed = [&[number as u8][..], &content].concat();
        for i in 0..=CHANGES {
            let mut input = changed(&seed, i);
            if let Some(which) = input.first_mut() {
                *which = number as u8;
            }
            let run = || selon_fuzz::pipeline(&input);
            assert!(catch_unwind(run).is_ok(), "{}: change {i}", part.display());
        }
        selon_fuzz::msgpack(&content);
    }
}

#[test]
fn a_small_base() {
    run("knowledge", selon_fuzz::knowledge, &small_base());
}

#[test]
fn examples() {
    for file in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../examples")).unwrap() {
        let content = fs::read(file.unwrap().path()).unwrap();
        selon_fuzz::text(&content);
        selon_fuzz::sniffed(&content);
    }
}
