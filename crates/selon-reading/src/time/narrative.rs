//! What the times that stand before one in an article say about it.

use std::ops::Range;

use jiff::civil::Date;
use selon_record::Grain;

use super::context::Context;
use super::expression::Expression;
use super::resolve::Resolved;
use super::stretch::Stretch;
use crate::grammar::Value;
use crate::tree::Tree;

/// What was mentioned so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Narrative {
    /// The last time that is known: « le lendemain » is the day after it.
    pub(super) mention: Option<Stretch>,
    /// The quarter that figures were last given for: « au *troisième trimestre* … contre 2 millions un an plus tôt ».
    pub(super) period: Option<Stretch>,
    /// Whether figures are still those of this quarter.
    pub(super) compares: bool,
    /// The year that a sentence opens with, and a token of that sentence: « En *2015*, … le 13 novembre ».
    frame: Option<(i16, usize)>,
}

impl Narrative {
    /// Takes note of a time at some tokens.
    pub(super) fn add(
        &mut self,
        value: &Value,
        resolved: &Resolved,
        context: &Context,
        (tree, run): (&Tree<'_>, Range<usize>),
    ) {
        let Value::Time(time) = value else {
            // « sur neuf mois » the figures are for the nine months.
            if matches!(value, Value::Duration(duration) if duration.is_longer_than_a_quarter()) {
                self.compares = false;
            }
            return;
        };
        if let Some(year) = said_year(time).filter(|_| !run.is_empty() && tree.opens_sentence(run.start)) {
            self.frame = Some((year, run.start));
        }
        if time.is_compared(context) {
            return;
        }
        self.mention = resolved.stretch.or(self.mention);
        match resolved.stretch {
            Some(stretch) if stretch.is_quarter() && has_begun(stretch, context) => {
                (self.period, self.compares) = (Some(stretch), true)
            }
            // A month or year begins another subject, a day does not (« a annoncé *mardi* »).
            Some(stretch) if stretch.named_grain() >= Grain::Month => self.compares = false,
            _ => {}
        }
    }

    /// The year of the past that the sentence of a token, or the one before it, opens with.
    pub(super) fn year(&self, tree: &Tree<'_>, token: usize, written: Option<Date>) -> Option<i16> {
        let (year, at) = self.frame?;
        (tree.sentences_between(at, token) <= 1 && year < written?.year()).then_some(year)
    }
}

/// Whether there are figures for it yet.
fn has_begun(quarter: Stretch, context: &Context) -> bool {
    context.now().is_none_or(|now| quarter.from < now.to)
}

/// The year that a time says in words: « 2015 », « le 5 mars 2015 »; what is told after « fin 2015 » may lie in the next.
fn said_year(time: &Expression) -> Option<i16> {
    time.parts().into_iter().find_map(|part| match part {
        Expression::Year(year) => Some(*year),
        _ => None,
    })
}
