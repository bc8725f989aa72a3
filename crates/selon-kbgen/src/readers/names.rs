//! Parts of personal names in their spellings, as the package `rigour` has them.

use anyhow::{Context as _, Result, ensure};
use selon_kb::fold::{fold, is_latin, is_mixed, keys};

/// The groups of spellings of parts of names: a line each, `tokaev, tokayev, токаев => Q123463256`.
///
/// Kept are Latin, Cyrillic and Arabic forms of at least two letters, of Latin ones that sound alike the first. A group of
/// which no Latin form is left is dropped.
pub(crate) fn groups(bytes: &[u8]) -> Result<Vec<Vec<String>>> {
    let text = std::str::from_utf8(bytes).context("the list of names is not UTF-8")?;
    let mut groups = Vec::new();
    for (line, content) in (1..).zip(text.lines()) {
        let (forms, id) = content.rsplit_once("=>").with_context(|| format!("line {line}: no =>"))?;
        ensure!(!id.trim().is_empty(), "line {line}: no identifier behind =>");
        let group = group(forms.split(',').map(str::trim));
        if group.iter().any(|form| is_latin(form)) {
            groups.push(group);
        }
    }
    ensure!(!groups.is_empty(), "the list of names is empty");
    groups.sort();
    groups.dedup();
    Ok(groups)
}

fn group<'a>(forms: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    let mut heard: Vec<String> = Vec::new();
    for form in forms.filter(|form| form.chars().count() > 1 && !is_mixed(form) && readable(form)) {
        let sounds = if is_latin(form) { keys(form) } else { vec![fold(form)] };
        if sounds.is_empty() || sounds.iter().all(|sound| heard.contains(sound)) {
            continue;
        }
        heard.extend(sounds);
        kept.push(form.to_owned());
    }
    kept
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
    fn spellings_that_sound_alike_are_kept_once() {
        let groups =
            groups("tokaev, tokayev, toqajew, токаев, 托卡耶夫 => Q1\nゆうき => Q2\n".as_bytes()).unwrap();
        assert_eq!(groups.len(), 1);
        assert!(groups[0].contains(&"tokaev".to_owned()) && groups[0].contains(&"токаев".to_owned()));
        assert!(!groups[0].contains(&"tokayev".to_owned()));
    }

    #[test]
    fn other_files_are_refused_by_line() {
        assert!(groups(b"tokaev, tokayev\n").unwrap_err().to_string().contains("line 1"));
        assert!(groups(b"").is_err());
        assert!(groups(b"\xff").is_err());
    }
}
