//! A page to its article: the text without what surrounds it, and what the page says of its publication.

mod blocks;
mod byline;
mod choice;
mod date;
mod furniture;
mod metadata;
mod region;
mod title;
mod tree;
mod words;

use blocks::{Block, Form};
use furniture::Furniture;
use metadata::Metadata;
use selon_record::Dated;
use tree::Tree;
use unicode_normalization::UnicodeNormalization as _;

/// What a page holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The headline.
    pub title: Option<String>,
    /// Who signed, as printed, without « Par ».
    pub byline: Option<String>,
    /// When it was published: ISO 8601, as precise as known.
    pub published: Option<String>,
    /// What told that.
    pub dated: Option<Dated>,
    /// The language the page says it is in.
    pub language: Option<String>,
    /// The name of the site.
    pub site_name: Option<String>,
    /// The address the page gives itself.
    pub url: Option<String>,
    /// The article's text.
    pub text: String,
}

/// Reads a page. What it does not say stays unknown; a page without an article has an empty text.
pub fn page(html: &str, address: Option<&str>) -> Page {
    let tree = Tree::of(html);
    let furniture = Furniture::of(&tree);
    let all = blocks::blocks(&tree, 0, &furniture);
    let region = region::region(&tree, &all);
    let blocks = region::article(&tree, all, region);
    let blocks = choice::choose(&tree, blocks);
    let metadata = Metadata::of(&tree);
    let site_name = metadata.meta(&["og:site_name", "application-name"]).and_then(metadata::line);
    let url = metadata.canonical.clone().or_else(|| metadata.meta(&["og:url"]).map(str::to_owned));
    let address = address.or(url.as_deref());
    let site = site_name.clone().or_else(|| address.and_then(host));
    let language = metadata.language.clone().or_else(|| {
        metadata.meta(&["content-language", "og:locale", "dc.language", "language"]).and_then(metadata::line)
    });
    let day_first = language.as_ref().is_some_and(|language| !language.to_lowercase().starts_with("en"));
    let published = date::published(&tree, &metadata, address, region, day_first);
    let dated = published.as_ref().map(|(_, dated)| *dated);
    Page {
        title: title::title(&tree, &metadata, site.as_deref()),
        byline: byline::byline(&tree, &metadata, site.as_deref()),
        published: published.map(|(stamp, _)| stamp),
        dated,
        language,
        site_name,
        url,
        text: text(&blocks).nfc().collect(),
    }
}

/// The name in an address: `lepetitjournal` of `https://www.lepetitjournal.example/monde`.
fn host(address: &str) -> Option<String> {
    let host = address.split_once("://")?.1.split(['/', '?', '#', ':']).next()?;
    let name = host.trim_start_matches("www.").rsplit('.').nth(1)?;
    (!name.is_empty()).then(|| name.to_owned())
}

/// The text of a piece of a page, all of it: the content of a feed's entry.
pub(crate) fn fragment(html: &str) -> String {
    let tree = Tree::of(html);
    let furniture = Furniture::of(&tree);
    text(&blocks::blocks(&tree, 0, &furniture))
}

/// The blocks as a text.
fn text(blocks: &[Block]) -> String {
    let mut text = String::new();
    let mut before: Option<&Block> = None;
    for block in blocks {
        let between = match (before.map(|block| block.form), block.form) {
            (None, _) => "",
            (Some(Form::Item(_)), Form::Item(_)) => "\n",
            (Some(Form::Cell(row)), Form::Cell(same)) if row == same => " | ",
            (Some(Form::Cell(_)), Form::Cell(_)) => "\n",
            _ => "\n\n",
        };
        text.push_str(between);
        text.push_str(&block.text);
        before = Some(block);
    }
    text
}

#[cfg(test)]
mod tests;
