//! When two values of TIMEX3 say the same.

/// Seconds of a day; within lengths of time a day is 24 hours, as in both sets of cases.
const DAY: f64 = 86_400.0;

/// What a value says, whatever way it is written.
#[derive(Clone, Debug, PartialEq)]
enum Meaning {
    /// A length of time.
    Length { months: f64, seconds: f64 },
    /// Anything else.
    Text(String),
}

/// Whether two values say the same: `T08` and `T08:00`, `P7D` and `P1W`, `PT0.5H` and `PT30M`, `XXXX-XX-XXT16` and `T16`.
///
/// Where a length in `ours` has no number (`PTXH`: "some hours"), it equals the same length with the number 3 or 2 in
/// `theirs`: Recognizers-Text resolves "a few", "several" and « quelques » so. A season may have its year in `ours` only. A
/// night that lasts (`PT1NI`) is a day, and `T24` of no day `T00`.
pub(crate) fn same(ours: &str, theirs: &str) -> bool {
    let vague = is_length(ours) && ours.contains('X');
    let readings = if vague { vec![ours.replace('X', "3"), ours.replace('X', "2")] } else { Vec::new() };
    let equal = |ours: &str| !ours.is_empty() && meaning(ours) == meaning(theirs);
    let season = matches!(theirs, "SP" | "SU" | "FA" | "WI") && ours.ends_with(&format!("-{theirs}"));
    season || equal(ours) || readings.iter().any(|ours| equal(ours))
}

/// Whether a sum of lengths (`P1Y2DT3H4S`, `P1.5M`) is as long as one in days, hours or seconds, where a year has 365 days and
/// a month 30: Duckling gives a sum in its smallest unit.
pub(crate) fn same_sum(ours: &str, theirs: &str) -> bool {
    let lengths = (length(ours), length(theirs));
    let (Some(Meaning::Length { months, seconds }), Some(Meaning::Length { months: none, seconds: total })) =
        lengths
    else {
        return false;
    };
    let days = 365.0 * (months / 12.0).floor() + 30.0 * (months % 12.0);
    let is_sum = months > 0.0 && (seconds > 0.0 || months.fract() > 0.0);
    is_sum && none == 0.0 && days * DAY + seconds == total
}

/// Whether two values of times that return say the same: besides [`same`], `XXXX-XX-XX` and `P1D`.
pub(crate) fn same_set(ours: &str, theirs: &str) -> bool {
    same(as_period(ours), as_period(theirs))
}

/// A point of which only the unit is known, as the length of that unit.
fn as_period(value: &str) -> &str {
    match value {
        "XXXX-XX-XX" => "P1D",
        "XXXX-WXX" => "P1W",
        "XXXX-XX" => "P1M",
        "XXXX" => "P1Y",
        "XXXX-WXX-WE" => "P1WE",
        other => other,
    }
}

fn is_length(value: &str) -> bool {
    value.starts_with('P') && !value.contains("_REF")
}

fn meaning(value: &str) -> Meaning {
    let length = if is_length(value) { length(value) } else { None };
    length.unwrap_or_else(|| Meaning::Text(time_of_day(value)))
}

/// `P1Y2M`, `PT2.5H`.
fn length(value: &str) -> Option<Meaning> {
    let (mut months, mut seconds) = (0.0, 0.0);
    let mut of_clock = false;
    let mut rest = value.strip_prefix('P')?;
    while !rest.is_empty() {
        if let Some(clock) = rest.strip_prefix('T') {
            (of_clock, rest) = (true, clock);
            continue;
        }
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let number: f64 = rest[..digits].parse().ok()?;
        let is_end = |c: char| !c.is_ascii_uppercase() || c == 'T';
        let unit = rest[digits..].find(is_end).map_or(rest.len(), |end| digits + end);
        match (&rest[digits..unit], of_clock) {
            ("C" | "CE", false) => months += 1200.0 * number,
            ("DE", false) => months += 120.0 * number,
            ("Y", false) => months += 12.0 * number,
            ("Q", false) => months += 3.0 * number,
            ("M", false) => months += number,
            ("W", false) => seconds += 7.0 * DAY * number,
            ("D", false) | ("NI", _) => seconds += DAY * number,
            ("H", true) => seconds += 3600.0 * number,
            ("M", true) => seconds += 60.0 * number,
            ("S", true) => seconds += number,
            _ => return None,
        }
        rest = &rest[unit..];
    }
    Some(Meaning::Length { months, seconds })
}

/// A value without what adds nothing: the minutes and seconds of `T08:00:00`, the unknown day of `XXXX-XX-XXT16`.
fn time_of_day(value: &str) -> String {
    let value = value.to_uppercase();
    let (day, clock) = value.split_once('T').unwrap_or((&value, ""));
    if clock.is_empty() {
        return value;
    }
    let clock = clock.trim_end_matches(":00").trim_end_matches('Z');
    let day = if day == "XXXX-XX-XX" { "" } else { day };
    let clock = if clock == "24" && day.is_empty() { "00" } else { clock };
    format!("{day}T{clock}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_of_writing_a_value_are_the_same() {
        for (ours, theirs) in [
            ("T08:00", "T08"),
            ("T08:30:00", "T08:30"),
            ("P1W", "P7D"),
            ("PT30M", "PT0.5H"),
            ("P1DE", "P10Y"),
            ("PTXH", "PT3H"),
            ("PXD", "P2D"),
            ("XXXX-XX-XXT16", "T16"),
            ("2016-11-07tev", "2016-11-07TEV"),
            ("PRESENT_REF", "PRESENT_REF"),
            ("XXXX-XX-XXT24:00", "T00"),
            ("PT2NI", "P2D"),
            ("P1DT5H", "PT29H"),
            ("2016-SU", "SU"),
        ] {
            assert!(same(ours, theirs), "{ours} {theirs}");
        }
        for (ours, theirs) in [
            ("", ""),
            ("T08", "T20"),
            ("P1M", "P30D"),
            ("PT1M", "P1M"),
            ("PXD", "PT3H"),
            ("2016", "2016-11"),
            ("2016-11-07T24:00", "2016-11-07T00:00"),
        ] {
            assert!(!same(ours, theirs), "{ours} {theirs}");
        }
        assert!(same_set("XXXX-XX-XX", "P1D") && !same("XXXX-XX-XX", "P1D"));
        assert!(same_set("XXXX-WXX-WE", "P1WE"));
        assert!(same_sum("P1Y2DT3H4S", "PT31719604S") && same_sum("P1.5M", "P45D"));
        assert!(!same_sum("P1M", "P30D") && !same_sum("P45D", "P45D"));
    }
}
