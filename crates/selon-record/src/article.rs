//! The article: one text as published.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::Credit;

/// One text as published, and what is known about its publication.
///
/// Read from JSON only `text` is needed. A missing `id` is made from the text ([`Article::id_of`]), a missing
/// `language` is [`Article::UNDETERMINED`].
///
/// ```
/// use selon_record::Article;
/// let article: Article = serde_json::from_str(r#"{"text": "Il pleut.", "outlet": "La Gazette"}"#)?;
/// assert_eq!(article.id, Article::id_of("Il pleut."));
/// assert_eq!(article.outlet.as_deref(), Some("La Gazette"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "Line")]
#[schemars(description = "One text as published, and what is known about its publication.")]
pub struct Article {
    /// The identifier it was given, else one made from its text.
    pub id: String,
    /// Where it was published.
    pub url: Option<String>,
    /// Who published it, as named on the page.
    pub outlet: Option<String>,
    /// Its headline.
    pub title: Option<String>,
    /// Who signed it, as printed.
    pub byline: Option<String>,
    /// When it was published: ISO 8601, as precise as known.
    pub published: Option<String>,
    /// Where that date is from, when the article did not come with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<Dated>,
    /// Where it says that its words are an agency's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credits: Vec<Credit>,
    /// Its language: BCP 47, such as `fr`; `und` when not determined.
    pub language: String,
    /// The text itself, never changed. Every span of a reading counts its code points.
    pub text: String,
}

impl Article {
    /// The language of an article that does not say it: BCP 47's "undetermined".
    pub const UNDETERMINED: &'static str = "und";

    /// An article of which nothing but the text is known.
    ///
    /// ```
    /// assert!(selon_record::Article::new("Il pleut.").url.is_none());
    /// ```
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            id: Self::id_of(&text),
            url: None,
            outlet: None,
            title: None,
            byline: None,
            published: None,
            dated: None,
            credits: Vec::new(),
            language: Self::UNDETERMINED.to_owned(),
            text,
        }
    }

    /// The identifier of a text that was given none: the first 128 bits of the SHA-256 of its UTF-8, in
    /// lower-case hexadecimal.
    ///
    /// ```
    /// assert_eq!(selon_record::Article::id_of(""), "e3b0c44298fc1c149afbf4c8996fb924");
    /// ```
    pub fn id_of(text: &str) -> String {
        Sha256::digest(text.as_bytes())[..16].iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// What told when an article was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Dated {
    /// Data that the page has for machines: `article:published_time`, JSON-LD, `<time datetime>`.
    Metadata,
    /// The feed that carried it.
    Feed,
    /// Its address: `/2022/01/09/`.
    Url,
    /// Words of the page: « Publié le 9 janvier 2022 à 14h05 ».
    Page,
    /// The archive that holds it: when the page was fetched, so it was published then or before.
    Archive,
}

/// An article as it comes in: only the text is needed.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "ArticleLine")]
struct Line {
    id: Option<GivenId>,
    url: Option<String>,
    outlet: Option<String>,
    title: Option<String>,
    byline: Option<String>,
    published: Option<String>,
    dated: Option<Dated>,
    #[serde(default)]
    credits: Vec<Credit>,
    language: Option<String>,
    text: String,
}

/// Tables number their rows: a number is as good a name as a string.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
enum GivenId {
    Name(String),
    Number(i64),
}

impl From<Line> for Article {
    fn from(line: Line) -> Self {
        let known = Article::new(line.text);
        Article {
            id: match line.id {
                Some(GivenId::Name(name)) => name,
                Some(GivenId::Number(number)) => number.to_string(),
                None => known.id,
            },
            url: line.url,
            outlet: line.outlet,
            title: line.title,
            byline: line.byline,
            published: line.published,
            dated: line.dated,
            credits: line.credits,
            language: line.language.unwrap_or(known.language),
            text: known.text,
        }
    }
}
