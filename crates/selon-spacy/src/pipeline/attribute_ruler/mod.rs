//! The attribute ruler: sets attributes of tokens that match a pattern, as spaCy's
//! [`AttributeRuler`](https://spacy.io/api/attributeruler) does.
//!
//! English models turn fine-grained tags into parts of speech with it (`VBZ` → `VERB`), French ones give white space
//! its part of speech.

use std::sync::Arc;

use hashbrown::{HashMap, HashSet};

use check::{Check, Words, word};
pub(crate) use rules::AttributeRulerRules;
use rules::{Assignment, Condition, Rule};

use crate::doc::{Doc, Label, Labels, TokenData};
use crate::error::Error;
use crate::vocab::lexeme::lower;

mod check;
mod rules;

/// More labels than any model has; [`Labels`] holds 65,536 for all components together.
const MAX_LABELS: usize = 10_000;

/// The rules, ready to run.
#[derive(Clone, Debug, Default)]
pub(crate) struct AttributeRuler {
    /// What each rule sets.
    effects: Vec<Effect>,
    patterns: Vec<Pattern>,
    starts: Starts,
}

/// New values; what is `None` stays as it was.
#[derive(Clone, Debug, Default)]
struct Effect {
    tag: Option<Label>,
    pos: Option<Label>,
    morph: Option<Label>,
    dep: Option<Label>,
    lemma: Option<Option<Arc<str>>>,
}

/// One pattern of a rule.
#[derive(Clone, Debug)]
struct Pattern {
    rule: u32,
    /// What is left to be checked of each token once the pattern was found in [`Starts`].
    tokens: Vec<Vec<Check>>,
    /// The token to change, counted from the first.
    target: usize,
}

/// Where to find the patterns that may begin at a token: each stands under one condition on its first token, so that a
/// token meets only few patterns, however many there are.
#[derive(Clone, Debug, Default)]
struct Starts {
    tag: Vec<Vec<u32>>,
    pos: Vec<Vec<u32>>,
    lower: HashMap<Box<str>, Vec<u32>, foldhash::fast::FixedState>,
    space: Vec<u32>,
    /// Patterns without such a condition.
    any: Vec<u32>,
}

impl AttributeRuler {
    /// The ruler of these rules; their labels are added to those of the pipeline.
    ///
    /// # Errors
    /// [`Error::Malformed`] when a rule sets a token outside its pattern, or has a pattern without a token,
    /// [`Error::Unsupported`] when it has a regular expression that Rust's engine does not take or takes differently.
    pub(crate) fn new(rules: &AttributeRulerRules, labels: &mut Labels) -> Result<Self, Error> {
        let count = rules.0.iter().flat_map(Rule::labels).collect::<HashSet<_>>().len();
        if count > MAX_LABELS {
            return Err(Error::malformed("attribute_ruler", format!("{count} labels")));
        }
        let mut ruler = AttributeRuler::default();
        for (i, rule) in rules.0.iter().enumerate() {
            let malformed = |reason| Error::malformed(format!("attribute_ruler: rule {i}"), reason);
            let number = u32::try_from(i).map_err(|_| malformed("one rule too many".to_owned()))?;
            ruler.effects.push(Effect::new(&rule.set, labels));
            for run in &rule.patterns {
                let len = run.len() as i64;
                let target = if rule.index < 0 { len.saturating_add(rule.index) } else { rule.index };
                let target = usize::try_from(target).ok().filter(|&target| target < run.len());
                let target = target
                    .ok_or_else(|| malformed(format!("index {} in a pattern of {len} tokens", rule.index)))?;
                let mut checks = |token: &Vec<Condition>| {
                    token.iter().map(|condition| Check::new(condition, labels)).collect()
                };
                let tokens = run.iter().map(&mut checks).collect::<Result<_, Error>>()?;
                ruler.add(Pattern { rule: number, tokens, target });
            }
        }
        Ok(ruler)
    }

    fn add(&mut self, mut pattern: Pattern) {
        let number = self.patterns.len() as u32;
        self.starts.add(number, &mut pattern.tokens[0]);
        self.patterns.push(pattern);
    }

    /// Sets the attributes. All patterns see the document as it was before; where several rules set the same attribute
    /// of a token, the last rule wins.
    pub(crate) fn apply(&self, doc: &mut Doc) {
        let mut found: Vec<(u32, u32)> = Vec::with_capacity(doc.tokens.len());
        for (i, token) in doc.tokens.iter().enumerate() {
            self.starts.at(&doc.text, token, |number| {
                let pattern = &self.patterns[number as usize];
                if pattern.holds(&doc.text, &doc.tokens[i..]) {
                    found.push(((i + pattern.target) as u32, pattern.rule));
                }
            });
        }
        // Rules change one token each, so that only their order within a token matters.
        found.sort_unstable();
        for (token, rule) in found {
            self.effects[rule as usize].apply(&mut doc.tokens[token as usize]);
        }
    }
}

