//! What a program found in a text: Selon or a peer, in one form.

use selon_record::{CodePointSpan, Dimension, Reading, TimeType};
use serde::Deserialize;

/// All that was found in one text.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub(crate) struct Findings {
    /// The quantities, in order.
    pub(crate) quantities: Vec<Found>,
    /// The times, in order; peers give none.
    #[serde(skip)]
    pub(crate) times: Vec<FoundTime>,
}

/// One quantity; see [`selon_record::Quantity`].
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub(crate) struct Found {
    #[serde(flatten)]
    pub(crate) span: CodePointSpan,
    pub(crate) dimension: Dimension,
    pub(crate) unit: Option<String>,
    pub(crate) value: Option<f64>,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    #[serde(default)]
    pub(crate) approximate: bool,
    pub(crate) of: Option<String>,
    /// For one of which unit: « par jour ».
    pub(crate) per: Option<String>,
    /// Over what time, as TIMEX3 writes it: « sur 3 ans », P3Y.
    pub(crate) over: Option<String>,
}

/// One time; see [`selon_record::Time`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundTime {
    pub(crate) span: CodePointSpan,
    pub(crate) kind: TimeType,
    /// TIMEX3's value.
    pub(crate) value: String,
}

impl Findings {
    /// What Selon's reading holds.
    pub(crate) fn of(reading: &Reading) -> Findings {
        let quantities = reading.quantities.iter().map(|quantity| Found {
            span: quantity.span,
            dimension: quantity.dimension.clone(),
            unit: quantity.unit.clone(),
            value: quantity.value,
            low: quantity.low,
            high: quantity.high,
            approximate: quantity.approximate,
            of: quantity.of.clone(),
            per: quantity.per.clone(),
            over: quantity.over.clone(),
        });
        let times = reading.times.iter().map(|time| FoundTime {
            span: time.span,
            kind: time.kind,
            value: time.value.clone(),
        });
        Findings { quantities: quantities.collect(), times: times.collect() }
    }
}

impl Found {
    /// Its numbers: value, low, high.
    pub(crate) fn bounds(&self) -> [Option<f64>; 3] {
        [self.value, self.low, self.high]
    }

    /// Whether it says more than a number and a unit: « plus de 20 km », « environ 20 km », « 20 km par jour ».
    pub(crate) fn says_more(&self) -> bool {
        let bounded = self.low.is_some() || self.high.is_some();
        self.approximate || bounded || self.per.is_some() || self.over.is_some()
    }

    /// Whether a whole number stands in the time over which it is spread.
    pub(crate) fn is_over(&self, number: f64) -> bool {
        self.over.as_deref().is_some_and(|over| has(over, number))
    }
}

impl FoundTime {
    /// Whether a whole number stands among the digits of its value: 3 in `P3Y`, 17, 5 and 2018 in `2018-05-17`.
    pub(crate) fn has(&self, number: f64) -> bool {
        has(&self.value, number)
    }
}

fn has(timex: &str, number: f64) -> bool {
    let mut runs = timex.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    runs.any(|run| run.parse() == Ok(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_the_numbers_of_its_value() {
        let time = FoundTime {
            span: CodePointSpan::new(0, 10),
            kind: TimeType::Date,
            value: "2018-05-17".to_owned(),
        };
        assert!([2018.0, 5.0, 17.0].iter().all(|&number| time.has(number)));
        assert!(!time.has(20.0) && !time.has(1.7));
    }
}
