//! Units and currencies of `data/units.tsv` and `data/currencies.tsv`: what they measure, and what they are in SI units.

use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt as _};
use selon_record::Dimension;

use crate::table::{TableError, rows};

/// A unit of physics.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unit {
    pub(super) dimension: Dimension,
    /// The SI unit that measures the same.
    pub(super) si: &'static str,
    factor: f64,
    offset: f64,
}

impl Unit {
    /// A value in the SI unit: 20 °C is 293.15 K.
    pub(super) fn to_si(&self, value: f64) -> f64 {
        tidy(value * self.factor + self.offset)
    }

    /// How many of another unit one of this is; `None` where they measure different things, or one of them has not its zero
    /// where the other has (°C and °F).
    pub(super) fn in_units_of(&self, other: &Unit) -> Option<f64> {
        let same = self.si == other.si && self.dimension == other.dimension;
        (same && self.offset == other.offset).then(|| tidy(self.factor / other.factor))
    }
}

/// A number to twelve digits: what is behind them comes from the arithmetic (0.1 + 0.2).
pub(super) fn tidy(number: f64) -> f64 {
    let rounded = format!("{number:.11e}").parse();
    rounded.unwrap_or(number)
}

/// The unit of an identifier.
pub(super) fn of(unit: &str) -> Option<&'static Unit> {
    UNITS.get(unit)
}

/// Whether a name is that of a currency: an ISO 4217 code.
pub(super) fn digits_of_currency(currency: &str) -> Option<i32> {
    CURRENCIES.get(currency).copied()
}

static UNITS: LazyLock<HashMap<&'static str, Unit>> = LazyLock::new(|| {
    units(include_str!("../../../../data/units.tsv")).expect("data/units.tsv is read by its test")
});

static CURRENCIES: LazyLock<HashMap<&'static str, i32>> = LazyLock::new(|| {
    let table = include_str!("../../../../data/currencies.tsv");
    let digits = |(_, row): (usize, &'static str)| {
        let mut cells = row.split('\t');
        Some((cells.next()?, cells.next()?.parse().ok()?))
    };
    rows(table).filter_map(digits).collect()
});

fn units(table: &'static str) -> Result<HashMap<&'static str, Unit>, TableError> {
    let mut units = HashMap::new();
    for (line, row) in rows(table) {
        let error = |reason: &str| TableError { table: "units", line, reason: reason.to_owned() };
        let [unit, dimension, si, factor, offset] = row.split('\t').collect::<Vec<_>>()[..] else {
            return Err(error("not five columns"));
        };
        let dimension = serde_json::from_value(dimension.into()).map_err(|e| error(&e.to_string()))?;
        let number = |text: &str| text.parse().map_err(|_| error("not a number"));
        units.insert(unit, Unit { dimension, si, factor: number(factor)?, offset: number(offset)? });
    }
    Ok(units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_in_the_program_can_be_read() {
        assert_eq!(of("meter").map(|unit| &unit.dimension), Some(&Dimension::Length));
        assert_eq!(of("kilowatt-hour").map(|unit| unit.si), Some("joule"));
        assert_eq!((digits_of_currency("EUR"), digits_of_currency("JPY")), (Some(2), Some(0)));
        assert_eq!(digits_of_currency("dollar"), None);
    }

    #[test]
    fn units_of_one_dimension_convert() {
        let factor = |from, to| of(from).zip(of(to)).and_then(|(from, to)| from.in_units_of(to));
        assert_eq!(factor("foot", "inch"), Some(12.0));
        assert_eq!(factor("foot", "kilogram"), None);
        assert_eq!(factor("celsius", "fahrenheit"), None);
        assert_eq!(of("celsius").map(|unit| unit.to_si(20.0)), Some(293.15));
    }
}
