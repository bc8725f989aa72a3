//! Edges: what makes one article depend on another, with its reason and the words that show it.

use std::cmp::Ordering;

use selon_record::CodePointSpan;
use serde::{Deserialize, Serialize};

/// What an edge ties: an article, or an outlet of which the claim has no article.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Node {
    /// An article, by its number.
    Article(i64),
    /// An outlet that articles credit or cite, by the name it is tied by.
    Outlet(String),
}

/// One thing that makes `from` depend on `to`, or that both depend on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Edge {
    /// Who has it from the other. Where that is not known, the later one.
    pub from: Node,
    /// Whom it is from.
    pub to: Node,
    /// How.
    pub kind: EdgeKind,
    /// Whether it is proven; what is not is suspected.
    pub proven: bool,
    /// Whether it joins the two in the counting. The same owner does not, nor does what a user took out.
    pub joins: bool,
    /// Why it is drawn.
    pub reason: Reason,
    /// The words that show it.
    pub evidence: Vec<Evidence>,
}

/// How an article depends on another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EdgeKind {
    /// It has its words.
    Copies,
    /// It says that its words are the other's: « avec AFP ».
    Credits,
    /// It gives the claim on the other's word: « rapporte Le Monde ».
    Cites,
    /// One outlet published both.
    SameOutlet,
    /// One mouth said it to both, or may have.
    SameSource,
    /// It names nobody, so it may have it from the other.
    Unsourced,
    /// One owner has both outlets. Shown; it joins nothing.
    SameOwner,
    /// A user tied them.
    User,
}

/// Why an edge is drawn. What is shown to people is worded where it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "code")]
pub enum Reason {
    /// A copied passage holds the assertion on both sides.
    PassageHoldsAssertion,
    /// The articles are the same but for a few words.
    NearIdentical,
    /// They share a copied passage, which does not hold the assertion.
    PassageElsewhere,
    /// One article is the agency's own: it signs alone.
    AgencyArticle {
        /// The agency.
        agency: String,
    },
    /// It is made with the agency's words, and nothing says which those are.
    MadeWithAgency {
        /// The agency.
        agency: String,
    },
    /// It is made with the agency's words, and the assertion is in words that others print with the same credit.
    MadeWithAgencyAndCopied {
        /// The agency.
        agency: String,
    },
    /// The assertion itself is on the outlet's word.
    OnItsWord {
        /// The outlet.
        outlet: String,
    },
    /// A sentence of the assertion names the outlet beside a word of reporting, and no source was found.
    NamedBeside {
        /// The outlet.
        outlet: String,
    },
    /// The name may be this outlet's, or another's.
    NameOfSeveral {
        /// The name.
        name: String,
    },
    /// As one of the others, but what it says besides has a source of its own.
    WithAnotherSource {
        /// That source.
        source: String,
    },
    /// One outlet published both.
    OneOutlet {
        /// The outlet.
        outlet: String,
    },
    /// The same source, known by its identifier or its full name.
    OneSource {
        /// The source.
        source: String,
    },
    /// Sources of one name, which others may have too.
    SourcesOfOneName {
        /// The name.
        source: String,
    },
    /// One source speaks for the body of the other, or may.
    SourcesOfOneBody {
        /// The source of `from`.
        source: String,
        /// That of `to`.
        other: String,
    },
    /// Nothing shows that the sources are two.
    NotShownDifferent {
        /// The source of `from`.
        source: String,
        /// That of `to`.
        other: String,
    },
    /// The article names no source.
    NoSource,
    /// One owner.
    OneOwner {
        /// The owner.
        owner: String,
    },
    /// A user's decision.
    User {
        /// The number of the edit.
        edit: i64,
    },
}

/// Words that show something.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Evidence {
    /// In which article.
    pub article: i64,
    /// In which part of it.
    pub part: selon_record::CreditPart,
    /// Where, in code points.
    pub span: CodePointSpan,
}

impl Edge {
    /// One order of the edges, whatever the order in which they were found.
    pub(crate) fn order(&self, other: &Self) -> Ordering {
        let key = |edge: &Self| (edge.from.clone(), edge.to.clone(), edge.kind, !edge.proven);
        key(self).cmp(&key(other))
    }
}

impl Evidence {
    /// Words of an article's text.
    pub(crate) fn of(article: i64, spans: &[CodePointSpan]) -> impl Iterator<Item = Evidence> {
        spans.iter().map(move |&span| Evidence { article, part: selon_record::CreditPart::Text, span })
    }
}
