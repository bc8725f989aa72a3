//! Tolls: how many were killed, hurt, arrested in an event, told in however few or other words.
//!
//! « Les émeutes auraient fait au moins 164 morts », “At least 164 people may have been killed”, « un bilan de 164 morts »: the
//! number, what it counts and where are the claim; the other words are how it is told. So it is decided by rule, before the
//! model is asked, and across languages.

use selon_record::{Act, EntityType, Level, Polarity};

use super::comparison::days_apart;
use super::number::{Likeness, Number};
use super::statement::{Name, Statement};

/// Days between articles that may speak of one event.
const DAYS: i64 = 30;

/// What two tolls have to do with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tolls {
    /// The same number, told by both.
    Same,
    /// The same number, denied by one.
    Denied,
    /// Another number.
    Different,
    /// One denies another number than the other tells: both may hold.
    Apart,
}

/// What the tolls of two statements have to do with each other; none where one of them has none, or where it is not shown
/// that they are of one event.
pub(super) fn compare(a: &Statement, b: &Statement) -> Option<Tolls> {
    if days_apart(&a.article, &b.article)? > DAYS || !of_one_place(a, b) {
        return None;
    }
    let (x, y) = (toll(a)?, toll(b)?);
    if x.class != y.class {
        return None;
    }
    Some(match x.likeness(y) {
        // « 103 morts à Almaty » is part of « 164 morts, dont 103 à Almaty ».
        Likeness::Different if names_part(a, y) || names_part(b, x) => return None,
        Likeness::Different if is_denied(a) || is_denied(b) => Tolls::Apart,
        Likeness::Different => Tolls::Different,
        Likeness::Equal | Likeness::Rounded if x.middle() == y.middle() => {
            if is_denied(a) == is_denied(b) {
                Tolls::Same
            } else {
                Tolls::Denied
            }
        }
        _ => return None,
    })
}

/// The one number of a statement that counts all whom something befell: « 164 morts », not « 18 policiers tués », nor « dont 103
/// à Almaty ».
fn toll(statement: &Statement) -> Option<&Number> {
    if statement.level == Level::Open && statement.act != Act::Deny || statement.act == Act::Question {
        return None;
    }
    let toll = statement.numbers.iter().find(|number| number.is_whole_toll() && !number.part)?;
    // « 26 criminels armés tués et 18 morts dans les rangs des forces de l'ordre »: none is the whole.
    let alike = statement.numbers.iter().filter(|number| number.class == toll.class && !number.part);
    (alike.count() == 1).then_some(toll)
}

fn names_part(statement: &Statement, number: &Number) -> bool {
    statement.numbers.iter().any(|part| part.part && part.middle() == number.middle())
}

fn is_denied(statement: &Statement) -> bool {
    statement.act == Act::Deny
        || statement.denies
        || statement.negated
        || statement.polarity == Polarity::Negative
}

/// Whether the two speak of one place: both name it, or one names a place that the other's article names.
fn of_one_place(a: &Statement, b: &Statement) -> bool {
    let places = |s: &Statement| -> Vec<Name> {
        s.names.iter().filter(|name| name.kind == EntityType::Place).cloned().collect()
    };
    let (here, there) = (places(a), places(b));
    match (here.is_empty(), there.is_empty()) {
        (false, false) => here.iter().any(|x| there.iter().any(|y| x.key == y.key)),
        (false, true) => here.iter().any(|place| b.article.has(place)),
        (true, false) => there.iter().any(|place| a.article.has(place)),
        (true, true) => false,
    }
}
