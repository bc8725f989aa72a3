//! Figures: one quantity through time, by whoever tells it.
//!
//! A *series* is what claims tell of one counted thing: claims that a contradiction or an update of the type `number` ties, directly or
//! through others. A figure is a quantity of an assertion of such a claim: the one that the relation compared, or, where the
//! assertion itself was not compared, one that tells the same number as a compared one of its claim.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{ArticleId, AssertionId, Error, Ledger};

/// Claims that give figures of one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Series {
    /// The number of its first claim, by which it is called.
    pub series: i64,
    /// Its claims, in the order in which they entered the ledger.
    pub claims: Vec<i64>,
    /// How many relations say that figures conflict.
    pub conflicts: usize,
    /// How many say that one is of another moment.
    pub updates: usize,
    /// The content of the first assertion that gives a figure.
    pub title: String,
    /// What is counted, in the words that most say it with.
    pub of: Option<String>,
    /// The places that most of its assertions name, the most named first.
    pub places: Vec<String>,
}

/// A figure that an assertion gives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureRow {
    /// The assertion.
    pub assertion: AssertionId,
    /// Its claim.
    pub claim: i64,
    /// Its article.
    pub article: ArticleId,
    /// Who publishes.
    pub outlet: String,
    /// When the article was published, as it says.
    pub published: Option<String>,
    /// The first second (Unix) it can have been published.
    pub earliest: Option<i64>,
    /// When what it speaks of was, where the assertion says so: ISO 8601, the beginning of its latest time.
    pub about: Option<String>,
    /// What sort of source: the author's own voice where nobody is named.
    pub source_kind: Option<String>,
    /// On whose word.
    pub source: Option<String>,
    /// How sure.
    pub level: String,
    /// The words of the figure.
    pub words: String,
    /// What is measured.
    pub dimension: String,
    /// In which unit.
    pub unit: Option<String>,
    /// The number.
    pub value: Option<f64>,
    /// The least it can be.
    pub low: Option<f64>,
    /// The most it can be.
    pub high: Option<f64>,
    /// Whether it is rough.
    pub approximate: bool,
    /// What is counted.
    pub of: Option<String>,
}

/// What two figures of a series have to do with each other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dispute {
    /// One assertion.
    pub a: AssertionId,
    /// The other, which was added later.
    pub b: AssertionId,
    /// Whether one is of another moment; else both cannot hold.
    pub update: bool,
}

/// A series with all its figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// What it is.
    pub series: Series,
    /// Its figures, in order of publication; those without a date last.
    pub figures: Vec<FigureRow>,
    /// Which of them disagree.
    pub disputes: Vec<Dispute>,
    /// How many of its assertions give no figure that was compared.
    pub without: usize,
}

impl FigureRow {
    /// The number to show it at: what it says, else the bound it gives.
    pub fn number(&self) -> Option<f64> {
        self.value.or(match (self.low, self.high) {
            (Some(low), Some(high)) => Some(low.midpoint(high)),
            (low, high) => low.or(high),
        })
    }

    /// What two figures must have in common to be the same: unit, number, bounds.
    fn is_the_same(&self, other: &FigureRow) -> bool {
        self.dimension == other.dimension && self.unit == other.unit && self.number() == other.number()
    }
}

/// Claims of a series by which it is named.
const TELLING: usize = 20;

/// All relations of figures, each with the claims of its sides.
const RELATIONS: &str = "SELECT x.a, x.b, x.kind = 'update', a.claim, b.claim
    FROM relation x JOIN now_claim a ON a.assertion = x.a JOIN now_claim b ON b.assertion = x.b
    WHERE x.type = 'number' AND x.kind <> 'same'";

/// What two assertions were compared by.
const REASONS: &str = "SELECT reasons FROM relation WHERE a = ?1 AND b = ?2";

