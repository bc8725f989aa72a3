//! What [`crate::fuzzing`] needs of the components.

use super::attribute_ruler::{AttributeRuler, AttributeRulerRules};
use super::lemmatizer::LemmaTables;
use crate::doc::Labels;

pub(crate) fn attribute_ruler(bytes: &[u8]) -> bool {
    AttributeRulerRules::from_msgpack(bytes)
        .is_ok_and(|rules| AttributeRuler::new(&rules, &mut Labels::default()).is_ok())
}

pub(crate) fn lemma_tables(bytes: &[u8]) -> bool {
    LemmaTables::from_msgpack(bytes, &[]).is_ok()
}
