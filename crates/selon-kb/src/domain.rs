//! Who publishes under an address.

use crate::index::hash;
use crate::layout::{PairRecord, Section};
use crate::{Base, Entry, NameSort};

/// Longer than any domain.
const LONGEST: usize = 253;

impl Base {
    /// The entry whose domain an address is or lies under: `https://www.lemonde.fr/international/` → `outlet:le-monde`.
    /// Of several, that of the longest: `blogs.mediapart.fr` before `mediapart.fr`.
    pub fn domain(&self, address: &str) -> Option<Entry<'_>> {
        let host = host(address)?;
        let index = self.table::<PairRecord>(Section::DomainIndex);
        std::iter::successors(Some(host.as_str()), |rest| rest.split_once('.').map(|(_, parent)| parent))
            .filter(|domain| domain.contains('.'))
            .find_map(|domain| {
                let mut named = index.rows(hash(domain)).filter_map(|row| self.named(row));
                named
                    .find(|(_, name)| name.sort == NameSort::Domain && name.text == domain)
                    .map(|(entry, _)| entry)
            })
    }
}

/// The host of an address, in lower case and without `www.`; `None` where there is none to be on the network.
///
/// ```
/// assert_eq!(selon_kb::host("https://www.lemonde.fr/international/").as_deref(), Some("lemonde.fr"));
/// assert_eq!(selon_kb::host("hier"), None);
/// ```
pub fn host(address: &str) -> Option<String> {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?.trim_end_matches('.');
    let host = host.rsplit('@').next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let plausible = host.len() <= LONGEST
        && host.contains('.')
        && host.split('.').all(|label| !label.is_empty())
        && host.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '-');
    plausible.then(|| host.to_owned())
}
