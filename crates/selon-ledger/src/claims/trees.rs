//! Boosted decision trees, for what no sum of weights tells: « 74 » and « 82 » are a conflict where they count the same *and* stand
//! beside the same words *and* are of one day. `data/claims_trees.tsv`, written by `selon-eval train-claims`.
//!
//! Friedman, *Greedy function approximation: a gradient boosting machine* (2001), with the logistic loss, and *Stochastic gradient
//! boosting* (2002).

use std::collections::BTreeMap;

use super::model::Example;

/// Trees, how deep each is, and how much each counts.
const TREES: u64 = 240;
const DEPTH: usize = 3;
const STEP: f64 = 0.04;

/// Of ten examples and of ten features, those that a tree and a branch of it see.
const OF_EXAMPLES: u64 = 6;
const OF_FEATURES: u64 = 4;

/// Examples on each side of a branch, at least.
const LEAST: usize = 6;

/// Trees whose leaves add up to the log-odds of something.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Trees {
    always: f64,
    trees: Vec<BTreeMap<usize, Node>>,
}

/// A node of a tree; those under node n are 2n and 2n + 1, the first is 1.
#[derive(Clone, Debug, PartialEq)]
enum Node {
    /// Below the threshold to the first, else to the second.
    Branch(String, f64),
    Leaf(f64),
}

/// The name of a leaf in the table, where a branch has its feature.
const LEAF: &str = "=";

impl Trees {
    /// How likely it is.
    pub(super) fn chance(&self, features: &[(&'static str, f64)]) -> f64 {
        let value = |name: &str| features.iter().find(|(other, _)| *other == name).map_or(0.0, |(_, v)| *v);
        let leaf = |tree: &BTreeMap<usize, Node>| {
            let mut at = 1;
            loop {
                match tree.get(&at) {
                    Some(Node::Branch(feature, threshold)) => {
                        at = 2 * at + usize::from(value(feature) >= *threshold);
                    }
                    Some(Node::Leaf(value)) => return *value,
                    None => return 0.0,
                }
            }
        };
        logistic(self.always + self.trees.iter().map(leaf).sum::<f64>())
    }

    /// Reads a row: `tree`, the number of the tree, of the node, the feature, the threshold or value.
    pub(super) fn read(table: &str) -> Trees {
        let mut trees = Trees { always: -20.0, trees: Vec::new() };
        for row in table.lines().filter(|row| !row.starts_with('#')) {
            let cells: Vec<&str> = row.split('\t').collect();
            let [tree, node, feature, value] = cells[..] else { continue };
            let (Ok(tree), Ok(node), Ok(value)) = (tree.parse::<usize>(), node.parse(), value.parse::<f64>())
            else {
                continue;
            };
            if tree == 0 {
                trees.always = value;
                continue;
            }
            trees.trees.resize(trees.trees.len().max(tree), BTreeMap::new());
            let content =
                if feature == LEAF { Node::Leaf(value) } else { Node::Branch(feature.to_owned(), value) };
            trees.trees[tree - 1].insert(node, content);
        }
        trees
    }

    /// The rows that [`Trees::read`] reads.
    pub(super) fn rows(&self) -> String {
        let mut rows = format!("0\t1\t{LEAF}\t{:.5}\n", self.always);
        for (number, tree) in (1..).zip(&self.trees) {
            for (at, node) in tree {
                let (feature, value) = match node {
                    Node::Branch(feature, threshold) => (feature.as_str(), threshold),
                    Node::Leaf(value) => (LEAF, value),
                };
                rows += &format!("{number}\t{at}\t{feature}\t{value:.5}\n");
            }
        }
        rows
    }

    /// Fits trees to examples whose class 0 is to be told from the others. Always the same for the same examples.
    pub(super) fn fit(examples: &[Example<2>]) -> Trees {
        let mut names: Vec<&'static str> =
            examples.iter().flat_map(|example| example.features.iter().map(|(name, _)| *name)).collect();
        names.sort_unstable();
        names.dedup();
        let column = |name: &&'static str| -> Vec<f64> {
            let value = |example: &Example<2>| {
                example.features.iter().find(|(other, _)| other == name).map_or(0.0, |(_, value)| *value)
            };
            examples.iter().map(value).collect()
        };
        let columns: Vec<Vec<f64>> = names.iter().map(column).collect();
        let wanted: Vec<f64> =
            examples.iter().map(|example| f64::from(u8::from(example.class == 0))).collect();
        let weights: Vec<f64> = examples.iter().map(|example| example.weight).collect();
        let (all, of): (f64, f64) =
            weights.iter().zip(&wanted).fold((0.0, 0.0), |(all, of), (w, y)| (all + w, of + w * y));
        let always = (of.max(0.5) / (all - of).max(0.5)).ln();
        let mut scores = vec![always; examples.len()];
        let mut trees = Trees { always, trees: Vec::new() };
        for round in 0..TREES {
            let chances: Vec<f64> = scores.iter().map(|score| logistic(*score)).collect();
            let seen: Vec<usize> =
                (0..examples.len()).filter(|i| draw(&[round, *i as u64]) % 10 < OF_EXAMPLES).collect();
            let growth = Growth {
                names: &names,
                columns: &columns,
                wanted: &wanted,
                weights: &weights,
                chances: &chances,
                round,
            };
            let mut tree = BTreeMap::new();
            growth.grow(&mut tree, 1, seen);
            for (i, score) in scores.iter_mut().enumerate() {
                let mut at = 1;
                while let Some(Node::Branch(feature, threshold)) = tree.get(&at) {
                    let column = names.binary_search(&feature.as_str()).map_or(0.0, |name| columns[name][i]);
                    at = 2 * at + usize::from(column >= *threshold);
                }
                if let Some(Node::Leaf(value)) = tree.get(&at) {
                    *score += value;
                }
            }
            trees.trees.push(tree);
        }
        trees
    }
}

/// What a tree grows from.
struct Growth<'a> {
    names: &'a [&'static str],
    columns: &'a [Vec<f64>],
    wanted: &'a [f64],
    weights: &'a [f64],
    chances: &'a [f64],
    round: u64,
}

