//! Feeds of each kind, broken ones and large ones.

use std::io::{BufReader, Cursor, Read};

use selon_record::Dated;

use super::*;

fn read(feed: impl Read + 'static) -> Vec<Result<Item, Failure>> {
    articles(Box::new(BufReader::new(feed)), Place::of("f.xml".as_ref()), true).collect()
}

fn of(feed: &str) -> Vec<Result<Item, Failure>> {
    read(Cursor::new(feed.as_bytes().to_vec()))
}

const RSS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>La Gazette</title><link>https://gazette.example/</link><language>fr-FR</language>
<item><title>Almaty : le bilan</title><link>https://gazette.example/almaty</link><dc:creator>Claire Morin</dc:creator>
<pubDate>Sun, 09 Jan 2022 00:30:00 +0100</pubDate><guid>g1</guid>
<description>Un résumé.</description>
<content:encoded><![CDATA[<p>Le bilan est de 164 morts.</p><p>Selon le <b>ministère</b>.</p>]]></content:encoded></item>
<item><title>Autre</title><link>https://gazette.example/autre</link><description>&lt;p&gt;Un r&#233;sum&#233; &amp;amp; rien.&lt;/p&gt;</description></item>
</channel></rss>"#;

#[test]
fn rss() {
    let items = of(RSS);
    let item = items[0].as_ref().unwrap();
    let article = &item.article;
    assert_eq!(item.place.show("-"), "f.xml#1");
    assert!(
        article.text.starts_with("Le bilan est de 164 morts.")
            && article.text.ends_with("Selon le ministère.")
    );
    assert_eq!(article.title.as_deref(), Some("Almaty : le bilan"));
    assert_eq!(article.byline.as_deref(), Some("Claire Morin"));
    assert_eq!(article.url.as_deref(), Some("https://gazette.example/almaty"));
    assert_eq!(
        (article.published.as_deref(), article.dated),
        (Some("2022-01-09T00:30:00+01:00"), Some(Dated::Feed))
    );
    assert_eq!(
        (article.outlet.as_deref(), &*article.language, &*article.id),
        (Some("La Gazette"), "fr-fr", "g1")
    );
    let bytes = item.original.bytes.as_deref().unwrap();
    assert!(bytes.starts_with(b"<item><title>Almaty") && bytes.ends_with(b"</item>"));

    let other = items[1].as_ref().unwrap();
    assert_eq!(other.article.text, "Un résumé & rien.");
    assert_eq!((&other.notes[..], other.article.dated), (&[crate::Note::Summary][..], None));
}

#[test]
fn atom_and_rdf_and_json() {
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>G</title><id>u</id><updated>2022-01-09T14:05:00Z</updated>
        <entry><id>e1</id><title>Un</title><link rel="replies" href="https://g.example/r"/><link href="https://g.example/1"/>
        <author><name>A. B.</name></author><author><name>C.</name></author><updated>2022-01-09T14:05:00+06:00</updated>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Il <em>pleut</em>.</p></div></content></entry></feed>"#;
    let item = of(atom).remove(0).unwrap();
    assert_eq!(item.article.text, "Il pleut.");
    assert_eq!(item.article.byline.as_deref(), Some("A. B., C."));
    assert_eq!(item.article.url.as_deref(), Some("https://g.example/1"));
    assert_eq!(item.article.published.as_deref(), Some("2022-01-09T14:05:00+06:00"));

    let rdf = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
        <channel rdf:about="a"><title>G</title><link>https://g.example/</link><description>d</description></channel>
        <item rdf:about="https://g.example/1"><title>Un</title><link>https://g.example/1</link><description>Il pleut.</description></item></rdf:RDF>"#;
    assert_eq!(of(rdf).remove(0).unwrap().article.text, "Il pleut.");

    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "G", "items": [
        {"id": "1", "url": "https://g.example/1", "title": "Un", "content_text": "Il pleut.", "date_published": "2022-01-09T14:05:00+01:00"},
        {"id": 2, "content_html": "<p>Il neige."}, {"id": "3", "content_html": "<p>Il vente."}]}"#;
    let items = of(json);
    let one = items[0].as_ref().unwrap();
    assert_eq!(
        (&*one.article.text, one.article.published.as_deref()),
        ("Il pleut.", Some("2022-01-09T14:05:00+01:00"))
    );
    assert_eq!(one.original.media_type, "application/json");
    assert_eq!(items[2].as_ref().unwrap().article.text, "Il vente.");
}

