//! The names and symbols of units in a language.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::{Cldr, provenance};

/// The head of `data/LANG/units.tsv`.
pub(super) fn header(version: &str, language: &str) -> String {
    format!(
        "# Names and symbols of the units of data/units.tsv.\n#\n\
         # unit\tIts CLDR identifier.\n\
         # singular, plural\tIts name in full.\n\
         # symbols\tIts short names and symbols, parted by |, as they are written behind a number.\n\
         # variants\tIts names in full that only some regions of the language have, parted by |.\n\
         {}unit\tsingular\tplural\tsymbols\tvariants\n",
        provenance(version, &format!("cldr-units-full, main/{language}/units.json and its regions"))
    )
}

/// What CLDR has on the units of a language.
pub(super) struct Names {
    long: serde_json::Map<String, Value>,
    short: serde_json::Map<String, Value>,
    narrow: serde_json::Map<String, Value>,
}

/// The names of a unit.
#[derive(Clone, Debug, Default)]
struct Forms {
    singular: String,
    plural: String,
    symbols: Vec<String>,
    feminine: bool,
}

impl Names {
    pub(super) fn read(cldr: &Cldr, language: &str) -> Result<Self> {
        let file = format!("cldr-units-full/main/{language}/units.json");
        let mut units = cldr.read(&file, &format!("/main/{language}/units"))?;
        let mut width = |name| match units[name].take() {
            Value::Object(map) => Ok(map),
            _ => Err(anyhow::anyhow!("{file}: no {name}")),
        };
        Ok(Names { long: width("long")?, short: width("short")?, narrow: width("narrow")? })
    }

    /// The units that CLDR lists, with their categories.
    pub(super) fn listed_units(&self) -> BTreeMap<String, String> {
        let keys = self.long.keys().filter_map(|key| key.split_once('-'));
        let units = keys.filter(|(category, _)| category.chars().all(|c| c.is_ascii_lowercase()));
        units.map(|(category, unit)| (unit.to_owned(), category.to_owned())).collect()
    }

    /// Whether a unit has a name in the language.
    pub(super) fn has(&self, unit: &str) -> bool {
        self.forms(unit).is_some()
    }

    /// The row of a unit, if it has a name in the language, with the names that the language's regions have.
    pub(super) fn row(&self, unit: &str, regions: &[Names]) -> Option<String> {
        let Forms { singular, plural, mut symbols, .. } = self.forms(unit)?;
        symbols.retain(|symbol| *symbol != singular && *symbol != plural);
        symbols.sort();
        symbols.dedup();
        let regional = regions.iter().filter_map(|region| region.forms(unit));
        let variants: BTreeSet<_> = regional.flat_map(|forms| [forms.singular, forms.plural]).collect();
        let variants = variants
            .into_iter()
            .filter(|form| *form != singular && *form != plural && !symbols.contains(form));
        let variants: Vec<_> = variants.collect();
        Some(format!("{unit}\t{singular}\t{plural}\t{}\t{}", symbols.join("|"), variants.join("|")))
    }

    fn forms(&self, unit: &str) -> Option<Forms> {
        self.listed(unit)
            .or_else(|| self.rate(unit))
            .or_else(|| self.power(unit))
            .or_else(|| self.prefixed(unit))
    }

    fn listed(&self, unit: &str) -> Option<Forms> {
        let named = |key: &&String| key.split_once('-').is_some_and(|(_, name)| name == unit);
        let key = self.long.keys().find(named)?;
        let long = &self.long[key];
        let singular = pattern(long, "unitPattern-count-one").or(pattern(long, "unitPattern-count-other"))?;
        let plural = pattern(long, "unitPattern-count-other")?;
        let widths = [&self.short, &self.narrow].into_iter().filter_map(|width| width.get(key));
        let counts = ["unitPattern-count-one", "unitPattern-count-other"];
        let symbols =
            widths.flat_map(|width| counts.iter().filter_map(|count| pattern(width, count))).collect();
        Some(Forms { singular, plural, symbols, feminine: long["gender"] == "feminine" })
    }

    /// « gramme par litre »
    fn rate(&self, unit: &str) -> Option<Forms> {
        let (over, under) = unit.split_once("-per-")?;
        let (over, under) = (self.forms(over)?, self.forms(under)?);
        let per = |width: &serde_json::Map<String, Value>, over: &str, under: &str| {
            let pattern = width.get("per")?["compoundUnitPattern"].as_str()?;
            Some(pattern.replace("{0}", over).replace("{1}", under))
        };
        let mut symbols = Vec::new();
        for over in &over.symbols {
            symbols.extend(under.symbols.iter().filter_map(|under| per(&self.short, over, under)));
        }
        Some(Forms {
            singular: per(&self.long, &over.singular, &under.singular)?,
            plural: per(&self.long, &over.plural, &under.singular)?,
            symbols,
            feminine: over.feminine,
        })
    }

