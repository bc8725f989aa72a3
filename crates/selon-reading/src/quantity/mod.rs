//! Quantities: how many and how much.

mod amount;

pub(crate) use amount::Amount;
