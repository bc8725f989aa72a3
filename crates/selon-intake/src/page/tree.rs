//! The page as a list of nodes in the order of the document: what a browser parses, without what is never text.
//!
//! Nothing here or above it recurses, so no depth of nesting overflows a stack.

use dom_query::{Document, NodeData, NodeRef};
use html5ever::tendril::{StrTendril, TendrilSink as _};
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};

use super::words::{self, Is, Marks};

/// Steps through open elements after which the rest of a page is not read: each element costs as many as it lies deep.
const MOST_WORK: usize = 60_000_000;
/// Nodes more than bytes after which the rest is not read: unclosed tags that are opened again and again.
const MOST_REOPENED: usize = 100_000;
/// Attributes of one element after which the rest of a page is not read: each is compared with all before it.
const MOST_ATTRIBUTES: usize = 20_000;
/// Bytes that are parsed between two looks at the cost.
const STEP: usize = 1 << 13;

/// Elements whose inside is no text of the page.
const SILENT: [&str; 16] = [
    "style", "template", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video", "map",
    "noframes", "datalist", "applet", "frameset", "select",
];

/// A node of the page.
#[derive(Debug)]
pub(super) struct Node {
    /// What stands there.
    pub(super) kind: Kind,
    /// The element it is in; the root is in itself.
    pub(super) parent: usize,
    /// The number after its last descendant.
    pub(super) end: usize,
    /// What its names say it is.
    pub(super) marks: Marks,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Kind {
    /// An element with its name in small letters and its attributes.
    Element { tag: String, attributes: Vec<(String, String)> },
    /// A stretch of text, entities already read.
    Text(String),
}

/// A page: the nodes by their numbers, each before its descendants.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

/// HTML to a document, as browsers parse it. Of a page that is nested absurdly deep the beginning is read: a parser's time
/// grows with the square of the depth.
fn parse(html: &str) -> Document {
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() },
        ..ParseOpts::default()
    };
    let mut parser = parse_document(Document::default(), options);
    let html = before_endless_tag(html);
    let (mut at, mut nodes, mut work) = (0, 0, 0_usize);
    while at < html.len() {
        let mut end = html.len().min(at + STEP);
        while !html.is_char_boundary(end) {
            end += 1;
        }
        parser.process(StrTendril::from(&html[at..end]));
        let document = &parser.tokenizer.sink.sink;
        let made = document.tree.len() - nodes;
        work = work.saturating_add(made.saturating_mul(deepest_end(document)));
        (at, nodes) = (end, nodes + made);
        if work > MOST_WORK || nodes > at + MOST_REOPENED {
            break;
        }
    }
    parser.finish()
}

/// The page up to a tag that has no end in sight.
fn before_endless_tag(html: &str) -> &str {
    let bytes = html.as_bytes();
    let (mut start, mut blanks) = (None, 0);
    for (at, byte) in bytes.iter().enumerate() {
        match (byte, start) {
            (b'<', None) if bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) => {
                (start, blanks) = (Some(at), 0)
            }
            (b'>', _) => start = None,
            (byte, Some(start)) if byte.is_ascii_whitespace() => {
                blanks += usize::from(!bytes[at - 1].is_ascii_whitespace());
                if blanks > MOST_ATTRIBUTES {
                    return &html[..start];
                }
            }
            _ => {}
        }
    }
    html
}

/// How deep the last node of a document lies.
fn deepest_end(document: &Document) -> usize {
    let mut depth = 0;
    let mut node = document.root();
    while let Some(last) = node.last_child() {
        node = last;
        depth += 1;
    }
    depth
}

