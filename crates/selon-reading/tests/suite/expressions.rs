//! Times and quantities on the real pipelines: the expressions marked in the text, and a line for each under it.
//!
//! ⟦①expression⟧ ⟨①signal⟩; a case may have several texts, each with its lines.

use std::fmt::Write as _;

use selon_reading::Reader;
use selon_record::{Article, CodePointSpan, Quantity, Reading, Time};

use crate::cases::Settings;
use crate::examples;
use crate::marks::{self, CONTENT, CUE, is_number};
use crate::pipelines;

/// Between the ends of a stretch: instants of a time, bounds of a quantity.
const STRETCH: &str = "..";

#[test]
fn time() {
    check("time", |reading, expected| {
        let mut parts = Vec::new();
        for (number, time) in numbered(&reading.times) {
            parts.push((time.span, CONTENT, number));
            parts.extend(time.signals.iter().map(|&signal| (signal, CUE, number)));
        }
        let line = |(number, time)| {
            let shown = expected.iter().any(|line| line.starts_with(number) && line.contains(STRETCH));
            format!("{number} {}", time_line(time, shown))
        };
        (parts, numbered(&reading.times).map(line).collect())
    });
}

#[test]
fn quantity() {
    check("quantity", |reading, _| {
        let parts = numbered(&reading.quantities).map(|(number, quantity)| (quantity.span, CONTENT, number));
        let line = |(number, quantity)| format!("{number} {}", quantity_line(quantity));
        (parts.collect(), numbered(&reading.quantities).map(line).collect())
    });
}

/// The articles of `examples/`: under the name of its file the words of each expression, and its line.
#[test]
fn examples() {
    crate::cases::check("examples", |listed, _| {
        let (file, lines) = listed.split_once('\n').expect("a file and its expressions");
        let article =
            examples::articles().into_iter().find(|article| format!("examples/{}", article.id) == file);
        let article = article.unwrap_or_else(|| panic!("no article {file:?}"));
        let Some(pipeline) = pipelines::pipeline(&article.language) else { return listed.to_owned() };
        let reader = Reader::new(pipeline).unwrap_or_else(|error| panic!("{error}"));
        let reading = reader.read(article);
        let times = reading.times.iter().map(|time| (time.span, &*time.text, Expression::Time(time)));
        let quantities = reading.quantities.iter();
        let quantities = quantities.map(|q| (q.span, &*q.text, Expression::Quantity(q)));
        let mut all: Vec<_> = times.chain(quantities).collect();
        all.sort_by_key(|(span, ..)| *span);
        let mut rest = &*all;
        let mut found = file.to_owned();
        for line in lines.lines() {
            let (words, value) = line.split_once(" = ").unwrap_or_else(|| panic!("{line:?} has no \" = \""));
            let is_time = value.starts_with(|c: char| c.is_uppercase());
            let is_it = |(_, text, expression): &&(_, &str, Expression<'_>)| {
                expression.is_time() == is_time && *text == words
            };
            let at = rest.iter().position(|it| is_it(&it));
            let value = match at {
                Some(at) => rest[at].2.line(value.contains(STRETCH)),
                None => "not found".to_owned(),
            };
            rest = at.map_or(rest, |at| &rest[at + 1..]);
            let _ = write!(found, "\n{words} = {value}");
        }
        found
    });
}

/// What a line of an example is about.
enum Expression<'r> {
    Time(&'r Time),
    Quantity(&'r Quantity),
}

impl Expression<'_> {
    fn is_time(&self) -> bool {
        matches!(self, Expression::Time(_))
    }

    fn line(&self, shown: bool) -> String {
        match self {
            Expression::Time(time) => time_line(time, shown),
            Expression::Quantity(quantity) => quantity_line(quantity),
        }
    }
}

/// What a text has: the parts to mark and a line for each expression.
type Found = (Vec<(CodePointSpan, marks::Brackets, char)>, Vec<String>);

