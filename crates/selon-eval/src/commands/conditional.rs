//! `selon-eval conditional`: what does a conditional stand for, and which are hearsay?

use anyhow::Result;
use clap::Args;
use rayon::prelude::*;
use selon_reading::Reader;
use selon_record::Offsets;

use crate::data;
use crate::data::conditional::{self, Conditional, Label};
use crate::data::gold::Half;
use crate::models::Model;
use crate::report::{self, Table, share, thousands};
use crate::score::{Counts, ratio};
use crate::{Places, engine};

/// Measure what conditionals stand for: hearsay, future in the past, hypothesis, modality, other.
///
/// Reads each conditional of gold/conditional-fr.jsonl with the sentences around it. Prints the five-way accuracy,
/// precision, recall and F1 of hearsay, and who is taken for what; for Wikinews, the press, and both.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  selon-eval conditional
  selon-eval conditional --half even --errors 40")]
pub(crate) struct Options {
    /// Only every second conditional, in the order of the file
    #[arg(long, value_enum)]
    half: Option<Half>,
    /// List the first N conditionals that are taken for something else
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// The French model that parses
    #[arg(long, value_enum, default_value_t = Model::FrMd)]
    model: Model,
}

/// Runs the command.
///
/// # Errors
/// When the data, a model or the disk fail.
pub(crate) fn run(places: &Places, options: &Options) -> Result<()> {
    anyhow::ensure!(options.model.language() == "fr", "{}: not a French model", options.model.name());
    let Some(folder) = data::find(places, &["gold/conditional-fr.jsonl"])? else { return Ok(()) };
    let gold = conditional::conditionals(&folder)?;
    let gold = match options.half {
        Some(half) => half.of(gold),
        None => gold,
    };
    let reader = engine::reader(places, &options.model.fetch(places)?)?;
    let found: Vec<Label> = gold.par_iter().map(|item| label(&reader, item)).collect();

    let all = || gold.iter().zip(found.iter().copied());
    let mut figures = Table::new(["set", "conditionals", "accuracy", "hearsay P", "hearsay R", "hearsay F1"]);
    let mut matrices = Vec::new();
    for (name, sets) in
        [("wikinews", &["wikinews"][..]), ("press", &["press"]), ("both", &["wikinews", "press"])]
    {
        let of_set = all().filter(|(item, _)| sets.contains(&item.set.as_str()));
        let confusion = Confusion::of(of_set.map(|(item, found)| (item.label, found)));
        figures.row(confusion.figures(name));
        matrices.push(format!("**{name}**: taken for\n\n{}", confusion.matrix()));
    }
    report::print(format_args!("{figures}\nWanted: accuracy 0.85, F1 of hearsay 0.88.\n"))?;
    matrices.iter().try_for_each(report::print)?;
    for (item, found) in all().filter(|(item, found)| item.label != *found).take(options.errors) {
        let Conditional { article, label, .. } = item;
        let [wanted, found] = [*label, found].map(Label::name);
        report::print(format_args!("    {} {wanted}, taken for {found}: {}", article.id, article.text))?;
    }
    report::print(report::provenance(None)?)?;
    Ok(())
}

/// What Selon takes a conditional for; other where it finds none there.
fn label(reader: &Reader, item: &Conditional) -> Label {
    let doc = reader.parse(&item.article);
    let offsets = Offsets::new(doc.text());
    let Ok(form) = offsets.span(item.form) else { return Label::Other };
    let found = reader.conditionals(&doc).into_iter().find(|(span, ..)| span.overlaps(form));
    found.map_or(Label::Other, |(_, sense, _)| match sense {
        selon_reading::Conditional::Hearsay => Label::Hearsay,
        selon_reading::Conditional::FutureInPast => Label::FutureInPast,
        selon_reading::Conditional::Hypothetical => Label::Hypothetical,
        selon_reading::Conditional::Modal => Label::Modal,
        selon_reading::Conditional::Other => Label::Other,
    })
}

/// How often each label was taken for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Confusion {
    /// By the gold standard's label, then by the one found, in the order of [`Label::ALL`].
    counts: [[usize; 5]; 5],
}

impl Confusion {
    fn of(pairs: impl Iterator<Item = (Label, Label)>) -> Confusion {
        let mut confusion = Confusion::default();
        for (gold, found) in pairs {
            confusion.counts[gold as usize][found as usize] += 1;
        }
        confusion
    }

    fn total(&self) -> usize {
        self.counts.as_flattened().iter().sum()
    }

    /// The share of conditionals taken for what they are; none of none.
    fn accuracy(&self) -> Option<f64> {
        let right = Label::ALL.map(|label| self.counts[label as usize][label as usize]);
        ratio(right.iter().sum(), self.total())
    }

    /// One label against all others.
    fn one(&self, label: Label) -> Counts {
        let label = label as usize;
        let right = self.counts[label][label];
        let found: usize = self.counts.iter().map(|row| row[label]).sum();
        let gold: usize = self.counts[label].iter().sum();
        Counts { right, spurious: found - right, missed: gold - right }
    }

    fn figures(&self, name: &str) -> [String; 6] {
        let hearsay = self.one(Label::Hearsay);
        let [p, r, f1] = [hearsay.precision(), hearsay.recall(), hearsay.f1()].map(share);
        [name.to_owned(), thousands(self.total()), share(self.accuracy()), p, r, f1]
    }

    fn matrix(&self) -> Table {
        let [a, b, c, d, e] = Label::ALL.map(Label::name);
        let mut table = Table::new(["", a, b, c, d, e, "gold"]);
        for label in Label::ALL {
            let row = self.counts[label as usize];
            let [a, b, c, d, e] = row.map(thousands);
            table.row([label.name().to_owned(), a, b, c, d, e, thousands(row.iter().sum())]);
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_measured_against_all_others() {
        use Label::{Hearsay, Modal, Other};
        let pairs = [(Hearsay, Hearsay), (Hearsay, Modal), (Modal, Hearsay), (Modal, Modal), (Other, Other)];
        let confusion = Confusion::of(pairs.into_iter());
        assert_eq!(confusion.accuracy(), Some(0.6));
        assert_eq!(confusion.one(Hearsay), Counts { right: 1, spurious: 1, missed: 1 });
        assert_eq!(confusion.total(), 5);
    }

    #[test]
    fn labels_stand_in_the_order_of_their_numbers() {
        assert!(Label::ALL.iter().enumerate().all(|(i, label)| *label as usize == i));
    }
}
