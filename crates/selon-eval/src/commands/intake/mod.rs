//! `selon-eval intake`: is the text of a page its article, and are headline, byline and date right?

mod pages;
mod readers;
mod score;

use anyhow::Result;
use clap::Args;

use self::pages::Page;
use self::readers::Reading;
use self::score::{Fact, Strings};
use crate::report::{self, Table, share, thousands};
use crate::{Places, data};

/// Measure what Selon takes out of saved pages, beside trafilatura and plain dom_smoothie.
///
/// On trafilatura-pages, by trafilatura's own rule: of each page some strings must stand in its text and some must not,
/// blanks being any; precision, recall and F1 are over the strings of all pages. A headline is right when it is the
/// expected one but for letter case, blanks and the forms of quotation marks and dashes; a byline when it has the same
/// names; a date when it is the same day. Pages a second are those of one core, text and data of publication for Selon
/// and dom_smoothie, the text alone for trafilatura.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  selon-eval intake
  selon-eval intake --errors 20 --half odd")]
pub(crate) struct Options {
    /// Print so many pages on which Selon's text is wrong
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Only every other page: errors are looked at on the odd ones
    #[arg(long, value_enum)]
    half: Option<Half>,
}

/// Every other page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Half {
    /// The first, the third …
    Even,
    /// The second, the fourth …
    Odd,
}

/// Runs the command.
///
/// # Errors
/// When the data, Python or the disk fail.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    let Some(folder) = data::find(places, &["trafilatura-pages"])? else { return Ok(()) };
    let mut pages = pages::load(&folder.join("trafilatura-pages"))?;
    if let Some(half) = options.half {
        let mut number = 0_usize;
        pages.retain(|_| {
            number += 1;
            (number % 2 == 1) == (half == Half::Even)
        });
    }
    let (peer, environment) = match readers::trafilatura(places, &pages) {
        Ok((reading, environment)) => (Some(reading), Some(environment)),
        Err(error) => {
            eprintln!("trafilatura: not measured: {error:#}");
            (None, None)
        }
    };
    let readings: Vec<Reading> = [Some(readers::selon(&pages)), peer, Some(readers::dom_smoothie(&pages))]
        .into_iter()
        .flatten()
        .collect();
    report::print(texts(&pages, &readings))?;
    report::print(facts(&pages, &readings))?;
    report::print(speed(&readings))?;
    report::print(report::provenance(environment.as_ref())?)?;
    errors(&pages, &readings[0], options.errors)
}

/// The strings found and not found, of all pages and of those in the languages that Selon reads.
fn texts(pages: &[Page], readings: &[Reading]) -> Table {
    let mut table =
        Table::new(["text of", "pages", "found", "missed", "unwanted", "precision", "recall", "F1"]);
    for (language, name) in [(None, "all"), (Some("fr"), "French"), (Some("en"), "English")] {
        for reading in readings {
            let chosen =
                |page: &Page| language.is_none_or(|language| page.language.as_deref() == Some(language));
            let rows: Vec<_> = pages.iter().zip(&reading.pages).filter(|(page, _)| chosen(page)).collect();
            let strings: Strings = rows.iter().map(|(page, found)| page.strings(&found.text)).sum();
            table.row([
                format!("{}, {name}", reading.name),
                thousands(rows.len()),
                thousands(strings.found),
                thousands(strings.missed),
                thousands(strings.unwanted),
                share(strings.precision()),
                share(strings.recall()),
                share(strings.f1()),
            ]);
        }
    }
    table
}

/// Headlines, bylines and dates.
fn facts(pages: &[Page], readings: &[Reading]) -> Table {
    let mut table = Table::new(["of", "expected", "right", "wrong", "not given", "share right"]);
    for fact in [Fact::Title, Fact::Date, Fact::Byline] {
        for reading in readings {
            let expected: Vec<_> = pages
                .iter()
                .zip(&reading.pages)
                .filter_map(|(page, found)| fact.judge(page, found))
                .collect();
            let right = expected.iter().filter(|right| **right == Some(true)).count();
            let none = expected.iter().filter(|right| right.is_none()).count();
            table.row([
                format!("{}, {}", fact.name(), reading.name),
                thousands(expected.len()),
                thousands(right),
                thousands(expected.len() - right - none),
                thousands(none),
                share((!expected.is_empty()).then(|| right as f64 / expected.len() as f64)),
            ]);
        }
    }
    table
}

fn speed(readings: &[Reading]) -> Table {
    let mut table = Table::new(["reader", "pages a second", "times trafilatura"]);
    let rate = |reading: &Reading| reading.pages.len() as f64 / reading.seconds;
    let trafilatura = readings.iter().find(|reading| reading.name == "trafilatura").map(rate);
    for reading in readings {
        let times = trafilatura.map_or("–".to_owned(), |peer| format!("{:.1}", rate(reading) / peer));
        table.row([reading.name.to_owned(), format!("{:.0}", rate(reading)), times]);
    }
    table
}

/// Prints the first pages on which a text misses a string or has an unwanted one.
fn errors(pages: &[Page], reading: &Reading, most: usize) -> Result<()> {
    let wrong = pages.iter().zip(&reading.pages).filter_map(|(page, found)| {
        let (missed, unwanted) = page.errors(&found.text);
        (!missed.is_empty() || !unwanted.is_empty()).then_some((page, missed, unwanted))
    });
    for (page, missed, unwanted) in wrong.take(most) {
        report::print(format_args!("{}\n  missed {missed:?}\n  unwanted {unwanted:?}", page.file.display()))?;
    }
    Ok(())
}
