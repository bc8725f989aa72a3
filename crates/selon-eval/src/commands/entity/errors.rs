//! What is wrong in one article, a line each: what to look at next.

use super::score::{Compared, Label, compared, outermost};
use crate::data::names::{Name, Named};

/// Characters shown before and behind a name.
const AROUND: usize = 30;

/// A line for each name that is missed, has another type or other ends, or is none: identifier, fault, type and place.
pub(super) fn list(named: &Named, found: &[Name], labels: &[Label]) -> Vec<String> {
    let text: Vec<char> = named.article.text.chars().collect();
    let gold = outermost(&compared(&text, &named.names, labels));
    let found = compared(&text, found, &Label::ALL);
    let id = &named.article.id;
    let shown = |range: std::ops::Range<usize>| -> String {
        let characters = text.get(range).unwrap_or_default().iter();
        characters.map(|&c| if c.is_whitespace() { ' ' } else { c }).collect()
    };
    let line = |fault: String, name: &Compared| {
        let Compared { start, end, label } = *name;
        let before = shown(start.saturating_sub(AROUND)..start);
        let behind = shown(end..(end + AROUND).min(text.len()));
        format!("{id} {fault} [{}] {before}⟦{}⟧{behind}", label.name(), shown(start..end))
    };
    let overlap = |a: &Compared, b: &Compared| a.start < b.end && b.start < a.end;
    let mut lines = Vec::new();
    for name in gold.iter().filter(|name| !found.contains(name)) {
        lines.push(match found.iter().find(|other| overlap(name, other)) {
            None => line("missed".to_owned(), name),
            Some(other) if (other.start, other.end) == (name.start, name.end) => {
                line(format!("taken for {}", other.label.name()), name)
            }
            Some(other) => line(format!("cut as {:?}", shown(other.start..other.end)), name),
        });
    }
    let extra = found.iter().filter(|name| labels.contains(&name.label));
    let extra = extra.filter(|name| !gold.iter().any(|other| overlap(name, other)));
    lines.extend(extra.map(|name| line("extra".to_owned(), name)));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use selon_record::{Article, CodePointSpan, EntityType};

    #[test]
    fn every_fault_has_a_line() {
        let name = |start, end, kind| Name { span: CodePointSpan::new(start, end), kind };
        let named = Named {
            article: Article { id: "a".to_owned(), ..Article::new("Nour, Élise Morin, Brest, Zéro") },
            names: vec![
                name(0, 4, EntityType::Place),
                name(6, 17, EntityType::Person),
                name(19, 24, EntityType::Place),
            ],
        };
        let found = [
            name(6, 11, EntityType::Person),
            name(19, 24, EntityType::Person),
            name(26, 30, EntityType::Organisation),
        ];
        let lines = list(&named, &found, Label::THREE);
        let starts: Vec<&str> = lines.iter().filter_map(|line| line.split(" [").next()).collect();
        assert_eq!(starts, ["a missed", "a cut as \"Élise\"", "a taken for person", "a extra"]);
        assert_eq!(lines[0], "a missed [location] ⟦Nour⟧, Élise Morin, Brest, Zéro");
    }
}
