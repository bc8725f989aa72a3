//! Quantities: how many and how much.

mod amount;
mod counted;
mod find;
mod name;
mod number;
mod operations;
mod shared;
mod tables;
mod units;

pub(crate) use amount::Amount;
pub(crate) use find::find;
pub(crate) use operations::operation;
pub(crate) use tables::entries;
