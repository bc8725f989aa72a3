//! The engine of the grammars, for the fuzz targets in `fuzz/`: any text is read or refused.
//!
//! Behind the feature `fuzzing`. No promise of the library.

use crate::grammar::Grammar;

/// A text that any grammar finds something in.
const TEXT: &str = "Le 31 mai 2018 à 18h30, un ou deux des vingt-quatre avions ont volé 1 234,5 km, soit 2 % de plus qu'en mai.";

/// A text as a grammar of one file with the operations of the program; one that can be read is matched. Whether it could.
pub fn grammar(text: &str) -> bool {
    // A grammar lives as long as the program, which holds those it has; here they are let go.
    let text: &'static str = Box::leak(text.to_owned().into_boxed_str());
    let grammar = Grammar::trial(text);
    if let Some(grammar) = &grammar {
        check(grammar, TEXT);
    }
    grammar.is_some()
}

/// A text is matched with the grammars of the program.
pub fn expressions(text: &str) {
    for grammar in ["fr", "en"].into_iter().filter_map(Grammar::of) {
        check(grammar, text);
    }
}

/// What is found slices the text, in order, apart from each other.
fn check(grammar: &Grammar, text: &str) {
    let mut end = 0;
    for found in grammar.find(text) {
        assert!(found.whole.start >= end && !found.whole.is_empty(), "{:?} begins before {end}", found.whole);
        end = found.whole.end;
        for part in found.parts.iter().map(|(part, _)| part).chain([&found.extent]) {
            assert!(found.whole.start <= part.start && part.end <= end, "{part:?} is outside");
            assert!(text.get(part.range()).is_some_and(|words| !words.is_empty()), "{part:?} slices nothing");
        }
    }
}
