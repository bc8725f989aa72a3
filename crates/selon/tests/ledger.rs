//! `selon claims`, `trace`, `search`, `sources` and `edit` on a ledger: without one, on an empty one, and, where SELON_TEST_MODELS
//! names a folder of wheels, on one of the examples.

#![allow(clippy::unwrap_used)]

mod common;

use common::World;
use serde_json::Value;

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");

/// A world with a ledger of the examples.
fn with_examples() -> Option<World> {
    let world = World::with_models(&["fr", "en", "sentences"])?;
    let outcome = world.run(&["add", "a.selon", EXAMPLES]);
    assert_eq!(outcome.status, Some(0), "{}", outcome.stderr);
    Some(world)
}

/// What a command prints that does its work without a word beside it.
#[track_caller]
fn said(world: &World, arguments: &[&str]) -> String {
    let outcome = world.run(arguments);
    assert_eq!((outcome.status, &*outcome.stderr), (Some(0), ""), "{arguments:?}");
    outcome.stdout
}

#[track_caller]
fn rows(world: &World, arguments: &[&str]) -> Vec<Value> {
    let lines = said(world, &[arguments, &["--format", "jsonl", "-n", "0"]].concat());
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The number of the claim of the toll of 164.
fn toll(world: &World) -> String {
    let first = &rows(world, &["claims", "a.selon", "164", "morts"])[0];
    assert!(first["title"].as_str().unwrap().contains("164"), "{first}");
    first["claim"].to_string()
}

const ASKING: [&[&str]; 7] = [
    &["claims", "a.selon"],
    &["trace", "a.selon", "1"],
    &["search", "a.selon", "morts"],
    &["sources", "a.selon"],
    &["edit", "a.selon", "list"],
    &["edit", "a.selon", "join", "1", "2"],
    &["edit", "a.selon", "undo", "1"],
];

#[test]
fn without_a_ledger_there_is_none_afterwards() {
    let world = World::new();
    for command in ASKING {
        let outcome = world.run(command);
        let expected = (Some(2), "error: a.selon: there is no such ledger\n");
        assert_eq!((outcome.status, &*outcome.stderr), expected, "{command:?}");
        let french = world.run(&[command, &["--lang", "fr"]].concat());
        assert_eq!(french.stderr, "erreur : a.selon : il n’y a pas de registre de ce nom\n");
    }
    assert_eq!(std::fs::read_dir(world.path(".")).unwrap().count(), 0);
}

#[test]
fn what_is_no_ledger_or_a_later_one_is_left_alone() {
    let world = World::new();
    let path = world.write("a.selon", "Il pleut sur toute la France.\n".repeat(50));
    for command in ASKING {
        let outcome = world.run(command);
        assert_eq!(
            (outcome.status, &*outcome.stderr),
            (Some(2), "error: a.selon: is no ledger\n"),
            "{command:?}"
        );
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap().lines().count(), 50);
    std::fs::remove_file(&path).unwrap();
    empty(&world);
    rusqlite::Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    for command in ASKING {
        let outcome = world.run(command);
        assert_eq!(outcome.status, Some(1), "{command:?}");
        assert!(outcome.stderr.starts_with("error: a.selon: a ledger of version 99; "), "{}", outcome.stderr);
    }
}

/// A ledger without an article.
fn empty(world: &World) {
    let outcome = world.run_with_input(&["add", "a.selon", "-", "--input-format", "jsonl"], "");
    assert_eq!(outcome.status, Some(0), "{}", outcome.stderr);
}

#[test]
fn an_empty_ledger_has_nothing_to_show() {
    let world = World::new();
    empty(&world);
    assert_eq!(said(&world, &["claims", "a.selon"]), "nothing that several articles assert\n");
    assert_eq!(
        said(&world, &["claims", "a.selon", "--lang", "fr"]),
        "rien que plusieurs articles affirment\n"
    );
    assert_eq!(said(&world, &["search", "a.selon", "morts", "--lang", "fr"]).trim(), "rien trouvé");
    assert_eq!(said(&world, &["sources", "a.selon"]).trim(), "");
    assert_eq!(said(&world, &["edit", "a.selon", "list"]), "no decisions\n");
    for command in [&["claims", "a.selon"][..], &["search", "a.selon", "x"], &["sources", "a.selon"]] {
        assert!(rows(&world, command).is_empty(), "{command:?}");
        assert_eq!(said(&world, &[command, &["--format", "csv"]].concat()), "");
    }
    let outcome = world.run(&["trace", "a.selon", "7", "--lang", "fr"]);
    assert_eq!(
        (outcome.status, &*outcome.stderr),
        (Some(2), "erreur : il n’y a pas d’affirmation 7 dans ce registre\n")
    );
}

#[test]
fn wrong_questions_are_wrong_usage() {
    let world = World::new();
    for command in [
        &["claims", "a.selon", "--certainty", "sure"][..],
        &["claims", "a.selon", "--source", "crowd"],
        &["claims", "a.selon", "--contradicted", "taste"],
        &["claims", "a.selon", "--from", "yesterday"],
        &["claims", "a.selon", "--width", "3"],
        &["trace", "a.selon"],
        &["trace", "a.selon", "two"],
        &["search", "a.selon"],
        &["sources", "a.selon", "--of", "people"],
        &["edit", "a.selon"],
        &["edit", "a.selon", "join", "1"],
        &["edit", "a.selon", "take-out"],
    ] {
        assert_eq!(world.run(command).status, Some(2), "{command:?}");
    }
}

#[test]
fn hostile_names_and_titles_stay_text() {
    let world = World::new();
    let hostile = "\u{1B}]0;t\u{7}\u{1B}[2J\u{9B}31m\u{202E}neige\"',;\\\r\n=1+1";
    let article = serde_json::json!({"id": "a", "text": " \n", "title": hostile, "outlet": hostile, "byline": hostile,
        "published": hostile, "url": "https://x.example/\u{1B}[2J"});
    let outcome = world.run_with_input(&["add", "a.selon", "-"], format!("{article}\n"));
    assert_eq!(outcome.status, Some(0), "{}", outcome.stderr);
    for command in [&["search", "a.selon", "neige"][..], &["sources", "a.selon"]] {
        for language in ["fr", "en"] {
            let page = said(&world, &[command, &["--lang", language]].concat());
            assert!(page.contains("neige"), "{page:?}");
            assert!(!page.chars().any(|c| c.is_control() && c != '\n'), "{page:?}");
            assert!(!page.contains('\u{202E}'), "{page:?}");
        }
        let csv = said(&world, &[command, &["--format", "csv"]].concat());
        let mut table = csv::Reader::from_reader(csv.as_bytes());
        let columns = table.headers().unwrap().len();
        let records: Vec<_> = table.records().collect::<Result<_, _>>().unwrap();
        assert_eq!((records.len(), records[0].len()), (1, columns), "{csv:?}");
        assert!(records[0].iter().any(|cell| cell == hostile), "{csv:?}");
        assert_eq!(rows(&world, command).len(), 1);
    }
}

#[test]
fn the_examples_claims_are_listed() {
    let Some(world) = with_examples() else { return };
    let french = said(&world, &["claims", "a.selon", "--lang", "fr"]);
    let first: String = french.lines().take_while(|line| !line.contains('·')).collect();
    assert!(first.contains("164 morts"), "most outlets on fewest origins first: {french}");
    let facts = french.replace('\u{A0}', " ");
    assert!(facts.contains("6 médias") && facts.contains("1 réserve perdue"), "{french}");
    assert!(
        facts.contains("contradiction") && facts.contains("mise") && facts.contains("janvier 2022"),
        "{french}"
    );
    assert!(french.lines().all(|line| line.chars().count() <= 80) && !french.contains('\u{1B}'));
    let english = said(&world, &["claims", "a.selon", "--lang", "en"]).replace('\u{A0}', " ");
    assert!(english.contains("6 outlets") && english.contains("January 2022"), "{english}");
    assert!(said(&world, &["claims", "a.selon", "--color", "always"]).contains('\u{1B}'));

    let all = rows(&world, &["claims", "a.selon"]);
    assert_eq!(
        said(&world, &["claims", "a.selon", "-n", "0", "--format", "csv"]).lines().count(),
        all.len() + 1
    );
    assert_eq!(said(&world, &["claims", "a.selon", "-n", "2", "--format", "jsonl"]).lines().count(), 2);
    for row in &all {
        let number = |name: &str| row[name].as_u64().unwrap();
        assert!(number("at_least") >= 1 && number("at_least") <= number("at_most"), "{row}");
        assert!(number("at_most") <= number("articles") && number("outlets") <= number("articles"), "{row}");
    }
}

#[test]
fn the_examples_claims_are_filtered() {
    let Some(world) = with_examples() else { return };
    let claims = |filters: &[&str]| -> Vec<i64> {
        let rows = rows(&world, &[&["claims", "a.selon"], filters].concat());
        rows.iter().map(|row| row["claim"].as_i64().unwrap()).collect()
    };
    let toll: i64 = toll(&world).parse().unwrap();
    let all = claims(&[]);
    for (with, without) in [
        (&["--entity", "Kazakhstan"][..], &["--entity", "Groenland"][..]),
        (&["--place", "Almaty"], &["--place", "Tromsø"]),
        (&["--outlet", "Le Courrier du Littoral"], &["--outlet", "Le Monde"]),
        (&["--language", "en"], &["--language", "de"]),
        (&["--certainty", "hearsay"], &["--certainty", "open"]),
        (&["--contradicted"], &["--contradicted", "place"]),
        (&["--from", "2022-01-18"], &["--from", "2022-01-21"]),
        (&["--to", "2022-01-09"], &["--to", "2022-01-08"]),
        (&["--least-outlets", "6"], &["--least-outlets", "7"]),
        (&["164", "morts"], &["164", "mouettes"]),
    ] {
        let (found, missed) = (claims(with), claims(without));
        assert!(found.contains(&toll), "{with:?}: {found:?}");
        assert!(!missed.contains(&toll), "{without:?}: {missed:?}");
        assert!(found.iter().all(|claim| all.contains(claim)));
    }
    assert!(!claims(&["--updated"]).is_empty());
    assert!(!claims(&["--source", "unnamed"]).is_empty());
    assert_eq!(claims(&["--sort", "lost"])[0], toll);
    assert_ne!(claims(&["--sort", "recent"]), claims(&["--sort", "earliest"]));
    let about = claims(&["--about-from", "2022-01-09", "--about-to", "2022-01-09"]);
    assert!(!about.is_empty() && about.len() < all.len(), "{about:?}");
}

#[test]
fn the_examples_toll_is_traced() {
    let Some(world) = with_examples() else { return };
    let toll = toll(&world);
    let page = said(&world, &["trace", "a.selon", &toll, "--lang", "fr"]);
    for words in [
        "réserve perdue",
        "source perdue",
        "prudence perdue sur la source",
        "prouvé",
        "Pourquoi au moins 1",
        "Contredit par",
        "Mis à jour par",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.contains("«\u{A0}auraient\u{A0}»") || page.contains("« auraient »"), "{page}");
    assert!(page.contains("9 janvier 2022, 14 h 05"), "{page}");
    assert!(page.lines().all(|line| line.chars().count() <= 80) && !page.contains('\u{1B}'), "{page}");
    let wide = said(&world, &["trace", "a.selon", &toll, "--lang", "en", "--width", "200"]);
    assert!(wide.contains("hedge lost") && wide.lines().any(|line| line.chars().count() > 100));

    let json: Value =
        serde_json::from_str(&said(&world, &["trace", "a.selon", &toll, "-f", "json"])).unwrap();
    assert_eq!(json["at_least"], 1);
    let losses = json["steps"].as_array().unwrap().iter().flat_map(|step| step["losses"].as_array().unwrap());
    let hedge = losses.clone().find(|loss| loss["kind"] == "hedge").unwrap();
    assert_eq!(
        (&hedge["before"][0]["text"], &hedge["after"][0]["text"]),
        (&"auraient".into(), &"ont".into())
    );
    for edge in json["edges"].as_array().unwrap() {
        for words in edge["evidence"].as_array().unwrap() {
            assert!(!words["text"].as_str().unwrap().is_empty(), "{edge}");
        }
    }
    let dot = said(&world, &["trace", "a.selon", &toll, "-f", "dot"]);
    assert!(dot.starts_with("digraph claim_") && dot.ends_with("}\n"), "{dot}");
    assert!(dot.contains("style=solid") && dot.contains("style=dashed"), "{dot}");
}

#[test]
fn the_examples_are_searched() {
    let Some(world) = with_examples() else { return };
    let page = said(&world, &["search", "a.selon", "demission", "OR", "morts", "--lang", "fr"]);
    assert!(page.contains("Assertions ─") && page.contains("Articles ─"), "{page}");
    assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
    let found = |filters: &[&str]| rows(&world, &[&["search", "a.selon", "morts"], filters].concat());
    let all = found(&[]);
    assert!(
        all.iter().any(|row| row["found"] == "article") && all.iter().any(|row| row["found"] == "assertion")
    );
    assert!(found(&["--in", "articles"]).iter().all(|row| row["found"] == "article"));
    let later = found(&["--from", "2022-01-15"]);
    assert!(!later.is_empty() && later.len() < all.len());
    assert!(later.iter().all(|row| row["published"].as_str().unwrap() >= "2022-01-15"));
    assert!(found(&["--language", "en"]).is_empty());
}

#[test]
fn the_examples_sources_are_counted() {
    let Some(world) = with_examples() else { return };
    let page = said(&world, &["sources", "a.selon", "--lang", "fr", "-n", "0"]);
    for heading in ["Médias ─", "Qui s’appuie sur qui ─", "Les plus cités ─"] {
        assert!(page.contains(heading), "{page}");
    }
    let reliances = rows(&world, &["sources", "a.selon", "--of", "reliances"]);
    let on: Vec<_> = reliances.iter().map(|row| (&row["name"], &row["on"], &row["kind"])).collect();
    let credit = (&"Le Courrier du Littoral".into(), &"Agence Méridienne".into(), &"credit".into());
    assert!(on.contains(&credit), "« AM » is the agency of the ledger: {on:?}");
    assert!(on.iter().all(|(name, on, _)| name != on), "nobody relies on itself: {on:?}");
    let named = |on: &Value| on.as_str().unwrap().contains(|c: char| c.is_uppercase() || c == '.');
    assert!(on.iter().all(|(_, on, _)| named(on)), "{on:?}");
    let of_one = rows(&world, &["sources", "a.selon", "--outlet", "La Gazette de l'Est"]);
    assert_eq!(of_one.len(), 1);
    assert_eq!(of_one[0]["articles"], 2);
}

#[test]
fn a_person_corrects_the_claims() {
    let Some(world) = with_examples() else { return };
    let toll = toll(&world);
    let all = rows(&world, &["claims", "a.selon"]);
    let other =
        all.iter().find(|row| row["claim"] != toll.parse::<i64>().unwrap()).unwrap()["claim"].to_string();
    let edit = |arguments: &[&str]| said(&world, &[&["edit", "a.selon"], arguments].concat());
    assert_eq!(
        edit(&["join", &toll, &other, "--why", "même fait", "--who", "Ana"]),
        format!("decision 1: claims {toll} and {other} are one\n")
    );
    let joined = rows(&world, &["claims", "a.selon"]);
    assert_eq!(joined.len(), all.len() - 1);
    assert_eq!(joined.iter().filter(|row| row["edited"] == true).count(), 1);
    let page = said(&world, &["trace", "a.selon", &toll, "--lang", "fr"]);
    assert!(page.contains("décision 1") && page.contains("même fait"), "{page}");
    assert_eq!(edit(&["undo", "1", "--lang", "fr"]), "décision 2 : la décision 1 est annulée\n");
    assert_eq!(rows(&world, &["claims", "a.selon"]), all);

    let trace = |claim: &str| -> Value {
        serde_json::from_str(&said(&world, &["trace", "a.selon", claim, "-f", "json"])).unwrap()
    };
    let before = trace(&toll);
    let assertion = before["assertions"][1]["number"].to_string();
    edit(&["take-out", &assertion]);
    let after = trace(&toll);
    assert_eq!(
        after["assertions"].as_array().unwrap().len() + 1,
        before["assertions"].as_array().unwrap().len()
    );
    assert_eq!(trace(&assertion)["assertions"].as_array().unwrap().len(), 1);
    edit(&["undo", "3"]);

    let proven = before["edges"].as_array().unwrap().iter();
    let proven = proven.clone().find(|edge| edge["kind"] == "copies" && edge["proven"] == true).unwrap();
    let [a, b] = ["from", "to"].map(|side| proven[side]["article"].to_string());
    edit(&["part", &a, &b]);
    let parted = trace(&toll);
    let between = |edge: &&Value| {
        [&edge["from"]["article"], &edge["to"]["article"]].map(Value::to_string) == [&*a, &*b]
    };
    let edges: Vec<&Value> = parted["edges"].as_array().unwrap().iter().filter(between).collect();
    assert!(!edges.is_empty() && edges.iter().all(|edge| edge["joins"] == false), "{parted}");
    let page = said(&world, &["trace", "a.selon", &toll]);
    let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains("Ties that do not count") && page.contains("decision 5 of a user"), "{page}");
    edit(&["undo", "5"]);
    edit(&["tie", &a, &b]);
    assert_eq!(trace(&toll)["at_most"], before["at_most"]);

    let list = rows(&world, &["edit", "a.selon", "list"]);
    let kinds: Vec<_> =
        list.iter().map(|row| (row["kind"].as_str().unwrap(), row["stands"].as_bool().unwrap())).collect();
    assert_eq!(
        kinds,
        [
            ("join", false),
            ("undo", true),
            ("take_out", false),
            ("undo", true),
            ("part", false),
            ("undo", true),
            ("tie", true)
        ]
    );
    for nothing in
        [&["join", &toll, &toll][..], &["join", &toll, "99999"], &["part", "1", "99"], &["undo", "1"]]
    {
        let outcome = world.run(&[&["edit", "a.selon"], nothing].concat());
        assert_eq!(outcome.status, Some(2), "{nothing:?}: {}", outcome.stderr);
    }
    let ledger = selon_ledger::Ledger::open(&world.path("a.selon")).unwrap();
    assert_eq!(ledger.verify().unwrap(), []);
}

