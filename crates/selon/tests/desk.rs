//! `selon desk`: what is given to it is read and added, and what keeps it from that is said.

#![allow(clippy::unwrap_used)]

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::time::Duration;

use common::World;
use selon_ledger::{Ledger, Run, Writer};
use serde_json::Value;

/// Articles in which there is nothing to read, so that no pipeline is needed.
const TWO: &str = "{\"id\":\"a\",\"text\":\"\"}\n{\"id\":\"b\",\"text\":\" \",\"title\":\"Neige\"}\n";

/// A desk that is open, and closed with the value.
struct Open {
    desk: Child,
    address: String,
}

impl Drop for Open {
    fn drop(&mut self) {
        self.desk.kill().unwrap();
        self.desk.wait().unwrap();
    }
}

impl Open {
    fn of(world: &World, further: &[&str]) -> Open {
        let arguments = [&["desk", "a.selon", "--listen", "127.0.0.1:0"], further].concat();
        let mut command = world.command(&arguments);
        let mut desk = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(desk.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let start = line.find("http://").unwrap() + "http://".len();
        let address = line[start..].split('/').next().unwrap().to_owned();
        Open { desk, address }
    }

    /// The status and the body of an answer.
    fn ask(&self, method: &str, path: &str, form: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let length = form.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\naccept: application/json\r\n\
             content-type: multipart/form-data; boundary=x\r\ncontent-length: {length}\r\n\r\n{form}",
            self.address
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head[9..12].parse().unwrap(), body.to_owned())
    }

    /// What an addition of a file comes to.
    fn added(&self, name: &str, content: &str) -> Value {
        self.ended(&format!(
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{content}\r\n--x--\r\n"
        ))
    }

    /// What an addition of an address comes to.
    fn added_from(&self, address: &str) -> Value {
        self.ended(&format!(
            "--x\r\nContent-Disposition: form-data; name=\"address\"\r\n\r\n{address}\r\n--x--\r\n"
        ))
    }

    fn ended(&self, form: &str) -> Value {
        let (status, begun) = self.ask("POST", "/add", form);
        assert_eq!(status, 202, "{begun}");
        let id = serde_json::from_str::<Value>(&begun).unwrap()["id"].clone();
        for _ in 0..400 {
            let (status, state) = self.ask("GET", &format!("/api/additions/{id}"), "");
            assert_eq!(status, 200, "{state}");
            let state: Value = serde_json::from_str(&state).unwrap();
            if ["done", "stopped"].contains(&state["phase"].as_str().unwrap()) {
                return state;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("it never ends");
    }
}

fn with_ledger() -> World {
    let world = World::new();
    assert_eq!(
        world.run_with_input(&["add", "a.selon", "-"], "{\"id\":\"0\",\"text\":\"\"}\n").status,
        Some(0)
    );
    world
}

#[test]
fn what_is_given_to_a_desk_is_in_the_ledger() {
    let world = with_ledger();
    let open = Open::of(&world, &[]);
    let state = open.added("two.jsonl", TWO);
    assert_eq!(
        (&state["added"], &state["known"], &state["failed"]),
        (&2.into(), &0.into(), &0.into()),
        "{state}"
    );
    let state = open.added("two.jsonl", TWO);
    assert_eq!((&state["added"], &state["known"]), (&0.into(), &2.into()), "{state}");
    let state = open.added("picture.txt", "\u{0}\u{1}PNG");
    assert_eq!((&state["added"], &state["failed"]), (&0.into(), &1.into()), "{state}");
    assert_eq!(state["failures"][0]["name"], "picture.txt");
    let ledger = Ledger::open(&world.path("a.selon")).unwrap();
    assert_eq!(ledger.articles().count(), 3);
    let place = ledger.article(ledger.articles().nth(2).unwrap().unwrap()).unwrap().unwrap().place;
    assert_eq!(place, "two.jsonl:2");
    assert!(ledger.verify().unwrap().is_empty());
}

#[test]
fn a_ledger_that_others_add_to_is_busy() {
    let world = with_ledger();
    let open = Open::of(&world, &[]);
    let run = Run { program: "test".into(), extractor: Value::Null, base: selon_kb::Base::built_in() };
    let other = Writer::open(&world.path("a.selon"), run).unwrap();
    let state = open.added("two.jsonl", TWO);
    assert_eq!(state["phase"], "stopped", "{state}");
    assert!(state["reason"].as_str().unwrap().contains("a.selon"), "{state}");
    other.finish().unwrap();
    assert_eq!(open.added("two.jsonl", TWO)["added"], 2);
}

#[test]
fn what_keeps_a_desk_from_opening_is_said() {
    let world = with_ledger();
    let open = Open::of(&world, &[]);
    let taken = world.run(&["desk", "a.selon", "--listen", &open.address]);
    assert_eq!(taken.status, Some(1), "{taken:?}");
    assert!(taken.stderr.contains(&open.address), "{taken:?}");
    let missing = world.run(&["desk", "none.selon", "--listen", "127.0.0.1:0"]);
    assert_eq!(missing.status, Some(2), "{missing:?}");
    assert!(!world.path("none.selon").exists());
}

#[test]
fn a_desk_for_readers_takes_nothing() {
    let world = with_ledger();
    let open = Open::of(&world, &["--read-only"]);
    let (status, problem) = open.ask("POST", "/add", "--x--\r\n");
    assert_eq!(status, 403, "{problem}");
    assert_eq!(open.ask("POST", "/read", "--x--\r\n").0, 403);
    assert_eq!(open.ask("GET", "/api/claims", "").0, 200);
}

/// A server that answers once with a feed.
fn feed() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/feed.xml", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]);
        let feed = "<rss version=\"2.0\"><channel><title>Le Littoral</title><item><title>Neige</title>\
            <link>https://littoral.example/1</link><description>Il a neigé sur toute la côte, selon la préfecture, \
            et les routes sont fermées depuis ce matin.</description></item></channel></rss>";
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{feed}", feed.len());
        stream.write_all(head.as_bytes()).unwrap();
    });
    address
}

#[test]
fn a_feed_is_fetched_where_that_is_allowed() {
    let world = with_ledger();
    let state = Open::of(&world, &[]).added_from(&feed());
    assert_eq!(state["failed"], 1, "{state}");
    assert!(state["failures"][0]["reason"].as_str().unwrap().contains("--allow-private-feeds"), "{state}");
    // There is no pipeline here, so the entry is named with that.
    let address = feed();
    let state = Open::of(&world, &["--allow-private-feeds"]).added_from(&address);
    assert_eq!(state["failures"][0]["name"], format!("{address}#1"), "{state}");
}

/// Where SELON_TEST_MODELS names a folder of wheels: a pasted text is read as an article is, and not kept.
#[test]
fn a_text_is_read_for_a_first_try() {
    let Some(world) = World::with_models(&["fr-sm"]) else { return };
    assert_eq!(
        world.run_with_input(&["add", "a.selon", "-"], "{\"id\":\"0\",\"text\":\"\"}\n").status,
        Some(0)
    );
    let open = Open::of(&world, &[]);
    let form = "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nSelon le ministre, les travaux auraient commencé dimanche à Almaty.\r\n--x--\r\n";
    let (status, reading) = open.ask("POST", "/read", form);
    assert_eq!(status, 200, "{reading}");
    let reading: Value = serde_json::from_str(&reading).unwrap();
    assert_eq!(
        reading["assertions"][0]["source"]["name"].as_str().map(str::is_empty),
        Some(false),
        "{reading}"
    );
    assert_eq!(Ledger::open(&world.path("a.selon")).unwrap().articles().count(), 1);
}
