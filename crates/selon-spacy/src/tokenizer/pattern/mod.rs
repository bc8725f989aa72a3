//! The part of Python's `re` syntax that spaCy's tokenizers are written in.
//!
//! A pattern is read into a [`Node`] over numbered [`CharSet`]s; `super::engine` makes linear-time
//! automata of it. Whatever lies outside the subset is refused by name, never approximated.

mod charset;
mod node;
mod parse;

pub(crate) use charset::{CharSet, CharSets};
pub(crate) use node::{Look, Node};
pub(crate) use parse::parse;
