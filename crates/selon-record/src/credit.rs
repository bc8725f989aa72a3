//! Credits: where an article says that its words come from an agency.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::CodePointSpan;

/// A place where an article says whose words it prints: « avec AFP », « PARIS (AFP) – », « (Belga) ».
///
/// A credit is what the page says. Which words are the agency's it seldom says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Credit {
    /// The agency as it is written there: « AFP », « Agence Méridienne ».
    pub agency: String,
    /// Its identifier in the knowledge base, when it was recognised there.
    pub kb: Option<String>,
    /// How it is said.
    pub form: CreditForm,
    /// Which part of the article says so; the span counts the code points of that part.
    pub part: CreditPart,
    /// The words that say so.
    #[serde(flatten)]
    pub span: CodePointSpan,
}

/// How an article credits an agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CreditForm {
    /// The article is the agency's: it signs it alone, « AFP », or publishes it itself.
    Sole,
    /// It is made with the agency's: « avec AFP », « J. Martin et AFP », « d'après agences ».
    With,
    /// At the head: « PARIS, 9 jan 2022 (AFP) – ».
    Dateline,
    /// At the end: « (Belga) », « ats/nxp ».
    Closing,
}

/// The part of an article where a credit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum CreditPart {
    /// [`Article::byline`](crate::Article::byline).
    Byline,
    /// [`Article::text`](crate::Article::text).
    Text,
}
