//! A claim in the list: what a reader sees of it before opening it.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use selon_ledger::query::{Alone, ClaimRow, Listed};
use selon_record::{CodePointSpan, Level};
use selon_view::{Interface, LEVELS, Label, phrase, sign};

use crate::words::{Words, words};

/// Outlets that are drawn as signs at most.
const DRAWN: usize = 12;

const FIRST_SEEN: Words = words("vu pour la première fois le", "first seen on");
const LAST_SEEN: Words = words("encore le", "last on");
const UNDATED: Words = words("sans date", "no date");
const TOLD_AS_FACT: Words = words("repris comme un fait", "told as a fact");
const NO_LONGER_NAMED: Words = words("plus citée", "no longer named");
const AND: Words = words("et", "and");

/// A claim as the list shows it.
pub(crate) struct Shown {
    pub(crate) number: i64,
    pub(crate) href: String,
    /// The content that stands for it, in pieces, of which some were searched for.
    pub(crate) title: Vec<Piece>,
    /// Whether it looks better confirmed than it is: many outlets, maybe one origin.
    pub(crate) is_amplified: bool,
    /// How many outlets and origins, in words.
    pub(crate) reach: String,
    /// The same in signs: one for each outlet.
    pub(crate) outlets_drawn: String,
    /// And for each origin that is shown.
    pub(crate) origins_drawn: String,
    /// What else there is to know, each with the class it is shown by.
    pub(crate) facts: Vec<(&'static str, String)>,
    /// Who has it, those first that had it first.
    pub(crate) outlets: String,
    /// On which day first; on which last, where that is another.
    pub(crate) seen: Vec<Seen>,
    pub(crate) undated: Option<&'static str>,
    /// How sure it is presented.
    pub(crate) levels: Vec<Share>,
    /// Words of another of its assertions that were searched for.
    pub(crate) snippet: Vec<Piece>,
}

/// A stretch of words, searched for or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) words: String,
    pub(crate) is_found: bool,
}

/// A day, as machines and as people read it, with what it is the day of.
pub(crate) struct Seen {
    pub(crate) what: &'static str,
    pub(crate) day: Date,
    pub(crate) words: String,
}

/// How many assertions are presented in one way.
pub(crate) struct Share {
    pub(crate) name: &'static str,
    pub(crate) sign: char,
    pub(crate) count: u32,
    pub(crate) label: String,
}

/// Words that only one article has.
pub(crate) struct Single {
    pub(crate) content: Vec<Piece>,
    /// The page of the article.
    pub(crate) href: String,
    pub(crate) title: String,
    pub(crate) outlet: String,
}

impl Single {
    pub(crate) fn of(alone: Alone, interface: Interface) -> Single {
        let title = alone.title.as_deref().map(phrase).filter(|title| !title.is_empty());
        Single {
            content: pieces(&alone.found.content, &alone.found.words),
            href: format!("/articles/{}", alone.article),
            title: title.unwrap_or_else(|| Label::Untitled.text(interface)),
            outlet: alone.outlet.as_deref().map(phrase).unwrap_or_default(),
        }
    }
}

impl Shown {
    /// What it says, as one text.
    pub(crate) fn whole(&self) -> String {
        self.title.iter().map(|piece| piece.words.as_str()).collect()
    }

