//! The store as a whole: what goes in comes out, only grows, and is found by plans that read no whole table.

mod append_only;
mod file;
mod round_trip;
mod samples;
mod search;
mod verify;

pub(super) use samples::{deposit, reading, run};
