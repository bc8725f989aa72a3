//! The attribute ruler's rules as they are written in a model, and their checked form that can be saved.

use rmpv::ValueRef;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::source::decode;
use crate::vocab::lookups::{array, pairs, string};

/// The file the rules come from.
const PART: &str = "attribute_ruler/patterns";

/// The rules in order: a later one has the last word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AttributeRulerRules(pub(super) Vec<Rule>);

/// What to set on a token where one of the patterns is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Rule {
    /// Each pattern is a run of tokens, each token a list of conditions that must all hold.
    pub(super) patterns: Vec<Vec<Vec<Condition>>>,
    /// What to set.
    pub(super) set: Vec<Assignment>,
    /// The token of the run to set it on; negative from the end.
    pub(super) index: i64,
}

/// A condition on one token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Condition {
    Text(Test),
    Lower(Test),
    Lemma(Test),
    Tag(Test),
    Pos(Test),
    Morph(Test),
    Dep(Test),
    IsSpace(bool),
}

/// How an attribute is compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Test {
    /// It is one of these.
    In(Vec<String>),
    /// It is none of these.
    NotIn(Vec<String>),
    /// The regular expression is found in it.
    Regex(String),
}

/// An attribute and its new value; the empty string takes the attribute away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Assignment {
    Tag(String),
    Pos(String),
    Morph(String),
    Dep(String),
    Lemma(String),
}

impl AttributeRulerRules {
    /// Reads the file `attribute_ruler/patterns` of a model.
    ///
    /// # Errors
    /// [`Error::Malformed`] when it is not such a file, [`Error::Unsupported`] when a rule asks for something that is not
    /// written here, such as the operator `OP`.
    pub(crate) fn from_msgpack(bytes: &[u8]) -> Result<Self, Error> {
        let root = decode(PART, bytes)?;
        let rules = array(PART, &root)?
            .iter()
            .enumerate()
            .map(|(i, value)| rule(&format!("{PART}: rule {i}"), value));
        rules.collect::<Result<_, _>>().map(AttributeRulerRules)
    }
}

fn rule(part: &str, value: &ValueRef<'_>) -> Result<Rule, Error> {
    let mut rule = Rule { patterns: Vec::new(), set: Vec::new(), index: 0 };
    for (key, value) in pairs(part, value)? {
        match string(part, key)? {
            "patterns" => {
                rule.patterns = each(part, value, |run| each(part, run, |token| conditions(part, token)))?
            }
            "attrs" => {
                let set = pairs(part, value)?.iter().map(|(key, value)| assignment(part, key, value));
                rule.set = set.collect::<Result<_, _>>()?;
            }
            "index" => {
                rule.index = match value {
                    ValueRef::Integer(index) => index.as_i64(),
                    _ => None,
                }
                .ok_or_else(|| Error::malformed(part, format!("index {value}")))?;
            }
            key => return Err(Error::unsupported(part, format!("{key:?}"))),
        }
    }
    Ok(rule)
}