impl Tree {
    /// The nodes of a page.
    pub(super) fn of(html: &str) -> Tree {
        let document = parse(html);
        let mut nodes = vec![Node {
            kind: Kind::Element { tag: String::new(), attributes: Vec::new() },
            parent: 0,
            end: 1,
            marks: Marks::default(),
        }];
        let mut at: Option<NodeRef> = document.root().first_child();
        let mut parent = 0;
        while let Some(node) = at {
            let kind = node.query(|node| kind(&node.data)).flatten();
            let inside = kind.as_ref().is_some_and(|kind| matches!(kind, Kind::Element { .. }));
            if let Some(kind) = kind {
                nodes.push(Node { marks: marks(&kind), kind, parent, end: nodes.len() + 1 });
            }
            at = match node.first_child().filter(|_| inside) {
                Some(child) => {
                    parent = nodes.len() - 1;
                    Some(child)
                }
                None => {
                    let mut here = node;
                    loop {
                        if let Some(next) = here.next_sibling() {
                            break Some(next);
                        }
                        match here.parent() {
                            Some(up) if parent != 0 => {
                                nodes[parent].end = nodes.len();
                                parent = nodes[parent].parent;
                                here = up;
                            }
                            _ => break None,
                        }
                    }
                }
            };
        }
        nodes[0].end = nodes.len();
        Tree { nodes }
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// A node by its number.
    pub(super) fn node(&self, number: usize) -> &Node {
        &self.nodes[number]
    }

    /// The name of an element; empty for text and the root.
    pub(super) fn tag(&self, number: usize) -> &str {
        match &self.nodes[number].kind {
            Kind::Element { tag, .. } => tag,
            Kind::Text(_) => "",
        }
    }

    /// An attribute of an element.
    pub(super) fn attribute(&self, number: usize, name: &str) -> Option<&str> {
        match &self.nodes[number].kind {
            Kind::Element { attributes, .. } => {
                attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
            }
            Kind::Text(_) => None,
        }
    }

    /// The numbers of a node's descendants.
    pub(super) fn inside(&self, number: usize) -> std::ops::Range<usize> {
        number + 1..self.nodes[number].end
    }

    /// The numbers of a node's children.
    pub(super) fn children(&self, number: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.nodes[number].end;
        let mut at = number + 1;
        std::iter::from_fn(move || {
            let child = (at < end).then_some(at)?;
            at = self.nodes[child].end;
            Some(child)
        })
    }

    /// The elements around a node, from the nearest.
    pub(super) fn around(&self, number: usize) -> impl Iterator<Item = usize> + '_ {
        let mut at = number;
        std::iter::from_fn(move || {
            let parent = self.nodes[at].parent;
            (at != parent).then(|| {
                at = parent;
                parent
            })
        })
    }

    /// The elements with a name, in order.
    pub(super) fn elements<'a>(&'a self, name: &'a str) -> impl Iterator<Item = usize> + 'a {
        (0..self.nodes.len()).filter(move |&number| self.tag(number) == name)
    }

    /// The text that an element begins with, as it stands: all there is in a script.
    pub(super) fn first_text(&self, number: usize) -> &str {
        match self.children(number).next().map(|child| &self.nodes[child].kind) {
            Some(Kind::Text(text)) => text,
            _ => "",
        }
    }

    /// Whether the names of an element say it is this.
    pub(super) fn is(&self, number: usize, is: Is) -> bool {
        self.nodes[number].marks.is(is)
    }

    /// Whether an element is all of the page or all of an article, where names say what is in it and not what it is.
    pub(super) fn is_whole(&self, number: usize) -> bool {
        matches!(self.tag(number), "" | "html" | "body" | "main" | "article")
    }

    /// The text in a node as one line; nothing where it is empty or longer than some characters.
    pub(super) fn line(&self, number: usize, longest: usize) -> Option<String> {
        let mut line = String::new();
        let mut length = 0;
        let mut blank = false;
        for number in number..self.nodes[number].end {
            let words = match &self.nodes[number].kind {
                Kind::Text(words) => words.as_str(),
                Kind::Element { tag, .. } if matches!(tag.as_str(), "br" | "p" | "div" | "li" | "td") => " ",
                Kind::Element { .. } => continue,
            };
            for c in words.chars() {
                if c.is_whitespace() {
                    blank = !line.is_empty();
                    continue;
                }
                if std::mem::take(&mut blank) {
                    line.push(' ');
                    length += 1;
                }
                line.push(c);
                length += 1;
                if length > longest {
                    return None;
                }
            }
        }
        (!line.is_empty()).then_some(line)
    }
}

/// What all names of an element say.
fn marks(kind: &Kind) -> Marks {
    let Kind::Element { attributes, .. } = kind else {
        return Marks::default();
    };
    let named =
        attributes.iter().filter(|(key, _)| matches!(key.as_str(), "class" | "id" | "role" | "itemprop"));
    named.fold(Marks::default(), |marks, (_, value)| marks.and(words::names(value)))
}

fn kind(data: &NodeData) -> Option<Kind> {
    match data {
        NodeData::Text { contents } => Some(Kind::Text(contents.to_string())),
        NodeData::Element(element) if !SILENT.contains(&&*element.name.local) => Some(Kind::Element {
            tag: element.name.local.to_string(),
            attributes: element
                .attrs
                .iter()
                .map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()))
                .collect(),
        }),
        _ => None,
    }
}
