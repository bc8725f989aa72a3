//! The part of `NOTICE` that says what the knowledge base is made of.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Result;

use crate::tables;
use crate::world::World;

/// What stands in `NOTICE` between its marker lines: each source with its version, date, licence, address and what its licence
/// wants to be said.
pub fn notice(data: &Path) -> Result<String> {
    let mut world = World::default();
    tables::read_sources(data, &mut world)?;
    world.faults.none()?;
    let mut notice = String::from("data/kb/selon.kb\n  Made by selon-kbgen of:\n");
    for source in world.sources {
        let version = if source.version.is_empty() { String::new() } else { format!(", {}", source.version) };
        let date = if source.date.is_empty() { String::new() } else { format!(" ({})", source.date) };
        _ = write!(
            notice,
            "  - {}{version}{date}, {}. {}\n    {}\n",
            source.name, source.url, source.licence, source.note
        );
    }
    Ok(notice)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines between which the part stands.
    const MARKERS: [&str; 2] = ["-- made by selon-kbgen notice --\n", "-- end --\n"];

    #[test]
    fn the_notice_names_every_source() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let whole = std::fs::read_to_string(root.join("NOTICE")).unwrap();
        let (_, rest) = whole.split_once(MARKERS[0]).unwrap();
        let (part, _) = rest.split_once(MARKERS[1]).unwrap();
        let made = notice(&root.join("data")).unwrap();
        assert_eq!(part, made, "run `selon-kbgen notice` and put it between the marker lines of NOTICE");
    }
}
