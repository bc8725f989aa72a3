//! Times and quantities as every view shows them: what they come to, and the words that say it.

use std::collections::HashMap;

use jiff::civil::{Date, Time as Clock};
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use selon_record::{Assertion, CodePointSpan, Dimension, Offsets, Quantity, Reading, Time, TimeType};

use super::visible::phrase;
use crate::{Interface, Label};

/// A time or a quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// As they stand in the text.
    pub words: String,
    /// What they come to, where the words alone do not tell: « 2022-01-07 », « ≥ 20 ».
    pub meaning: Option<String>,
    /// All that is known of it: « 26 · manifestants tués », « P1W ».
    pub detail: String,
    /// Whether it is a date that nothing dates.
    pub is_undated: bool,
}

impl Figure {
    /// A time: the days or hours it comes to, TIMEX3's value where it is a length or returns. Its words are with those
    /// that say how it is meant: « depuis mercredi ».
    pub fn of_time(time: &Time, offsets: &Offsets<'_>, interface: Interface) -> Self {
        let is_undated = is_undated(time);
        let meaning = match is_undated {
            true => Some(Label::Undated.text(interface)),
            false => stretch(time, interface),
        };
        let detail = meaning.clone().unwrap_or_else(|| phrase(&time.value));
        let start = time.signals.iter().map(|signal| signal.start).fold(time.span.start, usize::min);
        let end = time.signals.iter().map(|signal| signal.end).fold(time.span.end, usize::max);
        let words = offsets.slice(CodePointSpan::new(start, end)).unwrap_or(&time.text);
        Figure { words: phrase(words), meaning, detail, is_undated }
    }

    /// A quantity: its number with its unit.
    pub fn of_quantity(quantity: &Quantity, interface: Interface) -> Self {
        let words = phrase(&quantity.text);
        let amount = amount(quantity, interface);
        let of = quantity.of.as_deref().map(phrase);
        let detail: Vec<String> = amount.clone().into_iter().chain(of).collect();
        Figure {
            meaning: amount.filter(|_| !says_itself(quantity)),
            detail: if detail.is_empty() { words.clone() } else { detail.join(" · ") },
            words,
            is_undated: false,
        }
    }

    /// « 2022-01-07 (vendredi 7 janvier) »; the words alone where they tell.
    pub fn text(&self) -> String {
        match &self.meaning {
            Some(meaning) => format!("{meaning} ({})", self.words),
            None => self.words.clone(),
        }
    }
}

/// The times and quantities of a reading by their identifiers.
pub struct Figures<'r> {
    times: HashMap<&'r str, &'r Time>,
    quantities: HashMap<&'r str, &'r Quantity>,
    offsets: Offsets<'r>,
    interface: Interface,
}

impl<'r> Figures<'r> {
    /// Those of a reading.
    pub fn of(reading: &'r Reading, interface: Interface) -> Self {
        Figures {
            times: reading.times.iter().map(|time| (&*time.id, time)).collect(),
            quantities: reading.quantities.iter().map(|quantity| (&*quantity.id, quantity)).collect(),
            offsets: Offsets::new(&reading.article.text),
            interface,
        }
    }

    /// When and how much, of an assertion that says so. Which of several things it is (« le troisième ») is not how much.
    pub fn lines(&self, assertion: &Assertion) -> Vec<(Label<'static>, Vec<Figure>)> {
        let times: Vec<&Time> =
            assertion.times.iter().filter_map(|id| self.times.get(&**id).copied()).collect();
        let times =
            outermost(&times).map(|time| Figure::of_time(time, &self.offsets, self.interface)).collect();
        let quantities = assertion.quantities.iter().filter_map(|id| self.quantities.get(&**id));
        let quantities = quantities.filter(|quantity| is_amount(quantity));
        let quantities = quantities.map(|quantity| Figure::of_quantity(quantity, self.interface)).collect();
        let mut lines = vec![(Label::When, times), (Label::HowMuch, quantities)];
        lines.retain(|(_, figures): &(_, Vec<Figure>)| !figures.is_empty());
        lines
    }
}

/// The times without those that an interval goes from and to.
pub fn outermost<'r>(times: &[&'r Time]) -> impl Iterator<Item = &'r Time> {
    let mut end = 0;
    times.iter().copied().filter(move |time| {
        let is_within = time.span.end <= end;
        end = end.max(time.span.end);
        !is_within
    })
}

/// Whether it says how many or how much, not which.
pub fn is_amount(quantity: &Quantity) -> bool {
    quantity.dimension != Dimension::Ordinal
}

/// How many dates nothing dates because it is not known when the article was published.
pub fn undated(reading: &Reading) -> Option<usize> {
    let count = reading.times.iter().filter(|time| is_undated(time)).count();
    let is_published = reading.article.published.as_deref().is_some_and(|date| Pieces::parse(date).is_ok());
    (count > 0 && !is_published).then_some(count)
}

