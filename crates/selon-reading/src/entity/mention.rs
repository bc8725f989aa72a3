//! The entities of an article as they are found: mentions in text order, and whom or what they are mentions of.

use std::ops::Range;

use selon_record::{Entity as Record, EntityForm, EntityType, Match, OffsetError, Offsets, Span};

use super::choose::Name;
use super::group::Group;

/// One mention, in bytes of the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mention {
    pub(crate) span: Span,
    pub(crate) tokens: Range<usize>,
    pub(crate) kind: EntityType,
    pub(crate) form: EntityForm,
    /// A place that stands for those who govern there.
    pub(crate) metonymy: bool,
    /// Of what, by its number.
    pub(crate) entity: usize,
    /// How it was recognised in the knowledge base.
    pub(crate) matched: Option<Match>,
    pub(crate) probability: f64,
}

/// Somebody or something that the article mentions.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entity {
    /// Its fullest name in the article.
    pub(crate) name: String,
    /// Its identifier in the knowledge base.
    pub(crate) kb: Option<String>,
}

/// Who and what an article mentions.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Entities {
    /// In text order, the longest first of those that begin together.
    pub(crate) mentions: Vec<Mention>,
    pub(crate) all: Vec<Entity>,
}

impl Entities {
    pub(super) fn new(text: &str, names: Vec<Name>, groups: Vec<Group>) -> Self {
        let mut of = vec![(0, EntityType::Other); names.len()];
        let mut all = Vec::with_capacity(groups.len());
        for group in groups {
            group.names.iter().for_each(|&name| of[name] = (all.len(), group.kind));
            let name = text[names[group.fullest].span.range()].split_whitespace().collect::<Vec<_>>();
            all.push(Entity { name: name.join(" "), kb: None });
        }
        let mention = |(name, (entity, kind)): (Name, (usize, EntityType))| Mention {
            span: name.span,
            tokens: name.tokens,
            kind,
            form: EntityForm::Name,
            metonymy: false,
            entity,
            matched: None,
            probability: name.probability,
        };
        Entities { mentions: names.into_iter().zip(of).map(mention).collect(), all }
    }

    /// The names, for those who ask what stands where: none overlaps another.
    pub(crate) fn names(&self) -> Vec<Name> {
        let names = self.mentions.iter().filter(|mention| mention.form.is_name());
        let name = |mention: &Mention| Name {
            tokens: mention.tokens.clone(),
            span: mention.span,
            kind: mention.kind,
            probability: mention.probability,
        };
        names.map(name).collect()
    }

    /// The record of each mention.
    ///
    /// # Errors
    /// None in practice: every span comes from the text that `offsets` was made of.
    pub(crate) fn record(&self, offsets: &Offsets<'_>) -> Result<Vec<Record>, OffsetError> {
        let mut first: Vec<Option<String>> = vec![None; self.all.len()];
        let mut record = |(number, mention): (usize, &Mention)| {
            let id = format!("e{}", number + 1);
            let entity = &self.all[mention.entity];
            let same = first[mention.entity].clone();
            first[mention.entity].get_or_insert_with(|| id.clone());
            Ok(Record {
                id,
                span: offsets.record(mention.span)?,
                text: offsets.text()[mention.span.range()].to_owned(),
                kind: mention.kind,
                name: entity.name.clone(),
                form: mention.form,
                metonymy: mention.metonymy,
                same,
                kb: entity.kb.clone(),
                matched: mention.matched,
                confidence: mention.probability,
            })
        };
        self.mentions.iter().enumerate().map(&mut record).collect()
    }
}
