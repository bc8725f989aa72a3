//! English: the common rules, but only for forms that the features do not show to be base forms already.

use std::borrow::Cow;

use super::{LemmaView, rule};
use crate::vocab::lexeme::lower;

/// The word in lower case where it is a base form, else what the common rules say.
pub(super) fn lemma<'a>(tables: &LemmaView<'a>, word: &'a str, pos: &str, morph: &str) -> Cow<'a, str> {
    if is_base_form(pos, morph) { lower(word) } else { rule::lemma(tables, word, pos) }
}

/// Whether the features say so: *walk* as `VerbForm=Inf`, *house* as a singular noun, *good* as `Degree=Pos`.
fn is_base_form(pos: &str, morph: &str) -> bool {
    let feature = |name: &str| {
        morph.split('|').find_map(|f| f.split_once('=').filter(|&(n, _)| n == name)).map(|(_, value)| value)
    };
    let verb_form = feature("VerbForm");
    pos.eq_ignore_ascii_case("noun") && feature("Number") == Some("Sing")
        || pos.eq_ignore_ascii_case("verb")
            && verb_form == Some("Fin")
            && feature("Tense") == Some("Pres")
            && feature("Number").is_none()
        || matches!(verb_form, Some("Inf" | "None"))
        || feature("Degree") == Some("Pos")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_forms() {
        assert!(is_base_form("NOUN", "Number=Sing"));
        assert!(!is_base_form("NOUN", "Number=Plur"));
        assert!(!is_base_form("PROPN", "Number=Sing"));
        assert!(is_base_form("VERB", "Tense=Pres|VerbForm=Fin"));
        assert!(!is_base_form("VERB", "Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"));
        assert!(!is_base_form("AUX", "Tense=Pres|VerbForm=Fin"));
        assert!(is_base_form("AUX", "VerbForm=Inf"));
        assert!(is_base_form("ADV", "Degree=Pos"));
        assert!(!is_base_form("ADV", ""));
    }
}
