//! What a page says for machines: `meta` elements, JSON-LD, the canonical address.

use serde_json::Value;

use super::tree::Tree;

/// Characters that the title of a page has at most.
const TITLE: usize = 1000;

/// The data for machines.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    /// Names of `meta` elements in small letters, with what they say, in order.
    meta: Vec<(String, String)>,
    /// The objects of JSON-LD that are an article, else those that are a page.
    articles: Vec<Value>,
    /// Objects with a name that others refer to.
    named: Vec<Value>,
    /// What `title` says.
    pub(super) title: Option<String>,
    /// `link rel=canonical`.
    pub(super) canonical: Option<String>,
    /// The language of the root.
    pub(super) language: Option<String>,
}

/// What an author is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Author {
    /// A person, or what is not said to be anything.
    Person,
    Organisation,
}

impl Metadata {
    /// The data of a page.
    pub(super) fn of(tree: &Tree) -> Metadata {
        let mut found = Metadata::default();
        let mut pages = Vec::new();
        for number in 0..tree.len() {
            match tree.tag(number) {
                "meta" => {
                    let content = tree
                        .attribute(number, "content")
                        .map(str::trim)
                        .filter(|content| !content.is_empty());
                    let names = ["property", "name", "itemprop", "http-equiv"];
                    let name = names.iter().find_map(|key| tree.attribute(number, key));
                    if let (Some(name), Some(content)) = (name, content) {
                        found.meta.push((name.trim().to_lowercase(), content.to_owned()));
                    }
                }
                "title" if found.title.is_none() => {
                    found.title = tree.line(number, TITLE).as_deref().and_then(line)
                }
                "html" if found.language.is_none() => {
                    let language =
                        tree.attribute(number, "lang").or_else(|| tree.attribute(number, "xml:lang"));
                    found.language = language.and_then(line);
                }
                "link" if found.canonical.is_none() && tree.attribute(number, "rel") == Some("canonical") => {
                    found.canonical = tree.attribute(number, "href").and_then(line);
                }
                "script" if tree.attribute(number, "type").is_some_and(|kind| kind.contains("ld+json")) => {
                    found.read(tree.first_text(number), &mut pages);
                }
                _ => {}
            }
        }
        if found.articles.is_empty() {
            found.articles = pages;
        }
        found
    }

    /// Takes what a script of JSON-LD says.
    fn read(&mut self, script: &str, pages: &mut Vec<Value>) {
        // Line ends within strings are common and no JSON.
        let script: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->").trim_end_matches(';');
        let Ok(value) = serde_json::from_str::<Value>(script) else { return };
        let mut waiting = vec![value];
        while let Some(value) = waiting.pop() {
            match value {
                Value::Array(values) => waiting.extend(values.into_iter().rev()),
                Value::Object(mut object) => {
                    if let Some(graph) = object.remove("@graph") {
                        waiting.push(graph);
                    }
                    let is = kind(&object);
                    let inner = ["mainEntity", "mainEntityOfPage", "hasPart"]
                        .iter()
                        .filter_map(|key| object.get(*key))
                        .filter(|value| value.is_object())
                        .cloned();
                    waiting.extend(inner);
                    let object = Value::Object(object);
                    if is.contains("Article") || is.contains("Posting") || is == "Report" || is == "Recipe" {
                        self.articles.push(object);
                    } else if is.ends_with("Page") {
                        pages.push(object);
                    } else if object.get("name").is_some() {
                        self.named.push(object);
                    }
                }
                _ => {}
            }
        }
    }

    /// What the first `meta` element says that has one of these names, the earlier name first.
    pub(super) fn meta(&self, names: &[&str]) -> Option<&str> {
        let named =
            |name: &&str| self.meta.iter().find(|(key, _)| key == name).map(|(_, content)| content.as_str());
        names.iter().find_map(named)
    }

    /// All that `meta` elements of a name say.
    pub(super) fn all_meta<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.meta.iter().filter(move |(key, _)| key == name).map(|(_, content)| content.as_str())
    }

    /// A string of the article's JSON-LD.
    pub(super) fn of_article(&self, key: &str) -> Option<&str> {
        self.articles
            .iter()
            .find_map(|article| article.get(key)?.as_str())
            .map(str::trim)
            .filter(|value| !value.is_empty())
    }

    /// The names of the article's authors of a kind in JSON-LD.
    pub(super) fn authors(&self, kind_of: Author) -> Vec<String> {
        let Some(authors) = self.articles.iter().find_map(|article| article.get("author")) else {
            return Vec::new();
        };
        let list = authors.as_array().map_or_else(|| vec![authors], |list| list.iter().collect());
        let mut names = Vec::new();
        for author in list {
            let author = author
                .get("@id")
                .and_then(|id| self.named.iter().find(|named| named.get("@id") == Some(id)))
                .unwrap_or(author);
            let name = author.as_str().or_else(|| author.get("name")?.as_str()).and_then(line);
            let is = author.as_object().map(kind).unwrap_or_default();
            let is = if is.ends_with("Organization") { Author::Organisation } else { Author::Person };
            names.extend(name.filter(|name| is == kind_of && !names.contains(name)));
        }
        names
    }
}

/// The type of an object, the first where it has several.
fn kind(object: &serde_json::Map<String, Value>) -> String {
    let kind = object.get("@type");
    let kind = kind.and_then(|kind| kind.as_str().or_else(|| kind.as_array()?.first()?.as_str()));
    kind.unwrap_or_default().to_owned()
}

/// A text as one line; nothing where there is none.
pub(super) fn line(text: &str) -> Option<String> {
    let unescaped = html_escape::decode_html_entities(text);
    let line = unescaped.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}
