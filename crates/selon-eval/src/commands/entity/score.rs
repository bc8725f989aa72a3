//! How near the names that a program finds come to those that people marked.

use selon_record::{CodePointSpan, EntityType};

use crate::data::names::Name;
use crate::score::{Counts, ratio};

/// What the sets tell names apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Label {
    Person,
    Location,
    Organization,
    /// Any other name.
    Other,
}

impl Label {
    pub(crate) const ALL: [Label; 4] = [Label::Person, Label::Location, Label::Organization, Label::Other];

    /// Without other names, which WiNER-fr and spaCy's French models do not mean the same by.
    pub(crate) const THREE: &[Label] = Label::ALL.split_at(3).0;

    /// That of a type of the record: who publishes is an organization.
    pub(crate) fn of(kind: EntityType) -> Label {
        match kind {
            EntityType::Person => Label::Person,
            EntityType::Place => Label::Location,
            EntityType::Organisation | EntityType::Outlet => Label::Organization,
            _ => Label::Other,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Label::Person => "person",
            Label::Location => "location",
            Label::Organization => "organization",
            Label::Other => "other",
        }
    }
}

/// A name as it is compared: without the article before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Compared {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) label: Label,
}

/// What one program reached on one set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Score {
    exact: [Counts; 4],
    /// As `exact`, with names inside names.
    nested: [Counts; 4],
    /// Of the names that people marked those that share a character with any that was found.
    touched: [usize; 4],
}

impl Score {
    /// Adds an article.
    pub(crate) fn add(&mut self, text: &[char], gold: &[Name], found: &[Name], labels: &[Label]) {
        let found = compared(text, found, &Label::ALL);
        let every = compared(text, gold, labels);
        let outer = outermost(&every);
        for &label in labels {
            let of = |names: &[Compared]| -> Vec<Compared> {
                names.iter().filter(|name| name.label == label).copied().collect()
            };
            let (found_of, at) = (of(&found), label as usize);
            self.exact[at].add(&of(&outer), &found_of);
            self.nested[at].add(&of(&every), &found_of);
            let touched = |name: &&Compared| found.iter().any(|f| f.start < name.end && name.start < f.end);
            self.touched[at] += of(&outer).iter().filter(touched).count();
        }
    }

    /// Exact span and type, over some types.
    pub(crate) fn exact(&self, labels: &[Label]) -> Counts {
        sum(&self.exact, labels)
    }

    /// The same where the names that people marked inside others count too.
    pub(crate) fn nested(&self, labels: &[Label]) -> Counts {
        sum(&self.nested, labels)
    }

    /// The share of names that share a character with any that was found, whatever its type.
    pub(crate) fn touched(&self, labels: &[Label]) -> Option<f64> {
        let touched = labels.iter().map(|&label| self.touched[label as usize]).sum();
        ratio(touched, self.exact(labels).gold())
    }
}

fn sum(counts: &[Counts; 4], labels: &[Label]) -> Counts {
    let mut sum = Counts::default();
    labels.iter().for_each(|&label| sum += counts[label as usize]);
    sum
}

/// The names of some types in order, each once, without the articles before them.
pub(crate) fn compared(text: &[char], names: &[Name], labels: &[Label]) -> Vec<Compared> {
    let compared = |name: &Name| {
        let CodePointSpan { start, end } = without_article(text, name.span);
        Compared { start, end, label: Label::of(name.kind) }
    };
    let mut names: Vec<Compared> =
        names.iter().map(compared).filter(|name| labels.contains(&name.label)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Without the names that stand inside longer ones.
pub(crate) fn outermost(names: &[Compared]) -> Vec<Compared> {
    let inside = |inner: &Compared, outer: &Compared| {
        outer.start <= inner.start
            && inner.end <= outer.end
            && outer.end - outer.start > inner.end - inner.start
    };
    names.iter().filter(|name| !names.iter().any(|outer| inside(name, outer))).copied().collect()
}

/// What people include in names and leave out of them as it comes.
const ARTICLES: [&str; 12] = ["l'", "l’", "L'", "L’", "d'", "d’", "le ", "la ", "les ", "Le ", "La ", "Les "];

fn without_article(text: &[char], span: CodePointSpan) -> CodePointSpan {
    let words = text.get(span.start..span.end).unwrap_or_default();
    let stands = |article: &&&str| {
        let length = article.chars().count();
        length < words.len() && article.chars().eq(words.iter().take(length).copied())
    };
    let length = ARTICLES.iter().find(stands).map_or(0, |article| article.chars().count());
    CodePointSpan::new(span.start + length, span.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(start: usize, end: usize, kind: EntityType) -> Name {
        Name { span: CodePointSpan::new(start, end), kind }
    }

    #[test]
    fn names_are_compared_without_their_article() {
        let text: Vec<char> = "L’OTAN et la Grande Mosquée de Valence, selon l'Avia".chars().collect();
        let score = |gold: &[Name], found: &[Name]| {
            let mut score = Score::default();
            score.add(&text, gold, found, Label::THREE);
            score
        };
        let otan = |start, kind| name(start, 6, kind);
        let one = score(&[otan(0, EntityType::Organisation)], &[otan(2, EntityType::Outlet)]);
        assert_eq!(one.exact(Label::THREE), Counts { right: 1, spurious: 0, missed: 0 });
        let other = score(&[otan(2, EntityType::Organisation)], &[otan(0, EntityType::Place)]);
        assert_eq!(other.exact(Label::THREE), Counts { right: 0, spurious: 1, missed: 1 });
        assert_eq!(other.touched(Label::THREE), Some(1.0));
    }

    #[test]
    fn of_names_in_names_the_longest_counts() {
        let text: Vec<char> = "la Grande Mosquée de Valence".chars().collect();
        let mosque = name(3, 28, EntityType::Organisation);
        let town = name(21, 28, EntityType::Place);
        let mut score = Score::default();
        score.add(&text, &[town, mosque], &[mosque, name(0, 2, EntityType::Other)], Label::THREE);
        assert_eq!(score.exact(Label::THREE), Counts { right: 1, spurious: 0, missed: 0 });
        assert_eq!(score.nested(Label::THREE), Counts { right: 1, spurious: 0, missed: 1 });
        assert_eq!(score.exact(&Label::ALL).f1(), Some(1.0), "other names are not asked for");
    }
}
