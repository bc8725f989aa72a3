//! Articles whose time expressions people marked: French TimeBank, WiNER-fr and, in [`timebank`](super::timebank), English.

use std::path::Path;

use anyhow::{Context as _, Result};
use selon_record::{Article, CodePointSpan};

use super::plain;

/// An article with its time expressions.
#[derive(Clone, Debug)]
pub(crate) struct Timexes {
    /// The article.
    pub(crate) article: Article,
    /// Its expressions, in order.
    pub(crate) timexes: Vec<Timex>,
}

/// One time expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Timex {
    /// Where it stands.
    pub(crate) span: CodePointSpan,
    /// Its type as the set names it: `DATE`, `TIME`, `DURATION`, `SET`; in WiNER-fr `Date`, `Hour`.
    pub(crate) kind: String,
    /// Its TIMEX3 value, where the set has values.
    pub(crate) value: Option<String>,
}

/// The French TimeBank's development part, `timebank-fr/dev.bio`: a token and its label (`B-DATE`, `I-DATE`, `O`) a line,
/// a blank line behind each sentence. The set does not say when its articles were published.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn french_timebank(data: &Path) -> Result<Vec<Timexes>> {
    let lines = super::read(&data.join("timebank-fr/dev.bio"))?;
    let documents = lines.split("-DOCSTART-").filter(|document| !document.trim().is_empty());
    Ok((1..).zip(documents).map(|(number, document)| from_bio(number, document)).collect())
}

fn from_bio(number: usize, document: &str) -> Timexes {
    let (mut text, mut length) = (String::new(), 0);
    let mut timexes: Vec<Timex> = Vec::new();
    let mut before = "";
    // The expression that goes on with the next `I-` label.
    let mut open = false;
    for line in document.lines() {
        let Some((token, label)) = line.trim().rsplit_once(char::is_whitespace) else {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
                length += 1;
            }
            (before, open) = ("", false);
            continue;
        };
        let token = token.trim();
        if !before.is_empty() && are_apart(before, token) {
            text.push(' ');
            length += 1;
        }
        let span = CodePointSpan::new(length, length + token.chars().count());
        text.push_str(token);
        length = span.end;
        match (label.split_once('-'), timexes.last_mut()) {
            (Some(("I", _)), Some(last)) if open => last.span.end = span.end,
            (Some((_, kind)), _) => {
                timexes.push(Timex { span, kind: kind.to_owned(), value: None });
                open = true;
            }
            (None, _) => open = false,
        }
        before = token;
    }
    let id = format!("timebank-fr/{number}");
    Timexes { article: Article { id, language: "fr".to_owned(), ..Article::new(text) }, timexes }
}

/// Whether French sets a blank between these tokens.
fn are_apart(before: &str, token: &str) -> bool {
    let closes = matches!(token, "," | "." | ")" | "]" | "…" | "..." | "'" | "’");
    !closes && !before.ends_with(['\'', '’', '(', '['])
}

/// The dates and hours of WiNER-fr; an article's file is named after the day it was published: `2016_01_03-001`.
///
/// # Errors
/// When a file cannot be read or has another form.
pub(crate) fn winer(data: &Path) -> Result<Vec<Timexes>> {
    let folder = data.join("winer-fr");
    let annotations = super::files(&folder, "ann")?;
    let annotation = |id: &str| annotations.iter().find(|path| super::identifier("winer-fr", path) == id);
    let read = |text: super::Text| {
        let path = annotation(&text.id).with_context(|| text.id.clone())?;
        let timexes = super::read(path)?.lines().filter_map(time_of_brat).collect();
        let day = text.id.trim_start_matches("winer-fr/").split('-').next().map(|day| day.replace('_', "-"));
        let article =
            Article { id: text.id, language: "fr".to_owned(), published: day, ..Article::new(text.text) };
        Ok(Timexes { article, timexes })
    };
    plain::winer(data)?.into_iter().map(read).collect()
}

/// A line of brat, `T4⇥Date 36 52⇥1er janvier 2016`, if it is a date or an hour.
fn time_of_brat(line: &str) -> Option<Timex> {
    let mut words = line.split('\t').nth(1)?.split(' ');
    let kind = words.next().filter(|kind| matches!(*kind, "Date" | "Hour"))?;
    let [start, end] = [words.next()?, words.next()?].map(str::parse);
    Some(Timex { span: CodePointSpan::new(start.ok()?, end.ok()?), kind: kind.to_owned(), value: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use selon_record::Offsets;
    use std::fs;

    #[test]
    fn tokens_become_a_text_and_labels_its_spans() -> Result<()> {
        let data = tempfile::tempdir()?;
        fs::create_dir(data.path().join("timebank-fr"))?;
        let bio = "-DOCSTART-\n\nL'été   B-DATE\ndernier   I-DATE\n,   O\n«   O\nn   O\n'   O\ny   O\n\n-DOCSTART-\n\n19   B-DATE\n20   B-DATE\njuin   I-DATE\n";
        fs::write(data.path().join("timebank-fr/dev.bio"), bio)?;
        let [summer, days] = french_timebank(data.path())?.try_into().unwrap();
        assert_eq!(summer.article.text, "L'été dernier, « n'y\n");
        let words = |read: &Timexes| -> Vec<String> {
            let offsets = Offsets::new(&read.article.text);
            read.timexes.iter().map(|timex| offsets.slice(timex.span).unwrap().to_owned()).collect()
        };
        assert_eq!(words(&summer), ["L'été dernier"]);
        assert_eq!(words(&days), ["19", "20 juin"]);
        Ok(())
    }

    #[test]
    fn dates_and_hours_are_taken_from_brat() {
        let span = CodePointSpan::new(36, 52);
        let date = Timex { span, kind: "Date".to_owned(), value: None };
        assert_eq!(time_of_brat("T4\tDate 36 52\t1er janvier 2016"), Some(date));
        assert_eq!(time_of_brat("T5\tPerson 36 52\tx"), None);
    }
}
