//! The tables of units and currencies as rules of a grammar: a row says which words make which category.
//!
//! `measure_unit` is a unit of physics, `measure_letter` one of a single letter, `time_unit` one of time; `currency_name` stands
//! behind its number, `currency_symbol` before it too, `cents` are a smaller unit of money.

use foldhash::{HashMap, HashMapExt as _};

use super::units;
use crate::grammar::Entry;
use crate::grammar::Value;
use crate::table::rows;
use selon_record::Dimension;

/// The tables of a language.
struct Tables {
    units: &'static str,
    units_more: &'static str,
    currencies: &'static str,
    currencies_more: &'static str,
}

macro_rules! tables {
    ($language:literal) => {
        Tables {
            units: include_str!(concat!("../../../../data/", $language, "/units.tsv")),
            units_more: include_str!(concat!("../../../../data/", $language, "/units_more.tsv")),
            currencies: include_str!(concat!("../../../../data/", $language, "/currencies.tsv")),
            currencies_more: include_str!(concat!("../../../../data/", $language, "/currencies_more.tsv")),
        }
    };
}

/// What a table written by hand says of words that are none here: they are taken out of those that CLDR gives.
const NONE: &str = "-";

/// The rules that the tables of a language make; none for a language without tables.
pub(crate) fn entries(language: &str) -> Vec<Entry> {
    let tables = match language {
        "fr" => tables!("fr"),
        "en" => tables!("en"),
        _ => return Vec::new(),
    };
    tables.units().into_iter().chain(tables.currencies()).collect()
}

impl Tables {
    /// What is written by hand wins: it says which of two units a symbol is.
    fn units(&self) -> Vec<Entry> {
        let mut forms: HashMap<String, (&'static str, &'static str)> = HashMap::new();
        // Regional names come first: where a name is another unit for the whole language, that wins.
        let regional = cells(self.units)
            .filter_map(|cells| Some((*cells.first()?, cells.into_iter().skip(4).collect())));
        let general = cells(self.units)
            .filter_map(|cells| Some((*cells.first()?, cells.into_iter().skip(1).take(3).collect())));
        for (unit, names) in regional.chain(general) {
            let names: Vec<&'static str> = names;
            for form in names.into_iter().flat_map(|cell| cell.split('|')).filter(|form| !is_letter(form)) {
                forms.insert(form.to_lowercase(), (form, unit));
            }
        }
        for cells in cells(self.units_more) {
            let [unit, names, ..] = cells[..] else { continue };
            forms.extend(names.split('|').map(|form| (form.to_lowercase(), (form, unit))));
        }
        let category = |form: &str, unit: &str| match units::of(unit)?.dimension {
            Dimension::Other(ref name) if name == "duration" => Some("time_unit"),
            _ if is_letter(form) => Some("measure_letter"),
            _ => Some("measure_unit"),
        };
        let entry = |(form, unit): (&'static str, &'static str)| {
            (!form.is_empty()).then_some((category(form, unit)?, form, Value::Text(unit)))
        };
        sorted(forms.into_values().filter_map(entry).collect())
    }

    fn currencies(&self) -> Vec<Entry> {
        let mut forms: HashMap<String, (&'static str, &'static str, &'static str)> = HashMap::new();
        for cells in cells(self.currencies) {
            let [code, singular, plural, symbols] = cells[..] else { continue };
            forms.insert(code.to_lowercase(), ("currency_symbol", code, code));
            for form in [singular, plural] {
                forms.insert(form.to_lowercase(), ("currency_name", form, code));
            }
            for form in symbols.split('|').filter(|form| !is_letter(form)) {
                forms.insert(form.to_lowercase(), ("currency_symbol", form, code));
            }
        }
        let mut by_hand = Vec::new();
        for cells in cells(self.currencies_more) {
            let [kind, currency, names, ..] = cells[..] else { continue };
            let kind = match kind {
                "currency" => "currency_name",
                "symbol" => "currency_symbol",
                kind => kind,
            };
            for form in names.split('|') {
                forms.remove(&form.to_lowercase());
                by_hand.push((kind, form, currency));
            }
        }
        let entry = |(kind, form, currency): (&'static str, &'static str, &'static str)| {
            (!form.is_empty() && currency != NONE).then_some((kind, form, Value::Text(currency)))
        };
        sorted(forms.into_values().chain(by_hand).filter_map(entry).collect())
    }
}

/// A letter alone is too much else; those that are meant are written by hand.
fn is_letter(form: &str) -> bool {
    let mut letters = form.chars();
    letters.next().is_none_or(char::is_alphabetic) && letters.next().is_none()
}

/// In an order that does not change from run to run.
fn sorted(mut entries: Vec<Entry>) -> Vec<Entry> {
    entries.sort_unstable_by_key(|(category, form, _)| (*category, *form));
    entries
}

fn cells(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    rows(table).map(|(_, row)| row.split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(language: &str, form: &str) -> Vec<(&'static str, Value)> {
        let entries = entries(language).into_iter();
        entries.filter(|(_, words, _)| *words == form).map(|(category, _, value)| (category, value)).collect()
    }

    #[test]
    fn names_of_units_and_currencies_are_rules() {
        assert_eq!(find("fr", "kilomètres carrés"), [("measure_unit", Value::Text("square-kilometer"))]);
        assert_eq!(find("fr", "ans"), [("time_unit", Value::Text("year"))]);
        assert_eq!(find("en", "Canadian dollars"), [("currency_name", Value::Text("CAD"))]);
        assert_eq!(find("fr", "EUR"), [("currency_symbol", Value::Text("EUR"))]);
    }

    #[test]
    fn a_word_of_many_currencies_stays_that_word() {
        assert_eq!(find("fr", "dollars"), [("currency_name", Value::Text("dollar"))]);
        assert_eq!(find("en", "$"), [("currency_symbol", Value::Text("dollar"))]);
    }

    #[test]
    fn tables_by_hand_name_units_and_currencies_that_are_there() {
        for table in [tables!("fr"), tables!("en")] {
            for cells in cells(table.units_more) {
                assert!(cells.len() == 2 && (cells[0] == NONE || units::of(cells[0]).is_some()), "{cells:?}");
            }
            for cells in cells(table.currencies_more) {
                let kinds = ["currency", "symbol", "cents", NONE];
                assert!((3..=4).contains(&cells.len()) && kinds.contains(&cells[0]), "{cells:?}");
                let is_code = |name: &str| units::digits_of_currency(name).is_some();
                let is_known =
                    |name: &str| is_code(name) || name.chars().all(|c| c.is_ascii_lowercase() || c == '-');
                assert!(is_known(cells[1]) || cells[1] == "BTC" || cells[1] == "ETH", "{cells:?}");
                let may_be = cells.get(3).into_iter().flat_map(|codes| codes.split(' '));
                may_be.filter(|code| !code.is_empty()).for_each(|code| assert!(is_code(code), "{cells:?}"));
            }
        }
    }
}
