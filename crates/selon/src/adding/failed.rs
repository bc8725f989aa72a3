//! What is not in the ledger as an article, and why: for the ledger, and for a person.

use selon_intake::{Failure, Item, Place, Reason};
use selon_ledger::EditError;
use serde_json::{Value, json};

use super::job::shown;
use crate::messages::Message;

/// Something that is not in the ledger as an article.
pub(crate) struct Failed {
    pub(super) place: String,
    /// For the ledger.
    pub(super) reason: Value,
    /// For a person.
    pub(super) message: Message,
}

impl Failed {
    /// What is no article.
    pub(crate) fn to_take(failure: Failure) -> Failed {
        let reason = match &failure.reason {
            Reason::Unreadable(error) => json!({"code": "unreadable", "detail": error.to_string()}),
            Reason::Nul { offset } => json!({"code": "nul", "offset": offset}),
            Reason::Undecodable { offset } => json!({"code": "undecodable", "offset": offset}),
            Reason::BadLine { column, reason } => {
                json!({"code": "bad_line", "column": column, "detail": reason})
            }
            Reason::NoArticles { lines } => json!({"code": "no_articles", "lines": lines}),
            Reason::CutOff => json!({"code": "cut_off"}),
            Reason::Damaged { what } => json!({"code": "damaged", "detail": what}),
            Reason::TooLarge { limit } => json!({"code": "too_large", "limit": limit}),
            Reason::Bomb { ratio } => json!({"code": "bomb", "ratio": ratio}),
            Reason::Coding { coding } => json!({"code": "coding", "coding": coding}),
        };
        Failed { place: shown(&failure.place), reason, message: Message::NotTaken { failure } }
    }

    /// What is no reading.
    pub(crate) fn to_import(place: Place, column: usize, reason: String) -> Failed {
        let kept = json!({"code": "bad_reading", "column": column, "detail": reason});
        Failed { place: shown(&place), reason: kept, message: Message::NotAReading { place, column, reason } }
    }

    /// A decision about what is not there.
    pub(super) fn to_decide(place: Place, error: EditError) -> Failed {
        let kept = json!({"code": "not_decided", "detail": error.to_string()});
        Failed {
            place: shown(&place),
            reason: kept,
            message: Message::NotTakenOver { place, error: Box::new(error) },
        }
    }

    /// An article without a pipeline.
    pub(super) fn to_read(item: Item, message: Message) -> Failed {
        let reason = match &message {
            Message::UnknownLanguage { .. } => json!({"code": "unknown_language"}),
            Message::NotRead { language, .. } => json!({"code": "no_pipeline", "language": language}),
            _ => json!({"code": "no_reader", "language": item.article.language}),
        };
        Failed { place: shown(&item.place), reason, message }
    }
}
