//! A grammar in the form in which it is matched: a network of nodes that all patterns share from their beginnings.

use std::ops::RangeInclusive;

use foldhash::HashMap;

use super::notation::{Action, GrammarError, Item, Rule};
use super::starts::Starts;
use super::value::Value;
use super::words::{Term, Vocabulary, cut};

/// The category of any run of letters.
pub(super) const ANY_WORD: &str = "word";

/// The number of a category.
pub(super) type Category = u16;

/// The number of a node; 0 is where every pattern begins.
pub(super) type Node = u32;

/// A set of words of the grammar, sorted.
type Class = u32;

/// The most ways in which one pattern may be read: optional parts multiply.
const MOST_PATHS: usize = 20_000;

/// The network of a grammar.
#[derive(Debug)]
pub(super) struct Network {
    nodes: Vec<Links>,
    pub(super) starts: Starts,
    classes: Vec<Vec<Term>>,
    categories: Vec<&'static str>,
    /// Categories of runs of digits whose number lies in a range: `1900..2099`.
    pub(super) ranges: Vec<(Category, RangeInclusive<u32>)>,
    /// The rules, by number: earlier ones come first.
    pub(super) rules: Vec<Made>,
}

/// What a rule makes.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) category: Category,
    pub(super) action: Action,
    pub(super) cost: u16,
    /// How many categories its pattern has.
    pub(super) captures: u8,
}

/// Where one can go from a node.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// By a word, sorted by its number; whether it must have a capital.
    pub(super) words: Vec<(Term, bool, Node)>,
    /// By a category.
    pub(super) categories: Vec<(Category, Node)>,
    /// By something that takes no words.
    pub(super) conditions: Vec<(Condition, Node)>,
    /// The rules that are complete here, with the `$n` of each category on the way.
    pub(super) accepts: Vec<(usize, Box<[u8]>)>,
}

/// What must hold between two words, or is marked there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Condition {
    Glue,
    NotNext(Class),
    NotPrevious(Class),
    Open,
    Close,
}

/// One step of one way to read a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Step {
    Words(Class, bool),
    Category(Category, u8),
    Condition(Condition),
}

/// Builds a network.
#[derive(Default)]
pub(super) struct Builder {
    nodes: Vec<Links>,
    /// Nodes by the node before and the step to them, captures aside.
    steps: HashMap<(Node, Step), Node>,
    classes: Vec<Vec<Term>>,
    class_numbers: HashMap<Vec<Term>, Class>,
    categories: Vec<&'static str>,
    category_numbers: HashMap<&'static str, Category>,
    rules: Vec<Made>,
    /// Where a category is first asked for.
    asked: Vec<(Category, &'static str, usize)>,
    /// The categories that every file may make, and the file of each other.
    shared: Vec<&'static str>,
    files: HashMap<Category, &'static str>,
}

impl Builder {
    /// A builder of a grammar that begins with these categories, in this order. Those of `shared` every file may make, any other
    /// only one, so that two files do not mean two things by one name.
    pub(super) fn new(categories: &[&'static str], shared: &[&'static str]) -> Self {
        let mut builder =
            Builder { nodes: vec![Links::default()], shared: shared.to_vec(), ..Builder::default() };
        for name in categories {
            builder.category(name);
        }
        builder
    }

    /// The number of a category.
    fn category(&mut self, name: &'static str) -> Category {
        let next = Category::try_from(self.categories.len()).unwrap_or(Category::MAX);
        *self.category_numbers.entry(name).or_insert_with(|| {
            self.categories.push(name);
            next
        })
    }

