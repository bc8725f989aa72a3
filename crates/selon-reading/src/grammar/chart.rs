//! Matches a grammar with a text: a chart parser from right to left.
//!
//! At each word every pattern is tried that may begin there; whatever begins further right is known already, so that a
//! category in a pattern is looked up, not searched. What a rule makes may begin other patterns at the same word, until
//! nothing new comes. (Left-corner parsing over a chart: Kay 1980, *Algorithm schemata and data structures in syntactic
//! processing*.)

use smallvec::SmallVec;

use super::network::{Category, Condition, Network, Node};
use super::numerals::{Style, roman};
use super::starts::Start;
use super::value::Value;
use super::words::{Gap, Word};

/// The most words of an expression. Longer ones are lists of the hostile kind.
const LONGEST: usize = 48;

/// The most edges that may begin at a word.
const MOST_EDGES: usize = 160;

/// The most steps over the network from one word.
const MOST_STEPS: u32 = 20_000;

/// Something that a rule made of the words from a place on.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    pub(super) category: Category,
    /// One past its last word.
    pub(super) end: usize,
    /// What this reading costs, with all its parts.
    pub(super) cost: u32,
    /// The rule that made it.
    pub(super) rule: usize,
    /// The words between square brackets, pair by pair.
    pub(super) parts: Parts,
    pub(super) value: Value,
}

/// The numbers of the categories that are made of digits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Digits {
    /// `d1` to `d4`, in this order.
    pub(super) runs: [Category; 4],
    pub(super) numeral: Category,
    pub(super) roman: Category,
    /// Any run of letters. No edge is made of it: it is seen where a pattern asks for it.
    pub(super) word: Category,
}

/// A text being parsed.
pub(super) struct Chart<'a> {
    network: &'a Network,
    text: &'a str,
    words: &'a [Word],
    /// What begins at each word.
    edges: Vec<Vec<Edge>>,
    /// One past the last word of the line.
    line: usize,
    /// Edges from this word whose consequences are not yet drawn.
    agenda: Vec<usize>,
    /// Categories on the way, as word and edge.
    path: Vec<(usize, usize)>,
    steps: u32,
    any_word: Category,
}

/// The words between a pair of square brackets.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) start: usize,
    pub(super) end: usize,
    /// What these words mean by themselves, where they are of one category.
    pub(super) value: Option<Value>,
}

/// Parts of an expression, in order.
pub(super) type Parts = SmallVec<[Part; 1]>;

/// The most pairs of square brackets in a rule.
const MOST_PARTS: usize = 4;

/// Where the square brackets of a rule stand.
#[derive(Clone, Copy, Debug, Default)]
struct Marks {
    pairs: [(usize, usize); MOST_PARTS],
    opened: usize,
}

impl Marks {
    /// Behind an opening bracket; `None` behind too many.
    fn open(mut self, at: usize) -> Option<Marks> {
        *self.pairs.get_mut(self.opened)? = (at, at);
        self.opened += 1;
        Some(self)
    }

    /// Behind a closing bracket; `None` if none is open.
    fn close(mut self, at: usize) -> Option<Marks> {
        self.pairs.get_mut(self.opened.checked_sub(1)?)?.1 = at;
        Some(self)
    }
}

impl<'a> Chart<'a> {
    /// Parses a text, cut into words.
    pub(super) fn parse(
        network: &'a Network,
        (digits, style): (&Digits, &Style),
        text: &'a str,
        words: &'a [Word],
    ) -> Vec<Vec<Edge>> {
        let mut chart = Chart {
            network,
            text,
            words,
            edges: vec![Vec::new(); words.len()],
            line: words.len(),
            agenda: Vec::new(),
            path: Vec::new(),
            steps: 0,
            any_word: digits.word,
        };
        for start in (0..words.len()).rev() {
            chart.begin(start, digits, style);
            if words[start].gap == Gap::Line {
                chart.line = start;
            }
        }
        chart.edges
    }

    /// Finds everything that begins at a word.
    fn begin(&mut self, start: usize, digits: &Digits, style: &Style) {
        let word = &self.words[start];
        self.steps = 0;
        self.digits(start, digits, style);
        if word.term.is_none() && self.edges[start].is_empty() {
            return;
        }
        let (starts, capital) = (&self.network.starts, word.capital);
        for by_word in word.term.iter().flat_map(|&term| starts.by_word(term, capital)) {
            if let Some(marks) = self.begins(by_word, start) {
                self.walk(start, by_word.next, start + 1, marks);
            }
        }
        while let Some(edge) = self.agenda.pop() {
            let Edge { category, end, .. } = self.edges[start][edge];
            for &by_category in starts.by_category(category) {
                if let Some(marks) = self.begins(by_category, start) {
                    self.path.push((start, edge));
                    self.walk(start, by_category.next, end, marks);
                    self.path.pop();
                }
            }
        }
    }

    /// The marks behind the conditions with which a pattern begins; `None` where one does not hold.
    fn begins(&self, by: Start, start: usize) -> Option<Marks> {
        let conditions = self.network.starts.conditions(by);
        conditions.iter().try_fold(Marks::default(), |marks, &condition| self.holds(condition, start, marks))
    }

