//! What the units measure, and their factors to SI units.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::{Changes, Cldr, provenance};

/// The head of `data/units.tsv`.
pub(super) fn header(version: &str) -> String {
    format!(
        "# Units: what they measure and what they are in SI units.\n#\n\
         # unit\tIts CLDR identifier (Unicode Technical Standard 35, part 6).\n\
         # dimension\tWhat it measures.\n\
         # si\tThe SI unit of that dimension, or what CLDR converts to where SI has none.\n\
         # factor, offset\tA value times the factor plus the offset is the value in the SI unit.\n\
         {}unit\tdimension\tsi\tfactor\toffset\n",
        provenance(version, "cldr-core, supplemental/units.json")
    )
}

/// A product of powers of base units.
type Powers = BTreeMap<String, i32>;

/// How units are converted.
pub(super) struct System {
    prefixes: BTreeMap<String, f64>,
    constants: BTreeMap<String, f64>,
    conversions: BTreeMap<String, Value>,
    /// What each product of base units measures.
    quantities: Vec<(Powers, String)>,
    /// SI units with names of their own, such as the joule.
    named: Vec<(Powers, String)>,
}

/// A unit in base units.
struct Measure {
    factor: f64,
    offset: f64,
    powers: Powers,
}

impl System {
    pub(super) fn read(cldr: &Cldr) -> Result<Self> {
        let all = cldr.read("cldr-core/supplemental/units.json", "/supplemental")?;
        let mut system = System {
            prefixes: BTreeMap::new(),
            constants: BTreeMap::new(),
            conversions: map(&all, "convertUnits")?,
            quantities: Vec::new(),
            named: Vec::new(),
        };
        for (prefix, value) in map(&all, "unitPrefixes")? {
            let power = |key| value[key].as_str().and_then(|power| power.parse::<i32>().ok());
            let value = power("_power10").map(|p| 10f64.powi(p)).or(power("_power2").map(|p| 2f64.powi(p)));
            system.prefixes.insert(prefix, value.context("a prefix without a power")?);
        }
        // A constant may need one that stands behind it.
        let mut left = map(&all, "unitConstants")?;
        for _ in 0..left.len() {
            left.retain(|name, value| match system.value(value["_value"].as_str().unwrap_or_default()) {
                Some(value) => {
                    system.constants.insert(name.clone(), value);
                    false
                }
                None => true,
            });
        }
        for (base, quantity) in map(&all, "unitQuantities")? {
            let name = quantity["_quantity"].as_str().unwrap_or_default().to_owned();
            system.quantities.push((system.measure(&base)?.powers, name));
        }
        for (unit, conversion) in &system.conversions {
            let base = conversion["_baseUnit"].as_str().unwrap_or_default();
            let is_si = conversion["_systems"].as_array().is_some_and(|s| s.contains(&"si".into()));
            if is_si && conversion.get("_factor").is_none() && conversion.get("_offset").is_none() {
                system.named.push((system.measure(base)?.powers, unit.clone()));
            }
        }
        Ok(system)
    }

    /// The row of a unit.
    pub(super) fn row(&self, unit: &str, category: &str, changes: &Changes) -> Result<String> {
        let Measure { factor, offset, powers } = self.measure(unit)?;
        let quantities = self.quantities.iter().filter(|(of, _)| *of == powers);
        let quantities: Vec<&str> = quantities.map(|(_, name)| name.as_str()).collect();
        let dimension = match changes.added.get(unit).copied().unwrap_or_default() {
            // In SI units a torque is an energy, and the litres a car takes per kilometre are an area.
            "" if category == "torque" || quantities.contains(&category) => category,
            "" => quantities.last().copied().unwrap_or(category),
            given => given,
        };
        let dimension = match dimension {
            "" => anyhow::bail!("{unit}: CLDR has no name for what it measures"),
            "digital" => "data",
            "year-duration" => "duration",
            name => name,
        };
        let mut named = self.named.iter().filter(|(of, _)| *of == powers).map(|(_, name)| name);
        let si = match (named.next(), named.next()) {
            (Some(name), None) if category != "torque" => name.clone(),
            _ => written(&powers),
        };
        Ok(format!("{unit}\t{dimension}\t{si}\t{}\t{}", rounded(factor), rounded(offset)))
    }

