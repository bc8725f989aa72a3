//! What holds of any text and any bytes.

mod common;

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use selon_kb::fold::{fold, keys};
use selon_kb::{Base, Context, OpenError, PartialDate};
use selon_record::EntityType;

static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| common::builder().finish().expect("the rows make a base"));
static BASE: LazyLock<Base> = LazyLock::new(common::base);

/// Text in which names of the small base turn up, whole and in pieces.
fn text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "Kassym",
        "-",
        " ",
        ".",
        "'",
        "’",
        "Jomart",
        "Tokaïev",
        "V",
        "Poutine",
        "Le Pen",
        "de",
        "Vienne",
        "OTAN",
        "Otan",
        "Su",
        "35",
        "S",
        "lemonde",
        "fr",
        "www.",
        "а",
        "é",
        "\u{301}",
        "\u{200B}",
        "Токаев",
        "ß",
        "İ",
        "ch",
        "E",
    ]);
    prop_oneof!["\\PC*", prop::collection::vec(pieces, 0..12).prop_map(|pieces| pieces.concat())]
}

/// Asks everything of a base.
fn ask(base: &Base, name: &str) {
    let context = Context {
        kinds: &[(EntityType::Person, 0.5)],
        countries: &[("KZ", 1.0)],
        date: Some(jiff::civil::date(2022, 1, 1)),
        mentioned: &["country:KZ"],
        language: "fr",
        role: Some(selon_kb::Role { office: "president", of: "country:KZ" }),
    };
    let link = base.link(name, &context);
    assert!((0.0..=1.0).contains(&link.confidence), "{link:?}");
    assert!(link.best.is_none_or(|best| Some(best) == link.candidates.first().map(|first| first.candidate)));
    assert_eq!(link.candidates.len(), base.candidates(name).len());
    for scored in &link.candidates {
        let sum: f32 = scored.reasons.iter().map(|reason| reason.weight).sum();
        assert!((sum - scored.score).abs() < 1e-3);
    }
    let _ = (base.domain(name), base.designator(name), base.name_part(name).map(|part| part.forms().count()));
    let _ = (base.demonym("fr", name).count(), base.starts_alias(name), base.entry(name));
    let _ = (base.holders("president", name, None).count(), base.metonyms(name).count());
}

/// Reads every row.
fn walk(base: &Base) {
    for entry in base.entries().take(500) {
        let _ =
            (entry.id(), entry.kind(), entry.class(), entry.country(), entry.population(), entry.location());
        let _ = (entry.prominence(), entry.source().id(), entry.facts().take(500).count(), entry.name("fr"));
        let _ = (base.offices_of(&entry).count(), base.metonyms(entry.id()).count());
        entry.names().take(20).for_each(|name| ask(base, name.text));
    }
    base.sources().for_each(|source| _ = (source.name(), source.licence()));
    let _ = base.resolution(2231);
}

/// The bytes with a checksum that fits them.
fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    if bytes.len() > 16 {
        let checksum = crc32fast::hash(&bytes[16..]);
        bytes[12..16].copy_from_slice(&checksum.to_le_bytes());
    }
    bytes
}

proptest! {
    #[test]
    fn folding_again_changes_nothing(text in text()) {
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded.clone());
        prop_assert!(!folded.contains("  ") && folded.trim() == folded);
        // A key is of letters and numbers.
        prop_assert!(keys(&text).iter().all(|key| key.chars().all(|c| c.is_ascii_graphic() || c == ' ')));
    }

    #[test]
    fn any_name_is_looked_up(text in text()) {
        ask(&BASE, &text);
    }

    #[test]
    fn any_bytes_are_opened_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), head in 0usize..300) {
        let mut bytes = bytes;
        let head = head.min(bytes.len());
        bytes[..head].copy_from_slice(&BYTES[..head]);
        for bytes in [bytes.clone(), sealed(bytes)] {
            if let Ok(base) = Base::from_bytes(bytes) {
                walk(&base);
            }
        }
    }

    #[test]
    fn damage_is_seen(at in any::<prop::sample::Index>(), change in 1u8..) {
        let mut bytes = BYTES.clone();
        let at = at.index(bytes.len());
        bytes[at] ^= change;
        prop_assert!(Base::from_bytes(bytes).is_err());
        prop_assert!(Base::from_bytes(BYTES[..at].to_vec()).is_err());
    }

    #[test]
    fn partial_dates_come_back(text in "[0-9]{3,4}(-[0-9]{1,2}){0,3}") {
        if let Ok(date) = text.parse::<PartialDate>() {
            prop_assert_eq!(date.to_string(), text);
            prop_assert!(date.first() <= date.last());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn damage_that_is_not_seen_harms_nobody(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..40)) {
        let mut bytes = BYTES.clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(base) = Base::from_bytes(sealed(bytes)) {
            walk(&base);
        }
    }

    #[test]
    fn the_order_of_rows_changes_nothing(entries in Just(common::entries()).prop_shuffle()) {
        prop_assert_eq!(common::builder_of(entries).finish().unwrap(), BYTES.clone());
    }
}

#[test]
fn long_texts_are_no_names_at_once() {
    let start = Instant::now();
    for unit in ["a", "A ", "é", "Su-35", ".", "a.", "www.", "-", "ch"] {
        ask(&BASE, &unit.repeat(1_000_000));
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn files_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("some.kb");
    let refused = |content: Option<&[u8]>| {
        content.inspect(|content| std::fs::write(&path, content).unwrap());
        let error = Base::open(&path).unwrap_err();
        assert!(error.to_string().contains("some.kb"), "{error}");
        error
    };
    assert!(matches!(refused(None), OpenError::Read { .. }));
    assert!(matches!(refused(Some(b"")), OpenError::NotABase { .. }));
    assert!(matches!(refused(Some(b"SQLite format 3\0")), OpenError::NotABase { .. }));
    assert!(matches!(refused(Some(&BYTES[..10])), OpenError::Damaged { .. }));
    assert!(matches!(refused(Some(&BYTES[..BYTES.len() - 1])), OpenError::Damaged { .. }));
    let mut newer = BYTES.clone();
    newer[8] = 99;
    assert!(matches!(refused(Some(&newer)), OpenError::Format { found: 99, .. }));
    std::fs::write(&path, &*BYTES).unwrap();
    walk(&Base::open(&path).unwrap());
}

#[test]
fn the_base_in_the_program_opens() {
    walk(Base::built_in());
}
