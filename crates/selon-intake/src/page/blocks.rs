//! A part of the page as blocks: paragraphs, headings, items, cells, each with its inline runs joined.

use std::collections::HashMap;

use super::furniture::Furniture;
use super::tree::{Kind, Tree};

/// A stretch of text that stands apart.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) form: Form,
    /// The element it stands in.
    pub(super) node: usize,
    /// The text, blanks collapsed, lines as `br` breaks them.
    pub(super) text: String,
    /// Characters of it.
    pub(super) length: usize,
    /// Characters of it that are links.
    pub(super) linked: usize,
    /// Whether it stands in emphasis from end to end, as headings do that are not marked as such.
    pub(super) strong: bool,
}

/// What kind of block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Paragraph,
    /// With its level, from 1.
    Heading(u8),
    /// Of the list with this number.
    Item(usize),
    /// Of the row with this number.
    Cell(usize),
    Quote,
    Preformatted,
}

/// Elements that stand in the line.
const INLINE: [&str; 41] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "img", "ins", "kbd", "label", "mark", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "picture", "source", "amp-img",
];

/// The blocks in a node, without the furniture.
pub(super) fn blocks(tree: &Tree, root: usize, furniture: &Furniture) -> Vec<Block> {
    let mut walk = Walk { tree, blocks: Vec::new(), open: Vec::new(), current: Current::default() };
    let mut at = root;
    let end = tree.node(root).end;
    while at < end {
        walk.close(at);
        at = if furniture.is(at) { walk.pass(at) } else { walk.enter(at) };
    }
    walk.close(usize::MAX);
    walk.flush();
    without_layout(tree, walk.blocks)
}

/// Cells that hold more than one block are no cells: old pages put all that stands side by side in a table.
fn without_layout(tree: &Tree, mut blocks: Vec<Block>) -> Vec<Block> {
    let cells = |block: &Block| {
        let around = std::iter::once(block.node).chain(tree.around(block.node));
        around.filter(|&node| matches!(tree.tag(node), "td" | "th"))
    };
    let mut held: HashMap<usize, usize> = HashMap::new();
    let is_cell = |block: &&mut Block| matches!(block.form, Form::Cell(_));
    for block in blocks.iter_mut().filter(is_cell) {
        cells(block).for_each(|cell| *held.entry(cell).or_default() += 1);
    }
    for block in blocks.iter_mut().filter(is_cell) {
        if cells(block).next().is_some_and(|cell| held[&cell] > 1) {
            block.form = Form::Paragraph;
        }
    }
    blocks
}

struct Walk<'a> {
    tree: &'a Tree,
    blocks: Vec<Block>,
    /// The elements around the place.
    open: Vec<usize>,
    current: Current,
}

/// The block that is being read.
#[derive(Default)]
struct Current {
    text: String,
    linked: usize,
    strong: usize,
    letters: usize,
    /// Line breaks that wait for text to follow.
    breaks: usize,
    blank: bool,
    node: usize,
}

impl Walk<'_> {
    /// Leaves the elements that end before a place.
    fn close(&mut self, at: usize) {
        while let Some(&last) = self.open.last().filter(|&&last| self.tree.node(last).end <= at) {
            if self.tree.tag(last) == "q" {
                self.words("”");
            }
            if self.tree.tag(last) != "br" && !INLINE.contains(&self.tree.tag(last)) {
                self.flush();
            }
            self.open.pop();
        }
    }

    /// Passes over an element; one that is a block parts what is around it.
    fn pass(&mut self, at: usize) -> usize {
        if !INLINE.contains(&self.tree.tag(at)) {
            self.flush();
        }
        self.tree.node(at).end
    }

    fn enter(&mut self, at: usize) -> usize {
        match &self.tree.node(at).kind {
            Kind::Text(text) => self.words(text),
            Kind::Element { tag, .. } => {
                match tag.as_str() {
                    "br" => {
                        self.current.breaks += 1;
                        if self.current.breaks > 1 {
                            self.flush();
                        }
                    }
                    tag if !INLINE.contains(&tag) => self.flush(),
                    _ => {}
                }
                self.open.push(at);
                if tag == "q" {
                    self.words("“");
                }
            }
        }
        at + 1
    }

    /// Adds text to the block: any blanks as one, but those of preformatted text as they are.
    fn words(&mut self, text: &str) {
        let preformatted = self.is_in("pre");
        let (linked, strong) = (self.is_in("a"), self.is_in("b") || self.is_in("strong"));
        let current = &mut self.current;
        for c in text.chars() {
            match c {
                '\n' if preformatted => current.breaks += 1,
                ' ' | '\t' | '\n' | '\r' | '\x0C' => current.blank = true,
                c => {
                    if current.text.is_empty() {
                        current.node = self.open.last().copied().unwrap_or_default();
                    } else if current.breaks > 0 {
                        current.text.extend(std::iter::repeat_n('\n', current.breaks.min(2)));
                    } else if current.blank {
                        current.text.push(' ');
                        current.linked += usize::from(linked);
                    }
                    (current.breaks, current.blank) = (0, false);
                    current.text.push(c);
                    current.letters += 1;
                    current.linked += usize::from(linked);
                    current.strong += usize::from(strong);
                }
            }
        }
    }

    fn is_in(&self, tag: &str) -> bool {
        // The innermost block is never far: what stands in the line is nested a few levels.
        self.open.iter().rev().take(24).any(|&node| self.tree.tag(node) == tag)
    }

    /// Ends the block.
    fn flush(&mut self) {
        let current = std::mem::take(&mut self.current);
        if current.text.chars().all(char::is_whitespace) {
            return;
        }
        self.blocks.push(Block {
            form: self.form(),
            node: current.node,
            length: current.text.chars().count(),
            linked: current.linked,
            strong: current.strong == current.letters,
            text: current.text,
        });
    }

    /// What the elements around the place make of the block.
    fn form(&self) -> Form {
        for &node in self.open.iter().rev() {
            match self.tree.tag(node) {
                "h1" => return Form::Heading(1),
                "h2" => return Form::Heading(2),
                "h3" => return Form::Heading(3),
                "h4" => return Form::Heading(4),
                "h5" => return Form::Heading(5),
                "h6" => return Form::Heading(6),
                "li" | "dd" | "dt" => return Form::Item(self.tree.node(node).parent),
                "td" | "th" => return Form::Cell(self.tree.node(node).parent),
                "blockquote" => return Form::Quote,
                "pre" => return Form::Preformatted,
                "article" | "section" | "main" | "body" => break,
                _ => {}
            }
        }
        Form::Paragraph
    }
}
