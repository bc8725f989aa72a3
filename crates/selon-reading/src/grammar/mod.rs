//! Expressions of a text by rules that stand in `data/LANG/*.grammar`; `data/GRAMMAR.md` says how they are written.

pub(crate) mod value;

pub(crate) use value::{Operation, Value};
