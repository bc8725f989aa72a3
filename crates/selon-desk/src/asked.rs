//! What the reader asks of the claims: the state of the story page, which is its address and nothing else.

use jiff::civil::Date;
use selon_ledger::query::{ClaimQuery, ClaimSort, Days, Disagreement};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::problem::Problem;

/// The claims on a page.
pub(crate) const PAGE: u32 = 50;

/// A question, as the address of the page has it: `/?q=morts&certainty=hearsay&sort=disputed`. What is asked for twice is a list of
/// which one is enough. Unknown parameters are an error, so that no typing error is taken for a question without conditions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Words of an assertion.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) q: String,
    /// Who or what it speaks of: keys of entities.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) entity: Vec<String>,
    /// Which places it speaks of: keys of entities.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) place: Vec<String>,
    /// Who publishes it: keys of outlets.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) outlet: Vec<String>,
    /// Languages of the articles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) language: Vec<String>,
    /// Kinds of sources.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) source: Vec<String>,
    /// Levels of certainty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) certainty: Vec<String>,
    /// What stands against it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) against: Option<Against>,
    /// Published on this day or later.
    #[serde(skip_serializing_if = "Option::is_none", with = "day")]
    #[param(value_type = Option<String>, format = Date)]
    pub(crate) from: Option<Date>,
    /// Published on this day or before.
    #[serde(skip_serializing_if = "Option::is_none", with = "day")]
    #[param(value_type = Option<String>, format = Date)]
    pub(crate) to: Option<Date>,
    /// It speaks of this day or later.
    #[serde(skip_serializing_if = "Option::is_none", with = "day")]
    #[param(value_type = Option<String>, format = Date)]
    pub(crate) about_from: Option<Date>,
    /// It speaks of this day or before.
    #[serde(skip_serializing_if = "Option::is_none", with = "day")]
    #[param(value_type = Option<String>, format = Date)]
    pub(crate) about_to: Option<Date>,
    /// In which order.
    #[serde(skip_serializing_if = "is_default")]
    pub(crate) sort: Sort,
    /// Which page of the answer, from 1.
    #[serde(skip_serializing_if = "is_first", deserialize_with = "page")]
    pub(crate) page: u32,
}

/// What stands against a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Against {
    Anything,
    Update,
    Contradiction,
    Number,
    Date,
    Place,
    Polarity,
    Attribution,
    Other,
}

/// The order of claims.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Sort {
    #[default]
    Amplified,
    Recent,
    Earliest,
    Disputed,
    Lost,
}

fn is_default(sort: &Sort) -> bool {
    *sort == Sort::default()
}

fn is_first(page: &u32) -> bool {
    *page <= 1
}

fn page<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    Ok(u32::deserialize(deserializer)?.max(1))
}

/// Days as forms send them: nothing where the field is empty.
mod day {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => serializer.collect_str(day),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        let written = String::deserialize(deserializer)?;
        match written.as_str() {
            "" => Ok(None),
            day => {
                day.parse().map(Some).map_err(|_| D::Error::custom(format!("“{day}” is no day (YYYY-MM-DD)")))
            }
        }
    }
}

/// A query without the fields that a form sends empty: they ask nothing.
pub(crate) fn filled(query: Option<&str>) -> String {
    let pairs = query.unwrap_or_default().split('&').filter(|pair| !pair.is_empty() && !pair.ends_with('='));
    pairs.collect::<Vec<_>>().join("&")
}

/// What the query of an address asks.
///
/// # Errors
/// It has other fields, or other values in them.
pub(crate) fn fields<T: DeserializeOwned>(query: &str) -> Result<T, Problem> {
    serde_html_form::from_str(query)
        .map_err(|error: serde_html_form::de::Error| Problem::malformed(error.to_string()))
}

impl Asked {
    /// Of the query of an address.
    ///
    /// # Errors
    /// What is wrong with it, in words for a person.
    pub(crate) fn of(query: Option<&str>) -> Result<Asked, String> {
        serde_html_form::from_str(&filled(query)).map_err(|error| error.to_string())
    }

    /// The address of a page that asks this: `path?…`.
    pub(crate) fn at(&self, path: &str) -> String {
        let query = serde_html_form::to_string(self).expect("a question is plain data");
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }

    /// The same from its first page, with something changed.
    pub(crate) fn with(&self, change: impl FnOnce(&mut Asked)) -> Asked {
        let mut asked = Asked { page: 1, ..self.clone() };
        change(&mut asked);
        asked
    }

