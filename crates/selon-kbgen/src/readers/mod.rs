//! What stands in the packages: one file a format.

pub(crate) mod cldr;
pub(crate) mod dictionary;
pub(crate) mod factbook;
pub(crate) mod geonames;
pub(crate) mod gettext;
pub(crate) mod names;
