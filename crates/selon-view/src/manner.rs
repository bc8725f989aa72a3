//! How something is said, in words: kind of source, act, form, certainty.

use selon_record::{Assertion, Offsets, Polarity, SourceKind};

use super::{Speaker, phrase};
use crate::{Interface, Label};

/// Below this a reading is said to be unsure.
const SURE: f64 = 0.5;

/// The words for how an assertion is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manner {
    /// What the source is, where somebody is known to speak.
    pub kind: Option<String>,
    /// What is done by saying it.
    pub act: String,
    /// How it is worded: quoted, reported …
    pub form: String,
    /// How sure it is made out to be.
    pub level: String,
    /// That it is negated, where it is.
    pub negative: Option<String>,
    /// The words that show the certainty, in quotation marks.
    pub hedges: Vec<String>,
    /// How sure the reading of it is, where that is little.
    pub unsure: Option<String>,
}

impl Manner {
    /// How an assertion of this speaker is said.
    pub fn of(assertion: &Assertion, speaker: &Speaker, offsets: &Offsets<'_>, interface: Interface) -> Self {
        let say = |label: Label<'_>| label.text(interface);
        let kind = match speaker {
            Speaker::Named { kind, .. } => Some(*kind),
            Speaker::Unnamed { .. } => Some(SourceKind::Unnamed),
            Speaker::Unidentified { .. } | Speaker::Own | Speaker::Nobody => None,
        };
        let hedges = assertion.certainty.cues.iter().filter_map(|&span| offsets.slice(span).ok());
        let hedges = hedges.map(phrase).filter(|words| !words.is_empty());
        Manner {
            kind: kind.map(|kind| say(Label::Kind(kind))),
            act: say(Label::Act(assertion.act)),
            form: say(Label::Form(assertion.form)),
            level: say(Label::Level(assertion.certainty.level)),
            negative: (assertion.certainty.polarity == Polarity::Negative).then(|| say(Label::Negative)),
            hedges: hedges.map(|words| say(Label::Quoted(&words))).collect(),
            // At least 0 and less than 50 per cent, also for a number that is none.
            unsure: (assertion.confidence < SURE)
                .then(|| say(Label::Unsure((assertion.confidence * 100.0).round().max(0.0) as u8))),
        }
    }

    /// Kind of source, act, form, certainty with its words, in one line.
    pub fn line(&self, interface: Interface) -> String {
        let mut certainty = self.level.clone();
        if let Some(negative) = &self.negative {
            certainty = format!("{certainty}, {negative}");
        }
        if !self.hedges.is_empty() {
            certainty += &(Label::Colon.text(interface) + &self.hedges.join(", "));
        }
        let known = [self.kind.as_deref(), Some(&*self.act), Some(&*self.form), Some(&*certainty)];
        let parts = known.into_iter().chain([self.unsure.as_deref()]).flatten();
        parts.collect::<Vec<_>>().join(" · ")
    }
}
