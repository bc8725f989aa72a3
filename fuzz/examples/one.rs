//! Runs a target on files: `cargo run --no-default-features --example one TARGET FILE...`

fn main() {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().expect("a target");
    let (_, target) = selon_fuzz::TARGETS.into_iter().find(|(n, _)| *n == name).expect("one of the targets");
    for path in arguments {
        let bytes = std::fs::read(&path).expect("a readable file");
        let start = std::time::Instant::now();
        let outcome = std::panic::catch_unwind(|| target(&bytes));
        let outcome = if outcome.is_ok() { "ok" } else { "PANIC" };
        println!("{outcome}\t{} ms\t{path}", start.elapsed().as_millis());
    }
}