/// The quantities of a claim's assertions.
const QUANTITIES: &str = "SELECT s.id, c.claim, s.article, coalesce(r.outlet, r.name), r.published, r.earliest,
        (SELECT max(t.\"from\") FROM assertion_time m JOIN time t ON t.id = m.time WHERE m.assertion = s.id),
        s.source_kind, coalesce(s.source_name,
            (SELECT l.name FROM link l WHERE l.assertion = s.id AND l.position > 0 ORDER BY l.position DESC LIMIT 1)),
        s.level, substr(r.text, q.\"start\" + 1, q.\"end\" - q.\"start\"), q.dimension, q.unit, q.value, q.low, q.high,
        q.approximate, q.\"of\"
    FROM now_claim c JOIN assertion s ON s.id = c.assertion JOIN article r ON r.id = s.article
    JOIN assertion_quantity k ON k.assertion = s.id JOIN quantity q ON q.id = k.quantity
    WHERE c.claim = ?1 AND q.dimension <> 'ordinal' ORDER BY s.id, q.\"start\"";

/// How many assertions of a claim name a place.
const PLACES: &str = "SELECT e.key, max(e.name), count(DISTINCT c.assertion)
    FROM now_claim c JOIN assertion_entity n ON n.assertion = c.assertion JOIN entity e ON e.id = n.entity
    WHERE c.claim = ?1 AND e.type = 'place' GROUP BY e.key";

/// What a claim says.
const CONTENT: &str = "SELECT content FROM assertion WHERE id = ?1";

/// A relation of figures.
struct Tie {
    dispute: Dispute,
    claims: [i64; 2],
}

/// Claims that relations tie, directly or through others, with these relations.
#[derive(Default)]
struct Component {
    claims: BTreeSet<i64>,
    disputes: Vec<Dispute>,
}

impl Component {
    fn updates(&self) -> usize {
        self.disputes.iter().filter(|dispute| dispute.update).count()
    }

    fn conflicts(&self) -> usize {
        self.disputes.len() - self.updates()
    }
}

impl Ledger {
    /// The series of a ledger, those with most conflicts first, then those with most updates.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn series(&self, limit: Option<u32>) -> Result<Vec<Series>, Error> {
        let mut all = components(self.ties()?);
        all.sort_by_cached_key(|one| {
            (Reverse(one.conflicts()), Reverse(one.updates()), one.claims.first().copied())
        });
        all.truncate(limit.map_or(usize::MAX, |limit| limit as usize));
        all.iter().map(|one| Ok(self.figures_of(one, TELLING)?.series)).collect()
    }

    /// The series that a claim is part of, with its figures.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn figures(&self, claim: i64) -> Result<Option<Figures>, Error> {
        let found = components(self.ties()?).into_iter().find(|one| one.claims.contains(&claim));
        found.map(|one| self.figures_of(&one, usize::MAX)).transpose()
    }

    fn ties(&self) -> Result<Vec<Tie>, Error> {
        self.all(RELATIONS, [], |row| {
            let dispute = Dispute { a: row.get(0)?, b: row.get(1)?, update: row.get(2)? };
            Ok(Tie { dispute, claims: [row.get(3)?, row.get(4)?] })
        })
    }

    /// The figures of the first claims of a component.
    fn figures_of(&self, component: &Component, most: usize) -> Result<Figures, Error> {
        let Component { claims, disputes } = component;
        let mut quantities = Vec::new();
        let (mut assertions, mut places) = (0, BTreeMap::<String, (String, usize)>::new());
        for claim in claims.iter().take(most) {
            quantities.extend(self.all(QUANTITIES, [claim], figure)?);
            assertions += self.assertions_in(*claim)?.len();
            for (key, name, count) in self.all(PLACES, [claim], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, usize>(2)?))
            })? {
                places.entry(key).or_insert((name, 0)).1 += count;
            }
        }
        let compared = self.compared(disputes, &quantities)?;
        let of_claims = quantities.chunk_by(|one, next| one.claim == next.claim);
        let mut figures: Vec<FigureRow> =
            of_claims.flat_map(|quantities| chosen(quantities, &compared)).collect();
        let given: BTreeSet<AssertionId> = figures.iter().map(|figure| figure.assertion).collect();
        figures.sort_by_key(|figure| (figure.earliest.is_none(), figure.earliest, figure.assertion));
        let first = given.first().or_else(|| disputes.first().map(|dispute| &dispute.a));
        let title = first.map_or(Ok(None), |first| self.one(CONTENT, [first], |row| row.get(0)))?;
        let mut places: Vec<(String, usize)> = places.into_values().collect();
        places.sort_by_key(|(name, count)| (Reverse(*count), name.clone()));
        let series = Series {
            series: claims.first().copied().unwrap_or_default(),
            conflicts: component.conflicts(),
            updates: component.updates(),
            title: title.unwrap_or_default(),
            of: most_said(figures.iter().filter_map(|figure| figure.of.as_deref())),
            places: places.into_iter().take(2).map(|(name, _)| name).collect(),
            claims: claims.iter().copied().collect(),
        };
        Ok(Figures { series, without: assertions - given.len(), figures, disputes: disputes.clone() })
    }

    /// The words by which assertions that give quantities were compared.
    fn compared(
        &self,
        disputes: &[Dispute],
        quantities: &[FigureRow],
    ) -> Result<BTreeMap<AssertionId, BTreeSet<String>>, Error> {
        let giving: BTreeSet<AssertionId> = quantities.iter().map(|quantity| quantity.assertion).collect();
        let mut compared: BTreeMap<AssertionId, BTreeSet<String>> = BTreeMap::new();
        for Dispute { a, b, .. } in disputes {
            if !giving.contains(a) && !giving.contains(b) {
                continue;
            }
            let reasons = self.one(REASONS, [a, b], |row| row.get::<_, String>(0))?;
            let Some([of_a, of_b]) = reasons.as_deref().and_then(words_compared) else { continue };
            compared.entry(*a).or_default().insert(of_a);
            compared.entry(*b).or_default().insert(of_b);
        }
        Ok(compared)
    }
}