fn is_undated(time: &Time) -> bool {
    let is_point = matches!(time.kind, TimeType::Date | TimeType::Time);
    is_point && time.from.is_none() && time.to.is_none()
}

/// The days or hours of a time: « 2022-01-07 », « 2022-05-01 – 2022-08-31 », « dès 2021-10-01 ».
fn stretch(time: &Time, interface: Interface) -> Option<String> {
    let instant = |instant: &Option<String>| instant.as_deref().and_then(Instant::parse);
    Some(match (instant(&time.from), instant(&time.to)) {
        (Some(from), Some(to)) => between(&from, &to),
        (Some(from), None) => Label::From(&from.show()).text(interface),
        (None, Some(to)) => Label::Until(&to.last().show()).text(interface),
        (None, None) => return None,
    })
}

/// A stretch by its first and last day, as short as a calendar says it; by its hours where it is shorter than days.
fn between(from: &Instant, to: &Instant) -> String {
    let (start, end) = (from.date, to.date);
    if !from.is_midnight() || !to.is_midnight() {
        let minutes = end.to_datetime(to.clock).since(start.to_datetime(from.clock));
        let minutes = minutes.ok().and_then(|span| span.total((jiff::Unit::Minute, start)).ok());
        return match minutes {
            Some(minutes) if minutes <= 60.0 => from.show(),
            _ if start == end => format!("{} – {}", from.show(), to.clock()),
            _ => format!("{} – {}", from.show(), to.show()),
        };
    }
    let first_of = |date: Date| date.day() == 1;
    let months = i32::from(end.year() - start.year()) * 12 + i32::from(end.month() - start.month());
    match months {
        12 if first_of(start) && first_of(end) && start.month() == 1 => format!("{:04}", start.year()),
        1 if first_of(start) && first_of(end) => format!("{:04}-{:02}", start.year(), start.month()),
        _ => match to.last().date {
            last if last <= start => start.to_string(),
            last => format!("{start} – {last}"),
        },
    }
}

/// An instant of the record.
struct Instant {
    date: Date,
    clock: Clock,
    /// « UTC+01 »
    offset: Option<String>,
}

impl Instant {
    fn parse(text: &str) -> Option<Self> {
        let pieces = Pieces::parse(text.trim()).ok()?;
        let offset = match pieces.offset() {
            Some(PiecesOffset::Numeric(offset)) if !offset.offset().is_zero() => {
                Some(format!("UTC{:#}", offset.offset()))
            }
            Some(_) => Some("UTC".to_owned()),
            None => None,
        };
        Some(Instant { date: pieces.date(), clock: pieces.time().unwrap_or(Clock::midnight()), offset })
    }

    fn is_midnight(&self) -> bool {
        self.clock == Clock::midnight()
    }

    /// What is one past a day is that day; what is an hour stays it.
    fn last(&self) -> Instant {
        let date = if self.is_midnight() { self.date.yesterday().unwrap_or(self.date) } else { self.date };
        Instant { date, clock: self.clock, offset: self.offset.clone() }
    }

    /// « 2022-01-07 », « 2022-01-07 18:30 UTC+01 »
    fn show(&self) -> String {
        if self.is_midnight() { self.date.to_string() } else { format!("{} {}", self.date, self.clock()) }
    }

    fn clock(&self) -> String {
        let clock = format!("{:02}:{:02}", self.clock.hour(), self.clock.minute());
        self.offset.as_ref().map_or(clock.clone(), |offset| format!("{clock} {offset}"))
    }
}

/// « 26 », « ≈ 30 », « ≥ 20 », « 24 – 30 », « 10 000 000 000 USD »; nothing where the words give no number.
fn amount(quantity: &Quantity, interface: Interface) -> Option<String> {
    let number = |value: f64| Label::Number(value).text(interface);
    let mut amount = match (quantity.low, quantity.high, quantity.value) {
        (Some(low), Some(high), _) => format!("{} – {}", number(low), number(high)),
        (Some(low), None, _) => format!("≥\u{A0}{}", number(low)),
        (None, Some(high), _) => format!("≤\u{A0}{}", number(high)),
        (None, None, Some(value)) => number(value),
        (None, None, None) => return None,
    };
    if quantity.approximate {
        amount = format!("≈\u{A0}{amount}");
    }
    Some(match quantity.unit.as_deref().and_then(sign) {
        Some(sign) => format!("{amount}\u{A0}{sign}"),
        None => amount,
    })
}

/// What a unit is called everywhere: a currency by its code, per cent. Others are as the article's words call them.
fn sign(unit: &str) -> Option<&str> {
    match unit {
        "percent" => Some("%"),
        code if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) => Some(code),
        _ => None,
    }
}

