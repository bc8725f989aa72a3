//! Where the patterns of a grammar begin: of all of them, those that a word or a category can begin.

use super::network::{Category, Condition, Links, Node};
use super::words::Term;

/// The beginnings of all patterns.
#[derive(Debug, Default)]
pub(super) struct Starts {
    /// The conditions that hold before something is matched, pattern by pattern.
    conditions: Vec<Box<[Condition]>>,
    /// By the number of a word.
    words: Vec<Vec<ByWord>>,
    /// By the number of a category.
    categories: Vec<Vec<Start>>,
}

/// A beginning, and where it leads.
#[derive(Clone, Copy, Debug)]
pub(super) struct Start {
    conditions: usize,
    pub(super) next: Node,
}

/// A beginning by a word, which may have to have a capital.
#[derive(Clone, Copy, Debug)]
struct ByWord {
    capital: bool,
    start: Start,
}

impl Starts {
    /// The beginnings of a network, whose first node is where every pattern begins.
    pub(super) fn of(nodes: &[Links]) -> Starts {
        let mut starts = Starts::default();
        let mut way = Vec::new();
        starts.collect(nodes, 0, &mut way);
        starts
    }

    fn collect(&mut self, nodes: &[Links], node: Node, way: &mut Vec<Condition>) {
        let links = &nodes[node as usize];
        let conditions = self.conditions.len();
        self.conditions.push(way.as_slice().into());
        for &(term, capital, next) in &links.words {
            at(&mut self.words, term as usize).push(ByWord { capital, start: Start { conditions, next } });
        }
        for &(category, next) in &links.categories {
            at(&mut self.categories, usize::from(category)).push(Start { conditions, next });
        }
        for &(condition, next) in &links.conditions {
            way.push(condition);
            self.collect(nodes, next, way);
            way.pop();
        }
    }

    /// The beginnings by a word.
    pub(super) fn by_word(&self, term: Term, capital: bool) -> impl Iterator<Item = Start> {
        let of_word = self.words.get(term as usize).map_or(&[][..], Vec::as_slice);
        of_word.iter().filter(move |by| capital || !by.capital).map(|by| by.start)
    }

    /// The beginnings by a category.
    pub(super) fn by_category(&self, category: Category) -> &[Start] {
        self.categories.get(usize::from(category)).map_or(&[], Vec::as_slice)
    }

    /// What must hold where a pattern begins so.
    pub(super) fn conditions(&self, start: Start) -> &[Condition] {
        &self.conditions[start.conditions]
    }
}

/// The list in a place, which may be a new one.
fn at<T>(lists: &mut Vec<Vec<T>>, place: usize) -> &mut Vec<T> {
    if lists.len() <= place {
        lists.resize_with(place + 1, Vec::new);
    }
    &mut lists[place]
}
