//! `--kb`: which knowledge base is used, as every command that uses one takes it.

use std::path::PathBuf;

use clap::Args;
use selon_kb::Base;

use crate::messages::Message;

/// The flag.
#[derive(Debug, Args)]
pub(super) struct Knowledge {
    /// The knowledge base to use in place of the one in the program
    #[arg(long = "kb", value_name = "FILE", env = "SELON_KB")]
    file: Option<PathBuf>,
}

impl Knowledge {
    /// The base, for as long as the program runs.
    ///
    /// # Errors
    /// The file that the flag names is no base, or not whole.
    pub(super) fn base(&self) -> Result<&'static Base, Message> {
        match &self.file {
            None => Ok(Base::built_in()),
            Some(file) => {
                let base = Base::open(file).map_err(|error| Message::NoBase { error })?;
                Ok(Box::leak(Box::new(base)))
            }
        }
    }
}
