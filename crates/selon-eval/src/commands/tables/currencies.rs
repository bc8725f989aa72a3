//! Currencies and their names.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::forms::text;
use super::{Cldr, provenance};

/// The head of `data/currencies.tsv`.
pub(super) fn header(version: &str) -> String {
    format!(
        "# Currencies.\n#\n\
         # currency\tIts ISO 4217 code.\n\
         # digits\tHow many digits its smaller unit takes: 2 where a hundred cents make one.\n\
         # from, to\tWhen it was first and last legal tender anywhere; no `to`: it still is. Neither: it never was.\n\
         # regions\tWhere it is legal tender: ISO 3166-1 codes, parted by blanks.\n\
         {}currency\tdigits\tfrom\tto\tregions\n",
        provenance(version, "cldr-core, supplemental/currencyData.json")
    )
}

/// The head of `data/LANG/currencies.tsv`.
pub(super) fn names_header(version: &str, language: &str) -> String {
    format!(
        "# Names and symbols of the currencies of data/currencies.tsv.\n#\n\
         # currency\tIts ISO 4217 code.\n\
         # singular, plural\tIts name in full.\n\
         # symbols\tIts symbols where they are its own; `$` alone is many currencies'. Parted by |.\n\
         {}currency\tsingular\tplural\tsymbols\n",
        provenance(version, &format!("cldr-numbers-full, main/{language}/currencies.json"))
    )
}

/// The currencies of CLDR.
pub(super) struct Money {
    fractions: Value,
    tenders: BTreeMap<String, Tender>,
}

/// Where and when a currency was legal tender.
#[derive(Default)]
struct Tender {
    from: Option<String>,
    to: Option<String>,
    regions: BTreeSet<String>,
}

impl Money {
    pub(super) fn read(cldr: &Cldr) -> Result<Self> {
        let data = cldr.read("cldr-core/supplemental/currencyData.json", "/supplemental/currencyData")?;
        let mut tenders: BTreeMap<String, Tender> = BTreeMap::new();
        for (region, currencies) in data["region"].as_object().context("currencyData.json: no region")? {
            let currencies =
                currencies.as_array().into_iter().flatten().filter_map(Value::as_object).flatten();
            for (code, dates) in currencies {
                let tender = tenders.entry(code.clone()).or_default();
                if dates["_tender"] == "false" {
                    continue;
                }
                let from = dates["_from"].as_str().map(str::to_owned);
                tender.from = tender.from.take().into_iter().chain(from).min();
                match dates["_to"].as_str() {
                    None => _ = tender.regions.insert(region.clone()),
                    Some(to) => tender.to = tender.to.take().into_iter().chain([to.to_owned()]).max(),
                }
            }
        }
        Ok(Money { fractions: data["fractions"].clone(), tenders })
    }

    pub(super) fn rows(&self) -> Vec<String> {
        let row = |(code, tender): (&String, &Tender)| {
            let fractions = self.fractions.get(code).unwrap_or(&self.fractions["DEFAULT"]);
            let digits = fractions["_digits"].as_str().unwrap_or("2");
            let to = if tender.regions.is_empty() { tender.to.as_deref() } else { None };
            let regions: Vec<_> = tender.regions.iter().map(String::as_str).collect();
            let from = tender.from.as_deref().unwrap_or_default();
            format!("{code}\t{digits}\t{from}\t{}\t{}", to.unwrap_or_default(), regions.join(" "))
        };
        self.tenders.iter().map(row).collect()
    }

    /// The names in a language.
    pub(super) fn names(&self, cldr: &Cldr, language: &str) -> Result<Vec<String>> {
        let file = format!("cldr-numbers-full/main/{language}/currencies.json");
        let names = cldr.read(&file, &format!("/main/{language}/numbers/currencies"))?;
        let mut owners: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let symbols = |name: &'_ Value| {
            let symbols = ["symbol", "symbol-alt-narrow", "symbol-alt-variant"];
            symbols.iter().filter_map(|key| name[*key].as_str().map(str::to_owned)).collect::<BTreeSet<_>>()
        };
        let names = names.as_object().context("no currencies")?;
        for (code, name) in names {
            for key in ["symbol", "symbol-alt-narrow", "symbol-alt-variant"] {
                if let Some(symbol) = name[key].as_str() {
                    owners.entry(symbol).or_default().insert(code);
                }
            }
        }
        let mut rows = Vec::new();
        for (code, name) in names.iter().filter(|(code, _)| self.tenders.contains_key(*code)) {
            let plural = text(name, "displayName-count-other").with_context(|| code.clone())?;
            let singular = name["displayName-count-one"].as_str().unwrap_or(plural);
            // « zloty (1950–1995) »: nobody writes that.
            if plural.contains(['(', '1']) {
                continue;
            }
            let mut symbols = symbols(name);
            symbols.retain(|symbol| symbol != code && owners[symbol.as_str()].len() == 1);
            let symbols: Vec<_> = symbols.into_iter().collect();
            rows.push(format!("{code}\t{}\t{}\t{}", plain(singular), plain(plural), symbols.join("|")));
        }
        Ok(rows)
    }
}

fn plain(name: &str) -> String {
    name.replace('\u{a0}', " ").replace('’', "'")
}
