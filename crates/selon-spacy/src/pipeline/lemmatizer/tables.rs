//! The lemmatizer's tables, in a flat form that can be saved and mapped back.

use crate::Error;
use crate::vocab::flat_table::{FlatTable, FlatView};
use crate::vocab::lookups::{self, Lookups};
use crate::vocab::strings::hash_string;

/// The file they come from.
const PART: &str = "lemmatizer/lookups/lookups.bin";

/// The tables, owned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LemmaTables {
    /// `lemma_lookup`: the base form of a form, whatever its part of speech.
    pub(crate) lookup: FlatTable,
    /// The tables of each part of speech, by its id.
    pub(crate) by_pos: Vec<PosTables>,
}

/// The tables of one part of speech.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PosTables {
    /// Id of the part of speech in lower case: that of `noun`.
    pub(crate) pos: u64,
    /// `lemma_exc`: the base forms of irregular forms.
    pub(crate) exceptions: FlatTable,
    /// `lemma_index`: the ids of known base forms, sorted.
    pub(crate) index: Vec<u64>,
    /// `lemma_rules`: endings and what to put for them, in order.
    pub(crate) rules: Vec<(String, String)>,
}

/// The tables, borrowed from [`LemmaTables`] or from a mapped file.
#[derive(Clone, Debug, Default)]
pub(crate) struct LemmaView<'a> {
    /// See [`LemmaTables::lookup`].
    pub(crate) lookup: FlatView<'a>,
    /// See [`LemmaTables::by_pos`].
    pub(crate) by_pos: Vec<PosView<'a>>,
}

/// The tables of one part of speech, borrowed; see [`PosTables`].
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct PosView<'a> {
    pub(crate) pos: u64,
    pub(crate) exceptions: FlatView<'a>,
    pub(crate) index: &'a [u64],
    pub(crate) rules: &'a [(String, String)],
}

impl LemmaTables {
    /// Reads `lemmatizer/lookups/lookups.bin`, which must have these tables.
    pub(crate) fn from_msgpack(bytes: &[u8], required: &[&str]) -> Result<Self, Error> {
        let lookups = Lookups::read(PART, bytes)?;
        for name in required {
            if lookups.table(name)?.is_none() {
                return Err(Error::malformed(PART, format!("no table {name}")));
            }
        }
        let mut tables = LemmaTables { lookup: lookups.flat_table("lemma_lookup")?, by_pos: Vec::new() };
        for (pos, entries) in lookups.table("lemma_exc")?.unwrap_or_default() {
            tables.pos_mut(lookups::id(PART, pos)?).exceptions =
                lookups::flat_table(PART, lookups::pairs(PART, entries)?)?;
        }
        for (pos, words) in lookups.table("lemma_index")?.unwrap_or_default() {
            let ids = lookups::array(PART, words)?.iter().map(|word| lookups::id(PART, word));
            let mut index = ids.collect::<Result<Vec<_>, _>>()?;
            index.sort_unstable();
            index.dedup();
            tables.pos_mut(lookups::id(PART, pos)?).index = index;
        }
        for (pos, rules) in lookups.table("lemma_rules")?.unwrap_or_default() {
            let rules = lookups::array(PART, rules)?.iter().map(rule).collect::<Result<_, _>>()?;
            tables.pos_mut(lookups::id(PART, pos)?).rules = rules;
        }
        Ok(tables)
    }

    /// The tables, borrowed.
    #[cfg(test)]
    pub(crate) fn view(&self) -> LemmaView<'_> {
        LemmaView { lookup: self.lookup.view(), by_pos: self.by_pos.iter().map(PosTables::view).collect() }
    }

    fn pos_mut(&mut self, pos: u64) -> &mut PosTables {
        let i = self.by_pos.iter().position(|tables| tables.pos == pos).unwrap_or_else(|| {
            self.by_pos.push(PosTables { pos, ..PosTables::default() });
            self.by_pos.len() - 1
        });
        &mut self.by_pos[i]
    }
}

