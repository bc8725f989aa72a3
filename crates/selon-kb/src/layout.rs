//! How the file is laid out: a head, a list of sections, and in each section rows of one width.
//!
//! ```text
//! "SELONKB\0"  format: u32  crc: u32  (of all that follows)
//! for each section in the order of `Section`: start: u32, length: u32  (in bytes, from the start of the file)
//! the sections
//! ```
//!
//! All numbers are little-endian. A text is an offset into the section `Text`, where its length stands as a LEB128
//! number and then its UTF-8; offset 0 is the empty text. A row points to rows of other sections by their number.
//!
//! **Invariant:** nothing in the file is trusted. Every read is checked against the bounds of its section and gives
//! `None` beyond them; no number of the file is used as a size to allocate or as a count to loop to unchecked.

/// The first eight bytes.
pub(crate) const MAGIC: [u8; 8] = *b"SELONKB\0";

/// The layout that this program reads and writes.
pub(crate) const FORMAT: u32 = 3;

/// Bytes before the list of sections.
pub(crate) const HEAD: usize = 16;

macro_rules! sections {
    ($($(#[$doc:meta])* $name:ident: $width:expr),* $(,)?) => {
        /// The sections, in the order in which they lie in the file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Section { $($(#[$doc])* $name),* }

        impl Section {
            /// All of them.
            pub(crate) const ALL: &[Section] = &[$(Section::$name),*];

            /// Bytes of a row.
            pub(crate) const fn width(self) -> usize {
                match self { $(Section::$name => $width),* }
            }

            /// How errors call it.
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Section::$name => stringify!($name)),* }
            }
        }
    };
}

sections! {
    /// Every text, once.
    Text: 1,
    /// [`SourceRecord`]s.
    Sources: SourceRecord::WIDTH,
    /// Languages of names: texts.
    Languages: 4,
    /// [`EntryRecord`]s by their identifier.
    Entries: EntryRecord::WIDTH,
    /// [`NameRecord`]s, those of an entry together and in its order.
    Names: NameRecord::WIDTH,
    /// [`FactRecord`]s, those of an entry together.
    Facts: FactRecord::WIDTH,
    /// [`OfficeRecord`]s by what they are of, the office, and the newest first.
    Offices: OfficeRecord::WIDTH,
    /// [`PairRecord`]s of a person and a row of `Offices`, by both.
    OfficesByPerson: PairRecord::WIDTH,
    /// [`DemonymRecord`]s.
    Demonyms: DemonymRecord::WIDTH,
    /// [`DesignatorRecord`]s.
    Designators: DesignatorRecord::WIDTH,
    /// [`ResolutionYearRecord`]s by year.
    ResolutionYears: ResolutionYearRecord::WIDTH,
    /// [`PairRecord`]s: the entry of a place, and the text that says what it stands for.
    Metonyms: PairRecord::WIDTH,
    /// Parts of names, one behind the other: how many forms, and of each its length in bytes and its UTF-8.
    NameParts: 1,
    /// An index: folded names and their keys to `Names`.
    NameIndex: PairRecord::WIDTH,
    /// An index: skeletons to `Names`.
    SkeletonIndex: PairRecord::WIDTH,
    /// An index: keys of people's surnames to `Names`.
    SurnameIndex: PairRecord::WIDTH,
    /// An index: domains to `Names`.
    DomainIndex: PairRecord::WIDTH,
    /// An index: designators without their spaces and hyphens to `Names`.
    DesignatorIndex: PairRecord::WIDTH,
    /// An index: folded demonyms to `Demonyms`.
    DemonymIndex: PairRecord::WIDTH,
    /// An index: folded forms and their keys to the bytes at which parts begin in `NameParts`.
    NamePartIndex: PairRecord::WIDTH,
    /// Hashes of the first words of names and surnames, folded and as keys, sorted.
    FirstWords: 4,
}

/// A row of fixed width.
pub(crate) trait Record: Sized {
    /// Its bytes.
    const WIDTH: usize;
    /// The row in the first `WIDTH` bytes.
    fn read(bytes: &[u8]) -> Option<Self>;
    /// Appends it.
    fn write(&self, out: &mut Vec<u8>);
}

/// A number of the file.
trait Number: Sized {
    fn take(bytes: &mut &[u8]) -> Option<Self>;
}

macro_rules! numbers {
    ($($kind:ty),*) => {$(
        impl Number for $kind {
            fn take(bytes: &mut &[u8]) -> Option<Self> {
                let (first, rest) = bytes.split_first_chunk()?;
                *bytes = rest;
                Some(<$kind>::from_le_bytes(*first))
            }
        }

        impl Record for $kind {
            const WIDTH: usize = size_of::<$kind>();

            fn read(mut bytes: &[u8]) -> Option<Self> {
                <$kind>::take(&mut bytes)
            }

            fn write(&self, out: &mut Vec<u8>) {
                out.extend_from_slice(&self.to_le_bytes());
            }
        }
    )*};
}