    /// Adds a rule of a file, whose categories are those of `own`.
    pub(super) fn rule(
        &mut self,
        file: &'static str,
        own: &'static str,
        rule: Rule,
        vocabulary: &mut Vocabulary,
    ) -> Result<(), GrammarError> {
        let error = |reason: &str| GrammarError { file, line: rule.line, reason: reason.to_owned() };
        let category = self.category(rule.category);
        let home = *self.files.entry(category).or_insert(own);
        if home != own && !self.shared.contains(&rule.category) {
            return Err(error(&format!("\"{}\" is made by rules of {home}", rule.category)));
        }
        let any_word = self.category(ANY_WORD);
        let paths = self.paths(&rule.pattern, (file, rule.line), vocabulary);
        let paths = paths.ok_or_else(|| error("the pattern can be read in too many ways"))?;
        let number = self.rules.len();
        let mut captures = 0;
        for path in paths {
            if !path.iter().any(|step| !matches!(step, Step::Condition(_))) {
                return Err(error("the pattern may match nothing at all"));
            }
            let mut node = 0;
            let mut taken = Vec::new();
            for step in path {
                if let Step::Category(category, capture) = step {
                    if category != any_word {
                        taken.push(capture);
                    }
                    captures = captures.max(capture + 1);
                }
                node = self.step(node, step);
            }
            self.nodes[node as usize].accepts.push((number, taken.into()));
        }
        self.rules.push(Made { category, action: rule.action, cost: rule.cost, captures });
        Ok(())
    }

    /// Adds a rule that makes a value of words, such as the name of a currency; with a ^ in front of them only of words with a
    /// capital.
    pub(super) fn entry(
        &mut self,
        name: &'static str,
        words: &str,
        value: Value,
        vocabulary: &mut Vocabulary,
    ) {
        let category = self.category(name);
        let number = self.rules.len();
        let mut node = 0;
        let (words, capital) = words.strip_prefix('^').map_or((words, false), |words| (words, true));
        for step in self.phrase(words, capital, vocabulary) {
            node = self.step(node, step);
        }
        if node != 0 {
            self.nodes[node as usize].accepts.push((number, Box::default()));
            self.rules.push(Made { category, action: Action::Constant(value), cost: 0, captures: 0 });
        }
    }

    /// The network, if every category asked for can be made. The first `given` categories are made by nobody's rule.
    pub(super) fn finish(mut self, given: usize) -> Result<Network, GrammarError> {
        let mut made = vec![false; self.categories.len()];
        made[..given].fill(true);
        self.rules.iter().for_each(|rule| made[usize::from(rule.category)] = true);
        let mut ranges = Vec::new();
        for (name, &category) in &self.category_numbers {
            let bounds =
                name.split_once("..").and_then(|(low, high)| Some(low.parse().ok()?..=high.parse().ok()?));
            if let Some(bounds) = bounds {
                made[usize::from(category)] = true;
                ranges.push((category, bounds));
            }
        }
        if let Some(&(category, file, line)) = self.asked.iter().find(|(c, ..)| !made[usize::from(*c)]) {
            let name = self.categories[usize::from(category)];
            return Err(GrammarError { file, line, reason: format!("no rule makes a \"{name}\"") });
        }
        for node in &mut self.nodes {
            node.words.sort_unstable();
            node.categories.sort_unstable();
        }
        let Builder { nodes, classes, categories, rules, .. } = self;
        let starts = Starts::of(&nodes);
        Ok(Network { nodes, starts, classes, categories, ranges, rules })
    }

    /// The node that a step leads to.
    fn step(&mut self, from: Node, step: Step) -> Node {
        let shared = match step {
            Step::Category(category, _) => Step::Category(category, 0),
            other => other,
        };
        if let Some(&node) = self.steps.get(&(from, shared)) {
            return node;
        }
        let node = Node::try_from(self.nodes.len()).unwrap_or(Node::MAX);
        self.nodes.push(Links::default());
        self.steps.insert((from, shared), node);
        let links = &mut self.nodes[from as usize];
        match step {
            Step::Words(class, capital) => {
                links.words.extend(self.classes[class as usize].iter().map(|&term| (term, capital, node)));
            }
            Step::Category(category, _) => links.categories.push((category, node)),
            Step::Condition(condition) => links.conditions.push((condition, node)),
        }
        node
    }

    fn class(&mut self, mut terms: Vec<Term>) -> Class {
        terms.sort_unstable();
        terms.dedup();
        let next = Class::try_from(self.classes.len()).unwrap_or(Class::MAX);
        *self.class_numbers.entry(terms.clone()).or_insert_with(|| {
            self.classes.push(terms);
            next
        })
    }

