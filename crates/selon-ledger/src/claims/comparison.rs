//! Two statements beside each other, slot by slot.

use selon_record::{EntityType, Level};

use super::clash::Clash;
use super::lexicon::Lexicon;
use super::number::{Likeness, Number};
use super::relation::{Reason, Slot, Verdict};
use super::statement::{Background, Name, Statement};
use super::when::{Meeting, When, days_between};

/// What a comparison found: named numbers for the model, and what it shows a reader.
#[derive(Debug)]
pub(super) struct Comparison {
    /// The features, each about between -1 and 1.
    pub(super) features: Vec<(&'static str, f64)>,
    /// Those that only help to tell conflicts.
    pub(super) more: Vec<(&'static str, f64)>,
    pub(super) reasons: Vec<Reason>,
    /// Of the words of the one that says less, weighted, those that the other has.
    pub(super) contained: f64,
    /// Of the words of the one that says more.
    pub(super) covered: f64,
}

/// Of the words of the longer statement, those that the other must have for « not » to say the opposite of the same thing.
const ALIKE: f64 = 0.35;

/// Words of a statement among which those in a row are looked for.
const RUN: usize = 120;

impl Comparison {
    pub(super) fn of(a: &Statement, b: &Statement) -> Self {
        let mut comparison = Comparison {
            features: Vec::new(),
            more: Vec::new(),
            reasons: Vec::new(),
            contained: 0.0,
            covered: 0.0,
        };
        comparison.words(a, b);
        comparison.names(a, b);
        comparison.numbers(a, b);
        comparison.times(a, b);
        comparison.polarity(a, b);
        comparison.sources(a, b);
        comparison.articles(a, b);
        comparison
    }

    /// The reasons, with a clash that decided among them.
    pub(super) fn with(mut self, clash: Clash) -> Vec<Reason> {
        let Clash { slot, words: [a, b], .. } = clash;
        match self.reasons.iter_mut().find(|reason| reason.slot == slot && reason.a == a && reason.b == b) {
            Some(reason) => reason.verdict = Verdict::Conflict,
            None => self.reasons.push(Reason { slot, a, b, verdict: Verdict::Conflict }),
        }
        self.reasons
    }

    fn feature(&mut self, name: &'static str, value: f64) {
        if value != 0.0 {
            self.features.push((name, value));
        }
    }

    fn flag(&mut self, name: &'static str, holds: bool) {
        self.feature(name, f64::from(holds));
    }

    fn hint(&mut self, name: &'static str, value: f64) {
        self.more.push((name, value));
    }

    fn reason(&mut self, slot: Slot, a: &str, b: &str, verdict: Verdict) {
        self.reasons.push(Reason { slot, a: a.to_owned(), b: b.to_owned(), verdict });
    }

    /// The words they share, the vectors, and how much longer one is.
    fn words(&mut self, a: &Statement, b: &Statement) {
        let similarity = a.similarity(b).map(f64::from);
        self.feature("similarity", similarity.unwrap_or(0.0));
        self.flag("no similarity", similarity.is_none());
        let (own, other) = (a.stems(), b.stems());
        let length = (own.len() as f64 / other.len().max(1) as f64).ln().abs();
        self.feature("length", length);
        if a.language.get(..2) != b.language.get(..2) {
            self.flag("other language", true);
            self.contained = similarity.unwrap_or(0.0);
            self.covered = self.contained;
            return;
        }
        let sum =
            |stems: &std::collections::HashMap<&str, f32>| stems.values().map(|w| f64::from(*w)).sum::<f64>();
        let mut shared: Vec<(&str, f64)> = own
            .iter()
            .filter_map(|(stem, weight)| Some((*stem, f64::from(weight.min(*other.get(stem)?)))))
            .collect();
        shared.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(y.0)));
        let weight: f64 = shared.iter().map(|(_, weight)| weight).sum();
        let (less, more) = (sum(&own).min(sum(&other)), sum(&own).max(sum(&other)));
        self.contained = weight / less.max(1e-6);
        self.covered = weight / more.max(1e-6);
        let share = shared.len() as f64 / own.len().min(other.len()).max(1) as f64;
        self.feature("contained", self.contained);
        self.feature("covered", self.covered);
        self.feature("shared", share);
        self.feature("weight", weight.ln_1p());
        self.feature("pairs", adjacent(a, b));
        self.feature("bare", bare(a, b));
        self.hint("run", run(&a.forms, &b.forms));
        let alone = |x: usize| (x.saturating_sub(shared.len()) as f64).ln_1p();
        self.hint("words alone", alone(own.len().min(other.len())));
        self.hint("words of one", alone(own.len().max(other.len())));
        let lexicon = Lexicon::of(&a.language);
        let revised = |s: &Statement| s.forms.iter().any(|form| lexicon.is_revision(form));
        self.hint("revised in one", f64::from(revised(a) != revised(b)));
        self.hint("revised in both", f64::from(revised(a) && revised(b)));
        let frame = |x: &Statement, y: &std::collections::HashMap<&str, f32>| {
            let held = y.keys().filter(|stem| x.frame.iter().any(|other| other == *stem)).count();
            held as f64 / y.len().max(1) as f64
        };
        self.feature("framed", frame(b, &own).max(frame(a, &other)));
        self.flag(
            "telling number",
            shared.iter().any(|(stem, _)| {
                stem.len() >= 2 && stem.starts_with(|c: char| c.is_ascii_digit()) && *stem > "12"
            }),
        );
        let words: Vec<&str> = shared.iter().take(8).map(|(stem, _)| *stem).collect();
        let words = words.join(" ");
        let verdict = if self.contained >= 0.5 { Verdict::Same } else { Verdict::Differs };
        self.reason(Slot::Words, &words, &words, verdict);
    }

