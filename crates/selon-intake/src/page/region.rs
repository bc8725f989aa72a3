//! Where on the page the article is.

use super::blocks::{Block, Form};
use super::tree::Tree;
use super::words::Is;

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
                    Some((_, most))
                        if of(node)
                            <= most
                                * if best.is_some_and(|(outer, _)| tree.inside(outer).contains(&node)) {
                                    0.9
                                } else {
                                    1.0
                                } => {}
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
    let is_container = |node: usize| {
        matches!(
            tree.tag(node),
            "html"
                | "body"
                | "div"
                | "section"
                | "article"
                | "main"
                | "center"
                | "table"
                | "tbody"
                | "tr"
                | "td"
                | "form"
        )
    };
    let holds_most = |&child: &usize| of(child) >= 0.85 * all.max(1.0) && is_container(child);
    while let Some(child) = tree.children(region).find(holds_most) {
        region = child;
    }
    region
}

/// The blocks of a region, with the standfirst: running text between the headline and the region.
pub(super) fn article(tree: &Tree, mut blocks: Vec<Block>, region: usize) -> Vec<Block> {
    let start = blocks.iter().position(|block| block.node >= region).unwrap_or(blocks.len());
    let headline = blocks[..start].iter().rposition(|block| block.form == Form::Heading(1));
    let from = headline.map_or(start, |headline| headline + 1);
    let mut number = 0;
    blocks.retain(|block| {
        number += 1;
        (number > start && block.node < tree.node(region).end)
            || (number <= start && ((number > from && running(block) > 0.0) || is_lead(tree, block)))
    });
    blocks
}

/// How much of an article a block is: its characters, where it is running text.
fn running(block: &Block) -> f64 {
    let ends = block
        .text
        .trim_end_matches(['»', '”', '"', ')', ' ', '\u{A0}'])
        .ends_with(['.', '!', '?', '…', ':', '。']);
    let length = block.length as f64;
    let share = block.linked as f64 / length.max(1.0);
    if share > 0.5 || (block.length < 80 && !(ends && block.length > 25)) {
        0.0
    } else {
        length * (1.0 - share)
    }
}

/// Whether a block is named as the standfirst.
fn is_lead(tree: &Tree, block: &Block) -> bool {
    let around = std::iter::once(block.node).chain(tree.around(block.node)).take(3);
    block.length >= 60 && around.filter(|&node| !tree.is_whole(node)).any(|node| tree.is(node, Is::Lead))
}

fn is_body(tree: &Tree, node: usize) -> bool {
    !matches!(tree.tag(node), "body" | "html") && tree.is(node, Is::Body)
}

fn is_article(tree: &Tree, node: usize) -> bool {
    tree.tag(node) == "article"
}

fn is_main(tree: &Tree, node: usize) -> bool {
    tree.tag(node) == "main" || tree.attribute(node, "role") == Some("main")
}
