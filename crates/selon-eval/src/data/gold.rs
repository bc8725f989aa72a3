//! Gold sets of attributions: a folder with `ID.json` files, and the articles in `articles.jsonl` or as `ID.txt`.
//!
//! An `ID.json` is `{"id", "attributions": [{"cue", "source", "content": [[start, end], …], "form", "source_kind",
//! "act", "certainty", "parent"}]}`; offsets are code points, half open. Values are kept as they are written: a set
//! may have labels of its own (PolNeAR's forms are `unknown`).

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use clap::ValueEnum;
use selon_record::{Article, CodePointSpan, Offsets};
use serde::Deserialize;

/// One attribution, of the gold standard or found: what is compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attribution {
    /// The attributed words.
    pub(crate) content: Vec<CodePointSpan>,
    /// Whose words they are; empty where nobody is named.
    pub(crate) source: Vec<CodePointSpan>,
    /// The words that signal it.
    pub(crate) cue: Vec<CodePointSpan>,
    /// The form, such as `direct`.
    pub(crate) form: Option<String>,
    /// The kind of source, such as `person`.
    pub(crate) kind: Option<String>,
    /// The act, such as `assert`.
    pub(crate) act: Option<String>,
    /// The level of certainty, such as `probable`.
    pub(crate) certainty: Option<String>,
    /// Whether it stands in the content of another.
    pub(crate) nested: bool,
}

impl Attribution {
    /// Fails unless every span slices the text.
    ///
    /// # Errors
    /// When one is reversed or out of range.
    pub(crate) fn check(&self, text: &Offsets<'_>) -> Result<()> {
        for &span in self.content.iter().chain(&self.source).chain(&self.cue) {
            text.span(span)?;
        }
        Ok(())
    }
}

/// A folder of annotated articles.
#[derive(Clone, Debug)]
pub(crate) struct GoldSet {
    /// The folder's name.
    pub(crate) name: String,
    /// Its articles in the order of their identifiers.
    pub(crate) articles: Vec<Annotated>,
}

/// An article and what its annotators found in it.
#[derive(Clone, Debug)]
pub(crate) struct Annotated {
    /// The article.
    pub(crate) article: Article,
    /// Its attributions in the order of the file.
    pub(crate) attributions: Vec<Attribution>,
}

/// Every second item of a set: rules are made with one half in view and measured on the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Half {
    /// Items 0, 2, 4, … in the set's order
    Even,
    /// Items 1, 3, 5, …
    Odd,
}

#[derive(Deserialize)]
struct File {
    id: String,
    attributions: Option<Vec<Line>>,
}

#[derive(Deserialize)]
struct Line {
    content: Vec<(usize, usize)>,
    #[serde(default)]
    source: Vec<(usize, usize)>,
    #[serde(default)]
    cue: Vec<(usize, usize)>,
    form: Option<String>,
    source_kind: Option<String>,
    act: Option<String>,
    certainty: Option<String>,
    parent: Option<usize>,
}

impl From<Line> for Attribution {
    fn from(line: Line) -> Attribution {
        let spans = |pairs: Vec<(usize, usize)>| {
            pairs.into_iter().map(|(start, end)| CodePointSpan::new(start, end)).collect()
        };
        Attribution {
            content: spans(line.content),
            source: spans(line.source),
            cue: spans(line.cue),
            form: line.form,
            kind: line.source_kind,
            act: line.act,
            certainty: line.certainty,
            nested: line.parent.is_some(),
        }
    }
}

impl GoldSet {
    /// Reads a folder. A JSON file without `attributions` is not part of the set.
    ///
    /// # Errors
    /// When a file cannot be read or has another form, a text is missing, or a span does not slice its text.
    pub(crate) fn read(folder: &Path) -> Result<GoldSet> {
        let list = folder.join("articles.jsonl");
        let mut known = HashMap::new();
        if list.is_file() {
            known.extend(super::articles::read(&list)?.into_iter().map(|a| (a.id.clone(), a)));
        }
        let mut articles = Vec::new();
        for path in super::files(folder, "json")? {
            let place = || path.display().to_string();
            let File { id, attributions } = serde_json::from_str(&super::read(&path)?).with_context(place)?;
            let Some(attributions) = attributions else { continue };
            let article = match known.remove(&id) {
                Some(article) => article,
                None => Article { id, ..Article::new(super::read(&path.with_extension("txt"))?) },
            };
            let attributions: Vec<Attribution> = attributions.into_iter().map(Attribution::from).collect();
            let offsets = Offsets::new(&article.text);
            attributions.iter().try_for_each(|a| a.check(&offsets)).with_context(place)?;
            articles.push(Annotated { article, attributions });
        }
        ensure!(!articles.is_empty(), "{}: no annotated article", folder.display());
        let name = folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned();
        Ok(GoldSet { name, articles })
    }
}

impl Half {
    /// Its name on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Half::Even => "even",
            Half::Odd => "odd",
        }
    }

    /// This half of some items in order.
    pub(crate) fn of<T>(self, items: Vec<T>) -> Vec<T> {
        let first = match self {
            Half::Even => 0,
            Half::Odd => 1,
        };
        items.into_iter().skip(first).step_by(2).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        write("articles.jsonl", "{\"id\": \"a\", \"text\": \"Été : oui.\", \"outlet\": \"La Gazette\"}\n");
        write(
            "a.json",
            r#"{"id": "a", "attributions": [{"content": [[6, 9]], "source": [[0, 3]], "cue": [], "form": "direct", "parent": null}]}"#,
        );
        write("b.json", r#"{"id": "b", "attributions": []}"#);
        write("b.txt", "Rien.");
        write("notes.json", r#"{"id": "notes"}"#);
        folder
    }

    #[test]
    fn a_set_is_its_annotated_articles() -> Result<()> {
        let folder = folder();
        let set = GoldSet::read(folder.path())?;
        let ids: Vec<_> = set.articles.iter().map(|a| a.article.id.as_str()).collect();
        assert_eq!(ids, ["a", "b"]);
        assert_eq!(set.articles[0].article.outlet.as_deref(), Some("La Gazette"));
        assert_eq!(set.articles[0].attributions[0].content, [CodePointSpan::new(6, 9)]);
        assert_eq!(Half::Even.of(set.articles.clone())[0].article.id, "a");
        assert_eq!(Half::Odd.of(set.articles)[0].article.id, "b");
        Ok(())
    }

    #[test]
    fn a_span_outside_the_text_is_refused() {
        let folder = folder();
        let path = folder.path().join("a.json");
        fs::write(&path, fs::read_to_string(&path).unwrap().replace("[6, 9]", "[6, 99]")).unwrap();
        let error = format!("{:#}", GoldSet::read(folder.path()).unwrap_err());
        assert!(error.contains("a.json") && error.contains("99"), "{error}");
    }
}
