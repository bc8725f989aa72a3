//! The tables of `selon-eval time`: what was reached on each set and group of files, and what is wanted.

use std::fmt::{self, Display};

use super::sets::{CaseScore, Score, Set};
use crate::report::{Table, share, thousands};
use crate::score::ratio;

/// What is wanted of a figure: set or group, figure, share.
const WANTED: [(&str, &str, f64); 24] = [
    ("timebank-fr", "strict", 0.90),
    ("timebank-fr", "relaxed", 0.95),
    ("timebank-fr", "strict and type", 0.85),
    ("timebank-en", "relaxed", 0.92),
    ("timebank-en", "value F1", 0.80),
    ("winer-fr", "Date", 0.95),
    ("winer-fr", "Hour", 0.95),
    ("duckling/fr/Time", "", 0.95),
    ("duckling/fr/Duration", "", 0.95),
    ("duckling/en/Time and regions", "", 0.90),
    ("recognizers-text/fr/DateTimeModel", "", 0.85),
    ("recognizers-text/fr/DatePeriod*", "", 0.85),
    ("recognizers-text/fr/Duration*", "", 0.85),
    ("recognizers-text/fr/Set*", "", 0.85),
    ("recognizers-text/fr/Time*", "", 0.85),
    ("recognizers-text/fr/these", "", 0.85),
    ("recognizers-text/en/DateTimeModel", "", 0.85),
    ("recognizers-text/en/DatePeriod*", "", 0.85),
    ("recognizers-text/en/Duration*", "", 0.85),
    ("recognizers-text/en/Set*", "", 0.85),
    ("recognizers-text/en/Time*", "", 0.85),
    ("recognizers-text/en/these", "", 0.85),
    ("rustling/fr", "", 0.95),
    ("duckling/en/Duration", "", 0.90),
];

/// The files of Recognizers-Text that figures are wanted of, with the name of their group.
const GROUPS: [(&str, &[&str]); 5] = [
    ("DateTimeModel", &["DateTimeModel"]),
    ("DatePeriod*", &["DatePeriodExtractor", "DatePeriodParser"]),
    ("Duration*", &["DurationExtractor", "DurationParser"]),
    ("Set*", &["SetExtractor", "SetParser"]),
    ("Time*", &["TimeExtractor", "TimeParser"]),
];

/// What one program reached, as tables.
pub(crate) struct Tables<'a>(pub(crate) &'a [(&'a Set, Score)]);

impl Display for Tables<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (spans, cases) = (self.spans(), self.cases());
        if let Some(spans) = spans {
            writeln!(out, "{spans}")?;
        }
        if let Some(cases) = cases {
            writeln!(out, "{cases}")?;
        }
        Ok(())
    }
}

