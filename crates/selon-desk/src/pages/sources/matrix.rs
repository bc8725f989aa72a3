//! Who relies on whom as a table: rows rely on columns.

use std::collections::BTreeMap;

use selon_ledger::query::{Reliance, RelianceKind};
use selon_view::{Interface, phrase};

use super::words;
use crate::pages::key_in_query;

/// Rows and columns at most.
const MOST: usize = 25;

/// The table, and what it has no room for.
#[derive(Default)]
pub(super) struct Matrix {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Row>,
    pub(super) rest: Vec<Cell>,
    /// How many more there are.
    pub(super) more: usize,
}

/// One that relies on others.
pub(super) struct Row {
    pub(super) name: String,
    pub(super) address: String,
    /// One for each column.
    pub(super) cells: Vec<Option<Cell>>,
}

/// How one relies on another.
pub(super) struct Cell {
    pub(super) who: String,
    pub(super) on: String,
    pub(super) count: u32,
    /// « 3 crédits, 1 citation »
    pub(super) how: String,
    pub(super) address: String,
}

/// Rows of the list beside the table.
const MOST_REST: usize = 200;

impl Matrix {
    pub(super) fn of(reliances: &[Reliance], interface: Interface) -> Matrix {
        let mut pairs: BTreeMap<(&str, &str), Vec<&Reliance>> = BTreeMap::new();
        let (mut relying, mut relied_on) = (BTreeMap::new(), BTreeMap::new());
        let mut names: BTreeMap<&str, &str> = BTreeMap::new();
        for reliance in reliances {
            let (who, on) = (&*reliance.voice, &*reliance.on_voice);
            pairs.entry((who, on)).or_default().push(reliance);
            *relying.entry(who).or_insert(0u64) += u64::from(reliance.articles);
            *relied_on.entry(on).or_insert(0u64) += u64::from(reliance.articles);
            names.entry(who).or_insert(&reliance.name);
            names.entry(on).or_insert(&reliance.on);
        }
        let first = |counts: BTreeMap<&'_ str, u64>| {
            let mut keys: Vec<(u64, &str)> = counts.into_iter().map(|(key, count)| (count, key)).collect();
            keys.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
            keys.into_iter().take(MOST).map(|(_, key)| key.to_owned()).collect::<Vec<_>>()
        };
        let (who, on) = (first(relying), first(relied_on));
        let cell = |pair: (&str, &str), reliances: &[&Reliance]| Cell {
            who: phrase(names[pair.0]),
            on: phrase(names[pair.1]),
            count: reliances.iter().map(|reliance| reliance.articles).sum(),
            how: how(reliances, interface),
            address: format!("/sources?outlet={}&on={}#relying", key_in_query(pair.0), key_in_query(pair.1)),
        };
        let row = |who: &String| Row {
            name: phrase(names[&**who]),
            address: format!("/sources?outlet={}", key_in_query(who)),
            cells: on
                .iter()
                .map(|on| pairs.get(&(&**who, &**on)).map(|reliances| cell((who, on), reliances)))
                .collect(),
        };
        let is_shown =
            |pair: &(&str, &str)| who.iter().any(|key| key == pair.0) && on.iter().any(|key| key == pair.1);
        let mut rest: Vec<Cell> = pairs
            .iter()
            .filter(|(pair, _)| !is_shown(pair))
            .map(|(pair, reliances)| cell(*pair, reliances))
            .collect();
        rest.sort_by_key(|cell| std::cmp::Reverse(cell.count));
        let more = rest.len().saturating_sub(MOST_REST);
        rest.truncate(MOST_REST);
        Matrix {
            columns: on.iter().map(|key| phrase(names[&**key])).collect(),
            rows: who.iter().map(row).collect(),
            rest,
            more,
        }
    }
}

fn how(reliances: &[&Reliance], interface: Interface) -> String {
    let each = reliances.iter().map(|reliance| words::kinds(reliance.kind, reliance.articles, interface));
    each.collect::<Vec<_>>().join(", ")
}

/// What a kind of reliance is called, for one article.
pub(super) fn kind(kind: RelianceKind, interface: Interface) -> &'static str {
    words::kind(kind).text(interface)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reliance(who: usize, on: usize, kind: RelianceKind, articles: u32) -> Reliance {
        Reliance {
            voice: format!("w{who}"),
            name: format!("W {who}"),
            on_voice: format!("o{on}"),
            on: format!("O {on}"),
            kind,
            articles,
        }
    }

    #[test]
    fn kinds_of_one_pair_are_one_cell() {
        let matrix = Matrix::of(
            &[reliance(1, 1, RelianceKind::Credit, 3), reliance(1, 1, RelianceKind::Copy, 1)],
            Interface::French,
        );
        assert_eq!((matrix.columns.len(), matrix.rows.len(), matrix.rest.len()), (1, 1, 0));
        let cell = matrix.rows[0].cells[0].as_ref().unwrap();
        assert_eq!((cell.count, &*cell.how), (4, "3 crédits, 1 reprise"));
        assert_eq!(cell.address, "/sources?outlet=w1&on=o1#relying");
    }

    #[test]
    fn what_has_no_room_is_listed() {
        let many: Vec<Reliance> = (0..400).map(|n| reliance(n, n, RelianceKind::Citation, 1)).collect();
        let matrix = Matrix::of(&many, Interface::English);
        assert_eq!((matrix.columns.len(), matrix.rows.len()), (MOST, MOST));
        assert_eq!((matrix.rest.len(), matrix.more), (200, 175));
    }
}
