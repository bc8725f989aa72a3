//! Times after TIMEX3 (ISO 24617-1): what a text says about when.
//!
//! The operations of a grammar ([`operation`]) make of words an [`Expression`], a [`Duration`] or a [`Recurrence`]; [`resolve`] says
//! when they are, seen from a [`Context`].

mod context;
mod daypart;
mod definite;
mod duration;
mod expression;
mod find;
mod holiday;
mod interval;
mod names;
mod narrative;
mod operations;
mod recurrence;
mod resolve;
mod search;
mod series;
mod stretch;
mod tense;
#[cfg(test)]
mod tests;
mod timex;
mod unit;
mod zone;

pub(crate) use context::Direction;
pub(crate) use duration::Duration;
pub(crate) use expression::Expression;
pub(crate) use find::find;
pub(crate) use names::entries;
pub(crate) use operations::operation;
pub(crate) use recurrence::Recurrence;