#[test]
fn encodings_are_those_of_the_declaration() {
    let latin = RSS.replace("UTF-8", "iso-8859-1").replace('’', "'");
    let bytes = encoding_rs::WINDOWS_1252.encode(&latin).0.into_owned();
    let item = read(Cursor::new(bytes)).remove(0).unwrap();
    assert!(item.article.text.ends_with("ministère."), "{}", item.article.text);
    assert_eq!(item.original.encoding, "windows-1252");
    let utf16: Vec<u8> = format!("\u{FEFF}{}", RSS.replace("UTF-8", "UTF-16"))
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert!(read(Cursor::new(utf16)).remove(0).unwrap().article.text.ends_with("ministère."));
    let bad = encoding_rs::WINDOWS_1252.encode(RSS).0.into_owned();
    let items = read(Cursor::new(bad));
    assert!(items.iter().flatten().all(|item| !item.article.text.contains('\u{FFFD}')));
    assert!(items.iter().any(Result::is_err));
}

#[test]
fn what_stands_before_a_break_is_read() {
    let end = RSS.find("<title>Autre").unwrap();
    let items = of(&RSS[..end]);
    assert!(items[0].is_ok() && matches!(items[1], Err(Failure { reason: Reason::CutOff, .. })));
    assert_eq!(items[1].as_ref().unwrap_err().place.show("-"), "f.xml#2");
    let broken = RSS.replace("<description>&lt;", "</wrong>&lt;");
    let items = of(&broken);
    assert!(items[0].is_ok() && matches!(items[1], Err(Failure { reason: Reason::Damaged { .. }, .. })));
    for nothing in ["", "<rss version='2.0'><channel></channel></rss>"] {
        assert_eq!(of(nothing).len(), 0, "{nothing}");
    }
    assert!(of("{\"version\": \"https://jsonfeed.org/version/1\"").remove(0).is_err());
}

/// A feed of many entries that is made while it is read, so that only the reader can use memory.
struct Endless {
    left: usize,
    part: Cursor<Vec<u8>>,
    entry: Vec<u8>,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let length = self.part.read(into)?;
        if length > 0 || self.left == 0 {
            return Ok(length);
        }
        self.left -= 1;
        self.part = Cursor::new(self.entry.clone());
        self.part.read(into)
    }
}

#[test]
fn a_feed_of_a_hundred_megabytes_is_read_entry_by_entry() {
    let (start, _) = RSS.split_once("<item>").unwrap();
    let filler = "Il pleut sur Almaty. ".repeat(50_000);
    let entry =
        format!("<item><title>t</title><content:encoded>{filler}</content:encoded></item>\n").into_bytes();
    let left = 100_000_000 / entry.len() + 1;
    let feed = Endless { left, part: Cursor::new(start.as_bytes().to_vec()), entry };
    let mut entries = split::Entries::new(Box::new(BufReader::new(feed)));
    for _ in 0..left {
        let cut = entries.next().unwrap().unwrap();
        assert!(cut.feed.len() < filler.len() + start.len() + 200);
    }
    assert!(matches!(entries.next(), Some(Err(Reason::CutOff))));
    assert!(entries.next().is_none());
}

#[test]
fn an_entry_without_end_is_refused() {
    let (start, _) = RSS.split_once("<item>").unwrap();
    let words = b"Il pleut. ".repeat(10_000);
    let feed =
        Endless { left: 1_000, part: Cursor::new(format!("{start}<item>").into_bytes()), entry: words };
    let items = read(feed);
    assert!(matches!(items[..], [Err(Failure { reason: Reason::TooLarge { .. }, .. })]));
    let deep = format!("{start}<item><description>{}", "<b>".repeat(100_000));
    assert!(matches!(of(&deep)[..], [Err(Failure { reason: Reason::Damaged { .. }, .. })]));
}