    pub(crate) fn of(row: &ClaimRow, listed: &Listed, interface: Interface) -> Shown {
        let (first, last) = (row.first_seen.and_then(day), row.last_seen.and_then(day));
        let seen =
            |what: Words, day| Seen { what: what.text(interface), day, words: day_in_words(day, interface) };
        let again = last.filter(|last| Some(*last) != first).map(|day| seen(LAST_SEEN, day));
        let found = listed.found.as_ref();
        let of_title = found.filter(|found| found.content == row.title);
        let snippet = found.filter(|found| found.content != row.title);
        Shown {
            number: row.claim,
            href: format!("/claims/{}", row.claim),
            title: pieces(&row.title, of_title.map_or(&[], |found| &found.words)),
            is_amplified: row.outlets >= 3 && row.at_least * 2 <= row.outlets && row.at_least <= 2,
            reach: reach(row, interface),
            outlets_drawn: drawn('■', row.outlets),
            origins_drawn: drawn('●', row.at_least),
            facts: facts(row, interface),
            outlets: named(&listed.outlets, row.outlets, interface),
            undated: first.is_none().then(|| UNDATED.text(interface)),
            seen: first.map(|day| seen(FIRST_SEEN, day)).into_iter().chain(again).collect(),
            levels: shares(&listed.levels, interface),
            snippet: snippet.map(|found| pieces(&found.content, &found.words)).unwrap_or_default(),
        }
    }

    /// The mix of certainty in words.
    pub(crate) fn mix(&self) -> String {
        self.levels.iter().map(|share| share.label.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// « 6 médias, mais peut-être une seule origine »
fn reach(row: &ClaimRow, interface: Interface) -> String {
    let outlets = Label::Outlets(row.outlets as usize).text(interface);
    let is_french = interface == Interface::French;
    match (row.at_least, row.at_most) {
        (1, 1) if row.outlets < 2 => match is_french {
            true => format!("{outlets}, une origine"),
            false => format!("{outlets}, one origin"),
        },
        (1, 1) => match is_french {
            true => format!("{outlets}, une seule origine"),
            false => format!("{outlets}, a single origin"),
        },
        (1, most) => match is_french {
            true => format!("{outlets}, mais peut-être une seule origine (au plus {most})"),
            false => format!("{outlets}, but maybe a single origin (at most {most})"),
        },
        (least, most) if least == most => match is_french {
            true => format!("{outlets}, {least} origines"),
            false => format!("{outlets}, {least} origins"),
        },
        (least, most) => match is_french {
            true => format!("{outlets}, de {least} à {most} origines"),
            false => format!("{outlets}, {least} to {most} origins"),
        },
    }
}

fn facts(row: &ClaimRow, interface: Interface) -> Vec<(&'static str, String)> {
    let count = |count: u32| count as usize;
    let all = [
        ("against", row.contradictions, Label::Contradictions(count(row.contradictions))),
        ("update", row.updates, Label::Updates(count(row.updates))),
        ("lost", row.hedge_loss, Label::HedgesLost(count(row.hedge_loss))),
        ("lost", row.source_loss, Label::SourcesLost(count(row.source_loss))),
        ("dim", u32::from(row.edited), Label::Edited),
    ];
    let some = all.into_iter().filter(|(_, count, _)| *count > 0);
    let said = |label: Label<'_>| {
        let what = match label {
            Label::HedgesLost(_) => TOLD_AS_FACT,
            Label::SourcesLost(_) => NO_LONGER_NAMED,
            _ => return label.text(interface),
        };
        format!("{} ({})", label.text(interface), what.text(interface))
    };
    some.map(|(class, _, label)| (class, said(label))).collect()
}

/// « Agence Méridienne, FrontInfo et 4 autres »
fn named(outlets: &[String], all: u32, interface: Interface) -> String {
    let mut names: Vec<String> = outlets.iter().map(|name| phrase(name)).collect();
    let more = (all as usize).saturating_sub(names.len());
    if more > 0 {
        names.push(match interface {
            Interface::French => format!("{more} autre{}", if more > 1 { "s" } else { "" }),
            Interface::English => format!("{more} other{}", if more > 1 { "s" } else { "" }),
        });
    }
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, names)) => format!("{} {} {last}", names.join(", "), AND.text(interface)),
        None => String::new(),
    }
}

fn drawn(sign: char, count: u32) -> String {
    let count = count as usize;
    let mut drawn: String = std::iter::repeat_n(sign, count.min(DRAWN)).collect();
    if count > DRAWN {
        drawn.push('…');
    }
    drawn
}

