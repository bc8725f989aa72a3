//! The API: what the pages show, as JSON.

pub(crate) mod additions;
