//! Credits in the signature: « AFP », « J. Martin et AFP », « La rédaction, avec AM », « Service étranger (AM) ».

use selon_record::CreditForm;

use super::Found;
use super::agency::{Agencies, Agency};
use super::parts::parts;

/// The credits of a signature. `named` are the agencies that the text credits: their initials are no journalist's.
pub(super) fn byline(byline: &str, agencies: &Agencies<'_>, named: &[Agency]) -> Vec<Found> {
    let parts = parts(byline, agencies.words);
    let is_sole = parts.len() == 1 && !parts[0].marked;
    let form = if is_sole { CreditForm::Sole } else { CreditForm::With };
    let found = parts.into_iter().filter_map(|part| {
        let name = &byline[part.name.clone()];
        let agency = if part.marked { agencies.likely(name) } else { agencies.sure(name) };
        // In small letters a name is a word: only codes at the end of a text are written so.
        let agency = agency
            .filter(|agency| agency.name.contains(char::is_uppercase) || agencies.is_unnamed(&agency.name));
        let agency = agency.or_else(|| named.iter().find(|other| other.name == name).cloned())?;
        let end = part.name.end;
        Some(Found { agency, form, span: part.start.min(part.name.start)..end })
    });
    found.collect()
}
