//! Drawings that need no script: pure functions, data in and SVG out. What comes from articles is escaped; colours are the style
//! sheet's, by classes.

pub(crate) mod timeline;

use askama::filters::{Escaper, Html};

/// Words as XML text or as the value of an attribute.
pub(super) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    Html.write_escaped_str(&mut out, &selon_view::phrase(words)).expect("memory takes any words");
    out
}
