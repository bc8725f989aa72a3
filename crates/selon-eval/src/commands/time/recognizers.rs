//! Recognizers-Text's sentences: everything that must be found, with one right resolution, and nothing more.
//!
//! - *Span*: the words with or without our signals are the expected ones, small words at the beginning and marks at the ends
//!   apart.
//! - *Resolution*: one of the expected values has the same TIMEX3 value ([`timex::same`]; of times of day only what
//!   follows the `T` is compared; dayparts are compared by day and `TMO`, never by hours), or the same instants. Expected ranges end
//!   before the last unit in some cases and behind it in others: an end may lie one grain later than expected, that of the
//!   end in an interval of two grains, or one day. Of what is open the end that is given must be right, at either end of its
//!   grain; what ends at a time of day may begin with that day. The files of extractors have no resolutions; where the time of
//!   writing is not known, only those are compared that do not depend on it, and times of day by their values.
//! - *Nothing more*: a found time that is none of the expected ones is too many where the file is about all kinds of times or
//!   about its TIMEX3 type. `DurationExtractor` has nothing to say of « demain ». What stands within a right one, or
//!   around it, is not too many: readings hold an interval and the two times that it goes from and to.

use jiff::civil::{DateTime, Time};
use selon_record::{Article, Grain, TimeType};
use serde_json::Value;

use super::found::Found;
use super::{instant, timex};
use crate::data::recognizers::{Case, Expected};
use crate::edges::Edges;

/// What a sentence must give.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    times: Vec<(Expected, Vec<Resolution>)>,
    /// The type of the times that the file is about; none where it is about all.
    kind: Option<TimeType>,
}

/// One way an expected time may resolve.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Resolution {
    timex: String,
    start: Option<String>,
    end: Option<String>,
}

/// How a sentence fared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    /// Something expected was not found with these bounds.
    Missed,
    /// Something was found that is not expected.
    Extra,
    /// All was found, but something resolves to another value.
    Unresolved,
    /// All is right.
    Right,
}

/// The article and the expectation of a case.
pub(crate) fn case(case: &Case, language: &str, number: usize) -> (Article, Wanted) {
    let article = Article {
        id: number.to_string(),
        language: language.to_owned(),
        published: case.reference.clone(),
        ..Article::new(case.input.as_str())
    };
    let time = |expected: &Expected| {
        let mut resolutions = resolutions(&expected.resolution);
        if case.reference.is_none() && depends_on_writing(expected, &resolutions) {
            resolutions.clear();
        }
        (expected.clone(), resolutions)
    };
    let times = case.results.iter().map(time);
    (article, Wanted { times: times.collect(), kind: kind(&case.file) })
}

/// Whether a time resolves by the time of writing: it has a date, and its words do not have the year.
fn depends_on_writing(expected: &Expected, resolutions: &[Resolution]) -> bool {
    let year = |one: &Resolution| one.start.as_ref().or(one.end.as_ref())?.get(..4).map(str::to_owned);
    let said = resolutions.iter().filter_map(year).any(|year| expected.text.contains(&year));
    !said && !matches!(&*expected.kind, "duration" | "set" | "time" | "timerange")
}

/// The type of times that a file is about, by its name.
fn kind(file: &str) -> Option<TimeType> {
    let of = |names: &[&str]| {
        names.iter().any(|name| file == format!("{name}Extractor") || file == format!("{name}Parser"))
    };
    match () {
        () if of(&["Duration"]) => Some(TimeType::Duration),
        () if of(&["Set"]) => Some(TimeType::Set),
        () if of(&["Date", "DatePeriod", "Holiday"]) => Some(TimeType::Date),
        () if of(&["Time", "TimePeriod", "DateTime", "DateTimePeriod", "TimeZone"]) => Some(TimeType::Time),
        () => None,
    }
}

