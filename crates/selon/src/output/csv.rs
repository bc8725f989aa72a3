//! CSV ([RFC 4180](https://www.rfc-editor.org/rfc/rfc4180), lines ended as on Unix): an assertion a row.
//!
//! | column | what |
//! |---|---|
//! | `article`, `outlet`, `published` | of the article |
//! | `n` | the assertion's number in its reading, from 1 |
//! | `id`, `parent` | its identifier, and that of the assertion it stands in |
//! | `source`, `name`, `kind` | the words for the source, its name where known, what it is |
//! | `form`, `act`, `certainty`, `polarity` | as in the record |
//! | `chain` | the sources behind each other, outermost first, `←` between them |
//! | `cue`, `content` | the words, `…` between parts |
//! | `start`, `end` | code points: the first of the content, one past its last |
//! | `confidence` | 0 to 1 |
//! | `times`, `when` | the times of the content: TIMEX3's values with their modifiers, and the words, `;` between them |
//! | `quantities`, `how_much` | its quantities: the numbers with `~`, `≥` or `≤` and their units, and the words |
//! | `source_kb` | what the source was recognised as in the knowledge base |
//! | `names`, `names_kb` | who and what the content names, and what each was recognised as, `-` where it was not |

use csv::{Writer, WriterBuilder};
use selon_record::{Assertion, Entity, Offsets, Quantity, Reading, Time};

use super::words::{amount, extent, name, value, within, words};

/// How many columns there are.
const COUNT: usize = 26;

const COLUMNS: [&str; COUNT] = [
    "article",
    "outlet",
    "published",
    "n",
    "id",
    "parent",
    "source",
    "name",
    "kind",
    "form",
    "act",
    "certainty",
    "polarity",
    "chain",
    "cue",
    "content",
    "start",
    "end",
    "confidence",
    "times",
    "when",
    "quantities",
    "how_much",
    "source_kb",
    "names",
    "names_kb",
];

/// The row of column names.
pub(super) fn header() -> String {
    rows([COLUMNS.map(str::to_owned)])
}

/// The rows of a reading.
pub(super) fn csv(reading: &Reading) -> String {
    let offsets = Offsets::new(&reading.article.text);
    rows((1..).zip(&reading.assertions).map(|(n, assertion)| row(reading, n, assertion, &offsets)))
}

fn row(reading: &Reading, n: usize, assertion: &Assertion, offsets: &Offsets<'_>) -> [String; COUNT] {
    let given = |value: &Option<String>| value.clone().unwrap_or_default();
    let source = assertion.source.as_ref();
    let extent = extent(offsets, &assertion.content);
    let times: Vec<&Time> = within(&reading.times, &assertion.times, |time| &time.id);
    let quantities: Vec<&Quantity> =
        within(&reading.quantities, &assertion.quantities, |quantity| &quantity.id);
    let names: Vec<&Entity> = within(&reading.entities, &assertion.entities, |entity| &entity.id);
    let speaker = source.and_then(|source| source.entity.as_ref());
    let speaker = reading.entities.iter().find(|entity| Some(&entity.id) == speaker);
    [
        reading.article.id.clone(),
        given(&reading.article.outlet),
        given(&reading.article.published),
        n.to_string(),
        assertion.id.clone(),
        given(&assertion.parent),
        source.map(|source| words(offsets, &source.spans)).unwrap_or_default(),
        source.and_then(|source| source.name.clone()).unwrap_or_default(),
        source.map(|source| name(source.kind)).unwrap_or_default(),
        name(assertion.form),
        name(assertion.act),
        name(assertion.certainty.level),
        name(assertion.certainty.polarity),
        assertion.chain.iter().map(|link| &*link.name).collect::<Vec<_>>().join(" ← "),
        words(offsets, &assertion.cue),
        words(offsets, &assertion.content),
        extent.map(|extent| extent.start.to_string()).unwrap_or_default(),
        extent.map(|extent| extent.end.to_string()).unwrap_or_default(),
        assertion.confidence.to_string(),
        listed(times.iter().map(|time| value(time))),
        listed(times.iter().map(|time| &*time.text)),
        listed(quantities.iter().map(|quantity| amount(quantity))),
        listed(quantities.iter().map(|quantity| &*quantity.text)),
        speaker.and_then(|entity| entity.kb.clone()).unwrap_or_default(),
        listed(names.iter().map(|entity| &*entity.name)),
        listed(names.iter().map(|entity| entity.kb.as_deref().unwrap_or("-"))),
    ]
}

/// What stands in a list.
fn listed<T: AsRef<str>>(things: impl Iterator<Item = T>) -> String {
    let things: Vec<String> = things.map(|thing| thing.as_ref().to_owned()).collect();
    things.join("; ")
}

fn rows(rows: impl IntoIterator<Item = [String; COUNT]>) -> String {
    let mut writer: Writer<Vec<u8>> = WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).expect("memory takes rows of equal length");
    }
    let bytes = writer.into_inner().expect("memory is always flushed");
    String::from_utf8(bytes).expect("text between commas is text")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use selon_samples::any_reading;
    use selon_samples::{check, sample};

    #[test]
    fn an_opinion_piece() {
        check("08-tribune.csv", &(header() + &csv(&sample("08-tribune"))));
    }

    proptest! {
        #[test]
        fn every_assertion_is_a_row(reading in any_reading()) {
            let text = header() + &csv(&reading);
            let mut reader = ::csv::Reader::from_reader(text.as_bytes());
            let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
            prop_assert_eq!(rows.len(), reading.assertions.len());
            for (row, assertion) in rows.iter().zip(&reading.assertions) {
                prop_assert_eq!(&row[4], &*assertion.id);
                prop_assert_eq!(&row[11], name(assertion.certainty.level));
            }
        }
    }
}
