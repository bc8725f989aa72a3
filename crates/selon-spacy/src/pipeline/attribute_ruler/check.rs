//! One condition on one token, ready to be checked.

use regex_automata::meta::{Config, Regex};

use super::rules::{Condition, Test};
use crate::doc::{Label, Labels, TokenData};
use crate::error::Error;
use crate::vocab::lexeme::lower;

/// Bytes one compiled regular expression may take.
const REGEX_LIMIT: usize = 1 << 20;

/// Classes of characters that are not the same in Python and in Rust.
const OTHER_CLASSES: [&str; 6] = [r"\w", r"\W", r"\b", r"\B", r"\s", r"\S"];

/// A condition with its strings as labels where they are labels.
#[derive(Clone, Debug)]
pub(super) enum Check {
    Text(Words),
    Lower(Words),
    Lemma(Words),
    Tag(Is<Label>),
    Pos(Is<Label>),
    Morph(Is<Label>),
    Dep(Is<Label>),
    IsSpace(bool),
}

/// Whether a value is one of some (or, if not `expected`, none of them).
#[derive(Clone, Debug)]
pub(super) struct Is<T> {
    pub(super) values: Vec<T>,
    expected: bool,
}

/// A condition on a string.
#[derive(Clone, Debug)]
pub(super) enum Words {
    Are(Is<Box<str>>),
    Match(Regex),
}

impl Check {
    /// The condition; its labels are added to those of the pipeline.
    pub(super) fn new(condition: &Condition, labels: &mut Labels) -> Result<Self, Error> {
        let mut label = |test: &Test| match test {
            Test::Regex(_) => Err(Error::unsupported("attribute_ruler", "REGEX on a label")),
            test => Ok(Is::new(test, |label| labels.add(label))),
        };
        Ok(match condition {
            Condition::Text(test) => Check::Text(Words::new(test)?),
            Condition::Lower(test) => Check::Lower(Words::new(test)?),
            Condition::Lemma(test) => Check::Lemma(Words::new(test)?),
            Condition::Tag(test) => Check::Tag(label(test)?),
            Condition::Pos(test) => Check::Pos(label(test)?),
            Condition::Morph(test) => Check::Morph(label(test)?),
            Condition::Dep(test) => Check::Dep(label(test)?),
            Condition::IsSpace(expected) => Check::IsSpace(*expected),
        })
    }

    /// How telling it is that a token meets the condition (least is best); none where most tokens meet it.
    pub(super) fn rank(&self) -> Option<u8> {
        match self {
            Check::Tag(is) if is.expected => Some(0),
            Check::Pos(is) if is.expected => Some(1),
            Check::IsSpace(true) => Some(2),
            Check::Lower(Words::Are(is)) if is.expected => Some(3),
            _ => None,
        }
    }

    pub(super) fn holds(&self, text: &str, token: &TokenData) -> bool {
        match self {
            Check::Text(words) => words.hold(word(text, token)),
            Check::Lower(words) => words.hold(&lower(word(text, token))),
            Check::Lemma(words) => words.hold(token.lemma.as_deref().unwrap_or("")),
            Check::Tag(is) => is.holds(&token.tag),
            Check::Pos(is) => is.holds(&token.pos),
            Check::Morph(is) => is.holds(&token.morph),
            Check::Dep(is) => is.holds(&token.dep),
            Check::IsSpace(expected) => token.is_space == *expected,
        }
    }
}

impl Words {
    fn new(test: &Test) -> Result<Self, Error> {
        let Test::Regex(pattern) = test else {
            return Ok(Words::Are(Is::new(test, |word| Box::from(word))));
        };
        let unsupported = |reason| Error::unsupported(format!("attribute_ruler: REGEX {pattern:?}"), reason);
        if let Some(class) = OTHER_CLASSES.iter().find(|class| pattern.contains(**class)) {
            return Err(unsupported(format!("{class} means something else in Python")));
        }
        let config = Config::new().nfa_size_limit(Some(REGEX_LIMIT));
        let regex = Regex::builder().configure(config).build(pattern);
        regex.map(Words::Match).map_err(|error| unsupported(error.to_string()))
    }

    fn hold(&self, string: &str) -> bool {
        match self {
            Words::Are(is) => is.values.iter().any(|value| **value == *string) == is.expected,
            // Python's `$` also stands before a line break at the end.
            Words::Match(regex) => {
                regex.is_match(string) || string.strip_suffix('\n').is_some_and(|line| regex.is_match(line))
            }
        }
    }
}

impl<T> Is<T> {
    fn new(test: &Test, value: impl FnMut(&str) -> T) -> Self {
        let values = test.values().iter().map(String::as_str).map(value).collect();
        Is { values, expected: matches!(test, Test::In(_)) }
    }
}

impl<T: PartialEq> Is<T> {
    fn holds(&self, value: &T) -> bool {
        self.values.contains(value) == self.expected
    }
}

/// The token's word.
pub(super) fn word<'a>(text: &'a str, token: &TokenData) -> &'a str {
    text.get(token.start as usize..token.end as usize).unwrap_or("")
}