    /// What digits make by themselves.
    fn digits(&mut self, start: usize, digits: &Digits, style: &Style) {
        let word = &self.words[start];
        let form = &self.text[word.range.clone()];
        let edge = |category, end, value| Edge {
            category,
            end,
            cost: 0,
            rule: usize::MAX,
            parts: smallvec::smallvec![Part { start, end, value: None }],
            value: Value::Number(value),
        };
        if word.digits {
            let run = form.len().checked_sub(1).and_then(|at| digits.runs.get(at));
            if let (Some(&run), Ok(value)) = (run, form.parse()) {
                self.add(start, edge(run, start + 1, value));
            }
            let number = form.parse().ok().filter(|_| form.len() <= 4);
            let network = self.network;
            for (category, _) in
                network.ranges.iter().filter(|(_, range)| number.is_some_and(|n| range.contains(&n)))
            {
                self.add(start, edge(*category, start + 1, f64::from(number.unwrap_or(0))));
            }
            let words = &self.words[..self.line];
            style.numerals(self.text, words, start, |end, value| {
                self.add(start, edge(digits.numeral, end, value))
            });
        } else if form.starts_with(char::is_alphabetic) {
            if word.capital
                && let Some(value) = roman(form)
            {
                self.add(start, edge(digits.roman, start + 1, value));
            }
        } else if let Some(value) = style.decimals(self.text, &self.words[..self.line], start) {
            self.add(start, edge(digits.numeral, start + 2, value));
        }
    }

    /// Follows the network from a node at a word, and makes what is complete.
    fn walk(&mut self, start: usize, node: Node, at: usize, marks: Marks) {
        self.steps += 1;
        if self.steps > MOST_STEPS || at - start > LONGEST {
            return;
        }
        let links = self.network.links(node);
        for (rule, taken) in &links.accepts {
            self.accept(start, at, *rule, taken, marks);
        }
        for &(condition, next) in &links.conditions {
            if let Some(marks) = self.holds(condition, at, marks) {
                self.walk(start, next, at, marks);
            }
        }
        if at >= self.line {
            return;
        }
        self.by_word(start, node, at, marks);
        if links.categories.is_empty() {
            return;
        }
        let is_word = || self.text[self.words[at].range.clone()].starts_with(char::is_alphabetic);
        if let Some(next) = links.by(self.any_word).filter(|_| is_word()) {
            self.walk(start, next, at + 1, marks);
        }
        for edge in 0..self.edges[at].len() {
            let Edge { category, end, .. } = self.edges[at][edge];
            if let Some(next) = links.by(category) {
                self.path.push((at, edge));
                self.walk(start, next, end, marks);
                self.path.pop();
            }
        }
    }

    /// Goes on by the word that stands there.
    fn by_word(&mut self, start: usize, node: Node, at: usize, marks: Marks) {
        let word = &self.words[at];
        if let Some(term) = word.term {
            for next in self.network.links(node).after(term, word.capital) {
                self.walk(start, next, at + 1, marks);
            }
        }
    }

    /// The marks behind a condition between two words; `None` where it does not hold.
    fn holds(&self, condition: Condition, at: usize, marks: Marks) -> Option<Marks> {
        let within = at < self.line;
        let gap = self.words.get(at).map_or(Gap::Line, |word| word.gap);
        let is = |at: usize, class| self.words[at].term.is_some_and(|term| self.network.holds(class, term));
        match condition {
            Condition::Glue => (within && gap == Gap::None).then_some(marks),
            Condition::NotNext(class) => (!within || !is(at, class)).then_some(marks),
            Condition::NotPrevious(class) => {
                (gap == Gap::Line || at == 0 || !is(at - 1, class)).then_some(marks)
            }
            Condition::Open => marks.open(at),
            Condition::Close => marks.close(at),
        }
    }

    /// A rule is complete: adds what it makes.
    fn accept(&mut self, start: usize, end: usize, rule: usize, taken: &[u8], marks: Marks) {
        let made = &self.network.rules[rule];
        let part = |(at, edge): (usize, usize)| &self.edges[at][edge];
        let cost = self.path.iter().map(|&place| part(place).cost).sum::<u32>() + u32::from(made.cost);
        let better = |known: &Edge| (cost, rule) < (known.cost, known.rule);
        let known = self.edges[start].iter().find(|edge| edge.category == made.category && edge.end == end);
        if known.is_some_and(|known| !better(known)) {
            return;
        }
        let mut captures: SmallVec<[Value; 8]> =
            smallvec::smallvec![Value::Nothing; usize::from(made.captures)];
        for (&place, &capture) in self.path.iter().zip(taken) {
            captures[usize::from(capture)] = part(place).value.clone();
        }
        let parts = match &marks.pairs[..marks.opened] {
            // A rule over a single category keeps the square brackets of that.
            [] => match self.path[..] {
                [place] if place.0 == start && part(place).end == end => part(place).parts.clone(),
                _ => smallvec::smallvec![Part { start, end, value: None }],
            },
            pairs => {
                let value = |from: usize, to: usize| {
                    let whole = self.path.iter().find(|&&place| place.0 == from && part(place).end == to);
                    whole.map(|&place| part(place).value.clone())
                };
                pairs
                    .iter()
                    .map(|&(from, to)| Part { start: from, end: to, value: value(from, to) })
                    .collect()
            }
        };
        if let Some(value) = made.action.value(&captures) {
            self.add(start, Edge { category: made.category, end, cost, rule, parts, value });
        }
    }

    /// Adds an edge, in the place of a worse one of the same words.
    fn add(&mut self, start: usize, edge: Edge) {
        let edges = &mut self.edges[start];
        let same = |known: &Edge| known.category == edge.category && known.end == edge.end;
        match edges.iter().position(same) {
            Some(at) => {
                edges[at] = edge;
                self.agenda.push(at);
            }
            None if edges.len() < MOST_EDGES => {
                edges.push(edge);
                self.agenda.push(edges.len() - 1);
            }
            None => {}
        }
    }
}
