//! How a reading is shown in English.

use jiff::civil::Date;
use selon_record::{Act, EntityType, Form, Level, SourceKind};

use super::{Label, number};
use crate::Interface;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The words for a label.
pub(super) fn text(label: Label<'_>) -> String {
    match label {
        Label::Published { date, time, offset } => {
            let mut text = format!("{} {} {}", date.day(), month(date), date.year());
            if let Some(time) = time {
                text += &format!(", {}:{:02}", time.hour(), time.minute());
            }
            offset.map_or(text.clone(), |offset| format!("{text} (UTC{offset})"))
        }
        Label::Days { first, last } => {
            let start = match (first.year() == last.year(), first.month() == last.month()) {
                (true, true) => first.day().to_string(),
                (true, false) => format!("{} {}", first.day(), month(first)),
                (false, _) => format!("{} {} {}", first.day(), month(first), first.year()),
            };
            format!("{start} – {} {} {}", last.day(), month(last), last.year())
        }
        Label::Language(code) => Interface::English.language_name(code).into(),
        Label::Sentences(count) => counted(count, "sentence"),
        Label::Words(count) => counted(count, "word"),
        Label::Tally { assertions, without_source } => {
            let whole = counted(assertions, "assertion");
            match without_source {
                0 => whole,
                some => format!("{whole}, {some} of them without any source"),
            }
        }
        Label::OwnVoice(name) => format!("{name}, in its own voice"),
        Label::OwnVoiceHidden { name, count } => {
            let (whole, them) = (counted(count, "assertion"), if count == 1 { "it" } else { "them" });
            format!("{whole} not shown: {name}, in its own voice (--voices all shows {them})")
        }
        Label::Unsure(percent) => format!("unsure reading ({percent}%)"),
        Label::Quoted(words) => format!("“{words}”"),
        Label::More(count) => format!("and {count} more"),
        Label::Untitled => "Untitled".into(),
        Label::UnknownOutlet => "the article".into(),
        Label::WhoSpeaks => "Who speaks".into(),
        Label::HowSure => "How sure".into(),
        Label::Assertions => "Assertions".into(),
        Label::Named => "Who and what is named".into(),
        Label::Recognised => "Recognised, and on whose word".into(),
        Label::DatesAndFigures => "Dates and figures".into(),
        Label::NoPublicationDate(count) => {
            let them = if count == 1 { "stays undated" } else { "stay undated" };
            format!("no date of publication: {} {them}", counted(count, "time expression"))
        }
        Label::When => "when".into(),
        Label::HowMuch => "how much".into(),
        Label::Undated => "undated".into(),
        Label::From(start) => format!("from {start}"),
        Label::Until(end) => format!("until {end}"),
        Label::Number(value) => number(value, ',', '.'),
        Label::Dates => "Dates".into(),
        Label::UndatedTimes => "Undated".into(),
        Label::DurationsAndSets => "Durations and rhythms".into(),
        Label::Amounts => "Figures".into(),
        Label::NoAssertions => "No assertion was found.".into(),
        Label::UnnamedSources => "sources without a name".into(),
        Label::UnidentifiedSources => "unidentified sources".into(),
        Label::Nobody => "no source".into(),
        Label::Kind(kind) => match kind {
            SourceKind::Person => "person",
            SourceKind::Group => "group",
            SourceKind::Organisation => "organisation",
            SourceKind::Outlet => "outlet",
            SourceKind::Document => "document",
            SourceKind::Unnamed => "source without a name",
            SourceKind::Author => "own voice",
            SourceKind::None => "no source",
        }
        .into(),
        Label::Form(form) => match form {
            Form::Direct => "quotation",
            Form::Indirect => "indirect speech",
            Form::Mixed => "quoted in part",
            Form::Frame => "“according to”",
            Form::Hearsay => "hearsay form",
            Form::Plain => "own voice",
        }
        .into(),
        Label::Act(act) => match act {
            Act::Assert => "asserts",
            Act::Deny => "denies",
            Act::Question => "asks",
            Act::Request => "demands",
            Act::Believe => "believes",
            Act::Judge => "judges",
            Act::Promise => "commits",
            Act::Unknown => "act unknown",
        }
        .into(),
        Label::Level(level) => match level {
            Level::Certain => "certain",
            Level::Probable => "probable",
            Level::Possible => "possible",
            Level::Hypothetical => "conditional on something",
            Level::Hearsay => "hearsay",
            Level::Open => "open",
        }
        .into(),
        Label::Negative => "negated".into(),
        Label::HearsayFromNobody => "hearsay without a source: the article does not say from whom".into(),
        Label::Unidentified => "source not identified".into(),
        Label::NoEvidence => "passage not found in the text".into(),
        Label::WhatIsSaid => "what is said".into(),
        Label::Source => "source".into(),
        Label::Cue => "word that attributes it".into(),
        Label::Hedge => "hedge".into(),
        Label::PageHeading => "Who says what, how surely".into(),
        Label::Readings(count) => format!("Selon · {}", counted(count, "article")),
        Label::SkipToArticles => "Go to the text".into(),
        Label::Contents => "Contents".into(),
        Label::Legend => "Legend".into(),
        Label::Text => "Text".into(),
        Label::ShowOwnVoice(count) => {
            format!("Show what is said in the article’s own voice too ({})", counted(count, "assertion"))
        }
        Label::Within(mark) => format!("within {mark}"),
        Label::BackToText(mark) => format!("{mark}, in the text"),
        Label::InAll => "in all".into(),
        Label::NotInBase(name) => format!("{name}: nothing of this name in the base"),
        Label::MoreEntries(count) => format!("… and {count} more (-n shows more)"),
        Label::Sure { name, id } => format!("→ “{name}” is taken for {id}"),
        Label::NotSure(name) => format!("→ “{name}”: not sure enough, no link is made"),
        Label::StillOn(date) => format!("still in {date}"),
        Label::EntityType(kind) => match kind {
            EntityType::Person => "People",
            EntityType::Organisation => "Organisations",
            EntityType::Outlet => "Outlets",
            EntityType::Place => "Places",
            EntityType::Group => "Groups",
            EntityType::Event => "Events",
            EntityType::Equipment => "Equipment",
            EntityType::Document => "Documents",
            EntityType::Other => "Other names",
        }
        .into(),
        Label::NoClaims => "nothing that several articles assert".into(),
        Label::NothingFound => "nothing found".into(),
        Label::ArticlesFound => "Articles".into(),
        Label::Outlets(count) => counted(count, "outlet"),
        Label::Articles(count) => counted(count, "article"),
        Label::AssertionsCount(count) => counted(count, "assertion"),
        Label::Origins { at_least, at_most } if at_least == at_most => counted(at_least, "origin"),
        Label::Origins { at_least, at_most } => format!("{at_least} to {}", counted(at_most, "origin")),
        Label::Contradictions(count) => counted(count, "contradiction"),
        Label::Updates(count) => counted(count, "update"),
        Label::HedgesLost(count) => format!("{} lost", counted(count, "hedge")),
        Label::SourcesLost(count) => format!("{} lost", counted(count, "source")),
        Label::ClaimNumber(claim) => format!("claim {claim}"),
        Label::Edited => "corrected by a user".into(),
        Label::NoDecisions => "no decisions".into(),
        Label::TakenBack => "taken back".into(),
        Label::Voices => "Outlets".into(),
        Label::Reliances => "Who relies on whom".into(),
        Label::MostQuoted => "Most quoted".into(),
        Label::Attributed { attributed, assertions } => {
            format!("{attributed} of {} on somebody’s word", counted(assertions, "assertion"))
        }
        Label::Nameless(share) => format!("{share}% without a name"),
        Label::Credited(count) => format!("an agency is credited in {}", counted(count, "article")),
        Label::CreditsIt => "credits it".into(),
        Label::CitesIt => "cites it".into(),
        Label::CopiesIt => "copies it".into(),
        Label::Colon => ": ".into(),
    }
}

fn month(date: Date) -> &'static str {
    MONTHS[usize::from(date.month().unsigned_abs()) - 1]
}

/// "1 sentence", "12 sentences".
fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
