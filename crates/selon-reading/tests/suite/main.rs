//! Runs the plain-text cases of `tests/suite`; `tests/README.md` explains their format.

mod cases;
mod sentences;