/// The claims that relations tie, directly or through others; those that entered the ledger first come first.
fn components(ties: Vec<Tie>) -> Vec<Component> {
    let mut of: BTreeMap<i64, usize> = BTreeMap::new();
    let mut all: Vec<Component> = Vec::new();
    for tie in ties {
        let [a, b] = tie.claims.map(|claim| {
            *of.entry(claim).or_insert_with(|| {
                all.push(Component { claims: BTreeSet::from([claim]), disputes: Vec::new() });
                all.len() - 1
            })
        });
        let (kept, gone) = if all[a].claims.len() >= all[b].claims.len() { (a, b) } else { (b, a) };
        if kept != gone {
            let moved = std::mem::take(&mut all[gone]);
            of.extend(moved.claims.iter().map(|claim| (*claim, kept)));
            all[kept].claims.extend(moved.claims);
            all[kept].disputes.extend(moved.disputes);
        }
        all[kept].disputes.push(tie.dispute);
    }
    all.retain(|one| !one.claims.is_empty());
    for one in &mut all {
        one.disputes.sort_by_key(|dispute| (dispute.a, dispute.b));
    }
    all.sort_by_key(|one| one.claims.first().copied());
    all
}

/// The words of the numbers that cannot both hold, of a relation's reasons.
fn words_compared(reasons: &str) -> Option<[String; 2]> {
    let reasons: Vec<crate::claims::Reason> = serde_json::from_str(reasons).ok()?;
    let number = |reason: &&crate::claims::Reason| {
        reason.slot == crate::claims::Slot::Number && reason.verdict == crate::claims::Verdict::Conflict
    };
    let reason = reasons.iter().find(number)?;
    Some([reason.a.clone(), reason.b.clone()])
}

/// Of the quantities of a claim, in order of their assertions, those that were compared; of an assertion that was not compared
/// itself the one that tells the same.
fn chosen(quantities: &[FigureRow], compared: &BTreeMap<AssertionId, BTreeSet<String>>) -> Vec<FigureRow> {
    let is_compared = |figure: &&FigureRow| {
        compared.get(&figure.assertion).is_some_and(|words| words.contains(&figure.words))
    };
    let told: Vec<&FigureRow> = quantities.iter().filter(is_compared).collect();
    let mut chosen = Vec::new();
    for of_one in quantities.chunk_by(|one, next| one.assertion == next.assertion) {
        let own: Vec<&FigureRow> = of_one.iter().filter(is_compared).collect();
        match own.is_empty() {
            false => chosen.extend(own.into_iter().cloned()),
            true => {
                let same = of_one.iter().find(|figure| told.iter().any(|told| told.is_the_same(figure)));
                chosen.extend(same.cloned());
            }
        }
    }
    chosen
}

/// What is said most, the first of those that are said as often.
fn most_said<'a>(words: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for word in words {
        match counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(word, _)| word.to_owned())
}

fn figure(row: &rusqlite::Row<'_>) -> rusqlite::Result<FigureRow> {
    Ok(FigureRow {
        assertion: row.get(0)?,
        claim: row.get(1)?,
        article: row.get(2)?,
        outlet: row.get(3)?,
        published: row.get(4)?,
        earliest: row.get(5)?,
        about: row.get(6)?,
        source_kind: row.get(7)?,
        source: row.get(8)?,
        level: row.get(9)?,
        words: row.get(10)?,
        dimension: row.get(11)?,
        unit: row.get(12)?,
        value: row.get(13)?,
        low: row.get(14)?,
        high: row.get(15)?,
        approximate: row.get(16)?,
        of: row.get(17)?,
    })
}