impl Growth<'_> {
    fn grow(&self, tree: &mut BTreeMap<usize, Node>, at: usize, examples: Vec<usize>) {
        let branch = if at < 1 << DEPTH { self.branch(at, &examples) } else { None };
        let Some((column, threshold)) = branch else {
            tree.insert(at, Node::Leaf(self.leaf(&examples)));
            return;
        };
        tree.insert(at, Node::Branch(self.names[column].to_owned(), threshold));
        let (above, below): (Vec<usize>, Vec<usize>) =
            examples.into_iter().partition(|i| self.columns[column][*i] >= threshold);
        self.grow(tree, 2 * at, below);
        self.grow(tree, 2 * at + 1, above);
    }

    fn residual(&self, i: usize) -> f64 {
        self.weights[i] * (self.wanted[i] - self.chances[i])
    }

    /// One step of Newton's.
    fn leaf(&self, examples: &[usize]) -> f64 {
        let slope: f64 = examples.iter().map(|i| self.residual(*i)).sum();
        let bend: f64 =
            examples.iter().map(|i| self.weights[*i] * self.chances[*i] * (1.0 - self.chances[*i])).sum();
        STEP * (slope / (bend + 1e-6)).clamp(-8.0, 8.0)
    }

    /// The feature and the threshold that part the examples best, of those that this branch sees.
    fn branch(&self, at: usize, examples: &[usize]) -> Option<(usize, f64)> {
        let weight = |i: &usize| self.weights[*i];
        let all: f64 = examples.iter().map(weight).sum();
        let sum: f64 = examples.iter().map(|i| self.residual(*i)).sum();
        let mut best = (sum * sum / all.max(1e-9) + 1e-9, None);
        for (column, values) in self.columns.iter().enumerate() {
            if draw(&[self.round, at as u64, column as u64, 1]) % 10 >= OF_FEATURES {
                continue;
            }
            let mut order = examples.to_vec();
            order.sort_unstable_by(|a, b| values[*a].total_cmp(&values[*b]).then(a.cmp(b)));
            let (mut below, mut slope) = (0.0, 0.0);
            for (place, pair) in order.windows(2).enumerate() {
                below += self.weights[pair[0]];
                slope += self.residual(pair[0]);
                let (here, next) = (values[pair[0]], values[pair[1]]);
                if here == next || place + 1 < LEAST || order.len() - place - 1 < LEAST {
                    continue;
                }
                let rest = sum - slope;
                let gain = slope * slope / below.max(1e-9) + rest * rest / (all - below).max(1e-9);
                if gain > best.0 {
                    // As the table will have it.
                    best = (gain, Some((column, ((here + next) / 2.0 * 1e5).round() / 1e5)));
                }
            }
        }
        best.1
    }
}

fn logistic(score: f64) -> f64 {
    1.0 / (1.0 + (-score).exp())
}

/// A number that looks drawn, always the same for the same parts: SplitMix64 over them.
fn draw(parts: &[u64]) -> u64 {
    parts.iter().fold(0x9e37_79b9_7f4a_7c15, |state, part| {
        let mut z = (state ^ part).wrapping_add(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What no sum of weights can tell: one of two, and not both.
    fn either() -> Vec<Example<2>> {
        let example = |i: u32| {
            let (a, b) = (f64::from(i % 2), f64::from(i / 2 % 2));
            let features = vec![("a", a), ("b", b), ("i", f64::from(i))];
            Example { class: usize::from(a == b), features, weight: 1.0 }
        };
        (0..80).map(example).collect()
    }

    #[test]
    fn trees_tell_what_weights_cannot() {
        let trees = Trees::fit(&either());
        assert!(trees.chance(&[("a", 1.0)]) > 0.8 && trees.chance(&[("b", 1.0)]) > 0.8);
        assert!(trees.chance(&[("a", 1.0), ("b", 1.0)]) < 0.2 && trees.chance(&[]) < 0.2);
    }

    #[test]
    fn trees_are_read_as_they_were_written() {
        let trees = Trees::fit(&either());
        assert_eq!(Trees::read(&trees.rows()).rows(), trees.rows());
        assert_eq!(Trees::read("").chance(&[]), logistic(-20.0));
    }
}
