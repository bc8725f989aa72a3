//! What a statement is found by when another one asks for its like, besides the nearness of their vectors.

use selon_record::EntityType;
use xxhash_rust::xxh3::xxh3_64;

use super::number::Number;
use super::statement::{Statement, hash as short};

/// Keys of a statement at most: one that lists the results of a whole league is found by its first ones.
const MOST: usize = 32;

/// The keys of a statement, each once: two statements that share one are worth comparing.
///
/// - a number of something with its value, « 164 morts »: others that give the same;
/// - what is counted with whom or what is named beside it, « morts, Kazakhstan »: others that give another number;
/// - a toll with a place that its words or its article name, « morts, Almaty »: « 44 morts dans le pays »;
/// - a figure that is no accident, whatever it is of: « 230 000 dossiers », « 230 000 patients »;
/// - a day with whom or what is named beside it.
pub(crate) fn keys(statement: &Statement) -> Vec<i64> {
    let mut keys = Vec::new();
    for number in &statement.numbers {
        if number.is_no_accident()
            && let Some(value) = number.middle()
        {
            keys.push(hash(&["figure", &value.to_string()]));
        }
        let Some(counted) = counted(number) else { continue };
        if let Some(value) = number.value.or(number.low).or(number.high) {
            keys.push(hash(&["value", counted, &value.to_string()]));
        }
        keys.extend(statement.names.iter().map(|name| hash(&["counted", counted, &name.key])));
        if number.is_whole_toll() && !number.part {
            let named = statement.names.iter().filter(|name| name.kind == EntityType::Place);
            let places = named.map(|name| short(&name.key)).chain(statement.article.places.iter().copied());
            keys.extend(places.map(|place| hash(&["toll", counted, &place.to_string()])));
        }
    }
    for day in
        statement.times.iter().filter(|time| time.from.is_some()).filter_map(|time| time.value.get(..10))
    {
        keys.extend(statement.names.iter().map(|name| hash(&["day", day, &name.key])));
    }
    keys.sort_unstable();
    keys.dedup();
    keys.truncate(MOST);
    keys
}

/// What is counted, the same word in every language where the table has it.
fn counted(number: &Number) -> Option<&str> {
    number.class.as_deref().or(number.unit.as_deref()).or(number.of.last().map(String::as_str))
}

/// The database has signed numbers only.
fn hash(parts: &[&str]) -> i64 {
    xxh3_64(parts.join("\0").as_bytes()).cast_signed()
}
