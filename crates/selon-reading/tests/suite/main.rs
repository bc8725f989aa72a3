//! Runs the plain-text cases of `tests/suite`; `tests/README.md` explains their format.

mod attribution;
mod cases;
mod entity;
#[path = "../examples/mod.rs"]
mod examples;
mod expressions;
mod marks;
#[path = "../pipelines/mod.rs"]
mod pipelines;
mod sentences;
mod training;
mod voice;
