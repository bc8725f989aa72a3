//! `selon add`: what is there is not added again, what fails is named and kept, what is killed goes on; and, where
//! SELON_TEST_MODELS names a folder of wheels, the examples added.

#![allow(clippy::unwrap_used)]

mod common;

use std::fmt::Write as _;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use common::World;
use selon_ledger::{ArticleId, Ledger};

/// Articles in which there is nothing to read, so that no pipeline is needed.
const TWO: &str = "{\"id\":\"a\",\"text\":\"\"}\n{\"id\":\"b\",\"text\":\" \",\"title\":\"Neige\"}\n";

fn open(world: &World) -> Ledger {
    Ledger::open(&world.path("a.selon")).unwrap()
}

/// Adds from a pipe; what is said on standard output.
#[track_caller]
fn added(world: &World, input: &str) -> String {
    let outcome = world.run_with_input(&["add", "a.selon", "-"], input);
    assert_eq!((outcome.status, &*outcome.stderr), (Some(0), ""));
    outcome.stdout
}

#[test]
fn what_is_there_is_not_added_again() {
    let world = World::new();
    assert_eq!(added(&world, TWO), "2 articles added\n");
    let before = open(&world).digest().unwrap();
    assert_eq!(added(&world, TWO), "0 articles added, 2 already there\n");
    assert_eq!(open(&world).digest().unwrap(), before);
    assert_eq!(added(&world, "{\"id\":\"c\",\"text\":\"\"}\n"), "1 article added\n");
    let ledger = open(&world);
    assert_eq!(ledger.articles().count(), 3);
    let article = ledger.article(ArticleId(2)).unwrap().unwrap();
    assert_eq!((article.article.title.as_deref(), &*article.place), (Some("Neige"), "-:2"));
    assert!(ledger.verify().unwrap().is_empty());
    drop(ledger);
    let beside = std::fs::read_dir(world.path(".")).unwrap().count();
    assert_eq!(beside, 1, "one file, and nothing beside it");
}

#[test]
fn twice_in_one_run_is_once_in_the_ledger() {
    let world = World::new();
    assert_eq!(added(&world, &TWO.repeat(3)), "2 articles added, 4 already there\n");
}

#[test]
fn another_text_under_the_same_name_is_a_new_version() {
    let world = World::new();
    added(&world, TWO);
    added(&world, "{\"id\":\"a\",\"text\":\"  \"}\n");
    let newest = open(&world).article(ArticleId(3)).unwrap().unwrap();
    assert_eq!(newest.supersedes, Some(ArticleId(1)));
}

#[test]
fn what_fails_is_named_kept_and_the_rest_added() {
    let world = World::new();
    world.write("in/a.jsonl", format!("{{\"id\":7\n{TWO}[]\n"));
    world.write("in/b.txt", b"a\0b");
    world.write("in/c.txt", "قالت الوزارة إن ستة وعشرين شخصا قتلوا في المدينة");
    let run = || {
        let outcome = world.run(&["add", "a.selon", "absent.txt", "in"]);
        assert_eq!(outcome.status, Some(1), "{}", outcome.stderr);
        outcome
    };
    let outcome = run();
    assert_eq!(outcome.stdout, "2 articles added, 5 failed\n");
    let said: Vec<&str> = outcome.stderr.lines().filter(|line| !line.ends_with("FILE.whl`")).collect();
    assert_eq!(said[0], "error: absent.txt: cannot be read: No such file or directory");
    assert!(said[1].starts_with("error: in/a.jsonl:1:"), "{said:?}");
    assert!(said[2].starts_with("error: in/a.jsonl:4:"), "{said:?}");
    assert!(said[3].starts_with("error: in/b.txt: is no text"), "{said:?}");
    assert_eq!(said[4..], ["error: in/c.txt: not read, as there is no pipeline for Arabic"]);
    let failures = open(&world).failures().unwrap();
    let places: Vec<_> = failures.iter().map(|failure| &*failure.place).collect();
    assert_eq!(places, ["absent.txt", "in/a.jsonl:1", "in/a.jsonl:4", "in/b.txt", "in/c.txt"]);
    assert_eq!(failures[1].reason["code"], "bad_line");
    let before = open(&world).digest().unwrap();
    assert_eq!(run().stdout, "0 articles added, 2 already there, 5 failed\n");
    assert_eq!(open(&world).digest().unwrap(), before, "a failure is kept once");
}

