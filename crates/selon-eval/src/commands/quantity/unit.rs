//! Names of units: what a set or a peer calls a unit, and what Selon calls it.

use anyhow::{Context as _, Result, bail, ensure};

use super::case::Task;

/// The names of sets and peers: see the head of the file.
const NAMES: &str = include_str!("../../../data/unit_names.tsv");
/// What units are in SI units: see the head of the file.
const UNITS: &str = include_str!("../../../../../data/units.tsv");

/// A unit by the name that records give it: CLDR's, an ISO 4217 code, or a currency's word that stands for several.
pub(crate) type Unit = String;

/// The tables.
#[derive(Clone, Debug)]
pub(crate) struct Units {
    names: Vec<Name>,
    conversions: Vec<Conversion>,
}

/// What a set or peer calls a unit.
#[derive(Clone, Debug)]
struct Name {
    owner: &'static str,
    task: &'static str,
    name: &'static str,
    units: Vec<Unit>,
}

/// What one unit is in SI units.
#[derive(Clone, Debug)]
struct Conversion {
    unit: &'static str,
    dimension: &'static str,
    si: &'static str,
    factor: f64,
    offset: f64,
}

impl Units {
    /// The tables in the program; a test reads every row.
    ///
    /// # Errors
    /// When a row has not its columns.
    pub(crate) fn read() -> Result<Units> {
        let name = |[owner, task, name, units]: [&'static str; 4]| {
            let units = units.split(' ').filter(|unit| *unit != "-").map(str::to_owned).collect();
            Ok(Name { owner, task, name, units })
        };
        let conversion = |[unit, dimension, si, factor, offset]: [&'static str; 5]| {
            let number = |text: &str| text.parse().with_context(|| text.to_owned());
            Ok(Conversion { unit, dimension, si, factor: number(factor)?, offset: number(offset)? })
        };
        Ok(Units {
            names: rows(NAMES).map(|row| name(row?)).collect::<Result<_>>()?,
            // Its first row names the columns.
            conversions: rows(UNITS).skip(1).map(|row| conversion(row?)).collect::<Result<_>>()?,
        })
    }

    /// The units that a name of a set or peer may stand for, none where it stands for no unit (`Unnamed`).
    ///
    /// # Errors
    /// When the name is not in the table.
    pub(crate) fn of(&self, owner: &str, task: Task, name: &str) -> Result<Vec<Unit>> {
        let row = self.names.iter().find(|row| {
            row.owner == owner && row.task == task.name() && row.name.to_lowercase() == name.to_lowercase()
        });
        match row {
            Some(row) => Ok(row.units.clone()),
            None if task == Task::Money && is_iso_code(name) => Ok(vec![name.to_owned()]),
            None => bail!("unit_names.tsv: no row for {owner}, {}, {name:?}", task.name()),
        }
    }

    /// How many of one unit another is: 1000 meters to the kilometer. `None` where they measure different things.
    pub(crate) fn factor(&self, unit: &str, of: &str) -> Option<f64> {
        if unit == of {
            return Some(1.0);
        }
        let find = |name: &str| self.conversions.iter().find(|row| row.unit == name);
        let (from, to) = (find(of)?, find(unit)?);
        let alike = from.si == to.si && from.dimension == to.dimension && from.offset == to.offset;
        alike.then(|| from.factor / to.factor)
    }
}

/// Whether a name is one of ISO 4217's codes by its form.
fn is_iso_code(name: &str) -> bool {
    name.len() == 3 && name.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The rows of a table; a line that starts with `#` is a comment.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = Result<[&'static str; N]>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        ensure!(cells.len() == N, "{line:?}: not {N} columns");
        Ok(std::array::from_fn(|i| cells[i]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_one_kind_convert() -> Result<()> {
        let units = Units::read()?;
        assert_eq!(units.factor("meter", "kilometer"), Some(1000.0));
        assert_eq!(units.factor("celsius", "fahrenheit"), None);
        assert_eq!(units.factor("EUR", "EUR"), Some(1.0));
        Ok(())
    }

    #[test]
    fn a_code_names_itself_and_a_word_is_looked_up() -> Result<()> {
        let units = Units::read()?;
        assert_eq!(units.of("duckling", Task::Money, "MYR")?, ["MYR"]);
        assert_eq!(units.of("duckling", Task::Money, "unnamed")?, [""; 0]);
        assert!(units.of("duckling", Task::Money, "parsec").is_err());
        Ok(())
    }
}
