//! Which entity of the article a source is.

use foldhash::HashMap;
use selon_record::{Entity, EntityType, Knowledge, Offsets, SourceKind, Span};

use super::within;
use crate::attribution::Mention;
use crate::tree::Tree;

/// The entities of an article, to be asked which of them a source is.
pub(super) struct Who<'a> {
    tree: &'a Tree<'a>,
    offsets: &'a Offsets<'a>,
    entities: &'a [Entity],
    knowledge: &'a [Knowledge],
    /// The first mention of each name.
    by_name: HashMap<&'a str, usize>,
}

impl<'a> Who<'a> {
    pub(super) fn new(
        tree: &'a Tree<'a>,
        offsets: &'a Offsets<'a>,
        entities: &'a [Entity],
        knowledge: &'a [Knowledge],
    ) -> Self {
        let mut by_name = HashMap::default();
        for (number, entity) in entities.iter().enumerate() {
            by_name.entry(&*entity.name).or_insert(number);
        }
        Who { tree, offsets, entities, knowledge, by_name }
    }

    /// The mention that a source is: one with its name among its words, else the smallest that its noun stands in
    /// (« *Moscou* », « le *président* kazakh »), else the first with its name anywhere (« il »).
    pub(super) fn of(&self, source: &Mention) -> Option<&'a Entity> {
        if matches!(source.kind, SourceKind::Unnamed | SourceKind::None) {
            return None;
        }
        let named = |entity: &&Entity| {
            source.name.as_ref().is_some_and(|name| [&entity.name, &entity.text].contains(&name))
        };
        let own = source.span.and_then(|span| self.offsets.record(span).ok());
        let mut inside = own.into_iter().flat_map(|span| within(self.entities, span));
        inside
            .find(named)
            .or_else(|| self.outlet_of(source))
            .or_else(|| self.at_head(source))
            .or_else(|| self.called(source.name.as_deref()?))
    }

    /// « le *site* Avia.pro »: the only outlet among the words of one.
    fn outlet_of(&self, source: &Mention) -> Option<&'a Entity> {
        let own = self.offsets.record(source.span.filter(|_| source.kind == SourceKind::Outlet)?).ok()?;
        let mut outlets = within(self.entities, own).filter(|entity| entity.kind == EntityType::Outlet);
        let first = outlets.next()?;
        outlets.next().is_none().then_some(first)
    }

    fn at_head(&self, source: &Mention) -> Option<&'a Entity> {
        source.span?;
        let head = Span::from(self.tree.token(source.head).range());
        let own = self.offsets.record(source.span?).ok()?;
        let head = self.offsets.record(head).ok()?;
        let holding = within(self.entities, own)
            .filter(|entity| entity.span.start < head.end && head.start < entity.span.end);
        holding.min_by_key(|entity| entity.span.end - entity.span.start)
    }

    fn called(&self, name: &str) -> Option<&'a Entity> {
        self.by_name.get(name).map(|&number| &self.entities[number])
    }

    /// The name of a source in the record: the fullest of the entity whose name it is (« l'OTSC »), and of the person or outlet
    /// that its words describe: « le président kazakh » → « Kassym-Jomart Tokaïev », « le site Avia.pro » → « Avia.pro ».
    pub(super) fn name(source: &Mention, entity: Option<&Entity>) -> Option<String> {
        let alike = |entity: &Entity| {
            matches!(
                (entity.kind, source.kind),
                (EntityType::Person, SourceKind::Person) | (EntityType::Outlet, SourceKind::Outlet)
            )
        };
        let named = |entity: &Entity| source.name.as_ref() == Some(&entity.text);
        let fuller = entity.filter(|entity| alike(entity) || named(entity));
        fuller.map_or_else(|| source.name.clone(), |entity| Some(entity.name.clone()))
    }

    /// The outlet that an entity is, by the base's name.
    pub(super) fn outlet(&self, entity: &Entity) -> Option<String> {
        let kb = entity.kb.as_ref()?;
        let row = self.knowledge.iter().find(|row| row.kb == *kb && row.kind == EntityType::Outlet)?;
        Some(row.name.clone())
    }
}
