//! Runs the plain-text cases of `tests/suite`; `tests/README.md` explains their format.

mod attribution;
mod cases;
#[path = "../pipelines/mod.rs"]
mod pipelines;
mod sentences;
mod training;
mod voice;
