//! Zones by their cities and names: exemplar cities and metazones of CLDR.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::{Cldr, provenance};

/// The rows of a language: name, category, zone.
///
/// # Errors
/// When a file of CLDR is missing or not as expected.
pub(super) fn rows(cldr: &Cldr<'_>, language: &str) -> Result<Vec<String>> {
    let file = format!("cldr-dates-full/main/{language}/timeZoneNames.json");
    let names = cldr.read(&file, &format!("/main/{language}/dates/timeZoneNames"))?;
    let mut found = BTreeMap::new();
    for zone in zones(cldr)? {
        let own = zone.split('/').fold(&names["zone"], |at, part| &at[part]);
        let city = own["exemplarCity"].as_str().map(str::to_owned);
        let city = city.unwrap_or_else(|| zone.rsplit('/').next().unwrap_or(&zone).replace('_', " "));
        found.entry((plain(&city), "zone_place")).or_insert(zone);
    }
    for (metazone, zone) in golden(cldr)? {
        let own = &names["metazone"][&metazone]["long"];
        for (sort, zone) in meanings(&zone) {
            if let Some(name) = own[sort].as_str() {
                found.entry((plain(name), "zone")).or_insert(zone);
            }
        }
    }
    let rows = found.into_iter().map(|((name, category), zone)| format!("{name}\t{category}\t{zone}"));
    Ok(rows.collect())
}

/// The header of the table of a language.
pub(super) fn header(version: &str) -> String {
    let from = provenance(version, "cldr-core, cldr-dates-full");
    format!(
        "# Cities and regions whose time a time of day can be told in. The columns are those of zones.tsv beside it.\n{from}\
         name\tcategory\tzone\n"
    )
}

/// In lower case, with straight apostrophes, as grammars write words.
fn plain(name: &str) -> String {
    name.to_lowercase().replace(['’', 'ʼ'], "'").replace('\u{a0}', " ")
}

/// Every zone that is a place and that the database knows.
fn zones(cldr: &Cldr<'_>) -> Result<Vec<String>> {
    fn collect(at: &Value, name: &str, found: &mut Vec<String>) {
        match at {
            Value::Object(parts) => {
                for (part, below) in parts {
                    let name = if name.is_empty() { part.clone() } else { format!("{name}/{part}") };
                    collect(below, &name, found);
                }
            }
            _ => found.push(name.to_owned()),
        }
    }
    let tree =
        cldr.read("cldr-core/supplemental/metaZones.json", "/supplemental/metaZones/metazoneInfo/timezone")?;
    let mut found = Vec::new();
    collect(&tree, "", &mut found);
    found.retain(|name| name.contains('/') && !name.starts_with("Etc/") && TimeZone::get(name).is_ok());
    Ok(found)
}

/// The zone that stands for each metazone.
fn golden(cldr: &Cldr<'_>) -> Result<Vec<(String, String)>> {
    let zones = cldr.read("cldr-core/supplemental/metaZones.json", "/supplemental/metaZones/metazones")?;
    let zones = zones.as_array().context("metaZones.json: metazones is no list")?;
    let of = |zone: &Value| {
        let zone = &zone["mapZone"];
        let text = |key: &str| zone[key].as_str().map(str::to_owned);
        (zone["_territory"] == "001").then_some((text("_other")?, text("_type")?))
    };
    Ok(zones.iter().filter_map(of).filter(|(_, zone)| TimeZone::get(zone).is_ok()).collect())
}

/// What the sorts of a zone's names mean: the zone, or its offset in winter or summer.
fn meanings(zone: &str) -> Vec<(&'static str, String)> {
    let Ok(known) = TimeZone::get(zone) else { return Vec::new() };
    let seasons = ["2024-01-15T12:00Z", "2024-07-15T12:00Z"].map(|moment| moment.parse::<Timestamp>());
    let mut found = vec![("generic", zone.to_owned())];
    for info in seasons.iter().flatten().map(|&moment| known.to_offset_info(moment)) {
        let seconds = info.offset().seconds();
        let (sign, size) = if seconds < 0 { ('-', -seconds) } else { ('+', seconds) };
        let offset = format!("{sign}{:02}:{:02}", size / 3600, size / 60 % 60);
        found.push((if info.dst().is_dst() { "daylight" } else { "standard" }, offset));
    }
    found
}
