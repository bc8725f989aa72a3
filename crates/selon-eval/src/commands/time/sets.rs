//! The sets: their articles, what must be found in them, and how a program fared.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::Result;
use selon_record::{Article, Offsets};

use super::duckling;
use super::found::Found;
use super::recognizers::{self, Verdict};
use super::spans::{self, Recall, SpanScore};
use crate::data;
use crate::data::timexes::{Timex, Timexes};
use crate::exclusions;

/// A set, or a file of one.
pub(crate) struct Set {
    /// Its name: `timebank-fr`, `duckling/fr/Time`, `recognizers-text/fr/DateTimeModel`.
    pub(crate) name: String,
    /// What is read, identifiers `NAME#NUMBER` or those of the set.
    pub(crate) articles: Vec<Article>,
    gold: Gold,
}

/// What must be found in each article.
enum Gold {
    Spans(Vec<Vec<Timex>>),
    Recall(Vec<Vec<Timex>>),
    Cases(Vec<Case>),
}

struct Case {
    wanted: Wanted,
    excluded: bool,
    claimed: bool,
}

enum Wanted {
    Expression(duckling::Wanted),
    Sentence(recognizers::Wanted),
}

/// How a program fared on a set.
#[derive(Clone, Debug)]
pub(crate) enum Score {
    /// TimeBank.
    Spans(SpanScore),
    /// WiNER-fr, by kind.
    Recall(BTreeMap<String, Recall>),
    /// Duckling, Rustling, Recognizers-Text.
    Cases(CaseScore),
}

/// Counts of cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CaseScore {
    /// All cases.
    pub(crate) cases: usize,
    /// Those that are right.
    pub(crate) right: usize,
    /// Those with all spans right and nothing more.
    pub(crate) spans: usize,
    /// Cases that are not excluded.
    pub(crate) kept: usize,
    /// Those of them that are right.
    pub(crate) kept_right: usize,
    /// Cases that Microsoft's .NET engine claims.
    pub(crate) claimed: usize,
}

impl std::ops::AddAssign for CaseScore {
    fn add_assign(&mut self, other: CaseScore) {
        self.cases += other.cases;
        self.right += other.right;
        self.spans += other.spans;
        self.kept += other.kept;
        self.kept_right += other.kept_right;
        self.claimed += other.claimed;
    }
}

impl Set {
    /// The sets of a language whose folders are in the evaluation data.
    ///
    /// # Errors
    /// When a file cannot be read or has not the form of its set.
    pub(crate) fn all(data: &Path, language: &str) -> Result<Vec<Set>> {
        let there = |name: &str| data.join(name).exists();
        let mut sets = Vec::new();
        if language == "fr" {
            if there("timebank-fr") {
                sets.push(Set::spans("timebank-fr", data::timexes::french_timebank(data)?));
            }
            if there("winer-fr") {
                sets.push(Set::recall("winer-fr", data::timexes::winer(data)?));
            }
        } else if there("timebank-en") {
            sets.push(Set::spans("timebank-en", data::timebank::annotated(data)?));
        }
        if there("duckling") {
            sets.extend(Set::duckling(data, language)?);
        }
        if language == "fr" && there("rustling-fr") {
            let checks = data::duckling::rustling(data)?;
            let cases = (1..).zip(&checks).filter_map(|(number, check)| duckling::check(check, number));
            sets.push(Set::expressions("rustling/fr".to_owned(), cases));
        }
        if there("recognizers-text") {
            for file in data::recognizers::files(data, "DateTime", language)? {
                sets.push(Set::recognizers(data, language, &file)?);
            }
        }
        Ok(sets)
    }

    fn spans(name: &str, annotated: Vec<Timexes>) -> Set {
        let (articles, gold) = annotated.into_iter().map(|one| (one.article, one.timexes)).unzip();
        Set { name: name.to_owned(), articles, gold: Gold::Spans(gold) }
    }

    fn recall(name: &str, annotated: Vec<Timexes>) -> Set {
        let (articles, gold) = annotated.into_iter().map(|one| (one.article, one.timexes)).unzip();
        Set { name: name.to_owned(), articles, gold: Gold::Recall(gold) }
    }

    /// Duckling's times and durations, a set for each corpus.
    fn duckling(data: &Path, language: &str) -> Result<Vec<Set>> {
        let mut corpora: BTreeMap<String, Vec<_>> = BTreeMap::new();
        for (number, example) in (1..).zip(data::duckling::duckling(data, language)?) {
            if let Some(case) = duckling::example(&example, number) {
                let name = format!("duckling/{}/{}", example.language(), example.dimension);
                corpora.entry(name).or_default().push(case);
            }
        }
        Ok(corpora.into_iter().map(|(name, cases)| Set::expressions(name, cases)).collect())
    }

    fn expressions(name: String, cases: impl IntoIterator<Item = (Article, duckling::Wanted)>) -> Set {
        let cases = cases.into_iter().map(|(article, wanted)| (article, Wanted::Expression(wanted), false));
        Set::cases(name, cases)
    }

    fn recognizers(data: &Path, language: &str, file: &str) -> Result<Set> {
        let read = data::recognizers::read(data, "DateTime", language, file)?;
        let cases = (1..).zip(&read).map(|(number, case)| {
            let (article, wanted) = recognizers::case(case, language, number);
            (article, Wanted::Sentence(wanted), case.is_claimed_by("dotnet"))
        });
        Ok(Set::cases(format!("recognizers-text/{language}/{file}"), cases))
    }

