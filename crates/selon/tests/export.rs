//! `selon export` and `selon import`: what is written and where, what is taken back, what is said.

mod common;

use std::process::Stdio;

use common::World;
use selon_ledger::Ledger;

/// Articles in which there is nothing to read, so that no pipeline is needed.
const TWO: &str = "{\"id\":\"a\",\"text\":\"\"}\n{\"id\":\"b\",\"text\":\" \",\"title\":\"Neige, \\\"dit-on\\\"\",\"outlet\":\"L’Écho\"}\n";

/// A world with a ledger of them, where SELON_TEST_MODELS has the sentence encoder.
fn world() -> Option<World> {
    let world = World::with_models(&["sentences"])?;
    let outcome = world.run_with_input(&["add", "a.selon", "-"], TWO);
    assert_eq!((outcome.status, &*outcome.stderr), (Some(0), ""));
    Some(world)
}

#[track_caller]
fn done(world: &World, arguments: &[&str]) -> String {
    let outcome = world.run(arguments);
    assert_eq!((outcome.status, &*outcome.stderr), (Some(0), ""), "{arguments:?}");
    outcome.stdout
}

#[test]
fn every_format_is_written() {
    let Some(world) = world() else { return };
    for format in ["jsonl", "ftm", "graphml", "gexf", "webanno"] {
        let printed = done(&world, &["export", "a.selon", "--format", format]);
        assert!(printed.contains("L’Écho") || format == "webanno", "{format}: {printed}");
        assert_eq!(done(&world, &["export", "a.selon", "--format", format, "--output", "out"]), "");
        assert_eq!(std::fs::read_to_string(world.path("out")).unwrap(), printed);
    }
    for format in ["parquet", "csv"] {
        done(&world, &["export", "a.selon", "--format", format, "-o", "tables"]);
        assert!(world.path(&format!("tables/articles.{format}")).exists());
    }
    let mut there: Vec<_> =
        std::fs::read_dir(world.path("tables")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    there.sort();
    assert_eq!(there.len(), 26, "{there:?}");
    let articles = done(&world, &["export", "a.selon", "--format", "csv", "--table", "articles"]);
    assert_eq!(articles, std::fs::read_to_string(world.path("tables/articles.csv")).unwrap());
    assert!(articles.contains("\"Neige, \"\"dit-on\"\"\""), "{articles}");
}

#[test]
fn what_is_exported_is_imported_once() {
    let Some(world) = world() else { return };
    let lines = done(&world, &["export", "a.selon", "--format", "jsonl"]);
    world.write("a.jsonl", &lines);
    assert_eq!(done(&world, &["import", "b.selon", "a.jsonl"]), "2 articles added\n");
    assert_eq!(done(&world, &["export", "b.selon", "--format", "jsonl"]), lines);
    let digest = || Ledger::open(&world.path("b.selon")).unwrap().digest().unwrap();
    let before = digest();
    assert_eq!(done(&world, &["import", "b.selon", "a.jsonl"]), "0 articles added, 2 already there\n");
    assert_eq!(digest(), before);
}

#[test]
fn what_people_decided_goes_with_the_readings() {
    let Some(world) = world() else { return };
    done(&world, &["edit", "a.selon", "tie", "1", "2", "--why", "one reporter", "--who", "Ana"]);
    done(&world, &["edit", "a.selon", "undo", "1"]);
    let lines = done(&world, &["export", "a.selon", "--format", "jsonl"]);
    assert_eq!(lines.lines().count(), 4);
    world.write("a.jsonl", &lines);
    assert_eq!(done(&world, &["import", "b.selon", "a.jsonl"]), "2 articles added; 2 decisions taken over\n");
    assert_eq!(done(&world, &["export", "b.selon", "--format", "jsonl"]), lines);
    assert_eq!(done(&world, &["import", "b.selon", "a.jsonl"]), "0 articles added, 2 already there\n");
    let decisions = |ledger: &str| done(&world, &["edit", ledger, "list"]);
    assert_eq!(decisions("b.selon"), decisions("a.selon"));
    // A decision without the articles that it is about.
    world.write("alone.jsonl", lines.lines().nth(2).unwrap());
    let outcome = world.run(&["import", "c.selon", "alone.jsonl"]);
    assert_eq!((outcome.status, &*outcome.stdout), (Some(1), "0 articles added, 1 failed\n"));
    let said = "error: alone.jsonl:1: a decision about something that is not in this ledger\n";
    assert_eq!(outcome.stderr, said);
}

#[test]
fn lines_that_are_no_readings_are_named_and_the_rest_is_added() {
    let Some(world) = world() else { return };
    let lines = done(&world, &["export", "a.selon", "--format", "jsonl"]);
    let (first, second) = lines.trim_end().split_once('\n').unwrap();
    let unsound = first.replace("\"sentences\":[]", "\"sentences\":[{\"start\":0,\"end\":9}]");
    world.write("bad.jsonl", format!("{{\"text\":\"x\"}}\n\n{unsound}\nnull\n{second}\n{{\"selon\":2}}\n"));
    let outcome = world.run(&["import", "b.selon", "absent.jsonl", "bad.jsonl"]);
    assert_eq!((outcome.status, &*outcome.stdout), (Some(1), "1 article added, 5 failed\n"));
    let said: Vec<&str> = outcome.stderr.lines().collect();
    assert_eq!(said[0], "error: absent.jsonl: cannot be read: No such file or directory");
    for (line, number) in said[1..].iter().zip([1, 3, 4, 6]) {
        assert!(line.starts_with(&format!("error: bad.jsonl:{number}:")), "{said:?}");
        assert!(line.contains("is no reading"), "{said:?}");
    }
    assert_eq!(Ledger::open(&world.path("b.selon")).unwrap().failures().unwrap().len(), 5);
    let french = world.run(&["import", "--lang", "fr", "b.selon", "bad.jsonl"]);
    assert!(french.stderr.starts_with("erreur : bad.jsonl:1:"), "{}", french.stderr);
    assert!(french.stderr.contains("ce n’est pas une lecture"), "{}", french.stderr);
}

#[test]
fn what_cannot_be_is_said() {
    let Some(world) = world() else { return };
    let said = |arguments: &[&str]| {
        let outcome = world.run(&[&["export", "a.selon", "--format"], arguments].concat());
        (outcome.status, outcome.stderr)
    };
    assert_eq!(
        said(&["csv"]),
        (
            Some(2),
            "error: all tables need a folder: --output FOLDER; --table NAME writes one of them\n".into()
        )
    );
    let (status, french) = said(&["parquet", "--lang", "fr"]);
    assert_eq!((status, french.starts_with("erreur : toutes les tables")), (Some(2), true), "{french}");
    let only_tables = "error: --table goes with --format parquet or csv\n";
    assert_eq!(said(&["ftm", "--table", "claims"]), (Some(2), only_tables.into()));
    world.write("taken", "a file");
    assert_eq!(said(&["csv", "-o", "taken"]).0, Some(1));
    let (status, message) = said(&["jsonl", "-o", "no/such/folder/x"]);
    assert_eq!((status, message.starts_with("error: no/such/folder/x: cannot be written")), (Some(1), true));
    assert_eq!(std::fs::read_to_string(world.path("taken")).unwrap(), "a file");
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let Some(world) = world() else { return };
    for format in [&["jsonl"][..], &["gexf"], &["csv", "--table", "articles"]] {
        let mut command = world.command(&[&["export", "a.selon", "--format"], format].concat());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]), "{format:?}");
    }
}
