//! `selon parse`: bad input without a pipeline, and, where SELON_TEST_MODELS names a folder of wheels, real parses.

mod common;

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use common::World;
use serde_json::Value;

#[test]
fn what_is_no_text_is_named_with_the_place() {
    let world = World::new();
    let damaged = ["Dégâts à l’aéroport, selon ".as_bytes(), b"\xE9tat"].concat();
    for (name, content, reason) in [
        ("nul.txt", &b"ab\0c"[..], "is no text: it has a NUL byte at byte 2"),
        ("damaged.txt", &damaged, "invalid UTF-8 at byte 33"),
        ("cut.txt", b"\xFF\xFEa\0b", "invalid UTF-8 at byte 4"),
        (
            "bad.jsonl",
            b"{\"text\": 1}",
            "bad.jsonl:1:10: no article: invalid type: integer `1`, expected a string",
        ),
        ("list.jsonl", b"\n[\"a\"]", "list.jsonl:2:1: no article: expected `{`"),
        ("open.jsonl", b"{\"text\": \"a\n{}", "open.jsonl:1:11: no article: EOF while parsing a string"),
    ] {
        world.write(name, content);
        let outcome = world.run(&["parse", name]);
        assert_eq!((outcome.status, &*outcome.stdout), (Some(1), ""), "{name}");
        assert!(outcome.stderr.starts_with(&format!("error: {name}")), "{}", outcome.stderr);
        assert!(outcome.stderr.contains(reason), "{name}: {}", outcome.stderr);
    }
}

#[test]
fn what_is_not_there_is_named_and_the_rest_done() {
    let world = World::new();
    world.write("empty.txt", "");
    let outcome = world.run(&["parse", "--format", "json", "absent.txt", "empty.txt"]);
    assert_eq!(outcome.status, Some(1));
    assert_eq!(outcome.stderr, "error: absent.txt: cannot be read: No such file or directory\n");
    assert!(outcome.stdout.contains("\"text\":\"\""));
}

#[test]
fn an_empty_text_is_an_article_without_words() {
    let world = World::new();
    for input in ["", " \n", "\u{FEFF}", "{\"text\":\"\"}\n"] {
        let outcome = world.run_with_input(&["parse", "-"], input);
        assert_eq!((outcome.status, &*outcome.stdout, &*outcome.stderr), (Some(0), "", ""), "{input:?}");
    }
}

