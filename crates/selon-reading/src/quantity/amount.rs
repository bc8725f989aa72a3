//! What the words of a quantity say.

use selon_record::{CodePointSpan, Dimension, Measure, Quantity};

use super::units;

/// A number with what it measures.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Amount {
    /// What is measured.
    pub(crate) dimension: Dimension,
    /// The unit, as records name it; none for what is counted.
    pub(crate) unit: Option<&'static str>,
    /// The number or its bounds.
    pub(crate) number: Extent,
    /// Whether it is rough: « environ ».
    pub(crate) approximate: bool,
    /// For one of which unit it is: « par jour ».
    pub(crate) per: Option<&'static str>,
    /// Over what time it is spread, as TIMEX3 writes it: « sur 20 ans ».
    pub(crate) over: Option<String>,
}

/// A number, its bounds, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Extent {
    /// « 20 »
    pub(crate) value: Option<f64>,
    /// « au moins 20 »
    pub(crate) low: Option<f64>,
    /// « au plus 20 »
    pub(crate) high: Option<f64>,
}

impl Extent {
    /// Exactly this number.
    pub(crate) fn exactly(value: f64) -> Self {
        Extent { value: Some(value), ..Extent::default() }
    }

    /// The least that is said.
    pub(super) fn least(self) -> Option<f64> {
        self.value.or(self.low)
    }

    /// The most that is said.
    pub(super) fn most(self) -> Option<f64> {
        self.value.or(self.high)
    }

    /// The extent whose numbers are made from those of this one; `None` where one is not finite. Bounds keep their order.
    pub(super) fn map(self, change: impl Fn(f64) -> f64) -> Option<Self> {
        let change = |number: Option<f64>| match number.map(&change) {
            Some(number) if !number.is_finite() => None,
            number => Some(number),
        };
        let (value, low, high) = (change(self.value)?, change(self.low)?, change(self.high)?);
        let (low, high) = match (low, high, self.low) {
            (Some(low), Some(high), _) if low > high => (Some(high), Some(low)),
            bounds => (bounds.0, bounds.1),
        };
        Some(Extent { value, low, high })
    }
}

impl Amount {
    /// So many of something.
    pub(crate) fn count(number: Extent) -> Self {
        Amount { dimension: Dimension::Count, unit: None, number, approximate: false, per: None, over: None }
    }

    /// The same without its sign.
    pub(crate) fn positive(&self) -> Option<Self> {
        Some(Amount { number: self.number.map(f64::abs)?, ..self.clone() })
    }

    /// The record of it, with the words that say so and those that say of what.
    pub(crate) fn record(
        &self,
        id: String,
        span: CodePointSpan,
        text: String,
        of: Option<String>,
    ) -> Quantity {
        let Extent { value, low, high } = self.number;
        Quantity {
            id,
            span,
            text,
            dimension: self.dimension.clone(),
            unit: self.unit.map(str::to_owned),
            value,
            low,
            high,
            approximate: self.approximate,
            of,
            si: self.si(),
            per: self.per.map(str::to_owned),
            over: self.over.clone(),
        }
    }

    /// « 130 km/h » in metres a second.
    fn si(&self) -> Option<Measure> {
        let unit = units::of(self.unit?).filter(|unit| unit.dimension == self.dimension)?;
        let Extent { value, low, high } = self.number.map(|value| unit.to_si(value))?;
        Some(Measure { unit: unit.si.to_owned(), value, low, high })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speed(number: Extent) -> Amount {
        let unit = Some("kilometer-per-hour");
        Amount { dimension: Dimension::Speed, unit, ..Amount::count(number) }
    }

    #[test]
    fn units_of_physics_come_in_si_too() {
        let si = speed(Extent { low: Some(36.0), high: Some(72.0), value: None }).si().expect("a speed");
        assert_eq!((si.unit.as_str(), si.value), ("meter-per-second", None));
        assert!((si.low.expect("a bound") - 10.0).abs() < 1e-9);
        assert!((si.high.expect("a bound") - 20.0).abs() < 1e-9);
    }

    #[test]
    fn what_is_counted_has_no_si_unit() {
        assert_eq!(Amount::count(Extent::exactly(3.0)).si(), None);
    }

    #[test]
    fn numbers_that_are_too_large_are_none() {
        assert_eq!(Extent::exactly(f64::MAX).map(|n| n * 10.0), None);
    }
}
