//! One entry of a feed to its article.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use feed_rs::model::{Entry, Feed};
use selon_record::{Article, Dated};

use super::Cut;
use crate::original::Original;
use crate::page::fragment;
use crate::{Note, Reason, date};

/// The article of a feed with one entry, what it was made of, and what to know of it.
pub(super) fn article(cut: &Cut, keep: bool) -> Result<(Article, Original, Vec<Note>), Reason> {
    // The parser turns dates into UTC, which moves an article of half past midnight to the day before. So what was
    // written is kept beside what was made of it.
    let written: Arc<Mutex<HashMap<i64, String>>> = Arc::default();
    let dates = Arc::clone(&written);
    let parser = feed_rs::parser::Builder::new()
        .sanitize_content(false)
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(move |text| {
            let normal = date::normal(text)?;
            let instant = date::instant(&normal)?;
            dates.lock().ok()?.insert(instant.as_second(), normal);
            instant.to_string().parse().ok()
        })
        .build();
    let feed = parser.parse(&cut.feed[..]).map_err(|error| Reason::Damaged { what: error.to_string() })?;
    let Feed { title, language, entries, .. } = feed;
    let Some(entry) = entries.into_iter().next() else {
        return Err(Reason::Damaged { what: "the entry is empty".to_owned() });
    };
    let (text, is_summary) = text(&entry);
    let mut article = Article::new(text);
    article.url = entry.links.iter().find(|link| is_page(link)).map(|link| link.href.clone());
    // An entry's own name is as good as an address where there is none.
    article.id = if entry.id.is_empty() { article.id } else { entry.id.clone() };
    article.outlet = title.map(|title| one_line(&title.content)).filter(|title| !title.is_empty());
    article.title = entry.title.as_ref().map(|title| one_line(&fragment(&title.content)));
    let authors: Vec<_> =
        entry.authors.iter().filter_map(|author| author.name.as_deref()).map(one_line).collect();
    article.byline = Some(authors.join(", ")).filter(|names| !names.is_empty());
    let published = entry.published.or(entry.updated).map(|published| published.timestamp());
    article.published = published.and_then(|second| written.lock().ok()?.get(&second).cloned());
    article.dated = article.published.is_some().then_some(Dated::Feed);
    article.language = entry.language.or(language).unwrap_or(article.language);
    let original = Original::of(&cut.feed[cut.entry.clone()], cut.media_type, cut.encoding, keep);
    Ok((article, original, is_summary.then_some(Note::Summary).into_iter().collect()))
}

/// The words of an entry: its content, else its summary; and whether it is the summary.
fn text(entry: &Entry) -> (String, bool) {
    let content = entry.content.as_ref().and_then(|content| {
        let body = content.body.as_deref().filter(|body| !body.trim().is_empty())?;
        Some(if content.content_type.subty() == "plain" { body.trim().to_owned() } else { fragment(body) })
    });
    match content {
        Some(content) => (content, false),
        None => (entry.summary.as_ref().map(|summary| fragment(&summary.content)).unwrap_or_default(), true),
    }
}

/// Whether a link leads to the article: not to its comments, a picture or the feed.
fn is_page(link: &feed_rs::model::Link) -> bool {
    matches!(link.rel.as_deref(), None | Some("alternate"))
}

/// A text with single blanks.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