#[test]
fn a_program_that_waits_for_each_answer_gets_it() {
    let world = World::new();
    let mut command = world.command(&["parse", "--format", "json", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for id in ["a", "b", "c"] {
        writeln!(stdin, "{{\"id\": \"{id}\", \"text\": \"\"}}").unwrap();
        assert!(answers.next().unwrap().unwrap().contains(&format!("\"id\":\"{id}\"")));
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_language_without_pipeline_is_named() {
    let world = World::new();
    world.write("a.txt", "قالت الوزارة إن ستة وعشرين شخصا قتلوا في المدينة");
    world.write("b.txt", "12 : 30 !");
    let outcome = world.run(&["parse", "a.txt", "b.txt"]);
    assert_eq!(outcome.status, Some(1));
    let lines: Vec<&str> = outcome.stderr.lines().collect();
    assert!(lines[0].starts_with("error: there is no pipeline for Arabic yet"), "{lines:?}");
    assert_eq!(lines[1], "error: a.txt: not read, as there is no pipeline for Arabic");
    assert_eq!(lines[2], "error: b.txt: its language cannot be told; say it with --language");
}

#[test]
fn folders_are_read_in_order_and_other_kinds_counted() {
    let world = World::new();
    for name in ["in/b/2.txt", "in/a.md", "in/c.jsonl", "in/.hidden.txt", "in/.git/x.txt"] {
        world.write(name, "\0");
    }
    world.write("in/photo.jpg", "x");
    world.write("in/b/README.md", "x");
    let outcome = world.run(&["parse", "-v", "in"]);
    let named: Vec<&str> = outcome.stderr.lines().map(|line| line.split(": ").nth(1).unwrap()).collect();
    let skipped = "2 files were skipped, no articles by their names (--verbose names them)";
    assert_eq!(named, ["in/photo.jpg", "in/a.md", "in/b/README.md", "in/b/2.txt", "in/c.jsonl", skipped]);
}

#[test]
fn damaged_archives_and_feeds_are_said_with_the_place() {
    let world = World::new();
    let record = "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\n \n \r\n\r\n";
    world.write("a.warc", [record, "WARC/1.0\r\nContent-Length: x\r\n\r\n", record, &record[..40]].concat());
    world.write("f.rss", "<rss version='2.0'><channel><item><title>a</title></item><item>");
    world.write("p.html.gz", b"\x1F\x8B\x08\0\0\0\0\0");
    let said = |language: &str| {
        let outcome = world.run(&["parse", "--lang", language, "a.warc", "f.rss", "p.html.gz"]);
        assert_eq!((outcome.status, &*outcome.stdout), (Some(1), ""));
        outcome.stderr.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let (length, second) = (record.len(), 2 * record.len() + "WARC/1.0\r\nContent-Length: x\r\n\r\n".len());
    assert_eq!(
        said("en"),
        [
            format!("error: a.warc@{length}: is damaged: this record's length is not stated"),
            format!("error: a.warc@{second}: ends too early"),
            "error: f.rss#2: ends too early".to_owned(),
            "error: p.html.gz: ends too early".to_owned(),
        ]
    );
    assert_eq!(
        said("fr")[2..],
        ["erreur : f.rss#2 : s’arrête trop tôt", "erreur : p.html.gz : s’arrête trop tôt"]
    );
}

#[test]
fn pages_feeds_and_archives_are_read() {
    let Some(world) = World::with_models(&["fr-sm"]) else { return };
    let page = "<html lang=fr><body><p>Le ministre a démissionné mardi, selon un communiqué de la présidence.</p></body></html>";
    world.write("in/a.html", page);
    world.write(
        "in/f.rss",
        "<rss version='2.0'><channel><item><description>Il pleut.</description></item></channel></rss>",
    );
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let head = "WARC-Type: response\r\nContent-Type: application/http\r\nWARC-Target-URI: https://g.example/";
    world.write(
        "in/w.warc",
        format!("WARC/1.0\r\n{head}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n", block.len()),
    );
    let outcome = world.run(&["parse", "--model", "fr-sm", "in"]);
    assert_eq!((outcome.status, &*outcome.stderr), (Some(0), ""));
    let nouns: Vec<_> = words(&outcome.stdout).into_iter().map(|word| word[1].to_owned()).collect();
    assert_eq!(nouns.iter().filter(|word| *word == "ministre").count(), 2);
    assert!(nouns.contains(&"pleut".to_owned()));
}

/// Words with their columns, without comments and blank lines.
fn words(conllu: &str) -> Vec<Vec<&str>> {
    let lines = conllu.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect()).collect()
}

#[test]
fn french_becomes_conllu() {
    let Some(world) = World::with_models(&["fr-sm"]) else { return };
    let text = "\nLe\u{A0}ministre  Emmanuel Macron dort. Il pleut\u{202F}!\n";
    let outcome = world.run_with_input(&["parse", "--language", "fr", "-"], text);
    assert_eq!((outcome.status, &*outcome.stderr), (Some(0), ""));
    assert!(outcome.stdout.starts_with("# newdoc id = "));
    let mut numbers = 0..;
    for sentence in outcome.stdout.split_terminator("\n\n") {
        let words = words(sentence);
        assert_eq!(words.iter().filter(|word| word[6] == "0" && word[7] == "root").count(), 1, "{sentence}");
        for (word, number) in words.iter().zip(1..) {
            assert_eq!((word.len(), word[0]), (10, &*format!("{number}")), "{sentence}");
            assert!(word[6].parse::<usize>().unwrap() <= words.len(), "{sentence}");
            let range = word[9].rsplit_once("TokenRange=").unwrap().1.split_once(':').unwrap();
            let (start, end): (usize, usize) = (range.0.parse().unwrap(), range.1.parse().unwrap());
            assert_eq!(text.chars().skip(start).take(end - start).collect::<String>(), word[1]);
            assert!(numbers.next() <= Some(start));
        }
    }
    let misc =
        |form: &str| words(&outcome.stdout).into_iter().find(|word| word[1] == form).unwrap()[9].to_owned();
    assert_eq!(misc("Le"), "SpacesAfter=\u{A0}|SpacesBefore=\\n|TokenRange=1:3");
    assert_eq!(misc("ministre"), "SpacesAfter=\\s\\s|TokenRange=4:12");
    assert_eq!(misc("Emmanuel"), "NER=B-PER|TokenRange=14:22");
    assert_eq!(misc("Macron"), "NER=I-PER|TokenRange=23:29");
    assert_eq!(misc("!"), "SpacesAfter=\\n|TokenRange=45:46");
}

#[test]
fn json_keeps_every_token_of_the_text() {
    let Some(world) = World::with_models(&["fr-sm"]) else { return };
    let text = "Été 🎉 :\u{A0}il  pleut.\n";
    let line = serde_json::json!({"id": "a1", "language": "fr", "text": text}).to_string();
    let outcome = world.run_with_input(&["parse", "-f", "json", "-"], line);
    let doc: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!((&doc["id"], &doc["text"]), (&Value::from("a1"), &Value::from(text)));
    let tokens = doc["tokens"].as_array().unwrap();
    let mut end = 0;
    for (token, id) in tokens.iter().zip(0_u64..) {
        assert_eq!(token["id"], id);
        let start = token["start"].as_u64().unwrap();
        assert!(start == end || start == end + 1, "only plain spaces are in no token");
        end = token["end"].as_u64().unwrap();
        assert!(token["head"].as_u64().unwrap() < tokens.len() as u64);
    }
    assert_eq!(end, text.chars().count() as u64);
}

#[test]
fn many_articles_come_out_in_order_on_any_number_of_threads() {
    let Some(world) = World::with_models(&["fr-sm"]) else { return };
    let article = |n: usize| {
        let text = "Il pleut sur la ville. ".repeat(1 + n * 7 % 20);
        serde_json::json!({"id": n.to_string(), "language": "fr", "text": text}).to_string()
    };
    let mut input: Vec<String> = (0..60).map(article).collect();
    input.insert(30, "{\"text\"".into());
    let input = input.join("\n");
    let one = world.run_with_input(&["parse", "-j", "1", "-f", "json", "-"], &input);
    let many = world.run_with_input(&["parse", "-j", "5", "-f", "json", "-"], &input);
    assert_eq!((one.status, many.status), (Some(1), Some(1)));
    assert!(many.stderr.starts_with("error: standard input:31:7: no article: "), "{}", many.stderr);
    assert_eq!(one.stdout, many.stdout);
    let ids = many.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone());
    assert_eq!(ids.collect::<Vec<_>>(), (0..60).map(|n| n.to_string()).collect::<Vec<_>>());
}

#[test]
fn any_text_parses() {
    let Some(world) = World::with_models(&["fr-sm"]) else { return };
    world.write("latin.txt", b"D\xE9g\xE2ts \xE0 l'a\xE9roport, selon le minist\xE8re.");
    let outcome = world.run(&["parse", "-f", "json", "latin.txt"]);
    assert_eq!(outcome.stderr, "note: latin.txt: read as windows-1252\n");
    assert!(outcome.stdout.contains("Dégâts à l'aéroport, selon le ministère."));
    let nul = r#"{"language":"fr","text":"a\u0000b"}"#;
    for input in ["x", "قالت الوزارة", &"«".repeat(100_000), "\u{2028}\u{85}", nul, "שלום \u{202E}abc"]
    {
        let outcome = world.run_with_input(&["parse", "--language", "fr", "-"], input);
        assert_eq!((outcome.status, &*outcome.stderr), (Some(0), ""));
    }
}

#[test]
fn a_pipeline_can_be_a_wheel() {
    let Some(wheels) = common::test_models() else { return };
    let world = World::new();
    let wheel = common::wheel(&wheels, "en-sm");
    let arguments = ["parse", "--model", wheel.to_str().unwrap(), "-"];
    let outcome = world.run_with_input(&arguments, "Il pleut.");
    assert_eq!((outcome.status, words(&outcome.stdout).len()), (Some(0), 3));
    assert!(world.stored().is_empty());
}