    fn cases(name: String, cases: impl Iterator<Item = (Article, Wanted, bool)>) -> Set {
        let case = |(mut article, wanted, claimed): (Article, Wanted, bool)| {
            article.id = format!("{name}#{}", article.id);
            let excluded = exclusions::is_excluded(&name, &article.text);
            (article, Case { wanted, excluded, claimed })
        };
        let (articles, gold) = cases.map(case).unzip();
        Set { name, articles, gold: Gold::Cases(gold) }
    }

    /// Whether only the spans of what is found count, and not when it is.
    pub(crate) fn is_of_spans_only(&self) -> bool {
        matches!(self.gold, Gold::Recall(_))
    }

    /// What a program found in each article, by identifier; an article that it has nothing of is one without times.
    pub(crate) fn found_among(&self, found: &HashMap<String, Vec<Found>>) -> Vec<Vec<Found>> {
        let of = |article: &Article| found.get(&article.id).cloned().unwrap_or_default();
        self.articles.iter().map(of).collect()
    }

    /// How a program fared that found `found` in the articles, and a line for each fault.
    pub(crate) fn score(&self, found: &[Vec<Found>]) -> (Score, Vec<String>) {
        let mut faults = Vec::new();
        let articles = self.articles.iter().zip(found);
        let score = match &self.gold {
            Gold::Spans(gold) => {
                let mut score = SpanScore::default();
                articles
                    .zip(gold)
                    .for_each(|((article, found), gold)| faults.extend(score.add(article, gold, found)));
                Score::Spans(score)
            }
            Gold::Recall(gold) => {
                let mut recall = BTreeMap::new();
                for ((article, found), gold) in articles.zip(gold) {
                    faults.extend(spans::add_recall(&mut recall, article, gold, found));
                }
                Score::Recall(recall)
            }
            Gold::Cases(cases) => {
                let mut score = CaseScore::default();
                for ((article, found), case) in articles.zip(cases) {
                    let verdict = case.verdict(article, found);
                    score += case.counted(verdict);
                    if verdict != Verdict::Right {
                        faults.push(case.fault(verdict, article, found));
                    }
                }
                Score::Cases(score)
            }
        };
        (score, faults)
    }
}

impl Case {
    fn verdict(&self, article: &Article, found: &[Found]) -> Verdict {
        match &self.wanted {
            Wanted::Sentence(wanted) => wanted.verdict(article, found),
            Wanted::Expression(wanted) if wanted.is_met(article, found) => Verdict::Right,
            Wanted::Expression(wanted) if wanted.has_span(article, found) => Verdict::Unresolved,
            Wanted::Expression(duckling::Wanted::NoTime | duckling::Wanted::NoLength) => Verdict::Extra,
            Wanted::Expression(_) => Verdict::Missed,
        }
    }

    fn counted(&self, verdict: Verdict) -> CaseScore {
        let right = usize::from(verdict == Verdict::Right);
        CaseScore {
            cases: 1,
            right,
            spans: usize::from(verdict >= Verdict::Unresolved),
            kept: usize::from(!self.excluded),
            kept_right: if self.excluded { 0 } else { right },
            claimed: usize::from(self.claimed),
        }
    }

    fn fault(&self, verdict: Verdict, article: &Article, found: &[Found]) -> String {
        let fault = match verdict {
            Verdict::Missed => "missed",
            Verdict::Extra => "extra",
            Verdict::Unresolved => "value",
            Verdict::Right => "right",
        };
        let excluded = if self.excluded { " (excluded)" } else { "" };
        let wanted = match &self.wanted {
            Wanted::Expression(wanted) => wanted.to_string(),
            Wanted::Sentence(wanted) => wanted.to_string(),
        };
        let offsets = Offsets::new(&article.text);
        let got: Vec<String> = found.iter().map(|found| spans::described(&offsets, found)).collect();
        let got = if got.is_empty() { "nothing".to_owned() } else { got.join("; ") };
        let written = article.published.as_deref().unwrap_or("?");
        format!(
            "{}{excluded} {fault} «{}» ({written})\n        expected {wanted}\n        got      {got}",
            article.id, article.text
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn sets_that_are_missing_are_left_out_and_others_scored() -> Result<()> {
        let data = tempfile::tempdir()?;
        assert!(Set::all(data.path(), "fr")?.is_empty());
        fs::create_dir(data.path().join("duckling"))?;
        let examples = r#"[
            {"dim": "Time", "lang": "FR", "file": "Duckling/Time/FR/Corpus.hs", "expr": "demain", "value": "", "start": "2013-02-13T00:00:00",
             "grain": "Day", "ref": "2013-02-12T04:30:00-02:00"},
            {"dim": "Time", "lang": "FR", "file": "Duckling/Time/FR/Corpus.hs", "expr": "74", "value": null, "ref": "2013-02-12T04:30:00-02:00"},
            {"dim": "Numeral", "lang": "FR", "file": "Duckling/Numeral/FR/Corpus.hs", "expr": "74", "value": "74", "ref": "2013-02-12T04:30:00-02:00"}]"#;
        fs::write(data.path().join("duckling/duckling_examples.json"), examples)?;
        let [set] = <[Set; 1]>::try_from(Set::all(data.path(), "fr")?).ok().unwrap();
        assert_eq!((&*set.name, &*set.articles[0].id), ("duckling/fr/Time", "duckling/fr/Time#1"));
        let tomorrow =
            serde_json::from_str(r#"{"start": 0, "end": 6, "from": "2013-02-13", "to": "2013-02-14"}"#)?;
        let (score, faults) = set.score(&[vec![tomorrow], vec![]]);
        assert!(matches!(score, Score::Cases(CaseScore { cases: 2, right: 2, spans: 2, kept_right: 2, .. })));
        assert!(faults.is_empty());
        let (_, faults) = set.score(&[vec![], vec![]]);
        assert!(faults[0].contains("missed «demain»"), "{faults:?}");
        Ok(())
    }
}