    /// « kilomètre carré »
    fn power(&self, unit: &str) -> Option<Forms> {
        let square = unit.strip_prefix("square-").map(|unit| ("power2", unit));
        let (power, unit) = square.or_else(|| Some(("power3", unit.strip_prefix("cubic-")?)))?;
        let base = self.forms(unit)?;
        let gender = if base.feminine { "gender-feminine-" } else { "" };
        let long = |count: &str, name: &str| {
            let patterns = &self.long[power];
            let pattern = patterns.get(format!("compoundUnitPattern1-{gender}count-{count}"));
            let pattern = pattern.or_else(|| patterns.get(format!("compoundUnitPattern1-count-{count}")))?;
            Some(pattern.as_str()?.replace("{0}", name))
        };
        let short = self.short[power]["compoundUnitPattern1"].as_str()?;
        Some(Forms {
            singular: long("one", &base.singular)?,
            plural: long("other", &base.plural)?,
            symbols: base.symbols.iter().map(|symbol| short.replace("{0}", symbol)).collect(),
            feminine: base.feminine,
        })
    }

    /// « térawattheure ». Where CLDR names only the thousandfold, « kilowattheure », its prefix is taken off.
    fn prefixed(&self, unit: &str) -> Option<Forms> {
        const PREFIXES: [(&str, i32); 13] = [
            ("", 0),
            ("nano", -9),
            ("micro", -6),
            ("milli", -3),
            ("centi", -2),
            ("deci", -1),
            ("deka", 1),
            ("hecto", 2),
            ("mega", 6),
            ("giga", 9),
            ("tera", 12),
            ("peta", 15),
            ("exa", 18),
        ];
        const FURTHER: [(&str, i32); 2] = [("kilo", 3), ("zetta", 21)];
        let prefixes = FURTHER.into_iter().chain(PREFIXES);
        let mut fitting = prefixes.filter_map(|(prefix, power)| Some((unit.strip_prefix(prefix)?, power)));
        fitting.find_map(|(base, power)| {
            let forms = self.listed(base).or_else(|| self.without_kilo(base))?;
            let with = |width: &serde_json::Map<String, Value>, name: &str| match power {
                0 => Some(name.to_owned()),
                _ => Some(
                    width.get(&format!("10p{power}"))?["unitPrefixPattern"].as_str()?.replace("{0}", name),
                ),
            };
            Some(Forms {
                singular: with(&self.long, &forms.singular)?,
                plural: with(&self.long, &forms.plural)?,
                symbols: forms.symbols.iter().filter_map(|symbol| with(&self.short, symbol)).collect(),
                feminine: forms.feminine,
            })
        })
    }

    fn without_kilo(&self, base: &str) -> Option<Forms> {
        let thousand = self.listed(&format!("kilo{base}"))?;
        let without = |width: &serde_json::Map<String, Value>, name: &str| {
            let prefix = width.get("10p3")?["unitPrefixPattern"].as_str()?.replace("{0}", "");
            Some(name.strip_prefix(&prefix)?.to_owned())
        };
        Some(Forms {
            singular: without(&self.long, &thousand.singular)?,
            plural: without(&self.long, &thousand.plural)?,
            symbols: thousand.symbols.iter().filter_map(|symbol| without(&self.short, symbol)).collect(),
            feminine: thousand.feminine,
        })
    }
}

/// The words of a pattern such as `{0} kilomètres` that stand behind the number; `None` where none do, or not only.
fn pattern(patterns: &Value, key: &str) -> Option<String> {
    let words = patterns.get(key)?.as_str()?.strip_prefix("{0}")?;
    let words = words.replace(['\u{a0}', '\u{202f}'], " ").replace('’', "'");
    let words = words.trim();
    (!words.is_empty() && !words.contains(['{', '['])).then(|| words.to_owned())
}

/// The text of a value of CLDR.
pub(super) fn text<'v>(value: &'v Value, key: &str) -> Result<&'v str> {
    value[key].as_str().with_context(|| format!("no {key}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_pattern_gives_its_words() {
        let patterns = json!({"a": "{0}\u{a0}mètres d’eau", "b": "Beaufort {0}", "c": "{0} ri [JP]"});
        assert_eq!(pattern(&patterns, "a").as_deref(), Some("mètres d'eau"));
        assert_eq!(pattern(&patterns, "b"), None);
        assert_eq!(pattern(&patterns, "c"), None);
    }
}
