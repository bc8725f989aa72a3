//! Who signed, as printed, without « Par ».

use super::metadata::{Metadata, line};
use super::tree::Tree;
use super::words::{self, Is, Line};

/// Characters that a byline has at most.
const LONGEST: usize = 100;

/// The byline of a page.
pub(super) fn byline(tree: &Tree, metadata: &Metadata, site: Option<&str>) -> Option<String> {
    let known = joined(metadata.authors(), site);
    let known = known.or_else(|| {
        ["author", "article:author", "byl", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "cxenseparse:author", "citation_author"]
            .iter()
            .find_map(|name| joined(metadata.all_meta(name).map(str::to_owned), site))
    });
    known.or_else(|| printed(tree, site))
}

/// Several names as one byline.
fn joined(names: impl IntoIterator<Item = String>, site: Option<&str>) -> Option<String> {
    let mut kept: Vec<String> = Vec::new();
    for name in names.into_iter().filter_map(|name| clean(&name, site)) {
        if !kept.contains(&name) {
            kept.push(name);
        }
    }
    (!kept.is_empty()).then(|| kept.join(", "))
}

/// The byline that stands on the page: what is marked so, the surest mark first.
fn printed(tree: &Tree, site: Option<&str>) -> Option<String> {
    let marks: [fn(&Tree, usize) -> bool; 4] = [
        |tree, node| {
            tree.attribute(node, "itemprop") == Some("name")
                && tree.around(node).take(3).any(|node| tree.attribute(node, "itemprop") == Some("author"))
        },
        |tree, node| tree.attribute(node, "itemprop") == Some("author"),
        |tree, node| tree.attribute(node, "rel").is_some_and(|rel| rel.split(' ').any(|rel| rel == "author")),
        |tree, node| {
            let names = ["class", "id"].iter().filter_map(|key| tree.attribute(node, key));
            names.map(words::names).any(|is| is.contains(&Is::Author) && !is.contains(&Is::Comments))
        },
    ];
    marks.iter().find_map(|is_marked| {
        let mut at = 0;
        while at < tree.len() {
            if is_comments(tree, at) {
                at = tree.node(at).end;
                continue;
            }
            if is_marked(tree, at)
                && let Some(byline) = clean(&tree.text(at), site)
            {
                return Some(byline);
            }
            at += 1;
        }
        None
    })
}

/// Whether an element holds what readers write: they are authors too.
fn is_comments(tree: &Tree, node: usize) -> bool {
    !matches!(tree.tag(node), "" | "html" | "body" | "main" | "article")
        && ["class", "id"].iter().filter_map(|key| tree.attribute(node, key)).any(|names| words::names(names).contains(&Is::Comments))
}

/// A byline without what is around the names; nothing where it is none.
fn clean(text: &str, site: Option<&str>) -> Option<String> {
    let text = line(text)?;
    let text = words::without_by(&text);
    // « Anne Morel | 9 janvier 2022 », « Anne Morel - Publié le … »
    let text = text.split([" | ", " • ", " · "].into_iter().find(|mark| text.contains(mark)).unwrap_or(" | ")).next()?;
    let text = before_date(text).trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '–' | '|' | ':' | ';' | '/'));
    let is_name = text.chars().any(char::is_alphabetic)
        && text.chars().count() <= LONGEST
        && !text.contains("://")
        && !text.starts_with("www.")
        && !text.contains('@')
        && site.is_none_or(|site| !site.eq_ignore_ascii_case(text))
        && !matches!(text.to_lowercase().as_str(), "admin" | "administrator" | "root" | "webmaster");
    is_name.then(|| text.to_owned())
}

/// The part of a byline before a date or what announces one.
fn before_date(text: &str) -> &str {
    let mut starts = text.char_indices().filter(|&(at, c)| c.is_alphanumeric() && !text[..at].ends_with(char::is_alphanumeric));
    let end = starts.find(|&(at, c)| {
        at > 0 && (c.is_ascii_digit() || words::lines(&text[at..]).iter().any(|is| matches!(is, Line::Published | Line::Changed)))
    });
    end.map_or(text, |(at, _)| &text[..at])
}
