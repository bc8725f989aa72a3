//! What is wrong in one article, a line each: what to look at next.

use std::collections::HashSet;

use selon_record::{Article, CodePointSpan, Offsets};

use super::score::Match;
use crate::data::gold::Attribution;

/// Characters of a content that are shown.
const SHOWN: usize = 120;

/// A line for each attribution of the gold standard that is missed or has a wrong source, then for each found one that
/// was paired with none: identifier, fault, form, source, cue and content.
pub(crate) fn list(
    article: &Article,
    gold: &[Attribution],
    found: &[Attribution],
    matches: &[Option<Match>],
) -> Vec<String> {
    let offsets = Offsets::new(&article.text);
    let line = |fault: &str, attribution: &Attribution| {
        let [source, cue, content] =
            [&attribution.source, &attribution.cue, &attribution.content].map(|spans| words(&offsets, spans));
        let (id, form) = (&article.id, attribution.form.as_deref().unwrap_or("?"));
        let content: String = content.chars().take(SHOWN).collect();
        format!("{id} {fault} [{form}] {source:?} {cue:?} : {content:?}")
    };
    let mut lines = Vec::new();
    for (attribution, matched) in gold.iter().zip(matches) {
        match matched.filter(Match::is_found) {
            None => lines.push(line("missed", attribution)),
            Some(matched) if !matched.source => lines.push(line("wrong source", attribution)),
            Some(_) => (),
        }
    }
    let paired: HashSet<usize> = matches.iter().flatten().map(|m| m.found).collect();
    let extra = found.iter().enumerate().filter(|(i, _)| !paired.contains(i));
    lines.extend(extra.map(|(_, attribution)| line("extra", attribution)));
    lines
}

fn words(text: &Offsets<'_>, spans: &[CodePointSpan]) -> String {
    spans.iter().filter_map(|&span| text.slice(span).ok()).collect::<Vec<_>>().join(" … ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_has_a_line() {
        let article = Article { id: "a".to_owned(), ..Article::new("Été : oui, dit-il.") };
        let content = |start, end| Attribution {
            content: vec![CodePointSpan::new(start, end)],
            form: Some("direct".to_owned()),
            ..Attribution::default()
        };
        let gold = [content(0, 3), content(6, 9), content(6, 9)];
        let matched = |source| Some(Match { found: 0, overlap: 1.0, source });
        let lines =
            list(&article, &gold, &[content(6, 9), content(11, 14)], &[None, matched(false), matched(true)]);
        assert_eq!(
            lines,
            [
                r#"a missed [direct] "" "" : "Été""#,
                r#"a wrong source [direct] "" "" : "oui""#,
                r#"a extra [direct] "" "" : "dit""#,
            ]
        );
    }
}
