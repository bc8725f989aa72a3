//! Who signed, as printed, without « Par ».

use super::metadata::{Author, Metadata, line};
use super::tree::{Kind, Tree};
use super::words::{self, Is, Line};
use crate::credits::is_credited;

/// Characters that a byline has at most.
const LONGEST: usize = 100;

/// The byline of a page: the persons it names for machines, else who signed for readers, else organisations it names.
pub(super) fn byline(tree: &Tree, metadata: &Metadata, site: Option<&str>) -> Option<String> {
    let known = joined(metadata.authors(Author::Person), site);
    let known = known.or_else(|| {
        [
            "author",
            "article:author",
            "byl",
            "dc.creator",
            "dcterms.creator",
            "parsely-author",
            "sailthru.author",
            "cxenseparse:author",
            "citation_author",
        ]
        .iter()
        .find_map(|name| joined(metadata.all_meta(name).map(str::to_owned), site))
    });
    let Some(known) = known else {
        return printed(tree, site, |_| true)
            .or_else(|| joined(metadata.authors(Author::Organisation), site));
    };
    // « Anne Morel, avec AFP », where machines are told only « Anne Morel »
    let is_fuller =
        |byline: &str| byline.len() > known.len() && byline.contains(&known) && is_credited(byline);
    Some(printed(tree, site, is_fuller).unwrap_or(known))
}

/// Several names as one byline.
fn joined(names: impl IntoIterator<Item = String>, site: Option<&str>) -> Option<String> {
    let mut kept: Vec<String> = Vec::new();
    for name in names.into_iter().filter_map(|name| clean(&name, site)) {
        if !kept.contains(&name) {
            kept.push(name);
        }
    }
    let byline = kept.join(", ");
    (!kept.is_empty() && byline.chars().count() <= LONGEST).then_some(byline)
}

/// What marks an element or a text as a byline, the surest first.
const MARKS: [fn(&Tree, usize) -> bool; 6] = [
    |tree, node| {
        tree.attribute(node, "itemprop") == Some("name")
            && tree.around(node).take(3).any(|node| tree.attribute(node, "itemprop") == Some("author"))
    },
    |tree, node| tree.attribute(node, "itemprop") == Some("author"),
    |tree, node| tree.attribute(node, "rel").is_some_and(|rel| rel.split(' ').any(|rel| rel == "author")),
    // `/author/anne-morel`
    |tree, node| {
        tree.tag(node) == "a"
            && tree.attribute(node, "href").is_some_and(|address| {
                let parts: Vec<&str> = address.trim_end_matches('/').split('/').collect();
                parts.len() > 1 && words::names(parts[parts.len() - 2]).is(Is::Author)
            })
    },
    |tree, node| tree.is(node, Is::Author) && !tree.is_whole(node),
    // « Par Anne Morel », alone in its line
    |tree, node| matches!(&tree.node(node).kind, Kind::Text(text) if is_signature(text)),
];

/// The first byline of some kind that stands on the page.
fn printed(tree: &Tree, site: Option<&str>, is_meant: impl Fn(&str) -> bool) -> Option<String> {
    MARKS.iter().find_map(|is_marked| {
        let mut at = 0;
        while at < tree.len() {
            if tree.is(at, Is::Comments) && !tree.is_whole(at) {
                at = tree.node(at).end;
                continue;
            }
            if is_marked(tree, at)
                && let Some(line) = tree.line(at, 2 * LONGEST)
                && let Some(byline) = clean(&line, site).filter(|byline| is_meant(byline))
            {
                return Some(byline);
            }
            at += 1;
        }
        None
    })
}

/// Whether a text is a byline by its words: « Par » and a name of two to four words.
pub(super) fn is_signature(text: &str) -> bool {
    let text = text.trim();
    let name = words::without_by(text);
    let words = name.split_whitespace().count();
    name.len() < text.len()
        && text.len() <= LONGEST / 2
        && (2..=4).contains(&words)
        && name.split_whitespace().all(|word| {
            word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '’' | '\''))
        })
}

/// A byline without what is around the names; nothing where it is none.
fn clean(text: &str, site: Option<&str>) -> Option<String> {
    let text = line(text)?;
    let text = words::without_by(&text);
    // « Anne Morel | 9 janvier 2022 », « Anne Morel - Publié le … »
    let text = text
        .split([" | ", " • ", " · "].into_iter().find(|mark| text.contains(mark)).unwrap_or(" | "))
        .next()?;
    let text = before_date(text)
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '–' | '|' | ':' | ';' | '/'));
    let text = site.and_then(|site| without_site(text, site)).unwrap_or(text);
    let is_name = text.chars().any(char::is_alphabetic)
        && text.chars().count() <= LONGEST
        && !text.contains("://")
        && !text.starts_with("www.")
        && !text.contains('@')
        && site.is_none_or(|site| !site.eq_ignore_ascii_case(text))
        && !matches!(text.to_lowercase().as_str(), "admin" | "administrator" | "root" | "webmaster");
    is_name.then(|| text.to_owned())
}

/// What follows the name of the site: « Le Journal - Anne Morel ».
fn without_site<'a>(text: &'a str, site: &str) -> Option<&'a str> {
    let start = text.get(..site.len()).filter(|start| start.eq_ignore_ascii_case(site))?;
    text[start.len()..].trim_start().strip_prefix(['-', '–', '|'])
}

/// The part of a byline before a date or what announces one: « Anne Morel le 9 janvier ».
fn before_date(text: &str) -> &str {
    let mut starts = text
        .char_indices()
        .filter(|&(at, c)| c.is_alphanumeric() && !text[..at].ends_with(char::is_alphanumeric));
    let end = starts.find(|&(at, c)| {
        at > 0
            && (c.is_ascii_digit()
                || words::lines(&text[at..]).iter().any(|is| matches!(is, Line::Published | Line::Changed)))
    });
    let Some((at, _)) = end else { return text };
    let before = text[..at].trim_end();
    // Without the preposition or article of the date.
    let last = before.rsplit(' ').next().unwrap_or_default();
    let small =
        last.chars().count() <= 3 && last.chars().all(char::is_lowercase) && last.len() < before.len();
    if small { &before[..before.len() - last.len()] } else { before }
}
