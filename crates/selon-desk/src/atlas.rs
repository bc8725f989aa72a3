//! Where places are, and how precisely that is known. A town has its own position in the knowledge base; a region and a country have
//! the middle of where people live in them: of their towns, each counting as much as it has inhabitants. A sea, a continent and
//! what the base does not know have none.

use std::collections::HashMap;

use selon_kb::{Base, Entry};
use serde::Serialize;
use utoipa::ToSchema;

/// How precisely a place is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Precision {
    /// Somewhere in a country.
    Country,
    /// Somewhere in a region of one.
    Region,
    /// A town, a building, a site.
    City,
}

/// A position on earth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Position {
    pub(crate) precision: Precision,
    /// Degrees north (WGS 84).
    pub(crate) latitude: f64,
    /// Degrees east.
    pub(crate) longitude: f64,
}

/// The middles of countries and regions, by identifier of the knowledge base.
#[derive(Debug)]
pub(crate) struct Atlas {
    base: &'static Base,
    middles: HashMap<&'static str, (f64, f64)>,
    regions: HashMap<(&'static str, &'static str), &'static str>,
}

/// Classes of places that have no position of their own to be shown at, also where the base gives them one.
const WIDE: [&str; 5] = ["continent", "world_region", "sea", "river", "border"];

impl Atlas {
    /// Goes once through all towns.
    pub(crate) fn of(base: &'static Base) -> Atlas {
        let mut sums: HashMap<&str, [f64; 3]> = HashMap::new();
        let mut countries: HashMap<&str, &str> = HashMap::new();
        let mut regions = HashMap::new();
        for entry in base.entries() {
            if entry.class() == "country" {
                countries.extend(entry.country().map(|code| (code, entry.id())));
            }
            if let ("region", Some(country)) = (entry.class(), entry.country()) {
                regions.insert((country, entry.name("fr")), entry.id());
            }
        }
        for town in base.entries().filter(|entry| entry.class() == "town") {
            let Some((latitude, longitude)) = town.location() else { continue };
            let people = town.population().unwrap_or(1).max(1) as f64;
            let (north, east) = (latitude.to_radians(), longitude.to_radians());
            let at = [north.cos() * east.cos(), north.cos() * east.sin(), north.sin()];
            let country = town.country().and_then(|code| countries.get(code).copied());
            for place in country.into_iter().chain(within(&town)) {
                let sum = sums.entry(place).or_default();
                for (sum, at) in sum.iter_mut().zip(at) {
                    *sum += people * at;
                }
            }
        }
        let middles = sums
            .into_iter()
            .map(|(id, [x, y, z])| (id, (z.atan2(x.hypot(y)).to_degrees(), y.atan2(x).to_degrees())));
        Atlas { base, middles: middles.collect(), regions }
    }

    /// Where a place is, by its key.
    pub(crate) fn position(&self, key: &str) -> Option<Position> {
        let entry = self.base.entry(key)?;
        let precision = match entry.class() {
            "country" => Precision::Country,
            "region" | "department" => Precision::Region,
            class if WIDE.contains(&class) => return None,
            _ => Precision::City,
        };
        let own = entry.location();
        let region =
            || within(&entry).or_else(|| self.regions.get(&(entry.country()?, entry.name("fr"))).copied());
        let middle = match precision {
            Precision::City => None,
            _ => self.middles.get(entry.id()).or_else(|| self.middles.get(region()?)).copied(),
        };
        let (latitude, longitude) = own.or(middle)?;
        Some(Position { precision, latitude, longitude })
    }

    /// The country of a place, in ISO 3166-1.
    pub(crate) fn country(&self, key: &str) -> Option<&'static str> {
        self.base.entry(key)?.country()
    }

    /// What a place is called in a language, where the base has it.
    pub(crate) fn name(&self, key: &str, language: &str) -> Option<&'static str> {
        self.base.entry(key).map(|entry| entry.name(language)).filter(|name| !name.is_empty())
    }
}

/// The region that a place is in.
fn within<'b>(entry: &Entry<'b>) -> Option<&'b str> {
    entry.facts().find(|fact| fact.property == "within").map(|fact| fact.value)
}

#[cfg(test)]
mod tests {
    use selon_kb::Base;

    use super::{Atlas, Precision};

    #[test]
    fn places_are_where_they_are_known_to_be() {
        let atlas = Atlas::of(Base::built_in());
        let near = |key: &str, precision, latitude: f64, longitude: f64, degrees: f64| {
            let at = atlas.position(key).unwrap_or_else(|| panic!("{key} is nowhere"));
            assert_eq!(at.precision, precision, "{key}");
            let off = (at.latitude - latitude).abs().max((at.longitude - longitude).abs());
            assert!(off < degrees, "{key}: {at:?}");
        };
        near("geonames:1526384", Precision::City, 43.25, 76.93, 0.2);
        near("country:KZ", Precision::Country, 47.0, 70.0, 6.0);
        near("country:FR", Precision::Country, 47.0, 2.5, 2.0);
        // On both sides of the date line.
        near("country:FJ", Precision::Country, -18.0, 178.3, 1.5);
        near("region:KZ.17", Precision::Region, 43.2, 71.8, 1.5);
        for nowhere in ["place:europe", "place:place de la republique", "person:x", "", "country:XX"] {
            assert_eq!(atlas.position(nowhere), None, "{nowhere}");
        }
        assert_eq!(atlas.country("geonames:1526384"), Some("KZ"));
        assert_eq!(atlas.name("country:KZ", "fr"), Some("Kazakhstan"));
    }

    #[test]
    fn most_regions_and_nearly_all_countries_have_a_middle() {
        let base = Base::built_in();
        let atlas = Atlas::of(base);
        let share = |class: &str| {
            let of_class: Vec<_> = base.entries().filter(|entry| entry.class() == class).collect();
            let known = of_class.iter().filter(|entry| atlas.position(entry.id()).is_some()).count();
            known as f64 / of_class.len() as f64
        };
        assert!(share("country") > 0.9, "{}", share("country"));
        // Of the others the base knows no town.
        assert!(share("region") > 0.6, "{}", share("region"));
        assert_eq!(share("sea"), 0.0);
    }
}
