//! Which blocks of the article's region are the article's.

use super::blocks::{Block, Form};
use super::byline;
use super::tree::Tree;
use super::words::{self, Is, Line};

/// Characters up to which a line may be an invitation, a label or a link to something else.
const SHORT: usize = 250;
/// Characters from which text that is no link is an article that goes on.
const LONG: usize = 120;

/// The blocks that are the article's.
pub(super) fn choose(tree: &Tree, blocks: Vec<Block>) -> Vec<Block> {
    let lists = lists_of_links(&blocks);
    let mut section = None;
    let mut chosen: Vec<Block> = Vec::new();
    for block in blocks {
        let lines = if block.length <= SHORT { words::lines(&block.text) } else { Vec::new() };
        if lines.contains(&Line::End) && (is_heading(&block) || block.length < 60) && !chosen.is_empty() {
            break;
        }
        if let Some(level) = section {
            if goes_on(&block, level) {
                section = None;
            } else {
                continue;
            }
        }
        if lines.contains(&Line::Section) {
            section = Some(level(&block));
            continue;
        }
        let out = lines.contains(&Line::Start)
            || lines.contains(&Line::Whole)
            || is_link(&block)
            || matches!(block.form, Form::Item(list) | Form::Cell(list) if lists.contains(&list))
            || is_label(tree, &block)
            || byline::is_signature(&block.text);
        if !out {
            chosen.push(block);
        }
    }
    while chosen.last().is_some_and(|last| is_heading(last) && last.length < LONG) {
        chosen.pop();
    }
    chosen
}

/// Whether the article goes on after a section of links.
fn goes_on(block: &Block, section: u8) -> bool {
    match block.form {
        Form::Heading(level) => level <= section,
        _ => block.length >= LONG && 4 * block.linked < block.length,
    }
}

fn is_heading(block: &Block) -> bool {
    matches!(block.form, Form::Heading(_)) || (block.strong && block.length < 80)
}

fn level(block: &Block) -> u8 {
    match block.form {
        Form::Heading(level) => level,
        _ => 7,
    }
}

/// A block that is nearly nothing but links.
fn is_link(block: &Block) -> bool {
    let most =
        if matches!(block.form, Form::Heading(_)) { 9 * block.length / 10 } else { 2 * block.length / 3 };
    block.linked > most
}

/// The lists and rows that are links more than anything else.
fn lists_of_links(blocks: &[Block]) -> Vec<usize> {
    let mut lists: Vec<(usize, usize, usize)> = Vec::new();
    for block in blocks {
        let (Form::Item(list) | Form::Cell(list)) = block.form else { continue };
        match lists.last_mut().filter(|(last, ..)| *last == list) {
            Some((_, length, linked)) => {
                *length += block.length;
                *linked += block.linked;
            }
            None => lists.push((list, block.length, block.linked)),
        }
    }
    lists.retain(|(_, length, linked)| 2 * linked > *length);
    lists.into_iter().map(|(list, ..)| list).collect()
}

/// A short line that is named as the byline or the date.
fn is_label(tree: &Tree, block: &Block) -> bool {
    if block.length > 100 {
        return false;
    }
    let around = std::iter::once(block.node).chain(tree.around(block.node)).take(3);
    around.filter(|&node| !tree.is_whole(node)).any(|node| {
        tree.tag(node) == "time"
            || tree.is(node, Is::Author)
            || tree.is(node, Is::Date)
            || tree.attribute(node, "rel") == Some("author")
    })
}
