//! `selon read`: its formats and failures without a pipeline, and, where SELON_TEST_MODELS names a folder of wheels, the
//! examples read.

mod common;

use common::World;
use serde_json::Value;

#[test]
fn a_pipe_gets_a_reading_a_line() {
    let world = World::new();
    let outcome =
        world.run_with_input(&["read", "-"], "{\"id\":\"a\",\"text\":\"\"}\n{\"id\":\"b\",\"text\":\" \"}\n");
    assert_eq!((outcome.status, &*outcome.stderr), (Some(0), ""));
    let lines = outcome.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let ids: Vec<_> =
        lines.map(|reading| (reading["selon"].clone(), reading["article"]["id"].clone())).collect();
    assert_eq!(ids, [(1.into(), "a".into()), (1.into(), "b".into())]);
}

#[test]
fn a_person_gets_a_page_in_their_language() {
    let world = World::new();
    let page = |arguments: &[&str]| {
        let outcome =
            world.run_with_input(&[&["read", "-f", "terminal", "-"], arguments].concat(), "{\"text\":\"\"}");
        assert_eq!((outcome.status, &*outcome.stderr), (Some(0), ""));
        outcome.stdout
    };
    assert!(page(&["--lang", "fr"]).contains("Aucune assertion n’a été trouvée."));
    assert!(page(&["--lang", "en"]).contains("No assertion was found."));
    assert!(page(&["--width", "50"]).starts_with(&("━".repeat(50) + "\n")));
    assert!(!page(&[]).contains('\u{1B}'));
    assert!(page(&["--color", "always"]).contains('\u{1B}'));
}

const TWO: &str = "{\"id\":\"a\",\"text\":\"\"}\n{\"id\":\"b/c\",\"text\":\" \"}\n";

/// What is printed of two blank articles.
#[track_caller]
fn printed(world: &World, arguments: &[&str], input: &str) -> String {
    let outcome = world.run_with_input(&[&["read"], arguments, &["-"]].concat(), input);
    assert_eq!((outcome.status, &*outcome.stderr), (Some(0), ""), "{arguments:?}");
    outcome.stdout
}

#[test]
fn each_format_is_whole_however_many_articles_there_are() {
    let world = World::new();
    for (count, input) in [(0, ""), (1, "{\"text\":\"\"}"), (2, TWO)] {
        let of = |format| printed(&world, &["-f", format, "--lang", "fr", "--input-format", "jsonl"], input);
        let json: Value = serde_json::from_str(&of("json")).unwrap();
        assert_eq!(json.as_array().unwrap().len(), count);
        let csv = of("csv");
        assert!(csv.starts_with("article,outlet,published,n,id,") && csv.lines().count() == 1, "{csv}");
        let html = of("html");
        assert_eq!(html.matches("<article").count(), count);
        assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"fr\">") && html.ends_with("</html>\n"));
        for line in of("webanno").lines() {
            assert_eq!(serde_json::from_str::<Value>(line).unwrap()["type"], "AnnotationCollection");
        }
    }
}

#[test]
fn output_goes_where_it_is_said_in_the_format_its_name_says() {
    let world = World::new();
    let written = |arguments: &[&str], name: &str| {
        assert_eq!(printed(&world, &[&["-o", name], arguments].concat(), TWO), "");
        std::fs::read_to_string(world.path(name)).unwrap()
    };
    assert!(written(&[], "page.html").starts_with("<!DOCTYPE html>"));
    assert!(written(&[], "table.CSV").starts_with("article,"));
    assert!(written(&[], "readings.json").starts_with("[\n  {"));
    assert!(written(&[], "readings").starts_with("{\"selon\":1,"));
    assert!(written(&[], "annotations.jsonld").starts_with("{\"@context\":"));
    assert!(written(&[], "pages.txt").starts_with('━'));
    assert!(written(&["-f", "csv"], "page.html").starts_with("article,"), "what is there is replaced");
    let same = world.write("same.jsonl", TWO);
    assert_eq!(world.run(&["read", "-o", "same.jsonl", "same.jsonl"]).status, Some(0));
    assert_eq!(
        std::fs::read_to_string(same).unwrap(),
        printed(&world, &[], TWO),
        "read before it is replaced"
    );
    let hidden = std::fs::read_dir(world.path(".")).unwrap().flatten();
    assert_eq!(hidden.filter(|entry| entry.file_name().to_string_lossy().starts_with('.')).count(), 0);
    assert!(printed(&world, &["-o", "-"], TWO).starts_with("{\"selon\":1,"));
    let outcome = world.run_with_input(&["read", "-o", "absent/page.html", "-"], TWO);
    assert_eq!(
        (outcome.status, &*outcome.stderr),
        (Some(1), "error: absent/page.html: cannot be written: No such file or directory\n")
    );
    std::fs::create_dir(world.path("folder")).unwrap();
    let outcome = world.run_with_input(&["read", "-o", "folder", "-"], TWO);
    assert_eq!((outcome.status, outcome.stderr.contains("folder: cannot be written: ")), (Some(1), true));
}

#[test]
fn brat_gets_a_folder_or_one_article() {
    let world = World::new();
    assert_eq!(printed(&world, &["-f", "brat"], "{\"text\":\"\"}"), "");
    let outcome = world.run_with_input(&["read", "-f", "brat", "-"], TWO);
    assert_eq!(
        (outcome.status, &*outcome.stdout, &*outcome.stderr),
        (Some(2), "", "error: several articles in brat's format need a folder: --output FOLDER\n")
    );
    assert_eq!(printed(&world, &["-f", "brat", "-o", "for/brat"], TWO), "");
    let mut names: Vec<_> = std::fs::read_dir(world.path("for/brat"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["a.ann", "a.txt", "annotation.conf", "b_c.ann", "b_c.txt"]);
    assert_eq!(std::fs::read_to_string(world.path("for/brat/b_c.txt")).unwrap(), " ");
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_done() {
    let world = World::new();
    world.write("arabic.txt", "قالت الوزارة إن ستة وعشرين شخصا قتلوا في المدينة");
    world.write("blank.txt", " ");
    let outcome = world.run(&["read", "absent.txt", "arabic.txt", "blank.txt"]);
    assert_eq!((outcome.status, outcome.stdout.lines().count()), (Some(1), 1));
    let errors: Vec<&str> = outcome.stderr.lines().collect();
    assert_eq!(errors[0], "error: absent.txt: cannot be read: No such file or directory");
    assert_eq!(errors[2], "error: arabic.txt: not read, as there is no pipeline for Arabic");
}

#[test]
fn the_examples_are_read() {
    let Some(world) = World::with_models(&["fr-sm"]) else { return };
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
    for name in ["01-depeche.txt", "08-tribune.txt"] {
        let path = format!("{examples}/{name}");
        let page = world.run(&["read", "-f", "terminal", "--lang", "fr", &path]);
        assert_eq!((page.status, &*page.stderr), (Some(0), ""));
        assert!(page.stdout.contains("langue française"), "{}", page.stdout);
        let line = world.run(&["read", "-f", "jsonl", &path]);
        let reading: Value = serde_json::from_str(&line.stdout).unwrap();
        assert_eq!(reading["article"]["language"], "fr");
        let page = world.run(&["read", "-f", "html", "--lang", "fr", &path]);
        assert!(page.stdout.contains("<li id=\"r1e1\""), "{}", page.stdout);
    }
}
