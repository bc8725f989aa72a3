//! Asides: the stretches of a text that assert nothing, so that nothing in it is left unaccounted for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::CodePointSpan;

/// A stretch of a sentence that asserts nothing.
///
/// Assertions and asides together hold every visible character of every sentence ([`Reading::unaccounted`] is empty).
/// An attribution that stands within such a line (« Lire aussi : “Le maire dément” ») is found all the same.
///
/// [`Reading::unaccounted`]: crate::Reading::unaccounted
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Aside {
    /// Where it stands.
    #[serde(flatten)]
    pub span: CodePointSpan,
    /// What it is.
    pub kind: AsideKind,
}

/// What a stretch that asserts nothing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum AsideKind {
    /// Place, date or agency at the head of a text: « 28 février 2016 . – », « LYON (AFP) - ».
    Dateline,
    /// A headline that tells nothing by itself: « Le casse-tête des retraites ». One with a verb or a participle is an
    /// assertion: « Un homme arrêté à Lyon ».
    Title,
    /// The words to a picture, film or drawing: « Photo : la place de la République ».
    Caption,
    /// Who signed, also under a quotation that is set apart: « Claire Morin », « — Claire Morin, maire de Lyon ».
    Byline,
    /// Who provided text or picture: « (AFP) », « © Belga ».
    Credit,
    /// What leads elsewhere: « Lire aussi : … », an address, the buttons of a page.
    Link,
    /// A line without letters and digits: « *** », « (...) ».
    Separator,
    /// What joins the parts of an attribution to each other and to the sentence: quotation marks, commas, « que ».
    Joint,
    /// Words that make no sentence: a cell of a table, an entry of a list, a row of tags.
    Fragment,
}