fn each<T>(
    part: &str,
    list: &ValueRef<'_>,
    read: impl Fn(&ValueRef<'_>) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    array(part, list)?.iter().map(read).collect()
}

/// The conditions on one token of a pattern: `{"TAG": "VBZ", "LOWER": {"IN": ["is", "'s"]}}`.
fn conditions(part: &str, token: &ValueRef<'_>) -> Result<Vec<Condition>, Error> {
    let mut conditions = Vec::new();
    for (key, value) in pairs(part, token)? {
        let key = attribute(part, key)?;
        if key == "IS_SPACE" {
            let ValueRef::Boolean(expected) = value else {
                return Err(Error::unsupported(part, format!("{key}: {value}")));
            };
            conditions.push(Condition::IsSpace(*expected));
            continue;
        }
        let condition = match key.as_str() {
            "TEXT" | "ORTH" => Condition::Text,
            "LOWER" => Condition::Lower,
            "LEMMA" => Condition::Lemma,
            "TAG" => Condition::Tag,
            "POS" => Condition::Pos,
            "MORPH" => {
                for test in tests(part, &key, value)? {
                    conditions.push(Condition::Morph(features_test(part, test)?));
                }
                continue;
            }
            "DEP" => Condition::Dep,
            _ => return Err(Error::unsupported(part, format!("{key} in a pattern"))),
        };
        for test in tests(part, &key, value)? {
            conditions.push(condition(test));
        }
    }
    Ok(conditions)
}

/// The tests on one attribute: a string is the test for equality, a map holds tests by name.
fn tests(part: &str, key: &str, value: &ValueRef<'_>) -> Result<Vec<Test>, Error> {
    let tests = match value {
        ValueRef::String(_) => vec![Test::In(vec![string(part, value)?.to_owned()])],
        ValueRef::Map(tests) => {
            let tests = tests.iter().map(|(name, value)| {
                let values = || each(part, value, |value| string(part, value).map(str::to_owned));
                match string(part, name)?.to_ascii_uppercase().as_str() {
                    "IN" => Ok(Test::In(values()?)),
                    "NOT_IN" => Ok(Test::NotIn(values()?)),
                    "REGEX" => Ok(Test::Regex(string(part, value)?.to_owned())),
                    name => Err(Error::unsupported(part, format!("{key}: {name}"))),
                }
            });
            tests.collect::<Result<_, _>>()?
        }
        value => return Err(Error::unsupported(part, format!("{key}: {value}"))),
    };
    Ok(tests)
}

/// A test on features, with the features in spaCy's order. spaCy tells no features from features never set, we do not:
/// such tests are refused.
fn features_test(part: &str, test: Test) -> Result<Test, Error> {
    let normalize = |values: Vec<String>| {
        let values = values.iter().map(|value| match normalize_features(part, value)? {
            empty if empty.is_empty() => Err(Error::unsupported(part, format!("MORPH: {value:?}"))),
            value => Ok(value),
        });
        values.collect::<Result<_, _>>()
    };
    match test {
        Test::In(values) => Ok(Test::In(normalize(values)?)),
        Test::NotIn(values) => Ok(Test::NotIn(normalize(values)?)),
        Test::Regex(_) => Ok(test),
    }
}

impl Test {
    /// The values it compares with.
    pub(super) fn values(&self) -> &[String] {
        match self {
            Test::In(values) | Test::NotIn(values) => values,
            Test::Regex(_) => &[],
        }
    }
}

fn assignment(part: &str, key: &ValueRef<'_>, value: &ValueRef<'_>) -> Result<Assignment, Error> {
    let key = attribute(part, key)?;
    let value = string(part, value)?;
    match key.as_str() {
        "TAG" => Ok(Assignment::Tag(value.to_owned())),
        "POS" => Ok(Assignment::Pos(value.to_owned())),
        "MORPH" => Ok(Assignment::Morph(normalize_features(part, value)?)),
        "DEP" => Ok(Assignment::Dep(value.to_owned())),
        "LEMMA" => Ok(Assignment::Lemma(value.to_owned())),
        _ => Err(Error::unsupported(part, format!("{key} as an attribute to set"))),
    }
}

/// The name of an attribute, which spaCy takes in either case.
fn attribute(part: &str, key: &ValueRef<'_>) -> Result<String, Error> {
    match key {
        ValueRef::String(_) => Ok(string(part, key)?.to_ascii_uppercase()),
        key => Err(Error::unsupported(part, format!("the attribute number {key}"))),
    }
}

/// Features in spaCy's order: names and values sorted, `_` as nothing, the last of two values of one name.
fn normalize_features(part: &str, features: &str) -> Result<String, Error> {
    if matches!(features, "" | "_") {
        return Ok(String::new());
    }
    let mut pairs: Vec<(&str, String)> = Vec::new();
    for feature in features.split('|') {
        let (name, values) = match feature.split_once('=') {
            Some((name, values)) if !values.contains('=') => (name, values),
            _ => return Err(Error::malformed(part, format!("{feature:?} in the features {features:?}"))),
        };
        let mut values: Vec<&str> = values.split(',').collect();
        values.sort_unstable();
        pairs.retain(|&(other, _)| other != name);
        pairs.push((name, values.join(",")));
    }
    let mut features: Vec<String> = pairs.iter().map(|(name, values)| format!("{name}={values}")).collect();
    features.sort_unstable();
    Ok(features.join("|"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{list, map, patterns};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn features_are_put_in_order() {
        let normalize = |features| normalize_features("test", features);
        assert_eq!(normalize("_").unwrap(), "");
        assert_eq!(normalize("Number=Sing|Gender=Masc,Fem").unwrap(), "Gender=Fem,Masc|Number=Sing");
        assert_eq!(normalize("A=1|A=2").unwrap(), "A=2");
        assert!(normalize("Number").is_err() && normalize("A=B=C").is_err());
    }

    #[test]
    fn what_is_not_written_here_is_named() {
        for (token, named) in [
            (map([("OP", "?".into())]), "OP"),
            (map([("NORM", "le".into())]), "NORM"),
            (map([("LOWER", map([("FUZZY", "a".into())]))]), "FUZZY"),
            (map([("IS_PUNCT", true.into())]), "IS_PUNCT"),
            (map([("MORPH", "_".into())]), "MORPH"),
        ] {
            let error =
                AttributeRulerRules::from_msgpack(&patterns([(vec![token], map([]), 0)])).unwrap_err();
            assert!(
                matches!(error, Error::Unsupported { .. }) && error.to_string().contains(named),
                "{error}"
            );
        }
        let bytes = patterns([(vec![map([])], map([("ENT_TYPE", "LOC".into())]), 0)]);
        assert!(AttributeRulerRules::from_msgpack(&bytes).unwrap_err().to_string().contains("ENT_TYPE"));
    }

    fn example() -> Vec<u8> {
        let token = map([("tag", "NC".into()), ("LOWER", map([("NOT_IN", list(["la", "le"]))]))]);
        patterns([(vec![token], map([("MORPH", "B=2|A=1".into())]), -1)])
    }

    #[test]
    fn rules_are_saved_as_json() {
        let rules = AttributeRulerRules::from_msgpack(&example()).unwrap();
        let json = serde_json::to_string(&rules).unwrap();
        assert_eq!(
            json,
            r#"[{"patterns":[[[{"Tag":{"In":["NC"]}},{"Lower":{"NotIn":["la","le"]}}]]],"set":[{"Morph":"A=1|B=2"}],"index":-1}]"#
        );
        assert_eq!(serde_json::from_str::<AttributeRulerRules>(&json).unwrap(), rules);
    }

    proptest! {
        #[test]
        fn altered_bytes_do_not_make_the_reader_panic(i in 0..100_usize, byte: u8, cut: bool) {
            let mut bytes = example();
            let i = i % bytes.len();
            bytes[i] = byte;
            let end = if cut { i } else { bytes.len() };
            let _ = AttributeRulerRules::from_msgpack(&bytes[..end]);
        }
    }
}
