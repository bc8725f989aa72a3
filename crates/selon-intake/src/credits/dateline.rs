//! The dateline: « PARIS (AFP) – », « ALMATY (Kazakhstan), 9 jan 2022 (AM) - », « (Belga) - ».

use std::ops::Range;

use selon_record::CreditForm;

use super::Found;
use super::agency::{Agencies, is_acronym};
use super::parts::parts;
use super::words::{Role, Words};

/// Where a dateline ends at the latest, in bytes of its line.
const LONGEST: usize = 120;

/// The credits of the dateline of a text: at the beginning of its first line, or of the second, under a title.
pub(super) fn dateline(text: &str, agencies: &Agencies<'_>) -> Vec<Found> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        at += line.len();
        (at - line.len(), line)
    });
    let found = lines.filter(|(_, line)| !line.trim().is_empty()).take(2).map(|(start, line)| {
        let found = in_parentheses(line, agencies).or_else(|| bare(line, agencies)).unwrap_or_default();
        found.into_iter().map(|found| found.moved(start)).collect::<Vec<_>>()
    });
    found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

/// « PARIS (AFP) – »: what stands in one of the first parentheses, where a place and a date stand before and a dash behind.
fn in_parentheses(line: &str, agencies: &Agencies<'_>) -> Option<Vec<Found>> {
    let head = head(line);
    let inside = head.match_indices('(').find_map(|(open, _)| {
        let close = open + head[open..].find(')')?;
        let dash = is_dash(&line[close + 1..])?;
        let before = &head[..open];
        let found = named(&head[open + 1..close], before, dash, agencies)?;
        Some((open + 1..close, found))
    });
    let (range, found) = inside?;
    let start = line.len() - line.trim_start().len();
    Some(
        found
            .into_iter()
            .map(|agency| Found { agency, form: CreditForm::Dateline, span: start..range.end + 1 })
            .collect(),
    )
}

/// The agencies in the parentheses of a dateline; none where something else stands there or before.
fn named(
    inside: &str,
    before: &str,
    dash: Dash,
    agencies: &Agencies<'_>,
) -> Option<Vec<super::agency::Agency>> {
    let is_dated = has_date(before, agencies.words);
    let first = before.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_place = is_place(before, agencies.words);
    // « Jean Dupont (LR) – » and « Almaty (AM) – » look alike, « ALMATY (AM) – » does not.
    let is_certain = is_place
        && dash == Dash::Long
        && (is_dated || first.chars().count() > 2 && first.chars().all(char::is_uppercase));
    let found = parts(inside, agencies.words).into_iter().map(|part| {
        let name = &inside[part.name];
        let is_mere_code =
            !name.contains(char::is_uppercase) && !agencies.is_unnamed(name) && name.chars().count() > 4;
        let sure = agencies.sure(name).filter(|_| !is_mere_code && is_place);
        if is_certain { sure.or_else(|| agencies.likely(name)) } else { sure }
    });
    let found: Vec<_> = found.flatten().collect();
    (!found.is_empty()).then_some(found)
}

/// « AFP – », « Paris, AFP – »: an agency that the base knows, with a place or nothing beside it.
fn bare(line: &str, agencies: &Agencies<'_>) -> Option<Vec<Found>> {
    let head = head(line);
    let end = head
        .char_indices()
        .find(|&(at, _)| head[..at].ends_with([' ', '\u{A0}']) && is_dash(&line[at..]) == Some(Dash::Long))?
        .0;
    let parts = parts(&head[..end], agencies.words);
    let mut found = Vec::new();
    let start = line.len() - line.trim_start().len();
    for part in &parts {
        let name = &head[part.name.clone()];
        match agencies
            .sure(name)
            .filter(|agency| agency.known && is_acronym(name) || agency.name.contains(char::is_uppercase))
        {
            Some(agency) => {
                found.push(Found { agency, form: CreditForm::Dateline, span: start..part.name.end })
            }
            None if is_place(name, agencies.words) => {}
            None => return None,
        }
    }
    (parts.len() <= 3).then_some(found)
}

/// The beginning of a line in which a dateline stands.
fn head(line: &str) -> &str {
    let mut end = line.len().min(LONGEST);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    &line[..end]
}

/// What stands behind a dateline.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dash {
    Long,
    Colon,
}

fn is_dash(behind: &str) -> Option<Dash> {
    let behind = behind.trim_start().trim_start_matches('.').trim_start();
    match behind.chars().next()? {
        '-' | '–' | '—' | '−' => Some(Dash::Long),
        ':' => Some(Dash::Colon),
        _ => None,
    }
}

/// Whether words are those of a place and a date: names, numbers, months, and at most ten of them.
fn is_place(before: &str, words: &Words) -> bool {
    let mut count = 0;
    before
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '/' | '.'))
        .filter(|word| !word.is_empty())
        .all(|word| {
            count += 1;
            let is_name = word.starts_with(char::is_uppercase);
            count <= 10
                && (is_name
                    || is_number(word)
                    || words.is(word, &[Role::Date, Role::Small, Role::Article])
                    || word
                        .split_once(['\'', '’'])
                        .is_some_and(|(_, name)| name.starts_with(char::is_uppercase)))
        })
}

fn has_date(before: &str, words: &Words) -> bool {
    let mut parts = before.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.'));
    before.contains(|c: char| c.is_ascii_digit()) && parts.any(|word| words.is(word, &[Role::Date]))
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.chars().count() <= 5
}

/// A stretch of the line, for whoever needs it moved to the text.
impl Found {
    fn moved(self, by: usize) -> Found {
        let Range { start, end } = self.span;
        Found { span: start + by..end + by, ..self }
    }
}
