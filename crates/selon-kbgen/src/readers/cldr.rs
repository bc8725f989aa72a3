//! Names of countries and parts of the world, and what belongs to them, of the Unicode CLDR.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use serde_json::Value;

/// A name of a territory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TerritoryName {
    pub(crate) text: String,
    /// How it differs from the usual one: `short`, `variant`; empty for that.
    pub(crate) form: String,
}

/// What CLDR has of territories.
#[derive(Debug, Default)]
pub(crate) struct Cldr {
    /// By language and code (ISO 3166-1, or the three digits of UN M.49).
    pub(crate) names: BTreeMap<(String, String), Vec<TerritoryName>>,
    /// The territories right under one.
    contains: BTreeMap<String, BTreeSet<String>>,
    /// The official languages of a country.
    pub(crate) languages: BTreeMap<String, BTreeSet<String>>,
    /// The legal tender of a country today.
    pub(crate) currencies: BTreeMap<String, BTreeSet<String>>,
}

fn parsed(bytes: &[u8], path: &str) -> Result<serde_json::Map<String, Value>> {
    let value: Value = serde_json::from_slice(bytes)?;
    let found = value.pointer(path).and_then(Value::as_object);
    Ok(found.with_context(|| format!("there is no {path}"))?.clone())
}

impl Cldr {
    /// Adds the names of a language (`territories.json`).
    pub(crate) fn add_names(&mut self, language: &str, bytes: &[u8]) -> Result<()> {
        let names = parsed(bytes, &format!("/main/{language}/localeDisplayNames/territories"))?;
        for (key, text) in names {
            let (code, form) = key.split_once("-alt-").unwrap_or((&key, ""));
            let text = text.as_str().with_context(|| format!("{key}: no text"))?;
            let names = self.names.entry((language.to_owned(), code.to_owned())).or_default();
            names.push(TerritoryName { text: text.replace('’', "'"), form: form.to_owned() });
        }
        Ok(())
    }

    /// Adds which territories a part of the world has (`territoryContainment.json`).
    pub(crate) fn add_containment(&mut self, bytes: &[u8]) -> Result<()> {
        for (key, parts) in parsed(bytes, "/supplemental/territoryContainment")? {
            // `001-status-grouping`: what contains countries that another part has already.
            if key.contains("status-deprecated") {
                continue;
            }
            let whole = key.split('-').next().unwrap_or(&key).to_owned();
            let parts = parts["_contains"].as_array().with_context(|| format!("{key}: no list"))?;
            let parts = parts.iter().filter_map(Value::as_str).map(str::to_owned);
            self.contains.entry(whole).or_default().extend(parts);
        }
        Ok(())
    }

    /// Adds the official languages (`territoryInfo.json`).
    pub(crate) fn add_languages(&mut self, bytes: &[u8]) -> Result<()> {
        for (country, known) in parsed(bytes, "/supplemental/territoryInfo")? {
            let languages = known["languagePopulation"].as_object().into_iter().flatten();
            let official = languages
                .filter(|(_, of)| {
                    matches!(of["_officialStatus"].as_str(), Some("official" | "de_facto_official"))
                })
                .map(|(language, _)| language.split('_').next().unwrap_or(language).to_owned());
            self.languages.insert(country, official.collect());
        }
        Ok(())
    }

    /// Adds the legal tender (`currencyData.json`).
    pub(crate) fn add_currencies(&mut self, bytes: &[u8]) -> Result<()> {
        for (country, currencies) in parsed(bytes, "/supplemental/currencyData/region")? {
            let rows = currencies.as_array().into_iter().flatten().filter_map(Value::as_object).flatten();
            let today = rows
                .filter(|(_, dates)| {
                    dates.get("_to").is_none() && dates.get("_tender").is_none_or(|t| t != "false")
                })
                .map(|(currency, _)| currency.clone());
            self.currencies.insert(country, today.collect());
        }
        Ok(())
    }

    /// The countries of a part of the world, also through its parts.
    pub(crate) fn countries_of(&self, part: &str) -> BTreeSet<&str> {
        let mut countries = BTreeSet::new();
        let mut open: Vec<&str> = vec![part];
        let mut seen = BTreeSet::new();
        while let Some(code) = open.pop() {
            for inner in self.contains.get(code).into_iter().flatten() {
                if inner.len() == 2 {
                    countries.insert(inner.as_str());
                } else if seen.insert(inner.as_str()) {
                    open.push(inner);
                }
            }
        }
        countries
    }

    /// The codes of UN M.49 of parts of the world that have countries.
    pub(crate) fn parts_of_the_world(&self) -> impl Iterator<Item = &str> {
        let is_part =
            |code: &&String| code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit()) && *code != "001";
        self.contains.keys().filter(is_part).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn territories_have_names_and_countries() {
        let mut cldr = Cldr::default();
        cldr.add_names(
            "fr",
            r#"{"main": {"fr": {"localeDisplayNames": {"territories": {"HK": "R.A.S.", "HK-alt-short": "Hong Kong"}}}}}"#.as_bytes(),
        )
        .unwrap();
        let names = &cldr.names[&("fr".to_owned(), "HK".to_owned())];
        assert_eq!(names[1], TerritoryName { text: "Hong Kong".into(), form: "short".into() });
        cldr.add_containment(
            br#"{"supplemental": {"territoryContainment": {"142": {"_contains": ["143"]}, "143": {"_contains": ["KZ", "142"]}}}}"#,
        )
        .unwrap();
        assert_eq!(cldr.countries_of("142"), BTreeSet::from(["KZ"]));
        assert_eq!(cldr.parts_of_the_world().collect::<Vec<_>>(), ["142", "143"]);
    }

    #[test]
    fn other_json_is_refused() {
        let mut cldr = Cldr::default();
        for bytes in [&b"{"[..], b"{}", b"[]", b"\xff"] {
            assert!(cldr.add_names("fr", bytes).is_err());
            assert!(cldr.add_containment(bytes).is_err());
            assert!(cldr.add_languages(bytes).is_err());
            assert!(cldr.add_currencies(bytes).is_err());
        }
    }
}
