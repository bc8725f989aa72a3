//! Entities: the names that the recogniser finds, with the types of the record, and sites named by their domain.

use selon_record::{Entity, EntityForm, EntityType, OffsetError, Offsets, Span};
use selon_spacy::Doc;

use crate::lexicon::Lexicon;

/// The entities of a document, in order.
///
/// # Errors
/// None in practice: every span comes from the text that `offsets` was made of.
pub(crate) fn find(doc: &Doc, lexicon: &Lexicon, offsets: &Offsets<'_>) -> Result<Vec<Entity>, OffsetError> {
    let domains: Vec<Span> = domains(doc).collect();
    let mut found: Vec<_> = domains.iter().map(|&span| (span, EntityType::Outlet, 0.8)).collect();
    for entity in doc.ents() {
        let Some(&kind) = lexicon.labels.get(doc.labels().get(entity.label)) else { continue };
        let Some(span) = name(doc, entity.start..entity.end) else { continue };
        let next = domains.partition_point(|domain| domain.end <= span.start);
        if !domains.get(next).is_some_and(|domain| domain.overlaps(span)) {
            found.push((span, kind, 0.7));
        }
    }
    found.sort_by_key(|(span, ..)| *span);
    let entity = |(number, (span, kind, confidence)): (usize, (Span, EntityType, f64))| {
        let text = &doc.text()[span.range()];
        Ok(Entity {
            id: format!("e{}", number + 1),
            span: offsets.record(span)?,
            text: text.to_owned(),
            kind,
            name: text.split_whitespace().collect::<Vec<_>>().join(" "),
            form: EntityForm::Name,
            metonymy: false,
            same: None,
            kb: None,
            matched: None,
            confidence,
        })
    };
    found.into_iter().enumerate().map(entity).collect()
}

/// The name in what the recogniser found: without the article and marks before it (« l'OTAN »), also where a doubled
/// apostrophe glues them together (« d\'\'Almaty »). What then has no capital or figure is no name (« l\'\'on »).
fn name(doc: &Doc, tokens: std::ops::Range<usize>) -> Option<Span> {
    let opens = |i: &usize| doc.token(*i).is_space() || matches!(doc.token(*i).pos(), "DET" | "PUNCT");
    let first = tokens.clone().find(|i| !opens(i))?;
    let mut span = Span::new(doc.token(first).range().start, doc.token(tokens.end - 1).range().end);
    let words = &doc.text()[span.range()];
    if let Some((elided, rest)) = words.split_once(['\'', '’'])
        && elided.chars().count() <= 2
    {
        span.start = span.end - rest.trim_start_matches(['\'', '’']).len();
    }
    let is_name = |c: char| c.is_uppercase() || c.is_numeric() || c.is_alphabetic() && !c.is_lowercase();
    doc.text()[span.range()].contains(is_name).then_some(span)
}

fn domains(doc: &Doc) -> impl Iterator<Item = Span> + '_ {
    doc.tokens().filter(|token| is_domain(token.text())).map(|token| Span::from(token.range()))
}

/// Whether a word is the name of a site: labels of letters, digits and hyphens, the last of at least two letters
/// (« veille-steppes.example », « Avia.pro »). Abbreviations have labels too short for it (« p.ex. », « U.S. »).
pub(crate) fn is_domain(word: &str) -> bool {
    let mut labels = word.split('.').rev();
    let top = labels.next().unwrap_or("");
    let letters = |s: &str| s.chars().all(|c| c.is_ascii_alphabetic());
    let below: Vec<&str> = labels.collect();
    let label = |l: &&str| {
        l.len() >= 2
            && l.chars().all(|c| c.is_alphanumeric() || c == '-')
            && l.starts_with(char::is_alphanumeric)
            && l.ends_with(char::is_alphanumeric)
    };
    top.len() >= 2
        && top.len() <= 24
        && letters(top)
        && top.chars().all(|c| c.is_lowercase())
        && !below.is_empty()
        && below.iter().all(label)
        && below.iter().any(|l| l.chars().any(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::is_domain;

    #[test]
    fn sites_are_told_from_abbreviations_and_numbers() {
        for site in ["veille-steppes.example", "Avia.pro", "20minutes.fr", "www.lemonde.fr"] {
            assert!(is_domain(site), "{site}");
        }
        for other in ["M.", "U.S.", "3.000", "etc.", "p.ex", "cinq.Le", "fin", "...", "a.b"] {
            assert!(!is_domain(other), "{other}");
        }
    }
}
