//! Archives that are whole, cut off, damaged and malicious.

use std::io::Cursor;

use super::*;
use crate::gzip::gzipped;

fn written(kind: &str, media_type: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <https://gazette.example/a>\r\n\
         WARC-Date: 2022-01-09T12:00:00Z\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn text(words: &str) -> Vec<u8> {
    written("conversion", "text/plain", words.as_bytes())
}

/// The blocks of the records, or why there is none, each with its place.
fn read(bytes: &[u8], compressed: bool) -> Vec<String> {
    Records::new(Cursor::new(bytes.to_vec()), compressed, Place::of("a".as_ref()))
        .map(|item| match item {
            Ok((place, record)) => format!("{} {}", place.show("-"), String::from_utf8_lossy(&record.block)),
            Err(failure) => format!("! {failure}"),
        })
        .collect()
}

#[test]
fn records_have_their_place() {
    let (info, one, two) =
        (written("warcinfo", "application/warc-fields", b"x: y"), text("un"), text("deux"));
    let offset = info.len();
    let plain = [&*info, &one, &two].concat();
    assert_eq!(read(&plain, false), [format!("a@{offset} un"), format!("a@{} deux", offset + one.len())]);

    let members = [gzipped(&info), gzipped(&one), gzipped(&two)];
    let starts = [members[0].len(), members[0].len() + members[1].len()];
    assert_eq!(
        read(&members.concat(), true),
        [format!("a@{} un", starts[0]), format!("a@{} deux", starts[1])]
    );
    assert_eq!(read(&gzipped(&plain), true), ["a@0 un", "a@0 deux"]);
}

#[test]
fn the_end_may_be_missing() {
    let whole = [text("un"), text("deux")].concat();
    assert_eq!(
        read(&whole[..whole.len() - 6], false)[1],
        format!("! a@{}: ends too early", text("un").len())
    );
    let (one, two) = (gzipped(&text("un")), gzipped(&text("deux")));
    let cut = [&*one, &two[..two.len() - 3]].concat();
    assert_eq!(read(&cut, true)[1], format!("! a@{}: ends too early", one.len()));
    assert_eq!(read(b"", true), [""; 0]);
    assert_eq!(read(b"", false), [""; 0]);
}

#[test]
fn a_damaged_record_costs_itself_only() {
    let garbage = [text("un"), b"WARC/1.0\r\nno colon\r\n\r\nrubbish\r\n".to_vec(), text("deux")].concat();
    let found = read(&garbage, false);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[1].starts_with("! a@") && found[2].ends_with(" deux"));

    let members = [gzipped(&text("un")), gzipped(&text(&"quatre ".repeat(99))), gzipped(&text("deux"))];
    let start = members[0].len();
    for at in 0..members[1].len() {
        let mut bytes = members.concat();
        bytes[start + at] ^= 0x55;
        let found = read(&bytes, true);
        assert!(found[0].ends_with(" un"), "{at}: {found:?}");
        assert!(found.last().unwrap().ends_with(" deux"), "{at}: {found:?}");
        // The time, the system and the flags of a member are no part of its content.
        assert!(found.len() == 3 && (found[1].starts_with("! ") || at < 10), "{at}: {found:?}");
    }
}

#[test]
fn what_is_too_large_is_passed_over() {
    let large = written("response", "application/http", &vec![b' '; usize::try_from(LARGEST).unwrap() + 1]);
    let found = read(&[large.clone(), text("un")].concat(), false);
    assert!(found[0].contains("larger than") && found[1].ends_with(" un"), "{found:?}");
    let bomb = gzipped(&[large.clone(), large].concat());
    let found = read(&[bomb, gzipped(&text("un"))].concat(), true);
    assert!(found[0].contains("200 times") && found[1].ends_with(" un"), "{found:?}");
}

#[test]
fn a_length_without_end_is_no_trap() {
    let endless = b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 99999999999\r\n\r\nun";
    assert_eq!(read(endless, false), ["! a@0: ends too early"]);
    let none = [&b"WARC/1.0\r\nWARC-Type: conversion\r\n\r\nun\r\n\r\n"[..], &text("deux")].concat();
    assert!(read(&none, false)[1].ends_with(" deux"));
}
