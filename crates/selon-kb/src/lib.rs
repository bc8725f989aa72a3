//! What Selon knows of the world, and from where: a name in its context goes in, an entry with its source comes out.
//!
//! The base is one file ([`Base`]), made by the [`build::Builder`] from rows that each name their source. The one in
//! `data/kb` is built into the program; another can be opened in its place.
//!
//! ```
//! use selon_kb::{Base, Context};
//!
//! let base = Base::built_in();
//! let link = base.link("Avia.pro", &Context::default());
//! assert!(link.best.is_none() || link.best.unwrap().entry.id() == "outlet:avia-pro");
//! ```
//!
//! The road of a name: [`fold`] makes its spelling comparable, [`Base::candidates`] finds every entry it may mean,
//! [`Base::link`] weighs them by the context and says which it is, or that it is not sure.

pub mod build;
pub mod fold;

mod base;
mod candidate;
mod date;
mod demonym;
mod designator;
mod domain;
mod entry;
mod given;
mod index;
mod layout;
mod link;
mod metonym;
mod name_part;
mod office;
mod person;
mod region;
mod resolution;
mod source;
mod transcribed;

pub use base::{Base, OpenError};
pub use candidate::{By, Candidate};
pub use date::{ParsePartialDateError, PartialDate};
pub use demonym::{Demonym, Gender, Number, Use};
pub use designator::{Designator, Joint};
pub use domain::host;
pub use entry::{Entry, Fact, Name, NameSort};
pub use link::{Context, Link, Reason, Role, Scored};
pub use name_part::NamePart;
pub use office::Office;
pub use resolution::ResolutionCheck;
pub use source::Source;
