//! The moves of a transition system, in the order in which its network was trained on them.

use std::collections::BTreeMap;

use crate::Error;
use crate::source::decode;
use crate::vocab::lookups::{pairs, string};

/// One class of the network: what to do, and with which label.
pub(crate) type Moves<M> = Vec<(M, String)>;

/// spaCy's `moves` file: msgpack `{moves: JSON of {action: {label: frequency}}}`.
///
/// The classes are the labels of each action by falling frequency, then by falling name (`initialize_actions`);
/// labels that were added after training have negative frequencies and come last.
pub(crate) fn read_moves<M: Copy>(
    part: &str,
    file: &[u8],
    action: impl Fn(u8, &str) -> Option<M>,
) -> Result<Moves<M>, Error> {
    let malformed = |reason: &str| Error::malformed(part, reason.to_owned());
    let file = decode(part, file)?;
    let list = pairs(part, &file)?.iter().find(|(key, _)| string(part, key).is_ok_and(|key| key == "moves"));
    let json = string(part, &list.ok_or_else(|| malformed("no list of moves"))?.1)?;
    let by_action: BTreeMap<u8, BTreeMap<String, i64>> =
        serde_json::from_str(json).map_err(|e| malformed(&e.to_string()))?;
    let mut moves: Moves<M> = Vec::new();
    let mut added: Vec<(i64, &String, u8)> = Vec::new();
    for (&number, labels) in &by_action {
        let mut sorted: Vec<(i64, &String)> = labels.iter().map(|(label, &f)| (f, label)).collect();
        sorted.sort();
        for (frequency, label) in sorted.into_iter().rev() {
            if frequency < 0 {
                added.push((frequency, label, number));
            } else if let Some(kind) = action(number, label) {
                moves.push((kind, label.clone()));
            }
        }
    }
    added.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then(a.2.cmp(&b.2)));
    moves.extend(
        added.into_iter().filter_map(|(_, label, number)| Some((action(number, label)?, label.clone()))),
    );
    Ok(moves)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_come_by_action_then_by_falling_frequency_and_name() {
        let json = r#"{"1":{"":5},"0":{"":9},"2":{"det":3,"case":3,"nsubj":7}}"#;
        let mut file = Vec::new();
        let value = rmpv::Value::Map(vec![("moves".into(), json.into())]);
        rmpv::encode::write_value(&mut file, &value).unwrap();
        let moves = read_moves("parser/moves", &file, |n, _| Some(n)).unwrap();
        let names: Vec<_> = moves.iter().map(|(n, l)| format!("{n}{l}")).collect();
        assert_eq!(names, ["0", "1", "2nsubj", "2det", "2case"]);
    }
}
