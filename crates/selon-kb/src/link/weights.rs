//! What each reason weighs.
//!
//! The weights are logarithms of odds: a candidate of score 0 is as likely as that the name means something that the base
//! does not know. They were set by hand on cases like those of the tests.

use crate::By;
use crate::given::Given;

/// From this probability a link is made.
pub(super) const SURE: f32 = 0.65;

/// How the name led to the entry.
pub(super) struct Matched {
    pub(super) reason: &'static str,
    pub(super) one_word: f32,
    pub(super) several: f32,
}

/// A name of several words is nobody else's as easily as one of one word.
pub(super) fn matched(by: By, given: Option<Given>) -> Matched {
    let (reason, one_word, several) = match (by, given) {
        (By::Exact, _) => ("the very name", 2.0, 4.0),
        (By::Acronym, _) => ("initials", 2.5, 2.5),
        (By::Domain, _) => ("address", 6.0, 6.0),
        (By::Designator, _) => ("number", 5.0, 5.0),
        (By::Key, Some(Given::Variant)) => ("surname and a variant of the given name", 2.0, 2.0),
        (By::Key, Some(_)) => ("surname and given name", 3.5, 3.5),
        (By::Key, None) => ("another spelling", 0.5, 2.2),
        (By::Surname, Some(Given::Initial)) => ("surname and initial", 0.8, 0.8),
        (By::Surname, _) => ("surname alone", -4.9, -4.9),
        (By::Skeleton, _) => ("the consonants only", -2.0, -1.0),
    };
    Matched { reason, one_word, several }
}

/// A match by consonants is believed only with so much from country, role and other mentions.
pub(super) const SKELETON_SUPPORT: f32 = 1.0;
/// It is not believed without.
pub(super) const UNSUPPORTED: f32 = -6.0;

/// A candidate's kind: this for a probability of 1, and nothing for [`KIND_NEUTRAL`].
pub(super) const KIND: f32 = 1.5;
/// What a kind has before anything is known.
pub(super) const KIND_NEUTRAL: f32 = 0.25;
/// No recogniser is surer than this that something is not of a kind.
pub(super) const KIND_LEAST: f32 = 0.03;

/// The candidate's country is one that the article is about.
pub(super) const COUNTRY: f32 = 1.5;
/// It is about others only.
pub(super) const OTHER_COUNTRY: f32 = -0.4;

/// Each tenfold of inhabitants above 100,000.
pub(super) const POPULATION: f32 = 1.0;
/// A small town is one of fewer inhabitants.
pub(super) const SMALL_TOWN: u64 = 75_000;
/// A town of so many is known though its name is a word: « Nice ».
pub(super) const KNOWN_TOWN: u64 = 100_000;
/// A small town in a country of which the article says nothing.
pub(super) const SMALL: f32 = -0.8;
/// A small town of one word in another country than those of the article: « Jupiter » is not that in Florida.
pub(super) const SMALL_ELSEWHERE: f32 = -2.8;
/// A country, beside towns and regions of its name.
pub(super) const COUNTRY_ITSELF: f32 = 1.5;
/// A region, beside the town of its name.
pub(super) const REGION: f32 = -0.8;

/// Full prominence, where the name is more than a surname.
pub(super) const PROMINENCE: f32 = 2.0;
/// Full prominence, where it is a surname alone.
pub(super) const PROMINENCE_OF_SURNAME: f32 = 5.8;
/// The surname is spelt otherwise.
pub(super) const SURNAME_SPELT: f32 = -0.5;

/// A person holds some office on the day of the article, where the name is a surname alone.
pub(super) const IN_OFFICE: f32 = 0.8;

/// The article mentions the entry elsewhere.
pub(super) const MENTIONED: f32 = 2.5;
/// The article mentions a body or country of which a person holds an office.
pub(super) const OFFICE_MENTIONED: f32 = 0.8;
/// The region of a town is mentioned.
pub(super) const REGION_MENTIONED: f32 = 1.2;
/// A town near by is mentioned.
pub(super) const NEAR: f32 = 1.0;
/// Near are so many kilometres.
pub(super) const NEIGHBOURHOOD: f64 = 60.0;
/// A degree of latitude has so many.
pub(super) const DEGREE: f64 = 111.2;

/// A person holds the office that the article says, on its day.
pub(super) const ROLE: f32 = 4.0;
/// Held it before, or will.
pub(super) const ROLE_OTHER_DAY: f32 = 1.5;
/// Holds none like it.
pub(super) const NOT_THE_ROLE: f32 = -1.0;
/// Is of another country than the office.
pub(super) const ROLE_OTHER_COUNTRY: f32 = -2.0;

/// Born or founded after the article.
pub(super) const NOT_YET: f32 = -6.0;
/// So many years after a death people are spoken of less.
pub(super) const LONG: i32 = 10;
/// Died longer ago.
pub(super) const LONG_DEAD: f32 = -0.7;

/// Letter by letter, accents and hyphens too.
pub(super) const LETTERS: f32 = 0.4;
/// The article's language has another name for it: « Mexico » is not *le Mexique*.
pub(super) const OTHER_LANGUAGE: f32 = -1.2;
/// A word of the dictionary too, « Sens », of a country of which the article says nothing.
pub(super) const COMMON_WORD: f32 = -1.8;
/// Another spelling of a name that is not the usual one: « Jambyl » is the region of Zhambyl, not Taraz that was once Dzhambul.
pub(super) const UNUSUAL: f32 = -1.0;
/// Three letters of which only the first is a capital: « Mes ».
pub(super) const SMALL_INITIALS: f32 = -4.0;
/// A word in capitals that is the name of a small place in small letters: « AGEN ».
pub(super) const IN_CAPITALS: f32 = -0.8;
