//! The headline, without the name of the site.

use super::metadata::{Metadata, line};
use super::tree::Tree;
use super::words::Is;

/// What parts a headline from the name of the site or the section.
const SEPARATORS: [&str; 10] = [" | ", " - ", " – ", " — ", " · ", " • ", " » ", " « ", " :: ", " ~ "];

/// Characters that a headline has at most.
const LONGEST: usize = 400;

/// The headline of a page.
pub(super) fn title(tree: &Tree, metadata: &Metadata, site: Option<&str>) -> Option<String> {
    let given = metadata.meta(&["og:title", "twitter:title", "dc.title", "title"]).and_then(line);
    let given = given.or_else(|| metadata.of_article("headline").and_then(line));
    let given = given.or_else(|| metadata.title.clone());
    let headings: Vec<String> = headings(tree);
    let Some(given) = given else {
        return (headings.len() == 1).then(|| headings[0].clone());
    };
    // The headline as it stands on the page, where the data for machines have it with something around it.
    let key = key(&given);
    let whole = headings
        .iter()
        .filter(|heading| key.contains(&self::key(heading)) && 3 * heading.len() > given.len());
    if let Some(heading) = whole.max_by_key(|heading| heading.len()) {
        return Some(heading.clone());
    }
    Some(without_site(&given, site).to_owned())
}

/// The headings of the first level, and what is named a headline.
fn headings(tree: &Tree) -> Vec<String> {
    let is_headline =
        |node: usize| tree.tag(node) == "h1" || (tree.tag(node) == "h2" && tree.is(node, Is::Title));
    (0..tree.len()).filter(|&node| is_headline(node)).filter_map(|node| tree.line(node, LONGEST)).collect()
}

/// Letters and digits alone.
fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A headline without the site's name after or before it; of « Titre | Rubrique | Site » the part that is longest by far.
fn without_site<'a>(title: &'a str, site: Option<&str>) -> &'a str {
    let site = site.map(key).unwrap_or_default();
    for separator in SEPARATORS {
        let is_site = |part: &str| {
            let part = key(part);
            !part.is_empty()
                && !site.is_empty()
                && (part.contains(&site) || (part.len() > 3 && site.contains(&part)))
        };
        if let Some((before, after)) = title.rsplit_once(separator)
            && (is_site(after) || (before.len() > 3 * after.len() && after.split(' ').count() <= 3))
        {
            return without_site(before, None).trim();
        }
        if let Some((before, after)) = title.split_once(separator)
            && is_site(before)
        {
            return after.trim();
        }
    }
    title
}
