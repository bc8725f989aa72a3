//! What the fuzz targets of the repository call: parsers of foreign bytes that have no public face. No part of the API.

use std::io::{Cursor, Read};

use selon_kb::Base;
use selon_record::{Article, CreditPart, Offsets};

use crate::{Format, Intake, credits, gzip};

/// Any bytes as a web archive, compressed and not: its articles have places in it.
pub fn warc(bytes: &[u8]) {
    read(Format::Warc, bytes);
}

/// Any bytes as a feed.
pub fn feed(bytes: &[u8]) {
    read(Format::Feed, bytes);
}

/// Any bytes as a file of no known name.
pub fn sniffed(bytes: &[u8]) {
    read(Format::Auto, bytes);
}

/// Any bytes as gzip: what comes out is bounded.
///
/// # Panics
/// It is not.
pub fn gzip(bytes: &[u8]) {
    let mut content = Vec::new();
    let _ = gzip::content(Cursor::new(bytes.to_vec())).read_to_end(&mut content);
    assert!(
        content.len() as u64
            <= crate::limits::FREE + crate::limits::RATIO * (bytes.len() as u64 + 1) + (1 << 16)
    );
    assert!(gzip::beginning(bytes).len() <= 4096);
}

/// Any text as an article, its first line as the signature: each credit is words of its part.
///
/// # Panics
/// One is not.
pub fn credit(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let byline = text.lines().next().map(str::to_owned);
    let article = Article { byline, language: "fr".to_owned(), ..Article::new(text.clone()) };
    for credit in credits(&article, Base::built_in()) {
        let part = match credit.part {
            CreditPart::Text => &article.text,
            CreditPart::Byline => article.byline.as_deref().unwrap_or_default(),
        };
        assert!(Offsets::new(part).span(credit.span).is_ok(), "{credit:?}");
    }
}

fn read(format: Format, bytes: &[u8]) {
    for item in Intake::new([]).format(format).articles_of("x".as_ref(), bytes.to_vec()).flatten() {
        assert_eq!(item.original.bytes, None);
        assert!(!item.article.language.is_empty());
    }
}
