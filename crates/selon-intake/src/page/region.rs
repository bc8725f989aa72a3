//! Where on the page the article is.

use super::blocks::Block;
use super::tree::{Kind, Tree};
use super::words::{self, Is};

/// The smallest node that holds the article.
pub(super) fn region(tree: &Tree, blocks: &[Block]) -> usize {
    let mut weight = vec![0.0; tree.len() + 1];
    for block in blocks {
        weight[block.node + 1] += running(block);
    }
    for number in 0..tree.len() {
        weight[number + 1] += weight[number];
    }
    let of = |node: usize| weight[tree.node(node).end] - weight[node];
    let all = of(0);
    for marked in [is_body, is_article, is_main] {
        let mut best = None;
        for node in 0..tree.len() {
            if of(node) > 0.0 && marked(tree, node) {
                match best {
                    // The innermost that holds nearly as much.
                    Some((_, most)) if of(node) <= most * if best.is_some_and(|(outer, _)| tree.inside(outer).contains(&node)) { 0.9 } else { 1.0 } => {}
                    _ => best = Some((node, of(node))),
                }
            }
        }
        if let Some((node, weight)) = best
            && weight >= 0.4 * all
        {
            return node;
        }
    }
    let mut region = 0;
    while let Some(child) = tree.children(region).find(|&child| of(child) >= 0.85 * all.max(1.0)) {
        region = child;
    }
    region
}

/// How much of an article a block is: its characters, where it is running text.
fn running(block: &Block) -> f64 {
    let ends = block.text.trim_end_matches(['»', '”', '"', ')', ' ', '\u{A0}']).ends_with(['.', '!', '?', '…', ':', '。']);
    let length = block.length as f64;
    let share = block.linked as f64 / length.max(1.0);
    if share > 0.5 || (block.length < 80 && !(ends && block.length > 25)) { 0.0 } else { length * (1.0 - share) }
}

fn is_body(tree: &Tree, node: usize) -> bool {
    let Kind::Element { tag, attributes } = &tree.node(node).kind else {
        return false;
    };
    !matches!(tag.as_str(), "body" | "html")
        && attributes.iter().any(|(key, value)| match key.as_str() {
            "itemprop" => value.eq_ignore_ascii_case("articleBody"),
            "class" | "id" => words::names(value).contains(&Is::Body),
            _ => false,
        })
}

fn is_article(tree: &Tree, node: usize) -> bool {
    tree.tag(node) == "article"
}

fn is_main(tree: &Tree, node: usize) -> bool {
    tree.tag(node) == "main" || tree.attribute(node, "role") == Some("main")
}
