//! Types that the model does not tell apart: an outlet among bodies, a weapon or a text among other things.

use selon_record::{EntityType, SourceKind};

use super::choose::Name;
use super::words::Words;

/// What a name is by the noun that introduces it or by the tables, where that says more than the model's type:
/// « le *quotidien* Kommersant », « le *missile* Sarmat », « l'*accord* de Vienne ».
pub(super) fn of(words: &Words<'_>, name: &Name, kind: EntityType) -> EntityType {
    match kind {
        // « *aéroport* d'Almaty »: what begins with a small noun is what that is.
        EntityType::Person if !words.is_capital(name.tokens.start) => {
            words.head_type(name.tokens.start).unwrap_or(kind)
        }
        EntityType::Organisation if is_outlet(words, name) => EntityType::Outlet,
        EntityType::Other => introduced(words, name)
            .filter(|kind| matches!(kind, EntityType::Equipment | EntityType::Document | EntityType::Event))
            .unwrap_or(kind),
        _ => kind,
    }
}

fn is_outlet(words: &Words<'_>, name: &Name) -> bool {
    let sources = &words.lexicon.sources;
    let outlet = |word: &str| sources.of(word).is_some_and(|word| word.kind == SourceKind::Outlet);
    let text = &words.tree.doc.text()[name.span.range()];
    // « l'agence X »; but « l'agence » alone is of any kind.
    let before = noun_before(words, name).is_some_and(|i| outlet(words.tree.token(i).lemma()));
    outlet(text) || before || outlet(words.plain(name.tokens.start)) && name.tokens.len() > 1
}

fn introduced(words: &Words<'_>, name: &Name) -> Option<EntityType> {
    let own = (name.tokens.len() > 1).then(|| words.head_type(name.tokens.start)).flatten();
    own.or_else(|| words.head_type(noun_before(words, name)?))
}

/// The noun right before a name, an adjective or a mark between them at most: « le site *russe* Avia.pro ».
fn noun_before(words: &Words<'_>, name: &Name) -> Option<usize> {
    let tree = words.tree;
    let before = words.before(name.tokens.start)?;
    let noun = |i: usize| tree.token(i).pos() == "NOUN" && !words.is_capital(i);
    if noun(before) {
        return Some(before);
    }
    let between = tree.token(before).pos() == "ADJ" || matches!(tree.token(before).text(), "«" | "\"" | "“");
    words.before(before).filter(|&i| between && noun(i))
}
