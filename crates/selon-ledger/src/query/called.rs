//! What somebody means who names an entity or an outlet, in the keys that the ledger compares.

use selon_kb::Base;
use selon_kb::fold::fold;
use selon_record::{Article, Entity, EntityType};

use crate::store::Voice;

/// The keys (`entity.key`) of what a name may mean: entries of the knowledge base that are called so, or one identifier of it;
/// and the name itself, as whatever type of thing.
///
/// ```
/// use selon_kb::Base;
/// use selon_ledger::query::entities_called;
///
/// let keys = entities_called("Kazakhstan", Base::built_in());
/// assert!(keys.contains(&"country:KZ".to_owned()) && keys.contains(&"place:kazakhstan".to_owned()));
/// assert_eq!(entities_called("country:KZ", Base::built_in()), ["country:KZ"]);
/// ```
pub fn entities_called(name: &str, base: &Base) -> Vec<String> {
    if base.entry(name).is_some() {
        return vec![name.to_owned()];
    }
    let known = base.candidates(name).into_iter().map(|candidate| candidate.entry.id().to_owned());
    let folded = fold(name);
    known.chain(EntityType::ALL.iter().map(|kind| crate::store::unknown_key(*kind, &folded))).collect()
}

/// The key (`entity.key`) of an entity of a reading.
pub fn entity_key(entity: &Entity) -> String {
    let unknown = || crate::store::unknown_key(entity.kind, &fold(&entity.name));
    entity.kb.clone().unwrap_or_else(unknown)
}

/// The voices (`article.voice`) of what a name may mean: the outlet of the knowledge base, the name itself, its site.
pub fn voices_called(name: &str, base: &Base) -> Vec<String> {
    let named = Article { outlet: Some(name.to_owned()), ..Article::new("") };
    let at = Article { url: Some(name.to_owned()), ..Article::new("") };
    let mut voices: Vec<String> =
        [named, at].iter().filter_map(|article| Voice::of(article, base).name).chain([fold(name)]).collect();
    voices.push(name.to_owned());
    voices.sort();
    voices.dedup();
    voices
}
