//! Times after TIMEX3 (ISO 24617-1): what a text says about when.

mod expression;
mod holiday;

pub(crate) use expression::{Duration, Expression, Recurrence};
pub(crate) use holiday::{Name as HolidayName, days as holiday_days, names as holiday_names, region};
