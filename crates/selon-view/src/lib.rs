//! What people are shown of readings and claims, in French and English: who speaks, in which order, in which passages; text of
//! others made safe to show; readings as web pages ([`html`]), and the way of a claim ([`way`]).

mod chain;
mod count;
mod facts;
mod figure;
pub mod html;
mod interface;
mod label;
mod level;
mod manner;
mod names;
mod passages;
mod place;
mod speaker;
mod tally;
mod told;
mod tree;
mod visible;
mod voices;
pub mod way;

pub use chain::{LinkRole, ShownLink, chain};
pub use count::{counted, counted_in_order, times};
pub use facts::{facts, instant, origin, title, url};
pub use figure::{Figure, Figures, is_amount, outermost, undated};
pub use interface::Interface;
pub use label::Label;
pub use level::{LEVELS, sign};
pub use manner::Manner;
pub use names::{Name, by_source, by_type, links, names, source};
pub use passages::Passages;
pub use place::place;
pub use speaker::{Speaker, own_name, unquoted};
pub use tally::{Whose, tally};
pub use told::Told;
pub use tree::in_order;
pub use visible::{END_OF_ISOLATE, ISOLATE, is_right_to_left, phrase, visible};
pub use voices::Voices;
