//! What each source of an article is and whom it stands for, settled when all of them are known.

use std::ops::Range;

use selon_record::{EntityType, SourceKind};

use super::context::Context;
use super::{Attribution, Mention, kind, source};
use crate::entity::is_domain;
use crate::model::Weights;

/// Settles kind, type and name of every source.
pub(super) fn settle(context: &Context<'_>, weights: &Weights, found: &mut [Attribution]) {
    for mention in found.iter_mut().filter_map(|attribution| attribution.source.as_mut()) {
        mention.kind = kind::choose(context, weights, mention, None);
        if mention.kind == SourceKind::Unnamed {
            let phrase = mention.phrase.clone();
            mention.unnamed = source::unnamed_type(context.tree, context.lexicon, mention.head, phrase);
        }
        mention.name = own_name(context, mention);
    }
}

/// The name that the words of a source are or hold: « le président *Pierre Lemoine* », « *la préfecture* ».
fn own_name(context: &Context<'_>, mention: &Mention) -> Option<String> {
    let tree = context.tree;
    let nobody = matches!(mention.kind, SourceKind::Unnamed | SourceKind::None | SourceKind::Author);
    if nobody || matches!(tree.token(mention.head).pos(), "PRON" | "DET") || source::points_back(tree, mention.head)
    {
        return None;
    }
    if let Some(site) = mention.phrase.clone().find(|&i| is_domain(tree.token(i).text())) {
        return Some(tree.token(site).text().to_owned());
    }
    let mut names = tree.names(mention.phrase.clone()).iter().map(|name| name.start..name.end);
    let person = |name: &Range<usize>| {
        source::name_type(tree, context.lexicon, name.clone()) == Some(EntityType::Person)
    };
    if mention.kind == SourceKind::Person
        && let Some(name) = names.find(person)
    {
        return Some(source::without_article(tree, name));
    }
    Some(source::without_article(tree, mention.phrase.clone()))
}