impl Rule {
    fn labels(&self) -> impl Iterator<Item = &str> {
        let compared = self.patterns.iter().flatten().flatten().filter_map(|condition| match condition {
            Condition::Tag(test) | Condition::Pos(test) | Condition::Morph(test) | Condition::Dep(test) => {
                Some(test.values())
            }
            Condition::Text(_) | Condition::Lower(_) | Condition::Lemma(_) | Condition::IsSpace(_) => None,
        });
        let set = self.set.iter().filter_map(|assignment| match assignment {
            Assignment::Tag(s) | Assignment::Pos(s) | Assignment::Morph(s) | Assignment::Dep(s) => Some(s),
            Assignment::Lemma(_) => None,
        });
        compared.flatten().chain(set).map(String::as_str)
    }
}

impl Effect {
    fn new(assignments: &[Assignment], labels: &mut Labels) -> Self {
        let mut effect = Effect::default();
        for assignment in assignments {
            match assignment {
                Assignment::Tag(tag) => effect.tag = Some(labels.add(tag)),
                Assignment::Pos(pos) => effect.pos = Some(labels.add(pos)),
                Assignment::Morph(morph) => effect.morph = Some(labels.add(morph)),
                Assignment::Dep(dep) => effect.dep = Some(labels.add(dep)),
                Assignment::Lemma(lemma) => {
                    effect.lemma = Some((!lemma.is_empty()).then(|| Arc::from(lemma.as_str())));
                }
            }
        }
        effect
    }

    fn apply(&self, token: &mut TokenData) {
        token.tag = self.tag.unwrap_or(token.tag);
        token.pos = self.pos.unwrap_or(token.pos);
        token.morph = self.morph.unwrap_or(token.morph);
        token.dep = self.dep.unwrap_or(token.dep);
        if let Some(lemma) = &self.lemma {
            token.lemma.clone_from(lemma);
        }
    }
}

impl Pattern {
    fn holds(&self, text: &str, tokens: &[TokenData]) -> bool {
        self.tokens.len() <= tokens.len()
            && self
                .tokens
                .iter()
                .zip(tokens)
                .all(|(checks, token)| checks.iter().all(|check| check.holds(text, token)))
    }
}

impl Starts {
    /// Puts a pattern under the most telling condition on its first token and takes that condition away.
    fn add(&mut self, pattern: u32, checks: &mut Vec<Check>) {
        let best = (0..checks.len()).filter_map(|i| Some((checks[i].rank()?, i))).min();
        match best.map(|(_, i)| checks.swap_remove(i)) {
            Some(Check::Tag(is)) => is.values.iter().for_each(|&tag| put(&mut self.tag, tag, pattern)),
            Some(Check::Pos(is)) => is.values.iter().for_each(|&pos| put(&mut self.pos, pos, pattern)),
            Some(Check::Lower(Words::Are(is))) => {
                is.values.into_iter().for_each(|word| self.lower.entry(word).or_default().push(pattern));
            }
            Some(Check::IsSpace(_)) => self.space.push(pattern),
            _ => self.any.push(pattern),
        }
    }

    /// Calls `candidate` with each pattern that may begin at this token.
    fn at(&self, text: &str, token: &TokenData, mut candidate: impl FnMut(u32)) {
        under(&self.tag, token.tag).iter().copied().for_each(&mut candidate);
        under(&self.pos, token.pos).iter().copied().for_each(&mut candidate);
        if token.is_space {
            self.space.iter().copied().for_each(&mut candidate);
        }
        if !self.lower.is_empty()
            && let Some(patterns) = self.lower.get(&*lower(word(text, token)))
        {
            patterns.iter().copied().for_each(&mut candidate);
        }
        self.any.iter().copied().for_each(&mut candidate);
    }
}

fn put(patterns: &mut Vec<Vec<u32>>, label: Label, pattern: u32) {
    let i = label.0 as usize;
    if patterns.len() <= i {
        patterns.resize(i + 1, Vec::new());
    }
    patterns[i].push(pattern);
}

fn under(patterns: &[Vec<u32>], label: Label) -> &[u32] {
    patterns.get(label.0 as usize).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests;
