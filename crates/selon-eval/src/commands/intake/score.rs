//! Counting: strings of texts, and whether headlines, bylines and dates are the expected ones.

use std::collections::BTreeSet;
use std::iter::Sum;

use super::pages::{Author, Page};
use super::readers::Found;

/// Strings of pages, as trafilatura counts them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Strings {
    /// Expected and there.
    pub(super) found: usize,
    /// Expected and not there.
    pub(super) missed: usize,
    /// Not to be there, and there.
    pub(super) unwanted: usize,
}

impl Strings {
    pub(super) fn precision(self) -> Option<f64> {
        ratio(self.found, self.found + self.unwanted)
    }

    pub(super) fn recall(self) -> Option<f64> {
        ratio(self.found, self.found + self.missed)
    }

    pub(super) fn f1(self) -> Option<f64> {
        ratio(2 * self.found, 2 * self.found + self.missed + self.unwanted)
    }
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

impl Sum for Strings {
    fn sum<I: Iterator<Item = Strings>>(all: I) -> Strings {
        all.fold(Strings::default(), |sum, one| Strings {
            found: sum.found + one.found,
            missed: sum.missed + one.missed,
            unwanted: sum.unwanted + one.unwanted,
        })
    }
}

/// What a page says of its publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    Title,
    Date,
    Byline,
}

impl Fact {
    pub(super) fn name(self) -> &'static str {
        match self {
            Fact::Title => "headline",
            Fact::Date => "date",
            Fact::Byline => "byline",
        }
    }

    /// Whether what was found is right; nothing inside where nothing was found, nothing at all where nothing is expected.
    pub(super) fn judge(self, page: &Page, found: &Found) -> Option<Option<bool>> {
        let given = |value: &Option<String>| {
            value.as_deref().filter(|value| !value.trim().is_empty()).map(str::to_owned)
        };
        match self {
            Fact::Title => {
                let expected = given(&page.expected.title)?;
                Some(given(&found.title).map(|title| plain(&title) == plain(&expected)))
            }
            Fact::Date => {
                let expected = given(&page.expected.date)?;
                Some(given(&found.published).map(|date| date.get(..10) == Some(&expected)))
            }
            Fact::Byline => {
                let expected = match page.expected.author.as_ref()? {
                    Author::One(name) => name.clone(),
                    Author::Several(names) => names.join(", "),
                };
                let expected = Some(names(&expected)).filter(|names| !names.is_empty())?;
                Some(given(&found.byline).map(|byline| names(&byline) == expected))
            }
        }
    }
}

/// Any blanks as one.
pub(super) fn blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line without what typography does to it.
fn plain(text: &str) -> String {
    let plain = blanks(text).to_lowercase();
    let form = |c| match c {
        '’' | '‘' => '\'',
        '“' | '”' | '„' => '"',
        '–' | '—' => '-',
        c => c,
    };
    plain.chars().map(form).collect()
}

/// The names of a byline.
fn names(byline: &str) -> BTreeSet<String> {
    let mut byline = plain(byline);
    for and in [" and ", " et ", " und ", " y ", ";", "/", "&"] {
        byline = byline.replace(and, ",");
    }
    byline.split(',').map(blanks).filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_sets_of_names() {
        assert_eq!(names("Anne Morel; Jean Petit"), names("jean petit et Anne  Morel"));
        assert_ne!(names("Anne Morel"), names("Anne Morel, La Gazette"));
    }

    #[test]
    fn typography_does_not_count() {
        assert_eq!(plain("L’aéroport –  « repris »"), plain("L'Aéroport - « repris »"));
    }

    #[test]
    fn f1_is_over_all_strings() {
        let sum: Strings =
            [Strings { found: 3, missed: 1, unwanted: 0 }, Strings { found: 0, missed: 0, unwanted: 1 }]
                .into_iter()
                .sum();
        assert_eq!(sum.f1(), Some(0.75));
    }
}
