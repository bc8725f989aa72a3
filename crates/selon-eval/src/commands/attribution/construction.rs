//! What kind of sentence carries an attribution of the gold standard: where recall is told apart.

use selon_record::{CodePointSpan, Offsets};
use selon_spacy::{Doc, Token};

use crate::data::gold::Attribution;

/// How an attribution is built. Each has one; that it is nested besides is a row of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Construction {
    /// In quotation marks as a whole: form `direct`.
    Direct,
    /// « Il affirme que la ville est prise. »: `que` or `qu'` stands before the content.
    QueClause,
    /// « La ville, dit-il, est prise. »: the cue stands behind the content or between its spans.
    Incise,
    /// « Il promet de rendre la ville. »: the content begins with an infinitive.
    Infinitive,
    /// « Il dénonce la prise de la ville. »: whatever else is `indirect` or `mixed`.
    NounPhrase,
    /// « Selon lui, … »: form `frame`.
    Frame,
    /// « La ville aurait été prise. »: form `hearsay`.
    Hearsay,
    /// A form that the guidelines do not know.
    Other,
}

impl Construction {
    /// Every one that the guidelines know, in the order of the table.
    pub(crate) const KNOWN: [Construction; 7] = [
        Construction::Direct,
        Construction::QueClause,
        Construction::Incise,
        Construction::Infinitive,
        Construction::NounPhrase,
        Construction::Frame,
        Construction::Hearsay,
    ];

    /// Its name in the table.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Construction::Direct => "direct",
            Construction::QueClause => "que-clause",
            Construction::Incise => "incise",
            Construction::Infinitive => "infinitive",
            Construction::NounPhrase => "noun phrase",
            Construction::Frame => "frame",
            Construction::Hearsay => "hearsay",
            Construction::Other => "other",
        }
    }

    /// The construction of an attribution in a parsed text.
    pub(crate) fn of(attribution: &Attribution, doc: &Doc) -> Construction {
        match attribution.form.as_deref() {
            Some("direct") => Construction::Direct,
            Some("frame") => Construction::Frame,
            Some("hearsay") => Construction::Hearsay,
            Some("indirect" | "mixed") => clause(attribution, doc),
            _ => Construction::Other,
        }
    }
}

/// The construction of a content that is in no quotation marks as a whole.
fn clause(attribution: &Attribution, doc: &Doc) -> Construction {
    let offsets = Offsets::new(doc.text());
    let first = attribution.content.iter().copied().min();
    let Some(start) = first.and_then(|span| offsets.span(span).ok()).map(|span| span.start) else {
        return Construction::NounPhrase;
    };
    if is_behind_que(&doc.text()[..start]) {
        Construction::QueClause
    } else if is_incise(&attribution.content, &attribution.cue) {
        Construction::Incise
    } else if begins_with_infinitive(doc, start) {
        Construction::Infinitive
    } else {
        Construction::NounPhrase
    }
}

/// Whether a text ends in the word `que` or `qu'`, blanks and opening quotation marks apart.
fn is_behind_que(before: &str) -> bool {
    let before = before.trim_end_matches(|c: char| c.is_whitespace() || "«“\"‘".contains(c));
    let is_whole = |rest: &str| !rest.ends_with(char::is_alphabetic);
    let word = ["que", "Que", "qu'", "Qu'", "qu’", "Qu’"].iter().find_map(|word| before.strip_suffix(word));
    word.is_some_and(is_whole)
}

/// Whether some of the cue stands behind the end of a span of the content: after all of it, or between two spans.
fn is_incise(content: &[CodePointSpan], cue: &[CodePointSpan]) -> bool {
    cue.iter().any(|cue| content.iter().any(|span| span.end <= cue.start))
}

/// Whether the first word at or behind a byte is an infinitive; pronouns and negation may stand before it: « ne pas
/// se rendre ».
fn begins_with_infinitive(doc: &Doc, start: usize) -> bool {
    let leads = |token: &Token<'_>| matches!(token.pos(), "ADV" | "PRON" | "PUNCT" | "SPACE");
    let mut words = doc.tokens().filter(|token| token.range().start >= start).skip_while(leads);
    words.next().is_some_and(|token| token.feature("VerbForm") == Some("Inf"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn que_stands_before_the_content_as_a_word() {
        for before in ["Il dit que ", "Il dit qu'", "Il dit qu’", "Il dit que « ", "Il dit qu'\""] {
            assert!(is_behind_que(before), "{before}");
        }
        for before in ["Il dit: ", "lorsque ", "jusqu'", "", "Il dit que oui "] {
            assert!(!is_behind_que(before), "{before}");
        }
    }

    #[test]
    fn an_incise_stands_behind_or_between() {
        let span = CodePointSpan::new;
        assert!(is_incise(&[span(0, 5), span(9, 12)], &[span(6, 8)]));
        assert!(is_incise(&[span(0, 5)], &[span(6, 8)]));
        assert!(!is_incise(&[span(9, 12)], &[span(6, 8)]));
        assert!(!is_incise(&[span(9, 12)], &[]));
    }
}
