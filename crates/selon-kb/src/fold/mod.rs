//! Makes spellings comparable.
//!
//! [`fold`](fold()) takes away what writers vary without meaning anything: capitals, accents, the sort of apostrophe and
//! hyphen. [`keys`] goes on to how a name sounds, so that transliterations meet: « Tokaïev » and "Tokayev".
//! [`skeleton`] keeps the consonants of a key.

mod exact;
mod key;
mod script;

pub(crate) use key::{WordKey, joined_keys, word_keys};

pub use exact::{fold, is_short};
pub use key::{joined_key, keys, skeleton};
pub use script::{is_latin, is_mixed};
