//! Who speaks in an assertion, as it is shown: never more than the reading knows.

use selon_record::{Assertion, Form, Level, Offsets, Reading, SourceKind};

use super::visible::phrase;
use crate::{Interface, Label};

/// On whose word an assertion stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Speaker {
    /// Somebody with a name.
    Named {
        /// What sort of source.
        kind: SourceKind,
        /// Its fullest name in the article.
        name: String,
    },
    /// Somebody that the article leaves without a name: « des sources bien informées ».
    Unnamed {
        /// How the article speaks of it.
        words: String,
    },
    /// Somebody whom Selon cannot name: a pronoun whose person is not known.
    Unidentified {
        /// How the article speaks of it.
        words: String,
    },
    /// The article itself.
    Own,
    /// Nobody.
    Nobody,
}

impl Speaker {
    /// The speaker of an assertion.
    pub fn of(assertion: &Assertion, offsets: &Offsets<'_>) -> Speaker {
        let Some(source) = &assertion.source else {
            return if assertion.form == Form::Plain && assertion.certainty.level != Level::Hearsay {
                Speaker::Own
            } else {
                Speaker::Nobody
            };
        };
        let words = || {
            let spans = source.spans.iter().filter_map(|&span| offsets.slice(span).ok());
            unquoted(&phrase(&spans.collect::<Vec<_>>().join(" ")))
        };
        let name = || source.name.as_deref().map(phrase).filter(|name| !name.is_empty());
        match source.kind {
            SourceKind::Author => Speaker::Own,
            SourceKind::None => Speaker::Nobody,
            SourceKind::Unnamed => {
                Speaker::Unnamed { words: name().map_or_else(words, |name| unquoted(&name)) }
            }
            kind => match name() {
                Some(name) => Speaker::Named { kind, name },
                None => Speaker::Unidentified { words: words() },
            },
        }
    }

    /// What the speaker is, as far as the reading knows.
    pub fn kind(&self, assertion: &Assertion) -> SourceKind {
        match self {
            Speaker::Named { kind, .. } => *kind,
            Speaker::Unnamed { .. } => SourceKind::Unnamed,
            Speaker::Unidentified { .. } => {
                assertion.source.as_ref().map_or(SourceKind::None, |source| source.kind)
            }
            Speaker::Own => SourceKind::Author,
            Speaker::Nobody => SourceKind::None,
        }
    }

    /// What is not known about who speaks.
    pub fn unknown(&self, assertion: &Assertion) -> Option<Label<'static>> {
        match self {
            Speaker::Nobody if assertion.certainty.level == Level::Hearsay => Some(Label::HearsayFromNobody),
            Speaker::Nobody => Some(Label::Nobody),
            Speaker::Unidentified { .. } => Some(Label::Unidentified),
            Speaker::Named { .. } | Speaker::Unnamed { .. } | Speaker::Own => None,
        }
    }
}

/// The article as a speaker: its outlet, else its author.
pub fn own_name(reading: &Reading, interface: Interface) -> String {
    let article = &reading.article;
    let named = article.outlet.as_ref().or(article.byline.as_ref()).map(|name| phrase(name));
    named.filter(|name| !name.is_empty()).unwrap_or_else(|| Label::UnknownOutlet.text(interface))
}

/// Words without the quotation marks around them: they get those of the reader's language.
pub fn unquoted(words: &str) -> String {
    let is_outside = |c: char| c.is_whitespace() || matches!(c, '«' | '»' | '"' | '“' | '”' | '„');
    words.trim_matches(is_outside).to_owned()
}
