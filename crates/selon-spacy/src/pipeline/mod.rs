//! The components, in the order a pipeline runs them.

pub(crate) mod attribute_ruler;
pub(crate) mod lemmatizer;
