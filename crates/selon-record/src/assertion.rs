//! Assertions: a content, on somebody's word. The terms are PolNeAR's (Newell et al. 2018): source, cue, content.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Article, CodePointSpan};

/// One occurrence of something asserted in the article, on somebody's word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Assertion {
    /// Identifier within the reading.
    pub id: String,
    /// The attributed words only: no quotation marks, no cue, no source. An incise splits them in two. In the article's
    /// own voice (`plain`): the clause as it stands, without what it puts on somebody else's word.
    pub content: Vec<CodePointSpan>,
    /// The words that signal the attribution: « n'a pas confirmé », « selon », « l'annonce ».
    #[serde(default)]
    pub cue: Vec<CodePointSpan>,
    /// On whose word; null when nobody is named, and in the article's own voice.
    pub source: Option<Source>,
    /// How the words are reported.
    pub form: Form,
    /// What the source does with them.
    pub act: Act,
    /// The assertion in whose content this one stands.
    pub parent: Option<String>,
    /// The sources behind each other, outermost first: the article ([`Link::to`]), who reports it, ..., the source that is
    /// nearest to the content. The article's own voice has the first link only.
    #[serde(default)]
    pub chain: Vec<Link>,
    /// How sure the content is as its source presents it.
    pub certainty: Certainty,
    /// Identifiers of the events in the content.
    #[serde(default)]
    pub events: Vec<String>,
    /// Identifiers of the time expressions in the content.
    #[serde(default)]
    pub times: Vec<String>,
    /// Identifiers of the quantities in the content.
    #[serde(default)]
    pub quantities: Vec<String>,
    /// Identifiers of the entities in the content.
    #[serde(default)]
    pub entities: Vec<String>,
    /// How sure Selon is that this assertion is read rightly, 0 to 1.
    pub confidence: f64,
}

/// On whose word something is asserted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// The whole noun phrase, or the pronoun as it stands.
    #[serde(default)]
    pub spans: Vec<CodePointSpan>,
    /// What it is.
    pub kind: SourceKind,
    /// Whom the words stand for; null when that is not known.
    pub name: Option<String>,
    /// What sort of source without a name it is, where its words tell; null for every other kind.
    pub unnamed: Option<UnnamedType>,
    /// Identifier of its entity in the reading.
    pub entity: Option<String>,
    /// The outlet that the source is or speaks in, in the knowledge base's name.
    pub outlet: Option<String>,
}

/// One step of a chain of sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// What the source is.
    pub kind: SourceKind,
    /// Its name, or its words as they stand: « sources russes ».
    pub name: String,
    /// Identifier of its entity in the reading.
    pub entity: Option<String>,
}

impl Link {
    /// The name of the first link where the article says neither who published nor who signed it.
    pub const ARTICLE: &str = "article";

    /// The link that every chain of an article starts with: its outlet, else its author, else an author by the name of
    /// [`Link::ARTICLE`].
    ///
    /// ```
    /// use selon_record::{Article, Link, SourceKind};
    /// let mut article = Article::new("Il pleut.");
    /// assert_eq!(Link::to(&article).name, "article");
    /// article.byline = Some("Claire Morin".into());
    /// assert_eq!((Link::to(&article).kind, &*Link::to(&article).name), (SourceKind::Author, "Claire Morin"));
    /// ```
    pub fn to(article: &Article) -> Self {
        let (kind, name) = match (&article.outlet, &article.byline) {
            (Some(outlet), _) => (SourceKind::Outlet, outlet.as_str()),
            (None, Some(byline)) => (SourceKind::Author, byline.as_str()),
            (None, None) => (SourceKind::Author, Self::ARTICLE),
        };
        Link { kind, name: name.to_owned(), entity: None }
    }
}

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// A person, also one known by office only: « le maire ».
    Person,
    /// People together: « les manifestants ».
    Group,
    /// A body: « le ministère », « les autorités ».
    Organisation,
    /// Who publishes news.
    Outlet,
    /// A law, report, poll, image.
    Document,
    /// Somebody without a name: « une source judiciaire », « on ».
    Unnamed,
    /// The article openly speaking.
    Author,
    /// Nobody.
    None,
}

/// What sort of source somebody without a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum UnnamedType {
    /// Of the press: « des médias locaux », « un journaliste ».
    Media,
    /// Of a government or administration: « une source diplomatique », « un haut responsable ».
    Official,
    /// Of the police, the rescue services or intelligence: « une source policière », « un pompier ».
    Police,
    /// Of the courts: « une source judiciaire », « un avocat ».
    Judicial,
    /// Of an army or armed group: « une source militaire », « un soldat ».
    Military,
    /// People on the spot: « un témoin », « des habitants ».
    Witness,
    /// Who knows the matter by trade: « des experts », « les observateurs ».
    Expert,
    /// Nobody that could be found: « la rumeur », « des bruits ».
    Rumour,
    /// « on »
    On,
}

/// How the words are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// In quotation marks.
    Direct,
    /// « X affirme que… »
    Indirect,
    /// Partly in quotation marks.
    Mixed,
    /// « selon X »
    Frame,
    /// The conditional of hearsay: « l'armée aurait tué 12 civils ».
    Hearsay,
    /// The article's own voice.
    Plain,
}

/// What the source does with the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    /// Says that it is so.
    Assert,
    /// Says that it is not so, or refuses.
    Deny,
    /// Asks whether it is so.
    Question,
    /// Demands, orders, calls for it.
    Request,
    /// Thinks, hopes, fears it.
    Believe,
    /// Praises, blames, accuses.
    Judge,
    /// Commits to it, threatens it, announces it as an intention.
    Promise,
    /// Not known.
    Unknown,
}

/// How sure a content is as its source presents it: never how true it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Certainty {
    /// The level.
    pub level: Level,
    /// Whether the content is affirmed or negated.
    pub polarity: Polarity,
    /// The words that show it: « aurait », « peut-être », « ne … pas ».
    #[serde(default)]
    pub cues: Vec<CodePointSpan>,
}

/// How sure something is as it is presented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Plain indicative, also denied.
    Certain,
    /// « devrait », « sans doute »
    Probable,
    /// « pourrait », « peut-être »
    Possible,
    /// Hangs on a condition.
    Hypothetical,
    /// The conditional of hearsay.
    Hearsay,
    /// A question, request, wish or promise: no truth asserted.
    Open,
}

/// Whether something is affirmed or negated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    /// It is so.
    Positive,
    /// It is not so.
    Negative,
}