/// The ways of a `Resolution` (`{"values": [{"timex", "value" or "start", "end"}]}`) or of a parser's `Value` (`{"Timex",
/// "FutureResolution", "PastResolution"}`).
fn resolutions(value: &Value) -> Vec<Resolution> {
    let text = |object: &Value, names: &[&str]| {
        names.iter().find_map(|name| object.get(name)?.as_str()).map(str::to_owned)
    };
    let timex = |object: &Value| text(object, &["timex", "Timex"]).unwrap_or_default();
    let one = |object: &Value, timex: String| {
        let value =
            text(object, &["value", "date", "time", "dateTime"]).filter(|value| value != "not resolved");
        let start = text(object, &["start", "startDate", "startTime", "startDateTime"]);
        let end = text(object, &["end", "endDate", "endTime", "endDateTime"]);
        Resolution { timex, start: start.or(value), end }
    };
    if let Some(values) = value.get("values").and_then(Value::as_array) {
        return values.iter().map(|value| one(value, timex(value))).collect();
    }
    let sides = ["FutureResolution", "PastResolution"].iter().filter_map(|side| value.get(side));
    sides.map(|side| one(side, timex(value))).collect()
}

impl Wanted {
    /// How what was found in a sentence compares.
    pub(crate) fn verdict(&self, article: &Article, found: &[Found]) -> Verdict {
        let edges = Edges::new(&article.text, &article.language);
        let (mut left, mut right): (Vec<&Found>, Vec<&Found>) = (found.iter().collect(), Vec::new());
        let mut resolved = true;
        for (expected, resolutions) in &self.times {
            let Some(span) = expected.span else { return Verdict::Missed };
            let here = |found: &&Found| edges.agree(found.span, span) || edges.agree(found.extent(), span);
            let Some(at) = left.iter().position(here) else { return Verdict::Missed };
            let found = left.remove(at);
            right.push(found);
            resolved &=
                resolutions.is_empty() || resolutions.iter().any(|one| one.is_of(found, &expected.kind));
        }
        let counts = |found: &&Found| self.kind.is_none() || found.kind.is_none() || found.kind == self.kind;
        let nested =
            |found: &Found| right.iter().any(|right| right.is_within(found) || found.is_within(right));
        match (left.iter().any(|found| counts(found) && !nested(found)), resolved) {
            (true, _) => Verdict::Extra,
            (false, false) => Verdict::Unresolved,
            (false, true) => Verdict::Right,
        }
    }
}

impl Resolution {
    /// Whether a found time says this; `kind` is the expected time's as Microsoft names it.
    fn is_of(&self, found: &Found, kind: &str) -> bool {
        let of_clock = matches!(kind, "time" | "timerange");
        let ours = if of_clock { time_of_day(&found.value) } else { &found.value };
        let same = if kind == "set" { timex::same_set } else { timex::same };
        let compound = self.timex.starts_with('(');
        if !self.timex.is_empty() && !compound && same(ours, &self.timex) {
            return true;
        }
        if compound && found.from.is_none() && self.is_as_long_as(found) {
            return true;
        }
        if let Some(daypart) = daypart(&self.timex).filter(|_| !compound) {
            return self.has_daypart_of(found, daypart, of_clock);
        }
        match kind {
            "duration" | "set" | "timezone" => false,
            _ if of_clock => self.has_clock_of(found),
            _ => self.has_instants_of(found),
        }
    }

    /// Whether a stretch that was found without its ends for its length is not known (« ces derniers jours ») is as long as
    /// one that is written `(2016-11-04,2016-11-07,P3D)`, as far as can be said.
    fn is_as_long_as(&self, found: &Found) -> bool {
        let length = self.timex.trim_end_matches(')').rsplit(',').next().unwrap_or_default();
        found.value.contains('X') && timex::same(&found.value, length)
    }

    /// The same part of the same day; of times of day, of any day.
    fn has_daypart_of(&self, found: &Found, wanted: &str, of_clock: bool) -> bool {
        let day = |text: &Option<String>| Some(read(text)?.date());
        let same_day = || day(&self.start).is_some() && day(&self.start) == day(&found.from);
        daypart(&found.value) == Some(wanted) && (of_clock || same_day())
    }

    fn has_clock_of(&self, found: &Found) -> bool {
        let clock = |text: &Option<String>| instant::clock(text.as_deref()?);
        let [from, to] = clocks(found);
        if found.kind.is_some_and(|kind| kind != TimeType::Time) {
            return false;
        }
        let (start, end) = (clock(&self.start), clock(&self.end));
        let later = |end: Time| {
            let day = jiff::civil::date(2000, 1, 1).to_datetime(end);
            Some(instant::later(day, 1, found.grain?)?.time())
        };
        edge_agrees(start, from, |_| None)
            && (end.is_none() && start.is_some() || edge_agrees(end, to, later))
    }

