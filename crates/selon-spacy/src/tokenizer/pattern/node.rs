//! The syntax tree of a tokenizer's pattern, over numbered sets of characters.

use serde::{Deserialize, Serialize};

use super::CharSets;

/// A pattern or a part of one. Short names, because the trees are stored with a model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Node {
    /// One character of a set.
    #[serde(rename = "c")]
    Class(u32),
    /// One after the other; none is the empty string.
    #[serde(rename = "s")]
    Concat(Vec<Node>),
    /// The first that fits.
    #[serde(rename = "a")]
    Alternation(Vec<Node>),
    /// `(min, max, greedy, what)`; no maximum is without end.
    #[serde(rename = "r")]
    Repeat(u32, Option<u32>, bool, Box<Node>),
    /// `^`
    #[serde(rename = "^")]
    Start,
    /// `$`
    #[serde(rename = "$")]
    End,
    /// A look-around that does not consume.
    #[serde(rename = "l")]
    Look(Look, Box<Node>),
}

/// The four look-arounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Look {
    /// `(?=..)`
    #[serde(rename = "=")]
    Ahead,
    /// `(?!..)`
    #[serde(rename = "!")]
    NotAhead,
    /// `(?<=..)`
    #[serde(rename = "<=")]
    Behind,
    /// `(?<!..)`
    #[serde(rename = "<!")]
    NotBehind,
}

impl Node {
    /// The empty string.
    pub(crate) fn empty() -> Node {
        Node::Concat(Vec::new())
    }

    /// The nodes one after the other, without nesting.
    pub(crate) fn concat(nodes: impl IntoIterator<Item = Node>) -> Node {
        let mut flat = Vec::new();
        for node in nodes {
            match node {
                Node::Concat(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        if flat.len() == 1 { flat.remove(0) } else { Node::Concat(flat) }
    }

    /// The first of the nodes that fits, without nesting. An anchor that all share is taken out, and
    /// neighbours of one character become one set; neither changes what matches first.
    pub(crate) fn alternation(nodes: Vec<Node>, sets: &mut CharSets) -> Node {
        let mut flat = Vec::new();
        for node in nodes {
            match node {
                Node::Alternation(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        if flat.len() == 1 {
            return flat.remove(0);
        }
        if flat.iter().all(|node| node.items().first() == Some(&Node::Start)) {
            let rest = flat.into_iter().map(|node| Node::concat(node.into_items().into_iter().skip(1)));
            let rest = rest.collect();
            return Node::concat([Node::Start, Node::alternation(rest, sets)]);
        }
        if flat.iter().all(|node| node.items().last() == Some(&Node::End)) {
            let rest = flat.into_iter().map(|node| {
                let mut items = node.into_items();
                items.pop();
                Node::concat(items)
            });
            let rest = rest.collect();
            return Node::concat([Node::alternation(rest, sets), Node::End]);
        }
        let mut merged: Vec<Node> = Vec::with_capacity(flat.len());
        for node in flat {
            match (merged.last_mut(), node) {
                (Some(Node::Class(last)), Node::Class(next)) => *last = sets.union(*last, next),
                (_, node) => merged.push(node),
            }
        }
        if merged.len() == 1 { merged.remove(0) } else { Node::Alternation(merged) }
    }

    /// What stands one after the other in the node.
    pub(crate) fn items(&self) -> &[Node] {
        match self {
            Node::Concat(items) => items,
            other => std::slice::from_ref(other),
        }
    }

    /// [`Node::items`], taken apart.
    pub(crate) fn into_items(self) -> Vec<Node> {
        match self {
            Node::Concat(items) => items,
            other => vec![other],
        }
    }

    /// Marks the sets it names; false when one is not there.
    pub(crate) fn mark(&self, used: &mut [bool]) -> bool {
        match self {
            Node::Class(set) => match used.get_mut(*set as usize) {
                Some(used) => {
                    *used = true;
                    true
                }
                None => false,
            },
            Node::Concat(nodes) | Node::Alternation(nodes) => nodes.iter().all(|node| node.mark(used)),
            Node::Repeat(_, _, _, node) | Node::Look(_, node) => node.mark(used),
            Node::Start | Node::End => true,
        }
    }

    /// Whether there is a look-around or an anchor in it.
    pub(crate) fn looks(&self) -> bool {
        match self {
            Node::Class(_) => false,
            Node::Concat(nodes) | Node::Alternation(nodes) => nodes.iter().any(Node::looks),
            Node::Repeat(_, _, _, node) => node.looks(),
            Node::Start | Node::End | Node::Look(..) => true,
        }
    }

    /// The number of characters every match has, if it is always the same.
    pub(crate) fn width(&self) -> Option<usize> {
        match self {
            Node::Class(_) => Some(1),
            Node::Concat(nodes) => nodes.iter().try_fold(0usize, |sum, node| sum.checked_add(node.width()?)),
            Node::Alternation(nodes) => {
                let first = nodes.first()?.width()?;
                nodes.iter().all(|node| node.width() == Some(first)).then_some(first)
            }
            Node::Repeat(min, max, _, node) if *max == Some(*min) => node.width()?.checked_mul(*min as usize),
            Node::Repeat(..) => None,
            Node::Start | Node::End | Node::Look(..) => Some(0),
        }
    }

    /// Whether the empty string matches, anchors and look-arounds aside.
    pub(crate) fn is_nullable(&self) -> bool {
        self.fits_within(&|_| false)
    }

    /// Whether some string made only of characters of the sets that `allowed` accepts may match.
    pub(crate) fn fits_within(&self, allowed: &impl Fn(u32) -> bool) -> bool {
        match self {
            Node::Class(set) => allowed(*set),
            Node::Concat(nodes) => nodes.iter().all(|node| node.fits_within(allowed)),
            Node::Alternation(nodes) => nodes.iter().any(|node| node.fits_within(allowed)),
            Node::Repeat(min, _, _, node) => *min == 0 || node.fits_within(allowed),
            Node::Look(Look::Ahead | Look::Behind, node) => node.fits_within(allowed),
            Node::Start | Node::End | Node::Look(..) => true,
        }
    }

    /// The same choices in the same order, each of a fixed width; `None` where that takes too many.
    pub(crate) fn fixed_widths(&self) -> Option<Vec<Node>> {
        const MOST: usize = 256;
        let choices = match self {
            node if node.width().is_some() => vec![node.clone()],
            Node::Concat(nodes) => {
                let mut choices = vec![Node::empty()];
                for node in nodes {
                    let next = node.fixed_widths()?;
                    if choices.len() * next.len() > MOST {
                        return None;
                    }
                    let pairs = choices.iter().flat_map(|head| next.iter().map(move |tail| (head, tail)));
                    choices = pairs.map(|(head, tail)| Node::concat([head.clone(), tail.clone()])).collect();
                }
                choices
            }
            Node::Alternation(nodes) => {
                let choices: Option<Vec<_>> = nodes.iter().map(Node::fixed_widths).collect();
                choices?.concat()
            }
            Node::Repeat(min, Some(max), greedy, node) if *max <= 8 => {
                let mut counts: Vec<u32> = (*min..=*max).collect();
                if *greedy {
                    counts.reverse();
                }
                let runs = counts.into_iter().map(|count| {
                    Node::concat(std::iter::repeat_n((**node).clone(), count as usize)).fixed_widths()
                });
                let runs: Option<Vec<_>> = runs.collect();
                runs?.concat()
            }
            _ => return None,
        };
        (choices.len() <= MOST).then_some(choices)
    }
}