numbers!(u8, u16, u32, u64, i32);

macro_rules! record {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub(crate) struct $name { $($(#[$field_doc])* pub(crate) $field: $kind),* }

        impl Record for $name {
            const WIDTH: usize = 0 $(+ size_of::<$kind>())*;

            fn read(mut bytes: &[u8]) -> Option<Self> {
                Some($name { $($field: <$kind>::take(&mut bytes)?),* })
            }

            fn write(&self, out: &mut Vec<u8>) {
                $(self.$field.write(out);)*
            }
        }
    };
}

record! {
    /// Where rows are from. All fields are texts.
    SourceRecord { id: u32, name: u32, version: u32, date: u32, licence: u32, url: u32, note: u32 }
}

record! {
    /// Something with a name.
    EntryRecord {
        /// Text.
        id: u32,
        /// Position in [`EntityType::ALL`](selon_record::EntityType::ALL).
        kind: u8,
        /// Text.
        class: u32,
        /// Text: two letters of ISO 3166-1, empty where there is none.
        country: u32,
        /// [`NO_POPULATION`] where it is not known.
        population: u64,
        /// Millionths of a degree, [`NO_LOCATION`] where it is not known.
        latitude: i32,
        longitude: i32,
        /// 0 to 65,535.
        prominence: u16,
        source: u16,
        /// Its first row of `Names`; they end where those of the next entry begin.
        names: u32,
        /// The same of `Facts`.
        facts: u32,
    }
}

/// More names of one entry are not looked at.
pub(crate) const MOST_NAMES: usize = 1000;

/// Nothing is known of how many live there.
pub(crate) const NO_POPULATION: u64 = u64::MAX;

/// Nothing is known of where it lies.
pub(crate) const NO_LOCATION: i32 = i32::MIN;

record! {
    /// What an entry is called.
    NameRecord {
        /// Text.
        text: u32,
        /// A row of `Languages`.
        language: u8,
        /// Position in [`crate::entry::SORTS`].
        sort: u8,
    }
}

record! {
    /// Something known of an entry. Property, value and date are texts.
    FactRecord { property: u32, value: u32, date: u32, source: u16 }
}

record! {
    /// An office that somebody holds or held.
    OfficeRecord {
        /// A row of `Entries`.
        person: u32,
        /// Text.
        office: u32,
        /// Text: the entry that it is an office of.
        of: u32,
        /// Packed dates ([`crate::PartialDate`]), 0 where not known.
        from: u32,
        to: u32,
        checked: u32,
        source: u16,
    }
}

record! {
    /// What those are called who live in a place, or what belongs to it.
    DemonymRecord {
        /// Text: an entry.
        place: u32,
        /// Text.
        form: u32,
        /// A row of `Languages`.
        language: u8,
        /// Bit 0 feminine, bit 1 plural, bits 2 and 3 the position in [`crate::demonym::USES`].
        flags: u8,
        source: u16,
    }
}

record! {
    /// How a kind of weapon is numbered.
    DesignatorRecord {
        /// Texts.
        prefix: u32,
        suffix: u32,
        class: u32,
        makers: u32,
        /// Text: the numbers that there are, joined by `|`; empty: any.
        numbers: u32,
        /// How many digits at least and at most.
        least: u8,
        most: u8,
        /// Bits of [`crate::Joint`]: what may stand before the number.
        joints: u8,
    }
}

record! {
    /// The resolutions of a year.
    ResolutionYearRecord { year: u16, first: u32, last: u32 }
}

/// Two numbers that belong together; of an index the hash of a key and the row it leads to, by both. Of each the lower
/// three bytes count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PairRecord {
    pub(crate) key: u32,
    pub(crate) row: u32,
}

/// The largest number of a [`PairRecord`].
pub(crate) const MOST_OF_PAIR: u32 = 0xFF_FFFF;

impl Record for PairRecord {
    const WIDTH: usize = 6;

    fn read(bytes: &[u8]) -> Option<Self> {
        let &[a, b, c, d, e, f] = bytes.first_chunk()?;
        Some(PairRecord { key: u32::from_le_bytes([a, b, c, 0]), row: u32::from_le_bytes([d, e, f, 0]) })
    }

    fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.key.to_le_bytes()[..3]);
        out.extend_from_slice(&self.row.to_le_bytes()[..3]);
    }
}
