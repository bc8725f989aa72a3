//! Lifts arcs back to where they belong: a label `prep||dobj` says that the true head is a `dobj` below the head.
//!
//! Nivre & Nilsson, *Pseudo-projective dependency parsing* (2005), scheme HEAD.

use crate::doc::{Label, Labels, TokenData};

use super::tree::{Edges, set_sentence_starts};

/// The labels that stand for lifted arcs: the relation and the relation of the true head.
pub(crate) fn lifted_labels(labels: &mut Labels, relations: &[String]) -> Vec<(Label, Label, Label)> {
    relations
        .iter()
        .filter_map(|relation| {
            let (relation_alone, head) = relation.split_once("||")?;
            Some((labels.add(relation), labels.add(relation_alone), labels.add(head)))
        })
        .collect()
}

/// Gives every lifted arc its true head, then sets the sentence starts.
pub(crate) fn deprojectivize(tokens: &mut [TokenData], lifted: &[(Label, Label, Label)]) {
    let edges = set_sentence_starts(tokens);
    let mut changed = false;
    for i in 0..tokens.len() {
        if let Some(&(_, relation, head_relation)) = lifted.iter().find(|(label, ..)| *label == tokens[i].dep)
        {
            tokens[i].head = true_head(tokens, &edges, i, head_relation);
            tokens[i].dep = relation;
            changed = true;
        }
    }
    if changed {
        set_sentence_starts(tokens);
    }
}

/// The first token with this relation below the head, breadth first, left to right; else the head itself.
fn true_head(tokens: &[TokenData], edges: &Edges, token: usize, relation: Label) -> u32 {
    let mut level = vec![tokens[token].head as usize];
    // A head that was moved before can close a circle; no path is longer than the document.
    for _ in 0..tokens.len() {
        let mut below = Vec::new();
        for &parent in &level {
            let (first, last) = (edges.left[parent] as usize, edges.right[parent] as usize);
            for (child, data) in tokens.iter().enumerate().take(last + 1).skip(first) {
                if data.head as usize != parent || child == parent || data.is_space || child == token {
                    continue;
                }
                if data.dep == relation {
                    return child as u32;
                }
                below.push(child);
            }
        }
        if below.is_empty() {
            break;
        }
        level = below;
    }
    tokens[token].head
}
