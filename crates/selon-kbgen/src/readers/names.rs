//! Parts of personal names in their spellings, as the package `rigour` has them.

use std::collections::HashSet;

use anyhow::{Context as _, Result, ensure};
use selon_kb::fold::{fold, is_latin, is_mixed, keys};

/// The groups of spellings of parts of names: a line each, `tokaev, tokayev, токаев => Q123463256`.
///
/// Kept are Latin, Cyrillic and Arabic forms of at least two letters. A group of which no Latin form is left is dropped, and one
/// of which no other way of saying it is left: that somebody is called so says nothing of who it is.
pub(crate) fn groups(bytes: &[u8]) -> Result<Vec<Vec<String>>> {
    let text = std::str::from_utf8(bytes).context("the list of names is not UTF-8")?;
    let mut groups = Vec::new();
    for (line, content) in (1..).zip(text.lines()) {
        let (forms, id) = content.rsplit_once("=>").with_context(|| format!("line {line}: no =>"))?;
        ensure!(!id.trim().is_empty(), "line {line}: no identifier behind =>");
        let is_kept = |form: &&str| form.chars().count() > 1 && !is_mixed(form) && readable(form);
        let group: Vec<String> = forms.split(',').map(str::trim).filter(is_kept).map(str::to_owned).collect();
        if group.iter().any(|form| is_latin(form)) && sounds(&group) > 1 {
            groups.push(group);
        }
    }
    ensure!(!groups.is_empty(), "the list of names is empty");
    groups.sort();
    groups.dedup();
    Ok(groups)
}

/// In how many ways the forms are said, as far as spellings tell.
fn sounds(forms: &[String]) -> usize {
    let sound = |form: &String| keys(form).into_iter().next().unwrap_or_else(|| fold(form));
    forms.iter().map(sound).collect::<HashSet<_>>().len()
}

/// Whether it is in Latin, Cyrillic or Arabic letters.
fn readable(form: &str) -> bool {
    let letters = || form.chars().filter(|c| c.is_alphabetic());
    is_latin(form)
        || letters().all(|c| matches!(c, '\u{400}'..='\u{52F}'))
        || letters().all(|c| matches!(c, '\u{600}'..='\u{6FF}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_keep_the_scripts_that_are_read() {
        let lines = "tokaev, tokayev, токаев, 托卡耶夫 => Q1\nゆうき => Q2\nolga, ольга => X1\nsarofim, sarofím => Q3\n";
        let groups = groups(lines.as_bytes()).unwrap();
        assert_eq!(groups, [vec!["olga", "ольга"], vec!["tokaev", "tokayev", "токаев"]]);
    }

    #[test]
    fn other_files_are_refused_by_line() {
        assert!(groups(b"tokaev, tokayev\n").unwrap_err().to_string().contains("line 1"));
        assert!(groups(b"").is_err());
        assert!(groups(b"\xff").is_err());
    }
}
