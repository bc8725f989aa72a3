//! The look-up tables as arrays of the prebaked file.

use super::lemmatizer::{LemmaTables, LemmaView, PosView};
use super::specification::LemmaSpecification;
use crate::Error;
use crate::baked::{Array, Storage, Text, Writer};
use crate::vocab::flat_table::FlatView;

/// A flat table inside the prebaked file.
pub(crate) struct FlatArrays {
    keys: Array<u64>,
    offsets: Array<u32>,
    text: Text,
}

/// Saves a table under a name.
pub(crate) fn write_flat(writer: &mut Writer, name: &str, table: FlatView<'_>) {
    let (keys, offsets, text) = table.parts();
    writer.add(format!("{name}/keys"), keys);
    writer.add(format!("{name}/offsets"), offsets);
    writer.add(format!("{name}/text"), text.as_bytes());
}

impl FlatArrays {
    /// Finds a saved table.
    pub(crate) fn open(storage: &Storage, name: &str) -> Result<Self, Error> {
        let arrays = FlatArrays {
            keys: storage.whole_array(&format!("{name}/keys"))?,
            offsets: storage.whole_array(&format!("{name}/offsets"))?,
            text: storage.text(&format!("{name}/text"))?,
        };
        FlatView::new(name, &arrays.keys, &arrays.offsets, &arrays.text)?;
        Ok(arrays)
    }

    /// The table, borrowed.
    pub(crate) fn view(&self) -> FlatView<'_> {
        FlatView::new("", &self.keys, &self.offsets, &self.text).unwrap_or_default()
    }
}

/// The lemmatizer's tables inside the prebaked file.
pub(crate) struct LemmaArrays {
    lookup: FlatArrays,
    by_pos: Vec<PosArrays>,
}

struct PosArrays {
    pos: u64,
    exceptions: FlatArrays,
    index: Array<u64>,
    rules: Vec<(String, String)>,
}

/// Saves the tables of the component `name`; what is no array comes back.
pub(crate) fn write(writer: &mut Writer, name: &str, tables: &LemmaTables) -> LemmaSpecification {
    write_flat(writer, &format!("{name}/lookup"), tables.lookup.view());
    let by_pos = tables.by_pos.iter().enumerate().map(|(i, of)| {
        write_flat(writer, &format!("{name}/{i}/exceptions"), of.exceptions.view());
        writer.add(format!("{name}/{i}/index"), &of.index);
        (of.pos, of.rules.clone())
    });
    LemmaSpecification { by_pos: by_pos.collect() }
}

impl LemmaArrays {
    /// Finds the saved tables.
    pub(crate) fn open(
        storage: &Storage,
        name: &str,
        specification: LemmaSpecification,
    ) -> Result<Self, Error> {
        let by_pos = specification.by_pos.into_iter().enumerate().map(|(i, (pos, rules))| {
            Ok(PosArrays {
                pos,
                rules,
                exceptions: FlatArrays::open(storage, &format!("{name}/{i}/exceptions"))?,
                index: storage.whole_array(&format!("{name}/{i}/index"))?,
            })
        });
        Ok(LemmaArrays {
            lookup: FlatArrays::open(storage, &format!("{name}/lookup"))?,
            by_pos: by_pos.collect::<Result<_, Error>>()?,
        })
    }

    /// The tables, borrowed.
    pub(crate) fn view(&self) -> LemmaView<'_> {
        let by_pos = self.by_pos.iter().map(|of| PosView {
            pos: of.pos,
            exceptions: of.exceptions.view(),
            index: &of.index,
            rules: &of.rules,
        });
        LemmaView { lookup: self.lookup.view(), by_pos: by_pos.collect() }
    }
}
