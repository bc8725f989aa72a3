//! Why an assertion was read as it was.

/// Why an attributed assertion was read as it was: the rule that proposed it, the parse it stands on, and the features that
/// weighed for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The rule: how the content stands to its cue, such as `que` or `noun phrase`.
    pub rule: &'static str,
    /// The base form of the cue; in parentheses what it is where no word of the tables signals it.
    pub cue: String,
    /// The complement's code in the table of cues; empty where it has none.
    pub complement: &'static str,
    /// The probability that anything is attributed here.
    pub attributed: f64,
    /// Among how many stretches the content was chosen.
    pub candidates: usize,
    /// The part of speech of the cue, as the parser has it.
    pub tag: String,
    /// The way from the first word of the content to the cue through the parse.
    pub parse: String,
    /// What weighed most for and against this content.
    pub content: Vec<Reason>,
    /// What weighed most in the choice of no content at all.
    pub against: Vec<Reason>,
    /// What weighed most for and against this source.
    pub source: Vec<Reason>,
}

/// A feature of a choice with its weight.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// Its name in the table of weights.
    pub feature: String,
    /// Its weight: for the choice where it is positive.
    pub weight: f32,
}
