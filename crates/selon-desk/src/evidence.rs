//! Where the words of assertions stand: their context, and the address that leads to it.

use std::collections::BTreeMap;

use selon_ledger::{ArticleId, AssertionId, Error, Ledger};
use selon_view::Interface;
use selon_view::html::{Evidence, evidence};

/// Assertions of a page that are looked up in their articles; of more the article alone is known.
const IN_CONTEXT: usize = 60;

/// The first of these assertions by their articles: the number of each, and its name in the reading.
pub(crate) fn by_article(
    ledger: &Ledger,
    assertions: impl Iterator<Item = AssertionId>,
) -> Result<BTreeMap<ArticleId, Vec<(i64, String)>>, Error> {
    let mut names: BTreeMap<ArticleId, Vec<(i64, String)>> = BTreeMap::new();
    for id in assertions.take(IN_CONTEXT) {
        if let Some(stored) = ledger.assertion(id)? {
            names.entry(stored.article).or_default().push((id.0, stored.name));
        }
    }
    Ok(names)
}

/// The evidence of assertions, by their numbers.
pub(crate) fn evidence_of(
    ledger: &Ledger,
    assertions: impl Iterator<Item = AssertionId>,
    interface: Interface,
) -> Result<BTreeMap<i64, Evidence>, Error> {
    let mut found = BTreeMap::new();
    for (article, names) in by_article(ledger, assertions)? {
        let Some(reading) = ledger.reading(article)? else { continue };
        let ids: Vec<&str> = names.iter().map(|(_, name)| &**name).collect();
        let of_article = evidence(&reading, &ids, interface);
        found.extend(names.iter().zip(of_article).filter_map(|((id, _), one)| Some((*id, one?))));
    }
    Ok(found)
}

/// Of an assertion's words in its article: the article's page knows in which of its parts they are, and where.
pub(crate) fn address(article: i64, assertion: i64) -> String {
    format!("/articles/{article}?assertion={assertion}")
}