/// One rule, `[old ending, new ending]`.
fn rule(value: &rmpv::ValueRef<'_>) -> Result<(String, String), Error> {
    match lookups::array(PART, value)? {
        [old, new] => Ok((lookups::string(PART, old)?.to_owned(), lookups::string(PART, new)?.to_owned())),
        other => Err(Error::malformed(PART, format!("a rule of {} endings", other.len()))),
    }
}

#[cfg(test)]
impl PosTables {
    fn view(&self) -> PosView<'_> {
        PosView { pos: self.pos, exceptions: self.exceptions.view(), index: &self.index, rules: &self.rules }
    }
}

impl<'a> LemmaView<'a> {
    /// The tables of a part of speech, which is given in lower case; empty ones if it has none.
    pub(crate) fn pos(&self, pos: &str) -> PosView<'a> {
        let pos = hash_string(pos);
        self.by_pos.iter().find(|tables| tables.pos == pos).copied().unwrap_or_default()
    }
}

impl PosView<'_> {
    /// Whether this is a known base form.
    pub(crate) fn knows(&self, form: &str) -> bool {
        !self.index.is_empty() && self.index.binary_search(&hash_string(form)).is_ok()
    }

    /// Whether nothing is known of this part of speech.
    pub(crate) fn is_empty(&self) -> bool {
        self.exceptions.is_empty() && self.index.is_empty() && self.rules.is_empty()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;
    use rmpv::Value;

    fn map<const N: usize>(pairs: [(&str, Value); N]) -> Value {
        Value::Map(pairs.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    fn list<const N: usize>(values: [&str; N]) -> Value {
        Value::Array(values.into_iter().map(Value::from).collect())
    }

    fn lookups_bin() -> Vec<u8> {
        let rules = Value::Array(vec![list(["s", ""]), list(["ées", "é"]), list(["s", "x"])]);
        let exceptions = map([("cieux", list(["ciel", "céleste"])), ("yeux", "œil".into())]);
        let file = map([
            ("lemma_lookup", map([("fées", list(["fée"]))])),
            ("lemma_rules", map([("noun", rules)])),
            ("lemma_exc", Value::Map(vec![(hash_string("noun").into(), exceptions)])),
            ("lemma_index", map([("noun", list(["musé", "ciel"]))])),
        ]);
        let mut bytes = Vec::new();
        rmpv::encode::write_value(&mut bytes, &file).unwrap();
        bytes
    }

    pub(in super::super) fn tables() -> LemmaTables {
        LemmaTables::from_msgpack(&lookups_bin(), &["lemma_lookup"]).unwrap()
    }

    #[test]
    fn keys_may_be_words_or_ids() {
        let tables = tables();
        assert_eq!(tables.by_pos.len(), 1);
        let view = tables.view();
        assert_eq!(view.pos("noun").exceptions.first(hash_string("yeux")), Some("œil"));
        assert_eq!(view.pos("noun").rules.len(), 3);
        assert!(view.pos("noun").knows("musé") && !view.pos("noun").knows("musée"));
        assert!(view.pos("verb").is_empty());
    }

    #[test]
    fn a_missing_table_is_named() {
        let error = LemmaTables::from_msgpack(&[0x80], &["lemma_rules"]).unwrap_err();
        assert_eq!(error.to_string(), "lemmatizer/lookups/lookups.bin: no table lemma_rules");
    }

    #[test]
    fn a_file_cut_off_is_refused_at_every_byte() {
        let bytes = lookups_bin();
        for end in 0..bytes.len() {
            assert!(LemmaTables::from_msgpack(&bytes[..end], &[]).is_err(), "{end} bytes");
        }
    }

    proptest! {
        #[test]
        fn altered_bytes_do_not_make_the_reader_panic(i in 0..200_usize, byte: u8) {
            let mut bytes = lookups_bin();
            let i = i % bytes.len();
            bytes[i] = byte;
            let _ = LemmaTables::from_msgpack(&bytes, &[]);
        }
    }
}
