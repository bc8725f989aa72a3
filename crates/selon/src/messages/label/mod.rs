//! The words a reading is shown with: what can be said is a [`Label`]; how, in each language, is a module of its own.

mod english;
mod french;

use jiff::civil::{Date, Time};
use selon_record::{Act, EntityType, Form, Level, SourceKind};

use super::Interface;

/// Something to call by its name.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Label<'a> {
    // About the article.
    Untitled,
    UnknownOutlet,
    /// A day, and the time of that day with its offset from UTC, such as `+01:00`.
    Published {
        date: Date,
        time: Option<Time>,
        offset: Option<&'a str>,
    },
    /// A language by its code.
    Language(&'a str),
    Sentences(usize),
    Words(usize),

    // Headings.
    WhoSpeaks,
    HowSure,
    Assertions,
    Named,

    // Who speaks.
    /// « n assertions, dont m sans aucune source »
    Tally {
        assertions: usize,
        without_source: usize,
    },
    NoAssertions,
    UnnamedSources,
    UnidentifiedSources,
    /// The outlet or author of this name, in its own voice.
    OwnVoice(&'a str),
    Nobody,
    /// How many assertions in its own voice are not shown.
    OwnVoiceHidden {
        name: &'a str,
        count: usize,
    },

    // An assertion.
    Kind(SourceKind),
    Form(Form),
    Act(Act),
    Level(Level),
    Negative,
    /// How sure Selon is of its reading, in per cent, where that is little.
    Unsure(u8),
    HearsayFromNobody,
    Unidentified,
    NoEvidence,

    // The legend of the marks.
    WhatIsSaid,
    Source,
    Cue,
    Hedge,

    // A web page.
    /// What the whole page tells.
    PageHeading,
    /// The articles of a page by their number.
    Readings(usize),
    SkipToArticles,
    Contents,
    Legend,
    Text,
    /// How many assertions in their own voice a page's articles have, which can be shown.
    ShowOwnVoice(usize),
    /// In the content of the assertion of this mark.
    Within(&'a str),
    /// The way from the assertion of this mark to its words.
    BackToText(&'a str),

    EntityType(EntityType),
    /// Words as they stand in the article.
    Quoted(&'a str),
    /// What explains what is before it, as in « ouï-dire : … ».
    Colon,
}

impl Label<'_> {
    /// The words for it.
    pub(crate) fn text(self, interface: Interface) -> String {
        match interface {
            Interface::English => english::text(self),
            Interface::French => french::text(self),
        }
    }
}
