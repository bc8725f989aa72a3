//! Which entry a name means, by its context.

mod context;
mod reasons;
mod weights;

pub use context::{Context, Role};

use crate::{Base, Candidate};

/// What a name was found to mean.
#[derive(Clone, Debug, Default)]
pub struct Link<'a> {
    /// The entry, only where it is sure.
    pub best: Option<Candidate<'a>>,
    /// How likely the name means the first candidate, 0 to 1.
    pub confidence: f32,
    /// Every candidate, the likeliest first.
    pub candidates: Vec<Scored<'a>>,
}

/// A candidate and what speaks for and against it.
#[derive(Clone, Debug)]
pub struct Scored<'a> {
    /// The candidate.
    pub candidate: Candidate<'a>,
    /// The sum of the reasons: the logarithm of how much likelier it is than that the base does not know who is meant.
    pub score: f32,
    /// What was weighed.
    pub reasons: Vec<Reason>,
}

/// Something that speaks for a candidate, or against it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reason {
    /// What it is: `the very name`, `country in the article`.
    pub name: &'static str,
    /// How much it weighs; below zero, it speaks against.
    pub weight: f32,
}

impl Base {
    /// Which entry a name means in its context. A candidate's score is the sum of its reasons; what is not known to the base
    /// has score 0, and a link is made where a candidate is likely enough among all of these.
    ///
    /// ```
    /// # use selon_kb::build::{Builder, EntryRow, NameRow, SourceRow};
    /// # use selon_kb::{Base, Context, NameSort};
    /// # use selon_record::EntityType;
    /// # let mut builder = Builder::new();
    /// # builder.source(SourceRow { id: "geonames".into(), ..SourceRow::default() });
    /// # for (id, country, population) in [("geonames:2761369", "AT", 1_691_468), ("geonames:2969284", "FR", 31_555)] {
    /// #     builder.entry(EntryRow {
    /// #         names: vec![NameRow::new("Vienne", "fr", NameSort::Main)],
    /// #         country: Some(country.into()),
    /// #         population: Some(population),
    /// #         ..EntryRow::new(id, EntityType::Place, "geonames")
    /// #     });
    /// # }
    /// # let base = Base::from_bytes(builder.finish()?)?;
    /// let vienne = |countries: &[(&str, f32)]| {
    ///     let context = Context { countries, language: "fr", ..Context::default() };
    ///     base.link("Vienne", &context).best.map(|best| best.entry.country().unwrap().to_owned())
    /// };
    /// assert_eq!(vienne(&[("IR", 1.0), ("AT", 0.5)]).as_deref(), Some("AT"));
    /// assert_eq!(vienne(&[("FR", 1.0)]), None); // Perhaps Vienne in Isère, perhaps not
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn link(&self, name: &str, context: &Context<'_>) -> Link<'_> {
        let countries = context.all_countries(self);
        let context = &Context { countries: &countries, ..*context };
        let mut candidates: Vec<Scored<'_>> = self
            .candidates(name)
            .into_iter()
            .map(|candidate| {
                let reasons = reasons::weigh(self, name, &candidate, context);
                let score = reasons.iter().map(|reason| reason.weight).sum();
                Scored { candidate, score, reasons }
            })
            .collect();
        candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
        let confidence = candidates.first().map_or(0.0, |first| {
            // Against the others and against what the base does not know.
            let others: f32 = candidates.iter().map(|other| (other.score - first.score).exp()).sum();
            1.0 / (others + (-first.score).exp())
        });
        let best = candidates.first().filter(|_| confidence >= weights::SURE).map(|first| first.candidate);
        Link { best, confidence, candidates }
    }
}
