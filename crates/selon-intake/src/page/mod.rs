//! A page to its article: the text without what surrounds it, and what the page says of its publication.

mod blocks;
mod choice;
mod furniture;
mod region;
mod tree;
mod words;

use blocks::{Block, Form};
use furniture::Furniture;
use selon_record::Dated;
use tree::Tree;

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

/// Reads a page.
pub fn page(html: &str, _address: Option<&str>) -> Page {
    let document = tree::parse(html);
    let tree = Tree::of(&document);
    let furniture = Furniture::of(&tree);
    let all = blocks::blocks(&tree, 0, &furniture);
    let region = region::region(&tree, &all);
    let blocks = region::article(&tree, all, region);
    if std::env::var_os("PGDEBUG").is_some() {
        let n = |i: usize| format!("{}.{}", tree.tag(i), tree.attribute(i, "class").unwrap_or_default());
        eprintln!("REGION {} < {}", n(region), tree.around(region).map(n).collect::<Vec<_>>().join(" < "));
        for b in &blocks { eprintln!("{:?} {} {} {}", b.form, b.length, b.linked, b.text.chars().take(100).collect::<String>()); }
    }
    let blocks = choice::choose(&tree, blocks);
    Page { text: text(&blocks), ..Page::default() }
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