    /// Whom, what and where they name.
    fn names(&mut self, a: &Statement, b: &Statement) {
        let shared: Vec<(&Name, &Name)> =
            a.names.iter().filter_map(|x| Some((x, b.names.iter().find(|y| x.is(y))?))).collect();
        let alone = |x: &[Name], y: &[Name]| x.iter().filter(|x| !y.iter().any(|y| x.is(y))).count();
        let (only_a, only_b) = (alone(&a.names, &b.names), alone(&b.names, &a.names));
        self.feature("names", (shared.len() as f64).ln_1p());
        self.feature("names alone", ((only_a.min(only_b)) as f64).ln_1p());
        self.feature("names of one", ((only_a.max(only_b)) as f64).ln_1p());
        let persons = |s: &Statement| s.names.iter().filter(|name| name.kind == EntityType::Person).count();
        let person = shared.iter().any(|(x, _)| x.kind == EntityType::Person);
        self.flag("person", person);
        self.flag("other persons", !person && persons(a) > 0 && persons(b) > 0);
        for (x, y) in &shared {
            self.reason(Slot::Name, &x.text, &y.text, Verdict::Same);
        }
        let places = |s: &Statement| -> Vec<Name> {
            s.names.iter().filter(|name| name.kind == EntityType::Place).cloned().collect()
        };
        let (here, there) = (places(a), places(b));
        let place = here.iter().any(|x| there.iter().any(|y| x.is(y)));
        self.flag("place", place);
        if let (false, Some(x), Some(y)) = (place, here.first(), there.first()) {
            let towns = [x, y].iter().all(|name| !name.key.starts_with("country:"));
            self.flag("other towns", towns);
            self.flag("other places", !towns);
            self.reason(
                Slot::Place,
                &x.text,
                &y.text,
                if towns { Verdict::Conflict } else { Verdict::Differs },
            );
        }
    }

    /// How much.
    fn numbers(&mut self, a: &Statement, b: &Statement) {
        let likeness: Vec<Vec<Likeness>> =
            a.numbers.iter().map(|x| b.numbers.iter().map(|y| x.likeness(y)).collect()).collect();
        let is_met = |likeness: &Likeness| matches!(likeness, Likeness::Equal | Likeness::Rounded);
        let met_a = |i: usize| likeness[i].iter().any(is_met);
        let met_b = |j: usize| likeness.iter().any(|row| is_met(&row[j]));
        let (mut equal, mut telling, mut rounded, mut open, mut firm) = (0, 0, 0, 0, 0);
        for (i, x) in a.numbers.iter().enumerate() {
            for (j, y) in b.numbers.iter().enumerate() {
                let same_part = x.part == y.part;
                match likeness[i][j] {
                    Likeness::Equal => {
                        equal += 1;
                        telling += usize::from(x.is_telling());
                        self.reason(Slot::Number, &x.text, &y.text, Verdict::Same);
                    }
                    Likeness::Rounded if x.of_the_same(y) || x.is_telling() || y.is_telling() => {
                        rounded += 1;
                        self.reason(Slot::Number, &x.text, &y.text, Verdict::Compatible);
                    }
                    Likeness::Different if same_part && !met_a(i) && !met_b(j) => {
                        let of_the_same = x.of_the_same(y);
                        if of_the_same {
                            firm += 1
                        } else {
                            open += 1
                        }
                        let verdict = if of_the_same { Verdict::Conflict } else { Verdict::Differs };
                        self.reason(Slot::Number, &x.text, &y.text, verdict);
                    }
                    _ => {}
                }
            }
        }
        self.feature("numbers equal", f64::from(equal).ln_1p());
        self.flag("numbers telling", telling > 0);
        self.feature("numbers rounded", f64::from(rounded).ln_1p());
        self.flag("numbers differ", firm > 0);
        self.flag("numbers differ only", firm > 0 && equal + rounded == 0);
        self.flag("numbers may differ", open > 0 && firm == 0);
        self.flag("numbers of one", a.numbers.is_empty() != b.numbers.is_empty());
        let percent = |n: &Number| n.dimension == selon_record::Dimension::Percent;
        self.flag(
            "percents differ",
            firm + open > 0 && a.numbers.iter().any(percent) && b.numbers.iter().any(percent),
        );
        let contained = self.contained;
        self.feature("numbers differ, words contained", if firm > 0 { contained } else { 0.0 });
        self.feature(
            "numbers may differ, words contained",
            if open > 0 && firm == 0 { contained } else { 0.0 },
        );
    }

