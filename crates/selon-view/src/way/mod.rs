//! A claim's way, in order of time: as JSON, as a graph for Graphviz. For a person it is a page of the terminal.

mod dot;
mod json;

use std::collections::BTreeMap;

use selon_kb::Base;
use selon_ledger::origins::{Evidence, Node, Occurrence};
use selon_ledger::{ArticleId, Decided, Error, Ledger, StoredArticle, Story};
use selon_record::{CreditPart, Offsets};

pub use dot::dot;
pub use json::json;

/// A claim with its articles.
#[derive(Debug)]
pub struct Way {
    /// Its number: that of its first assertion.
    pub claim: i64,
    /// What the ledger has of it.
    pub story: Story,
    /// Those of the claim and of what stands against it.
    pub articles: BTreeMap<i64, StoredArticle>,
    /// What people decided about it.
    pub decisions: Vec<Decided>,
}

impl Way {
    /// The way of a claim of a ledger, all of it of one moment; nothing where there is no claim of this number. `base` knows which
    /// outlets have one owner.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn of(ledger: &Ledger, claim: i64, base: &Base) -> Result<Option<Way>, Error> {
        ledger.snapshot(|ledger| {
            let Some(story) = ledger.story(claim, base)? else { return Ok(None) };
            let of_it = story.occurrences.iter().map(|occurrence| occurrence.article);
            let against = story.opposed.iter().map(|opposed| opposed.article.0);
            let mut articles = BTreeMap::new();
            for id in of_it.chain(against) {
                if !articles.contains_key(&id)
                    && let Some(article) = ledger.article(ArticleId(id))?
                {
                    articles.insert(id, article);
                }
            }
            let mut decisions = ledger.decisions()?;
            decisions.retain(|decided| decided.stands && story.is_about(&decided.decision));
            Ok(Some(Way { claim, story, articles, decisions }))
        })
    }

    /// What an article or outlet is called: the outlet and the article's number, or the outlet alone.
    pub fn name(&self, node: &Node) -> String {
        match node {
            Node::Article(id) => format!("{} [{id}]", self.outlet(*id)),
            Node::Outlet(key) => key.clone(),
        }
    }

    /// What an article's outlet is called, or the article where it has none.
    pub fn outlet(&self, article: i64) -> &str {
        let stored = self.articles.get(&article);
        stored.map_or("", |stored| stored.article.outlet.as_deref().unwrap_or(&stored.article.id))
    }

    /// What an article's outlet is counted by.
    pub fn voice(&self, article: i64) -> &str {
        self.articles.get(&article).map_or("", |stored| &stored.voice)
    }

    /// When an article was published, as the record has it.
    pub fn published(&self, article: i64) -> Option<&str> {
        self.articles.get(&article)?.article.published.as_deref()
    }

    /// The words of a piece of evidence.
    pub fn words(&self, evidence: &Evidence) -> Option<&str> {
        let article = &self.articles.get(&evidence.article)?.article;
        let part = match evidence.part {
            CreditPart::Byline => article.byline.as_deref()?,
            CreditPart::Text => &article.text,
        };
        Offsets::new(part).slice(evidence.span).ok()
    }

    /// The words of several, with what lies between left out.
    pub fn all_words(&self, evidence: &[Evidence]) -> String {
        evidence.iter().filter_map(|evidence| self.words(evidence)).collect::<Vec<_>>().join(" … ")
    }

    /// The assertions of the claim in an article.
    pub fn occurrences(&self, article: i64) -> impl Iterator<Item = &Occurrence> {
        self.story.occurrences.iter().filter(move |occurrence| occurrence.article == article)
    }
}
