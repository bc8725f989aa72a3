//! Regions that are named with what they are: « wilaya de Khenchela ».

use std::sync::LazyLock;

use crate::Entry;
use crate::fold::fold;

/// The words of `data/kb/region_words.tsv`, folded, with what joins them to the name.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/kb/region_words.tsv").lines();
    let rows = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).skip(1);
    rows.flat_map(|(word, joints)| {
        joints.split('|').map(move |joint| format!("{} {} ", fold(word), fold(joint)))
    })
    .collect()
});

/// The name in « wilaya de Khenchela ».
pub(crate) fn without_word(name: &str) -> Option<&str> {
    // The name begins with the first capital behind the first word.
    let word = name.find(char::is_whitespace)?;
    let at = name[word..].find(char::is_uppercase)? + word;
    let before = format!("{} ", fold(&name[..at]));
    WORDS.contains(&before).then(|| &name[at..])
}

/// Whether it is a part of a country, larger than a town.
pub(crate) fn is_one(entry: &Entry<'_>) -> bool {
    matches!(entry.class(), "region" | "department")
}
