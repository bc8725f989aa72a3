//! Places where a sentence may start though nothing marks it: there the parser decides.

use super::LanguageRules;
use super::layout::is_blank;
use super::rules::word_of;

/// The byte offsets where a headline may run into the sentence after it, in order.
///
/// Text taken from a page loses line breaks: « Le pont est fermé Les habitants l'ont appris hier ». A word that opens
/// sentences stands there with a capital for no reason. A second capital makes it a name: « Le Monde », « Les
/// Républicains ». Whether a sentence does start is a question of syntax, so these places are left to the parser.
///
/// ```
/// use selon_reading::text::{LanguageRules, possible_starts};
/// let french = LanguageRules::of("fr").unwrap();
/// assert_eq!(possible_starts("Le pont est coupé Les écoles rouvrent, selon Le Monde", french), [19]);
/// ```
pub fn possible_starts(text: &str, language: &LanguageRules) -> Vec<usize> {
    let mut possible = Vec::new();
    let mut solid = None; // the last character that is not blank
    let mut last = None;
    for (at, c) in text.char_indices() {
        if c.is_uppercase()
            && last.is_some_and(is_blank)
            && solid
                .is_some_and(|solid: char| solid.is_alphanumeric() || matches!(solid, ')' | '»' | '”' | '%'))
            && is_opener_alone(&text[at..], language)
        {
            possible.push(at);
        }
        if !is_blank(c) {
            solid = Some(c);
        }
        last = Some(c);
    }
    possible
}

/// Whether a text starts with a word that opens sentences and no second capital follows.
fn is_opener_alone(words: &str, language: &LanguageRules) -> bool {
    let word = word_of(words);
    let second = words[word.len()..].trim_start_matches(is_blank).chars().next();
    second.is_some_and(|second| !second.is_uppercase()) && language.opens(word)
}
