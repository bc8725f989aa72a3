//! Recall by form and by construction: where what is missed stands.

use std::collections::BTreeMap;

use super::construction::Construction;
use super::score::Match;
use crate::data::gold::Attribution;
use crate::score::ratio;

/// What was found of each group of the gold standard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Recall {
    /// By form.
    pub(crate) forms: BTreeMap<String, Group>,
    /// By construction.
    pub(crate) constructions: BTreeMap<Construction, Group>,
    /// Of those that stand in the content of another.
    pub(crate) nested: Group,
}

/// A part of the gold standard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Group {
    /// Attributions in it.
    pub(crate) gold: usize,
    /// Those found at content@0.3.
    content: usize,
    /// Those found at whole@0.3.
    whole: usize,
}

impl Recall {
    /// Adds an attribution of the gold standard and its match.
    pub(crate) fn add(&mut self, gold: &Attribution, construction: Construction, matched: Option<Match>) {
        let form = gold.form.as_deref().unwrap_or("none").to_owned();
        self.forms.entry(form).or_default().add(matched);
        self.constructions.entry(construction).or_default().add(matched);
        if gold.nested {
            self.nested.add(matched);
        }
    }
}

impl Group {
    fn add(&mut self, matched: Option<Match>) {
        let found = matched.filter(Match::is_found);
        self.gold += 1;
        self.content += usize::from(found.is_some());
        self.whole += usize::from(found.is_some_and(|m| m.source));
    }

    /// Recall at content@0.3; none of an empty group.
    pub(crate) fn content(self) -> Option<f64> {
        ratio(self.content, self.gold)
    }

    /// Recall at whole@0.3; none of an empty group.
    pub(crate) fn whole(self) -> Option<f64> {
        ratio(self.whole, self.gold)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_source_is_found_by_content_only() {
        let mut recall = Recall::default();
        let gold = Attribution { form: Some("mixed".to_owned()), nested: true, ..Attribution::default() };
        let found = Match { found: 0, overlap: 0.5, source: false };
        recall.add(&gold, Construction::Incise, Some(found));
        recall.add(&gold, Construction::QueClause, Some(Match { overlap: 0.2, source: true, ..found }));
        recall.add(&gold, Construction::QueClause, Some(Match { source: true, ..found }));
        recall.add(&gold, Construction::QueClause, None);
        assert_eq!(recall.nested, Group { gold: 4, content: 2, whole: 1 });
        assert_eq!(recall.forms["mixed"], recall.nested);
        assert_eq!(recall.constructions[&Construction::QueClause], Group { gold: 3, content: 1, whole: 1 });
    }
}
