//! What belongs to a place: « kazakh », « les Kazakhs ».

use crate::index::hash;
use crate::layout::{DemonymRecord, PairRecord, Section};
use crate::{Base, Entry, Source, fold};

/// Uses by their number in the file.
pub(crate) const USES: [Use; 3] = [Use::Adjective, Use::Inhabitant, Use::Both];

/// What a form is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Use {
    /// « le président *kazakh* ».
    Adjective,
    /// « les *Kazakhs* ».
    Inhabitant,
    /// Either.
    Both,
}

/// The gender of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    /// « kazakh ».
    Masc,
    /// « kazakhe ».
    Fem,
}

/// The number of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Number {
    /// « kazakh ».
    Sing,
    /// « kazakhs ».
    Plur,
}

/// A form of the word for what belongs to a place, or for who lives there. A form that stands for several (« français »,
/// English "Kazakh") is there for each.
#[derive(Clone, Copy, Debug)]
pub struct Demonym<'a> {
    /// The place: `country:KZ`.
    pub place: &'a str,
    /// Its entry, where the base has it.
    pub entry: Option<Entry<'a>>,
    /// As it is written, in lower case where it is an adjective.
    pub form: &'a str,
    /// What it is used for.
    pub used: Use,
    /// Its gender.
    pub gender: Gender,
    /// Its number.
    pub number: Number,
    /// Who says so.
    pub source: Source<'a>,
}

impl Base {
    /// What a form may stand for in a language: « kazakhe » → `country:KZ`, feminine singular.
    pub fn demonym(&self, language: &str, form: &str) -> impl Iterator<Item = Demonym<'_>> {
        let folded = fold::fold(form);
        let table = self.table::<DemonymRecord>(Section::Demonyms);
        let rows = self.table::<PairRecord>(Section::DemonymIndex).rows(hash(&folded));
        rows.filter_map(move |row| table.get(row)).filter_map(move |record| {
            let form = self.text(record.form);
            let matches = fold::fold(form) == folded && self.language(record.language) == language;
            let place = self.text(record.place);
            matches.then(|| Demonym {
                place,
                entry: self.entry(place),
                form,
                used: USES.get(usize::from(record.flags >> 2)).copied().unwrap_or(Use::Both),
                gender: if record.flags & 1 == 0 { Gender::Masc } else { Gender::Fem },
                number: if record.flags & 2 == 0 { Number::Sing } else { Number::Plur },
                source: self.source(record.source),
            })
        })
    }
}
