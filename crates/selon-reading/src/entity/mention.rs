//! The entities of an article as they are found: mentions in text order, and whom or what they are mentions of.

use std::ops::Range;

use selon_kb::Base;
use selon_record::{Entity as Record, EntityForm, EntityType, Knowledge, Match, OffsetError, Offsets, Span};

use super::choose::{CLASSES, Name};
use super::group::Group;
use super::link::Linked;
use super::nominal::{Nominal, Who};
use super::words::Words;

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
    pub(crate) kind: EntityType,
}

/// Who and what an article mentions.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Entities {
    /// In text order, the longest first of those that begin together.
    pub(crate) mentions: Vec<Mention>,
    pub(crate) all: Vec<Entity>,
}

/// What an article was found to name and describe.
pub(super) struct Parts {
    pub(super) names: Vec<Name>,
    pub(super) groups: Vec<Group>,
    /// What each group is in the base.
    pub(super) links: Vec<Option<Linked>>,
    /// For each name whether it is a place that acts.
    pub(super) metonymy: Vec<bool>,
    pub(super) nominals: Vec<Nominal>,
}

impl Entities {
    pub(super) fn new(words: &Words<'_>, parts: Parts, language: &str) -> Self {
        let Parts { names, groups, links, metonymy, nominals } = parts;
        let text = words.tree.doc.text();
        let mut of = vec![0; names.len()];
        let mut entities = Entities::default();
        for (group, link) in groups.iter().zip(&links) {
            group.names.iter().for_each(|&name| of[name] = entities.all.len());
            let name = text[names[group.fullest].span.range()].split_whitespace().collect::<Vec<_>>();
            let kb = link.as_ref().map(|link| link.id.clone());
            entities.all.push(Entity { name: name.join(" "), kb, kind: group.kind });
        }
        for ((name, entity), metonymy) in names.into_iter().zip(of).zip(metonymy) {
            let link = links[entity].as_ref();
            let own = &text[name.span.range()];
            let led = |link: &Linked| if link.by == own { link.matched } else { Match::Mention };
            entities.mentions.push(Mention {
                span: name.span,
                tokens: name.tokens,
                kind: groups[entity].kind,
                form: EntityForm::Name,
                metonymy,
                entity,
                matched: link.map(led),
                // What the base knows by this name is one, as surely as the two belong together.
                probability: link.map_or(0.0, |link| link.confidence).max(name.probability),
            });
        }
        for nominal in nominals {
            entities.describe(words, nominal, language);
        }
        entities.mentions.sort_by_key(|mention| (mention.span.start, std::cmp::Reverse(mention.span.end)));
        entities
    }

    /// Adds a description, unless it crosses a name or stands within one.
    fn describe(&mut self, words: &Words<'_>, nominal: Nominal, language: &str) {
        /// How sure a description is of whom it stands for.
        const SURE: f64 = 0.8;
        let span = words.tree.span(nominal.tokens.clone());
        let names = &self.mentions[..];
        let first = names.partition_point(|mention| mention.form.is_name() && mention.span.end <= span.start);
        let mut overlapping = names[first..].iter().take_while(|mention| mention.span.start < span.end);
        if overlapping
            .any(|mention| mention.form.is_name() && (!span.contains(mention.span) || mention.span == span))
        {
            return;
        }
        let entity = match nominal.person {
            Who::Named(entity) => entity,
            Who::Held(id) => {
                self.all.iter().position(|entity| entity.kb.as_ref() == Some(&id)).unwrap_or_else(|| {
                    let name = words.base.entry(&id).map_or("", |entry| entry.name(language)).to_owned();
                    self.all.push(Entity { name, kb: Some(id), kind: EntityType::Person });
                    self.all.len() - 1
                })
            }
        };
        let own = &self.all[entity];
        let matched = own.kb.as_ref().map(|_| Match::Office);
        self.mentions.push(Mention {
            span,
            tokens: nominal.tokens,
            kind: own.kind,
            form: EntityForm::Nominal,
            metonymy: false,
            entity,
            matched,
            probability: SURE,
        });
    }

    /// The names, for those who ask what stands where: none overlaps another.
    pub(crate) fn names(&self) -> Vec<Name> {
        let names = self.mentions.iter().filter(|mention| mention.form.is_name());
        let name = |mention: &Mention| Name {
            tokens: mention.tokens.clone(),
            span: mention.span,
            kind: mention.kind,
            probability: mention.probability,
            odds: [0.0; CLASSES.len()],
        };
        names.map(name).collect()
    }

    /// The rows of the base that the entities quote, each once, by identifier.
    pub(crate) fn knowledge(&self, base: &Base, language: &str) -> Vec<Knowledge> {
        let mut ids: Vec<&str> = self.all.iter().filter_map(|entity| entity.kb.as_deref()).collect();
        ids.sort_unstable();
        ids.dedup();
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let row = |id: &str| {
            let entry = base.entry(id)?;
            let source = entry.source();
            Some(Knowledge {
                kb: id.to_owned(),
                name: entry.name(language).to_owned(),
                kind: entry.kind(),
                class: some(entry.class()),
                country: entry.country().map(str::to_owned),
                source: source.name().to_owned(),
                date: source.date().to_owned(),
                licence: source.licence().to_owned(),
            })
        };
        ids.into_iter().filter_map(row).collect()
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
