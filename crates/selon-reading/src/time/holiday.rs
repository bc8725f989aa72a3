//! Days of holidays.

use jiff::civil::Date;

/// The days of a holiday in a year, half open.
pub(crate) fn days(_id: &str, _year: i16) -> Option<(Date, Date)> {
    None
}
