//! One module a command: what it measures stands in its first lines, and in `docs/evaluation.md`.

pub(crate) mod agreement;
pub(crate) mod names;
pub(crate) mod sentences;
pub(crate) mod speed;
pub(crate) mod train;
