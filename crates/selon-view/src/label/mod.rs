//! The words a reading is shown with: what can be said is a [`Label`]; how, in each language, is a module of its own.

mod english;
mod french;

use jiff::civil::{Date, Time};
use selon_record::{Act, EntityType, Form, Level, SourceKind};

use super::Interface;

/// Something to call by its name.
#[expect(
    missing_docs,
    reason = "each is called what it says; its wording is in the modules of the languages"
)]
#[derive(Clone, Copy, Debug)]
pub enum Label<'a> {
    // About the article.
    Untitled,
    UnknownOutlet,
    /// A day, and the time of that day with its offset from UTC, such as `+01:00`.
    Published {
        date: Date,
        time: Option<Time>,
        offset: Option<&'a str>,
    },
    /// From one day to another.
    Days {
        first: Date,
        last: Date,
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
    /// What of that the knowledge base knows.
    Recognised,
    DatesAndFigures,

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

    // About a ledger.
    NoClaims,
    NothingFound,
    ArticlesFound,
    Outlets(usize),
    Articles(usize),
    /// How many assertions, as a fact about somebody.
    AssertionsCount(usize),
    /// On how many origins something rests.
    Origins {
        at_least: usize,
        at_most: usize,
    },
    Contradictions(usize),
    Updates(usize),
    /// On how many steps a hedge was lost.
    HedgesLost(usize),
    SourcesLost(usize),
    ClaimNumber(i64),
    /// By somebody's decision it is not as it was found.
    Edited,
    NoDecisions,
    TakenBack,
    Voices,
    Reliances,
    MostQuoted,
    /// How many of its assertions are on somebody's word.
    Attributed {
        attributed: usize,
        assertions: usize,
    },
    /// How many of these, in per cent, have no name behind them.
    Nameless(u8),
    /// How many articles credit an agency.
    Credited(usize),
    CreditsIt,
    CitesIt,
    CopiesIt,

    // Times and quantities.
    /// How many dates nothing dates: it is not known when the article was published.
    NoPublicationDate(usize),
    /// What stands before the times of an assertion.
    When,
    /// What stands before its quantities.
    HowMuch,
    Undated,
    /// From a day or hour on.
    From(&'a str),
    /// Up to a day or hour, with that day.
    Until(&'a str),
    Number(f64),
    Dates,
    UndatedTimes,
    DurationsAndSets,
    Amounts,

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

    /// How many more there are than are shown.
    More(usize),

    // The knowledge base.
    InAll,
    /// A name that no entry has.
    NotInBase(&'a str),
    /// How many entries more a name may mean.
    MoreEntries(usize),
    /// What a name is taken for.
    Sure {
        name: &'a str,
        id: &'a str,
    },
    NotSure(&'a str),
    /// The last day on which an office was known to be held.
    StillOn(&'a str),

    EntityType(EntityType),
    /// Words as they stand in the article.
    Quoted(&'a str),
    /// What explains what is before it, as in « ouï-dire : … ».
    Colon,
}

impl Label<'_> {
    /// The words for it.
    pub fn text(self, interface: Interface) -> String {
        match interface {
            Interface::English => english::text(self),
            Interface::French => french::text(self),
        }
    }
}

/// A number with its digits in groups of three and its decimals behind a mark; very large and very small ones with their
/// power of ten.
fn number(value: f64, group: char, mark: char) -> String {
    let size = value.abs();
    if !value.is_finite() || size >= 1e15 || size > 0.0 && size < 1e-6 {
        return format!("{value:e}").replace('.', &mark.to_string());
    }
    let written = value.to_string();
    let (whole, decimals) = written.split_once('.').map_or((&*written, None), |(w, d)| (w, Some(d)));
    let digits = whole.trim_start_matches('-');
    let mut number = String::from(if whole.len() > digits.len() { "-" } else { "" });
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            number.push(group);
        }
        number.push(digit);
    }
    if let Some(decimals) = decimals {
        number.push(mark);
        number += decimals;
    }
    number
}