    /// The next page of the same.
    pub(crate) fn next(&self) -> Asked {
        Asked { page: self.page.max(1).saturating_add(1), ..self.clone() }
    }

    /// Whether it asks for all claims, in whatever order.
    pub(crate) fn is_unconditional(&self) -> bool {
        *self == Asked { sort: self.sort, page: self.page, ..Asked::default() }
    }

    /// The same from its first page, as the fields of a form hold it: names and values, but for those of a name.
    pub(crate) fn fields(&self, without: &[&str]) -> Vec<(String, String)> {
        let query = serde_html_form::to_string(self.with(|_| ())).expect("a question is plain data");
        let fields: Vec<(String, String)> = serde_html_form::from_str(&query).expect("it was just written");
        fields.into_iter().filter(|(name, _)| !without.contains(&name.as_str())).collect()
    }

    /// As the ledger is asked: one claim more than a page shows, to know whether there is another page.
    pub(crate) fn query(&self) -> ClaimQuery {
        ClaimQuery {
            text: Some(self.q.trim().to_owned()).filter(|words| !words.is_empty()),
            entities: self.entity.clone(),
            places: self.place.clone(),
            voices: self.outlet.clone(),
            languages: self.language.clone(),
            source_kinds: self.source.clone(),
            levels: self.certainty.clone(),
            disagreement: self.against.map(Against::disagreement),
            published: Days { from: self.from, to: self.to },
            about: Days { from: self.about_from, to: self.about_to },
            sort: self.sort.into(),
            limit: Some(PAGE + 1),
            offset: self.page.saturating_sub(1).saturating_mul(PAGE),
            ..ClaimQuery::default()
        }
    }
}

impl Against {
    /// Those that a claim is counted by.
    pub(crate) const ALL: [Against; 7] = [
        Against::Update,
        Against::Number,
        Against::Date,
        Against::Place,
        Against::Polarity,
        Against::Attribution,
        Against::Other,
    ];

    /// Its name in addresses, and that of the facet in the ledger.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Against::Anything => "anything",
            Against::Update => "update",
            Against::Contradiction => "contradiction",
            Against::Number => "number",
            Against::Date => "date",
            Against::Place => "place",
            Against::Polarity => "polarity",
            Against::Attribution => "attribution",
            Against::Other => "other",
        }
    }

    fn disagreement(self) -> Disagreement {
        match self {
            Against::Anything => Disagreement::Any,
            Against::Update => Disagreement::Update,
            Against::Contradiction => Disagreement::Contradiction(None),
            kind => Disagreement::Contradiction(Some(kind.name().to_owned())),
        }
    }
}

impl Sort {
    pub(crate) const ALL: [Sort; 5] =
        [Sort::Amplified, Sort::Recent, Sort::Earliest, Sort::Disputed, Sort::Lost];
}

impl From<Sort> for ClaimSort {
    fn from(sort: Sort) -> ClaimSort {
        match sort {
            Sort::Amplified => ClaimSort::Amplified,
            Sort::Recent => ClaimSort::Recent,
            Sort::Earliest => ClaimSort::Earliest,
            Sort::Disputed => ClaimSort::Disputed,
            Sort::Lost => ClaimSort::Lost,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Against, Asked};

    #[test]
    fn an_address_is_a_question_and_back() {
        let query = "q=morts&outlet=a&outlet=b%20c&against=number&from=2022-01-05&page=2";
        let asked = Asked::of(Some(query)).unwrap();
        assert_eq!(asked.outlet, ["a", "b c"]);
        assert_eq!(asked.against, Some(Against::Number));
        assert_eq!(Asked::of(asked.at("/").strip_prefix("/?")).unwrap(), asked);
        assert_eq!(asked.with(|asked| asked.q.clear()).page, 1);
    }

    #[test]
    fn empty_fields_of_a_form_ask_nothing() {
        let asked = Asked::of(Some("q=&from=&against=&sort=amplified")).unwrap();
        assert!(asked.is_unconditional());
        assert_eq!(asked.at("/"), "/");
    }

    #[test]
    fn what_is_no_question_is_said() {
        for query in ["outlets=x", "from=yesterday", "against=me", "page=-1", "sort=best"] {
            assert!(Asked::of(Some(query)).is_err(), "{query}");
        }
    }
}
