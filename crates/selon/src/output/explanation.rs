//! Why each assertion was read as it was: rule, parse and weights, in the terms of the tables and of the parser.
//!
//! What is explained are features and relations by their names, so that it is the same in every language.

use std::fmt::Write as _;

use selon_reading::{Explanation, Reason};
use selon_record::{Offsets, Reading};

use super::words::words;

/// The explanations of a reading, in reading order.
pub(crate) fn explanation(reading: &Reading, explanations: &[(String, Explanation)]) -> String {
    let offsets = Offsets::new(&reading.article.text);
    let mut text = format!("# {}\n", reading.article.title.as_deref().unwrap_or(&reading.article.id));
    for assertion in &reading.assertions {
        let Some((_, why)) = explanations.iter().find(|(id, _)| *id == assertion.id) else { continue };
        let source = assertion.source.as_ref().map_or_else(String::new, |s| words(&offsets, &s.spans));
        let _ = writeln!(text, "\n{}  {}", assertion.id, one_line(&words(&offsets, &assertion.content)));
        let _ = writeln!(text, "    cue      {}", one_line(&words(&offsets, &assertion.cue)));
        let _ = writeln!(text, "    source   {}", if source.is_empty() { "—" } else { &source });
        let table = if why.complement.is_empty() { String::new() } else { format!(" {}", why.complement) };
        let _ = writeln!(text, "    rule     {}: {}{table}", why.rule, why.cue);
        let _ = writeln!(
            text,
            "    chosen   {:.2} that something is attributed, among {} contents",
            why.attributed, why.candidates
        );
        let _ = writeln!(text, "    parse    {} ({})", one_line(&why.parse), why.tag);
        for (name, reasons) in
            [("content", &why.content), ("nothing", &why.against), ("speaker", &why.source)]
        {
            let _ = writeln!(text, "    {name}  {}", weighed(reasons));
        }
    }
    text
}

/// « +1.20 is que listed=yes; -0.40 … »
fn weighed(reasons: &[Reason]) -> String {
    let one = |reason: &Reason| format!("{:+.2} {}", reason.weight, reason.feature);
    reasons.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
