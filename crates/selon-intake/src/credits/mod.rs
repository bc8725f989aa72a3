//! Credits.
use selon_kb::Base;
use selon_record::{Article, Credit};
/// x
pub fn credits(_article: &Article, _base: &Base) -> Vec<Credit> { Vec::new() }