    /// The steps over the words of a phrase, one by one.
    fn phrase(&mut self, words: &str, capital: bool, vocabulary: &mut Vocabulary) -> Vec<Step> {
        let terms: Vec<Term> = cut(words).map(|(range, _)| vocabulary.term(&words[range])).collect();
        let first = |at| capital && at == 0;
        terms
            .into_iter()
            .enumerate()
            .map(|(at, term)| Step::Words(self.class(vec![term]), first(at)))
            .collect()
    }

    /// Every way to read a pattern, optional parts present and absent; `None` where these are too many.
    fn paths(
        &mut self,
        pattern: &[Item],
        place: (&'static str, usize),
        vocabulary: &mut Vocabulary,
    ) -> Option<Vec<Vec<Step>>> {
        let mut paths = vec![Vec::new()];
        for item in pattern {
            let ways = self.ways(item, place, vocabulary)?;
            let longer =
                |path: &Vec<Step>, way: &Vec<Step>| path.iter().chain(way).copied().collect::<Vec<_>>();
            if paths.len().checked_mul(ways.len())? > MOST_PATHS {
                return None;
            }
            paths = paths.iter().flat_map(|path| ways.iter().map(move |way| longer(path, way))).collect();
        }
        Some(paths)
    }

    /// Every way to read one item.
    fn ways(
        &mut self,
        item: &Item,
        place: (&'static str, usize),
        vocabulary: &mut Vocabulary,
    ) -> Option<Vec<Vec<Step>>> {
        let condition = |condition| Some(vec![vec![Step::Condition(condition)]]);
        let mut class_of = |builder: &mut Self, words: &[&str]| {
            let terms = words.iter().flat_map(|word| cut(word).map(move |(range, _)| &word[range]));
            let terms = terms.map(|word| vocabulary.term(word)).collect();
            builder.class(terms)
        };
        match item {
            Item::Glue => condition(Condition::Glue),
            Item::Open => condition(Condition::Open),
            Item::Close => condition(Condition::Close),
            Item::NotNext(words) => condition(Condition::NotNext(class_of(self, words))),
            Item::NotPrevious(words) => condition(Condition::NotPrevious(class_of(self, words))),
            Item::Category { name, capture } => {
                let category = self.category(name);
                self.asked.push((category, place.0, place.1));
                Some(vec![vec![Step::Category(category, *capture)]])
            }
            Item::Words { alternatives, capital } => {
                let single = |words: &&&str| cut(words).nth(1).is_none();
                let (words, phrases): (Vec<&str>, Vec<&str>) =
                    alternatives.iter().partition(|words| single(words));
                let mut ways: Vec<Vec<Step>> =
                    phrases.iter().map(|phrase| self.phrase(phrase, *capital, vocabulary)).collect();
                if !words.is_empty() {
                    let terms = words.iter().map(|word| vocabulary.term(word)).collect();
                    ways.push(vec![Step::Words(self.class(terms), *capital)]);
                }
                Some(ways)
            }
            Item::Group { alternatives, optional } => {
                let mut ways = if *optional { vec![Vec::new()] } else { Vec::new() };
                for alternative in alternatives {
                    ways.extend(self.paths(alternative, place, vocabulary)?);
                }
                Some(ways)
            }
        }
    }
}

impl Network {
    /// Where one can go from a node.
    pub(super) fn links(&self, node: Node) -> &Links {
        &self.nodes[node as usize]
    }

    /// Whether a class has a word.
    pub(super) fn holds(&self, class: Class, term: Term) -> bool {
        self.classes[class as usize].binary_search(&term).is_ok()
    }

    /// The number of a category, if the grammar has it.
    pub(super) fn number(&self, name: &str) -> Option<Category> {
        self.categories.iter().position(|known| *known == name).and_then(|at| Category::try_from(at).ok())
    }
}

impl Links {
    /// The nodes that a word leads to.
    pub(super) fn after(&self, term: Term, capital: bool) -> impl Iterator<Item = Node> {
        let from = self.words.partition_point(|(known, ..)| *known < term);
        let same = self.words[from..].iter().take_while(move |(known, ..)| *known == term);
        same.filter(move |(_, needed, _)| capital || !needed).map(|(.., node)| *node)
    }

    /// The node that a category leads to.
    pub(super) fn by(&self, category: Category) -> Option<Node> {
        let at = self.categories.binary_search_by_key(&category, |(known, _)| *known).ok()?;
        Some(self.categories[at].1)
    }
}
