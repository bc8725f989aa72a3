//! Every kind of input, whole and damaged, as a program that uses the crate sees it.

use std::fs;
use std::io::Read;

use selon_intake::{Failure, Format, Intake, Item, Note, Reason};
use selon_record::{Article, CreditForm, Dated};

const PAGE: &str = "<!DOCTYPE html><html lang=fr><head><meta charset=utf-8><title>Almaty : le bilan</title></head><body>\
    <nav><a href=/>Accueil</a></nav><article><h1>Almaty : le bilan</h1>\
    <p>ALMATY (AFP) - Le bilan des émeutes est de 164 morts, selon le ministère de la Santé, a-t-on appris dimanche.</p>\
    <p>Les forces de l’ordre ont tiré sur des manifestants, a affirmé un témoin joint par téléphone.</p></article></body></html>";

fn intake() -> Intake {
    Intake::new([]).now("2022-02-01T00:00:00Z".parse().expect("an instant"))
}

fn read(name: &str, bytes: impl Into<Vec<u8>>) -> Vec<Result<Item, Failure>> {
    intake().articles_of(name.as_ref(), bytes.into()).collect()
}

fn article(name: &str, bytes: impl Into<Vec<u8>>) -> Article {
    read(name, bytes).remove(0).expect("an article").article
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut compressed = Vec::new();
    flate2::read::GzEncoder::new(bytes, flate2::Compression::default())
        .read_to_end(&mut compressed)
        .expect("memory takes everything");
    compressed
}

