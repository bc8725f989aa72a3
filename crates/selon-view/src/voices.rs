//! `--voices`: whose words are shown.

use selon_record::{Assertion, Form};

use super::Speaker;

/// Whose words to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
pub enum Voices {
    /// What the article says on the word of others, and hearsay; its own voice is only counted
    Others,
    /// Its own voice too
    All,
}

impl Voices {
    /// Whether an assertion of this speaker is shown.
    pub fn show(self, assertion: &Assertion, speaker: &Speaker) -> bool {
        self == Voices::All || !is_own_voice(assertion, speaker)
    }
}

/// Whether the article says it in its own voice, without a word that attributes it: not « selon nous ».
fn is_own_voice(assertion: &Assertion, speaker: &Speaker) -> bool {
    assertion.form == Form::Plain && *speaker == Speaker::Own
}
