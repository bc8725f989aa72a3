//! A claim's way, in order of time: as JSON, as a graph for Graphviz. For a person it is a page of the terminal.

mod dot;
mod json;

use std::collections::BTreeMap;

use selon_ledger::origins::{Evidence, Node, Occurrence};
use selon_ledger::{Decided, StoredArticle, Story};
use selon_record::{CreditPart, Offsets};

pub(crate) use dot::dot;
pub(crate) use json::json;

/// A claim with its articles.
#[derive(Debug)]
pub(crate) struct Way {
    pub(crate) claim: i64,
    pub(crate) story: Story,
    /// Those of the claim and of what stands against it.
    pub(crate) articles: BTreeMap<i64, StoredArticle>,
    /// What people decided about it.
    pub(crate) decisions: Vec<Decided>,
}

impl Way {
    /// What an article or outlet is called: the outlet and the article's number, or the outlet alone.
    pub(super) fn name(&self, node: &Node) -> String {
        match node {
            Node::Article(id) => format!("{} [{id}]", self.outlet(*id)),
            Node::Outlet(key) => key.clone(),
        }
    }

    pub(super) fn outlet(&self, article: i64) -> &str {
        let stored = self.articles.get(&article);
        stored.map_or("", |stored| stored.article.outlet.as_deref().unwrap_or(&stored.article.id))
    }

    /// What an article's outlet is counted by.
    pub(super) fn voice(&self, article: i64) -> &str {
        self.articles.get(&article).map_or("", |stored| &stored.voice)
    }

    pub(super) fn published(&self, article: i64) -> Option<&str> {
        self.articles.get(&article)?.article.published.as_deref()
    }

    /// The words of a piece of evidence.
    pub(super) fn words(&self, evidence: &Evidence) -> Option<&str> {
        let article = &self.articles.get(&evidence.article)?.article;
        let part = match evidence.part {
            CreditPart::Byline => article.byline.as_deref()?,
            CreditPart::Text => &article.text,
        };
        Offsets::new(part).slice(evidence.span).ok()
    }

    /// The words of several, with what lies between left out.
    pub(super) fn all_words(&self, evidence: &[Evidence]) -> String {
        evidence.iter().filter_map(|evidence| self.words(evidence)).collect::<Vec<_>>().join(" … ")
    }

    pub(super) fn occurrences(&self, article: i64) -> impl Iterator<Item = &Occurrence> {
        self.story.occurrences.iter().filter(move |occurrence| occurrence.article == article)
    }
}