/// Checks the cases of a folder; `find` takes a reading and the lines that are expected.
fn check(folder: &str, find: impl Fn(&Reading, &[&str]) -> Found) {
    crate::cases::check(folder, |marked, settings| {
        let Some(pipeline) = pipelines::pipeline(&settings.language) else { return marked.to_owned() };
        let reader = Reader::new(pipeline).unwrap_or_else(|error| panic!("{error}"));
        let texts = texts(marked);
        let mut found = String::new();
        for (i, text) in texts.iter().enumerate() {
            let reading = reader.read(article(&marks::unmarked(&text.marked), settings));
            let (parts, lines) = find(&reading, &text.lines);
            found += &marks::marked(&reading.article.text, parts);
            found.extend(lines.iter().map(|line| format!("\n{line}")));
            // A text in which nothing is found ends at a blank line.
            let blank = text.ends_blank || lines.is_empty();
            found += if i + 1 == texts.len() {
                ""
            } else if blank {
                "\n\n"
            } else {
                "\n"
            };
        }
        found
    });
}

fn article(text: &str, settings: &Settings) -> Article {
    let (published, language) = (settings.published.clone(), settings.language.clone());
    Article { published, language, ..Article::new(text) }
}

/// One text of a case.
struct Text<'a> {
    marked: String,
    /// The lines about its expressions.
    lines: Vec<&'a str>,
    /// Whether a blank line stands behind it.
    ends_blank: bool,
}

/// The texts of a case: each goes up to the lines about it, or to a blank line.
fn texts(marked: &str) -> Vec<Text<'_>> {
    let mut texts: Vec<Text<'_>> = Vec::new();
    for line in marked.lines() {
        let last = texts.last_mut().filter(|text| !text.ends_blank);
        match last {
            Some(text) if line.is_empty() => text.ends_blank = true,
            None if line.is_empty() => {}
            Some(text) if line.starts_with(is_number) => text.lines.push(line),
            Some(text) if text.lines.is_empty() => text.marked = format!("{}\n{line}", text.marked),
            _ => texts.push(Text { marked: line.to_owned(), lines: Vec::new(), ends_blank: false }),
        }
    }
    texts
}

/// The expressions of a text with their numbers.
fn numbered<T>(found: &[T]) -> impl Iterator<Item = (char, &T)> {
    found.iter().enumerate().map(|(at, found)| (marks::number(at), found))
}

/// « DATE 2022 MID », with the instants where they are `shown`: « DATE 2022 MID 2022-05-01..2022-09-01 ».
fn time_line(time: &Time, shown: bool) -> String {
    let mut line = format!("{} {}", name(time.kind), time.value);
    if let Some(modifier) = time.modifier {
        let _ = write!(line, " {}", name(modifier));
    }
    if shown {
        let instant = |instant: &Option<String>| instant.as_deref().unwrap_or_default().to_owned();
        let _ = write!(line, " {}{STRETCH}{}", instant(&time.from), instant(&time.to));
    }
    line
}

/// « count ~30 of corps », « money 10000000000 USD over P20Y », « count ≥ 20 of blessés », « count 24..30 of appareils ».
fn quantity_line(quantity: &Quantity) -> String {
    let mut numbers = Vec::new();
    numbers.extend(quantity.value.map(|value| value.to_string()));
    numbers.extend(match (quantity.low, quantity.high) {
        (Some(low), Some(high)) => Some(format!("{low}{STRETCH}{high}")),
        (Some(low), None) => Some(format!("≥ {low}")),
        (None, Some(high)) => Some(format!("≤ {high}")),
        (None, None) => None,
    });
    if numbers.is_empty() {
        numbers.push("?".to_owned());
    }
    let rough = if quantity.approximate { "~" } else { "" };
    let mut line = format!("{} {rough}{}", name(&quantity.dimension), numbers.join(" "));
    if let Some(unit) = &quantity.unit {
        let _ = write!(line, " {unit}");
    }
    if let Some(per) = &quantity.per {
        let _ = write!(line, " per {per}");
    }
    if let Some(over) = &quantity.over {
        let _ = write!(line, " over {over}");
    }
    if let Some(of) = &quantity.of {
        let _ = write!(line, " of {of}");
    }
    line
}

/// A value of the record as JSON writes it.
fn name(value: impl serde::Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_else(|error| panic!("{error}"));
    json.as_str().expect("a name").to_owned()
}
