//! How a reading is shown in French.

use jiff::civil::Date;
use selon_record::{Act, EntityType, Form, Level, SourceKind};

use super::{Label, number};
use crate::Interface;

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// The words for a label.
pub(super) fn text(label: Label<'_>) -> String {
    match label {
        Label::Published { date, time, offset } => {
            let mut text = format!("{} {} {}", ordinal(date), month(date), date.year());
            if let Some(time) = time {
                text += &format!(", {} h {:02}", time.hour(), time.minute());
            }
            offset.map_or(text.clone(), |offset| format!("{text} (UTC{offset})"))
        }
        Label::Days { first, last } => {
            let start = match (first.year() == last.year(), first.month() == last.month()) {
                (true, true) => ordinal(first),
                (true, false) => format!("{} {}", ordinal(first), month(first)),
                (false, _) => format!("{} {} {}", ordinal(first), month(first), first.year()),
            };
            format!("{start} – {} {} {}", ordinal(last), month(last), last.year())
        }
        Label::Language(code) => format!("langue {}", Interface::French.language_name(code)),
        Label::Sentences(count) => counted(count, "phrase"),
        Label::Words(count) => counted(count, "mot"),
        Label::Tally { assertions, without_source } => {
            let whole = counted(assertions, "assertion");
            match without_source {
                0 => whole,
                some => format!("{whole}, dont {some} sans aucune source"),
            }
        }
        Label::OwnVoice(name) => format!("{name}, en son nom"),
        Label::OwnVoiceHidden { name, count } => {
            let (whole, them) = (counted(count, "assertion"), if count < 2 { "la" } else { "les" });
            let not_shown = if count < 2 { "non montrée" } else { "non montrées" };
            format!("{whole} {not_shown}\u{A0}: {name}, en son nom (--voices all {them} montre)")
        }
        Label::Unsure(percent) => format!("lecture peu sûre ({percent}\u{A0}%)"),
        Label::Quoted(words) => format!("«\u{A0}{words}\u{A0}»"),
        Label::More(count) => format!("et {}", counted(count, "autre")),
        Label::Untitled => "Sans titre".into(),
        Label::UnknownOutlet => "l’article".into(),
        Label::WhoSpeaks => "Qui parle".into(),
        Label::HowSure => "Avec quelle certitude".into(),
        Label::Assertions => "Assertions".into(),
        Label::Named => "Qui et quoi est nommé".into(),
        Label::Recognised => "Reconnu, et d’après quoi".into(),
        Label::DatesAndFigures => "Dates et chiffres".into(),
        Label::NoPublicationDate(count) => {
            let them = if count < 2 { "reste non datée" } else { "restent non datées" };
            format!(
                "pas de date de publication\u{A0}: {} {them}",
                match count {
                    0 | 1 => format!("{count} expression de temps"),
                    _ => format!("{count} expressions de temps"),
                }
            )
        }
        Label::When => "quand".into(),
        Label::HowMuch => "combien".into(),
        Label::Undated => "non daté".into(),
        Label::From(start) => format!("dès {start}"),
        Label::Until(end) => format!("jusqu’au {end}"),
        Label::Number(value) => number(value, '\u{202F}', ','),
        Label::Dates => "Dates".into(),
        Label::UndatedTimes => "Non datés".into(),
        Label::DurationsAndSets => "Durées et rythmes".into(),
        Label::Amounts => "Chiffres".into(),
        Label::NoAssertions => "Aucune assertion n’a été trouvée.".into(),
        Label::UnnamedSources => "sources sans nom".into(),
        Label::UnidentifiedSources => "sources non identifiées".into(),
        Label::Nobody => "aucune source".into(),
        Label::Kind(kind) => match kind {
            SourceKind::Person => "personne",
            SourceKind::Group => "groupe",
            SourceKind::Organisation => "organisation",
            SourceKind::Outlet => "média",
            SourceKind::Document => "document",
            SourceKind::Unnamed => "source sans nom",
            SourceKind::Author => "en son nom",
            SourceKind::None => "aucune source",
        }
        .into(),
        Label::Form(form) => match form {
            Form::Direct => "citation",
            Form::Indirect => "discours indirect",
            Form::Mixed => "cité en partie",
            Form::Frame => "« selon »",
            Form::Hearsay => "conditionnel",
            Form::Plain => "en son nom",
        }
        .into(),
        Label::Act(act) => match act {
            Act::Assert => "affirme",
            Act::Deny => "dément",
            Act::Question => "interroge",
            Act::Request => "demande",
            Act::Believe => "pense",
            Act::Judge => "juge",
            Act::Promise => "s’engage",
            Act::Unknown => "acte inconnu",
        }
        .into(),
        Label::Level(level) => match level {
            Level::Certain => "certain",
            Level::Probable => "probable",
            Level::Possible => "possible",
            Level::Hypothetical => "sous condition",
            Level::Hearsay => "ouï-dire",
            Level::Open => "en suspens",
        }
        .into(),
        Label::Negative => "forme négative".into(),
        Label::HearsayFromNobody => "ouï-dire sans source : l’article ne dit pas de qui il le tient".into(),
        Label::Unidentified => "source non identifiée".into(),
        Label::NoEvidence => "passage introuvable dans le texte".into(),
        Label::WhatIsSaid => "ce qui est dit".into(),
        Label::Source => "source".into(),
        Label::Cue => "mot qui l’attribue".into(),
        Label::Hedge => "réserve".into(),
        Label::PageHeading => "Qui dit quoi, et avec quelle certitude".into(),
        Label::Readings(count) => format!("Selon · {}", counted(count, "article")),
        Label::SkipToArticles => "Aller au texte".into(),
        Label::Contents => "Sommaire".into(),
        Label::Legend => "Légende".into(),
        Label::Text => "Texte".into(),
        Label::ShowOwnVoice(count) => {
            format!("Montrer aussi ce qui est dit en son nom ({})", counted(count, "assertion"))
        }
        Label::Within(mark) => format!("dans {mark}"),
        Label::BackToText(mark) => format!("{mark}, dans le texte"),
        Label::InAll => "en tout".into(),
        Label::NotInBase(name) => format!("{name}\u{A0}: rien de ce nom dans la base"),
        Label::MoreEntries(count) => format!("… et {count} de plus (-n en montre davantage)"),
        Label::Sure { name, id } => format!("→ «\u{A0}{name}\u{A0}» est pris pour {id}"),
        Label::NotSure(name) => format!("→ «\u{A0}{name}\u{A0}»\u{A0}: pas assez sûr, aucun lien n’est fait"),
        Label::StillOn(date) => format!("toujours en {date}"),
        Label::EntityType(kind) => match kind {
            EntityType::Person => "Personnes",
            EntityType::Organisation => "Organisations",
            EntityType::Outlet => "Médias",
            EntityType::Place => "Lieux",
            EntityType::Group => "Groupes",
            EntityType::Event => "Événements",
            EntityType::Equipment => "Matériels",
            EntityType::Document => "Documents",
            EntityType::Other => "Autres noms",
        }
        .into(),
        Label::NoClaims => "rien que plusieurs articles affirment".into(),
        Label::NothingFound => "rien trouvé".into(),
        Label::ArticlesFound => "Articles".into(),
        Label::Outlets(count) => format!("{count} {}", if count < 2 { "média" } else { "médias" }),
        Label::Articles(count) => counted(count, "article"),
        Label::AssertionsCount(count) => counted(count, "assertion"),
        Label::Origins { at_least, at_most } if at_least == at_most => counted(at_least, "origine"),
        Label::Origins { at_least, at_most } => format!("{at_least} à {}", counted(at_most, "origine")),
        Label::Contradictions(count) => counted(count, "contradiction"),
        Label::Updates(count) => format!("{count} {} à jour", if count < 2 { "mise" } else { "mises" }),
        Label::HedgesLost(count) => lost(count, "réserve"),
        Label::SourcesLost(count) => lost(count, "source"),
        Label::ClaimNumber(claim) => format!("affirmation {claim}"),
        Label::Edited => "corrigée par un utilisateur".into(),
        Label::NoDecisions => "aucune décision".into(),
        Label::TakenBack => "annulée".into(),
        Label::Voices => "Médias".into(),
        Label::Reliances => "Qui s’appuie sur qui".into(),
        Label::MostQuoted => "Les plus cités".into(),
        Label::Attributed { attributed, assertions } => {
            format!("{attributed} sur {} sur la parole de quelqu’un", counted(assertions, "assertion"))
        }
        Label::Nameless(share) => format!("{share}\u{A0}% sans nom"),
        Label::Credited(count) => format!("agence créditée dans {}", counted(count, "article")),
        Label::CreditsIt => "le crédite".into(),
        Label::CitesIt => "le cite".into(),
        Label::CopiesIt => "le reprend".into(),
        Label::Colon => "\u{A0}: ".into(),
    }
}

/// The day of a month: « 1er », « 2 ».
fn ordinal(date: Date) -> String {
    if date.day() == 1 { "1er".into() } else { date.day().to_string() }
}

fn month(date: Date) -> &'static str {
    MONTHS[usize::from(date.month().unsigned_abs()) - 1]
}

/// « 1 phrase », « 12 phrases »; none is singular in French.
fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count < 2 { "" } else { "s" })
}

/// « 1 réserve perdue », « 2 réserves perdues »
fn lost(count: usize, noun: &str) -> String {
    format!("{} perdue{}", counted(count, noun), if count < 2 { "" } else { "s" })
}
