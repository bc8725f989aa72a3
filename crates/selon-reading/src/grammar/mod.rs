//! Expressions of a text by rules that stand in `data/LANG/*.grammar`; `data/GRAMMAR.md` says how they are written.

use std::cmp::Reverse;

use selon_record::Span;

mod chart;
mod language;
mod network;
mod notation;
mod numerals;
mod starts;
pub(crate) mod value;
mod words;

pub(crate) use notation::GrammarError;
pub(crate) use value::{Operation, Value};

use chart::{Chart, Digits, Edge};
use network::{ANY_WORD, Builder, Category, Network};
use numerals::Style;
use words::Vocabulary;

/// Categories that digits and letters make by themselves.
const DIGITS: [&str; 7] = ["d1", "d2", "d3", "d4", "numeral", "roman", ANY_WORD];

/// A grammar, ready to be matched. It can be shared by threads.
#[derive(Debug)]
pub(crate) struct Grammar {
    network: Network,
    vocabulary: Vocabulary,
    style: Style,
    digits: Digits,
    wanted: Vec<Category>,
}

/// A row of a table that a grammar reads as a rule: the category it makes, its words, its value.
pub(crate) type Entry = (&'static str, &'static str, Value);

/// An expression of a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    /// Its words, in bytes of the text: from the first square bracket to the last.
    pub(crate) extent: Span,
    /// The words of each pair of square brackets, with what they mean by themselves where that is known: « du [19] au
    /// [23 juillet] » has two.
    pub(crate) parts: Vec<(Span, Option<Value>)>,
    /// Its words with its signals.
    pub(crate) whole: Span,
    /// What it means.
    pub(crate) value: Value,
}

impl Grammar {
    /// Reads a grammar: its files by name, the tables it uses, the names of its operations, and the categories to be found in
    /// texts, the only ones that rules of several files may make.
    ///
    /// # Errors
    /// The first place that cannot be read.
    pub(crate) fn read(
        files: &[(&'static str, &'static str)],
        entries: impl IntoIterator<Item = Entry>,
        operations: fn(&str) -> Option<Operation>,
        wanted: &[&'static str],
    ) -> Result<Grammar, GrammarError> {
        let mut vocabulary = Vocabulary::default();
        let mut builder = Builder::new(&DIGITS, wanted);
        let mut style = Style::default();
        for (category, words, value) in entries {
            builder.entry(category, words, value, &mut vocabulary);
        }
        for &(file, text) in files {
            let sheet = notation::read(file, text, operations)?;
            style.group = sheet.group.unwrap_or(style.group);
            style.decimal = sheet.decimal.unwrap_or(style.decimal);
            for rule in sheet.rules {
                builder.rule(file, sheet.before.unwrap_or(file), rule, &mut vocabulary)?;
            }
        }
        vocabulary.without_accents();
        let network = builder.finish(DIGITS.len())?;
        let number = |name: &'static str| {
            let reason = || format!("no rule makes a \"{name}\", which is asked for");
            network.number(name).ok_or_else(|| GrammarError {
                file: "the grammar",
                line: 0,
                reason: reason(),
            })
        };
        let wanted = wanted.iter().map(|name| number(name)).collect::<Result<_, _>>()?;
        let digits = Digits {
            runs: [number("d1")?, number("d2")?, number("d3")?, number("d4")?],
            numeral: number("numeral")?,
            roman: number("roman")?,
            word: number(ANY_WORD)?,
        };
        Ok(Grammar { network, vocabulary, style, digits, wanted })
    }