/// The levels in the order in which they are shown everywhere.
fn shares(levels: &[(Level, u32)], interface: Interface) -> Vec<Share> {
    let count = |level: Level| levels.iter().find(|(of, _)| *of == level).map(|(_, count)| *count);
    let present = LEVELS.into_iter().filter_map(|level| Some((level, count(level)?)));
    present
        .map(|(level, count)| Share {
            name: level_name(level),
            sign: sign(level),
            count,
            label: format!("{} ({count})", Label::Level(level).text(interface)),
        })
        .collect()
}

/// A level as the record and the style sheet call it.
pub(crate) fn level_name(level: Level) -> &'static str {
    match level {
        Level::Certain => "certain",
        Level::Probable => "probable",
        Level::Possible => "possible",
        Level::Hypothetical => "hypothetical",
        Level::Hearsay => "hearsay",
        Level::Open => "open",
    }
}

/// A text cut where words begin and end that were searched for.
pub(crate) fn pieces(text: &str, found: &[CodePointSpan]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, letter) in text.chars().enumerate() {
        let is_found = found.iter().any(|span| span.start <= at && at < span.end);
        match pieces.last_mut() {
            Some(last) if last.is_found == is_found => last.words.push(letter),
            _ => pieces.push(Piece { words: letter.into(), is_found }),
        }
    }
    for piece in &mut pieces {
        piece.words = selon_view::visible(&piece.words);
    }
    pieces
}

/// The day (UTC) of a second.
fn day(second: i64) -> Option<Date> {
    Timestamp::from_second(second).ok().map(|instant| instant.to_zoned(TimeZone::UTC).date())
}

/// « 9 janvier 2022 »
pub(crate) fn day_in_words(date: Date, interface: Interface) -> String {
    Label::Published { date, time: None, offset: None }.text(interface)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(outlets: u32, at_least: u32, at_most: u32) -> ClaimRow {
        ClaimRow {
            claim: 7,
            title: "164 morts".into(),
            assertions: outlets,
            articles: outlets,
            outlets,
            at_least,
            at_most,
            first_seen: Some(1_641_729_600),
            last_seen: Some(1_641_729_700),
            contradictions: 2,
            updates: 0,
            hedge_loss: 1,
            source_loss: 0,
            edited: false,
        }
    }

    #[test]
    fn many_outlets_on_one_origin_stand_out() {
        let shown = |outlets, least, most| {
            Shown::of(&row(outlets, least, most), &Listed::default(), Interface::French)
        };
        let toll = shown(6, 1, 4);
        assert!(toll.is_amplified);
        assert_eq!(toll.reach, "6 médias, mais peut-être une seule origine (au plus 4)");
        assert_eq!((&*toll.outlets_drawn, &*toll.origins_drawn), ("■■■■■■", "●"));
        assert_eq!(
            toll.facts,
            [
                ("against", "2 contradictions".to_owned()),
                ("lost", "1 réserve perdue (repris comme un fait)".into())
            ]
        );
        assert_eq!(toll.seen.len(), 1, "one day");
        assert!(!shown(3, 3, 3).is_amplified && !shown(2, 1, 1).is_amplified);
        assert_eq!(shown(3, 2, 3).reach, "3 médias, de 2 à 3 origines");
    }

    #[test]
    fn words_are_marked_where_they_stand() {
        let marked = pieces("déjà 164 morts", &[CodePointSpan::new(5, 8)]);
        let words: Vec<(&str, bool)> = marked.iter().map(|piece| (&*piece.words, piece.is_found)).collect();
        assert_eq!(words, [("déjà ", false), ("164", true), (" morts", false)]);
        assert_eq!(pieces("", &[]), []);
    }

    #[test]
    fn the_first_outlets_are_named() {
        let names = ["A", "B"].map(str::to_owned);
        assert_eq!(named(&names, 2, Interface::French), "A et B");
        assert_eq!(named(&names, 6, Interface::French), "A, B et 4 autres");
        assert_eq!(named(&names[..1], 1, Interface::English), "A");
    }
}
