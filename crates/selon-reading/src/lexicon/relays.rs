//! The table of the verbs that name a source behind a source.

use foldhash::HashMap;
use serde::Deserialize;

use crate::table::{TableError, rows};

/// Where the other source stands in the chain; the table's header explains each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum RelayPlace {
    Behind,
    Before,
    Made,
}

/// One row of the table.
#[derive(Clone, Debug)]
pub(crate) struct Relay {
    /// The preposition that ties the other source to the verb; `None` where it is its object.
    pub(crate) preposition: Option<String>,
    pub(crate) place: RelayPlace,
}

/// The verbs by their base form, reflexive ones apart.
#[derive(Debug, Default)]
pub(crate) struct Relays {
    plain: HashMap<String, Vec<Relay>>,
    reflexive: HashMap<String, Vec<Relay>>,
}

impl Relays {
    pub(super) fn read(table: &str) -> Result<Self, TableError> {
        let mut relays = Relays::default();
        for (line, row) in rows(table) {
            let error = |reason: String| TableError { table: "relays", line, reason };
            let columns: Vec<&str> = row.split('\t').collect();
            let [lemma, link, place] = columns[..] else {
                return Err(error(format!("{} columns, not three", columns.len())));
            };
            let place = serde_json::from_value(place.into()).map_err(|e| error(e.to_string()))?;
            let preposition = (link != "object").then(|| link.to_owned());
            let bare = lemma.strip_prefix("se ").or_else(|| lemma.strip_prefix("s'"));
            let verbs = if bare.is_some() { &mut relays.reflexive } else { &mut relays.plain };
            verbs.entry(bare.unwrap_or(lemma).to_owned()).or_default().push(Relay { preposition, place });
        }
        Ok(relays)
    }

    /// What the table says of a verb by its base form.
    pub(crate) fn of(&self, lemma: &str, reflexive: bool) -> &[Relay] {
        let verbs = if reflexive { &self.reflexive } else { &self.plain };
        verbs.get(lemma).map_or(&[], Vec::as_slice)
    }
}
