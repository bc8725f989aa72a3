//! The records of Selon: what it found in one article, as stand-off layers over the untouched text.
//!
//! A [`Reading`] is one line of `selon read --format jsonl`; an [`Article`] is one line of its input, where only
//! `text` is needed. This crate holds the types, their JSON, the conversion of offsets and the invariants every
//! reading keeps; it draws no conclusion of its own.
//!
//! # Two kinds of offsets
//!
//! Inside the program a [`Span`] counts **bytes**. A record that leaves it holds [`CodePointSpan`]s, which count
//! **Unicode code points**, so that `text[start:end]` in Python gives the words back. Only [`Offsets`] turns one
//! into the other, and the two types do not mix.
//!
//! ```
//! use selon_record::{Article, Offsets, Reading, Span};
//!
//! let article: Article = serde_json::from_str(r#"{"text": "« Été », dit-il."}"#)?;
//! let mut reading = Reading::new(article);
//! let offsets = Offsets::new(&reading.article.text);
//! let été = offsets.record(Span::new(3, 8))?; // bytes of the text
//! reading.sentences.push(offsets.record(Span::new(0, 20))?);
//! assert_eq!((été.start, été.end), (2, 5)); // code points of the record
//! assert!(reading.violations().is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod article;
mod aside;
mod assertion;
mod coverage;
mod credit;
mod entity;
mod event;
mod invariants;
mod offsets;
mod quantity;
mod reading;
mod selector;
mod span;
mod time;

pub use article::{Article, Dated};
pub use aside::{Aside, AsideKind};
pub use assertion::{
    Act, Assertion, Certainty, Form, Level, Link, Polarity, Source, SourceKind, UnnamedType,
};
pub use credit::{Credit, CreditForm, CreditPart};
pub use entity::{Entity, EntityForm, EntityType, Knowledge, Match};
pub use event::{Event, EventType};
pub use invariants::Violation;
pub use offsets::{OffsetError, Offsets};
pub use quantity::{Dimension, Measure, Quantity};
pub use reading::{Reading, Version, schema};
pub use selector::{Selector, TextPositionSelector, TextQuoteSelector};
pub use span::{CodePointSpan, Span};
pub use time::{Grain, Time, TimeModifier, TimeType};
