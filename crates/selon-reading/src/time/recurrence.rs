//! Times that return.

use std::sync::Arc;

use selon_record::Grain;

use super::duration::Duration;
use super::expression::Expression;
use super::timex;
use super::unit::Unit;

/// A time that returns: « chaque mois », « tous les lundis à 8 heures », « deux fois par an ».
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Recurrence {
    pub(super) every: Every,
    /// When in it: « à 8 heures ».
    pub(super) at: Option<Arc<Expression>>,
}

/// What a recurrence goes by.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Every {
    Unit(Unit),
    Time(Arc<Expression>),
    Duration(Duration),
}

impl Recurrence {
    /// How fine it is.
    pub(super) fn grain(&self) -> Grain {
        let every = match &self.every {
            Every::Unit(unit) => unit.grain(),
            Every::Time(time) => time.grain(),
            Every::Duration(duration) => duration.grain(),
        };
        self.at.as_ref().map_or(every, |at| every.min(at.grain()))
    }

    /// TIMEX3's value: `P1D`, `P2Y`, `XXXX-WXX-1T08:00`.
    pub(super) fn value(&self) -> String {
        let at = self.at.as_deref();
        match (&self.every, at) {
            (Every::Unit(unit), None) => match Duration::new(Some(1.0), *unit) {
                Some(duration) => duration.value(),
                None => String::new(),
            },
            (Every::Duration(duration), None) => duration.value(),
            (Every::Time(time), at) => timex::template(&[Some(&**time), at]),
            (_, at) => timex::template(&[at]),
        }
    }
}