    fn has_instants_of(&self, found: &Found) -> bool {
        let (start, end) = (read(&self.start), read(&self.end));
        let [from, to] = [&found.from, &found.to].map(read);
        let next = |end: DateTime, grain: Option<Grain>| instant::later(end, 1, grain?);
        let begins = match (start, from) {
            // « après le 15 juin »: from the 15th or the 16th.
            (Some(start), Some(from)) if self.end.is_none() && to.is_none() => {
                start == from || next(start, found.grain) == Some(from)
            }
            // « today before 4pm » begins with today.
            (None, Some(from)) => {
                end.is_some_and(|end| !is_midnight(end) && from == end.date().to_datetime(Time::midnight()))
            }
            _ => start == from,
        };
        let ends = match (start, end, to) {
            // A day is as long as it is; of an instant the length is not said. Without an end, the stretch is open.
            (Some(start), None, Some(to)) => next(start, Some(Grain::Day)).is_some_and(|next| to <= next),
            (_, Some(end), Some(to)) => {
                let is_next = |grain| next(end, grain) == Some(to);
                end == to || is_next(grain_of_end(found)) || is_next(Some(Grain::Day)) && is_midnight(end)
            }
            (_, end, to) => end.is_none() && to.is_none(),
        };
        (start.is_some() || end.is_some()) && begins && ends
    }
}

/// Whether an end of what was found is the expected one, or the next place it may have; where none is expected there must
/// be none.
fn edge_agrees<T: PartialEq + Copy>(
    expected: Option<T>,
    found: Option<T>,
    next: impl Fn(T) -> Option<T>,
) -> bool {
    match (expected, found) {
        (None, None) => true,
        (Some(expected), Some(found)) => expected == found || next(expected) == Some(found),
        _ => false,
    }
}

fn is_midnight(instant: DateTime) -> bool {
    instant.time() == Time::midnight()
}

fn read(text: &Option<String>) -> Option<DateTime> {
    instant::read(text.as_deref()?, None)
}

/// The times of day from which and to which something was found goes: of its instants, without a date those of its value
/// (`XXXX-XX-XXT14:00/XXXX-XX-XXT16:00`).
fn clocks(found: &Found) -> [Option<Time>; 2] {
    let of_value = |value: &str| instant::clock(&value[value.find('T')?..]);
    match found.value.split_once('/') {
        Some((from, to)) if found.from.is_none() && found.to.is_none() => [of_value(from), of_value(to)],
        _ => [&found.from, &found.to].map(|text| Some(read(text)?.time())),
    }
}

/// The grain of the later end of an interval that its value gives (`2015-01-01/2018-02` ends with a month), else of all.
fn grain_of_end(found: &Found) -> Option<Grain> {
    let end = found.value.split_once('/').map(|(_, end)| end);
    match end.filter(|end| end.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')).map(str::len) {
        Some(4) => Some(Grain::Year),
        Some(7) => Some(Grain::Month),
        Some(10) => Some(Grain::Day),
        _ => found.grain,
    }
}

/// The part of the day that a value names: `MO` of `2016-11-07TMO`. Lunch and dinner, which TIMEX3 does not have, are midday and
/// evening.
fn daypart(value: &str) -> Option<&str> {
    match value.rsplit_once('T')?.1 {
        "MEL" => Some("MI"),
        "MED" => Some("EV"),
        part => (part.len() == 2 && part.chars().all(char::is_alphabetic)).then_some(part),
    }
}

/// What follows the day of a value: `TMO` of `2016-11-07TMO`.
fn time_of_day(value: &str) -> &str {
    value.find('T').filter(|_| !value.starts_with('P')).map_or(value, |at| &value[at..])
}

