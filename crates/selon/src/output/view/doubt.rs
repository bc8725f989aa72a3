//! What is doubtful about an assertion: in the text, and in how it was read.

use selon_record::{Assertion, Level, Offsets};

use super::{Speaker, phrase};
use crate::messages::Label;

/// Below this a reading is said to be unsure.
const SURE: f64 = 0.5;

/// How sure the reading of it is, in per cent, where that is little.
pub(crate) fn unsure(assertion: &Assertion) -> Option<u8> {
    // At least 0 and less than 50, also for a number that is none.
    (assertion.confidence < SURE).then(|| (assertion.confidence * 100.0).round().max(0.0) as u8)
}

/// What is not known about its source.
pub(crate) fn unknown(assertion: &Assertion, speaker: &Speaker) -> Option<Label<'static>> {
    match speaker {
        Speaker::Nobody if assertion.certainty.level == Level::Hearsay => Some(Label::HearsayFromNobody),
        Speaker::Nobody => Some(Label::Nobody),
        Speaker::Unidentified { .. } => Some(Label::Unidentified),
        Speaker::Named { .. } | Speaker::Unnamed { .. } | Speaker::Own => None,
    }
}

/// The words that show its certainty.
pub(crate) fn hedges(assertion: &Assertion, offsets: &Offsets<'_>) -> Vec<String> {
    let cues = assertion.certainty.cues.iter().filter_map(|&span| offsets.slice(span).ok());
    cues.map(phrase).filter(|words| !words.is_empty()).collect()
}
