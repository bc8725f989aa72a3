//! Assertions as the page of a claim shows them: who, when, in which words of which article.

use std::collections::BTreeMap;

use selon_view::html::Evidence;
use selon_view::way::Way;
use selon_view::{Interface, ShownLink, instant, phrase};

use crate::evidence::address;

/// An assertion in its article.
#[derive(Debug)]
pub(super) struct Said {
    pub(super) assertion: i64,
    pub(super) article: i64,
    pub(super) outlet: String,
    pub(super) published: Option<Moment>,
    /// Of its words in the article.
    pub(super) address: String,
    /// Of its article, for an attribute; empty where it is not known.
    pub(super) language: String,
    pub(super) content: String,
    pub(super) evidence: Option<Evidence>,
}

/// An instant for machines, where it is one, and for people.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    pub(super) given: Option<String>,
    pub(super) words: String,
}

impl Moment {
    /// Of what an article says of itself.
    pub(super) fn of(published: &str, interface: Interface) -> Moment {
        let words = instant(published, interface);
        // What cannot be told in words was no instant.
        let given = (words != phrase(published)).then(|| published.trim().to_owned());
        Moment { given, words }
    }
}

impl Said {
    /// What a source is to the assertion, for the template.
    pub(super) fn role(&self, link: &ShownLink) -> &'static str {
        match link.role {
            selon_view::LinkRole::Relay => "relay",
            selon_view::LinkRole::Source => "source",
            selon_view::LinkRole::Unknown => "unknown",
        }
    }
}

/// One of them, as it is shown.
pub(super) fn said(
    way: &Way,
    evidence: &BTreeMap<i64, Evidence>,
    assertion: i64,
    article: i64,
    content: &str,
    interface: Interface,
) -> Said {
    let stored = way.articles.get(&article);
    let language = stored.map(|stored| stored.article.language.as_str());
    let evidence = evidence.get(&assertion).cloned();
    Said {
        assertion,
        article,
        outlet: phrase(way.outlet(article)),
        published: way.published(article).map(|published| Moment::of(published, interface)),
        address: address(article, assertion),
        language: language
            .filter(|code| *code != selon_record::Article::UNDETERMINED)
            .unwrap_or_default()
            .into(),
        content: phrase(content),
        evidence,
    }
}
