//! One module a command: what it measures stands in its first lines, and in `docs/evaluation.md`.

pub(crate) mod agreement;
pub(crate) mod attribution;
pub(crate) mod claims;
pub(crate) mod conditional;
pub(crate) mod copies;
pub(crate) mod cost;
pub(crate) mod coverage;
pub(crate) mod desk;
pub(crate) mod encoder;
pub(crate) mod entity;
pub(crate) mod intake;
pub(crate) mod ledger;
pub(crate) mod linking;
pub(crate) mod names;
pub(crate) mod neighbours;
pub(crate) mod origins;
pub(crate) mod quantity;
pub(crate) mod sentences;
pub(crate) mod speed;
pub(crate) mod tables;
pub(crate) mod time;
pub(crate) mod train;
