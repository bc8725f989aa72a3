//! Events, coded with PLOVER's types (Halterman et al. 2023, *PLOVER and POLECAT*).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{CodePointSpan, Level, Polarity};

/// Who did what to whom.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// Identifier within the reading.
    pub id: String,
    /// The words that name it.
    #[serde(flatten)]
    pub span: CodePointSpan,
    /// PLOVER's type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// PLOVER's mode, where the type has one, such as `demo` or `airstrike`.
    pub mode: Option<String>,
    /// Identifiers of the entities that act.
    #[serde(default)]
    pub actors: Vec<String>,
    /// Identifiers of the entities acted upon.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// Identifier of the entity where it happened.
    pub place: Option<String>,
    /// Identifier of the time expression when it happened.
    pub time: Option<String>,
    /// Whether the text says that it happened or that it did not.
    pub polarity: Polarity,
    /// How sure it is as the text presents it.
    pub certainty: Level,
}

/// PLOVER's sixteen event types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum EventType {
    /// Agrees, or says that it will.
    Agree,
    /// Meets, talks, visits.
    Consult,
    /// Speaks or acts in favour, diplomatically.
    Support,
    /// Gives way.
    Concede,
    /// Works together in substance.
    Cooperate,
    /// Gives help.
    Aid,
    /// Withdraws, surrenders, ceases fire.
    Retreat,
    /// Asks, appeals, demands.
    Request,
    /// Disapproves, accuses, investigates.
    Accuse,
    /// Refuses.
    Reject,
    /// Threatens.
    Threaten,
    /// Demonstrates, strikes, riots.
    Protest,
    /// Punishes, breaks relations, embargoes.
    Sanction,
    /// Puts forces on alert or on the move.
    Mobilize,
    /// Represses, arrests, seizes, censors.
    Coerce,
    /// Uses force against persons or things.
    Assault,
}
