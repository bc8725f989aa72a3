//! spaCy's `lookups.bin`: named tables in one msgpack map.

use rmpv::ValueRef;

use super::flat_table::FlatTable;
use super::strings::hash_string;
use crate::Error;
use crate::source::decode;

/// The pairs of a msgpack map.
pub(crate) type Pairs<'v, 'a> = &'v [(ValueRef<'a>, ValueRef<'a>)];

/// The tables of one `lookups.bin`.
pub(crate) struct Lookups<'a> {
    part: &'a str,
    root: ValueRef<'a>,
}

impl<'a> Lookups<'a> {
    /// Reads the bytes of the file that is `part` of a model.
    pub(crate) fn read(part: &'a str, bytes: &'a [u8]) -> Result<Self, Error> {
        let root = decode(part, bytes)?;
        pairs(part, &root)?;
        Ok(Lookups { part, root })
    }

    /// The entries of a table, if the file has it.
    pub(crate) fn table(&self, name: &str) -> Result<Option<Pairs<'_, 'a>>, Error> {
        let found = pairs(self.part, &self.root)?
            .iter()
            .rfind(|(key, _)| string(self.part, key).is_ok_and(|key| key == name));
        found.map(|(_, value)| pairs(self.part, value)).transpose()
    }

    /// A table of one string or a list of strings a word; empty if the file does not have it.
    pub(crate) fn flat_table(&self, name: &str) -> Result<FlatTable, Error> {
        flat_table(self.part, self.table(name)?.unwrap_or_default())
    }
}

/// The flat form of a map from words or their ids to one string or a list of strings.
pub(crate) fn flat_table(part: &str, entries: Pairs<'_, '_>) -> Result<FlatTable, Error> {
    let entries = entries.iter().map(|(key, value)| Ok((id(part, key)?, strings(part, value)?)));
    FlatTable::new(part, entries.collect::<Result<_, Error>>()?)
}

/// The id of a key, which is a string or its id.
pub(crate) fn id(part: &str, key: &ValueRef<'_>) -> Result<u64, Error> {
    match key {
        ValueRef::Integer(id) => {
            id.as_u64().ok_or_else(|| Error::malformed(part, format!("{id} as the id of a string")))
        }
        key => Ok(hash_string(string(part, key)?)),
    }
}

/// One string, or a list of them.
fn strings<'a>(part: &str, value: &ValueRef<'a>) -> Result<Vec<&'a str>, Error> {
    match value {
        ValueRef::Array(strings) => strings.iter().map(|value| string(part, value)).collect(),
        value => Ok(vec![string(part, value)?]),
    }
}

pub(crate) fn string<'a>(part: &str, value: &ValueRef<'a>) -> Result<&'a str, Error> {
    match value {
        ValueRef::String(string) => string.into_str(),
        _ => None,
    }
    .ok_or_else(|| unexpected(part, "a string", value))
}

pub(crate) fn array<'v, 'a>(part: &str, value: &'v ValueRef<'a>) -> Result<&'v [ValueRef<'a>], Error> {
    match value {
        ValueRef::Array(values) => Ok(values),
        value => Err(unexpected(part, "a list", value)),
    }
}

pub(crate) fn pairs<'v, 'a>(part: &str, value: &'v ValueRef<'a>) -> Result<Pairs<'v, 'a>, Error> {
    match value {
        ValueRef::Map(pairs) => Ok(pairs),
        value => Err(unexpected(part, "a map", value)),
    }
}

fn unexpected(part: &str, expected: &str, value: &ValueRef<'_>) -> Error {
    let found = match value {
        ValueRef::Nil => "nil",
        ValueRef::Boolean(_) => "a truth value",
        ValueRef::Integer(_) | ValueRef::F32(_) | ValueRef::F64(_) => "a number",
        ValueRef::String(_) => "a string that is not UTF-8 or not expected",
        ValueRef::Binary(_) | ValueRef::Ext(..) => "bytes",
        ValueRef::Array(_) => "a list",
        ValueRef::Map(_) => "a map",
    };
    Error::malformed(part, format!("{found} where {expected} should be"))
}
