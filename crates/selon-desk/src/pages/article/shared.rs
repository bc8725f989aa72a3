//! Words that an article shares with another: whose they are, and how that is known.

use selon_ledger::copies::Direction;
use selon_ledger::query::SharedWords;
use selon_record::{CodePointSpan, Offsets};
use selon_view::{Interface, phrase};

use super::{told, untitled, words};

/// Passages that are shown of one copy, and characters of each.
const PASSAGES: usize = 5;
const LONGEST: usize = 220;

/// Another article with words of this one.
pub(super) struct Shared {
    /// What the marks in the text name it by.
    pub(super) number: usize,
    pub(super) direction: &'static str,
    pub(super) address: String,
    pub(super) title: String,
    pub(super) told: String,
    /// How much of this article it is.
    pub(super) how_much: String,
    /// What tells where they come from.
    pub(super) reasons: Vec<String>,
    /// The beginning of each passage.
    pub(super) passages: Vec<String>,
    pub(super) more: Option<String>,
}

impl Shared {
    pub(super) fn of(number: usize, shared: &SharedWords, text: &str, interface: Interface) -> Shared {
        let offsets = Offsets::new(text);
        let words_of = |&(here, _): &(CodePointSpan, CodePointSpan)| {
            let words = offsets.slice(here).ok()?;
            let mut shown: String = words.chars().take(LONGEST).collect();
            if shown.len() < words.len() {
                shown.push('…');
            }
            Some(phrase(&shown))
        };
        let mut reasons: Vec<String> =
            shared.reasons.iter().map(|reason| words::reason(reason, interface)).collect();
        if shared.direction == Direction::Unknown {
            reasons.push(words::NOTHING_TELLS.text(interface).to_owned());
        }
        let count = shared.passages.len();
        Shared {
            number,
            direction: words::direction(shared.direction).text(interface),
            address: format!("/articles/{}", shared.other.article),
            title: shared.other.title.as_deref().map(phrase).unwrap_or_else(|| untitled(interface)),
            told: told(&shared.other, interface),
            how_much: format!(
                "{}, {}",
                words::kind(shared.kind).text(interface),
                words::share(shared.share, interface)
            ),
            reasons,
            passages: shared.passages.iter().take(PASSAGES).filter_map(words_of).collect(),
            more: (count > PASSAGES)
                .then(|| words::first_of(interface, PASSAGES, u32::try_from(count).unwrap_or(u32::MAX))),
        }
    }
}
