//! A tokenizer's rules as data: read once from a model's `tokenizer` file, then stored with the model.

use rmpv::Value;
use serde::{Deserialize, Serialize};

use super::pattern::{self, CharSet, CharSets, Node};
use crate::Error;
use crate::source::decode;
use crate::vocab::unicode;

/// What a model says about tokens. [`super::Tokenizer::new`] makes a tokenizer of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TokenizerRules {
    /// The sets of characters that the patterns number.
    pub(super) sets: Vec<CharSet>,
    pub(super) prefix_search: Option<Node>,
    pub(super) suffix_search: Option<Node>,
    pub(super) infix_finditer: Option<Node>,
    pub(super) token_match: Option<Node>,
    pub(super) url_match: Option<Node>,
    /// Strings with the tokens they become, such as `A-t-il` with `A`, `-t`, `-il`.
    pub(super) specials: Vec<(String, Vec<SpecialToken>)>,
    /// The NORMs that the special cases number.
    pub(super) norms: Vec<String>,
    /// Whether only special cases with an affix or a space are looked for again in the finished tokens.
    pub(super) faster_heuristics: bool,
}

/// One token of a special case: its text, and its NORM where the case sets one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct SpecialToken(pub(super) String, pub(super) Option<u32>);

/// spaCy's ids of the two attributes a special case may set.
const ORTH: u64 = 65;
const NORM: u64 = 67;

impl TokenizerRules {
    /// Reads the `tokenizer` file of a spaCy v3 model.
    ///
    /// # Errors
    /// [`Error::Malformed`] for what is not such a file, [`Error::Unsupported`] for patterns outside of
    /// [`super::pattern`] and for special cases that set other attributes than ORTH and NORM.
    pub(crate) fn from_msgpack(bytes: &[u8]) -> Result<Self, Error> {
        let value = decode("tokenizer", bytes)?.to_owned();
        let Value::Map(fields) = value else { return Err(malformed("not a map")) };
        let field = |name: &str| fields.iter().find(|(key, _)| key.as_str() == Some(name)).map(|(_, v)| v);
        let mut sets = CharSets::default();
        let mut pattern = |name: &str| match field(name) {
            None | Some(Value::Nil) => Ok(None),
            Some(value) => match value.as_str() {
                Some(source) => pattern::parse(name, source, &mut sets).map(Some),
                None => Err(malformed(format!("{name} is no string"))),
            },
        };
        let mut rules = TokenizerRules {
            prefix_search: pattern("prefix_search")?,
            suffix_search: pattern("suffix_search")?,
            infix_finditer: pattern("infix_finditer")?,
            token_match: pattern("token_match")?,
            url_match: pattern("url_match")?,
            faster_heuristics: field("faster_heuristics").and_then(Value::as_bool).unwrap_or(true),
            ..TokenizerRules::default()
        };
        rules.sets = sets.into_sets();
        rules.refuse_white_space()?;
        match field("exceptions") {
            None | Some(Value::Nil) => {}
            Some(Value::Map(cases)) => cases.iter().try_for_each(|(text, tokens)| rules.add(text, tokens))?,
            Some(_) => return Err(malformed("exceptions are no map")),
        }
        Ok(rules)
    }

    /// Every pattern with its name.
    pub(super) fn patterns(&self) -> impl Iterator<Item = (&'static str, &Node)> {
        [
            ("prefix_search", &self.prefix_search),
            ("suffix_search", &self.suffix_search),
            ("infix_finditer", &self.infix_finditer),
            ("token_match", &self.token_match),
            ("url_match", &self.url_match),
        ]
        .into_iter()
        .filter_map(|(name, node)| Some((name, node.as_ref()?)))
    }

    /// White space is never shown to the patterns: makes sure that it could not match.
    fn refuse_white_space(&self) -> Result<(), Error> {
        let spaces = |set: &CharSet| {
            let of_set = |c: char| set.0.iter().any(|&(first, last)| (first..=last).contains(&u32::from(c)));
            ('\t'..='\u{3000}').filter(|&c| unicode::is_space(c)).any(of_set)
        };
        let holds_space: Vec<bool> = self.sets.iter().map(spaces).collect();
        match self.patterns().find(|(_, node)| node.fits_within(&|set| holds_space[set as usize])) {
            Some((name, _)) => Err(super::engine::unsupported(name, "a pattern that white space satisfies")),
            None => Ok(()),
        }
    }

    fn add(&mut self, text: &Value, tokens: &Value) -> Result<(), Error> {
        let Some(text) = text.as_str() else { return Err(malformed("a special case without text")) };
        let wrong = |what: &str| malformed(format!("special case {text:?}: {what}"));
        let mut parts = Vec::new();
        for token in tokens.as_array().ok_or_else(|| wrong("no list"))? {
            let mut orth = None;
            let mut norm = None;
            for (key, value) in token.as_map().ok_or_else(|| wrong("a token that is no map"))? {
                let value = value.as_str().ok_or_else(|| wrong("an attribute that is no string"))?;
                match attribute(key) {
                    Some(ORTH) => orth = Some(value),
                    Some(NORM) => norm = Some(self.norm(value)),
                    _ => {
                        let part = format!("tokenizer: special case {text:?}");
                        return Err(Error::unsupported(part, format!("the attribute {key}")));
                    }
                }
            }
            parts.push(SpecialToken(orth.ok_or_else(|| wrong("a token without ORTH"))?.to_owned(), norm));
        }
        self.specials.push((text.to_owned(), parts));
        Ok(())
    }

    fn norm(&mut self, norm: &str) -> u32 {
        let known = self.norms.iter().position(|known| known == norm);
        known.unwrap_or_else(|| {
            self.norms.push(norm.to_owned());
            self.norms.len() - 1
        }) as u32
    }
}

/// The id of an attribute that is given by number or by name.
fn attribute(key: &Value) -> Option<u64> {
    match key.as_str() {
        None => key.as_u64(),
        Some(name) if name.eq_ignore_ascii_case("ORTH") => Some(ORTH),
        Some(name) if name.eq_ignore_ascii_case("NORM") => Some(NORM),
        Some(number) => number.parse().ok(),
    }
}

fn malformed(reason: impl Into<String>) -> Error {
    Error::malformed("tokenizer", reason)
}