#[test]
fn what_a_person_decided_holds_for_what_is_added_later() {
    let Some(world) = World::with_models(&["fr", "en", "sentences"]) else { return };
    let add = |from: usize, to: usize| {
        let mut names: Vec<_> =
            std::fs::read_dir(EXAMPLES).unwrap().flatten().map(|entry| entry.path()).collect();
        names.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
        names.sort();
        let names: Vec<&str> = names[from..to].iter().map(|path| path.to_str().unwrap()).collect();
        let outcome = world.run(&[&["add", "a.selon"], &names[..]].concat());
        assert_eq!(outcome.status, Some(0), "{}", outcome.stderr);
    };
    add(0, 2);
    let toll = toll(&world);
    let all = rows(&world, &["claims", "a.selon"]);
    let other =
        all.iter().find(|row| row["claim"] != toll.parse::<i64>().unwrap()).unwrap()["claim"].to_string();
    said(&world, &["edit", "a.selon", "join", &toll, &other]);
    said(&world, &["edit", "a.selon", "part", "1", "2"]);
    add(2, 8);
    let page = said(&world, &["trace", "a.selon", &toll]);
    assert!(page.contains("decision 1") && page.contains("decision 2"), "{page}");
    // As if all had been there before.
    let row =
        |world: &World| rows(world, &["claims", "a.selon"]).into_iter().find(|row| row["edited"] == true);
    let after = row(&world).unwrap();
    said(&world, &["edit", "a.selon", "undo", "1"]);
    said(&world, &["edit", "a.selon", "join", &toll, &other]);
    assert_eq!(row(&world).unwrap(), after);
    let ledger = selon_ledger::Ledger::open(&world.path("a.selon")).unwrap();
    assert_eq!(ledger.verify().unwrap(), []);
}
