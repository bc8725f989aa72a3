//! The closing formula: « (afp/nxp) », « dv/mk (AM) », « (Belga) », « Avec l'Agence France-Presse », « © AFP 2022 ».

use selon_record::CreditForm;

use super::Found;
use super::agency::{Agencies, Agency};
use super::parts::{Part, parts};
use super::words::Role;

/// Lines at the end of a text that may credit somebody: links and names can follow.
const LINES: usize = 3;

/// Longer lines are sentences.
const LONGEST: usize = 80;

/// The credits at the end of a text. `in_head` are the agencies that its signature and its dateline credit.
pub(super) fn closing(text: &str, agencies: &Agencies<'_>, in_head: &[Agency]) -> Vec<Found> {
    let mut end = text.trim_end().len();
    let mut found = Vec::new();
    for _ in 0..LINES {
        let start = text[..end].rfind('\n').map_or(0, |at| at + 1);
        let line = &text[start..end];
        let skipped = line.len() - line.trim_start().len();
        let (start, line) = (start + skipped, line.trim());
        let line = without_stamp(line, agencies);
        let mut of_line = in_parentheses(line, agencies);
        if of_line.is_empty() && line.len() <= LONGEST && start > 0 {
            of_line = match claimed(line, agencies) {
                Some(at) => rights(line, at, agencies, in_head),
                None => signed(line, agencies),
            };
        }
        found.extend(of_line.into_iter().map(|(agency, span)| Found {
            agency,
            form: CreditForm::Closing,
            span: start + span.start..start + span.end,
        }));
        end = text[..start].trim_end().len();
        if !found.is_empty() || end == 0 {
            break;
        }
    }
    found
}

type Credited = Vec<(Agency, std::ops::Range<usize>)>;

/// « … une enquête est ouverte. (afp/nxp) »: parentheses behind the last sentence or on a line of their own, maybe behind
/// the initials of who wrote it. « … le ministre (PS) » ends no sentence, and « (R.W.) » is no agency.
fn in_parentheses(line: &str, agencies: &Agencies<'_>) -> Credited {
    let Some(inside_end) = line.strip_suffix([')', ']']).map(str::len) else { return Vec::new() };
    let Some(open) = line.rfind(['(', '[']) else { return Vec::new() };
    let (before, inside) = (line[..open].trim_end(), &line[open + 1..inside_end]);
    if inside.chars().count() > 40 {
        return Vec::new();
    }
    let is_signed = before.len() < LONGEST && before.split(['/', '-', ',', ' ']).all(is_initials);
    let ends_sentence = before.is_empty() || before.ends_with(['.', '!', '?', '…', '»', '"', '”', ')']);
    let parts = parts(inside, agencies.words);
    // A code in small letters among others is one even where the sentence has no full stop.
    let is_code = parts.len() > 1 && inside.contains('/');
    if !is_signed && !ends_sentence && !is_code {
        return Vec::new();
    }
    let initialled = is_signed && !before.is_empty();
    let only = parts.len() == 1;
    let span = if initialled { 0..line.len() } else { open..line.len() };
    let found = parts.into_iter().filter_map(|Part { name, marked, .. }| {
        let name = &inside[name];
        let agency = if initialled || only && ends_sentence || marked {
            agencies.likely(name)
        } else {
            agencies.sure(name)
        };
        Some((agency?, span.clone()))
    });
    found.collect()
}

/// « dv », « mk », « lr »: who wrote and who read it, in small letters.
fn is_initials(word: &str) -> bool {
    word.is_empty() || word.chars().count() <= 4 && word.chars().all(|c| c.is_lowercase())
}

/// Where the name stands in a notice of rights.
fn claimed(line: &str, agencies: &Agencies<'_>) -> Option<usize> {
    let mark = ["©", "(c)", "(C)"].into_iter().find(|mark| line.starts_with(mark)).map(str::len);
    mark.or_else(|| agencies.words.starts(line, &[Role::Rights]))
}

/// A line without the time that pages print behind it: « (ats/nxp) Créé: 21.12.2018, 09h59 ».
fn without_stamp<'t>(line: &'t str, agencies: &Agencies<'_>) -> &'t str {
    let Some(end) = line.rfind([')', ']']).map(|at| at + 1) else { return line };
    let behind = line[end..].trim_start();
    let is_stamp = behind.chars().count() < 60
        && behind.contains(|c: char| c.is_ascii_digit())
        && agencies.words.starts(behind, &[Role::Stamp]).is_some();
    if is_stamp { &line[..end] } else { line }
}

/// « © AFP 2022 », « © Agence France-Presse. Tous droits réservés »: the text is the agency's. A mere « © AFP » is the line
/// under a picture, unless the signature or the dateline says that the text is from there too.
fn rights(line: &str, at: usize, agencies: &Agencies<'_>, in_head: &[Agency]) -> Credited {
    let claimed = &line[at..];
    let mut is_stated = false;
    let mut found = Vec::new();
    for part in parts(&claimed.replace('.', ","), agencies.words) {
        let name = &claimed[part.name.clone()];
        is_stated |= agencies.words.starts(name, &[Role::Rights]).is_some()
            || name.contains(|c: char| c.is_ascii_digit());
        let bare = name.trim_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || c == '©');
        if let Some(agency) = agencies.sure(bare).filter(|agency| !agencies.is_unnamed(&agency.name)) {
            found.push((agency, 0..at + part.name.end));
        }
    }
    found.retain(|(agency, _)| is_stated || in_head.iter().any(|other| other.is(agency)));
    found
}

/// « Merzak Ziani/Agences », « Avec l'AFP », « Source : Belga », « AFP »: a last line of names alone, one of them an agency's.
fn signed(line: &str, agencies: &Agencies<'_>) -> Credited {
    let line = line.trim_end_matches('.');
    let parts = parts(line, agencies.words);
    if parts.len() > 5 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for part in parts {
        let name = &line[part.name.clone()];
        let agency = if part.marked { agencies.likely(name) } else { agencies.sure(name) };
        match agency {
            Some(agency) => found.push((agency, part.start.min(part.name.start)..part.name.end)),
            // Everything else has to be a name.
            None if name.split_whitespace().all(|word| word.starts_with(char::is_uppercase)) => {}
            None => return Vec::new(),
        }
    }
    found
}