    /// When.
    fn times(&mut self, a: &Statement, b: &Statement) {
        let pairs: Vec<_> =
            a.times.iter().flat_map(|x| b.times.iter().map(move |y| (x, y, x.meets(y)))).collect();
        let same = pairs.iter().find(|(_, _, meeting)| *meeting == Meeting::Same);
        let apart = pairs
            .iter()
            .find(|(x, y, meeting)| *meeting == Meeting::Apart && x.is_of_a_day() == y.is_of_a_day());
        self.flag("time", same.is_some());
        self.flag("other time", same.is_none() && apart.is_some());
        let hours = |s: &Statement| s.times.iter().filter(|time| time.is_within_a_day()).count();
        let (hours_a, hours_b) = (hours(a), hours(b));
        self.flag("hour", hours_a + hours_b > 0);
        self.hint("hours", f64::from(hours_a > 0 && hours_b > 0));
        let other_hour = |x: &When, y: &When| {
            x.is_within_a_day() && y.is_within_a_day() && x.meets(y) != Meeting::Same && x.value != y.value
        };
        self.hint("other hour", f64::from(pairs.iter().any(|(x, y, _)| other_hour(x, y))));
        self.hint("times of one", f64::from(a.times.is_empty() != b.times.is_empty()));
        match (same, apart) {
            (Some((x, y, _)), _) => self.reason(Slot::Time, &x.text, &y.text, Verdict::Same),
            (None, Some((x, y, _))) => {
                let firm = x.from.is_some() && y.from.is_some() && x.is_of_a_day();
                self.reason(
                    Slot::Time,
                    &x.text,
                    &y.text,
                    if firm { Verdict::Conflict } else { Verdict::Differs },
                );
            }
            _ => {}
        }
    }

    /// Whether it is so.
    fn polarity(&mut self, a: &Statement, b: &Statement) {
        let negated = a.is_negative() != b.is_negative();
        let denied = a.denies != b.denies;
        self.flag("negated", negated);
        self.flag("both negated", a.is_negative() && b.is_negative());
        self.flag("denied", denied);
        self.feature("negated, words covered", if negated { self.covered } else { 0.0 });
        self.feature("denied, words covered", if denied { self.covered } else { 0.0 });
        self.feature("negated, words contained", if negated { self.contained } else { 0.0 });
        self.feature("denied, words contained", if denied { self.contained } else { 0.0 });
        if negated != denied && self.covered >= ALIKE {
            let of = |s: &Statement| if s.is_negative() || s.denies { "-" } else { "+" };
            self.reason(Slot::Polarity, of(a), of(b), Verdict::Conflict);
        }
        let lexicon = Lexicon::of(&a.language);
        let forms = |s: &Statement, other: &Statement| -> Vec<String> {
            s.forms.iter().filter(|form| !other.forms.contains(form)).cloned().collect()
        };
        let (own, other) = (forms(a, b), forms(b, a));
        let refs = |forms: &[String]| -> Vec<String> { forms.to_vec() };
        let (own, other) = (refs(&own), refs(&other));
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        let other: Vec<&str> = other.iter().map(String::as_str).collect();
        let opposites =
            if a.language.get(..2) == b.language.get(..2) { lexicon.opposites(&own, &other) } else { None };
        self.flag("opposites", opposites.is_some());
        self.feature("opposites, words covered", if opposites.is_some() { self.covered } else { 0.0 });
        if let Some((x, y)) = opposites {
            self.reason(Slot::Direction, x, y, Verdict::Conflict);
        }
        self.flag("one open", (a.level == Level::Open) != (b.level == Level::Open));
        self.flag("both open", a.level == Level::Open && b.level == Level::Open);
    }