#[test]
fn only_a_ledger_of_this_version_is_added_to() {
    let world = World::new();
    let refused = |arguments: &[&str]| {
        let outcome = world.run_with_input(&[&["add", "a.selon", "-"], arguments].concat(), TWO);
        assert_eq!(outcome.stdout, "");
        (outcome.status, outcome.stderr)
    };
    let path = world.write("a.selon", "Il pleut sur toute la France.\n".repeat(50));
    assert_eq!(refused(&[]), (Some(2), "error: a.selon: is no ledger\n".into()));
    assert_eq!(refused(&["--lang", "fr"]), (Some(2), "erreur : a.selon : ce n’est pas un registre\n".into()));
    assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 50, "left alone");
    std::fs::remove_file(&path).unwrap();
    added(&world, TWO);
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    let (status, said) = refused(&[]);
    assert_eq!(
        (status, said.starts_with("error: a.selon: a ledger of version 99; ")),
        (Some(1), true),
        "{said}"
    );
    let (_, said) = refused(&["--lang", "fr"]);
    assert!(said.starts_with("erreur : a.selon : registre de version 99 ; "), "{said}");
}

#[test]
fn a_ledger_that_cannot_be_made_is_named() {
    let world = World::new();
    let outcome = world.run_with_input(&["add", "no/a.selon", "-"], TWO);
    assert_eq!(
        (outcome.status, &*outcome.stderr),
        (Some(1), "error: no/a.selon: cannot be used as a ledger: No such file or directory\n")
    );
    std::fs::create_dir(world.path("folder")).unwrap();
    let outcome = world.run_with_input(&["add", "folder", "-", "--lang", "fr"], TWO);
    assert_eq!(
        (outcome.status, &*outcome.stderr),
        (Some(1), "erreur : folder : inutilisable comme registre : c’est un dossier\n")
    );
}

#[cfg(unix)]
#[test]
fn a_ledger_that_may_only_be_read_is_named_and_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new();
    world.write("in/a.jsonl", TWO);
    world.write("kept/probe", "");
    assert_eq!(world.run(&["add", "kept/a.selon", "in"]).stdout, "2 articles added\n");
    let allow = |path: &str, mode| {
        std::fs::set_permissions(world.path(path), std::fs::Permissions::from_mode(mode)).unwrap();
    };
    for path in ["kept/a.selon", "kept/probe"] {
        allow(path, 0o444);
    }
    allow("kept", 0o555);
    // Who may do everything is not refused.
    let may_all = std::fs::OpenOptions::new().write(true).open(world.path("kept/probe")).is_ok();
    world.write("in/b.jsonl", "{\"id\":\"c\",\"text\":\"\"}\n");
    let outcome = world.run(&["add", "kept/a.selon", "in"]);
    let kept = Ledger::open(&world.path("kept/a.selon")).unwrap().articles().count();
    allow("kept", 0o755);
    if !may_all {
        assert_eq!((outcome.status, kept), (Some(1), 2), "{outcome:?}");
        assert!(outcome.stderr.starts_with("error: kept/a.selon: "), "{outcome:?}");
    }
}

