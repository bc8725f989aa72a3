//! What is in a ledger, in the formats of others: Parquet, CSV, JSON Lines, FollowTheMoney, GraphML, GEXF, Web Annotation.
//!
//! Every function reads a [`Ledger`](selon_ledger::Ledger) at one moment (its snapshot) and writes rows as they come, so that memory does
//! not grow with the ledger; where the bytes go is the caller's business. Nothing is written to the ledger.
//!
//! | function | what it writes |
//! |---|---|
//! | [`csv()`], [`parquet()`] | one of the [`Table`]s below |
//! | [`readings`] | the readings and what people decided, a line each: what `selon import` takes back |
//! | [`annotations`] | every assertion as a W3C Web Annotation, an article a line; [`webanno`] is that of one reading |
//! | [`ftm`] | articles, people, bodies, mentions and claims as FollowTheMoney entities |
//! | [`graphml`], [`gexf`] | a [`Graph`]: who relies on whom, or which articles carry which claims |
//!
#![doc = include_str!("../tables.md")]

mod error;
mod ftm;
mod graph;
mod lines;
mod table;
pub mod webanno;
pub mod words;

pub use error::Error;
pub use ftm::ftm;
pub use graph::{Graph, gexf, graphml};
pub use lines::{annotations, readings};
pub use table::{Column, Kind, Table, csv, parquet};