#[cfg(test)]
mod tests {
    use selon_kb::Base;
    use serde_json::json;

    use super::*;
    use crate::{Deposit, Run, Writer};

    fn run() -> Run {
        Run { program: "test".into(), extractor: json!({}), base: Base::built_in() }
    }

    /// Two articles tell of 164 dead, one of them in other words, a third of 225, a fourth of 44.
    fn writer() -> Writer {
        let mut writer = Writer::in_memory(run());
        let texts = [
            ("au moins 164 morts, dont 103 à Almaty", "au moins 164 morts", Some(164.0)),
            ("164 tués", "164 tués", None),
            ("225 morts", "225 morts", None),
            ("44 morts", "44 morts", None),
            ("rien de tel", "rien", None),
        ];
        for (hour, (text, words, low)) in (6..).zip(texts) {
            let end = words.chars().count();
            let number: Option<f64> = words.split(' ').find_map(|word| word.parse().ok());
            let quantity = json!({"id": "q1", "start": 0, "end": end, "text": words, "dimension": "count", "unit": null,
                "value": if low.is_some() { None } else { number }, "low": low, "high": null, "approximate": false,
                "of": "morts", "si": null, "per": null, "over": null});
            let quantities = if number.is_some() { vec![quantity] } else { Vec::new() };
            let ids: Vec<&str> = quantities.iter().map(|_| "q1").collect();
            let reading = serde_json::from_value(json!({"selon": 1,
                "article": {"text": text, "outlet": format!("Journal {hour}"), "language": "fr",
                    "published": format!("2022-01-09T{hour:02}:00Z")},
                "quantities": quantities,
                "assertions": [{"id": "a1", "content": [{"start": 0, "end": text.chars().count()}], "form": "plain",
                    "act": "assert", "source": null, "cue": [], "chain": [{"kind": "outlet", "name": format!("Journal {hour}")}], "quantities": ids, "confidence": 1.0,
                    "certainty": {"level": "certain", "polarity": "positive", "cues": []}}]}));
            let deposit =
                Deposit::new(reading.unwrap(), None, "x", Base::built_in(), &|_| Vec::new()).unwrap();
            writer.add(&deposit).unwrap();
        }
        let of =
            |a: &str, b: &str| format!(r#"[{{"slot":"number","a":"{a}","b":"{b}","verdict":"conflict"}}]"#);
        let rows = format!(
            "DELETE FROM now_claim; INSERT INTO now_claim VALUES (1, 1, 1), (2, 1, 1), (3, 3, 3), (4, 4, 4), (5, 1, 1);
             INSERT INTO relation VALUES (91, 1, 3, 'update', 'number', 0.9, '{}'), (92, 1, 4, 'contradiction', 'number', 0.9, '{}');",
            of("au moins 164 morts", "225 morts"),
            of("au moins 164 morts", "44 morts")
        );
        writer.ledger().connection().execute_batch(&rows).unwrap();
        writer
    }

    #[test]
    fn claims_that_disagree_in_a_number_are_one_series() {
        let writer = writer();
        let series = writer.ledger().series(None).unwrap();
        assert_eq!(series.len(), 1);
        assert_eq!(
            (series[0].series, &*series[0].claims, series[0].conflicts, series[0].updates),
            (1, &[1, 3, 4][..], 1, 1)
        );
        assert_eq!(series[0].of.as_deref(), Some("morts"));
        assert!(writer.ledger().series(Some(0)).unwrap().is_empty());
    }

    #[test]
    fn a_figure_is_what_was_compared_or_the_same_number() {
        let told = writer().ledger().figures(3).unwrap().unwrap();
        let figures: Vec<_> =
            told.figures.iter().map(|one| (one.assertion.0, one.number(), &*one.words)).collect();
        assert_eq!(
            figures,
            [
                (1, Some(164.0), "au moins 164 morts"),
                (2, Some(164.0), "164 tués"),
                (3, Some(225.0), "225 morts"),
                (4, Some(44.0), "44 morts")
            ]
        );
        assert_eq!(told.without, 1);
        assert!(writer().ledger().figures(2).unwrap().is_none());
    }

    /// A list of relations may be gone through by its type; all else is looked up.
    #[test]
    fn no_question_goes_through_a_whole_table() {
        let writer = Writer::in_memory(run());
        for question in [RELATIONS, REASONS, QUANTITIES, PLACES, CONTENT] {
            assert_eq!(crate::store::scans(writer.ledger().connection(), question), [""; 0], "{question}");
        }
    }
}