    /// A unit as a product of base units.
    fn measure(&self, unit: &str) -> Result<Measure> {
        let mut whole = Measure { factor: 1.0, offset: 0.0, powers: Powers::new() };
        let (over, under) = match unit.strip_prefix("per-") {
            Some(under) => ("", under),
            None => unit.split_once("-per-").unwrap_or((unit, "")),
        };
        for (part, sign) in [(over, 1), (under, -1)] {
            let mut rest = part;
            while !rest.is_empty() {
                rest = self.factor(rest, sign, &mut whole).with_context(|| format!("{unit}: {rest}"))?;
            }
        }
        whole.powers.retain(|_, power| *power != 0);
        Ok(whole)
    }

    /// Takes the first factor of a product into the whole; what is left of the product.
    fn factor<'u>(&self, product: &'u str, sign: i32, whole: &mut Measure) -> Option<&'u str> {
        let powers = [("square-", 2), ("cubic-", 3), ("pow4-", 4)];
        let power = powers.into_iter().find_map(|(word, n)| Some((product.strip_prefix(word)?, n)));
        let (name, power) = power.unwrap_or((product, 1));
        let power = power * sign;
        let first = name.split('-').next().unwrap_or_default();
        if let Ok(number) = first.parse::<f64>() {
            whole.factor *= number.powi(power);
            return Some(name[first.len()..].trim_start_matches('-'));
        }
        let simple = |name: &str| {
            let ends = name.match_indices('-').map(|(at, _)| at).chain([name.len()]);
            ends.rev().find(|&end| self.conversions.contains_key(&name[..end]))
        };
        let prefixed = || {
            let prefixes = self.prefixes.iter();
            let mut fitting =
                prefixes.filter_map(|(p, value)| Some((name.strip_prefix(p.as_str())?, *value)));
            fitting.find_map(|(name, value)| Some((name, value, simple(name)?)))
        };
        let (name, prefix, end) = simple(name).map(|end| (name, 1.0, end)).or_else(prefixed)?;
        let conversion = &self.conversions[&name[..end]];
        let factor = conversion.get("_factor").map_or(Some(1.0), |text| self.value(text.as_str()?))?;
        whole.factor *= (prefix * factor).powi(power);
        whole.offset = conversion.get("_offset").map_or(Some(0.0), |text| self.value(text.as_str()?))?;
        let base = conversion["_baseUnit"].as_str()?;
        if base == &name[..end] {
            *whole.powers.entry(base.to_owned()).or_default() += power;
        } else {
            for (unit, n) in self.measure(base).ok()?.powers {
                *whole.powers.entry(unit).or_default() += n * power;
            }
        }
        Some(name[end..].trim_start_matches('-'))
    }

    /// The value of an expression such as `ft_to_m*66/2*PI`, where all behind `/` divides.
    fn value(&self, expression: &str) -> Option<f64> {
        let (over, under) = expression.split_once('/').unwrap_or((expression, "1"));
        let product = |factors: &str| {
            let value = |factor: &str| factor.parse().ok().or_else(|| self.constants.get(factor).copied());
            factors.split('*').map(|factor| value(factor.trim())).product::<Option<f64>>()
        };
        Some(product(over)? / product(under)?)
    }
}

fn map(all: &Value, key: &str) -> Result<BTreeMap<String, Value>> {
    let map = all[key].as_object().with_context(|| format!("units.json: no {key}"))?;
    Ok(map.iter().map(|(key, value)| (key.clone(), value.clone())).collect())
}

/// A product of powers as an identifier of CLDR.
fn written(powers: &Powers) -> String {
    let part = |sign: i32| {
        let factors = powers.iter().filter(|(_, power)| **power * sign > 0);
        let factors = factors.map(|(unit, power)| match power.abs() {
            1 => unit.clone(),
            2 => format!("square-{unit}"),
            3 => format!("cubic-{unit}"),
            n => format!("pow{n}-{unit}"),
        });
        factors.collect::<Vec<_>>().join("-")
    };
    match (part(1), part(-1)) {
        (over, under) if under.is_empty() => over,
        (over, under) if over.is_empty() => format!("per-{under}"),
        (over, under) => format!("{over}-per-{under}"),
    }
}

/// A number to twelve digits: what is behind them comes from the arithmetic.
fn rounded(number: f64) -> f64 {
    format!("{number:.11e}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_written_as_cldr_writes_them() {
        let powers = |parts: &[(&str, i32)]| parts.iter().map(|(u, n)| ((*u).to_owned(), *n)).collect();
        assert_eq!(written(&powers(&[("meter", 1), ("second", -2)])), "meter-per-square-second");
        assert_eq!(written(&powers(&[("second", -1)])), "per-second");
    }

    #[test]
    fn what_the_arithmetic_leaves_behind_is_rounded_away() {
        assert_eq!(rounded(0.30480000000000007), 0.3048);
    }
}