fn record(kind: &str, media_type: &str, address: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2022-01-11T12:00:00Z\r\n\
         Content-Type: {media_type}\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn response(address: &str, page: &[u8]) -> Vec<u8> {
    let block = [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", page].concat();
    record("response", "application/http; msgtype=response", address, &block)
}

#[test]
fn a_page_is_an_article() {
    for name in ["a.html", "a.HTM", "a", "a.xml"] {
        let found = article(name, PAGE);
        assert!(
            found.text.contains("ALMATY (AFP) - Le bilan")
                && found.text.ends_with("par téléphone.")
                && !found.text.contains("Accueil"),
            "{name}: {}",
            found.text
        );
        assert_eq!((found.title.as_deref(), &*found.language), (Some("Almaty : le bilan"), "fr"));
        assert_eq!((&*found.credits[0].agency, found.credits[0].form), ("AFP", CreditForm::Dateline));
    }
    assert_eq!(article("a.txt", PAGE).text, PAGE);
}

#[test]
fn an_archive_has_articles_with_their_address() {
    let image = record(
        "response",
        "application/http",
        "https://x.example/",
        b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\0",
    );
    let dated = response("https://www.lemonde.fr/international/2022/01/09/almaty", PAGE.as_bytes());
    let undated = response("https://www.lemonde.fr/international/almaty", PAGE.as_bytes());
    let text = record("conversion", "text/plain", "https://g.example/a", "Le ministre dément.\n".as_bytes());
    let members: Vec<_> = [&image, &dated, &undated, &text].iter().map(|record| gzipped(record)).collect();
    for (name, bytes) in [
        ("c.warc", [&*image, &dated, &undated, &text].concat()),
        ("c.warc.gz", members.concat()),
        ("c", members.concat()),
    ] {
        let items: Vec<_> = read(name, bytes).into_iter().map(Result::unwrap).collect();
        assert_eq!(items.len(), 3, "{name}");
        assert_eq!(items[0].article.outlet.as_deref(), Some("Le Monde"));
        assert_eq!(
            (items[0].article.published.as_deref(), items[0].article.dated),
            (Some("2022-01-09"), Some(Dated::Url))
        );
        let fetched = (Some("2022-01-11T12:00:00Z"), Some(Dated::Archive));
        assert_eq!((items[1].article.published.as_deref(), items[1].article.dated), fetched);
        assert_eq!((&*items[2].article.text, &*items[2].article.language), ("Le ministre dément.", "fr"));
        assert_eq!(items[0].original.sha256, items[1].original.sha256);
        assert_eq!((items[0].original.size, items[0].original.media_type), (PAGE.len() as u64, "text/html"));
        assert_ne!(items[0].place, items[1].place);
    }
}

#[test]
fn everything_may_be_compressed() {
    assert_eq!(article("a.txt.gz", gzipped(b"Il pleut.")).text, "Il pleut.");
    assert_eq!(article("a.html.gz", gzipped(PAGE.as_bytes())).title.as_deref(), Some("Almaty : le bilan"));
    assert_eq!(article("-", gzipped(b"{\"text\": \"Il pleut.\"}")).text, "Il pleut.");
    let feed =
        "<rss version='2.0'><channel><item><description>Il pleut.</description></item></channel></rss>";
    assert_eq!(article("f.rss.gz", gzipped(feed.as_bytes())).text, "Il pleut.");
    let cut = gzipped(&b"Il pleut. ".repeat(1000));
    assert!(matches!(
        read("a.txt.gz", &cut[..cut.len() - 9])[0],
        Err(Failure { reason: Reason::CutOff, .. })
    ));
    let mut altered = cut.clone();
    let middle = altered.len() - 6;
    altered[middle] ^= 1;
    assert!(matches!(read("a.txt.gz", altered)[0], Err(Failure { reason: Reason::Damaged { .. }, .. })));
}

#[test]
fn a_compressed_flood_is_refused() {
    let spaces = gzipped(&vec![b' '; 40 << 20]);
    for name in ["a.txt.gz", "a.html.gz", "a.jsonl.gz", "a.xml.gz", "a.warc.gz"] {
        let items = read(name, spaces.clone());
        assert!(items.iter().all(Result::is_err) && items.len() == 1, "{name}");
    }
    assert!(matches!(read("a.txt.gz", spaces)[0], Err(Failure { reason: Reason::Bomb { .. }, .. })));
}

#[test]
fn json_may_be_a_feed() {
    let feed = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"G\", \"items\": [{\"id\": \"1\", \"content_text\": \"Il pleut.\"}]}";
    assert_eq!((article("a.json", feed).text, article("a", feed).id), ("Il pleut.".into(), "1".into()));
    assert_eq!(article("a.json", "{\"text\": \"Il neige.\"}").text, "Il neige.");
}

#[test]
fn empty_and_binary_files_are_said() {
    let binary = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x01".repeat(99);
    for name in ["a.txt", "a.html", "a.jsonl", "a.json", "a.xml", "a.warc", "a.wet.gz", "a.warc.gz", "a"] {
        assert!(read(name, "").iter().flatten().all(|item| item.article.text.is_empty()), "{name}");
        let items = read(name, binary.clone());
        assert!(
            items.iter().all(Result::is_err) && (1..=11).contains(&items.len()),
            "{name}: {}",
            items.len()
        );
    }
    assert!(matches!(read("a", binary)[0], Err(Failure { reason: Reason::Nul { offset: 8 }, .. })));
}

#[test]
fn a_wrong_charset_is_seen_through() {
    let (latin, ..) = encoding_rs::WINDOWS_1252.encode(PAGE);
    let item = read("a.html", &*latin).remove(0).unwrap();
    assert_eq!(item.notes, [Note::OtherEncoding { stated: "UTF-8", encoding: "windows-1252" }]);
    assert!(item.article.text.contains("émeutes"));
    // One bad byte beside the article does no harm, one in it does.
    let beside = PAGE.replace("Accueil", "Accue?il").replace('?', "\u{1}");
    let damaged =
        |page: &str| page.bytes().map(|byte| if byte == 1 { 0xE9 } else { byte }).collect::<Vec<_>>();
    assert!(article("a.html", damaged(&beside)).text.contains("émeutes"));
    let inside = PAGE.replace("forces", "for\u{1}ces");
    assert!(matches!(
        read("a.html", damaged(&inside))[0],
        Err(Failure { reason: Reason::Undecodable { .. }, .. })
    ));
}

#[test]
fn a_date_in_the_future_is_noted() {
    let item = read("a.jsonl", "{\"text\": \"a\", \"published\": \"2032-01-01\"}").remove(0).unwrap();
    assert_eq!(item.notes, [Note::Future { published: "2032-01-01".into() }]);
    assert_eq!(item.article.published.as_deref(), Some("2032-01-01"));
}

#[test]
fn deep_pages_are_read() {
    let deep = PAGE.replace("<p>Les", &format!("{}<p>Les", "<div>".repeat(10_000)));
    assert!(article("a.html", deep).text.contains("164 morts"));
    let entry = format!(
        "<rss version='2.0'><channel><item><description><![CDATA[{}Il pleut.]]></description></item></channel></rss>",
        "<b>".repeat(10_000)
    );
    assert_eq!(article("a.xml", entry).text, "Il pleut.");
}

#[test]
fn a_page_of_ten_megabytes_is_read() {
    let paragraph =
        format!("<p>{}</p>\n", "Le bilan pourrait s’alourdir, selon le ministère. ".repeat(2_000));
    let large = PAGE.replace("</article>", &format!("{}</article>", paragraph.repeat(100)));
    assert!(large.len() > 10_000_000);
    assert_eq!(article("a.html", large).text.matches("s’alourdir").count(), 200_000);
}

#[test]
fn folders_are_walked_in_order() {
    let folder = std::env::temp_dir().join(format!("selon-intake-{}", std::process::id()));
    fs::create_dir_all(folder.join("b")).unwrap();
    for (name, bytes) in [
        ("c.jsonl", "{\"text\": \"1\"}\n{\n{\"text\": \"2\"}"),
        ("a.html", PAGE),
        ("b/x.md", "3"),
        ("b/README.md", ""),
        ("b/y.png", ""),
    ] {
        fs::write(folder.join(name), bytes).unwrap();
    }
    let mut articles = Intake::new([folder.clone(), folder.join("absent.txt")]).originals(true).articles();
    let items: Vec<_> = articles.by_ref().collect();
    let places: Vec<_> = items
        .iter()
        .map(|item| match item {
            Ok(item) => item.place.show("-"),
            Err(failure) => format!("! {}", failure.place.show("-")),
        })
        .collect();
    let expected = ["a.html", "b/x.md", "c.jsonl:1", "! c.jsonl:2", "c.jsonl:3", "! absent.txt"];
    let shown = |name: &str| match name.strip_prefix("! ") {
        Some(name) => format!("! {}", folder.join(name).display()),
        None => folder.join(name).display().to_string(),
    };
    assert_eq!(places, expected.map(shown));
    assert_eq!(articles.skipped(), [folder.join("b/README.md"), folder.join("b/y.png")]);
    assert_eq!(items[1].as_ref().unwrap().original.bytes.as_deref(), Some(&b"3"[..]));
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_format_can_be_said() {
    let mut items = intake().format(Format::Html).articles_of("a.txt".as_ref(), PAGE.into());
    assert_eq!(items.next().unwrap().unwrap().article.title.as_deref(), Some("Almaty : le bilan"));
}