    /// On whose word.
    fn sources(&mut self, a: &Statement, b: &Statement) {
        if let (Some(x), Some(y)) = (&a.source, &b.source) {
            self.hint(if x == y { "source" } else { "other source" }, 1.0);
        }
        self.hint("source of one", f64::from(a.source.is_some() != b.source.is_some()));
    }

    /// What the articles are about: whether it is the same day of the same story.
    fn articles(&mut self, a: &Statement, b: &Statement) {
        let (x, y) = (&a.article, &b.article);
        self.feature("article words", alike(&x.sketch, &y.sketch));
        self.feature("article figures", (common(&x.figures, &y.figures) as f64).ln_1p());
        let names = common(&x.names, &y.names) as f64 / x.names.len().min(y.names.len()).max(1) as f64;
        self.hint("article names", names);
        self.hint("article places", f64::from(x.places.iter().any(|place| y.places.contains(place))));
        let occasion = |s: &Statement| s.occasions.last().copied().or(s.article.occasion);
        if let (Some(one), Some(other)) = (occasion(a), occasion(b)) {
            self.flag(if one == other { "occasion" } else { "other occasion" }, true);
        }
        if let Some(days) = days_apart(x, y) {
            self.flag("published apart", days >= 2);
            self.flag("published together", days < 2);
        }
    }
}

/// Days between two publications; none where one is not known.
pub(super) fn days_apart(a: &Background, b: &Background) -> Option<i64> {
    Some(days_between(a.published?.0, b.published?.0))
}

/// Of the pairs of neighbouring words of the shorter one, those that the other has.
fn adjacent(a: &Statement, b: &Statement) -> f64 {
    let pairs = |s: &Statement| -> Vec<(String, String)> {
        s.words.windows(2).map(|pair| (pair[0].stem.clone(), pair[1].stem.clone())).collect()
    };
    let (own, other) = (pairs(a), pairs(b));
    let shared = own.iter().filter(|pair| other.contains(pair)).count();
    shared as f64 / own.len().min(other.len()).max(1) as f64
}

/// The most words in a row that both have, of those of the shorter one; of long ones the first words.
fn run(a: &[String], b: &[String]) -> f64 {
    let [a, b] = [a, b].map(|words| &words[..words.len().min(RUN)]);
    let mut longest = 0;
    let mut before = vec![0; b.len() + 1];
    for x in a {
        let mut here = vec![0; b.len() + 1];
        for (i, y) in b.iter().enumerate() {
            if x == y {
                here[i + 1] = before[i] + 1;
                longest = longest.max(here[i + 1]);
            }
        }
        before = here;
    }
    f64::from(longest) / a.len().min(b.len()).max(1) as f64
}

/// Of the words of the one that says less, without those of names, those that the other has: what is said of them.
fn bare(a: &Statement, b: &Statement) -> f64 {
    let words = |s: &Statement| -> Vec<String> {
        let named = |stem: &String| s.names.iter().any(|name| name.stems.contains(stem));
        let mut words: Vec<String> =
            s.words.iter().map(|word| word.stem.clone()).filter(|stem| !named(stem)).collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    let (own, other) = (words(a), words(b));
    let shared = own.iter().filter(|word| other.binary_search(word).is_ok()).count();
    shared as f64 / own.len().min(other.len()).max(1) as f64
}

/// The likeness of two sets by their smallest hashes.
fn alike(a: &[u32], b: &[u32]) -> f64 {
    let size = a.len().min(b.len());
    if size == 0 {
        return 0.0;
    }
    let mut union: Vec<u32> = a.iter().chain(b).copied().collect();
    union.sort_unstable();
    union.dedup();
    union.truncate(size);
    let both =
        union.iter().filter(|hash| a.binary_search(hash).is_ok() && b.binary_search(hash).is_ok()).count();
    both as f64 / union.len() as f64
}

fn common(a: &[u32], b: &[u32]) -> usize {
    a.iter().filter(|hash| b.binary_search(hash).is_ok()).count()
}

impl Name {
    /// Whether it is the same: by key, or the surname of a person by their full name.
    fn is(&self, other: &Name) -> bool {
        let within =
            |x: &Name, y: &Name| !x.stems.is_empty() && x.stems.iter().all(|stem| y.stems.contains(stem));
        self.key == other.key
            || self.kind == EntityType::Person
                && other.kind == EntityType::Person
                && self.stems.last() == other.stems.last()
                && (within(self, other) || within(other, self))
    }
}
