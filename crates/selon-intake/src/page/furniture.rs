//! What on a page is no part of any article: menus, sharing, comments, forms, hidden things.

use super::tree::{Kind, Tree};
use super::words::{self, Is};

/// Elements that hold nothing of an article.
const TAGS: [&str; 16] = [
    "head", "script", "title", "nav", "footer", "aside", "form", "button", "figcaption", "dialog", "input", "textarea", "menu", "fieldset",
    "caption", "address",
];

/// Which elements are furniture.
#[derive(Debug)]
pub(super) struct Furniture(Vec<bool>);

impl Furniture {
    /// The furniture of a page. Elements that hold most of the page's words are none, whatever their name.
    pub(super) fn of(tree: &Tree) -> Furniture {
        let solid = solid(tree);
        let strict = Furniture::marked(tree, |_| true);
        let (kept, all) = (strict.kept(tree, &solid), solid[tree.len()]);
        if kept >= ENOUGH.min(all / 2) {
            return strict;
        }
        Furniture::marked(tree, |node| 2 * (solid[tree.node(node).end] - solid[node]) < all)
    }

    /// No furniture but what is none by its element.
    pub(super) fn of_tags(tree: &Tree) -> Furniture {
        Furniture((0..tree.len()).map(|node| TAGS[..3].contains(&tree.tag(node))).collect())
    }

    fn marked(tree: &Tree, may: impl Fn(usize) -> bool) -> Furniture {
        let mut marked = vec![false; tree.len()];
        let mut at = 0;
        while at < tree.len() {
            marked[at] = TAGS[..3].contains(&tree.tag(at)) || (is_furniture(tree, at) && may(at));
            at = if marked[at] { tree.node(at).end } else { at + 1 };
        }
        Furniture(marked)
    }

    /// Whether an element is furniture, with all in it.
    pub(super) fn is(&self, node: usize) -> bool {
        self.0[node]
    }

    /// How many characters of running text are left.
    fn kept(&self, tree: &Tree, solid: &[usize]) -> usize {
        let (mut at, mut kept) = (0, 0);
        while at < tree.len() {
            if self.0[at] {
                at = tree.node(at).end;
            } else {
                kept += solid[at + 1] - solid[at];
                at += 1;
            }
        }
        kept
    }
}

/// Characters that make a short article.
const ENOUGH: usize = 250;

/// For each node the characters of running text before it: of texts that are long and no links.
fn solid(tree: &Tree) -> Vec<usize> {
    let mut solid = vec![0; tree.len() + 1];
    let mut link_end = 0;
    let mut silent_end = 0;
    for number in 0..tree.len() {
        let node = tree.node(number);
        let mut here = 0;
        match &node.kind {
            Kind::Element { tag, .. } if tag == "a" => link_end = node.end,
            Kind::Element { tag, .. } if TAGS[..3].contains(&tag.as_str()) => silent_end = node.end,
            Kind::Text(text) if number >= link_end && number >= silent_end => {
                let length = text.trim().chars().count();
                here = if length >= 40 { length } else { 0 };
            }
            _ => {}
        }
        solid[number + 1] = solid[number] + here;
    }
    solid
}

fn is_furniture(tree: &Tree, node: usize) -> bool {
    let Kind::Element { tag, attributes } = &tree.node(node).kind else {
        return false;
    };
    if TAGS.contains(&tag.as_str()) {
        return true;
    }
    if tag == "header" && !tree.around(node).any(|node| matches!(tree.tag(node), "article" | "main")) {
        return true;
    }
    if matches!(tag.as_str(), "html" | "body" | "main" | "article" | "") {
        return false;
    }
    attributes.iter().any(|(key, value)| match key.as_str() {
        "hidden" => true,
        "aria-hidden" => value == "true",
        "style" => {
            let style: String = value.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        }
        "class" | "id" | "role" => {
            let is = words::names(value);
            is.contains(&Is::Furniture) && !is.contains(&Is::Body)
        }
        _ => false,
    })
}