impl Tables<'_> {
    fn spans(&self) -> Option<Table> {
        let mut table = Table::new(["set", "figure", "gold", "found", "P", "R", "F1", "wanted", "met"]);
        let mut any = false;
        let none = || "–".to_owned();
        for (set, score) in self.0 {
            let mut row = |figure: &str, [gold, found, p, r, f1]: [String; 5], reached: Option<f64>| {
                any = true;
                let [wanted, met] = target(&set.name, figure, reached);
                table.row([set.name.clone(), figure.to_owned(), gold, found, p, r, f1, wanted, met]);
            };
            match score {
                Score::Spans(score) => {
                    for (figure, counts) in [
                        ("strict", score.strict),
                        ("relaxed", score.relaxed),
                        ("strict and type", score.typed),
                    ] {
                        let [p, r, f1] = [counts.precision(), counts.recall(), counts.f1()].map(share);
                        let [gold, found] = [counts.gold(), counts.found()].map(thousands);
                        row(figure, [gold, found, p, r, f1], counts.f1());
                    }
                    let lone = |value| [none(), none(), none(), none(), share(value)];
                    row("type, of relaxed pairs", lone(score.type_share()), score.type_share());
                    if score.value_share().is_some() {
                        row("value, of relaxed pairs", lone(score.value_share()), score.value_share());
                        row("value F1", lone(score.value_f1()), score.value_f1());
                    }
                }
                Score::Recall(kinds) => {
                    for (kind, recall) in kinds {
                        let reached = ratio(recall.covered, recall.gold);
                        let gold = thousands(recall.gold);
                        row(kind, [gold.clone(), none(), none(), share(reached), none()], reached);
                        let exact = ratio(recall.exact, recall.gold);
                        row(
                            &format!("{kind}, same span"),
                            [gold, none(), none(), share(exact), none()],
                            exact,
                        );
                    }
                }
                Score::Cases(_) => (),
            }
        }
        any.then_some(table)
    }

    fn cases(&self) -> Option<Table> {
        let rows = self.case_rows();
        let heads = [
            "cases of",
            "cases",
            "right",
            "share",
            "spans",
            "kept",
            "share of kept",
            "wanted",
            "met",
            ".NET claims",
        ];
        let mut table = Table::new(heads);
        for (name, score) in &rows {
            let reached = ratio(score.right, score.cases);
            let [wanted, met] = target(name, "", reached);
            let claims = ratio(score.claimed, score.cases).filter(|_| name.starts_with("recognizers-text"));
            let [cases, right, kept] = [score.cases, score.right, score.kept].map(thousands);
            let [reached, spans, kept_share] =
                [reached, ratio(score.spans, score.cases), ratio(score.kept_right, score.kept)].map(share);
            table.row([
                name.clone(),
                cases,
                right,
                reached,
                spans,
                kept,
                kept_share,
                wanted,
                met,
                share(claims),
            ]);
        }
        (!rows.is_empty()).then_some(table)
    }

    /// Every group, then every file.
    fn case_rows(&self) -> Vec<(String, CaseScore)> {
        let files: Vec<(&str, CaseScore)> = self
            .0
            .iter()
            .filter_map(|(set, score)| match score {
                Score::Cases(score) => Some((&*set.name, *score)),
                _ => None,
            })
            .collect();
        let sum = |wanted: &dyn Fn(&str) -> bool| {
            let mut sum = CaseScore::default();
            files.iter().filter(|(name, _)| wanted(name)).for_each(|(_, score)| sum += *score);
            sum
        };
        let mut rows = Vec::new();
        let regions = sum(&|name| name.starts_with("duckling/en") && name.ends_with("/Time"));
        rows.push(("duckling/en/Time and regions".to_owned(), regions));
        for language in ["fr", "en"] {
            let prefix = format!("recognizers-text/{language}/");
            let in_group = |name: &str, files: &[&str]| {
                name.strip_prefix(&prefix).is_some_and(|file| files.contains(&file))
            };
            for (group, files) in GROUPS.iter().filter(|(_, files)| files.len() > 1) {
                rows.push((format!("{prefix}{group}"), sum(&|name| in_group(name, files))));
            }
            let any = |name: &str| GROUPS.iter().any(|(_, files)| in_group(name, files));
            rows.push((format!("{prefix}these"), sum(&any)));
            rows.push((format!("{prefix}others"), sum(&|name| name.starts_with(&prefix) && !any(name))));
        }
        rows.retain(|(_, score)| score.cases > 0);
        rows.extend(files.iter().map(|(name, score)| ((*name).to_owned(), *score)));
        rows
    }

    /// The figures that something is wanted of, in the order of that list.
    fn figures(&self) -> Vec<Option<f64>> {
        let cases = self.case_rows();
        let reached = |name: &str, figure: &str| {
            let case = cases.iter().find(|(of, _)| of == name);
            let set = || self.0.iter().find(|(set, _)| set.name == name).map(|(_, score)| score);
            case.and_then(|(_, score)| ratio(score.right, score.cases)).or_else(|| match (set()?, figure) {
                (Score::Spans(score), "strict") => score.strict.f1(),
                (Score::Spans(score), "relaxed") => score.relaxed.f1(),
                (Score::Spans(score), "strict and type") => score.typed.f1(),
                (Score::Spans(score), "value F1") => score.value_f1(),
                (Score::Recall(kinds), kind) => kinds.get(kind).and_then(|r| ratio(r.covered, r.gold)),
                _ => None,
            })
        };
        WANTED.iter().map(|&(name, figure, _)| reached(name, figure)).collect()
    }

    /// Of the same figures, the share of cases that Microsoft's .NET engine claims.
    fn claims(&self) -> Vec<Option<f64>> {
        let cases = self.case_rows();
        let claimed = |name: &str| {
            let (_, score) = cases.iter().find(|(of, _)| of == name && of.starts_with("recognizers-text"))?;
            ratio(score.claimed, score.cases)
        };
        WANTED.iter().map(|(name, _, _)| claimed(name)).collect()
    }
}

/// Whether a set is part of a figure that something is wanted of.
pub(crate) fn is_wanted(set: &str) -> bool {
    let file =
        set.strip_prefix("recognizers-text/").and_then(|rest| rest.split_once('/')).map(|(_, file)| file);
    file.is_none_or(|file| GROUPS.iter().any(|(_, files)| files.contains(&file)))
}

/// The figures of several programs beside each other, Selon first.
pub(crate) fn beside(programs: &[(&str, Vec<(&Set, Score)>)]) -> String {
    let mut columns: Vec<(&str, Vec<Option<f64>>)> =
        programs.iter().map(|(name, scores)| (*name, Tables(scores).figures())).collect();
    let claims = programs.first().map(|(_, scores)| Tables(scores).claims());
    columns.extend(claims.map(|claims| ("Microsoft .NET (claims)", claims)));
    let heads = columns.iter().map(|(name, _)| format!(" {name} |")).collect::<String>();
    let mut lines = format!("| set | figure |{heads}\n|---|---|{}\n", "---:|".repeat(columns.len()));
    for (row, (name, figure, _)) in WANTED.iter().enumerate() {
        let cells: Vec<Option<f64>> = columns.iter().map(|(_, column)| column[row]).collect();
        if cells.iter().any(Option::is_some) {
            let figure = if figure.is_empty() { "right" } else { figure };
            let cells = cells.into_iter().map(|cell| format!(" {} |", share(cell))).collect::<String>();
            lines.push_str(&format!("| {name} | {figure} |{cells}\n"));
        }
    }
    lines
}

/// The cells "wanted" and "met" of a figure.
fn target(name: &str, figure: &str, reached: Option<f64>) -> [String; 2] {
    let wanted = WANTED.iter().find(|(of, which, _)| *of == name && *which == figure);
    match wanted {
        None => ["–", "–"].map(str::to_owned),
        Some((_, _, wanted)) => {
            let met = reached.is_some_and(|reached| reached >= *wanted);
            [format!("{wanted:.2}"), if met { "yes" } else { "no" }.to_owned()]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_met_when_it_is_reached() {
        assert_eq!(target("timebank-fr", "strict", Some(0.9)), ["0.90", "yes"]);
        assert_eq!(target("timebank-fr", "strict", None), ["0.90", "no"]);
        assert_eq!(target("duckling/en-AU/Time", "", Some(1.0)), ["–", "–"]);
        assert!(is_wanted("duckling/en-AU/Time") && is_wanted("recognizers-text/fr/SetParser"));
        assert!(!is_wanted("recognizers-text/fr/DateParser"));
    }
}