    /// The expressions of a text, in order; none overlaps another.
    pub(crate) fn find(&self, text: &str) -> Vec<Found> {
        let words = words::words(text, &self.vocabulary);
        let edges = Chart::parse(&self.network, (&self.digits, &self.style), text, &words);
        let wanted = |edge: &&Edge| self.wanted.contains(&edge.category);
        let mut found: Vec<(usize, &Edge)> = Vec::new();
        for (start, edges) in edges.iter().enumerate() {
            found.extend(edges.iter().filter(wanted).map(|edge| (start, edge)));
        }
        found.sort_by_key(|(start, edge)| (Reverse(edge.end - start), edge.cost, edge.rule, *start));
        let mut taken = vec![false; words.len()];
        found.retain(|(start, edge)| {
            let words = &mut taken[*start..edge.end];
            let free = !words.contains(&true);
            if free {
                words.fill(true);
            }
            free
        });
        found.sort_by_key(|(start, ..)| *start);
        let span = |from: usize, to: usize| {
            let (first, last) = (words.get(from)?, words[..to].last()?);
            Some(Span::new(first.range.start, last.range.end))
        };
        let record = |(start, edge): (usize, &Edge)| {
            let whole = span(start, edge.end)?;
            let parts = edge.parts.iter().filter(|part| part.start < part.end);
            let parts: Vec<_> =
                parts.filter_map(|part| Some((span(part.start, part.end)?, part.value.clone()))).collect();
            let extent = parts
                .first()
                .zip(parts.last())
                .map(|((first, _), (last, _))| Span::new(first.start, last.end));
            let (extent, value) = (extent.unwrap_or(whole), edge.value.clone());
            Some(Found { extent, parts, whole, value })
        };
        found.into_iter().filter_map(record).flat_map(Found::each).collect()
    }
}