impl std::fmt::Display for Wanted {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.times.is_empty() {
            return write!(out, "nothing");
        }
        for (i, (expected, resolutions)) in self.times.iter().enumerate() {
            let separator = if i == 0 { "" } else { "; " };
            write!(out, "{separator}«{}» {}", expected.text, expected.kind)?;
            for (j, one) in resolutions.iter().enumerate() {
                let edge = |text: &Option<String>| text.clone().unwrap_or_else(|| "–".to_owned());
                let or = if j == 0 { "" } else { " or" };
                write!(out, "{or} {} [{}, {}]", one.timex, edge(&one.start), edge(&one.end))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use selon_record::CodePointSpan;

    const TEXT: &str = "Je serai là du 4 au 22 novembre";

    fn wanted(file: &str, kind: &str, resolution: Value) -> (Article, Wanted) {
        let expected = Expected {
            span: Some(CodePointSpan::new(15, 31)),
            text: "4 au 22 novembre".to_owned(),
            kind: kind.to_owned(),
            resolution: resolution.clone(),
        };
        let article = Article { language: "fr".to_owned(), ..Article::new(TEXT) };
        (article, Wanted { times: vec![(expected, resolutions(&resolution))], kind: super::kind(file) })
    }

    fn found(start: usize, json: Value) -> Found {
        let mut time = serde_json::json!({"start": start, "end": 31});
        time.as_object_mut().unwrap().extend(json.as_object().unwrap().clone());
        serde_json::from_value(time).unwrap()
    }

    #[test]
    fn ends_may_be_within_or_behind() {
        let parser = serde_json::json!({"Timex": "(2016-11-04,2016-11-22,P18D)",
            "FutureResolution": {"startDate": "2016-11-04", "endDate": "2016-11-22"}});
        let (article, wanted) = wanted("DatePeriodParser", "daterange", parser);
        let range = |to: &str| {
            let json = serde_json::json!({"type": "DATE", "value": "", "from": "2016-11-04", "to": to, "grain": "day"});
            wanted.verdict(&article, &[found(12, json)])
        };
        assert_eq!(range("2016-11-22"), Verdict::Right);
        assert_eq!(range("2016-11-23"), Verdict::Right);
        assert_eq!(range("2016-11-24"), Verdict::Unresolved);
        assert_eq!(wanted.verdict(&article, &[]), Verdict::Missed);
    }

    #[test]
    fn an_end_may_lie_one_of_its_own_grain_later() {
        let parser = serde_json::json!({"Timex": "(2015-01-01,2018-02-01,P1127D)",
            "FutureResolution": {"startDate": "2015-01-01", "endDate": "2018-02-01"}});
        let (article, wanted) = wanted("DatePeriodParser", "daterange", parser);
        let range = |to: &str| {
            let json = serde_json::json!({"type": "DATE", "value": "2015-01-01/2018-02", "from": "2015-01-01", "to": to, "grain": "day"});
            wanted.verdict(&article, &[found(12, json)])
        };
        assert_eq!([range("2018-03-01"), range("2018-02-02")], [Verdict::Right; 2]);
        assert_eq!(range("2019-02-01"), Verdict::Unresolved);
    }

    #[test]
    fn without_a_date_times_of_day_are_compared_by_value() {
        let parser = serde_json::json!({"Timex": "(T10,T11,PT1H)",
            "FutureResolution": {"startTime": "10:00:00", "endTime": "11:00:00"}});
        let (_, wanted) = wanted("TimePeriodParser", "timerange", parser);
        let range = |value: &str| {
            wanted.times[0].1[0]
                .is_of(&found(15, serde_json::json!({"type": "TIME", "value": value})), "timerange")
        };
        assert!(range("XXXX-XX-XXT10:00/XXXX-XX-XXT11:00") && !range("XXXX-XX-XXT10:00/XXXX-XX-XXT12:00"));
        assert!(!range("XXXX-XX-XXT10:00") && !range("PT10H/PT11H"));
    }

    #[test]
    fn what_ends_at_a_time_of_day_may_begin_with_the_day() {
        let before = |end: &str, kind: &str| {
            let model = serde_json::json!({"values": [{"timex": "", "Mod": "before", "end": end}]});
            wanted("DateTimeModel", kind, model).1.times[0].1[0].clone()
        };
        let found = |from: &str, to: &str| {
            found(
                15,
                serde_json::json!({"type": "TIME", "value": "", "from": from, "to": to, "grain": "day"}),
            )
        };
        let four = before("2018-06-26 16:00:00", "datetimerange");
        assert!(four.is_of(&found("2018-06-26", "2018-06-26T16:00"), "datetimerange"));
        assert!(!four.is_of(&found("2018-06-25", "2018-06-26T16:00"), "datetimerange"));
        assert!(!before("2010-01-01", "daterange").is_of(&found("2010-01-01", "2010-01-02"), "daterange"));
    }

    #[test]
    fn meals_and_stretches_of_unknown_length_are_known() {
        assert_eq!(
            [daypart("TMEL"), daypart("2022-07-27TMED"), daypart("TBH1")],
            [Some("MI"), Some("EV"), None]
        );
        let days = Resolution { timex: "(2016-11-04,2016-11-07,P3D)".to_owned(), ..Resolution::default() };
        let said = |value: &str| found(15, serde_json::json!({"type": "DURATION", "value": value}));
        assert!(days.is_of(&said("PXD"), "daterange"));
        assert!(!days.is_of(&said("P3D"), "daterange") && !days.is_of(&said("PXW"), "daterange"));
    }

    #[test]
    fn one_of_several_values_is_enough() {
        let model = serde_json::json!({"values": [
            {"timex": "T08", "value": "08:00:00"}, {"timex": "T20", "value": "20:00:00"}]});
        let (article, wanted) = wanted("DateTimeModel", "time", model);
        let clock = |value: &str, from: Option<&str>| {
            let json = serde_json::json!({"type": "TIME", "value": value, "from": from, "grain": "hour"});
            wanted.verdict(&article, &[found(15, json)])
        };
        assert_eq!(clock("2016-11-07T20:00", None), Verdict::Right);
        assert_eq!(clock("", Some("2016-11-07T08:00:00")), Verdict::Right);
        assert_eq!(clock("T21", Some("2016-11-07T21:00:00")), Verdict::Unresolved);
    }

    #[test]
    fn a_file_of_one_kind_says_nothing_of_others() {
        for (file, verdict) in [
            ("DurationExtractor", Verdict::Right),
            ("DateExtractor", Verdict::Extra),
            ("MergedExtractor", Verdict::Extra),
        ] {
            let (article, wanted) = wanted(file, "daterange", Value::Null);
            let other =
                serde_json::from_value(serde_json::json!({"start": 0, "end": 2, "type": "DATE"})).unwrap();
            let whole = found(12, serde_json::json!({"type": "DATE"}));
            assert_eq!(wanted.verdict(&article, &[other, whole]), verdict, "{file}");
        }
    }

    #[test]
    fn what_is_open_has_one_end() {
        let model = serde_json::json!({"values": [{"timex": "2010", "Mod": "after", "start": "2011-01-01"}]});
        let (_, wanted) = wanted("DateTimeModel", "daterange", model);
        let after = found(
            15,
            serde_json::json!({"type": "DATE", "value": "", "from": "2011-01-01", "grain": "year"}),
        );
        assert!(wanted.times[0].1[0].is_of(&after, "daterange"));
        assert_eq!(time_of_day("2016-11-07TMO"), "TMO");
        assert_eq!(time_of_day("PT2H"), "PT2H");
    }

    #[test]
    fn dayparts_have_the_same_day_and_any_hours() {
        let model = serde_json::json!({"values": [{"timex": "XXXX-WXX-2TAF", "start": "2016-11-08 12:00:00", "end": "2016-11-08 16:00:00"}]});
        let (_, wanted) = wanted("DateTimeModel", "datetimerange", model);
        let afternoon = |from: &str| {
            let json = serde_json::json!({"type": "TIME", "value": "2016-11-08TAF", "from": from, "to": "2016-11-08T19:00"});
            wanted.times[0].1[0].is_of(&found(15, json), "datetimerange")
        };
        assert!(afternoon("2016-11-08T13:00") && !afternoon("2016-11-01T13:00"));
    }

    #[test]
    fn the_parts_of_an_interval_are_not_too_many() {
        let (article, wanted) = wanted("MergedExtractor", "daterange", Value::Null);
        let part =
            serde_json::from_value(serde_json::json!({"start": 15, "end": 16, "type": "DATE"})).unwrap();
        let whole = found(12, serde_json::json!({"type": "DATE"}));
        assert_eq!(wanted.verdict(&article, &[whole, part]), Verdict::Right);
    }
}
