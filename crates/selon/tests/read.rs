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
    }
}