impl Found {
    /// The expressions that one is made of: « *les 4* et *10 mars* » is two. What stands before the first belongs to it, what
    /// stands behind the last to that.
    fn each(self) -> Vec<Found> {
        let Value::Each(values) = &self.value else { return vec![self] };
        let last = self.parts.len().saturating_sub(1);
        let one = |(place, ((extent, _), value)): (usize, (&(Span, Option<Value>), &Value))| {
            let start = if place == 0 { self.whole.start } else { extent.start };
            let end = if place == last { self.whole.end } else { extent.end };
            Found { extent: *extent, parts: Vec::new(), whole: Span::new(start, end), value: value.clone() }
        };
        self.parts.iter().zip(values.iter()).enumerate().map(one).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation(name: &str) -> Option<Operation> {
        let numbers: Operation = |values| {
            let number = |value: &Value| match value {
                Value::Number(number) => Some(*number),
                Value::Nothing => Some(0.0),
                _ => None,
            };
            values.iter().map(number).sum::<Option<f64>>().filter(|sum| *sum < 1000.0).map(Value::Number)
        };
        (name == "add").then_some(numbers)
    }

    const NUMBERS: &str = r#"
@group " "
@decimal ","
unit <- "un|une" => 1
      | "deux" => 2
      | "vingt et un" => 21   # a phrase
      | "quatre"  => 4
tens <- "vingt" => 20
      | "quatre" "-"? "vingt" "s"? => 80
number <- unit => $1
        | tens ("-" | "et")? unit? => add($1, $2)
        | numeral => $1
        | number "plus" number => add($1, $2)
day <- "le" d2 => $1
     | "le" [ unit "mai" ] @1 => $1
     | ^"May" d1 => $1
     | "en" !"fait|somme" d4 => $1
     | roman ~ "e" => $1
     | "an" 1900..2099 => $1
     | "du" [ d2 ] "au" [ unit ] => add($1, $2)
wanted <- day => $1
        | number "jours" => $1
"#;

    fn found(text: &str) -> Vec<(&str, &str, Value)> {
        let grammar = Grammar::read(
            &[("test", NUMBERS)],
            [("unit", "beaucoup", Value::Number(99.0))],
            operation,
            &["wanted", "number"],
        );
        let found = grammar.unwrap().find(text);
        found.into_iter().map(|f| (&text[f.whole.range()], &text[f.extent.range()], f.value)).collect()
    }

    fn one(text: &str) -> Option<(&str, f64)> {
        let found = found(text);
        let [(whole, _, Value::Number(number))] = found[..] else { return None };
        Some((whole, number))
    }

    #[test]
    fn rules_make_values_of_their_parts() {
        assert_eq!(one("quatre-vingt-deux"), Some(("quatre-vingt-deux", 82.0)));
        assert_eq!(one("vingt et un jours de"), Some(("vingt et un jours", 21.0)));
        assert_eq!(one("Deux plus vingt plus 7"), Some(("Deux plus vingt plus 7", 29.0)));
        assert_eq!(one("beaucoup"), Some(("beaucoup", 99.0)));
    }

    #[test]
    fn what_makes_no_sense_is_not_found() {
        assert_eq!(one("7 000 jours"), Some(("7 000 jours", 7000.0)));
        assert_eq!(found("7 000 plus deux").len(), 2, "the sum is too large, its parts are not");
    }

    #[test]
    fn brackets_part_the_expression_from_its_signals() {
        assert_eq!(found("le deux mai"), [("le deux mai", "deux mai", Value::Number(2.0))]);
    }

    #[test]
    fn several_brackets_part_an_expression() {
        let grammar = Grammar::read(&[("test", NUMBERS)], [], operation, &["wanted"]).unwrap();
        let text = "du 12 au quatre";
        let [found] = &grammar.find(text)[..] else { panic!("one expression is wanted") };
        let parts: Vec<_> =
            found.parts.iter().map(|(span, value)| (&text[span.range()], value.clone())).collect();
        assert_eq!(parts, [("12", Some(Value::Number(12.0))), ("quatre", Some(Value::Number(4.0)))]);
        assert_eq!(&text[found.extent.range()], "12 au quatre");
    }

    #[test]
    fn ranges_bound_digits() {
        assert_eq!(one("an 2000"), Some(("an 2000", 2000.0)));
        assert_eq!(one("an 2100"), Some(("2100", 2100.0)));
        assert_eq!(one("an 19000"), Some(("19000", 19000.0)));
    }

    #[test]
    fn conditions_hold_between_words() {
        assert_eq!(one("may 5"), Some(("5", 5.0)));
        assert_eq!(one("May 5"), Some(("May 5", 5.0)));
        assert_eq!(one("en 2022"), Some(("en 2022", 2022.0)));
        assert_eq!(one("en fait 2022"), Some(("2022", 2022.0)));
        assert_eq!(one("le\n22"), Some(("22", 22.0)));
    }

    #[test]
    fn what_is_wrong_in_a_grammar_is_said_with_its_line() {
        let read = |text| Grammar::read(&[("x.grammar", text)], [], operation, &[]).map(|_| ());
        let error = |text| read(text).unwrap_err().to_string();
        assert_eq!(error("\na <- b => 1"), "x.grammar, line 2: no rule makes a \"b\"");
        assert_eq!(error("a <- \"x\" => foo(1)"), "x.grammar, line 1: no operation \"foo\"");
        assert_eq!(error("a <- \"x\"? => 1"), "x.grammar, line 1: the pattern may match nothing at all");
        assert_eq!(error("a <- \"x\" => $1"), "x.grammar, line 1: the pattern has no category 1");
        assert_eq!(error("a <- \"x => 1"), "x.grammar, line 1: a quotation mark is not closed");
        assert_eq!(error("| \"x\" => 1"), "x.grammar, line 1: no category before this line");
    }

    #[test]
    fn a_category_has_one_file() {
        let read = |files: &[_]| Grammar::read(files, [], operation, &["wanted"]).map(|_| ());
        let numbers = ("numbers", "wanted <- unit => $1\nunit <- \"x\" => 1");
        assert_eq!(
            read(&[numbers, ("times", "wanted <- \"y\" => 2")]),
            Ok(()),
            "what is wanted may be in several"
        );
        let error = read(&[numbers, ("times", "# of time\nunit <- \"y\" => 2")]).unwrap_err();
        assert_eq!(error.to_string(), "times, line 2: \"unit\" is made by rules of numbers");
    }

    #[test]
    fn any_word_and_decimals_alone() {
        let grammar = "@decimal \".\"\nwanted <- \"a\" word => 1\n| numeral => $1";
        let grammar = Grammar::read(&[("test", grammar)], [], operation, &["wanted"]).unwrap();
        let found = |text| grammar.find(text).into_iter().map(|found| found.value).collect::<Vec<_>>();
        assert_eq!(found("a étage .5"), [Value::Number(1.0), Value::Number(0.5)]);
        assert_eq!(found("a 5"), [Value::Number(5.0)]);
        assert_eq!(found("x.5"), [Value::Number(5.0)]);
    }

    #[test]
    fn hostile_texts_end() {
        for word in ["un ", "vingt ", "deux plus ", "1 ", "le 22 ", "un\n"] {
            found(&word.repeat(3000));
        }
    }
}