/// Whether the words give the number in digits, and a currency as it is called everywhere: « 40 kilomètres », « 5.800 ».
fn says_itself(quantity: &Quantity) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let is_exact = !quantity.approximate && quantity.low.is_none() && quantity.high.is_none();
    let number = quantity.value.map(|value| digits(&value.to_string()));
    let sign = quantity.unit.as_deref().and_then(sign).filter(|&sign| sign != "%");
    is_exact
        && number.is_some_and(|number| number == digits(&quantity.text))
        && sign.is_none_or(|code| quantity.text.contains(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(kind: TimeType, value: &str, from: Option<&str>, to: Option<&str>) -> Figure {
        let time = Time {
            id: "t1".into(),
            span: CodePointSpan::new(0, 1),
            text: "x".into(),
            kind,
            value: value.into(),
            from: from.map(Into::into),
            to: to.map(Into::into),
            grain: None,
            modifier: None,
            signals: vec![],
        };
        Figure::of_time(&time, &Offsets::new("x"), Interface::French)
    }

    #[test]
    fn a_stretch_is_as_short_as_the_calendar_says_it() {
        let cases = [
            (Some("2022-01-05"), Some("2022-01-06"), "2022-01-05 (x)"),
            (Some("2022-01-05T00:00:00"), Some("2022-01-06T00:00:00"), "2022-01-05 (x)"),
            (Some("2022-01-01"), Some("2022-02-01"), "2022-01 (x)"),
            (Some("2022-01-01"), Some("2023-01-01"), "2022 (x)"),
            (Some("2022-05-01"), Some("2022-09-01"), "2022-05-01 – 2022-08-31 (x)"),
            (Some("2021-10-01"), None, "dès 2021-10-01 (x)"),
            (None, Some("2022-01-20"), "jusqu’au 2022-01-19 (x)"),
            (Some("2022-01-05T18:30"), Some("2022-01-05T18:31"), "2022-01-05 18:30 (x)"),
            (
                Some("2022-01-05T14:00+01:00"),
                Some("2022-01-05T17:00+01:00"),
                "2022-01-05 14:00 UTC+01 – 17:00 UTC+01 (x)",
            ),
            (Some("2022-01-08T18:00"), Some("2022-01-09T06:00"), "2022-01-08 18:00 – 2022-01-09 06:00 (x)"),
            (None, None, "non daté (x)"),
            (Some("nonsense"), None, "x"),
        ];
        for (from, to, shown) in cases {
            assert_eq!(time(TimeType::Date, "", from, to).text(), shown);
        }
        let week = time(TimeType::Duration, "P1W", None, None);
        assert_eq!((week.text(), week.detail), ("x".into(), "P1W".into()));
    }

    fn quantity(text: &str, value: Option<f64>, unit: Option<&str>, dimension: Dimension) -> Quantity {
        Quantity {
            id: "q1".into(),
            span: CodePointSpan::new(0, 1),
            text: text.into(),
            dimension,
            unit: unit.map(Into::into),
            value,
            low: None,
            high: None,
            approximate: false,
            of: None,
            si: None,
            per: None,
            over: None,
        }
    }

    #[test]
    fn a_number_is_said_where_the_words_do_not_say_it() {
        use Dimension::{Count, Length, Money, Percent};
        let shown = |quantity: &Quantity| Figure::of_quantity(quantity, Interface::French).text();
        let plain = |text, value, unit, dimension| shown(&quantity(text, Some(value), unit, dimension));
        assert_eq!(plain("5.800 personnes", 5800.0, None, Count), "5.800 personnes");
        assert_eq!(plain("2,5 km", 2.5, Some("kilometer"), Length), "2,5 km");
        assert_eq!(plain("vingt mille", 20_000.0, None, Count), "20\u{202F}000 (vingt mille)");
        assert_eq!(plain("200 dollars", 200.0, Some("USD"), Money), "200\u{A0}USD (200 dollars)");
        assert_eq!(plain("200 dollars", 200.0, Some("dollar"), Money), "200 dollars");
        assert_eq!(plain("cinq pour cent", 5.0, Some("percent"), Percent), "5\u{A0}% (cinq pour cent)");
        assert_eq!(plain("5 %", 5.0, Some("percent"), Percent), "5 %");
        let some = quantity("des dizaines de corps", None, None, Count);
        assert_eq!(shown(&some), "des dizaines de corps");
        let rough = Quantity {
            approximate: true,
            of: Some("corps".into()),
            ..quantity("x", Some(30.0), None, Count)
        };
        assert_eq!(Figure::of_quantity(&rough, Interface::English).detail, "≈\u{A0}30 · corps");
        let least = Quantity { low: Some(1234.5), ..quantity("x", None, None, Count) };
        assert_eq!(shown(&least), "≥\u{A0}1\u{202F}234,5 (x)");
        let both = Quantity { high: Some(30.0), low: Some(24.0), ..quantity("x", None, None, Count) };
        assert_eq!(shown(&both), "24 – 30 (x)");
    }
}
