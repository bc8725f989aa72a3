//! What somebody gives to add, before it is there as a file.

use crate::outgoing::Outgoing;

use super::{Source, Wording};

/// A file that is here, or an address to fetch when its turn comes.
#[derive(Debug)]
pub(crate) enum Given {
    Source(Source),
    Address(String),
}

impl Given {
    pub(crate) fn name(&self) -> &str {
        match self {
            Given::Source(source) => &source.name,
            Given::Address(address) => address,
        }
    }

    /// As a file: fetches what is only an address.
    ///
    /// # Errors
    /// The address gives nothing.
    pub(super) fn source(self, outgoing: &Outgoing) -> Result<Source, (String, Wording)> {
        match self {
            Given::Source(source) => Ok(source),
            Given::Address(address) => {
                outgoing.fetch(&address).map_err(|refused| (address, refused.wording()))
            }
        }
    }
}
