//! Invariants of the counting on any claim.

use proptest::prelude::*;
use selon_kb::Base;
use selon_record::{Act, CodePointSpan, Credit, CreditForm, CreditPart, Form, Level, Polarity, SourceKind};

use super::*;
use crate::Between;

const OUTLETS: [&str; 6] =
    ["Le Littoral", "La Gazette", "Agence Méridienne", "Horizon", "Le Phare", "The Ledger"];
const CITED: [&str; 4] = ["Le Littoral", "Agence Méridienne", "Avia.pro", "AM"];
const SOURCES: [(SourceKind, &str); 9] = [
    (SourceKind::Organisation, "ministère de la Santé"),
    (SourceKind::Organisation, "police"),
    (SourceKind::Organisation, "pompiers"),
    (SourceKind::Organisation, "autorités"),
    (SourceKind::Person, "Claire Morin"),
    (SourceKind::Person, "Jean Roux"),
    (SourceKind::Unnamed, "une source judiciaire"),
    (SourceKind::Unnamed, "plusieurs personnes"),
    (SourceKind::Document, "bilan du ministère de la Santé"),
];

fn words(start: usize, text: &str) -> Words {
    Words { spans: vec![CodePointSpan::new(start, start + text.chars().count())], text: text.to_owned() }
}

prop_compose! {
    fn occurrence()(
        article in 1_i64..8,
        outlet in 0..OUTLETS.len(),
        cited in prop::option::of(0..CITED.len()),
        source in prop::option::of(0..SOURCES.len()),
        credit in prop::option::of(any::<bool>()),
        hour in prop::option::of(0_i64..6),
        english in any::<bool>(),
    ) -> Occurrence {
        let mut chain = Vec::new();
        let named = |name: &str| Named { name: name.to_owned(), kb: None };
        chain.extend(cited.map(|i| SourceLink { kind: SourceKind::Outlet, name: named(CITED[i]), is_name: true }));
        chain.extend(source.map(|i| SourceLink {
            kind: SOURCES[i].0,
            name: named(SOURCES[i].1),
            is_name: SOURCES[i].1.chars().any(char::is_uppercase),
        }));
        let span = CodePointSpan::new(0, 2);
        Occurrence {
            article,
            assertion: article * 10 + i64::try_from(outlet).unwrap_or(0),
            language: if english { "en" } else { "fr" }.to_owned(),
            voice: named(OUTLETS[outlet]),
            published: hour.map(|hour| (hour * 3600, hour * 3600 + 1)),
            credits: credit
                .map(|sole| Credit {
                    agency: "AM".to_owned(),
                    kb: None,
                    form: if sole { CreditForm::Sole } else { CreditForm::With },
                    part: CreditPart::Byline,
                    span,
                })
                .into_iter()
                .collect(),
            mentioned: Vec::new(),
            chain,
            source: Words::default(),
            cue: Words::default(),
            unnamed: None,
            titles: Vec::new(),
            affiliations: Vec::new(),
            form: Form::Plain,
            act: Act::Assert,
            level: if english { Level::Certain } else { Level::Hearsay },
            polarity: Polarity::Positive,
            certainty: Words::default(),
            content: words(0, "les émeutes ont fait 164 morts"),
        }
    }
}

/// Occurrences of which all those of one article agree on what is the article's.
fn occurrences() -> impl Strategy<Value = Vec<Occurrence>> {
    prop::collection::vec(occurrence(), 0..12).prop_map(|mut all| {
        for i in 0..all.len() {
            let first = all.iter().position(|other| other.article == all[i].article).unwrap_or(i);
            let of = all[first].clone();
            let own = &mut all[i];
            own.assertion = i64::try_from(i).unwrap_or(0);
            (own.language, own.voice, own.published, own.credits) =
                (of.language, of.voice, of.published, of.credits);
        }
        all
    })
}

fn copied() -> impl Strategy<Value = Copied> {
    (1_i64..8, 1_i64..8, any::<bool>(), 0_usize..4, any::<bool>()).prop_map(
        |(a, b, near, direction, holds)| {
            let start = if holds { 0 } else { 100 };
            let span = CodePointSpan::new(start, start + 30);
            let direction =
                [Direction::Forward, Direction::Backward, Direction::Common, Direction::Unknown][direction];
            Copied { a, b: if a == b { b + 1 } else { b }, near, direction, passages: vec![(span, span)] }
        },
    )
}

fn articles(occurrences: &[Occurrence]) -> usize {
    let mut ids: Vec<i64> = occurrences.iter().map(|occurrence| occurrence.article).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.len()
}

proptest! {
    #[test]
    fn bounds_are_in_order(all in occurrences(), copies in prop::collection::vec(copied(), 0..4)) {
        let found = origins(&all, &copies, Base::built_in(), &[]);
        prop_assert!(found.at_least <= found.at_most && found.at_most <= articles(&all));
        prop_assert_eq!(found.at_least == 0, all.is_empty());
        let in_groups: usize = found.groups_at_least.iter().map(|group| group.articles.len()).sum();
        prop_assert_eq!(in_groups, articles(&all));
        for group in found.groups_at_least.iter().chain(&found.groups_at_most) {
            // As many edges as it takes to join so many nodes, and each has its reason.
            prop_assert_eq!(group.joined_by.len() + 1, group.articles.len() + group.outlets.len());
        }
    }

    #[test]
    fn the_order_does_not_matter(
        (all, shuffled) in occurrences().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        copies in prop::collection::vec(copied(), 0..4),
    ) {
        let base = Base::built_in();
        prop_assert_eq!(origins(&all, &copies, base, &[]), origins(&shuffled, &copies, base, &[]));
    }

    #[test]
    fn an_edge_more_never_raises_a_count(all in occurrences(), a in 1_i64..8, b in 1_i64..8) {
        let base = Base::built_in();
        let without = origins(&all, &[], base, &[]);
        let tie = Decision::Tie(Between { a: Node::Article(a), b: Node::Article(b) });
        let with = origins(&all, &[], base, &[(1, tie)]);
        prop_assert!(with.at_least <= without.at_least && with.at_most <= without.at_most);
    }
}
