//! Where a clock hangs: offsets from universal time and zones by name.

use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

/// Where the clock hangs that a time was read from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Zone {
    /// `"+01:00"`, `"Z"` or `"Europe/Paris"`, said in the text.
    Named(&'static str),
    /// Where the article was published.
    Article,
}

impl Zone {
    /// The zone of this name.
    pub(super) fn named(name: &'static str) -> Option<Self> {
        find(name).map(|_| Self::Named(name))
    }

    /// How far a clock is from universal time.
    pub(super) fn offset(self, at: DateTime, article: Option<Offset>) -> Option<Offset> {
        match self {
            Self::Article => article,
            Self::Named(name) => {
                let zoned = find(name)?.to_ambiguous_zoned(at).compatible().ok()?;
                Some(zoned.offset())
            }
        }
    }
}

fn find(name: &str) -> Option<TimeZone> {
    match fixed(name) {
        Some(offset) => Some(TimeZone::fixed(offset)),
        None => TimeZone::get(name).ok(),
    }
}

/// `Z`, `+01:00`, `-0330`, `+1`.
fn fixed(name: &str) -> Option<Offset> {
    if name == "Z" {
        return Some(Offset::UTC);
    }
    let (sign, rest) = match name.as_bytes().first()? {
        b'+' => (1, &name[1..]),
        b'-' => (-1, &name[1..]),
        _ => return None,
    };
    let (hours, minutes) = match rest.split_once(':') {
        Some(parts) => parts,
        None if rest.len() == 4 && rest.is_ascii() => rest.split_at(2),
        None => (rest, "0"),
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let possible = (0..=15).contains(&hours) && (0..60).contains(&minutes);
    possible.then(|| Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok())?
}

/// `+01:00`, `Z` as ISO 8601 writes it after a time of day.
pub(super) fn written(offset: Offset) -> String {
    let seconds = offset.seconds();
    if seconds == 0 {
        return "Z".to_string();
    }
    let sign = if seconds < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", seconds.abs() / 3600, seconds.abs() / 60 % 60)
}
