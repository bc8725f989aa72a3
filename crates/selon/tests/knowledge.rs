//! `selon kb` and `--kb`: what a name may mean, where it is from, and what becomes of a base that is not whole.

mod common;

use std::fs;
use std::path::Path;

use common::{World, outcome};

/// The base that is part of the program, as a file.
fn built_in() -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/kb/selon.kb")).expect("the base is there")
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn a_name_is_shown_with_reasons_and_sources() {
    let world = World::new();
    let shown = world.run(&["--lang", "fr", "kb", "show", "Kassym-Jomart Tokaïev"]);
    assert_eq!(shown.status, Some(0), "{}", shown.stderr);
    for part in [
        "person:kassym-jomart-tokaiev",
        "president country:KZ 2019-03-20",
        "est pris pour",
        "MIT OR Apache-2.0",
    ] {
        assert!(shown.stdout.contains(part), "{part}: {}", shown.stdout);
    }
}

#[test]
fn several_spellings_are_one_man() {
    let world = World::new();
    for name in ["Kassym-Jomart Tokayev", "Kasym-Zhomart Tokayev", "Касым-Жомарт Токаев"] {
        let shown = json(&world.run(&["kb", "show", "--json", name]).stdout);
        assert_eq!(shown["best"], "person:kassym-jomart-tokaiev", "{name}");
    }
}

#[test]
fn a_common_word_is_no_name() {
    let world = World::new();
    for word in ["sol", "mes", "part", "Sol", "Mes", "Part", "Puis plus rien"] {
        let shown = json(&world.run(&["kb", "show", "--json", word]).stdout);
        assert_eq!(shown["best"], serde_json::Value::Null, "{word}: {shown}");
    }
}

#[test]
fn no_name_is_too_long_and_mixed_scripts_match_nothing() {
    let world = World::new();
    // The а of the second is Cyrillic.
    for name in
        ["Tokaïev ".repeat(70), "Tok\u{430}ïev".to_owned(), "\u{202E}veïakoT".to_owned(), " ".to_owned()]
    {
        let shown = world.run(&["kb", "show", "--json", &name]);
        assert_eq!(shown.status, Some(0), "{}", shown.stderr);
        assert_eq!(json(&shown.stdout)["best"], serde_json::Value::Null, "{name}");
    }
}

#[test]
fn every_source_has_a_licence() {
    let sources = json(&World::new().run(&["kb", "sources", "--json"]).stdout);
    let sources = sources.as_array().unwrap();
    assert!(sources.len() >= 5);
    for source in sources {
        for key in ["name", "date", "licence"] {
            assert!(
                source[key].as_str().is_some_and(|value| !value.is_empty() && value != "-"),
                "{key}: {source}"
            );
        }
    }
}

#[test]
fn a_base_that_is_not_whole_is_named_and_refused() {
    let world = World::new();
    let whole = built_in();
    let mut altered = whole.clone();
    let middle = altered.len() / 2;
    altered[middle] ^= 0x40;
    let mut newer = whole.clone();
    newer[8] = 250;
    let files: [(&str, &[u8], &str); 5] = [
        ("empty.kb", b"", "not a knowledge base"),
        ("text.kb", b"Il pleut.\n", "not a knowledge base"),
        ("short.kb", &whole[..whole.len() / 3], "damaged"),
        ("altered.kb", &altered, "damaged"),
        ("newer.kb", &newer, "format"),
    ];
    for (name, bytes, reason) in files {
        fs::write(world.path(name), bytes).unwrap();
        let path = world.path(name).display().to_string();
        let refused = world.run(&["--lang", "en", "kb", "--kb", &path, "show", "Moscou"]);
        assert_eq!((refused.status, &*refused.stdout), (Some(1), ""), "{name}: {}", refused.stderr);
        assert!(
            refused.stderr.contains(name) && refused.stderr.contains(reason),
            "{name}: {}",
            refused.stderr
        );
    }
    let missing = world.run(&["--lang", "fr", "kb", "--kb", "nulle-part.kb"]);
    assert_eq!(missing.status, Some(1));
    assert_eq!(missing.stderr, "erreur : nulle-part.kb : fichier introuvable\n");
}

#[test]
fn the_environment_names_a_base_too() {
    let world = World::new();
    fs::write(world.path("own.kb"), built_in()).unwrap();
    let mut command = world.command(&["kb"]);
    let own = outcome(command.env("SELON_KB", world.path("own.kb")));
    assert_eq!((own.status, own.stdout), (Some(0), world.run(&["kb"]).stdout));
}
