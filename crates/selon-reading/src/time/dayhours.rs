//! From and to which hour the parts of a day go in a language: `data/LANG/dayparts.tsv`.

use super::daypart::Daypart;
use super::expression::Part;
use crate::table::{TableError, rows};

/// The hours of the parts of a day in a language, counted from midnight; a night may go past 24.
#[derive(Debug)]
pub(crate) struct DayHours {
    /// A part of the day, or the beginning, middle or end of one, with its first hour and the one after its last.
    rows: Vec<Row>,
}

impl DayHours {
    /// Reads the table of a language.
    ///
    /// # Errors
    /// A row that is none.
    pub(crate) fn read(table: &str) -> Result<DayHours, TableError> {
        Ok(DayHours { rows: rows(table).map(row).collect::<Result<_, _>>()? })
    }

    /// The first hour of a part of the day and the one after its last.
    pub(super) fn whole(&self, daypart: Daypart) -> Option<(i64, i64)> {
        self.find(daypart, None)
    }

    /// Those of its beginning, middle or end.
    pub(super) fn within(&self, daypart: Daypart, part: Part) -> Option<(i64, i64)> {
        self.find(daypart, Some(part))
    }

    fn find(&self, daypart: Daypart, part: Option<Part>) -> Option<(i64, i64)> {
        self.rows.iter().find(|row| (row.0, row.1) == (daypart, part)).map(|row| row.2)
    }
}

/// A part of the day, which part of that, and its hours.
type Row = (Daypart, Option<Part>, (i64, i64));

/// Reads a row of the table.
fn row((line, row): (usize, &str)) -> Result<Row, TableError> {
    let error = |reason: &str| TableError { table: "dayparts", line, reason: reason.to_owned() };
    let columns: Vec<&str> = row.split('\t').collect();
    let [daypart, which, from, to] = columns[..] else { return Err(error("not four columns")) };
    let daypart = Daypart::coded(daypart).ok_or_else(|| error("no part of the day of TIMEX3"))?;
    let part = match which {
        "whole" => None,
        "start" => Some(Part::Start),
        "mid" => Some(Part::Mid),
        "end" => Some(Part::End),
        _ => return Err(error("neither whole, start, mid nor end")),
    };
    let hour = |text: &str| text.parse().ok().filter(|hour| (0..=48).contains(hour));
    let hours = hour(from).zip(hour(to)).filter(|(from, to)| from < to);
    Ok((daypart, part, hours.ok_or_else(|| error("no hours from 0 to 48, the first before the second"))?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn every_part_of_the_day_has_its_hours_and_lies_within_itself() {
        for language in ["fr", "en"] {
            let hours = &Lexicon::of(language).unwrap().hours;
            for code in ["MO", "MI", "AF", "EV", "NI", "DT"] {
                let daypart = Daypart::coded(code).unwrap();
                let (from, to) = hours.whole(daypart).unwrap_or_else(|| panic!("{language}: no {code}"));
                for part in [Part::Start, Part::Mid, Part::End] {
                    let inner = hours.within(daypart, part).unwrap_or_else(|| panic!("{language}: {code}"));
                    assert!(from <= inner.0 && inner.1 <= to, "{language}: {code}: {inner:?}");
                }
            }
        }
    }

    #[test]
    fn faults_are_shown_with_their_line() {
        let fault = |row| DayHours::read(&format!("part\twhich\tfrom\tto\n{row}")).unwrap_err().to_string();
        assert_eq!(fault("MO\twhole\t4"), "dayparts, line 2: not four columns");
        assert_eq!(fault("XX\twhole\t4\t12"), "dayparts, line 2: no part of the day of TIMEX3");
        assert_eq!(fault("MO\thalf\t4\t12"), "dayparts, line 2: neither whole, start, mid nor end");
        let hours = "dayparts, line 2: no hours from 0 to 48, the first before the second";
        assert_eq!(fault("MO\twhole\t12\t4"), hours);
        assert_eq!(fault("MO\twhole\t4\tnoon"), hours);
    }
}
