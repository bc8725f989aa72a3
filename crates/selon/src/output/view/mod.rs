//! What the views of a reading for people share: who speaks, in which order, in which passages, and text of others made
//! safe to show.

mod chain;
mod count;
mod facts;
mod figure;
mod level;
mod manner;
mod names;
mod passages;
mod place;
mod speaker;
mod tally;
mod tree;
mod visible;
mod voices;

pub(crate) use chain::{LinkRole, ShownLink, chain};
pub(crate) use count::{counted, counted_in_order, times};
pub(crate) use facts::{facts, instant, origin, title, url};
pub(crate) use figure::{Figure, Figures, is_amount, outermost, undated};
pub(crate) use level::{LEVELS, sign};
pub(crate) use manner::Manner;
pub(crate) use names::{Name, by_source, by_type, links, names, source};
pub(crate) use passages::Passages;
pub(crate) use place::place;
pub(crate) use speaker::{Speaker, own_name, unquoted};
pub(crate) use tally::{Whose, tally};
pub(crate) use tree::in_order;
pub(crate) use visible::{END_OF_ISOLATE, ISOLATE, is_right_to_left, phrase, visible};
pub(crate) use voices::Voices;
