//! What on a page is no part of any article: menus, sharing, comments, forms, hidden things.

use super::tree::{Kind, Tree};
use super::words::Is;

/// Elements that hold nothing of an article.
const TAGS: [&str; 14] = [
    "nav",
    "footer",
    "aside",
    "form",
    "button",
    "figcaption",
    "dialog",
    "input",
    "textarea",
    "menu",
    "fieldset",
    "caption",
    "address",
    "noscript",
];

/// Elements that hold no text to read.
const NEVER: [&str; 3] = ["head", "script", "title"];

/// Which elements are furniture.
#[derive(Debug)]
pub(super) struct Furniture(Vec<bool>);

impl Furniture {
    /// The furniture of a page. Elements that hold most of the page's words are none, whatever their name; but comments
    /// are comments, as long as they leave an article.
    pub(super) fn of(tree: &Tree) -> Furniture {
        let solid = solid(tree);
        let all = solid[tree.len()];
        let strict = Furniture::marked(tree, |_, _| true);
        let comments = Furniture::marked(tree, |_, is| is == Is::Comments);
        let enough = (comments.kept(tree, &solid) / 4).max(ENOUGH.min(all / 2));
        if strict.kept(tree, &solid) >= enough {
            return strict;
        }
        let most = |node: usize| 2 * (solid[tree.node(node).end] - solid[node]) > all;
        Furniture::marked(tree, |node, _| !most(node))
    }

    fn marked(tree: &Tree, may: impl Fn(usize, Is) -> bool) -> Furniture {
        let mut marked = vec![false; tree.len()];
        let mut at = 0;
        while at < tree.len() {
            marked[at] = NEVER.contains(&tree.tag(at)) || furniture(tree, at).is_some_and(|is| may(at, is));
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
            Kind::Element { tag, .. } if NEVER.contains(&tag.as_str()) => silent_end = node.end,
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

/// What an element is that is no part of an article: furniture or comments.
fn furniture(tree: &Tree, node: usize) -> Option<Is> {
    let Kind::Element { tag, attributes } = &tree.node(node).kind else {
        return None;
    };
    if TAGS.contains(&tag.as_str()) || (tag == "header" && !holds_headline(tree, node)) {
        return Some(Is::Furniture);
    }
    if tree.is_whole(node) {
        return None;
    }
    let hidden = attributes.iter().any(|(key, value)| match key.as_str() {
        "hidden" => true,
        "aria-hidden" => value == "true",
        "style" => {
            let style: String =
                value.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
            style.contains("display:none") || style.contains("visibility:hidden")
        }
        _ => false,
    });
    if tree.is(node, Is::Comments) {
        return Some(Is::Comments);
    }
    (hidden || (tree.is(node, Is::Furniture) && !tree.is(node, Is::Body))).then_some(Is::Furniture)
}

/// Whether a header is an article's, not the site's.
fn holds_headline(tree: &Tree, header: usize) -> bool {
    tree.inside(header).any(|node| tree.tag(node) == "h1")
        || tree.around(header).any(|node| matches!(tree.tag(node), "article" | "main"))
}
