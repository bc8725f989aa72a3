//! One assertion in its context: the sentences it stands in, with content, source, cue and hedge marked, and the way to the same
//! place of the article's page.

use std::ops::Range;

use askama::filters::{Escaper, Html};
use selon_record::{Assertion, Reading};

use super::look::{kind_class, level_class, mark};
use crate::{Interface, Manner, Passages, ShownLink, Speaker, Voices, chain, in_order, own_name, visible};

/// Bytes of context around the words of an assertion, where its sentences have more.
const AROUND: usize = 300;

/// Bytes of a passage that are shown; the whole of it is in the article.
const LONGEST: usize = 2000;

/// An assertion as it stands in its article.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Kind of source and sign of certainty, as the article's page has them: `O3○`.
    pub mark: String,
    /// Kind and level, as classes.
    pub class: String,
    /// The sources behind each other, outermost first.
    pub chain: Vec<ShownLink>,
    /// Kind of source, act, form, certainty with its words.
    pub how: String,
    /// The passages, as HTML: nothing of the article in them is markup.
    pub passages: Vec<String>,
}

/// The anchor of an assertion's words on the page of its article, which is the first [`Section`](super::Section) there, by its
/// number in the list there.
pub fn anchor(nth: usize) -> String {
    format!("r1m{nth}")
}

/// The evidence of some assertions of a reading, by their identifiers; nothing where the reading has no such assertion.
pub fn evidence(reading: &Reading, ids: &[&str], interface: Interface) -> Vec<Option<Evidence>> {
    let passages = Passages::new(reading);
    let own = own_name(reading, interface);
    let mut found = vec![None; ids.len()];
    let mut numbers = 1..;
    for (at, _) in in_order(reading, &passages, |_| true) {
        let assertion = &reading.assertions[at];
        let speaker = Speaker::of(assertion, passages.offsets());
        let is_own = !Voices::Others.show(assertion, &speaker);
        let number = if is_own { None } else { numbers.next() };
        for (place, _) in ids.iter().enumerate().filter(|(_, id)| **id == assertion.id) {
            let (kind, level) = (speaker.kind(assertion), assertion.certainty.level);
            found[place] = Some(Evidence {
                mark: mark(kind, number, level),
                class: format!("{} {}", kind_class(kind), level_class(level)),
                chain: chain(assertion, &speaker, &own, interface),
                how: Manner::of(assertion, &speaker, passages.offsets(), interface).line(interface),
                passages: marked(assertion, &speaker, &passages),
            });
        }
    }
    found
}

/// What words do for the assertion: the first that there is, is shown.
const ROLES: [&str; 3] = ["source", "hedge", "cue"];

/// The sentences around an assertion as HTML, each with its words marked.
fn marked(assertion: &Assertion, speaker: &Speaker, passages: &Passages<'_>) -> Vec<String> {
    let content = passages.ranges(&assertion.content);
    let source = assertion.source.as_ref().map(|source| passages.ranges(&source.spans)).unwrap_or_default();
    let roles = [source, passages.ranges(&assertion.certainty.cues), passages.ranges(&assertion.cue)];
    let all: Vec<Range<usize>> = content.iter().chain(roles.iter().flatten()).cloned().collect();
    let class =
        format!("said {} {} h0", kind_class(speaker.kind(assertion)), level_class(assertion.certainty.level));
    let around = passages.around(&all);
    around.iter().map(|passage| one(passages.text(), passage, &content, &roles, &all, &class)).collect()
}

fn one(
    text: &str,
    passage: &Range<usize>,
    content: &[Range<usize>],
    roles: &[Vec<Range<usize>>; 3],
    all: &[Range<usize>],
    class: &str,
) -> String {
    let shown = window(text, passage, all);
    let edges = all.iter().flat_map(|range| [range.start, range.end]);
    let mut cuts: Vec<usize> =
        edges.filter(|at| shown.contains(at)).chain([shown.start, shown.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let within = |ranges: &[Range<usize>], at: usize| ranges.iter().any(|range| range.contains(&at));
    let mut out = String::new();
    if passage.start < shown.start {
        out.push_str("… ");
    }
    let mut is_open = false;
    for pair in cuts.windows(2) {
        let (start, end) = (pair[0], pair[1]);
        let is_content = within(content, start);
        match (is_open, is_content) {
            (false, true) => out += &format!("<mark class=\"{class}\">"),
            (true, false) => out.push_str("</mark>"),
            _ => {}
        }
        is_open = is_content;
        let role = ROLES.into_iter().zip(roles).find(|(_, ranges)| within(ranges, start));
        if let Some((role, _)) = role {
            out += &format!("<span class=\"{role}\">");
        }
        // Writing into a string cannot fail.
        let _ = Html.write_escaped_str(&mut out, &visible(&text[start..end]));
        if role.is_some() {
            out.push_str("</span>");
        }
    }
    if is_open {
        out.push_str("</mark>");
    }
    if shown.end < passage.end {
        out.push_str(" …");
    }
    out
}

/// What of a passage is shown: all of it, or the neighbourhood of the words.
fn window(text: &str, passage: &Range<usize>, all: &[Range<usize>]) -> Range<usize> {
    if passage.len() <= LONGEST {
        return passage.clone();
    }
    let first = all.iter().map(|range| range.start).filter(|at| passage.contains(at)).min();
    let start = first.unwrap_or(passage.start).saturating_sub(AROUND).max(passage.start);
    text.floor_char_boundary(start)..text.floor_char_boundary((start + LONGEST).min(passage.end))
}

#[cfg(test)]
mod tests {
    use selon_record::Reading;
    use serde_json::json;

    use super::evidence;
    use crate::Interface;

    fn reading(text: &str, content: (usize, usize)) -> Reading {
        let end = text.chars().count();
        serde_json::from_value(json!({"selon": 1,
            "article": {"text": text, "outlet": "Horizon", "language": "fr"},
            "sentences": [{"start": 0, "end": end}],
            "assertions": [{"id": "a1", "content": [{"start": content.0, "end": content.1}], "form": "frame",
                "act": "assert", "cue": [{"start": 0, "end": 5}], "confidence": 1.0,
                "source": {"spans": [{"start": 6, "end": 13}], "kind": "organisation", "name": "l'armée"},
                "chain": [{"kind": "outlet", "name": "Horizon"}, {"kind": "organisation", "name": "l'armée"}],
                "certainty": {"level": "hearsay", "polarity": "positive", "cues": [{"start": 18, "end": 25}]}}]}))
        .unwrap()
    }

    #[test]
    fn an_assertion_stands_in_its_sentence() {
        let reading = reading("Selon l'armée, il aurait <plu> hier.", (15, 30));
        let found = evidence(&reading, &["a1", "a2"], Interface::French);
        let one = found[0].as_ref().unwrap();
        assert!(found[1].is_none());
        assert_eq!(one.mark, "O1○");
        assert_eq!(
            one.passages,
            ["<span class=\"cue\">Selon</span> <span class=\"source\">l&#39;armée</span>, \
              <mark class=\"said k-organisation l-hearsay h0\">il <span class=\"hedge\">aurait </span>&#60;plu&#62;</mark> hier."]
        );
    }

    #[test]
    fn a_sentence_without_end_is_cut() {
        let reading =
            reading(&format!("Selon l'armée, il aurait plu{}", " et neigé".repeat(100_000)), (15, 28));
        let one = evidence(&reading, &["a1"], Interface::French).remove(0).unwrap();
        assert!(one.passages[0].len() < 3000 && one.passages[0].ends_with(" …"));
    }
}