#[test]
fn one_program_adds_at_a_time() {
    let world = World::new();
    let mut first = world.command(&["add", "a.selon", "-"]);
    let mut first = first.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    while !world.path("a.selon-lock").exists() {
        std::thread::sleep(Duration::from_millis(5));
    }
    let second = world.run_with_input(&["add", "a.selon", "-"], TWO);
    assert_eq!(
        (second.status, &*second.stderr),
        (Some(1), "error: a.selon: another program is writing to this ledger\n")
    );
    drop(first.stdin.take());
    assert!(first.wait().unwrap().success());
    assert_eq!(added(&world, TWO), "2 articles added\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_may_not_grow_stays_whole() {
    let world = World::new();
    added(&world, TWO);
    let pages = std::fs::metadata(world.path("a.selon")).unwrap().len() / 1024 + 200;
    world.write("many.jsonl", many(3000));
    let limited = world.command(&["add", "a.selon", "many.jsonl"]);
    let program = limited.get_program().to_owned();
    let arguments: Vec<_> = limited.get_args().map(|argument| argument.to_owned()).collect();
    // A signal would come before the error; nobody has it sent on a real disk that is full.
    let shell = format!("trap '' XFSZ; ulimit -f {pages}; exec \"$0\" \"$@\"");
    let mut limited = std::process::Command::new("/bin/sh");
    limited.current_dir(world.path(".")).arg("-c").arg(shell).arg(program).args(arguments).env("LC_ALL", "C");
    let outcome = common::outcome(&mut limited);
    assert_eq!(outcome.status, Some(1), "{outcome:?}");
    assert!(outcome.stderr.contains("a.selon"), "{outcome:?}");
    let ledger = open(&world);
    assert!(ledger.verify().unwrap().is_empty());
    assert!(ledger.article(ArticleId(1)).unwrap().is_some(), "nothing added before is lost");
    drop(ledger);
    world.run(&["add", "a.selon", "many.jsonl"]);
    assert_eq!(open(&world).articles().count(), 3002, "with room it goes on");
}

/// What comes slowly is kept as it comes; an interrupt keeps it, says how to go on, and lets go of the ledger.
#[cfg(unix)]
#[test]
fn what_came_before_an_interrupt_is_kept() {
    use std::io::Write;
    let world = World::new();
    for (language, said) in [("en", "error: stopped; "), ("fr", "erreur : arrêt demandé ; ")] {
        let ledger = format!("{language}.selon");
        let open = || Ledger::open(&world.path(&ledger));
        let mut command = world.command(&["add", "--lang", language, &ledger, "-"]);
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut adding = command.spawn().unwrap();
        let mut input = adding.stdin.take().unwrap();
        input.write_all(format!("{TWO}{{\"text\":\"the beginning of a li").as_bytes()).unwrap();
        // The input stays open: nothing but the time that goes by makes it keep them.
        while !open().is_ok_and(|ledger| ledger.articles().count() == 2) {
            assert!(adding.try_wait().unwrap().is_none());
            std::thread::sleep(Duration::from_millis(20));
        }
        let id = adding.id().to_string();
        assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        let outcome: common::Outcome = adding.wait_with_output().unwrap().into();
        assert_eq!(outcome.status, Some(130), "{outcome:?}");
        assert!(outcome.stderr.starts_with(said) && outcome.stderr.lines().count() == 1, "{outcome:?}");
        assert!(outcome.stdout.starts_with("2 articles "), "{outcome:?}");
        drop(input);
        assert!(!world.path(&format!("{ledger}-lock")).exists());
        assert_eq!(open().unwrap().verify().unwrap(), []);
    }
}

/// So many articles with nothing to read but their titles.
fn many(count: usize) -> String {
    let mut lines = String::new();
    for number in 0..count {
        let title = format!("Le titre numéro {number}, ").repeat(8);
        writeln!(
            lines,
            "{{\"id\":\"{number}\",\"text\":\"{}\",\"title\":\"{title}\"}}",
            " ".repeat(number % 7)
        )
        .unwrap();
        if number % 50 == 0 {
            lines.push_str("[\"no article\"]\n");
        }
    }
    lines
}

#[test]
fn what_is_killed_goes_on_and_ends_the_same() {
    let world = World::new();
    world.write("many.jsonl", many(4000));
    let add = |ledger: &str| world.command(&["add", ledger, "many.jsonl"]);
    let whole = std::time::Instant::now();
    assert_eq!(add("whole.selon").output().unwrap().status.code(), Some(1), "80 lines are no articles");
    let whole = whole.elapsed();
    let mut killed = 0;
    for part in 1..=8 {
        let mut adding = add("a.selon").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // Moments all over a run, by the time that one takes here; each goes on where the one before was, so their sum is less
        // than a whole run.
        std::thread::sleep(whole.mul_f64(f64::from(part) / 9.0 % 0.7 * 0.3));
        killed += u32::from(adding.try_wait().unwrap().is_none());
        adding.kill().unwrap();
        adding.wait().unwrap();
        verified(&world.path("a.selon"));
    }
    assert!(killed >= 4, "{killed} were still running");
    assert_eq!(add("a.selon").output().unwrap().status.code(), Some(1));
    let digest = |name| verified(&world.path(name)).unwrap();
    assert_eq!(digest("a.selon"), digest("whole.selon"));
}

/// What a ledger says, if there is one by now; it is whole.
fn verified(path: &Path) -> Option<[u8; 32]> {
    match Ledger::open(path) {
        Ok(ledger) => {
            assert_eq!(ledger.verify().unwrap(), []);
            Some(ledger.digest().unwrap())
        }
        // Killed before its first table was there.
        Err(selon_ledger::Error::Missing { .. } | selon_ledger::Error::NotALedger { .. }) => None,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn the_examples_are_added() {
    let Some(world) = World::with_models(&["fr-sm", "en", "sentences"]) else { return };
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
    let outcome = world.run(&["add", "--lang", "fr", "a.selon", examples]);
    assert_eq!((outcome.status, &*outcome.stdout), (Some(0), "8 articles ajoutés\n"), "{}", outcome.stderr);
    let ledger = open(&world);
    assert_eq!(ledger.verify().unwrap(), []);
    // What they were read with, each by name, version and hash.
    let connection = rusqlite::Connection::open(world.path("a.selon")).unwrap();
    let run = "SELECT program, extractor FROM run ORDER BY id DESC LIMIT 1";
    let (program, extractor): (String, String) =
        connection.query_row(run, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    assert_eq!(program, format!("selon {}", env!("CARGO_PKG_VERSION")));
    let extractor: serde_json::Value = serde_json::from_str(&extractor).unwrap();
    for model in [&extractor["pipelines"]["fr"], &extractor["pipelines"]["en"], &extractor["encoder"]] {
        let said = |key: &str| model[key].as_str().map_or(0, str::len);
        assert!(said("name") > 0 && said("version") > 0, "{extractor}");
        assert_eq!(said("sha256"), 64, "{extractor}");
    }
    assert_eq!(extractor["knowledge"]["crc32"].as_str().map(str::len), Some(8), "{extractor}");
    assert!(!extractor["knowledge"]["sources"]["geonames-cities"].is_null(), "{extractor}");
    for article in ledger.articles() {
        let article = article.unwrap();
        assert!(!ledger.assertions_of(article).unwrap().is_empty());
        assert_eq!(ledger.reading(article).unwrap().unwrap().violations(), []);
    }
}

/// Bytes compressed as gzip.
fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut encoder, bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn bad_input_beside_good_loses_nothing() {
    let world = World::new();
    added(&world, TWO);
    let page = |title: &str| format!("<html><head><title>{title}</title></head><body> </body></html>");
    let record = |page: &str| {
        let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
        let head = "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nWARC-Target-URI: https://g.example/";
        format!("{head}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n", block.len())
    };
    let archive =
        [gzipped(record(&page("un")).as_bytes()), gzipped(record(&page("deux")).as_bytes())].concat();
    world.write("in/cut.warc.gz", &archive[..archive.len() - 20]);
    let mut altered = archive.clone();
    let last = altered.len() - 6;
    altered[last] ^= 1;
    world.write("in/altered.warc.gz", altered);
    world.write("in/bomb.txt.gz", gzipped(&vec![b' '; 40 << 20]));
    world.write(
        "in/deep.html",
        page("profond").replace("<body>", &format!("<body>{}", "<div>".repeat(10_000))),
    );
    world.write(
        "in/latin.html",
        [
            b"<html><head><meta charset=utf-8><title>\xE9t\xE9</title></head><body>".to_vec(),
            b" </body></html>".to_vec(),
        ]
        .concat(),
    );
    world.write(
        "in/future.jsonl",
        "{\"id\":\"a\",\"text\":\" \",\"published\":\"2999-01-01\",\"title\":\"Demain\"}\n",
    );
    world.write("in/feed.rss", "<rss version='2.0'><channel><item><title>fil</title></item><item>");
    let outcome = world.run(&["add", "a.selon", "in"]);
    assert_eq!(outcome.status, Some(1), "{outcome:?}");
    for name in ["cut.warc.gz", "altered.warc.gz", "bomb.txt.gz", "feed.rss"] {
        assert!(outcome.stderr.contains(name), "{name}: {outcome:?}");
    }
    assert!(outcome.stderr.contains("2999-01-01"), "{outcome:?}");
    let ledger = open(&world);
    assert_eq!(ledger.verify().unwrap(), []);
    let titles: Vec<_> = ledger
        .articles()
        .map(|id| ledger.article(id.unwrap()).unwrap().unwrap().article.title.unwrap_or_default())
        .collect();
    assert_eq!(titles[..2], ["", "Neige"], "what was there is there");
    for title in ["un", "profond", "été", "Demain", "fil"] {
        assert!(titles.iter().any(|one| one == title), "{title}: {titles:?} {outcome:?}");
    }
    let failed = ledger.failures().unwrap().len();
    drop(ledger);
    world.run(&["add", "a.selon", "in"]);
    assert_eq!(
        (open(&world).articles().count(), open(&world).failures().unwrap().len()),
        (titles.len(), failed)
    );
}
